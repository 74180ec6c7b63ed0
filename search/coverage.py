"""How much of a question a passage covers: which of its concepts stand there, by which words.

A concept of several syllables is covered whole only if they stand side by side; *bảo hiểm* is not
covered by a passage with *bảo vệ* and *nguy hiểm*.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from search.concepts import Concept
from search.words import Words, words_of

__all__ = ["Coverage", "Field", "cover", "matched"]

_SCATTERED = 0.2
"""What syllables that do not stand side by side are worth."""


@dataclass(frozen=True, slots=True)
class Field:
    """A part of a passage and how much a word found there counts (0 to 1)."""

    text: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Coverage:
    """``share`` of the question's weight that is covered (0 to 1); ``by_concept`` the same for each
    concept, in the question's order; ``content`` the share of the content concepts of the sentence
    that asks, of all sentences where it has none.
    """

    share: float
    content: float
    by_concept: tuple[float, ...]


def cover(concepts: Sequence[Concept], fields: Sequence[Field]) -> Coverage:
    """Cover the concepts by the best field of each."""
    parts = [(words_of(part.text), part.weight) for part in fields if part.text]
    found = tuple([_best(concept, parts) for concept in concepts])
    content = [pair for pair in zip(concepts, found, strict=True) if pair[0].content]
    asked = [pair for pair in content if pair[0].asked] or content
    return Coverage(
        share=_mean(concepts, found),
        content=_mean([concept for concept, _ in asked], [value for _, value in asked]),
        by_concept=found,
    )


def _best(concept: Concept, parts: Sequence[tuple[Words, float]]) -> float:
    """How well a concept is covered by the part that counts most for it."""
    best = 0.0
    for words, weight in parts:
        if weight > best:
            best = max(best, matched(concept, words) * weight)
    return best


def _mean(concepts: Sequence[Concept], values: Sequence[float]) -> float:
    total = sum(concept.weight for concept in concepts)
    if not total:
        return 0.0
    covered = sum(c.weight * value for c, value in zip(concepts, values, strict=True))
    return covered / total


def matched(concept: Concept, words: Words) -> float:
    """How well a concept is covered by some words, 0 to 1: its best wording.

    >>> from search.concepts import Form
    >>> helmet = Concept(("bảo", "hiểm"), (Form(("bảo", "hiểm")),), 1.0, True)
    >>> matched(helmet, words_of("mũ bảo hiểm")), matched(helmet, words_of("bảo vệ, nguy hiểm"))
    (1.0, 0.2)
    """
    best = 0.0
    for form in concept.forms:
        if form.weight > best:
            best = max(best, form.weight * _standing(form.syllables, words))
    return best


def _standing(syllables: tuple[str, ...], words: Words) -> float:
    there = words.singles
    if len(syllables) == 1:
        return 1.0 if syllables[0] in there else 0.0
    seen = 0
    for syllable in syllables:
        seen += syllable in there
    if not seen:
        return 0.0
    beside = 0
    for left, right in pairwise(syllables):
        beside += words.beside(left, right)
    near = beside / (len(syllables) - 1)
    return seen / len(syllables) * (_SCATTERED + (1.0 - _SCATTERED) * near)
