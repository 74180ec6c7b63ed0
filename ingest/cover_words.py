"""The words of first pages: kinds of acts, rows of fact sheets, ends of titles.

Reads ``data/cover.toml``; answers questions about one line or one text.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from ingest.letter_spaced import heading_word
from standards.document import Kind

__all__ = ["act_line", "fact_name", "kind_by_self", "kind_by_title", "skips", "stops"]


@dataclass(frozen=True, slots=True)
class _Word:
    name: str
    expression: re.Pattern[str]


@cache
def _table(group: str) -> tuple[_Word, ...]:
    data = tomllib.loads(
        resources.files("ingest").joinpath("data/cover.toml").read_text(encoding="utf-8")
    )
    return tuple(
        _Word(row.get("kind") or row["name"], re.compile(row["pattern"], re.IGNORECASE))
        for row in data[group]
    )


def act_line(text: str) -> tuple[Kind, int] | None:
    """The kind of act that a line in capitals names at its start, and where the name ends.

    >>> act_line("THÔNG TƯ"), act_line("Thông tư này quy định")
    ((<Kind.CIRCULAR: 'CIRCULAR'>, 8), None)
    """
    meant = heading_word(text)
    for word in _table("act"):
        match = word.expression.match(meant)
        if match and match.group().isupper():
            return Kind(word.name), match.end() + len(text) - len(meant)
    return None


def fact_name(text: str) -> str | None:
    """Which fact a row of a fact sheet gives: number, issued, effective, issuer or title."""
    return next((w.name for w in _table("fact") if w.expression.match(text.strip(" :|"))), None)


def stops(text: str) -> bool:
    """Whether a line ends the title above it."""
    meant = heading_word(text)
    return any(word.expression.search(meant) for word in _table("stop"))


def skips(text: str) -> bool:
    """Whether a line in a title block is no part of the title."""
    meant = heading_word(text)
    return any(word.expression.search(meant) for word in _table("skip"))


def kind_by_title(title: str) -> Kind | None:
    """The kind that a title names."""
    return next((Kind(w.name) for w in _table("title") if w.expression.search(title)), None)


def kind_by_self(text: str) -> Kind | None:
    """The kind by which a text speaks of itself most often: *Quy chuẩn này*, *Thông tư này*."""
    counted = [(len(word.expression.findall(text)), word.name) for word in _table("self")]
    most = max(count for count, _ in counted)
    return Kind(next(name for count, name in counted if count == most)) if most else None
