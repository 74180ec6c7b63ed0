"""An office's own list of standards, a row a text (docs/catalogue.md).

A row with a cell that cannot be used is refused whole: a text kept without the day of its end would
seem to be in force.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from index import catalogue_cells as cells
from index.catalogue_cells import BadCell
from index.catalogue_forms import Sheet, is_nothing
from index.catalogue_reading import ParsedList, Refusal
from index.catalogue_table import Row
from standards.catalogue import CatalogueRecord, Provenance
from standards.document import Kind
from standards.identifier import Identifier
from standards.kinds import kind_of_number
from standards.relation import AdoptionDegree

__all__ = ["parse_standards"]

_Value = TypeVar("_Value")


def parse_standards(sheet: Sheet, name: str) -> ParsedList:
    """The records of a list of standards, and the rows that are refused with every bad cell."""
    records: list[CatalogueRecord] = []
    refused: list[Refusal] = []
    for row in sheet.table.rows:
        reader = _RowReader(sheet, row)
        record = reader.record(name)
        if reader.refused or record is None:
            refused += reader.refused
        else:
            records.append(record)
    return ParsedList(records=tuple(records), refused=tuple(refused))


class _RowReader:
    """Reads the cells of one row and gathers what is wrong with them."""

    def __init__(self, sheet: Sheet, row: Row) -> None:
        self._sheet = sheet
        self._row = row
        self.refused: list[Refusal] = []

    def record(self, name: str) -> CatalogueRecord | None:
        """The record of the row; None without a number. Look at ``refused`` too."""
        if len(self._row.cells) > len(self._sheet.table.headings) and any(
            self._row.cells[len(self._sheet.table.headings) :]
        ):
            width = f"{len(self._row.cells)} cells under {len(self._sheet.table.headings)} headings"
            self._refuse("", f"{width}; quote cells that hold the sign between cells")
            return None
        number = self._one("number", cells.number)
        if number is None:
            if not self.refused:
                self._refuse("number", "empty")
            return None
        adopts, degree = self._adoption()
        return CatalogueRecord(
            number=number,
            provenance=self._provenance(name),
            kind=kind_of_number(number) or Kind.OTHER,
            title=self._text("title"),
            title_en=self._text("title_en"),
            issuer=self._text("issuer"),
            issued=self._one("issued", cells.day),
            effective_from=self._one("effective_from", cells.day),
            ended_on=self._one("ended_on", cells.day),
            status=self._one("status", cells.status),
            status_on=self._one("status_on", cells.day),
            replaces=self._one("replaces", cells.numbers) or (),
            replaced_by=self._one("replaced_by", cells.numbers) or (),
            amends=self._one("amends", cells.numbers) or (),
            adopts=adopts,
            degree=degree,
            issued_with=self._one("issued_with", cells.number),
            ics=self._one("ics", cells.ics_codes) or (),
            hs=self._one("hs", cells.goods_codes) or (),
        )

    def _adoption(self) -> tuple[tuple[Identifier, ...], AdoptionDegree | None]:
        adopts, beside = self._one("adopts", cells.adopted) or ((), None)
        stated = self._one("degree", cells.degree)
        if stated is not None and beside not in (None, stated):
            self._refuse("degree", f"{stated.value}, but beside the number {beside}")
        return adopts, stated or beside

    def _provenance(self, name: str) -> Provenance:
        by = self._text("checked_by") or ""
        on = self._one("checked_on", cells.day)
        if on is not None and not by:
            self._refuse("checked_on", "says when it was checked, but nobody who did")
        return Provenance(source=name, row=self._row.number, checked_by=by, checked_on=on)

    def _text(self, name: str) -> str | None:
        text = " ".join(self._sheet.cell(self._row, name).split())
        return None if is_nothing(text) else text

    def _one(self, name: str, read: Callable[[str], _Value]) -> _Value | None:
        text = self._sheet.cell(self._row, name)
        if is_nothing(text):
            return None
        try:
            return read(text)
        except BadCell as error:
            self._refuse(name, str(error))
            return None

    def _refuse(self, name: str, why: str) -> None:
        column = self._sheet.heading(name) if name else ""
        self.refused.append(Refusal(row=self._row.number, column=column, why=why))
