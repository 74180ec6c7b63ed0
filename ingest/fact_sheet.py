"""The sheet of facts that portals print in front of an act: number, dates, issuer, title.

Reads the first entries of a document; writes the facts by name. The sheet is a table of names and
values, ruled (rows of two cells) or not (a line ``Số hiệu 42/2026/TT-BXD``, or names and values on
lines of their own where a cell wraps).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ingest.cover_words import fact_name
from ingest.entry import Entry
from ingest.normalise import squeeze

__all__ = ["read_fact_sheet"]

_SHEET: Final = re.compile(
    r"^(?:thông tin văn bản|thuộc tính(?: văn bản)?|chi tiết văn bản(?: pháp quy)?)\W*$",
    re.IGNORECASE,
)
_NEXT_PART: Final = re.compile(r"^[A-ZĐÀ-Ỹ\s]{8,}$")
_LONGEST_NAME: Final = 5
_TITLE: Final = "title"
"""Titles run over several lines; without ruling their first and last line cannot be told."""
_SHEET_LINES: Final = 50
_INDENT: Final = 20.0
"""Points by which values stand to the right of names, at least."""


def read_fact_sheet(entries: Sequence[Entry]) -> dict[str, str]:
    """Facts by name: ``number``, ``issued``, ``effective``, ``issuer``, ``title``."""
    facts: dict[str, str] = {}
    for entry in entries:
        name, _, value = entry.text.partition(" | " if entry.is_row else ":")
        fact = fact_name(squeeze(name))
        if fact and value.strip():
            facts.setdefault(fact, squeeze(value))
    start = next((i for i, entry in enumerate(entries) if _SHEET.match(entry.text)), None)
    if start is not None:
        sheet = entries[start + 1 : start + _SHEET_LINES]
        stop = next((i for i, entry in enumerate(sheet) if _NEXT_PART.match(entry.text)), None)
        _read_unruled([entry for entry in sheet[:stop] if not entry.is_row], facts)
    return facts


def _read_unruled(lines: Sequence[Entry], facts: dict[str, str]) -> None:
    if not lines:
        return
    left = min(entry.box.x0 for entry in lines)
    names: list[tuple[str, list[str]]] = []
    for entry in lines:
        text = squeeze(entry.text)
        if entry.box.x0 > left + _INDENT:
            if names:
                names[-1][1].append(text)
            continue
        name, value = _cut(text)
        if value:
            if name != _TITLE:
                facts.setdefault(name, value)
            names = []
            continue
        names.append((text, []))
        for count in (1, 2, 3):
            tail = names[-count:]
            fact = fact_name(" ".join(piece for piece, _ in tail))
            found = squeeze(" ".join(word for _, words in tail for word in words))
            if len(tail) == count and fact and fact != _TITLE and found:
                facts.setdefault(fact, found)


def _cut(text: str) -> tuple[str, str]:
    """The fact and value of a line that holds both; two empty texts if it does not."""
    words = text.split()
    for count in range(min(_LONGEST_NAME, len(words) - 1), 0, -1):
        fact = fact_name(" ".join(words[:count]))
        if fact:
            return fact, " ".join(words[count:])
    return "", ""
