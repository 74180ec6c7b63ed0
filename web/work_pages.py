"""A work with all its editions on one scale of time."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse, Response

from api.provider import service_of
from api.service import Service
from api.urls import API
from web.links import on_day, work_url
from web.rendering import parse_day, render
from web.timeline import bars

__all__ = ["router"]

router = APIRouter(include_in_schema=False, prefix="/works")


@router.get("/{slug}")
def work(
    request: Request,
    service: Annotated[Service, Depends(service_of)],
    slug: str,
    as_of: Annotated[str, Query()] = "",
) -> Response:
    """All editions; the slug of an edition leads to its work."""
    day = parse_day(as_of)
    body = service.work(slug, as_of=day)
    if body.slug != slug:
        return RedirectResponse(on_day(work_url(body.slug), day), status_code=307)
    return render(
        request,
        "work.html",
        work=body,
        bars=bars(body.editions, body.as_of),
        as_of=day,
        data_url=on_day(f"{API}{body.url}", day),
    )
