"""Headings inside a list, each under those that are still open above it.

A list may be divided twice: *A. Hàng hóa rủi ro cao*, below it *I. Đồ chơi*, *II. Thiết bị điện*,
then *B. …*. A heading ends those of its own sort of mark and all below them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from ingest.normalise import squeeze
from ingest.risk_words import levels_in

__all__ = ["HeadingStack"]

_NAMED: Final = re.compile(
    r"^(phụ lục|phần|chương|mục|nhóm|bảng|danh mục)\s+(?:[IVXL]+|[A-ZĐ]|\d+)\b", re.I
)
_MARK: Final = re.compile(r"^\W*([IVXL]{1,6}|[A-ZĐ]|\d{1,2}(?:\.\d{1,2})*)(?:[.)/:|-]|\s)")
_ROMAN: Final = re.compile(r"^[IVXL]+$")
_REST: Final = re.compile(r"\b(?:khác|còn lại|không thuộc)\b", re.IGNORECASE)
_NONE: Final = "none"


class _Sort(StrEnum):
    ROMAN = "roman"
    LETTER = "letter"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class _Open:
    sort: str
    mark: str
    words: str


@dataclass(slots=True)
class HeadingStack:
    """The headings that are open, outermost first."""

    _held: list[_Open] = field(default_factory=list)

    def add(self, words: str) -> None:
        """Open a heading; those that it ends are closed."""
        sort, mark = self._sort(words)
        opened = _Open(sort, mark, words)
        ended = [at for at, one in enumerate(self._held) if self._ends(opened, one)]
        if ended:
            del self._held[ended[0] :]
        self._held.append(opened)

    @property
    def nearest_first(self) -> tuple[str, ...]:
        """The words of the open headings, the nearest first."""
        return tuple(one.words for one in reversed(self._held))

    def _ends(self, new: _Open, old: _Open) -> bool:
        if new.sort != old.sort:
            return new.sort == _NONE and bool(levels_in(new.words)) and bool(levels_in(old.words))
        if new.sort != _NONE:
            return True
        return (
            bool(levels_in(new.words)) or not levels_in(old.words) or bool(_REST.search(new.words))
        )

    def _sort(self, words: str) -> tuple[str, str]:
        """The sort of mark before a heading, and the mark; ``C`` goes on with ``B``, ``V`` with
        ``IV``."""
        text = squeeze(words)
        named = _NAMED.match(text)
        if named is not None:
            return named[1].lower(), ""
        found = _MARK.match(text)
        if found is None:
            return _NONE, ""
        mark = found[1]
        if mark[0].isdigit():
            return f"{_Sort.NUMBER}{mark.count('.')}", mark
        follows = any(
            one.sort == _Sort.LETTER and len(mark) == 1 and ord(mark) == ord(one.mark) + 1
            for one in self._held
        )
        is_roman = _ROMAN.match(mark) and not follows and mark not in "CDLM"
        return (_Sort.ROMAN if is_roman else _Sort.LETTER), mark
