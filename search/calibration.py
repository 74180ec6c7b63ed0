"""Whether the finds support an answer: signals of the best finds against measured thresholds.

A product is supported by a row, title or scope that covers what is asked and, above all, its head
(*mũ bảo hiểm*, not any *mũ*); a clause that only speaks of it must cover nearly all. A question
about a clause is supported by a clause that covers enough of what the asking sentence says.
"""

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
_IDEAS = 2
"""Ideas that a clause must cover to support a product by speaking of it in passing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """``data/thresholds.toml``: the least support for an answer, by kind of question."""

    product: float
    passing: float
    clause: float


@cache
def thresholds() -> Thresholds:
    """The thresholds in use."""
    text = (files("search") / "data" / "thresholds.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return Thresholds(
        product=data["product"]["support"],
        passing=data["product"]["passing"],
        clause=data["clause"]["coverage"],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """What one find says for an answer: ``value`` (0 to 1) against the ``least`` that is needed."""

    value: float
    least: float

    @property
    def enough(self) -> bool:
        """Whether an answer may be given."""
        return self.value >= self.least


def support(finds: Sequence[Find], concepts: Sequence[Concept], kind: str) -> Support:
    """The best support among the first finds."""
    measured = [_support(find, concepts, kind) for find in finds[:_LOOK]]
    nothing = Support(value=0.0, least=1.0)
    return max(measured, key=lambda one: one.value - one.least, default=nothing)


def _support(find: Find, concepts: Sequence[Concept], kind: str) -> Support:
    limits = thresholds()
    if kind == "clause":
        return Support(value=find.coverage.content, least=limits.clause)
    value = (find.coverage.content + find.head) / 2
    if find.sort != "clause":
        return Support(value=value, least=limits.product)
    pairs = zip(concepts, find.coverage.by_concept, strict=True)
    ideas = sum(1 for concept, covered in pairs if concept.content and covered >= 0.5)
    return Support(value=value if ideas >= _IDEAS else 0.0, least=limits.passing)
