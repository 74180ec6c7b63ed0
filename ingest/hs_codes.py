"""HS codes as lists print them.

Reads the words of table cells, writes :class:`standards.hs.HsCode` values. Printed forms: with
points, with blanks, glued, with a stray point (``73.09.00.11``), 4 and 6 digits, older codes of 10
digits (the first 8 count), codes split over columns (``8417 | 80 | 0``, zeros in front lost).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from standards.errors import BadHsCode
from standards.hs import HsCode

__all__ = ["codes_in_cell", "codes_in_text", "codes_over_columns", "without_codes"]

_ONE: Final = r"(?:\d{4}|\d{2}\.\d{2})(?:[. ]?\d{2}(?:[. ]?\d{2})?)?(?:[. ]?\d{2})?(?!\d)"
_CODE: Final = re.compile(rf"(?<![\d.,/:-]){_ONE}")
_NAMED: Final = re.compile(
    rf"(?:\bmã\s+(?:số\s+)?|\b)h\.?s\b\.?\s*(?:code)?[:\s]*({_ONE}(?:\s*(?:[,;]|và|hoặc)\s*{_ONE})*)",
    re.IGNORECASE,
)
_IN_BRACKETS: Final = re.compile(
    rf"\s*\(\s*(?:các\s+)?(?:mã\s+(?:số\s+)?)?h\.?s\b\.?\s*(?:code)?[:\s]*{_ONE}"
    rf"(?:\s*(?:[,;]|và|hoặc)\s*{_ONE})*\s*\)",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_FIRST_PART: Final = re.compile(r"^\d{4}(?:\.?\d{2})?$")
_NEXT_PART: Final = re.compile(r"^\d{1,2}(?:\.?\d{2})?$")
_LAST_CHAPTER: Final = 97


def codes_in_cell(text: str) -> tuple[HsCode, ...]:
    """Codes in a cell of an HS column, each once, in order.

    A bare number of four digits counts only where the line has no words: it may be a year.

    >>> [str(code) for code in codes_in_cell("73.09.00.11\\n8427 10 00; 84.27\\n(AHTN 2022)")]
    ['7309.00.11', '8427.10.00', '8427']
    """
    found: dict[HsCode, None] = {}
    for line in text.splitlines():
        wordy = bool(_WORD.search(line))
        for match in _CODE.finditer(line):
            code = _code(match[0])
            if code is not None and not (wordy and code.level == 4 and "." not in match[0]):
                found[code] = None
    return tuple(found)


def codes_in_text(text: str) -> tuple[HsCode, ...]:
    """Codes that running words call HS codes (``mã HS 2612.10.00, 2612.20.00``), each once.

    >>> [str(code) for code in codes_in_text("Quặng urani (mã HS 2612.10.00 và 2612.20)")]
    ['2612.10.00', '2612.20']
    """
    one_line = " ".join(text.split())
    found = (_code(m[0]) for named in _NAMED.finditer(one_line) for m in _CODE.finditer(named[1]))
    return tuple(dict.fromkeys(code for code in found if code is not None))


def without_codes(text: str) -> str:
    """``text`` without brackets that hold nothing but HS codes.

    >>> without_codes("Lò phản ứng hạt nhân (mã HS 8401.10.00, 8401.40.00)")
    'Lò phản ứng hạt nhân'
    """
    return _IN_BRACKETS.sub("", text).strip()


def codes_over_columns(cells: Sequence[str]) -> tuple[HsCode, ...]:
    """Codes of a row with several HS columns: parts of one code, or full codes side by side.

    >>> [str(code) for code in codes_over_columns(["8417", "80", "0"])]
    ['8417.80.00']
    >>> [str(code) for code in codes_over_columns(["8517", "", ""])]
    ['8517']
    """
    parts = [cell.strip() for cell in cells if cell.strip()]
    if (
        len(parts) > 1
        and _FIRST_PART.match(parts[0])
        and all(_NEXT_PART.match(part) for part in parts[1:])
    ):
        digits = parts[0] + "".join(part.zfill(2) for part in parts[1:])
        code = _code(digits.replace(".", "")[:8])
        return () if code is None else (code,)
    return tuple(dict.fromkeys(code for part in parts for code in codes_in_cell(part)))


def _code(printed: str) -> HsCode | None:
    digits = re.sub(r"\D", "", printed)[:8]
    if not 1 <= int(digits[:2]) <= _LAST_CHAPTER:
        return None
    try:
        return HsCode.parse(digits)
    except BadHsCode:
        return None
