"""Tables on one page: cells with their words, and false tables refused.

Reads a page of an open PDF (:class:`index.pdf.PdfPage`); writes
:class:`ingest.layout.FoundTable` values. Boxes of cells come from the ruling lines; the words of a
cell are the page's own text inside its box, normalised, lines apart by newlines. What only looks
like a table is refused: page frames, boxes around a paragraph, graph paper, and the block of a
running header.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from index.pdf import GridCell, PdfPage, TableGrid
from ingest.layout import Cell, FoundTable
from ingest.normalise import normalise, squeeze
from standards.place import Box

__all__ = ["drop_running_tables", "find_page_tables", "text_of"]

_MIN_FILLED: Final = 0.2
"""At least this share of a table's cells holds words; graph paper and empty forms hold none."""
_RUNNING_PAGES: Final = 3
"""A table that stands on this many pages, same words and same height, is a running header."""
_EDGE: Final = 1.0
"""Points taken off a cell's box on each side, so that words of the neighbour stay out."""


def find_page_tables(page: PdfPage) -> tuple[FoundTable, ...]:
    """The ruled tables of a page, top to bottom; none for tables drawn without lines.

    A table of one row is kept (a row cut by a page break), one of a single column is not.
    """
    found = (_read(page, grid) for grid in page.table_grids() if _may_be_table(page, grid))
    return tuple(table for table in found if _is_table(table))


def drop_running_tables(tables: Iterable[FoundTable]) -> tuple[FoundTable, ...]:
    """All tables but those that repeat from page to page at one height: running headers."""
    held = tuple(tables)
    pages = Counter(key for _, key in {(table.page, _running_key(table)) for table in held})
    return tuple(t for t in held if pages[_running_key(t)] < _RUNNING_PAGES)


def _running_key(table: FoundTable) -> tuple[int, int, str]:
    words = re.sub(r"\d+", "#", squeeze(" ".join(cell.text for cell in table.cells)))
    return table.rows, round(table.box.height / 10), words


def _may_be_table(page: PdfPage, grid: TableGrid) -> bool:
    if grid.columns < 2 or len(grid.cells) < 2:
        return False
    area = (grid.box.x1 - grid.box.x0) * grid.box.height
    return not (len(grid.cells) <= 3 and area > 0.8 * page.width * page.height)


def _is_table(table: FoundTable) -> bool:
    filled = [cell for cell in table.cells if cell.text]
    columns = {cell.column for cell in filled}
    if len(filled) < 2:
        return table.rows == 1 and bool(filled)
    return len(columns) > 1 and len(filled) >= _MIN_FILLED * len(table.cells)


def _read(page: PdfPage, grid: TableGrid) -> FoundTable:
    cells = tuple(_cell(page, cell) for cell in grid.cells)
    return FoundTable(
        page=page.number, box=grid.box, rows=grid.rows, columns=grid.columns, cells=cells
    )


def _cell(page: PdfPage, cell: GridCell) -> Cell:
    return Cell(
        text=text_of(page, cell.box),
        box=cell.box,
        row=cell.row,
        column=cell.column,
        row_span=cell.row_span,
        column_span=cell.column_span,
    )


def text_of(page: PdfPage, box: Box) -> str:
    """The words inside ``box``, normalised, one printed line a line."""
    inside = Box(box.page, box.x0 + _EDGE, box.y0 + _EDGE, box.x1 - _EDGE, box.y1 - _EDGE)
    if inside.x0 >= inside.x1 or inside.y0 >= inside.y1:
        return ""
    lines: Sequence[str] = [squeeze(normalise(line)) for line in page.text_in(inside).splitlines()]
    return "\n".join(line for line in lines if line)
