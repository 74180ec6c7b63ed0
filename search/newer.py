"""Newer editions of a work: one that has come into force takes the place of the older ones.

A newer edition keeps the number and changes the year (TT 26/2019/TT-BKHCN, Điều 13; TT
11/2021/TT-BKHCN, Điều 8). One of which nobody knows the day leaves the older one in doubt from its
year on. Amendments are no editions, and legal acts have none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from search.acting import Inquiry
from search.deeds import windows
from standards.claims import leading
from standards.history import Basis, Event, EventKind, History, Witness
from standards.identifier import Family, Identifier

__all__ = ["amendment_claims", "has_editions", "is_newer", "newer_claims"]


def has_editions(number: Identifier) -> bool:
    """Whether a newer year of that number takes its place.

    >>> has_editions(Identifier.parse("QCVN 16:2019/BXD"))
    True
    >>> has_editions(Identifier.parse("01/2021/TT-BLĐTBXH"))
    False
    """
    return (
        number.is_dated
        and not number.is_amendment
        and number.family not in (Family.LEGAL_ACT, Family.FOREIGN)
    )


def is_newer(other: Identifier, number: Identifier) -> bool:
    """Whether the other edition of the work takes the place of this one once it is in force."""
    return has_editions(number) and (other.year or 0) > (number.year or 0)


def newer_claims(inquiry: Inquiry, number: Identifier) -> Iterator[Event]:
    """The newer editions as what replaces this one."""
    for other in inquiry.editions(number):
        if is_newer(other, number):
            yield from _replaced(inquiry, other, inquiry.life(other))


def amendment_claims(inquiry: Inquiry, number: Identifier) -> Iterator[Event]:
    """Amendments that are not held themselves: their numbers tell what they amend."""
    for amendment in inquiry.amendments(number):
        if inquiry.copies(amendment):
            continue
        life = inquiry.life(amendment)
        starts = [event for event in life.events if event.kind is EventKind.STARTED]
        for event in leading(starts):
            for time in windows(life, event.day) if event.day is not None else ():
                yield Event(
                    kind=EventKind.AMENDED,
                    day=time.start,
                    witness=event.witness,
                    by=amendment,
                    until=time.end,
                    act=event.by,
                )


def _replaced(inquiry: Inquiry, newer: Identifier, life: History) -> Iterator[Event]:
    starts = [event for event in life.events if event.kind is EventKind.STARTED]
    dated = [event for event in leading(starts) if event.day is not None]
    for event in dated:
        assert event.day is not None
        for time in windows(life, event.day)[:1]:
            basis = event.witness.basis
            basis = Basis.CATALOGUE if basis is Basis.CATALOGUE else Basis.NUMBERING
            yield Event(
                kind=EventKind.REPLACED,
                day=time.start,
                witness=replace(event.witness, basis=basis),
                by=newer,
                act=event.by,
            )
    if not dated:
        yield Event(
            kind=EventKind.REPLACED,
            day=None,
            witness=_seen(inquiry, newer, life),
            by=newer,
            earliest=_issued(newer, life),
        )


def _issued(newer: Identifier, life: History) -> date | None:
    days = [e.day for e in life.events if e.kind is EventKind.ISSUED and e.day is not None]
    assert newer.year is not None
    return min(days, default=date(newer.year, 1, 1))


def _seen(inquiry: Inquiry, newer: Identifier, life: History) -> Witness:
    """Where the newer edition was met: itself, or the first text that names it."""
    for copy in inquiry.copies(newer):
        return replace(copy.witness(None, copy.page, str(newer)), basis=Basis.NUMBERING)
    for event in life.events:
        return replace(event.witness, basis=Basis.NUMBERING)
    for mention in inquiry.shelf.store.citing(newer):
        facts = inquiry.facts(mention.document)
        if facts is not None and str(newer.year) in mention.text:
            witness = facts.witness(mention.clause, mention.page, mention.text)
            return replace(witness, basis=Basis.NUMBERING)
    for _, document_id in inquiry.shelf.relations_to(newer):
        facts = inquiry.facts(document_id)
        for relation in facts.relations if facts is not None else ():
            if facts is not None and relation.target == newer:
                witness = facts.witness(relation.clause, relation.page, relation.words)
                return replace(witness, basis=Basis.NUMBERING)
    return Witness(
        basis=Basis.NUMBERING, document=None, number=newer, clause=None, page=0, words=str(newer)
    )
