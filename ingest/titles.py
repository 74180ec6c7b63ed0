"""The title of a document: under the kind of its act, around its number, or above its text.

Reads the entries in front of the first clause and the running header; gives the title and, for
standards, the English one. The places are tried in the order of how much they say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ingest.cover_words import act_line, skips, stops
from ingest.dates import DATE_WORDS
from ingest.entry import Entry
from ingest.furniture import is_stamp
from ingest.labels import read_label
from ingest.layout import PrintedLine
from ingest.normalise import squeeze
from ingest.split import number_line
from standards.agencies import agency
from standards.identifier import Family, Identifier

__all__ = ["DAY", "PLACE_DATE", "read_titles"]

_TITLE_LINES: Final = 9
_SHORT_TITLE: Final = 8
_LONG_TITLE: Final = 300
_BOLD: Final = 0.5
_PLAIN: Final = 0.1
_ABOUT: Final = re.compile(r"^V/v\b", re.IGNORECASE)
_HEADER_DEPTH: Final = 260.0
"""Running headers end this many points below the upper edge, at the latest."""
_BROKEN_SYMBOL: Final = re.compile(r"(/[A-ZĐ]{2,5}-) (?=[A-ZĐ])")
_FOOTNOTE_MARK: Final = re.compile(r"^\s*[(\[]?(?:\d{1,2}|\*+)[)\]]?(?=\s|$)")
_ENGLISH: Final = re.compile(r"^[A-Za-z][\x20-\x7e–—’]+$")
_CODE: Final = re.compile(r"^\W*(?:[A-Za-z]{1,10}[\s_.-]*)?\d{1,6}\W*$")
_BLURB: Final = re.compile(r",?\s*bao gồm:?\s*$|\s*[.;:]\s*$")
DAY: Final = re.compile(r"^\d{1,2}\s+tháng\s+\d", re.IGNORECASE)
"""How a line begins that breaks a date in front of its day."""
PLACE_DATE: Final = re.compile(rf"^(?!căn cứ).{{0,80}}\b{DATE_WORDS}\s*$", re.IGNORECASE)
"""A line of place and day: *Hà Nội, ngày 03 tháng 6 năm 2021*."""


def read_titles(
    head: Sequence[Entry],
    number: Identifier | None,
    facts: dict[str, str],
    header: Sequence[PrintedLine],
    opening: str,
) -> tuple[str | None, str | None]:
    """The title and the English title, None where none is printed.

    ``head`` are the entries in front of the first clause, ``header`` the pieces of the running
    header, ``facts`` those of a portal's sheet, ``opening`` the first pages in one piece.
    """
    running = [entry for entry in head if not entry.is_row and not entry.is_contents]
    lines = [entry.text for entry in running]
    title, english = _act_title(running) or _subject(lines), None
    if title is None:
        title, english = _standard_title(lines)
    if title is None and facts.get("title"):
        title = facts["title"]
    if title is None:
        title = _abstract(opening)
    if title is None:
        title = _header_title(header) or _capitals_title(head) or _bold_title(head)
    return title, english


def _act_title(lines: Sequence[Entry]) -> str | None:
    """What stands under ``THÔNG TƯ``, ``NGHỊ ĐỊNH``, … up to the legal grounds.

    A title in bold ends where the text goes on without.
    """
    for at, entry in enumerate(lines):
        line = entry.text
        act = act_line(line)
        if act is None:
            continue
        rest = _FOOTNOTE_MARK.sub("", line[act[1] :]).strip()
        if rest and skips(rest):
            rest = ""
        if rest.startswith(":") or (rest and rest[0].islower()):
            continue
        words = [rest] if rest else []
        bold = False
        for below in lines[at + 1 : at + 1 + _TITLE_LINES]:
            text = below.text
            if not words and PLACE_DATE.match(text):
                continue
            if stops(text) or _is_numbered(text) or (words and _is_issuer(text)):
                break
            if skips(text) or act_line(text) or number_line(text):
                continue
            if bold and below.bold < _PLAIN:
                break
            bold = bold or below.bold > _BOLD
            words.append(text)
        if words:
            return _BROKEN_SYMBOL.sub(r"\1", squeeze(" ".join(words)))
    return None


def _subject(lines: Sequence[str]) -> str | None:
    """What an official letter is about (*V/v …*), under its number."""
    at = next((i for i, line in enumerate(lines) if _ABOUT.match(line)), None)
    if at is None:
        return None
    words = [lines[at]]
    for text in lines[at + 1 : at + 1 + _TITLE_LINES]:
        if stops(text) or skips(text) or PLACE_DATE.match(text) or _is_numbered(text):
            break
        words.append(text)
    return squeeze(" ".join(words))


def _is_issuer(text: str) -> bool:
    """Whether a line names an issuing body, no words that only hold its name."""
    return text[:1].isupper() and agency(text) is not None


def _is_numbered(text: str) -> bool:
    """Whether a clause begins here; a title may break before the day of a date in it."""
    return read_label(text) is not None and not DAY.match(text)


def _standard_title(lines: Sequence[str]) -> tuple[str | None, str | None]:
    """Title and English title of a standard's cover: capitals around its number."""
    at = next((i for i, line in enumerate(lines) if _states_standard(line)), None)
    if at is None:
        return None, None
    start = at
    while start and at - start < 4 and lines[start - 1].isupper() and not stops(lines[start - 1]):
        start -= 1
    words: list[str] = []
    english: list[str] = []
    for text in lines[start : at + 1 + _TITLE_LINES]:
        if _states_standard(text):
            continue
        in_title = bool(words) and words[-1].endswith(("-", "–"))
        if not in_title and (stops(text) or read_label(text)):
            if words:
                break
            continue
        if skips(text) or agency(text) is not None:
            continue
        if words and _ENGLISH.match(text):
            english.append(text)
        elif english or not (text.isupper() or not words):
            break
        else:
            words.append(text)
    title = squeeze(" ".join(words))
    return title or None, squeeze(" ".join(english)) or None


def _states_standard(text: str) -> bool:
    number = number_line(text)
    return number is not None and number.family is not Family.LEGAL_ACT


def _abstract(opening: str) -> str | None:
    """The paragraph under ``TRÍCH YẾU`` on a portal's page."""
    match = re.search(r"(?m)^TRÍCH YẾU\s*\n(?P<words>(?:.+\n){1,8}?.*)", opening)
    if match is None:
        return None
    words: list[str] = []
    for line in opening[match.start("words") :].split("\n")[:_TITLE_LINES]:
        if stops(line) or line.startswith(("•", "-", "+")):
            break
        words.append(line)
        if line.rstrip().endswith((".", ":")):
            break
    return _BLURB.sub("", squeeze(" ".join(words))) or None


def _header_title(header: Sequence[PrintedLine]) -> str | None:
    """The title in the running header of an extract: the pile of lines below its first row.

    Such headers are frames: organisation and code in the first row, title and edition below. A
    header of one row holds a number or a stamp, no title.
    """
    upper = (line for line in header if line.box.y1 < _HEADER_DEPTH and not is_stamp(line.text))
    lines = sorted(upper, key=_row_order)
    top = lines[0].box.y0 if lines else 0.0
    below = [line for line in lines if line.box.y0 > top + 0.6 * line.box.height]
    pile: list[PrintedLine] = []
    for line in below:
        if skips(line.text) or _CODE.match(line.text):
            continue
        if pile and not _stands_under(pile[-1], line):
            continue
        pile.append(line)
    title = squeeze(" ".join(line.text for line in pile))
    return title if len(title) > _SHORT_TITLE else None


def _row_order(line: PrintedLine) -> tuple[int, float]:
    return round(line.box.y0 / 4), line.box.x0


def _stands_under(upper: PrintedLine, lower: PrintedLine) -> bool:
    shared = min(upper.box.x1, lower.box.x1) - max(upper.box.x0, lower.box.x0)
    narrow = min(upper.box.x1 - upper.box.x0, lower.box.x1 - lower.box.x0)
    gap = lower.box.y0 - upper.box.y1
    return shared > 0.5 * narrow and -2 < gap < 0.5 * lower.box.height


def _capitals_title(head: Sequence[Entry]) -> str | None:
    """Capitals above the text, where nothing else says what the document is."""
    words: list[str] = []
    for entry in head:
        text = entry.text
        usable = text.isupper() and not (entry.is_row or entry.is_contents or number_line(text))
        if usable and not stops(text) and not skips(text) and agency(text) is None:
            if not read_label(text):
                words.append(text)
        elif words:
            break
    title = squeeze(" ".join(words))
    return title if len(title) > 2 * _SHORT_TITLE else None


def _bold_title(head: Sequence[Entry]) -> str | None:
    """The bold words at the very top of a text that has no title block: an article, an extract."""
    words: list[str] = []
    for entry in head[:_TITLE_LINES]:
        text = entry.text
        plain = entry.bold < _BOLD or entry.is_row or _CODE.match(text)
        if plain or stops(text) or skips(text) or read_label(text):
            break
        words.append(text)
    title = squeeze(" ".join(words))
    return title if 2 * _SHORT_TITLE < len(title) < _LONG_TITLE else None
