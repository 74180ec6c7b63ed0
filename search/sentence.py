"""What the sentences of a clause say to a question, read two by two under their headings.

Words scattered over a long clause are no evidence; two sentences that follow each other are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.contracts import Passage
from search.concepts import Question
from search.coverage import Field, cover
from search.quotes import sentences

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
    around = (Field(own, _HEADING), Field(" ".join(above), _ABOVE))
    spans = sentences(passage.text)[:_MOST]
    read = [_said(question, "", around, patterns)]
    for place, (start, _) in enumerate(spans):
        end = spans[min(place + 1, len(spans) - 1)][1]
        read.append(_said(question, passage.text[start:end], around, patterns))
    return max(read, key=lambda said: said.content + _SORT * said.expected)


def _said(
    question: Question,
    text: str,
    around: tuple[Field, ...],
    patterns: Sequence[re.Pattern[str]],
) -> Said:
    fields = (Field(text), *around)
    coverage = cover(question.concepts, fields)
    head = cover([question.head], fields).share if question.head else coverage.content
    expected = sum(1 for p in patterns if p.search(text)) / len(patterns) if patterns else 0.0
    return Said(coverage.content, expected, head)
