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
from search.citing import Cited, place_words
from search.comparison import ClausePair, RowPair
from search.comparison_words import Edit
from standards.document import Clause, Document, ProductRow
from standards.place import merge_boxes

__all__ = ["Half", "clause_pair", "row_pair"]


class Half:
    """One of two documents, its clauses found by their keys."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._by_key = {clause.key: clause for clause in document.clauses}

    def clause(self, key: str) -> Clause | None:
        """The clause with that key, None if there is none."""
        return self._by_key.get(key)

    def place(self, clause: Clause) -> Cited:
        """Where the clause stands, in words: *khoản 2, Điều 3*."""
        return place_words(self, clause)

    def ref(self, key: str | None) -> ClauseRef | None:
        """The clause with that key by name and address, None if there is none."""
        clause = self.clause(key) if key is not None else None
        return clause_ref(self.document.id, clause) if clause is not None else None


def _edits(edits: Iterable[Edit]) -> list[EditBody]:
    return [
        EditBody(a_start=e.start, a_end=e.end, b_start=e.other_start, b_end=e.other_end)
        for e in edits
    ]


def clause_pair(pair: ClausePair, one: Half, other: Half) -> ClausePairBody:
    """A clause and its counterpart."""
    return ClausePairBody(
        state=pair.state,
        a=_clause(one, pair.one),
        b=_clause(other, pair.other),
        heading=_edits(pair.heading),
        text=_edits(pair.text),
        is_renumbered=pair.is_renumbered,
        is_moved=pair.is_moved,
        likeness=pair.likeness,
        split_from=one.ref(pair.split_from),
        merged_into=other.ref(pair.merged_into),
    )


def _clause(half: Half, clause: Clause | None) -> ComparedClause | None:
    if clause is None:
        return None
    document, place = half.document, half.place(clause)
    marks = merge_boxes((*clause.heading_boxes, *(line.box for line in clause.lines)))
    sha256 = document.source.sha256
    return ComparedClause(
        key=clause.key,
        label=clause.label,
        heading=clause.heading,
        text=clause.text,
        parent=clause.parent,
        place=place.vi,
        place_en=place.en,
        page=clause.page,
        last_page=clause.last_page,
        url=clause_url(document.id, clause.key),
        page_url=page_image_url(document.id, clause.page, sha256=sha256, marks=marks),
        boxes=box_bodies(marks),
    )


def row_pair(pair: RowPair, one: Half, other: Half, links: Links) -> RowPairBody:
    """A row and its counterpart."""
    return RowPairBody(
        state=pair.state,
        a=_row(one, pair.one, links),
        b=_row(other, pair.other, links),
        name=_edits(pair.name),
        text=_edits(pair.text),
        hs_removed=[str(code) for code in pair.hs_removed],
        hs_added=[str(code) for code in pair.hs_added],
        standards_removed=[links.number(number) for number in pair.standards_removed],
        standards_added=[links.number(number) for number in pair.standards_added],
        has_other_conditions=pair.has_other_conditions,
        has_other_risk=pair.has_other_risk,
    )


def _row(half: Half, row: ProductRow | None, links: Links) -> ComparedRow | None:
    if row is None:
        return None
    document = half.document
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
        clause=half.ref(row.clause),
        url=page_image_url(document.id, row.page, sha256=sha256, marks=marks),
        boxes=box_bodies(marks),
    )
