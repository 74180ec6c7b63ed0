"""Tables whose columns are ruled and whose rows are not.

Reads a table as its ruling lines make it; where one drawn row holds a column of row numbers, one
below the other, the row is cut where the numbers stand. The table is doubtful then.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from ingest.layout import Cell, FoundTable
from ingest.normalise import squeeze
from ingest.row_cuts import cut_rows, cut_rows_at_numbers
from ingest.source_page import SourcePage
from ingest.tables import text_of

__all__ = ["cut_open_rows"]

_NUMBER: Final = re.compile(r"^\d{1,3}(?:\.\d{1,3})*[.)]?$")
_ROWS: Final = 3
"""So many numbers below one another in one cell are row numbers."""


def cut_open_rows(page: SourcePage, table: FoundTable) -> FoundTable:
    """The table with drawn rows cut into printed ones; the same one if there is nothing to cut."""
    cells: list[Cell] = []
    row, cut = 0, False
    for drawn in range(table.rows):
        held = [cell for cell in table.cells if cell.row == drawn]
        strips = _strips(page, held) if _is_open(held) else []
        if not strips:
            cells += (replace(cell, row=cell.row + row - drawn) for cell in held)
            row += 1
            continue
        cut = True
        for top, bottom in strips:
            boxes = [replace(cell.box, y0=top, y1=bottom) for cell in held]
            cells += (
                replace(cell, text=text_of(page, box), box=box, row=row)
                for cell, box in zip(held, boxes, strict=True)
            )
            row += 1
    return replace(table, rows=row, cells=tuple(cells), is_doubtful=True) if cut else table


def _is_open(cells: Sequence[Cell]) -> bool:
    """Whether the first cell of a drawn row holds nothing but row numbers that count up."""
    if len(cells) < 2 or any(cell.row_span > 1 for cell in cells):
        return False
    lines = [squeeze(line) for line in cells[0].text.split("\n")]
    if len(lines) < _ROWS or not all(map(_NUMBER.match, lines)):
        return False
    numbers = [tuple(map(int, re.findall(r"\d+", line))) for line in lines]
    others = max(cell.text.count("\n") + 1 for cell in cells[1:])
    return others >= len(lines) and all(one < other for one, other in pairwise(numbers))


def _strips(page: SourcePage, cells: Sequence[Cell]) -> list[tuple[float, float]]:
    """Top and bottom of each printed row inside a drawn one."""
    band = cells[0].box.around(cells[-1].box)
    spans = [span for span in page.spans(clip=band) if span.text.strip()]
    words = [span.box for span in spans if band.y0 <= (span.box.y0 + span.box.y1) / 2 <= band.y1]
    numbers = [
        span.box
        for span in spans
        if _NUMBER.match(squeeze(span.text)) and span.box.x1 <= cells[0].box.x1 + 1
    ]
    if not words or len(numbers) < _ROWS:
        return []
    top, bottom = min(box.y0 for box in words) - 1, max(box.y1 for box in words)
    cuts = cut_rows_at_numbers(words, top, bottom, numbers) or cut_rows(
        words, top, bottom, [(box.y0 + box.y1) / 2 for box in numbers]
    )
    cuts = [band.y0, *cuts[1:-1], band.y1]
    return list(pairwise(cuts))
