"""Logistic regression with signs that are given, left-out groups, and how well it is calibrated.

Small and plain: some hundred questions, some signals. What comes out of a fold is never seen by it,
and a fold is a whole set of questions, for questions of one set are alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

__all__ = ["Line", "Regression", "left_out", "platt", "probability", "regress", "reliability"]

Floats = NDArray[np.float64]
Truth = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Regression:
    """An intercept and a weight for each signal."""

    intercept: float
    weights: Floats

    def logits(self, signals: Floats) -> Floats:
        """The weighed sum for each question."""
        return np.asarray(signals @ self.weights + self.intercept)


@dataclass(frozen=True, slots=True)
class Line:
    """A bin of probabilities: how many questions, what was said of them, what came true."""

    count: int
    said: float
    true: float


def probability(logits: Floats) -> Floats:
    """The logistic function.

    >>> float(probability(np.array([0.0]))[0])
    0.5
    """
    return np.asarray(1.0 / (1.0 + np.exp(-logits)))


def regress(
    signals: Floats,
    truth: Truth,
    counts: Floats,
    *,
    rising: Sequence[bool],
    ridge: float = 0.01,
) -> Regression:
    """Weights by maximum likelihood with a ridge on the scaled signals.

    ``counts``: what each question counts; ``rising``: which signals may only speak for an answer.
    """
    middle, width = signals.mean(axis=0), signals.std(axis=0) + 1e-9
    scaled, wanted, share = (signals - middle) / width, truth.astype(float), counts / counts.sum()

    def loss(at: Floats) -> tuple[float, Floats]:
        logits = scaled @ at[1:] + at[0]
        error = share * (probability(logits) - wanted)
        value = float((share * (np.logaddexp(0, logits) - wanted * logits)).sum())
        slope = np.concatenate([[error.sum()], scaled.T @ error + 2 * ridge * at[1:]])
        return value + ridge * float((at[1:] ** 2).sum()), slope

    bounds = [(None, None), *((0.0, None) if up else (None, None) for up in rising)]
    start = np.zeros(signals.shape[1] + 1)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    weights = found[1:] / width
    return Regression(float(found[0] - (weights * middle).sum()), weights)


def left_out(
    signals: Floats,
    truth: Truth,
    counts: Floats,
    groups: NDArray[np.str_],
    *,
    rising: Sequence[bool],
) -> Floats:
    """The logit of every question by a fit that has seen no question of its group."""
    logits = np.zeros(len(truth))
    for group in np.unique(groups):
        here = groups == group
        fit = regress(signals[~here], truth[~here], counts[~here], rising=rising)
        logits[here] = fit.logits(signals[here])
    return logits


def platt(logits: Floats, truth: Truth, counts: Floats) -> tuple[float, float]:
    """Slope and shift that make left-out logits probabilities (Platt, 1999)."""
    fit = regress(logits[:, None], truth, counts, rising=(True,), ridge=0.0)
    return float(fit.weights[0]), fit.intercept


def reliability(said: Floats, truth: Truth, bins: int = 5) -> list[Line]:
    """Bins of equal width: the mean probability said and the share that came true.

    >>> lines = reliability(np.array([0.1, 0.9, 0.8]), np.array([False, True, True]), 2)
    >>> [(line.count, round(line.said, 2), line.true) for line in lines]
    [(1, 0.1, 0.0), (2, 0.85, 1.0)]
    """
    place = np.minimum((said * bins).astype(int), bins - 1)
    return [
        Line(int(here.sum()), float(said[here].mean()), float(truth[here].mean()))
        for one in range(bins)
        if (here := place == one).any()
    ]
