"""Pages whose words are recognised from their picture.

Reads pages of an open PDF; writes :class:`ScannedPage` values, which everything after
:mod:`ingest.pages` reads like any other page. A sheet that lay turned or askew on the glass is
recognised upright and level, and that is the page which the stages see: its width and height, its
boxes and grids are in points of the upright sheet. :meth:`ScannedPage.shown` gives the place on the
page as the PDF shows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from index.pdf import Pdf, PdfPage, Span, TableGrid, grids_of_lines
from ingest.ocr import Ocr, OcrWord, Picture
from ingest.picture import (
    Frame,
    Ruling,
    inked,
    levelled,
    middle_part,
    rulings_of,
    skew_of,
    smoothed,
    turned,
    without,
)
from ingest.tools import ReadingTools
from standards.errors import OcrFailed, UnreadableDocument
from standards.place import Box

__all__ = ["ScannedPage", "confidence_of", "recognise_pages"]

_DPI: Final = 300
_READ_DPI: Final = 200
"""Pages are drawn at one resolution, where ruling lines and skew show, and read at another."""
_WEAK: Final = 0.6
_POOR: Final = 0.7
"""A reading whose mean confidence is lower may be of a page that stands on its side or head."""
_FEW: Final = 20
"""And so may one with fewer letters than this,"""
_LONG: Final = 3
"""A word of so many characters is wider than high."""
_BLANK: Final = 0.002
"""unless less than this share of it is ink."""
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
        results = pool.map(lambda number: _recognised(pdf, number, ocr, limit), numbers)
        return dict(zip(numbers, results, strict=True))


def _recognised(pdf: Pdf, number: int, ocr: Ocr, limit: int) -> ScannedPage | str:
    try:
        page = pdf.page(number)
        pixels, _ = page.largest_picture()
        drawn = page.width * page.height * (_DPI / 72) ** 2
        if max(pixels, drawn) > limit:
            return f"ảnh của trang quá lớn: {max(pixels, drawn):.0f} điểm ảnh, giới hạn {limit}"
        return _read(page, ocr)
    except UnreadableDocument as error:
        return f"không vẽ được ảnh của trang: {error.why}"
    except OcrFailed as error:
        return f"không nhận dạng được chữ trên trang: {error}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """A picture as it was turned and levelled, and what was read in it."""

    picture: Picture
    frame: Frame
    rulings: tuple[Ruling, ...]
    words: tuple[OcrWord, ...]


def _read(page: PdfPage, ocr: Ocr) -> ScannedPage:
    """The page read as it is shown; if that reads poorly, the way round that reads best."""
    picture = page.grey(_DPI)
    reading = _attempt(picture, 0, ocr)
    if _reads_poorly(reading) and inked(picture) > _BLANK:
        quarters = _way_up(picture, ocr)
        if quarters:
            other = _attempt(picture, quarters, ocr)
            reading = other if _worth(other.words) > _worth(reading.words) else reading
    return _page(page.number, reading)


def _attempt(picture: Picture, quarters: int, ocr: Ocr) -> _Reading:
    upright = turned(picture, quarters)
    degrees = skew_of(upright, _DPI)
    flat = levelled(upright, degrees)
    rulings = rulings_of(flat, _DPI)
    words = ocr.read(smoothed(without(flat, rulings), _DPI, _READ_DPI), _READ_DPI)
    return _Reading(
        picture=flat,
        frame=Frame(
            width=picture.shape[1], height=picture.shape[0], quarters=quarters, degrees=degrees
        ),
        rulings=rulings,
        words=tuple(_scaled(word, _DPI / _READ_DPI) for word in words),
    )


def _way_up(picture: Picture, ocr: Ocr) -> int:
    """The quarter turns clockwise after which the middle of the page reads best."""
    part = smoothed(middle_part(picture), _DPI, _READ_DPI)
    return max(range(4), key=lambda quarters: _worth(ocr.read(turned(part, quarters), _READ_DPI)))


def _reads_poorly(reading: _Reading) -> bool:
    letters = sum(map(_letters, reading.words))
    level = sum(_letters(word) for word in reading.words if not _runs_up(word))
    poor = confidence_of(reading.words) < _POOR
    return poor or letters < _FEW or level < letters / 2


def _worth(words: Iterable[OcrWord]) -> float:
    """Letters read in words that stand upright, each as sure as it is."""
    return sum(
        word.confidence * _letters(word)
        for word in words
        if word.confidence > _WEAK and not _runs_up(word)
    )


def _runs_up(word: OcrWord) -> bool:
    """Whether the word runs up or down the sheet: Tesseract reads such words too."""
    return len(word.text) >= _LONG and word.y1 - word.y0 > word.x1 - word.x0


def _scaled(word: OcrWord, factor: float) -> OcrWord:
    return replace(
        word,
        x0=word.x0 * factor,
        y0=word.y0 * factor,
        x1=word.x1 * factor,
        y1=word.y1 * factor,
        baseline=word.baseline * factor,
        size=word.size * factor,
    )


def _page(number: int, reading: _Reading) -> ScannedPage:
    points = 72 / _DPI
    width, height = reading.picture.shape[1] * points, reading.picture.shape[0] * points
    spans = _spans(number, reading.words, points)
    lines = [_middle(line, points) for line in reading.rulings]
    middles = [((s.box.x0 + s.box.x1) / 2, (s.box.y0 + s.box.y1) / 2) for s in spans]
    return ScannedPage(
        number=number,
        width=width,
        height=height,
        words=spans,
        confidence=confidence_of(reading.words),
        weak_words=tuple(
            span
            for span, word in zip(spans, reading.words, strict=True)
            if word.confidence < _WEAK and _letters(word)
        ),
        turned=90 * reading.frame.quarters,
        skew=reading.frame.degrees,
        grids=grids_of_lines(number, width, height, lines, middles),
        frame=reading.frame,
        points=points,
    )


def confidence_of(words: Iterable[OcrWord]) -> float:
    """The mean confidence of words weighted by their letters and figures; 1 without any."""
    held = [(word.confidence, _letters(word)) for word in words]
    letters = sum(count for _, count in held)
    return sum(sure * count for sure, count in held) / letters if letters else 1.0


def _letters(word: OcrWord) -> int:
    """Letters and figures: rows of dots to write on are often misread, and say nothing."""
    return sum(map(str.isalnum, word.text))


def _middle(line: Ruling, points: float) -> tuple[float, float, float, float]:
    if line.level:
        y = (line.y0 + line.y1) / 2 * points
        return line.x0 * points, y, line.x1 * points, y
    x = (line.x0 + line.x1) / 2 * points
    return x, line.y0 * points, x, line.y1 * points


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
            upright=not _runs_up(word),
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
