"""Two rankings in, one out: pure functions that join the keyword leg and the vector leg.

The rule in use is a convex sum of min-max scaled scores (Bruch, Gai, Ingber 2022, "An Analysis of
Fusion Functions for Hybrid Retrieval", arXiv 2210.11934); plain reciprocal rank fusion (Cormack,
Clarke, Büttcher 2009) stands beside it for comparison. Each joined hit keeps the rank and score
that each leg gave it, so that an answer can say how it was found.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from index.contracts import Hit

__all__ = [
    "FusedHit",
    "FusionSettings",
    "convex",
    "fuse",
    "fusion_settings",
    "keyword_weight",
    "reciprocal_rank",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class FusedHit:
    """A passage with its joined score and what each leg said; None where a leg had no hit."""

    passage: str
    score: float
    keyword_rank: int | None = None
    keyword_score: float | None = None
    vector_rank: int | None = None
    vector_score: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FusionSettings:
    """What ``data/fusion.toml`` says: the rule, the weight of the keyword leg (0 to 1; the vector
    leg has the rest) and how it follows from what the words cover, how many hits of each leg count,
    and the constant of reciprocal ranks.
    """

    method: str
    keyword_weight: float
    weight_least: float
    weight_most: float
    covered_least: float
    covered_most: float
    depth: int
    rrf_constant: int


@cache
def fusion_settings() -> FusionSettings:
    """The settings in use."""
    data = tomllib.loads((files("search") / "data" / "fusion.toml").read_text(encoding="utf-8"))
    return FusionSettings(**data)


def fuse(
    keyword: Sequence[Hit],
    vector: Sequence[Hit],
    settings: FusionSettings | None = None,
    *,
    ceiling: float | None = None,
) -> list[FusedHit]:
    """Join the legs by the settings' rule, best first; equal scores in order of passage id.

    ``ceiling`` is ``KeywordIndex.ceiling`` of the question, if known.
    """
    chosen = settings or fusion_settings()
    if chosen.method == "rrf":
        return reciprocal_rank(keyword, vector, constant=chosen.rrf_constant, depth=chosen.depth)
    weight = keyword_weight(keyword, ceiling, chosen)
    return convex(keyword, vector, keyword_weight=weight, depth=chosen.depth)


def keyword_weight(
    keyword: Sequence[Hit], ceiling: float | None, settings: FusionSettings
) -> float:
    """What the keyword leg counts: more, the more of the question its best passage covers."""
    if not keyword or not ceiling:
        return settings.keyword_weight
    covered = max(hit.score for hit in keyword) / ceiling
    width = settings.covered_most - settings.covered_least
    share = min(max((covered - settings.covered_least) / width, 0.0), 1.0)
    return settings.weight_least + share * (settings.weight_most - settings.weight_least)


def convex(
    keyword: Sequence[Hit], vector: Sequence[Hit], *, keyword_weight: float, depth: int = 100
) -> list[FusedHit]:
    """Weighted sum of scores scaled to 0..1 over the best ``depth`` hits of each leg.

    A leg whose hits all score alike gives each of them 1; a passage that a leg does not have gets
    0 from it.

    >>> legs = [Hit("a", 9.0, 1), Hit("b", 3.0, 2)], [Hit("b", 0.9, 1), Hit("c", 0.8, 2)]
    >>> [(hit.passage, hit.score) for hit in convex(*legs, keyword_weight=0.6)]
    [('a', 0.6), ('b', 0.4), ('c', 0.0)]
    """
    by_words = _scaled(keyword[:depth])
    by_meaning = _scaled(vector[:depth])

    def score(passage: str) -> float:
        return keyword_weight * by_words.get(passage, 0.0) + (
            1.0 - keyword_weight
        ) * by_meaning.get(passage, 0.0)

    return _joined(keyword[:depth], vector[:depth], score)


def reciprocal_rank(
    keyword: Sequence[Hit], vector: Sequence[Hit], *, constant: int = 60, depth: int = 100
) -> list[FusedHit]:
    """Sum of ``1 / (constant + rank)`` over the legs.

    >>> legs = [Hit("a", 9.0, 1), Hit("b", 3.0, 2)], [Hit("b", 0.9, 1)]
    >>> [hit.passage for hit in reciprocal_rank(*legs)]
    ['b', 'a']
    """
    legs = [{hit.passage: hit.rank for hit in leg[:depth]} for leg in (keyword, vector)]

    def score(passage: str) -> float:
        return sum(1.0 / (constant + leg[passage]) for leg in legs if passage in leg)

    return _joined(keyword[:depth], vector[:depth], score)


def _scaled(hits: Sequence[Hit]) -> dict[str, float]:
    if not hits:
        return {}
    scores = [hit.score for hit in hits]
    low, width = min(scores), max(scores) - min(scores)
    return {hit.passage: (hit.score - low) / width if width else 1.0 for hit in hits}


def _joined(
    keyword: Sequence[Hit], vector: Sequence[Hit], score: Callable[[str], float]
) -> list[FusedHit]:
    by_words = {hit.passage: hit for hit in keyword}
    by_meaning = {hit.passage: hit for hit in vector}
    found: list[FusedHit] = []
    for passage in by_words.keys() | by_meaning.keys():
        word_hit, meaning_hit = by_words.get(passage), by_meaning.get(passage)
        found.append(
            FusedHit(
                passage=passage,
                score=score(passage),
                keyword_rank=word_hit.rank if word_hit else None,
                keyword_score=word_hit.score if word_hit else None,
                vector_rank=meaning_hit.rank if meaning_hit else None,
                vector_score=meaning_hit.score if meaning_hit else None,
            )
        )
    return sorted(found, key=lambda hit: (-hit.score, hit.passage))
