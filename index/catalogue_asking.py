"""What every catalogue answers in the same way, once it can find records by their keys."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from typing import TypeVar

from index.catalogue import ListKind, ListRecord, LoadedList, Searched
from index.catalogue_keys import Key, KeyKind, asked_about, asked_number, heading_of
from standards.catalogue import CatalogueRecord, ForeignRecord, HsName, IcsName, RiskRow
from standards.hs import HsCode
from standards.identifier import Identifier

__all__ = ["Asking"]

_Record = TypeVar("_Record", CatalogueRecord, ForeignRecord, HsName, IcsName, RiskRow)


class Asking(ABC):
    """The questions of the port :class:`index.catalogue.Catalogue`."""

    @abstractmethod
    def lists(self) -> tuple[LoadedList, ...]:
        """The lists kept, by name."""

    @abstractmethod
    def _find(self, keys: Sequence[Key]) -> Iterable[ListRecord]:
        """Records with any of the keys, each once, by list and row."""

    @abstractmethod
    def _of_kind(self, kind: ListKind) -> Iterable[ListRecord]:
        """All records of that kind, by list and row."""

    def _found(self, kind: type[_Record], *keys: Key) -> tuple[_Record, ...]:
        return tuple(record for record in self._find(keys) if isinstance(record, kind))

    def records(self, number: Identifier) -> tuple[CatalogueRecord, ...]:
        """Records of exactly that number, of every list; an undated one finds all editions."""
        keys = asked_number(KeyKind.NUMBER, KeyKind.WORK, number)
        return self._found(CatalogueRecord, *keys)

    def with_slug(self, slug: str) -> tuple[Searched, ...]:
        """Records of standards, national and foreign, whose number, with its year or without, has
        that slug."""
        found = self._find([(KeyKind.SLUG, slug)])
        return tuple(r for r in found if isinstance(r, CatalogueRecord | ForeignRecord))

    def records_naming(self, number: Identifier) -> tuple[CatalogueRecord, ...]:
        """Records that say they replace, are replaced by, amend or adopt that number."""
        return self._found(CatalogueRecord, *asked_about(number))

    def records_of_goods(self, code: HsCode) -> tuple[CatalogueRecord, ...]:
        """Records of standards with a code of the same 4-digit heading."""
        return self._found(CatalogueRecord, (KeyKind.OF_HEADING, heading_of(code)))

    def records_of_ics(self, code: str) -> tuple[CatalogueRecord, ...]:
        """Records of standards that state that class themselves."""
        return self._found(CatalogueRecord, (KeyKind.OF_ICS, code))

    def foreign(self, number: Identifier) -> tuple[ForeignRecord, ...]:
        """Records of an international standard; an undated number finds all editions."""
        keys = asked_number(KeyKind.FOREIGN, KeyKind.FOREIGN_WORK, number)
        return self._found(ForeignRecord, *keys)

    def hs_name(self, code: HsCode) -> HsName | None:
        """What the tariff loaded last calls the code."""
        return self._latest(self._found(HsName, (KeyKind.HS, code.digits)))

    def hs_below(self, code: HsCode) -> tuple[HsName, ...]:
        """The codes of the tariff under it, in order and each once; empty for one that is gone."""
        under: dict[str, list[HsName]] = {}
        for name in self._found(HsName, (KeyKind.HS_HEADING, heading_of(code))):
            if name.code.level > code.level and name.code.digits.startswith(code.digits):
                under.setdefault(name.code.digits, []).append(name)
        latest = (self._latest(under[digits]) for digits in sorted(under))
        return tuple(name for name in latest if name is not None)

    def has_tariff(self) -> bool:
        """Whether a tariff is loaded: only then is a code that is missing gone from it."""
        return any(held.kind is ListKind.HS for held in self.lists())

    def ics_name(self, code: str) -> IcsName | None:
        """The class with that code, as the list loaded last has it."""
        return self._latest(self._found(IcsName, (KeyKind.ICS, code)))

    def ics_below(self, code: str) -> tuple[IcsName, ...]:
        """The classes one step under it, in order and each once."""
        below: dict[str, list[IcsName]] = {}
        for name in self._found(IcsName, (KeyKind.ICS_ABOVE, code)):
            below.setdefault(name.code, []).append(name)
        latest = (self._latest(below[one]) for one in sorted(below))
        return tuple(name for name in latest if name is not None)

    def risk_rows(self, code: HsCode) -> tuple[RiskRow, ...]:
        """Rows of risk lists with a code of the same 4-digit heading."""
        return self._found(RiskRow, (KeyKind.RISK_HEADING, heading_of(code)))

    def tariff(self) -> tuple[HsName, ...]:
        """Every code of the tariff with its names, each once, in order."""
        named: dict[str, list[HsName]] = {}
        for record in self._of_kind(ListKind.HS):
            if isinstance(record, HsName):
                named.setdefault(record.code.digits, []).append(record)
        latest = (self._latest(named[digits]) for digits in sorted(named))
        return tuple(name for name in latest if name is not None)

    def risks(self) -> tuple[RiskRow, ...]:
        """Every row of every risk list, by list and row."""
        return tuple(r for r in self._of_kind(ListKind.RISK) if isinstance(r, RiskRow))

    def _latest(self, found: Sequence[_Record]) -> _Record | None:
        """The first one of the list that was loaded last."""
        if len({record.provenance.source for record in found}) > 1:
            order = [held.name for held in sorted(self.lists(), key=lambda held: held.at)]
            return max(found, key=lambda r: _place(order, r.provenance.source))
        return found[0] if found else None


def _place(order: Sequence[str], name: str) -> int:
    return order.index(name) if name in order else -1
