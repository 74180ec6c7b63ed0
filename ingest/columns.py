"""Rows of a page brought into reading order.

Reads rows; writes printed lines. Two layouts are read column by column: the head of a legal act
(agency at the left, motto of the state at the right) and a page set in two columns, as bilingual
editions are. Everything else is read row by row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from statistics import median
from typing import Final

from ingest.layout import PrintedLine
from ingest.rows import Row, Segment, printed_line
from standards.place import Box

__all__ = ["reading_order"]

_MOTTO: Final = re.compile(r"C[ỘÔ]NG H(?:ÒA|OÀ) XÃ HỘI|Độc lập\s*[-–]", re.IGNORECASE)
_MIN_COLUMN_LINES: Final = 8
_COLUMN_WIDTH: Final = 0.2
"""Most lines in a column of running text are at least this share of the page wide."""
_ALIGNED: Final = 0.6
"""At least this share of the lines of a column begin at its left edge."""
_GUTTER: Final = (0.40, 0.60)
"""Where the gutter of a two-column page may lie, in shares of the page width."""


def reading_order(rows: Sequence[Row], width: float) -> tuple[PrintedLine, ...]:
    """Lines of the page in the order in which a reader takes them."""
    gutter = _page_gutter(rows, width)
    if gutter is not None:
        return _by_column(rows, gutter)
    head = _act_head(rows)
    if head is None:
        return tuple(printed_line(row) for row in rows)
    first, last, gutter = head
    return (
        *(printed_line(row) for row in rows[:first]),
        *_by_column(rows[first:last], gutter),
        *(printed_line(row) for row in rows[last:]),
    )


def _crosses(segment: Segment, x: float) -> bool:
    return segment.box.x0 < x - 2 and segment.box.x1 > x + 2


def _by_column(rows: Sequence[Row], gutter: float) -> tuple[PrintedLine, ...]:
    """Bands between rows that cross the gutter: the left column, then the right one."""
    lines: list[PrintedLine] = []
    left: list[list[Segment]] = []
    right: list[list[Segment]] = []

    def flush() -> None:
        lines.extend(printed_line(part) for part in (*left, *right))
        left.clear()
        right.clear()

    for row in rows:
        if any(_crosses(segment, gutter) for segment in row):
            flush()
            lines.append(printed_line(row))
            continue
        at_left = [segment for segment in row if segment.box.x1 <= gutter + 2]
        at_right = [segment for segment in row if segment.box.x1 > gutter + 2]
        if at_left:
            left.append(at_left)
        if at_right:
            right.append(at_right)
    flush()
    return tuple(lines)


def _act_head(rows: Sequence[Row]) -> tuple[int, int, float] | None:
    """Rows ``first:last`` of the two-sided head of a legal act and its gutter."""
    for index, row in enumerate(rows):
        motto = next((s for s in row if _MOTTO.search(s.text)), None)
        if motto is None:
            continue
        gutter = motto.box.x0 - 3
        left = [s for r in rows[max(0, index - 2) : index + 3] for s in r if s.box.x1 <= gutter]
        if not left:
            continue
        first, last = index, index + 1
        while first and not any(_crosses(segment, gutter) for segment in rows[first - 1]):
            if index - first >= 2:
                break
            first -= 1
        while last < len(rows) and not any(_crosses(segment, gutter) for segment in rows[last]):
            if last - index >= 8:
                break
            last += 1
        return first, last, gutter
    return None


def _page_gutter(rows: Sequence[Row], width: float) -> float | None:
    """Where a page of two columns is divided; None for a page of one column."""
    segments = [segment for row in rows for segment in row]
    if len(segments) < 2 * _MIN_COLUMN_LINES:
        return None
    starts = sorted(
        segment.box.x0 - 3
        for segment in segments
        if _GUTTER[0] * width <= segment.box.x0 <= _GUTTER[1] * width + 6
    )
    best: tuple[int, float] | None = None
    for x in dict.fromkeys(round(start) for start in starts):
        across = sum(_crosses(segment, x) for segment in segments)
        left = [s.box for s in segments if s.box.x1 <= x + 2]
        right = [s.box for s in segments if s.box.x0 >= x - 2]
        if min(len(left), len(right)) < _MIN_COLUMN_LINES or across * 4 > len(left) + len(right):
            continue
        if not (_is_column(left, width) and _is_column(right, width)):
            continue
        if best is None or across < best[0]:
            best = across, float(x)
    return None if best is None else best[1]


def _is_column(boxes: Sequence[Box], width: float) -> bool:
    """Whether these lines are running text set under each other."""
    if median(box.x1 - box.x0 for box in boxes) < _COLUMN_WIDTH * width:
        return False
    edges = Counter(round(box.x0 / 3) for box in boxes)
    edge, _ = edges.most_common(1)[0]
    return sum(edges[edge + d] for d in (-1, 0, 1)) >= _ALIGNED * len(boxes)
