"""Standards that bind because a regulation in force cites them: the last link of the chain.

A standard is voluntary; what a regulation in force cites of it binds (Luật 68/2006/QH11, Điều 23).
Which citations count is decided by :mod:`search.binding`.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from search.applicability_texts import CitedStandard, Place
from search.binding import Binding, bindings
from search.claims import subject_of
from search.shelf import Shelf
from search.status import kind_of_number
from search.words import terms
from standards.document import Document, Kind
from standards.identifier import Family, Identifier

__all__ = ["cited_standards"]

_SHOWN: Final = 5
"""So many standards of a regulation are shown; how many more there are is counted."""
_DEMANDS: Final = re.compile(r"(?i)\b(?:phải|theo|đáp\s+ứng|tuân|phù\s+hợp|quy\s+định)\b")
_BIND_ALONE: Final = (Family.QCVN, Family.QCDP, Family.LEGAL_ACT)


def cited_standards(
    shelf: Shelf, document: Document, day: date, said: frozenset[str]
) -> tuple[tuple[CitedStandard, ...], int]:
    """The national standards that the document makes bind on the day, and how many more there are.

    Those come first whose citing words share more with ``said``, the syllables of the goods; else
    they stay in reading order. None of a document that is not in force.
    """
    targets = dict.fromkeys(
        one.target
        for one in document.citations
        if kind_of_number(one.target) is Kind.TCVN and one.target.family not in _BIND_ALONE
    )
    found: list[tuple[Identifier, Binding]] = []
    for number in targets:
        places = [one for one in bindings(shelf, number, day) if one.document == document.id]
        if places:
            found.append((number, next(filter(_demands, places), places[0])))
    if said:
        found.sort(key=lambda one: -len(said.intersection(terms(one[1].words))))
    shown: dict[Identifier, CitedStandard] = {}
    for number, place in found[:_SHOWN]:
        one = _cited(shelf, document, number, place, day)
        shown.setdefault(one.number, one)
    return tuple(shown.values()), len(found[_SHOWN:])


def _demands(binding: Binding) -> bool:
    """Whether the words demand something, and are no mere line of a list of references."""
    return bool(binding.parts) or _DEMANDS.search(binding.words) is not None


def _cited(
    shelf: Shelf, document: Document, number: Identifier, binding: Binding, day: date
) -> CitedStandard:
    subject = subject_of(shelf, number, day)
    edition = subject.edition.edition if subject.edition is not None else None
    held = subject.document
    clause = document.clause(binding.clause) if binding.clause else None
    listed = shelf.catalogue.records(number)
    return CitedStandard(
        number=edition.number if edition is not None else number,
        title=held.title if held is not None else next((r.title for r in listed if r.title), None),
        document=held.id if held is not None else None,
        words=" ".join(binding.words.split()),
        parts=binding.parts,
        place=Place(
            document=document.id,
            clause=binding.clause,
            label=clause.label if clause is not None else "",
            page=binding.page,
        ),
        standing=subject.standing,
    )
