"""Lines recognised from a picture that tell how a document is built, read as they were printed.

Reads page layouts; writes them again: on pages recognised from a picture specks are set aside, tone
marks of set phrases (*QUYẾT ĐỊNH*, *hiệu lực thi hành*) are put back, and numbers in front of
headings become what they must have been (``Điều l.``, ``Chương 1I``, ``Phụ lục H`` after ``Phụ lục
I``). Where several numbers can be meant, the one that comes next in its row is taken, and that is
told as a doubt; where none comes next, what was read stays. The text that the library keeps and
shows is that of the pages as given, not of these. The table is ``data/confusions.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from ingest.confusions import bare, confusions, distance, figures_meant
from ingest.known_numbers import RECOGNISED
from ingest.labels import read_label, roman_number, roman_readings, roman_value
from ingest.layout import PageLayout, PrintedLine
from standards.document import Doubt
from standards.reading import unmarked

__all__ = ["Mended", "mend_pages"]

_SPECK: Final = 0.4
"""A mark lower than this share of a line's size is dirt on the glass."""
_WORDS: Final = {
    "dieu": "Điều",
    "phu luc": "Phụ lục",
    "chuong": "Chương",
    "muc": "Mục",
    "phan": "Phần",
    "tieu muc": "Tiểu mục",
}
_WORDED: Final = re.compile(
    r"(?P<lead>[\W_]{0,3})(?P<word>(?i:dieu|phu luc|chuong|tieu muc|muc|phan))(?P<gap>\s*)"
    r"(?P<number>[^\s.:(),;–-]{0,7})(?P<tail>.*)",
    re.DOTALL,
)
_ROMAN_LINE: Final = re.compile(r"(?P<number>[^\s\d.,:;(–-]{1,6})(?P<tail>\s?[.–-]\s*(?P<rest>.+))")
_SUFFIXED: Final = re.compile(r"(?P<roman>.+?)(?P<suffix>[a-eđ]?)$")
_COMMA: Final = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})\s?[,;](?=\s+[^\W\d_])")
_LETTER_ONE: Final = re.compile(r"l(?=\.(?:\d|\s*[^\W\d_][^\W\d_A-Z]))")
_APART: Final = re.compile(r"\d{1,2}(?:\s?\.\s?\d{1,2}){1,4}(?=[.\s])")
_LEAST_CAPITALS: Final = 4
_STROKES: Final = "II"
"""Of three strokes side by side one is lost, of two none."""
_NESTED: Final = ("Phần", "Chương", "Mục", "Tiểu mục")
"""Each begins to count anew in the one before it."""
_NEAR: Final = 1.0
"""A number in Roman figures may be this far from the one that comes next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """Pages whose headings and set phrases read as printed, and the doubts that this leaves."""

    pages: tuple[PageLayout, ...]
    doubts: tuple[Doubt, ...] = ()

    def doubts_on(self, first: int, last: int) -> tuple[Doubt, ...]:
        """The doubts of a run of pages, both ends included."""
        return tuple(each for each in self.doubts if first <= (each.page or 0) <= last)


def mend_pages(pages: Sequence[PageLayout]) -> Mended:
    """The pages of a file in order, recognised lines mended; text pages come back as they are."""
    mender = _Mender()
    return Mended(
        pages=tuple(_mend_page(page, mender) for page in pages),
        doubts=tuple(
            Doubt(what=f"Số đề mục đọc từ ảnh, sửa theo thứ tự: {', '.join(notes)}", page=page)
            for page, notes in mender.notes.items()
        ),
    )


def _mend_page(page: PageLayout, mender: _Mender) -> PageLayout:
    if not any(line.fonts == RECOGNISED for line in page.lines):
        return page
    specks = [line for line in page.lines if _is_speck(line)]
    return replace(
        page,
        lines=tuple(mender.mend(line) for line in page.lines if not _is_speck(line)),
        furniture=(*page.furniture, *specks),
    )


def _is_speck(line: PrintedLine) -> bool:
    """Whether a recognised line is no writing: no letter or figure, or too low for one."""
    if line.fonts != RECOGNISED:
        return False
    return not any(map(str.isalnum, line.text)) or line.box.height < _SPECK * line.size


class _Mender:
    """Walks down the lines of a file with the headings that were read last."""

    def __init__(self) -> None:
        self.notes: dict[int, list[str]] = {}
        self._roman = 0
        self._worded: dict[str, tuple[int, str]] = {}

    def mend(self, line: PrintedLine) -> PrintedLine:
        """The line as it was printed, if it is recognised and begins as a heading or phrase."""
        if line.fonts != RECOGNISED:
            return line
        text = _phrases(_set_line(line.text))
        text = self._word(text, line) or self._capitals(text, line) or _decimal(text)
        return line if text == line.text else replace(line, text=text)

    def _note(self, page: int, read: str, meant: str) -> None:
        self.notes.setdefault(page, []).append(f"{read} → {meant}")

    def _word(self, text: str, line: PrintedLine) -> str | None:
        """A line that begins with *Điều*, *Chương*, *Phụ lục* and a number; None if it does not."""
        match = _WORDED.match(unmarked(text))
        if match is None or not match["word"][0].isupper():
            return None
        word = _WORDS[match["word"].lower()]
        capitals = match["word"].isupper()
        given = text[match.start("number") : match.end("number")]
        tail = text[match.start("tail") :]
        alone = not tail.strip(" .:")
        if match["lead"] and not alone:
            return None
        number = given
        if given and not _is_label(f"{word} {given}{tail}"):
            found = _article(given, tail) if word == "Điều" else self._next(word, given, alone)
            if found is None:
                return None
            number = found
        if given and word != "Điều":
            number = self._repeated(word, number, alone)
        joined = f"{word.upper() if capitals else word} {number}{tail}".strip()
        if number and not _is_label(joined):
            return None
        if number and word != "Điều":
            self._remember(word, number)
        if number != given:
            self._note(line.box.page, f"{word} {given}", f"{word} {number}")
        return joined if number or alone else None

    def _next(self, word: str, given: str, alone: bool) -> str | None:
        """The number in Roman figures that letters were read for; None if there is none."""
        roman, suffix = _split(given)
        readings = [each for each in roman_readings(roman) if each != given]
        if len(readings) == 1:
            return readings[0] + suffix
        last = self._worded.get(word, (0, ""))[0]
        if not (last and alone):
            return None
        letters = "".join(confusions().romans.get(char, char) for char in roman) + suffix
        following = (roman_number(last + 1), roman_number(last + 1) + "a")
        near = sorted((distance(letters, each), each) for each in following)
        is_near = near[0][0] <= _NEAR and near[1][0] - near[0][0] > _NEAR / 2
        return near[0][1] if is_near else None

    def _repeated(self, word: str, number: str, alone: bool) -> str:
        """A number that was read before, where a stroke more makes it the next one.

        A single letter that comes out of the row of Roman figures is one that looks like them.
        """
        last, last_suffix = self._worded.get(word, (0, ""))
        roman, suffix = _split(number)
        value = roman_value(roman)
        if value is None:
            others = [each for each in roman_readings(roman) if roman_value(each) == last + 1]
            return others[0] + suffix if last and len(others) == 1 and alone else number
        repeated = value == last and suffix <= last_suffix and roman.endswith(_STROKES)
        more = roman + "I"
        return more + suffix if repeated and alone and roman_value(more) == last + 1 else number

    def _remember(self, word: str, number: str) -> None:
        roman, suffix = _split(number)
        value = roman_value(roman)
        if value is not None:
            self._worded[word] = (value, suffix)
        for below in _NESTED[_NESTED.index(word) + 1 :] if word in _NESTED else ():
            self._worded.pop(below, None)

    def _capitals(self, text: str, line: PrintedLine) -> str | None:
        """A line such as ``H. NỘI DUNG KIỂM TRA``: a part with a Roman number; None if it is not.

        Of several numbers the one that follows the last part is taken.
        """
        match = _ROMAN_LINE.match(text)
        if match is None or not _is_capitals(match["rest"]):
            return None
        given = match["number"]
        values = {roman_value(each): each for each in (given, *roman_readings(given))}
        more = roman_value(given + "I")
        if given.endswith(_STROKES) and more is not None:
            values.setdefault(more, given + "I")
        own = roman_value(given)
        meant = values.get(self._roman + 1)
        if own == self._roman + 1 or own == 1 or (meant is None and own is not None):
            self._roman = own
            return text
        if meant is None:
            return None
        self._roman += 1
        self._note(line.box.page, given, meant)
        return meant + match["tail"]


def _split(number: str) -> tuple[str, str]:
    """A Roman number and the letter behind it: ``IIa``."""
    match = _SUFFIXED.match(number)
    return (match["roman"], match["suffix"]) if match else (number, "")


def _is_label(text: str) -> bool:
    label = read_label(text)
    return label is not None and bool(label.number)


def _is_capitals(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    capitals = sum(char.isupper() for char in letters)
    return len(letters) >= _LEAST_CAPITALS and capitals > 0.9 * len(letters)


def _article(given: str, tail: str) -> str | None:
    """The figures that letters behind *Điều* were read for; a mark must part them from words."""
    meant = figures_meant(given)
    if len(meant) != 1 or len(meant[0]) > 3:
        return None
    return meant[0] if given[0].isdigit() or tail[:1] in (".", ":") else None


def _decimal(text: str) -> str:
    """A line that begins with ``1,`` or ``l.`` for ``1.``, or with ``1 .2`` for ``1.2``."""
    text = _LETTER_ONE.sub("1", text, count=1) if _LETTER_ONE.match(text) else text
    if apart := _APART.match(text):
        text = re.sub(r"\s+", "", apart[0]) + text[apart.end() :]
    if comma := _COMMA.match(text):
        text = f"{comma[1]}.{text[comma.end() :]}"
    return text


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
