"""Bodies of comparisons.

A comparison of two long documents takes up to a second and is shown in parts, so the last ones are
kept.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date

from api.compare_pairs import Half, clause_pair, row_pair
from api.compare_summary import compare_summary
from api.documents import Documents
from api.links import Links
from api.models_compare import CompareBody, CompareCounts, ComparedAs, ComparedDocument
from api.urls import standard_url
from search.comparison import Comparison, PairState, RowState, compare
from search.comparison_facts import Facts, facts
from search.shelf import Shelf
from search.status import standing
from standards.document import Document
from standards.relation import Verb

__all__ = ["Compared", "Comparisons", "compare_body"]

_KEPT = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A comparison and what it comes to."""

    comparison: Comparison
    facts: Facts


class Comparisons:
    """Compares, and keeps the last comparisons; for several threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[Hashable, str, str], Compared] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, one: Document, other: Document, generation: Hashable) -> Compared:
        """The comparison of two documents. Raises SameDocument."""
        name = (generation, one.id, other.id)
        with self._lock:
            held = self._kept.get(name)
            if held is not None:
                self._kept.move_to_end(name)
                return held
        comparison = compare(one, other)
        made = Compared(comparison=comparison, facts=facts(comparison))
        with self._lock:
            self._kept[name] = made
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return made


def compare_body(
    compared: Compared, shelf: Shelf, documents: Documents, *, as_of: date, changes_only: bool
) -> CompareBody:
    """The body of a comparison; ``changes_only`` leaves out what is the same."""
    links, made = Links(documents), compared.comparison
    relation, base = _relation(made)
    halves = Half(made.one), Half(made.other)
    return CompareBody(
        as_of=as_of,
        a=_document(made.one, shelf, as_of),
        b=_document(made.other, shelf, as_of),
        is_one_work=made.is_one_work,
        relation=relation,
        base=base,
        counts=CompareCounts(clauses=dict(made.clause_counts()), rows=dict(made.row_counts())),
        summary=compare_summary(*halves, compared.facts, links),
        clauses=[
            clause_pair(pair, *halves)
            for pair in made.clauses
            if not (changes_only and pair.state is PairState.SAME)
        ],
        rows=[
            row_pair(pair, *halves, links)
            for pair in made.rows
            if not (changes_only and pair.state is RowState.SAME)
        ],
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


def _relation(made: Comparison) -> tuple[ComparedAs, str | None]:
    """What the two are to each other, and the slug of the one that the other amends."""
    if made.is_one_work:
        return ComparedAs.EDITIONS, None
    both = ((made.one, made.other), (made.other, made.one))
    for one, other in both:
        if one.number is not None and one.number in other.related(Verb.AMENDS):
            return ComparedAs.AMENDED, one.id
    for one, other in both:
        if one.number is not None and one.number in other.related(Verb.REPLACES):
            return ComparedAs.REPLACED, None
    return ComparedAs.OTHERS, None
