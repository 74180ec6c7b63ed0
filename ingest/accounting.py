"""What a file held and what was kept of it, counted apart from the code that keeps it.

Reads the rows that were seen on the pages (:class:`ingest.seen_rows.FoundTables`), the joined
tables and the finished documents; writes an :class:`standards.account.Account`. Rows are counted
twice, on the page and in the documents; a row that is neither kept nor left out with a reason
leaves the sums uneven, and that shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ingest.hs_cells import read_cell
from ingest.layout import Cell
from ingest.normalise import squeeze
from ingest.product_columns import role_of_heading
from ingest.product_rows import RowNote
from ingest.products import list_columns
from ingest.seen_rows import FoundTables, SeenRow
from ingest.table_join import JoinedTable
from standards.account import Account, Counted, LeftOut
from standards.document import Document, Doubt, PageText, ProductRow
from standards.place import Box

__all__ = ["account", "table_doubts"]

_WORDS_KEPT: Final = 200
_DIGITS: Final = re.compile(r"\d+")
_PARTED: Final = re.compile(r"[\s,;]+|và")
_NO_LIST: Final = "bảng không phải danh mục sản phẩm"
_UNREAD: Final = "Ô mã HS chưa đọc được"

Owned = Sequence[tuple[JoinedTable, str | None]]
"""The tables of a document, each with the key of the clause that holds it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Places:
    """Boxes by page, asked by height."""

    boxes: tuple[Box, ...]

    def hold(self, box: Box) -> bool:
        """Whether the middle of ``box`` lies in one of them, level with it and beside or in it."""
        return any(_level(held, box) for held in self.boxes)

    def hold_row(self, row: Box) -> bool:
        """Whether a row is held: its middle, or cells that start where it starts.

        The strip of a last row reaches down to where the table ends, its cells may end above.
        """
        return self.hold(row) or any(_starts_with(held, row) for held in self.boxes)


def _level(held: Box, box: Box) -> bool:
    middle = (box.y0 + box.y1) / 2
    return (
        held.page == box.page
        and held.y0 <= middle <= held.y1
        and min(held.x1, box.x1) > max(held.x0, box.x0)
    )


def _starts_with(held: Box, row: Box) -> bool:
    beside = min(held.x1, row.x1) > max(held.x0, row.x0)
    return held.page == row.page and abs(held.y0 - row.y0) < 1 and beside


def account(
    pages: Sequence[PageText],
    found: FoundTables,
    owned: Sequence[Owned],
    documents: Sequence[Document],
    notes: Sequence[RowNote] = (),
) -> Account:
    """The sums of a file.

    ``owned`` are the tables of each of ``documents``, ``notes`` the rows of product lists that are
    no product. Boxes are those of the pages as they were read.
    """
    refused = tuple(
        LeftOut(
            what=Counted.PAGE,
            page=page.number,
            words=squeeze(page.text)[:_WORDS_KEPT],
            reason=page.refused,
        )
        for page in pages
        if page.refused
    )
    cells = [
        cell
        for tables, document in zip(owned, documents, strict=True)
        for cell in _hs_cells(tables, document.products, notes)
    ]
    unread = tuple(cell.left_out for cell in cells if cell.left_out is not None)
    return Account(
        pages=len(pages),
        pages_read=len(pages) - len(refused),
        rows=len(found.seen),
        rows_kept=_rows_kept(found.seen, owned, documents),
        hs_cells=len(cells),
        hs_cells_read=sum(cell.is_read for cell in cells),
        left_out=(*refused, *found.left_out, *_dropped(owned), *unread),
    )


def _rows_kept(
    seen: Sequence[SeenRow], owned: Sequence[Owned], documents: Sequence[Document]
) -> int:
    """How many of the rows that were seen stand in the tables of the documents."""
    boxes: dict[int, list[Box]] = {}
    for tables, document in zip(owned, documents, strict=True):
        for (joined, _), table in zip(tables, document.tables, strict=True):
            rows = [row.boxes for row in joined.rows[: len(table.rows)]]
            for box in (*joined.heading_boxes, *(box for row in rows for box in row)):
                boxes.setdefault(box.page, []).append(box)
    places = {page: _Places(boxes=tuple(held)) for page, held in boxes.items()}
    nowhere = _Places(boxes=())
    return sum(places.get(row.box.page, nowhere).hold_row(row.box) for row in seen)


def _dropped(owned: Sequence[Owned]) -> Iterator[LeftOut]:
    for tables in owned:
        for joined, _ in tables:
            for row in joined.dropped:
                yield LeftOut(
                    what=Counted.ROW,
                    page=row.box.page,
                    words=row.words[:_WORDS_KEPT],
                    reason=row.reason,
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class _HsCell:
    """A printed cell of an HS column that holds digits. Neither read nor left out: it was lost."""

    is_read: bool
    left_out: LeftOut | None


def _hs_cells(
    tables: Owned, products: Sequence[ProductRow], notes: Sequence[RowNote]
) -> Iterator[_HsCell]:
    joined = [table for table, _ in tables]
    by_page: dict[int, list[ProductRow]] = {}
    for row in products:
        for page in {box.page for box in row.boxes}:
            by_page.setdefault(page, []).append(row)
    for table, columns in zip(joined, list_columns(joined), strict=True):
        hs = columns.hs if columns is not None else _hs_by_heading(table)
        for cell in _printed_cells(table, hs):
            reason = _NO_LIST
            if columns is not None:
                if _is_read(cell, table, by_page.get(cell.box.page, ())):
                    yield _HsCell(is_read=True, left_out=None)
                    continue
                reason = _why_unread(cell, notes, table, parts=len(hs) > 1)
            yield _HsCell(is_read=False, left_out=_left_out(cell, reason) if reason else None)


def _left_out(cell: Cell, reason: str) -> LeftOut:
    return LeftOut(
        what=Counted.HS_CELL,
        page=cell.box.page,
        words=squeeze(cell.text)[:_WORDS_KEPT],
        reason=reason,
    )


def _hs_by_heading(table: JoinedTable) -> tuple[int, ...]:
    return tuple(i for i, text in enumerate(table.header) if role_of_heading(text) == "hs")


def _printed_cells(table: JoinedTable, columns: Sequence[int]) -> Iterator[Cell]:
    """Cells with digits in some columns, headings and dropped rows apart, as found on the pages."""
    others = _Places(boxes=(*table.heading_boxes, *(row.box for row in table.dropped)))
    for piece in table.pieces:
        for cell in piece.cells:
            if not any(ch.isdigit() for ch in cell.text) or others.hold(cell.box):
                continue
            lefts = table.lefts
            if min(range(len(lefts)), key=lambda i: abs(lefts[i] - cell.box.x0)) in columns:
                yield cell


def _is_read(cell: Cell, table: JoinedTable, products: Sequence[ProductRow]) -> bool:
    """Whether the products that stand level with the cell have all its codes.

    A cell may hold but a part of a code whose other parts stand beside it.
    """
    codes = {
        code for row in products if _stand_level(row.boxes, cell.box, table) for code in row.hs
    }
    read = read_cell(cell.text, recognised=table.is_recognised)
    if read.codes and not read.refused and codes.issuperset(read.codes):
        return True
    pairs = {code.digits[at : at + 2] for code in codes for at in range(0, 8, 2)}
    numbers = ["".join(_DIGITS.findall(part)) for part in _PARTED.split(cell.text)]
    return bool(codes) and all(
        number.zfill(2) in pairs or any(code.digits.startswith(number) for code in codes)
        for number in numbers
        if number
    )


def _stand_level(boxes: Iterable[Box], box: Box, table: JoinedTable) -> bool:
    """Whether something of a row stands level with ``box``, anywhere in the width of the table."""
    left, right = table.lefts[0], max(table.box.x1, table.last_box.x1)
    return any(
        held.page == box.page
        and min(held.y1, box.y1) - max(held.y0, box.y0) > 1
        and min(held.x1, right) > max(held.x0, left)
        for held in boxes
    )


def _why_unread(cell: Cell, notes: Sequence[RowNote], table: JoinedTable, *, parts: bool) -> str:
    """Why a cell gave no code, in Vietnamese; ``""`` if there is no reason for it."""
    note = next((note for note in notes if _stand_level(note.boxes, cell.box, table)), None)
    if note is not None:
        return f"dòng không phải sản phẩm: {note.reason}"
    read = read_cell(cell.text, recognised=table.is_recognised)
    if parts and not read.codes:
        return "phần của mã HS, không rõ ghép với phần nào bên cạnh"
    return read.refused


def table_doubts(tables: Iterable[JoinedTable]) -> tuple[Doubt, ...]:
    """What is doubtful about the tables of a document, in words for its readers (Vietnamese)."""
    held = list(tables)
    found: list[Doubt] = []
    for table in held:
        for page in dict.fromkeys(piece.page for piece in table.pieces if piece.is_doubtful):
            what = "Bảng không có đủ đường kẻ: dòng và cột được suy ra từ vị trí chữ, cần đối chiếu"
            found.append(Doubt(what=what, page=page))
    for table, columns in zip(held, list_columns(held), strict=True):
        if columns is None:
            continue
        for cell in _printed_cells(table, columns.hs):
            found += _cell_doubts(cell, parts=len(columns.hs) > 1, table=table)
    return tuple(dict.fromkeys(found))


def _cell_doubts(cell: Cell, *, parts: bool, table: JoinedTable) -> Iterator[Doubt]:
    read = read_cell(cell.text, recognised=table.is_recognised)
    page = cell.box.page
    if read.repaired:
        codes = ", ".join(map(str, read.codes))
        yield Doubt(what=f"Mã HS đọc từ ảnh, đã sửa chữ thành số: {codes}", page=page)
    if read.refused and not parts:
        yield Doubt(what=f"{_UNREAD}: {read.refused}", page=page)
