"""What an act quotes is the text of another: it says nothing of the act itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from standards.document import Clause

__all__ = ["unquoted", "without_quotes"]

_MARK: Final = re.compile("[“”]")
_LONGEST: Final = 40_000
"""Characters: no quoted text is longer; a mark without its pair shall not swallow the rest."""


def unquoted(text: str) -> str:
    """``text`` of the same length, with dots in place of what stands in quotes.

    >>> unquoted("Thay cụm từ “A” bằng “BC”.")
    'Thay cụm từ “.” bằng “..”.'
    """
    masked = list(text)
    for start, end in _pairs(text):
        masked[start + 1 : end] = "." * (end - start - 1)
    return "".join(masked)


def without_quotes(clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """The clauses with all quoted words masked, also where a quote goes on over several clauses."""
    pieces = [piece for clause in clauses for piece in (clause.heading, clause.text)]
    masked = unquoted("\n".join(pieces))
    found: list[Clause] = []
    at = 0
    for clause in clauses:
        heading = masked[at : at + len(clause.heading)]
        at += len(clause.heading) + 1
        text = masked[at : at + len(clause.text)]
        at += len(clause.text) + 1
        same = heading == clause.heading and text == clause.text
        found.append(clause if same else replace(clause, heading=heading, text=text))
    return tuple(found)


def _pairs(text: str) -> list[tuple[int, int]]:
    opened: list[int] = []
    pairs: list[tuple[int, int]] = []
    for mark in _MARK.finditer(text):
        if mark[0] == "“":
            opened.append(mark.start())
        elif opened:
            start = opened.pop()
            if mark.start() - start <= _LONGEST:
                pairs.append((start, mark.start()))
    return pairs
