"""Claims about a text weighed against each other: which count, which agree, which contradict.

A held text beats what follows from numbering, and that beats a list. Among held texts none beats
another: where one deed is given different days, all stand and the days between are in doubt.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from standards.events import Basis, Conflict, Event, EventKind
from standards.relation import RuleKind

__all__ = ["ENDINGS", "Deed", "conflicts_of", "deeds", "happened", "leading"]

ENDINGS = (EventKind.REPLACED, EventKind.REPEALED, EventKind.EXPIRED)
"""What ends a text, if no parts are named."""

_RANK = (Basis.TEXT, Basis.NUMBERING, Basis.CATALOGUE)
_FAR = date.max


def happened(event: Event, day: date) -> bool | None:
    """Whether it had happened by that day; None if nobody can tell.

    >>> from standards.events import Witness
    >>> who = Witness(
    ...     basis=Basis.TEXT, document=None, number=None, clause=None, page=1, words=""
    ... )
    >>> event = Event(
    ...     kind=EventKind.REPLACED, day=None, witness=who, earliest=date(2021, 1, 1)
    ... )
    >>> happened(event, date(2020, 12, 31)), happened(event, date(2021, 1, 1))
    (False, None)
    """
    if event.day is not None:
        return day >= event.day
    if event.latest is not None and day >= event.latest:
        return True
    if event.earliest is not None and day < event.earliest:
        return False
    return None


def is_dated(event: Event) -> bool:
    """Whether some day is known by which it had happened."""
    return event.day is not None or event.latest is not None


def leading(events: Iterable[Event]) -> tuple[Event, ...]:
    """The claims that count: those of the best sources, and of the next ones where the best name
    no day.
    """
    kept: list[Event] = []
    claims = tuple(events)
    for basis in _RANK:
        group = [event for event in claims if event.witness.basis is basis]
        if any(map(is_dated, group)):
            return (*kept, *group)
        kept += group
    return tuple(kept)


@dataclass(frozen=True, slots=True)
class Deed:
    """Claims that speak of one deed: the same kind of event, done by the same text."""

    events: tuple[Event, ...]

    @property
    def days(self) -> tuple[date, ...]:
        """The days claimed for it, each once, in order; more than one is a contradiction."""
        return tuple(sorted({event.day for event in self.events if event.day is not None}))

    def done(self, day: date) -> bool | None:
        """Whether it was done by that day; None where the claims differ or nobody can tell.

        A claim without a day says nothing beside one with a day.
        """
        dated = [event for event in self.events if is_dated(event)] or list(self.events)
        verdicts = {happened(event, day) for event in dated}
        return verdicts.pop() if len(verdicts) == 1 else None


def deeds(events: Iterable[Event]) -> tuple[Deed, ...]:
    """The events by the deed they speak of, earliest first, unknown days last.

    Two texts that each *state* a day for the same kind of end speak of one deed.
    """
    groups: dict[tuple[EventKind, str], list[Event]] = {}
    for event in events:
        groups.setdefault((event.kind, _doer(event)), []).append(event)
    found = [Deed(tuple(sorted(group, key=_nearness))) for group in groups.values()]
    return tuple(sorted(found, key=_order))


def _doer(event: Event) -> str:
    if event.kind in ENDINGS and event.rule is not None and event.by is not None:
        stated = event.rule.kind is RuleKind.STATED and event.day is not None
        if stated:
            return "stated"
    doer = event.act or event.by
    return doer.key if doer is not None else ""


def _nearness(event: Event) -> tuple[date, bool, bool]:
    """Earliest first; what is said of this very text before what it shares with another."""
    return (event.day or _FAR, event.of is not None, event.by is None)


def _order(deed: Deed) -> tuple[date, str, str]:
    first = deed.events[0]
    days = deed.days
    return (days[0] if days else _FAR, first.kind.value, first.witness.document or "")


def conflicts_of(events: Sequence[Event]) -> tuple[Conflict, ...]:
    """Claims that cannot all be true, by kind: one deed on different days, or a list against a
    held text.
    """
    found: list[Conflict] = []
    for kind in EventKind:
        claims = [event for event in events if event.kind is kind and not event.parts]
        if kind in (EventKind.ISSUED, EventKind.STARTED):
            groups = [Deed(tuple(claims))]
        else:
            groups = list(deeds(e for e in claims if e.witness.basis is Basis.TEXT))
        for deed in groups:
            if len(deed.days) > 1:
                held = tuple(event for event in deed.events if event.day is not None)
                found.append(Conflict(kind=kind, events=_once(held)))
    found += _against_lists(events)
    return tuple(found)


def _against_lists(events: Sequence[Event]) -> list[Conflict]:
    """Ends that a list puts on another day than the held texts do, or does not know of."""
    ends = [e for e in events if e.kind in ENDINGS and not e.parts and e.day is not None]
    listed = [event for event in ends if event.witness.basis is Basis.CATALOGUE]
    held = [event for event in ends if event.witness.basis is not Basis.CATALOGUE]
    counted = leading(held)
    days = {event.day for event in counted}
    against = [event for event in listed if days and event.day not in days]
    first = min((day for day in days if day is not None), default=_FAR)
    against += [
        event
        for event in events
        if event.kind is EventKind.STARTED and event.latest is not None and event.latest >= first
    ]
    if not against:
        return []
    return [Conflict(kind=counted[0].kind, events=_once((*counted, *against)))]


def _once(events: Iterable[Event]) -> tuple[Event, ...]:
    return tuple(sorted(dict.fromkeys(events), key=lambda event: event.day or _FAR))
