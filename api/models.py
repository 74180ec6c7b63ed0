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
from api.models_base import Body, BoxBody, ClauseRef, EditionRef, NumberLink
from api.models_facets import FacetBody
from api.models_forms import FormBody
from api.models_reading import (
    DoubtBody,
    FactBody,
    PageEntry,
    PageTextBody,
    ReadingAccountBody,
    ReadingBody,
    RepairBody,
)
from api.models_time import (
    AdoptionBody,
    AnsweringBody,
    BindingBody,
    ClauseChangeBody,
    ConflictBody,
    EditionBody,
    EditionFileBody,
    EffectBody,
    EventBody,
    IcsBody,
    PeriodBody,
    RecordClaimBody,
    TransitionBody,
)
from standards.document import Kind
from standards.relation import AdoptionDegree
from standards.risk import Measure, RiskLevel
from standards.validity import Force, Status

__all__ = [
    "ReadingAccountBody",
    "AnswerBody",
    "AskBody",
    "Body",
    "BoxBody",
    "CitationSpan",
    "CitedBody",
    "CitingBody",
    "ClauseBody",
    "ClauseCitingBody",
    "ClauseEntry",
    "ClauseRef",
    "DefinitionBody",
    "DoubtBody",
    "EditionRef",
    "ExclusionBody",
    "FactBody",
    "HsBody",
    "HsNameBody",
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
    """One page of the list; ``next`` is the cursor of the following one, null on the last.

    ``facets`` is what ``only`` can narrow it to, with counts over all pages; ``total`` counts the
    documents that pass ``only``, ``total_found`` those without it.
    """

    items: list[StandardSummary]
    total: int
    total_found: int
    facets: list[FacetBody]
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
    """What this document does to another, and the words that say so; ``clause`` is a key.

    ``verb`` is a :class:`standards.relation.Verb`. ``day`` is the day that the words state, null
    where it is the day on which this document takes effect; ``parts`` are the parts of the target
    that are meant; ``target.edition`` is the edition that an undated target means that day.
    """

    verb: str
    target: NumberLink
    clause: str | None
    page: int
    words: str
    day: date | None
    until: date | None
    parts: list[str]
    degree: AdoptionDegree | None


class RelatedBody(Body):
    """A held document that does something to this one: the relation that it states, read from the
    other side, with the same clause, page, words and day."""

    verb: str
    number: str | None
    title: str | None
    slug: str
    clause: ClauseRef | None
    place: str
    place_en: str
    page: int | None
    words: str | None
    day: date | None
    until: date | None
    parts: list[str]
    status: Status | None


class HsNameBody(Body):
    """What the tariff calls a code."""

    code: str
    name: str
    name_en: str


class ProductBody(Body):
    """A row of a product list. ``hs_names`` are the tariff's names of its codes, as far as a tariff
    is loaded; ``risk`` and ``measures`` are what the list states of the goods, in ``risk_words``.
    """

    name: str
    hs: list[str]
    hs_names: list[HsNameBody]
    risk: RiskLevel | None
    measures: list[Measure]
    risk_words: str
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
    """A mention of this document in a held one; ``is_dated`` is false where it names no year, so
    that it means the edition in force on the day."""

    number: str | None
    title: str | None
    slug: str
    clause: ClauseRef | None
    place: str
    place_en: str
    page: int
    text: str
    is_dated: bool = True


class StandardBody(Body):
    """The record of one document, with what it is on the day ``as_of``.

    ``in_force_from`` is the day of effect that the document or the act that issues it states;
    ``ended_on`` the first day on which ``ended_by`` has ended it. ``history`` holds every claim on
    its life, ``grounds`` those that decide the status of the day, ``periods`` what follows from
    them for all days; ``amended_by`` are the amendments in force that day, ``upcoming`` the events
    still to come.
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
    status_reason: str
    status_reason_en: str
    grounds: list[EventBody]
    history: list[EventBody]
    periods: list[PeriodBody]
    amended_by: list[EventBody]
    upcoming: list[EventBody]
    transitions: list[TransitionBody]
    conflicts: list[ConflictBody]
    effects: list[EffectBody]
    expires: date | None = Field(description="the day from which, by its own words, it ends")
    work_url: str | None
    editions: list[EditionBody] = Field(description="of the work, newest first")
    files: list[EditionFileBody] = Field(description="held files of this very edition")
    mandatory_by: list[BindingBody]
    adoptions: list[AdoptionBody]
    ics: list[IcsBody]
    records: list[RecordClaimBody] = Field(description="what imported lists state of it")
    agency_today: list[AnsweringBody] = Field(description="who answers for it on the day `as_of`")
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
    agency: str | None = Field(description="code of the body that issued it, if it is known")
    undated_cited_by: list[CitingBody] = Field(
        description="mentions without a year that do not mean this edition that day"
    )
    doubts: list[DoubtBody]
    source: SourceBody
    pages: list[PageEntry]
    account: ReadingAccountBody | None = Field(
        description="of the whole file; null if none was kept"
    )
    repairs: list[RepairBody]
    checks: list[FactBody] = Field(description="facts that a person has checked")
    links: list[FormBody] = Field(description="this record in other forms")
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


class ClauseCitingBody(CitingBody):
    """A mention of this clause, or of its document as a whole, in a held document."""

    clause_named: bool


class ClauseBody(Body):
    """A clause with its words, its place and its neighbours, on the day ``as_of``.

    The status is that of the document; ``amended`` are the changes that touch this clause and are
    in force that day. ``cited_by`` are the documents that cite this very clause, or the document
    as a whole: then ``clause_named`` is false. ``citation`` names the clause as it is cited.
    """

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
    as_of: date
    status: Status
    status_reason: str
    status_reason_en: str
    in_force_from: date | None
    ended_on: date | None
    ended_by: str | None
    issued_with: NumberLink | None
    name: str = Field(description="as it is cited inside its document: khoản 3 Điều 58")
    name_en: str
    amended: list[ClauseChangeBody]
    transitions: list[TransitionBody] = Field(description="those that this clause states")
    cited_by: list[ClauseCitingBody]
    url: str
    page_url: str = Field(description="picture of the page with the clause marked")
