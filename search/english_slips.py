"""Slips in English questions: a word that nobody knows is read as a known one, one slip away.

Only one reading may fit, and not one that differs in its ending alone; in a short word no letter is
taken for another. The word list of this room is short: *panes* is no slip for *panel*, nor *beans*
for *beams*.
"""

from __future__ import annotations

from collections.abc import Sequence

from search.known_words import Known, KnownWords
from search.slips import edits
from search.stretches import base_forms, english_words
from search.typing_costs import typing_costs

__all__ = ["is_english", "mended_english"]

_SHORTEST, _LONG = 5, 8
"""Letters of a word that is mended; of one in which a letter may stand for another."""


def mended_english(sentence: Sequence[str], words: KnownWords) -> tuple[str, ...]:
    """The words of a sentence, slips mended."""
    return tuple(_mended(word, words) for word in sentence)


def _mended(word: str, words: KnownWords) -> str:
    if not (word.isascii() and word.isalpha()) or len(word) < _SHORTEST or _is_known(word, words):
        return word
    costs = typing_costs().costs
    cheap = {
        other: cost
        for other, cost in edits(word).items()
        if cost <= costs.missing
        and other[0] == word[0]
        and not {other, other.removesuffix("s")}.isdisjoint(english_words())
        and not _same_stem(word, other)
        and (len(word) >= _LONG or len(other) != len(word) or sorted(other) == sorted(word))
    }
    if not cheap:
        return word
    least = min(cheap.values())
    best = [other for other, cost in cheap.items() if cost == least]
    return best[0] if len(best) == 1 else word


def _is_known(word: str, words: KnownWords) -> bool:
    return is_english(word) or words.known(word) is not Known.NO


def is_english(word: str) -> bool:
    """Whether the word list has it, in this form or another."""
    return any(form in english_words() for form in base_forms(word))


def _same_stem(word: str, other: str) -> bool:
    """Whether the words differ in nothing but the end."""
    shorter = min(len(word), len(other)) - 1
    return word[:shorter] == other[:shorter]
