"""Chooses the words of a clause that answer, word for word, and where they stand.

A clause may run over pages; the sentence that covers the question's concepts best is quoted, with
the lines around it that make it readable, and the page is the page of that sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from search.concepts import Concept
from search.coverage import Coverer
from search.words import words_of
from standards.document import Clause
from standards.place import Box

__all__ = ["Quote", "best_quote", "sentences"]

_END = re.compile(
    r"(?<=[.;:!?…])\s+(?=[^\s\d%])|\n(?=\s*(?:[a-zđ]{1,2}[).]|[-+–•*]|\d+(?:\.\d+)*[).]?\s))"
)
_ITEM = re.compile(r"[a-zđ]{1,2}[).]")
_SHORT, _LONG = 40, 420


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a clause, word for word, at ``start``..``end`` of its text; page and boxes."""

    text: str
    start: int
    end: int
    page: int
    boxes: tuple[Box, ...]
    score: float


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Offsets of the sentences and list items of ``text[start:end]``, blanks at the ends left out.

    >>> text = "Trạm xăng phải cách chợ ít nhất 100m. Cửa mở ra ngoài."
    >>> [text[a:b] for a, b in sentences(text)]
    ['Trạm xăng phải cách chợ ít nhất 100m.', 'Cửa mở ra ngoài.']
    """
    stop = len(text) if end is None else end
    cuts = [start, *(m.end() for m in _END.finditer(text, start, stop)), stop]
    found: list[tuple[int, int]] = []
    for left, right in pairwise(cuts):
        piece = text[left:right]
        inner = piece.strip()
        if inner:
            at = left + piece.index(inner[0])
            found.append((at, at + len(inner)))
    return found


def best_quote(
    clause: Clause,
    concepts: Sequence[Concept],
    patterns: Sequence[re.Pattern[str]],
    start: int = 0,
    end: int | None = None,
) -> Quote:
    """The best words of ``clause.text[start:end]``; the heading where the clause has no text."""
    spans = sentences(clause.text, start, end)
    if not spans:
        words = clause.heading or clause.label
        return Quote(words, 0, 0, clause.page, clause.heading_boxes, 0.0)
    covered = Coverer(concepts)
    scores = [_score(clause.text[a:b], covered, patterns) for a, b in spans]
    best = max(range(len(spans)), key=lambda place: (scores[place], -place))
    first, last = best, best
    while spans[last][1] - spans[first][0] < _SHORT and (first > 0 or last + 1 < len(spans)):
        if first > 0:
            first -= 1
        else:
            last += 1
    while first > 0 and _goes_on(clause.text, spans[first]):
        first -= 1
    if last + 1 < len(spans) and (
        clause.text[spans[last][1] - 1] == ":"
        or (
            _lacks(clause.text, spans[best], patterns)
            and not _lacks(clause.text, spans[last + 1], patterns)
        )
    ):
        last += 1
    at, stop = spans[first][0], spans[last][1]
    if stop - at > _LONG:
        at, stop = spans[best]
    boxes = clause.boxes(at, stop)
    page = _page(clause, spans[best][0], spans[best][1], boxes)
    return Quote(clause.text[at:stop], at, stop, page, boxes, scores[best])


def _goes_on(text: str, span: tuple[int, int]) -> bool:
    """Whether a piece goes on with a sentence begun before it: its condition must be quoted too."""
    return text[span[0]].islower() and _ITEM.match(text, span[0]) is None


def _lacks(text: str, span: tuple[int, int], patterns: Sequence[re.Pattern[str]]) -> bool:
    """Whether a sentence holds none of the sorts of answer asked for."""
    return bool(patterns) and not any(p.search(text, *span) for p in patterns)


def _score(text: str, covered: Coverer, patterns: Sequence[re.Pattern[str]]) -> float:
    share = covered([(words_of(text), 1.0)]).share
    expected = sum(1 for pattern in patterns if pattern.search(text))
    return share + (0.2 * expected / len(patterns) if patterns else 0.0)


def _page(clause: Clause, start: int, end: int, boxes: tuple[Box, ...]) -> int:
    own = clause.boxes(start, end)
    if clause.lines and own:
        return own[0].page
    return boxes[0].page if boxes else clause.page
