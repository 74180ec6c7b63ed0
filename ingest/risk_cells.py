"""What a product list states of the risk of each of its goods, and where it states it.

Reads the headings and rows of a list (:mod:`ingest.table_join`, :mod:`ingest.product_rows`) and
the words above it (:mod:`ingest.governing`); writes :class:`RiskReading` values. A level stands in
a column of its own (*Mức độ rủi ro*: *Cao*), as a tick in the column of that level, in a heading
above the rows, or in the title of the list. The nearest words count: the row's own cells, those of
the row it is under, the headings of its group, the title. Nothing is concluded from goods, codes
or standards.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ingest.normalise import squeeze
from ingest.risk_words import (
    demanded_in,
    level_of_cell,
    levels_in,
    measures_in,
    one_level,
    states_measures,
    word_rules,
)
from ingest.table_join import JoinedRow
from standards.risk import Measure, RiskLevel

__all__ = [
    "NOTHING_STATED",
    "LevelStated",
    "MeasuresStated",
    "RiskColumn",
    "RiskReading",
    "from_cells",
    "from_headings",
    "risk_columns",
    "states_risk",
]

_TICK: Final = re.compile(
    r"^\W*[xX✓✔✕✖×☑☒■●•√+*üþ\uf0fc\uf0fe\uf0d6\uf052](?:\s*[(\[]?\d[)\]]?)?\W*$|^(?:có|phải|yes)$",
    re.IGNORECASE,
)
_NO: Final = re.compile(
    r"^(?:[-–—/.0oO☐□]*|không|no|n/a|không (?:áp dụng|phải|có))$", re.IGNORECASE
)
_LEVEL_ALONE: Final = re.compile(r"^(?:mức )?(?:cao|trung b[ìi]nh|tb|th[ấa]p)$")
_RISK: Final = re.compile(r"rủi ro|\brisk\b")
_NOTES: Final = re.compile(r"^(?:ghi chú|lưu ý|chú thích|notes?|remarks?)\b")
_METHOD: Final = re.compile(
    r"^(?:(?:theo )?phương thức|pt)\s*\d|thông quan|khi nhập khẩu|nhập khẩu$"
)
"""Words that say how or when the measure of the column is taken, and so that it is."""


class _Holds(StrEnum):
    LEVEL = "level"
    ONE_LEVEL = "one level"
    MEASURES = "measures"
    NOTES = "notes"


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskColumn:
    """A column that states risk: ``at`` its position, ``heading`` its words.

    ``level``: the one level whose column it is; ``measures``: those that the heading names. A cell
    under *Công bố hợp quy* that names a way (*tự đánh giá*) states both.
    """

    at: int
    heading: str
    holds: _Holds
    level: RiskLevel | None = None
    measures: tuple[Measure, ...] = ()


@dataclass(frozen=True, slots=True)
class LevelStated:
    """A statement on the level; None where it names two."""

    level: RiskLevel | None
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeasuresStated:
    """A statement on measures; empty where the words say that none is asked for."""

    measures: tuple[Measure, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskReading:
    """What some words state of goods; None: nothing."""

    level: LevelStated | None = None
    measures: MeasuresStated | None = None

    def or_else(self, other: RiskReading) -> RiskReading:
        """This reading, and what ``other`` states where this one states nothing."""
        return RiskReading(
            level=other.level if self.level is None else self.level,
            measures=other.measures if self.measures is None else self.measures,
        )

    @property
    def words(self) -> str:
        """The words that state level and measures, apart by `` | ``."""
        level = self.level.words if self.level is not None else ()
        measures = self.measures.words if self.measures is not None else ()
        return " | ".join(dict.fromkeys((*level, *measures)))


NOTHING_STATED: Final = RiskReading()


def risk_columns(header: Sequence[str], taken: Iterable[int]) -> tuple[RiskColumn, ...]:
    """The columns that state risk, but for those ``taken`` by other things (names, codes)."""
    skipped = set(taken)
    found = (_column(at, squeeze(words)) for at, words in enumerate(header) if at not in skipped)
    return tuple(column for column in found if column is not None)


def _column(at: int, heading: str) -> RiskColumn | None:
    words = heading.lower()
    levels = levels_in(words)
    alone = level_of_cell(words) if _LEVEL_ALONE.match(words) else None
    level = alone or (next(iter(levels)) if len(levels) == 1 else None)
    if level is not None:
        named = measures_in(words)
        return RiskColumn(
            at=at, heading=heading, holds=_Holds.ONE_LEVEL, level=level, measures=named
        )
    if any(rule.matches(words) and not _is_barred(words) for rule in word_rules().columns):
        names = measures_in(words)
        return RiskColumn(at=at, heading=heading, holds=_Holds.MEASURES, measures=names)
    if _RISK.search(words):
        return RiskColumn(at=at, heading=heading, holds=_Holds.LEVEL)
    if _NOTES.match(words):
        return RiskColumn(at=at, heading=heading, holds=_Holds.NOTES)
    return None


def _is_barred(words: str) -> bool:
    return any(rule.barred and rule.barred.search(words) for rule in word_rules().columns)


def from_cells(rows: Sequence[JoinedRow], columns: Sequence[RiskColumn]) -> RiskReading:
    """What the cells of a product state; cells merged over rows belong to each of them."""
    found = [
        _of_cell(cell, column)
        for column in columns
        for cell in dict.fromkeys(squeeze(row.cells[column.at]) for row in rows)
    ]
    levels = [one.level for one in found if one.level is not None]
    named = {one.level for one in levels}
    measures = [one.measures for one in found if one.measures is not None]
    return RiskReading(
        level=LevelStated(
            named.pop() if len(named) == 1 else None, tuple(w for one in levels for w in one.words)
        )
        if levels
        else None,
        measures=MeasuresStated(
            _in_order(measure for one in measures for measure in one.measures),
            tuple(words for one in measures for words in one.words),
        )
        if measures
        else None,
    )


def states_risk(rows: Sequence[JoinedRow], columns: Sequence[RiskColumn]) -> bool:
    """Whether most rows state a level or a measure in these columns."""
    found = [from_cells([row], columns) for row in rows if sum(map(bool, row.cells)) > 1]
    return 2 * sum(one != NOTHING_STATED for one in found) > len(found)


def _of_cell(cell: str, column: RiskColumn) -> RiskReading:
    if not cell or (_NO.match(cell) and column.holds is not _Holds.MEASURES):
        return NOTHING_STATED
    words = (f"{column.heading}: {cell}",)
    if column.holds is _Holds.NOTES:
        return from_headings([cell])
    if column.holds is _Holds.LEVEL:
        return RiskReading(level=_level(level_of_cell(cell), words), measures=_named(cell, words))
    if column.holds is _Holds.ONE_LEVEL:
        if not (_TICK.match(cell) or level_of_cell(cell) is column.level or measures_in(cell)):
            return NOTHING_STATED
        return RiskReading(
            level=_level(column.level, words),
            measures=_named(cell, words) or _named(column.heading, words),
        )
    if _NO.match(cell):
        return (
            RiskReading(measures=MeasuresStated((), words)) if column.measures else NOTHING_STATED
        )
    if column.measures and (_TICK.match(cell) or _METHOD.search(cell.lower())):
        return RiskReading(measures=_named(cell, words) or MeasuresStated(column.measures, words))
    named = _named(cell, words)
    if named is not None and named.measures and column.measures == (Measure.DECLARATION,):
        named = MeasuresStated(_in_order((*named.measures, Measure.DECLARATION)), words)
    return RiskReading(level=_level(one_level(cell), words), measures=named)


def _level(level: RiskLevel | None, words: tuple[str, ...]) -> LevelStated | None:
    return LevelStated(level, words) if level is not None else None


def _named(cell: str, words: tuple[str, ...]) -> MeasuresStated | None:
    found = measures_in(cell)
    return MeasuresStated(found, words) if found or states_measures(cell) else None


def _in_order(measures: Iterable[Measure]) -> tuple[Measure, ...]:
    found = set(measures)
    return tuple(measure for measure in Measure if measure in found)


def from_headings(headings: Iterable[str]) -> RiskReading:
    """What headings state of the goods below them, the nearest first: the first that speaks counts.

    A heading that names two levels governs no row, and neither does one further up.
    """
    reading = NOTHING_STATED
    for heading in headings:
        words = (squeeze(heading),)
        found = levels_in(heading)
        demanded = demanded_in(heading)
        speaks = bool(demanded) or states_measures(heading)
        reading = reading.or_else(
            RiskReading(
                level=LevelStated(one_level(heading), words if len(found) == 1 else ())
                if found
                else None,
                measures=MeasuresStated(demanded, words) if speaks else None,
            )
        )
    return reading
