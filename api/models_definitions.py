"""Bodies of :mod:`api.definitions`: how terms are defined, document by document."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import Field

from api.models_base import Body, BoxBody, ClauseRef
from standards.document import Kind
from standards.validity import Status

__all__ = ["DefinedTermBody", "DefinitionsPage", "TermMatch"]


class TermMatch(StrEnum):
    """How a term fits the words asked for, best first: it is these words, begins with them, has
    them side by side, has them all."""

    EXACT = "exact"
    BEGINS = "begins"
    TOGETHER = "together"
    APART = "apart"


class DefinedTermBody(Body):
    """What a term means in one document, word for word, with the place that says so.

    The status is that of the clause on the day. ``url`` opens the clause, ``page_url`` is the
    picture of the page with the words marked, at ``boxes``.
    """

    term: str
    term_en: str | None
    text: str
    match: TermMatch | None = Field(description="null where no words were asked for")
    slug: str
    number: str | None
    title: str | None
    kind: Kind
    status: Status
    status_reason: str
    status_reason_en: str
    in_force_from: date | None
    ended_on: date | None
    ended_by: str | None
    clause: ClauseRef
    place: str
    place_en: str
    page: int
    boxes: list[BoxBody]
    fact: str = Field(description="names it inside its document, for a report that it is wrong")
    url: str
    page_url: str


class DefinitionsPage(Body):
    """Definitions whose term fits the words, the term itself first, and of each what is in force
    before what has ended; without words all of them, by term.

    ``terms`` counts the definitions of all documents looked at, ``read``. That is fewer than
    ``documents`` only where a large library was opened a moment ago: then ask again. ``near`` are
    terms that share words with those asked for, where none fits.
    """

    q: str
    as_of: date
    total: int
    exact: int = Field(description="how many of them define the very term")
    items: list[DefinedTermBody]
    next: str | None
    near: list[str]
    terms: int
    documents: int = Field(description="documents that are held")
    read: int = Field(description="documents whose definitions were looked at")
