"""Turns finished pages into what archives hold: scans, and text layers of the TCVN3 years."""

from __future__ import annotations

import random

import pymupdf

from samples.flow import PAPER
from samples.text_layer import respell

__all__ = ["TCVN3", "as_scan", "as_tcvn3"]

_CODES = """
à B5 ả B6 ã B7 á B8 ạ B9 ă A8 ằ BB ẳ BC ẵ BD ắ BE ặ C6 â A9 ầ C7 ẩ C8 ẫ C9 ấ CA ậ CB đ AE
è CC ẻ CE ẽ CF é D0 ẹ D1 ê AA ề D2 ể D3 ễ D4 ế D5 ệ D6 ì D7 ỉ D8 ĩ DC í DD ị DE
ò DF ỏ E1 õ E2 ó E3 ọ E4 ô AB ồ E5 ổ E6 ỗ E7 ố E8 ộ E9 ơ AC ờ EA ở EB ỡ EC ớ ED ợ EE
ù EF ủ F1 ũ F2 ú F3 ụ F4 ư AD ừ F5 ử F6 ữ F7 ứ F8 ự F9 ỳ FA ỷ FB ỹ FC ý FD ỵ FE
Ă A1 Â A2 Ê A3 Ô A4 Ơ A5 Ư A6 Đ A7
"""
TCVN3 = {
    letter: int(code, 16)
    for letter, code in zip(_CODES.split()[::2], _CODES.split()[1::2], strict=True)
}
"""Codes of TCVN 5712:1993 (VN3): 67 small letters and 7 capitals without tone marks."""


def as_scan(document: pymupdf.Document, *, dpi: int = 130, tilt: float = 0.6) -> pymupdf.Document:
    """Pages as grey pictures, laid on the glass a little askew, with dust; no text at all."""
    dust = random.Random(1945)
    scan = pymupdf.open()
    zoom = dpi / 72
    for page in document:
        turn = pymupdf.Matrix(zoom, zoom).prerotate(tilt if page.number % 2 == 0 else -tilt)
        picture = page.get_pixmap(matrix=turn, colorspace=pymupdf.csGRAY)
        for _ in range(260):
            spot = (dust.randrange(picture.width), dust.randrange(picture.height))
            picture.set_pixel(*spot, (dust.randrange(40, 160),))
        sheet = scan.new_page(width=PAPER.width, height=PAPER.height)
        sheet.insert_image(sheet.rect, stream=picture.tobytes("jpeg", jpg_quality=55))
    return scan


def as_tcvn3(document: pymupdf.Document) -> None:
    """Let the text layer speak TCVN3: pages look the same, extracted letters are those of .VnTime.

    So do PDFs made from Word 97 files. Fonts get the names of that time; the bold face plays
    ``.VnTimeH``, whose small letters are drawn as capitals.
    """
    respell(document, _tcvn3_letter)
    fonts = {entry[0]: entry[3] for page in document for entry in page.get_fonts(full=True)}
    for xref, name in fonts.items():
        _rename(document, xref, ".VnTimeH" if "Bold" in name else ".VnTime")


def _tcvn3_letter(font: str, letter: str) -> str:
    small = letter.lower() if letter.lower().upper() == letter else letter
    if "Bold" in font and len(small) == 1:
        return chr(TCVN3.get(small, ord(small)))
    return chr(TCVN3.get(letter) or TCVN3.get(small) or ord(letter))


def _rename(document: pymupdf.Document, xref: int, name: str) -> None:
    document.xref_set_key(xref, "BaseFont", f"/{name}")
    kind, value = document.xref_get_key(xref, "DescendantFonts")
    if kind == "xref":
        value = document.xref_object(int(value.split()[0]))
    child = int(value.strip("[] ").split()[0])
    document.xref_set_key(child, "BaseFont", f"/{name}")
    kind, value = document.xref_get_key(child, "FontDescriptor")
    if kind == "xref":
        document.xref_set_key(int(value.split()[0]), "FontName", f"/{name}")
