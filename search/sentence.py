"""What the sentences of a clause say to a question, read two by two under their headings.

Words scattered over a long clause are no evidence; two sentences that follow each other are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.contracts import Passage
from search.concepts import Question
from search.coverage import Coverer
from search.quotes import sentences
from search.words import Words, words_of

__all__ = ["Said", "best_sentence"]

_HEADING, _ABOVE, _SORT = 1.0, 0.7, 0.2
_MOST = 60
"""Sentences read of one passage."""


@dataclass(frozen=True, slots=True)
class Said:
    """Share of what is asked that is said, share of the sorts of answer asked for that are there,
    and how well the head of the question is said.
    """

    content: float
    expected: float
    head: float


def best_sentence(
    passage: Passage, question: Question, patterns: Sequence[re.Pattern[str]]
) -> Said:
    """What the best two sentences of a clause say; the headings above them count too."""
    *above, own = passage.heading.split(" > ")
    around = [
        (words_of(text), weight)
        for text, weight in ((own, _HEADING), (" ".join(above), _ABOVE))
        if text
    ]
    covered = Coverer(question.concepts)
    headed = Coverer([question.head]) if question.head else None
    spans = sentences(passage.text)[:_MOST]
    read = [_said(covered, headed, "", around, patterns)]
    for place, (start, _) in enumerate(spans):
        end = spans[min(place + 1, len(spans) - 1)][1]
        read.append(_said(covered, headed, passage.text[start:end], around, patterns))
    return max(read, key=lambda said: said.content + _SORT * said.expected)


def _said(
    covered: Coverer,
    headed: Coverer | None,
    text: str,
    around: Sequence[tuple[Words, float]],
    patterns: Sequence[re.Pattern[str]],
) -> Said:
    parts = [(words_of(text), 1.0), *around] if text else around
    coverage = covered(parts)
    head = headed(parts).share if headed is not None else coverage.content
    expected = sum(1 for p in patterns if p.search(text)) / len(patterns) if patterns else 0.0
    return Said(coverage.content, expected, head)
