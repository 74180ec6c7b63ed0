"""The body of what a comparison comes to: documents cited, HS codes and values that differ."""

from __future__ import annotations

from api.compare_pairs import Half
from api.links import Links, clause_ref
from api.models_compare import (
    CitedChangeBody,
    CodeChangeBody,
    CompareSummary,
    NamedAt,
    ValueChangeBody,
)
from api.urls import paper_url
from search.comparison_facts import CitedChange, CodeChange, Facts, Named, ValueChange

__all__ = ["compare_summary"]


def compare_summary(one: Half, other: Half, found: Facts, links: Links) -> CompareSummary:
    """The summary of a comparison."""
    return CompareSummary(
        cited=[_cited(change, one, other, links) for change in found.cited],
        codes=[_code(change, one, other) for change in found.codes],
        values=[_value(change, one, other) for change in found.values],
    )


def _cited(change: CitedChange, one: Half, other: Half, links: Links) -> CitedChangeBody:
    return CitedChangeBody(
        old=links.number(change.old) if change.old is not None else None,
        new=links.number(change.new) if change.new is not None else None,
        a=_named(one, change.one),
        b=_named(other, change.other),
    )


def _named(half: Half, named: Named | None) -> NamedAt | None:
    if named is None:
        return None
    held = half.clause(named.clause) if named.clause is not None else None
    place = half.place(held) if held is not None else None
    clause = half.ref(named.clause)
    return NamedAt(
        clause=clause,
        place=place.vi if place is not None else "",
        place_en=place.en if place is not None else "",
        page=named.page,
        mentions=named.mentions,
        url=clause.url if clause is not None else paper_url(half.document.id, named.page),
    )


def _code(change: CodeChange, one: Half, other: Half) -> CodeChangeBody:
    document = (other if change.is_new else one).document
    return CodeChangeBody(
        code=str(change.code),
        is_new=change.is_new,
        name=change.row.name,
        page=change.row.page,
        rows=change.rows,
        url=paper_url(document.id, change.row.page),
    )


def _value(change: ValueChange, one: Half, other: Half) -> ValueChangeBody:
    place = other.place(change.other)
    return ValueChangeBody(
        old=change.old,
        new=change.new,
        before=change.before,
        after=change.after,
        place=place.vi,
        place_en=place.en,
        a=clause_ref(one.document.id, change.one),
        b=clause_ref(other.document.id, change.other),
    )
