"""Finds the fact that somebody reports: its words, its page, and where on the page it stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from api.bodies import box_bodies
from api.desk.reports import Reported
from api.fact_checks import lasting_name
from api.models import BoxBody
from api.models_reading import FactBody
from api.service import Service
from index.facts import Fact, row_facts, table_facts
from standards.document import Document
from standards.errors import NotFound

__all__ = ["STATUS", "WHOLE", "boxes_of", "fact_now", "is_checkable", "reported_fact"]

WHOLE = "document"
"""The name under which a text as a whole is reported."""
STATUS = "status"
"""Under this name and the day (``status:2026-07-01``) its status is reported."""
_PAGE = "page"
_MOST = 20_000
"""Characters that are kept of a table or a page."""
_ROWS = 60
"""Rows of a table that are marked."""


def reported_fact(
    service: Service, record: str, fact: str, *, question: str = "", as_of: date | None = None
) -> Reported:
    """The fact ``fact`` of the document ``record`` as it is read now.

    ``fact`` is a name as ``/standards/{slug}/facts`` has it, ``row:3`` for the third product row
    of the text, ``definition:2`` for the second definition, ``relation:1`` and ``table:1``
    likewise, ``page:4`` for the words read on page 4, ``status`` for the status on a day, or
    ``document`` for the whole; ``question`` is what had been asked. Raises NotFound.
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
    """Where a clause, a product row or a table stands; empty for other facts."""
    try:
        document = service.document(about.document)
    except NotFound:
        return []
    kind, _, name = about.fact.partition(":")
    if kind == "clause":
        clause = document.clause(name)
        return box_bodies(clause.boxes()) if clause else []
    if kind == "product":
        for fact, row in zip(row_facts(document), document.products, strict=True):
            if fact.name == about.fact:
                return box_bodies(row.boxes)
    if kind == "table":
        for fact, table in zip(table_facts(document), document.tables, strict=True):
            if fact.name == about.fact:
                return box_bodies(row.box for row in table.rows[:_ROWS])
    return []


def is_checkable(fact: str) -> bool:
    """Whether a person can mark a fact of that name as compared with the page: not the text as a
    whole, a status (it is computed), a page or a table."""
    return fact.partition(":")[0] not in (WHOLE, STATUS, _PAGE, "table")


def _told(
    service: Service, document: Document, fact: str, as_of: date | None
) -> tuple[str, str, str, int, str]:
    first = document.source.first_page
    sort, _, place = fact.partition(":")
    if fact == WHOLE:
        title = " ".join((document.title or document.source.file).split())
        return "Toàn văn bản", "The whole text", title, first, WHOLE
    if sort == STATUS:
        body = service.standard(document.id, as_of=as_of or _day(fact))
        day = body.as_of
        label = f"Hiệu lực vào ngày {day:%d/%m/%Y}"
        name = f"{STATUS}:{day.isoformat()}"
        return label, f"Status on {day.isoformat()}", body.status_reason, first, name
    if sort == _PAGE and place.isascii() and place.isdigit():
        page = service.page_text(document.id, int(place))
        label = f"Chữ đọc được trên trang {page.number}"
        words = page.text[:_MOST]
        return label, f"Words read on page {page.number}", words, page.number, fact
    found = _fact(service, document, lasting_name(document, fact))
    value = found.value if is_checkable(found.name) else found.value[:_MOST]
    return found.label, found.label_en, value, found.page or first, found.name


def _fact(service: Service, document: Document, name: str) -> Fact:
    for table in table_facts(document):
        if table.name == name:
            return table
    for one in service.facts(document.id).facts:
        if name in (one.name, one.label) and one.value is not None:
            return Fact(
                name=one.name,
                label=one.label,
                label_en=one.label_en,
                value=one.value,
                page=one.page or document.source.first_page,
            )
    raise NotFound(f"{document.id} has no fact {name!r}; /standards/{document.id}/facts names them")


def _day(fact: str) -> date | None:
    try:
        return date.fromisoformat(fact.partition(":")[2])
    except ValueError:
        return None
