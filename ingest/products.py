"""Rows of product lists: which goods, under which HS codes, which documents apply.

Reads :class:`ingest.table_join.JoinedTable` values, writes :class:`standards.document.ProductRow`
values; a table that is no product list gives none. One row a product: a name that spans many
printed rows takes the documents of all of them; rows that a page break or a spreadsheet cut off go
to the product they belong to (:mod:`ingest.product_rows`). Rows that only head a group give their
words to the rows below, and their codes and documents where these have none of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from ingest.citing import NOTHING_KNOWN, mentions_on
from ingest.heading_stack import HeadingStack
from ingest.hs_codes import codes_in_text, codes_of_group, codes_over_columns, without_codes
from ingest.known_numbers import KnownNumbers
from ingest.narrow_cells import whole_signs
from ingest.normalise import squeeze
from ingest.product_columns import ProductColumns, product_columns
from ingest.product_rows import Draft, RowNote, collect_drafts, starts_anew
from ingest.risk_cells import NOTHING_STATED, RiskReading, from_cells, from_headings
from ingest.table_join import JoinedRow, JoinedTable
from standards.document import ProductRow
from standards.hs import HsCode
from standards.identifier import Identifier
from standards.place import merge_boxes
from standards.series import Family

__all__ = ["ListReading", "conditions_in", "list_columns", "read_lists"]

_OPEN_END: Final = re.compile(r"[-:/]$")
_NAME_LETTERS: Final = 3
_CONDITION: Final = re.compile(
    r"(?:\btrừ\b|\bngoại trừ\b|\bkhông bao gồm\b|\bkhông kể\b|\bkhông áp dụng\b)", re.IGNORECASE
)


@dataclass(slots=True, kw_only=True)
class _Facts:
    """What a draft's own rows say, and then what it has from above."""

    draft: Draft
    hs: tuple[HsCode, ...]
    standards: tuple[Identifier, ...]
    risk: RiskReading = NOTHING_STATED
    heads: bool = False
    passes_hs: bool = False
    passes_standards: bool = False

    @property
    def is_heading(self) -> bool:
        """Whether the row only heads those numbered below it: all it says is said by them."""
        return (
            self.heads
            and bool(self.draft.ordinal)
            and (self.passes_hs or not self.hs)
            and (self.passes_standards or not self.standards)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ListReading:
    """The products of lists, and the rows of these lists that are no product, with the reason."""

    products: tuple[ProductRow, ...]
    notes: tuple[RowNote, ...]


def list_columns(tables: Iterable[JoinedTable]) -> list[ProductColumns | None]:
    """The columns of each table of a document; None for a table that is no product list."""
    found: list[ProductColumns | None] = []
    before: tuple[JoinedTable, ProductColumns] | None = None
    for table in tables:
        columns = product_columns(table, before)
        before = before if columns is None else (table, columns)
        found.append(columns)
    return found


def read_lists(
    tables: Iterable[tuple[JoinedTable, str | None]],
    known: KnownNumbers = NOTHING_KNOWN,
    above: Sequence[tuple[str, ...]] = (),
) -> ListReading:
    """The products of a document's lists, and what the other rows of these lists are.

    Damaged numbers on recognised pages are repaired against ``known``. ``above`` has for each table
    the words above it, the nearest first: they may state the risk of all its goods.
    """
    held = list(tables)
    products: list[ProductRow] = []
    notes: list[RowNote] = []
    columns_of = list_columns(table for table, _ in held)
    headings = HeadingStack()
    for at, ((table, clause), columns) in enumerate(zip(held, columns_of, strict=True)):
        if columns is None:
            continue
        if not _carries_on(held, at, above) or starts_anew(table.rows, columns):
            headings = HeadingStack()
        drafts, others = collect_drafts(table.rows, columns, headings)
        notes += others
        over = (columns.title, *(above[at] if above else ()))
        for facts in _inherited(drafts, columns, known, recognised=table.is_recognised):
            facts.risk = facts.risk.or_else(from_headings((*facts.draft.headings, *over)))
            row = _product(facts, columns, clause)
            if isinstance(row, RowNote):
                notes.append(row)
            else:
                products.append(row)
    return ListReading(products=tuple(products), notes=tuple(notes))


def _carries_on(
    tables: Sequence[tuple[JoinedTable, str | None]], at: int, above: Sequence[tuple[str, ...]]
) -> bool:
    """Whether a table goes on with the one before: in one clause, no words between them."""
    if not at or tables[at - 1][1] != tables[at][1]:
        return False
    header = tables[at][0].header
    return (not header or header == tables[at - 1][0].header) and (
        not above or above[at - 1] == above[at]
    )


def _inherited(
    drafts: Sequence[Draft], columns: ProductColumns, known: KnownNumbers, *, recognised: bool
) -> list[_Facts]:
    """The facts of each product; codes and documents that it lacks come from the row it is under.

    Codes also come from the heading of its group (*Nhóm 84.29: …*).
    """
    found: dict[int, _Facts] = {}
    for draft in drafts:
        text = _text(draft)
        facts = _Facts(
            draft=draft,
            hs=_codes(draft.rows, columns, recognised=recognised) or codes_in_text(text),
            standards=_standards(draft.rows, columns.name, known),
            risk=from_cells(draft.rows, columns.risk),
        )
        above = found.get(id(draft.under))
        if above is not None:
            facts.risk = facts.risk.or_else(above.risk).or_else(from_headings(above.draft.names))
            above.heads = above.heads or bool(draft.ordinal)
            if not facts.hs and above.hs:
                facts.hs, above.passes_hs = above.hs, True
            if not facts.standards and above.standards:
                facts.standards, above.passes_standards = above.standards, True
        if not facts.hs and draft.heading_row is not None:
            above_all = _codes([draft.heading_row], columns, recognised=recognised)
            facts.hs = above_all or codes_of_group(draft.heading)
        found[id(draft)] = facts
    return list(found.values())


def _text(draft: Draft) -> str:
    return " | ".join(words for row in draft.rows if (words := row.own_text))


def _product(facts: _Facts, columns: ProductColumns, clause: str | None) -> ProductRow | RowNote:
    draft = facts.draft
    printed = squeeze(" ".join(draft.names))
    name = without_codes(printed).rstrip(" ;,")
    why = ""
    if facts.is_heading:
        why = "tiêu đề của các dòng đánh số bên dưới"
    elif sum(ch.isalpha() for ch in name) < _NAME_LETTERS:
        why = "không có tên sản phẩm"
    elif not (facts.standards or columns.names_goods):
        why = "dòng không nêu tiêu chuẩn, quy chuẩn nào"
    boxes = merge_boxes(box for row in draft.rows for box in row.boxes)
    if why:
        return RowNote(boxes=boxes, words=_text(draft), reason=why)
    text = _text(draft)
    return ProductRow(
        name=name,
        hs=facts.hs,
        standards=facts.standards,
        page=draft.rows[0].page,
        clause=clause,
        boxes=boxes,
        text=text,
        ordinal=draft.ordinal.rstrip("."),
        group=draft.group,
        conditions=conditions_in(printed, text),
        risk=facts.risk.level.level if facts.risk.level is not None else None,
        measures=facts.risk.measures.measures if facts.risk.measures is not None else (),
        risk_words=facts.risk.words,
    )


def _codes(
    rows: Sequence[JoinedRow], columns: ProductColumns, *, recognised: bool
) -> tuple[HsCode, ...]:
    found: dict[HsCode, None] = {}
    for row in rows:
        cells = [row.cells[i] for i in columns.hs]
        found.update(dict.fromkeys(codes_over_columns(cells, recognised=recognised)))
    return tuple(found)


def _standards(rows: Sequence[JoinedRow], name: int, known: KnownNumbers) -> tuple[Identifier, ...]:
    """Standards and regulations that the row names outside its name; legal acts are left out.

    An undated number adds nothing where the row names an edition of the same work.
    """
    found: dict[Identifier, None] = {}
    for column in range(len(rows[0].cells)):
        if column == name:
            continue
        for one in mentions_on(rows[0].page, _column_words(rows, column), known):
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
        words += whole_signs(text)
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
