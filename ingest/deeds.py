"""Verbs by which an act does something to others, and the stretch of a sentence each governs.

*Thay thế* (replaces), *bãi bỏ*, *hủy bỏ* (repeals) and *sửa đổi* (amends) speak of the numbers
behind them; *hết hiệu lực* (ends) and *bị bãi bỏ* of those in front. The verbs alone are no
evidence: they count at the start of a sentence, or beside the act that speaks (*Thông tư này*).
What is replaced *by* another text (*được thay thế bởi*) is said from the other side and counts only
where that other text is the one that speaks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ingest.reckoning import DATE

__all__ = ["ACT", "Deed", "find_deeds"]

ACT: Final = (
    r"(?:Thông\s+tư(?:\s+liên\s+tịch)?|Nghị\s+định|Quyết\s+định|Luật|Pháp\s+lệnh|Nghị\s+quyết|"
    r"Chỉ\s+thị|Quy\s+chuẩn|Tiêu\s+chuẩn|Quy\s+trình|Văn\s+bản|QC(?:XD)?VN|QCĐP|TC(?:XD)?VN|TCN|"
    r"QTKĐ)"
)
"""How the name of an act or standard begins."""

_SELF: Final = (
    r"(?:Thông tư(?: liên tịch)?|Nghị định|Quyết định|(?:Bộ )?luật|Pháp lệnh|Nghị quyết|Chỉ thị|"
    r"Quy chuẩn|Quy trình|Văn bản|Tiêu chuẩn)(?:\s+kỹ thuật(?:\s+quốc gia)?)?\s+này"
)
_ANNUL: Final = r"(?:bãi\s+bỏ|h(?:ủy|uỷ)\s+bỏ)"
_SPEAKER: Final = (
    rf"^\W*(?:(?:kể\s+)?từ\s+{DATE}\s*,\s*)?(?:(?:{_SELF}|Thông\s+tư|Nghị\s+định|Quyết\s+định|"
    r"Nghị\s+quyết|Công\s+bố|Đồng\s+thời|Nay|(?:Về\s+)?việc)\s+)*"
)
_BY_OTHER: Final = r"(?!\s+(?:bởi|bằng|theo|tại)\b)"
_FLAGS: Final = re.IGNORECASE
_NAMES_SELF: Final = re.compile(_SELF, _FLAGS)
_AMENDS: Final = re.compile(
    rf"{_SPEAKER}(?:(?:sửa\s+đổi(?!\s*\d)|bổ\s+sung|(?:kéo\s+dài|gia\s+hạn)\s+(?:thời\s+(?:hạn|gian)\s+)?(?:áp\s+dụng|hiệu\s+lực|thực\s+hiện))(?:\s*,\s*(?:bổ\s+sung|thay\s+thế|"
    r"bãi\s+bỏ))*\b|thay\s+thế\s+(?=(?:một\s+số\s+)?(?:cụm\s+từ|từ|phụ\s+lục|mẫu|điều|khoản|điểm|"
    r"danh\s+mục|bảng)\b))",
    _FLAGS,
)
_REPEALS: Final = re.compile(rf"{_SPEAKER}{_ANNUL}\b", _FLAGS)
_CORRECTS: Final = re.compile(rf"{_SPEAKER}đính\s+chính\b", _FLAGS)
_STOP: Final = (
    r"(?:tạm\s+)?(?:ngưng|ngừng|dừng|đình\s+chỉ)\s+(?:việc\s+)?(?:hiệu\s+lực|thi\s+hành|áp\s+dụng|"
    r"thực\s+hiện)(?:\s+(?:thi\s+hành|áp\s+dụng))?"
)
_SUSPENDS: Final = re.compile(
    rf"{_SPEAKER}(?:kéo\s+dài\s+(?:thời\s+(?:gian|hạn)\s+)?)?(?:việc\s+)?{_STOP}\b", _FLAGS
)
_IS_SUSPENDED: Final = re.compile(
    rf"\b(?:(?:bị|được)\s+)?{_STOP}(?P<day>\s*,?\s*(?:kể\s+)?từ\s+ngày)?", _FLAGS
)
_RESUMES: Final = re.compile(
    rf"{_SPEAKER}(?:(?:{_ANNUL}|chấm\s+dứt|kết\s+thúc)\s+(?:việc\s+)?(?:thời\s+gian\s+)?{_STOP}|"
    r"khôi\s+phục\s+(?:lại\s+)?hiệu\s+lực(?:\s+thi\s+hành)?)\b",
    _FLAGS,
)
_IS_RESUMED: Final = re.compile(
    r"\b(?:tiếp\s+tục\s+có\s+hiệu\s+lực(?:\s+(?:thi\s+hành|áp\s+dụng))?(?=\s*,?\s*(?:trở\s+lại\s+)?(?:kể\s+)?từ\s)"
    r"|có\s+hiệu\s+lực(?:\s+(?:thi\s+hành|áp\s+dụng))?\s+trở\s+lại|(?:được\s+)?khôi\s+phục\s+hiệu\s+lực)",
    _FLAGS,
)
_AND_REPEALS: Final = re.compile(
    rf"(?:,|\bvà|\bđồng\s+thời)\s+{_ANNUL}\s+(?=(?:(?:các|toàn\s+bộ|một\s+phần)\s+)*(?:{ACT}|"
    r"(?:điểm|khoản|điều|mục|chương|phụ\s+lục)\s+[\da-zđIVX]))",
    _FLAGS,
)
_IS_REPEALED: Final = re.compile(rf"\b(?:bị|được|đều|nay)\s+{_ANNUL}\b", _FLAGS)
_ENDS: Final = re.compile(
    r"\bhết\s+hiệu\s+lực\b(?:\s+(?:thi\s+hành|áp\s+dụng))?"
    r"(?P<day>\s*(?:một\s+phần|toàn\s+bộ)?\s*,?\s*(?:kể\s+)?từ\s+(?:ngày|\d))?",
    _FLAGS,
)
_REPLACED_BY_SELF: Final = re.compile(
    rf"\bđược\s+thay\s+thế\s+(?:bởi|bằng)\s+(?=[^;.]{{0,160}}?{_SELF})", _FLAGS
)
_LEADING: Final = re.compile(rf"^\W*(?:kể\s+)?từ\s+{DATE}\s*,", _FLAGS)
_OPENS_LIST: Final = re.compile(
    r"^\W*(?:Các|Những)\b.{0,60}?\b(?:sau|dưới)(?:\s+đây)?\b.*:\s*$", _FLAGS
)
_UNTIL: Final = re.compile(
    r"\b(?:đến|còn|chưa|đã|khi|nếu|trường\s+hợp|thời\s+gian)\b[^,;.]{0,30}$", _FLAGS
)
_REPLACES: Final = re.compile(
    rf"(?:{_SELF}|\d/[A-ZĐ]{{2,}}|[:/-]\s?\d{{2,4}}\)?)\s*(?:được\s+\S+\s+\S+\s+)?(?:và\s+)?"
    rf"(?:được\s+)?(?:(?:ban\s+hành|áp\s+dụng)\s+)?(?:để\s+)?thay\s+thế(?:\s+cho)?\b{_BY_OTHER}",
    _FLAGS,
)
_AND_REPLACES: Final = re.compile(
    rf"(?:[,)]|\bvà|\bđể|\bnhằm)\s+thay\s+thế(?:\s+cho)?\s+(?=(?:(?:các|toàn\s+bộ)\s+)*{ACT})",
    _FLAGS,
)
_BEGINS_REPLACING: Final = re.compile(
    rf"^\W*(?:thay\s+thế(?:\s+cho)?|Công\s+bố\s+(?:việc\s+)?hết\s+hiệu\s+lực(?:\s+thi\s+hành)?"
    rf"(?:\s+(?:của|đối\s+với))?)\s+(?=(?:(?:các|toàn\s+bộ)\s+)*{ACT})",
    _FLAGS,
)
_ISSUES: Final = re.compile(rf"\bban\s+hành\s+kèm\s+theo\s+{_SELF}", _FLAGS)
_SAME: Final = re.compile(r"tương\s+đương|chấp\s+nhận|biên\s+soạn|chuyển\s+đổi", _FLAGS)
_NEW_WORDS: Final = re.compile(r"như\s+sau\s*:|:\s*[-–]?\s*[“\"]", _FLAGS)
_GROUNDS: Final = re.compile(r"^\W*(?:Căn cứ|Theo đề nghị|Ví dụ)\b")


@dataclass(frozen=True, slots=True)
class Deed:
    """A verb of :class:`standards.relation.Relation`, and the span of the words it governs.

    ``is_end``: the verb is *hết hiệu lực*, said of what stands in front of it; ``behind`` is where
    the words about its day begin.
    """

    verb: str
    start: int
    end: int
    behind: int = -1
    is_end: bool = False


@dataclass(frozen=True, slots=True)
class _Verb:
    start: int
    end: int
    verb: str
    is_active: bool
    is_end: bool = False


def find_deeds(words: str) -> tuple[Deed, ...]:
    """What a sentence, or a part of one up to a semicolon, does to the numbers in it.

    >>> find_deeds("Thông tư này thay thế Thông tư số 1/2020/TT-BXD.")
    (Deed(verb='replaces', start=21, end=48, behind=21, is_end=False),)
    >>> find_deeds("Khi linh kiện được thay thế phải thử lại theo TCVN 6396-20:2017.")
    ()
    """
    if not words or _GROUNDS.match(words):
        return ()
    found = sorted([*_active(words), *_passive(words)], key=lambda one: one.start)
    deeds: list[Deed] = []
    before = 0
    for one, after in zip(found, [*found[1:], None], strict=False):
        if one.is_active:
            limit = after.start if after is not None and after.is_active else len(words)
            end = _limit(one.verb, words, one.end, limit)
            deeds.append(Deed(one.verb, one.end, end, one.end))
            before = limit
        else:
            deeds.append(Deed(one.verb, before, one.start, one.end, one.is_end))
            before = one.end
    return tuple(deeds)


def _active(words: str) -> list[_Verb]:
    """Verbs that govern what stands behind them."""
    resumes = _RESUMES.match(words)
    if resumes is not None:
        return [_Verb(resumes.start(), resumes.end(), "resumes", is_active=True)]
    names_self = _NAMES_SELF.search(words)
    issues = _ISSUES.search(words)
    speaks = min((match.end() for match in (names_self, issues) if match), default=len(words))
    found: list[_Verb] = []
    for verb, match in (
        ("amends", _AMENDS.match(words)),
        ("corrects", _CORRECTS.match(words)),
        ("suspends", _SUSPENDS.match(words)),
        ("repeals", _REPEALS.match(words)),
        ("repeals", _AND_REPEALS.search(words, speaks)),
        ("replaces", _REPLACES.search(words) or _BEGINS_REPLACING.match(words)),
        ("replaces", _AND_REPLACES.search(words, speaks)),
        ("issues", issues),
    ):
        if match is not None and all(match.end() != one.end for one in found):
            found.append(_Verb(match.start(), match.end(), verb, is_active=True))
    return found


def _passive(words: str) -> list[_Verb]:
    """Verbs said of what stands in front: by this act, or with the day from which they hold."""
    names_self = _NAMES_SELF.search(words)
    found: list[_Verb] = []
    said = names_self or _LEADING.match(words) or _OPENS_LIST.match(words)
    for match in _ENDS.finditer(words):
        if (said or match["day"]) and not _UNTIL.search(words, 0, match.start()):
            end = match.start("day") if match["day"] else match.end()
            found.append(_Verb(match.start(), end, "replaces", is_active=False, is_end=True))
    for match in _IS_SUSPENDED.finditer(words):
        dated = match["day"] or (names_self and words[match.start() : match.start() + 3] == "bị ")
        if dated and not _UNTIL.search(words, 0, match.start()) and not _SUSPENDS.match(words):
            end = match.start("day") if match["day"] else match.end()
            found.append(_Verb(match.start(), end, "suspends", is_active=False))
    for match in _IS_RESUMED.finditer(words):
        found.append(_Verb(match.start(), match.end(), "resumes", is_active=False))
    for match in _REPLACED_BY_SELF.finditer(words):
        found.append(_Verb(match.start(), match.end(), "replaces", is_active=False))
    for match in _IS_REPEALED.finditer(words):
        if names_self and not re.match(r"\s+(?:bởi|theo)\b(?!.{0,60}này)", words[match.end() :]):
            found.append(_Verb(match.start(), match.end(), "repeals", is_active=False))
    return found


def _limit(verb: str, words: str, start: int, limit: int) -> int:
    """Where the words that an active verb governs end."""
    stop = {"amends": _NEW_WORDS, "corrects": _NEW_WORDS, "replaces": _SAME}.get(verb)
    match = stop.search(words, start, limit) if stop else None
    return match.start() if match else limit
