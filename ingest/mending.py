"""Lines recognised from a picture that tell how a document is built, read as they were printed.

Reads page layouts; writes them again. On pages recognised from a picture:

* specks and page numbers are set aside, letterheads read across are parted into their columns;
* tone marks of set phrases (*QUYẾT ĐỊNH*, *hiệu lực thi hành*) are put back;
* numbers in front of headings become what they must have been (:mod:`ingest.mended_labels`); what
  only their row could decide is told as a doubt;
* figures of the document's own number and day that are more likely wrong than right, as those
  written by hand are, become a blank, which is told as a doubt: none is better than a wrong one.

The text that the library keeps and shows is that of the pages as given, not of these. The table is
``data/confusions.toml``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from ingest.confusions import bare, confusions
from ingest.known_numbers import RECOGNISED, KnownNumbers
from ingest.layout import PageLayout, PrintedLine
from ingest.letterhead import two_columns
from ingest.mended_labels import LabelMender
from standards.citations import find_identifiers
from standards.document import Doubt
from standards.place import Box
from standards.reading import unmarked

__all__ = ["Mended", "mend_pages"]

_SPECK: Final = 0.4
"""A mark lower than this share of a line's size is dirt on the glass."""
_NEXT: Final = 6
"""So many lines below tell whether a line heads a part."""
_OWN_NUMBER: Final = re.compile(r"(?i:số)\s?[:.]?\s?(?=[^\w\s]|\w{1,5}\s?[./]|\w{1,5}$)")
_OWN_DAY: Final = re.compile(
    r"^(?![(]|(?i:căn cứ|ban hành)).{0,60}(?i:ngày).{1,12}(?i:tháng).{1,10}(?i:năm)\s?\w{2,6}\W*$"
)
_BLANK: Final = re.compile(r"^[^/]+")
"""The figures of a number up to its slash, or a whole word without one."""
_IN_ROW: Final = "Số đề mục đọc từ ảnh, sửa theo thứ tự"
_UNSURE: Final = "Số hiệu hoặc ngày đọc từ ảnh không chắc chắn, bỏ trống"
_NOTHING: Final = KnownNumbers()
_PAGE_NUMBER: Final = re.compile(r"[\W_]{0,3}\d{1,3}[\W_]{0,3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """Pages whose headings and set phrases read as printed, and the doubts that this leaves."""

    pages: tuple[PageLayout, ...]
    doubts: tuple[Doubt, ...] = ()

    def doubts_on(self, first: int, last: int) -> tuple[Doubt, ...]:
        """The doubts of a run of pages, both ends included."""
        return tuple(each for each in self.doubts if first <= (each.page or 0) <= last)


def mend_pages(pages: Sequence[PageLayout], known: KnownNumbers = _NOTHING) -> Mended:
    """The pages of a file in order, recognised lines mended; text pages come back as they are.

    ``known`` are the numbers that confirm a document's own where it is hard to read.
    """
    mender = _Mender(known)
    body = _body_size(line for page in pages for line in page.lines)
    mended = tuple(_mend_page(page, mender, body) for page in pages)
    return Mended(pages=mended, doubts=tuple(mender.doubts()))


def _mend_page(page: PageLayout, mender: _Mender, body: float) -> PageLayout:
    if not any(line.fonts == RECOGNISED for line in page.lines):
        return page
    written = [line for line in page.lines if not _is_speck(line)]
    kept = [line for line in written if not _is_page_number(line, written)]
    set_aside = [line for line in page.lines if line not in kept]
    lines = two_columns(kept)
    scale = body / _body_size(lines)
    return replace(
        page,
        lines=tuple(
            mender.mend(replace(line, size=line.size * scale), page.weak, lines[at + 1 :][:_NEXT])
            for at, line in enumerate(lines)
        ),
        furniture=(*page.furniture, *set_aside),
    )


def _body_size(lines: Iterable[PrintedLine]) -> float:
    """The size in which most letters are printed.

    Sheets are copied smaller or larger: small print is small beside its own page alone.
    """
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return max(sizes, key=lambda size: sizes[size], default=1.0)


def _is_speck(line: PrintedLine) -> bool:
    """Whether a recognised line is no writing: no letter or figure, or too low for one."""
    if line.fonts != RECOGNISED:
        return False
    return not any(map(str.isalnum, line.text)) or line.box.height < _SPECK * line.size


def _is_page_number(line: PrintedLine, lines: Sequence[PrintedLine]) -> bool:
    """Whether a recognised line is the number of the page: figures alone, above or below all."""
    if line.fonts != RECOGNISED or not _PAGE_NUMBER.fullmatch(line.text):
        return False
    others = [other.box for other in lines if other is not line]
    below = all(line.box.y0 > box.y1 for box in others)
    return below or all(line.box.y1 < box.y0 for box in others)


class _Mender:
    """Walks down the lines of a file; ``unsure`` are lines with blanks, by page."""

    def __init__(self, known: KnownNumbers) -> None:
        self.labels = LabelMender()
        self.unsure: list[tuple[int, str]] = []
        self._known = known

    def mend(
        self, line: PrintedLine, weak: Sequence[PrintedLine], below: Sequence[PrintedLine]
    ) -> PrintedLine:
        """The line as it was printed, if it is recognised and begins as a heading or phrase.

        ``weak`` are the words of its page that are more likely wrong than right, ``below`` the
        next lines.
        """
        if line.fonts != RECOGNISED:
            return line
        text = self._without_weak(_phrases(_set_line(line.text)), line, weak)
        text = self.labels.mend(text, line.box.page, [other.text for other in below])
        return line if text == line.text else replace(line, text=text)

    def doubts(self) -> Iterator[Doubt]:
        """What was decided by the row of numbers, or left blank: one doubt a page and sort."""
        for what, notes in ((_IN_ROW, self.labels.notes), (_UNSURE, self.unsure)):
            for page in dict.fromkeys(page for page, _ in notes):
                words = dict.fromkeys(note for at, note in notes if at == page)
                yield Doubt(what=f"{what}: {', '.join(words)}", page=page)

    def _without_weak(self, text: str, line: PrintedLine, weak: Sequence[PrintedLine]) -> str:
        """The line that gives the document's number or day, with blanks for weak figures."""
        if not (_OWN_NUMBER.match(text) or _OWN_DAY.search(text)):
            return text
        if any(self._known.knows(one.identifier) for one in find_identifiers(text)):
            return text
        for word in weak:
            figures = any(map(str.isdigit, word.text))
            if figures and _is_inside(word.box, line.box) and word.text in text:
                self.unsure.append((line.box.page, line.text))
                text = text.replace(word.text, _BLANK.sub("…", word.text), 1)
        return text


def _is_inside(word: Box, line: Box) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2
    return line.x0 - 1 <= x <= line.x1 + 1 and line.y0 - 1 <= y <= line.y1 + 1


@cache
def _phrase_pattern() -> re.Pattern[str]:
    bare_phrases = sorted((unmarked(each) for each in confusions().phrases), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, bare_phrases))})\b")


def _phrases(text: str) -> str:
    """The line with the tone marks of phrases that stand in it, letter for letter."""
    letters = list(text)
    meant = {unmarked(each): each for each in confusions().phrases}
    for match in _phrase_pattern().finditer(unmarked(text).lower()):
        for at, letter in enumerate(meant[match[0]], match.start()):
            letters[at] = letter.upper() if text[at].isupper() else letter
    return "".join(letters)


def _set_line(text: str) -> str:
    """The line with the tone marks of a set phrase, if it is one but for them."""
    table = confusions()
    for read, meant in table.openings:
        if text.startswith(read):
            return meant + text[len(read) :]
    spellings = table.lines.get(bare(text), ())
    return text if not spellings or text in spellings else _like(text, spellings)


def _like(text: str, spellings: Iterable[str]) -> str:
    """The spelling in the letters' case of the line, with its last mark."""
    ordered = list(spellings)
    cased = [each for each in ordered if each.isupper() == text.isupper()]
    ended = [each for each in cased if each[-1] == text[-1]]
    return (ended or cased or [text])[0]
