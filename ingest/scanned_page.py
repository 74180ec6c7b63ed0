"""Pages whose words are recognised from their picture.

Reads pages of an open PDF; writes :class:`ScannedPage` values, which everything after
:mod:`ingest.pages` reads like any other page. A sheet that lay turned or askew on the glass is
recognised upright and level, and that is the page which the stages see: its width and height, its
boxes and grids are in points of the upright sheet. :meth:`ScannedPage.shown` gives the place on the
page as the PDF shows it.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from index.pdf import Pdf, Span, TableGrid
from ingest.figure_reading import with_figures
from ingest.ocr import Ocr, OcrWord
from ingest.picture import Frame
from ingest.recognition import (
    DRAWN_DPI,
    WEAK,
    RecognisedPicture,
    confidence_of,
    letters_of,
    recognise,
    runs_up,
)
from ingest.second_reading import settled
from ingest.tools import ReadingTools
from standards.errors import OcrFailed, UnreadableDocument
from standards.place import Box

__all__ = ["ScannedPage", "recognise_pages"]

_FONT: Final = "OCR"
_EM: Final = 0.88
"""Ascender to descender of a printed line in font sizes."""
_SAME_SIZE: Final = 0.15
"""Lines whose letters differ by less than this share are printed in one size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannedPage:
    """A page of recognised words. ``width`` and ``height`` are in points of the upright sheet.

    ``confidence`` is the mean of its words weighted by their letters, 0 to 1, and 1 without words;
    ``turned`` how far the picture was turned to stand upright (0, 90, 180 or 270 degrees
    clockwise), ``skew`` how far it was turned further to be level.
    """

    number: int
    width: float
    height: float
    words: tuple[Span, ...]
    confidence: float
    weak_words: tuple[Span, ...]
    turned: int
    skew: float
    grids: tuple[TableGrid, ...]
    frame: Frame
    points: float
    """Points a pixel."""

    def spans(self, clip: Box | None = None) -> tuple[Span, ...]:
        """All words in reading order; only those whose middle lies in ``clip`` if one is given."""
        if clip is None:
            return self.words
        return tuple(word for word in self.words if _inside(word.box, clip))

    def text_in(self, box: Box) -> str:
        """The words whose middle lies inside ``box``, printed lines apart by newlines."""
        lines: dict[int, str] = {}
        for word in self.spans(box):
            lines[word.row] = lines.get(word.row, "") + word.text
        return "\n".join(line.rstrip() for line in lines.values())

    def table_grids(self) -> tuple[TableGrid, ...]:
        """Tables drawn with ruling lines, top to bottom."""
        return self.grids

    def shown(self, box: Box) -> Box:
        """Where a box of the upright sheet stands on the page as the PDF shows it."""
        scale = self.points
        corners = self.frame.box_before(
            box.x0 / scale, box.y0 / scale, box.x1 / scale, box.y1 / scale
        )
        return Box(box.page, *(corner * scale for corner in corners))


def recognise_pages(
    pdf: Pdf, numbers: Sequence[int], tools: ReadingTools
) -> dict[int, ScannedPage | str]:
    """The pages with those numbers as recognised, several at once; the reason where one is not.

    The reason is Vietnamese, for people to read.
    """
    if not numbers:
        return {}
    ocr = tools.ocr
    if ocr is None:
        why = "trang là ảnh, chưa cài chương trình nhận dạng chữ (OCR)"
        return dict.fromkeys(numbers, f"{why}: {tools.ocr_advice}" if tools.ocr_advice else why)
    limit = tools.limits.picture_pixels
    with ThreadPoolExecutor(max(1, tools.parallel_pages)) as pool:
        results = list(pool.map(lambda number: _recognised(pdf, number, ocr, limit), numbers))
    read = [result for result in results if not isinstance(result, str)]
    words = settled([(picture.first, picture.second) for picture in read])
    pages: dict[int, ScannedPage | str] = {
        picture.number: _page(picture, _put_together(picture, held))
        for picture, held in zip(read, words, strict=True)
    }
    refused = {n: why for n, why in zip(numbers, results, strict=True) if isinstance(why, str)}
    return pages | refused


def _put_together(picture: RecognisedPicture, words: Sequence[OcrWord]) -> tuple[OcrWord, ...]:
    """The settled words, doubtful figures decided, and those of cells that still hold none."""
    extra = (each for each in picture.extra if not any(_middle_in(each, word) for word in words))
    return (*with_figures(words, picture.first, picture.second, picture.figures), *extra)


def _middle_in(word: OcrWord, other: OcrWord) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2
    return other.x0 <= x <= other.x1 and other.y0 <= y <= other.y1


def _recognised(pdf: Pdf, number: int, ocr: Ocr, limit: int) -> RecognisedPicture | str:
    try:
        page = pdf.page(number)
        pixels = max((one.width * one.height for one in page.pictures()), default=0)
        drawn = page.width * page.height * (DRAWN_DPI / 72) ** 2
        if max(pixels, drawn) > limit:
            return f"ảnh của trang quá lớn: {max(pixels, drawn):.0f} điểm ảnh, giới hạn {limit}"
        return recognise(page, ocr)
    except UnreadableDocument as error:
        return f"không vẽ được ảnh của trang: {error.why}"
    except OcrFailed as error:
        return f"không nhận dạng được chữ trên trang: {error}"


def _page(read: RecognisedPicture, found: Sequence[OcrWord]) -> ScannedPage:
    """Weak marks without a letter or figure are dirt on the glass, and left out."""
    points = 72 / DRAWN_DPI
    words = [word for word in found if letters_of(word) or word.confidence >= WEAK]
    spans = _spans(read.number, words, points)
    return ScannedPage(
        number=read.number,
        width=read.width * points,
        height=read.height * points,
        words=spans,
        confidence=confidence_of(words),
        weak_words=tuple(
            span
            for span, word in zip(spans, words, strict=True)
            if word.confidence < WEAK and letters_of(word)
        ),
        turned=90 * read.frame.quarters,
        skew=read.frame.degrees,
        grids=read.grids,
        frame=read.frame,
        points=points,
    )


def _spans(number: int, words: Sequence[OcrWord], points: float) -> tuple[Span, ...]:
    """A span a word, a blank behind each but the last of a line."""
    sizes = _sizes(words)
    last = {id(a) for a, b in pairwise(words) if a.line != b.line} | {id(w) for w in words[-1:]}
    return tuple(
        Span(
            text=word.text if id(word) in last else word.text + " ",
            font=_FONT,
            size=round(sizes[word.line] / _EM * points, 1),
            bold=False,
            italic=False,
            upright=not runs_up(word),
            baseline=word.baseline * points,
            row=word.line,
            box=_box(number, word, sizes[word.line], points),
        )
        for word in words
    )


def _box(number: int, word: OcrWord, size: float, points: float) -> Box:
    """The word's box, no higher than its line."""
    top = max(word.y0, min(word.baseline - size, word.y1 - 1))
    bottom = min(word.y1, max(word.baseline + 0.4 * size, top + 1))
    return Box(number, word.x0 * points, top * points, word.x1 * points, bottom * points)


def _sizes(words: Sequence[OcrWord]) -> dict[int, float]:
    """The letter height of each line, pixels: lines of almost one height have the same."""
    letters: dict[int, int] = {}
    measured: dict[int, float] = {}
    for word in words:
        letters[word.line] = letters.get(word.line, 0) + len(word.text)
        measured[word.line] = word.size
    common: list[float] = []
    sizes: dict[int, float] = {}
    for line in sorted(measured, key=lambda at: -letters[at]):
        near = [size for size in common if abs(measured[line] / size - 1) < _SAME_SIZE]
        if not near:
            common.append(measured[line])
        sizes[line] = near[0] if near else measured[line]
    return sizes


def _inside(box: Box, clip: Box) -> bool:
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    return clip.x0 <= x <= clip.x1 and clip.y0 <= y <= clip.y1
