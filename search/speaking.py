"""Which finds speak of the goods that a question names, and which merely mention them.

A general act mentions many goods in passing: how they are labelled, how they are filled into
bottles. That is no answer to who asks which standard applies. A row, a title, a scope, and a clause
of a regulation or a standard speak; a clause of a legal act does if it cites a standard or
regulation, or if the goods stand in the act's title or in a heading above the clause.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from search.concepts import Question
from search.coverage import matched
from search.gather import Find
from search.shelf import Shelf
from search.words import words_of
from standards.document import Document, Kind
from standards.identifier import Family

__all__ = ["speaking"]

_ACTS: Final = frozenset({Kind.LAW, Kind.DECREE, Kind.CIRCULAR, Kind.DECISION, Kind.CONSOLIDATED})
_NAMED: Final = 0.5
"""From here on a heading names what the question is about before all."""


def speaking(shelf: Shelf, finds: Sequence[Find], question: Question, kind: str) -> list[Find]:
    """The finds that speak of what is asked, in their order; all of them where a clause is asked
    for."""
    if kind != "product":
        return list(finds)
    return [find for find in finds if _speaks(shelf, find, question)]


def _speaks(shelf: Shelf, find: Find, question: Question) -> bool:
    if find.sort != "clause" or shelf.summaries[find.passage.document].kind not in _ACTS:
        return True
    if _is_headed(find, question):
        return True
    return _cites(shelf.document(find.passage.document), find)


def _is_headed(find: Find, question: Question) -> bool:
    """Whether the act's title or a heading names what the question is about."""
    if question.head is None:
        return False
    return matched(question.head, words_of(find.passage.heading)) >= _NAMED


def _cites(document: Document, find: Find) -> bool:
    """Whether the words found cite a standard or regulation."""
    passage = find.passage
    return any(
        citation.clause == passage.clause
        and citation.target.family is not Family.LEGAL_ACT
        and (
            citation.start is None
            or not passage.end
            or passage.start <= citation.start < passage.end
        )
        for citation in document.citations
    )
