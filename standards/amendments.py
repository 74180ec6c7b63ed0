"""How amendments are written: *Sửa đổi 1:2018 QCVN 9:2012/BKHCN* and its variants.

``Sửa đổi number:year base`` is the form of the law (TT 26/2019/TT-BKHCN, Điều 13; TT
11/2021/TT-BKHCN, Điều 8); print also has *sửa đổi lần 1*, the amendment behind its base, and no
year at all. An amendment must never read as its base.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from standards.reading import YEAR4

__all__ = ["AMENDMENT", "Amendment", "amendment_after", "amendment_before"]

AMENDMENT = "Sửa đổi"

_WORDS = (
    r"(?:sửa\s{0,2}đổi|sua\s{0,2}doi|sđ|sd|amendment)"
    r"(?:\s{0,2},?\s{0,2}(?:bổ\s{1,2}sung|bo\s{1,2}sung))?"
)
_TURN = (
    r"\s{0,3}(?P<turn>(?:lần|lan|số|so|no\.?)\s{0,2}(?:thứ\s{1,2}|thu\s{1,2})?)?"
    r"(?P<number>\d{1,2}|nhất)(?![\d.]|\s*(?:số|điều|khoản|điểm|mục|phần|chương)\b)"
)
_YEAR = (
    rf"(?:\s{{0,2}}[:-]\s{{0,2}}(?P<year>{YEAR4})|\s{{1,2}}(?:(?:năm|nam)\s{{1,2}})?"
    rf"(?P<spoken>{YEAR4}))?(?!\d)"
)

_BEFORE = re.compile(
    rf"(?i:(?<![^\W\d_]){_WORDS}{_TURN}{_YEAR}"
    r"\s{0,3}(?:của\s{1,3}|cua\s{1,3}|to\s{1,2}|[/,-]\s{0,2})?)$"
)
_AFTER = re.compile(
    rf"(?P<link>[\s,/;(:+-]{{0,4}}(?:(?:và|va|and|có|được)\s{{1,3}})?(?:bản\s{{1,2}})?)"
    rf"(?i:{_WORDS}{_TURN}{_YEAR})\)?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """The words of an amendment at ``start``..``end``: its number and, if printed, its year.

    ``both`` says that the words join the amendment to its base (*và sửa đổi 1:2016*), so that both
    are meant.
    """

    number: str
    year: int | None
    start: int
    end: int
    both: bool = False


def amendment_before(text: str, start: int) -> Amendment | None:
    """The amendment whose words end where its base starts.

    >>> found = amendment_before("Sửa đổi 1:2018 QCVN 9:2012/BKHCN", 15)
    >>> found and (found.number, found.year, found.start)
    ('1', 2018, 0)
    """
    floor = max(0, start - 48)
    match = _BEFORE.search(text[floor:start])
    return _amendment(match, floor) if match else None


def amendment_after(text: str, end: int, *, typed: bool = False) -> Amendment | None:
    """The amendment whose words follow its base; in print it needs *lần* or a year to be one.

    >>> found = amendment_after("QCVN 126:2021/BTTTT sửa đổi lần 1", 19)
    >>> found and (found.number, found.year)
    ('1', None)
    >>> amendment_after("QCVN 126:2021/BTTTT sửa đổi 2 nội dung", 19) is None
    True
    """
    match = _AFTER.match(text, end)
    if match is None or not (typed or match["turn"] or match["year"]):
        return None
    found = _amendment(match, 0)
    both = bool(re.search(r"\b(?:và|va|and)\b", match["link"]))
    return Amendment(
        number=found.number, year=found.year, start=match.end("link"), end=found.end, both=both
    )


def _amendment(match: re.Match[str], shift: int) -> Amendment:
    digits = match["year"] or match["spoken"]
    number = "1" if match["number"].lower() == "nhất" else str(int(match["number"]))
    return Amendment(
        number=number,
        year=int(digits) if digits else None,
        start=shift + match.start(),
        end=shift + match.end(),
    )
