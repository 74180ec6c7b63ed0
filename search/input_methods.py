"""Reads what the keys of Telex and VNI leave behind when the input method was off.

*mux bao hieemr* and *go64* were typed by hands that expect the keyboard to make *mũ bảo hiểm* and
*gỗ* of them. What comes out is a syllable in the spelling of the index; whether it is a word is
for the caller to say.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from index.spelling import fold, same_spelling
from search.typing_costs import InputMethod, typing_costs
from search.words import is_vietnamese_syllable

__all__ = ["telex", "vni"]

_VOWELS = frozenset("aăâeêioôơuưy")
_ONSET = re.compile(r"^(?:qu|gi(?=[aăâeêioôơuưy])|[^aăâeêioôơuưy]*)")
_SECOND = frozenset(("oa", "oe", "uy"))
_HORNED = {"uo": "ươ", "ưo": "ươ", "uơ": "ươ"}
_WORD = re.compile(r"(?<![\w.,/:-])[^\W\d_]+[1-9](?:[^\W_]*)(?![\w/:-])")
_HORN, _SHORT = "w7", 3


def telex(word: str) -> str | None:
    """The syllable that the keys of Telex make of a word in lower case; None if nothing changes.

    >>> [telex(word) for word in ("theps", "mux", "dduwowngf", "chwas", "cat", "thép")]
    ['thép', 'mũ', 'đường', 'chứa', None, None]
    """
    return _decoded(word, typing_costs().telex)


def vni(text: str, is_word: Callable[[str], bool]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The text with words of VNI keys put right, and what was read as what.

    Only what is a word then is changed. *M16* and *PCB40* have no vowel to bear a mark; *co2* by
    itself is carbon dioxide, but *cò* where another word was typed so too.

    >>> vni("gach5 go64 M16", lambda word: True)
    ('gạch gỗ M16', (('gach5', 'gạch'), ('go64', 'gỗ')))
    >>> vni("khí co2", lambda word: True)
    ('khí co2', ())
    """
    read: dict[str, str] = {}
    for match in _WORD.finditer(text):
        typed = match.group()
        word = _decoded(typed.lower(), typing_costs().vni) if typed.islower() else None
        if word is not None and is_vietnamese_syllable(fold(word)) and is_word(word):
            read[typed] = word
    if len(read) == 1 and len(min(read)) <= _SHORT:
        return text, ()
    return _WORD.sub(lambda match: read.get(match.group(), match.group()), text), tuple(
        read.items()
    )


def _decoded(word: str, method: InputMethod) -> str | None:
    """The syllable, its tone where the school rule puts it; None if no key was pressed."""
    tone, letters = "", ""
    for char in word:
        if char in method.tones and any(v in _VOWELS for v in letters):
            tone = method.tones[char]
        else:
            letters = _pressed(letters, char, method)
    if not tone and letters == word:
        return None
    if any(char in "fjwz" or char.isdigit() for char in letters):
        return None
    return _with_tone(letters, tone)


def _pressed(letters: str, char: str, method: InputMethod) -> str:
    """The letters after one more key: it marks a letter before it, or is one itself."""
    if char in _HORN and method.horn == char:
        for plain, horned in _HORNED.items():
            if plain in letters:
                return letters.replace(plain, horned)
    for place in range(len(letters) - 1, -1, -1):
        marked = method.marks.get(letters[place] + char)
        if marked is not None:
            return letters[:place] + marked + letters[place + 1 :]
    if char == method.horn == "w" and not any(letter in _VOWELS for letter in letters):
        return letters + "ư"
    return letters + char


def _with_tone(letters: str, tone: str) -> str | None:
    onset = _ONSET.match(letters)
    start = onset.end() if onset is not None else 0
    end = start
    while end < len(letters) and letters[end] in _VOWELS:
        end += 1
    if end == start or any(char in _VOWELS for char in letters[end:]):
        return None
    return same_spelling(
        unicodedata.normalize("NFC", _toned(letters, _bearer(letters, start, end), tone))
    )


def _bearer(letters: str, start: int, end: int) -> int:
    """The place of the vowel that bears the tone: a marked one, else by the school rule."""
    marked = [place for place in range(start, end) if letters[place] in "ăâêôơư"]
    if marked:
        return marked[-1]
    if end < len(letters) or letters[start:end] in _SECOND:
        return end - 1
    return start + (1 if end - start > 2 else 0)


def _toned(letters: str, place: int, tone: str) -> str:
    return letters[: place + 1] + tone + letters[place + 1 :]
