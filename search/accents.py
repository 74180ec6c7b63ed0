"""Puts back the accents that a question was typed without.

The library's own words decide (and the phrases of the data files): among the syllables that a bare
syllable may be, those that stand beside each other in documents win. A syllable typed with a tone
mark is never changed into another word: *thể* stays *thể*. Only a syllable that no document knows,
or one without a tone that stands nowhere beside its neighbours, may be mended by adding marks
(*chuân* to *chuẩn*, *trể* to *trễ*).
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from functools import cache

from index.spelling import fold
from search.knowledge import question_words
from search.vocabulary import Vocabulary

__all__ = ["restore"]

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_MOST = 12
"""Candidates for one syllable; more than that are very rare readings."""
_FIRM, _TIMES, _SHARE = 5, 10, 0.12
"""A known syllable is mended only for one that stands beside its neighbour in at least ``_FIRM``
passages, ``_TIMES`` as often as the syllable as typed, in that share of the rarer's passages."""
_HOOKS = frozenset("\u0309\u0303")


def restore(syllables: Sequence[str], vocabulary: Vocabulary, *, bare: bool) -> tuple[str, ...]:
    """The syllables with the accents most likely meant; numbers and codes stay as they are.

    ``bare``: the whole question has no marks, so every syllable may get some. Else only what looks
    like a slip is mended.
    """
    if not syllables:
        return ()
    choices = [
        _readings(syllables, place, vocabulary, bare=bare) for place in range(len(syllables))
    ]
    best: list[dict[str, tuple[float, str | None]]] = [
        {word: (_alone(word, syllables[0], vocabulary), None) for word in choices[0]}
    ]
    for place in range(1, len(syllables)):
        row: dict[str, tuple[float, str | None]] = {}
        for word in choices[place]:
            alone = _alone(word, syllables[place], vocabulary)
            row[word] = max(
                (score + _beside(before, word, vocabulary) + alone, before)
                for before, (score, _) in best[-1].items()
            )
        best.append(row)
    last: str | None = max(best[-1], key=lambda candidate: best[-1][candidate][0])
    path: list[str] = []
    for row in reversed(best):
        if last is None:
            break
        path.append(last)
        last = row[last][1]
    return tuple(reversed(path))


def _readings(
    syllables: Sequence[str], place: int, vocabulary: Vocabulary, *, bare: bool
) -> tuple[str, ...]:
    typed = syllables[place]
    if not typed.isalpha():
        return (typed,)
    known = vocabulary.unfolded.get(fold(typed), ())[:_MOST]
    if bare:
        return known or (typed,)
    if typed in _little_words():
        return (typed,)
    as_typed = _beside_neighbours(typed, syllables, place, vocabulary)
    least = 1 if typed not in vocabulary.singles else max(_FIRM, _TIMES * as_typed)
    mended = [
        word
        for word in known
        if word != typed
        and _may_mean(typed, word, vocabulary)
        and _beside_neighbours(word, syllables, place, vocabulary) >= least
    ]
    return (typed, *mended)


@cache
def _little_words() -> frozenset[str]:
    """Words of one syllable that stand in any question (*cho*, *trong*): typed as they are meant,
    also where no document of a small library holds them.
    """
    words = question_words()
    phrases = words.filler | words.weak | words.link
    return frozenset(phrase[0] for phrase in phrases if len(phrase) == 1)


def _beside_neighbours(
    word: str, syllables: Sequence[str], place: int, vocabulary: Vocabulary
) -> int:
    """In how many passages, at most, a word stands beside one of its neighbours and belongs there.

    The neighbour may itself lack its marks, so all its readings count.
    """
    pairs: list[tuple[str, str]] = []
    if place > 0:
        pairs.extend((left, word) for left in _known(syllables[place - 1], vocabulary))
    if place + 1 < len(syllables):
        pairs.extend((word, right) for right in _known(syllables[place + 1], vocabulary))
    most = 0
    for left, right in pairs:
        pair = f"{left}_{right}"
        if pair in vocabulary.spoken or vocabulary.together(left, right) >= _SHARE:
            most = max(most, vocabulary.pairs.get(pair, 0), vocabulary.spoken.get(pair, 0) * _FIRM)
    return most


def _known(typed: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """A neighbour as typed, and what it may mean where that is far more common."""
    seen = vocabulary.singles.get(typed, 0)
    others = vocabulary.unfolded.get(fold(typed), ())[:_MOST]
    return (
        typed,
        *[
            word
            for word in others
            if vocabulary.singles.get(word, 0) >= _TIMES * seen
            and _may_mean(typed, word, vocabulary)
        ],
    )


def _may_mean(typed: str, word: str, vocabulary: Vocabulary) -> bool:
    """Whether ``word`` is what ``typed`` lacks marks of: marks may be added, not exchanged.

    A hook and a tilde are one sound in the South; they may be exchanged if no document knows the
    syllable as typed.
    """
    had, has = _marks(typed), _marks(word)
    if had <= has and not (had & _TONES):
        return True
    if typed in vocabulary.singles:
        return False
    return had <= has or (
        bool(had & _HOOKS) and bool(has & _HOOKS) and had - _HOOKS == has - _HOOKS
    )


def _marks(syllable: str) -> frozenset[str]:
    apart = unicodedata.normalize("NFD", syllable.replace("đ", "d\u0335"))
    return frozenset(char for char in apart if unicodedata.combining(char))


def _alone(word: str, typed: str, vocabulary: Vocabulary) -> float:
    score = 0.35 * math.log1p(vocabulary.singles.get(word, 0))
    return score + (1.0 if word == typed and word in vocabulary.singles else 0.0)


def _beside(left: str, right: str, vocabulary: Vocabulary) -> float:
    pair = f"{left}_{right}"
    seen = vocabulary.pairs.get(pair, 0) + vocabulary.spoken.get(pair, 0)
    if not seen:
        return 0.0
    rarer = min(vocabulary.singles.get(left, 0), vocabulary.singles.get(right, 0)) + 2
    return 1.5 + math.log1p(seen) + 2.0 * min(1.0, seen / rarer)
