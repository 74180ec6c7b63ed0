"""What lists say of a text: days, a status on a day, what replaces and what amends it.

Held texts are heard first; a list that says otherwise is kept and shown as a contradiction.
"""

from __future__ import annotations

from collections.abc import Iterator

from search.acting import Inquiry
from standards.catalogue import CatalogueRecord
from standards.history import Basis, Event, EventKind, Witness
from standards.identifier import Identifier
from standards.validity import Status

__all__ = ["listed_claims"]

_STATED = {
    Status.IN_FORCE: EventKind.STARTED,
    Status.PARTLY_ENDED: EventKind.STARTED,
    Status.ENDED: EventKind.EXPIRED,
    Status.SUSPENDED: EventKind.SUSPENDED,
}


def listed_claims(inquiry: Inquiry, number: Identifier) -> Iterator[Event]:
    """What records of that number say, and records that name it."""
    catalogue = inquiry.shelf.catalogue
    for record in catalogue.records(number):
        if record.number == number:
            yield from _own(record)
    for record in catalogue.records_naming(number):
        if number in record.replaces:
            yield _event(record, EventKind.REPLACED, by=record.number)
        if number in record.amends:
            yield _event(record, EventKind.AMENDED, by=record.number)


def _own(record: CatalogueRecord) -> Iterator[Event]:
    who = _witness(record)
    by = record.replaced_by[0] if len(record.replaced_by) == 1 else None
    ending = EventKind.REPLACED if by is not None else EventKind.EXPIRED
    if record.issued is not None:
        yield Event(kind=EventKind.ISSUED, day=record.issued, witness=who)
    if record.effective_from is not None:
        yield Event(kind=EventKind.STARTED, day=record.effective_from, witness=who)
    if record.ended_on is not None:
        yield Event(kind=ending, day=record.ended_on, witness=who, by=by)
    kind = _STATED.get(record.status) if record.status is not None else None
    if kind is None or record.status_on is None:
        return
    if kind is EventKind.EXPIRED and record.ended_on is not None:
        return
    kind, doer = (ending, by) if kind is EventKind.EXPIRED else (kind, None)
    yield Event(kind=kind, day=None, witness=who, by=doer, latest=record.status_on)


def _event(record: CatalogueRecord, kind: EventKind, *, by: Identifier) -> Event:
    """Something that the text of the record does when it takes effect."""
    day = record.effective_from
    return Event(
        kind=kind,
        day=day,
        witness=_witness(record),
        by=by,
        earliest=record.issued if day is None else None,
    )


def _witness(record: CatalogueRecord) -> Witness:
    provenance = record.provenance
    return Witness(
        basis=Basis.CATALOGUE,
        document=None,
        number=record.number,
        clause=None,
        page=provenance.row,
        words="",
        source=provenance.source,
        checked=provenance.is_checked,
    )
