"""Which words are words: of the library, of the data files, of the dictionary, of English.

A library of a million clauses also holds the slips of its own scans, so that it holds a syllable
once proves nothing: the dictionary must know it too, or several passages hold it and no likelier
reading of the same letters is far more common (*phẫm* beside *phẩm*).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cache
from itertools import product

from index.lexicon import lexicon
from index.spelling import fold
from search.knowledge import english, expansions, question_words
from search.vocabulary import Vocabulary
from search.words import is_vietnamese_syllable

__all__ = ["Known", "KnownWords"]

_OFTEN, _RARER = 2, 20
"""Passages that must hold a word that no dictionary knows; and how many times rarer than another
reading of its letters it may be."""
_READINGS = 16
"""Readings of a word without marks of which pairs are looked up."""


class Known(IntEnum):
    """How surely a word is one."""

    NO = 0
    DOUBTFUL = 1
    YES = 2


@cache
def _said() -> frozenset[str]:
    """Words of the data files."""
    words = question_words()
    phrases = [*words.filler, *words.weak, *words.link, *words.filler_en, *words.weak_en]
    phrases += [cue.words for cue in words.cues]
    for said, entries in expansions().items():
        phrases.append(said)
        phrases += [meaning for entry in entries for meaning in entry.means]
    for entry in english():
        phrases += [entry.say, *entry.means]
    return frozenset().union(*phrases)


@cache
def _general() -> frozenset[str]:
    """Words of the data files and of the dictionary."""
    return lexicon().syllables | _said()


@cache
def _general_keys() -> frozenset[str]:
    return frozenset(map(fold, _general()))


@cache
def _bare_pairs() -> frozenset[str]:
    return frozenset(map(fold, lexicon().pairs))


@dataclass(frozen=True, slots=True)
class KnownWords:
    """Asks a vocabulary about words and pairs; what was asked once is kept as long as a question
    is read.
    """

    vocabulary: Vocabulary
    _pairs: dict[tuple[str, str], dict[tuple[str, str], int]] = field(default_factory=dict)
    _keys: dict[str, bool] = field(default_factory=dict)

    def known(self, word: str) -> Known:
        """How surely it is a word, with the marks that it has."""
        if not word.isalpha() or word in _general():
            return Known.YES
        seen = self.vocabulary.singles.get(word, 0)
        if not seen:
            return Known.NO
        if not is_vietnamese_syllable(fold(word)):
            return Known.YES if seen >= _OFTEN else Known.DOUBTFUL
        best = self.vocabulary.unfolded.get(fold(word), (word,))[0]
        rarer = self.vocabulary.singles.get(best, 0) >= _RARER * seen
        return Known.YES if seen >= _OFTEN and not rarer else Known.DOUBTFUL

    def known_bare(self, word: str) -> bool:
        """Whether some word has these letters without marks."""
        if not word.isalpha() or word in _general_keys():
            return True
        return any(self.known(reading) is Known.YES for reading in self.readings(word, 3))

    def readings(self, key: str, most: int) -> tuple[str, ...]:
        """Words of the library and the data files with these letters, most frequent first."""
        return self.vocabulary.unfolded.get(key, ())[:most]

    def seen(self, left: str, right: str) -> int:
        """In how many passages two words stand side by side; phrases of the data files count too.

        The pair without marks is looked up first: most pairs of readings stand nowhere at all.
        """
        said = self.vocabulary.spoken.get(f"{left}_{right}", 0)
        if not self._may_stand(left, right):
            return said
        if not (left.isalpha() and right.isalpha()):
            return self.vocabulary.pairs.get(f"{left}_{right}", 0) + said
        return self._read_as(fold(left), fold(right)).get((left, right), 0) + said

    def _read_as(self, left: str, right: str) -> Mapping[tuple[str, str], int]:
        """In how many passages each reading of a pair without marks stands, the likeliest first
        until all passages of the pair are accounted for.
        """
        held = self._pairs.get((left, right))
        if held is not None:
            return held
        singles = self.vocabulary.singles
        ones = [(singles.get(word, 0), word) for word in self.readings(left, _READINGS)]
        others = [(singles.get(word, 0), word) for word in self.readings(right, _READINGS)]
        likely = sorted(
            (-min(one, other), place, a, b)
            for place, ((one, a), (other, b)) in enumerate(product(ones, others))
            if one and other
        )
        found = self._pairs[left, right] = {}
        rest = self.vocabulary.folded_pairs.get(f"{left}_{right}", 0)
        for _, _, a, b in likely:
            if rest <= 0:
                break
            count = self.vocabulary.pairs.get(f"{a}_{b}", 0)
            if count:
                found[a, b] = count
                rest -= count
        return found

    def _may_stand(self, left: str, right: str) -> bool:
        key = f"{fold(left)}_{fold(right)}"
        held = self._keys.get(key)
        if held is None:
            held = self._keys[key] = self.vocabulary.folded_pairs.get(key, 0) > 0
        return held

    def is_bare_pair(self, left: str, right: str) -> bool:
        """Whether two words stand side by side anywhere, whatever their marks."""
        return self._may_stand(left, right) or f"{fold(left)}_{fold(right)}" in _bare_pairs()

    def is_said(self, word: str) -> bool:
        """Whether a phrase of the data files has it."""
        return word in _said()

    def is_general(self, word: str) -> bool:
        """Whether the data files or the dictionary have it."""
        return word in _general()

    def is_pair(self, left: str, right: str) -> bool:
        """Whether two words stand side by side anywhere, also in the dictionary."""
        return self.seen(left, right) > 0 or f"{left}_{right}" in lexicon().pairs
