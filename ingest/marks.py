"""Entries that are no running text: small print, footnotes, contents, quotations.

Reads the entries of a file in order; writes them again, marked. Nothing is taken out here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import dropwhile
from typing import Final

from ingest.entry import Entry

__all__ = ["mark_contents", "mark_notes", "mark_quotes", "mark_size"]

_LEADER: Final = re.compile(r"(?:\.\s?){4,}\s*\d{0,4}\s*$|…{2,}[.\s…]*\d{0,4}\s*$")
_CONTENTS: Final = re.compile(r"^\s*mục\s+lục\b\W*$", re.IGNORECASE)
_FOREWORD: Final = re.compile(r"^\W*lời (?:nói đầu|giới thiệu)\W*$", re.IGNORECASE)
_NUMBERED: Final = re.compile(
    r"^(?:(?:phần|chương|mục|điều|phụ lục)\s+)?(?:[IVX]+|\d+(?:\.\d+)*)\b", re.IGNORECASE
)
_OPEN_QUOTE: Final = re.compile(r"^[“\"„«]")
_NOTE: Final = re.compile(r"^(?:\d{1,3}|[⁰¹²³⁴-⁹]{1,3}|\*+)\s*[^\W\d]|^\[\d{1,3}\]")
_QUOTE_REACH: Final = 400
_SMALL: Final = 0.8


def mark_size(entries: Sequence[Entry]) -> list[Entry]:
    sizes: Counter[float] = Counter()
    for entry in entries:
        if not entry.is_row:
            sizes[round(entry.size * 2) / 2] += len(entry.text)
    if not sizes:
        return list(entries)
    body = sizes.most_common(1)[0][0]
    return [
        replace(entry, is_small=True) if not entry.is_row and entry.size < _SMALL * body else entry
        for entry in entries
    ]


def mark_notes(entries: Sequence[Entry]) -> list[Entry]:
    """Marks footnotes: small lines at the foot of a page, from one that begins with a figure."""
    marked = list(entries)
    pages: dict[int, list[int]] = {}
    for index, entry in enumerate(entries):
        pages.setdefault(entry.page, []).append(index)
    runs_on = False
    for indices in pages.values():
        foot = len(indices)
        while foot and entries[indices[foot - 1]].is_small:
            foot -= 1
        small = indices[foot:] if foot else []
        if not runs_on:
            small = list(dropwhile(lambda i: not _NOTE.match(entries[i].text), small))
        for index in small:
            marked[index] = replace(entries[index], is_note=True)
        runs_on = bool(small)
    return marked


def mark_contents(entries: Sequence[Entry]) -> list[Entry]:
    """Marks leader lines, and what stands between *Mục lục* and the text it lists."""
    marked = list(entries)
    leaders = {i for i, e in enumerate(entries) if not e.is_row and _is_leader(e.text)}
    start = 0
    while start < len(entries):
        if entries[start].is_row or not _CONTENTS.match(entries[start].text):
            start += 1
            continue
        end = _contents_end(entries, start, leaders)
        for index in range(start, end):
            marked[index] = replace(entries[index], is_contents=True)
        start = max(end, start + 1)
    return [
        replace(entry, is_contents=True)
        if index in leaders and _NUMBERED.match(entry.text) and re.search(r"\d\s*$", entry.text)
        else entry
        for index, entry in enumerate(marked)
    ]


def _is_leader(text: str) -> bool:
    return bool(_LEADER.search(text)) and bool(_NUMBERED.match(text) or text[-1].isdigit())


def _contents_end(entries: Sequence[Entry], start: int, leaders: set[int]) -> int:
    """Where the text begins whose contents stand at ``start``: its first line comes again."""
    reach = range(start + 1, min(len(entries), start + 500))
    first = next((i for i in reach if _NUMBERED.match(entries[i].text)), None)
    if first is None or first > start + 6:
        return start + 1
    again = _contents_key(entries[first].text)
    for index in reach:
        if index > first and index not in leaders and not entries[index].is_row:
            key = _contents_key(entries[index].text)
            if key and (key.startswith(again) or (len(key) > 6 and again.startswith(key))):
                return _without_foreword(entries, first, index, leaders)
    last = max((i for i in leaders if i in reach), default=start)
    return last + 1


def _without_foreword(entries: Sequence[Entry], first: int, text: int, leaders: set[int]) -> int:
    """Where the contents end if a foreword stands between them and the text at ``text``.

    The foreword has its title, or the pages after the last leader line.
    """
    last = max((i for i in leaders if first <= i < text), default=None)
    for index in range(first + 1, text):
        later = last is not None and entries[index].page > entries[last].page
        if later or _FOREWORD.match(entries[index].text):
            return index
    return text


def _contents_key(text: str) -> str:
    words = _LEADER.sub("", text)
    return re.sub(r"[\W_]+", "", words).lower()[:24]


def mark_quotes(entries: Sequence[Entry]) -> list[Entry]:
    """Marks what stands in quotation marks over several lines; an unclosed mark counts for none.

    Footnotes and running text are looked at apart, quotations of one do not reach into the other.
    """
    marked = list(entries)
    for small in (False, True):
        run = [i for i, e in enumerate(entries) if not e.is_row and e.is_small is small]
        at = 0
        while at < len(run):
            last = _quote_end([entries[index].text for index in run[at : at + _QUOTE_REACH]])
            for index in run[at : at + last]:
                marked[index] = replace(marked[index], is_quoted=True)
            at += max(last, 1)
    return marked


def _quote_end(texts: Sequence[str]) -> int:
    """How many of the lines a quotation that opens at the first one takes; 0 if none opens.

    Quotations inside it count: it ends where as many marks are closed as were opened.
    """
    if not _OPEN_QUOTE.match(texts[0]):
        return 0
    straight = texts[0][0] == '"'
    balance = 0
    for count, text in enumerate(texts, start=1):
        if straight:
            balance = (balance + text.count('"')) % 2
        else:
            balance += sum(text.count(mark) for mark in "“„«")
            balance -= sum(text.count(mark) for mark in "”»")
        if balance <= 0:
            return count
    return 0
