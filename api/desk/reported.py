"""Finds the fact that somebody reports: its words, its page, and where on the page it stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from api.bodies import box_bodies
from api.desk.reports import Reported
from api.models import BoxBody
from api.models_reading import FactBody
from api.service import Service
from standards.document import Document
from standards.errors import NotFound

__all__ = ["WHOLE", "boxes_of", "fact_now", "reported_fact"]

WHOLE = "document"
"""The name under which a text as a whole is reported."""
_STATUS = "status"
_ROW = "row:"


def reported_fact(
    service: Service, record: str, fact: str, *, question: str = "", as_of: date | None = None
) -> Reported:
    """The fact ``fact`` of the document ``record`` as it is read now.

    ``fact`` is a name as ``/standards/{slug}/facts`` has it, ``row:3`` for the third product row
    of the text, ``status`` for the status on a day, or ``document`` for the whole; ``question`` is
    what had been asked. Raises NotFound.
    """
    document = service.document(record)
    label, label_en, value, page, name = _told(service, document, fact.strip() or WHOLE, as_of)
    return Reported(
        document=document.id,
        number=str(document.number or document.title or document.source.file),
        fact=name,
        label=label,
        label_en=label_en,
        value=value,
        page=page,
        file=document.source.file,
        sha256=document.source.sha256,
        question=" ".join(question.split())[:1000],
    )


def fact_now(service: Service, about: Reported) -> FactBody | None:
    """What is read today in place of a reported fact; None for one that is no longer read, or is
    none that a person can check."""
    try:
        facts = service.facts(about.document).facts
    except NotFound:
        return None
    return next((fact for fact in facts if fact.name == about.fact and fact.page), None)


def boxes_of(service: Service, about: Reported) -> Sequence[BoxBody]:
    """Where on its page a clause or a product row stands; empty for other facts."""
    try:
        document = service.document(about.document)
    except NotFound:
        return []
    kind, _, name = about.fact.partition(":")
    if kind == "clause":
        clause = document.clause(name)
        return box_bodies(clause.boxes()) if clause else []
    if kind == "product":
        names = [fact.name for fact in _rows(service, document)]
        if about.fact in names:
            return box_bodies(document.products[names.index(about.fact)].boxes)
    return []


def _told(
    service: Service, document: Document, fact: str, as_of: date | None
) -> tuple[str, str, str, int, str]:
    first = document.source.first_page
    if fact == WHOLE:
        title = " ".join((document.title or document.source.file).split())
        return "Toàn văn bản", "The whole text", title, first, WHOLE
    if fact.partition(":")[0] == _STATUS:
        body = service.standard(document.id, as_of=as_of or _day(fact))
        day = body.as_of
        label = f"Hiệu lực vào ngày {day:%d/%m/%Y}"
        name = f"{_STATUS}:{day.isoformat()}"
        return label, f"Status on {day.isoformat()}", body.status_reason, first, name
    if fact.startswith(_ROW):
        rows, place = _rows(service, document), fact.removeprefix(_ROW)
        if not (place.isascii() and place.isdigit()) or not 1 <= int(place) <= len(rows):
            raise NotFound(f"{document.id} has no {fact!r}; it has {len(rows)} product rows")
        found = rows[int(place) - 1]
    else:
        found = _fact(service, document, fact)
    return found.label, found.label_en, found.value or "", found.page or first, found.name


def _fact(service: Service, document: Document, name: str) -> FactBody:
    for fact in service.facts(document.id).facts:
        if name in (fact.name, fact.label) and fact.value is not None:
            return fact
    raise NotFound(f"{document.id} has no fact {name!r}; /standards/{document.id}/facts names them")


def _rows(service: Service, document: Document) -> list[FactBody]:
    facts = service.facts(document.id).facts
    return [fact for fact in facts if fact.name.startswith("product:") and fact.value is not None]


def _day(fact: str) -> date | None:
    try:
        return date.fromisoformat(fact.partition(":")[2])
    except ValueError:
        return None
