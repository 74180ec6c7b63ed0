"""Parts of a page cut out and stacked, to be read as one block of short lines.

Reads a level picture and the boxes of the parts; writes the stack, and puts the words that were
read in it back where they stand on the page. Lengths are in pixels of the page's picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from ingest.ocr import OcrWord, Picture

__all__ = ["PixelBox", "Stack", "stacked"]

PixelBox = tuple[int, int, int, int]
"""``x0, y0, x1, y1``"""

_WHITE: Final = 255
_GAP: Final = 0.2
"""White around each part in the stack, inches."""
_TALLEST: Final = 60
"""A stack of so many inches at most is read."""


@dataclass(frozen=True, slots=True)
class Stack:
    """Parts of a page one under the other: their boxes on the page and tops in ``picture``."""

    picture: Picture
    boxes: tuple[PixelBox, ...]
    tops: tuple[int, ...]
    gap: int

    def part(self, word: OcrWord, scale: float) -> int:
        """Which part a word stands in that was read in the stack ``scale`` times as coarse."""
        middle = (word.y0 + word.y1) / 2 * scale + self.gap / 2
        return max((at for at, top in enumerate(self.tops) if top <= middle), default=0)

    def put_back(self, word: OcrWord, scale: float, line: int) -> OcrWord:
        """A word of the stack where it stands on the page, in that line."""
        at = self.part(word, scale)
        x, y = self.boxes[at][0] - self.gap, self.boxes[at][1] - self.tops[at]
        return replace(
            word,
            x0=word.x0 * scale + x,
            y0=word.y0 * scale + y,
            x1=word.x1 * scale + x,
            y1=word.y1 * scale + y,
            line=line,
            baseline=word.baseline * scale + y,
            size=word.size * scale,
        )


def stacked(picture: Picture, dpi: int, boxes: Sequence[PixelBox]) -> Stack | None:
    """The stack; None without boxes, or with more than a program reads in one go."""
    gap = round(_GAP * dpi)
    height = sum(y1 - y0 + gap for _, y0, _, y1 in boxes) + gap
    if not boxes or height > _TALLEST * dpi:
        return None
    wide = max(x1 - x0 for x0, _, x1, _ in boxes) + 2 * gap
    pile = np.full((height, wide), _WHITE, np.uint8)
    tops: list[int] = []
    top = gap
    for x0, y0, x1, y1 in boxes:
        pile[top : top + y1 - y0, gap : gap + x1 - x0] = picture[y0:y1, x0:x1]
        tops.append(top)
        top += y1 - y0 + gap
    return Stack(pile, tuple(boxes), tuple(tops), gap)
