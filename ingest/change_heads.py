"""What one amending statement does, to which parts of which text.

Reads the masked words of a statement (:mod:`ingest.change_stream`); writes a :class:`Head`: drafts
of its instructions, each with the part it changes, and the context that statements below inherit.
Verbs stand in front (*Sửa đổi khoản 2 Điều 3*) or behind (*Mục 2.1.3 được sửa đổi như sau*).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from ingest.change_targets import find_target
from ingest.change_wording import find_wordings
from standards.identifier import Identifier
from standards.part_names import Path, Places, places_at, rank_of
from standards.relation import ChangeKind

__all__ = ["Draft", "Head", "read_head"]

_FLAGS: Final = re.IGNORECASE
_REPLACE: Final = (
    r"sửa\s+đổi(?!\s*(?:lần\s*)?\d+\s*:)|thay(?:\s+thế)?|đính\s+chính|sửa(?!\s*chữa)|viết\s+lại"
)
_ADD: Final = r"bổ\s+sung(?:\s+thêm)?|thêm"
_REPEAL: Final = (
    r"bãi\s+bỏ|h(?:ủy|uỷ)\s+bỏ|(?:xóa|loại|gạch)\s+bỏ|bỏ|xóa|"
    r"hết\s+hiệu\s+lực(?:\s+(?:thi\s+hành|áp\s+dụng))?(?!\s+(?:thi|áp|khi|nếu|trong|trước|sau)\b)"
)
_ONE: Final = rf"(?:{_REPLACE}|{_ADD}|{_REPEAL})"
_CHAIN: Final = rf"(?P<verb>{_ONE}(?:\s*(?:,|/|và|hoặc)\s*{_ONE})*)(?![^\W_])"
_INTRO: Final = (
    r"\s*(?:(?:kể\s+)?từ\s+ngày\s+[^,;:“]{1,80}?,\s*)?"
    r"(?:(?:đồng\s+thời|nay|và|trang\s+\d+)\s*[,:]?\s+)*"
    r"(?:(?:Thông\s+tư|Nghị\s+định|Quyết\s+định|Luật|Nghị\s+quyết)\s+này\s+"
    r"(?=(?:bãi|h(?:ủy|uỷ))\s+bỏ\s))?"
)
_ACTIVE: Final = re.compile(rf"{_INTRO}{_CHAIN}\s*", _FLAGS)
_PASSIVE: Final = re.compile(rf"\s*[,:]?\s*(?:(?:được|bị|nay|sẽ)\s+)*{_CHAIN}\s*", _FLAGS)
_SAID_LATER: Final = re.compile(
    rf"(?:\([^()“]*\)|[^;:“(\n]){{0,250}}?(?<!đã)\s(?=(?:(?:được|bị|nay|sẽ)\s+{_CHAIN}|hết\s+hiệu\s+lực\b))",
    _FLAGS,
)
_AND_ALSO: Final = re.compile(rf"\s*[,;]?\s*(?:(?:và|đồng\s+thời)\s+)?{_CHAIN}\s+", _FLAGS)
_INTRO_ONLY: Final = re.compile(_INTRO + r"(?:tại\s+|đối\s+với\s+)?", _FLAGS)
_ANNOUNCES: Final = re.compile(r"như\s+sau|thành\b|bằng\b|[:“]", _FLAGS)
_BY_OTHERS: Final = re.compile(r"\s*(?:bởi|theo\s+quy\s+định|tại|theo)\b", _FLAGS)
_BEHIND: Final = re.compile(
    r"\s*,?\s*(?:vào\s+)?(?:(?:ngay|phía|liền)\s+)?(?:(?P<after>sau)|(?P<end>cuối)|trước|đầu)\s+",
    _FLAGS,
)
_INTO: Final = re.compile(r"\s*,?\s*(?:vào|cho|tại|trong)\s+", _FLAGS)
_NEAR: Final = re.compile(
    r"\b(?:vào(?:\s+(?:sau|trước|đầu|(?P<end>cuối)))?|tại|khỏi|trong|ở)\s+", _FLAGS
)
_RENUMBERED: Final = re.compile(
    r"\s*(?:được\s+)?(?:(?:đổi|chuyển|trở)\s+(?:số\s+)?thành|đánh\s+số|sắp\s+xếp)\b", _FLAGS
)
_NEXT: Final = re.compile(r"[^;“]*;\s*(?:và\s+)?")
_PLACE_ONLY: Final = re.compile(r"[^“]*:\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An instruction before its new text is found; ``path`` may miss its outer parts."""

    kind: ChangeKind
    path: Path
    after: Path = ()
    old_words: str = ""
    new_words: str = ""
    target: Identifier | None = None
    """The text it changes, where that is another one than the head's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a statement says: its drafts, its own target if it names one, and its context.

    ``path`` is what statements below inherit. ``some``: only some parts of ``path`` change, and
    what is quoted says which. ``end`` is where the naming words end in the statement.
    """

    drafts: tuple[Draft, ...]
    target: Identifier | None
    path: Path
    some: bool = False
    end: int = 0


def read_head(masked: str, words: str, own: Identifier | None) -> Head | None:
    """What a statement says, None if it is no amending one.

    ``masked`` and ``words`` are the same stretch, with and without its quotations masked; ``own``
    is the number of the amending text, which is never its own target.
    """
    active = _ACTIVE.match(masked)
    if active is not None:
        return _worded(masked, words, own, _kind(active["verb"])) or _active(masked, active, own)
    intro = _INTRO_ONLY.match(masked)
    start = intro.end() if intro else 0
    places = places_at(masked, start)
    if places is None or not places.paths or places.some:
        return _worded(masked, words, own, ChangeKind.OTHER)
    passive = _PASSIVE.match(masked, places.end)
    target, end = find_target(masked, places.end, own)
    if passive is None and target is not None:
        later = _SAID_LATER.match(masked, end)
        passive = _PASSIVE.match(masked, later.end() - 1 if later else end)
    if _RENUMBERED.match(masked, places.end):
        drafts = tuple(Draft(kind=ChangeKind.OTHER, path=path) for path in places.paths)
        return Head(drafts=drafts, target=target, path=(), end=places.end)
    if passive is None:
        is_place = _PLACE_ONLY.match(masked) and len(masked) < 200 and len(places.paths) == 1
        return Head(drafts=(), target=target, path=places.paths[0]) if is_place else None
    kind = _kind(passive["verb"])
    worded = _worded(masked, words, own, kind)
    if worded is not None:
        return worded
    rest = masked[passive.end() :]
    if _BY_OTHERS.match(rest) or not (kind is ChangeKind.REPEAL or _ANNOUNCES.search(rest)):
        return None
    inner = places_at(masked, passive.end()) if kind is not ChangeKind.REPEAL else None
    paths = places.paths
    if inner is not None and inner.paths and len(paths) == 1:
        paths = tuple((*paths[0], *path) for path in inner.paths)
    drafts = tuple(Draft(kind=kind, path=path) for path in paths)
    return Head(drafts=drafts, target=target, path=_common(paths), end=passive.end())


def _kind(verb: str) -> ChangeKind:
    """What a verb, or several in a row, does: *sửa đổi, bổ sung* gives new text."""
    if re.search(rf"(?:{_REPLACE})(?![^\W_])", verb, _FLAGS):
        return ChangeKind.REPLACE_TEXT
    if re.search(rf"(?:{_ADD})(?![^\W_])", verb, _FLAGS):
        return ChangeKind.ADD
    return ChangeKind.REPEAL


def _worded(masked: str, words: str, own: Identifier | None, kind: ChangeKind) -> Head | None:
    """A statement that changes words within parts."""
    found = find_wordings(masked, words, kind)
    if not found:
        return None
    target, _ = find_target(masked, found[-1].end, own)
    if target is None:
        target, _ = find_target(masked[: found[0].start], 0, own)
    drafts = tuple(
        Draft(
            kind=ChangeKind.REPLACE_WORDS if one.old else ChangeKind.OTHER,
            path=path,
            old_words=one.old,
            new_words=one.new,
        )
        for one in found
        for path in one.paths or ((),)
    )
    return Head(drafts=drafts, target=target, path=(), end=len(masked))


def _active(masked: str, verb: re.Match[str], own: Identifier | None) -> Head | None:
    drafts: list[Draft] = []
    some, at, kind = False, verb.end(), _kind(verb["verb"])
    pending: list[Draft] = []
    paths: list[Path] = []
    while True:
        places = places_at(masked, at)
        if kind is ChangeKind.ADD:
            pending, end = _added(masked, at, places)
        elif places is not None:
            pending = [Draft(kind=kind, path=path) for path in places.paths]
            end = places.end
        else:
            pending, end = [], at
        if pending and _RENUMBERED.match(masked, end):
            pending[-1] = replace(pending[-1], kind=ChangeKind.OTHER)
        if places is not None:
            some = some or places.some
            paths += places.paths
        drafts = [*_completed(drafts, pending), *pending]
        also = _AND_ALSO.match(masked, end) if pending else None
        if also is None or places_at(masked, also.end()) is None:
            break
        at, kind = also.end(), _kind(also["verb"])
    target, target_end = find_target(masked, end, own)
    if not drafts:
        if not some and (target is None or kind is ChangeKind.ADD):
            return _near(masked, verb.end(), kind)
        if kind is ChangeKind.REPEAL and not some:
            return None
        return Head(drafts=(), target=target, path=(), some=some, end=max(end, target_end))
    if some:
        return Head(drafts=(), target=target, path=_common(paths), some=True, end=end)
    if kind is ChangeKind.REPEAL and target is not None:
        drafts += _further(masked, target_end, own)
    return Head(
        drafts=tuple(drafts), target=target, path=_common([d.path for d in drafts]), end=end
    )


def _further(masked: str, at: int, own: Identifier | None) -> Iterator[Draft]:
    """More parts of other texts in one sentence: *Bãi bỏ Điều 3 Thông tư …; Điều 5 Thông tư …*."""
    while (match := _NEXT.match(masked, at)) is not None:
        places = places_at(masked, match.end())
        if places is None or not places.paths:
            return
        target, at = find_target(masked, places.end, own)
        if target is None:
            return
        for path in places.paths:
            yield Draft(kind=ChangeKind.REPEAL, path=path, target=target)


def _common(paths: list[Path] | tuple[Path, ...]) -> Path:
    """The part that statements below stand in: the only one, else none."""
    return paths[0] if len(set(paths)) == 1 else ()


def _completed(drafts: list[Draft], later: list[Draft]) -> list[Draft]:
    """Drafts with the outer part that only the last one names: *khoản 2, thêm khoản 4 Điều 5*."""
    outer = later[0].path[:-1] if later else ()
    if not outer or rank_of(outer[0]) >= 5:
        return drafts
    return [
        replace(one, path=(*(p for p in outer if rank_of(p) < rank_of(one.path[0])), *one.path))
        if one.path and rank_of(one.path[0]) >= 5
        else one
        for one in drafts
    ]


def _added(masked: str, at: int, places: Places | None) -> tuple[list[Draft], int]:
    """What *bổ sung* adds, and where: *Điều 5a vào sau Điều 5*, *khoản 4 vào Điều 7*."""
    first = places is not None and bool(places.paths)
    behind = _BEHIND.match(masked, places.end if places and first else at)
    into = _INTO.match(masked, places.end if places and first else at)
    where = behind or into
    anchor = places_at(masked, where.end()) if where else None
    if where is None or anchor is None or not anchor.paths:
        if places is None or not first:
            return [], at
        return [Draft(kind=ChangeKind.ADD, path=path) for path in places.paths], places.end
    end = anchor.end
    if not first and len(anchor.paths) > 1:
        beside, put = anchor.paths[0], anchor.paths[1:]
        after = beside if behind and behind["after"] else ()
        return [_put(path, beside, after, bool(behind)) for path in put], end
    if not first:
        places = places_at(masked, _skip(masked, end))
        if places is None or not places.paths:
            kind = ChangeKind.OTHER
            return [Draft(kind=kind, path=anchor.paths[0])], end
        end = places.end
    assert places is not None
    last = anchor.paths[-1]
    after = last if behind and behind["after"] else ()
    return [_put(path, last, after, bool(behind)) for path in places.paths], end


def _skip(masked: str, at: int) -> int:
    match = re.compile(r"\s*[,:]?\s*").match(masked, at)
    return match.end() if match else at


def _put(path: Path, anchor: Path, after: Path, beside: bool) -> Draft:
    """An added part with the outer parts of what it is put beside or into."""
    rank = rank_of(path[0])
    if beside and rank < 9:
        outer = tuple(p for p in anchor[:-1] if rank_of(p) < rank)
    else:
        outer = tuple(p for p in anchor if rank_of(p) < rank)
    own_parts = path[1:] if outer and path[0] == outer[-1] else path
    return Draft(kind=ChangeKind.ADD, path=(*outer, *own_parts), after=after)


def _near(masked: str, at: int, kind: ChangeKind) -> Head | None:
    """Something that is no numbered part, put into or taken out of one: only the part is known."""
    if kind is ChangeKind.REPLACE_TEXT:
        return None
    stop = masked.find("\n\n", at)
    for match in _NEAR.finditer(masked, at, min(stop if stop > 0 else len(masked), at + 200)):
        places = places_at(masked, match.end())
        if places is not None and places.paths and not places.some:
            at_end = bool(match["end"]) and kind is ChangeKind.ADD
            drafts = tuple(
                Draft(kind=ChangeKind.ADD, path=(*path, "đoạn cuối"))
                if at_end
                else Draft(kind=ChangeKind.OTHER, path=path)
                for path in places.paths
            )
            return Head(drafts=drafts, target=None, path=_common(places.paths), end=places.end)
    return None
