"""Two runs over the same questions, question by question: gained, lost, and the sums."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from search.evaluation_run import Item, Metric
from search.significance import paired_randomisation

__all__ = ["Comparison", "SetComparison", "compare_runs"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetComparison:
    """A set in one mode: mean scores then and now over the questions of both runs, the p-value of
    the difference, and the questions whose score changed, the largest change first.
    """

    set: str
    mode: str
    metric: Metric
    count: int
    then: float
    now: float
    p_value: float
    gained: tuple[tuple[Item, Item], ...]
    lost: tuple[tuple[Item, Item], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """All sets of both runs; ``only_then`` and ``only_now`` count questions of one run alone."""

    sets: tuple[SetComparison, ...]
    only_then: int
    only_now: int


def compare_runs(then: Sequence[Item], now: Sequence[Item]) -> Comparison:
    """Compare by set, mode and id of the question."""
    old = {(item.set, item.mode, item.id): item for item in then}
    new = {(item.set, item.mode, item.id): item for item in now}
    parts: dict[tuple[str, str], list[tuple[Item, Item]]] = defaultdict(list)
    for key, item in new.items():
        if key in old:
            parts[item.set, item.mode].append((old[key], item))
    return Comparison(
        sets=tuple(_compared(pairs) for pairs in parts.values()),
        only_then=len(old.keys() - new.keys()),
        only_now=len(new.keys() - old.keys()),
    )


def _compared(pairs: list[tuple[Item, Item]]) -> SetComparison:
    changes = sorted(pairs, key=lambda pair: -abs(_change(pair)))
    count = len(pairs)
    first = pairs[0][1]
    return SetComparison(
        set=first.set,
        mode=first.mode,
        metric=first.metric,
        count=count,
        then=sum(old.score for old, _ in pairs) / count,
        now=sum(new.score for _, new in pairs) / count,
        p_value=paired_randomisation([_change(pair) for pair in pairs]),
        gained=tuple(pair for pair in changes if _change(pair) > 1e-9),
        lost=tuple(pair for pair in changes if _change(pair) < -1e-9),
    )


def _change(pair: tuple[Item, Item]) -> float:
    return pair[1].score - pair[0].score
