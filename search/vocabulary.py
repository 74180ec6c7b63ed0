"""What the library's own words tell: how rare a word is, which words stand together, accents.

Counted once over all passages and kept as long as the library does not change.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from index.spelling import fold
from search.knowledge import english, expansions, question_words
from search.words import pairs_of, terms

__all__ = ["Vocabulary", "count_words"]

_LENT = 2
"""How often a pair of the data files counts as seen: enough to restore accents, no more."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Counts over the passages of a library.

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


def count_words(texts: Iterable[str]) -> Vocabulary:
    """Count the passages' words.

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
        syllables = terms(text)
        without = tuple(fold(term) for term in syllables)
        singles.update(set(syllables))
        pairs.update(set(pairs_of(syllables)))
        folded_singles.update(set(without))
        folded_pairs.update(set(pairs_of(without)))
    spoken = _spoken()
    known = Counter(singles)
    for pair in spoken:
        known.update(pair.split("_"))
    by_fold: dict[str, list[str]] = {}
    for syllable, _ in known.most_common():
        by_fold.setdefault(fold(syllable), []).append(syllable)
    return Vocabulary(
        passages=total,
        singles=dict(singles),
        pairs=dict(pairs),
        spoken=spoken,
        unfolded={key: tuple(value) for key, value in by_fold.items()},
        folded_pairs=dict(folded_pairs),
        folded_singles=dict(folded_singles),
        compounds=frozenset(_pairs(_things())),
    )


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


def _spoken() -> dict[str, int]:
    """Pairs in all phrases of the data files: general vocabulary beside the library's own."""
    words = question_words()
    asked = [*words.filler, *words.weak, *(cue.words for cue in words.cues)]
    return dict.fromkeys(_pairs([*_things(), *asked]), _LENT)
