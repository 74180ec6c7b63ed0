"""Whether the finds support an answer: signals of the best find against measured thresholds."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from search.concepts import Concept
from search.gather import Find

__all__ = ["Support", "Thresholds", "support", "thresholds"]

_LOOK = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """``data/thresholds.toml``: the least support for an answer, by kind of question."""

    product: float
    clause: float


@cache
def thresholds() -> Thresholds:
    """The thresholds in use."""
    text = (files("search") / "data" / "thresholds.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return Thresholds(product=data["product"]["coverage"], clause=data["clause"]["coverage"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """What the best finds say for an answer.

    ``coverage`` the greatest share of the question's content covered by one of the first finds;
    ``heaviest`` how well the heaviest concept is covered there.
    """

    coverage: float
    heaviest: float

    def enough(self, kind: str) -> bool:
        """Whether an answer may be given to a question of that kind."""
        limits = thresholds()
        return self.coverage >= (limits.product if kind == "product" else limits.clause)


def support(finds: Sequence[Find], concepts: Sequence[Concept]) -> Support:
    """Measure the support that the finds give, best first."""
    best = Support(coverage=0.0, heaviest=0.0)
    weights = [concept.weight if concept.content else 0.0 for concept in concepts]
    place = max(range(len(weights)), key=lambda i: weights[i]) if weights else None
    for find in finds[:_LOOK]:
        heaviest = find.coverage.by_concept[place] if place is not None else 0.0
        if find.coverage.content > best.coverage:
            best = Support(coverage=find.coverage.content, heaviest=heaviest)
    return best
