"""Whether a word can be a Vietnamese syllable: onset, rime and tone, as the spelling has them.

Vietnamese writes each syllable as a word of its own, and of all strings of letters few are
syllables. A text read in the wrong encoding, or recognised badly, shows it at once: its words are
none. Onsets and rimes are in ``data/syllables.toml``; both ways of placing the tone are taken
(*hòa* and *hoà*). It says nothing about meaning: *khuển* is a possible syllable too.
"""

from __future__ import annotations

import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib import resources
from typing import Final

__all__ = ["is_syllable", "is_unmarked_syllable"]

_TONES: Final = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_STOPPED_TONES: Final = ("\u0301", "\u0323")
_MARKED: Final = frozenset("ăâêôơư")
_VOWELS: Final = frozenset("aăâeêioôơuưy")
_FRONT: Final = frozenset("ieêy")
_EITHER: Final = frozenset({"oa", "oe", "uy"})
"""Open rimes of two vowels where either may carry the tone."""


@cache
def _syllables() -> frozenset[str]:
    data = tomllib.loads(
        resources.files("ingest").joinpath("data/syllables.toml").read_text(encoding="utf-8")
    )
    found: set[str] = set()
    for tones, rimes in ((_TONES, data["open"]), (_STOPPED_TONES, data["stopped"])):
        for rime in rimes.split():
            onsets = [o for o in ("", *data["onsets"].split()) if _fits(o, rime)]
            spelled = {form for tone in tones for form in _with_tone(rime, tone)}
            found.update(onset + form for onset in onsets for form in spelled)
    return frozenset(found)


def _fits(onset: str, rime: str) -> bool:
    """Whether the spelling lets an onset stand before a rime."""
    front = rime[0] in _FRONT
    match onset:
        case "":
            return not rime.startswith("iê")
        case "k" | "gh" | "ngh":
            return front and not rime.startswith("yê")
        case "c" | "ng":
            return not front
        case "g":
            return not front or rime[0] == "i"
        case "gi":
            return rime[0] not in "iy"
        case "qu":
            return rime[0] not in "uư" and (rime[0] != "o" or rime in ("o", "oe"))
        case _:
            return not rime.startswith("yê")


def _with_tone(rime: str, tone: str) -> set[str]:
    vowels = [at for at, letter in enumerate(rime) if letter in _VOWELS]
    nucleus = [at for at in vowels if rime[at] in _MARKED]
    places = {nucleus[-1]} if nucleus else {_main_vowel(rime, vowels)}
    if rime in _EITHER:
        places = {0, 1}
    return {
        unicodedata.normalize("NFC", f"{rime[: at + 1]}{tone}{rime[at + 1 :]}") for at in places
    }


def _main_vowel(rime: str, vowels: list[int]) -> int:
    """The vowel that carries the tone where none has a mark of its own."""
    if len(vowels) == 2:
        return vowels[1] if len(rime) > 2 else vowels[0]
    return vowels[len(vowels) // 2]


@cache
def _unmarked() -> frozenset[str]:
    return frozenset(_bare(syllable) for syllable in _syllables())


def _bare(word: str) -> str:
    apart = unicodedata.normalize("NFD", word.replace("đ", "d"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether ``word``, in any case, is spelled like a Vietnamese syllable, marks included.

    >>> is_syllable("Trường"), is_syllable("trởng"), is_syllable("HOC"), is_syllable("shall")
    (True, False, False, False)
    """
    return unicodedata.normalize("NFC", word).lower() in _syllables()


@lru_cache(maxsize=65536)
def is_unmarked_syllable(word: str) -> bool:
    """Whether marks could make a syllable of ``word``: what a text without accents consists of.

    >>> is_unmarked_syllable("HOC"), is_unmarked_syllable("Truong"), is_unmarked_syllable("M1JC")
    (True, True, False)
    """
    return _bare(word.lower()) in _unmarked()
