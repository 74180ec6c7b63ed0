"""Printed rows of a product list sorted into goods.

Reads the :class:`ingest.table_join.JoinedRow` values of one list; writes :class:`Draft` values: a
product with all printed rows that tell of it, the row that it stands under and the heading of its
group. Rows that a page break or a spreadsheet cut off go to the product they belong to.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from ingest.heading_stack import HeadingStack
from ingest.normalise import squeeze
from ingest.product_columns import ProductColumns
from ingest.table_join import JoinedRow
from standards.place import Box

__all__ = ["Draft", "RowNote", "collect_drafts", "starts_anew"]

_GROUP: Final = re.compile(
    r"^(?:(?:mục|phần|nhóm)\s*)?(?:[IVXL]{1,6}|[A-ZĐ])[.)]?$|^(?:mục|phần|nhóm)\s*\d{1,2}[.)]?$",
)
_NUMBER: Final = re.compile(r"^\d{1,3}(?:\.\d{1,3})*\.?\)?$")
_LETTER: Final = re.compile(r"^[a-zđ]{1,2}[.)]?$")
_FIRST: Final = re.compile(r"^0*1[.)]?$")
_FIRST_ITEM: Final = re.compile(r"^1\s*[.)/-]\s*\D")
_IN_NAME: Final = re.compile(r"^(\d{1,3}(?:\.\d{1,3})*)[.)]?\s+(?=\D)")
_NOTE: Final = re.compile(r"^\W*(?:lưu ý|ghi chú|chú thích|chú ý)\b", re.IGNORECASE)
_DASH: Final = re.compile(r"^[-–+•*]\s*")
_FULL_WIDTH: Final = 0.6


@dataclass(slots=True, eq=False)
class Draft:
    """A product while its printed rows are collected.

    ``under`` is the product whose number or name it goes on with (1 for 1.2 and for a), the
    number for a dash); ``heading`` the words of the last row that heads a group, ``heading_row``;
    ``headings`` are those of all groups it is in, the nearest first.
    """

    ordinal: str
    rows: list[JoinedRow]
    names: list[str] = field(default_factory=list)
    under: Draft | None = None
    heading: str = ""
    heading_row: JoinedRow | None = None
    headings: tuple[str, ...] = ()

    @property
    def group(self) -> str:
        """Headings and names above the product, apart by `` > ``."""
        name = self.under.names[0] if self.under is not None else ""
        return " > ".join(words for words in (self.heading, name) if words)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowNote:
    """A row of a product list that is no product, and what it is instead (Vietnamese)."""

    boxes: tuple[Box, ...]
    words: str
    reason: str


def collect_drafts(
    rows: Sequence[JoinedRow], columns: ProductColumns, headings: HeadingStack | None = None
) -> tuple[list[Draft], list[RowNote]]:
    """The products of a list, in reading order, and the rows that belong to none.

    ``headings`` are those still open from the table that this one goes on with; new ones are added.
    """
    collector = _Collector(columns, len(rows[0].cells), headings or HeadingStack())
    drafts = collector.collect(rows)
    if columns.ordinal is None:
        _numbers_from_names(drafts)
    return drafts, collector.notes


def starts_anew(rows: Sequence[JoinedRow], columns: ProductColumns) -> bool:
    """Whether the numbers of a table's rows start at 1, or it has none."""
    at = columns.ordinal
    numbers = [squeeze(row.cells[at]) for row in rows if at is not None]
    first = next((number for number in numbers if _NUMBER.match(number)), "")
    return not first or bool(_FIRST.match(first.partition(".")[0]))


def _numbers_from_names(drafts: Sequence[Draft]) -> None:
    """Take row numbers that are printed before the names, if most names have one."""
    found = [_IN_NAME.match(draft.names[0]) for draft in drafts]
    if len(drafts) < 2 or 2 * sum(map(bool, found)) < len(drafts):
        return
    for draft, match in zip(drafts, found, strict=True):
        if match is not None:
            draft.ordinal = match[1]
            draft.names[0] = draft.names[0][match.end() :]


class _Collector:
    """Sorts printed rows into products."""

    def __init__(self, columns: ProductColumns, width: int, headings: HeadingStack) -> None:
        self._columns = columns
        self._width = width
        self._drafts: list[Draft] = []
        self._pending: list[JoinedRow] = []
        self._group = ""
        self._group_row: JoinedRow | None = None
        self._headings = headings
        self.notes: list[RowNote] = []

    def collect(self, rows: Sequence[JoinedRow]) -> list[Draft]:
        for row, below in zip(rows, (*rows[1:], None), strict=True):
            if self._is_note(row):
                self._flush()
                self._extend(row)
            elif (
                self._is_group(row)
                or self._heads_restart(row, below)
                or self._heads_with_codes(row, below)
            ):
                self._flush()
                self._group = self._group_words(row)
                self._group_row = row
                self._headings.add(self._group)
                self._note(row, "tiêu đề nhóm")
            elif self._starts_product(row):
                self._open(row)
            elif self._restarts_items(row):
                self._flush()
                self._pending = [row]
            elif self._pending:
                self._pending.append(row)
            else:
                self._extend(row)
        self._flush()
        return self._drafts

    def _ordinal(self, row: JoinedRow) -> str:
        at = self._columns.ordinal
        return squeeze(row.cells[at]) if at is not None and row.own[at] else ""

    def _name(self, row: JoinedRow) -> str:
        at = self._columns.name
        return squeeze(row.cells[at]) if row.own[at] else ""

    def _is_group(self, row: JoinedRow) -> bool:
        filled = [i for i, text in enumerate(row.cells) if text and row.own[i]]
        ordinal = self._ordinal(row)
        spread = row.wide >= _FULL_WIDTH * self._width and self._width > 2
        if not filled or not all(row.own[i] or not row.cells[i] for i in range(self._width)):
            return False
        facts = [*self._columns.hs, *self._columns.standards]
        if any(row.cells[i] for i in facts) and not spread:
            return False
        if spread and len(filled) <= 2:
            return True
        return bool(_GROUP.match(ordinal)) and len(filled) <= 2

    def _heads_restart(self, row: JoinedRow, below: JoinedRow | None) -> bool:
        """Words alone in the column of names, above a row whose numbers start at 1 again."""
        name = self._name(row)
        if self._columns.ordinal is None or below is None or row.starts_page:
            return False
        filled = [text for text in row.cells if text]
        return (
            len(filled) == 1
            and bool(name)
            and all(row.own)
            and not name[0].islower()
            and not _DASH.match(name)
            and bool(
                _FIRST.match(self._ordinal(below)) or (name.isupper() and self._ordinal(below))
            )
        )

    def _heads_with_codes(self, row: JoinedRow, below: JoinedRow | None) -> bool:
        """A group (I, A) that gives its codes to rows numbered from 1, which have none."""
        if below is None or not _GROUP.match(self._ordinal(row)):
            return False
        codes, standards = self._columns.hs, self._columns.standards
        return (
            bool(_FIRST.match(self._ordinal(below)))
            and not any(below.cells[i] for i in codes)
            and not any(row.cells[i] for i in standards)
        )

    def _is_note(self, row: JoinedRow) -> bool:
        filled = [text for text, own in zip(row.cells, row.own, strict=True) if text and own]
        return len(filled) == 1 and bool(_NOTE.match(filled[0]))

    def _group_words(self, row: JoinedRow) -> str:
        return squeeze(" ".join(t for t, own in zip(row.cells, row.own, strict=True) if own and t))

    def _starts_product(self, row: JoinedRow) -> bool:
        ordinal, name = self._ordinal(row), self._name(row)
        if ordinal and (name or _NUMBER.match(ordinal)):
            return True
        if not name:
            return False
        if self._columns.ordinal is None or not self._drafts:
            return True
        if name[0].islower() or (row.starts_page and not self._is_next_dash(name)):
            return False
        facts = (*self._columns.hs, *self._columns.standards)
        return any(row.cells[i] and row.own[i] for i in facts)

    def _is_next_dash(self, name: str) -> bool:
        """Whether a name after a dash follows a product that begins with a dash, too."""
        last = self._drafts[-1].rows[-1]
        return bool(_DASH.match(name) and _DASH.match(self._name(last)))

    def _restarts_items(self, row: JoinedRow) -> bool:
        """A cut-off row whose items start at 1 again is the top of the product below."""
        if self._columns.ordinal is None or not row.own[self._columns.ordinal]:
            return False
        items = [t for i, t in enumerate(row.cells) if row.own[i] and i not in self._facts()]
        return not row.starts_page and any(_FIRST_ITEM.match(squeeze(text)) for text in items)

    def _facts(self) -> set[int]:
        return {self._columns.name, *self._columns.hs, *self._columns.standards}

    def _open(self, row: JoinedRow) -> None:
        ordinal = self._ordinal(row)
        at = self._columns.ordinal
        if not ordinal and at is not None:
            ordinal = squeeze(row.cells[at])
        name = self._name(row)
        draft = Draft(
            ordinal=ordinal,
            rows=[*self._pending, row],
            names=[_DASH.sub("", name)],
            under=self._above(ordinal, name),
            heading=self._group,
            heading_row=self._group_row,
            headings=self._headings.nearest_first,
        )
        self._pending = []
        self._drafts.append(draft)

    def _above(self, ordinal: str, name: str) -> Draft | None:
        """The product that this row is under: 1 for 1.2 and for a), the number for a dash."""
        before = reversed(self._drafts)
        if not ordinal and _DASH.match(name):
            return next((draft for draft in before if draft.ordinal), None)
        if _LETTER.match(ordinal):
            return next((draft for draft in before if _NUMBER.match(draft.ordinal)), None)
        above = ordinal.rstrip(".").rpartition(".")[0]
        if not above:
            return None
        return next((draft for draft in before if draft.ordinal.rstrip(".") == above), None)

    def _extend(self, row: JoinedRow) -> None:
        if not self._drafts:
            self._note(row, "dòng đứng trước sản phẩm đầu tiên")
            return
        self._drafts[-1].rows.append(row)
        if name := self._name(row):
            self._drafts[-1].names.append(name)

    def _note(self, row: JoinedRow, reason: str) -> None:
        self.notes.append(RowNote(boxes=row.boxes, words=row.own_text, reason=reason))

    def _flush(self) -> None:
        for row in self._pending:
            self._extend(row)
        self._pending = []
