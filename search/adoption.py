"""International standards that national ones adopt, from both sides, with who says so.

Reads what held documents say of themselves, what their numbers say, and the catalogue: an office's
list for what adopts what, a publisher's for title, ICS classes and whether the adopted text still
stands. What an adopted text is called in English is the adopting one's English title only where the
adoption is identical (ISO/IEC Guide 21-1); its ICS classes hold unless it is not equivalent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from index.stages import stage_of
from search.shelf import Shelf
from standards.adopted import adopted_by_number, degree_by_number
from standards.catalogue import CatalogueRecord, ForeignRecord, IcsName, Provenance
from standards.document import Document
from standards.errors import BadIdentifier
from standards.history import Basis
from standards.identifier import Identifier
from standards.relation import AdoptionDegree, Verb

__all__ = [
    "Adopter",
    "Adoption",
    "AdoptionGround",
    "IcsClass",
    "adopters_of_ics",
    "adopting",
    "adoptions",
    "adoptions_of",
    "editions_only",
    "successors",
]


_EDITION = re.compile(r":\d{4}(?:-\d\d)?")
"""What stands behind the number of an edition; ``:2019/Amd 1:2024`` is a supplement to one,
``:2024 SER`` and ``:2012 CSV`` bundle several texts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptionGround:
    """Who says that it is adopted, and how near: words of a held document, the number itself
    (``NUMBERING``), or a row of a list (``provenance``)."""

    basis: Basis
    degree: AdoptionDegree | None
    document: str | None = None
    clause: str | None = None
    page: int = 0
    words: str = ""
    provenance: Provenance | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IcsClass:
    """A class, its name if a list of names is loaded, and the record that states it."""

    code: str
    name: IcsName | None
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """An international standard that a national one adopts.

    ``degree`` is None where nobody says how near, or where two say different things. ``records``
    are what publishers' lists have of it: of an undated number all editions. ``title`` is the
    record that gives the English title, None if none may; ``newer`` are later editions and texts
    that replace it, as their publisher has them.
    """

    foreign: Identifier
    degree: AdoptionDegree | None
    grounds: tuple[AdoptionGround, ...]
    records: tuple[ForeignRecord, ...] = ()
    title: ForeignRecord | None = None
    ics: tuple[IcsClass, ...] = ()
    newer: tuple[Identifier, ...] = ()

    @property
    def is_withdrawn(self) -> bool | None:
        """Whether its publisher has withdrawn the text; None if no list has it."""
        if not self.records:
            return None
        return all(record.is_withdrawn for record in self.records)


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopter:
    """A national standard that adopts an international one: ``documents`` are ids of held
    documents, ``records`` rows of lists with its number; ``foreign`` is what it names."""

    number: Identifier
    documents: tuple[str, ...]
    records: tuple[CatalogueRecord, ...]
    foreign: Identifier
    degree: AdoptionDegree | None
    grounds: tuple[AdoptionGround, ...]


_Claim = tuple[Identifier, AdoptionGround]


def adoptions(shelf: Shelf, document: Document) -> tuple[Adoption, ...]:
    """The international standards that a held document adopts, with what lists have of them."""
    claims = [*_own(document)]
    if document.number is not None:
        claims += _listed(shelf, document.number)
    return _joined(shelf, claims)


def adoptions_of(shelf: Shelf, number: Identifier) -> tuple[Adoption, ...]:
    """The same for a number: of its held documents, and of lists where none is held."""
    claims = [claim for name in shelf.held_as(number) for claim in _own(shelf.document(name))]
    return _joined(shelf, [*claims, *_by_number(number), *_listed(shelf, number)])


def adopting(shelf: Shelf, foreign: Identifier) -> tuple[Adopter, ...]:
    """National standards that adopt it, by number; an undated number asks for all its editions,
    and one that adopts it undated counts for every edition."""
    held = {name for verb, name in shelf.store.relations_to(foreign) if verb == Verb.ADOPTS}
    numbers = {
        document.number
        for document in map(shelf.document, sorted(held))
        if document.number is not None
    }
    numbers.update(number for number in _by_numbers(shelf) if _meets_any(number, foreign))
    numbers.update(
        record.number
        for record in shelf.catalogue.records_naming(foreign)
        if any(_meets(one, foreign) for one in (*record.adopts, *adopted_by_number(record.number)))
    )
    found = (_adopter(shelf, number, foreign) for number in sorted(numbers))
    return tuple(one for one in found if one is not None)


def adopters_of_ics(shelf: Shelf, code: str) -> tuple[Adopter, ...]:
    """National standards, held or listed, that inherit an ICS class from what they adopt."""
    known = _adopters_by_ics.get(shelf)
    if known is None:
        known = {}
        for number in _national(shelf):
            for adoption in adoptions_of(shelf, number):
                for ics in adoption.ics:
                    known.setdefault(ics.code, []).append((number, adoption.foreign))
        _adopters_by_ics[shelf] = known
    found = (_adopter(shelf, number, foreign) for number, foreign in known.get(code, ()))
    return tuple(one for one in found if one is not None)


_adopters_by_ics: WeakKeyDictionary[Shelf, dict[str, list[tuple[Identifier, Identifier]]]] = (
    WeakKeyDictionary()
)


def _national(shelf: Shelf) -> tuple[Identifier, ...]:
    """Numbers of texts, held or listed, that may adopt something, each once."""
    held = (known.identifier for known in shelf.numbers if known.held_as)
    return tuple(dict.fromkeys((*held, *shelf.catalogue.numbers())))


def _by_numbers(shelf: Shelf) -> Iterator[Identifier]:
    """Held numbers that name themselves what they adopt."""
    for known in shelf.numbers:
        if known.held_as and adopted_by_number(known.identifier):
            yield known.identifier


def _own(document: Document) -> Iterator[_Claim]:
    """What a held document says, and what its number does."""
    for relation in document.relations:
        if relation.verb == Verb.ADOPTS:
            yield (
                relation.target,
                AdoptionGround(
                    basis=Basis.TEXT,
                    degree=relation.degree,
                    document=document.id,
                    clause=relation.clause,
                    page=relation.page,
                    words=relation.words,
                ),
            )
    if document.number is not None:
        yield from _by_number(document.number)


def _by_number(number: Identifier) -> Iterator[_Claim]:
    for foreign in adopted_by_number(number):
        degree = degree_by_number(number)
        words = f"{number} ({foreign})" if number.adopts else str(number)
        yield foreign, AdoptionGround(basis=Basis.NUMBERING, degree=degree, words=words)


def _listed(shelf: Shelf, number: Identifier) -> Iterator[_Claim]:
    """What lists say of a number."""
    for record in shelf.catalogue.records(number):
        for foreign in (*record.adopts, *record.number.adopts):
            yield (
                foreign,
                AdoptionGround(
                    basis=Basis.CATALOGUE,
                    degree=record.degree,
                    words=f"{record.number} ({foreign})",
                    provenance=record.provenance,
                ),
            )


def _joined(shelf: Shelf, claims: Iterable[_Claim]) -> tuple[Adoption, ...]:
    """One adoption for each foreign text; an undated name joins the dated one of the same work."""
    by_key: dict[str, tuple[Identifier, list[AdoptionGround]]] = {}
    for foreign, ground in sorted(claims, key=lambda claim: not claim[0].is_dated):
        twin = next((one for one, _ in by_key.values() if one.matches_undated(foreign)), foreign)
        _, grounds = by_key.setdefault(twin.key, (twin, []))
        if ground not in grounds:
            grounds.append(ground)
    return tuple(_adoption(shelf, foreign, grounds) for foreign, grounds in by_key.values())


def _adoption(shelf: Shelf, foreign: Identifier, grounds: list[AdoptionGround]) -> Adoption:
    degree = _degree(grounds)
    records = editions_only(shelf.catalogue.foreign(foreign))
    titles = {record.title_en for record in records}
    inherits = degree is AdoptionDegree.IDENTICAL and len(titles) == 1
    return Adoption(
        foreign=foreign,
        degree=degree,
        grounds=tuple(grounds),
        records=records,
        title=records[-1] if inherits else None,
        ics=() if degree is AdoptionDegree.NOT_EQUIVALENT else _classes(shelf, records),
        newer=_newer(shelf, foreign, records),
    )


def _degree(grounds: Iterable[AdoptionGround]) -> AdoptionDegree | None:
    stated = {ground.degree for ground in grounds if ground.degree is not None}
    return stated.pop() if len(stated) == 1 else None


def editions_only(records: Iterable[ForeignRecord]) -> tuple[ForeignRecord, ...]:
    """Editions only, without their supplements and bundles, unless the number asked for is one."""
    kept = tuple(records)
    whole = tuple(record for record in kept if _EDITION.fullmatch(record.number.tail))
    return whole or kept


def _classes(shelf: Shelf, records: Iterable[ForeignRecord]) -> tuple[IcsClass, ...]:
    """The classes on which all editions agree."""
    stated = [record for record in records if record.ics]
    if not stated:
        return ()
    agreed = [code for code in stated[-1].ics if all(code in record.ics for record in stated)]
    return tuple(
        IcsClass(
            code=code,
            name=shelf.catalogue.ics_name(code),
            provenance=stated[-1].provenance,
        )
        for code in agreed
    )


def _newer(
    shelf: Shelf, foreign: Identifier, records: Iterable[ForeignRecord]
) -> tuple[Identifier, ...]:
    """What stands in the place of an edition: later editions that stand, then named successors."""
    if foreign.year is None:
        return ()
    later = {
        record.number: None
        for record in editions_only(shelf.catalogue.foreign(foreign.without_year()))
        if _EDITION.fullmatch(record.number.tail) and (record.number.year or 0) > foreign.year
        if not record.is_withdrawn and stage_of(record.stage).is_published
    }
    for record in records:
        later.update(dict.fromkeys(successors(record)))
    return tuple(number for number in later if number != foreign)


def successors(record: ForeignRecord) -> tuple[Identifier, ...]:
    """What replaces a text, as its publisher has it; names that are no numbers are left out."""
    found: list[Identifier] = []
    for name in record.replaced_by:
        try:
            found.append(Identifier.parse(name))
        except BadIdentifier:
            continue
    return tuple(found)


def _adopter(shelf: Shelf, number: Identifier, foreign: Identifier) -> Adopter | None:
    for adoption in adoptions_of(shelf, number):
        if _meets(adoption.foreign, foreign):
            return Adopter(
                number=number,
                documents=shelf.held_as(number),
                records=shelf.catalogue.records(number),
                foreign=adoption.foreign,
                degree=adoption.degree,
                grounds=adoption.grounds,
            )
    return None


def _meets_any(number: Identifier, foreign: Identifier) -> bool:
    return any(_meets(one, foreign) for one in adopted_by_number(number))


def _meets(one: Identifier, other: Identifier) -> bool:
    return one == other or one.matches_undated(other)
