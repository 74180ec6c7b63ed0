"""What every keyword index agrees on: the fields, their terms and weights, and BM25 itself.

Okapi BM25 with the inverse document frequency of Lucene, never negative: Robertson and Zaragoza
2009, "The Probabilistic Relevance Framework: BM25 and Beyond".
"""

from __future__ import annotations

import math
import tomllib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from index.analysis import bigram_terms, syllable_terms, word_terms
from index.contracts import KeywordQuery, Passage
from index.spelling import fold

__all__ = [
    "FIELDS",
    "CandidateSettings",
    "KeywordSettings",
    "QueryTerm",
    "Terms",
    "Weighed",
    "bm25",
    "ceiling",
    "inverse_document_frequency",
    "keyword_settings",
    "passage_terms",
    "passage_words",
    "query_terms",
    "telling",
]

FIELDS = ("base", "bigrams", "words", "folded", "folded_bigrams")

Terms = dict[str, Counter[str]]
"""How often each term stands in each field of a passage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateSettings:
    """Which terms of a question find candidates: all but common ones that together give no more
    than the share ``left_out`` of the weighted sum of inverse document frequencies; a term that
    up to ``rare`` passages have is not common. ``times``: candidates for each passage asked for.
    """

    left_out: float
    rare: int
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeywordSettings:
    """What ``data/keyword.toml`` says."""

    k1: float
    b: float
    candidates: CandidateSettings
    weights: dict[str, float]
    folded_weights: dict[str, float]


@dataclass(frozen=True, slots=True)
class QueryTerm:
    """A term to look up, and what its score is multiplied by."""

    field: str
    term: str
    weight: float


Weighed = tuple[QueryTerm, float]
"""A term of a question and its inverse document frequency."""


@cache
def keyword_settings() -> KeywordSettings:
    """The settings in use."""
    data = tomllib.loads((files("index") / "data" / "keyword.toml").read_text(encoding="utf-8"))
    return KeywordSettings(
        k1=data["k1"],
        b=data["b"],
        candidates=CandidateSettings(**data["candidates"]),
        weights=data["weights"],
        folded_weights=data["folded_weights"],
    )


def passage_words(passage: Passage) -> str:
    """The words by which a passage is found: its headings and its text."""
    return "\n".join(part for part in (passage.heading, passage.text) if part)


def passage_terms(passage: Passage) -> Terms:
    """Terms of a passage in every field."""
    return _terms(passage_words(passage), FIELDS)


def query_terms(query: KeywordQuery, settings: KeywordSettings) -> list[QueryTerm]:
    """The terms of a question with their weights; a repeated term counts as often as it stands.

    A question without accents is looked up in the folded fields only, any other never there.
    """
    weights = settings.folded_weights if query.unaccented else settings.weights
    fields = tuple(field for field, weight in weights.items() if weight)
    found: dict[tuple[str, str], float] = {}
    for text, worth in ((query.text, 1.0), *query.also):
        for field, terms in _asked_terms(text, fields).items():
            for term, count in terms.items():
                held = found.get((field, term), 0.0)
                found[field, term] = held + worth * weights[field] * count
    return [QueryTerm(field, term, weight) for (field, term), weight in found.items()]


def telling(
    asked: Sequence[Weighed], holding: Callable[[QueryTerm], int], settings: CandidateSettings
) -> list[Weighed]:
    """The terms of a question by which passages are looked for, the most telling first.

    ``holding`` counts the passages that are searched and have the term.
    """
    order = sorted(asked, key=lambda one: one[0].weight * one[1])
    room = settings.left_out * sum(term.weight * idf for term, idf in order)
    kept: list[Weighed] = []
    for term, idf in order:
        room -= term.weight * idf
        if room < 0.0 or holding(term) <= settings.rare:
            kept.append((term, idf))
    return kept[::-1]


@lru_cache(maxsize=256)
def _asked_terms(text: str, fields: tuple[str, ...]) -> Terms:
    """Terms of a question, kept: it is asked kind by kind."""
    return _terms(text, fields)


def inverse_document_frequency(passages: int, holding: int) -> float:
    """How telling a term is that ``holding`` of ``passages`` have; always above 0."""
    return math.log(1.0 + (passages - holding + 0.5) / (holding + 0.5))


def bm25(
    counts: NDArray[np.float32],
    lengths: NDArray[np.float32],
    *,
    mean_length: float,
    idf: float,
    settings: KeywordSettings,
) -> NDArray[np.float32]:
    """Scores of one term for passages in which it stands ``counts`` times; ``lengths`` in terms."""
    k1, b = settings.k1, settings.b
    norm = k1 * (1.0 - b + b * lengths / np.float32(max(mean_length, 1e-9)))
    scores = np.float32(idf * (k1 + 1.0)) * counts / (counts + norm)
    return scores.astype(np.float32)


def ceiling(
    query: KeywordQuery,
    settings: KeywordSettings,
    passages: int,
    holding: Callable[[str, str], int],
) -> float:
    """The limit of the BM25 sum over the question's syllables when each stands there ever more
    often; ``holding`` counts the passages that have a term in a field.
    """
    field = "folded" if query.unaccented else "base"
    return sum(
        asked.weight
        * inverse_document_frequency(passages, holding(field, asked.term))
        * (settings.k1 + 1.0)
        for asked in query_terms(query, settings)
        if asked.field == field
    )


_MAKERS: dict[str, Callable[[str], list[str]]] = {
    "base": syllable_terms,
    "bigrams": bigram_terms,
    "words": word_terms,
}
_FOLDED_FROM = {"folded": "base", "folded_bigrams": "bigrams"}


def _terms(text: str, fields: tuple[str, ...]) -> Terms:
    made: dict[str, list[str]] = {}
    for field in fields:
        source = _FOLDED_FROM.get(field, field)
        if source not in made:
            made[source] = _MAKERS[source](text)
    found: Terms = {}
    for field in fields:
        terms = made[_FOLDED_FROM.get(field, field)]
        found[field] = Counter(map(fold, terms) if field in _FOLDED_FROM else terms)
    return found
