"""What is read from a page of a PDF, as values: words, table grids, sizes of pictures.

:mod:`index.pdf` makes them. Boxes are in points of the page as shown, origin top left.
"""

from __future__ import annotations

from dataclasses import dataclass

from standards.place import Box

__all__ = ["GridCell", "PictureSize", "Span", "TableGrid"]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureSize:
    """A picture on a page as the file declares it: pixels, and bytes once unpacked."""

    width: int
    height: int
    bytes: int
