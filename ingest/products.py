"""Rows of product lists: which goods, under which HS codes, which documents apply.

Reads :class:`ingest.table_join.JoinedTable` values, writes :class:`standards.document.ProductRow`
values; a table that is no product list gives none. One row a product: a name that spans many
printed rows takes the documents of all of them; rows that a page break or a spreadsheet cut off go
to the product they belong to. Rows that only head a group give their words to the rows below.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from ingest.citing import mentions
from ingest.hs_codes import codes_in_text, codes_over_columns, without_codes
from ingest.normalise import squeeze
from ingest.product_columns import ProductColumns, product_columns
from ingest.table_join import JoinedRow, JoinedTable
from standards.document import ProductRow
from standards.hs import HsCode
from standards.identifier import Identifier
from standards.place import merge_boxes
from standards.series import Family

__all__ = ["conditions_in", "read_products"]

_ROMAN: Final = re.compile(r"^(?:mục|phần|nhóm)?\s*(?:[IVXL]{1,6}|[A-ZĐ])[.)]?$", re.IGNORECASE)
_NUMBER: Final = re.compile(r"^\d{1,3}(?:\.\d{1,3})*\.?\)?$")
_FIRST_ITEM: Final = re.compile(r"^1\s*[.)/-]\s*\D")
_NOTE: Final = re.compile(r"^\W*(?:lưu ý|ghi chú|chú thích|chú ý)\b", re.IGNORECASE)
_OPEN_END: Final = re.compile(r"[-:/]$")
_DASH: Final = re.compile(r"^[-–+•*]\s*")
_NAME_LETTERS: Final = 3
_CONDITION: Final = re.compile(
    r"(?:\btrừ\b|\bngoại trừ\b|\bkhông bao gồm\b|\bkhông kể\b|\bkhông áp dụng\b)", re.IGNORECASE
)
_FULL_WIDTH: Final = 0.6


@dataclass(slots=True)
class _Draft:
    """A product while its printed rows are collected."""

    ordinal: str
    rows: list[JoinedRow] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    group: str = ""


def read_products(
    tables: Iterable[tuple[JoinedTable, str | None]],
) -> tuple[ProductRow, ...]:
    """The products of a document's lists, in reading order.

    Each table comes with the key of the clause or annex that holds it.
    """
    found: list[ProductRow] = []
    before: tuple[JoinedTable, ProductColumns] | None = None
    for table, clause in tables:
        columns = product_columns(table, before)
        if columns is None:
            continue
        before = (table, columns)
        drafts = _Collector(columns, len(table.rows[0].cells)).collect(table.rows)
        rows = [row for draft in drafts if (row := _product(draft, columns, clause)) is not None]
        found += (row for at, row in enumerate(rows) if not _only_heads(row, rows[at + 1 :]))
    return tuple(found)


class _Collector:
    """Sorts printed rows into products."""

    def __init__(self, columns: ProductColumns, width: int) -> None:
        self._columns = columns
        self._width = width
        self._drafts: list[_Draft] = []
        self._pending: list[JoinedRow] = []
        self._group = ""

    def collect(self, rows: Iterable[JoinedRow]) -> list[_Draft]:
        for row in rows:
            if self._is_note(row):
                self._flush()
                self._extend(row)
            elif self._is_group(row):
                self._flush()
                self._group = self._group_words(row)
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
        return bool(_ROMAN.match(ordinal)) and len(filled) <= 2

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
        if name[0].islower() or row.starts_page:
            return False
        facts = (*self._columns.hs, *self._columns.standards)
        return any(row.cells[i] and row.own[i] for i in facts)

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
        group = " > ".join(words for words in (self._group, self._above(ordinal, name)) if words)
        draft = _Draft(ordinal=ordinal, rows=[*self._pending, row], group=group)
        draft.names.append(_DASH.sub("", name))
        self._pending = []
        self._drafts.append(draft)

    def _above(self, ordinal: str, name: str) -> str:
        """The name of the row that this one is under: of 1 for 1.2, of the number for a dash."""
        if not ordinal and _DASH.match(name):
            found = (draft.names[0] for draft in reversed(self._drafts) if draft.ordinal)
            return next(found, "")
        above = ordinal.rstrip(".").rpartition(".")[0]
        found = (d.names[0] for d in reversed(self._drafts) if d.ordinal.rstrip(".") == above)
        return next(found, "") if above else ""

    def _extend(self, row: JoinedRow) -> None:
        if not self._drafts:
            return
        self._drafts[-1].rows.append(row)
        if name := self._name(row):
            self._drafts[-1].names.append(name)

    def _flush(self) -> None:
        for row in self._pending:
            self._extend(row)
        self._pending = []


def _product(draft: _Draft, columns: ProductColumns, clause: str | None) -> ProductRow | None:
    printed = squeeze(" ".join(draft.names))
    name = without_codes(printed).rstrip(" ;,")
    if sum(ch.isalpha() for ch in name) < _NAME_LETTERS:
        return None
    text = " | ".join(words for row in draft.rows if (words := row.own_text))
    standards = _standards(draft.rows, columns.name)
    if not (standards or columns.names_goods):
        return None
    return ProductRow(
        name=name,
        hs=_codes(draft.rows, columns) or codes_in_text(text),
        standards=standards,
        page=draft.rows[0].page,
        clause=clause,
        boxes=merge_boxes(box for row in draft.rows for box in row.boxes),
        text=text,
        ordinal=draft.ordinal.rstrip("."),
        group=draft.group,
        conditions=conditions_in(printed, text),
    )


def _only_heads(row: ProductRow, below: Sequence[ProductRow]) -> bool:
    """Whether a numbered row without codes and documents only heads those numbered below it."""
    if row.hs or row.standards or not below or not row.ordinal:
        return False
    return below[0].ordinal.startswith(f"{row.ordinal}.") and below[0].group.endswith(row.name)


def _codes(rows: Sequence[JoinedRow], columns: ProductColumns) -> tuple[HsCode, ...]:
    found: dict[HsCode, None] = {}
    for row in rows:
        found.update(dict.fromkeys(codes_over_columns([row.cells[i] for i in columns.hs])))
    return tuple(found)


def _standards(rows: Sequence[JoinedRow], name: int) -> tuple[Identifier, ...]:
    """Standards and regulations that the row names outside its name; legal acts are left out.

    An undated number adds nothing where the row names an edition of the same work.
    """
    found: dict[Identifier, None] = {}
    for column in range(len(rows[0].cells)):
        if column == name:
            continue
        for one in mentions(_column_words(rows, column)):
            if one.identifier.family is not Family.LEGAL_ACT:
                found[one.identifier] = None
    dated = {number.undated() for number in found if number.is_dated}
    return tuple(n for n in found if n.is_dated or n.undated() not in dated)


def _column_words(rows: Sequence[JoinedRow], column: int) -> str:
    """The cells of one column, top down; a number cut by a page break is made whole."""
    words = ""
    for at, row in enumerate(rows):
        text = row.cells[column]
        if not text or (at and not row.own[column]):
            continue
        if words:
            words += "\n" if _OPEN_END.search(words) else " |\n"
        words += text
    return words


def conditions_in(*texts: str) -> tuple[str, ...]:
    """The words that narrow or exclude, word for word, to the end of their bracket or sentence.

    >>> conditions_in("Vận thăng (trừ vận thăng thi công trong công trình xây dựng)")
    ('trừ vận thăng thi công trong công trình xây dựng',)
    """
    found: dict[str, None] = {}
    for text in texts:
        done = 0
        for match in _CONDITION.finditer(text):
            if match.start() >= done:
                done = _end_of_condition(text, match.start())
                found[text[match.start() : done].rstrip(" ;.,")] = None
    return tuple(found)


def _end_of_condition(text: str, start: int) -> int:
    """Where the words end: at the bracket that holds them, else with the sentence or the cell."""
    inside = text[:start].count("(") > text[:start].count(")")
    depth = 0
    for at in range(start, len(text)):
        if text[at] == "(":
            depth += 1
        elif text[at] == ")" and depth == 0:
            return at
        elif text[at] == ")":
            depth -= 1
        elif depth == 0 and not inside and (text[at] == "|" or text[at : at + 2] in (". ", "; ")):
            return at
    return len(text)
