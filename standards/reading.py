"""What reading a number gives, and the levelled text that all number patterns work on.

Levelling makes dashes, blanks, colons and Đ alike without moving a character, so that spans found
in the levelled text hold in the text as given.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from standards.series import Family

__all__ = ["YEAR4", "YEARS", "Reading", "compact", "full_year", "level", "unmarked"]

YEARS = range(1945, 2101)
"""Years that a number can carry: from the first of the state to the far end of this century."""

YEAR4 = r"(?:19[4-9]\d|20\d\d|2100)"

_DASHES = "‐‑‒–—―−﹣－\u00ad"
_BLANKS = "\u00a0\u2002\u2003\u2007\u2009\u200a\u200b\u202f\ufeff"
_ALIKE = (
    *((char, "-") for char in _DASHES),
    *((char, " ") for char in _BLANKS),
    ("Ð", "Đ"), ("ð", "đ"), ("：", ":"), ("∕", "/"), ("⁄", "/"),
)  # fmt: skip


def level(text: str) -> str:
    """The text with one kind of dash, of blank, of Đ and of colon; no character moves.

    >>> level("TCVN\\u00a07303–1：2009/BLÐTBXH")
    'TCVN 7303-1:2009/BLĐTBXH'
    """
    for char, plain in _ALIKE:
        text = text.replace(char, plain)
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A number read from ``text[start:end]``; several ``numbers`` if a list or range was printed.

    ``tail`` is what is printed after number and year: the edition of a foreign standard
    (``:2017+A1:2024``), the symbol of a legal act (``TT-BLĐTBXH``).
    """

    family: Family
    series: str
    numbers: tuple[str, ...]
    year: int | None
    start: int
    end: int
    agency: str | None = None
    tail: str = ""


def full_year(digits: str) -> int | None:
    """The year that two or four printed digits mean; None if no text can carry it.

    >>> full_year("87"), full_year("06"), full_year("2018"), full_year("2618")
    (1987, 2006, 2018, None)
    """
    if len(digits) == 2:
        short = int(digits)
        return 1900 + short if short >= 45 else 2000 + short
    return int(digits) if int(digits) in YEARS else None


def compact(text: str) -> str:
    """The text without blanks.

    >>> compact("7303 - 1")
    '7303-1'
    """
    return re.sub(r"\s+", "", text)


def unmarked(text: str) -> str:
    """The text without tone marks, letter for letter: no character moves.

    >>> unmarked("Sửa đổi QTKĐ")
    'Sua doi QTKD'
    """
    return "".join(_unmark(char) for char in text)


@cache
def _unmark(char: str) -> str:
    base = unicodedata.normalize("NFD", char)[0]
    return {"Đ": "D", "đ": "d", "Ð": "D", "ð": "d"}.get(base, base)
