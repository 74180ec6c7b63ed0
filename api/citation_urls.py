"""Addresses of citations in all their forms: of a passage, and of what an answer cites."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, unquote, urlencode

from api.documents import Documents
from api.urls import API, standard_url
from search.answers import Answer
from standards.document import Document

__all__ = ["Passage", "answer_citation", "answer_fact", "citation_url"]

_POINT = re.compile(r"^\s*([a-zđ]{1,2})[).]\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What is cited of a document: nothing for the whole.

    ``clause`` is a key or a label, ``row`` the place (from 1) of a row in its list of products,
    ``point`` the letter of an item, ``page`` where it stands, ``number`` a text that it names.
    """

    clause: str | None = None
    row: int | None = None
    point: str | None = None
    page: int | None = None
    number: str | None = None


def citation_url(slug: str, passage: Passage, as_of: date | None = None) -> str:
    """The address of the citation in all forms.

    >>> citation_url("68-2006-qh11", Passage(clause="dieu-23"), date(2026, 7, 1))
    '/api/v1/standards/68-2006-qh11/citation?clause=dieu-23&as_of=2026-07-01'
    """
    query = [
        (name, str(value))
        for name, value in (
            ("clause", passage.clause),
            ("row", passage.row),
            ("point", passage.point),
            ("page", passage.page),
            ("number", passage.number),
            ("as_of", as_of),
        )
        if value is not None
    ]
    address = f"{API}{standard_url(slug)}/citation"
    return f"{address}?{urlencode(query, quote_via=quote)}" if query else address


def answer_citation(answer: Answer, documents: Documents, day: date) -> str:
    """The address of all forms of the citation of an answer, as on that day."""
    document = documents.document(answer.slug)
    row, clause = _row(document, answer), _clause(answer)
    point = _POINT.match(answer.quote) if row is None and clause is not None else None
    own = str(document.number) if document.number is not None else None
    passage = Passage(
        clause=clause,
        row=row,
        point=point[1].lower() if point else None,
        page=answer.page,
        number=answer.number if answer.number != own else None,
    )
    return citation_url(document.id, passage, day)


def answer_fact(answer: Answer, documents: Documents) -> str:
    """The fact that is the evidence of an answer, as reports and checks name it: its row
    (``row:3``), else its clause (``clause:2.1``), else the ``document``."""
    row, clause = _row(documents.document(answer.slug), answer), _clause(answer)
    return f"row:{row}" if row else f"clause:{clause}" if clause else "document"


def _clause(answer: Answer) -> str | None:
    """The key of the clause that is the evidence."""
    return unquote(answer.clause.url.rsplit("/", 1)[-1]) if answer.clause is not None else None


def _row(document: Document, answer: Answer) -> int | None:
    """The place of the row that is the evidence, from 1."""
    if answer.product is None:
        return None
    named = [
        (place, row)
        for place, row in enumerate(document.products, 1)
        if row.name == answer.product and row.page == answer.page
    ]
    exact = [place for place, row in named if row.text == answer.quote]
    return next(iter(exact or (place for place, _ in named)), None)
