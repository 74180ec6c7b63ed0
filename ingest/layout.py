"""What stands on a page before anybody asks what it means: lines, fonts, boxes, table cells.

These values pass between the stages of this room; nothing outside it sees them.
"""

from __future__ import annotations

from dataclasses import dataclass

from standards.document import PageClass
from standards.place import Box

__all__ = ["Cell", "FoundTable", "PageLayout", "PrintedLine"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedLine:
    """A line as printed: normalised text (see ``ingest.normalise``), its box, its looks.

    ``bold`` is the share of bold characters, 0 to 1; it may support a decision, never make one.
    ``size`` is the font size in points of most of its characters.
    """

    text: str
    box: Box
    size: float
    bold: float
    fonts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLayout:
    """One page: its lines in reading order without furniture, and what class of page it is.

    ``furniture`` keeps what was taken out (running headers, page numbers, stamps). ``refused`` says
    why a page has no lines though it may have words. ``confidence`` is None unless the words were
    recognised from a picture; ``weak_words`` counts those that are more likely wrong than right,
    ``weak`` are these, each as a line of its own.
    """

    number: int
    width: float
    height: float
    lines: tuple[PrintedLine, ...]
    furniture: tuple[PrintedLine, ...]
    page_class: PageClass
    reason: str
    refused: str = ""
    confidence: float | None = None
    weak_words: int = 0
    weak: tuple[PrintedLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A table cell: its words on one or more lines, its box, its place in the grid.

    A merged cell stands once, at its top left; ``row_span`` and ``column_span`` say how far.
    """

    text: str
    box: Box
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundTable:
    """A table on one page: box around it, cells in reading order, grid size.

    ``is_doubtful``: it has no ruling lines, or not all; rows and columns follow from where words
    stand. ``is_recognised``: its words were recognised from a picture.
    """

    page: int
    box: Box
    rows: int
    columns: int
    cells: tuple[Cell, ...]
    is_doubtful: bool = False
    is_recognised: bool = False
