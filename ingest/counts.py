"""Counts as acts print them: in figures (*06*) or in words (*bốn mươi lăm*)."""

from __future__ import annotations

from typing import Final

__all__ = ["COUNT", "count_of"]

_ONES: Final = {
    "một": 1,
    "mốt": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "tư": 4,
    "năm": 5,
    "lăm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
}
_WORD: Final = "|".join([*_ONES, "mười", "mươi", "trăm", "linh"])
COUNT: Final = rf"(?:\d{{1,4}}|(?:(?:{_WORD})\s+){{0,4}}?(?:{_WORD}))"
"""A count, for larger patterns; without regard to case."""


def count_of(words: str) -> int:
    """What a count means; 0 if it means none.

    >>> count_of("06"), count_of("bốn mươi lăm"), count_of("một trăm tám mươi")
    (6, 45, 180)
    """
    if words.strip().isdigit():
        return int(words)
    total, last = 0, 0
    for word in words.lower().split():
        if word in _ONES:
            last = _ONES[word]
        elif word == "mười":
            total, last = total + 10, 0
        elif word == "mươi":
            total, last = total + 10 * last, 0
        elif word == "trăm":
            total, last = total + 100 * last, 0
        elif word != "linh":
            return 0
    return total + last
