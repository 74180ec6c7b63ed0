"""What is read from a page of a PDF, as values: words, table grids, sizes of pictures.

:mod:`index.pdf` makes them. Boxes are in points of the page as shown, origin top left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from standards.place import Box

__all__ = ["GridCell", "PageLoss", "PictureSize", "Span", "TableGrid", "grid_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Characters in one font, in a row: the text as the PDF gives it, not normalised.

    ``upright`` is False for text that runs up, down or slanted. ``row`` counts the rows of MuPDF
    on this page: spans of one row were drawn on one baseline, close together.
    """

    text: str
    font: str
    size: float
    bold: bool
    italic: bool
    upright: bool
    baseline: float
    row: int
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    """A cell of a ruled table; a merged cell stands once, at its top left."""

    box: Box
    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TableGrid:
    """A ruled table on one page: box around it, grid size, cells row by row."""

    box: Box
    rows: int
    columns: int
    cells: tuple[GridCell, ...]


class PageLoss(StrEnum):
    """What a damaged file lost of a page."""

    NOTHING = "nothing"
    PICTURES = "pictures"
    CONTENT = "content"


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureSize:
    """A picture on a page as the file declares it: pixels, and bytes once unpacked."""

    width: int
    height: int
    bytes: int


def grid_of(page: int, cells: Sequence[tuple[float, float, float, float]]) -> TableGrid:
    """The grid that cells on one page make; a cell is ``x0, y0, x1, y1``."""
    lefts = sorted({cell[0] for cell in cells})
    tops = sorted({cell[1] for cell in cells})
    placed = tuple(
        GridCell(
            box=Box(page, x0, y0, x1, y1),
            row=tops.index(y0),
            column=lefts.index(x0),
            row_span=max(1, sum(y0 <= top < y1 for top in tops)),
            column_span=max(1, sum(x0 <= left < x1 for left in lefts)),
        )
        for x0, y0, x1, y1 in sorted(cells, key=lambda cell: (cell[1], cell[0]))
    )
    around = Box(
        page,
        lefts[0],
        tops[0],
        max(cell[2] for cell in cells),
        max(cell[3] for cell in cells),
    )
    return TableGrid(box=around, rows=len(tops), columns=len(lefts), cells=placed)
