"""Where the rows of a list without ruling lines begin and end.

Reads the boxes of the words of a list and the heights at which its row numbers stand; writes the
heights of the cuts between rows. Rows stand further apart than the lines of a cell, and no words
cross a cut. A row's number stands level with the first line of its row, or at the middle of the
row's height.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from standards.place import Box

__all__ = ["cut_rows", "cut_rows_at_numbers"]

_ROW_GAP: Final = 3.0
"""Rows stand at least this many points apart; lines of one cell nearly touch."""
_GAP_TOUCH: Final = 0.5
_LEVEL: Final = 3.0
"""Words on one line start at heights that differ by at most this many points."""
_SMALL_GAP_COST: Final = 6.0
_CUT_ROW_COST: Final = 12.0
"""The last row may go on overleaf: its number then stands too high, which costs no more."""
_EMPTY_COST: Final = 400.0


def cut_rows(
    words: Sequence[Box], top: float, bottom: float, middles: Sequence[float]
) -> list[float]:
    """Heights between rows, from ``top`` to just below ``bottom``, one row a number.

    A shortest path: each number of ``middles`` adds how far it stands from the middle of its row's
    words. Words above the first row are a row more, without a number: they go on with a row of the
    page before.
    """
    gaps = _gaps(words, top, bottom)
    best: list[tuple[float, list[float]]] = [
        (_first_cost(gap, size, top), [gap]) for gap, size in gaps if gap < middles[0]
    ]
    for index, middle in enumerate(middles):
        below = middles[index + 1] if index + 1 < len(middles) else None
        longer: list[tuple[float, list[float]]] = []
        for end, size in _ends(gaps, middle, below):
            costs = (
                (cost + _cost(words, path[-1], end, size, middle, last=below is None), path)
                for cost, path in best
            )
            cost, path = min(costs, key=lambda entry: entry[0])
            longer.append((cost, [*path, end]))
        best = longer
    path = min(best, key=lambda entry: entry[0])[1]
    continued = path[0] > top + 1 and _between(words, top, path[0])
    return [top, *path] if continued else path


def cut_rows_at_numbers(
    words: Sequence[Box], top: float, bottom: float, numbers: Sequence[Box]
) -> list[float] | None:
    """Heights between rows whose numbers stand level with the first line of their row.

    None if they do not: between two numbers the widest gap is then not right above the lower one.
    """
    gaps = _gaps(words, top, bottom)
    cuts: list[float] = []
    for above, number in zip((None, *numbers), numbers, strict=False):
        start = top if above is None else above.y0
        between = [(gap, size) for gap, size in gaps if start <= gap <= number.y0 + _GAP_TOUCH]
        if not between:
            return None
        nearest, size = max(between)
        first = min((box.y0 for box in _between(words, nearest, number.y1)), default=number.y0)
        widest = max(size for _, size in between) if above is not None else size
        if abs(first - number.y0) > _LEVEL or size < widest - _GAP_TOUCH:
            return None
        cuts.append(nearest)
    path = [*cuts, bottom + 1]
    continued = path[0] > top + 1 and _between(words, top, path[0])
    return [top, *path] if continued else path


def _ends(
    gaps: Sequence[tuple[float, float]], middle: float, below: float | None
) -> list[tuple[float, float]]:
    """Where the row of the number at ``middle`` may end; ``below`` is the next number."""
    if below is None:
        return [gaps[-1]]
    return [(gap, size) for gap, size in gaps if middle < gap < below] or [
        ((middle + below) / 2, 0.0)
    ]


def _first_cost(gap: float, size: float, top: float) -> float:
    if gap <= top + 1:
        return 0.0
    return 1.0 + (0.0 if size >= _ROW_GAP else _SMALL_GAP_COST)


def _cost(
    words: Sequence[Box], top: float, bottom: float, size: float, middle: float, *, last: bool
) -> float:
    inside = _between(words, top, bottom)
    if not inside:
        return _EMPTY_COST
    off = abs((min(box.y0 for box in inside) + max(box.y1 for box in inside)) / 2 - middle)
    if last:
        return min(off, _CUT_ROW_COST)
    return off + (0.0 if size >= _ROW_GAP else _SMALL_GAP_COST)


def _between(words: Sequence[Box], top: float, bottom: float) -> list[Box]:
    return [box for box in words if top <= (box.y0 + box.y1) / 2 < bottom]


def _gaps(words: Sequence[Box], top: float, bottom: float) -> list[tuple[float, float]]:
    """Heights that no words cross, with how wide each gap is; both ends first and last."""
    found = [(top, _ROW_GAP)]
    reach = top
    for box in sorted(words, key=lambda box: box.y0):
        if box.y0 >= reach - _GAP_TOUCH and reach > top:
            found.append(((box.y0 + reach) / 2, box.y0 - reach))
        reach = max(reach, box.y1)
    found.append((bottom + 1, _ROW_GAP))
    return found
