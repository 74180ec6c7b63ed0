"""Pages and their lines, in reading order, furniture taken out.

Reads open pages (:mod:`ingest.page_sources`); writes one :class:`ingest.layout.PageLayout` a page.
A page that was refused is kept without lines, with its reason.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.pdf import Span
from ingest.columns import reading_order
from ingest.furniture import furniture_rows
from ingest.layout import PageLayout, PrintedLine
from ingest.page_sources import OpenPage, upright
from ingest.rows import Row, printed_line, rows_of
from standards.document import PageText
from standards.place import Line

__all__ = ["page_text", "read_pages"]


def read_pages(pages: Sequence[OpenPage]) -> tuple[PageLayout, ...]:
    """All pages of the file, in order."""
    rows = [rows_of(upright(page.source.spans())) if page.source else () for page in pages]
    taken = furniture_rows(rows, [_sheet(page) for page in pages])
    return tuple(
        _layout(page, page_rows, out)
        for page, page_rows, out in zip(pages, rows, taken, strict=True)
    )


def page_text(page: PageLayout, shown: OpenPage | None = None) -> PageText:
    """The page as the library keeps it: its lines, one a line; boxes of recognised lines.

    ``shown`` gives the size of a page that was read as another sheet than it is shown.
    """
    lines: list[Line] = []
    start = 0
    for line in page.lines if page.confidence is not None else ():
        lines.append(Line(start, start + len(line.text), line.box))
        start += len(line.text) + 1
    return PageText(
        number=page.number,
        width=(shown or page).width,
        height=(shown or page).height,
        page_class=page.page_class,
        reason=page.reason,
        text="\n".join(line.text for line in page.lines),
        refused=page.refused,
        confidence=page.confidence,
        lines=tuple(lines),
    )


def _sheet(page: OpenPage) -> tuple[float, float]:
    """Width and height of the page as it is read: a turned sheet is read upright."""
    size = page.source or page
    return size.width, size.height


def _layout(page: OpenPage, rows: Sequence[Row], out: set[int]) -> PageLayout:
    kept = [row for index, row in enumerate(rows) if index not in out]
    width, height = _sheet(page)
    return PageLayout(
        number=page.number,
        width=width,
        height=height,
        lines=reading_order(kept, width),
        furniture=tuple(
            printed_line((segment,)) for index in sorted(out) for segment in rows[index]
        ),
        page_class=page.page_class,
        reason=page.reason,
        refused=page.refused,
        confidence=page.scan.confidence if page.scan else None,
        weak_words=len(page.scan.weak_words) if page.scan else 0,
        weak=tuple(_weak_piece(word) for word in page.scan.weak_words) if page.scan else (),
    )


def _weak_piece(word: Span) -> PrintedLine:
    return PrintedLine(
        text=word.text.strip(), box=word.box, size=word.size, bold=0.0, fonts=(word.font,)
    )
