"""Working days in Vietnam: when an answer is due.

A term counted in days begins on the day after the one that starts it (Bộ luật Dân sự 2015, Điều
147 khoản 2): the day of receipt is not counted. Saturdays, Sundays and the holidays of Bộ luật Lao
động 2019, Điều 112 are no working days; a Saturday that the Government makes a working day in
exchange is one. Days come from the ``holidays`` package, which works them out by rule for every
year and holds the exchanged days as far as they have been decided: a year after the last of those
is named, for its days off may still be set otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

import holidays

from standards.errors import BadInput

__all__ = [
    "ANSWER_WITHIN",
    "FIRST_YEAR",
    "SETTLED_UNTIL",
    "DueDay",
    "Holiday",
    "due_day",
    "is_working_day",
    "working_days_left",
]

ANSWER_WITHIN: Final = 5
"""Working days in which an enquiry point answers, if possible; else it says when (decision of the
WTO's TBT Committee, 1995, G/TBT/M/2)."""

FIRST_YEAR: Final = 1995
"""Before it the package does not know days given in lieu."""

_VIETNAM: Final = holidays.country_holidays("VN")
_LAST_YEAR: Final = int(_VIETNAM.end_year)
SETTLED_UNTIL: Final = max(int(year) for year in _VIETNAM.special_public_holidays)
"""The last year whose exchanged days the package holds."""

_MOST_DAYS: Final = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """A day off that is no Saturday or Sunday, by its name in both languages."""

    day: date
    name: str
    name_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDay:
    """The last day of a term of ``days`` working days after ``received``.

    ``skipped`` are the holidays in between that would have been working days, ``made_up`` the
    Saturdays and Sundays worked in exchange, ``unsettled`` the years in between whose days off the
    Government may still set otherwise.
    """

    received: date
    days: int
    due: date
    skipped: tuple[Holiday, ...] = ()
    made_up: tuple[date, ...] = ()
    unsettled: tuple[int, ...] = ()


def due_day(received: date, days: int = ANSWER_WITHIN) -> DueDay:
    """The day on which a term ends. Raises BadInput for years and terms that cannot be counted.

    >>> due_day(date(2026, 8, 27), 3).due
    datetime.date(2026, 9, 4)
    """
    if not 1 <= days <= _MOST_DAYS:
        raise BadInput(f"a term of {days} working days cannot be counted; give 1 to {_MOST_DAYS}")
    skipped: list[Holiday] = []
    made_up: list[date] = []
    day, counted = received, 0
    while counted < days:
        day += timedelta(days=1)
        if is_working_day(day):
            counted += 1
            if day.weekday() >= 5:
                made_up.append(day)
        elif day.weekday() < 5:
            skipped.append(_holiday(day))
    years = range(received.year, day.year + 1)
    return DueDay(
        received=received,
        days=days,
        due=day,
        skipped=tuple(skipped),
        made_up=tuple(made_up),
        unsettled=tuple(year for year in years if year > SETTLED_UNTIL),
    )


def is_working_day(day: date) -> bool:
    """Whether offices work that day. Raises BadInput for a year that the package does not know.

    >>> is_working_day(date(2026, 8, 22)), is_working_day(date(2026, 8, 31))
    (True, False)
    """
    return bool(_year("vi", day.year).is_working_day(day))


def working_days_left(today: date, due: date) -> int:
    """Working days from tomorrow to the due day, that one counted; below nought once it has passed.

    >>> working_days_left(date(2026, 11, 20), date(2026, 11, 25))
    2
    >>> working_days_left(date(2026, 11, 25), date(2026, 11, 20))
    -2
    """
    if abs((due - today).days) > 2 * 366:
        raise BadInput(f"{today} and {due} are too far apart to count working days")
    first, last = sorted((today, due))
    between = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    count = sum(is_working_day(day) for day in between)
    return count if due >= today else -count


def _holiday(day: date) -> Holiday:
    return Holiday(
        day=day,
        name=str(_year("vi", day.year).get(day, "")),
        name_en=str(_year("en_US", day.year).get(day, "")),
    )


@lru_cache(maxsize=64)
def _year(language: str, year: int) -> holidays.HolidayBase:
    """The holidays of one year, and the days exchanged with its neighbours."""
    if not FIRST_YEAR <= year <= _LAST_YEAR:
        raise BadInput(
            f"holidays of {year} are not known; known are {FIRST_YEAR} to {_LAST_YEAR}. "
            "Correct the day"
        )
    return holidays.country_holidays("VN", years=(year - 1, year, year + 1), language=language)
