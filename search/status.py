"""On which days a document binds and with what force, from what the library holds.

Effect begins on the day the document states, or the instrument that issues it (*thông tư ban
hành*). It ends when a held document that replaces or repeals it takes effect. A standard is
voluntary until a regulation or a legal act cites it (Luật 68/2006/QH11, Điều 23); regulations bind
(Điều 38).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from search.shelf import Shelf
from standards.document import Document, Kind
from standards.errors import NotFound
from standards.identifier import Family, Identifier
from standards.validity import Force, Status, Validity

__all__ = ["Standing", "effect", "force_of", "kind_of_number", "standing"]

_PARTLY = re.compile(r"(?i)khoản|điểm|điều \d|một phần|cụm từ|phụ lục|mục \d")
_REGULATIONS = ("QCVN", "QCĐP", "QCXDVN")
_BINDING = frozenset({Kind.CIRCULAR, Kind.DECREE, Kind.DECISION, Kind.LAW, Kind.CONSOLIDATED})
_ACTS = {
    "TT": Kind.CIRCULAR,
    "TTLT": Kind.CIRCULAR,
    "NĐ": Kind.DECREE,
    "QĐ": Kind.DECISION,
    "VBHN": Kind.CONSOLIDATED,
    "QH": Kind.LAW,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a document is on a day, from when, and which document ended it."""

    status: Status
    start: date | None = None
    end: date | None = None
    ended_by: str | None = None


def effect(shelf: Shelf, document: Document) -> date | None:
    """The day from which a document binds: its own, or that of the instrument that issues it."""
    if document.effective_from is not None:
        return document.effective_from
    issuing = list(shelf.held_as(document.issued_with)) if document.issued_with else []
    if document.number is not None:
        issuing += [i for verb, i in shelf.store.relations_to(document.number) if verb == "issues"]
    for held in issuing:
        if held != document.id and (start := shelf.document(held).effective_from) is not None:
            return start
    return None


def standing(shelf: Shelf, document: Document, day: date) -> Standing:
    """The document's standing on that day."""
    start = effect(shelf, document)
    end, by, partly = _end(shelf, document, day)
    status = Validity(start, end, by).status(day)
    if partly and status in (Status.IN_FORCE, Status.UNVERIFIED):
        status = Status.PARTLY_ENDED
    return Standing(status=status, start=start, end=end, ended_by=by)


def _end(shelf: Shelf, document: Document, day: date) -> tuple[date | None, str | None, bool]:
    """The first day on which a held document ends this one; whether one ends a part of it."""
    if document.number is None:
        return None, None, False
    ends: list[tuple[date, str]] = []
    partly = False
    for verb, held in shelf.store.relations_to(document.number):
        if verb not in ("replaces", "repeals") or held == document.id:
            continue
        try:
            other = shelf.document(held)
        except NotFound:
            continue
        since = effect(shelf, other)
        words = [
            relation.words
            for relation in other.relations
            if relation.verb == verb and relation.target == document.number
        ]
        if since is None:
            continue
        if verb == "repeals" and any(_PARTLY.search(text) for text in words):
            partly = partly or since <= day
        else:
            ends.append((since, str(other.number) if other.number else other.id))
    if not ends:
        return None, None, partly
    first, by = min(ends)
    return first, by, partly


def kind_of_number(number: Identifier) -> Kind:
    """The kind of a document by its number alone, for documents that are not held."""
    if number.is_amendment and number.base is not None:
        return kind_of_number(number.base)
    if number.series in _REGULATIONS:
        return Kind.QCVN
    if number.family is Family.LEGAL_ACT:
        return _ACTS.get(number.series.rstrip("0123456789"), Kind.OTHER)
    if number.series.startswith(("TCVN", "TCXD", "TCN")) or "TCN" in number.series:
        return Kind.TCVN
    return Kind.OTHER


def force_of(shelf: Shelf, number: Identifier | None, kind: Kind) -> Force:
    """Whether a document binds, by its kind and by who cites it."""
    if kind is Kind.QCVN or kind in _BINDING:
        return Force.MANDATORY
    if number is None:
        return Force.VOLUNTARY if kind is Kind.TCVN else Force.UNKNOWN
    binding = any(
        shelf.kind_of(citing) is Kind.QCVN or shelf.kind_of(citing) in _BINDING
        for citing in shelf.cited_by(number)
        if citing not in shelf.held_as(number)
    )
    if binding:
        return Force.MANDATORY_BY_CITATION
    return Force.VOLUNTARY if kind is Kind.TCVN else Force.UNKNOWN
