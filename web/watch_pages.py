"""What an office has to look at: an overview with counts, and a page for each list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.models_watch import HappeningBody, WatchBody, WatchPage, WatchSection
from api.provider import service_of
from api.routes_watch import MOST_DAYS
from api.service import Service
from api.urls import API
from api.watch import WITHIN
from api.watch_filter import WatchFilter
from search.watch import Turn
from web.facet_view import Filters, filters
from web.feed_links import feeds_of_overview, feeds_of_section
from web.links import with_choices, with_pairs
from web.rendering import parse_day, render
from web.watch_changes import TOLD, day_there, deed_of
from web.watch_sections import LOOKED_AT, Chosen, Place, chosen, place_of

__all__ = ["MANY", "router"]

router = APIRouter(include_in_schema=False, prefix="/watch")
Serving = Annotated[Service, Depends(service_of)]
Day = Annotated[str, Query(max_length=40)]
Within = Annotated[int, Query(ge=0, le=MOST_DAYS)]

MANY: Final = 40
"""Items of a list that one page shows."""

_FEW: Final = 3
_SPANS: Final = (30, 60, 90, 180, 365)


@router.get("")
def overview(
    request: Request,
    service: Serving,
    as_of: Day = "",
    within: Within = WITHIN,
    section: Annotated[str, Query(max_length=40)] = "",
) -> Response:
    """The number of each list, and the first days to come in full."""
    if section:
        onward = [pair for pair in request.query_params.multi_items() if pair[0] != "section"]
        return RedirectResponse(with_pairs(place_of(section).address, onward), status_code=308)
    day, span = parse_day(as_of), None if within == WITHIN else within
    bodies = {
        turn: service.watches.body(
            as_of=day,
            within=within,
            limit=_FEW,
            section=WatchSection.COMING,
            wanted=WatchFilter(what=turn),
        )
        for turn in (Turn.STARTING, Turn.ENDING)
    }
    picked = chosen(as_of=as_of, within=span)
    return render(
        request,
        "watch.html",
        bodies=bodies,
        body=bodies[Turn.STARTING],
        recent=sum(bodies[Turn.STARTING].recent_by.values()),
        changes=service.changes.newest(limit=_FEW, what=TOLD),
        deed_of=deed_of,
        day_there=day_there,
        looked_at=LOOKED_AT,
        as_of=day,
        within=within,
        spans=_spans(within),
        address=lambda name: with_pairs(f"/watch/{name}", picked.pairs),
        feeds=feeds_of_overview(),
        data_url=with_choices(f"{API}/watch", as_of=as_of, within=span),
        more_data=(f"{API}/changes",),
    )


@router.get("/{name}")
def section(
    request: Request,
    service: Serving,
    name: str,
    as_of: Day = "",
    within: Within = WITHIN,
    kind: Annotated[list[str] | None, Query()] = None,
    agency: Annotated[list[str] | None, Query(max_length=20)] = None,
    what: Annotated[str, Query(max_length=20)] = "",
    cursor: Annotated[str, Query(max_length=12)] = "",
) -> HTMLResponse:
    """One list, page by page, narrowed by kind, body and what its days mean."""
    place = place_of(name)
    picked = chosen(
        as_of=as_of,
        within=None if within == WITHIN else within,
        kinds=kind or (),
        agencies=agency or (),
        what=place.what or (what if place.is_of_days else ""),
    )
    body = service.watches.body(
        as_of=parse_day(as_of),
        within=within,
        limit=MANY,
        section=place.section,
        cursor=cursor or None,
        wanted=picked.wanted,
    )
    page: WatchPage[object] = getattr(body, place.section)
    return render(
        request,
        "watch_section.html",
        body=body,
        place=place,
        page=page,
        then=_then(place, body, picked),
        turns=_turns(place, body, picked),
        filters=_filters(place, body, picked),
        picked=picked,
        as_of=parse_day(as_of),
        within=within,
        spans=_spans(within),
        back=with_choices("/watch", as_of=as_of, within=picked.within),
        today=with_pairs(place.address, [*picked.pairs[1:], *picked.marks]),
        first=_address(place, picked) if cursor else None,
        onward=_address(place, picked, page.next) if page.next else None,
        feeds=feeds_of_section(place, picked),
        data_url=_data_url(place, picked, cursor),
    )


def _then(place: Place, body: WatchBody, picked: Chosen) -> list[HappeningBody]:
    """The first day after those looked at, for a list of days to come that has none."""
    if place.section is not WatchSection.COMING or body.coming.total:
        return []
    return [each for each in body.then if picked.what in (None, each.what)][:1]


def _address(place: Place, picked: Chosen, cursor: str = "") -> str:
    """The page with what was chosen on it; the name of the page may say which way things turn."""
    pairs = [pair for pair in picked.pairs if pair[0] != "what" or place.what is None]
    return with_pairs(place.address, [*pairs, *picked.marks, ("cursor", cursor)])


def _data_url(place: Place, picked: Chosen, cursor: str) -> str:
    asked = [("section", place.section.value), ("limit", str(MANY)), ("cursor", cursor)]
    pairs = [*asked, *picked.pairs, *picked.marks]
    return with_pairs(f"{API}/watch", pairs)


def _turns(place: Place, body: WatchBody, picked: Chosen) -> list[tuple[str, str, int, bool]]:
    """Days by what they mean: name, address, how many, and whether they are shown; first all."""
    if not place.is_of_days:
        return []
    coming = place.section is WatchSection.COMING
    counts = body.coming_by if coming else body.recent_by
    all_of_them = place_of(place.section)
    pairs = [*picked.pairs[:2], *picked.marks]
    found = [("all", with_pairs(all_of_them.address, pairs), sum(counts.values()), not picked.what)]
    for turn in Turn:
        if coming:
            address = with_pairs(place_of(turn).address, pairs)
        else:
            address = with_pairs(place.address, [("what", turn.value), *pairs])
        found.append((turn.value, address, counts[turn], picked.what is turn))
    return found


def _filters(place: Place, body: WatchBody, picked: Chosen) -> Filters:
    """Kinds and bodies as links; ``only`` of the API is a pair of the address here."""

    def address(values: Sequence[str]) -> str:
        pairs = [pair for pair in picked.pairs if pair[0] != "what" or place.what is None]
        marks = [(name, value) for name, _, value in (one.partition(":") for one in values)]
        return with_pairs(place.address, [*pairs, *marks])

    return filters(body.facets, address)


def _spans(within: int) -> list[int]:
    return sorted({*_SPANS, within})
