"""Places on the pages of a PDF: where a fact stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Box", "Line", "merge_boxes"]


@dataclass(frozen=True, slots=True, order=True)
class Box:
    """A rectangle on a page, in PDF points (1/72 inch), origin top left, ``page`` from 1.

    >>> Box(4, 70.0, 100.0, 300.0, 112.0).height
    12.0
    """

    page: int
    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def height(self) -> float:
        """Height in points."""
        return self.y1 - self.y0

    def around(self, other: Box) -> Box:
        """The smallest box around both; both must be on one page.

        >>> Box(1, 0, 0, 2, 2).around(Box(1, 1, 1, 5, 3))
        Box(page=1, x0=0, y0=0, x1=5, y1=3)
        """
        if other.page != self.page:
            raise ValueError(f"boxes on pages {self.page} and {other.page} have no common box")
        return Box(
            self.page,
            min(self.x0, other.x0),
            min(self.y0, other.y0),
            max(self.x1, other.x1),
            max(self.y1, other.y1),
        )


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line inside a text: ``text[start:end]`` stands at ``box``."""

    start: int
    end: int
    box: Box


def merge_boxes(boxes: Iterable[Box]) -> tuple[Box, ...]:
    """One box a page around all given boxes of that page, in page order.

    >>> merge_boxes([Box(2, 0, 0, 1, 1), Box(1, 0, 0, 1, 1), Box(2, 1, 1, 2, 2)])
    (Box(page=1, x0=0, y0=0, x1=1, y1=1), Box(page=2, x0=0, y0=0, x1=2, y1=2))
    """
    by_page: dict[int, Box] = {}
    for box in boxes:
        held = by_page.get(box.page)
        by_page[box.page] = box if held is None else held.around(box)
    return tuple(by_page[page] for page in sorted(by_page))
