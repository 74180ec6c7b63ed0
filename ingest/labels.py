"""What a line says it is: the number in front of a heading.

Reads the text of one line; writes a :class:`Label` or None. The patterns are in
``data/headings.toml``. A label is only what the line claims: whether it is believed is decided by
its place in the sequence (:mod:`ingest.outline`).
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from ingest.confusions import confusions
from ingest.letter_spaced import heading_word

__all__ = ["Label", "read_label", "roman_number", "roman_readings", "roman_value"]

_UPPER: Final = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ"
_ROMAN: Final = {"I": 1, "V": 5, "X": 10, "L": 50}
_UNITS: Final = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_SEPARATOR: Final = re.compile(r"^\s*[.:–/)-]?\s*(?:[⁰¹²³⁴-⁹]+\s*)?")
"""What parts a number from its heading; consolidated texts put the mark of a footnote there."""
_BULLET: Final = re.compile(r"[•●▪◦■]\s*(?=\d{1,2}\.\d)|[-–]\s*(?=\d{1,2}(?:\.\d{1,2}){2,}\.\s)")
_SPACES: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """The number in front of a line.

    ``kind`` is one of ``part chapter section subsection article annex roman lettered decimal``;
    ``number`` as printed (``2.1.3``, ``IV``, ``""`` for an annex without one); ``parts`` its
    figures, letters left out; ``rest`` the words behind it, ``dotted`` whether a dot, colon or dash
    parts them from it; ``start`` is where ``rest`` begins in the line.
    """

    kind: str
    level: int
    number: str
    parts: tuple[int, ...]
    text: str
    rest: str
    start: int
    dotted: bool


@dataclass(frozen=True, slots=True)
class _Pattern:
    kind: str
    word: str
    level: int
    expression: re.Pattern[str]


@cache
def _patterns() -> tuple[_Pattern, ...]:
    data = tomllib.loads(
        resources.files("ingest").joinpath("data/headings.toml").read_text(encoding="utf-8")
    )
    return tuple(
        _Pattern(
            row["kind"],
            row["word"],
            row["level"],
            re.compile(_expand(row["pattern"].removeprefix("^"))),
        )
        for row in data["heading"]
    )


def _expand(pattern: str) -> str:
    """The pattern with the letter classes that :mod:`re` lacks: upper case, lower case, any."""
    return (
        pattern.removeprefix("^")
        .replace(r"\p{U}", f"[{_UPPER}]")
        .replace(r"\p{l}", f"[{_UPPER.lower()}a-z]")
        .replace(r"\p{w}", f"[{_UPPER}{_UPPER.lower()}a-z]")
    )


def read_label(text: str) -> Label | None:
    """The label that the line begins with, if it begins with one.

    >>> label = read_label("Điều 1.Phạm vi điều chỉnh")
    >>> label and (label.text, label.rest)
    ('Điều 1', 'Phạm vi điều chỉnh')
    >>> read_label("Phụ lục VI Nghị định này") is None
    True
    """
    meant = heading_word(text)
    shorter, text = len(text) - len(meant), meant
    bullet = _BULLET.match(text)
    for pattern in _patterns():
        match = pattern.expression.match(text, bullet.end() if bullet else 0)
        if match is None:
            continue
        number = _SPACES.sub(" ", match["n"] or "")
        tail = match["rest"]
        gap = _SEPARATOR.match(tail)
        skip = gap.end() if gap else 0
        return Label(
            kind=pattern.kind,
            level=pattern.level,
            number=number,
            parts=_parts(pattern.kind, number),
            text=f"{pattern.word} {number}".strip(),
            rest=tail[skip:],
            start=match.start("rest") + skip + shorter,
            dotted=bool(tail[:skip].strip()),
        )
    return None


def _parts(kind: str, number: str) -> tuple[int, ...]:
    if kind in ("decimal", "lettered", "article"):
        return tuple(int(figure) for figure in re.findall(r"\d+", number))
    value = roman_value(number)
    if value is None and number.isdigit():
        value = int(number)
    if value is None and len(number) == 1 and number.isalpha():
        value = ord(number.upper()) - ord("A") + 1
    return () if value is None else (value,)


def roman_value(text: str) -> int | None:
    """The value of a Roman number; None if it is none, as ``IIX`` is.

    >>> roman_value("XIV"), roman_value("IIX"), roman_value("B")
    (14, None, None)
    """
    if not text or any(letter not in _ROMAN for letter in text):
        return None
    total, before = 0, 0
    for letter in reversed(text):
        value = _ROMAN[letter]
        total += -value if value < before else value
        before = max(before, value)
    return total if roman_number(total) == text else None


def roman_readings(text: str) -> tuple[str, ...]:
    """Roman numbers that letters read from a picture can stand for; empty if there are none.

    >>> roman_readings("1I"), roman_readings("H"), roman_readings("VYH"), roman_readings("Hà")
    (('II',), ('II',), (), ())
    """
    table = confusions().romans
    meant = "".join(char if char in _ROMAN else table.get(char, "?") for char in text)
    return (meant,) if roman_value(meant) is not None else ()


def roman_number(value: int) -> str:
    """A number in Roman figures.

    >>> roman_number(14)
    'XIV'
    """
    out = ""
    for unit, letters in _UNITS:
        out += letters * (value // unit)
        value %= unit
    return out
