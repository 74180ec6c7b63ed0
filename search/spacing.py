"""Puts spaces where they were left out, and takes out those that part a word.

*ximăng* is *xi măng*, *đồchơi* is *đồ chơi*, *th ép* is *thép*; and a foreign word that was typed
by its syllables (*a-mi-ăng*, *pô-ly-me*) is the one word that the library writes.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from index.spelling import fold
from search.input_methods import telex
from search.known_words import Known, KnownWords
from search.stretches import english_words
from search.words import is_vietnamese_syllable

__all__ = ["respaced"]

_LEAST, _FOREIGN, _PARTS, _READINGS, _RARER = 4, 5, 5, 5, 10
"""Letters of a word that may be several; letters of a foreign word; parts and readings tried; and
how many times rarer than its parts a word is that some passage holds without the space."""


def respaced(
    syllables: Sequence[str], words: KnownWords, *, bare: bool
) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The words as typed and as they are to be read, in order; most are what they were."""
    found: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
    place = 0
    while place < len(syllables):
        size, word = _joined(syllables, place, words, bare=bare)
        typed = tuple(syllables[place : place + size])
        if word is not None:
            found.append((typed, (word,)))
        else:
            found.append((typed, _split(typed[0], words, bare=bare) or typed))
        place += size
    return found


def _is_word(typed: str, words: KnownWords, *, bare: bool) -> bool:
    return words.known(typed) is Known.YES or (bare and words.known_bare(typed))


def _joined(
    syllables: Sequence[str], place: int, words: KnownWords, *, bare: bool
) -> tuple[int, str | None]:
    """How many words from here are one, and which; one and None if none are."""
    for size in (4, 3, 2):
        parts = tuple(syllables[place : place + size])
        if len(parts) < size or not all(part.isalpha() for part in parts):
            continue
        if any(words.is_bare_pair(left, right) for left, right in pairwise(parts)):
            continue
        joined = "".join(parts)
        apart = size > 2 or all(_is_word(part, words, bare=bare) for part in parts)
        is_one = is_vietnamese_syllable(fold(joined)) and _is_word(joined, words, bare=bare)
        if is_one and not apart:
            return size, joined
        foreign = _foreign(joined, words)
        if foreign is not None:
            return size, foreign
    return 1, None


def _foreign(joined: str, words: KnownWords) -> str | None:
    """The foreign word that the library spells with these letters, whatever their marks."""
    key = fold(joined)
    if len(key) < _FOREIGN or is_vietnamese_syllable(key):
        return None
    singles = words.vocabulary.singles
    found = {
        word: singles.get(word, 0)
        for spelled in (key, key.replace("i", "y"), key.replace("y", "i"))
        for word in words.readings(spelled, 1)
        if words.known(word) is Known.YES
    }
    best = max(found, key=lambda word: found[word], default=None)
    return best if best is not None and found[best] else None


def _split(typed: str, words: KnownWords, *, bare: bool) -> tuple[str, ...] | None:
    """The words that stand in one without spaces; None if it is a word, or no such words are
    known to stand together.
    """
    if len(typed) < _LEAST or not typed.isalpha() or typed in english_words():
        return None
    if _is_word(typed, words, bare=bare) and is_vietnamese_syllable(fold(typed)):
        return None
    if words.is_general(typed):
        return None
    held = words.vocabulary.singles.get(typed, 0)
    decoded = telex(typed)
    if decoded is not None and words.known(decoded) is Known.YES:
        return None
    if is_vietnamese_syllable(fold(typed)) and words.readings(fold(typed), 1):
        return None
    for parts in range(2, _PARTS):
        for cut in _cuts(typed, parts):
            if _stand_together(cut, words, bare=bare, least=_RARER * held):
                return cut
    return None


def _cuts(typed: str, parts: int) -> list[tuple[str, ...]]:
    """Every way to cut the letters into so many syllables."""
    if parts == 1:
        return [(typed,)] if is_vietnamese_syllable(fold(typed)) else []
    return [
        (typed[:end], *rest)
        for end in range(1, min(len(typed) - parts + 1, 6) + 1)
        if is_vietnamese_syllable(fold(typed[:end]))
        for rest in _cuts(typed[end:], parts - 1)
    ]


def _stand_together(cut: tuple[str, ...], words: KnownWords, *, bare: bool, least: int) -> bool:
    """Whether each part stands beside the next or the one before in the library or the data, in
    more than ``least`` passages.
    """
    readings = [
        (part,)
        if not bare and (fold(part) != part or words.known(part) is Known.YES)
        else words.readings(part, _READINGS)
        for part in cut
    ]
    beside = [
        any(words.seen(one, other) > least for one in left for other in right)
        for left, right in pairwise(readings)
    ]
    return all(
        (place > 0 and beside[place - 1]) or (place < len(beside) and beside[place])
        for place in range(len(cut))
    )
