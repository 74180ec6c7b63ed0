"""Rows of a page brought into reading order.

Reads rows; writes printed lines. Three layouts are read column by column: the head of a legal act
(agency at the left, motto of the state at the right), its foot (receivers at the left, who signs at
the right), both as often as a page prints them, and a page set in two columns, as bilingual
editions are. Everything else is read row by row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Final

from ingest.layout import PrintedLine
from ingest.rows import Row, Segment, printed_line
from standards.place import Box

__all__ = ["reading_order"]

_MOTTO: Final = re.compile(r"C[ỘÔ]NG H(?:ÒA|OÀ) XÃ HỘI|Độc lập\s*[-–]", re.IGNORECASE)
_ATTESTED: Final = re.compile(r"^XÁC THỰC VĂN BẢN HỢP NHẤT", re.IGNORECASE)
_RECEIVERS: Final = re.compile(r"^Nơi nhận\b", re.IGNORECASE)
_PLACE_DAY: Final = re.compile(r"^[^,;:]{2,40},\s*ngày\b")
_DAY_REACH: Final = 80.0
_HEAD_ROWS: Final = 8
_FOOT_ROWS: Final = 40
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
    lines: list[PrintedLine] = []
    at = 0
    for first, last, gutter in _two_sided(rows):
        lines.extend(printed_line(row) for row in rows[at:first])
        lines.extend(_by_column(rows[first:last], gutter))
        at = last
    return (*lines, *(printed_line(row) for row in rows[at:]))


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


def _two_sided(rows: Sequence[Row]) -> Iterator[tuple[int, int, float]]:
    """Heads and feet of acts on the page: rows ``first:last`` and the gutter of each, in order."""
    done = 0
    for index in range(len(rows)):
        if index < done:
            continue
        block = _act_head(rows, index, done) or _act_foot(rows, index)
        if block is not None:
            done = block[1]
            yield block


def _act_head(rows: Sequence[Row], index: int, above: int) -> tuple[int, int, float] | None:
    """The head whose motto stands in the row ``index``; no row in front of ``above`` is of it."""
    motto = next((s for s in rows[index] if _is_motto(s)), None)
    if motto is None:
        return None
    gutter = min([motto.box.x0, *_day_starts(rows, index, motto)]) - 3
    left = [s for r in rows[max(above, index - 2) : index + 3] for s in r if s.box.x1 <= gutter]
    if not left:
        return None
    first = index
    while first > above and index - first < 2:
        if any(_crosses(segment, gutter) for segment in rows[first - 1]):
            break
        if _gap(rows[first - 1], rows[first]) > rows[first][0].size:
            break
        first -= 1
    return first, _block_end(rows, index, gutter, _HEAD_ROWS), gutter


def _day_starts(rows: Sequence[Row], index: int, motto: Segment) -> list[float]:
    """Where the line of place and day begins, which may be wider than the motto above it."""
    return [
        segment.box.x0
        for row in rows[index + 1 : index + _HEAD_ROWS]
        for segment in row
        if _PLACE_DAY.match(segment.text) and segment.box.x0 > motto.box.x0 - _DAY_REACH
    ]


def _gap(upper: Row, lower: Row) -> float:
    return min(s.box.y0 for s in lower) - max(s.box.y1 for s in upper)


def _is_motto(segment: Segment) -> bool:
    return bool(_MOTTO.search(segment.text) or _ATTESTED.match(segment.text))


def _act_foot(rows: Sequence[Row], index: int) -> tuple[int, int, float] | None:
    """The foot that begins in the row ``index`` with *Nơi nhận*, if who signs stands beside it."""
    if not _RECEIVERS.match(rows[index][0].text):
        return None
    left = rows[index][0].box
    beside = [
        segment.box.x0
        for row in rows[index : index + 3]
        for segment in row
        if segment.box.x0 > left.x1 and segment.text.isupper()
    ]
    if not beside:
        return None
    gutter = min(beside) - 3
    return index, _block_end(rows, index, gutter, _FOOT_ROWS), gutter


def _block_end(rows: Sequence[Row], index: int, gutter: float, most: int) -> int:
    last = index + 1
    while last < len(rows) and last - index <= most:
        if any(_crosses(segment, gutter) for segment in rows[last]):
            break
        last += 1
    return last


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
