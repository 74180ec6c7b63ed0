"""How much of a question a passage covers: which of its concepts stand there, by which words.

A concept of several syllables is covered whole only if they stand side by side; *bảo hiểm* is not
covered by a passage with *bảo vệ* and *nguy hiểm*.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import mul

from search.concepts import Concept
from search.words import Words, words_of

__all__ = ["Coverage", "Coverer", "Field", "cover", "matched", "parts_of"]

_SCATTERED = 0.2
"""What syllables that do not stand side by side are worth."""


@dataclass(frozen=True, slots=True)
class Field:
    """A part of a passage and how much a word found there counts (0 to 1); ``heading`` are words
    that stand before it, as if they were its first ones."""

    text: str
    weight: float = 1.0
    heading: str = ""

    @property
    def words(self) -> Words:
        """Its words, those of the heading first."""
        if not self.heading:
            return words_of(self.text)
        return words_of(self.heading).followed_by(words_of(self.text))


@dataclass(frozen=True, slots=True)
class Coverage:
    """``share`` of the question's weight that is covered (0 to 1); ``by_concept`` the same for each
    concept, in the question's order; ``content`` the share of the content concepts of the sentence
    that asks, of all sentences where it has none.
    """

    share: float
    content: float
    by_concept: tuple[float, ...]


class Coverer:
    """Covers the same concepts by many passages: what is the same for all is worked out once."""

    __slots__ = ("_asked", "_asked_total", "_forms", "_total", "_weights")

    def __init__(self, concepts: Sequence[Concept]) -> None:
        self._forms = [_forms_of(concept) for concept in concepts]
        self._weights = [concept.weight for concept in concepts]
        self._total = sum(self._weights)
        content = [place for place, concept in enumerate(concepts) if concept.content]
        self._asked = [place for place in content if concepts[place].asked] or content
        self._asked_total = sum(self._weights[place] for place in self._asked)

    def __call__(self, parts: Sequence[tuple[Words, float]]) -> Coverage:
        """Cover the concepts by the best of some parts: their words, and what each counts."""
        found = tuple([_best(forms, parts) for forms in self._forms])
        weights = self._weights
        share = content = 0.0
        if self._total:
            share = sum(map(mul, weights, found)) / self._total
        if self._asked_total:
            covered = sum([weights[place] * found[place] for place in self._asked])
            content = covered / self._asked_total
        return Coverage(share=share, content=content, by_concept=found)


def cover(concepts: Sequence[Concept], fields: Sequence[Field]) -> Coverage:
    """Cover the concepts by the best field of each."""
    return Coverer(concepts)(parts_of(fields))


def parts_of(fields: Iterable[Field]) -> list[tuple[Words, float]]:
    """The words of fields and what each counts, those without a text left out."""
    return [(part.words, part.weight) for part in fields if part.text or part.heading]


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A wording of a concept: its syllables, the whole and its pairs of neighbours in a line."""

    weight: float
    syllables: tuple[str, ...]
    line: str
    pairs: tuple[str, ...]


def _forms_of(concept: Concept) -> list[_Phrase]:
    return [
        _Phrase(
            form.weight,
            form.syllables,
            f" {' '.join(form.syllables)} ",
            tuple(f" {left} {right} " for left, right in pairwise(form.syllables)),
        )
        for form in concept.forms
    ]


def _best(forms: Sequence[_Phrase], parts: Sequence[tuple[Words, float]]) -> float:
    """How well a concept is covered by the part that counts most for it."""
    best = 0.0
    for words, weight in parts:
        if weight > best:
            best = max(best, _matched(forms, words) * weight)
    return best


def matched(concept: Concept, words: Words) -> float:
    """How well a concept is covered by some words, 0 to 1: its best wording.

    >>> from search.concepts import Form
    >>> helmet = Concept(("bảo", "hiểm"), (Form(("bảo", "hiểm")),), 1.0, True)
    >>> matched(helmet, words_of("mũ bảo hiểm")), matched(helmet, words_of("bảo vệ, nguy hiểm"))
    (1.0, 0.2)
    """
    return _matched(_forms_of(concept), words)


def _matched(forms: Sequence[_Phrase], words: Words) -> float:
    best = 0.0
    for form in forms:
        weight = form.weight
        if weight > best:
            best = max(best, weight * _standing(form, words))
    return best


def _standing(form: _Phrase, words: Words) -> float:
    there, pairs = words.singles, form.pairs
    if not pairs:
        return 1.0 if form.syllables[0] in there else 0.0
    seen = 0
    for syllable in form.syllables:
        if syllable in there:
            seen += 1
    if not seen:
        return 0.0
    line = words.line
    if seen == len(form.syllables) and form.line in line:
        return 1.0
    beside = 0
    for pair in pairs:
        if pair in line:
            beside += 1
    return seen / len(form.syllables) * (_SCATTERED + (1.0 - _SCATTERED) * (beside / len(pairs)))
