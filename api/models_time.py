"""What the interface says of the life of a text: events with their witnesses, editions, graphs.

Every day stands beside the words that state it and the rule by which it follows from them. What
nobody states is null; claims that contradict each other are all sent.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import Field

from api.models_base import Body, ClauseRef, NumberLink
from standards.document import Kind
from standards.history import Basis, EventKind
from standards.relation import AdoptionDegree, ChangeKind, EffectKind, RuleKind
from standards.validity import Status

__all__ = [
    "AdoptionBody",
    "AnsweringBody",
    "BindingBody",
    "ClauseChangeBody",
    "ConflictBody",
    "EditionBody",
    "EffectBody",
    "EventBody",
    "GraphBody",
    "GraphEdge",
    "GraphNode",
    "GraphRole",
    "EditionFileBody",
    "IcsBody",
    "PeriodBody",
    "RecordClaimBody",
    "RuleBody",
    "TransitionBody",
    "UndatedCitingBody",
    "WitnessBody",
    "WorkBody",
]


class RuleBody(Body):
    """How a day follows from the words: as data, and in words in two languages."""

    kind: RuleKind
    count: int = Field(description="days, months or years; 0 where the rule counts nothing")
    words: str
    words_en: str


class WitnessBody(Body):
    """Who says it: a clause and page of a held document (``slug``), or a row of a list.

    For a list ``slug`` is null, ``source`` its name and ``page`` the row. ``place`` is the clause
    in words (*khoản 2 Điều 5*), ``url`` opens it, or the page. ``checked``: whether a person has
    compared it with its source.
    """

    basis: Basis
    slug: str | None
    number: str | None
    source: str
    clause: ClauseRef | None
    place: str
    place_en: str
    page: int
    words: str
    checked: bool
    url: str | None


class EventBody(Body):
    """One claim: ``kind`` happened on ``day``, done by the text ``by``; ``parts`` limit it to parts
    of the text, ``until`` ends a suspension."""

    kind: EventKind
    day: date | None
    by: NumberLink | None
    parts: list[str]
    until: date | None
    rule: RuleBody | None
    witness: WitnessBody


class ConflictBody(Body):
    """Claims that cannot all be true."""

    kind: EventKind
    events: list[EventBody]


class PeriodBody(Body):
    """A half-open stretch of days with one status; a bound that is null is open or unknown."""

    start: date | None
    end: date | None
    status: Status


class TransitionPhase(StrEnum):
    """Where the day lies: before the act that states the rule binds, while the rule may serve,
    or from the day on which it serves no more."""

    NOT_YET = "not_yet"
    RUNNING = "running"
    OVER = "over"


class TransitionBody(Body):
    """A transitional rule and the held document that states it; ``until`` is the first day on
    which the old rule serves no more, ``keeps`` are the old texts that it names; ``place`` is the
    clause in words, ``phase`` what the rule is on the day."""

    words: str
    slug: str
    number: str | None
    clause: ClauseRef | None
    place: str
    place_en: str
    page: int
    until: date | None
    phase: TransitionPhase
    keeps: list[NumberLink]
    url: str


class EffectBody(Body):
    """What a document says of its own days; ``clause`` is a key."""

    kind: EffectKind
    day: date | None
    rule: RuleBody
    words: str
    clause: str | None
    page: int
    parts: list[str]


class EditionFileBody(Body):
    """A file of an edition that the library holds, as the document ``slug``."""

    slug: str
    file: str
    sha256: str
    pages: int
    url: str = Field(description="the record of the document read from it")


class EditionBody(Body):
    """An edition of a work and what it is on the day; ``slug`` is null where no file is held."""

    number: str
    slug: str | None
    title: str | None
    status: Status
    status_reason: str
    status_reason_en: str
    in_force_from: date | None
    ended_on: date | None
    ended_by: str | None
    amended_by: list[NumberLink] = Field(description="in force that day")
    periods: list[PeriodBody]
    files: list[EditionFileBody]
    url: str | None


class BindingBody(Body):
    """A text in force that cites this one and thereby makes it mandatory for its scope."""

    slug: str
    number: str | None
    title: str | None
    kind: Kind
    clause: ClauseRef | None
    place: str = ""
    place_en: str = ""
    page: int
    words: str
    parts: list[str] = Field(description="parts of this text that are cited; empty is the whole")
    is_dated: bool
    since: date | None
    status: Status
    url: str


class IcsBody(Body):
    """A class of the International Classification for Standards, and the list that says so."""

    code: str
    name_en: str | None
    source: str
    row: int
    checked: bool


class AdoptionBody(Body):
    """An international standard that this one adopts; ``degree`` is null where unknown.

    ``title_en`` and ``ics`` come from the publisher's catalogue, if one is loaded: then ``source``
    and ``row`` name the list.
    """

    target: NumberLink
    degree: AdoptionDegree | None
    title_en: str | None
    is_withdrawn: bool | None
    newer: list[str] = Field(description="what stands in its place, as its publisher has it")
    ics: list[IcsBody]
    grounds: list[WitnessBody] = Field(description="who says that it is adopted")
    source: str | None
    row: int | None
    checked: bool


class RecordClaimBody(Body):
    """What a row of an imported list states of this number."""

    source: str
    row: int
    checked_by: str | None
    checked_on: date | None
    number: str
    title: str | None
    title_en: str | None
    issuer: str | None
    issued: date | None
    effective_from: date | None
    ended_on: date | None
    status: Status | None
    status_on: date | None
    replaces: list[NumberLink]
    replaced_by: list[NumberLink]
    ics: list[str]
    hs: list[str]
    published: str | None = Field(
        default=None, description="day, month or year in which a foreign publisher issued it"
    )
    stage: str | None = Field(default=None, description="as a foreign publisher's list has it")
    stage_words: str | None = None
    stage_words_en: str | None = None


class AnsweringBody(Body):
    """A body that answers that day for what the issuer issued."""

    code: str
    name: str
    name_en: str


class ClauseChangeBody(Body):
    """A change that touches a clause, in force that day, and where the instruction stands."""

    kind: ChangeKind
    by: NumberLink | None
    path: list[str]
    words: str
    text: str | None
    since: date | None
    clause: ClauseRef | None
    place: str
    place_en: str
    page: int
    url: str


class UndatedCitingBody(Body):
    """A document that cites the work without a year: which edition is meant depends on the day."""

    slug: str
    number: str | None
    title: str | None
    mentions: int
    clause: ClauseRef | None
    place: str
    place_en: str
    page: int
    url: str


class WorkBody(Body):
    """A work with all its editions, newest first, on the day ``as_of``.

    ``current`` is the edition to which an undated number leads that day, null if there is none or
    if it is not certain; ``current_reason`` says why.
    """

    slug: str
    name: str
    as_of: date
    current: NumberLink | None
    current_reason: str
    current_reason_en: str
    editions: list[EditionBody]
    undated_citations: list[UndatedCitingBody]
    url: str


class GraphRole(StrEnum):
    """Where a node stands: in the middle, cited by the middle, or citing it."""

    CENTRE = "centre"
    CITES = "cites"
    CITED_BY = "cited_by"


class GraphNode(Body):
    """A document or a clause in the graph; ``slug`` is null for one that is not held, and its
    ``status`` where nothing tells it. ``mentions`` is how often it is cited, or cites."""

    id: str
    role: GraphRole
    number: str
    title: str | None
    slug: str | None
    status: Status | None
    mentions: int
    clauses: list[ClauseRef]
    url: str | None


class GraphEdge(Body):
    """``source`` cites ``target``; both are ids of nodes."""

    source: str
    target: str
    mentions: int


class GraphBody(Body):
    """What a document or a clause cites and who cites it, most mentions first.

    ``more_cites`` and ``more_cited_by`` are how many were left out; ``list_url`` lists them all.
    """

    slug: str
    clause: str | None
    as_of: date
    nodes: list[GraphNode]
    edges: list[GraphEdge]
    more_cites: int
    more_cited_by: int
    list_url: str
