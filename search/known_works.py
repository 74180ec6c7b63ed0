"""Every number that the library or a list knows, by the work it belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from search.shelf import Shelf
from standards.identifier import Family, Identifier

__all__ = ["KnownWorks"]

_SIGNED = (Family.QCVN, Family.QCDP)


class KnownWorks:
    """Filled once for a shelf; asking costs a look into a dictionary."""

    def __init__(self, shelf: Shelf) -> None:
        self._editions: dict[str, dict[str, Identifier]] = {}
        self._amendments: dict[str, dict[str, Identifier]] = {}
        self._unsigned: dict[str, dict[str, Identifier]] = {}
        for number in _known(shelf):
            self._add(number)

    def _add(self, number: Identifier) -> None:
        if number.base is not None:
            self._amendments.setdefault(number.base.key, {}).setdefault(number.key, number)
            return
        if number.is_dated:
            self._editions.setdefault(number.undated(), {}).setdefault(number.key, number)
        if number.family in _SIGNED and number.agency:
            for meant in (number, number.without_year()):
                bare = replace(meant, agency=None, adopts=())
                self._unsigned.setdefault(bare.key, {}).setdefault(meant.key, meant)

    def editions(self, number: Identifier) -> tuple[Identifier, ...]:
        """Every dated number of the same work under the same sign, oldest first."""
        found = self._editions.get(number.undated(), {}).values()
        return tuple(sorted(found, key=lambda one: (one.year or 0, one.key)))

    def amendments(self, number: Identifier) -> tuple[Identifier, ...]:
        """Every amendment of exactly that text."""
        return tuple(self._amendments.get(number.key, {}).values())

    def signed(self, number: Identifier) -> tuple[Identifier, ...]:
        """What a regulation's number without its issuer's sign may mean: the same with one."""
        found = self._unsigned.get(number.key, {})
        return tuple(found[key] for key in sorted(found))


def _known(shelf: Shelf) -> Iterator[Identifier]:
    yield from (known.identifier for known in shelf.numbers)
    yield from shelf.catalogue.numbers()
