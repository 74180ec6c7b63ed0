"""A document as the line that ``trachuan export`` prints.

The fields are the public contract: they are never renamed or dropped, more may come. Unknown is
``None``. ``slug``, ``key``, ``parent_key``, ``title_en``, ``definitions``, ``repaired``,
``repairs``, the risk of product rows and all of :mod:`api.export_time` go beyond it. ``amends``
holds the numbers of which a part is changed, repealed or corrected; ``relations`` tells them apart.
"""

from __future__ import annotations

from typing_extensions import TypedDict

from api.accounting import is_repaired
from api.export_time import (
    ExportedChange,
    ExportedEffect,
    ExportedRelation,
    ExportedTransition,
    exported_change,
    exported_effect,
    exported_relation,
    exported_transition,
)
from standards.document import Citation, Clause, Document, ProductRow
from standards.relation import Verb

__all__ = [
    "ExportLine",
    "ExportedCitation",
    "ExportedClause",
    "ExportedDefinition",
    "ExportedDoubt",
    "ExportedExclusion",
    "ExportedProduct",
    "ExportedRepair",
    "export_line",
]


class ExportedClause(TypedDict):
    """A clause; ``label`` as printed, ``parent`` the label of the clause above it."""

    label: str
    heading: str
    text: str
    page: int
    last_page: int
    parent: str | None
    key: str
    parent_key: str | None


class ExportedCitation(TypedDict):
    """A mention of another document."""

    number: str
    clause: str | None
    page: int
    repaired: bool


class ExportedRepair(TypedDict):
    """A number that was damaged on its page: as ``read``, what it is, and what says so."""

    read: str
    number: str
    basis: str
    page: int


class ExportedProduct(TypedDict):
    """A row of a product list."""

    name: str
    hs: list[str]
    standards: list[str]
    page: int
    clause: str | None
    risk: str | None
    measures: list[str]
    risk_words: str


class ExportedExclusion(TypedDict):
    """What the document says it does not apply to."""

    text: str
    clause: str | None
    page: int


class ExportedDefinition(TypedDict):
    """A term and what it means."""

    term: str
    term_en: str | None
    text: str
    clause: str | None
    page: int


class ExportedDoubt(TypedDict):
    """What was read with little confidence."""

    what: str
    page: int | None


class ExportLine(TypedDict):
    """One document."""

    slug: str
    number: str | None
    kind: str
    title: str | None
    title_en: str | None
    issuer: str | None
    issued: str | None
    effective_from: str | None
    replaces: list[str]
    amends: list[str]
    repeals: list[str]
    relations: list[ExportedRelation]
    effects: list[ExportedEffect]
    transitions: list[ExportedTransition]
    changes: list[ExportedChange]
    file: str
    sha256: str
    pages: int
    clauses: list[ExportedClause]
    cites: list[ExportedCitation]
    products: list[ExportedProduct]
    exclusions: list[ExportedExclusion]
    definitions: list[ExportedDefinition]
    doubts: list[ExportedDoubt]
    repairs: list[ExportedRepair]


def export_line(document: Document) -> ExportLine:
    """The document as plain values for JSON; clauses without a label (preambles) are left out."""
    labels = {clause.key: clause.label or None for clause in document.clauses}

    def numbers(*verbs: Verb) -> list[str]:
        found = (one.target for one in document.relations if one.verb in verbs)
        return [str(number) for number in dict.fromkeys(found)]

    return ExportLine(
        slug=document.id,
        number=None if document.number is None else str(document.number),
        kind=document.kind.value,
        title=document.title,
        title_en=document.title_en,
        issuer=document.issuer,
        issued=None if document.issued is None else document.issued.isoformat(),
        effective_from=None
        if document.effective_from is None
        else document.effective_from.isoformat(),
        replaces=numbers(Verb.REPLACES),
        amends=numbers(Verb.AMENDS, Verb.PARTLY_REPEALS, Verb.CORRECTS),
        repeals=numbers(Verb.REPEALS),
        relations=[exported_relation(one, labels) for one in document.relations],
        effects=[exported_effect(one, labels) for one in document.effects],
        transitions=[exported_transition(one, labels) for one in document.transitions],
        changes=[exported_change(one, labels) for one in document.changes],
        file=document.source.file,
        sha256=document.source.sha256,
        pages=document.source.pages,
        clauses=[_clause(clause, labels) for clause in document.clauses if clause.label],
        cites=[
            _citation(citation, labels, repaired=is_repaired(citation, document.repairs))
            for citation in document.citations
        ],
        products=[_product(row, labels) for row in document.products],
        exclusions=[
            ExportedExclusion(text=one.text, clause=labels.get(one.clause or ""), page=one.page)
            for one in document.exclusions
        ],
        definitions=[
            ExportedDefinition(
                term=one.term,
                term_en=one.term_en,
                text=one.text,
                clause=labels.get(one.clause),
                page=one.page,
            )
            for one in document.definitions
        ],
        doubts=[ExportedDoubt(what=doubt.what, page=doubt.page) for doubt in document.doubts],
        repairs=[
            ExportedRepair(
                read=repair.read,
                number=str(repair.target),
                basis=repair.basis.value,
                page=repair.page,
            )
            for repair in document.repairs
        ],
    )


def _clause(clause: Clause, labels: dict[str, str | None]) -> ExportedClause:
    return ExportedClause(
        label=clause.label,
        heading=clause.heading,
        text=clause.text,
        page=clause.page,
        last_page=clause.last_page,
        parent=labels.get(clause.parent or ""),
        key=clause.key,
        parent_key=clause.parent,
    )


def _citation(
    citation: Citation, labels: dict[str, str | None], *, repaired: bool
) -> ExportedCitation:
    return ExportedCitation(
        number=str(citation.target),
        clause=labels.get(citation.clause or ""),
        page=citation.page,
        repaired=repaired,
    )


def _product(row: ProductRow, labels: dict[str, str | None]) -> ExportedProduct:
    return ExportedProduct(
        name=row.name,
        hs=[str(code) for code in row.hs],
        standards=[str(number) for number in row.standards],
        page=row.page,
        clause=labels.get(row.clause or ""),
        risk=None if row.risk is None else row.risk.value,
        measures=[measure.value for measure in row.measures],
        risk_words=row.risk_words,
    )
