"""Which words each syllable of a question may be, each with what that reading costs.

A real word stays what it is, but for three slips that its neighbours must bear out: marks that it
lacks (*chuân* for *chuẩn*), hook and tilde exchanged, which are one sound in the South (*mủ bảo
hiểm*), and a letter left out or two swapped in a word that the library scarcely knows (*tiêu
chẩn*). A syllable that is no word may be any word that is one slip away.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache

from index.lexicon import lexicon
from index.spelling import fold
from search.knowledge import question_words
from search.known_words import Known, KnownWords
from search.slips import marks_cost, readings_of, tone_of
from search.typing_costs import typing_costs
from search.words import is_vietnamese_syllable

__all__ = ["choices_of", "little_words"]

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_HOOKS = frozenset(("\u0309", "\u0303"))
_MOST = 12
"""Candidates for one syllable; more than that are very rare readings."""
_FIRM, _TIMES, _SHARE = 5, 10, 0.12
"""A known syllable is mended only for one that stands beside its neighbour in at least ``_FIRM``
passages, ``_TIMES`` as often as the syllable as typed, in that share of the rarer's passages."""
_PLAIN = 4
"""Letters of a syllable of which the slip may be told without neighbours, if the marks are right
and the word is a common one."""
_LONG = 5
"""Letters of a foreign word whose spelling is mended whatever stands beside it."""
_TOGETHER, _SCARCE = 0.4, 50
"""The share of the rarer word's passages in which two words of one name stand together, and how
many times rarer a real word is that is read as a slip of another."""
_RARE = 5000
"""How many times rarer than the first reading of its letters a reading is left out."""
_CARELESS, _SUSPECTS, _SUSPECT = 20, 3, 0.25
"""How many times more often the library has a syllable with marks than without, to suspect that
they were left out; and how many such syllables, and what share, make a careless question."""


def choices_of(
    syllables: Sequence[str], words: KnownWords, *, bare: bool, slips: bool
) -> list[dict[str, float]]:
    """For each syllable the words that it may be, with their costs.

    ``bare``: the whole question has no marks. Without ``slips`` only marks come back.
    """
    if bare:
        found = [_bare(typed, words, slips=slips) for typed in syllables]
    else:
        careless = _careless(syllables, words)
        found = [
            _accented(syllables, place, words, careless=careless) for place in range(len(syllables))
        ]
    return [_borne_out(place, syllables[place], found, words) for place in range(len(found))]


def _bare(typed: str, words: KnownWords, *, slips: bool) -> dict[str, float]:
    if not typed.isalpha() or fold(typed) != typed:
        return {typed: 0.0}
    if not slips or words.known_bare(typed):
        readings = words.readings(typed, _MOST)
        singles = words.vocabulary.singles
        least = singles.get(readings[0], 0) / _RARE if readings else 0
        often = [w for w in readings if words.is_said(w) or singles.get(w, 0) >= least]
        return dict.fromkeys(often, 0.0) or {typed: 0.0}
    return {typed: typing_costs().costs.unknown} | readings_of(typed, words, bare=True)


def _accented(
    syllables: Sequence[str], place: int, words: KnownWords, *, careless: bool
) -> dict[str, float]:
    typed = syllables[place]
    if not typed.isalpha() or typed in little_words():
        return {typed: 0.0}
    known = words.known(typed)
    if known is Known.YES:
        if careless and _unmarked(typed):
            return {
                word: marks_cost(typed, word) for word in words.readings(fold(typed), _MOST)
            } | {typed: 0.0}
        mended = dict.fromkeys(_mended(syllables, place, words), 0.0)
        return {typed: 0.0} | (mended or _out_of_place(syllables, place, words))
    costs = typing_costs().costs
    kept = costs.unknown if known is Known.NO else costs.doubtful
    return {typed: kept} | readings_of(typed, words, bare=False)


def _careless(syllables: Sequence[str], words: KnownWords) -> bool:
    """Whether marks are left out on the way: some syllable without any is a word only with them,
    or several are far more common with them.
    """
    bare = [typed for typed in syllables if _unmarked(typed) and is_vietnamese_syllable(typed)]
    if any(words.known(typed) is Known.NO and words.readings(typed, 1) for typed in bare):
        return True
    singles = words.vocabulary.singles
    suspects = [
        typed
        for typed in bare
        if typed not in little_words()
        for best in words.readings(typed, 1)
        if singles.get(best, 0) > _CARELESS * (singles.get(typed, 0) + words.is_said(typed))
    ]
    said = sum(1 for typed in syllables if typed.isalpha())
    return len(suspects) >= max(_SUSPECTS, _SUSPECT * said)


def _unmarked(typed: str) -> bool:
    return typed.isalpha() and fold(typed) == typed


def _borne_out(
    place: int, typed: str, choices: Sequence[dict[str, float]], words: KnownWords
) -> dict[str, float]:
    """The choices for a syllable without slips that no neighbour bears out.

    A long foreign word needs no neighbour, nor do keys of Telex: they are what they are; a slip
    that left all marks in their places needs none for a common word.
    """
    own = choices[place]
    if len(own) == 1 or words.known(typed) is Known.YES:
        return own
    costs = typing_costs().costs
    left = choices[place - 1] if place else {}
    right = choices[place + 1] if place + 1 < len(choices) else {}
    if not is_vietnamese_syllable(fold(typed)) and len(typed) >= _LONG:
        return own
    return {
        word: cost
        for word, cost in own.items()
        if word == typed
        or cost <= costs.telex
        or (fold(word) == fold(typed) and not tone_of(typed))
        or (len(typed) >= _PLAIN and marks_cost(typed, word) == 0.0)
        or any(words.is_pair(other, word) for other in left)
        or any(words.is_pair(word, other) for other in right)
    }


@cache
def little_words() -> frozenset[str]:
    """Words of one syllable that stand in any question (*cho*, *trong*): typed as they are meant,
    also where no document of a small library holds them.
    """
    words = question_words()
    phrases = words.filler | words.weak | words.link
    return frozenset(phrase[0] for phrase in phrases if len(phrase) == 1)


def _mended(syllables: Sequence[str], place: int, words: KnownWords) -> list[str]:
    """Words that a real word may lack marks of, or be said like in the South, where its neighbours
    say so.
    """
    typed = syllables[place]
    as_typed = _beside_neighbours(typed, syllables, place, words)
    least = max(_FIRM, _TIMES * as_typed)
    said = _is_said(syllables, place)
    return [
        word
        for word in words.readings(fold(typed), _MOST)
        if word != typed
        and (
            _lacks_marks(typed, word)
            or (not as_typed and not said and _differs_by_habit(typed, word, words))
        )
        and _beside_neighbours(word, syllables, place, words) >= least
        and (
            _unmarked(typed)
            or bool(tone_of(typed))
            or (not said and _belongs(word, syllables, place, words, _FIRM))
        )
    ]


def _differs_by_habit(typed: str, word: str, words: KnownWords) -> bool:
    """Whether only hook and tilde are exchanged; or a word that no document has lacks the mark of
    its vowel, its tone being right (*đọ* for *độ*).
    """
    if _said_alike(typed, word):
        return True
    bare = _marks(typed) < _marks(word) and tone_of(typed) == tone_of(word)
    return bare and not words.vocabulary.singles.get(typed, 0)


def _out_of_place(syllables: Sequence[str], place: int, words: KnownWords) -> dict[str, float]:
    """What a real word that the library scarcely knows may be a slip of: it stands beside neither
    neighbour anywhere, and a word with the same marks and one letter more, or with two letters
    swapped, does (*tiêu chẩn* is *tiêu chuẩn*, *phả theo* is *phải theo*).
    """
    typed = syllables[place]
    near = [*syllables[max(0, place - 1) : place], *syllables[place + 1 : place + 2]]
    if _is_said(syllables, place):
        return {}
    as_typed = _beside_neighbours(typed, syllables, place, words)
    seen = words.vocabulary.singles.get(typed, 0)
    costs = typing_costs().costs
    return {
        word: cost
        for word, cost in readings_of(typed, words, bare=False).items()
        if cost <= max(costs.missing, costs.swapped)
        and _marks(word) == _marks(typed)
        and (len(word) > len(typed) or sorted(word) == sorted(typed))
        and words.vocabulary.singles.get(word, 0) > _SCARCE * seen
        and _beside_neighbours(word, syllables, place, words) >= _SCARCE * as_typed
        and (
            _belongs(word, syllables, place, words, _FIRM)
            or (not seen and word in little_words() and any(n in little_words() for n in near))
        )
    }


def _belongs(
    word: str, syllables: Sequence[str], place: int, words: KnownWords, least: int
) -> bool:
    """Whether a word belongs firmly beside one of the neighbours, as typed or with their marks."""
    left = _known(syllables[place - 1], words) if place else ()
    right = _known(syllables[place + 1], words) if place + 1 < len(syllables) else ()
    return any(_firm(other, word, words, least) for other in left) or any(
        _firm(word, other, words, least) for other in right
    )


def _firm(left: str, right: str, words: KnownWords, least: int) -> bool:
    """Whether two words stand together as those of one name do: in so many passages, or in a
    phrase of the data files that names a thing.
    """
    vocabulary = words.vocabulary
    if f"{left}_{right}" in vocabulary.compounds:
        return True
    return words.seen(left, right) >= least and vocabulary.together(left, right) >= _TOGETHER


def _is_said(syllables: Sequence[str], place: int) -> bool:
    """Whether the dictionary has the word as typed beside a neighbour."""
    pairs = lexicon().pairs
    left = place > 0 and f"{syllables[place - 1]}_{syllables[place]}" in pairs
    behind = place + 1 < len(syllables)
    return left or (behind and f"{syllables[place]}_{syllables[place + 1]}" in pairs)


def _beside_neighbours(word: str, syllables: Sequence[str], place: int, words: KnownWords) -> int:
    """In how many passages, at most, a word stands beside one of its neighbours and belongs there.

    The neighbour may itself lack its marks, so all its readings count.
    """
    pairs: list[tuple[str, str]] = []
    if place > 0:
        pairs.extend((left, word) for left in _known(syllables[place - 1], words))
    if place + 1 < len(syllables):
        pairs.extend((word, right) for right in _known(syllables[place + 1], words))
    most = 0
    vocabulary = words.vocabulary
    for left, right in pairs:
        seen = words.seen(left, right)
        if not seen:
            continue
        said = vocabulary.spoken.get(f"{left}_{right}", 0)
        if said or vocabulary.together(left, right) >= _SHARE:
            most = max(most, seen - said, said * _FIRM)
    return most


def _known(typed: str, words: KnownWords) -> tuple[str, ...]:
    """A neighbour as typed, and what it may mean where that is far more common."""
    singles = words.vocabulary.singles
    least = _TIMES * singles.get(typed, 0)
    others = words.readings(fold(typed), _MOST)
    return (
        typed,
        *[
            w
            for w in others
            if w != typed and singles.get(w, 0) >= least and _lacks_marks(typed, w)
        ],
    )


def _lacks_marks(typed: str, word: str) -> bool:
    """Whether ``word`` is ``typed`` with marks added, none of them beside a tone."""
    had, has = _marks(typed), _marks(word)
    return had <= has and not (had & _TONES)


def _said_alike(typed: str, word: str) -> bool:
    """Whether only hook and tilde are exchanged."""
    tones = {tone_of(typed), tone_of(word)}
    return tones == _HOOKS and _marks(typed) - _HOOKS == _marks(word) - _HOOKS


def _marks(syllable: str) -> frozenset[str]:
    apart = unicodedata.normalize("NFD", syllable.replace("đ", "d\u0335"))
    return frozenset(char for char in apart if unicodedata.combining(char))
