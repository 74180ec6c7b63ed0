"""Cuts a long text into consecutive parts, at the best place that still fits.

A part is at least half full. Places, best first: an empty line, the end of a line, the end of a
sentence, after ``;`` or ``:``, between words. A dot inside a number, after a single letter or after
an ordinal (``1.``, ``3.2.``) ends no sentence. Nothing is lost: the parts joined are the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable

__all__ = ["Encoding", "split_pieces"]

Encoding = list[tuple[int, int]]
"""Start and end of each token in the text, in order."""

_CUTS = (
    re.compile(r"\n[ \t]*\n\s*"),
    re.compile(r"\n\s*"),
    re.compile(r"(?<=[^\W\d_]{2}[.!?])\s+|(?<=[)\]”\"][.!?])\s+"),
    re.compile(r"(?<=[;:])\s+"),
    re.compile(r"\s+"),
)


def split_pieces(text: str, tokens: Callable[[str], Encoding], limit: int) -> list[tuple[int, int]]:
    """Offsets of consecutive parts with at most ``limit`` tokens each; none for an empty text.

    ``tokens`` gives the offsets of a text's tokens. Parts touch, so ``text`` is their sum.

    >>> words = lambda text: [match.span() for match in re.finditer(r"\\w+", text)]
    >>> text = "Mũ phải bền. Quai mũ phải chắc. Vỏ mũ phải nhẵn."
    >>> [text[start:end] for start, end in split_pieces(text, words, 5)]
    ['Mũ phải bền. ', 'Quai mũ phải chắc. ', 'Vỏ mũ phải nhẵn.']
    """
    if not text:
        return []
    spans = tokens(text)
    starts = [start for start, _ in spans]
    parts: list[tuple[int, int]] = []
    begin = 0
    while begin < len(text):
        first = bisect_left(starts, begin)
        if len(spans) - first <= limit:
            parts.append((begin, len(text)))
            break
        half_full = spans[max(first + limit // 2 - 1, first)][1]
        cut = _cut(text, half_full, spans[first + limit][0])
        cut = cut if cut > begin else max(spans[first + limit][0], begin + 1)
        parts.append((begin, cut))
        begin = cut
    return parts


def _cut(text: str, earliest: int, latest: int) -> int:
    """The last best place to cut in ``text[earliest:latest]``; ``latest`` if there is none."""
    for pattern in _CUTS:
        ends = [match.end() for match in pattern.finditer(text, earliest, latest + 1)]
        fitting = ends[: bisect_right(ends, latest)]
        if fitting:
            return fitting[-1]
    return latest
