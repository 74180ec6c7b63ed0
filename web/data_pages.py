"""Everything that can be taken away, for people: bulk files, changes, feeds, the interface."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from api.provider import service_of
from api.service import Service
from api.urls import API
from standards.today import today_in_vietnam
from web.rendering import render

__all__ = ["router"]

router = APIRouter(include_in_schema=False, prefix="/data")


@router.get("")
def data(request: Request, service: Annotated[Service, Depends(service_of)]) -> HTMLResponse:
    """The bulk files with checksums, where the changes go on, and what the law says on use."""
    body = service.copies.body()
    return render(
        request,
        "data.html",
        body=body,
        built=None if body.built_at is None else today_in_vietnam(body.built_at),
        site=str(request.base_url).rstrip("/"),
        data_url=f"{API}/bulk",
    )
