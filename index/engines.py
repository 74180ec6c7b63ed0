"""Which engines the two indexes of a library may have, by name, and when to take the large ones.

``data/engines.toml`` has the thresholds. A new library begins with the small engines.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from index.contracts import KeywordIndex, Passage, VectorIndex
from index.keyword import WhooshKeywordIndex
from index.keyword_terms import Terms, passage_terms
from index.vector import FaissVectorIndex
from index.vector_ivf import IvfVectorIndex
from standards.errors import MissingPart

__all__ = [
    "KEYWORDS",
    "VECTORS",
    "Choice",
    "advised",
    "installed",
    "keyword_index",
    "keyword_place",
    "vector_index",
    "vector_place",
]

KEYWORDS = ("whoosh", "tantivy")
"""Engines of the keyword index, the one of new libraries first."""
VECTORS = ("exact", "ivf")
"""Engines of the vector index, likewise."""
_COMMAND = 'pip install "trachuan[tantivy]"'
_KEYWORD_PLACES = {"whoosh": "keywords", "tantivy": "keywords-tantivy"}
_VECTOR_PLACES = {"exact": "vectors.npz", "ivf": "vectors-ivf"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The engines of a library's indexes."""

    keywords: str = KEYWORDS[0]
    vectors: str = VECTORS[0]


@cache
def _thresholds() -> tuple[int, int]:
    data = tomllib.loads((files("index") / "data" / "engines.toml").read_text(encoding="utf-8"))
    return int(data["keywords"]["large_from"]), int(data["vectors"]["large_from"])


def advised(passages: int) -> Choice:
    """The engines for a library of so many passages.

    >>> advised(4_000) == Choice()
    True
    >>> advised(1_000_000)
    Choice(keywords='tantivy', vectors='ivf')
    """
    words, meaning = _thresholds()
    return Choice(keywords=KEYWORDS[passages > words], vectors=VECTORS[passages > meaning])


def installed(engine: str) -> bool:
    """Whether a keyword engine's package is there."""
    return find_spec(engine) is not None


def keyword_place(folder: Path, engine: str) -> Path:
    """Where an engine keeps the keyword index of the library in ``folder``."""
    return folder / _KEYWORD_PLACES[engine]


def vector_place(folder: Path, engine: str) -> Path:
    """Where an engine keeps the vector index."""
    return folder / _VECTOR_PLACES[engine]


def keyword_index(
    engine: str, place: Path, analyse: Callable[[Passage], Terms] = passage_terms
) -> KeywordIndex:
    """The keyword index at that place, made if there is none. Raises MissingPart,
    CorruptLibrary.
    """
    if engine == "whoosh":
        return WhooshKeywordIndex(place, analyse=analyse)
    if not installed(engine):
        raise MissingPart(f"{engine}, the keyword engine of this library,", _COMMAND)
    from index.keyword_tantivy import TantivyKeywordIndex

    return TantivyKeywordIndex(place, analyse=analyse)


def vector_index(engine: str, place: Path, dimension: int) -> VectorIndex:
    """The vector index at that place, made if there is none. Raises CorruptLibrary."""
    if engine == "exact":
        return FaissVectorIndex(place.with_suffix(".npz"), dimension)
    return IvfVectorIndex(place, dimension)
