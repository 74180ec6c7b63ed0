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
from search.gather import EXCEPT, Find

__all__ = ["Support", "is_supported", "supports", "thresholds"]

_LOOK, _NEAR = 3, 0.10
_WHOLE = 0.9
_IDEAS = 2
"""Ideas that a clause must cover to support a product by speaking of it in passing."""


@cache
def thresholds() -> dict[str, float]:
    """The thresholds in use by their names in ``data/thresholds.toml``."""
    text = (files("search") / "data" / "thresholds.toml").read_text(encoding="utf-8")
    return {name: entry["least"] for name, entry in tomllib.loads(text).items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """What one find says for an answer: ``value`` (0 to 1), and ``way``, the name of the threshold
    that it is held against.
    """

    way: str
    value: float

    @property
    def margin(self) -> float:
        """How far the value lies above the threshold; negative below it."""
        return self.value - thresholds()[self.way]


def supports(finds: Sequence[Find], question: Question, kind: str) -> list[Support]:
    """The support of each of the finds whose score is next to the best; none if a row names the
    very goods as an exception.
    """
    near = [find for find in finds[:_LOOK] if finds[0].score - find.score <= _NEAR]
    if kind == "product" and any(_taken_out(find, question) for find in near):
        return []
    return [_support(find, question, kind) for find in near]


def is_supported(finds: Sequence[Find], question: Question, kind: str) -> bool:
    """Whether the finds support an answer to a question of that kind."""
    return any(one.margin >= 0 for one in supports(finds, question, kind))


def _support(find: Find, question: Question, kind: str) -> Support:
    said = find.said
    if kind == "clause":
        return Support(way="clause", value=said.content)
    value = (said.content + said.head) / 2
    if find.sort != "clause":
        return Support(way="product", value=value)
    return Support(way="passing", value=value if said.ideas >= _IDEAS else 0.0)


def _taken_out(find: Find, question: Question) -> bool:
    """Whether a row names these very goods as an exception (*trừ găng tay y tế*)."""
    exceptions = " ".join(EXCEPT.findall(find.passage.text)) if find.sort == "row" else ""
    if not exceptions:
        return False
    said = cover(question.concepts, (Field(exceptions),)).content
    return said >= _WHOLE and said > find.coverage.content
