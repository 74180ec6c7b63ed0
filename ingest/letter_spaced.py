"""Headings set with blanks between their letters: ``T I Ê U C H U Ẩ N Q U Ố C G I A``.

Reads one line; writes it with the heading word that the letters spell, where they spell one. The
gaps may be uneven, as a PDF gives them (``Q U ỐC G I A``). The words are in ``data/cover.toml``.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Final

__all__ = ["heading_word"]

_GAP: Final = r"\s*"


@cache
def _words() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Patterns of words set letter by letter, longest first, each with the word."""
    data = tomllib.loads(
        resources.files("ingest").joinpath("data/cover.toml").read_text(encoding="utf-8")
    )
    words = sorted((row["word"] for row in data["spaced"]), key=len, reverse=True)
    return tuple(
        (re.compile(_GAP.join(map(re.escape, "".join(word.split()))) + r"(?!\w|\s\w\s\w\b)"), word)
        for word in words
    )


def heading_word(line: str) -> str:
    """The line, with the heading word that it begins with in one piece; else as given.

    >>> heading_word("S Ắ C L Ệ N H"), heading_word("T I Ê U C H U ẨN Q U ỐC G I A")
    ('SẮC LỆNH', 'TIÊU CHUẨN QUỐC GIA')
    >>> heading_word("Thông tư này quy định")
    'Thông tư này quy định'
    """
    if line[1:2].strip() and line[2:3].strip():
        return line
    for pattern, word in _words():
        match = pattern.match(line)
        if match is not None:
            return word + line[match.end() :]
    return line
