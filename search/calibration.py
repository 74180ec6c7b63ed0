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

from search.concepts import Question
from search.coverage import Field, cover
from search.gather import Find
from search.quotes import sentences

__all__ = ["Support", "Thresholds", "support", "thresholds"]

_LOOK, _NEAR = 3, 0.08
_HEADING, _ABOVE = 1.0, 0.7
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


def support(finds: Sequence[Find], question: Question, kind: str) -> Support:
    """The best support among the finds whose score is next to the best."""
    near = [find for find in finds[:_LOOK] if finds[0].score - find.score <= _NEAR]
    measured = [_support(find, question, kind) for find in near]
    nothing = Support(value=0.0, least=1.0)
    return max(measured, key=lambda one: one.value - one.least, default=nothing)


def _support(find: Find, question: Question, kind: str) -> Support:
    limits = thresholds()
    if find.sort in ("clause", "scope"):
        said, head, ideas = _best_sentence(find, question)
    else:
        said, head, ideas = find.coverage.content, find.head, _IDEAS
    if kind == "clause":
        return Support(value=said, least=limits.clause)
    value = (said + head) / 2
    if find.sort != "clause":
        return Support(value=value, least=limits.product)
    return Support(value=value if ideas >= _IDEAS else 0.0, least=limits.passing)


def _best_sentence(find: Find, question: Question) -> tuple[float, float, int]:
    """What the best sentence, under its headings, covers: of what is asked, of the head, ideas.

    Words scattered over a long clause are no evidence; two sentences that follow are read together.
    """
    passage = find.passage
    *above, own = passage.heading.split(" > ")
    around = (Field(own, _HEADING), Field(" ".join(above), _ABOVE))
    spans = sentences(passage.text)
    best = (0.0, 0.0, 0)
    for place, (start, _) in enumerate(spans):
        end = spans[min(place + 1, len(spans) - 1)][1]
        fields = (Field(passage.text[start:end]), *around)
        coverage = cover(question.concepts, fields)
        head = cover([question.head], fields).share if question.head else coverage.content
        pairs = zip(question.concepts, coverage.by_concept, strict=True)
        ideas = sum(1 for concept, covered in pairs if concept.content and covered >= 0.5)
        best = max(best, (coverage.content, head, ideas))
    return best if spans else (find.coverage.content, find.head, _IDEAS)
