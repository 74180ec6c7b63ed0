"""What a program that reads pictures takes for what, and how far two words differ for it.

Reads ``data/confusions.toml``. Only text recognised from a picture is compared so; in text that a
PDF gives as text, what is written is meant.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import product
from typing import Final

from standards.agencies import agencies, agency
from standards.reading import unmarked

__all__ = ["Confusions", "bare", "confusions", "distance", "figures_meant", "is_damaged_sign"]

_NUMBER_TABLES: Final = ("figure", "letter", "joined")
_MARK: Final = 0.1
"""Two letters that differ in tone or bar."""
_ALIKE: Final = 0.3
"""Two characters that the table names as confused."""
_LOST: Final = 0.8
"""A letter lost or added."""
_SIGN_NEAR: Final = 0.25
"""A sign that is none differs from one that was printed by no more than this share."""
_LEAST_SIGN: Final = 3
_READINGS: Final = 8
"""Ambiguous characters give at most so many readings of one stretch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confusions:
    """The table.

    ``figures`` gives the figures that a character can be, ``romans`` the Roman figures, ``pairs``
    letters in both orders, ``joined`` what one letter is read as two; ``lines`` the spellings of
    set lines by their bare letters, ``openings`` what a line begins with as read and as printed,
    ``phrases`` what stands anywhere in it. ``examples`` are damaged numbers with what was printed,
    ``line_examples`` damaged lines.
    """

    figures: dict[str, str]
    romans: dict[str, str]
    pairs: frozenset[tuple[str, str]]
    joined: tuple[tuple[str, str], ...]
    lines: dict[str, tuple[str, ...]]
    openings: tuple[tuple[str, str], ...]
    phrases: tuple[str, ...]
    examples: tuple[tuple[str, str], ...]
    line_examples: tuple[tuple[str, str], ...]


@cache
def confusions() -> Confusions:
    """The table as the room ships it."""
    raw = resources.files("ingest").joinpath("data/confusions.toml").read_text(encoding="utf-8")
    data = tomllib.loads(raw)
    pairs = {(row["pair"][0], row["pair"][1]) for row in data["letter"]}
    return Confusions(
        figures={char: row["means"] for row in data["figure"] for char in row["read"]},
        romans={char: row["means"] for row in data["roman"] for char in row["read"]},
        pairs=frozenset(pairs | {(b, a) for a, b in pairs}),
        joined=tuple((row["read"], row["means"]) for row in data["joined"]),
        lines={bare(row["texts"][0]): tuple(row["texts"]) for row in data["line"]},
        openings=tuple((read, row["text"]) for row in data["opening"] for read in row["read"]),
        phrases=tuple(row["text"] for row in data["phrase"]),
        examples=tuple((r["damaged"], r["meant"]) for k in _NUMBER_TABLES for r in data[k]),
        line_examples=(
            *((r["damaged"], r["texts"][0]) for r in data["line"]),
            *((r["damaged"], r["meant"]) for k in ("roman", "opening", "phrase") for r in data[k]),
        ),
    )


def bare(text: str) -> str:
    """The letters and figures of a text, without marks, tones and case.

    >>> bare("Nơi nhận:")
    'noinhan'
    """
    return re.sub(r"[\W_]+", "", unmarked(text)).lower()


def figures_meant(text: str) -> tuple[str, ...]:
    """The runs of figures that a stretch can mean; blanks and marks are left out.

    Empty if a character can be no figure.

    >>> figures_meant("2O05"), figures_meant("7 303-1"), figures_meant("x1")
    (('2005',), ('73031',), ())
    """
    table = confusions().figures
    choices: list[str] = []
    for char in text:
        if char.isdecimal():
            choices.append(char)
        elif char in table:
            choices.append(table[char])
        elif char.isalnum():
            return ()
    readings = ("".join(run) for run in product(*choices))
    return tuple(run for run, _ in zip(readings, range(_READINGS), strict=False))


@lru_cache(maxsize=4096)
def distance(read: str, meant: str) -> float:
    """How far a word as read is from a word as printed; 0 if they are the same, case aside.

    >>> distance("TCVN", "tcvn"), distance("TCYN", "TCVN"), distance("BLDTBXH", "BLĐTBXH")
    (0.0, 0.3, 0.1)
    """
    whole = ((read.replace(two, one), two in read) for two, one in confusions().joined)
    joined = [_ALIKE + _edits(each, meant) for each, changed in whole if changed]
    return round(min(_edits(read, meant), *joined), 6) if joined else _edits(read, meant)


def _edits(read: str, meant: str) -> float:
    before = [_LOST * n for n in range(len(meant) + 1)]
    for one in read:
        row = [before[0] + _LOST]
        for at, other in enumerate(meant):
            row.append(min(before[at] + _cost(one, other), before[at + 1] + _LOST, row[at] + _LOST))
        before = row
    return round(before[-1], 6)


@cache
def _cost(read: str, meant: str) -> float:
    read, meant = read.upper(), meant.upper()
    if read == meant:
        return 0.0
    plain, other = unmarked(read), unmarked(meant)
    if plain == other:
        return _MARK
    table = confusions()
    alike = (plain, other) in table.pairs or _one_figure(read, meant, table)
    return _ALIKE if alike else 1.0


def _one_figure(read: str, meant: str, table: Confusions) -> bool:
    """Whether both can be the same figure: ``5`` and ``S``, ``0`` and ``O``."""
    means = {char.upper(): figures for char, figures in table.figures.items()}
    return bool(set(means.get(read, read)) & set(means.get(meant, meant)))


@cache
def is_damaged_sign(text: str) -> bool:
    """Whether an issuer's sign is none that is known, but near one: a letter of it was misread.

    >>> is_damaged_sign("BLĐIBXH"), is_damaged_sign("BLĐTBXH"), is_damaged_sign("TT-QLCL")
    (True, False, False)
    """
    if agency(text) is not None or len(text) <= _LEAST_SIGN:
        return False
    codes = (body.code for body in agencies() if not body.has_terms)
    return any(distance(text, code) <= _SIGN_NEAR * len(code) for code in codes)
