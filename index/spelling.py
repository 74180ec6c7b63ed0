"""One spelling for Vietnamese syllables that may rightly be written in two ways.

* Tone placement: *hoá* and *hóa*, *uỷ* and *ủy*, *khoẻ* and *khỏe* are one syllable; the mark goes
  to the second vowel (the school rule, which underthesea's dictionary follows too).
* Final ``y`` and ``i`` after h, k, l, m, s, t: *kỹ* and *kĩ*, *tỷ* and *tỉ* (Quyết định 240/QĐ of
  1984 on spelling writes ``i``; both stay in use).

Tone marks themselves are never folded here; :func:`fold` does that for text typed without accents.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["fold", "is_unaccented", "normalise", "same_spelling"]

_CHARACTERS = str.maketrans(
    {
        "ƣ": "ư",
        "Ƣ": "Ư",
        "Ð": "Đ",
        "ð": "đ",
        "ɖ": "đ",
        "Ɖ": "Đ",
        "\u00ad": None,
        "\u200b": None,
        "\ufeff": None,
        **dict.fromkeys("\u00a0\u202f\u2007\u2009\u3000", " "),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    }
)
_ODD = re.compile(f"[{re.escape(''.join(map(chr, _CHARACTERS)))}]")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TWO_VOWELS = re.compile(rf"([ou])([{_TONES}])([aey])$")
_FINAL_Y = re.compile(rf"^([hklmst])y([{_TONES}]?)$")
_VIETNAMESE_MARKS = re.compile(
    "[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]"
)


def normalise(text: str) -> str:
    """Lower case, NFKC, look-alike letters put right, plain spaces and hyphens.

    >>> normalise("QUY CHU\\u1ea8N v\\u1ec1 n\\u01a3\\u1edbc, m²")
    'quy chuẩn về nước, m2'
    """
    if _ODD.search(text):
        text = unicodedata.normalize("NFC", text).translate(_CHARACTERS)
    return unicodedata.normalize("NFKC", text).lower()


@lru_cache(maxsize=65536)
def same_spelling(syllable: str) -> str:
    """One spelling for a syllable in lower case, whichever way it was written.

    >>> [same_spelling(word) for word in ("hóa", "hoá", "ủy", "qúy", "kĩ", "hoàn")]
    ['hoá', 'hoá', 'uỷ', 'quý', 'kĩ', 'hoàn']
    >>> same_spelling("kỹ")
    'kĩ'
    """
    if syllable.isascii():
        return "".join(_FINAL_Y.sub(r"\1i", syllable))
    apart = unicodedata.normalize("NFD", syllable)
    apart = _TWO_VOWELS.sub(_move_tone, apart)
    apart = _FINAL_Y.sub(r"\1i\2", apart)
    return unicodedata.normalize("NFC", apart)


def _move_tone(match: re.Match[str]) -> str:
    first, tone, second = match.groups()
    if first + second in ("oa", "oe", "uy"):
        return first + second + tone
    return match.group()


@lru_cache(maxsize=65536)
def fold(syllable: str) -> str:
    """The syllable as typed without accents: no tone marks, no vowel marks, ``đ`` as ``d``.

    >>> fold("đường"), fold("quỹ")
    ('duong', 'quy')
    """
    apart = unicodedata.normalize("NFD", syllable.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in apart if not unicodedata.combining(char))


def is_unaccented(text: str) -> bool:
    """Whether a question was typed without accents: letters, but no Vietnamese mark in them.

    English text is unaccented too; the folded field then finds what it can.

    >>> is_unaccented("mu an toan cong nghiep"), is_unaccented("mũ an toàn"), is_unaccented("6506")
    (True, False, False)
    """
    plain = unicodedata.normalize("NFC", text).lower()
    return any(char.isalpha() for char in plain) and not _VIETNAMESE_MARKS.search(plain)
