"""Ruling lines that a page break leaves out.

Some printers draw the line between two rows only once: where a table goes on over a page break, its
first row has no line above it, or its last none below, and a finder of grids passes that row over.
The upright lines still run to its edge. Reads upright lines and the boxes of found tables; gives
the lines that are missing. Lengths are in points, the origin is top left.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import Final

__all__ = ["Upright", "missing_lines"]

Upright = tuple[float, float, float]
"""An upright line: its x, where it begins and where it ends."""

_NEAR: Final = 3.0
_ROW: Final = 10.0
"""A row is this high at least."""
_UPRIGHTS: Final = 3
"""Lines at both sides and one between columns; fewer may be a frame around the page."""


def missing_lines(
    uprights: Iterable[Upright], boxes: Sequence[tuple[float, float, float, float]]
) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """Lines that close tables at the top and bottom; ``boxes`` are ``x0, y0, x1, y1``.

    >>> lines = [(x, 60.0, 200.0) for x in (50.0, 80.0, 300.0)]
    >>> missing_lines(lines, [(50.0, 110.0, 300.0, 200.0)])
    [((50.0, 60.0), (300.0, 60.0))]
    """
    held = _joined(uprights)
    found: list[tuple[tuple[float, float], tuple[float, float]]] = []
    for x0, y0, x1, y1 in boxes:
        above = {x: top for x, top, end in held if top < y0 - _ROW and end >= y0 - _NEAR}
        below = {x: end for x, top, end in held if end > y1 + _ROW and top <= y1 + _NEAR}
        for reached in (above, below):
            inside = {x: y for x, y in reached.items() if x0 - _NEAR <= x <= x1 + _NEAR}
            if len(inside) < _UPRIGHTS:
                continue
            level = median(inside.values())
            sides = abs(min(inside) - x0) <= _NEAR and abs(max(inside) - x1) <= _NEAR
            if sides and all(abs(y - level) <= _NEAR for y in inside.values()):
                found.append(((x0, level), (x1, level)))
    return found


def _joined(uprights: Iterable[Upright]) -> list[Upright]:
    """Pieces of one line, drawn row by row, made one."""
    ordered = sorted((round(x), top, end) for x, top, end in uprights)
    joined = ordered[:1]
    for (_, _, _), (x, top, end) in pairwise(ordered):
        last = joined[-1]
        if x - last[0] <= 1 and top <= last[2] + _NEAR and top >= last[1]:
            joined[-1] = (last[0], last[1], max(end, last[2]))
        else:
            joined.append((x, top, end))
    return [(float(x), top, end) for x, top, end in joined]
