"""Text as printed, in one encoding: the same letters always the same characters.

Reads the text of a PDF span; writes NFC text with plain blanks and plain hyphens. Words stay word
for word: no letter is corrected except those that no Vietnamese word has and that converters leave
behind or that look alike (U+01A3 for ư; the Icelandic U+00D0 and the African U+0189 for Đ).

The order matters: letters first, then NFC, then blanks and invisible characters, hyphens last. In
TCVN3 fonts U+00AD *is* the letter ư: such text is converted (:mod:`ingest.recoded_page`) before it
comes here.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

__all__ = ["normalise", "plain_line", "squeeze", "vietnamese_share"]

_LETTERS: Final = str.maketrans(
    {"\u01a3": "ư", "\u01a2": "Ư", "\u00d0": "Đ", "\u00f0": "đ", "\u0189": "Đ", "\u0256": "đ"}
)
_BLANKS: Final = re.compile(r"[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE: Final = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
)
_HYPHENS: Final = str.maketrans(
    {"\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2212": "-", "\u00ad": "-"}
)
_SOFT_HYPHEN: Final = re.compile("(?<=[^\\W\\d_A-ZĐ])\u00ad(?=[^\\W\\d_A-ZĐ]|$)")
"""A soft hyphen where a word can break. Elsewhere it is a hyphen: many fonts draw both alike."""
_RUNS: Final = re.compile(r" {2,}")
_MARKED: Final = frozenset("àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ")


def normalise(text: str) -> str:
    """``text`` in one encoding; line breaks stay, runs of blanks stay.

    >>> normalise("Ðiều\u00a01 quy \u01a3ớc")
    'Điều 1 quy ước'
    >>> normalise("QCVN 01\u2011189:2019")
    'QCVN 01-189:2019'
    >>> normalise("Số: 04/2021/TT\u00adBKHCN, tiêu\u00adchuẩn")
    'Số: 04/2021/TT-BKHCN, tiêuchuẩn'
    """
    text = unicodedata.normalize("NFC", text.translate(_LETTERS))
    text = _INVISIBLE.sub("", _BLANKS.sub(" ", text))
    return _SOFT_HYPHEN.sub("", text).translate(_HYPHENS)


def squeeze(text: str) -> str:
    """``text`` on one line, one blank between words.

    >>> squeeze("  Điều  1.\\n Phạm vi ")
    'Điều 1. Phạm vi'
    """
    return " ".join(text.split())


def plain_line(text: str) -> str:
    """``text`` without the blanks at its ends, runs of blanks made one."""
    return _RUNS.sub(" ", text).strip()


def vietnamese_share(text: str) -> float:
    """Share of letters that carry a Vietnamese mark, 0 to 1.

    Good Vietnamese text has 0.22 to 0.30, the same text in TCVN3 or without marks under 0.12.
    """
    letters = [character for character in text.lower() if character.isalpha()]
    if not letters:
        return 0.0
    return sum(character in _MARKED for character in letters) / len(letters)
