"""Parts of a text as words of other texts name them: *điểm a khoản 1 và khoản 3 Điều 5*.

Reads such words, of an instruction or a repeal; writes paths, labels as printed, outermost first.
The kinds of parts are in ``data/places.toml``. Vietnamese names the inner part before the outer
one, and one outer part for several inner ones.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Final

__all__ = ["Path", "Places", "find_places", "places_at", "rank_of"]

Path = tuple[str, ...]

_FLAGS: Final = re.IGNORECASE
_NUMBERS: Final = {
    "{roman}": r"(?-i:[IVXL]{1,6})[a-z]?",
    "{figure}": r"\d{1,3}(?-i:[a-zđ]\d?)?",
    "{letter}": r"(?-i:[a-zđ]\d{0,2})",
    "{letters}": r"(?:(?-i:[A-ZĐ])\.?)?",
    "{decimal}": (
        r"(?:(?:(?-i:[A-ZĐ])\.)?\d{1,3}(?:\.\d{1,3}){1,5}(?-i:[a-zđ])?"
        r"|(?-i:[A-ZĐ])\.\d{1,3}(?:\.\d{1,3}){0,5})"
    ),
}
_EDGE: Final = r"(?![^\W_])(?!\.\d|/\d)"
_MORE: Final = r"(?P<sep>\s*[,;]\s*(?:và\s+)?|\s+(?:và|hoặc|đến)\s+)"
_BETWEEN: Final = re.compile(
    r"(?P<sep>\s*[,;]\s*(?:và\s+|tại\s+)?|\s+(?:và|hoặc)\s+(?:tại\s+)?|\s+)"
    r"(?:(?:của|tại|thuộc|trong|ở)\s+)?(?:từ\s+)?",
    _FLAGS,
)
_SOME: Final = re.compile(
    r"(?!(?:các|những)\s+quy\s+định\s+tại\s)(?:một\s+số|các|những|nhiều)\s+"
    r"(?:(?:nội\s+dung|điểm|khoản|điều|mục|tiểu\s+mục|quy\s+định|phụ\s+lục|chương|bảng|đoạn|cụm\s+từ)"
    r"(?:\s*[,;]\s*|\s+và\s+|\s+))+(?:của\s+|tại\s+|trong\s+|ở\s+|thuộc\s+)*(?!từ\s)",
    _FLAGS,
)
_FILLER: Final = re.compile(
    r"(?:(?:toàn\s+bộ|lại|thêm|(?:các|những)\s+quy\s+định(?=\s+tại\s)|các\s+(?:khoản|điểm|điều|mục)(?=\s+từ\s)|nội\s+dung(?=\s+(?:của|tại|các|mục|điều|khoản|điểm|quy|phụ|bảng|đoạn|gạch|\d))|"
    r"quy\s+định|tại|của|trong|ở|từ|trước|cho|đối\s+với)\s+)+",
    _FLAGS,
)
_NEEDS_OUTER: Final = 5
"""From this rank on (*khoản*, *điểm* …) a part is named within another one."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A kind of part: how deep it lies, how it is written, and the patterns that find it.

    ``more`` finds further numbers in a list (*khoản 2, 3*), ``through`` the end of a range
    (*đến khoản 5*); both None for parts that are not counted.
    """

    rank: int
    word: str
    named: re.Pattern[str]
    more: re.Pattern[str] | None
    through: re.Pattern[str] | None


@cache
def _parts() -> tuple[_Part, ...]:
    text = resources.files("standards").joinpath("data/places.toml").read_text(encoding="utf-8")
    return tuple(_part(row) for row in tomllib.loads(text)["part"])


def _part(row: dict[str, str | int]) -> _Part:
    name, number, word = str(row["name"]), str(row["number"]), str(row["word"])
    for gap, pattern in _NUMBERS.items():
        number = number.replace(gap, pattern)
    counted = bool(number) and word != "=" and not number.startswith("(?=")

    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(rf"{pattern}(?P<n>{number}){_EDGE}", _FLAGS)

    return _Part(
        rank=int(row["rank"]),
        word=word,
        named=compiled(rf"(?:các\s+)?(?P<name>{name})"),
        more=compiled(_MORE) if counted else None,
        through=compiled(rf"\s+đến\s+{name}") if counted else None,
    )


@dataclass(slots=True)
class _Open:
    """A path that is being read, its parts with their ranks, outermost first."""

    parts: list[tuple[int, str]]
    is_closed: bool = False

    @property
    def rank(self) -> int:
        return self.parts[0][0]


@dataclass(frozen=True, slots=True)
class Places:
    """Paths at ``start``..``end`` of the words; ``some``: only *some* parts of them are meant."""

    paths: tuple[Path, ...]
    start: int
    end: int
    some: bool = False
    ranks: tuple[int, ...] = field(default=())
    """The rank of the outermost part of each path."""


def rank_of(label: str) -> int:
    """How deep the part with that label lies; 4 for numbers such as ``2.1.3``, 9 inside a clause.

    >>> rank_of("Điều 5"), rank_of("khoản 2"), rank_of("2.1.3"), rank_of("đoạn cuối")
    (4, 5, 4, 9)
    """
    if re.match(r"(?:[A-ZĐ]\.)?\d", label):
        return 4
    words = (part for part in _parts() if part.word not in ("", "="))
    return next((part.rank for part in words if label.startswith(part.word)), 9)


def places_at(words: str, start: int) -> Places | None:
    """The parts named from ``start`` on, filling words before them skipped; None if none is.

    >>> places_at("điểm a, b khoản 1 và khoản 3 Điều 5", 0).paths
    (('Điều 5', 'khoản 1', 'điểm a'), ('Điều 5', 'khoản 1', 'điểm b'), ('Điều 5', 'khoản 3'))
    """
    at, some = start, False
    while True:
        match = _SOME.match(words, at)
        if match and _token(words, match.start()) is None:
            at, some = match.end(), True
            continue
        match = _FILLER.match(words, at)
        if not match or _token(words, at) is not None:
            break
        at = match.end()
    opened, end = _read(words, at)
    if not opened:
        return Places((), start, at, True) if some else None
    paths = tuple(tuple(label for _, label in one.parts) for one in opened)
    return Places(paths, at, end, some, tuple(one.rank for one in opened))


def find_places(words: str, start: int = 0, end: int | None = None) -> Places | None:
    """The first parts named anywhere in ``words[start:end]``."""
    stop = len(words) if end is None else end
    for match in re.compile(r"(?<![^\W_])[^\W\d_]").finditer(words, start, stop):
        if _token(words, match.start()) is not None:
            return places_at(words, match.start())
    return None


def _token(words: str, at: int) -> tuple[_Part, re.Match[str]] | None:
    for part in _parts():
        match = part.named.match(words, at)
        if match:
            return part, match
    return None


def _labels(words: str, part: _Part, first: re.Match[str]) -> tuple[list[str], int]:
    """Labels of one kind in a list (*khoản 2, 3 và 5*), and where the list ends."""
    if part.word == "=":
        return [" ".join(first[0].split()).lower()], first.end()
    numbers, end = [first["n"]], first.end()
    while part.more is not None and (match := part.more.match(words, end)):
        if match["sep"].strip() == "đến":
            numbers.extend(_through(numbers[-1], match["n"]))
        numbers.append(match["n"])
        end = match.end()
    if part.through is not None and (match := part.through.match(words, end)):
        numbers += [*_through(numbers[-1], match["n"]), match["n"]]
        end = match.end()
    return [f"{part.word} {' '.join(number.split())}".strip() for number in numbers], end


def _through(first: str, last: str) -> Iterator[str]:
    if first.isdigit() and last.isdigit() and int(last) - int(first) < 60:
        yield from map(str, range(int(first) + 1, int(last)))


def _read(words: str, at: int) -> tuple[list[_Open], int]:
    opened: list[_Open] = []
    separator, end = "", at
    while (token := _token(words, at)) is not None:
        part, match = token
        labels, end = _labels(words, part, match)
        rank = part.rank
        apart = bool(separator.strip())
        inner = [
            one
            for one in opened
            if one.rank > rank
            and not one.is_closed
            and (not apart or _NEEDS_OUTER <= one.rank < 8 or (one.rank >= 8 and "," in separator))
        ]
        if inner and len(labels) == 1:
            for one in inner:
                one.parts.insert(0, (rank, labels[0]))
        else:
            for one in opened:
                one.is_closed = one.is_closed or one.rank <= rank < _NEEDS_OUTER
            opened += [_Open([(rank, label)]) for label in labels]
        gap = _BETWEEN.match(words, end)
        if gap is None:
            break
        separator, at = gap["sep"], gap.end()
    return opened, end
