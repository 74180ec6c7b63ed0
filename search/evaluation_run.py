"""What became of each question of an evaluation: kept in a file, read again, summed up.

A run is a list of items; an item is one question of one set asked in one mode. Sums over items are
figures; floors (:mod:`search.evaluation_floors`) and comparisons
(:mod:`search.evaluation_compare`) are about figures and items, whatever was asked.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from standards.errors import BadInput

__all__ = ["Figure", "Item", "Metric", "figures", "read_run", "write_run"]

_FORM = 1


class Metric(StrEnum):
    """What an item's score is, and what is summed: the mean score, or how many are right."""

    NDCG = "ndcg_at_10"
    RECIPROCAL_RANK = "mrr"
    RIGHT = "right"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One question and what became of it.

    ``score``: nDCG at 10 of a benchmark's question, the reciprocal rank of any other; for one that
    nothing answers 1 if nothing was answered, else 0. ``rank`` is the place of the first right
    answer, from 1; None if there is none. ``right``: it is among those that count (ten of a
    benchmark, five else), or nothing was rightly answered. ``wanted`` and ``got`` are names of
    documents, pages after an ``@``; ``groups`` the parts of the set that it belongs to.
    """

    set: str
    mode: str
    metric: Metric
    id: str
    text: str
    score: float
    rank: int | None
    right: bool
    wanted: tuple[str, ...]
    got: tuple[str, ...]
    groups: tuple[str, ...] = ()
    milliseconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A sum over the items of a set, of a mode, and of a group of it (``all``: of all)."""

    set: str
    mode: str
    group: str
    metric: Metric
    value: float
    count: int


def figures(items: Iterable[Item]) -> list[Figure]:
    """Mean scores and shares of right ones of each set, mode and group, in the order met.

    Reciprocal ranks are of questions that have an answer; one that has none counts as right or not.
    """
    parts: dict[tuple[str, str, str], list[Item]] = defaultdict(list)
    for item in items:
        for group in ("all", *item.groups):
            parts[item.set, item.mode, group].append(item)
    found: list[Figure] = []
    for (name, mode, group), held in parts.items():
        scored = [item.score for item in held if item.wanted]
        share = sum(item.right for item in held) / len(held)
        rows = [(held[0].metric, scored)] if scored else []
        if held[0].metric is not Metric.NDCG:
            rows.insert(0, (Metric.RIGHT, [share] * len(held)))
        found += [
            Figure(
                set=name,
                mode=mode,
                group=group,
                metric=metric,
                value=round(sum(values) / len(values), 4),
                count=len(values),
            )
            for metric, values in rows
        ]
    return found


def write_run(items: Sequence[Item], path: Path) -> None:
    """Keep the items of a run as JSON."""
    body = {"form": _FORM, "items": [asdict(item) for item in items]}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(body, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read_run(path: Path) -> list[Item]:
    """Read a run again. Raises BadInput if the file holds none."""
    try:
        body = json.loads(path.read_text(encoding="utf-8"))
        if body["form"] != _FORM:
            raise BadInput(f"{path} is a run of form {body['form']}, read is form {_FORM}")
        return [_item(row) for row in body["items"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadInput(
            f"{path} holds no saved run ({error}); make one with: trachuan eval … --save {path}"
        ) from error


def _item(row: dict[str, object]) -> Item:
    lists = {name: _texts(row[name]) for name in ("wanted", "got", "groups")}
    rank = row["rank"]
    return Item(
        set=str(row["set"]),
        mode=str(row["mode"]),
        metric=Metric(str(row["metric"])),
        id=str(row["id"]),
        text=str(row["text"]),
        score=float(str(row["score"])),
        rank=None if rank is None else int(str(rank)),
        right=row["right"] is True,
        milliseconds=float(str(row["milliseconds"])),
        wanted=lists["wanted"],
        got=lists["got"],
        groups=lists["groups"],
    )


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError("a list is missing")
    return tuple(map(str, value))
