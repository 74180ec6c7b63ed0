"""Answers to a question about a clause: each clause that answers, with its words.

Several clauses of one document may stand side by side; a row of a list answers for the standards
that it names and for the list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from search.claims import Claim, claim, gather
from search.concepts import Concept
from search.evidence import Why, found_in
from search.products import Supported, matched_words, part_of, row_claims
from search.shelf import Shelf

__all__ = ["clause_claims"]

_PER_ROW = 3
"""Answers that one row of a list gets beside the clauses, what binds that day first."""


def clause_claims(
    shelf: Shelf,
    supported: Sequence[Supported],
    concepts: Sequence[Concept],
    day: date,
    limit: int,
) -> list[Claim]:
    """One claim a find, each place once, what binds that day first."""
    return gather(((_place(one), one) for one in _each(shelf, supported, concepts, day)), limit)


def _place(one: Claim) -> tuple[str, str, int, str | None]:
    """What is shown once: a clause, or what a row says of one number."""
    evidence = one.evidence
    product = evidence.row.name if evidence.row is not None else None
    clause = evidence.clause.key if evidence.clause is not None else product or ""
    return evidence.document.id, clause, evidence.page, one.number if product else None


def _each(
    shelf: Shelf, supported: Sequence[Supported], concepts: Sequence[Concept], day: date
) -> Iterator[Claim]:
    for one in supported:
        evidence = one.evidence
        place = found_in(evidence)
        words = matched_words(one.find, concepts)
        part, part_en = part_of(evidence)
        why = Why(
            f"{part} của {place.vi} nói về {words}.",
            f"{part_en} of {place.en} speaks of {words}.",
        )
        if evidence.row is not None:
            named = sorted(
                row_claims(shelf, evidence, why, day, concepts=concepts),
                key=lambda said: not said.binds,
            )
            yield from named[:_PER_ROW]
        else:
            yield claim(shelf, evidence, why, day)
