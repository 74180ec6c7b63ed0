"""Pages and their lines, in reading order, furniture taken out.

Reads an open PDF; writes one :class:`ingest.layout.PageLayout` a page. Pages whose text cannot be
had (scans, bad layers, old encodings) are kept with their class and reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from index.pdf import Pdf, Span
from ingest.columns import reading_order
from ingest.furniture import furniture_rows, is_stamp
from ingest.layout import PageLayout
from ingest.page_class import classify
from ingest.rows import Row, printed_line, rows_of
from standards.document import PageClass, PageText

__all__ = ["page_text", "read_pages"]

_SLANTED: Final = 0.5
"""A page with more than this share of slanted or upward text is read as it is drawn."""


def read_pages(pdf: Pdf) -> tuple[PageLayout, ...]:
    """All pages of the file, in order."""
    sizes: list[tuple[float, float]] = []
    covers: list[float] = []
    rows: list[tuple[Row, ...]] = []
    for number in range(1, pdf.page_count + 1):
        page = pdf.page(number)
        spans = _upright(page.spans())
        cover = page.image_cover()
        raw = "".join(span.text for span in spans)
        page_class, _ = classify(raw, {span.font for span in spans}, cover)
        rows.append(rows_of(spans, legacy=page_class is PageClass.LEGACY))
        sizes.append((page.width, page.height))
        covers.append(cover)
    taken = furniture_rows(rows, sizes)
    return tuple(
        _layout(index + 1, size, cover, page_rows, out)
        for index, (size, cover, page_rows, out) in enumerate(
            zip(sizes, covers, rows, taken, strict=True)
        )
    )


def page_text(page: PageLayout) -> PageText:
    """The page as the library keeps it: its lines, one a line."""
    return PageText(
        number=page.number,
        width=page.width,
        height=page.height,
        page_class=page.page_class,
        reason=page.reason,
        text="\n".join(line.text for line in page.lines),
    )


def _upright(spans: Sequence[Span]) -> list[Span]:
    """Spans without text that runs up the margin, unless the whole page runs so."""
    upright = [span for span in spans if span.upright]
    inked = sum(len(span.text) for span in spans)
    if sum(len(span.text) for span in upright) < (1 - _SLANTED) * inked:
        return list(spans)
    return upright


def _layout(
    number: int, size: tuple[float, float], cover: float, rows: Sequence[Row], out: set[int]
) -> PageLayout:
    kept = [row for index, row in enumerate(rows) if index not in out]
    width, height = size
    lines = reading_order(kept, width)
    page_class, reason = classify(
        "\n".join(line.text for line in lines if not is_stamp(line.text)),
        {font for line in lines for font in line.fonts},
        cover,
    )
    return PageLayout(
        number=number,
        width=width,
        height=height,
        lines=lines,
        furniture=tuple(
            printed_line((segment,)) for index in sorted(out) for segment in rows[index]
        ),
        page_class=page_class,
        reason=reason,
    )
