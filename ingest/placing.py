"""Boxes of pages that lay turned or askew, brought back to the page as the PDF shows it.

Reads documents and pages whose boxes count on the levelled sheet (:mod:`ingest.scanned_page`);
writes the same values with boxes where a viewer has to draw them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from standards.document import Clause, Document, PageText, ProductRow, Table
from standards.place import Box, Line

__all__ = ["Places", "placed", "placed_page"]

Places = Mapping[int, Callable[[Box], Box]]
"""For the number of each page that was levelled: a box of the sheet to a box of the page."""


def placed(document: Document, places: Places) -> Document:
    """The document with its boxes on the pages as shown."""
    if not places:
        return document
    return replace(
        document,
        clauses=tuple(_clause(clause, places) for clause in document.clauses),
        products=tuple(_row(row, places) for row in document.products),
        tables=tuple(_table(table, places) for table in document.tables),
    )


def placed_page(page: PageText, places: Places) -> PageText:
    """The page with the boxes of its lines as shown."""
    return replace(page, lines=_lines(page.lines, places)) if page.number in places else page


def _clause(clause: Clause, places: Places) -> Clause:
    return replace(
        clause,
        heading_boxes=_boxes(clause.heading_boxes, places),
        lines=_lines(clause.lines, places),
    )


def _row(row: ProductRow, places: Places) -> ProductRow:
    return replace(row, boxes=_boxes(row.boxes, places))


def _table(table: Table, places: Places) -> Table:
    rows = (replace(row, box=_box(row.box, places)) for row in table.rows)
    return replace(table, rows=tuple(rows))


def _lines(lines: tuple[Line, ...], places: Places) -> tuple[Line, ...]:
    return tuple(replace(line, box=_box(line.box, places)) for line in lines)


def _boxes(boxes: tuple[Box, ...], places: Places) -> tuple[Box, ...]:
    return tuple(_box(box, places) for box in boxes)


def _box(box: Box, places: Places) -> Box:
    place = places.get(box.page)
    return box if place is None else place(box)
