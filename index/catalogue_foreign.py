"""International standards as their publishers' catalogues have them.

Columns: reference, title_en, ics, committee, published, stage, replaced_by, replaces,
relation_updates. What a later edition says it replaces is read the other way round, too.
``relation_updates`` points to the later edition in records of withdrawn texts; in others it tells
nothing that can be relied on, and is left out.
"""

from __future__ import annotations

from collections import defaultdict

from index.catalogue_cells import BadCell, ics_codes, number
from index.catalogue_forms import Sheet
from index.catalogue_reading import ParsedList, Refusal
from index.catalogue_table import Row
from index.stages import stage_of
from standards.catalogue import ForeignRecord, Provenance

__all__ = ["parse_foreign"]


def parse_foreign(sheet: Sheet, name: str) -> ParsedList:
    """The records of such a list; a reference that is no number is refused."""
    successors = _successors(sheet)
    records: list[ForeignRecord] = []
    refused: list[Refusal] = []
    for row in sheet.table.rows:
        column = "reference"
        try:
            reference = number(sheet.cell(row, "reference"))
            column = "ics"
            classes = ics_codes(sheet.cell(row, "ics"))
        except BadCell as error:
            refused.append(Refusal(row=row.number, column=sheet.heading(column), why=str(error)))
            continue
        stage = sheet.cell(row, "stage")
        withdrawn = stage_of(stage).is_withdrawn
        records.append(
            ForeignRecord(
                number=reference,
                provenance=Provenance(source=name, row=row.number),
                title_en=sheet.cell(row, "title_en"),
                ics=classes,
                published=sheet.cell(row, "published"),
                stage=stage,
                is_withdrawn=withdrawn,
                replaced_by=_replaced_by(sheet, row, withdrawn, successors),
            )
        )
    return ParsedList(records=tuple(records), refused=tuple(refused))


def _successors(sheet: Sheet) -> dict[str, list[str]]:
    """What replaces a reference, by what later texts say."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in sheet.table.rows:
        for older in _several(sheet.cell(row, "replaces")):
            found[older].append(sheet.cell(row, "reference"))
    return found


def _replaced_by(
    sheet: Sheet, row: Row, withdrawn: bool, successors: dict[str, list[str]]
) -> tuple[str, ...]:
    own = sheet.cell(row, "reference")
    named = [*_several(sheet.cell(row, "replaced_by")), *successors.get(own, ())]
    if withdrawn:
        named += _several(sheet.cell(row, "relation_updates"))
    return tuple(name for name in dict.fromkeys(named) if name != own)


def _several(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]
