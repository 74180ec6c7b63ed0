"""Tables joined over the pages they run across.

Reads :class:`ingest.layout.FoundTable` values of all pages (:mod:`ingest.tables`) with the pages'
lines, writes :class:`JoinedTable` values: rows as wide as the table, merged cells carried into
every row they cover, a heading row repeated on the next page dropped, a row cut by the page break
made whole. :meth:`JoinedTable.as_table` gives the public :class:`standards.document.Table`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ingest.layout import Cell, FoundTable, PageLayout
from ingest.normalise import squeeze
from ingest.seen_rows import bands
from standards.document import Table, TableRow
from standards.place import Box, merge_boxes

__all__ = ["DroppedRow", "JoinedRow", "JoinedTable", "join_tables"]

_EDGES_AGREE: Final = 8.0
"""Column edges of two pieces of one table differ by at most this many points."""
_CLOSE: Final = 40.0
"""Two pieces on one page stand at most this many points apart."""
_CONTINUES: Final = re.compile(
    r"^(bảng\s[\w.]+\s*)?\(?\s*(tiếp theo|tiếp|kết thúc|hết)\b.{0,80}$|^\d{1,3}$", re.IGNORECASE
)
"""Lines that may stand between two pieces of a table: 'Bảng 2.1 (tiếp theo)', a page number."""
_CAPTION: Final = re.compile(r"^(bảng|biểu)\s+[\w.]+", re.IGNORECASE)
_ORDINAL_HEADING: Final = re.compile(r"^(?:số\s)?(?:tt|stt|thứ tự)$", re.IGNORECASE)
_TITLE: Final = "tiêu đề của bảng, đứng trên dòng tên cột"
_NUMBERS: Final = "dòng đánh số cột"
_REPEATED: Final = "dòng tên cột lặp lại"
_NUMBERING: Final = re.compile(r"^\(?\d{1,2}\)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinedRow:
    """A row as wide as its table.

    ``cells``: words by column, those of merged cells repeated in every row they cover. ``own``:
    True where the column's cell starts in this row. ``wide``: how many columns the widest cell
    with words covers. ``boxes``: one a page. ``starts_page``: first row of a piece that continues
    a table from the page before.
    """

    cells: tuple[str, ...]
    own: tuple[bool, ...]
    wide: int
    boxes: tuple[Box, ...]
    starts_page: bool = False

    @property
    def page(self) -> int:
        """The page where the row starts."""
        return self.boxes[0].page

    @property
    def own_text(self) -> str:
        """Words of the cells that start in this row, apart by `` | ``."""
        words = (squeeze(c) for c, own in zip(self.cells, self.own, strict=True) if own)
        return " | ".join(word for word in words if word)


@dataclass(frozen=True, slots=True, kw_only=True)
class DroppedRow:
    """A printed row that the joined table leaves out: its words, its place, why (Vietnamese)."""

    words: str
    box: Box
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinedTable:
    """A table over one or more pages; ``header`` has one heading a column, or is empty.

    ``heading_boxes``: the printed rows that ``header`` was read from. ``dropped``: printed rows
    that stand nowhere else. ``lefts``: left edges of the columns. ``pieces``: the tables on pages
    that it was joined from.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[JoinedRow, ...]
    box: Box
    last_box: Box
    heading_boxes: tuple[Box, ...] = ()
    dropped: tuple[DroppedRow, ...] = ()
    lefts: tuple[float, ...] = ()
    pieces: tuple[FoundTable, ...] = ()

    @property
    def is_doubtful(self) -> bool:
        """Whether a piece of it has no ruling lines."""
        return any(piece.is_doubtful for piece in self.pieces)

    @property
    def is_recognised(self) -> bool:
        """Whether words of it were recognised from a picture."""
        return any(piece.is_recognised for piece in self.pieces)

    def as_table(self, clause: str | None) -> Table:
        """The public value, owned by the clause with that key."""
        return Table(
            caption=self.caption,
            header=self.header,
            rows=tuple(
                TableRow(cells=tuple(squeeze(c) for c in row.cells), box=row.boxes[0])
                for row in self.rows
            ),
            clause=clause,
            page=self.box.page,
            last_page=self.last_box.page,
        )


def join_tables(
    tables: Iterable[FoundTable], pages: Sequence[PageLayout]
) -> tuple[JoinedTable, ...]:
    """Tables in reading order, those that run over a page break (or a gap) made one."""
    layouts = {page.number: page for page in pages}
    runs: list[list[FoundTable]] = []
    for table in sorted(tables, key=lambda t: (t.page, t.box.y0, t.box.x0)):
        if runs and _continues(runs[-1][-1], table, layouts):
            runs[-1].append(table)
        else:
            runs.append([table])
    return tuple(_join(run, layouts) for run in runs)


def _continues(before: FoundTable, after: FoundTable, layouts: dict[int, PageLayout]) -> bool:
    if not _same_columns(before, after):
        return False
    if after.page == before.page:
        return 0 <= after.box.y0 - before.box.y1 <= _CLOSE and not _between(
            layouts.get(after.page), before.box.y1, after.box.y0
        )
    if after.page != before.page + 1:
        return False
    below, above = layouts.get(before.page), layouts.get(after.page)
    return not _between(below, before.box.y1, float("inf")) and not _between(
        above, 0.0, after.box.y0
    )


def _same_columns(one: FoundTable, other: FoundTable) -> bool:
    edges, others = _edges(one), _edges(other)
    if len(edges) == len(others):
        return all(abs(a - b) <= _EDGES_AGREE for a, b in zip(edges, others, strict=True))
    fewer, more = sorted((edges, others), key=len)
    return len(fewer) > 2 and all(
        any(abs(edge - near) <= _EDGES_AGREE for near in more) for edge in fewer
    )


def _edges(table: FoundTable) -> list[float]:
    return [*sorted({cell.box.x0 for cell in table.cells}), table.box.x1]


def _between(layout: PageLayout | None, top: float, bottom: float) -> list[str]:
    """Lines of the page, furniture apart, that stand between two heights and break a table."""
    if layout is None:
        return []
    return [
        line.text
        for line in layout.lines
        if line.box.y0 >= top - 2 and line.box.y1 <= bottom + 2 and not _CONTINUES.match(line.text)
    ]


def _join(run: list[FoundTable], layouts: dict[int, PageLayout]) -> JoinedTable:
    lefts = sorted(_edges(max(run, key=lambda table: table.columns))[:-1])
    pieces = [_rows(table, lefts) for table in run]
    titles = _titles(pieces[0])
    header, depth = _header(pieces[0][titles:])
    heading = pieces[0][titles : titles + depth]
    rows = list(pieces[0][titles + depth :] if depth else pieces[0])
    caption = _caption(run[0], layouts.get(run[0].page))
    named = pieces[0][:titles] if depth else []
    dropped = [_dropped(row, _TITLE) for row in named if caption]
    dropped += [_dropped(row, _NUMBERS) for row in heading if _only_numbers(row)]
    for piece in pieces[1:]:
        repeated = _repeated(piece, heading)
        dropped += (_dropped(row, _REPEATED) for row in piece[:repeated])
        body = piece[repeated:]
        if not body:
            continue
        body[0] = replace(body[0], starts_page=True)
        spans_more = len(body) > 1 and not body[1].own[0]
        if rows and not spans_more and _is_cut(rows[-1], body[0]):
            rows[-1] = _glue(rows[-1], body.pop(0))
        elif rows:
            body = _carried(rows[-1], body)
        rows += body
    if depth == 1:
        dropped += (_dropped(row, _REPEATED) for row in rows if _repeated([row], heading))
        rows = [row for row in rows if not _repeated([row], heading)]
    return JoinedTable(
        caption=caption or squeeze(" ".join(row.own_text for row in named)),
        header=header,
        rows=tuple(rows),
        box=run[0].box,
        last_box=run[-1].box,
        heading_boxes=tuple(
            row.boxes[0]
            for row in (*(() if caption else named), *heading)
            if not _only_numbers(row)
        ),
        dropped=tuple(dropped),
        lefts=tuple(lefts),
        pieces=tuple(run),
    )


def _dropped(row: JoinedRow, reason: str) -> DroppedRow:
    return DroppedRow(words=row.own_text, box=row.boxes[0], reason=reason)


def _rows(table: FoundTable, lefts: list[float]) -> list[JoinedRow]:
    """The grid of a table as rows over the columns that start at ``lefts``."""
    at = [[""] * len(lefts) for _ in range(table.rows)]
    own = [[False] * len(lefts) for _ in range(table.rows)]
    wide = [1] * table.rows
    boxes: list[Box | None] = [None] * table.rows
    for cell in table.cells:
        first, last = _span(cell, lefts)
        for row in range(cell.row, min(cell.row + cell.row_span, table.rows)):
            at[row][first] = cell.text
            own[row][first] = row == cell.row
            if cell.text:
                wide[row] = max(wide[row], last - first + 1)
        if cell.row_span == 1:
            held = boxes[cell.row]
            boxes[cell.row] = cell.box if held is None else held.around(cell.box)
    strips = bands(table.box, [cell.box for cell in table.cells])
    return [
        JoinedRow(
            cells=tuple(at[row]),
            own=tuple(own[row]),
            wide=wide[row],
            boxes=(boxes[row] or strips[row],),
        )
        for row in range(table.rows)
    ]


def _span(cell: Cell, lefts: list[float]) -> tuple[int, int]:
    first = min(range(len(lefts)), key=lambda i: abs(lefts[i] - cell.box.x0))
    inside = [i for i, left in enumerate(lefts) if cell.box.x0 - 2 <= left < cell.box.x1 - 2]
    return first, max([first, *inside])


def _titles(rows: list[JoinedRow]) -> int:
    """How many rows above the headings hold a title of the table and nothing else."""
    first = next((i for i, row in enumerate(rows) if sum(map(bool, row.cells)) > 1), 0)
    return first if first and _ORDINAL_HEADING.match(squeeze(rows[first].cells[0])) else 0


def _header(rows: list[JoinedRow]) -> tuple[tuple[str, ...], int]:
    """The headings by column and how many rows they take; ``((), 0)`` if there are none."""
    if len(rows) < 2 or not _looks_like_heading(rows[0]):
        return (), 0
    depth = 1
    while (
        depth < len(rows) - 1 and not all(rows[depth].own) and _under(rows[depth - 1], rows[depth])
    ):
        depth += 1
    over = [_fill(rows[i]) for i in range(depth)]
    names = []
    for column in range(len(rows[0].cells)):
        words = dict.fromkeys(squeeze(row[column]) for row in over)
        names.append(" ".join(word for word in words if word))
    while depth < len(rows) - 1 and _only_numbers(rows[depth]):
        depth += 1
    return tuple(names), depth


def _only_numbers(row: JoinedRow) -> bool:
    return all(_NUMBERING.match(squeeze(text)) for text in row.cells)


def _looks_like_heading(row: JoinedRow) -> bool:
    filled = [squeeze(cell) for cell in row.cells if cell]
    return (
        len(filled) > 1
        and bool(row.cells[0])
        and all(not _NUMBERING.match(text) and len(text) < 160 for text in filled)
    )


def _under(above: JoinedRow, row: JoinedRow) -> bool:
    """True if ``row`` is a second line of headings: it splits a merged heading above it."""
    return above.wide > 1 and any(
        not own and text and text == over
        for own, text, over in zip(row.own, row.cells, above.cells, strict=True)
    )


def _fill(row: JoinedRow) -> list[str]:
    """Cells with a merged heading repeated over the columns it covers."""
    filled: list[str] = []
    for text, own in zip(row.cells, row.own, strict=True):
        filled.append(text if own or text or not filled else filled[-1])
    return filled


def _repeated(piece: list[JoinedRow], heading: list[JoinedRow]) -> int:
    """How many rows at the top of ``piece`` repeat the heading rows."""
    if not heading or len(piece) < len(heading):
        return 0
    for row, over in zip(piece, heading, strict=False):
        pairs = [(_key(a), _key(b)) for a, b in zip(row.cells, over.cells, strict=True) if a or b]
        if sum(a == b for a, b in pairs) < 0.8 * len(pairs):
            return 0
    return len(heading)


def _key(text: str) -> str:
    return re.sub(r"\W", "", text).casefold()


def _is_cut(last: JoinedRow, first: JoinedRow) -> bool:
    """True if ``first``, the top row of a page, goes on with ``last``: its first cell is empty."""
    return not first.cells[0] and first.own[0] and last.own[0] and bool(last.cells[0])


def _carried(last: JoinedRow, body: list[JoinedRow]) -> list[JoinedRow]:
    """Rows of a page with the words of merged cells that the page break cut in two.

    The cell covered the last rows of the page before; its part on this page is empty.
    """
    filled = list(body)
    for column, words in enumerate(last.cells):
        top = body[0]
        if last.own[column] or not words or top.cells[column] or not top.cells[0]:
            continue
        for at, row in enumerate(body):
            if row.cells[column] or (at and row.own[column]):
                break
            cells, own = list(filled[at].cells), list(filled[at].own)
            cells[column], own[column] = words, False
            filled[at] = replace(filled[at], cells=tuple(cells), own=tuple(own))
    return filled


def _glue(last: JoinedRow, first: JoinedRow) -> JoinedRow:
    cells = tuple(
        "\n".join(text for text in pair if text)
        for pair in zip(last.cells, first.cells, strict=True)
    )
    return replace(
        last,
        cells=cells,
        own=tuple(a or b for a, b in zip(last.own, first.own, strict=True)),
        boxes=merge_boxes((*last.boxes, *first.boxes)),
    )


def _caption(table: FoundTable, layout: PageLayout | None) -> str:
    """The line above the table that names it (``Bảng 2.9 …``), or ``""``."""
    if layout is None:
        return ""
    above = [line for line in layout.lines if line.box.y1 <= table.box.y0 + 3]
    near = [line for line in above if table.box.y0 - line.box.y1 < 60]
    for index in range(len(near) - 1, -1, -1):
        if _CAPTION.match(near[index].text):
            return squeeze(" ".join(line.text for line in near[index:]))
    return ""
