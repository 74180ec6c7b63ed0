"""Days that the words count from another day, once a second source tells that day.

A copy whose day of issue was left blank says *sau 45 ngày kể từ ngày ký*; another copy, or a list,
has the day of signing. A term *kể từ ngày có hiệu lực* counts from the start.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from standards.claims import leading
from standards.history import Event, EventKind
from standards.relation import EffectRule, RuleKind

__all__ = ["counted", "with_counted_days"]

_FROM_ISSUE: Final = {
    RuleKind.ON_ISSUE: 0,
    RuleKind.DAYS_AFTER_ISSUE: 0,
    RuleKind.MONTHS_AFTER_ISSUE: 1,
    RuleKind.YEARS_AFTER_ISSUE: 12,
}
_FROM_EFFECT: Final = {
    RuleKind.DAYS_AFTER_EFFECT: 0,
    RuleKind.MONTHS_AFTER_EFFECT: 1,
    RuleKind.YEARS_AFTER_EFFECT: 12,
}


def with_counted_days(events: Iterable[Event]) -> list[Event]:
    """The events; one whose day can be counted has it, once for each day it may count from."""
    claims = list(events)
    claims = [e for claim in claims for e in _counted(claim, claims, EventKind.ISSUED)]
    return [e for claim in claims for e in _counted(claim, claims, EventKind.STARTED)]


def _counted(event: Event, claims: list[Event], origin: EventKind) -> Iterator[Event]:
    months = _FROM_ISSUE if origin is EventKind.ISSUED else _FROM_EFFECT
    rule = event.rule
    if event.day is not None or rule is None or rule.kind not in months:
        yield event
        return
    first = leading(e for e in claims if e.kind is origin and not e.parts)
    days = sorted({e.day for e in first if e.day is not None})
    for day in days:
        yield replace(event, day=counted(day, rule), earliest=None)
    if not days:
        yield event


def counted(day: date, rule: EffectRule) -> date:
    """The day that the rule counts from ``day``; the last of the month where that is shorter.

    >>> counted(date(2021, 6, 15), EffectRule(RuleKind.DAYS_AFTER_ISSUE, 45))
    datetime.date(2021, 7, 30)
    >>> counted(date(2024, 2, 29), EffectRule(RuleKind.YEARS_AFTER_EFFECT, 1))
    datetime.date(2025, 2, 28)
    """
    step = (_FROM_ISSUE | _FROM_EFFECT)[rule.kind]
    if not step:
        return day + timedelta(days=rule.count)
    year, month = divmod(day.year * 12 + day.month - 1 + step * rule.count, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
