"""Which engines the two indexes of a library may have, by name, and when to take the large ones.

``data/engines.toml`` has the thresholds. A new library begins with the small engines.
"""

from __future__ import annotations

import re
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
    "fold_due",
    "installed",
    "is_place",
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
_ANY_PLACE = (
    r"(moving-)?(keywords(-tantivy)?|vectors-ivf)(-\d+)?|(moving-)?vectors\.npz|\.vectors\.npz\.\d+"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The engines of a library's indexes."""

    keywords: str = KEYWORDS[0]
    vectors: str = VECTORS[0]


@cache
def _thresholds() -> tuple[int, int]:
    data = tomllib.loads((files("index") / "data" / "engines.toml").read_text(encoding="utf-8"))
    return int(data["keywords"]["large_from"]), int(data["vectors"]["large_from"])


@cache
def _fold() -> tuple[float, int]:
    data = tomllib.loads((files("index") / "data" / "engines.toml").read_text(encoding="utf-8"))
    return float(data["fold"]["dead_share"]), int(data["fold"]["least"])


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


def keyword_place(folder: Path, engine: str, turn: int = 0) -> Path:
    """Where an engine keeps the keyword index of the library in ``folder``; ``turn``: how often it
    was written anew to be rid of dead rows.
    """
    return folder / _turned(_KEYWORD_PLACES[engine], turn)


def vector_place(folder: Path, engine: str, turn: int = 0) -> Path:
    """Where an engine keeps the vector index."""
    return folder / _turned(_VECTOR_PLACES[engine], turn)


def is_place(name: str) -> bool:
    """Whether a file or folder of a library is an index, a finished one or one being written.

    >>> is_place("keywords-tantivy-2"), is_place("moving-vectors.npz"), is_place(".vectors.npz.81")
    (True, True, True)
    >>> is_place("originals")
    False
    """
    return re.fullmatch(_ANY_PLACE, name) is not None


def fold_due(rows: int, dead: int) -> bool:
    """Whether a table of so many rows, so many of them dead, is to be written anew.

    >>> fold_due(100_000, 20_000), fold_due(100_000, 30_000), fold_due(100, 90)
    (False, True, False)
    """
    share, least = _fold()
    return dead >= least and dead > share * rows


def _turned(name: str, turn: int) -> str:
    return f"{name}-{turn}" if turn else name


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
