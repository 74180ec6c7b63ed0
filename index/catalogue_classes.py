"""Names of classes: the International Classification for Standards, and the tariff of goods."""

from __future__ import annotations

from index.catalogue_cells import BadCell, ics_codes
from index.catalogue_forms import Sheet
from index.catalogue_reading import ParsedList, Refusal
from index.catalogue_table import Row
from standards.catalogue import HsName, IcsName, Provenance
from standards.errors import BadHsCode
from standards.hs import HsCode

__all__ = ["parse_ics", "parse_tariff"]

_JOIN = " > "


def parse_ics(sheet: Sheet, name: str) -> ParsedList:
    """The classes of a list of ICS codes with English names."""
    records: list[IcsName] = []
    refused: list[Refusal] = []
    for row in sheet.table.rows:
        try:
            codes = ics_codes(sheet.cell(row, "code"))
            if len(codes) != 1:
                raise BadCell("one code a row")
        except BadCell as error:
            refused.append(Refusal(row=row.number, column=sheet.heading("code"), why=str(error)))
            continue
        records.append(
            IcsName(
                code=codes[0],
                provenance=Provenance(source=name, row=row.number),
                name_en=sheet.cell(row, "name_en"),
                full_name_en=sheet.cell(row, "full_name_en").rstrip("."),
            )
        )
    return ParsedList(records=tuple(records), refused=tuple(refused))


def parse_tariff(sheet: Sheet, name: str) -> ParsedList:
    """The codes of a tariff with their names; rows without a code are headings, and stand in the
    paths of the codes under them. Where the list has no paths, they are made from its levels."""
    records: list[HsName] = []
    refused: list[Refusal] = []
    above: list[tuple[str, str]] = []
    for row in sheet.table.rows:
        above = [*above[: _level(sheet, row)], (_name(sheet, row, "vi"), _name(sheet, row, "en"))]
        text = sheet.cell(row, "hs")
        if not text:
            continue
        try:
            code = HsCode.parse(text)
        except BadHsCode as error:
            refused.append(Refusal(row=row.number, column=sheet.heading("hs"), why=str(error)))
            continue
        records.append(
            HsName(
                code=code,
                provenance=Provenance(source=name, row=row.number),
                name_vi=above[-1][0],
                name_en=above[-1][1],
                path_vi=sheet.cell(row, "path_vi") or _JOIN.join(vi for vi, _ in above),
                path_en=sheet.cell(row, "path_en") or _JOIN.join(en for _, en in above if en),
            )
        )
    return ParsedList(records=tuple(records), refused=tuple(refused))


def _name(sheet: Sheet, row: Row, language: str) -> str:
    """A name without the dashes that a printed tariff sets before it."""
    return sheet.cell(row, f"name_{language}").lstrip("-– ")


def _level(sheet: Sheet, row: Row) -> int:
    """How many headings a row stands under; told by the dashes before its name where the list has
    no levels."""
    level = sheet.cell(row, "level")
    if level.isascii() and level.isdigit():
        return int(level)
    name = sheet.cell(row, "name_vi")
    dashes = name[: len(name) - len(name.lstrip("-– "))]
    return dashes.count("-") + dashes.count("–")
