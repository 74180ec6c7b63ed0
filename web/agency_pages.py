"""The bodies that issue, with who took over from whom."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from api.provider import service_of
from api.service import Service
from web.links import with_choices
from web.rendering import parse_day, render

__all__ = ["router"]

router = APIRouter(include_in_schema=False, prefix="/agencies")


@router.get("")
def agencies(
    request: Request,
    service: Annotated[Service, Depends(service_of)],
    as_of: Annotated[str, Query()] = "",
) -> HTMLResponse:
    """All bodies as on a day; each leads to the documents that it answers for."""
    body = service.agencies(as_of=parse_day(as_of))
    return render(
        request,
        "agencies.html",
        body=body,
        names={one.code: one for one in body.agencies},
        as_of=parse_day(as_of),
        data_url=with_choices("/api/v1/agencies", as_of=as_of),
    )
