"""The days of a document on one line: issued, in effect, ended, and the day asked about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from api.models import StandardBody

__all__ = ["Point", "timeline"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One day on the line.

    ``name`` is ``issued``, ``effective``, ``ended`` or ``asked``. ``x`` is a percentage of the
    width: the points stand evenly, in order of time. The document binds from here to ``until``,
    the percentage of the next point; None where it does not.
    """

    name: str
    day: date
    x: float
    until: float | None


def timeline(body: StandardBody) -> tuple[Point, ...]:
    """The points of a document, earliest first; none where only the day asked about is known."""
    known = (
        ("issued", body.issued),
        ("effective", body.in_force_from or body.effective_from),
        ("ended", body.ended_on),
        ("asked", body.as_of),
    )
    days = sorted((day, order, name) for order, (name, day) in enumerate(known) if day is not None)
    if len(days) < 2:
        return ()
    step = 100 / (len(days) - 1)
    points: list[Point] = []
    binding = False
    for position, (day, _, name) in enumerate(days):
        binding = name == "effective" or (binding and name != "ended")
        lasts = binding and position + 1 < len(days)
        x = round(position * step, 2)
        until = round((position + 1) * step, 2) if lasts else None
        points.append(Point(name=name, day=day, x=x, until=until))
    return tuple(points)
