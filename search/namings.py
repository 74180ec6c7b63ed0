"""Where held documents name a number: mentions with their clauses, and rows of goods.

Only these clauses and rows are read, all at once, not the documents.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from index.contracts import Citing, RowReference
from index.life import CitingClause
from search.shelf import Shelf
from standards.identifier import Identifier

__all__ = ["Naming", "namings_of"]


@dataclass(slots=True)
class Naming:
    """The places of one document in reading order; no clause for a mention outside of all."""

    mentions: list[tuple[Citing, CitingClause | None]] = field(default_factory=list)
    rows: list[RowReference] = field(default_factory=list)


def namings_of(
    shelf: Shelf, number: Identifier, wanted: Callable[[str], bool]
) -> dict[str, Naming]:
    """The places that name the number, or its work without a year, by document: those of wanted
    documents, first those with a mention, then those with rows only."""
    mentions = [one for one in shelf.store.citing(number) if wanted(one.document)]
    clauses = shelf.store.citing_clauses(
        (one.document, one.clause) for one in mentions if one.clause is not None
    )
    found: dict[str, Naming] = {}
    for one in mentions:
        clause = clauses.get((one.document, one.clause)) if one.clause is not None else None
        found.setdefault(one.document, Naming()).mentions.append((one, clause))
    for reference in shelf.store.rows_by_standard(number):
        if wanted(reference.document):
            found.setdefault(reference.document, Naming()).rows.append(reference)
    return found
