"""The risk level of goods on a day, what follows from it, and who says so.

Findings come from three sources: a row that states a level itself, rows of other held lists with
the same HS code, and rows of imported lists of goods by risk. All are kept, also those that
contradict each other; each says where it stands and what it obliges to under the regime of that
day (:mod:`search.regimes`). What no list names has no level here: a library never holds all lists,
so nothing is concluded from silence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from search.part_standing import part_standing
from search.regimes import Duty, Ground, Party, Regime, is_group_2_title, regime_on
from search.risk_findings import (
    CodeMatch,
    FindingBasis,
    RiskFinding,
    RowCode,
    best_match,
    matches,
    of_record,
    of_row,
    one_an_item,
)
from search.risk_grounds import linked
from search.risk_lists import BINDING, RiskLists, risk_lists
from search.risk_notes import note_of
from search.shelf import Shelf
from search.status import standing_of
from standards.catalogue import RiskRow
from standards.document import Document, ProductRow
from standards.history import Reason
from standards.hs import HsCode
from standards.identifier import Identifier
from standards.risk import RiskLevel
from standards.validity import Status

__all__ = [
    "CodeMatch",
    "Duty",
    "FindingBasis",
    "Ground",
    "Party",
    "Regime",
    "RiskAnswer",
    "RiskFinding",
    "RiskLists",
    "RowCode",
    "risk_of",
]

_MOST: Final = 40
"""So many findings are shown; how many more there are is counted."""
_NEIGHBOURS: Final = 8
"""So many rows that only share a heading are shown where no row has the code."""
_ORDER: Final = {FindingBasis.ROW: 0, FindingBasis.LIST: 1, FindingBasis.CATALOGUE: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskAnswer:
    """What is known on ``day``.

    ``regime`` None: how risk was managed on that day is not recorded. ``findings`` are the nearest
    first, ``more`` were left out. ``lists`` are those that were asked. ``former`` are numbers of
    lists of nhóm 2 that name the goods on a day on which groups count no more.
    """

    day: date
    regime: Regime | None
    findings: tuple[RiskFinding, ...]
    lists: RiskLists
    note: Reason
    more: int = 0
    former: tuple[str, ...] = ()

    @property
    def since(self) -> date | None:
        """The first day of the regime."""
        return self.regime.since if self.regime is not None else None

    @property
    def law(self) -> Identifier | None:
        """The act that decides."""
        return self.regime.law if self.regime is not None else None

    @property
    def level(self) -> RiskLevel | None:
        """The level of the goods: what the row that was asked about states, else the one that all
        rows with the code itself agree on; None where they differ or nothing is known."""
        own = [one.level for one in self.findings if one.basis is FindingBasis.ROW]
        stated = [level for level in own if level is not None] or list(self.levels)
        return stated[0] if len(stated) == 1 else None

    @property
    def levels(self) -> tuple[RiskLevel, ...]:
        """The levels that rows with the code itself state, each once; more than one if they
        differ, none if nothing is known."""
        found = (one.level for one in self.findings if one.match is None or one.match.covers)
        return tuple(dict.fromkeys(level for level in found if level is not None))

    @property
    def is_group_2(self) -> bool:
        """Whether a list of nhóm 2 that binds on that day names the code itself."""
        return any(
            one.is_group_2 and (one.match is None or one.match.covers) for one in self.findings
        )


def risk_of(
    shelf: Shelf,
    day: date,
    *,
    codes: Sequence[HsCode] = (),
    row: ProductRow | None = None,
    document: Document | None = None,
) -> RiskAnswer:
    """What is known of goods with these codes, or of a row of a document, on that day.

    Codes of the row are asked for where none are given.
    """
    asked = tuple(codes) or (row.hs if row is not None else ())
    lists = risk_lists(shelf, day)
    regime = regime_on(day)
    if regime is None:
        note = note_of(None, asked, (), lists)
        return RiskAnswer(day=day, regime=None, findings=(), lists=lists, note=note)
    regime = linked(shelf, regime)
    law = standing_of(shelf, regime.law, day).status
    found = _Findings(shelf, day, regime, asked)
    findings = _chosen([*found.of_itself(row, document), *found.of_lists(row, document)])
    former = found.former(row, document) if regime.has_levels else ()
    return RiskAnswer(
        day=day,
        regime=regime,
        findings=tuple(findings[:_MOST]),
        lists=lists,
        note=note_of(regime, asked, findings, lists, former=former, law=law),
        more=max(0, len(findings) - _MOST),
        former=former,
    )


def _chosen(findings: Sequence[RiskFinding]) -> list[RiskFinding]:
    """Findings on the code itself, finest first; neighbours only where there are none, and those
    say no level and oblige to nothing."""
    near = [one for one in findings if one.match is not None and not one.match.covers]
    exact = [one for one in findings if one.match is None or one.match.covers]
    if exact:
        return one_an_item(sorted(exact, key=_place))
    quiet = [replace(one, level=None, duties=()) for one in near]
    return one_an_item(sorted(quiet, key=_place))[:_NEIGHBOURS]


def _place(one: RiskFinding) -> tuple[int, int, int, str, int]:
    level = one.match.level if one.match is not None else 0
    own = 0 if one.basis is FindingBasis.ROW else 1
    return own, -level, _ORDER[one.basis], one.document or one.source, one.row or one.source_row


class _Findings:
    """Looks for findings on one day under one regime."""

    def __init__(self, shelf: Shelf, day: date, regime: Regime, asked: Sequence[HsCode]) -> None:
        self._shelf = shelf
        self._day = day
        self._regime = regime
        self._asked = asked
        self._catalogue = shelf.catalogue
        self._statuses: dict[str, Status] = {}

    def of_itself(self, row: ProductRow | None, document: Document | None) -> Iterator[RiskFinding]:
        """What the row that was asked about says, if its document binds that day."""
        if row is None or document is None:
            return
        found = self._of_row(document, row, FindingBasis.ROW, ())
        if found is not None:
            yield found

    def of_lists(self, row: ProductRow | None, document: Document | None) -> Iterator[RiskFinding]:
        """What other rows with the codes say, held ones and then imported ones."""
        for held, product, met in self._rows(row, document):
            found = self._of_row(held, product, FindingBasis.LIST, met)
            if found is not None:
                yield found
        if not self._regime.has_levels:
            return
        for record, meeting in self._records():
            status = self._status_of(record.listed_in)
            if status in BINDING:
                yield of_record(
                    record, self._regime, status, match=meeting, catalogue=self._catalogue
                )

    def _records(self) -> list[tuple[RiskRow, CodeMatch]]:
        """Rows of imported lists with the codes; neighbours only if there are no others."""
        found = {
            (record.provenance.source, record.provenance.row, record.hs): record
            for code in self._asked
            for record in self._catalogue.risk_rows(code)
        }
        met = [
            (record, meeting)
            for record in found.values()
            if record.hs is not None and (meeting := best_match(self._asked, (record.hs,)))
        ]
        exact = [(record, meeting) for record, meeting in met if meeting.covers]
        return exact or met

    def _status_of(self, number: Identifier) -> Status:
        """The status of an imported list on the day, worked out once."""
        if number.key not in self._statuses:
            self._statuses[number.key] = standing_of(self._shelf, number, self._day).status
        return self._statuses[number.key]

    def former(self, row: ProductRow | None, document: Document | None) -> tuple[str, ...]:
        """Lists of nhóm 2, not known to have ended, that name the goods."""
        lists = [(held, one) for held, one, met in self._rows(None, None) if met[0].covers]
        if row is not None and document is not None:
            lists.insert(0, (document, row))
        found = (
            str(held.number or held.id)
            for held, one in lists
            if is_group_2_title(held.title)
            and part_standing(self._shelf, held, one.clause, self._day).status in BINDING
        )
        return tuple(dict.fromkeys(found))

    def _rows(
        self, row: ProductRow | None, document: Document | None
    ) -> Iterator[tuple[Document, ProductRow, tuple[CodeMatch, ...]]]:
        """Held rows with the codes that can say something of a risk, but for the row that was
        asked about; each once. A heading may stand in hundreds of lists of other kinds."""
        seen: set[tuple[str, int]] = set()
        for code in self._asked:
            for reference in self._shelf.rows_with_risk(code):
                place = reference.document, reference.row
                itself = document is not None and reference.document == document.id
                met = matches(self._asked, reference.product.hs)
                if place in seen or not met or (itself and reference.product == row):
                    continue
                seen.add(place)
                yield self._shelf.document(reference.document), reference.product, met

    def _of_row(
        self, document: Document, row: ProductRow, basis: FindingBasis, met: Sequence[CodeMatch]
    ) -> RiskFinding | None:
        """The finding of a held row that says something under this regime; else None."""
        in_group = is_group_2_title(document.title)
        says = row.risk is not None or bool(row.measures)
        if in_group == self._regime.has_levels or not (in_group or says):
            return None
        status = part_standing(self._shelf, document, row.clause, self._day).status
        if status not in BINDING:
            return None
        return of_row(
            document,
            row,
            self._regime,
            status,
            basis=basis,
            met=met,
            catalogue=self._catalogue,
            is_group_2=in_group,
        )
