"""Atom feeds: days on which texts begin, end or are amended, and what changed in the library.

A feed says what the API and the pages say, in the words of the pages; :mod:`api.feeds` makes the
XML of it. A reader program sends no cookies, so the language stands in the address alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from api.feeds import (
    Entry,
    Feed,
    change_id,
    feed_id,
    shown_since,
)
from api.models_watch import HappeningBody
from api.provider import service_of
from api.routes_cases import site_of
from api.routes_watch import MOST_DAYS
from api.service import Service
from api.urls import API
from api.watch import WITHIN
from api.watch_filter import WatchFilter
from index.changes import ChangeKind
from search.watch import Turn
from standards.document import Kind
from standards.errors import NotFound
from web.feed_entries import NOTES, change_entry, feed_title, happening_entry
from web.feed_links import CHANGES, FeedName
from web.feed_sending import NO_MOMENT, feed_here, last_change, send_feed
from web.language import Language, Words
from web.links import with_pairs
from web.watch_changes import TOLD

__all__ = ["MOST_ENTRIES", "When", "router"]

MOST_ENTRIES: Final = 300
"""Entries of a feed about days, of those to come and of those just past; the nearest days stay."""

_XML: Final[dict[int | str, dict[str, object]]] = {
    200: {"content": {"application/atom+xml": {}}, "description": "RFC 4287"}
}

router = APIRouter(tags=["feeds"])
Serving = Annotated[Service, Depends(service_of)]
Kinds = Annotated[list[Kind] | None, Query(description="texts of this kind; repeatable")]
Lang = Annotated[Language, Query(description="the language of the words")]


class When(StrEnum):
    """Days to come, or days just past."""

    COMING = "coming"
    RECENT = "recent"


@router.get(
    f"/feeds/{CHANGES}.atom", response_class=Response, responses=_XML, summary="Atom: changes"
)
def changes(
    request: Request,
    service: Serving,
    what: Annotated[
        list[ChangeKind] | None, Query(description="only these; else all but `held`; repeatable")
    ] = None,
    kind: Kinds = None,
    before: Annotated[
        str | None, Query(max_length=40, description="cursor; older entries than that")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=500, description="entries a page")] = 100,
    lang: Lang = Language.VI,
) -> Response:
    """What happened to documents of the library, newest first; `rel=next` leads to older entries.
    Every entry stays for as long as the library lives."""
    page = service.changes.newest(limit=limit, before=before, what=what or TOLD, kinds=kind or ())
    words, site = Words(lang), site_of(request)
    chosen = [("what", one.value) for one in what or ()] + [("kind", one) for one in kind or ()]
    said = [*chosen, ("limit", "" if limit == 100 else str(limit))]
    onward = feed_here(CHANGES, [*said, ("before", page.next)], lang) if page.more else None
    feed = Feed(
        id=feed_id(page.log, CHANGES, [*said, ("lang", lang)]),
        title=feed_title(words, CHANGES, kinds=kind or (), deeds=what or ()),
        subtitle=words(NOTES[CHANGES]),
        author=words("site.name"),
        language=lang,
        updated=max((one.at for one in page.items), default=page.since or NO_MOMENT),
        here=site + feed_here(CHANGES, [*said, ("before", before or "")], lang),
        page=site + with_pairs("/watch/changes", [*chosen, ("lang", lang)]),
        data=site + with_pairs(f"{API}/changes", chosen or [("what", one) for one in TOLD]),
        onward=site + onward if onward is not None else None,
        entries=tuple(change_entry(words, site, one, change_id(one.cursor)) for one in page.items),
    )
    return send_feed(request, feed, last_change(service.changes.newest(limit=1)))


@router.get(
    "/feeds/{name}.atom", response_class=Response, responses=_XML, summary="Atom: days of texts"
)
def days(
    request: Request,
    service: Serving,
    name: Annotated[
        str,
        Path(
            description="`starting`, `ending`, `amending`, or `days` for all of it",
            openapi_examples={"starting": {"value": "starting"}},
        ),
    ],
    within: Annotated[
        int, Query(ge=0, le=MOST_DAYS, description="how many days ahead and back")
    ] = WITHIN,
    kind: Kinds = None,
    agency: Annotated[
        list[str] | None,
        Query(max_length=20, description="texts of this body and of those it answers for"),
    ] = None,
    when: Annotated[When | None, Query(description="only days to come, or just past")] = None,
    lang: Lang = Language.VI,
) -> Response:
    """Days to come, soonest first, then days just past: the text, what happens to it, the words
    and the page that say so, and its status today."""
    if name not in tuple(FeedName):
        raise NotFound(f"there is no feed {name!r}; there are {', '.join([*FeedName, CHANGES])}")
    turn = None if name == FeedName.DAYS else Turn(name)
    wanted = WatchFilter(kinds=tuple(kind or ()), agencies=tuple(agency or ()), what=turn)
    coming, recent = service.watches.happenings(within=within, limit=MOST_ENTRIES, wanted=wanted)
    shown = [*(coming if when != "recent" else ()), *(recent if when != "coming" else ())]
    chosen = [("within", "" if within == WITHIN else str(within))]
    chosen += [("kind", one.value) for one in kind or ()] + [
        ("agency", one) for one in agency or ()
    ]
    said = [("when", when or ""), *chosen]
    newest = service.changes.newest(limit=1)
    words, site = Words(lang), site_of(request)
    entries = _entries(service, words, site, shown, within)
    section = "recent" if when == "recent" else "coming"
    of_turn = [("what", turn.value if turn else "")]
    feed = Feed(
        id=feed_id(newest.log, name, [*said, ("lang", lang)]),
        title=feed_title(words, name, kinds=kind or (), agencies=agency or (), when=when or ""),
        subtitle=words(NOTES[name], n=within),
        author=words("site.name"),
        language=lang,
        updated=max((entry.updated for entry in entries), default=last_change(newest)),
        here=site + feed_here(name, said, lang),
        page=site + _page(section, turn, [*chosen, ("lang", lang)]),
        data=site + with_pairs(f"{API}/watch", [("section", section), *of_turn, *chosen]),
        entries=entries,
    )
    return send_feed(request, feed, last_change(newest))


def _entries(
    service: Service, words: Words, site: str, shown: Sequence[HappeningBody], within: int
) -> tuple[Entry, ...]:
    found: dict[str, Entry] = {}
    for each in shown:
        moments = shown_since(each.day, each.known_since, today=service.today, within=within)
        found.setdefault(each.id, happening_entry(words, site, each, *moments))
    return tuple(found.values())


def _page(section: str, turn: Turn | None, pairs: Sequence[tuple[str, str]]) -> str:
    """The page that shows the same days."""
    if section == "coming":
        return with_pairs(f"/watch/{turn or section}", pairs)
    return with_pairs(f"/watch/{section}", [("what", turn or ""), *pairs])
