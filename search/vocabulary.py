"""What the library's own words tell: how rare a word is, which words stand together, accents.

The keyword index counts them: it is asked for a word or a pair when a question needs it, so a
library of a million passages is opened without reading one. Only the syllables are looked through
once, for what a syllable without marks may be.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from index.analysis import bigram_terms
from index.contracts import KeywordIndex
from index.spelling import fold
from search.knowledge import english, expansions, question_words
from search.words import pairs_of, terms

__all__ = ["Vocabulary", "count_words", "indexed_words"]

_KEPT = 100_000
"""Counts of a field that are kept once asked for."""
_LENT = 2
"""How often a pair of the data files counts as seen: enough to restore accents, no more."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Counts over the passages of a library, headings and all.

    ``passages`` how many there are; ``singles`` and ``pairs`` in how many of them a syllable or a
    pair stands; ``spoken`` pairs that the data files know, ``compounds`` those of them that name
    things; ``unfolded`` the accented syllables
    that a syllable without marks may be, most frequent first.
    """

    passages: int
    singles: Mapping[str, int]
    pairs: Mapping[str, int]
    spoken: Mapping[str, int]
    unfolded: Mapping[str, tuple[str, ...]]
    folded_pairs: Mapping[str, int]
    folded_singles: Mapping[str, int] = field(default_factory=dict)
    compounds: frozenset[str] = frozenset()

    def rarity(self, phrase: Sequence[str], *, folded: bool = False) -> float:
        """How much a phrase tells, 0 (in every passage) to 1 (in none): its rarest word or pair.

        The inverse document frequency (Spärck Jones 1972) over its greatest value.
        """
        singles = self.folded_singles if folded else self.singles
        pairs = self.folded_pairs if folded else self.pairs
        seen = min((singles.get(term, 0) for term in phrase), default=0)
        for pair in pairs_of(phrase):
            seen = min(seen, pairs.get(pair, 0))
        return self.weight(seen)

    def weight(self, seen: int) -> float:
        """The inverse document frequency of something that stands in ``seen`` passages, 0..1."""
        top = math.log(self.passages + 2)
        return max(0.0, math.log((self.passages + 2) / (seen + 1)) / top) if top else 1.0

    def together(self, left: str, right: str) -> float:
        """How firmly two syllables stand together, 0 to 1: share of the rarer one's passages."""
        pair = f"{left}_{right}"
        if pair in self.compounds:
            return 1.0
        seen = self.pairs.get(pair, 0)
        rarer = min(self.singles.get(left, 0), self.singles.get(right, 0))
        return seen / rarer if seen > 1 and rarer else 0.0


def indexed_words(keywords: KeywordIndex) -> Vocabulary:
    """The words that a keyword index holds, each counted when it is asked for."""
    counted = [(term, count) for term, count in keywords.terms("base") if term.isalpha()]
    return Vocabulary(
        passages=len(keywords),
        singles=_Indexed(keywords, "base", dict(counted)),
        pairs=_Indexed(keywords, "bigrams"),
        spoken=_spoken(),
        unfolded=_unfolded(counted),
        folded_pairs=_Indexed(keywords, "folded_bigrams"),
        folded_singles=_Indexed(keywords, "folded"),
        compounds=_compounds(),
    )


class _Indexed(Mapping[str, int]):
    """In how many passages each term of a field stands; a term that stands in none is absent.

    ``counted``: terms that were counted already.
    """

    def __init__(
        self, keywords: KeywordIndex, field: str, counted: Mapping[str, int] | None = None
    ) -> None:
        self._keywords = keywords
        self._field = field
        self._counted: Mapping[str, int] = counted or {}
        self._known: dict[str, int] = {}

    def __getitem__(self, term: str) -> int:
        seen = self._counted.get(term) or self._known.get(term)
        if seen is None:
            if len(self._known) >= _KEPT:
                self._known = {}
            seen = self._known[term] = self._keywords.holding(self._field, term)
        if not seen:
            raise KeyError(term)
        return seen

    def __iter__(self) -> Iterator[str]:
        return (term for term, _ in self._keywords.terms(self._field))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def count_words(texts: Iterable[str]) -> Vocabulary:
    """Count the words of texts, as a keyword index over them would.

    >>> found = count_words(["Mũ an toàn công nghiệp", "Găng tay an toàn"])
    >>> found.unfolded["mu"], found.singles["an"], found.pairs["an_toàn"]
    (('mũ',), 2, 2)
    """
    singles: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    folded_singles: Counter[str] = Counter()
    folded_pairs: Counter[str] = Counter()
    total = 0
    for text in texts:
        total += 1
        syllables, beside = terms(text), bigram_terms(text)
        singles.update(set(syllables))
        pairs.update(set(beside))
        folded_singles.update(set(map(fold, syllables)))
        folded_pairs.update(set(map(fold, beside)))
    return Vocabulary(
        passages=total,
        singles=dict(singles),
        pairs=dict(pairs),
        spoken=_spoken(),
        unfolded=_unfolded(singles.items()),
        folded_pairs=dict(folded_pairs),
        folded_singles=dict(folded_singles),
        compounds=_compounds(),
    )


def _unfolded(counted: Iterable[tuple[str, int]]) -> dict[str, tuple[str, ...]]:
    """The syllables that each syllable without marks may be, most frequent first; numbers and
    codes are none."""
    known = Counter({term: count for term, count in counted if term.isalpha()})
    for pair in _spoken():
        known.update(word for word in pair.split("_") if word.isalpha())
    found: dict[str, list[str]] = {}
    for syllable, _ in sorted(known.items(), key=lambda item: (-item[1], item[0])):
        found.setdefault(fold(syllable), []).append(syllable)
    return {key: tuple(value) for key, value in found.items()}


@cache
def _compounds() -> frozenset[str]:
    """Pairs in phrases of the data files that name things."""
    return frozenset(_pairs(_things()))


def _things() -> list[tuple[str, ...]]:
    """Phrases of the data files that name things."""
    phrases: list[tuple[str, ...]] = []
    for said, entries in expansions().items():
        phrases.append(said)
        phrases.extend(meaning for entry in entries for meaning in entry.means)
    for entry in english():
        phrases.extend(entry.means)
    return phrases


def _pairs(phrases: Iterable[tuple[str, ...]]) -> Iterable[str]:
    return (pair for phrase in phrases for pair in pairs_of(phrase))


@cache
def _spoken() -> Mapping[str, int]:
    """Pairs in all phrases of the data files: general vocabulary beside the library's own."""
    words = question_words()
    asked = [*words.filler, *words.weak, *(cue.words for cue in words.cues)]
    return dict.fromkeys(_pairs([*_things(), *asked]), _LENT)
