"""Dates as Vietnamese documents print them.

Reads text; writes :class:`datetime.date` values. Blanks to be filled in by hand (``ngày   tháng
năm 2026``) are no date.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import Final

__all__ = ["DATE_WORDS", "add_days", "add_months", "find_date"]

DATE_WORDS: Final = r"ngày\s*\d{1,2}\s*tháng\s*\d{1,2}\s*năm\s*\d{4}"
"""A date in words, for larger patterns; without regard to case."""

_IN_WORDS: Final = re.compile(
    r"ngày\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*,?\s*năm\s*(\d{4})", re.IGNORECASE
)
_IN_FIGURES: Final = re.compile(r"(?<!\d)(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})(?!\d)")
_YEAR_FIRST: Final = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_MONTHS: Final = 12


def find_date(text: str) -> date | None:
    """The first date in ``text``; None if there is none or the calendar has no such day.

    Portals also print the year first, or the month before the day where no month has that number.

    >>> find_date("Hà Nội, ngày 03 tháng 6 năm 2021"), find_date("29/06/2026")
    (datetime.date(2021, 6, 3), datetime.date(2026, 6, 29))
    >>> find_date("9/25/2019 12:00:00 AM"), find_date("2019-09-25")
    (datetime.date(2019, 9, 25), datetime.date(2019, 9, 25))
    >>> find_date("ngày    tháng    năm 2026") is None
    True
    """
    match = _IN_WORDS.search(text) or _IN_FIGURES.search(text)
    if match is not None:
        day, month, year = (int(figure) for figure in match.groups())
    else:
        match = _YEAR_FIRST.search(text)
        if match is None:
            return None
        year, month, day = (int(figure) for figure in match.groups())
    if day <= _MONTHS < month:
        day, month = month, day
    try:
        return date(year, month, day)
    except ValueError:
        return None


def add_days(day: date, days: int) -> date:
    """The day ``days`` after ``day``: *sau 45 ngày kể từ ngày ký*.

    >>> add_days(date(2010, 1, 15), 45)
    datetime.date(2010, 3, 1)
    """
    return day + timedelta(days=days)


def add_months(day: date, months: int) -> date:
    """The same day ``months`` later, or the last day of a shorter month.

    >>> add_months(date(2010, 1, 15), 6), add_months(date(2023, 1, 31), 1)
    (datetime.date(2010, 7, 15), datetime.date(2023, 2, 28))
    """
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
