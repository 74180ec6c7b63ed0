"""How the text of a page can be had: as it stands, by OCR, or after conversion.

Reads the text of one page, what its encodings are, the share of the page that pictures cover and
what it draws; writes a :class:`standards.document.PageClass` with the reason in Vietnamese words.
Decided page by page: one file may hold scans among text.

The limits were chosen on 653 pages of 40 Vietnamese PDFs. Good text has 22 to 30 % marked letters
(8 % in lists of foreign names) and 95 % and more of its marked words are syllables; TCVN3 read as
Latin has 6 to 11 % and 30 %; a bad OCR layer has no marked letters at all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from index.pdf_drawn import Drawn
from ingest.encoding_votes import readings, telling_words
from ingest.legacy_fonts import named_encoding
from ingest.plausibility import Looks, looks_of
from standards.document import PageClass

__all__ = ["LOW_SHARE", "classify"]

PICTURE_PAGE: Final = 0.6
"""From this share of the page on, a picture is the page."""
SOME_PICTURE: Final = 0.3
"""A page with a picture of this size and next to no words is read from the picture."""
ANY_PICTURE: Final = 0.05
FEW_CHARACTERS: Final = 100
"""A page picture with fewer characters than this (stamps left out) has no text layer."""
HARDLY_ANY: Final = 20
LOW_SHARE: Final = 0.15
"""Under this share of marked letters a text is not wholly Vietnamese."""
MIN_LETTERS: Final = 40
"""Too short to judge below this many letters."""
MIN_WORDS: Final = 10
SOUND: Final = 0.85
"""From this share of marked words that are syllables on, a layer on a picture is good."""
UNSOUND: Final = 0.6
"""Below this share no page is text, drawn letters or not."""
FLAT: Final = 0.1
"""From this share of words that lack a mark on, a layer on a picture was made for another language;
good text has 0.01, English 0.08.
"""
FOREIGN: Final = 0.12
"""From this share of common words of a foreign language on, a text is in that language."""
LONG: Final = 0.08
"""From this share of words longer than any syllable on, a text is no Vietnamese, garbled or not."""
_VOWELS: Final = 0.3
OUTLINES: Final = 100
"""So many shapes of the size of letters on a page without words are letters."""
RECODED: Final = 0.02
_UNKNOWN: Final = 0.2
_NO_VOWELS: Final = 0.2
_NO_WORDS: Final = 0.15
_MANY_WORDS: Final = 30

_NOTHING: Final = Drawn()
_SIGNED: Final = re.compile(
    r"\s*(?:(?:người ký|ký bởi|ký số bởi|cơ quan|email|thời gian ký|ngày ký|thời điểm ký)\s*:"
    r"|(?:digitally signed|signed by|signature valid|dn|reason|location|date)\s*[:\s]"
    r"|[\w.+-]+@[\w.-]+\s*$|\d{1,4}[./-]\d{1,2}[./-]\d{2,4}\s+\d{1,2}:\d{2})",
    re.IGNORECASE,
)
"""What signing programs print on a scan; its words are in the picture all the same."""


def classify(
    text: str,
    fonts: Iterable[str],
    image_cover: float,
    *,
    recoded: float = 0.0,
    encoding: str = "",
    drawn: Drawn = _NOTHING,
) -> tuple[PageClass, str]:
    """The class of a page and why; ``text`` without stamps and running headers, converted if
    ``recoded`` says what share of its letters was (``encoding``: from which encoding and font).
    """
    if image_cover >= PICTURE_PAGE:
        text = "\n".join(line for line in text.splitlines() if not _SIGNED.match(line))
    looks = looks_of(text)
    missing = _no_text(looks, image_cover, drawn)
    if missing is not None:
        return missing
    over_picture = image_cover >= PICTURE_PAGE or drawn.hidden_text > 1 / 2
    broken = _broken(looks, over_picture)
    if recoded < RECODED and broken:
        raw = _unread_encoding(text, fonts)
        if raw:
            return PageClass.LEGACY, raw
    if broken:
        return PageClass.BAD_LAYER, broken
    if recoded >= RECODED:
        return PageClass.LEGACY, encoding
    return PageClass.TEXT, f"{_layer(over_picture, drawn)}{_told(looks)}"


def _no_text(looks: Looks, cover: float, drawn: Drawn) -> tuple[PageClass, str] | None:
    """Pages whose words, if they have any, are not in their text."""
    if cover >= PICTURE_PAGE and looks.inked < FEW_CHARACTERS:
        return PageClass.SCAN, f"ảnh phủ {cover:.0%} trang, {looks.inked} ký tự"
    if looks.inked < HARDLY_ANY and drawn.letter_shapes >= OUTLINES:
        return PageClass.SCAN, f"chữ vẽ thành {drawn.letter_shapes} hình, {looks.inked} ký tự"
    if looks.inked < HARDLY_ANY and cover >= (SOME_PICTURE if looks.inked else ANY_PICTURE):
        return PageClass.SCAN, f"ảnh phủ {cover:.0%} trang, chỉ có {looks.inked} ký tự"
    if not looks.inked:
        return PageClass.EMPTY, "không có chữ, không có ảnh"
    return None


def _broken(looks: Looks, over_picture: bool) -> str:
    """Why the letters of a page are not to be trusted; ``""`` if they are."""
    where = "lớp chữ trên ảnh trang" if over_picture else "lớp chữ"
    if looks.unknown > _UNKNOWN:
        return f"{where} hỏng: {looks.unknown:.0%} ký tự không có mã"
    if looks.letters < MIN_LETTERS or _is_foreign(looks):
        return ""
    if looks.told >= MIN_WORDS and looks.sound < (SOUND if over_picture else UNSOUND):
        return f"{where} hỏng: chỉ {looks.sound:.0%} từ có dấu là âm tiết tiếng Việt"
    if looks.distinct >= _MANY_WORDS and looks.vowels < _NO_VOWELS and looks.bare < _NO_WORDS:
        return f"{where} hỏng: chữ không thành tiếng, {looks.vowels:.0%} là nguyên âm"
    if over_picture and looks.words >= MIN_WORDS and looks.flat >= FLAT:
        return f"{where} hỏng: {looks.flat:.0%} từ mất dấu"
    if over_picture and looks.marked < LOW_SHARE and looks.told < MIN_WORDS:
        return f"{where} hỏng: {looks.marked:.0%} chữ có dấu, không phải tiếng nước ngoài"
    return ""


def _is_foreign(looks: Looks) -> bool:
    """Whether a text is in another language: by its common words, or by its long ones."""
    return looks.foreign >= FOREIGN or (looks.long >= LONG and looks.vowels >= _VOWELS)


def _layer(over_picture: bool, drawn: Drawn) -> str:
    if not over_picture:
        return ""
    return "lớp chữ ẩn trên ảnh trang, đọc được: " if drawn.hidden_text else "chữ trên ảnh trang: "


def _told(looks: Looks) -> str:
    if _is_foreign(looks) and looks.marked < LOW_SHARE:
        language = looks.language if looks.foreign >= FOREIGN else "nhiều từ nước ngoài"
        return f"{looks.inked} ký tự, {language}"
    if looks.letters < MIN_LETTERS:
        return f"{looks.inked} ký tự, ít chữ cái"
    sound = f", {looks.sound:.0%} từ có dấu là âm tiết" if looks.told else ""
    return f"{looks.inked} ký tự, {looks.marked:.0%} chữ có dấu{sound}"


def _unread_encoding(text: str, fonts: Iterable[str]) -> str:
    """The encoding from before Unicode that unconverted text is in; ``""`` if none."""
    votes = [readings(word[0]) for word in telling_words(text)]
    counted = Counter(reading for vote in votes for reading in vote)
    best = max((r for r in counted if r is not None), key=lambda r: counted[r], default=None)
    if best is None or counted[best] < max(MIN_WORDS, len(votes) / 2, 2 * counted[None]):
        return ""
    named = sorted(font for font in set(fonts) if named_encoding(font) is best)
    words = f"chữ kiểu {best} ({counted[best]} trên {len(votes)} từ)"
    return f"{words}, phông {named[0]}" if named else words
