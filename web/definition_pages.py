"""How a term is defined, document by document: a box, what fits, and an honest nothing."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from api.definitions import MOST_WORDS
from api.models_definitions import DefinedTermBody, TermMatch
from api.provider import service_of
from api.service import Service
from api.urls import API
from web.fact_notes import notes_finder
from web.links import with_choices
from web.rendering import parse_day, render

__all__ = ["router"]

router = APIRouter(include_in_schema=False, prefix="/definitions")

_AT_ONCE = 20


@router.get("")
def definitions(
    request: Request,
    service: Annotated[Service, Depends(service_of)],
    q: Annotated[str, Query(max_length=MOST_WORDS)] = "",
    cursor: Annotated[str, Query(max_length=2000)] = "",
    as_of: Annotated[str, Query()] = "",
) -> HTMLResponse:
    """Definitions whose term fits the words, the very term first; without words all of them."""
    day = parse_day(as_of)
    body = service.definitions.find(q, as_of=day, cursor=cursor or None, limit=_AT_ONCE)
    kept = {"q": body.q, "as_of": as_of}
    return render(
        request,
        "definitions.html",
        body=body,
        groups=_groups(body.items),
        notes_at=notes_finder(request, service),
        as_of=day,
        first=with_choices("/definitions", **kept) if cursor else None,
        onward=with_choices("/definitions", cursor=body.next, **kept) if body.next else None,
        data_url=with_choices(f"{API}/definitions", cursor=cursor, limit=_AT_ONCE, **kept),
    )


def _groups(items: list[DefinedTermBody]) -> list[tuple[str, list[DefinedTermBody]]]:
    """The definitions of the page under the heading that each belongs to."""
    exact = [one for one in items if one.match is TermMatch.EXACT]
    others = [one for one in items if one.match is not TermMatch.EXACT]
    name = "others" if any(one.match for one in others) else "all"
    return [(name, each) for name, each in (("exact", exact), (name, others)) if each]
