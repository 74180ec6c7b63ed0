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
from dataclasses import replace
from typing import Final

from index.pdf import Span, TableGrid
from ingest.layout import Cell, FoundTable
from ingest.normalise import normalise, squeeze
from ingest.seen_rows import FoundTables, bands, rows_of_grid
from ingest.source_page import SourcePage
from standards.account import Counted, LeftOut
from standards.place import Box

__all__ = [
    "drop_running_tables",
    "read_page_tables",
    "running_tables",
    "text_of",
]

_MIN_FILLED: Final = 0.2
"""At least this share of a table's cells holds words; graph paper and empty forms hold none."""
_RUNNING_PAGES: Final = 3
"""A table that stands on this many pages, same words and same height, is a running header."""
_WORDS_KEPT: Final = 200
_EMPTY: Final = "không phải bảng: biểu mẫu trống, giấy kẻ ô hoặc hình vẽ"
_WITHIN: Final = 0.85
"""A span with this share of its box in a cell stands in that cell and in no other."""
_EDGE: Final = 1.0
"""Points taken off a cell's box on each side, so that words of the neighbour stay out."""


def read_page_tables(page: SourcePage, *, recognised: bool = False) -> FoundTables:
    """The ruled tables of a page with all rows that were seen, those of false tables left out.

    ``recognised``: the words of the page were recognised from its picture.
    """
    grids = page.table_grids()
    spans = page.spans() if grids else ()
    tables: list[FoundTable] = []
    left_out: list[LeftOut] = []
    for grid in grids:
        reason = _no_table(page, grid)
        table = None if reason else _read(page, grid, spans)
        if table is not None and _is_table(table):
            tables.append(replace(table, is_recognised=recognised))
        else:
            left_out += _rows_left_out(page, grid, reason or _EMPTY)
    return FoundTables(
        tables=tuple(tables),
        seen=tuple(row for grid in grids for row in rows_of_grid(grid)),
        left_out=tuple(left_out),
    )


def _rows_left_out(page: SourcePage, grid: TableGrid, reason: str) -> list[LeftOut]:
    strips = bands(grid.box, [cell.box for cell in grid.cells])
    return [
        LeftOut(
            what=Counted.ROW,
            page=page.number,
            words=squeeze(text_of(page, strip))[:_WORDS_KEPT],
            reason=reason,
        )
        for strip in strips
    ]


def running_tables(tables: Iterable[FoundTable]) -> tuple[LeftOut, ...]:
    """The rows of tables that :func:`drop_running_tables` drops."""
    held = tuple(tables)
    kept = {id(table) for table in drop_running_tables(held)}
    return tuple(
        LeftOut(
            what=Counted.ROW,
            page=table.page,
            words=squeeze(" ".join(c.text for c in table.cells if c.row == row))[:_WORDS_KEPT],
            reason="bảng lặp lại ở đầu hoặc chân nhiều trang",
        )
        for table in held
        if id(table) not in kept
        for row in range(table.rows)
    )


def drop_running_tables(tables: Iterable[FoundTable]) -> tuple[FoundTable, ...]:
    """All tables but those that repeat from page to page at one height: running headers."""
    held = tuple(tables)
    pages = Counter(key for _, key in {(table.page, _running_key(table)) for table in held})
    return tuple(t for t in held if pages[_running_key(t)] < _RUNNING_PAGES)


def _running_key(table: FoundTable) -> tuple[int, int, str]:
    words = re.sub(r"\d+", "#", squeeze(" ".join(cell.text for cell in table.cells)))
    return table.rows, round(table.box.height / 10), words


def _no_table(page: SourcePage, grid: TableGrid) -> str:
    """Why lines that cross are no table, in Vietnamese; ``""`` if they may be one."""
    if grid.columns < 2 or len(grid.cells) < 2:
        return "không phải bảng: khung hoặc đường kẻ quanh đoạn văn, chỉ có một cột"
    area = (grid.box.x1 - grid.box.x0) * grid.box.height
    if len(grid.cells) <= 3 and area > 0.8 * page.width * page.height:
        return "không phải bảng: khung trang"
    return ""


def _is_table(table: FoundTable) -> bool:
    filled = [cell for cell in table.cells if cell.text]
    columns = {cell.column for cell in filled}
    if len(filled) < 2:
        return table.rows == 1 and bool(filled)
    return len(columns) > 1 and len(filled) >= _MIN_FILLED * len(table.cells)


def _read(page: SourcePage, grid: TableGrid, spans: Sequence[Span]) -> FoundTable:
    inside = [span for span in spans if _overlap(span.box, grid.box) > 0]
    return FoundTable(
        page=page.number,
        box=grid.box,
        rows=grid.rows,
        columns=grid.columns,
        cells=tuple(
            Cell(
                text=_cell_text(page, cell.box, inside),
                box=cell.box,
                row=cell.row,
                column=cell.column,
                row_span=cell.row_span,
                column_span=cell.column_span,
            )
            for cell in grid.cells
        ),
    )


def _cell_text(page: SourcePage, box: Box, spans: Sequence[Span]) -> str:
    """The words of a cell: the spans that lie in it; asked of the page if one crosses its edge."""
    lines: dict[int, str] = {}
    for span in spans:
        share = _overlap(span.box, box)
        if share > _WITHIN:
            lines[span.row] = lines.get(span.row, "") + span.text
        elif share > 1 - _WITHIN and span.text.strip():
            return text_of(page, box)
    return _lines(lines.values())


def _overlap(span: Box, box: Box) -> float:
    """The share of a span's box that lies in another box, 0 to 1."""
    wide = min(span.x1, box.x1) - max(span.x0, box.x0)
    high = min(span.y1, box.y1) - max(span.y0, box.y0)
    area = (span.x1 - span.x0) * span.height
    return max(0.0, wide) * max(0.0, high) / area if area else 0.0


def text_of(page: SourcePage, box: Box) -> str:
    """The words inside ``box``, normalised, one printed line a line."""
    inside = Box(box.page, box.x0 + _EDGE, box.y0 + _EDGE, box.x1 - _EDGE, box.y1 - _EDGE)
    if inside.x0 >= inside.x1 or inside.y0 >= inside.y1:
        return ""
    return _lines(page.text_in(inside).splitlines())


def _lines(printed: Iterable[str]) -> str:
    lines = (squeeze(normalise(line)) for line in printed)
    return "\n".join(line for line in lines if line)
