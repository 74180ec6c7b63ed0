"""Facts that lists state of texts, goods and codes, without a file that could be read.

An office loads its own list of standards; the catalogues of ISO and IEC, the International
Classification for Standards (ICS) and the import tariff come as tables; ministries' lists of goods
by risk may be loaded before the circulars themselves are held. Every record keeps the name of its
list, its row, and whether a person checked it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from standards.document import Kind
from standards.hs import HsCode
from standards.identifier import Identifier
from standards.relation import AdoptionDegree
from standards.risk import Measure, RiskLevel
from standards.validity import Status

__all__ = [
    "CatalogueRecord",
    "ForeignRecord",
    "HsName",
    "IcsName",
    "Provenance",
    "RiskRow",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where a record comes from: the list (a name), its row (from 1, the heading not counted), and
    who compared it with the original when; empty and None where nobody has."""

    source: str
    row: int
    checked_by: str = ""
    checked_on: date | None = None

    @property
    def is_checked(self) -> bool:
        """Whether a person has checked it."""
        return bool(self.checked_by)


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueRecord:
    """A row of an office's list of standards. What the list leaves open is None or empty.

    ``status`` is what the list states, on ``status_on`` if it says when.
    """

    number: Identifier
    provenance: Provenance
    kind: Kind = Kind.OTHER
    title: str | None = None
    title_en: str | None = None
    issuer: str | None = None
    issued: date | None = None
    effective_from: date | None = None
    ended_on: date | None = None
    status: Status | None = None
    status_on: date | None = None
    replaces: tuple[Identifier, ...] = ()
    replaced_by: tuple[Identifier, ...] = ()
    amends: tuple[Identifier, ...] = ()
    adopts: tuple[Identifier, ...] = ()
    degree: AdoptionDegree | None = None
    issued_with: Identifier | None = None
    ics: tuple[str, ...] = ()
    hs: tuple[HsCode, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignRecord:
    """An international standard as its publisher's catalogue has it; ``stage`` is the publisher's
    (ISO harmonized stage codes: 60.60 in force, 95.99 withdrawn)."""

    number: Identifier
    provenance: Provenance
    title_en: str
    ics: tuple[str, ...] = ()
    published: str = ""
    stage: str = ""
    is_withdrawn: bool = False
    replaced_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HsName:
    """What the tariff calls a code; ``path_vi`` and ``path_en`` are the headings from the top down,
    joined by `` > ``."""

    code: HsCode
    provenance: Provenance
    name_vi: str
    name_en: str
    path_vi: str = ""
    path_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IcsName:
    """A class of the International Classification for Standards: ``13.340.20``."""

    code: str
    provenance: Provenance
    name_en: str
    full_name_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskRow:
    """A row of a ministry's list of goods by risk. ``hs`` None: the row has no code.

    ``listed_in`` is the circular; ``page`` its page, 0 where the list names none; ``name`` and
    ``condition`` as the list has them, ``is_cut`` where the name is known to be cut short.
    """

    listed_in: Identifier
    provenance: Provenance
    name: str
    hs: HsCode | None = None
    item: str = ""
    annex: str = ""
    risk: RiskLevel | None = None
    measures: tuple[Measure, ...] = ()
    condition: str = ""
    reference: str = ""
    page: int = 0
    is_cut: bool = False
