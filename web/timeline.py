"""The life of a document on one line: every day on which something happened, and the day asked
about; the line itself shows what the document is between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from api.models import StandardBody
from api.models_time import EditionBody, EventBody, PeriodBody
from standards.validity import Status

__all__ = ["Bar", "Bars", "Point", "Stretch", "Timeline", "bars", "timeline"]

_EDGE = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A day on the line with what happened on it; ``x`` is a percentage of the width.

    The points stand evenly, in order of time. ``asked``: it is the day asked about; ``lapses``: a
    suspension is over from it on.
    """

    day: date
    x: float
    events: tuple[EventBody, ...]
    asked: bool
    lapses: bool = False

    @property
    def url(self) -> str | None:
        """Where the first of its events is witnessed."""
        return next((event.witness.url for event in self.events if event.witness.url), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """The line from one percentage to the next, and the status there."""

    x0: float
    x1: float
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Points and the stretches between them."""

    points: tuple[Point, ...]
    stretches: tuple[Stretch, ...]


def timeline(body: StandardBody) -> Timeline | None:
    """The line of a document; None where only the day asked about is known."""
    lapsing = {event.until for event in body.history if event.until is not None}
    happened: dict[date, list[EventBody]] = {body.as_of: []}
    for event in body.history:
        if event.day is not None:
            happened.setdefault(event.day, []).append(event)
        if event.until is not None:
            happened.setdefault(event.until, [])
    if len(happened) < 2:
        return None
    days = sorted(happened)
    step = (100 - 2 * _EDGE) / (len(days) - 1)
    places = {day: round(_EDGE + position * step, 2) for position, day in enumerate(days)}
    return Timeline(
        points=tuple(
            Point(
                day=day,
                x=places[day],
                events=tuple(_once(happened[day])),
                asked=day == body.as_of,
                lapses=day in lapsing,
            )
            for day in days
        ),
        stretches=tuple(
            Stretch(x0=places[one], x1=places[other], status=status)
            for one, other in pairwise(days)
            if (status := _status(body.periods, one)) is not None
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """An edition with its stretches; percentages of the width of all bars."""

    edition: EditionBody
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """The editions of a work on one scale of years.

    ``ticks`` are years with their places, ``now`` is the place of the day asked about.
    """

    bars: tuple[Bar, ...]
    ticks: tuple[tuple[int, float], ...]
    now: float


def bars(editions: Sequence[EditionBody], day: date) -> Bars | None:
    """The bars of the editions; None where no day of any edition is known."""
    known = [period.start for each in editions for period in each.periods if period.start]
    known += [period.end for each in editions for period in each.periods if period.end]
    if not known:
        return None
    first = date(min(*known, day).year, 1, 1)
    last = date(max(*known, day).year + 1, 12, 31)
    whole = (last - first).days

    def place(one: date) -> float:
        return round(100 * (one - first).days / whole, 2)

    step = max(1, -(-(last.year - first.year) // 6))
    return Bars(
        bars=tuple(
            Bar(
                edition=each,
                stretches=tuple(
                    Stretch(
                        x0=place(period.start or first),
                        x1=place(period.end or last),
                        status=period.status,
                    )
                    for period in each.periods
                ),
            )
            for each in editions
        ),
        ticks=tuple(
            (year, place(date(year, 1, 1))) for year in range(first.year, last.year + 1, step)
        ),
        now=place(day),
    )


def _status(periods: Sequence[PeriodBody], day: date) -> Status | None:
    for period in periods:
        begun = period.start is None or period.start <= day
        if begun and (period.end is None or day < period.end):
            return period.status
    return None


def _once(events: Sequence[EventBody]) -> list[EventBody]:
    """One event of each kind, author and parts: claims that agree need one word."""
    seen: set[tuple[str, str, tuple[str, ...]]] = set()
    kept: list[EventBody] = []
    for event in events:
        mark = (event.kind, event.by.number if event.by else "", tuple(event.parts))
        if mark not in seen:
            seen.add(mark)
            kept.append(event)
    return kept
