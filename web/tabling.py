"""Finds the tables of a clause in its words, so that they can be set as tables.

Reads the text of a clause, where a row stands as a line with cells parted by `` | ``, and the
tables read from the same pages; writes where each table begins and ends, with its caption, header
cells and rows. A cell that goes over several rows stands in the text once, in the first of them:
that is how merged cells are told from cells with the same words. Words between two rows that are no
row (a group's name, a note) become a row of their own, so that no word is lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from standards.document import Table

__all__ = ["Cell", "LaidRow", "LaidTable", "fitted", "lay_tables", "table_alone"]

_CELLS = " | "
_LEAST = 0.6
"""Share of a table's rows that must be found in the text; below it the text is set as it stands."""
_AHEAD = 6
"""Lines that may stand between two rows of a table."""
_CELL = 12
_HEAD = 5
"""Lines that header and caption may take."""


@dataclass(slots=True)
class Cell:
    """A cell as it is set: its words, and how many rows and columns it goes over."""

    words: str
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidRow:
    """A row: ``text[start:end]`` of the clause. One cell alone goes over the whole width.

    ``merged``: columns, from 0, whose cell goes on from the row above and is not printed again;
    ``cells`` has its words all the same.
    """

    start: int
    end: int
    cells: tuple[str, ...]
    merged: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidTable:
    """A table at ``text[start:end]``, caption and header lines included.

    ``number`` is that of the document's tables, from 1; ``width`` is the count of columns.
    """

    number: int
    start: int
    end: int
    caption: str
    header: tuple[str, ...]
    rows: tuple[LaidRow, ...]
    width: int

    @property
    def grid(self) -> tuple[tuple[Cell, ...], ...]:
        """The cells of each row, each of them once, as wide as the table."""
        return _grid(self.rows, self.width)

    def within(self, start: int, end: int) -> LaidTable | None:
        """What of the table stands in ``text[start:end]``: whole rows; None if there is none."""
        rows = tuple(row for row in self.rows if row.start >= start and row.end <= end)
        if not rows:
            return None
        first = self.start if self.start >= start else rows[0].start
        last = self.end if self.end <= end else rows[-1].end
        return replace(self, start=first, end=last, rows=rows)


def fitted(tables: Sequence[LaidTable], end: int, room: int) -> tuple[tuple[LaidTable, ...], int]:
    """The tables whose cells fit in ``room`` characters, and where the text ends with them: at
    ``end``, or after the last row that fits."""
    kept: list[LaidTable] = []
    for table in tables:
        for row in table.rows:
            own = (cell for column, cell in enumerate(row.cells) if column not in row.merged)
            room -= sum(len(cell) + _CELL for cell in own)
            if room < 0 and row.start > tables[0].rows[0].start:
                part = table.within(0, row.start)
                kept += [part] if part else []
                return tuple(kept), part.end if part else table.start
        kept.append(table)
    return tuple(kept), end


@dataclass(frozen=True, slots=True)
class _Matched:
    cells: tuple[str, ...]
    merged: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    words: str
    cells: tuple[str, ...]


def lay_tables(text: str, numbered: Sequence[tuple[int, Table]]) -> tuple[LaidTable, ...]:
    """The tables of a clause that are found in its text, in order.

    ``numbered`` are the clause's tables with their numbers, in reading order.
    """
    lines = _lines(text)
    laid: list[LaidTable] = []
    at = 0
    for number, table in numbered:
        found = _find(lines, at, table)
        if found is None:
            continue
        first, last, matched = found
        begin = _head(lines, at, first, table)
        laid.append(_lay(number, table, lines, begin, first, last, matched))
        at = last + 1
    return tuple(laid)


def table_alone(number: int, table: Table, most: int) -> LaidTable:
    """The first rows of a table that stands in no text, so that nothing tells of merged cells."""
    rows = tuple(LaidRow(start=0, end=0, cells=row.cells) for row in table.rows[:most])
    return LaidTable(
        number=number,
        start=0,
        end=0,
        caption=table.caption,
        header=table.header,
        rows=rows,
        width=max(len(table.header), *(len(row.cells) for row in table.rows), 1),
    )


def _lay(
    number: int,
    table: Table,
    lines: Sequence[_Line],
    begin: int,
    first: int,
    last: int,
    matched: dict[int, _Matched],
) -> LaidTable:
    rows = tuple(
        LaidRow(
            start=line.start,
            end=line.end,
            cells=matched[position].cells if position in matched else line.cells,
            merged=matched[position].merged if position in matched else frozenset(),
        )
        for position, line in enumerate(lines[first : last + 1], start=first)
    )
    width = max(len(table.header), *(len(row.cells) for row in rows))
    return LaidTable(
        number=number,
        start=lines[begin].start,
        end=lines[last].end,
        caption=table.caption,
        header=table.header,
        rows=rows,
        width=width,
    )


def _find(
    lines: Sequence[_Line], at: int, table: Table
) -> tuple[int, int, dict[int, _Matched]] | None:
    """The lines of the first and last row, and the cells of each line that is a row."""
    matched: dict[int, _Matched] = {}
    position = at
    above: tuple[str, ...] = ()
    for row in table.rows:
        reach = min(len(lines), position + _AHEAD) if matched else len(lines)
        for candidate in range(position, reach):
            merged = _merged(lines[candidate].cells, row.cells, above)
            if merged is not None:
                whole = len(_plain(row.cells)) > 1
                matched[candidate] = (
                    _Matched(row.cells, merged) if whole else _Matched(lines[candidate].cells)
                )
                position = candidate + 1
                break
        above = row.cells
    if not matched or len(matched) < _LEAST * len(table.rows):
        return None
    return min(matched), max(matched), matched


def _merged(line: Sequence[str], row: Sequence[str], above: Sequence[str]) -> frozenset[int] | None:
    """The columns of a row whose cells go on from the row above and are not printed in its line;
    None if the line is not that row."""
    wanted = _plain(line)
    at = 0
    gone: list[int] = []
    for column, cell in enumerate(row):
        even = _even(cell)
        if at < len(wanted) and even == wanted[at]:
            at += 1
        elif even and column < len(above) and _even(above[column]) == even:
            gone.append(column)
        elif even:
            return None
    return frozenset(gone) if wanted and at == len(wanted) else None


def _grid(rows: Sequence[LaidRow], width: int) -> tuple[tuple[Cell, ...], ...]:
    """The cells of rows; one that goes on from above makes the cell there longer, where that one
    stands and has its words."""
    grid: list[tuple[Cell, ...]] = []
    standing: dict[int, Cell] = {}
    for row in rows:
        if len(row.cells) == 1 and width > 1:
            standing = {}
            grid.append((Cell(row.cells[0], columns=width),))
            continue
        line: list[Cell] = []
        for column in range(width):
            words = row.cells[column] if column < len(row.cells) else ""
            held = standing.get(column)
            if column in row.merged and held is not None and _even(held.words) == _even(words):
                held.rows += 1
            else:
                standing[column] = Cell(words)
                line.append(standing[column])
        grid.append(tuple(line))
    return tuple(grid)


def _head(lines: Sequence[_Line], at: int, first: int, table: Table) -> int:
    """The line where header and caption begin, above the first row."""
    begin = first
    header = _even(" ".join(table.header))
    caption = _even(table.caption)
    for position in range(first - 1, max(at, first - _HEAD) - 1, -1):
        line = lines[position]
        is_header = bool(header) and all(cell in header for cell in _plain(line.cells))
        is_caption = len(line.words) > 3 and bool(caption) and _even(line.words) in caption
        if not (is_header or is_caption):
            break
        begin = position
    return begin


def _lines(text: str) -> list[_Line]:
    found: list[_Line] = []
    start = 0
    for line in text.splitlines(keepends=True):
        words = line.strip()
        if words:
            lead = len(line) - len(line.lstrip())
            cells = tuple(cell.strip() for cell in words.split(_CELLS))
            found.append(_Line(start + lead, start + lead + len(words), words, cells))
        start += len(line)
    return found


def _plain(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(even for cell in cells if (even := _even(cell)))


def _even(words: str) -> str:
    return " ".join(words.split())
