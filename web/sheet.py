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
from web.links import file_url, image_url, mark_text, page_url

__all__ = [
    "FIT",
    "MOST_MARKS",
    "ZOOMS",
    "Sheet",
    "Sheets",
    "Turn",
    "carry",
    "parse_marks",
    "parse_zoom",
    "tidy",
]

MOST_MARKS = 12
"""More marks than this on one page become one around them all."""

MOST_CARRIED = 24
"""More marks than this on all pages become one a page."""

MOST_PAGES = 40
"""Pages around the one shown whose marks an address carries."""

FIT = "fit"
ZOOMS = (FIT, "100", "150", "200")
"""How wide a page is drawn: as wide as its place, or in per cent of its size on paper."""

_PIXELS = 96 / 72
_FINE = "200"
_PAD = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Another page on which the passage stands, and its address with all marks."""

    page: int
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page with its marks. ``width`` and ``height`` are PDF points; addresses are relative.

    ``zoom`` is one of ``ZOOMS``, ``zooms`` the address of each; ``drawn`` the width and height of
    the picture in CSS pixels, or in points where it takes the width of its place. ``comes_from``
    and ``goes_on`` are the nearest pages before and after on which the marked passage stands too;
    ``carried`` are all marks, each with its page; ``original`` opens the PDF at this page.
    """

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
    pages: int
    zoom: str
    zooms: tuple[tuple[str, str], ...]
    drawn: tuple[int, int]
    comes_from: Turn | None
    goes_on: Turn | None
    carried: tuple[str, ...]
    original: str


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

    def of(self, slug: str, page: int, boxes: Iterable[BoxBody] = (), zoom: str = FIT) -> Sheet:
        """The sheet of a page of a document; ``boxes`` may stand on other pages too.

        Raises NotFound if the file has no such page.
        """
        source = self._source(slug)
        text = self._page(slug, page)
        marks = carry((box for box in boxes if box.page <= source.pages), page)
        scale = 1.0 if zoom == FIT else _PIXELS * int(zoom) / 100
        picture = image_url(slug, page, source.sha256)

        def turned(to: int, how: str = zoom) -> str:
            return page_url(slug, to, marks, "" if how == FIT else how)

        before = max((box.page for box in marks if box.page < page), default=None)
        after = min((box.page for box in marks if box.page > page), default=None)
        return Sheet(
            slug=slug,
            file=source.file,
            page=page,
            width=text.width,
            height=text.height,
            marks=tuple(_padded(box) for box in marks if box.page == page),
            image=f"{picture}&zoom=3" if zoom == _FINE else picture,
            address=turned(page),
            previous=turned(page - 1) if page > 1 else None,
            next=turned(page + 1) if page < source.pages else None,
            pages=source.pages,
            zoom=zoom,
            zooms=tuple((each, turned(page, each)) for each in ZOOMS),
            drawn=(round(text.width * scale), round(text.height * scale)),
            comes_from=Turn(page=before, address=turned(before)) if before else None,
            goes_on=Turn(page=after, address=turned(after)) if after else None,
            carried=tuple(mark_text(box) for box in marks),
            original=f"{file_url(slug)}#page={page}",
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


def carry(boxes: Iterable[BoxBody], page: int) -> tuple[BoxBody, ...]:
    """The boxes of a passage on every page it stands on, few enough for an address.

    Those of each page are made tidy; of very many, other pages keep one mark each, and pages far
    from ``page`` none.
    """
    by_page: dict[int, list[BoxBody]] = {}
    for box in boxes:
        by_page.setdefault(box.page, []).append(box)
    tidied = {number: tidy(found) for number, found in sorted(by_page.items())}
    if sum(len(marks) for marks in tidied.values()) > MOST_CARRIED:
        tidied = {
            number: marks if number == page else (_around(marks),)
            for number, marks in tidied.items()
            if abs(number - page) <= MOST_PAGES
        }
    return tuple(mark for marks in tidied.values() for mark in marks)


def parse_marks(texts: Sequence[str], page: int) -> tuple[BoxBody, ...]:
    """Boxes from the ``x0,y0,x1,y1`` of an address, in PDF points; ``5:`` before one is its page,
    else it stands on ``page``. Raises BadInput."""
    return tuple(_parse_mark(text, page) for text in texts)


def parse_zoom(text: str) -> str:
    """One of ``ZOOMS``; nothing is the first. Raises BadInput."""
    if text and text not in ZOOMS:
        raise BadInput(f"zoom={text!r} is none of {', '.join(ZOOMS)}")
    return text or FIT


def _parse_mark(text: str, page: int) -> BoxBody:
    number, colon, corners = text.rpartition(":")
    try:
        place = int(number) if colon else page
        x0, y0, x1, y1 = (float(part) for part in corners.split(","))
    except ValueError:
        raise BadInput(
            f"mark={text!r} is no box: give x0,y0,x1,y1 in PDF points, with 5: before it if it "
            "stands on page 5"
        ) from None
    if not (0 <= x0 < x1 <= 20_000 and 0 <= y0 < y1 <= 20_000 and 1 <= place <= 100_000):
        raise BadInput(
            f"mark={text!r} is no box: x0 < x1 and y0 < y1, both from 0 to 20000, on a page from 1"
        )
    return BoxBody(page=place, x0=x0, y0=y0, x1=x1, y1=y1)


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
