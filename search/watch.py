"""What an office has to look at: citations of texts that ended, days that come, sources that
disagree, texts whose number, days or codes are in doubt.

All of it is worked out for a day from what the library holds and what its lists state; nothing is
stored. Texts are read once (:mod:`search.watch_notes`), their lives are those of
:mod:`search.history`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from weakref import WeakKeyDictionary

from search.acting import Facts
from search.history import history_of, lives
from search.shelf import Shelf
from search.watch_citations import ended_citations
from search.watch_found import (
    Disagreement,
    EndedCitation,
    GoneCode,
    Happening,
    HappeningKind,
    MergedIssuer,
    Unclear,
    UnmetNumber,
    WatchList,
)
from search.watch_notes import Notes, notes_of
from standards.agencies import agency, successors_of
from standards.claims import ENDINGS
from standards.history import Event, EventKind, History, Standing
from standards.identifier import Identifier
from standards.validity import Status

__all__ = [
    "Disagreement",
    "EndedCitation",
    "GoneCode",
    "Happening",
    "HappeningKind",
    "MergedIssuer",
    "Unclear",
    "UnmetNumber",
    "WatchList",
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


def _watched(shelf: Shelf, day: date, within: int) -> WatchList:
    notes = notes_of(shelf)
    lived = {key: history_of(shelf, notes.numbers[key]) for key in _watched_keys(shelf, notes)}
    own = {facts.id: _life(shelf, lived, facts) for facts in notes.facts}
    standings = {slug: life.on(day) for slug, life in own.items()}
    span = timedelta(within)
    happenings = sorted(
        _happenings(notes, lived, own, day - span, day + span),
        key=lambda each: (each.day, each.kind.value, each.number.key if each.number else ""),
    )
    unclear = {facts.id: _unclear(facts, standings[facts.id]) for facts in notes.facts}
    return WatchList(
        day=day,
        within=within,
        ended_cited=tuple(ended_citations(shelf, notes, lived, standings, day, within)),
        unmet=tuple(_unmet(shelf, notes)),
        coming=tuple(each for each in happenings if each.day > day),
        recent=tuple(each for each in reversed(happenings) if each.day <= day),
        conflicts=tuple(_conflicts(notes, lived, own)),
        unnumbered=tuple(each for each in unclear.values() if each.number is None),
        undated=tuple(unclear[f.id] for f in notes.facts if not _has_day(f, own[f.id])),
        unverified=tuple(e for e in unclear.values() if e.status is Status.UNVERIFIED),
        empty_files=tuple(each.file for each in shelf.store.files() if not each.documents),
        has_tariff=shelf.catalogue.has_tariff(),
        gone_codes=tuple(_gone_codes(shelf, notes)),
        merged_issuers=tuple(_merged(notes, standings, day)),
    )


def _watched_keys(shelf: Shelf, notes: Notes) -> Iterator[str]:
    """Numbers of which anything can be known: held, listed, acted on, or with a newer edition."""
    listed = {number.key for number in shelf.catalogue.numbers()}
    told = notes.held.keys() | notes.acted_on | listed
    for key, number in notes.numbers.items():
        if not number.is_dated:
            continue
        editions = () if key in told else lives(shelf).editions(number)
        if key in told or (editions and editions[-1] != number):
            yield key


def _life(shelf: Shelf, lived: dict[str, History], facts: Facts) -> History:
    if facts.number is not None and facts.number.key in lived:
        return lived[facts.number.key]
    return lives(shelf).of_facts(facts)


# --- days ---------------------------------------------------------------------------------------


def _happenings(
    notes: Notes, lived: dict[str, History], own: dict[str, History], first: date, last: date
) -> Iterator[Happening]:
    """What happens from ``first`` to ``last``, both days in, each thing once."""
    for life, slugs in _each_life(notes, lived, own):
        seen: set[tuple[HappeningKind, date, tuple[str, ...]]] = set()
        for kind, day, event in _days(life.events):
            again = not first <= day <= last or (kind, day, event.parts) in seen
            if not again and not _is_ended_before(life, event):
                seen.add((kind, day, event.parts))
                yield Happening(kind=kind, day=day, number=life.number, slugs=slugs, event=event)
    for facts in notes.facts:
        for rule in facts.transitions:
            if rule.until is not None and first <= rule.until <= last:
                yield Happening(
                    kind=HappeningKind.TRANSITION_ENDS,
                    day=rule.until,
                    number=facts.number,
                    slugs=(facts.id,),
                    transition=rule,
                )


def _is_ended_before(life: History, event: Event) -> bool:
    """Whether an end comes too late: the text had ended already."""
    if event.kind not in ENDINGS or event.parts or event.day is None or event.day == date.min:
        return False
    return life.on(event.day - timedelta(1)).status is Status.ENDED


def _days(events: Iterable[Event]) -> Iterator[tuple[HappeningKind, date, Event]]:
    """The days on which something changes; that of issue changes nothing."""
    for event in events:
        if event.kind is EventKind.ISSUED:
            continue
        if event.day is not None:
            yield HappeningKind(event.kind.value), event.day, event
        if event.kind is EventKind.SUSPENDED and event.until is not None:
            yield HappeningKind.SUSPENSION_ENDS, event.until, event


def _each_life(
    notes: Notes, lived: dict[str, History], own: dict[str, History]
) -> Iterator[tuple[History, tuple[str, ...]]]:
    """Every life once, with the documents of that number that are held."""
    for key, life in lived.items():
        yield life, notes.held.get(key, ())
    for facts in notes.facts:
        if facts.number is None or facts.number.key not in lived:
            yield own[facts.id], (facts.id,)


def _conflicts(
    notes: Notes, lived: dict[str, History], own: dict[str, History]
) -> Iterator[Disagreement]:
    for life, slugs in _each_life(notes, lived, own):
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
