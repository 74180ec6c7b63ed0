"""The catalogue: records of lists, kept beside the store in the library folder.

The port and what imports report. Two implementations, one suite: ``catalogue.sqlite3`` in the
folder of the library (:mod:`index.catalogue_sqlite`), and one in memory
(:mod:`index.catalogue_memory`). Each list is imported whole or not at all, and again in place of
its older self.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, runtime_checkable

from standards.catalogue import CatalogueRecord, ForeignRecord, HsName, IcsName, RiskRow
from standards.hs import HsCode
from standards.identifier import Identifier

__all__ = ["Catalogue", "ListKind", "ListRecord", "LoadedList", "Searched"]


class ListKind(StrEnum):
    """What a list is a list of."""

    STANDARDS = "standards"
    FOREIGN = "foreign"
    ICS = "ics"
    HS = "hs"
    RISK = "risk"


ListRecord = CatalogueRecord | ForeignRecord | HsName | IcsName | RiskRow
Searched = CatalogueRecord | ForeignRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedList:
    """A list that was imported: its name, what it lists, the file it came from with its hash, how
    many records were kept, and when (UTC). ``refused`` are rows that could not be kept, with why.
    """

    name: str
    kind: ListKind
    file: str
    sha256: str
    records: int
    at: datetime
    refused: tuple[str, ...] = ()


@runtime_checkable
class Catalogue(Protocol):
    """Records by what they are about. Nothing found is an empty tuple or None."""

    def load(self, loaded: LoadedList, records: Iterable[ListRecord]) -> None:
        """Keep a list in place of the one of that name; all of it or nothing."""

    def remove(self, name: str) -> bool:
        """Forget a list; tells whether there was one."""

    def lists(self) -> tuple[LoadedList, ...]:
        """The lists kept, by name."""

    def check(self, name: str, row: int, *, by: str, at: datetime) -> bool:
        """Note that a person has compared a row with the original; tells whether it exists.

        The check holds for what the row says: it stays when the list is loaded again, wherever the
        row stands then, and holds no more for a row whose words have changed.
        """

    def uncheck(self, name: str, row: int) -> bool:
        """Take such a check back; tells whether there was one."""

    def row(self, name: str, row: int) -> tuple[ListRecord, ...]:
        """What stands in that row of that list: one record, or several (a row of a risk list with
        several codes); none if there is no such row or it was refused."""

    def records(self, number: Identifier) -> tuple[CatalogueRecord, ...]:
        """Records of exactly that number, of every list; an undated one finds all editions."""

    def with_slug(self, slug: str) -> tuple[Searched, ...]:
        """Records of standards, national and foreign, whose number, with its year or without, has
        that slug."""

    def records_naming(self, number: Identifier) -> tuple[CatalogueRecord, ...]:
        """Records that say they replace, are replaced by, amend or adopt that number."""

    def records_of_goods(self, code: HsCode) -> tuple[CatalogueRecord, ...]:
        """Records of standards with a code of the same 4-digit heading."""

    def records_of_ics(self, code: str) -> tuple[CatalogueRecord, ...]:
        """Records of standards that state that class themselves."""

    def search(self, text: str, *, after: str = "", limit: int = 50) -> tuple[Searched, ...]:
        """Records of standards, national and foreign, each word of the text in their number or
        titles, by number. ``after``: only those behind the record with that
        ``index.catalogue_keys.sort_of``."""

    def foreign(self, number: Identifier) -> tuple[ForeignRecord, ...]:
        """Records of an international standard; an undated number finds all editions."""

    def hs_name(self, code: HsCode) -> HsName | None:
        """What the tariff calls the code, at its own level (4, 6 or 8 digits); of several tariffs
        the one loaded last speaks."""

    def hs_below(self, code: HsCode) -> tuple[HsName, ...]:
        """The codes of the tariff under it, in order; empty for one that is gone."""

    def has_tariff(self) -> bool:
        """Whether a tariff is loaded: only then is a code that is missing gone from it."""

    def ics_name(self, code: str) -> IcsName | None:
        """The class with that code."""

    def ics_below(self, code: str) -> tuple[IcsName, ...]:
        """The classes one step under it, in order."""

    def risk_rows(self, code: HsCode) -> tuple[RiskRow, ...]:
        """Rows of risk lists with a code of the same 4-digit heading."""

    def tariff(self) -> tuple[HsName, ...]:
        """Every code of the tariff with its names, each once, in order; of several tariffs the one
        loaded last speaks."""

    def risks(self) -> tuple[RiskRow, ...]:
        """Every row of every risk list, by list and row."""

    def numbers(self) -> Sequence[Identifier]:
        """Numbers of all records of standards, each once."""

    def generation(self) -> int:
        """Goes up with every change."""

    def integrity(self) -> tuple[str, ...]:
        """What is wrong with what is kept, in words."""

    def close(self) -> None:
        """Let go of files."""
