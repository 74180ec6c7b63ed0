"""Cells of ruled tables that the recogniser passed over, read apart.

Reads a level picture without ruling lines, the cells of its grids and the words found so far;
writes the words of inked cells that hold none. A page is recognised as a whole, and there a lone
figure in a narrow column is often taken for dirt: numbers of rows above all. Cut out and stacked,
such cells make one block of short lines, which reads well.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Protocol, runtime_checkable

from ingest.ocr import Ocr, OcrWord, Picture
from ingest.picture import ink_box, smoothed
from ingest.stack import PixelBox, stacked

__all__ = ["ReadsBlocks", "read_empty_cells", "with_cells"]

_EDGE: Final = 0.014
"""Taken off a cell on each side, inches: leavings of its ruling lines."""
_LETTER: Final = 0.05
"""Ink lower than this, inches, is dirt or a dash."""


@runtime_checkable
class ReadsBlocks(Protocol):
    """An Ocr that can be told that a picture is one block of lines."""

    def read_block(self, picture: Picture, dpi: int) -> tuple[OcrWord, ...]:
        """The words of one block of lines, top to bottom. Raises OcrFailed."""


def read_empty_cells(
    picture: Picture,
    dpi: int,
    cells: Iterable[PixelBox],
    words: Sequence[OcrWord],
    ocr: Ocr,
    read_dpi: int,
) -> tuple[OcrWord, ...]:
    """Words of inked cells that hold none; their lines are counted on behind those of ``words``.

    Boxes are in pixels of ``picture``, ``x0, y0, x1, y1``; it is read at ``read_dpi``. Raises
    OcrFailed.
    """
    if not isinstance(ocr, ReadsBlocks):
        return ()
    inked = [
        box
        for cell in cells
        if not any(_holds(cell, word) for word in words)
        and (box := _inked(picture, cell, dpi)) is not None
    ]
    stack = stacked(picture, dpi, inked)
    if stack is None:
        return ()
    scale = dpi / read_dpi
    found = ocr.read_block(smoothed(stack.picture, dpi, read_dpi), read_dpi)
    first = max((word.line for word in words), default=-1) + 1
    return tuple(stack.put_back(word, scale, first + word.line) for word in found)


def with_cells(
    picture: Picture,
    dpi: int,
    cells: Iterable[PixelBox],
    words: Sequence[OcrWord],
    ocr: Ocr,
    read_dpi: int,
    softness: float = 1.0,
) -> tuple[OcrWord, ...]:
    """A reading of the page with the words of its cells read cell by cell instead.

    Read as a whole, lines of neighbouring cells run into one, and what is left of ruling lines
    becomes letters. ``words`` stand as they are if the cells are too many for one stack. Raises
    OcrFailed.
    """
    boxes = [(cell, box) for cell in cells if (box := _inked(picture, cell, dpi)) is not None]
    stack = stacked(picture, dpi, [box for _, box in boxes])
    if stack is None or not isinstance(ocr, ReadsBlocks):
        return tuple(words)
    outside = [word for word in words if not any(_holds(cell, word) for cell, _ in boxes)]
    scale = dpi / read_dpi
    found = ocr.read_block(smoothed(stack.picture, dpi, read_dpi, softness), read_dpi)
    first = max((word.line for word in outside), default=-1) + 1
    return (*outside, *(stack.put_back(word, scale, first + word.line) for word in found))


def _inked(picture: Picture, cell: PixelBox, dpi: int) -> PixelBox | None:
    """The box of the ink in a cell; None for a cell without letters."""
    edge = round(_EDGE * dpi)
    x0, y0, x1, y1 = cell[0] + edge, cell[1] + edge, cell[2] - edge, cell[3] - edge
    if x0 < 0 or y0 < 0 or x1 - x0 < _LETTER * dpi or y1 - y0 < _LETTER * dpi:
        return None
    box = ink_box(picture[y0:y1, x0:x1], round(_LETTER * dpi))
    return None if box is None else (x0 + box[0], y0 + box[1], x0 + box[2], y0 + box[3])


def _holds(cell: PixelBox, word: OcrWord) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2
    return cell[0] <= x <= cell[2] and cell[1] <= y <= cell[3]
