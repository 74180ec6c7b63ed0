"""Words of receipts, letters and calendars in Vietnamese and English, from
``data/desk_words.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final

from api.desk.letters import LetterLanguage

__all__ = ["both", "day_words", "formal_day", "say", "wordings"]

_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@cache
def wordings() -> Mapping[str, Mapping[LetterLanguage, str]]:
    """Every wording as ``group.name``, in each language."""
    groups = tomllib.loads(files("api").joinpath("data", "desk_words.toml").read_text("utf-8"))
    return {
        f"{group}.{name}": {LetterLanguage(tag): text for tag, text in entry.items()}
        for group, entries in groups.items()
        for name, entry in entries.items()
    }


def say(key: str, language: LetterLanguage, **values: object) -> str:
    """A wording with its gaps filled; days are written as people write them.

    >>> say("letter.standing", LetterLanguage.EN, day=date(2026, 7, 1), status="in force")
    'On 1 July 2026: in force.'
    """
    shown = {
        name: day_words(value, language) if isinstance(value, date) else value
        for name, value in values.items()
    }
    return wordings()[key][language].format(**shown)


def both(key: str, **values: object) -> tuple[str, str]:
    """A wording in Vietnamese and in English."""
    return say(key, LetterLanguage.VI, **values), say(key, LetterLanguage.EN, **values)


def day_words(day: date, language: LetterLanguage) -> str:
    """A day in words.

    >>> day_words(date(2026, 7, 1), LetterLanguage.VI), day_words(date(2026, 7, 1), "en")
    ('01/07/2026', '1 July 2026')
    """
    if language == LetterLanguage.VI:
        return f"{day:%d/%m/%Y}"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def formal_day(day: date, language: LetterLanguage) -> str:
    """A day as it stands at the head of a letter.

    >>> formal_day(date(2026, 7, 1), LetterLanguage.VI)
    'Ngày 01 tháng 7 năm 2026'
    """
    if language is LetterLanguage.EN:
        return day_words(day, language)
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"Ngày {day.day:02d} tháng {month} năm {day.year}"
