"""The report of an evaluation: one page that needs nothing else, for people to read and keep."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined

from search.evaluation_compare import Comparison
from search.evaluation_floors import Held
from search.evaluation_run import Figure, Item, Metric, figures

__all__ = ["render_report"]

_TEMPLATE = "evaluation_report.html"
_MOST = 25
_METRICS = {
    Metric.RIGHT: "tỷ lệ đúng / right",
    Metric.RECIPROCAL_RANK: "MRR",
    Metric.NDCG: "nDCG@10",
}
_GROUPS = {"all": "tất cả / all", "kind": "loại", "style": "kiểu"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Set:
    """A set in one mode, as the page shows it. ``curve``: the share of questions with a right
    answer among the first 1, 2, … results.
    """

    name: str
    mode: str
    count: int
    median: float
    figures: list[Figure]
    curve: list[float]
    worst: list[Item]
    missed: int


def render_report(
    items: Sequence[Item],
    *,
    held: Sequence[Held] = (),
    comparison: Comparison | None = None,
    made: str,
) -> str:
    """The page as HTML: floors, changes where a comparison is given, then each set with its
    figures and its worst questions. ``made`` says when, in words.
    """
    environment = Environment(
        loader=PackageLoader("api", "data"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(_TEMPLATE).render(
        made=made,
        count=len(items),
        sets=_sets(items),
        held=sorted(held, key=lambda one: not one.below),
        comparison=comparison,
        rank=_rank,
        group=_group,
        metric=_METRICS.__getitem__,
        most=_MOST,
    )


def _group(name: str) -> str:
    """A group in words: ``kind product`` is ``loại product``."""
    first, _, rest = name.partition(" ")
    return f"{_GROUPS.get(first, first)} {rest}".strip()


def _rank(item: Item) -> str:
    """Where the first right answer stood, in words."""
    if not item.wanted:
        return "từ chối đúng / rightly refused" if item.right else "đáng ra từ chối / not refused"
    return "không thấy / not found" if item.rank is None else str(item.rank)


def _sets(items: Sequence[Item]) -> list[_Set]:
    parts: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in items:
        parts[item.set, item.mode].append(item)
    return [_set(name, mode, held) for (name, mode), held in parts.items()]


def _set(name: str, mode: str, items: list[Item]) -> _Set:
    missed = sorted((item for item in items if item.score < 1.0), key=lambda item: item.score)
    answered = [item for item in items if item.wanted]
    deepest = max((len(item.got) for item in items), default=0)
    curve = [
        sum(item.rank is not None and item.rank <= depth for item in answered) / len(answered)
        for depth in range(1, deepest + 1)
        if answered
    ]
    return _Set(
        name=name,
        mode=mode,
        count=len(items),
        median=statistics.median(item.milliseconds for item in items),
        figures=sorted(
            figures(items),
            key=lambda one: (one.group != "all", one.group, one.metric is not Metric.RIGHT),
        ),
        curve=curve,
        worst=missed[:_MOST],
        missed=len(missed),
    )
