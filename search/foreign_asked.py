"""Questions for an international number: first the national standards that adopt it."""

from __future__ import annotations

from datetime import date
from typing import Final

from search.adoption import Adopter, AdoptionGround, adopting
from search.citing import named
from search.claims import Claim, claim
from search.evidence import Evidence, Why, first_page
from search.mentions import mentions
from search.part_standing import part_standing
from search.shelf import Shelf
from standards.errors import BadIdentifier
from standards.identifier import Family, Identifier
from standards.loose import LooseNumber
from standards.relation import AdoptionDegree

__all__ = ["adopting_claims", "foreign_works"]

_WORKS: Final = 6
_DEGREES: Final = {
    AdoptionDegree.IDENTICAL: ("hoàn toàn tương đương", "identical"),
    AdoptionDegree.MODIFIED: ("tương đương có sửa đổi", "modified"),
    AdoptionDegree.NOT_EQUIVALENT: ("không tương đương", "not equivalent"),
}


def foreign_works(shelf: Shelf, typed: LooseNumber) -> list[Identifier]:
    """International numbers that a typed one may mean, without their years: as typed, and as known.

    Empty for national numbers.
    """
    found: list[Identifier] = []
    try:
        own = Identifier.parse(typed.text)
    except BadIdentifier:
        own = None
    if own is not None and own.family is Family.FOREIGN:
        found.append(own.without_year())
    found += [
        known.without_year()
        for known in shelf.numbered(typed.number)
        if known.family is Family.FOREIGN and typed.names_work(known)
    ]
    return list(dict.fromkeys(found))[:_WORKS]


def adopting_claims(shelf: Shelf, typed: LooseNumber, day: date) -> list[Claim]:
    """Claims of standards that adopt the number typed: before all what binds on the day, then what
    adopts the very edition. Empty for national numbers.
    """
    found: dict[Identifier, tuple[Adopter, Claim]] = {}
    for work in foreign_works(shelf, typed):
        for adopter in adopting(shelf, work):
            made = _claim(shelf, adopter, day)
            if made is not None:
                found.setdefault(adopter.number, (adopter, made))
    ordered = sorted(
        found.values(),
        key=lambda pair: (not pair[1].binds, pair[0].foreign.year not in typed.years),
    )
    return [made for _, made in ordered]


def _claim(shelf: Shelf, adopter: Adopter, day: date) -> Claim | None:
    """What an adopting text says, in its own words or in those of a text that names it."""
    vi = f"{adopter.number} chấp nhận {adopter.foreign}"
    en = f"{adopter.number} adopts {adopter.foreign}"
    if adopter.degree is not None:
        words = _DEGREES[adopter.degree]
        vi, en = f"{vi} ({words[0]})", f"{en} ({words[1]})"
    if adopter.documents:
        evidence = _stated(shelf, adopter, day)
        return claim(shelf, evidence, Why(f"{vi}.", f"{en}."), day)
    named_in = mentions(shelf, adopter.number, day)
    if not named_in:
        return None
    place = named(named_in[0].document)
    why = Why(
        f"{vi}; {place.vi} có nêu {adopter.number}.", f"{en}; {place.en} names {adopter.number}."
    )
    return claim(shelf, named_in[0], why, day, number=adopter.number)


def _stated(shelf: Shelf, adopter: Adopter, day: date) -> Evidence:
    """The words that state the adoption; the title where only the number does."""
    for ground in adopter.grounds:
        evidence = _worded(shelf, ground, day)
        if evidence is not None:
            return evidence
    return first_page(shelf, shelf.document(adopter.documents[0]), day)


def _worded(shelf: Shelf, ground: AdoptionGround, day: date) -> Evidence | None:
    if ground.document is None or ground.clause is None or not ground.words:
        return None
    document = shelf.document(ground.document)
    clause = document.clause(ground.clause)
    at = clause.text.find(ground.words) if clause is not None else -1
    if clause is None or at < 0:
        return None
    end = at + len(ground.words)
    return Evidence(
        document=document,
        clause=clause,
        row=None,
        page=ground.page,
        boxes=tuple(box for box in clause.boxes(at, end) if box.page == ground.page),
        quote=ground.words,
        standing=part_standing(shelf, document, clause.key, day),
        start=at,
        end=end,
    )
