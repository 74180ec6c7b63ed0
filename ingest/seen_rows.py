"""Rows of tables as they are seen on the page, before anybody decides what they are.

Reads the grids that ruling lines make (:class:`index.pdf.TableGrid`) and tables found without
lines; writes one :class:`SeenRow` a row. They are counted at once, and counted again against what
was kept when the file is read (:mod:`ingest.accounting`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.pdf import TableGrid
from ingest.layout import FoundTable
from standards.account import LeftOut
from standards.place import Box

__all__ = ["FoundTables", "SeenRow", "bands", "rows_of_grid", "rows_of_table"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenRow:
    """A row of a table on a page: the strip that it takes, as wide as the table."""

    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundTables:
    """The tables of a file's pages; every row that was seen; rows of what is no table."""

    tables: tuple[FoundTable, ...] = ()
    seen: tuple[SeenRow, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def rows_of_grid(grid: TableGrid) -> tuple[SeenRow, ...]:
    """The rows of a ruled grid, top to bottom."""
    return _rows(grid.box, [cell.box for cell in grid.cells])


def rows_of_table(table: FoundTable) -> tuple[SeenRow, ...]:
    """The rows of a table that was found without ruling lines."""
    return _rows(table.box, [cell.box for cell in table.cells])


def bands(box: Box, cells: Iterable[Box]) -> tuple[Box, ...]:
    """Strips of a table between the heights at which cells start, as wide as the table."""
    tops = sorted({cell.y0 for cell in cells})
    ends = [*tops[1:], box.y1]
    return tuple(
        Box(box.page, box.x0, top, box.x1, end) for top, end in zip(tops, ends, strict=True)
    )


def _rows(box: Box, cells: Sequence[Box]) -> tuple[SeenRow, ...]:
    return tuple(SeenRow(box=band) for band in bands(box, cells))
