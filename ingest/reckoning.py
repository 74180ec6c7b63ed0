"""The day that words mean: stated, or counted from the day of issue or of effect.

Reads words such as *sau 45 ngày kể từ ngày ký ban hành*, *đến hết ngày 31/12/2030*, *không quá 02
năm kể từ ngày Nghị định này có hiệu lực*; writes a day with the rule by which it was had. Nothing
is counted from a day that is not known, from the day of the gazette (*đăng Công báo*), or in
working days.

A period counted from a day ends on the same day of the month N months later; that day is the first
one outside it, as it is the first day of effect in *có hiệu lực sau 6 tháng kể từ ngày ký*.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from ingest.counts import COUNT, count_of
from ingest.dates import add_days, add_months, find_date
from standards.relation import EffectRule, RuleKind

__all__ = ["DATE", "SELF", "Clock", "Reckoned", "last_day_after", "reckon"]

SELF: Final = (
    r"(?:Thông\s+tư(?:\s+liên\s+tịch)?|Nghị\s+định|Quyết\s+định|(?:Bộ\s+)?luật|Pháp\s+lệnh|"
    r"Nghị\s+quyết|Chỉ\s+thị|(?:bản\s+)?Quy\s+chuẩn|Quy\s+trình|Văn\s+bản|Tiêu\s+chuẩn|Quy\s+chế|"
    r"Quy\s+định)(?:\s+kỹ\s+thuật(?:\s+(?:quốc\s+gia|địa\s+phương))?)?\s+này"
)
"""How a text speaks of itself."""
DATE: Final = (
    r"(?:ngày\s*)?(?:\d{1,2}\s*tháng\s*\d{1,2}\s*,?\s*năm\s*\d{4}|"
    r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4})"
)
"""A date, with or without the word *ngày*."""
_FLAGS: Final = re.IGNORECASE
_PERIOD: Final = re.compile(
    rf"(?P<count>{COUNT})\s*(?:\([^)]*\)\s*)?(?P<unit>ngày(?P<working>\s+làm\s+việc)?|tháng|năm)\b"
    r"\s*,?\s*(?:được\s+)?(?:tính\s+)?(?:kể\s+)?từ\s+(?:khi|ngày|thời\s+điểm|(?=\d))\s*(?P<from>.{0,160})",
    _FLAGS,
)
_FROM_SIGNING: Final = re.compile(
    r"(?:kể\s+)?từ\s+(?:ngày|khi)\s+(?:được\s+)?(?:ký|ban\s+hành|thông\s+qua)(?!\s*xác)\b", _FLAGS
)
_SIGNING: Final = re.compile(r"^(?:được\s+)?(?:ký|ban\s+hành|thông\s+qua)\b", _FLAGS)
_EFFECT: Final = re.compile(rf"^(?:{SELF}\s+)?(?:bắt\s+đầu\s+)?có\s+hiệu\s+lực\b", _FLAGS)
_LAST: Final = re.compile(
    rf"(?P<open>(?<!trước\s)trước\s+|(?:cho\s+)?(?:đến|tới)\s+trước\s+)?(?P<date>{DATE})", _FLAGS
)
_END_OF: Final = re.compile(
    r"\bhết\s+(?:(?:tháng\s*(?P<month>\d{1,2})\s*(?:năm\s*|/\s*))|năm\s*)(?P<year>\d{4})", _FLAGS
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The days from which others are counted: of issue and of effect, None where unknown."""

    issued: date | None = None
    effective: date | None = None


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A day, None if none follows from the words, and its rule."""

    day: date | None
    rule: EffectRule


_UNKNOWN: Final = Reckoned(None, EffectRule(RuleKind.UNKNOWN))
_UNITS: Final = {
    "ngày": (RuleKind.DAYS_AFTER_ISSUE, RuleKind.DAYS_AFTER_EFFECT),
    "tháng": (RuleKind.MONTHS_AFTER_ISSUE, RuleKind.MONTHS_AFTER_EFFECT),
    "năm": (RuleKind.YEARS_AFTER_ISSUE, RuleKind.YEARS_AFTER_EFFECT),
}


def reckon(words: str, clock: Clock) -> Reckoned:
    """The day that something begins, by the words behind *có hiệu lực*.

    >>> clock = Clock(issued=date(2010, 1, 15))
    >>> reckon("sau 45 ngày, kể từ ngày ký ban hành", clock).day
    datetime.date(2010, 3, 1)
    >>> reckon("kể từ ngày đăng Công báo", clock).rule.kind
    <RuleKind.UNKNOWN: 'unknown'>
    """
    period = _PERIOD.search(words)
    if period is not None:
        return _counted(period, clock)
    if words.lower().startswith("sau"):
        return _UNKNOWN
    stated = find_date(re.sub(r"^(?:kể\s+)?từ\s+(?=\d)", "ngày ", words, flags=_FLAGS))
    if stated is not None:
        return Reckoned(stated, EffectRule(RuleKind.STATED))
    if _FROM_SIGNING.search(words):
        rule = EffectRule(RuleKind.ON_ISSUE)
        return Reckoned(clock.issued, rule)
    return _UNKNOWN


def last_day_after(words: str, clock: Clock) -> Reckoned:
    """The first day outside a time that ends as ``words`` say.

    >>> last_day_after("hết ngày 31/12/2030", Clock()).day
    datetime.date(2031, 1, 1)
    >>> last_day_after("hết tháng 6 năm 2026", Clock()).day
    datetime.date(2026, 7, 1)
    >>> last_day_after("trước ngày 01 tháng 01 năm 2027", Clock()).day
    datetime.date(2027, 1, 1)
    """
    period = _PERIOD.search(words)
    if period is not None:
        return _counted(period, clock)
    whole = _END_OF.search(words)
    dated = _LAST.search(words)
    if whole is not None and (dated is None or whole.start() < dated.start()):
        year, month = int(whole["year"]), int(whole["month"] or 12)
        if not 1 <= month <= 12:
            return _UNKNOWN
        last = date(year, month, calendar.monthrange(year, month)[1])
        return Reckoned(last + timedelta(days=1), EffectRule(RuleKind.STATED))
    day = _date(dated["date"]) if dated is not None else None
    if dated is None or day is None:
        return _UNKNOWN
    if dated["open"] is None:
        day += timedelta(days=1)
    return Reckoned(day, EffectRule(RuleKind.STATED))


def _counted(period: re.Match[str], clock: Clock) -> Reckoned:
    count, start = count_of(period["count"]), period["from"].lstrip()
    if not count or period["working"]:
        return _UNKNOWN
    unit = period["unit"].lower().split()[0]
    after_issue, after_effect = _UNITS[unit]
    if _SIGNING.match(start):
        base, kind = clock.issued, after_issue
    elif _EFFECT.match(start):
        base, kind = clock.effective, after_effect
    else:
        stated = re.match(DATE, start, _FLAGS)
        base, kind = (_date(stated[0]), RuleKind.STATED) if stated else (None, RuleKind.UNKNOWN)
        count_in_rule = 0
        return Reckoned(_later(base, unit, count), EffectRule(kind, count_in_rule))
    return Reckoned(_later(base, unit, count), EffectRule(kind, count))


def _later(base: date | None, unit: str, count: int) -> date | None:
    if base is None:
        return None
    try:
        if unit == "ngày":
            return add_days(base, count)
        return add_months(base, count * (12 if unit == "năm" else 1))
    except (OverflowError, ValueError):
        return None


def _date(words: str) -> date | None:
    return find_date(words if words.lower().startswith("ngày") else f"ngày {words}")
