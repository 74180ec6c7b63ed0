"""What an office has to look at: citations of texts that ended, days that come, sources that
disagree, texts whose number, days or codes are in doubt.

All of it is worked out for a day from what the library holds and what its lists state; nothing is
stored. Texts are read once (:mod:`search.watch_notes`), their lives are those of
:mod:`search.history`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from weakref import WeakKeyDictionary

from search.acting import Facts
from search.shelf import Shelf
from search.watch_citations import ended_citations
from search.watch_days import Days, days_of, shifted, turn_of
from search.watch_found import (
    Disagreement,
    EndedCitation,
    GoneCode,
    Happening,
    HappeningKind,
    MergedIssuer,
    Turn,
    Unclear,
    UnmetNumber,
    WatchList,
)
from search.watch_notes import Notes, notes_of
from standards.agencies import agency, successors_of
from standards.history import EventKind, History, Standing
from standards.identifier import Identifier
from standards.validity import Status

__all__ = [
    "Disagreement",
    "EndedCitation",
    "GoneCode",
    "Happening",
    "HappeningKind",
    "MergedIssuer",
    "Turn",
    "Unclear",
    "UnmetNumber",
    "WatchList",
    "coming_and_recent",
    "days_of",
    "turn_of",
    "watch",
]

_KEPT = 8
_kept: WeakKeyDictionary[Shelf, dict[tuple[date, int], WatchList]] = WeakKeyDictionary()


def watch(shelf: Shelf, day: date, within: int) -> WatchList:
    """Everything to look at on ``day``, looking ``within`` days ahead and back."""
    kept = _kept.setdefault(shelf, {})
    held = kept.get((day, within))
    if held is None:
        if len(kept) >= _KEPT:
            kept.clear()
        held = kept[day, within] = _watched(shelf, day, within)
    return held


def coming_and_recent(
    shelf: Shelf, day: date, within: int
) -> tuple[tuple[Happening, ...], tuple[Happening, ...]]:
    """What happens within so many days after ``day``, soonest first, and what happened within so
    many before it or on it, newest first. The other sections are not worked out for it."""
    days = days_of(shelf)
    past = days.between(shifted(day, -within), day)
    coming = days.between(day, shifted(day, within))
    return tuple(each for each in coming if each.day > day), past[::-1]


def _watched(shelf: Shelf, day: date, within: int) -> WatchList:
    notes = notes_of(shelf)
    days = days_of(shelf)
    standings = {slug: life.on(day) for slug, life in days.own.items()}
    coming, recent = coming_and_recent(shelf, day, within)
    unclear = {facts.id: _unclear(facts, standings[facts.id]) for facts in notes.facts}
    return WatchList(
        day=day,
        within=within,
        ended_cited=tuple(ended_citations(shelf, notes, days.lived, standings, day, within)),
        unmet=tuple(_unmet(shelf, notes)),
        coming=coming,
        recent=recent,
        conflicts=tuple(_conflicts(notes, days)),
        unnumbered=tuple(each for each in unclear.values() if each.number is None),
        undated=tuple(unclear[f.id] for f in notes.facts if not _has_day(f, days.own[f.id])),
        unverified=tuple(e for e in unclear.values() if e.status is Status.UNVERIFIED),
        empty_files=tuple(each.file for each in shelf.store.files() if not each.documents),
        has_tariff=shelf.catalogue.has_tariff(),
        gone_codes=tuple(_gone_codes(shelf, notes)),
        merged_issuers=tuple(_merged(notes, standings, day)),
    )


def _conflicts(notes: Notes, days: Days) -> Iterator[Disagreement]:
    for life, slugs in days.each_life(notes):
        for conflict in life.conflicts:
            yield Disagreement(number=life.number, slugs=slugs, conflict=conflict)


# --- what is missing or in doubt ----------------------------------------------------------------


def _unmet(shelf: Shelf, notes: Notes) -> Iterator[UnmetNumber]:
    """Cited numbers that no held document has, the most cited first."""
    found: list[UnmetNumber] = []
    for key, documents in notes.cited.items():
        number = notes.numbers.get(key)
        if number is None or key in notes.held:
            continue
        found.append(
            UnmetNumber(
                number=number,
                mentions=documents.total(),
                documents=tuple(sorted(documents, key=lambda each: (-documents[each], each))),
                is_recorded=_is_recorded(shelf, number),
            )
        )
    return iter(sorted(found, key=lambda each: (-each.mentions, each.number)))


def _is_recorded(shelf: Shelf, number: Identifier) -> bool:
    return bool(shelf.catalogue.records(number) or shelf.catalogue.foreign(number))


def _has_day(facts: Facts, life: History) -> bool:
    starts = any(e.kind is EventKind.STARTED and e.day is not None for e in life.events)
    return facts.issued is not None or starts


def _unclear(facts: Facts, standing: Standing) -> Unclear:
    return Unclear(
        document=facts.id, number=facts.number, status=standing.status, reason=standing.reason
    )


def _gone_codes(shelf: Shelf, notes: Notes) -> Iterator[GoneCode]:
    """Codes of product lists that the loaded tariff does not have; none without a tariff."""
    if not shelf.catalogue.has_tariff():
        return
    for code in sorted(notes.codes):
        if shelf.catalogue.hs_name(code) is None:
            yield GoneCode(code=code, places=notes.codes[code])


def _merged(notes: Notes, own: dict[str, Standing], day: date) -> Iterator[MergedIssuer]:
    """Bodies out of office on the day whose held texts are still, or may still be, in force."""
    found: dict[str, list[str]] = {}
    for facts in notes.facts:
        body = agency(facts.number.agency) if facts.number and facts.number.agency else None
        if body is None or body.in_office(day) or own[facts.id].status is Status.ENDED:
            continue
        found.setdefault(body.code, []).append(facts.id)
    for code, documents in sorted(found.items()):
        heirs = tuple(heir for heir in successors_of(code, day) if heir != code)
        if heirs:
            yield MergedIssuer(code=code, heirs=heirs, documents=tuple(documents))
