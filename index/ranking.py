"""Picks the best of many scores, in an order that never depends on chance."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.contracts import Hit

__all__ = ["best_hits"]


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
