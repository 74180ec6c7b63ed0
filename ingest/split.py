"""Where one file holds several documents: a circular and the regulations that it issues.

Reads entries; writes where each document starts. A new document needs strong evidence: a title
block with a number of its own, in the middle of the file, after numbered text, followed by
numbering that starts anew. A number named in a sentence or in a running header is no evidence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ingest.entry import Entry
from ingest.labels import read_label
from ingest.letter_spaced import heading_word
from ingest.outline import is_closing
from standards.citations import find_identifiers
from standards.identifier import Family, Identifier

__all__ = ["number_above", "number_line", "part_starts"]

_OWN_WORDS: Final = re.compile(
    r"^\W*(?:(?:ký hiệu|số hiệu|số|luật số|no\.?|mã số)\s*:?\s*)?[\[(]?\W*$", re.IGNORECASE
)
_AFTER_WORDS: Final = re.compile(
    r"^[\s)\].,;:]*(?:(?:soát xét|xuất bản) lần.*|.{0,30}ngày\s.*tháng.*)?$", re.IGNORECASE
)
_TITLE_WORDS: Final = re.compile(
    r"^(?:DỰ THẢO\s+)?(?:QUY CHUẨN|TIÊU CHUẨN|QUY TRÌNH|SỬA ĐỔI)\b|^Quy chuẩn kỹ thuật quốc gia\b|"
    r"^national technical regulation\b|^Vietnam standard\b",
)
_ACT_WORDS: Final = re.compile(r"^(?:THÔNG TƯ|NGHỊ ĐỊNH|QUYẾT ĐỊNH|NGHỊ QUYẾT|CHỈ THỊ|LUẬT)\b")
_AMENDMENT: Final = re.compile(
    r"^\W*(?:SỬA ĐỔI|Sửa đổi)(?:,?\s+(?:BỔ SUNG|bổ sung))?(?:\s+(?:LẦN|lần))?\s+\d+\s*:\s*\d{4}\W*$"
)
_MOTTO: Final = re.compile(r"C[ỘÔ]NG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA|^Độc lập", re.IGNORECASE)
_STANDARDS: Final = frozenset(
    {Family.TCVN, Family.QCVN, Family.QCDP, Family.OLD_SERIES, Family.PROCEDURE}
)
_BLANK_STANDARD: Final = re.compile(
    r"^\W*(?:QCVN|QCĐP|TCVN)[\s….xX_–-]*:\s*[\dxX…._]{0,4}\s*(?:/\s*[A-ZĐ.]+)?\W*$"
)
_BLANK_ACT: Final = re.compile(
    r"^\W*(?:Luật\s+)?[Ss]ố\s*:?[\s….xX_]*/(?:\s*[\dxX….]{0,4}\s*/)?\s*"
    r"(?:TTLT|TT|NĐ|QĐ|NQ|QH)(?:-[A-ZĐ]|\d)"
)
"""Numbers of drafts: ``QCVN …:2026/BXD``, ``Số:      /2026/TT-BXD``."""
_SENTENCE_GOES_ON: Final = re.compile(r".{20}\b(?:số|tư|định|luật|theo|của|và|tại)\s*:?\s*$")
_FORM: Final = re.compile(r"^\W*(?:Mẫu|Biểu mẫu|MẪU|BIỂU MẪU)(?:\s+(?:số|SỐ))?\s*:?\s*\d")
"""A form has a letterhead to be filled in; what stands below *Mẫu số 1* belongs to the act."""
_NEAR: Final = 6
_RESTART_REACH: Final = 250


def number_line(text: str) -> Identifier | None:
    """The number that a line states as its own: nothing else stands there but *Số:*, *Ký hiệu:*.

    >>> str(number_line("KÝ HIỆU QTKĐ: 02-2021/BLĐTBXH"))
    'QTKĐ 02-2021/BLĐTBXH'
    >>> number_line("theo QCVN 02:2019/BLĐTBXH") is None
    True
    """
    if len(text) > 160:
        return None
    found = find_identifiers(text)
    if not found or any(one.end > found[0].end for one in found if one.start > found[0].start):
        return None
    first = found[0]
    before, after = text[: first.start], text[first.end :]
    if not _OWN_WORDS.match(before) or not _AFTER_WORDS.match(after):
        return None
    return first.identifier


def number_above(above: str, text: str) -> Identifier | None:
    """The number that a line states; that of an amendment if the line above names one.

    None where the line above is a sentence that goes on with it: ``… theo Quyết định số``.

    >>> str(number_above("SỬA ĐỔI 1:2022", "QCVN 12:2015/BGTVT"))
    'Sửa đổi 1:2022 QCVN 12:2015/BGTVT'
    """
    number = number_line(text)
    if number is not None and _SENTENCE_GOES_ON.search(above) and not above.isupper():
        return None
    if number is None or number.is_amendment or not _AMENDMENT.match(above):
        return number
    return number_line(f"{above.strip()} {text}") or number


def part_starts(entries: Sequence[Entry]) -> tuple[int, ...]:
    """Positions at which the documents of the file start; the first is 0."""
    starts = [0]
    numbers: set[str] = set()
    numbered = in_annex = False
    for at, entry in enumerate(entries):
        if entry.is_row or entry.is_contents or entry.is_quoted:
            continue
        label = read_label(entry.text)
        if label and label.parts and label.parts[-1] == 1:
            numbered = numbered or label.kind in ("article", "decimal", "roman", "chapter")
        annexed = (label is not None and label.kind == "annex") or _FORM.match(entry.text)
        in_annex = in_annex or bool(annexed)
        stated = _stated(entries, at)
        if stated is None or not _in_title_block(entries, at, stated.is_standard):
            continue
        is_form = in_annex and stated.is_blank and not stated.is_standard
        if is_form or stated.key in numbers:
            continue
        if numbered and _numbering_restarts(entries, at):
            starts.append(_block_start(entries, at))
            numbered = in_annex = False
        numbers.add(stated.key)
    return tuple(starts)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stated:
    """What a line states as the number of a document; ``is_blank``: the figures are left blank."""

    key: str
    is_standard: bool
    is_blank: bool = False


def _stated(entries: Sequence[Entry], at: int) -> _Stated | None:
    text = entries[at].text
    number = number_above(entries[at - 1].text if at else "", text)
    if number is not None:
        standard = number.family in _STANDARDS or number.is_amendment
        return _Stated(key=number.key, is_standard=standard)
    standard = bool(_BLANK_STANDARD.match(text))
    if standard or _BLANK_ACT.match(text):
        key = re.sub(r"[\W_]+", "", text).casefold()
        return _Stated(key=key, is_standard=standard, is_blank=True)
    return None


def _in_title_block(entries: Sequence[Entry], at: int, is_standard: bool) -> bool:
    near = [
        heading_word(entry.text)
        for entry in entries[max(0, at - _NEAR) : at + _NEAR + 1]
        if entry.page == entries[at].page and not entry.is_row
    ]
    if is_standard:
        return any(_TITLE_WORDS.match(text) for text in near)
    return any(_MOTTO.search(text) for text in near) and any(_ACT_WORDS.match(t) for t in near)


def _numbering_restarts(entries: Sequence[Entry], at: int) -> bool:
    for entry in entries[at + 1 : at + _RESTART_REACH]:
        if entry.is_row or entry.is_contents:
            continue
        label = read_label(entry.text)
        if label and label.parts and set(label.parts) == {1} and label.kind != "annex":
            return True
    return False


def _block_start(entries: Sequence[Entry], at: int) -> int:
    """The first line of the title block that the number at ``at`` stands in."""
    start = at
    while start and entries[start - 1].page == entries[at].page:
        before = entries[start - 1]
        title = before.text.isupper() or _MOTTO.search(before.text) or before.bold > 0.5
        if before.is_row or not title or is_closing(before.text):
            break
        start -= 1
    return start
