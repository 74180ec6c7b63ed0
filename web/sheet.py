"""A page of a PDF as a page of the site shows it: the picture, its size and the marks over it.

The picture is the plain page; the marks are rectangles of an SVG laid over it, in PDF points, so
they stay in place however wide the picture is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from api.models import BoxBody, PageTextBody, SourceBody
from api.service import Service
from standards.errors import BadInput
from web.links import image_url, page_url

__all__ = ["MOST_MARKS", "Sheet", "Sheets", "parse_marks", "tidy"]

MOST_MARKS = 12
"""More marks than this on one page become one around them all."""

_PAD = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page with its marks. ``width`` and ``height`` are PDF points; addresses are relative."""

    slug: str
    file: str
    page: int
    width: float
    height: float
    marks: tuple[BoxBody, ...]
    image: str
    address: str
    previous: str | None
    next: str | None


class Sheets:
    """Makes the sheets of one page of the site; reads each file and page of paper once."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._sources: dict[str, SourceBody] = {}
        self._pages: dict[tuple[str, int], PageTextBody] = {}

    def know(self, slug: str, source: SourceBody) -> Sheets:
        """Take the source of a document that has been read already; returns itself."""
        self._sources[slug] = source
        return self

    def of(self, slug: str, page: int, boxes: Sequence[BoxBody] = ()) -> Sheet:
        """The sheet of a page of a document. Raises NotFound if the file has no such page."""
        source = self._source(slug)
        text = self._page(slug, page)
        lines = tidy(box for box in boxes if box.page == page)
        return Sheet(
            slug=slug,
            file=source.file,
            page=page,
            width=text.width,
            height=text.height,
            marks=tuple(_padded(box) for box in lines),
            image=image_url(slug, page, source.sha256),
            address=page_url(slug, page, lines),
            previous=page_url(slug, page - 1, boxes) if page > 1 else None,
            next=page_url(slug, page + 1, boxes) if page < source.pages else None,
        )

    def _source(self, slug: str) -> SourceBody:
        if slug not in self._sources:
            self._sources[slug] = self._service.source(slug)
        return self._sources[slug]

    def _page(self, slug: str, page: int) -> PageTextBody:
        if (slug, page) not in self._pages:
            self._pages[slug, page] = self._service.page_text(slug, page)
        return self._pages[slug, page]


def tidy(boxes: Iterable[BoxBody]) -> tuple[BoxBody, ...]:
    """Boxes of one page, few enough to look at and for an address.

    Lines of one passage that follow each other become one mark; more than ``MOST_MARKS`` marks
    become a single one.
    """
    joined: list[BoxBody] = []
    for box in sorted(boxes, key=lambda box: (box.page, box.y0, box.x0)):
        if joined and _follows(joined[-1], box):
            joined[-1] = _around([joined[-1], box])
        else:
            joined.append(box)
    if len(joined) > MOST_MARKS:
        joined = [_around(joined)]
    return tuple(joined)


def parse_marks(texts: Sequence[str], page: int) -> tuple[BoxBody, ...]:
    """Boxes from ``x0,y0,x1,y1`` texts of an address, in PDF points. Raises BadInput."""
    return tuple(_parse_mark(text, page) for text in texts)


def _parse_mark(text: str, page: int) -> BoxBody:
    try:
        x0, y0, x1, y1 = (float(part) for part in text.split(","))
    except ValueError:
        raise BadInput(f"mark={text!r} is no box: give x0,y0,x1,y1 in PDF points") from None
    if not (0 <= x0 < x1 <= 20_000 and 0 <= y0 < y1 <= 20_000):
        raise BadInput(f"mark={text!r} is no box: x0 < x1 and y0 < y1, both from 0 to 20000")
    return BoxBody(page=page, x0=x0, y0=y0, x1=x1, y1=y1)


def _follows(above: BoxBody, below: BoxBody) -> bool:
    height = min(above.y1 - above.y0, below.y1 - below.y0)
    overlap = min(above.x1, below.x1) - max(above.x0, below.x0)
    return below.y0 - above.y1 <= 0.9 * height and overlap > 0


def _around(boxes: Sequence[BoxBody]) -> BoxBody:
    return BoxBody(
        page=boxes[0].page,
        x0=min(box.x0 for box in boxes),
        y0=min(box.y0 for box in boxes),
        x1=max(box.x1 for box in boxes),
        y1=max(box.y1 for box in boxes),
    )


def _padded(box: BoxBody) -> BoxBody:
    """The box a little widened, so that its outline does not touch the letters."""
    return BoxBody(
        page=box.page,
        x0=max(0.0, box.x0 - 2 * _PAD),
        y0=max(0.0, box.y0 - _PAD),
        x1=box.x1 + 2 * _PAD,
        y1=box.y1 + _PAD,
    )
