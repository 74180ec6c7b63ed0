"""By what the records of lists are found: one rule for every implementation of the catalogue.

A record has keys, a question asks for some; what shares one is found. Numbers go by
``Identifier.key`` and ``Identifier.undated()``, so an undated number meets all editions.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum

from index.catalogue import ListKind, ListRecord
from standards.adopted import adopted_by_number
from standards.catalogue import CatalogueRecord, ForeignRecord, HsName, IcsName, RiskRow
from standards.hs import HsCode
from standards.identifier import Identifier, canonical_slug
from standards.reading import unmarked

__all__ = [
    "Key",
    "KeyKind",
    "asked_about",
    "asked_number",
    "folded",
    "heading_of",
    "keys_of",
    "kind_of_record",
    "named_by",
    "searched_words",
    "sort_of",
]

_DIGITS = re.compile(r"\d+")
_KINDS: dict[type, ListKind] = {
    CatalogueRecord: ListKind.STANDARDS,
    ForeignRecord: ListKind.FOREIGN,
    HsName: ListKind.HS,
    IcsName: ListKind.ICS,
    RiskRow: ListKind.RISK,
}


class KeyKind(StrEnum):
    """What a key means."""

    SLUG = "slug"
    NUMBER = "number"
    WORK = "work"
    NAMES = "names"
    NAMES_WORK = "names-work"
    FOREIGN = "foreign"
    FOREIGN_WORK = "foreign-work"
    HS = "hs"
    HS_HEADING = "hs-heading"
    ICS = "ics"
    ICS_ABOVE = "ics-above"
    RISK_HEADING = "risk-heading"
    OF_ICS = "of-ics"
    OF_HEADING = "of-heading"


Key = tuple[KeyKind, str]


def kind_of_record(record: ListRecord) -> ListKind:
    """The kind of list in which such a record stands."""
    return _KINDS[type(record)]


def keys_of(record: ListRecord) -> tuple[Key, ...]:
    """The keys by which a record is found, each once."""
    return tuple(dict.fromkeys(_keys(record)))


def _keys(record: ListRecord) -> Iterator[Key]:
    match record:
        case CatalogueRecord():
            yield from _slugs(record.number)
            yield from _dated(KeyKind.NUMBER, KeyKind.WORK, record.number)
            for number in named_by(record):
                yield from _dated(KeyKind.NAMES, KeyKind.NAMES_WORK, number)
            for code in record.ics:
                yield KeyKind.OF_ICS, code
            for goods in record.hs:
                yield KeyKind.OF_HEADING, heading_of(goods)
        case ForeignRecord():
            yield from _slugs(record.number)
            yield from _dated(KeyKind.FOREIGN, KeyKind.FOREIGN_WORK, record.number)
        case HsName():
            yield KeyKind.HS, record.code.digits
            yield KeyKind.HS_HEADING, heading_of(record.code)
        case IcsName():
            yield KeyKind.ICS, record.code
            yield KeyKind.ICS_ABOVE, record.code.rpartition(".")[0]
        case RiskRow():
            if record.hs is not None:
                yield KeyKind.RISK_HEADING, heading_of(record.hs)


def _slugs(number: Identifier) -> Iterator[Key]:
    """The slug of the number, and that of its work."""
    yield KeyKind.SLUG, number.slug
    yield KeyKind.SLUG, canonical_slug(number.undated())


def _dated(exact: KeyKind, work: KeyKind, number: Identifier) -> Iterator[Key]:
    yield exact, number.key
    undated = number.undated()
    if undated != number.key:
        yield work, undated


def named_by(record: CatalogueRecord) -> tuple[Identifier, ...]:
    """The other numbers that a record names, in its own number too, each once."""
    return tuple(
        dict.fromkeys(
            (
                *record.replaces,
                *record.replaced_by,
                *record.amends,
                *record.adopts,
                *adopted_by_number(record.number),
            )
        )
    )


def asked_number(exact: KeyKind, work: KeyKind, number: Identifier) -> tuple[Key, ...]:
    """Keys of exactly that number; for an undated one also those of all its editions."""
    undated = number.undated()
    return (
        ((exact, number.key), (work, undated)) if undated == number.key else ((exact, number.key),)
    )


def asked_about(number: Identifier) -> tuple[Key, ...]:
    """Keys of records that name that number, or one of the two is an undated name of the other."""
    undated = number.undated()
    if undated == number.key:
        return (KeyKind.NAMES, number.key), (KeyKind.NAMES_WORK, undated)
    return (KeyKind.NAMES, number.key), (KeyKind.NAMES, undated)


def heading_of(code: HsCode) -> str:
    """The four digits of the heading."""
    return code.digits[:4]


def folded(text: str) -> str:
    """Small letters without tone marks, one blank between words.

    >>> folded("Mũ  Bảo hiểm ĐẶC biệt")
    'mu bao hiem dac biet'
    """
    plain = text if text.isascii() else unmarked(unicodedata.normalize("NFC", text))
    return " ".join(plain.casefold().split())


def searched_words(record: ListRecord) -> str:
    """The words among which a search looks: number and titles; empty for what has no number."""
    if isinstance(record, CatalogueRecord):
        titles = (record.title or "", record.title_en or "")
        return folded(" ".join((str(record.number), record.number.key, *titles)))
    if isinstance(record, ForeignRecord):
        return folded(f"{record.number} {record.number.key} {record.title_en}")
    return ""


def sort_of(record: ListRecord, source: str | None = None) -> str:
    """Orders records by number as people count (``TCVN 9`` before ``TCVN 10``), then by list
    (``source``, if not that of the record) and row; no two records of standards have the same."""
    name = getattr(record, "number", None)
    key = name.key if isinstance(name, Identifier) else ""
    counted = _DIGITS.sub(lambda run: run[0].zfill(8), key)
    here = record.provenance
    return f"{counted}\t{here.source if source is None else source}\t{here.row:08d}"
