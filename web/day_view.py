"""Days worth asking about: today, the first of the month, and those on which something changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from api.models import AnswerBody, AskBody, NearestBody

__all__ = ["QuickDay", "quick_days"]

_CHANGES: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class QuickDay:
    """A day to choose: ``what`` is a key of strings, ``number`` the text that changes that day."""

    day: date
    what: str
    number: str = ""


def quick_days(body: AskBody, today: date) -> tuple[QuickDay, ...]:
    """Days to choose for a question, without the one that it was answered for."""
    found = [
        QuickDay(day=today, what="today"),
        QuickDay(day=today.replace(day=1), what="month"),
    ]
    changes = sorted(_changes([*body.answers, *body.nearest]), key=lambda one: _far(one, body))
    found += changes[:_CHANGES]
    first: dict[date, QuickDay] = {}
    for one in found:
        first.setdefault(one.day, one)
    return tuple(one for one in first.values() if one.day != body.as_of)


def _changes(texts: Iterable[AnswerBody | NearestBody]) -> Iterable[QuickDay]:
    for text in texts:
        if text.number is None:
            continue
        if text.in_force_from is not None:
            yield QuickDay(day=text.in_force_from, what="starts", number=text.number)
        if text.ended_on is not None:
            yield QuickDay(day=text.ended_on, what="ends", number=text.number)


def _far(one: QuickDay, body: AskBody) -> tuple[int, str]:
    """Days near the one asked for are more telling."""
    return abs((one.day - body.as_of).days), one.number
