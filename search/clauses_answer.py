"""Answers to a question about a clause: each clause that answers, with its words.

Several clauses of one document may stand side by side; a row of a list answers for the list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from search.answers import Answer
from search.concepts import Concept
from search.evidence import Why, answer, found_in
from search.products import Supported, matched_words
from search.shelf import Shelf

__all__ = ["clause_answers"]


def clause_answers(
    shelf: Shelf,
    supported: Sequence[Supported],
    concepts: Sequence[Concept],
    day: date,
    limit: int,
) -> tuple[Answer, ...]:
    """One answer a find, best first, each place once."""
    found: dict[tuple[str, str, int], Answer] = {}
    for one in _each(shelf, supported, concepts, day):
        place = one.clause.url if one.clause else one.product or ""
        found.setdefault((one.slug, place, one.page), one)
        if len(found) >= limit:
            break
    return tuple(found.values())


def _each(
    shelf: Shelf, supported: Sequence[Supported], concepts: Sequence[Concept], day: date
) -> Iterator[Answer]:
    for one in supported:
        evidence = one.evidence
        place = found_in(evidence)
        words = matched_words(one.find, concepts)
        part = evidence.clause.label if evidence.clause is not None else ""
        if evidence.row is not None:
            part = f"Dòng {evidence.row.ordinal}".strip()
        why = Why(
            f"{part or 'Tên'} của {place.vi} nói về {words}.",
            f"{part or 'The title'} of {place.en} speaks of {words}.",
        )
        yield answer(shelf, evidence, why, day)
