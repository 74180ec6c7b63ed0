"""Floors: the least that a figure of an evaluation may be, from a file.

The file is TOML, a table ``[[floor]]`` each: ``set`` (name of a benchmark's folder, with a colon
and the field if another field is asked; folder and name of a file of questions), ``mode``
(``keyword``, ``vector``, ``hybrid``, ``ask``), ``metric`` (``ndcg_at_10``, ``mrr``, ``right``),
``least``, and ``group`` for a part of the questions (``kind product``, ``style english``).
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from search.evaluation_run import Figure, Metric
from standards.errors import BadInput

__all__ = ["Floor", "Held", "against_floors", "read_floors"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """The least that a figure may be, from 0 to 1."""

    set: str
    mode: str
    metric: Metric
    least: float
    group: str = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A floor and the figure that it is about; None if that was not measured."""

    floor: Floor
    figure: Figure | None

    @property
    def below(self) -> bool:
        """Whether the figure is below its floor."""
        return self.figure is not None and self.figure.value < self.floor.least - 1e-9

    def __str__(self) -> str:
        floor = self.floor
        name = f"{floor.set}, {floor.mode}, {floor.group}, {floor.metric}"
        if self.figure is None:
            return f"{name}: not measured (floor {floor.least:.3f})"
        sign = "below" if self.below else "at or above"
        return f"{name}: {self.figure.value:.4f}, {sign} the floor {floor.least:.3f}"


def read_floors(path: Path) -> list[Floor]:
    """Read the file. Raises BadInput that names the entry that is wrong."""
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8")).get("floor", [])
    except (OSError, ValueError) as error:
        raise BadInput(f"{path} cannot be read as floors ({error})") from error
    found: list[Floor] = []
    for place, row in enumerate(rows, 1):
        try:
            floor = Floor(**{**row, "metric": Metric(row["metric"]), "least": float(row["least"])})
        except (KeyError, TypeError, ValueError) as error:
            raise BadInput(f"{path}, floor {place}: {error}") from error
        if not 0.0 <= floor.least <= 1.0:
            raise BadInput(f"{path}, floor {place}: least {floor.least} is not from 0 to 1")
        found.append(floor)
    return found


def against_floors(figures: Sequence[Figure], floors: Sequence[Floor]) -> list[Held]:
    """Each floor with its figure."""
    by_name = {(figure.set, figure.mode, figure.group, figure.metric): figure for figure in figures}
    return [
        Held(floor=floor, figure=by_name.get((floor.set, floor.mode, floor.group, floor.metric)))
        for floor in floors
    ]
