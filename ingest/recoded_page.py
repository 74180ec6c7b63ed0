"""A page with text in an encoding from before Unicode, seen as Unicode.

Reads a page of an open PDF and what was decided for its file; gives the same spans and boxes with
converted text (a :class:`ingest.source_page.SourcePage`). Spans of a row that are in one encoding
are converted together: a VNI letter and its mark may be drawn apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from index.pdf import Span, TableGrid
from ingest.file_encodings import FileEncodings
from ingest.legacy_fonts import draws_capitals
from ingest.recoding import recode
from ingest.source_page import SourcePage
from standards.place import Box

__all__ = ["RecodedPage"]


class RecodedPage:
    """``page`` with its text in Unicode, as ``encodings`` has it."""

    def __init__(self, page: SourcePage, encodings: FileEncodings) -> None:
        self._page = page
        self._encodings = encodings

    @property
    def number(self) -> int:
        """Its number in the file, from 1."""
        return self._page.number

    @property
    def width(self) -> float:
        """In points."""
        return self._page.width

    @property
    def height(self) -> float:
        """In points."""
        return self._page.height

    @property
    def share(self) -> float:
        """Share of the page's letters that were converted, 0 to 1."""
        return self._encodings.share(self.number)

    @property
    def reason(self) -> str:
        """Which encodings and fonts were found, in Vietnamese; ``""`` for a Unicode page."""
        return self._encodings.reason(self.number)

    def spans(self, clip: Box | None = None) -> tuple[Span, ...]:
        """All text in drawing order, converted; only what lies inside ``clip`` if one is given."""
        found: list[Span] = []
        spans = [(span, self._encodings.encoding_of(span)) for span in self._page.spans(clip)]
        for (_, encoding), run in groupby(spans, key=lambda pair: (pair[0].row, pair[1])):
            held = [span for span, _ in run]
            if encoding is None:
                found += held
                continue
            texts = recode(
                [span.text for span in held],
                encoding,
                self._encodings.hyphens,
                [draws_capitals(span.font) for span in held],
            )
            found += (replace(span, text=text) for span, text in zip(held, texts, strict=True))
        return tuple(found)

    def text_in(self, box: Box) -> str:
        """The text inside ``box``, lines apart by newlines."""
        return _lines(self.spans(box))

    def table_grids(self) -> tuple[TableGrid, ...]:
        """Tables drawn with ruling lines, top to bottom."""
        return self._page.table_grids()


def _lines(spans: Sequence[Span]) -> str:
    rows = groupby(spans, key=lambda span: span.row)
    return "".join("".join(span.text for span in row) + "\n" for _, row in rows)
