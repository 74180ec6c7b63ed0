"""What an answer says before it is written out: evidence, and the text that it speaks for.

Evidence in one document may speak for another one that a row or clause names. Both have a status
on the day; an answer rests on both. Claims are cheap to make and to put in order;
:mod:`search.writing` writes those out that are shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from search.answers import HsMatch
from search.editions import Resolution, resolve
from search.evidence import Evidence, Why
from search.shelf import Shelf
from search.status import kind_of_number, standing, standing_of
from standards.document import Document, Kind
from standards.history import Standing
from standards.identifier import Family, Identifier
from standards.validity import Status

__all__ = ["OUT", "Claim", "Subject", "claim", "gather", "subject_of"]

OUT: Final = frozenset({Status.ENDED, Status.NOT_YET, Status.SUSPENDED})
"""What does not bind on the day; unverified may, and says that nobody knows."""

_REACH: Final = 4
"""Claims that do not bind are kept up to this many times as many as are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The text that an answer is about: ``number`` as the evidence names it, the held document,
    and what it is on the day. ``edition`` says where a number without a year leads."""

    number: Identifier | None
    document: Document | None
    kind: Kind
    standing: Standing
    edition: Resolution | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Evidence that speaks for a text, and how it was found."""

    subject: Subject
    evidence: Evidence
    why: Why
    hs: tuple[HsMatch, ...] = ()

    @property
    def number(self) -> str | None:
        """The number of the text, if it has one."""
        return str(self.subject.number) if self.subject.number else None

    @property
    def binds(self) -> bool:
        """Whether neither the text nor what the evidence stands in is out of force that day."""
        return not {self.subject.standing.status, self.evidence.standing.status} & OUT

    @property
    def is_verified(self) -> bool:
        """Whether the status of both is known."""
        known = (self.subject.standing.status, self.evidence.standing.status)
        return Status.UNVERIFIED not in known


def claim(
    shelf: Shelf,
    evidence: Evidence,
    why: Why,
    day: date,
    *,
    number: Identifier | None = None,
    hs: tuple[HsMatch, ...] = (),
) -> Claim:
    """What evidence says of ``number``; None is the evidence's own document."""
    document = evidence.document
    if number is None or number == document.number:
        own = Subject(
            number=document.number,
            document=document,
            kind=document.kind,
            standing=standing(shelf, document, day),
        )
        return Claim(subject=own, evidence=evidence, why=why, hs=hs)
    return Claim(subject=subject_of(shelf, number, day), evidence=evidence, why=why, hs=hs)


def subject_of(shelf: Shelf, number: Identifier, day: date) -> Subject:
    """The text with that number on the day; a number without a year leads to the edition in force.

    What no edition in force is known for stays the undated number, and its status unverified.
    """
    if not number.is_dated and number.family is not Family.LEGAL_ACT:
        found = resolve(shelf, number, day)
        if found.edition is None:
            return Subject(
                number=number,
                document=None,
                kind=kind_of_number(number),
                standing=Standing(status=Status.UNVERIFIED, reason=found.reason),
                edition=found,
            )
        held = next((slug for slug in found.edition.slugs if slug in shelf.summaries), None)
        document = shelf.document(held) if held is not None else None
        return Subject(
            number=number,
            document=document,
            kind=document.kind if document is not None else kind_of_number(number),
            standing=found.edition.standing,
            edition=found,
        )
    held = next((slug for slug in shelf.held_as(number) if slug in shelf.summaries), None)
    if held is None:
        return Subject(
            number=number,
            document=None,
            kind=kind_of_number(number),
            standing=standing_of(shelf, number, day),
        )
    document = shelf.document(held)
    return Subject(
        number=number,
        document=document,
        kind=document.kind,
        standing=standing(shelf, document, day),
    )


def gather(keyed: Iterable[tuple[object, Claim]], limit: int) -> list[Claim]:
    """One claim a key, and of claims alike one that binds; those that bind first.

    Reads on until ``limit`` of them bind, however many do not: what is not in force takes no place
    from what is. Of those that do not bind the first are kept, a few times ``limit``.
    """
    found: dict[object, Claim] = {}
    binding = 0
    for key, one in keyed:
        held = found.get(key)
        if held is not None and (held.binds or not one.binds):
            continue
        if not one.binds and len(found) - binding >= _REACH * limit:
            continue
        found.pop(key, None)
        found[key] = one
        binding += one.binds
        if binding >= limit:
            break
    return sorted(found.values(), key=lambda one: not one.binds)
