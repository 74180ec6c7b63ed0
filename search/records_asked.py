"""What imported lists say of the numbers that a question names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final
from weakref import WeakKeyDictionary

from search.adoption import editions_only
from search.foreign_asked import foreign_works
from search.shelf import Shelf
from standards.catalogue import CatalogueRecord, ForeignRecord
from standards.identifier import Identifier
from standards.loose import LooseNumber, resolve
from standards.matching import split_number

__all__ = ["foreign_records", "listed_numbers", "records_of"]

_MOST: Final = 12
_EDITIONS: Final = 6
_CLOSE: Final = 30
"""A number without its year fits all editions by so much less."""

_ByNumber = dict[str, list[Identifier]]
_held: WeakKeyDictionary[Shelf, _ByNumber] = WeakKeyDictionary()


def listed_numbers(shelf: Shelf, typed: LooseNumber) -> list[tuple[Identifier, int]]:
    """Numbers of lists that fit the one typed, the best first, each with the strength of the fit;
    only those that fit about as well as the best one."""
    fitting = [
        (one, typed.matches(one)) for one in resolve(typed, _by_number(shelf).get(typed.number, ()))
    ]
    return [pair for pair in fitting if pair[1] >= fitting[0][1] - _CLOSE]


def records_of(
    shelf: Shelf, typed: Sequence[LooseNumber], fitting: Iterable[Identifier]
) -> tuple[CatalogueRecord, ...]:
    """Records of the numbers typed, and of those that adopt them; each row once."""
    found: dict[tuple[str, int], CatalogueRecord] = {}
    asked = [number for one in typed for number, _ in listed_numbers(shelf, one)]
    for number in dict.fromkeys((*asked, *fitting)):
        _keep(found, shelf.catalogue.records(number))
    for one in typed:
        for number in foreign_works(shelf, one):
            naming = shelf.catalogue.records_naming(number)
            _keep(found, [r for r in naming if any(a.same_work(number) for a in r.adopts)])
    return tuple(found.values())[:_MOST]


def foreign_records(shelf: Shelf, typed: Sequence[LooseNumber]) -> tuple[ForeignRecord, ...]:
    """What publishers' lists have of the international numbers typed: of one without a year all
    editions, those that stand first, then the newest."""
    found: dict[Identifier, ForeignRecord] = {}
    for one in typed:
        for work in foreign_works(shelf, one):
            held = shelf.catalogue.foreign(work)
            dated = [record for record in held if record.number.year in one.years]
            for record in editions_only(dated or held):
                found.setdefault(record.number, record)
    ordered = sorted(found.values(), key=lambda r: (r.is_withdrawn, -(r.number.year or 0)))
    return tuple(ordered[:_EDITIONS])


def _keep(
    found: dict[tuple[str, int], CatalogueRecord], records: Iterable[CatalogueRecord]
) -> None:
    for record in records:
        found.setdefault((record.provenance.source, record.provenance.row), record)


def _by_number(shelf: Shelf) -> _ByNumber:
    """Numbers of the lists by their first part."""
    held = _held.get(shelf)
    if held is None:
        held = defaultdict(list)
        for number in shelf.catalogue.numbers():
            held[split_number((number.base or number).number)[0]].append(number)
        _held[shelf] = held
    return held
