"""Two texts word by word: what one has and the other has not.

A Vietnamese word is compared by its syllables, each whole with its marks; a number keeps its
decimal comma and its unit (``2,5 mm``), the number of a standard its year (``6260:2020``). Spaces,
line breaks and the bars between the cells of a table do not count; everything else that is printed
does, capitals and quotation marks too.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache
from itertools import pairwise

from index.analysis import token_patterns

__all__ = ["Edit", "Token", "edits", "rising", "tokens"]

_PIECE = re.compile(r"[\w°](?:\S*[\w°])?|([^\w\s])\1*")
_BAR = re.compile(r"(?<!\S)\|(?!\S)")
_TOO_MUCH = 400_000
"""Pairs of words beyond which a stretch without a fixed point is not searched but taken as new."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark at ``start``..``end`` of a text; ``word`` is what is compared;
    ``is_first`` on its printed line."""

    word: str
    start: int
    end: int
    is_first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Words at ``start``..``end`` of one text stand as ``other_start``..``other_end`` in the other.

    Half-open offsets; where a side has no words both are the place where they would stand.
    """

    start: int
    end: int
    other_start: int
    other_end: int


def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text in order.

    >>> [token.word for token in tokens("Độ dày (thép): 2,5 mm | TCVN 6260:2020.")]
    ['Độ', 'dày', '(', 'thép', ')', ':', '2,5mm', 'TCVN', '6260:2020', '.']
    """
    found: list[Token] = []
    bars = {match.start() for match in _BAR.finditer(text)}
    inside = {
        at: match.start() for match in _quantity().finditer(text) for at in range(*match.span())
    }
    for match in _PIECE.finditer(text):
        start, end = match.span()
        if start in bars:
            continue
        word = unicodedata.normalize("NFC", match.group())
        last = found[-1] if found else None
        if last is not None and start in inside and inside.get(last.start) == inside[start]:
            found[-1] = replace(last, word=last.word + word, end=end)
        else:
            is_first = last is None or "\n" in text[last.end : start]
            found.append(Token(word, start, end, is_first))
    return tuple(found)


@cache
def _quantity() -> re.Pattern[str]:
    """A number with its unit, as the index knows them."""
    known = next(pattern for pattern in token_patterns() if pattern.name == "quantity")
    return re.compile(known.regex, re.IGNORECASE)


def edits(one: Sequence[Token], other: Sequence[Token]) -> tuple[Edit, ...]:
    """Where two texts differ, in order; none if they say the same word for word.

    >>> one, other = tokens("dày 2,5 mm, sơn đỏ"), tokens("dày 3 mm,\\nsơn đỏ")
    >>> edits(one, other)
    (Edit(start=4, end=10, other_start=4, other_end=8),)
    """
    words = [token.word for token in one]
    others = [token.word for token in other]
    differing = [
        each
        for each in _differences(words, others)
        if "".join(words[each[0] : each[1]]) != "".join(others[each[2] : each[3]])
    ]
    return tuple(
        Edit(
            start=span[0],
            end=span[1],
            other_start=other_span[0],
            other_end=other_span[1],
        )
        for first, last, other_first, other_last in _settled(
            one, other, _without_islands(differing)
        )
        for span in (_span(one, first, last),)
        for other_span in (_span(other, other_first, other_last),)
    )


def _span(all_tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    if first < last:
        return all_tokens[first].start, all_tokens[last - 1].end
    at = all_tokens[first - 1].end if first else 0
    return at, at


_Range = tuple[int, int, int, int]
"""Positions of words: ``first``, ``last`` on one side, then on the other; half open."""


def _differences(one: Sequence[str], other: Sequence[str]) -> Iterator[_Range]:
    """Ranges that differ, in order: between fixed points first, then by the longest runs."""
    end, other_end = len(one), len(other)
    at, other_at = 0, 0
    for first, other_first in [*_fixed_points(one, other), (end, other_end)]:
        yield from _between(one, other, (at, first, other_at, other_first))
        at, other_at = first, other_first


def _between(one: Sequence[str], other: Sequence[str], part: _Range) -> Iterator[_Range]:
    """The same for a stretch: trimmed at both ends, then searched."""
    first, last, other_first, other_last = part
    while first < last and other_first < other_last and one[first] == other[other_first]:
        first, other_first = first + 1, other_first + 1
    while first < last and other_first < other_last and one[last - 1] == other[other_last - 1]:
        last, other_last = last - 1, other_last - 1
    if first == last and other_first == other_last:
        return
    if first == last or other_first == other_last or _is_too_much(last - first, other_last, part):
        yield first, last, other_first, other_last
        return
    matcher = SequenceMatcher(None, one[first:last], other[other_first:other_last], autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            yield first + i1, first + i2, other_first + j1, other_first + j2


def _is_too_much(length: int, other_last: int, part: _Range) -> bool:
    return length * (other_last - part[2]) > _TOO_MUCH


def _fixed_points(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of neighbours that both texts have exactly once, as many as keep their order."""
    places = _single_pairs(one)
    others = _single_pairs(other)
    both = sorted((at, others[pair]) for pair, at in places.items() if pair in others)
    return [both[index] for index in rising([at for _, at in both])]


def _single_pairs(words: Sequence[str]) -> dict[tuple[str, str], int]:
    pairs = list(pairwise(words))
    counts = Counter(pairs)
    return {pair: at for at, pair in enumerate(pairs) if counts[pair] == 1}


def rising(values: Sequence[int]) -> list[int]:
    """Indexes of a longest strictly rising run of values.

    >>> rising([3, 1, 2, 9, 4])
    [1, 2, 4]
    """
    ends: list[int] = []
    holders: list[int] = []
    before: list[int] = []
    for index, value in enumerate(values):
        place = bisect_left(ends, value)
        before.append(holders[place - 1] if place else -1)
        if place == len(ends):
            ends.append(value)
            holders.append(index)
        else:
            ends[place] = value
            holders[place] = index
    found: list[int] = []
    at = holders[-1] if holders else -1
    while at >= 0:
        found.append(at)
        at = before[at]
    return found[::-1]


def _without_islands(ranges: Sequence[_Range]) -> list[_Range]:
    """Ranges with one kept word between two long changes joined: it says nothing by itself."""
    joined: list[_Range] = []
    for each in ranges:
        last = joined[-1] if joined else None
        if last is not None and each[0] - last[1] <= 1 and _is_long(last) and _is_long(each):
            joined[-1] = (last[0], each[1], last[2], each[3])
        else:
            joined.append(each)
    return joined


def _settled(
    one: Sequence[Token], other: Sequence[Token], ranges: Sequence[_Range]
) -> Iterator[_Range]:
    """Ranges that only one side has, moved to begin with a line where the words allow it.

    A row put into a table begins like its neighbours: *2 | Xi măng* may be the end of what came or
    the beginning of what follows.
    """
    done, other_done = 0, 0
    for place, each in enumerate(ranges):
        stop = ranges[place + 1][0] if place + 1 < len(ranges) else len(one)
        other_stop = ranges[place + 1][2] if place + 1 < len(ranges) else len(other)
        first, last, other_first, other_last = each
        if first == last:
            shift = _shift(other, (other_first, other_last), (other_done, other_stop))
        elif other_first == other_last:
            shift = _shift(one, (first, last), (done, stop))
        else:
            shift = 0
        done, other_done = last + shift, other_last + shift
        yield first + shift, done, other_first + shift, other_done


def _shift(side: Sequence[Token], part: tuple[int, int], room: tuple[int, int]) -> int:
    """How far a stretch can move and say the same so that it begins with a line; 0 if it cannot."""
    first, last = part
    if side[first].is_first:
        return 0
    left = right = 0
    while first - left > room[0] and side[first - left - 1].word == side[last - left - 1].word:
        left += 1
        if side[first - left].is_first:
            return -left
    while last + right < room[1] and side[first + right].word == side[last + right].word:
        right += 1
        if side[first + right].is_first:
            return right
    return 0


def _is_long(part: _Range) -> bool:
    return part[1] - part[0] >= 3 and part[3] - part[2] >= 3
