"""Bodies of comparisons, and which documents of the library can be compared.

A comparison of two long documents takes up to a second and is shown in parts, so the last ones are
kept.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable, Iterable, Sequence
from datetime import date

from api.documents import Documents
from api.links import Links, clause_ref
from api.models_base import ClauseRef, NumberLink
from api.models_compare import (
    ClausePairBody,
    CompareBody,
    CompareChoicesBody,
    CompareCounts,
    ComparedClause,
    ComparedDocument,
    ComparedRow,
    ComparedWork,
    EditBody,
    RowPairBody,
)
from api.urls import clause_url, page_image_url, standard_url
from search.comparison import ClausePair, Comparison, PairState, RowPair, RowState, compare
from search.comparison_words import Edit
from search.shelf import Shelf
from search.status import standing
from standards.document import Clause, Document, ProductRow
from standards.identifier import Identifier
from standards.place import merge_boxes

__all__ = ["Comparisons", "compare_body", "compare_choices"]

_KEPT = 8


class Comparisons:
    """Compares, and keeps the last comparisons; for several threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[Hashable, str, str], Comparison] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, one: Document, other: Document, generation: Hashable) -> Comparison:
        """The comparison of two documents. Raises SameDocument."""
        name = (generation, one.id, other.id)
        with self._lock:
            held = self._kept.get(name)
            if held is not None:
                self._kept.move_to_end(name)
                return held
        made = compare(one, other)
        with self._lock:
            self._kept[name] = made
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return made


def compare_body(
    made: Comparison, shelf: Shelf, documents: Documents, *, as_of: date, changes_only: bool
) -> CompareBody:
    """The body of a comparison; ``changes_only`` leaves out what is the same."""
    links = Links(documents)
    return CompareBody(
        as_of=as_of,
        a=_document(made.one, shelf, as_of),
        b=_document(made.other, shelf, as_of),
        is_one_work=made.is_one_work,
        counts=CompareCounts(clauses=dict(made.clause_counts()), rows=dict(made.row_counts())),
        clauses=[
            _clause_pair(pair, made)
            for pair in made.clauses
            if not (changes_only and pair.state is PairState.SAME)
        ],
        rows=[
            _row_pair(pair, made, links)
            for pair in made.rows
            if not (changes_only and pair.state is RowState.SAME)
        ],
    )


def compare_choices(
    shelf: Shelf, documents: Documents, a: Document | None, *, limit: int
) -> CompareChoicesBody:
    """Works of which the library holds several documents, or those to compare ``a`` with: its other
    editions, what it replaces and what replaces it."""
    links = Links(documents)
    works: dict[str, list[tuple[Identifier, str]]] = {}
    for known in shelf.numbers:
        for slug in known.held_as:
            works.setdefault(known.identifier.undated(), []).append((known.identifier, slug))
    if a is None:
        several = [sorted(held) for held in works.values() if len(held) > 1]
        chosen = sorted(several)
    else:
        beside = {slug: number for number, slug in works.get(_work(a), [])}
        beside |= {slug: number for number, slug in _neighbours(shelf, a)}
        beside.pop(a.id, None)
        chosen = [sorted((number, slug) for slug, number in beside.items())] if beside else []
    return CompareChoicesBody(
        a=_link(links, a.id, a.number) if a is not None else None,
        works=[
            ComparedWork(
                name=_name(held),
                documents=[_link(links, slug, number) for number, slug in held],
            )
            for held in chosen[:limit]
        ],
        total=len(chosen),
    )


def _work(document: Document) -> str:
    return document.number.undated() if document.number is not None else ""


def _name(held: Sequence[tuple[Identifier, str]]) -> str:
    return str(held[-1][0].without_year())


def _neighbours(shelf: Shelf, document: Document) -> Iterable[tuple[Identifier, str]]:
    """Held documents that this one replaces, and that replace it."""
    for target in document.related("replaces"):
        for slug in shelf.held_as(target):
            yield target, slug
    if document.number is not None:
        for verb, slug in shelf.store.relations_to(document.number):
            other = shelf.document(slug)
            if verb == "replaces" and other.number is not None and other.kind is document.kind:
                yield other.number, slug


def _link(links: Links, slug: str, number: Identifier | None) -> NumberLink:
    document = links.document(slug)
    return NumberLink(
        number=str(number) if number is not None else slug,
        held=document is not None,
        slug=slug,
        title=document.title if document is not None else None,
    )


def _document(document: Document, shelf: Shelf, day: date) -> ComparedDocument:
    return ComparedDocument(
        slug=document.id,
        number=str(document.number) if document.number else None,
        title=document.title,
        kind=document.kind,
        issuer=document.issuer,
        issued=document.issued,
        effective_from=document.effective_from,
        status=standing(shelf, document, day).status,
        file=document.source.file,
        pages=document.source.last_page - document.source.first_page + 1,
        clauses=len(document.clauses),
        products=len(document.products),
        url=standard_url(document.id),
    )


def _edits(edits: Iterable[Edit]) -> list[EditBody]:
    return [
        EditBody(a_start=e.start, a_end=e.end, b_start=e.other_start, b_end=e.other_end)
        for e in edits
    ]


def _clause_pair(pair: ClausePair, made: Comparison) -> ClausePairBody:
    return ClausePairBody(
        state=pair.state,
        a=_clause(made.one, pair.one),
        b=_clause(made.other, pair.other),
        heading=_edits(pair.heading),
        text=_edits(pair.text),
        is_renumbered=pair.is_renumbered,
        is_moved=pair.is_moved,
        likeness=pair.likeness,
        split_from=_ref(made.one, pair.split_from),
        merged_into=_ref(made.other, pair.merged_into),
    )


def _ref(document: Document, key: str | None) -> ClauseRef | None:
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
    )


def _row_pair(pair: RowPair, made: Comparison, links: Links) -> RowPairBody:
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
        clause=_ref(document, row.clause),
        url=page_image_url(document.id, row.page, sha256=sha256, marks=marks),
    )
