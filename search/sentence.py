"""What the sentences of a clause say to a question, read two by two under their headings.

Words scattered over a long clause are no evidence; two sentences that follow each other are.
"""

from __future__ import annotations

from dataclasses import dataclass

from index.contracts import Passage
from search.concepts import Question
from search.coverage import Coverage, Field, cover
from search.quotes import sentences

__all__ = ["Said", "best_sentence", "ideas_of"]

_HEADING, _ABOVE = 1.0, 0.7
_MOST = 60
"""Sentences read of one passage."""


@dataclass(frozen=True, slots=True, order=True)
class Said:
    """Share of what is asked that is said, how well the head is, and how many ideas are."""

    content: float
    head: float
    ideas: int


def best_sentence(passage: Passage, question: Question) -> Said:
    """What the best two sentences of a clause say; the headings above them count too."""
    *above, own = passage.heading.split(" > ")
    around = (Field(own, _HEADING), Field(" ".join(above), _ABOVE))
    spans = sentences(passage.text)[:_MOST]
    best = _said(question, around)
    for place, (start, _) in enumerate(spans):
        end = spans[min(place + 1, len(spans) - 1)][1]
        best = max(best, _said(question, (Field(passage.text[start:end]), *around)))
    return best


def _said(question: Question, fields: tuple[Field, ...]) -> Said:
    coverage = cover(question.concepts, fields)
    head = cover([question.head], fields).share if question.head else coverage.content
    return Said(content=coverage.content, head=head, ideas=ideas_of(question, coverage))


def ideas_of(question: Question, coverage: Coverage) -> int:
    """How many content concepts of the question are covered at least by half."""
    pairs = zip(question.concepts, coverage.by_concept, strict=True)
    return sum(1 for concept, covered in pairs if concept.content and covered >= 0.5)
