"""Answers to a question about a clause: each clause that answers, with its words.

Several clauses of one document may stand side by side; a row of a list answers for the standards
that it names and for the list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

from search.answers import Answer
from search.concepts import Concept
from search.evidence import Why, answer, found_in
from search.products import Supported, matched_words, part_of, row_answers
from search.shelf import Shelf

__all__ = ["clause_answers"]

_PER_ROW = 3
"""Answers that one row of a list gets beside the clauses."""


def clause_answers(
    shelf: Shelf,
    supported: Sequence[Supported],
    concepts: Sequence[Concept],
    day: date,
    limit: int,
) -> tuple[Answer, ...]:
    """One answer a find, best first, each place once."""
    found: dict[tuple[str, str, int, str | None], Answer] = {}
    for one in _each(shelf, supported, concepts, day):
        place = one.clause.url if one.clause else one.product or ""
        number = one.number if one.product else None
        found.setdefault((one.slug, place, one.page, number), one)
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
        part, part_en = part_of(evidence)
        why = Why(
            f"{part} của {place.vi} nói về {words}.",
            f"{part_en} of {place.en} speaks of {words}.",
        )
        if evidence.row is not None:
            named = row_answers(shelf, evidence, why, day, concepts=concepts)
            yield from islice(named, _PER_ROW)
        else:
            yield answer(shelf, evidence, why, day)
