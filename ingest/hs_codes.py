"""HS codes as lists print them.

Reads the words of table cells, writes :class:`standards.hs.HsCode` values. Printed forms: with
points, with blanks, glued, with a stray point (``73.09.00.11``), 4 and 6 digits, older codes of 10
digits (the first 8 count), codes split over columns (``8417 | 80 | 0``, zeros in front lost). How
one cell is read: :mod:`ingest.hs_cells`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ingest.hs_cells import make_code, read_cell
from standards.hs import HsCode

__all__ = [
    "codes_in_cell",
    "codes_in_text",
    "codes_of_group",
    "codes_over_columns",
    "without_codes",
]

_ONE: Final = r"(?:\d{4}|\d{2}\.\d{2})(?:[. ]?\d{2}(?:[. ]?\d{2})?)?(?:[. ]?\d{2})?(?!\d)"
_CODE: Final = re.compile(rf"(?<![\d.,/:-]){_ONE}")
_MORE: Final = rf"(?:\s*(?:[,;]|và|hoặc|đến)\s*{_ONE})*"
_NAMED: Final = re.compile(
    rf"(?:\bmã\s+(?:số\s+)?|\b)h\.?s\b\.?\s*(?:code)?[:\s]*({_ONE}{_MORE})", re.IGNORECASE
)
_HEADING: Final = re.compile(
    rf"\b(?:(?:phân\s+)?nhóm|mã(?:\s+(?:số|hàng|hs))*)\s*:?\s*({_ONE}{_MORE})", re.IGNORECASE
)
_TAKEN_OUT: Final = re.compile(r"\b(?:trừ|ngoại trừ|loại trừ|không (?:bao )?gồm)\b.*", re.I)
_IN_BRACKETS: Final = re.compile(
    rf"\s*\(\s*(?:các\s+)?(?:mã\s+(?:số\s+)?)?h\.?s\b\.?\s*(?:code)?[:\s]*{_ONE}{_MORE}\s*\)",
    re.IGNORECASE,
)
_FIRST_PART: Final = re.compile(r"^(?:\d{2}|\d{4}(?:\.?\d{2})?|\d{2}\.\d{2}(?:\.\d{2})?)$")
_PARTED: Final = re.compile(r"\s*(?:[,;\n]|\bvà\b)\s*|\s+")
_APART: Final = re.compile(r"\s*(?:[,;\n]|\bvà\b)\s*")
_TAIL: Final = re.compile(r"^\d{2}[ .]\d{1,2}$")
_NEXT_PART: Final = re.compile(r"^\.?\d{1,2}(?:\.?\d{2})?$")


def codes_in_cell(text: str, *, recognised: bool = False) -> tuple[HsCode, ...]:
    """Codes in a cell of an HS column, each once, in order.

    >>> [str(code) for code in codes_in_cell("73.09.00.11\\n8427 10 00; 84.27\\n(AHTN 2022)")]
    ['7309.00.11', '8427.10.00', '8427']
    """
    return read_cell(text, recognised=recognised).codes


def codes_in_text(text: str) -> tuple[HsCode, ...]:
    """Codes that running words call HS codes (``mã HS 2612.10.00, 2612.20.00``), each once.

    >>> [str(code) for code in codes_in_text("Quặng urani (mã HS 2612.10.00 và 2612.20)")]
    ['2612.10.00', '2612.20']
    """
    return _called(_NAMED, " ".join(text.split()))


def codes_of_group(text: str) -> tuple[HsCode, ...]:
    """Codes that the heading of a group gives to the goods below it, exclusions apart.

    >>> [str(code) for code in codes_of_group("Nhóm 84.29: Máy ủi, máy san (trừ nhóm 84.30)")]
    ['8429']
    """
    return _called(_HEADING, _TAKEN_OUT.sub("", " ".join(text.split())))


def _called(pattern: re.Pattern[str], text: str) -> tuple[HsCode, ...]:
    found = (make_code(m[0]) for named in pattern.finditer(text) for m in _CODE.finditer(named[1]))
    return tuple(dict.fromkeys(code for code in found if code is not None))


def without_codes(text: str) -> str:
    """``text`` without brackets that hold nothing but HS codes.

    >>> without_codes("Lò phản ứng hạt nhân (mã HS 8401.10.00, 8401.40.00)")
    'Lò phản ứng hạt nhân'
    """
    return _IN_BRACKETS.sub("", text).strip()


def codes_over_columns(cells: Sequence[str], *, recognised: bool = False) -> tuple[HsCode, ...]:
    """Codes of a row with several HS columns: parts of one code, or full codes side by side.

    Cells of as many lines each hold as many codes, one below the other; one part may stand beside
    several that go on with it.

    >>> [str(code) for code in codes_over_columns(["8417", "80", "0"])]
    ['8417.80.00']
    >>> [str(code) for code in codes_over_columns(["8517", "", ""])]
    ['8517']
    >>> [str(code) for code in codes_over_columns(["8417\\n8421", "80\\n39", "00\\n90"])]
    ['8417.80.00', '8421.39.90']
    >>> [str(code) for code in codes_over_columns(["8535", "21, 29", "90"])]
    ['8535.21.90', '8535.29.90']
    >>> [str(code) for code in codes_over_columns(["2815", "11 00\\n12 00"])]
    ['2815.11.00', '2815.12.00']
    """
    parts = [cell.strip() for cell in cells if cell.strip()]
    if len(parts) > 1 and (codes := _of_parts(_columns_of_parts(parts))):
        return tuple(dict.fromkeys(codes))
    found = (code for part in parts for code in codes_in_cell(part, recognised=recognised))
    return tuple(dict.fromkeys(found))


def _columns_of_parts(cells: Sequence[str]) -> list[list[str]]:
    """The parts in each cell; ``11 00`` beside a heading of four digits is one part, not two."""
    if len(cells) == 2 and all(map(_TAIL.match, tails := _APART.split(cells[1]))):
        return [_PARTED.split(cells[0]), [_joined(tail) for tail in tails]]
    return [_PARTED.split(cell) for cell in cells]


def _joined(tail: str) -> str:
    return tail[:2] + tail[3:].zfill(2)


def _of_parts(columns: Sequence[Sequence[str]]) -> list[HsCode]:
    """Codes whose parts stand in columns side by side; empty if they are none.

    Columns of as many parts go line by line, and a single part goes with all of its neighbours.
    Where neither holds nobody can say which parts belong together, and the codes end before.
    """
    heads = list(columns[0])
    if not all(map(_FIRST_PART.match, heads)):
        return []
    for parts in columns[1:]:
        if not all(map(_NEXT_PART.match, parts)):
            return []
        tails = [part.lstrip(".").zfill(2) for part in parts]
        if len(heads) == len(tails):
            heads = [head + tail for head, tail in zip(heads, tails, strict=True)]
        elif 1 in (len(heads), len(tails)):
            heads = [head + tail for head in heads for tail in tails]
        else:
            break
    codes = [make_code(head.replace(".", "")[:8]) for head in heads]
    return [] if None in codes else [code for code in codes if code is not None]
