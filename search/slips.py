"""What a word that nobody knows may have been meant as, and what each reading costs.

The letters without marks are edited once (Damerau 1964) and looked up among the words of the
library: some six hundred look-ups, however large the library. Marks are compared apart from
letters, for they are typed by keys of their own.
"""

from __future__ import annotations

import string
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from index.spelling import fold
from search.input_methods import telex
from search.known_words import Known, KnownWords
from search.typing_costs import typing_costs

__all__ = ["edits", "marks_cost", "readings_of", "tone_of"]

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_HOOKS = frozenset("\u0309\u0303")
_SAME_KEY, _PER_KEY, _MOST = 12, 5, 40
_SHORTEST = 2


def readings_of(typed: str, words: KnownWords, *, bare: bool) -> dict[str, float]:
    """Known words that ``typed`` may stand for with their costs, cheapest first.

    ``bare``: the whole question lacks marks, so that missing ones cost nothing. Where the letters
    are those of a word and its marks nearly are, they are taken to be right (*xuơng* for *xương*).
    """
    costs = typing_costs().costs
    found: dict[str, float] = {}

    def add(word: str, cost: float) -> None:
        if word != typed and cost < found.get(word, 99.0) and words.known(word) is Known.YES:
            found[word] = cost

    key = fold(typed)
    for word in words.readings(key, _SAME_KEY):
        add(word, 0.0 if bare else marks_cost(typed, word))
    for decoded in _by_keys(typed):
        add(decoded, costs.telex)
    if len(key) >= _SHORTEST and min(found.values(), default=99.0) > costs.no_tone + costs.no_mark:
        for other, cost in edits(key).items():
            for word in words.readings(other, _PER_KEY):
                marks = 0.0 if bare else marks_cost(typed, word)
                add(word, cost + marks + (costs.second if marks > costs.no_tone else 0.0))
    cheapest = sorted(found.items(), key=lambda item: (item[1], item[0]))[:_MOST]
    return dict(cheapest)


def _by_keys(typed: str) -> Iterator[str]:
    """What Telex makes of the keys, also with one key pressed twice."""
    decoded = telex(typed)
    if decoded is not None:
        yield decoded
    for place in range(1, len(typed)):
        if typed[place] == typed[place - 1]:
            once = telex(typed[:place] + typed[place + 1 :])
            if once is not None:
                yield once


@lru_cache(maxsize=4096)
def edits(key: str) -> dict[str, float]:
    """Every string that is one slip away from letters without marks, with the cost of the slip.

    >>> edits("thpe")["thep"], edits("giann")["gian"], "xi" in edits("mang")
    (3.0, 2.4, False)
    """
    known = typing_costs()
    costs = known.costs
    found: dict[str, float] = {}

    def add(other: str, cost: float) -> None:
        if other != key and cost < found.get(other, 99.0):
            found[other] = cost

    for place in range(len(key)):
        before, char, behind = key[:place], key[place], key[place + 1 :]
        doubled = place > 0 and key[place - 1] == char
        add(before + behind, costs.doubled if doubled else costs.added)
        if behind:
            add(before + behind[0] + char + behind[1:], costs.swapped)
        for other in string.ascii_lowercase:
            near = other in known.near.get(char, ())
            sound = (char, other) in known.sounds
            cost = costs.sound if sound else costs.near if near else costs.other
            add(before + other + behind, cost)
    for place in range(len(key) + 1):
        for other in string.ascii_lowercase:
            add(key[:place] + other + key[place:], costs.missing)
    return found


@lru_cache(maxsize=65536)
def marks_cost(typed: str, word: str) -> float:
    """What it costs to have typed the marks of ``typed`` where those of ``word`` were meant.

    >>> marks_cost("tòan", "toàn") < marks_cost("toan", "toàn") < marks_cost("toạn", "toàn")
    True
    """
    costs = typing_costs().costs
    had, has = _marks(typed), _marks(word)
    if had == has:
        moved = typed != word and fold(typed) == fold(word)
        return costs.moved_tone if moved else 0.0
    cost = costs.no_mark * len((has - had) - _TONES) + costs.wrong_mark * len((had - has) - _TONES)
    tone, meant = had & _TONES, has & _TONES
    if tone == meant:
        return cost
    if not tone:
        return cost + costs.no_tone
    hooks = tone <= _HOOKS and meant <= _HOOKS and bool(meant)
    return cost + (costs.hook_tilde if hooks else costs.wrong_tone)


def tone_of(word: str) -> str:
    """The tone mark of a syllable; empty for a level tone.

    >>> tone_of("mủ") == "\\u0309", tone_of("ma")
    (True, '')
    """
    return "".join(_marks(word) & _TONES)


@lru_cache(maxsize=65536)
def _marks(syllable: str) -> frozenset[str]:
    apart = unicodedata.normalize("NFD", syllable.replace("đ", "d\u0335"))
    return frozenset(char for char in apart if unicodedata.combining(char))
