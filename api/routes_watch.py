"""``/watch``: what an office has to look at on a day."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from api.examples import DAYS
from api.models_watch import WatchBody, WatchPage, WatchSection
from api.paging import page_links
from api.provider import service_of
from api.service import Service
from api.watch import WITHIN
from api.watch_filter import WatchFilter
from search.watch import Turn
from standards.document import Kind

__all__ = ["MOST_DAYS", "router"]

MOST_DAYS = 3650

router = APIRouter(prefix="/watch", tags=["watch"])


@router.get("", summary="What to look at on a day")
def watch(
    request: Request,
    response: Response,
    service: Annotated[Service, Depends(service_of)],
    as_of: Annotated[
        date | None, Query(description="the day; else today", openapi_examples=DAYS)
    ] = None,
    within: Annotated[
        int, Query(ge=0, le=MOST_DAYS, description="how many days ahead and back")
    ] = WITHIN,
    limit: Annotated[int, Query(ge=1, le=500, description="most items of a section")] = 20,
    section: Annotated[WatchSection | None, Query(description="items of this section only")] = None,
    cursor: Annotated[
        str | None, Query(max_length=12, description="`next` of that section")
    ] = None,
    kind: Annotated[list[Kind] | None, Query(description="texts of this kind; repeatable")] = None,
    agency: Annotated[
        list[str] | None,
        Query(
            max_length=20,
            description="texts of this body, by code, and of those it answers for; repeatable",
        ),
    ] = None,
    what: Annotated[
        Turn | None, Query(description="only days on which texts begin, end or are amended")
    ] = None,
) -> WatchBody:
    """Citations of editions that ended, days that come and came, sources that disagree, citations
    that nothing meets, texts with unknown number, day or status, codes gone from the tariff, and
    issuers that were merged. Every section has its total; one that was not asked for no items.
    Files, codes and merged issuers are not narrowed by `kind` and `agency`."""
    body = service.watches.body(
        as_of=as_of,
        within=within,
        limit=limit,
        section=section,
        cursor=cursor,
        wanted=WatchFilter(kinds=tuple(kind or ()), agencies=tuple(agency or ()), what=what),
    )
    if section is not None:
        response.headers["Link"] = page_links(request, _following(body, section))
    return body


def _following(body: WatchBody, section: WatchSection) -> str | None:
    """The cursor that leads on in a section; each section is a field of the body."""
    page: WatchPage[object] = getattr(body, section)
    return page.next
