"""Verbs by which an act does something to others, and the stretch of a sentence each governs.

*Thay thế* (replaces), *bãi bỏ*, *hủy bỏ* (repeals) and *sửa đổi* (amends) speak of the numbers
behind them; *hết hiệu lực* (ends) and *bị bãi bỏ* of those in front. The verbs alone are no
evidence: they count at the start of a sentence, or beside the act that speaks (*Thông tư này*).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

__all__ = ["ACT", "PART", "Deed", "find_deeds"]

ACT: Final = (
    r"(?:Thông\s+tư(?:\s+liên\s+tịch)?|Nghị\s+định|Quyết\s+định|Luật|Pháp\s+lệnh|Nghị\s+quyết|"
    r"Chỉ\s+thị|Quy\s+chuẩn|Tiêu\s+chuẩn|Quy\s+trình|Văn\s+bản|QC(?:XD)?VN|QCĐP|TC(?:XD)?VN|TCN|"
    r"QTKĐ)"
)
"""How the name of an act or standard begins."""

PART: Final = (
    r"(?:(?:một\s+số|các|những)\s+)*(?:nội\s+dung|điều|khoản|điểm|mục|tiểu\s+mục|chương|"
    r"phụ\s+lục|cụm\s+từ|đoạn|câu|danh\s+mục|mẫu|bảng|quy\s+định\s+tại)\b"
)
"""How the name of a part of an act begins."""

_SELF: Final = (
    r"(?:Thông tư(?: liên tịch)?|Nghị định|Quyết định|(?:Bộ )?luật|Pháp lệnh|Nghị quyết|Chỉ thị|"
    r"Quy chuẩn|Quy trình|Văn bản|Tiêu chuẩn)(?:\s+kỹ thuật(?:\s+quốc gia)?)?\s+này"
)
_ANNUL: Final = r"(?:bãi\s+bỏ|h(?:ủy|uỷ)\s+bỏ)"
_SPEAKER: Final = (
    rf"^\W*(?:(?:{_SELF}|Thông\s+tư|Nghị\s+định|Quyết\s+định|Nghị\s+quyết|Công\s+bố|"
    r"Đồng\s+thời|Nay)\s+)*"
)
_FLAGS: Final = re.IGNORECASE
_NAMES_SELF: Final = re.compile(_SELF, _FLAGS)
_AMENDS: Final = re.compile(
    rf"{_SPEAKER}(?:(?:sửa\s+đổi(?!\s*\d)|bổ\s+sung|đính\s+chính)(?:\s*,\s*(?:bổ\s+sung|thay\s+thế|"
    r"bãi\s+bỏ))*\b|thay\s+thế\s+(?=(?:một\s+số\s+)?(?:cụm\s+từ|từ|phụ\s+lục|mẫu|điều|khoản|điểm|"
    r"danh\s+mục|bảng)\b))",
    _FLAGS,
)
_REPEALS: Final = re.compile(rf"{_SPEAKER}{_ANNUL}\b", _FLAGS)
_AND_REPEALS: Final = re.compile(
    rf"(?:,|\bvà|\bđồng\s+thời)\s+{_ANNUL}\s+(?=(?:(?:các|toàn\s+bộ)\s+)*{ACT})", _FLAGS
)
_IS_REPEALED: Final = re.compile(rf"\b(?:bị|được|đều|nay)\s+{_ANNUL}\b", _FLAGS)
_ENDS: Final = re.compile(
    r"\bhết\s+hiệu\s+lực\b(?:\s+(?:thi\s+hành|áp\s+dụng))?(?P<day>\s*,?\s*(?:kể\s+)?từ\s+ngày)?",
    _FLAGS,
)
_UNTIL: Final = re.compile(r"\b(?:đến|còn|chưa|đã|khi|nếu|trường\s+hợp)\b[^,;.]{0,30}$", _FLAGS)
_REPLACES: Final = re.compile(
    rf"(?:{_SELF}|\d/[A-ZĐ]{{2,}}|\d{{4}})\s*(?:được\s+\S+\s+\S+\s+)?(?:và\s+)?"
    r"(?:được\s+)?(?:ban\s+hành\s+)?(?:để\s+)?thay\s+thế(?:\s+cho)?\b",
    _FLAGS,
)
_AND_REPLACES: Final = re.compile(
    rf"(?:[,)]|\bvà|\bđể|\bnhằm)\s+thay\s+thế(?:\s+cho)?\s+(?=(?:(?:các|toàn\s+bộ)\s+)*{ACT})",
    _FLAGS,
)
_BEGINS_REPLACING: Final = re.compile(
    rf"^\W*thay\s+thế(?:\s+cho)?\s+(?=(?:(?:các|toàn\s+bộ)\s+)*{ACT})", _FLAGS
)
_ISSUES: Final = re.compile(rf"\bban\s+hành\s+kèm\s+theo\s+{_SELF}", _FLAGS)
_ADOPTS: Final = re.compile(
    r"^\W*TCVN\s[^.;]*?(?:hoàn\s+toàn\s+tương\s+đương|tương\s+đương\s+có\s+sửa\s+đổi|"
    r"chấp\s+nhận\s+nguyên\s+vẹn)(?:\s+với)?",
    _FLAGS,
)
_SAME: Final = re.compile(r"tương\s+đương|chấp\s+nhận|biên\s+soạn|chuyển\s+đổi", _FLAGS)
_NEW_WORDS: Final = re.compile(r"như\s+sau\s*:|:\s*[-–]?\s*[“\"]", _FLAGS)
_GROUNDS: Final = re.compile(r"^\W*(?:Căn cứ|Theo đề nghị)\b")


@dataclass(frozen=True, slots=True)
class Deed:
    """A verb of :class:`standards.document.Relation`, and the span of the words it governs."""

    verb: str
    start: int
    end: int


def find_deeds(words: str) -> tuple[Deed, ...]:
    """What a sentence, or a part of one up to a semicolon, does to the numbers in it.

    >>> find_deeds("Thông tư này thay thế Thông tư số 1/2020/TT-BXD.")
    (Deed(verb='replaces', start=21, end=48),)
    >>> find_deeds("Khi linh kiện được thay thế phải thử lại theo TCVN 6396-20:2017.")
    ()
    """
    if not words or _GROUNDS.match(words):
        return ()
    adopts = _ADOPTS.search(words)
    if adopts is not None and not _REPLACES.search(words[: adopts.end()]):
        return (Deed("adopts", adopts.end(), len(words)),)
    found = sorted([*_forward(words), *_backward(words)])
    starts = [start for start, _, _, _ in found]
    deeds: list[Deed] = []
    before = 0
    for at, (_, end, verb, is_forward) in enumerate(found):
        if is_forward:
            limit = starts[at + 1] if at + 1 < len(found) and found[at + 1][3] else len(words)
            deeds.append(Deed(verb, end, _limit(verb, words, end, limit)))
            before = limit
        else:
            deeds.append(Deed(verb, before, starts[at]))
            before = end
    return tuple(deeds)


def _forward(words: str) -> list[tuple[int, int, str, bool]]:
    """Active verbs: start, end, verb."""
    names_self = _NAMES_SELF.search(words)
    issues = _ISSUES.search(words)
    speaks = min((match.end() for match in (names_self, issues) if match), default=len(words))
    found: list[tuple[int, int, str, bool]] = []
    for verb, match in (
        ("amends", _AMENDS.match(words)),
        ("repeals", _REPEALS.match(words)),
        ("repeals", _AND_REPEALS.search(words, speaks)),
        ("replaces", _REPLACES.search(words) or _BEGINS_REPLACING.match(words)),
        ("replaces", _AND_REPLACES.search(words, speaks)),
        ("issues", issues),
    ):
        if match is not None and all(match.end() != end for _, end, _, _ in found):
            found.append((match.start(), match.end(), verb, True))
    return found


def _backward(words: str) -> list[tuple[int, int, str, bool]]:
    """Passive verbs, which must be said by this act or give the day from which they hold."""
    names_self = _NAMES_SELF.search(words)
    found: list[tuple[int, int, str, bool]] = []
    for match in _ENDS.finditer(words):
        if (names_self or match["day"]) and not _UNTIL.search(words, 0, match.start()):
            found.append((match.start(), match.end(), "replaces", False))
    for match in _IS_REPEALED.finditer(words):
        if names_self:
            found.append((match.start(), match.end(), "repeals", False))
    return found


def _limit(verb: str, words: str, start: int, limit: int) -> int:
    """Where the words that an active verb governs end."""
    stop = {"amends": _NEW_WORDS, "replaces": _SAME}.get(verb)
    match = stop.search(words, start, limit) if stop else None
    return match.start() if match else limit
