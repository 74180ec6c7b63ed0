"""Numbers in front of headings, as they were printed on a page that was recognised from a picture.

Reads recognised lines in the order of the file; gives each back with the number it must have had.
Damage that leaves one reading is mended (``Điều l.``, ``Chương 1I``, ``5:2.``); where several are
left, the number that comes next in its row is taken, and noted; where none comes next, what was
read stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from ingest.confusions import confusions, distance, figures_meant
from ingest.labels import read_label, roman_number, roman_readings, roman_value
from standards.reading import unmarked

__all__ = ["LabelMender"]

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
_FIRST_PART: Final = re.compile(r"[1Ll](?P<tail>\s?\.\s*(?P<rest>.+))")
_SUFFIXED: Final = re.compile(r"(?P<roman>.+?)(?P<suffix>[a-eđ]?)$")
_COMMA: Final = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})\s?[,;](?=\s+[^\W\d_])")
_LETTER_ONE: Final = re.compile(r"l(?=\.(?:\d|\s*[^\W\d_][^\W\d_A-Z]))")
_APART: Final = re.compile(
    r"\d{1,2}(?:\s?[.:,]\s?\d{1,2}){1,4}(?=\.\s)|\d{1,2}(?:\s?\.\s?\d{1,2}){1,4}(?=\s)"
)
_DIRT: Final = re.compile(r"[_.,'`´‘’~¬|*:;]{1,3}\s+(?=\d{1,2}(?:[.:]\d{1,2})*\.\s)")
_LEAST_CAPITALS: Final = 4
_NEAR: Final = 1.0
"""A number in Roman figures may be this far from the one that comes next."""
_STROKES: Final = "II"
"""Of three strokes side by side one is lost, of two none."""
_NESTED: Final = ("Phần", "Chương", "Mục", "Tiểu mục")
"""Each begins to count anew in the one before it."""


class LabelMender:
    """Walks down the lines of a file with the headings that were read last.

    ``notes`` are pages and what the row of numbers decided there: ``H → II``.
    """

    def __init__(self) -> None:
        self.notes: list[tuple[int, str]] = []
        self._roman = 0
        self._worded: dict[str, tuple[int, str]] = {}

    def mend(self, text: str, page: int, below: Iterable[str]) -> str:
        """The text of a line of ``page``, its number as printed; ``below`` are the next lines."""
        text = _first_part(text, below) or text
        return self._word(text, page) or self._capitals(text, page) or _decimal(text)

    def _note(self, page: int, read: str, meant: str) -> None:
        self.notes.append((page, f"{read} → {meant}"))

    def _word(self, text: str, page: int) -> str | None:
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
            self._note(page, f"{word} {given}", f"{word} {number}")
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

        A letter that goes on from the last one (*VIIa*, *VIb*) says that the number is the same.
        A single letter that comes out of the row of Roman figures is one that looks like them.
        """
        last, last_suffix = self._worded.get(word, (0, ""))
        roman, suffix = _split(number)
        value = roman_value(roman)
        if value is None:
            others = [each for each in roman_readings(roman) if roman_value(each) == last + 1]
            return others[0] + suffix if last and len(others) == 1 and alone else number
        if (
            last_suffix
            and suffix == chr(ord(last_suffix) + 1)
            and roman + "I" == roman_number(last)
        ):
            return roman_number(last) + suffix
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

    def _capitals(self, text: str, page: int) -> str | None:
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
        self._note(page, given, meant)
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
    """A line that begins with ``1,``, ``l.`` or a speck and ``1.``, with ``1 .2`` or ``1:2.``."""
    if dirt := _DIRT.match(text):
        text = text[dirt.end() :]
    text = _LETTER_ONE.sub("1", text, count=1) if _LETTER_ONE.match(text) else text
    if apart := _APART.match(text):
        figures = re.sub(r"\s+", "", apart[0])
        text = re.sub("[:,]", ".", figures) + text[apart.end() :]
    if comma := _COMMA.match(text):
        text = f"{comma[1]}.{text[comma.end() :]}"
    return text


def _first_part(text: str, below: Iterable[str]) -> str | None:
    """``I. QUY ĐỊNH CHUNG`` where its number was read as ``1`` or ``L``: clause 1 stands below."""
    match = _FIRST_PART.match(text)
    if match is None or not _is_capitals(match["rest"]):
        return None
    labels = (label for line in below if (label := read_label(_decimal(line))) is not None)
    first = next(labels, None)
    return "I" + match["tail"] if first is not None and first.parts == (1,) else None
