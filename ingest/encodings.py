"""Text in an encoding from before Unicode, converted letter by letter.

Four encodings were in use: TCVN3 (also called ABC; fonts ``.VnTime``), VNI (``VNI-Times``, a letter
and its mark are two characters), VISCII (RFC 1456) and VPS. A PDF shows their bytes as the
characters of Latin-1 or Windows-1252 with the same numbers; sometimes as characters that only look
alike, or in the private area (U+F0xx, fonts coded as symbols). The tables are those of viparse,
imported nowhere else; what they lack is in ``data/encodings.toml``.

Blanks stay, and each letter remembers which piece of the text it came from: a VNI letter and its
mark may be drawn apart.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from itertools import chain
from typing import Final

from viparse.normalize.encodings import CHARMAPS

__all__ = [
    "Encoding",
    "Spelled",
    "bullet_letters",
    "convert",
    "hyphen_letter",
    "legacy_characters",
    "spell",
]


class Encoding(StrEnum):
    """An encoding of Vietnamese from before Unicode."""

    TCVN3 = "TCVN3"
    VNI = "VNI"
    VISCII = "VISCII"
    VPS = "VPS"


_BLANK: Final = "\u00a0"
"""A letter in VISCII (Õ), but in PDFs far more often a blank."""
_PRIVATE: Final = {chr(0xF000 + byte): chr(byte) for byte in range(0x20, 0x100)}
_CAPITAL_BASE: Final = re.compile("(?<=[AEIOUYÔÖ])[ùøûõïâáàåãäêéèúüë]")
"""VNI: the small mark that some keyboards put behind a capital letter."""
_BULLETS: Final = (0x81, 0x8D, 0x8F, 0x90, 0x95, 0x9D)
"""Bytes that a PDF in Windows-1252 shows as a bullet."""
_SINGLE_BYTE: Final = (Encoding.VISCII, Encoding.VPS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelled:
    """Converted text; ``owners`` holds for each letter the number of the piece it came from."""

    text: str
    owners: tuple[int, ...]

    def pieces(self, count: int) -> tuple[str, ...]:
        """The text of each of ``count`` pieces."""
        found: list[list[str]] = [[] for _ in range(count)]
        for letter, owner in zip(self.text, self.owners, strict=True):
            found[owner].append(letter)
        return tuple(map("".join, found))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """``surface`` takes characters as PDFs show them to those of the table; ``letters`` takes what
    was written, one character or two, to a letter; ``written`` finds it.
    """

    surface: dict[int, str]
    letters: dict[str, str]
    written: re.Pattern[str]


@cache
def _table(encoding: Encoding) -> _Table:
    data = tomllib.loads(_raw())
    letters = dict(CHARMAPS[encoding.lower()].pairs)
    letters |= {e["written"]: e["means"] for e in data["letter"] if e["encoding"] == encoding}
    letters.pop(_BLANK, None)
    surface = dict(_PRIVATE)
    if encoding in _SINGLE_BYTE:
        surface |= {
            bytes([byte]).decode("cp1252"): chr(byte)
            for byte in range(0x80, 0xA0)
            if chr(byte) in letters and byte not in _BULLETS
        }
    if encoding is Encoding.TCVN3:
        surface |= {c: chr(e["byte"]) for e in data["look_alike"] for c in e["written"]}
    longest_first = sorted(letters, key=len, reverse=True)
    return _Table(
        surface=str.maketrans(surface),
        letters=letters,
        written=re.compile("|".join(map(re.escape, longest_first))),
    )


def _raw() -> str:
    return resources.files("ingest").joinpath("data/encodings.toml").read_text(encoding="utf-8")


def spell(pieces: Sequence[str], encoding: Encoding) -> Spelled:
    """The pieces of one printed row, read as one text; characters of no letter stay.

    >>> spell(["nha", "ân ", "daân"], Encoding.VNI).pieces(3)
    ('nhâ', 'n ', 'dân')
    """
    table = _table(encoding)
    text = "".join(pieces).translate(table.surface)
    owners = list(chain.from_iterable([at] * len(piece) for at, piece in enumerate(pieces)))
    if encoding is Encoding.VNI:
        text = _CAPITAL_BASE.sub(lambda mark: mark[0].upper(), text)
    found: list[str] = []
    kept: list[int] = []
    end = 0
    for match in table.written.finditer(text):
        found += (text[end : match.start()], table.letters[match[0]])
        kept += (*owners[end : match.start()], owners[match.start()])
        end = match.end()
    return Spelled(text="".join((*found, text[end:])), owners=(*kept, *owners[end:]))


def convert(text: str, encoding: Encoding) -> str:
    """``text`` in Unicode; what is no letter of the encoding stays, blanks at the ends too.

    >>> convert(" Nghị ®Þnh sè 5 ", Encoding.TCVN3), convert("Vieät Nam", Encoding.VNI)
    (' Nghị định số 5 ', 'Việt Nam')
    """
    return spell([text], encoding).text


@cache
def hyphen_letter(encoding: Encoding) -> str:
    """The letter at byte 0xAD, which PDFs show as a soft hyphen, a minus or a hyphen; or ``""``.

    >>> [hyphen_letter(encoding) for encoding in Encoding]
    ['ư', '', 'ễ', 'Ứ']
    """
    return _table(encoding).letters.get("\u00ad", "")


@cache
def bullet_letters(encoding: Encoding) -> str:
    """The letters that a bullet between letters may stand for, the commonest first.

    >>> bullet_letters(Encoding.VPS)
    'ẢẾỚẮỄẲ'
    """
    return "".join(
        e["letters"] for e in tomllib.loads(_raw())["bullet"] if e["encoding"] == encoding
    )


@cache
def lost_words() -> dict[str, str]:
    """Words that lost their ư and look like others: as they stand, and as they were."""
    return dict(tomllib.loads(_raw())["lost"]["words"])


@cache
def legacy_characters(encoding: Encoding) -> frozenset[str]:
    """The characters, as PDFs show them, that mean a letter in that encoding."""
    table = _table(encoding)
    letters = frozenset(chain.from_iterable(table.letters)) - frozenset(map(chr, range(0x80)))
    shown = {chr(c) for c, meant in table.surface.items() if meant in letters or meant.isalpha()}
    return letters | shown | ({"\u2022"} if bullet_letters(encoding) else set())
