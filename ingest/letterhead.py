"""The letterhead of an act, whose two columns a picture reader takes for one.

Reads the lines of a recognised page; writes them again with the left column of each letterhead (who
issues, the number) above its right one (*Cộng hòa xã hội chủ nghĩa Việt Nam*, place and day), as
Nghị định 30/2020/NĐ-CP, Phụ lục I lays them out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ingest.layout import PrintedLine
from standards.reading import unmarked

__all__ = ["two_columns"]

_MOTTO: Final = re.compile(r"(?i)c[o0]ng\s?h[o0]a\s?xa\s?h[o0]i\s?ch[uư]")
_RIGHT: Final = re.compile(
    r"(?i)c[o0]ng\s?h[o0]a\s?xa\s?h[o0]i\s?ch|doc lap\s?-|"
    r"(?<=\s)(?:ha noi|tp\.?\s?ho chi minh|[A-Z][a-z]+ [A-Z][a-z]+)\s?,?\s?ngay\b"
)
_DEPTH: Final = 6
"""A letterhead has at most so many lines below the motto."""
_ENDS: Final = re.compile(r"(?i)\b(?:thang|nam)\b|^(?:thong tu|quyet dinh|nghi dinh|luat)\b")


def two_columns(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """The lines, letterheads column by column; lines read across two columns are cut in two."""
    ordered: list[PrintedLine] = []
    at = 0
    while at < len(lines):
        across = _MOTTO.search(unmarked(lines[at].text))
        if across is None or not across.start():
            ordered.append(lines[at])
            at += 1
            continue
        end = _end(lines, at)
        cut = _cut(lines[at], across.start())
        ordered += _columns(lines[at:end], cut[1].box.x0)
        at = end
    return ordered


def _end(lines: Sequence[PrintedLine], start: int) -> int:
    """Behind the last line of a letterhead: the one with the day, or the last before a title."""
    for at in range(start + 1, min(start + _DEPTH, len(lines))):
        words = unmarked(lines[at].text)
        if found := _ENDS.search(words):
            return at if found.start() == 0 and not _RIGHT.search(words) else at + 1
    return start + 1


def _columns(lines: Sequence[PrintedLine], middle: float) -> list[PrintedLine]:
    left: list[PrintedLine] = []
    right: list[PrintedLine] = []
    for line in lines:
        across = _RIGHT.search(unmarked(line.text))
        if across is not None and across.start():
            one, other = _cut(line, across.start())
            left.append(one)
            right.append(other)
        else:
            (right if line.box.x0 > middle - line.size else left).append(line)
    return [*left, *right]


def _cut(line: PrintedLine, at: int) -> tuple[PrintedLine, PrintedLine]:
    """The line cut in front of a character; where it stands is reckoned from the letters."""
    x = line.box.x0 + (line.box.x1 - line.box.x0) * at / len(line.text)
    return (
        replace(line, text=line.text[:at].strip(), box=replace(line.box, x1=x)),
        replace(line, text=line.text[at:].strip(), box=replace(line.box, x0=x)),
    )
