"""A page's picture to words: turned upright, levelled, read twice, cells of tables read apart.

Reads one page of an open PDF; writes a :class:`RecognisedPicture`, all lengths in pixels of the
upright and level picture at :data:`DRAWN_DPI`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from index.pdf import PdfPage, TableGrid, grids_of_lines
from ingest.cell_reading import read_empty_cells, with_cells
from ingest.figure_reading import read_figures
from ingest.ocr import Ocr, OcrWord, Picture
from ingest.picture import (
    Frame,
    Ruling,
    cleaned,
    inked,
    levelled,
    middle_part,
    rulings_of,
    skew_of,
    smoothed,
    turned,
    without,
)

__all__ = [
    "DRAWN_DPI",
    "WEAK",
    "RecognisedPicture",
    "confidence_of",
    "letters_of",
    "recognise",
    "runs_up",
]

DRAWN_DPI: Final = 300
"""Pages are drawn at this resolution, where ruling lines and skew show,"""
_READ_DPI: Final = 200
"""read at this one, where letters are as high as those the recogniser was taught with,"""
_SECOND_DPI: Final = 150
"""and once more, coarser and softer, for the marks above letters."""
_SECOND_SOFTNESS: Final = 1.6
WEAK: Final = 0.6
"""A word less sure than this may be anything."""
_POOR: Final = 0.7
"""A reading whose mean confidence is lower may be of a page that stands on its side or head."""
_FEW: Final = 20
"""And so may one with fewer letters than this,"""
_BLANK: Final = 0.002
"""unless less than this share of it is ink."""
_LONG: Final = 3
"""A word of so many characters is wider than high."""
_POINTS: Final = 72 / DRAWN_DPI


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognisedPicture:
    """What was read in a picture of ``width`` by ``height`` pixels, in two readings.

    ``second`` has the same words as ``first`` or others; ``extra`` are words of single cells,
    ``figures`` words of figures in doubt, read apart.
    ``grids`` are in points of the upright sheet.
    """

    number: int
    width: int
    height: int
    frame: Frame
    first: tuple[OcrWord, ...]
    second: tuple[OcrWord, ...]
    extra: tuple[OcrWord, ...]
    figures: tuple[OcrWord, ...]
    grids: tuple[TableGrid, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Attempt:
    """A picture as it was turned and levelled, ruling lines painted over, and its words."""

    picture: Picture
    frame: Frame
    rulings: tuple[Ruling, ...]
    words: tuple[OcrWord, ...]


def recognise(page: PdfPage, ocr: Ocr) -> RecognisedPicture:
    """The page read as it is shown; if that reads poorly, the way round that reads best.

    Raises OcrFailed, and UnreadableDocument if the page cannot be drawn.
    """
    drawn = page.grey(DRAWN_DPI)
    best = _attempt(drawn, 0, ocr)
    if _reads_poorly(best.words) and inked(drawn) > _BLANK:
        quarters = _way_up(drawn, ocr)
        if quarters:
            other = _attempt(drawn, quarters, ocr)
            best = other if _worth(other.words) > _worth(best.words) else best
    height, width = best.picture.shape
    grids = _grids(page.number, best)
    cells = [
        _pixels(box.x0, box.y0, box.x1, box.y1)
        for box in (cell.box for grid in grids for cell in grid.cells)
    ]
    second = with_cells(
        best.picture,
        DRAWN_DPI,
        cells,
        _words(best.picture, ocr, _SECOND_DPI, _SECOND_SOFTNESS),
        ocr,
        _SECOND_DPI,
        _SECOND_SOFTNESS,
    )
    return RecognisedPicture(
        number=page.number,
        width=width,
        height=height,
        frame=best.frame,
        first=best.words,
        second=second,
        extra=read_empty_cells(best.picture, DRAWN_DPI, cells, best.words, ocr, _READ_DPI),
        figures=read_figures(best.picture, DRAWN_DPI, best.words, second, ocr, _READ_DPI),
        grids=grids,
    )


def confidence_of(words: Iterable[OcrWord]) -> float:
    """The mean confidence of words weighted by their letters and figures; 1 without any."""
    held = [(word.confidence, letters_of(word)) for word in words]
    letters = sum(count for _, count in held)
    return sum(sure * count for sure, count in held) / letters if letters else 1.0


def letters_of(word: OcrWord) -> int:
    """Letters and figures: rows of dots to write on are often misread, and say nothing."""
    return sum(map(str.isalnum, word.text))


def runs_up(word: OcrWord) -> bool:
    """Whether the word runs up or down the sheet: Tesseract reads such words too."""
    return len(word.text) >= _LONG and word.y1 - word.y0 > word.x1 - word.x0


def _attempt(drawn: Picture, quarters: int, ocr: Ocr) -> _Attempt:
    upright = turned(drawn, quarters)
    degrees = skew_of(upright, DRAWN_DPI)
    level = levelled(upright, degrees)
    rulings = rulings_of(level, DRAWN_DPI)
    bare = cleaned(without(level, rulings), DRAWN_DPI)
    height, width = drawn.shape
    return _Attempt(
        picture=bare,
        frame=Frame(width=width, height=height, quarters=quarters, degrees=degrees),
        rulings=rulings,
        words=_words(bare, ocr, _READ_DPI),
    )


def _words(picture: Picture, ocr: Ocr, dpi: int, softness: float = 1.0) -> tuple[OcrWord, ...]:
    factor = DRAWN_DPI / dpi
    read = ocr.read(smoothed(picture, DRAWN_DPI, dpi, softness), dpi)
    return tuple(_scaled(word, factor) for word in read)


def _way_up(drawn: Picture, ocr: Ocr) -> int:
    """The quarter turns clockwise after which the middle of the page reads best."""
    part = smoothed(cleaned(middle_part(drawn), DRAWN_DPI), DRAWN_DPI, _READ_DPI)
    return max(range(4), key=lambda quarters: _worth(ocr.read(turned(part, quarters), _READ_DPI)))


def _reads_poorly(words: Sequence[OcrWord]) -> bool:
    letters = sum(map(letters_of, words))
    level = sum(letters_of(word) for word in words if not runs_up(word))
    return confidence_of(words) < _POOR or letters < _FEW or level < letters / 2


def _worth(words: Iterable[OcrWord]) -> float:
    """Letters read in words that stand upright, each as sure as it is."""
    return sum(
        word.confidence * letters_of(word)
        for word in words
        if word.confidence > WEAK and not runs_up(word)
    )


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


def _grids(number: int, read: _Attempt) -> tuple[TableGrid, ...]:
    height, width = read.picture.shape
    middles = [((w.x0 + w.x1) / 2 * _POINTS, (w.y0 + w.y1) / 2 * _POINTS) for w in read.words]
    lines = [_middle(line) for line in read.rulings]
    return grids_of_lines(number, width * _POINTS, height * _POINTS, lines, middles)


def _middle(line: Ruling) -> tuple[float, float, float, float]:
    if line.level:
        y = (line.y0 + line.y1) / 2 * _POINTS
        return line.x0 * _POINTS, y, line.x1 * _POINTS, y
    x = (line.x0 + line.x1) / 2 * _POINTS
    return x, line.y0 * _POINTS, x, line.y1 * _POINTS


def _pixels(x0: float, y0: float, x1: float, y1: float) -> tuple[int, int, int, int]:
    return round(x0 / _POINTS), round(y0 / _POINTS), round(x1 / _POINTS), round(y1 / _POINTS)
