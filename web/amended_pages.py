"""A base text beside the amendments in force on a day."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse, Response

from api.provider import service_of
from api.routes_compare import Show
from api.service import Service
from api.urls import API
from standards.errors import BadInput, NotFound
from web.amended_view import cut_clauses, show_clauses
from web.links import amended_url, with_choices
from web.rendering import parse_day, render

__all__ = ["router"]

router = APIRouter(include_in_schema=False, prefix="/standards")


@router.get("/{slug}/amended")
def amended(
    request: Request,
    service: Annotated[Service, Depends(service_of)],
    slug: str,
    as_of: Annotated[str, Query()] = "",
    show: Annotated[str, Query()] = Show.CHANGES,
    part: Annotated[int, Query(ge=1)] = 1,
) -> Response:
    """Base and amended words side by side; clauses that changed, or all."""
    if show not in tuple(Show):
        raise BadInput(f"show={show!r} is none of {', '.join(Show)}")
    body = service.amended(slug, as_of=parse_day(as_of), changes_only=show == Show.CHANGES)
    if body.slug != slug:
        address = with_choices(amended_url(body.slug), as_of=as_of)
        return RedirectResponse(address, status_code=307)
    parts = cut_clauses(show_clauses(body))
    if part > len(parts):
        raise NotFound(f"{body.number or body.slug} has no part {part}; it has {len(parts)}")
    return render(
        request,
        "amended.html",
        body=body,
        clauses=parts[part - 1],
        part=part,
        parts=len(parts),
        show=show,
        shows=tuple(Show),
        as_of=parse_day(as_of),
        data_url=with_choices(f"{API}{amended_url(body.slug)}", as_of=body.as_of, show=show),
    )
