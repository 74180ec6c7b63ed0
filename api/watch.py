"""The body of what an office has to look at: one page of each section, made as it is asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from api.documents import Documents
from api.links import Links
from api.models_watch import EmptyFileBody, HappeningBody, WatchBody, WatchPage, WatchSection
from api.watch_filter import EVERYTHING, Sieve, WatchFilter, turned
from api.watch_items import WatchItems
from index.library import Library
from search.shelf import Shelf, shelf
from search.watch import (
    Happening,
    Turn,
    WatchList,
    coming_and_recent,
    days_of,
    turn_of,
    watch,
)
from search.watch_days import shifted
from standards.errors import BadInput

__all__ = ["WITHIN", "Watches"]

WITHIN = 60
"""Days ahead and back, unless others are asked for."""

Found = TypeVar("Found")
Sent = TypeVar("Sent")


class Watches:
    """Questions about what to look at. ``today`` answers for a day that is not named."""

    def __init__(self, library: Library, documents: Documents, today: Callable[[], date]) -> None:
        self._library = library
        self._documents = documents
        self._today = today

    def body(
        self,
        *,
        as_of: date | None = None,
        within: int = WITHIN,
        limit: int = 20,
        section: WatchSection | None = None,
        cursor: str | None = None,
        wanted: WatchFilter = EVERYTHING,
    ) -> WatchBody:
        """What to look at on a day (today if none): ``limit`` items of each section, or of the one
        named, from ``cursor`` on. Raises BadInput for a cursor that no page gave, and for a
        filter that does not exist."""
        day, seen = as_of or self._today(), shelf(self._library)
        cut = _Cut(start=_start(section, cursor), limit=limit, section=section)
        make = WatchItems(seen, Links(self._documents, seen, day), day)
        return _body(seen, day, within, wanted, cut, make)

    def happenings(
        self, *, within: int, limit: int, wanted: WatchFilter
    ) -> tuple[list[HappeningBody], list[HappeningBody]]:
        """What happens within so many days after today, soonest first, and what did before, newest
        first: of each the first ``limit``. Nothing else is worked out. Raises BadInput."""
        day, seen = self._today(), shelf(self._library)
        make = WatchItems(seen, Links(self._documents, seen, day), day)
        sieve = Sieve(seen, wanted, day)
        coming, recent = (
            [make.happening(each) for each in sieve.kept(turned(found, wanted.what))[:limit]]
            for found in coming_and_recent(seen, day, within)
        )
        return coming, recent


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cut:
    """Which part of which section is asked for; of all sections the first items if of none."""

    start: int
    limit: int
    section: WatchSection | None

    def page(
        self, name: WatchSection, found: Sequence[Found], body: Callable[[Found], Sent]
    ) -> WatchPage[Sent]:
        """The page of a section, made of its finds."""
        first = self.start if name is self.section else 0
        asked = self.section in (None, name)
        stop = first + self.limit if asked else first
        return WatchPage[Sent](
            total=len(found),
            items=[body(each) for each in found[first:stop]],
            next=str(stop) if asked and stop < len(found) else None,
        )


def _body(
    seen: Shelf, day: date, within: int, wanted: WatchFilter, cut: _Cut, make: WatchItems
) -> WatchBody:
    whole, sieve = watch(seen, day, within), Sieve(seen, wanted, day)
    both = sieve.narrowed(whole)
    coming_by = _by_turn(both.coming)
    found = replace(
        both, coming=turned(both.coming, wanted.what), recent=turned(both.recent, wanted.what)
    )
    page, name = cut.page, WatchSection
    return WatchBody(
        as_of=day,
        within=within,
        kinds=list(wanted.kinds),
        agencies=list(wanted.agencies),
        what=wanted.what,
        counts=_counts(found),
        coming_by=coming_by,
        recent_by=_by_turn(both.recent),
        then=[make.happening(each) for each in _then(seen, day, within, coming_by, sieve)],
        facets=sieve.facets(whole, cut.section),
        recorded=sum(each.is_recorded for each in found.unmet),
        has_tariff=found.has_tariff,
        ended_cited=page(name.ENDED_CITED, found.ended_cited, make.ended_citation),
        coming=page(name.COMING, found.coming, make.happening),
        recent=page(name.RECENT, found.recent, make.happening),
        conflicts=page(name.CONFLICTS, found.conflicts, make.disagreement),
        unmet=page(name.UNMET, found.unmet, make.unmet),
        unverified=page(name.UNVERIFIED, found.unverified, make.unclear),
        unnumbered=page(name.UNNUMBERED, found.unnumbered, make.unclear),
        undated=page(name.UNDATED, found.undated, make.unclear),
        empty_files=page(name.EMPTY_FILES, found.empty_files, _empty_file),
        gone_codes=page(name.GONE_CODES, found.gone_codes, make.gone_code),
        merged_issuers=page(name.MERGED_ISSUERS, found.merged_issuers, make.merged),
    )


def _empty_file(file: str) -> EmptyFileBody:
    return EmptyFileBody(file=file)


def _by_turn(found: Iterable[Happening]) -> dict[Turn, int]:
    counted = Counter(map(turn_of, found))
    return {turn: counted[turn] for turn in Turn}


def _then(
    seen: Shelf, day: date, within: int, coming: dict[Turn, int], sieve: Sieve
) -> list[Happening]:
    """Of each turn that the window has none of, the first one after it."""
    missing = {turn for turn in Turn if not coming[turn]}
    found: list[Happening] = []
    for each in days_of(seen).after(shifted(day, within)):
        if not missing:
            break
        if turn_of(each) in missing and sieve.kept([each]):
            missing.discard(turn_of(each))
            found.append(each)
    return found


def _counts(found: WatchList) -> dict[WatchSection, int]:
    return {
        WatchSection.ENDED_CITED: len(found.ended_cited),
        WatchSection.COMING: len(found.coming),
        WatchSection.RECENT: len(found.recent),
        WatchSection.CONFLICTS: len(found.conflicts),
        WatchSection.UNMET: len(found.unmet),
        WatchSection.UNVERIFIED: len(found.unverified),
        WatchSection.UNNUMBERED: len(found.unnumbered),
        WatchSection.UNDATED: len(found.undated),
        WatchSection.EMPTY_FILES: len(found.empty_files),
        WatchSection.GONE_CODES: len(found.gone_codes),
        WatchSection.MERGED_ISSUERS: len(found.merged_issuers),
    }


def _start(section: WatchSection | None, cursor: str | None) -> int:
    if cursor is None:
        return 0
    if section is None:
        raise BadInput(f"cursor={cursor!r} needs a section; send the `next` of one with its name")
    if not (cursor.isascii() and cursor.isdigit()):
        raise BadInput(f"unknown cursor {cursor!r}; use the `next` of the page before")
    return int(cursor)
