"""What happened to documents, as pages and feeds tell it: by day, each in a word."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby
from typing import Final

from api.models_changes import ChangeBody
from index.changes import ChangeKind
from standards.today import VIETNAM

__all__ = ["TOLD", "Deed", "by_day", "clock", "day_there", "deed_of"]

TOLD: Final = (ChangeKind.ADDED, ChangeKind.CHANGED, ChangeKind.REMOVED)
"""What is told of unless something else is asked for: not what was there when entries begin."""


class Deed(StrEnum):
    """What happened, in the words of people: a change is another file or another reading."""

    HELD = "held"
    ADDED = "added"
    REPLACED = "replaced"
    READ_AGAIN = "read_again"
    REMOVED = "removed"


def deed_of(change: ChangeBody) -> Deed:
    """What happened to the document."""
    if change.what is ChangeKind.CHANGED:
        return Deed.REPLACED if change.is_of_the_file else Deed.READ_AGAIN
    return Deed(change.what.value)


def by_day(changes: Iterable[ChangeBody]) -> list[tuple[date, list[ChangeBody]]]:
    """Changes by their day in Vietnam, in the order in which they come."""
    return [(day, list(each)) for day, each in groupby(changes, key=lambda one: day_there(one.at))]


def day_there(at: datetime) -> date:
    """The day in Vietnam.

    >>> from datetime import UTC
    >>> day_there(datetime(2026, 11, 22, 18, 5, tzinfo=UTC))
    datetime.date(2026, 11, 23)
    """
    return at.astimezone(VIETNAM).date()


def clock(at: datetime) -> str:
    """Hour and minute in Vietnam.

    >>> from datetime import UTC
    >>> clock(datetime(2026, 11, 22, 18, 5, tzinfo=UTC))
    '01:05'
    """
    return f"{at.astimezone(VIETNAM):%H:%M}"
