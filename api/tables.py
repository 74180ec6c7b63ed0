"""Tables and product rows of a document, as bodies and as files for spreadsheets.

A file is CSV as RFC 4180 has it, in UTF-8 with a byte order mark, which spreadsheets need to read
Vietnamese letters. No cell can start a formula: one that begins like a formula and is no plain
number gets an apostrophe before it (OWASP, *CSV Injection*).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

from api.models import ProductBody
from api.models_base import BoxBody, ClauseRef
from api.models_tables import TableBody, TableEntry, TableRowBody, TablesBody
from api.urls import API, clause_url, standard_url
from standards.document import Document, Table
from standards.errors import NotFound

__all__ = ["harmless", "products_csv", "table_body", "table_csv", "tables_body", "tables_url"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)*")
_PLACE = ("Trang", "Điều khoản")
_PRODUCTS = (
    "STT",
    "Sản phẩm, hàng hóa",
    "Mã HS",
    "Văn bản áp dụng",
    "Nhóm",
    "Điều kiện",
    "Mức độ rủi ro",
    *_PLACE,
)


def tables_url(slug: str) -> str:
    """Where the tables of a document stand as data."""
    return f"{API}{standard_url(slug)}/tables"


def tables_body(document: Document) -> TablesBody:
    """The tables of a document, in reading order."""
    labels = _labels(document)
    return TablesBody(
        slug=document.id,
        number=str(document.number) if document.number else None,
        tables=[
            _entry(document, number, table, labels)
            for number, table in enumerate(document.tables, start=1)
        ],
        products_csv_url=f"{API}{standard_url(document.id)}/products.csv"
        if document.products
        else None,
    )


def table_body(document: Document, number: int) -> TableBody:
    """One table with its rows. Raises NotFound."""
    table = _table(document, number)
    entry = _entry(document, number, table, _labels(document))
    return TableBody(
        **entry.model_dump(exclude={"clause"}),
        clause=entry.clause,
        slug=document.id,
        body=[
            TableRowBody(
                cells=list(row.cells),
                box=BoxBody(
                    page=row.box.page, x0=row.box.x0, y0=row.box.y0, x1=row.box.x1, y1=row.box.y1
                ),
            )
            for row in table.rows
        ],
    )


def table_csv(document: Document, number: int) -> bytes:
    """One table as a file: its header, its rows, and the page and clause of each. Raises
    NotFound."""
    table = _table(document, number)
    label = _labels(document).get(table.clause or "", "")
    widest = max((len(row.cells) for row in table.rows), default=0)
    width = max(widest, len(table.header))
    header = [*table.header, *[""] * (width - len(table.header)), *_PLACE]
    rows = (
        [*row.cells, *[""] * (width - len(row.cells)), str(row.box.page), label]
        for row in table.rows
    )
    return _file([header, *rows])


def products_csv(document: Document, products: Sequence[ProductBody]) -> bytes:
    """The product rows of a document as a file; several codes or texts in a cell stand apart by
    ``; ``."""
    labels = _labels(document)
    rows = (
        [
            row.ordinal,
            row.name,
            "; ".join(row.hs),
            "; ".join(link.number for link in row.standards),
            row.group,
            "; ".join(row.conditions),
            row.risk_words,
            str(row.page),
            labels.get(row.clause or "", ""),
        ]
        for row in products
    )
    return _file([list(_PRODUCTS), *rows])


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; plain numbers stay as they are.

    >>> harmless("=1+1"), harmless("-3,5"), harmless("- QCVN 6:2012/BLĐTBXH")
    ("'=1+1", '-3,5', "'- QCVN 6:2012/BLĐTBXH")
    """
    if cell.lstrip(" ").startswith(_FORMULA) and not _NUMBER.fullmatch(cell.strip()):
        return f"'{cell}"
    return cell


def _file(rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    for row in rows:
        writer.writerow([harmless(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _entry(document: Document, number: int, table: Table, labels: Mapping[str, str]) -> TableEntry:
    held = document.clause(table.clause) if table.clause else None
    address = f"{tables_url(document.id)}/{number}"
    return TableEntry(
        number=number,
        caption=table.caption,
        header=list(table.header),
        rows=len(table.rows),
        clause=ClauseRef(
            label=labels[held.key],
            heading=held.heading,
            url=clause_url(document.id, held.key),
        )
        if held
        else None,
        page=table.page,
        last_page=table.last_page,
        url=address,
        csv_url=f"{address}.csv",
    )


def _labels(document: Document) -> dict[str, str]:
    return {clause.key: clause.label for clause in document.clauses}


def _table(document: Document, number: int) -> Table:
    if not 1 <= number <= len(document.tables):
        raise NotFound(
            f"{document.number or document.id} has no table {number}; "
            f"it has {len(document.tables)}, numbered from 1"
        )
    return document.tables[number - 1]
