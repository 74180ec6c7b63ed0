"""Words that an amending statement changes inside a part: *thay cụm từ “A” bằng cụm từ “B”*.

Reads the masked words of a statement; writes :class:`Wording` values: the old words, the new ones
and the parts they stand in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from ingest.change_stream import QUOTE
from ingest.normalise import squeeze
from standards.citations import find_identifiers
from standards.identifier import Family
from standards.part_names import Path, find_places
from standards.relation import ChangeKind

__all__ = ["Wording", "find_wordings"]

_FLAGS: Final = re.IGNORECASE
_NOUN: Final = (
    r"(?:(?:các\s+|những\s+)?(?:cụm\s+từ|từ\s+ngữ|từ|chữ|thuật\s+ngữ|nội\s+dung|dòng\s+chữ|ký\s+hiệu|"
    r"số\s+hiệu|số|đoạn\s+văn|đoạn|câu|giá\s+trị|tên)\s*:?\s*)?"
)
_PAIR: Final = re.compile(
    rf"{_NOUN}(?P<old>{QUOTE})(?P<mid>[^“”:]{{0,160}}?)\s*\b(?:bằng|thành|bởi)\s+{_NOUN}(?P<new>{QUOTE})",
    _FLAGS,
)
_STRUCK: Final = re.compile(
    rf"^\W*(?:(?:đồng\s+thời|nay|và)\s+)?(?:bãi\s+bỏ|h(?:ủy|uỷ)\s+bỏ|(?:xóa|loại|gạch)\s+bỏ|bỏ|xóa)\s+"
    rf"{_NOUN}(?P<list>{QUOTE}(?:\s*(?:,|;|và)\s*{_NOUN}{QUOTE})*)",
    _FLAGS,
)
_STRUCK_PASSIVE: Final = re.compile(
    rf"(?P<list>{QUOTE})(?P<mid>[^“”:]{{0,160}}?)\b(?:được|bị)\s+(?:bãi\s+bỏ|h(?:ủy|uỷ)\s+bỏ|bỏ|xóa)",
    _FLAGS,
)
_PUT: Final = re.compile(
    rf"bổ\s+sung\s+(?:thêm\s+)?{_NOUN}(?P<new>{QUOTE})(?P<mid>[^“”:]{{0,80}}?)"
    rf"\b(?P<side>sau|trước)\s+{_NOUN}(?P<old>{QUOTE})",
    _FLAGS,
)
_PUT_BEHIND: Final = re.compile(
    rf"\b(?P<side>sau|trước)\s+{_NOUN}(?P<old>{QUOTE})(?P<mid>[^“”:]{{0,80}}?)"
    rf"(?:bổ\s+sung|thêm)\s+(?:thêm\s+)?{_NOUN}(?P<new>{QUOTE})",
    _FLAGS,
)
_ADDED: Final = re.compile(
    rf"^\W*bổ\s+sung\s+(?:thêm\s+)?(?:cụm\s+từ|từ)\s*:?\s*(?P<new>{QUOTE})", _FLAGS
)
_ALSO_STRUCK: Final = re.compile(
    rf"[;,]\s*(?:và\s+)?(?:bãi\s+bỏ|bỏ|xóa)\s+{_NOUN}(?P<old>{QUOTE})", _FLAGS
)
_CHANGES: Final = re.compile(r"\b(?:thay|sửa|đính\s+chính)\b", _FLAGS)


_STANDARDS: Final = frozenset({Family.TCVN, Family.QCVN, Family.FOREIGN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """``old`` words give way to ``new`` ones in ``paths``; ``new`` empty: they are struck out.

    ``old`` empty: words are added, and nothing says where. ``paths`` empty: no part is named.
    ``start``..``end`` is where the statement says so.
    """

    old: str
    new: str
    paths: tuple[Path, ...]
    start: int
    end: int


def find_wordings(masked: str, words: str, kind: ChangeKind) -> tuple[Wording, ...]:
    """Changes of words in a statement whose verb is of that kind (OTHER: no verb in front)."""

    def said(match: re.Match[str], group: str) -> str:
        return " ".join(words[match.start(group) + 1 : match.end(group) - 1].split())

    found: list[tuple[re.Match[str], str, str]] = []
    if kind is ChangeKind.ADD or kind is ChangeKind.OTHER:
        for match in (*_PUT.finditer(masked), *_PUT_BEHIND.finditer(masked)):
            old, new = said(match, "old"), said(match, "new")
            parts = (old, new) if match["side"].lower() == "sau" else (new, old)
            found.append((match, old, _joined(*parts)))
        if not found and (added := _ADDED.match(masked)):
            found.append((added, "", said(added, "new")))
    if kind is ChangeKind.REPEAL or kind is ChangeKind.OTHER:
        struck = _STRUCK.match(masked) or (
            _STRUCK_PASSIVE.search(masked) if kind is ChangeKind.OTHER else None
        )
        if struck:
            for quote in re.compile(QUOTE).finditer(
                masked, struck.start("list"), struck.end("list")
            ):
                old = " ".join(words[quote.start() + 1 : quote.end() - 1].split())
                found.append((struck, old, ""))
    if not found and kind in (ChangeKind.REPLACE_TEXT, ChangeKind.OTHER):
        pairs = list(_PAIR.finditer(masked))
        if pairs and _CHANGES.search(masked[: pairs[0].end()]):
            found = [(match, said(match, "old"), said(match, "new")) for match in pairs]
            last = pairs[-1].end()
            found += [
                (match, said(match, "old"), "") for match in _ALSO_STRUCK.finditer(masked, last)
            ]
    if not found and kind is ChangeKind.REPLACE_TEXT and (numbers := _numbers(masked)):
        found.append((numbers, squeeze(numbers["old"]), squeeze(numbers["new"])))
    return _placed(masked, found)


def _numbers(masked: str) -> re.Match[str] | None:
    """A number of a standard that gives way to another one, both without quotation marks."""
    if not _CHANGES.match(masked.lstrip()):
        return None
    found = [one for one in find_identifiers(masked[:400]) if one.identifier.family in _STANDARDS]
    for one, other in pairwise(found):
        between = r"\s+(?:bằng|thành|bởi)\s+(?:(?:tiêu|quy)\s+chuẩn\s+)?"
        pattern = rf"(?P<old>{re.escape(one.text)}){between}(?P<new>{re.escape(other.text)})"
        if match := re.search(pattern, masked, _FLAGS):
            return match
    return None


def _joined(first: str, second: str) -> str:
    return f"{first}{second}" if second[:1] in ",.;:)" else f"{first} {second}"


def _placed(masked: str, found: list[tuple[re.Match[str], str, str]]) -> tuple[Wording, ...]:
    """Each with its parts: behind it, inside it, behind a later one, else in front of the first."""
    if not found:
        return ()
    starts = [match.start() for match, _, _ in found]
    ends = [*starts[1:], len(masked)]
    own: list[tuple[Path, ...]] = []
    for (match, _, _), end in zip(found, ends, strict=True):
        behind = find_places(masked, match.end(), max(end, match.end()))
        groups = match.re.groupindex
        middle = (
            find_places(masked, match.start("mid"), match.end("mid")) if "mid" in groups else None
        )
        place = behind or middle
        own.append(place.paths if place else ())
    front = find_places(masked, 0, starts[0])
    for at in reversed(range(len(own))):
        if not own[at] and at + 1 < len(own):
            own[at] = own[at + 1]
    return tuple(
        Wording(
            old=old,
            new=new,
            paths=paths or (front.paths if front else ()),
            start=match.start(),
            end=match.end(),
        )
        for (match, old, new), paths in zip(found, own, strict=True)
    )
