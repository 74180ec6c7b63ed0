"""One cell of a column of HS codes: its codes, and what in it could not be read as one.

Reads the words of a cell, lines apart by newlines; writes an :class:`HsCell`. Codes broken over two
lines are made whole, blanks and points in odd places are passed over, a zero lost in front is put
back where that gives a heading of the Harmonized System (``data/hs_headings.toml``). Codes behind
*trừ* are taken out by the list and are none of its codes. What is no code is said, with the reason.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from standards.errors import BadHsCode
from standards.hs import HsCode

__all__ = ["HsCell", "is_heading", "looks_like_codes", "make_code", "read_cell"]

LAST_CHAPTER: Final = 97
_DOTTED: Final = r"(?:\d{4}|\d{2}\.\d{2})(?:[. ]?\d{2}(?:[. ]?\d{2})?)?(?:[. ]?\d{2})?"
_COMMAS: Final = r"\d{4}(?:,\d{2},|-\d{2}-)\d{2}"
_LOST_ZERO: Final = r"[1-9]\d{2}(?:\.\d{2}){1,2}|[1-9]\d{6}"
_CODE: Final = re.compile(
    rf"(?<![\d.,/:-])(?:(?P<commas>{_COMMAS})|(?P<code>{_DOTTED})|(?P<lost>{_LOST_ZERO}))(?!\d)"
)
_PLAIN: Final = re.compile(r"(?<![\d.])(?:\d{4}|\d{2}\.\d{2})[. ]?\d{2}(?:[. ]?\d{2})?(?!\d)")
_MORE: Final = re.compile(r"\s*[/,]\s*(\d{2})(?![\d.])")
_COMPLETE: Final = re.compile(rf"^{_DOTTED}$")
_TAIL: Final = re.compile(r"[\d.]+$")
_HEAD: Final = re.compile(r"^[\d.]+(?![\d/])")
_ODD: Final = re.compile(r"^\d[\d. ]*\d$")
_ODD_POINT: Final = re.compile(r"(?<=\d)(?: *\. +| +\. *)(?=\d)")
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_CALLED: Final = re.compile(r"(?:^|[,;(+-]|\bnhóm|\bmã|\bsố|\bhs|\bvà|\bhoặc|\bđến|\bex)\s*$", re.I)
_TAKEN_OUT: Final = re.compile(
    r"\b(?:trừ|ngoại trừ|loại trừ|không (?:bao )?gồm|không kể)\b[^()]*?(?:(?=\))|$)", re.I | re.S
)
_NUMBER: Final = re.compile(r"\d[\d.]*")
_INSTRUMENT: Final = re.compile(r"\d+/\d{4}(?:/[\w-]+)?|\b(?:AHTN|năm)\s*\d{4}|\(\d\)", re.I)
_CHAPTER: Final = re.compile(r"\bchương\s*(\d{1,2})\b", re.I)
_LETTERS_READ: Final = str.maketrans("OoQDlI|iSBZ", "00001111582")
_MIXED: Final = re.compile(r"[\dOoQDlI|iSBZ][\dOoQDlI|iSBZ.]{3,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class HsCell:
    """What a cell of an HS column holds.

    ``codes`` each once, in order. ``refused``: why digits of the cell are no code (Vietnamese),
    ``""`` if all were read. ``repaired``: letters that a picture gave for digits were put right.
    """

    codes: tuple[HsCode, ...]
    refused: str = ""
    repaired: bool = False


@cache
def _last_headings() -> dict[str, int]:
    text = resources.files("ingest").joinpath("data/hs_headings.toml").read_text(encoding="utf-8")
    return {chapter: int(last) for chapter, last in tomllib.loads(text)["last"].items()}


def is_heading(digits: str) -> bool:
    """Whether the first four digits name a heading of the Harmonized System.

    >>> is_heading("8427"), is_heading("2019")
    (True, False)
    """
    return 1 <= int(digits[2:4]) <= _last_headings().get(digits[:2], 0)


def make_code(printed: str) -> HsCode | None:
    """The code of digits as printed; older ones of 10 digits by their first 8; None if none."""
    digits = re.sub(r"\D", "", printed)[:8]
    if len(digits) < 4 or not 1 <= int(digits[:2]) <= LAST_CHAPTER:
        return None
    try:
        return HsCode.parse(digits)
    except BadHsCode:
        return None


def looks_like_codes(text: str) -> bool:
    """Whether a cell with no heading above it holds codes of six digits or more, and little else.

    >>> looks_like_codes("8427.20.00\\n8427.10.00"), looks_like_codes("30\\n30\\n30")
    (True, False)
    """
    whole = "\n".join(_whole_lines(text))
    codes = [code for m in _PLAIN.finditer(whole) if (code := make_code(m[0])) is not None]
    digits = sum(ch.isdigit() for ch in text)
    real = any(is_heading(code.digits) for code in codes)
    return real and digits > 3 * sum(ch.isalpha() for ch in text)


def read_cell(text: str, *, recognised: bool = False) -> HsCell:
    """The codes of a cell; ``recognised`` for words that were recognised from a picture.

    A bare number of four digits must be a heading of the system, and stand where a code stands: it
    may be a year.

    >>> [str(code) for code in read_cell("8427.20.\\n00; nhóm 84.29 (trừ 8429.11.00)").codes]
    ['8427.20.00', '8429']
    >>> read_cell("84271").refused
    'không có mã HS 5 chữ số: 84271'
    """
    printed = _letters_put_right(text) if recognised else text
    kept = _TAKEN_OUT.sub(" ", printed)
    codes: dict[HsCode, None] = {}
    rest: list[str] = []
    for line in _whole_lines(kept):
        found, left = _line(line)
        codes.update(dict.fromkeys(found))
        rest.append(left)
    read = tuple(codes)
    return HsCell(
        codes=read,
        refused=_why(rest, printed, some=bool(read)),
        repaired=bool(read) and printed != text,
    )


def _line(line: str) -> tuple[list[HsCode], str]:
    """Codes of a line, and the line without them."""
    whole = _one_odd_code(line)
    if whole is not None:
        return [whole], ""
    line = _ODD_POINT.sub(".", line)
    wordy = bool(_WORD.search(line))
    found: list[HsCode] = []
    rest, at = "", 0
    while (match := _CODE.search(line, at)) is not None:
        code = _match(match, line, wordy=wordy)
        rest += line[at : match.start()]
        at = match.end()
        if code is None:
            rest += match[0]
            continue
        found.append(code)
        while code.level == 8 and (more := _MORE.match(line, at)) is not None:
            found.append(HsCode(code.digits[:6] + more[1]))
            at = more.end()
    return found, rest + line[at:]


def _match(match: re.Match[str], line: str, *, wordy: bool) -> HsCode | None:
    if match["lost"]:
        digits = "0" + re.sub(r"\D", "", match[0])
        return make_code(digits) if is_heading(digits) else None
    code = make_code(match[0])
    if code is None or code.level > 4:
        return code
    if not is_heading(code.digits):
        return None
    called = _CALLED.search(line[: match.start()])
    return code if "." in match[0] or not wordy or called else None


def _one_odd_code(line: str) -> HsCode | None:
    """A line of eight digits and nothing else but points and blanks, wherever these stand."""
    text = line.strip(" .")
    digits = re.sub(r"\D", "", text)
    if len(digits) != 8 or not _ODD.match(text) or _COMPLETE.match(text):
        return None
    if all(_COMPLETE.match(part) for part in text.split()):
        return None
    return make_code(digits) if is_heading(digits) else None


def _whole_lines(text: str) -> list[str]:
    """The lines of a cell, those that break a code joined."""
    lines: list[str] = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        if lines and (joined := _joined(lines[-1], line)) is not None:
            lines[-1] = joined
        else:
            lines.append(line)
    return lines


def _joined(above: str, line: str) -> str | None:
    """``above`` and ``line`` as one, if a code runs over the break; else None."""
    tail, head = _TAIL.search(above), _HEAD.match(line)
    if tail is None or head is None:
        return None
    before, after = tail[0], head[0].rstrip(".")
    if len(_digits(before)) < 3 and "." not in before:
        return None
    if not _COMPLETE.match(before + after) and not _goes_on(before, after):
        return None
    broken = (
        before.endswith(".")
        or not _COMPLETE.match(before)
        or not _COMPLETE.match(after)
        or (("." in before[:4]) != ("." in after[:4]) and not is_heading(after.replace(".", "")))
    )
    return above + line if broken else None


def _goes_on(before: str, after: str) -> bool:
    """Whether both are parts of a code that a third line ends (``8427.2``, ``0.0``)."""
    digits = re.sub(r"\D", "", before + after)
    return len(digits) < 8 and not _COMPLETE.match(before) and not _COMPLETE.match(after)


def _letters_put_right(text: str) -> str:
    """Letters that stand for digits (``O`` for 0, ``l`` for 1), where that gives a code."""

    def put_right(match: re.Match[str]) -> str:
        word = match[0]
        digits = word.translate(_LETTERS_READ)
        mostly = 2 * sum(ch.isdigit() for ch in word) >= len(word.replace(".", ""))
        right = mostly and _COMPLETE.match(digits.rstrip(".")) and is_heading(_digits(digits))
        return digits if right else word

    return _MIXED.sub(put_right, text)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _why(rest: Sequence[str], whole: str, *, some: bool) -> str:
    """Why digits were left; ``""`` if none were, or only numbers that explain the codes."""
    left = [_INSTRUMENT.sub(" ", line) for line in rest]
    if chapter := _CHAPTER.search(" ".join(left)):
        return "" if some else f"chỉ nêu chương {chapter[1]}, không nêu mã hàng"
    numbers = [
        match[0].rstrip(".")
        for line in left
        for match in _NUMBER.finditer(line)
        if not some or (len(_digits(match[0])) > 2 and not _WORD.search(line))
    ]
    if numbers:
        return _reason(numbers[0])
    if not some and any(ch.isdigit() for ch in whole):
        return "chỉ có số của văn bản, chú thích hoặc mã hàng được trừ ra"
    return ""


def _reason(number: str) -> str:
    digits = _digits(number)
    if len(digits) == 4 and 1900 <= int(digits) <= 2099:
        return f"là năm, không phải mã HS: {number}"
    if len(digits) in (4, 6, 8) and not 1 <= int(digits[:2]) <= LAST_CHAPTER:
        return f"danh mục HS không có chương {digits[:2]}: {number}"
    if len(digits) == 4:
        return f"danh mục HS không có nhóm {number}"
    return f"không có mã HS {len(digits)} chữ số: {number}"
