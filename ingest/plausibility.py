"""What a text looks like from afar: Vietnamese, another language, or letters without words.

Reads the text of a page; writes counts and shares. No word is looked up: a Vietnamese word is known
by its spelling (:mod:`ingest.syllables`), another language by its commonest words
(``data/foreign_words.toml``), a broken layer by lacking both.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from ingest.normalise import normalise, vietnamese_share
from ingest.syllables import is_syllable, is_unmarked_syllable

__all__ = ["Looks", "looks_of"]

_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_VOWELS: Final = frozenset("aeiouy")
_LONG: Final = 8
_NO_CHARACTER: Final = "\ufffd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """``inked``: characters other than blanks. ``letters``: letters; ``marked`` of them carry a
    Vietnamese mark, ``vowels`` are vowels. ``words``: words of two letters and more, ``distinct``
    of them. ``told``: words with a marked letter other than đ, which stands in signs of agencies;
    ``sound`` of them are syllables. ``bare`` of all words could be syllables with other marks;
    ``flat`` of all words are none as they stand, but could be (*HOC*). ``language``: the foreign
    language whose common words make up most, ``foreign``. ``long`` of all words have more than
    eight letters, which no syllable has. ``unknown``: characters without meaning.

    ``marked``, ``vowels``, ``sound``, ``bare``, ``flat``, ``foreign``, ``long`` and ``unknown`` are
    shares, the others counts.
    """

    inked: int
    letters: int
    marked: float
    words: int
    distinct: int
    told: int
    sound: float
    bare: float
    flat: float
    language: str
    foreign: float
    long: float
    vowels: float
    unknown: float


@cache
def _languages() -> dict[str, frozenset[str]]:
    raw = resources.files("ingest").joinpath("data/foreign_words.toml").read_text(encoding="utf-8")
    return {e["name"]: frozenset(e["words"].split()) for e in tomllib.loads(raw)["language"]}


def looks_of(text: str) -> Looks:
    """Count what stands in ``text``; all shares are 0 to 1, and 0 where there is nothing."""
    plain = normalise(text)
    words = [word.lower() for word in _WORD.findall(plain)]
    told = [word for word in words if _is_told(word)]
    letters = [c for c in plain if c.isalpha()]
    shown = [c for c in text if not c.isspace()]
    language, foreign = max(
        ((name, sum(word in held for word in words)) for name, held in _languages().items()),
        key=lambda pair: pair[1],
    )
    return Looks(
        inked=len(shown),
        letters=len(letters),
        marked=vietnamese_share(plain),
        words=len(words),
        distinct=len(set(words)),
        told=len(told),
        sound=_share(sum(map(is_syllable, told)), told),
        flat=_share(sum(is_unmarked_syllable(w) and not is_syllable(w) for w in words), words),
        bare=_share(sum(map(is_unmarked_syllable, words)), words),
        language=language if foreign else "",
        foreign=_share(foreign, words),
        long=_share(sum(len(word) > _LONG for word in words), words),
        vowels=_share(sum(_base(c) in _VOWELS for c in letters), letters),
        unknown=_share(
            sum(c == _NO_CHARACTER or unicodedata.category(c) == "Co" for c in shown), shown
        ),
    )


def _share(count: int, among: list[str]) -> float:
    return count / len(among) if among else 0.0


@cache
def _base(letter: str) -> str:
    """A letter without its marks, in lower case."""
    return unicodedata.normalize("NFD", letter.lower())[0]


def _is_told(word: str) -> bool:
    """Whether a word has Latin letters with marks, other than the đ of an abbreviation."""
    marks = [c for c in word if not c.isascii() and c != "đ"]
    return bool(marks) and all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 for c in marks)
