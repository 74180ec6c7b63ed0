"""The series that numbers belong to: TCVN, QCVN, ISO and the rest, with their spellings.

The table is ``data/series.toml``; types of legal acts are in ``data/acts.toml``.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

__all__ = ["ActType", "Family", "Series", "act_types", "all_series", "words_pattern"]


class Family(StrEnum):
    """What kind of number it is."""

    TCVN = "TCVN"
    QCVN = "QCVN"
    QCDP = "QCDP"
    OLD_SERIES = "OLD_SERIES"
    LEGAL_ACT = "LEGAL_ACT"
    PROCEDURE = "PROCEDURE"
    FOREIGN = "FOREIGN"


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A series: its canonical ``code``, all spellings of it, and how its numbers are built.

    ``words`` stand in print, ``typed`` are further ones that people type.
    """

    code: str
    words: tuple[str, ...]
    typed: tuple[str, ...]
    family: Family
    style: str
    any_case: bool
    name: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActType:
    """A type of legal act: its sign (``TT``), its Vietnamese and English names, an example.

    ``bare`` says that people name such acts by their number alone (*thông tư 28*),
    ``spoken_sign`` that they type the sign for the name (*tt 01/2021*).
    """

    sign: str
    names: tuple[str, ...]
    names_en: tuple[str, ...]
    bare: bool
    spoken_sign: bool
    example: str


def _table(name: str, key: str) -> list[dict[str, object]]:
    raw = resources.files("standards").joinpath(f"data/{name}").read_text("utf-8")
    rows: list[dict[str, object]] = tomllib.loads(raw)[key]
    return rows


def _words(value: object) -> tuple[str, ...]:
    return tuple(str(word) for word in value) if isinstance(value, list) else ()


@cache
def all_series() -> tuple[Series, ...]:
    """All series of the table, in its order."""
    return tuple(
        Series(
            code=_words(row["words"])[0],
            words=_words(row["words"]),
            typed=_words(row.get("typed")),
            family=Family(str(row["family"])),
            style=str(row["style"]),
            any_case=bool(row.get("any_case", False)),
            name=str(row["name"]),
            examples=_words(row["examples"]),
        )
        for row in _table("series.toml", "series")
    )


@cache
def act_types() -> tuple[ActType, ...]:
    """All types of legal acts of the table, in its order."""
    return tuple(
        ActType(
            sign=str(row["sign"]),
            names=_words(row["names"]),
            names_en=_words(row.get("names_en")),
            bare=bool(row.get("bare", False)),
            spoken_sign=bool(row.get("spoken_sign", False)),
            example=str(row["example"]),
        )
        for row in _table("acts.toml", "act")
    )


def words_pattern(words: tuple[str, ...], *, any_case: bool = False) -> str:
    """A pattern for any of the words, the longest first, blanks in them as wide as print has them.

    >>> words_pattern(("EN", "EN ISO"))
    'EN\\\\s{1,3}ISO|EN'
    """
    ordered = sorted(dict.fromkeys(words), key=lambda word: (-len(word), word))
    parts = [
        re.escape(word).replace(r"\ ", r"\s{1,3}").replace("/", r"\s?/\s?") for word in ordered
    ]
    joined = "|".join(parts)
    return f"(?i:{joined})" if any_case else joined
