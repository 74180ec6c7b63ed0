"""Picks the best of many scores, in an order that never depends on chance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.contracts import Hit

__all__ = ["best_hits", "best_of_any"]


def best_hits(
    scores: NDArray[np.float32], names: Sequence[str], k: int, *, above: float | None = None
) -> list[Hit]:
    """The ``k`` highest scores as hits, best first; equal scores in order of name.

    ``above``: only scores greater than this one. A score of minus infinity is never a hit.

    >>> [hit.passage for hit in best_hits(np.float32([1, 3, 3]), ["a", "c", "b"], 2)]
    ['b', 'c']
    """
    if k < 1:
        return []
    places = np.flatnonzero(scores > (-np.inf if above is None else above))
    if len(places) > k:
        cut = np.partition(scores[places], -k)[-k]
        places = places[scores[places] >= cut]
    order = sorted(places.tolist(), key=lambda place: (-float(scores[place]), names[place]))[:k]
    return [Hit(names[place], float(scores[place]), rank) for rank, place in enumerate(order, 1)]


def best_of_any(searches: Iterable[Sequence[Hit]], k: int) -> list[Hit]:
    """The ``k`` best hits of several searches, each passage once with its best score; equal scores
    in order of name.

    >>> one, other = [Hit("a", 3.0, 1), Hit("b", 1.0, 2)], [Hit("b", 2.0, 1)]
    >>> best_of_any([one, other], 9)
    [Hit(passage='a', score=3.0, rank=1), Hit(passage='b', score=2.0, rank=2)]
    """
    best: dict[str, float] = {}
    for hits in searches:
        for hit in hits:
            best[hit.passage] = max(hit.score, best.get(hit.passage, hit.score))
    order = sorted(best, key=lambda name: (-best[name], name))[: max(k, 0)]
    return [Hit(name, best[name], rank) for rank, name in enumerate(order, 1)]
