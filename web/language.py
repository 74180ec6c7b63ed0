"""The two languages of the pages and every word they say, from ``strings.toml``.

Vietnamese is the language unless a reader chose English with ``?lang=en``; the choice is kept in a
cookie. A key that does not exist is an error, so a page can never show a bare key.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files

from fastapi import Request

__all__ = ["COOKIE", "Language", "Words", "choose", "strings"]

COOKIE = "lang"
_MONTHS = (
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


class Language(StrEnum):
    """A language of the pages; the value is its BCP 47 tag."""

    VI = "vi"
    EN = "en"

    @property
    def other(self) -> Language:
        """The language that the switch offers."""
        return Language.EN if self is Language.VI else Language.VI


@cache
def strings() -> Mapping[str, Mapping[Language, str]]:
    """Every string as ``group.name`` with its text in each language."""
    groups = tomllib.loads(files("web").joinpath("strings.toml").read_text("utf-8"))
    return {
        f"{group}.{name}": {Language(tag): text for tag, text in entry.items()}
        for group, entries in groups.items()
        for name, entry in entries.items()
    }


@dataclass(frozen=True, slots=True)
class Words:
    """Says strings, days and numbers in one language.

    >>> Words(Language.VI)("list.total", n=1200)
    '1.200 văn bản'
    >>> Words(Language.EN).day(date(2026, 11, 22))
    '22 November 2026'
    """

    language: Language

    def __call__(self, key: str, **values: object) -> str:
        """The string of ``key`` with its gaps filled. Raises KeyError for an unknown key."""
        shown = {name: self._show(value) for name, value in values.items()}
        return strings()[key][self.language].format(**shown)

    def day(self, day: date) -> str:
        """A day as people write it."""
        if self.language is Language.VI:
            return f"{day.day:02d}/{day.month:02d}/{day.year}"
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"

    def number(self, value: int) -> str:
        """A number with its thousands set apart: ``1.200`` in Vietnamese, ``1,200`` in English."""
        grouped = f"{value:,}"
        return grouped.replace(",", ".") if self.language is Language.VI else grouped

    def size(self, count: int) -> str:
        """A size in bytes, in the largest unit of a thousand that it fills: ``1,2 MB``."""
        value, unit = float(count), "B"
        for larger in ("kB", "MB", "GB", "TB"):
            if value < 1000:
                break
            value, unit = value / 1000, larger
        shown = f"{value:.0f}" if value >= 10 or unit == "B" else f"{value:.1f}"
        point = "," if self.language is Language.VI else "."
        return f"{shown.replace('.', point)}\N{NO-BREAK SPACE}{unit}"

    def percent(self, share: float) -> str:
        """A share from 0 to 1 in whole per cent: ``87 %`` in Vietnamese, ``87%`` in English.

        Only what is whole says so.
        """
        whole = 100 if share >= 1 else min(99, round(100 * share))
        return f"{whole}\N{NO-BREAK SPACE}%" if self.language is Language.VI else f"{whole}%"

    def either(self, vietnamese: str, english: str | None) -> str:
        """That of two texts which is in this language; Vietnamese where English is missing."""
        return english if self.language is Language.EN and english else vietnamese

    def _show(self, value: object) -> object:
        if isinstance(value, date):
            return self.day(value)
        if isinstance(value, int):
            return self.number(value)
        return value


def choose(request: Request) -> Language:
    """The language asked for in the address, else the one kept, else Vietnamese."""
    for wanted in (request.query_params.get("lang"), request.cookies.get(COOKIE)):
        if wanted in tuple(Language):
            return Language(wanted)
    return Language.VI
