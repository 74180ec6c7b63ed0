"""Where a fact of a list stands, and records as lines, as they are sent."""

from __future__ import annotations

from api.models_catalogue import ProvenanceBody, RecordLine, RowBody
from api.urls import catalogue_url
from index.catalogue import ListRecord, Searched
from index.catalogue_keys import kind_of_record
from index.contracts import DocumentStore
from standards.catalogue import CatalogueRecord, ForeignRecord, HsName, IcsName, Provenance

__all__ = ["provenance_body", "record_line", "row_body"]


def provenance_body(provenance: Provenance) -> ProvenanceBody:
    """List, row, and who checked it."""
    return ProvenanceBody(
        source=provenance.source,
        row=provenance.row,
        checked_by=provenance.checked_by or None,
        checked_on=provenance.checked_on,
    )


def record_line(record: Searched, store: DocumentStore) -> RecordLine:
    """A record as a line of finds."""
    held = store.by_number(record.number)
    return RecordLine(
        number=str(record.number),
        slug=record.number.slug,
        kind=kind_of_record(record),
        title=record.title if isinstance(record, CatalogueRecord) else None,
        title_en=record.title_en,
        held_slug=max(held) if held else None,
        provenance=provenance_body(record.provenance),
        url=catalogue_url(record.number.slug),
    )


def row_body(record: ListRecord) -> RowBody:
    """Any record as what it is about, and its name."""
    about, name = _about(record)
    return RowBody(
        kind=kind_of_record(record),
        about=about,
        name=name or None,
        provenance=provenance_body(record.provenance),
    )


def _about(record: ListRecord) -> tuple[str | None, str | None]:
    match record:
        case CatalogueRecord():
            return str(record.number), record.title or record.title_en
        case ForeignRecord():
            return str(record.number), record.title_en
        case HsName():
            return str(record.code), record.name_vi
        case IcsName():
            return record.code, record.name_en
        case _:
            return str(record.hs) if record.hs else None, record.name
