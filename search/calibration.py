"""Whether the finds support an answer: a measured probability against a measured threshold.

What the best finds say for an answer is turned into a probability by logistic regression (Cox,
1958) over judged questions, every signal with the sign that it must have. The coefficients, the
threshold and the figures behind them stand in ``data/support.toml``; ``bench/calibrate.py`` fits
them anew.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from search.concepts import Question
from search.coverage import Field, cover
from search.own_name import named
from search.scoring import EXCEPT, Find

__all__ = ["Fit", "Support", "fit_in_use", "is_supported", "support"]

_LOOK, _NEAR, _WHOLE = 3, 0.10, 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """What the first three finds say for an answer.

    ``strength``: the best keyword score (BM25) over the logarithm of the number of passages, so
    that a library that grows does not seem to know more; of that log(1 + x), for a long question
    gathers points from everywhere. ``head``: share (0 to 1) of what the question is about before
    all that is covered (*mũ bảo hiểm*, not any *mũ*), at its best. ``score``: that of the first
    find. ``named``: share of that find's own name that the question says. ``clause``: 1 if a
    clause is asked for. ``whole``: share of what is asked and of its head, the lesser of both, for
    the find where it is greatest.
    """

    strength: float = 0.0
    head: float = 0.0
    score: float = 0.0
    named: float = 0.0
    clause: float = 0.0
    whole: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """The regression: its intercept, its weight of each signal of ``Support``; ``least``, the
    probability from which on is answered; and ``whole``, the share of the question that is enough
    whatever the probability: in a small library on one subject the words of that subject are
    common, and a common word is weak evidence.
    """

    intercept: float
    weight: Mapping[str, float]
    least: float
    whole: float

    def answers(self, said: Support) -> bool:
        """Whether that is enough for an answer."""
        return said.whole >= self.whole or self.probability(said) >= self.least

    def probability(self, said: Support) -> float:
        """How probable it is that the finds answer the question, 0 to 1.

        >>> fit = Fit(intercept=-2, weight={"strength": 1.0}, least=0.5, whole=0.9)
        >>> fit.probability(Support(strength=2))
        0.5
        """
        weighed = self.intercept + sum(
            weight * float(getattr(said, name)) for name, weight in self.weight.items()
        )
        return 1.0 / (1.0 + math.exp(-weighed))


@cache
def fit_in_use() -> Fit:
    """The fit of ``data/support.toml``."""
    text = (files("search") / "data" / "support.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return Fit(**data["fit"], weight=data["weight"])


def support(finds: Sequence[Find], question: Question, kind: str, passages: int) -> Support | None:
    """What the first finds say for an answer in a library of that many passages; None if there is
    none, or if a row names the very goods as an exception (*trừ găng tay y tế*).
    """
    first = finds[:_LOOK]
    near = [find for find in first if finds[0].score - find.score <= _NEAR]
    if not first or (kind == "product" and any(_taken_out(find, question) for find in near)):
        return None
    best = max(find.hit.keyword_score or 0.0 for find in first)
    return Support(
        strength=math.log1p(best / math.log(passages + 2)),
        head=max(find.head for find in first),
        score=first[0].score,
        named=named(first[0], question),
        clause=float(kind == "clause"),
        whole=max(
            (min(find.said.content, find.head) for find in near if _speaks_of_it(find, kind)),
            default=0.0,
        ),
    )


def is_supported(finds: Sequence[Find], question: Question, kind: str, passages: int) -> bool:
    """Whether the finds support an answer to a question of that kind."""
    said = support(finds, question, kind, passages)
    return said is not None and fit_in_use().answers(said)


def _speaks_of_it(find: Find, kind: str) -> bool:
    """A row, title or scope is about a product; any other clause only mentions it."""
    return kind == "clause" or find.sort != "clause"


def _taken_out(find: Find, question: Question) -> bool:
    """Whether a row names these very goods as an exception."""
    exceptions = " ".join(EXCEPT.findall(find.passage.text)) if find.sort == "row" else ""
    if not exceptions:
        return False
    said = cover(question.concepts, (Field(exceptions),)).content
    return said >= _WHOLE and said > find.coverage.content
