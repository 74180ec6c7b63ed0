"""What an office has to look at on a day: counts first, then a section each."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from api.models_watch import WatchBody, WatchSection
from api.provider import service_of
from api.routes_watch import MOST_DAYS
from api.service import Service
from api.urls import API
from api.watch import WITHIN
from standards.errors import BadInput
from web.links import with_choices
from web.rendering import parse_day, render

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

_FEW = 5
_MANY = 40
_SPANS = (30, 60, 90, 180, 365)


@router.get("/watch")
def watch(
    request: Request,
    service: Annotated[Service, Depends(service_of)],
    as_of: Annotated[str, Query()] = "",
    within: Annotated[int, Query(ge=0, le=MOST_DAYS)] = WITHIN,
    section: Annotated[str, Query()] = "",
    cursor: Annotated[str, Query(max_length=12)] = "",
) -> HTMLResponse:
    """All sections with their first items, or one section page by page."""
    one = _section(section)
    body = service.watches.body(
        as_of=parse_day(as_of),
        within=within,
        limit=_FEW if one is None else _MANY,
        section=one,
        cursor=cursor or None,
    )
    chosen = {"as_of": as_of, "within": None if within == WITHIN else within}
    return render(
        request,
        "watch.html",
        body=body,
        as_of=parse_day(as_of),
        within=within,
        spans=sorted({*_SPANS, within}),
        sections=_sections(body, one),
        all_sections=tuple(WatchSection),
        only=one,
        started=bool(cursor),
        chosen=chosen,
        data_url=with_choices(
            f"{API}/watch", as_of=as_of, within=chosen["within"], section=section, cursor=cursor
        ),
    )


def _section(text: str) -> WatchSection | None:
    """The section in the address. Raises BadInput for one that does not exist."""
    if not text:
        return None
    if text not in tuple(WatchSection):
        raise BadInput(f"section={text!r} is none of {', '.join(WatchSection)}")
    return WatchSection(text)


def _sections(body: WatchBody, one: WatchSection | None) -> tuple[tuple[WatchSection, object], ...]:
    """The sections to show, each with its page of items."""
    return tuple(
        (section, getattr(body, section.value))
        for section in WatchSection
        if one in (None, section)
    )
