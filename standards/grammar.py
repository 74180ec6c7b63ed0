"""Where numbers of standards start in a text, and which rules read them.

One trigger finds the word of a series; the *style* of the series says which rules follow:
``standards.vietnamese`` or one of the patterns of ``standards.foreign``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from standards.foreign import read_foreign
from standards.reading import Reading
from standards.series import Series, all_series, words_pattern
from standards.vietnamese import read_vietnamese

__all__ = ["read_standard", "series_words"]


@cache
def _by_word() -> dict[str, Series]:
    return {_word_key(word): row for row in all_series() for word in row.words}


def _word_key(word: str) -> str:
    return _printed(word).upper().replace("Đ", "D")


def _printed(word: str) -> str:
    """A series word with one blank between its parts and none around slashes."""
    return re.sub(r"\s+", " ", re.sub(r"\s*/\s*", "/", word))


@cache
def series_words() -> re.Pattern[str]:
    """The trigger: any word of any series, the longest first, in the case its entry allows.

    A class of first letters stands in front, so that the engine skips all other characters fast.
    """
    by_letter: defaultdict[str, list[tuple[str, bool]]] = defaultdict(list)
    for row in all_series():
        for word in row.words:
            by_letter[word[0]].append((word, row.any_case))
    branches = []
    firsts = set()
    for letter, words in by_letter.items():
        words.sort(key=lambda pair: (-len(pair[0]), pair[0]))
        rest = "|".join(words_pattern((word[1:],), any_case=case) for word, case in words)
        both = any(case for _, case in words)
        firsts |= {letter, letter.lower()} if both else {letter}
        branches.append(f"(?<=[{letter}{letter.lower() if both else ''}])(?:{rest})")
    return re.compile(f"[{''.join(sorted(firsts))}](?:{'|'.join(branches)})")


def read_standard(text: str, word: re.Match[str]) -> Reading | None:
    """Read the standard whose series word the trigger found; None if no number follows it.

    ``text`` is levelled, ``word`` a match of ``series_words()`` in it. A word glued to letters
    before it is no series word, but for Vietnamese series after a small letter (``theoTCVN``).
    """
    before = text[word.start() - 1 : word.start()]
    series = _by_word().get(_word_key(word[0]))
    if series is None:
        return None
    if before.isalnum():
        glued = series.any_case and before.islower() and word[0].isupper()
        branch = series.code == "TCN" and before.isdigit()
        if not glued and not branch:
            return None
    if series.style == "vn":
        return read_vietnamese(text, word, series)
    return read_foreign(text, word, series, _printed(word[0]))
