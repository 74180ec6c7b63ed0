"""Pages as people write them: ``3–26, 30`` rather than 25 numbers; doubts put together by words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from api.models_reading import DoubtBody

__all__ = ["DoubtGroup", "group_doubts", "page_ranges", "say_pages", "say_ranges"]

_DETAIL = re.compile(r"\s*\([^()]*\)\s*$")
_FIGURES = re.compile(r"\d+(?:[.,]\d+)*")
_SHARE = re.compile(r"\d+(?:[.,]\d+)*(?=\s?(?:%|từ\b))")
_SURE = re.compile(r", độ tin cậy (\d+)\s?%.*$", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtGroup:
    """A doubt and the ranges of pages that it is about; none where it is about the whole file."""

    what: str
    ranges: tuple[tuple[int, int], ...]


def page_ranges(pages: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Pages as ranges, both ends in, in order.

    >>> page_ranges([4, 3, 5, 9])
    ((3, 5), (9, 9))
    """
    ranges: list[tuple[int, int]] = []
    for page in sorted(set(pages)):
        if ranges and page == ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], page)
        else:
            ranges.append((page, page))
    return tuple(ranges)


def say_pages(pages: Iterable[int]) -> str:
    """The same in words.

    >>> say_pages([3, 4, 5, 9])
    '3–5, 9'
    """
    return say_ranges(page_ranges(pages))


def say_ranges(ranges: Iterable[tuple[int, int]]) -> str:
    """Ranges in words, both ends in.

    >>> say_ranges([(3, 5), (9, 9)])
    '3–5, 9'
    """
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in ranges)


def group_doubts(doubts: Sequence[DoubtBody]) -> tuple[DoubtGroup, ...]:
    """Doubts that say the same, once each, in the order of their first page.

    Shares in per cent, and figures in brackets at the end, may differ from page to page; where they
    do, they are left out, confidences given from the least to the greatest.

    >>> one = DoubtBody(what="Trang quét (ảnh phủ 97 %)", page=3)
    >>> two = DoubtBody(what="Trang quét (ảnh phủ 99 %)", page=4)
    >>> group_doubts([one, two])
    (DoubtGroup(what='Trang quét', ranges=((3, 4),)),)
    """
    alike: dict[tuple[str, bool], list[DoubtBody]] = {}
    for doubt in doubts:
        alike.setdefault((_stem(doubt.what), doubt.page is None), []).append(doubt)
    return tuple(
        DoubtGroup(
            what=_common([doubt.what for doubt in group]),
            ranges=page_ranges(doubt.page for doubt in group if doubt.page is not None),
        )
        for group in alike.values()
    )


def _stem(what: str) -> str:
    """What doubts of one sort have in common."""
    what = _SURE.sub(", độ tin cậy", what)
    detail = _DETAIL.search(what)
    end = detail.start() if detail else len(what)
    return _SHARE.sub("…", what[:end]) + _FIGURES.sub("…", what[end:])


def _common(words: Sequence[str]) -> str:
    """What they all say."""
    if len(set(words)) == 1:
        return words[0]
    sure = [int(found[1]) for text in words if (found := _SURE.search(text))]
    if sure:
        told = str(sure[0]) if len(set(sure)) == 1 else f"{min(sure)}–{max(sure)}"
        return f"{_SURE.sub('', words[0])}, độ tin cậy {told} %"
    bare = {_DETAIL.sub("", text) for text in words}
    return bare.pop() if len(bare) == 1 else _stem(words[0])
