"""From claims to a status: the rules by which a text is in force on a day.

In this order: an end that has come ends the text, even if its start is unknown; a suspension stops
it, before its effect too; before its start it does not bind yet; a part that is repealed leaves the
rest in force. Where held texts contradict each other on the day asked, or nobody names a day, the
status is unverified, and the reason says so. (Luật 80/2015/QH13, Điều 151 to 154.)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from standards import reasons
from standards.claims import ENDINGS, Deed, deeds, happened, leading
from standards.events import Conflict, Event, EventKind, HeldTransition, Reason, Standing
from standards.identifier import Identifier
from standards.validity import Status

__all__ = ["doer", "holds", "standing_on"]

_FAR = date.max
_PARTIAL = (EventKind.PARTLY_REPEALED, *ENDINGS)


def standing_on(
    number: Identifier | None,
    events: Sequence[Event],
    transitions: tuple[HeldTransition, ...],
    conflicts: tuple[Conflict, ...],
    day: date,
) -> Standing:
    """What the text with those claims is on that day."""
    life = _life(number, events, day)
    found = life.verdict()
    end = life.end
    return Standing(
        status=found.status,
        start=life.start,
        end=end.day if end is not None else None,
        ended_by=doer(end) if end is not None else None,
        reason=found.reason,
        grounds=found.grounds,
        amendments=() if found.status is Status.ENDED else life.amendments(),
        upcoming=life.upcoming(),
        transitions=transitions,
        conflicts=conflicts,
    )


def doer(event: Event) -> str | None:
    """The text that did it: its number, else its id; None for a text that expires by itself."""
    if event.by is not None:
        return str(event.by)
    own = event.kind is EventKind.EXPIRED
    return None if own else event.witness.document


@dataclass(frozen=True, slots=True)
class _Verdict:
    status: Status
    reason: Reason
    grounds: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Life:
    """The claims that count, sorted by what they are about, and the day asked."""

    number: Identifier | None
    day: date
    events: tuple[Event, ...]
    starts: tuple[Event, ...]
    ends: tuple[Deed, ...]
    start: date | None
    end: Event | None
    revived_by: Event | None

    def verdict(self) -> _Verdict:
        """The first rule that fits."""
        return (
            self._ended()
            or self._suspended()
            or self._before()
            or self._perhaps_ended()
            or self._partly()
            or self._in_force()
        )

    def _in_force(self) -> _Verdict:
        if self.revived_by is not None:
            grounds = (self.revived_by, *self.starts)
            return _Verdict(Status.IN_FORCE, reasons.goes_on(self.revived_by), grounds)
        return _Verdict(Status.IN_FORCE, reasons.in_force(self.starts, self.day), self.starts)

    def _ended(self) -> _Verdict | None:
        done = [deed for deed in self.ends if deed.done(self.day)]
        if done:
            first = done[0]
            reason = reasons.ended(first.events)
            earlier = _perhaps_earlier(self.ends, first)
            if earlier is not None:
                reason = reasons.ended_by_then(first.events, earlier.events)
                return _Verdict(Status.ENDED, reason, (*earlier.events, *first.events))
            return _Verdict(Status.ENDED, reason, first.events)
        for deed in self.ends:
            if len(deed.days) > 1 and deed.done(self.day) is None:
                return _Verdict(Status.UNVERIFIED, reasons.contradicted(deed.events), deed.events)
        return None

    def _suspended(self) -> _Verdict | None:
        resumed = [event for event in self.events if event.kind is EventKind.RESUMED]
        claims = [e for e in self.events if e.kind is EventKind.SUSPENDED and not e.parts]
        for deed in deeds(leading(claims)):
            verdicts = {holds(event, resumed, self.day) for event in deed.events}
            if verdicts == {True}:
                return _Verdict(Status.SUSPENDED, reasons.suspended(deed.events), deed.events)
            if verdicts != {False}:
                sure = len(deed.days) > 1
                reason = reasons.contradicted if sure else reasons.undated
                return _Verdict(Status.UNVERIFIED, reason(deed.events), deed.events)
        return None

    def _before(self) -> _Verdict | None:
        """Before the start, or with a start that nobody knows."""
        verdicts = {happened(event, self.day) for event in self.starts}
        if verdicts == {True}:
            return None
        if verdicts == {False}:
            parts = tuple(
                event
                for event in self.events
                if event.kind is EventKind.PART_STARTED and happened(event, self.day)
            )
            reason = reasons.not_yet(self.starts, parts)
            return _Verdict(Status.NOT_YET, reason, (*self.starts, *parts))
        if {True, False} <= verdicts:
            reason = reasons.contradicted(self.starts)
            return _Verdict(Status.UNVERIFIED, reason, self.starts)
        issued = leading(e for e in self.events if e.kind is EventKind.ISSUED)
        later = [e for e in issued if e.day is not None]
        if later and all(happened(event, self.day) is False for event in later):
            return _Verdict(Status.NOT_YET, reasons.not_issued(later), tuple(later))
        partly = self._partly()
        if partly is not None and partly.status is Status.PARTLY_ENDED:
            return partly
        grounds = (*self.starts, *issued)
        return _Verdict(Status.UNVERIFIED, reasons.no_start(self.starts), grounds)

    def _perhaps_ended(self) -> _Verdict | None:
        for deed in self.ends:
            if deed.done(self.day) is None:
                return _Verdict(Status.UNVERIFIED, reasons.undated(deed.events), deed.events)
        return None

    def _partly(self) -> _Verdict | None:
        """Parts that ended, are suspended, or may have ended."""
        resumed = [event for event in self.events if event.kind is EventKind.RESUMED]
        gone: list[Event] = []
        doubtful: list[Event] = []
        for event in self.events:
            if event.kind is EventKind.SUSPENDED and event.parts:
                verdict = holds(event, resumed, self.day)
            elif event.kind is EventKind.PARTLY_REPEALED or (event.kind in ENDINGS and event.parts):
                verdict = happened(event, self.day)
            else:
                continue
            if verdict is None:
                doubtful.append(event)
            elif verdict:
                gone.append(event)
        if gone:
            grounds = tuple(gone)
            return _Verdict(Status.PARTLY_ENDED, reasons.partly(grounds), grounds)
        if doubtful:
            grounds = tuple(doubtful)
            return _Verdict(Status.UNVERIFIED, reasons.undated(grounds), grounds)
        return None

    def amendments(self) -> tuple[Event, ...]:
        """Amendments and corrections that are in force on the day, each once.

        An act that issues an amendment amends by it: the amendment is named.
        """
        held = [
            event
            for event in self.events
            if event.kind in (EventKind.AMENDED, EventKind.CORRECTED) and _is_on(event, self.day)
        ]
        issuing = {event.act for event in held if event.act is not None}
        found = {
            (event.kind, event.by, event.parts): event
            for event in reversed(held)
            if event.by is None or event.by not in issuing
        }
        return tuple(reversed(found.values()))

    def upcoming(self) -> tuple[Event, ...]:
        """What is known to happen after the day."""
        later = [e for e in self.events if e.day is not None and e.day > self.day]
        return tuple(sorted(later, key=lambda event: event.day or _FAR))


def _life(number: Identifier | None, events: Sequence[Event], day: date) -> _Life:
    starts = leading(e for e in events if e.kind is EventKind.STARTED and not e.parts)
    dated = (
        tuple(event for event in starts if event.day is not None)
        or tuple(event for event in starts if event.latest is not None)
        or starts
    )
    days = {event.day for event in dated}
    endings = deeds(leading(e for e in events if e.kind in ENDINGS and not e.parts))
    revivals = {deed: _revived(deed, events, day) for deed in endings}
    ends = tuple(deed for deed in endings if revivals[deed] is None)
    return _Life(
        number=number,
        day=day,
        events=tuple(events),
        starts=dated,
        ends=ends,
        start=days.pop() if len(days) == 1 else None,
        end=_end(ends, endings, events, day),
        revived_by=next((event for event in revivals.values() if event is not None), None),
    )


def _end(
    ends: Sequence[Deed], endings: Sequence[Deed], events: Sequence[Event], day: date
) -> Event | None:
    """The event that ends it: the first deed with one known day, none where that is contradicted.

    A text that lives on while the one that ended it rests ends again when the rest is over.
    """
    if len(ends) < len(endings):
        pauses = [e for e in events if e.kind is EventKind.RESUMED and _is_on(e, day)]
        until = min((e.until for e in pauses if e.until is not None), default=None)
        again = next(deed for deed in endings if deed not in ends).events[0]
        later = [d.events[0] for d in ends if len(d.days) == 1]
        own = min(later, key=lambda e: e.day or _FAR) if later else None
        if until is not None and (own is None or (own.day or _FAR) > until):
            return Event(kind=again.kind, day=until, witness=again.witness, by=again.by)
        return own
    earlier = _perhaps_earlier(ends, ends[0]) if ends else None
    if earlier is not None:
        return earlier.events[0] if ends[0].done(day) else None
    if ends and len(ends[0].days) == 1:
        return next(event for event in ends[0].events if event.day is not None)
    if ends and not ends[0].days:
        return ends[0].events[0] if ends[0].done(day) else None
    return None


def _perhaps_earlier(ends: Sequence[Deed], first: Deed) -> Deed | None:
    """A deed of unknown day that may have come before the first one with a day."""
    for deed in ends:
        earliest = deed.events[0].earliest or date.min
        undated = not deed.days and all(event.latest is None for event in deed.events)
        if undated and first.days and earliest < first.days[0]:
            return deed
    return None


def _is_on(event: Event, day: date) -> bool:
    return bool(happened(event, day)) and (event.until is None or day < event.until)


def _revived(deed: Deed, events: Sequence[Event], day: date) -> Event | None:
    """What lets the text live on that day though this deed had ended it: the text that did it
    rests, or another one says that the old text goes on.
    """
    if not deed.done(day):
        return None
    for event in events:
        if event.kind is not EventKind.RESUMED or not _is_on(event, day):
            continue
        if event.day is None or not deed.days or event.day < deed.days[0]:
            continue
        doers = {e.by for e in deed.events} | {e.act for e in deed.events}
        if event.of is None or event.of in doers:
            return event
    return None


def holds(event: Event, resumed: Sequence[Event], day: date) -> bool | None:
    """Whether a suspension holds on that day; None if nobody can tell."""
    begun = happened(event, day)
    if not begun:
        return begun
    if event.until is not None and day >= event.until:
        return False
    over = [happened(one, day) for one in resumed if _after(one, event)]
    if any(over):
        return False
    return None if None in over else True


def _after(resumption: Event, suspension: Event) -> bool:
    if resumption.of is not None and resumption.of != suspension.of:
        return False
    if resumption.day is None or suspension.day is None:
        return True
    return resumption.day >= suspension.day
