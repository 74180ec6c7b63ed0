"""The port between a page and its reader: words with fonts and boxes, table grids.

Three kinds of page stand behind it: :class:`index.pdf.PdfPage` as the PDF gives it,
:mod:`ingest.recoded_page` (an encoding from before Unicode, converted) and
:mod:`ingest.scanned_page` (words recognised from the picture). Everything after
:mod:`ingest.pages` sees no difference.
"""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from index.pdf import Span, TableGrid
from standards.place import Box

__all__ = ["SourcePage"]


@runtime_checkable
class SourcePage(Protocol):
    """One page. Boxes are in points of the page as shown, origin top left, pages from 1."""

    @property
    def number(self) -> int:
        """Its number in the file, from 1."""

    @property
    def width(self) -> float:
        """In points."""

    @property
    def height(self) -> float:
        """In points."""

    def spans(self, clip: Box | None = None) -> tuple[Span, ...]:
        """All text in drawing order; only what lies inside ``clip`` if one is given."""

    def text_in(self, box: Box) -> str:
        """The text inside ``box``, lines apart by newlines."""

    def table_grids(self) -> tuple[TableGrid, ...]:
        """Tables drawn with ruling lines, top to bottom."""
