"""What one row says about the risk of goods, as a finding with its source.

Makes :class:`RiskFinding` values of rows of held documents and of records of imported lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from index.catalogue import Catalogue
from index.catalogue_keys import folded
from search.regimes import Duty, Party, Regime
from standards.catalogue import RiskRow
from standards.document import Document, ProductRow
from standards.hs import HsCode
from standards.identifier import Identifier
from standards.risk import Measure, RiskLevel
from standards.validity import Status

__all__ = [
    "CodeMatch",
    "FindingBasis",
    "RiskFinding",
    "RowCode",
    "best_match",
    "matches",
    "of_record",
    "of_row",
    "one_an_item",
]


class FindingBasis(StrEnum):
    """Where a finding comes from: the row that was asked about, a row of another held list with the
    same code, or a row of an imported list."""

    ROW = "row"
    LIST = "list"
    CATALOGUE = "catalogue"


@dataclass(frozen=True, slots=True)
class CodeMatch:
    """A code of a row that meets one asked for: on ``level`` digits; ``covers`` if one of the two
    lies within the other, so that they are not merely neighbours under one heading."""

    code: HsCode
    level: int
    covers: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RowCode:
    """A code of an item that meets one asked for, with what the tariff calls it; ``source_row`` is
    its row of an imported list, where each code has a row."""

    match: CodeMatch
    tariff_vi: str = ""
    tariff_en: str = ""
    source_row: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskFinding:
    """What one item of a list says of the goods.

    ``level`` None: it states none. ``is_group_2``: the row stands in a list of nhóm 2. ``words``
    are the list's own, ``condition`` too. ``name`` is the goods as the list has them, cut short
    where ``is_cut``; ``full_name`` is then the heading of the tariff that begins with it, empty if
    none does. ``tariff_vi`` and ``tariff_en`` are what the tariff calls the code of ``match``, the
    finest; ``also`` are the item's other codes that meet one asked for.

    ``number`` is the list's; ``document``, ``row`` (position in its products), ``clause`` and
    ``page`` lead to a held one; ``source`` and ``source_row`` to an imported one, with
    ``checked_by``. ``status`` is the list's own on that day. ``duties`` follow from the level.
    """

    basis: FindingBasis
    level: RiskLevel | None
    measures: tuple[Measure, ...]
    name: str
    number: Identifier | None
    status: Status
    duties: tuple[Duty, ...]
    is_group_2: bool = False
    words: str = ""
    condition: str = ""
    is_cut: bool = False
    full_name: str = ""
    tariff_vi: str = ""
    tariff_en: str = ""
    match: CodeMatch | None = None
    document: str | None = None
    row: int | None = None
    clause: str | None = None
    page: int = 0
    annex: str = ""
    item: str = ""
    reference: str = ""
    source: str = ""
    source_row: int = 0
    checked_by: str = ""
    also: tuple[RowCode, ...] = ()

    @property
    def codes(self) -> tuple[RowCode, ...]:
        """All codes of the item that meet one asked for, the finest match first."""
        if self.match is None:
            return ()
        first = RowCode(
            match=self.match,
            tariff_vi=self.tariff_vi,
            tariff_en=self.tariff_en,
            source_row=self.source_row,
        )
        return first, *self.also

    @property
    def on_import(self) -> tuple[Duty, ...]:
        """What the importer must do."""
        return tuple(duty for duty in self.duties if duty.party is Party.IMPORTER)

    @property
    def at_home(self) -> tuple[Duty, ...]:
        """What the producer in Vietnam must do."""
        return tuple(duty for duty in self.duties if duty.party is Party.PRODUCER)

    @property
    def is_at_odds(self) -> bool:
        """Whether the list demands what the level does not: inspection of medium-risk imports
        (Nghị định 37/2026/NĐ-CP, Điều 82 khoản 1)."""
        return self.level is RiskLevel.MEDIUM and Measure.INSPECTION in self.measures

    @property
    def is_checked(self) -> bool:
        """Whether it was read from the list itself, or a person has checked the imported row."""
        return self.basis is not FindingBasis.CATALOGUE or bool(self.checked_by)


def best_match(asked: Sequence[HsCode], codes: Sequence[HsCode]) -> CodeMatch | None:
    """The finest meeting of both, one that covers before a neighbour; None if none meet."""
    return next(iter(matches(asked, codes)), None)


def matches(asked: Sequence[HsCode], codes: Sequence[HsCode]) -> tuple[CodeMatch, ...]:
    """Each code that meets one asked for, once, what covers before neighbours, then the finest."""
    met: dict[HsCode, CodeMatch] = {}
    for code in codes:
        for wanted in asked:
            level = wanted.match_level(code)
            found = CodeMatch(code, level, wanted.covers(code))
            if level and (code not in met or _place(found) > _place(met[code])):
                met[code] = found
    return tuple(sorted(met.values(), key=_place, reverse=True))


def _place(one: CodeMatch) -> tuple[bool, int]:
    return one.covers, one.level


def one_an_item(findings: Iterable[RiskFinding]) -> list[RiskFinding]:
    """Findings of one item that say the same as one finding with all codes, in the order of the
    first; an imported list gives a row to each code of an item."""
    found: dict[tuple[object, ...], RiskFinding] = {}
    for one in findings:
        key = (
            *(one.basis, one.document, one.row, one.number, one.source, one.annex, one.item),
            *(folded(one.name), one.level, one.measures, one.words, one.condition),
            *(one.is_checked, one.match is None or one.match.covers),
        )
        held = found.get(key)
        found[key] = one if held is None else replace(held, also=(*held.also, *one.codes))
    return list(found.values())


def of_row(
    document: Document,
    row: ProductRow,
    regime: Regime,
    status: Status,
    *,
    basis: FindingBasis,
    met: Sequence[CodeMatch],
    catalogue: Catalogue,
    is_group_2: bool = False,
) -> RiskFinding:
    """The finding of a row of a held document; ``met`` are its codes that meet one asked for."""
    level = row.risk if regime.has_levels else None
    match = met[0] if met else None
    names = _tariff(catalogue, match.code if match else None)
    return RiskFinding(
        basis=basis,
        level=level,
        measures=row.measures,
        name=row.name,
        number=document.number,
        status=status,
        duties=_duties(regime, level, row.measures),
        is_group_2=is_group_2,
        words=row.risk_words,
        condition="; ".join(row.conditions),
        tariff_vi=names[0],
        tariff_en=names[1],
        match=match,
        document=document.id,
        row=next((at for at, one in enumerate(document.products) if one == row), None),
        clause=row.clause,
        page=row.page,
        item=row.ordinal,
        also=tuple(_row_code(catalogue, one) for one in met[1:]),
    )


def of_record(
    record: RiskRow,
    regime: Regime,
    status: Status,
    *,
    match: CodeMatch | None,
    catalogue: Catalogue,
) -> RiskFinding:
    """The finding of a row of an imported list."""
    names = _tariff(catalogue, record.hs)
    full_name = _full_name(record.name, names[0])
    return RiskFinding(
        basis=FindingBasis.CATALOGUE,
        level=record.risk,
        measures=record.measures,
        name=record.name,
        number=record.listed_in,
        status=status,
        duties=_duties(regime, record.risk, record.measures),
        condition=record.condition,
        is_cut=record.is_cut or bool(full_name),
        full_name=full_name,
        tariff_vi=names[0],
        tariff_en=names[1],
        match=match,
        page=record.page,
        annex=record.annex,
        item=record.item,
        reference=record.reference,
        source=record.provenance.source,
        source_row=record.provenance.row,
        checked_by=record.provenance.checked_by,
    )


def _duties(
    regime: Regime, level: RiskLevel | None, measures: Sequence[Measure]
) -> tuple[Duty, ...]:
    return tuple(duty for duty in regime.duties if duty.fits(level, measures))


def _tariff(catalogue: Catalogue, code: HsCode | None) -> tuple[str, str]:
    found = catalogue.hs_name(code) if code is not None else None
    if found is None:
        return "", ""
    return found.path_vi or found.name_vi, found.path_en or found.name_en


def _row_code(catalogue: Catalogue, match: CodeMatch) -> RowCode:
    names = _tariff(catalogue, match.code)
    return RowCode(match=match, tariff_vi=names[0], tariff_en=names[1])


def _full_name(name: str, path: str) -> str:
    """The heading of the tariff that begins with a name and goes on; empty if there is none."""
    start = folded(name)
    if not start:
        return ""
    headings = (heading for heading in path.split(" > ") if folded(heading).startswith(start))
    return next((heading for heading in headings if folded(heading) != start), "")
