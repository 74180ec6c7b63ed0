"""What lists say of a document: records of offices, adopted standards, classes, tariff names.

Reads the catalogue of the library; every body keeps the list, its row, and whether a person
checked it.
"""

from __future__ import annotations

from collections.abc import Sequence

from api.links import Links
from api.models import HsNameBody
from api.models_time import AdoptionBody, IcsBody, RecordClaimBody, WitnessBody
from api.witnesses import witness_body
from index.stages import stage_of
from search.adoption import Adoption, AdoptionGround, IcsClass, adoptions, successors
from search.shelf import Shelf
from standards.catalogue import CatalogueRecord, ForeignRecord
from standards.document import Document
from standards.history import Witness
from standards.hs import HsCode
from standards.identifier import Identifier

__all__ = [
    "Tariff",
    "adoption_bodies",
    "adoption_body",
    "claims",
    "foreign_claim",
    "ground_body",
    "ics_bodies",
    "record_claim",
]


class Tariff:
    """The tariff's names of codes, each looked up once; none where no tariff is loaded."""

    def __init__(self, shelf: Shelf) -> None:
        self._catalogue = shelf.catalogue
        self._loaded = shelf.catalogue.has_tariff()
        self._known: dict[HsCode, HsNameBody | None] = {}

    def names(self, codes: Sequence[HsCode]) -> list[HsNameBody]:
        """The names of those codes that the tariff has."""
        if not self._loaded:
            return []
        return [name for name in map(self._name, codes) if name is not None]

    def _name(self, code: HsCode) -> HsNameBody | None:
        if code not in self._known:
            found = self._catalogue.hs_name(code)
            self._known[code] = (
                HsNameBody(code=str(code), name=found.name_vi, name_en=found.name_en)
                if found is not None
                else None
            )
        return self._known[code]


def claims(number: Identifier, shelf: Shelf, links: Links) -> list[RecordClaimBody]:
    """What rows of imported lists state of that very number."""
    return [record_claim(record, links) for record in shelf.catalogue.records(number)]


def record_claim(record: CatalogueRecord, links: Links) -> RecordClaimBody:
    """What a row of an imported list states."""
    provenance = record.provenance
    return RecordClaimBody(
        source=provenance.source,
        row=provenance.row,
        checked_by=provenance.checked_by or None,
        checked_on=provenance.checked_on,
        number=str(record.number),
        title=record.title,
        title_en=record.title_en,
        issuer=record.issuer,
        issued=record.issued,
        effective_from=record.effective_from,
        ended_on=record.ended_on,
        status=record.status,
        status_on=record.status_on,
        replaces=[links.number(number) for number in record.replaces],
        replaced_by=[links.number(number) for number in record.replaced_by],
        ics=list(record.ics),
        hs=[str(code) for code in record.hs],
    )


def foreign_claim(record: ForeignRecord, links: Links) -> RecordClaimBody:
    """What a publisher's list states of an international standard; its stage is no status here."""
    stage = stage_of(record.stage)
    return RecordClaimBody(
        source=record.provenance.source,
        row=record.provenance.row,
        checked_by=record.provenance.checked_by or None,
        checked_on=record.provenance.checked_on,
        number=str(record.number),
        title=None,
        title_en=record.title_en,
        issuer=record.number.series,
        issued=None,
        effective_from=None,
        ended_on=None,
        status=None,
        status_on=None,
        replaces=[],
        replaced_by=[links.number(number) for number in successors(record)],
        ics=list(record.ics),
        hs=[],
        published=record.published or None,
        stage=record.stage or None,
        stage_words=stage.vi,
        stage_words_en=stage.en,
    )


def adoption_bodies(document: Document, shelf: Shelf, links: Links) -> list[AdoptionBody]:
    """The international standards that it adopts, with who says so."""
    return [adoption_body(each, links) for each in adoptions(shelf, document)]


def ics_bodies(
    bodies: Sequence[AdoptionBody], records: Sequence[RecordClaimBody], shelf: Shelf
) -> list[IcsBody]:
    """The classes of a document: those that lists give it, then those it inherits, each once."""
    found: dict[str, IcsBody] = {}
    for record in records:
        for code in record.ics:
            name = shelf.catalogue.ics_name(code)
            found.setdefault(
                code,
                IcsBody(
                    code=code,
                    name_en=(name.full_name_en or name.name_en) if name else None,
                    source=record.source,
                    row=record.row,
                    checked=record.checked_by is not None,
                ),
            )
    for adoption in bodies:
        for each in adoption.ics:
            found.setdefault(each.code, each)
    return list(found.values())


def adoption_body(adoption: Adoption, links: Links) -> AdoptionBody:
    """An adopted standard, with its classes and its grounds."""
    title = adoption.title.provenance if adoption.title else None
    return AdoptionBody(
        target=links.number(adoption.foreign),
        degree=adoption.degree,
        title_en=adoption.title.title_en if adoption.title else None,
        is_withdrawn=adoption.is_withdrawn,
        newer=[str(number) for number in adoption.newer],
        ics=[_ics(each) for each in adoption.ics],
        grounds=[ground_body(each, links) for each in adoption.grounds],
        source=title.source if title else None,
        row=title.row if title else None,
        checked=title.is_checked if title else False,
    )


def _ics(ics: IcsClass) -> IcsBody:
    return IcsBody(
        code=ics.code,
        name_en=(ics.name.full_name_en or ics.name.name_en) if ics.name else None,
        source=ics.provenance.source,
        row=ics.provenance.row,
        checked=ics.provenance.is_checked,
    )


def ground_body(ground: AdoptionGround, links: Links) -> WitnessBody:
    """Who says that something is adopted."""
    listed = ground.provenance
    return witness_body(
        Witness(
            basis=ground.basis,
            document=ground.document,
            number=None,
            clause=ground.clause,
            page=listed.row if listed else ground.page,
            words=ground.words,
            source=listed.source if listed else "",
            checked=listed.is_checked if listed else False,
        ),
        links,
    )
