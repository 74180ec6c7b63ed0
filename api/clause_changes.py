"""Changes that touch a clause and are in force on a day."""

from __future__ import annotations

from datetime import date

from api.links import Links
from api.models_time import ClauseChangeBody
from api.urls import paper_url
from api.witnesses import clause_at, place_at
from search.amended import amended
from search.amended_model import AppliedChange, ClauseState
from search.shelf import Shelf
from standards.document import Clause, Document
from standards.history import Standing
from standards.relation import Verb

__all__ = ["changes_of"]


def changes_of(
    document: Document,
    clause: Clause,
    shelf: Shelf,
    links: Links,
    day: date,
    standing: Standing,
) -> list[ClauseChangeBody]:
    """The instructions in force that day that change the clause, or end a clause above it."""
    if not standing.amendments and not _may_change(document, shelf):
        return []
    found = amended(shelf, document, day)
    of_key = {each.key: each for each in found.clauses}
    name: str | None = clause.key
    while name is not None:
        each = of_key.get(name)
        if each is not None and each.changes:
            whole = name == clause.key or each.state is ClauseState.REPEALED
            return [_body(change, links) for change in each.changes] if whole else []
        above = document.clause(name)
        name = above.parent if above is not None else None
    return []


def _may_change(document: Document, shelf: Shelf) -> bool:
    """Whether a held text says that it repeals a part of this one: that is no amendment of it."""
    if document.number is None:
        return False
    return any(verb == Verb.PARTLY_REPEALS for verb, _ in shelf.store.relations_to(document.number))


def _body(applied: AppliedChange, links: Links) -> ClauseChangeBody:
    change = applied.change
    clause = clause_at(links, applied.document, change.clause)
    place = place_at(links, applied.document, change.clause)
    act = links.document(applied.document)
    number = applied.number or (act.number if act is not None else None)
    return ClauseChangeBody(
        kind=change.kind,
        by=links.number(number) if number is not None else None,
        path=list(change.path),
        words=change.words,
        text=change.text,
        since=applied.start,
        clause=clause,
        place=place[0],
        place_en=place[1],
        page=change.page,
        url=clause.url if clause else paper_url(applied.document, change.page),
    )
