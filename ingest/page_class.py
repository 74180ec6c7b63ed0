"""How the text of a page can be had: as it stands, by OCR, or after repair.

Reads the text of one page, the fonts it uses and the share of the page that pictures cover; writes
a :class:`standards.document.PageClass` with the reason in Vietnamese words. Decided page by page:
one file may hold scans among text.

The limits were chosen on 653 pages of 40 Vietnamese PDFs: good text has 22 to 30 % marked letters,
TCVN3 text 6 to 11 %, a bad OCR layer none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from ingest.normalise import vietnamese_share
from standards.document import PageClass

__all__ = ["LOW_SHARE", "classify", "is_legacy_font"]

PICTURE_PAGE: Final = 0.6
"""From this share of the page on, a picture is the page."""
FEW_CHARACTERS: Final = 100
"""A page picture with fewer characters than this (stamps left out) has no text layer."""
LOW_SHARE: Final = 0.15
"""Under this share of marked letters a text is no Vietnamese in Unicode."""
MIN_LETTERS: Final = 40
"""Too short to judge below this many letters."""

_LEGACY_FONT: Final = re.compile(r"^(?:[A-Z]{6}\+)?(?:\.?Vn[A-Z]|VNI|VN-|ABC|VPS)")
_TCVN3_LETTERS: Final = frozenset("µ¸¶·¹®¬­§©ª«¨¾»Æ½¼ÊÐÌËÎÏÝ×Ø÷ø")
_VNI_PAIRS: Final = re.compile(r"[aeoAEO][ùøûõïâáàåãäêëéèüúö]|[uU][ùøûõï]|[öô][ùøûõï]")


def is_legacy_font(font: str) -> bool:
    """Whether a font of that name was made for an encoding from before Unicode.

    >>> is_legacy_font(".VnTime"), is_legacy_font("VnTimeHBold"), is_legacy_font("VNI-Times")
    (True, True, True)
    >>> is_legacy_font("TimesNewRomanPSMT")
    False
    """
    return bool(_LEGACY_FONT.match(font))


def classify(text: str, fonts: Iterable[str], image_cover: float) -> tuple[PageClass, str]:
    """The class of a page and why; ``text`` is raw, without stamps and running headers.

    A legacy font alone proves nothing (converters keep font names), the letters must agree.
    """
    inked = len("".join(text.split()))
    if image_cover >= PICTURE_PAGE and inked < FEW_CHARACTERS:
        return PageClass.SCAN, f"ảnh phủ {image_cover:.0%} trang, {inked} ký tự"
    if not inked:
        return PageClass.EMPTY, "không có chữ, không có ảnh"
    letters = sum(character.isalpha() for character in text)
    share = vietnamese_share(text)
    if letters >= MIN_LETTERS and share < LOW_SHARE:
        legacy = _legacy_reason(text, fonts)
        if legacy:
            return PageClass.LEGACY, legacy
        if image_cover >= PICTURE_PAGE:
            return PageClass.BAD_LAYER, f"chữ trên ảnh trang, {share:.0%} chữ có dấu"
    if image_cover >= PICTURE_PAGE:
        return PageClass.TEXT, f"lớp chữ trên ảnh trang, {share:.0%} chữ có dấu"
    return PageClass.TEXT, f"{inked} ký tự, {share:.0%} chữ có dấu"


def _legacy_reason(text: str, fonts: Iterable[str]) -> str:
    """Which encoding from before Unicode the letters look like; empty if none."""
    named = sorted({font for font in fonts if is_legacy_font(font)})
    letters = sum(character.isalpha() for character in text)
    tcvn3 = sum(character in _TCVN3_LETTERS for character in text) / letters
    vni = len(_VNI_PAIRS.findall(text)) / letters
    if tcvn3 >= (0.03 if named else 0.06):
        return f"chữ kiểu TCVN3 ({tcvn3:.0%})" + (f", phông {named[0]}" if named else "")
    if vni >= (0.03 if named else 0.06):
        return f"chữ kiểu VNI ({vni:.0%})" + (f", phông {named[0]}" if named else "")
    return ""
