"""When a held text does something to another one, and for how long that lasts.

A deed takes effect with the text that does it, or on the day its words state; not at all where that
text has ended or is suspended by then.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from standards.claims import leading
from standards.history import Event, EventKind, History
from standards.validity import Status

__all__ = ["Window", "starts_of", "windows"]

_IDLE = (Status.ENDED, Status.SUSPENDED)
_CHANGING = (
    EventKind.SUSPENDED,
    EventKind.RESUMED,
    EventKind.REPLACED,
    EventKind.REPEALED,
    EventKind.EXPIRED,
)


@dataclass(frozen=True, slots=True)
class Window:
    """A half-open interval in which a deed has effect; ``end`` None is open.

    ``rests``: at its end the text is suspended, by ``cause``, not ended.
    """

    start: date
    end: date | None = None
    rests: bool = False
    cause: Event | None = None


def starts_of(acting: History) -> tuple[date, ...]:
    """The days claimed for its taking effect, each once, in order."""
    claims = leading(event for event in acting.events if event.kind is EventKind.STARTED)
    return tuple(sorted({event.day for event in claims if event.day is not None}))


def windows(acting: History, since: date) -> tuple[Window, ...]:
    """The intervals from ``since`` on in which the acting text is neither ended nor suspended."""
    changes = {since}
    for event in acting.events:
        if event.kind in _CHANGING:
            changes |= {d for d in (event.day, event.until) if d is not None and d > since}
    found: list[Window] = []
    opened: date | None = None
    for day in sorted(changes):
        standing = acting.on(day)
        idle = standing.status in _IDLE
        if opened is None and not idle:
            opened = day
        elif opened is not None and idle:
            cause = standing.grounds[0] if standing.grounds else None
            rests = standing.status is Status.SUSPENDED
            found.append(Window(opened, day, rests, cause))
            opened = None
    if opened is not None:
        found.append(Window(opened))
    return tuple(found)
