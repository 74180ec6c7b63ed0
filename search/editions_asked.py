"""In which order texts of like numbers are shown on a day: what is in force before what is not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from search.claims import subject_of
from search.shelf import Shelf
from standards.identifier import Identifier
from standards.validity import Status

__all__ = ["amendments_of", "in_order_of_the_day"]

_ORDER: Final = {
    Status.IN_FORCE: 0,
    Status.PARTLY_ENDED: 0,
    Status.UNVERIFIED: 1,
    Status.SUSPENDED: 2,
    Status.NOT_YET: 3,
    Status.ENDED: 4,
}


def in_order_of_the_day(
    shelf: Shelf, fitting: Iterable[tuple[Identifier, int]], day: date
) -> list[tuple[Identifier, int]]:
    """Numbers by how well they fit, those alike by what they are on the day; else as given."""
    return sorted(
        fitting,
        key=lambda pair: (-pair[1], _ORDER[subject_of(shelf, pair[0], day).standing.status]),
    )


def amendments_of(shelf: Shelf, number: Identifier, day: date) -> list[Identifier]:
    """Known amendments of a text, those in force first, then by their number."""
    found = sorted(shelf.amending(number))
    return [one for one, _ in in_order_of_the_day(shelf, [(one, 0) for one in found], day)]
