"""Which encodings make Vietnamese of a printed word: what :mod:`ingest.encoding_choice` weighs.

A word votes for every encoding in which it is a Vietnamese syllable (see :mod:`ingest.syllables`),
Unicode among them. One word proves little (*bé* is a word in Unicode and in TCVN3), a line nearly
everything: the chance that a French line reads as Vietnamese in TCVN3 is nil.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import resources
from typing import Final

from ingest.encodings import Encoding, legacy_characters
from ingest.normalise import normalise
from ingest.recoding import Hyphens, recode
from ingest.syllables import is_syllable

__all__ = ["Reading", "readings", "telling_words"]

Reading = Encoding | None
"""An encoding from before Unicode, or None for Unicode."""

_PIECE: Final = re.compile(r"[^\s!-,./:-@\[-`{-~\d]{2,}")
_EDGES: Final = "“”‘’…–—•-'\""
_BETWEEN: Final = re.compile(r"[-–/]")


def telling_words(text: str) -> Iterator[re.Match[str]]:
    """Words of two characters or more that are not plain ASCII."""
    return (match for match in _PIECE.finditer(text) if not match[0].isascii())


@lru_cache(maxsize=65536)
def readings(word: str) -> frozenset[Reading]:
    """The encodings in which a word is Vietnamese; empty for a foreign word or a sign.

    >>> sorted(map(str, readings("ViÖt"))), sorted(map(str, readings("vô")))
    (['TCVN3'], ['None', 'TCVN3', 'VISCII', 'VNI', 'VPS'])
    """
    found: set[Reading] = {encoding for encoding in Encoding if _reads(word, encoding)}
    if word in _plain_words() or _is_vietnamese(normalise(word)):
        found.add(None)
    return frozenset(found)


def _reads(word: str, encoding: Encoding) -> bool:
    known = legacy_characters(encoding)
    if any(ord(c) > 0xFF and c.isalpha() and c not in known for c in word):
        return False
    return _is_vietnamese(recode([word], encoding, Hyphens.PLAIN, [False])[0])


def _is_vietnamese(text: str) -> bool:
    return all(map(is_syllable, _BETWEEN.split(text.strip(_EDGES))))


@cache
def _plain_words() -> frozenset[str]:
    raw = resources.files("ingest").joinpath("data/encodings.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(raw)["plain"]["words"])
