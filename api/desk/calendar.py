"""Deadlines as an iCalendar file (RFC 5545), to be followed from any calendar program.

Every entry lasts a whole day and has the same UID for as long as the thing lives that it is about,
so that a day that moves, moves in the calendars that follow it. The only module that knows
``icalendar``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from icalendar import Calendar, Event

__all__ = ["MEDIA_TYPE", "Deadline", "DeadlineKind", "calendar_of"]

MEDIA_TYPE = "text/calendar; charset=utf-8"
_MAKER = "-//Trachuan//Desk of the enquiry point//VI"
_SINCE = int(datetime(2020, 1, 1, tzinfo=UTC).timestamp())
"""SEQUENCE counts seconds from here: it only grows, and stays within 32 bits until 2088."""


class DeadlineKind(StrEnum):
    """What ends on the day."""

    CASE = "case"
    COMMENTS = "comments"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """The last day for something. ``key`` names it (a number of a case, the slug of a symbol),
    ``changed`` is when it was last changed, ``link`` where it can be read; ``open`` is false once
    it is done."""

    kind: DeadlineKind
    key: str
    day: date
    summary: str
    description: str
    link: str
    changed: datetime
    open: bool = True


def calendar_of(deadlines: Iterable[Deadline], *, name: str, desk: str) -> bytes:
    """The calendar of a desk; ``desk`` is its own identifier, which makes UIDs its own."""
    made = Calendar()
    made.add("PRODID", _MAKER)
    made.add("VERSION", "2.0")
    made.add("CALSCALE", "GREGORIAN")
    made.add("METHOD", "PUBLISH")
    made.add("NAME", name)
    made.add("X-WR-CALNAME", name)
    made.add("REFRESH-INTERVAL", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    for each in sorted(deadlines, key=lambda one: (one.day, one.kind, one.key)):
        made.add_component(_event(each, desk))
    return bytes(made.to_ical())


def _event(deadline: Deadline, desk: str) -> Event:
    changed = deadline.changed.astimezone(UTC).replace(microsecond=0)
    event = Event()
    event.add("UID", f"{deadline.kind}-{deadline.key.lower()}@{desk}.trachuan")
    event.add("DTSTAMP", changed)
    event.add("LAST-MODIFIED", changed)
    event.add("SEQUENCE", int(changed.timestamp()) - _SINCE)
    event.add("DTSTART", deadline.day)
    event.add("DTEND", deadline.day + timedelta(days=1))
    event.add("SUMMARY", deadline.summary)
    event.add("DESCRIPTION", deadline.description)
    event.add("CATEGORIES", [deadline.kind.upper()])
    event.add("STATUS", "CONFIRMED" if deadline.open else "CANCELLED")
    event.add("TRANSP", "TRANSPARENT")
    if deadline.link:
        event.add("URL", deadline.link)
    return event
