"""What changed in the library: documents added, replaced, read again and removed, by day."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from api.provider import service_of
from api.service import Service
from api.urls import API
from index.changes import ChangeKind
from standards.document import Kind
from standards.errors import BadInput
from web.feed_links import feeds_of_changes
from web.links import with_pairs
from web.rendering import render
from web.watch_changes import TOLD, by_day, clock, day_there, deed_of

__all__ = ["router"]

router = APIRouter(include_in_schema=False, prefix="/watch/changes")
_MANY: Final = 60
_HERE: Final = "/watch/changes"


@router.get("")
def changes(
    request: Request,
    service: Annotated[Service, Depends(service_of)],
    what: Annotated[str, Query(max_length=20)] = "",
    kind: Annotated[str, Query(max_length=20)] = "",
    before: Annotated[str, Query(max_length=40)] = "",
) -> HTMLResponse:
    """The newest first, page by page."""
    deeds, kinds = _deeds(what), _kinds(kind)
    page = service.changes.newest(
        limit=_MANY, before=before or None, what=deeds or TOLD, kinds=kinds
    )
    pairs = [("what", what), ("kind", kind)]
    return render(
        request,
        "changes.html",
        page=page,
        days=by_day(page.items),
        deed_of=deed_of,
        day_there=day_there,
        clock=clock,
        what=what,
        kind=kind,
        deeds=[
            ("all", with_pairs(_HERE, [("kind", kind)]), not what),
            *((one.value, _with_what(one, kind), what == one) for one in (*TOLD, ChangeKind.HELD)),
        ],
        kinds=tuple(Kind),
        first=with_pairs(_HERE, pairs) if before else None,
        onward=with_pairs(_HERE, [*pairs, ("before", page.next)]) if page.more else None,
        feeds=feeds_of_changes(deeds, kinds),
        data_url=with_pairs(
            f"{API}/changes",
            [*(("what", one.value) for one in deeds or TOLD), ("kind", kind)],
        ),
    )


def _with_what(what: ChangeKind, kind: str) -> str:
    return with_pairs(_HERE, [("what", what.value), ("kind", kind)])


def _deeds(text: str) -> tuple[ChangeKind, ...]:
    if text and text not in tuple(ChangeKind):
        raise BadInput(f"what={text!r} is none of {', '.join(ChangeKind)}")
    return (ChangeKind(text),) if text else ()


def _kinds(text: str) -> tuple[Kind, ...]:
    if text and text not in tuple(Kind):
        raise BadInput(f"kind={text!r} is none of {', '.join(Kind)}")
    return (Kind(text),) if text else ()
