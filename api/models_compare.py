"""What the interface says of two documents side by side: ``a`` the older, ``b`` the newer.

Offsets count characters of ``heading`` and ``text`` as they stand in the same body, half open;
where a side has no words both offsets are the place where they would stand.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import Field

from api.models_base import Body, BoxBody, ClauseRef, NumberLink
from search.comparison import PairState, RowState
from standards.document import Kind
from standards.risk import Measure, RiskLevel
from standards.validity import Status

__all__ = [
    "CitedChangeBody",
    "CodeChangeBody",
    "CompareBody",
    "CompareChoicesBody",
    "ComparedClause",
    "ComparedDocument",
    "ComparedRow",
    "ComparedWork",
    "CompareCounts",
    "CompareSummary",
    "ComparedAs",
    "ClausePairBody",
    "EditBody",
    "NamedAt",
    "RowPairBody",
    "ValueChangeBody",
]


class ComparedAs(StrEnum):
    """What the two are to each other: editions of one work, a text and the one that replaces it or
    amends it, or neither."""

    EDITIONS = "editions"
    REPLACED = "replaced"
    AMENDED = "amended"
    OTHERS = "others"


class ComparedDocument(Body):
    """One of the two, with what it is on the day ``as_of``."""

    slug: str
    number: str | None
    title: str | None
    kind: Kind
    issuer: str | None
    issued: date | None
    effective_from: date | None
    status: Status
    file: str
    pages: int
    clauses: int
    products: int
    url: str


class EditBody(Body):
    """Words of ``a`` at ``a_start``..``a_end`` that stand in ``b`` at ``b_start``..``b_end``."""

    a_start: int
    a_end: int
    b_start: int
    b_end: int


class ComparedClause(Body):
    """A clause of one side, word for word; ``page_url`` is the picture of its page with the clause
    marked, ``boxes`` where it stands on all its pages, ``place`` its name with the parts above
    it."""

    key: str
    label: str
    heading: str
    text: str
    parent: str | None
    place: str
    place_en: str
    page: int
    last_page: int
    url: str
    page_url: str
    boxes: list[BoxBody]


class ClausePairBody(Body):
    """A clause and its counterpart; null where there is none.

    ``heading`` and ``text`` are the words that differ. ``split_from`` is the clause of ``a`` from
    which an added clause took its words, ``merged_into`` the clause of ``b`` that took those of a
    removed one.
    """

    state: PairState
    a: ComparedClause | None
    b: ComparedClause | None
    heading: list[EditBody]
    text: list[EditBody]
    is_renumbered: bool
    is_moved: bool
    likeness: float = Field(description="how much of the words they share, 0 to 1")
    split_from: ClauseRef | None
    merged_into: ClauseRef | None


class ComparedRow(Body):
    """A row of a product list of one side; ``url`` opens the page that it stands on."""

    name: str
    ordinal: str
    group: str
    text: str
    hs: list[str]
    standards: list[NumberLink]
    conditions: list[str]
    risk: RiskLevel | None
    measures: list[Measure]
    page: int
    clause: ClauseRef | None
    url: str
    boxes: list[BoxBody]


class RowPairBody(Body):
    """A row and its counterpart; codes and standards are those that only one side has."""

    state: RowState
    a: ComparedRow | None
    b: ComparedRow | None
    name: list[EditBody]
    text: list[EditBody]
    hs_removed: list[str]
    hs_added: list[str]
    standards_removed: list[NumberLink]
    standards_added: list[NumberLink]
    has_other_conditions: bool
    has_other_risk: bool


class CompareCounts(Body):
    """How many clauses and rows there are of each state."""

    clauses: dict[PairState, int]
    rows: dict[RowState, int]


class NamedAt(Body):
    """Where a document is first named, and how often; ``url`` opens the clause, else the page.
    ``place`` is the clause in words, empty where none holds it."""

    clause: ClauseRef | None
    place: str
    place_en: str
    page: int
    mentions: int
    url: str


class CitedChangeBody(Body):
    """A document that only one of the two names; ``old`` and ``new``, where another edition took
    the place of one. ``a`` and ``b`` tell where."""

    old: NumberLink | None
    new: NumberLink | None
    a: NamedAt | None
    b: NamedAt | None


class CodeChangeBody(Body):
    """An HS code that rows of only one of the two have: of ``b``, if it is new. ``name`` is the
    first row with it, ``url`` its page, ``rows`` how many there are."""

    code: str
    is_new: bool
    name: str
    page: int
    rows: int
    url: str


class ValueChangeBody(Body):
    """A value in a clause and the one in its place, as printed; ``before`` and ``after`` are the
    words around it in ``b``, ``place`` the clause of ``b`` in words."""

    old: str
    new: str
    before: str
    after: str
    place: str
    place_en: str
    a: ClauseRef
    b: ClauseRef


class CompareSummary(Body):
    """What the comparison comes to, as far as it is certain: ``values`` are told only where one
    stands on either side of a short replacement; longer rewritings may hold more."""

    cited: list[CitedChangeBody]
    codes: list[CodeChangeBody]
    values: list[ValueChangeBody]


class CompareBody(Body):
    """Two documents side by side, in the order of ``b``; what was removed stands where it stood.

    ``is_one_work``: both are editions of one work; ``relation`` says more, and ``base`` is the slug
    of the one that the other amends. The counts and
    the summary are of everything, also where ``clauses`` and ``rows`` leave out what is the same
    (``show=changes``).
    """

    as_of: date
    a: ComparedDocument
    b: ComparedDocument
    is_one_work: bool
    relation: ComparedAs
    base: str | None
    counts: CompareCounts
    summary: CompareSummary
    clauses: list[ClausePairBody]
    rows: list[RowPairBody]


class ComparedWork(Body):
    """A work of which the library holds several documents, oldest first."""

    name: str
    documents: list[NumberLink]


class CompareChoicesBody(Body):
    """What can be compared: with the document ``a`` if one is named, else works of which several
    documents are held; ``total`` counts them all.

    ``others`` are the other documents that have a number, in its order; ``others_total`` counts
    them all.
    """

    a: NumberLink | None
    works: list[ComparedWork]
    total: int
    others: list[NumberLink]
    others_total: int
