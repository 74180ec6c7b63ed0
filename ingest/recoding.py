"""One printed row in an encoding from before Unicode, put into Unicode.

Three habits of old files are put right besides the letters themselves:

* The byte 0xAD is the letter ư in TCVN3. Programs write it as a soft hyphen, a minus sign, a plain
  hyphen, or not at all. A hyphen is taken for the letter only where the syllable needs it
  (*n-íc* is *nước*, *kinh tÕ-x· héi* keeps its hyphen); a letter that is not there is put back only
  where exactly one syllable is possible (*bíc* can only be *bước*).
* TCVN3 has no accented capitals. Fonts whose names end in H draw small letters as capitals.
* Who had no such font typed ``NGHÞ §ÞNH``: the accented letters of words in capitals are capitals.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final

from ingest.encodings import Encoding, Spelled, bullet_letters, hyphen_letter, lost_words, spell
from ingest.syllables import is_syllable

__all__ = ["Hyphens", "hyphen_is_letter", "hyphens_of", "lost_letter", "recode"]


class Hyphens(StrEnum):
    """How the byte 0xAD, a letter, shows in a file."""

    SOFT = "soft"
    """As a soft hyphen, or a minus sign where a letter is needed; other hyphens are hyphens."""
    PLAIN = "plain"
    """As a soft hyphen, a minus sign or any hyphen."""
    LOST = "lost"
    """Not at all: TCVN3 whose soft hyphens a program threw away."""


_SIGNS: Final = {
    Hyphens.SOFT: "\u2212",
    Hyphens.PLAIN: "\u2212\u2010\u2011\u2013-",
    Hyphens.LOST: "",
}
_ALL_SIGNS: Final = _SIGNS[Hyphens.PLAIN]
_JOINED: Final = re.compile(rf"(?<![\w{_ALL_SIGNS}])[^\W\d_]*(?:[{_ALL_SIGNS}][^\W\d_]*)+(?!\w)")
_BROKEN: Final = re.compile(rf"(?<!\w)[^\W\d_]+[{_SIGNS[Hyphens.PLAIN][1:]}][^\W\d_]+(?!\w)")
_MIN_WORDS: Final = 3
_WORD: Final = re.compile(r"[^\W\d_]+")
_VOWEL: Final = re.compile("[aeiouy]")
_BULLET: Final = "\u2022"
_BULLETED: Final = re.compile(rf"[^\W\d_]+{_BULLET}[^\W\d_]*|{_BULLET}[^\W\d_]+")
_MOSTLY: Final = 0.8
_MIN_CAPITALS: Final = 4


def recode(
    pieces: Sequence[str], encoding: Encoding, hyphens: Hyphens, capitals: Sequence[bool]
) -> tuple[str, ...]:
    """The pieces of one row in Unicode, one for one; ``capitals``: the piece is drawn in capitals.

    >>> recode(["®Çu t- ", "n-íc"], Encoding.TCVN3, Hyphens.PLAIN, [False, False])
    ('đầu tư ', 'nước')
    >>> recode(["CéNG HßA"], Encoding.TCVN3, Hyphens.SOFT, [False])
    ('CỘNG HÒA',)
    """
    spelled = _with_bullets(spell(pieces, encoding), bullet_letters(encoding))
    spelled = _with_hyphens(spelled, hyphen_letter(encoding), _SIGNS[hyphens])
    if hyphens is Hyphens.LOST and encoding is Encoding.TCVN3:
        spelled = _with_lost(spelled, hyphen_letter(encoding))
    if encoding is Encoding.TCVN3:
        spelled = _with_capitals(spelled, capitals)
    return spelled.pieces(len(pieces))


def hyphens_of(texts: Mapping[Encoding, Sequence[str]]) -> Hyphens:
    """How a file shows the byte 0xAD, from all its text in each encoding.

    A plain hyphen is the letter if a word needs it, several words where soft hyphens stand too.
    """
    plain: set[str] = set()
    lost: set[str] = set()
    soft = minus = False
    for encoding, rows in texts.items():
        letter = hyphen_letter(encoding)
        for row in rows if letter else ():
            soft, minus = soft or "\u00ad" in row, minus or "\u2212" in row
            text = spell([row], encoding).text
            if encoding is Encoding.TCVN3:
                lost |= {w for w in _WORD.findall(text) if lost_letter(w, letter) is not None}
            plain |= {word for word in _BROKEN.findall(text) if _needs(word, letter)}
    if len(plain) >= (_MIN_WORDS if soft else 1):
        return Hyphens.PLAIN
    return Hyphens.LOST if lost and not soft and not minus else Hyphens.SOFT


def _needs(word: str, letter: str) -> bool:
    at = next(at for at, sign in enumerate(word) if sign in _ALL_SIGNS)
    apart = is_syllable(word[:at]) and is_syllable(word[at + 1 :])
    return not apart and hyphen_is_letter(word, at, letter)


def hyphen_is_letter(word: str, at: int, letter: str) -> bool:
    """Whether the sign at ``at`` must be ``letter``: with it the word is a syllable.

    >>> hyphen_is_letter("n-ớc", 1, "ư"), hyphen_is_letter("tế-xã", 2, "ư")
    (True, False)
    """
    return len(word) > 1 and is_syllable(f"{word[:at]}{letter}{word[at + 1 :]}")


def lost_letter(word: str, letter: str) -> int | None:
    """Where ``letter`` must be put into ``word`` to make a syllable of it; None if it already is
    one, cannot become one, or could in two ways. Words that are hardly ever meant without the
    letter are listed in ``data/encodings.toml``.

    >>> lost_letter("bớc", "ư"), lost_letter("ngời", "ư"), lost_letter("mời", "ư")
    (1, 2, None)
    >>> lost_letter("nh", "ư"), lost_letter("NH", "ư"), lost_letter("km", "ư")
    (2, None, None)
    """
    known = lost_words().get(word.lower())
    if known is not None:
        return known.index(letter)
    marked = not word.isascii() or (len(word) > 1 and word.islower() and not _VOWEL.search(word))
    if not letter or not marked or is_syllable(word):
        return None
    places = [at for at in range(len(word) + 1) if is_syllable(word[:at] + letter + word[at:])]
    return places[0] if len(places) == 1 else None


def _with_bullets(spelled: Spelled, letters: str) -> Spelled:
    """Bullets inside words as the first letter that makes a syllable of the word."""
    if not letters or _BULLET not in spelled.text:
        return spelled
    text = list(spelled.text)
    for match in _BULLETED.finditer(spelled.text):
        made = (match[0].replace(_BULLET, letter) for letter in letters)
        text[match.start() : match.end()] = next((w for w in made if is_syllable(w)), match[0])
    return Spelled(text="".join(text), owners=spelled.owners)


def _with_hyphens(spelled: Spelled, letter: str, signs: str) -> Spelled:
    if not letter or not any(sign in spelled.text for sign in signs):
        return spelled
    text = list(spelled.text)
    for match in _JOINED.finditer(spelled.text):
        start = match.start()
        for at in range(match.start(), match.end()):
            if text[at] not in _ALL_SIGNS:
                continue
            end = next(
                (i for i in range(at + 1, match.end()) if text[i] in _ALL_SIGNS), match.end()
            )
            word = "".join(text[start:end])
            if text[at] in signs and hyphen_is_letter(word, at - start, letter):
                text[at] = letter
            else:
                start = at + 1
    return Spelled(text="".join(text), owners=spelled.owners)


def _with_lost(spelled: Spelled, letter: str) -> Spelled:
    text, owners = list(spelled.text), list(spelled.owners)
    for match in reversed(list(_WORD.finditer(spelled.text))):
        place = lost_letter(match[0], letter)
        if place is not None:
            at = match.start() + place
            text.insert(at, letter)
            owners.insert(at, owners[min(at, match.end() - 1)])
    return Spelled(text="".join(text), owners=tuple(owners))


def _with_capitals(spelled: Spelled, capitals: Sequence[bool]) -> Spelled:
    """Small letters that stand for capitals, as capitals."""
    plain = [c for c in spelled.text if c.isascii() and c.isalpha()]
    row = len(plain) >= _MIN_CAPITALS and sum(map(str.isupper, plain)) >= _MOSTLY * len(plain)
    words = list(_WORD.finditer(spelled.text))
    typed = [
        sum(c.isascii() for c in word[0]) if _may_be_capitals(word[0]) else 0 for word in words
    ]
    text = list(spelled.text)
    for at, word in enumerate(words):
        beside = max(typed[max(0, at - 1) : at + 2])
        if typed[at] > 1 or (_may_be_capitals(word[0]) and (row or beside > 1)):
            text[word.start() : word.end()] = word[0].upper()
    drawn = (
        letter.upper() if capitals[owner] and len(letter.upper()) == 1 else letter
        for letter, owner in zip(text, spelled.owners, strict=True)
    )
    return Spelled(text="".join(drawn), owners=spelled.owners)


def _may_be_capitals(word: str) -> bool:
    """Whether the plain letters of a word are capitals and it has small accented ones."""
    return (
        not word.isascii() and all(c.isupper() for c in word if c.isascii()) and not word.isupper()
    )
