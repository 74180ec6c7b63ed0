"""What the interface says of two documents side by side: ``a`` the older, ``b`` the newer.

Offsets count characters of ``heading`` and ``text`` as they stand in the same body, half open;
where a side has no words both offsets are the place where they would stand.
"""

from __future__ import annotations

from datetime import date

from pydantic import Field

from api.models_base import Body, ClauseRef, NumberLink
from search.comparison import PairState, RowState
from standards.document import Kind
from standards.risk import Measure, RiskLevel
from standards.validity import Status

__all__ = [
    "CompareBody",
    "CompareChoicesBody",
    "ComparedClause",
    "ComparedDocument",
    "ComparedRow",
    "ComparedWork",
    "CompareCounts",
    "ClausePairBody",
    "EditBody",
    "RowPairBody",
]


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
    """A clause of one side, word for word; ``page_url`` is its page with the clause marked."""

    key: str
    label: str
    heading: str
    text: str
    parent: str | None
    page: int
    last_page: int
    url: str
    page_url: str


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


class CompareBody(Body):
    """Two documents side by side, in the order of ``b``; what was removed stands where it stood.

    ``is_one_work``: both are editions of one work. The counts are of everything, also where
    ``clauses`` and ``rows`` leave out what is the same (``show=changes``).
    """

    as_of: date
    a: ComparedDocument
    b: ComparedDocument
    is_one_work: bool
    counts: CompareCounts
    clauses: list[ClausePairBody]
    rows: list[RowPairBody]


class ComparedWork(Body):
    """A work of which the library holds several documents, oldest first."""

    name: str
    documents: list[NumberLink]


class CompareChoicesBody(Body):
    """What can be compared: with the document ``a`` if one is named, else works of which several
    documents are held; ``total`` counts them all."""

    a: NumberLink | None
    works: list[ComparedWork]
    total: int
