"""What the interface sends: one model a body, named and typed for programs that rely on it.

Field names are fixed: more may come, none is renamed or dropped. Unknown is null. All text is
UTF-8 in NFC; dates are ISO 8601 days; boxes are in PDF points (1/72 inch), origin top left, pages
from 1. Bodies are built by :mod:`api.bodies` and :mod:`api.records`; nothing here computes. Answers
to questions stand in :mod:`api.models_ask`, how well things were read in
:mod:`api.models_reading`.
"""

from __future__ import annotations

from datetime import date

from pydantic import Field

from api.models_ask import AnswerBody, AskBody, HsBody, NearestBody, SignalsBody
from api.models_base import Body, BoxBody, ClauseRef, NumberLink
from api.models_reading import (
    AccountBody,
    DoubtBody,
    FactBody,
    PageEntry,
    PageTextBody,
    ReadingBody,
    RepairBody,
)
from standards.document import Kind
from standards.validity import Force, Status

__all__ = [
    "AccountBody",
    "AnswerBody",
    "AskBody",
    "Body",
    "BoxBody",
    "CitationSpan",
    "CitedBody",
    "CitingBody",
    "ClauseBody",
    "ClauseEntry",
    "ClauseRef",
    "DefinitionBody",
    "DoubtBody",
    "ExclusionBody",
    "FactBody",
    "HsBody",
    "LineBody",
    "NearestBody",
    "NumberLink",
    "PageEntry",
    "PageTextBody",
    "ProductBody",
    "ReadingBody",
    "RelatedBody",
    "RelationBody",
    "RepairBody",
    "SignalsBody",
    "SourceBody",
    "StandardBody",
    "StandardSummary",
    "StandardsPage",
]


class SourceBody(Body):
    """The file a document was read from, and which of its pages are the document's."""

    file: str
    sha256: str
    pages: int
    first_page: int
    last_page: int
    url: str = Field(description="the original PDF")


class StandardSummary(Body):
    """What a list shows of a document; ``clauses``, ``products`` and ``doubts`` are counts.

    ``status`` is that of the day of the list; ``agency`` the code of the issuing body,
    ``answered_for_by`` the codes of the bodies that answer for its numbers that day.
    """

    slug: str
    number: str | None
    kind: Kind
    title: str | None
    issuer: str | None
    issued: date | None
    effective_from: date | None
    file: str
    sha256: str
    pages: int
    clauses: int
    products: int
    doubts: int
    status: Status
    agency: str | None
    answered_for_by: list[str]
    url: str


class StandardsPage(Body):
    """One page of the list; ``next`` is the cursor of the following one, null on the last."""

    items: list[StandardSummary]
    total: int
    as_of: date
    next: str | None


class ClauseEntry(Body):
    """A line of the outline: ``depth`` counts from 0, ``parent`` is the key of the clause above."""

    key: str
    label: str
    heading: str
    page: int
    last_page: int
    parent: str | None
    depth: int
    url: str


class RelationBody(Body):
    """What this document does to another (``replaces`` ``amends`` ``repeals`` ``issues``
    ``adopts``), and the words that say so; ``clause`` is a key."""

    verb: str
    target: NumberLink
    clause: str | None
    page: int
    words: str


class RelatedBody(Body):
    """A held document that does something to this one."""

    verb: str
    number: str | None
    title: str | None
    slug: str


class ProductBody(Body):
    """A row of a product list."""

    name: str
    hs: list[str]
    standards: list[NumberLink]
    page: int
    clause: str | None
    boxes: list[BoxBody]
    text: str
    ordinal: str
    group: str
    conditions: list[str]


class ExclusionBody(Body):
    """A sentence that says what the document does not apply to."""

    text: str
    clause: str | None
    page: int


class DefinitionBody(Body):
    """A term and what it means in this document."""

    term: str
    term_en: str | None
    text: str
    clause: str
    page: int


class CitedBody(Body):
    """A document that this one mentions: how often, and by which clauses (keys)."""

    target: NumberLink
    mentions: int
    clauses: list[str]
    pages: list[int]
    repaired: bool = Field(description="whether a mention was damaged and has been repaired")


class CitingBody(Body):
    """A mention of this document in a held one."""

    number: str | None
    title: str | None
    slug: str
    clause: ClauseRef | None
    page: int
    text: str


class StandardBody(Body):
    """The record of one document, with what it is on the day ``as_of``.

    ``in_force_from`` is the day of effect that the document or the act that issues it states;
    ``ended_on`` the first day on which ``ended_by`` has ended it.
    """

    slug: str
    number: str | None
    kind: Kind
    title: str | None
    title_en: str | None
    issuer: str | None
    issued: date | None
    effective_from: date | None
    effective_words: str | None
    as_of: date
    status: Status
    in_force_from: date | None
    ended_on: date | None
    ended_by: str | None
    force: Force
    issued_with: NumberLink | None
    relations: list[RelationBody]
    related_by: list[RelatedBody]
    clauses: list[ClauseEntry]
    products: list[ProductBody]
    exclusions: list[ExclusionBody]
    definitions: list[DefinitionBody]
    cites: list[CitedBody]
    cited_by: list[CitingBody]
    doubts: list[DoubtBody]
    source: SourceBody
    pages: list[PageEntry]
    account: AccountBody | None = Field(description="of the whole file; null if none was kept")
    repairs: list[RepairBody]
    checks: list[FactBody] = Field(description="facts that a person has checked")
    url: str


class LineBody(Body):
    """A printed line: ``text[start:end]`` of the clause stands at ``box``."""

    start: int
    end: int
    box: BoxBody


class CitationSpan(Body):
    """A mention in a clause: ``text[start:end]``; null offsets where it stands in the heading."""

    start: int | None
    end: int | None
    text: str
    page: int
    target: NumberLink
    repaired: bool = Field(description="whether the number was damaged and has been repaired")


class ClauseBody(Body):
    """A clause with its words, its place and its neighbours."""

    slug: str
    number: str | None
    title: str | None
    kind: Kind
    key: str
    label: str
    heading: str
    text: str
    page: int
    last_page: int
    boxes: list[BoxBody]
    lines: list[LineBody]
    parents: list[ClauseEntry] = Field(description="clauses above, outermost first")
    children: list[ClauseEntry]
    prev: ClauseEntry | None
    next: ClauseEntry | None
    cites: list[CitationSpan]
    definitions: list[DefinitionBody]
    source: SourceBody
    readings: list[ReadingBody] = Field(description="how each page of the clause was read")
    check: FactBody | None = Field(description="who checked the words of this clause; else null")
    url: str
    page_url: str = Field(description="picture of the page with the clause marked")
