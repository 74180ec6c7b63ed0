"""The days of a document on one line: issued, in effect, and the day that was asked about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from api.models import StandardBody
from standards.validity import Status

__all__ = ["Point", "timeline"]

_BINDING = {Status.IN_FORCE, Status.PARTLY_ENDED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One day on the line. ``name`` is ``issued``, ``effective`` or ``asked``; ``x`` is a
    percentage of the width: the points stand evenly, in order of time. ``live``: the document
    binds from this point to the next."""

    name: str
    day: date
    x: float
    live: bool


def timeline(body: StandardBody) -> tuple[Point, ...]:
    """The points of a document, earliest first; none where only the day asked about is known."""
    days = [
        (day, order, name)
        for order, (name, day) in enumerate(
            (
                ("issued", body.issued),
                ("effective", body.effective_from),
                ("asked", body.as_of),
            )
        )
        if day is not None
    ]
    if len(days) < 2:
        return ()
    days.sort()
    step = 100 / (len(days) - 1)
    return tuple(
        Point(
            name=name,
            day=day,
            x=round(position * step, 2),
            live=name == "effective" and body.status in _BINDING,
        )
        for position, (day, _, name) in enumerate(days)
    )
