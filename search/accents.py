"""Reads each syllable of a question as the word most likely meant.

The library's own words decide (and the phrases of the data files, and the dictionary): among the
words that a syllable may be (:mod:`search.word_choices`), those that stand beside each other in
documents win, less what the slip would cost (``data/typing.toml``). The best path is found word by
word (Viterbi 1967).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from index.lexicon import lexicon
from search.known_words import KnownWords
from search.typing_costs import typing_costs
from search.vocabulary import Vocabulary
from search.word_choices import choices_of, little_words

__all__ = ["restore"]

_SAID = 3
"""Passages in which a word of the data files counts as standing, at least."""


def restore(
    syllables: Sequence[str], vocabulary: Vocabulary, *, bare: bool, slips: bool = True
) -> tuple[str, ...]:
    """The words most likely meant; numbers and codes stay as they are.

    ``bare``: the whole question has no marks, so every syllable may get some. Without ``slips``
    only marks come back, and only to such a question.
    """
    if not syllables or not (bare or slips):
        return tuple(syllables)
    words = KnownWords(vocabulary)
    choices = choices_of(syllables, words, bare=bare, slips=slips)
    best: list[dict[str, tuple[float, str | None]]] = [
        {
            word: (_alone(word, syllables[0], words) - cost, None)
            for word, cost in choices[0].items()
        }
    ]
    for place in range(1, len(syllables)):
        row: dict[str, tuple[float, str | None]] = {}
        for word, cost in choices[place].items():
            alone = _alone(word, syllables[place], words) - cost
            row[word] = max(
                (score + _beside(before, word, words) + alone, before)
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


def _alone(word: str, typed: str, words: KnownWords) -> float:
    """What a word counts by itself; words of any question stand in documents more rarely."""
    reading = typing_costs().reading
    seen = words.vocabulary.singles.get(word, 0)
    kept = reading.as_typed if word == typed and seen else 0.0
    if words.is_said(word):
        seen = max(seen, _SAID)
    if word in little_words():
        seen = max(seen, round(reading.asked * words.vocabulary.passages))
    return reading.alone * math.log1p(seen) + kept


def _beside(left: str, right: str, words: KnownWords) -> float:
    reading = typing_costs().reading
    seen = words.seen(left, right)
    pair = f"{left}_{right}"
    listed = reading.listed if pair in lexicon().pairs else 0.0
    if not seen:
        return listed
    singles = words.vocabulary.singles
    rarer = min(singles.get(left, 0), singles.get(right, 0)) + 2
    said = reading.said if pair in words.vocabulary.spoken else 0.0
    return (
        reading.beside
        + max(said, listed)
        + math.log1p(seen)
        + reading.firm * min(1.0, seen / rarer)
    )
