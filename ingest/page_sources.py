"""Where the words of each page come from: the PDF, the PDF converted, or the picture of the page.

Reads an open PDF; writes one :class:`OpenPage` a page. Each page is judged for itself: its class
and the reason are kept. A page that nothing can read is refused with its reason and stops no other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from index.pdf import Pdf, PdfPage, Span
from index.pdf_drawn import Drawn
from ingest.encoding_choice import read_encodings
from ingest.file_encodings import FileEncodings
from ingest.furniture import furniture_rows, is_stamp
from ingest.page_class import classify
from ingest.recoded_page import RecodedPage
from ingest.refusals import refusal
from ingest.rows import Row, printed_line, rows_of
from ingest.scanned_page import ScannedPage, recognise_pages
from ingest.source_page import SourcePage
from ingest.tools import Limits, ReadingTools
from standards.document import PageClass
from standards.errors import UnreadableDocument

__all__ = ["OpenPage", "open_pages", "upright"]

_PICTURES: Final = frozenset({PageClass.SCAN, PageClass.BAD_LAYER})
_NO_OCR: Final = (
    "trang là ảnh, máy chưa cài chương trình đọc ảnh; chạy: "
    "apt-get install tesseract-ocr tesseract-ocr-vie, rồi nạp lại tệp"
)
_OCR_OFF: Final = "trang là ảnh, việc đọc ảnh đang tắt (TRACHUAN_OCR=none)"
_A4: Final = (595.0, 842.0)
"""Size of a page that cannot be opened; nothing is drawn on it."""
_SLANTED: Final = 0.5
"""A page with more than this share of slanted or upward text is read as it is drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPage:
    """One page: its size in points, its class and why, and what gives its words.

    ``source`` is None for a page that was refused, then ``refused`` says why. ``scan`` is the
    source of a page whose words were recognised from its picture.
    """

    number: int
    width: float
    height: float
    page_class: PageClass
    reason: str
    source: SourcePage | None
    refused: str = ""
    lacks_ocr: bool = False

    @property
    def scan(self) -> ScannedPage | None:
        """The recognised page, None if nothing was recognised."""
        return self.source if isinstance(self.source, ScannedPage) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Raw:
    """A page as the PDF gives it; ``page`` is None if it was refused."""

    page: PdfPage | None
    refused: str = ""
    spans: tuple[Span, ...] = ()
    cover: float = 0.0
    drawn: Drawn = field(default_factory=Drawn)

    @property
    def size(self) -> tuple[float, float]:
        return (self.page.width, self.page.height) if self.page is not None else _A4


def open_pages(pdf: Pdf, tools: ReadingTools) -> tuple[OpenPage, ...]:
    """All pages of the file, in order."""
    raws = [_raw(pdf, number, tools.limits) for number in range(1, pdf.page_count + 1)]
    encodings = read_encodings([raw.spans for raw in raws])
    sources = [_source(number, raw, encodings) for number, raw in enumerate(raws, start=1)]
    pages = [
        _judged(number, raw, source, text, encodings)
        for number, (raw, source, text) in enumerate(
            zip(raws, sources, _texts(raws, sources), strict=True), start=1
        )
    ]
    wanted = [page.number for page in pages if _needs_ocr(page)]
    found = recognise_pages(pdf, wanted, tools) if wanted and tools.ocr is not None else {}
    missing = _NO_OCR if tools.ocr_advice else _OCR_OFF if tools.ocr is None else ""
    return tuple(_recognised(page, found, missing) if _needs_ocr(page) else page for page in pages)


def upright(spans: Sequence[Span]) -> list[Span]:
    """Spans without text that runs up the margin, unless the whole page runs so."""
    kept = [span for span in spans if span.upright]
    inked = sum(len(span.text) for span in spans)
    if sum(len(span.text) for span in kept) < (1 - _SLANTED) * inked:
        return list(spans)
    return kept


def _raw(pdf: Pdf, number: int, limits: Limits) -> _Raw:
    try:
        page = pdf.page(number)
        why = refusal(page, limits)
        if why:
            return _Raw(page=None, refused=why)
        cover, drawn = page.image_cover(), page.drawn()
        return _Raw(page=page, spans=page.spans(), cover=cover, drawn=drawn)
    except UnreadableDocument as error:
        return _Raw(page=None, refused=f"trang hỏng: {error.why}")


def _source(number: int, raw: _Raw, encodings: FileEncodings) -> SourcePage | None:
    if raw.page is None or not encodings.touches(number):
        return raw.page
    return RecodedPage(raw.page, encodings)


def _texts(raws: Sequence[_Raw], sources: Sequence[SourcePage | None]) -> list[str]:
    """What stands on each page of its own: text without stamps and running headers."""
    rows: list[tuple[Row, ...]] = [
        rows_of(upright(source.spans())) if source is not None else () for source in sources
    ]
    taken = furniture_rows(rows, [raw.size for raw in raws])
    return [
        "\n".join(
            text
            for index, row in enumerate(page)
            if index not in out and not is_stamp(text := printed_line(row).text)
        )
        for page, out in zip(rows, taken, strict=True)
    ]


def _judged(
    number: int, raw: _Raw, source: SourcePage | None, text: str, encodings: FileEncodings
) -> OpenPage:
    width, height = raw.size
    if source is None:
        return OpenPage(
            number=number,
            width=width,
            height=height,
            page_class=PageClass.EMPTY,
            reason="",
            source=None,
            refused=raw.refused,
        )
    page_class, reason = classify(
        text,
        {span.font for span in raw.spans},
        raw.cover,
        recoded=encodings.share(number),
        encoding=encodings.reason(number),
        drawn=raw.drawn,
    )
    return OpenPage(
        number=number,
        width=width,
        height=height,
        page_class=page_class,
        reason=reason,
        source=source,
    )


def _needs_ocr(page: OpenPage) -> bool:
    """Pictures, and letters of an old encoding that nobody knows: the picture has them right."""
    unknown = page.page_class is PageClass.LEGACY and not isinstance(page.source, RecodedPage)
    return not page.refused and (page.page_class in _PICTURES or unknown)


def _recognised(page: OpenPage, found: Mapping[int, ScannedPage | str], missing: str) -> OpenPage:
    """The page with its recognised words; refused for lack of a program (``missing``) or else."""
    result = found.get(page.number, "")
    if isinstance(result, ScannedPage):
        return replace(page, source=result)
    return replace(page, source=None, refused=missing or result, lacks_ocr=bool(missing))
