"""Parts of a text as sentences name them: *khoản 2 Điều 3*, *các khoản 3 và 5 Điều 1*, *Phụ lục I*.

Reads words; gives the parts named there, each as printed, with its place inside the text: *khoản 1,
khoản 2 Điều 12, Điều 14* are two parts.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.normalise import squeeze

__all__ = ["PART", "parts_in"]

PART: Final = (
    r"(?:một\s+phần|(?:(?:một\s+số|một|các|những)\s+)*"
    r"(?:phần(?=\s+(?:nội\s+dung|quy\s+định|của|Thông|Nghị|Quyết))|nội\s+dung|điều|khoản|điểm|mục|"
    r"tiểu\s+mục|chương|phụ\s+lục|cụm\s+từ|đoạn|câu|danh\s+mục|mẫu|bảng|"
    r"quy\s+định(?=\s+(?:tại|về|của))))\b"
)
"""How the name of a part of an act begins."""

_FLAGS: Final = re.IGNORECASE
_LABEL: Final = (
    r"(?:số\s*)?(?:\d+(?:[.\-]\d+)*[a-zđ]?|[IVXLC]+(?:[.\-]\d+)*|"
    r"(?-i:[a-zđ]\d?|[A-ZĐ](?:[.\d]+)?))(?![^\W_])"
)
_UNIT: Final = (
    r"(?:điều|khoản|điểm|tiểu\s+mục|mục|chương|phần|phụ\s+lục|danh\s+mục|biểu\s+mẫu|mẫu|bảng|đoạn)"
)
_ONE: Final = rf"{_UNIT}\s+{_LABEL}(?:\s*(?:,|và|,\s*và|-|đến)\s*{_LABEL})*"
_CHAIN: Final = re.compile(
    rf"(?:các\s+)?{_ONE}(?:\s*(?:,|và|,\s*và)?\s*(?:(?:của|thuộc|tại|các)\s+)*{_ONE})*", _FLAGS
)
_TOP: Final = re.compile(
    rf"(?:điều|phụ\s+lục|chương|danh\s+mục|mẫu|bảng|phần)\s+{_LABEL}(?:\s*(?:,|và|-|đến)\s*{_LABEL})*$",
    _FLAGS,
)
_MIDDLE: Final = re.compile(rf"mục\s+{_LABEL}$", _FLAGS)
_CUT: Final = re.compile(rf"\s*(?:,\s*và|,|và)\s+(?=(?:các\s+)?{_UNIT}\s)", _FLAGS)
_VAGUE: Final = re.compile(
    r"một\s+phần|(?:một\s+số|các)\s+(?:điều|khoản|nội\s+dung|quy\s+định)(?:\s*,\s*(?:điều|khoản|điểm))*"
    r"(?=\s+(?:của|tại|trong|về|thuộc|các|Thông|Nghị|Quyết|Luật))|"
    r"(?:quy\s+định|nội\s+dung)\s+về\s+[^,;.]{3,120}?(?=\s+(?:tại|của)\s|$)",
    _FLAGS,
)


def parts_in(words: str, *, vague: bool = True) -> tuple[str, ...]:
    """The parts that ``words`` name, in order, each once; vague ones (*một phần*) if asked for.

    >>> parts_in("Các khoản 3, 4, 5, 6 và khoản 7 Điều 1 Nghị định số")
    ('Các khoản 3, 4, 5, 6 và khoản 7 Điều 1',)
    >>> parts_in("khoản 1, khoản 2 Điều 12, Phụ lục VI và Phụ lục VII của")
    ('khoản 1, khoản 2 Điều 12', 'Phụ lục VI', 'Phụ lục VII')
    >>> parts_in("Bãi bỏ một phần Thông tư số")
    ('một phần',)
    """
    found: list[str] = []
    for chain in _CHAIN.finditer(words):
        found += _apart(chain[0])
    if not found and vague:
        found = [match[0] for match in _VAGUE.finditer(words)]
    return tuple(dict.fromkeys(squeeze(each) for each in found))


def _apart(chain: str) -> list[str]:
    """A chain cut behind each part that stands on its own: behind its *Điều*, not its *khoản*."""
    parts: list[str] = []
    start = 0
    for cut in _CUT.finditer(chain):
        before = chain[start : cut.start()]
        same = _MIDDLE.search(before) and not re.search(r"\bđiều\s", chain[cut.end() :], _FLAGS)
        if _TOP.search(before) or same:
            parts.append(before)
            start = cut.end()
    return [*parts, chain[start:]]
