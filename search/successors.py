"""What came after a text that ended, from one to the next, up to what binds on the day."""

from __future__ import annotations

from datetime import date
from typing import Final

from search.answers import Successor
from search.claims import subject_of
from search.shelf import Shelf
from standards.history import EventKind, Standing
from standards.identifier import Identifier
from standards.validity import Status

__all__ = ["successors_of"]

_MOST: Final = 5
"""Texts that follow each other: more than these would be a list, not an answer."""


def successors_of(shelf: Shelf, standing: Standing, day: date) -> tuple[Successor, ...]:
    """Texts that replaced the one with that standing, nearest first; empty if it has not ended.

    A text that only repeals another one does not come after it.
    """
    found: dict[Identifier, Successor] = {}
    waiting = _replacing(standing)
    while waiting and len(found) < _MOST:
        number = waiting.pop(0)
        if number in found:
            continue
        subject = subject_of(shelf, number, day)
        document = subject.document
        found[number] = Successor(
            number=number,
            slug=document.id if document is not None else None,
            title=document.title if document is not None else None,
            standing=subject.standing,
        )
        waiting += _replacing(subject.standing)
    return tuple(found.values())


def _replacing(standing: Standing) -> list[Identifier]:
    """The texts that the grounds of an end name as taking its place."""
    if standing.status is not Status.ENDED:
        return []
    return list(
        dict.fromkeys(
            event.by
            for event in standing.grounds
            if event.kind is EventKind.REPLACED and event.by is not None
        )
    )
