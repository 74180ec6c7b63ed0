"""The words of a file as one run of entries: printed lines and table rows, in reading order.

Reads page layouts and the tables found on them; writes :class:`Entry` values. A table row is one
entry, its cells joined by `` | ``, in the place of the lines that it covers; lines inside a table
can never be headings. Lines of a table of contents, quoted text (what an amending act puts into
another one), footnotes and the other column of a bilingual page are marked (:mod:`ingest.marks`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from ingest.entry import Entry
from ingest.layout import FoundTable, PageLayout, PrintedLine
from ingest.marks import mark_contents, mark_notes, mark_quotes, mark_size
from ingest.normalise import squeeze, vietnamese_share
from ingest.page_class import LOW_SHARE
from ingest.run_on import cut_run_on
from standards.place import Box

__all__ = ["entries_of"]

_HEADER_ROWS: Final = 4
_RIGHT_COLUMN: Final = 0.45
"""Lines of a right column begin beyond this share of the page width."""
_MIN_COLUMN: Final = 8
_COLUMN_SLACK: Final = 6.0
_FOREIGN: Final = 0.03
"""Vietnamese text has ten times as many marked letters as this share."""
_RUN_ON: Final = re.compile(
    r"[.;:](?:\s+[-–•]\s*|\s+)(?=\d{1,2}(?:\.\d{1,2}){2,7}\.(?:$|\s+[^\W\d_]))"
)
_ENDED: Final = re.compile(r"[.;:!?/)\]”\"…]\s*$")


def entries_of(pages: Iterable[PageLayout], tables: Sequence[FoundTable]) -> tuple[Entry, ...]:
    """All lines and table rows of ``pages``, marked."""
    by_page: dict[int, list[FoundTable]] = {}
    for table in tables:
        by_page.setdefault(table.page, []).append(table)
    raw = [entry for page in pages for entry in _page_entries(page, by_page.get(page.number, []))]
    return cut_run_on(mark_quotes(mark_contents(mark_notes(mark_size(raw)))))


def _page_entries(page: PageLayout, tables: Sequence[FoundTable]) -> list[Entry]:
    entries: list[Entry] = []
    tables = [table for table in tables if not _holds_header(table, page)]
    waiting = sorted(tables, key=lambda table: table.box.y0)
    margins = _right_margins(page, waiting)
    left = _left_margin(page, waiting)
    before: PrintedLine | None = None
    for line in page.lines:
        table = next((table for table in tables if _inside(line.box, table.box)), None)
        while waiting and (waiting[0] is table or waiting[0].box.y1 <= line.box.y0):
            entries += _row_entries(waiting.pop(0))
            before = None
        if table is not None:
            if table in waiting:
                waiting.remove(table)
                entries += _row_entries(table)
            continue
        right = margins[line.box.x0 > _RIGHT_COLUMN * page.width]
        entry = replace(_line_entry(line, before, page.number, right), left=left)
        entries += _apart(entry)
        before = line
    for table in waiting:
        entries += _row_entries(table)
    return _mark_translation(entries, page) if margins[0] != margins[1] else entries


def _mark_translation(entries: list[Entry], page: PageLayout) -> list[Entry]:
    """Marks the right column of a bilingual page, if its language is not Vietnamese."""
    edge = _right_edge([e.box for e in entries if not e.is_row], page.width)
    right = [e for e in entries if not e.is_row and e.box.x0 > edge - _COLUMN_SLACK]
    left = [e for e in entries if not e.is_row and e.box.x1 < edge]
    shares = [vietnamese_share(" ".join(e.text for e in side)) for side in (right, left)]
    if shares[0] > _FOREIGN or shares[1] < LOW_SHARE:
        return entries
    return [replace(e, is_translation=True) if e in right else e for e in entries]


def _apart(entry: Entry) -> list[Entry]:
    """The entry, cut where numbered items run on in one paragraph: ``…; - 2.2.1.2. Định danh``."""
    cuts = [match.end() for match in _RUN_ON.finditer(entry.text)]
    if not cuts:
        return [entry]
    wide = (entry.box.x1 - entry.box.x0) / len(entry.text)
    pieces: list[Entry] = []
    for start, end in pairwise([0, *cuts, len(entry.text)]):
        text = entry.text[start:end].strip()
        left = entry.box.x0 + start * wide
        box = replace(entry.box, x0=left, x1=entry.box.x0 + end * wide)
        pieces.append(replace(entry, text=text, box=box, is_wrapped=entry.is_wrapped and not start))
    return pieces


def _holds_header(table: FoundTable, page: PageLayout) -> bool:
    """Whether a table frames a running header, maybe with running text in its last cell."""
    inside = sum(_inside(line.box, table.box) for line in page.furniture)
    last = sum(bool(cell.text) for cell in table.cells if cell.row == table.rows - 1)
    return table.rows <= _HEADER_ROWS and inside >= 2 and last <= 1


def _line_entry(line: PrintedLine, before: PrintedLine | None, page: int, right: float) -> Entry:
    reach = 3 * line.size
    wrapped = (
        before is not None
        and before.box.x1 > right - max(reach, _first_word(line))
        and not _ENDED.search(before.text)
        and line.box.x0 < before.box.x0 + 0.5 * line.size
        and line.box.y0 - before.box.y1 < 1.2 * line.size
        and abs(line.bold - before.bold) < 0.5
        and not (before.text.isupper() and not line.text.isupper())
    )
    return Entry(
        text=line.text,
        page=page,
        box=line.box,
        size=line.size,
        bold=line.bold,
        is_wrapped=wrapped,
        is_full=line.box.x1 > right - reach,
    )


def _first_word(line: PrintedLine) -> float:
    """About how wide the first word of a line is, with the blank in front of it, in points."""
    width = (line.box.x1 - line.box.x0) / len(line.text)
    return width * (len(line.text.split(maxsplit=1)[0]) + 1)


def _right_margins(page: PageLayout, tables: Sequence[FoundTable]) -> tuple[float, float]:
    """Where most long lines end: those of the left column and those of the right one.

    On a page of one column both are the same.
    """
    boxes = [
        line.box for line in page.lines if not any(_inside(line.box, table.box) for table in tables)
    ]
    middle = _right_edge(boxes, page.width)
    left = [box for box in boxes if box.x1 < middle]
    right = [box for box in boxes if box.x0 > _RIGHT_COLUMN * page.width]
    if min(len(left), len(right)) >= max(_MIN_COLUMN, 0.3 * len(boxes)):
        least = 0.2 * page.width
        return _right_margin(left, middle, least), _right_margin(right, page.width, least)
    whole = _right_margin(boxes, page.width, 0.45 * page.width)
    return whole, whole


def _left_margin(page: PageLayout, tables: Sequence[FoundTable]) -> float | None:
    """Where the leftmost of the common beginnings of long lines is; None if there are none."""
    starts = Counter(
        round(line.box.x0 / 4) * 4
        for line in page.lines
        if line.box.x1 - line.box.x0 > 0.45 * page.width
        and not any(_inside(line.box, table.box) for table in tables)
    )
    most = max(starts.values(), default=0) or 1
    return min((float(at) for at, count in starts.items() if count >= most / 8), default=None)


def _right_edge(boxes: Sequence[Box], width: float) -> float:
    """Where most lines of a right column begin; the middle of the page if there is none."""
    starts = Counter(round(b.x0 / 3) * 3 for b in boxes if b.x0 > _RIGHT_COLUMN * width)
    start, count = starts.most_common(1)[0] if starts else (0, 0)
    return max(width / 2, float(start)) if count >= _MIN_COLUMN else width / 2


def _right_margin(boxes: Sequence[Box], limit: float, least: float) -> float:
    """Where lines of ``least`` width and more end; ``limit`` if there are none."""
    ends = Counter(round(box.x1 / 4) * 4 for box in boxes if box.x1 - box.x0 > least)
    if not ends:
        return limit
    most = max(ends.values())
    return float(max(end for end, count in ends.items() if count >= max(1, most / 3)))


def _inside(box: Box, table: Box) -> bool:
    middle_x, middle_y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    return table.x0 - 1 <= middle_x <= table.x1 + 1 and table.y0 <= middle_y <= table.y1


def _row_entries(table: FoundTable) -> list[Entry]:
    rows: dict[int, list[tuple[str, Box]]] = {}
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
        text = squeeze(cell.text)
        if text:
            rows.setdefault(cell.row, []).append((text, cell.box))
    entries: list[Entry] = []
    for row in sorted(rows):
        box = rows[row][0][1]
        for _, other in rows[row][1:]:
            box = box.around(other)
        text = " | ".join(text for text, _ in rows[row])
        entries.append(Entry(text=text, page=table.page, box=box, size=0.0, bold=0.0, is_row=True))
    return entries
