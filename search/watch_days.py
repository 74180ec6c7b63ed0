"""The days on which something happens to a text: all of them in order, worked out once.

A window of days is then a slice. Lives and happenings depend on no day of asking, so they are kept
for as long as the library stays the same.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from weakref import WeakKeyDictionary

from search.acting import Facts
from search.history import history_of, lives
from search.shelf import Shelf
from search.watch_found import Happening, HappeningKind, Turn
from search.watch_notes import Notes, notes_of
from standards.claims import ENDINGS
from standards.history import Event, EventKind, History
from standards.validity import Status

__all__ = ["TURNS", "Days", "days_of", "shifted", "turn_of"]

TURNS: Final = {
    HappeningKind.STARTED: Turn.STARTING,
    HappeningKind.PART_STARTED: Turn.STARTING,
    HappeningKind.RESUMED: Turn.STARTING,
    HappeningKind.SUSPENSION_ENDS: Turn.STARTING,
    HappeningKind.AMENDED: Turn.AMENDING,
    HappeningKind.CORRECTED: Turn.AMENDING,
    HappeningKind.PARTLY_REPEALED: Turn.ENDING,
    HappeningKind.SUSPENDED: Turn.ENDING,
    HappeningKind.REPLACED: Turn.ENDING,
    HappeningKind.REPEALED: Turn.ENDING,
    HappeningKind.EXPIRED: Turn.ENDING,
    HappeningKind.TRANSITION_ENDS: Turn.ENDING,
}
"""What a happening means for who follows the text: from that day on it, or a part, binds (again);
it, a part, or the old rule that a transition kept alive, does not; or it reads otherwise."""


def turn_of(happening: Happening) -> Turn:
    """What a happening means for who follows the text."""
    return TURNS[happening.kind]


def shifted(day: date, days: int) -> date:
    """So many days later, or earlier; the first or last day that there is where none is left.

    >>> shifted(date(2026, 11, 23), 60), shifted(date.max, 1)
    (datetime.date(2027, 1, 22), datetime.date(9999, 12, 31))
    """
    try:
        return day + timedelta(days)
    except OverflowError:
        return date.max if days > 0 else date.min


@dataclass(frozen=True, slots=True, kw_only=True)
class _Dated:
    """A happening with the life in which it stands; none for a transitional rule."""

    what: Happening
    life: History | None

    @property
    def holds(self) -> bool:
        """False for an end that comes too late: the text had ended already."""
        event = self.what.event
        if self.life is None or event is None or event.kind not in ENDINGS or event.parts:
            return True
        if event.day is None or event.day == date.min:
            return True
        return self.life.on(event.day - timedelta(1)).status is not Status.ENDED


class Days:
    """Lives of the texts that are watched, and what happens to them, by day.

    ``lived`` are lives by key of number, ``own`` those of held documents by id.
    """

    def __init__(self, shelf: Shelf, notes: Notes) -> None:
        self.lived = {
            key: history_of(shelf, notes.numbers[key]) for key in _watched_keys(shelf, notes)
        }
        self.own = {one.id: self._life(shelf, one) for one in notes.facts}
        self._dated = sorted(_happenings(notes, self), key=lambda each: _place(each.what))
        self._days = [each.what.day for each in self._dated]

    def each_life(self, notes: Notes) -> Iterator[tuple[History, tuple[str, ...]]]:
        """Every life once, with the documents of that number that are held."""
        for key, life in self.lived.items():
            yield life, notes.held.get(key, ())
        for facts in notes.facts:
            if facts.number is None or facts.number.key not in self.lived:
                yield self.own[facts.id], (facts.id,)

    def between(self, first: date, last: date) -> tuple[Happening, ...]:
        """What happens from ``first`` to ``last``, both days in, by day."""
        start, stop = bisect_left(self._days, first), bisect_right(self._days, last)
        return tuple(each.what for each in self._dated[start:stop] if each.holds)

    def after(self, day: date) -> Iterator[Happening]:
        """What happens after ``day``, soonest first."""
        start = bisect_right(self._days, day)
        return (each.what for each in self._dated[start:] if each.holds)

    def _life(self, shelf: Shelf, facts: Facts) -> History:
        if facts.number is not None and facts.number.key in self.lived:
            return self.lived[facts.number.key]
        return lives(shelf).of_facts(facts)


_days: WeakKeyDictionary[Shelf, Days] = WeakKeyDictionary()


def days_of(shelf: Shelf) -> Days:
    """The days of this shelf, worked out once."""
    held = _days.get(shelf)
    if held is None:
        held = _days.setdefault(shelf, Days(shelf, notes_of(shelf)))
    return held


def _place(each: Happening) -> tuple[date, str, str]:
    return each.day, each.kind.value, each.number.key if each.number else ""


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


def _happenings(notes: Notes, days: Days) -> Iterator[_Dated]:
    """Everything that happens, each thing once."""
    for life, slugs in days.each_life(notes):
        seen: set[tuple[HappeningKind, date, tuple[str, ...]]] = set()
        for kind, day, event in _turning_days(life.events):
            if (kind, day, event.parts) not in seen:
                seen.add((kind, day, event.parts))
                what = Happening(kind=kind, day=day, number=life.number, slugs=slugs, event=event)
                yield _Dated(what=what, life=life)
    for facts in notes.facts:
        for rule in facts.transitions:
            if rule.until is not None:
                what = Happening(
                    kind=HappeningKind.TRANSITION_ENDS,
                    day=rule.until,
                    number=facts.number,
                    slugs=(facts.id,),
                    transition=rule,
                )
                yield _Dated(what=what, life=None)


def _turning_days(events: Iterable[Event]) -> Iterator[tuple[HappeningKind, date, Event]]:
    """The days on which something changes; that of issue changes nothing."""
    for event in events:
        if event.kind is EventKind.ISSUED:
            continue
        if event.day is not None:
            yield HappeningKind(event.kind.value), event.day, event
        if event.kind is EventKind.SUSPENDED and event.until is not None:
            yield HappeningKind.SUSPENSION_ENDS, event.until, event
