"""Items of the answer made of what was found: names, conditions, exclusions, regulations, duties,
and the chain that leads from the goods to what must be done.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from search.applicability_chain import chain_of
from search.applicability_cited import cited_standards
from search.applicability_duties import PARTIES, Owed, owed, with_own
from search.applicability_exclusions import (
    Spoken,
    conditions_of,
    exclusions_of,
    exclusions_of_document,
    without_exceptions,
)
from search.applicability_found import Found, FoundRow, FoundText
from search.applicability_model import (
    Basis,
    Condition,
    ConditionKind,
    ExclusionFound,
    Item,
    MatchBy,
    Named,
    Place,
)
from search.applicability_own_duties import own_duties
from search.applicability_records import FoundRecord
from search.applicability_texts import CitedStandard, OwnDuty
from search.binding import BINDING_KINDS
from search.claims import subject_of
from search.evidence import row_evidence
from search.products import by_force
from search.regimes import Regime, is_group_2_title, regime_on
from search.risk_findings import CodeMatch
from search.risk_grounds import linked
from search.shelf import Shelf
from search.status import force_of, standing, standing_of
from search.successors import successors_of
from search.understood import Trade
from search.words import terms
from standards.document import Document, Kind
from standards.history import Standing
from standards.hs import HsCode
from standards.identifier import Family, Identifier
from standards.validity import Status

__all__ = ["Builder"]

_STANDARDS: Final = 8
"""So many standards of an item are shown; how many more there are is counted."""
_LINES: Final = 3
"""An item with more codes than this is not told apart by the lines of the tariff."""
_SILENT: Final = (Status.ENDED, Status.NOT_YET, Status.SUSPENDED)
_REGULATIONS: Final = (Family.QCVN, Family.QCDP, Family.LEGAL_ACT)


class Builder:
    """Makes items for one question on one day."""

    def __init__(
        self,
        shelf: Shelf,
        day: date,
        *,
        asked: Spoken,
        codes: Sequence[HsCode],
        trade: Trade | None,
        likely: Sequence[HsCode] = (),
    ) -> None:
        self._shelf = shelf
        self._day = day
        self._asked = asked
        self._codes = tuple(codes)
        self._trade = trade
        self._likely = tuple(likely)
        self._named: dict[Identifier, Named] = {}
        regime = regime_on(day)
        self.regime: Regime | None = linked(shelf, regime) if regime is not None else None

    def item(self, found: Found) -> Item:
        """The item of a find."""
        match found:
            case FoundRow():
                made = self._of_row(found)
            case FoundRecord():
                made = self._of_record(found)
            case FoundText():
                made = self._of_text(found)
        said = self._asked.text or ", ".join(map(str, self._codes))
        made = replace(made, kinds=with_own(made.kinds, made.regulations))
        return replace(made, chain=tuple(chain_of(self._shelf, made, said, self._day)))

    # --- the three sorts ------------------------------------------------------------------------

    def _of_row(self, found: FoundRow) -> Item:
        document, row = found.document, found.row
        printed = document.products[found.place]
        evidence = row_evidence(self._shelf, document, printed, self._day)
        place = Place(
            document=document.id,
            clause=row.clause,
            label=_label(document, row.clause),
            page=row.page,
        )
        regulations, standards, more = self._texts(row.standards)
        due = owed(
            self.regime,
            level=row.risk,
            measures=row.measures,
            title=document.title,
            trade=self._trade,
            named=(*regulations, *standards),
        )
        goods = f"{row.group} {row.name}"
        own = exclusions_of(row.conditions, goods, document.number, place, self._asked)
        tariff = self._tariff(found.match, row.hs)
        return Item(
            id=f"{document.id}.{found.place + 1}",
            basis=Basis.ROW,
            by=_by(found),
            name=row.name,
            text=" ".join(f"{printed.group} {printed.text}".split()),
            number=document.number,
            title=document.title,
            kind=document.kind,
            place=place,
            standing=evidence.standing,
            score=found.score,
            codes=row.hs,
            code=found.match.code if found.match is not None else None,
            level=found.match.level if found.match is not None else 0,
            tariff_name=tariff,
            lines=self._lines(row.hs),
            conditions=tuple(self._conditions(row.conditions, row.name, found.match, tariff)),
            exclusions=(*own, *self._of_documents((document.id, *_slugs(regulations)))),
            regulations=regulations,
            standards=standards,
            more_standards=more,
            risk=row.risk if self.regime is not None and self.regime.has_levels else None,
            is_group_2=is_group_2_title(document.title),
            measures=row.measures,
            risk_words=row.risk_words,
            kinds=due.kinds,
            duties=due.duties,
            replaced_by=successors_of(self._shelf, evidence.standing, self._day),
            corrections=found.corrections,
        )

    def _of_record(self, found: FoundRecord) -> Item:
        record = found.first
        where = record.provenance
        place = Place(
            source=where.source,
            row=where.row,
            page=record.page,
            label=", ".join(part for part in (record.annex, record.item) if part),
            is_checked=where.is_checked,
        )
        codes = tuple(dict.fromkeys(one.hs for one in found.records if one.hs is not None))
        life = standing_of(self._shelf, record.listed_in, self._day)
        due = owed(
            self.regime,
            level=record.risk,
            measures=record.measures,
            title=None,
            trade=self._trade,
            named=(),
        )
        if self.regime is None or not self.regime.has_levels:
            due = Owed(kinds=due.kinds, duties=())
        tariff = self._tariff(found.match, codes)
        said = [words for words in (record.condition,) if words]
        own = exclusions_of(said, record.name, record.listed_in, place, self._asked)
        held = next(iter(self._shelf.held_as(record.listed_in)), None)
        title = self._shelf.summaries[held].title if held in self._shelf.summaries else None
        return Item(
            id=f"{where.source}.{where.row}",
            basis=Basis.RECORD,
            by=_by(found),
            name=record.name,
            text=" ".join(f"{record.name} {record.condition}".split()),
            number=record.listed_in,
            title=title,
            kind=Kind.CIRCULAR,
            place=place,
            standing=life,
            score=found.score,
            codes=codes,
            code=found.match.code if found.match is not None else None,
            level=found.match.level if found.match is not None else 0,
            tariff_name=tariff,
            lines=self._lines(codes),
            is_cut=record.is_cut,
            conditions=tuple(self._conditions(said, record.name, found.match, tariff)),
            exclusions=tuple(own),
            risk=record.risk,
            measures=record.measures,
            kinds=due.kinds,
            duties=due.duties,
            replaced_by=successors_of(self._shelf, life, self._day),
        )

    def _of_text(self, found: FoundText) -> Item:
        evidence = found.evidence
        document = evidence.document
        own = self._of_document(document)
        place = Place(
            document=document.id,
            clause=evidence.clause.key if evidence.clause is not None else None,
            label=evidence.clause.label if evidence.clause is not None else "",
            page=evidence.page,
        )
        due = owed(
            self.regime, level=None, measures=(), title=None, trade=self._trade, named=(own,)
        )
        is_regulation = document.kind in BINDING_KINDS
        match = found.match
        where = f"{document.id}@{place.clause}" if place.clause else document.id
        return Item(
            id=where,
            basis=found.basis,
            by=_by(found),
            name=document.title or str(document.number or document.source.file),
            text=" ".join(f"{document.title or ''} {evidence.quote}".split()),
            number=document.number,
            title=document.title,
            kind=document.kind,
            place=place,
            standing=evidence.standing,
            score=found.score,
            codes=(match.code,) if match is not None else (),
            code=match.code if match is not None else None,
            level=match.level if match is not None else 0,
            tariff_name=self._tariff(match, ()),
            exclusions=tuple(self._of_documents((document.id,))),
            regulations=(own,) if is_regulation else (),
            standards=() if is_regulation else (own,),
            kinds=due.kinds,
            duties=due.duties,
            replaced_by=successors_of(self._shelf, evidence.standing, self._day),
        )

    # --- parts ----------------------------------------------------------------------------------

    def _texts(
        self, numbers: Iterable[Identifier]
    ) -> tuple[tuple[Named, ...], tuple[Named, ...], int]:
        """Regulations, standards (the first of many), and how many standards more there are."""
        ordered = by_force(list(numbers))
        regulations = tuple(self._name(n) for n in ordered if n.family in _REGULATIONS)
        others = [n for n in ordered if n.family not in _REGULATIONS]
        standards = tuple(self._name(n) for n in others[:_STANDARDS])
        return regulations, standards, max(0, len(others) - _STANDARDS)

    def _name(self, number: Identifier) -> Named:
        held = self._named.get(number)
        if held is None:
            subject = subject_of(self._shelf, number, self._day)
            edition = subject.edition.edition if subject.edition is not None else None
            meant = edition.number if edition is not None else number
            document = subject.document
            cited, more, own = self._says(document, subject.standing)
            held = self._named[number] = Named(
                number=number,
                edition=edition.number if edition is not None else None,
                kind=subject.kind,
                title=document.title if document is not None else self._listed_title(meant),
                document=document.id if document is not None else None,
                force=force_of(self._shelf, meant, subject.kind, self._day),
                standing=subject.standing,
                replaced_by=successors_of(self._shelf, subject.standing, self._day),
                cited=cited,
                more_cited=more,
                own_duties=own,
            )
        return held

    def _says(
        self, document: Document | None, life: Standing
    ) -> tuple[tuple[CitedStandard, ...], int, tuple[OwnDuty, ...]]:
        """What a held regulation makes bind and lays down itself on the day."""
        if document is None or document.kind not in BINDING_KINDS or life.status in _SILENT:
            return (), 0, ()
        own = tuple(
            one
            for one in own_duties(self._shelf, document, self._day)
            if self._trade is None or one.party in (None, PARTIES[self._trade])
        )
        if document.kind is not Kind.QCVN:
            return (), 0, own
        return *cited_standards(self._shelf, document, self._day, self._asked.words), own

    def _listed_title(self, number: Identifier) -> str | None:
        records = self._shelf.catalogue.records(number)
        return next((one.title for one in records if one.title), None)

    def _of_document(self, document: Document) -> Named:
        if document.number is not None:
            return self._name(document.number)
        life = standing(self._shelf, document, self._day)
        cited, more, own_said = self._says(document, life)
        return Named(
            number=None,
            edition=None,
            kind=document.kind,
            title=document.title,
            document=document.id,
            force=force_of(self._shelf, None, document.kind, self._day),
            standing=life,
            cited=cited,
            more_cited=more,
            own_duties=own_said,
        )

    def _of_documents(self, slugs: Iterable[str]) -> Iterator[ExclusionFound]:
        for slug in dict.fromkeys(slugs):
            yield from exclusions_of_document(self._shelf.document(slug), self._asked)

    def _tariff(self, match: CodeMatch | None, codes: Sequence[HsCode]) -> str:
        """What the tariff calls the code that met, else the only code there is."""
        code = match.code if match is not None else None
        if code is None and len(codes) == 1:
            code = codes[0]
        known = self._shelf.catalogue.hs_name(code) if code is not None else None
        return (known.path_vi or known.name_vi) if known is not None else ""

    def _lines(self, codes: Sequence[HsCode]) -> tuple[str, ...]:
        """The codes with their names in the tariff; none where they are many, or one has no name,
        or a code was asked for."""
        if self._codes or len(codes) > _LINES:
            return ()
        names = [self._shelf.catalogue.hs_name(code) for code in codes]
        if not all(name is not None and name.name_vi for name in names):
            return ()
        return tuple(f"{one.code} {one.name_vi}" for one in names if one is not None)

    def _conditions(
        self, printed: Iterable[str], name: str, match: CodeMatch | None, tariff: str
    ) -> Iterator[Condition]:
        yield from conditions_of(printed, name)
        if match is None:
            return
        own = terms(without_exceptions(name))
        known = set(terms(tariff))
        if tariff and [word for word in own if word.isalpha() and word not in known]:
            yield Condition(kind=ConditionKind.NARROWER_NAME, words=name)
        if any(len(code.digits) < match.code.level for code in self._codes):
            yield Condition(kind=ConditionKind.FINER_CODE, words=str(match.code))


def _by(found: Found) -> MatchBy:
    if found.match is None or not found.match.covers:
        return MatchBy.WORDS
    return MatchBy.BOTH if found.by_words or found.fit.meets else MatchBy.HS


def _label(document: Document, clause: str | None) -> str:
    found = document.clause(clause) if clause else None
    return found.label if found is not None else ""


def _slugs(named: Iterable[Named]) -> tuple[str, ...]:
    return tuple(one.document for one in named if one.document is not None)
