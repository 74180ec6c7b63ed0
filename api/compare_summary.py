"""The body of what a comparison comes to: documents cited, HS codes and values that differ."""

from __future__ import annotations

from api.compare_pairs import ref_of
from api.links import Links, clause_ref
from api.models_compare import (
    CitedChangeBody,
    CodeChangeBody,
    CompareSummary,
    NamedAt,
    ValueChangeBody,
)
from api.urls import paper_url
from search.comparison import Comparison
from search.comparison_facts import CitedChange, CodeChange, Facts, Named, ValueChange
from standards.document import Document

__all__ = ["compare_summary"]


def compare_summary(made: Comparison, found: Facts, links: Links) -> CompareSummary:
    """The summary of a comparison."""
    return CompareSummary(
        cited=[_cited(change, made, links) for change in found.cited],
        codes=[_code(change, made) for change in found.codes],
        values=[_value(change, made) for change in found.values],
    )


def _cited(change: CitedChange, made: Comparison, links: Links) -> CitedChangeBody:
    return CitedChangeBody(
        old=links.number(change.old) if change.old is not None else None,
        new=links.number(change.new) if change.new is not None else None,
        a=_named(made.one, change.one),
        b=_named(made.other, change.other),
    )


def _named(document: Document, named: Named | None) -> NamedAt | None:
    if named is None:
        return None
    clause = ref_of(document, named.clause)
    return NamedAt(
        clause=clause,
        page=named.page,
        mentions=named.mentions,
        url=clause.url if clause is not None else paper_url(document.id, named.page),
    )


def _code(change: CodeChange, made: Comparison) -> CodeChangeBody:
    document = made.other if change.is_new else made.one
    return CodeChangeBody(
        code=str(change.code),
        is_new=change.is_new,
        name=change.row.name,
        page=change.row.page,
        rows=change.rows,
        url=paper_url(document.id, change.row.page),
    )


def _value(change: ValueChange, made: Comparison) -> ValueChangeBody:
    return ValueChangeBody(
        old=change.old,
        new=change.new,
        before=change.before,
        after=change.after,
        a=clause_ref(made.one.id, change.one),
        b=clause_ref(made.other.id, change.other),
    )
