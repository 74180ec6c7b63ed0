"""Bodies of what a comparison laid beside each other: clauses, and rows of product lists."""

from __future__ import annotations

from collections.abc import Iterable

from api.bodies import box_bodies
from api.links import Links, clause_ref
from api.models_base import ClauseRef
from api.models_compare import (
    ClausePairBody,
    ComparedClause,
    ComparedRow,
    EditBody,
    RowPairBody,
)
from api.urls import clause_url, page_image_url
from search.comparison import ClausePair, Comparison, RowPair
from search.comparison_words import Edit
from standards.document import Clause, Document, ProductRow
from standards.place import merge_boxes

__all__ = ["clause_pair", "ref_of", "row_pair"]


def _edits(edits: Iterable[Edit]) -> list[EditBody]:
    return [
        EditBody(a_start=e.start, a_end=e.end, b_start=e.other_start, b_end=e.other_end)
        for e in edits
    ]


def clause_pair(pair: ClausePair, made: Comparison) -> ClausePairBody:
    """A clause and its counterpart."""
    return ClausePairBody(
        state=pair.state,
        a=_clause(made.one, pair.one),
        b=_clause(made.other, pair.other),
        heading=_edits(pair.heading),
        text=_edits(pair.text),
        is_renumbered=pair.is_renumbered,
        is_moved=pair.is_moved,
        likeness=pair.likeness,
        split_from=ref_of(made.one, pair.split_from),
        merged_into=ref_of(made.other, pair.merged_into),
    )


def ref_of(document: Document, key: str | None) -> ClauseRef | None:
    """The clause with that key by name and address, None if there is none."""
    clause = document.clause(key) if key is not None else None
    return clause_ref(document.id, clause) if clause is not None else None


def _clause(document: Document, clause: Clause | None) -> ComparedClause | None:
    if clause is None:
        return None
    marks = merge_boxes((*clause.heading_boxes, *(line.box for line in clause.lines)))
    sha256 = document.source.sha256
    return ComparedClause(
        key=clause.key,
        label=clause.label,
        heading=clause.heading,
        text=clause.text,
        parent=clause.parent,
        page=clause.page,
        last_page=clause.last_page,
        url=clause_url(document.id, clause.key),
        page_url=page_image_url(document.id, clause.page, sha256=sha256, marks=marks),
        boxes=box_bodies(marks),
    )


def row_pair(pair: RowPair, made: Comparison, links: Links) -> RowPairBody:
    """A row and its counterpart."""
    return RowPairBody(
        state=pair.state,
        a=_row(made.one, pair.one, links),
        b=_row(made.other, pair.other, links),
        name=_edits(pair.name),
        text=_edits(pair.text),
        hs_removed=[str(code) for code in pair.hs_removed],
        hs_added=[str(code) for code in pair.hs_added],
        standards_removed=[links.number(number) for number in pair.standards_removed],
        standards_added=[links.number(number) for number in pair.standards_added],
        has_other_conditions=pair.has_other_conditions,
        has_other_risk=pair.has_other_risk,
    )


def _row(document: Document, row: ProductRow | None, links: Links) -> ComparedRow | None:
    if row is None:
        return None
    marks = merge_boxes(row.boxes)
    sha256 = document.source.sha256
    return ComparedRow(
        name=row.name,
        ordinal=row.ordinal,
        group=row.group,
        text=row.text,
        hs=[str(code) for code in row.hs],
        standards=[links.number(number) for number in row.standards],
        conditions=list(row.conditions),
        risk=row.risk,
        measures=list(row.measures),
        page=row.page,
        clause=ref_of(document, row.clause),
        url=page_image_url(document.id, row.page, sha256=sha256, marks=marks),
        boxes=box_bodies(marks),
    )
