"""What the name of a font says about the encoding of its text.

The name supports a decision and never makes it: converters keep the names of fonts whose text they
have turned into Unicode, and programs put Times in the place of fonts they lack. Patterns with
examples are in ``data/encodings.toml``.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources
from typing import Final

from ingest.encodings import Encoding

__all__ = ["draws_capitals", "holds_signs", "named_encoding"]

_SUBSET: Final = re.compile(r"^[A-Z]{6}\+")


@cache
def _names() -> tuple[tuple[re.Pattern[str], Encoding], ...]:
    fonts = tomllib.loads(_raw())["font"]
    return tuple((re.compile(font["pattern"]), Encoding(font["encoding"])) for font in fonts)


@cache
def _signs() -> re.Pattern[str]:
    return re.compile(tomllib.loads(_raw())["signs"]["pattern"], re.IGNORECASE)


@cache
def _capitals() -> tuple[re.Pattern[str], re.Pattern[str]]:
    capitals = tomllib.loads(_raw())["capitals"]
    return re.compile(capitals["pattern"]), re.compile(capitals["styles"])


def _raw() -> str:
    return resources.files("ingest").joinpath("data/encodings.toml").read_text(encoding="utf-8")


@lru_cache(maxsize=4096)
def named_encoding(font: str) -> Encoding | None:
    """The encoding that fonts of that name were made for; None if the name says nothing.

    >>> named_encoding("ABCDEF+.VnTime"), named_encoding("VNI-Times"), named_encoding("Arial")
    (<Encoding.TCVN3: 'TCVN3'>, <Encoding.VNI: 'VNI'>, None)
    """
    name = _SUBSET.sub("", font)
    return next((encoding for pattern, encoding in _names() if pattern.match(name)), None)


@lru_cache(maxsize=4096)
def holds_signs(font: str) -> bool:
    """Whether a font holds signs and no letters, as Symbol and Wingdings do."""
    return bool(_signs().match(_SUBSET.sub("", font)))


@lru_cache(maxsize=4096)
def draws_capitals(font: str) -> bool:
    """Whether a TCVN3 font draws small letters as capitals: ``.VnTimeH``, ``VnArialHBold``.

    >>> draws_capitals("VnTimeHBold"), draws_capitals(".VnTime,Bold")
    (True, False)
    """
    pattern, styles = _capitals()
    return bool(pattern.match(styles.sub("", _SUBSET.sub("", font))))
