"""On which days a document binds and with what force, from what the library holds.

The rules of the life of a text are in :mod:`standards.timeline`, what is known of one is gathered
by :mod:`search.history`. A standard is voluntary until a regulation or a legal act in force cites
it (Luật 68/2006/QH11, Điều 23); regulations bind (Điều 38).
"""

from __future__ import annotations

from datetime import date

from search.binding import BINDING_KINDS, bindings, bindings_not_in_force
from search.editions import resolve
from search.history import history, standing_then
from search.shelf import Shelf
from standards import kinds
from standards.document import Document, Kind
from standards.history import Standing
from standards.identifier import Identifier
from standards.validity import Force, Status

__all__ = ["Standing", "force_of", "kind_of_number", "standing", "standing_of"]


def standing(shelf: Shelf, document: Document, day: date) -> Standing:
    """What the document is on that day, and why."""
    return standing_then(shelf, history(shelf, document), day)


def standing_of(shelf: Shelf, number: Identifier, day: date) -> Standing:
    """What the text with that number is on that day, held or not; for an undated number that is the
    edition in force, and unverified with the reason where there is not exactly one.
    """
    resolution = resolve(shelf, number, day)
    if resolution.edition is not None:
        return resolution.edition.standing
    return Standing(status=Status.UNVERIFIED, reason=resolution.reason)


def kind_of_number(number: Identifier) -> Kind:
    """The kind of a document by its number alone, for documents that are not held."""
    return kinds.kind_of_number(number) or Kind.OTHER


def force_of(shelf: Shelf, number: Identifier | None, kind: Kind, day: date) -> Force:
    """Whether a document binds on that day, by its kind and by who cites it.

    A standard that only texts of unknown standing cite has an unknown force.
    """
    if kind in BINDING_KINDS:
        return Force.MANDATORY
    voluntary = Force.VOLUNTARY if kind is Kind.TCVN else Force.UNKNOWN
    if number is None:
        return voluntary
    if bindings(shelf, number, day):
        return Force.MANDATORY_BY_CITATION
    others = bindings_not_in_force(shelf, number, day)
    if any(one.standing.status is Status.UNVERIFIED for one in others):
        return Force.UNKNOWN
    return voluntary
