"""What the search found beside an answer, as it is sent: who makes it mandatory, what lists say."""

from __future__ import annotations

from api.links import Links, clause_ref
from api.models_time import BindingBody, RecordClaimBody
from api.urls import paper_url
from search.binding import Binding
from standards.catalogue import CatalogueRecord

__all__ = ["binding_body", "record_body"]


def binding_body(binding: Binding, links: Links) -> BindingBody:
    """A text that cites a standard, with the place of the citation."""
    document = links.document(binding.document)
    clause = document.clause(binding.clause) if document and binding.clause else None
    place = clause_ref(binding.document, clause) if clause is not None else None
    return BindingBody(
        slug=binding.document,
        number=str(binding.number) if binding.number else None,
        title=binding.title,
        kind=binding.kind,
        clause=place,
        page=binding.page,
        words=binding.words,
        parts=list(binding.parts),
        is_dated=binding.is_dated,
        since=binding.since,
        status=binding.standing.status,
        url=place.url if place else paper_url(binding.document, binding.page),
    )


def record_body(record: CatalogueRecord, links: Links) -> RecordClaimBody:
    """A row of an imported list."""
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
