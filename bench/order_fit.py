"""Fits the weights of the order of finds: pairs of a right find and a wrong one of one question.

Pairwise logistic regression (RankNet's loss for a linear model: Burges and others, 2005), held near
the weights in use, because judged questions are few; how near is chosen by leaving out one set of
questions after the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from search.scoring import FEATURES, Find, Weights

__all__ = ["SORTS", "Ranked", "fitted_order", "mean_reciprocal_rank", "with_order"]

SORTS = ("row", "scope", "title", "clause")
NEARNESS = (0.1, 0.3, 1.0, 3.0)
_SHARP = 8.0
"""How sharp a difference of scores decides: 0.1 is e^0.8 to one."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Ranked:
    """The finds of one question as rows of features, and which of them are right."""

    part: str
    kind: str
    rows: Floats
    right: NDArray[np.bool_]

    @staticmethod
    def of(part: str, kind: str, finds: Sequence[Find], right: Sequence[bool]) -> Ranked:
        """From finds and what was judged of them."""
        rows = [
            [float(getattr(find.features, name)) for name in FEATURES]
            + [float(find.sort == sort) for sort in SORTS]
            for find in finds
        ]
        return Ranked(part, kind, np.array(rows, dtype=float), np.array(right, dtype=bool))


def vector_of(chosen: Weights, kind: str) -> Floats:
    """The weights of a kind of question as one vector: features, then sorts of find."""
    scores, sorts = chosen.score[kind], chosen.kind[kind]
    return np.array([*(scores[name] for name in FEATURES), *(sorts[sort] for sort in SORTS)])


def with_order(chosen: Weights, kind: str, vector: Floats) -> Weights:
    """The weights with those of a kind of question changed, to two decimals."""
    values = [round(float(value), 2) + 0.0 for value in vector]
    scores = dict(zip(FEATURES, values, strict=False))
    sorts = dict(zip(SORTS, values[len(FEATURES) :], strict=True))
    return replace(chosen, score={**chosen.score, kind: scores}, kind={**chosen.kind, kind: sorts})


def mean_reciprocal_rank(questions: Iterable[Ranked], vector: Floats) -> float:
    """Mean of one over the place of the first right find; 0 where none is among the finds."""
    found = []
    for one in questions:
        order = np.argsort(-(one.rows @ vector), kind="stable")
        places = np.flatnonzero(one.right[order])
        found.append(1.0 / (places[0] + 1) if len(places) else 0.0)
    return float(np.mean(found)) if found else 0.0


def fitted_order(questions: Sequence[Ranked], start: Floats) -> tuple[Floats, float, float]:
    """The best weights near ``start``; the mean reciprocal rank by ``start`` and, with each set of
    questions left out, by the fit: ``start`` comes back where the fit is no better.
    """
    parts = sorted({one.part for one in questions})
    held = {part: [one for one in questions if one.part == part] for part in parts}
    rest = {part: [one for one in questions if one.part != part] for part in parts}
    now = float(np.mean([mean_reciprocal_rank(held[part], start) for part in parts]))
    best, nearest = now, None
    if len(parts) < 2:
        return start, now, now
    for near in NEARNESS:
        fits = {part: _fit(rest[part], start, near) for part in parts}
        mean = float(np.mean([mean_reciprocal_rank(held[part], fits[part]) for part in parts]))
        if mean > best:
            best, nearest = mean, near
    return (start if nearest is None else _fit(questions, start, nearest)), now, best


def _fit(questions: Sequence[Ranked], start: Floats, near: float) -> Floats:
    pairs = [pair for one in questions if (pair := _pairs(one, start)) is not None]
    if not pairs:
        return start
    apart = np.vstack(pairs)
    counts = np.concatenate([np.full(len(pair), 1.0 / len(pair)) for pair in pairs])

    def loss(at: Floats) -> tuple[float, Floats]:
        margin, away = _SHARP * (apart @ at), at - start
        value = float((counts * np.logaddexp(0, -margin)).sum()) + 100 * near * float(away @ away)
        pull = (counts * _SHARP / (1 + np.exp(margin)))[:, None]
        return value, -(apart * pull).sum(axis=0) + 200 * near * away

    found = minimize(loss, start, jac=True, method="L-BFGS-B").x
    scale = np.abs(start).sum() / np.abs(found).sum()
    return np.asarray(found * scale)


def _pairs(one: Ranked, start: Floats) -> Floats | None:
    """What the best right find has more than each wrong one."""
    right, wrong = one.rows[one.right], one.rows[~one.right]
    if not len(right) or not len(wrong):
        return None
    return np.asarray(right[np.argmax(right @ start)] - wrong)
