"""Tables of a document as data."""

from __future__ import annotations

from pydantic import Field

from api.models_base import Body, BoxBody, ClauseRef

__all__ = ["TableBody", "TableEntry", "TableRowBody", "TablesBody"]


class TableEntry(Body):
    """A table by its number in reading order, from 1; ``rows`` is how many there are.

    ``caption`` and ``header`` are as printed and may be empty; ``clause`` is null for a table that
    no clause owns. ``csv_url`` is the table as a file for spreadsheets.
    """

    number: int
    caption: str
    header: list[str]
    rows: int
    clause: ClauseRef | None
    page: int
    last_page: int
    url: str
    csv_url: str


class TablesBody(Body):
    """The tables of a document; ``products_csv_url`` is null where it lists no products."""

    slug: str
    number: str | None
    tables: list[TableEntry]
    products_csv_url: str | None


class TableRowBody(Body):
    """Cells of a row, left to right, word for word, and where it stands."""

    cells: list[str]
    box: BoxBody


class TableBody(TableEntry):
    """A table with its rows, joined over the pages it covers."""

    slug: str
    body: list[TableRowBody] = Field(description="the rows below the header")
