"""Whether a difference between two runs over the same questions may be chance.

The paired randomisation test: under the hypothesis that the runs are alike, each question's
difference might as well have the other sign (Fisher 1935; for retrieval Smucker, Allan and
Carterette 2007, "A comparison of statistical significance tests for information retrieval
evaluation").
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence

__all__ = ["paired_randomisation"]

_EXACT = 14
_DRAWS = 20_000
_SEED = 1935


def paired_randomisation(differences: Sequence[float]) -> float:
    """The two-sided p-value of a mean difference; 1 if nothing differs.

    All signs are tried for up to 14 differences that are not zero, else 20,000 random draws, the
    same ones each time.

    >>> paired_randomisation([0.5, 0.5, 0.0])
    0.5
    """
    moved = [value for value in differences if abs(value) > 1e-12]
    if not moved:
        return 1.0
    seen = abs(sum(moved)) - 1e-9
    if len(moved) <= _EXACT:
        signs = itertools.product((1.0, -1.0), repeat=len(moved))
        sums = [sum(s * v for s, v in zip(sign, moved, strict=True)) for sign in signs]
        return sum(abs(total) >= seen for total in sums) / len(sums)
    draw = random.Random(_SEED)
    hits = sum(
        abs(sum(v if draw.random() < 0.5 else -v for v in moved)) >= seen for _ in range(_DRAWS)
    )
    return (hits + 1) / (_DRAWS + 1)
