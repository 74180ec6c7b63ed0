"""Transitional rules: who may still follow the old text, and until when.

Reads clauses; writes :class:`standards.relation.Transition` values. Under a heading on transition
(*quy định chuyển tiếp*) each clause is one rule, unless its sentences name different ends;
elsewhere those sentences count that let go on what was begun, issued or made before a day. A
sentence that only says which text applies when a cited one is replaced is no transitional rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from ingest.counts import COUNT
from ingest.effect import annexes, said_in
from ingest.normalise import squeeze
from ingest.quoting import without_quotes
from ingest.reckoning import DATE, SELF, Clock, last_day_after
from ingest.sentences import page_at, sentences
from standards.citations import find_identifiers
from standards.document import Clause
from standards.identifier import Identifier
from standards.relation import Relation, Transition, Verb

__all__ = ["read_transitions"]

_FLAGS: Final = re.IGNORECASE
_HEADED: Final = re.compile(r"chuyển\s+tiếp", _FLAGS)
_MIXED: Final = re.compile(r"hiệu\s+lực|thi\s+hành|thực\s+hiện|trách\s+nhiệm", _FLAGS)
_PLACE: Final = re.compile(
    r"hiệu\s+lực|thi\s+hành|tổ\s+chức\s+thực\s+hiện|lộ\s+trình|điều\s+khoản|trách\s+nhiệm", _FLAGS
)
_DAY_OF_SELF: Final = (
    rf"(?:ngày|thời\s+điểm|khi|thời\s+gian)\s+(?:{SELF}|(?:Thông\s+tư|Nghị\s+định|Quyết\s+định|Luật|"
    r"Quy\s+chuẩn)\b[^,;.]{0,80}?)\s*(?:được\s+|bắt\s+đầu\s+|chính\s+thức\s+)*(?:có\s+hiệu\s+lực|ban\s+hành|thi\s+hành)"
)
_BEFORE: Final = re.compile(
    rf"\btrước\s+(?:{_DAY_OF_SELF}|{DATE}|ngày\s+hiệu\s+lực|thời\s+điểm\s+có\s+hiệu\s+lực)"
    rf"|\b(?:tại|đến|vào)\s+thời\s+điểm\s+{SELF}\s+có\s+hiệu\s+lực",
    _FLAGS,
)
_GOES_ON: Final = re.compile(
    r"\btiếp\s+tục\b|\bvẫn\s+(?:được|còn|có|tiếp|áp|thực|giữ)|\bđược\s+phép\b|\bcó\s+giá\s+trị\b|"
    r"\bgiữ\s+nguyên\b|\bđược\s+(?:sử\s+dụng|áp\s+dụng|lưu\s+(?:thông|hành)|thực\s+hiện|công\s+nhận|"
    r"chấp\s+nhận|bảo\s+lưu|lựa\s+chọn)|\bkhông\s+(?:phải|bắt\s+buộc|yêu\s+cầu|áp\s+dụng)\b|"
    r"\b(?:thì\s+|được\s+)?(?:áp\s+dụng|thực\s+hiện|giải\s+quyết|xử\s+lý|xem\s+xét)\s+theo\b|"
    r"\bkhuyến\s+khích\b|\bcòn\s+(?:hiệu\s+lực|giá\s+trị|thời\s+hạn)\b|\bphải\b",
    _FLAGS,
)
_STILL: Final = re.compile(
    r"\b(?:được\s+|vẫn\s+(?:được\s+)?)?tiếp\s+tục\s+(?:được\s+)?(?:áp\s+dụng|thực\s+hiện|có\s+hiệu\s+lực|có\s+giá\s+trị|"
    r"sử\s+dụng|lưu\s+(?:thông|hành)|sản\s+xuất|nhập\s+khẩu|kinh\s+doanh|duy\s+trì)|"
    r"\b(?:vẫn|được)\s+(?:còn\s+|có\s+)?(?:hiệu\s+lực|giá\s+trị|áp\s+dụng|sử\s+dụng|lưu\s+(?:thông|hành))\b",
    _FLAGS,
)
_HELD_OVER: Final = re.compile(
    r"\bđã\s+(?:được\s+)?(?:cấp|phê\s+duyệt|thẩm\s+định|chứng\s+nhận|công\s+bố|chỉ\s+định|ký|nộp|tiếp\s+nhận|"
    r"sản\s+xuất|nhập\s+khẩu|ban\s+hành|đưa\s+vào|lắp\s+đặt|xây\s+dựng|đăng\s+ký|thực\s+hiện|kiểm\s+định)",
    _FLAGS,
)
_WHILE_STOPPED: Final = re.compile(
    r"\bthời\s+(?:gian|hạn)\s+(?:tạm\s+(?:ngưng|ngừng|dừng|đình\s+chỉ)|(?:ngưng|đình\s+chỉ)\s+"
    r"(?:hiệu\s+lực|thi\s+hành|áp\s+dụng))\b",
    _FLAGS,
)
_UNTIL: Final = re.compile(
    rf"\b(?:cho\s+)?(?:đến|tới)\s+(?=(?:hết\s+)?(?:trước\s+)?(?:{DATE}|tháng\s*\d|năm\s*\d))|"
    r"\b(?:không\s+(?:quá|vượt\s+quá|muộn\s+hơn)|tối\s+đa(?:\s+(?:là|không\s+quá))?|"
    r"chậm\s+nhất(?:\s+là)?(?:\s+(?:vào|đến))?|trong\s+(?:thời\s+(?:hạn|gian)\s+|vòng\s+)?(?:tối\s+đa\s+)?)\s*"
    rf"(?=(?:{COUNT}\s*(?:\([^)]*\)\s*)?(?:ngày|tháng|năm)\b|{DATE}))|"
    rf"\bphải\b[^.;]{{0,80}}?(?=trước\s+{DATE})",
    _FLAGS,
)
_RANGE: Final = re.compile(r"\btừ\s+năm\s+\d{4}\s*$", _FLAGS)
"""Years of make (*sản xuất từ năm 2017 đến hết năm 2021*) are no end of a rule."""
_TEXTS_OF: Final = re.compile(
    r"\b(?:văn\s+bản|quy\s+định|nghị\s+định|thông\s+tư)\b[^.;]{0,40}?\b(?:tại|ở)\s+khoản\s+(\d+)\s+"
    r"Điều\s+này",
    _FLAGS,
)
_ENDED: Final = frozenset({Verb.REPLACES, Verb.REPEALS, Verb.PARTLY_REPEALS, Verb.AMENDS})
_NEXT_TEXT: Final = re.compile(
    r"(?:văn\s+bản|quy\s+chuẩn|tiêu\s+chuẩn|quy\s+định|tài\s+liệu)\b[^.;]{0,120}?(?:viện\s+dẫn|trích\s+dẫn|dẫn\s+chiếu|nêu)"
    r"[^.;]{0,160}?(?:được\s+)?(?:sửa\s+đổi|bổ\s+sung|thay\s+thế)",
    _FLAGS,
)
_EFFECT_ONLY: Final = re.compile(
    rf"^\W*(?:\d+\.\s*)?{SELF}\s+(?:chính\s+thức\s+)?(?:có\s+hiệu\s+lực|thay\s+thế|bãi\s+bỏ)|^\W*(?:bãi\s+bỏ|thay\s+thế)\b|"
    r"hết\s+hiệu\s+lực\s+(?:thi\s+hành\s+)?(?:kể\s+)?từ\s+ngày[^,;]*$",
    _FLAGS,
)
_DUTY: Final = re.compile(
    r"có\s+trách\s+nhiệm\s+(?:tổ\s+chức|hướng\s+dẫn|phối\s+hợp|kiểm\s+tra)|vướng\s+mắc", _FLAGS
)


_IN_PLACE_OF: Final = re.compile(
    rf"{SELF}\s+được\s+(?:áp\s+dụng|ban\s+hành)[^,;.]*?thay\s+thế", _FLAGS
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of heading and text; ``words`` have quotes masked, ``printed`` has them."""

    start: int
    words: str
    printed: str


def read_transitions(
    clauses: Sequence[Clause],
    clock: Clock,
    own: Identifier | None = None,
    relations: Sequence[Relation] = (),
) -> tuple[Transition, ...]:
    """Transitional rules in reading order.

    ``own`` and what the ``relations`` issue are numbers of the new text: never old ones that are
    kept; *các văn bản quy định tại khoản 2 Điều này* are those that the other relations there end.
    """
    held = without_quotes(clauses)
    issued = [one.target for one in relations if one.verb is Verb.ISSUES]
    new = {number.key for number in (own, *issued) if number is not None}
    found: list[Transition] = []
    headings = {clause.key: clause for clause in held}
    annexed = annexes(held)
    for clause, printed in zip(held, clauses, strict=True):
        above = _headings(clause, headings)
        headed = [heading for heading in above if _HEADED.search(heading)]
        if not headed and clause.key in annexed:
            continue
        mixed = not headed or bool(_MIXED.search(headed[0]))
        pieces = list(_pieces(clause, printed))
        if headed and not mixed:
            pieces = [piece for piece in pieces if not _NEXT_TEXT.search(squeeze(piece.words))]
            pieces = _joined(pieces, clock)
        else:
            placed = any(_PLACE.search(heading) for heading in above)
            pieces = [
                piece
                for piece in pieces
                if _is_transition(piece.words, placed=placed or bool(headed))
            ]
        for piece in pieces:
            for part in _apart(piece, clock):
                if part.words.strip(" .;:-"):
                    numbers = (*_named(part, new), *_meant(part, clause, relations))
                    found.append(_transition(part, printed, clock, numbers))
    return tuple(found)


def _headings(clause: Clause, held: dict[str, Clause]) -> list[str]:
    """The headings above a clause, its own first."""
    found: list[str] = []
    at: Clause | None = clause
    while at is not None and len(found) < 8:
        found.append(at.heading)
        at = held.get(at.parent) if at.parent else None
    return [heading for heading in found if heading]


def _pieces(clause: Clause, printed: Clause) -> Iterator[_Piece]:
    """Sentences, each with the items of the list that it opens; a long heading begins one."""
    whole, shift = said_in(clause)
    words = f"{printed.heading}\n{printed.text}" if shift else printed.text
    start, end, is_open = 0, 0, False
    for sentence in sentences(whole):
        item = re.match(r"\s*(?:[a-zđ]\d?\)|[-–+•]\s)", sentence.text)
        if not (is_open and item):
            if end > start:
                yield _Piece(max(start - shift, 0), whole[start:end], words[start:end])
            start = sentence.start
            is_open = sentence.text.rstrip().endswith((":", ";"))
        end = sentence.end
    if end > start:
        yield _Piece(max(start - shift, 0), whole[start:end], words[start:end])


def _joined(pieces: Sequence[_Piece], clock: Clock) -> list[_Piece]:
    """The pieces of a clause as one rule, unless they name different ends."""
    ends = {_until(piece.words, clock) for piece in pieces} - {None}
    if not pieces or len(ends) > 1:
        return list(pieces)
    words = "\n".join(piece.words for piece in pieces)
    return [_Piece(pieces[0].start, words, "\n".join(piece.printed for piece in pieces))]


def _apart(piece: _Piece, clock: Clock) -> Iterator[_Piece]:
    """The items of a list that name different ends, each with the words that open the list."""
    items = list(sentences(piece.words))
    ends = [_until(item.text, clock) for item in items]
    if len(items) < 3 or len({end for end in ends if end is not None}) < 2:
        yield piece
        return
    opening = squeeze(piece.printed[items[0].start : items[0].end])
    for item in items[1:]:
        printed = f"{opening} … {piece.printed[item.start : item.end]}"
        words = f"{piece.words[: items[0].end]} {item.text}"
        yield _Piece(piece.start + item.start, words, printed)


def _is_transition(text: str, *, placed: bool) -> bool:
    """Whether a sentence outside of a transitional clause lets something old go on."""
    words = squeeze(text)
    if _NEXT_TEXT.search(words) or _DUTY.search(words) or _IN_PLACE_OF.search(words):
        return False
    effect_only = _EFFECT_ONLY.search(words) is not None
    before, goes_on = _BEFORE.search(words), _GOES_ON.search(words)
    if before and goes_on:
        return (placed or bool(_HELD_OVER.search(words))) and not (
            effect_only and not _STILL.search(words)
        )
    still = _STILL.search(words)
    if still and _WHILE_STOPPED.search(words) and find_identifiers(words):
        return True
    if not placed or effect_only:
        return False
    ends = re.search(r"\b(?:cho\s+)?(?:đến|tới)\s+(?:khi|hết|ngày|thời\s+điểm)", words, _FLAGS)
    return bool(still and (ends or _HELD_OVER.search(words) or find_identifiers(words)))


def _until(text: str, clock: Clock) -> date | None:
    flat = squeeze(text)
    for match in _UNTIL.finditer(flat):
        if _RANGE.search(flat, 0, match.start()):
            continue
        day = last_day_after(flat[match.end() :][:200], clock).day
        if day is not None and (clock.effective is None or day > clock.effective):
            return day
    return None


def _named(piece: _Piece, new: set[str]) -> Iterator[Identifier]:
    """Numbers of old texts in the words."""
    for found in find_identifiers(piece.words):
        if found.identifier.key not in new:
            yield found.identifier


def _meant(piece: _Piece, clause: Clause, relations: Sequence[Relation]) -> Iterator[Identifier]:
    """Texts that the words name by the clause that ends them."""
    reference = _TEXTS_OF.search(squeeze(piece.words))
    if reference is None or clause.parent is None:
        return
    for one in relations:
        if one.verb in _ENDED and one.clause == f"{clause.parent}.{reference[1]}":
            yield one.target


def _transition(
    piece: _Piece, clause: Clause, clock: Clock, keeps: Sequence[Identifier]
) -> Transition:
    return Transition(
        words=squeeze(piece.printed),
        clause=clause.key if clause.label else None,
        page=page_at(clause, piece.start + len(piece.words) - len(piece.words.lstrip())),
        until=_until(piece.words, clock),
        keeps=tuple(dict.fromkeys(keeps)),
    )
