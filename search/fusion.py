"""Two rankings in, one out: pure functions that join the keyword leg and the vector leg.

The rule in use adds two scores that mean the same for every question: the share of the question's
words that a passage covers, and the cosine of their meanings (a convex sum with theoretical limits:
Bruch, Gai, Ingber 2022, "An Analysis of Fusion Functions for Hybrid Retrieval", arXiv 2210.11934).
So a leg whose hits are all alike decides little, and one that tells them apart decides much. Plain
reciprocal rank fusion (Cormack, Clarke, Büttcher 2009) stands beside it for comparison. Each joined
hit keeps the rank and score that each leg gave it, so that an answer can say how it was found.
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
    """What ``data/fusion.toml`` says.

    ``method`` is ``convex`` or ``rrf``. ``coverage_worth``: what a passage that covers all words of
    a question is worth beside one that covers none, in spreads of the model's cosines
    (:func:`search.wordings.spread_of`). ``keyword_weight``: the weight of
    the keyword leg where the limit of its scores is not known (the vector leg has the rest).
    ``depth``: how many hits of each leg count. ``rrf_constant``: that of reciprocal ranks.
    """

    method: str
    coverage_worth: float
    keyword_weight: float
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
    spread: float = 1.0,
) -> list[FusedHit]:
    """Join the legs by the settings' rule, best first; equal scores in order of passage id.

    ``ceiling`` is ``KeywordIndex.ceiling`` of the question, if known; ``spread`` that of the model
    that made the vectors.
    """
    chosen = settings or fusion_settings()
    if chosen.method == "rrf":
        return reciprocal_rank(keyword, vector, constant=chosen.rrf_constant, depth=chosen.depth)
    weight = keyword_weight(keyword, vector, ceiling, chosen, spread)
    return convex(keyword, vector, keyword_weight=weight, depth=chosen.depth)


def keyword_weight(
    keyword: Sequence[Hit],
    vector: Sequence[Hit],
    ceiling: float | None,
    settings: FusionSettings,
    spread: float = 1.0,
) -> float:
    """What the keyword leg counts, 0 to 1: its range beside the range of both legs.

    With that weight the convex sum ranks like ``cosine + worth * score / ceiling``, the worth being
    ``coverage_worth * spread``; a passage outside a leg's best hits gets what the last of them has.
    """
    if not ceiling:
        return settings.keyword_weight
    found = keyword[: settings.depth]
    covered = (_most(found) - _no_words(found, settings.depth)) / ceiling
    words = settings.coverage_worth * spread * covered
    meant = vector[: settings.depth]
    both = words + _most(meant) - _least(meant)
    return words / both if both > 0.0 else settings.keyword_weight


def convex(
    keyword: Sequence[Hit], vector: Sequence[Hit], *, keyword_weight: float, depth: int = 100
) -> list[FusedHit]:
    """Weighted sum of scores scaled to 0..1 over the best ``depth`` hits of each leg.

    The last hit is the 0 of its leg; where the keyword leg has fewer than ``depth`` hits, no other
    passage has a word of the question, and its 0 is a score of 0. A leg whose hits all score alike
    gives each of them 1; a passage that a leg does not have gets 0 from it.

    >>> legs = [Hit("a", 9.0, 1), Hit("b", 3.0, 2)], [Hit("b", 0.9, 1), Hit("c", 0.5, 2)]
    >>> [(hit.passage, round(hit.score, 2)) for hit in convex(*legs, keyword_weight=0.6, depth=2)]
    [('a', 0.6), ('b', 0.4), ('c', 0.0)]
    >>> [(hit.passage, round(hit.score, 2)) for hit in convex(*legs, keyword_weight=0.6, depth=9)]
    [('a', 0.6), ('b', 0.6), ('c', 0.0)]
    """
    by_words = _scaled(keyword[:depth], _no_words(keyword[:depth], depth))
    by_meaning = _scaled(vector[:depth], _least(vector[:depth]))

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


def _least(hits: Sequence[Hit]) -> float:
    return min((hit.score for hit in hits), default=0.0)


def _most(hits: Sequence[Hit]) -> float:
    return max((hit.score for hit in hits), default=0.0)


def _no_words(hits: Sequence[Hit], depth: int) -> float:
    """At most what a passage outside the keyword leg's hits scores."""
    return _least(hits) if len(hits) >= depth else 0.0


def _scaled(hits: Sequence[Hit], low: float) -> dict[str, float]:
    width = _most(hits) - low
    return {hit.passage: (hit.score - low) / width if width > 0.0 else 1.0 for hit in hits}


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
