"""Writes claims out as answers, with all that the day says of them.

What is dear is done here, for the answers that are shown and no others: force and who makes it so,
what came after a text that ended, what lists say of a number that is not held, the risk of goods.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Final
from urllib.parse import quote as url_quote

from search.answers import Answer, ClauseLink, HsMatch, NearestFind, RestsOn
from search.binding import Binding, bindings
from search.citing import cite
from search.claims import Claim, Subject
from search.evidence import Evidence
from search.risk import RiskAnswer, risk_of
from search.shelf import Shelf
from search.status import force_of
from search.successors import successors_of
from search.tariff import in_tariff
from standards.catalogue import CatalogueRecord
from standards.document import Document
from standards.hs import HsCode
from standards.identifier import Identifier
from standards.validity import Force

__all__ = ["Writer"]

_EXCLUSIONS: Final = 4


class Writer:
    """Writes out the claims of one question, on one day."""

    def __init__(self, shelf: Shelf, day: date) -> None:
        self._shelf = shelf
        self._day = day
        self._risks: dict[tuple[str, str, tuple[HsCode, ...]], RiskAnswer] = {}

    def answers(self, claims: Iterable[Claim], *, goods: bool = True) -> tuple[Answer, ...]:
        """The answers that claims give, in their order.

        ``goods``: whether goods were asked for; who asks for a number gets rows that name it, and
        the risk of their goods is none of his concern.
        """
        return tuple(self._answer(claim, goods=goods) for claim in claims)

    def nearest(self, claims: Iterable[Claim]) -> tuple[NearestFind, ...]:
        """Claims as what merely came nearest."""
        return tuple(map(self._find, claims))

    def _answer(self, claim: Claim, *, goods: bool) -> Answer:
        shelf, day = self._shelf, self._day
        subject, evidence = claim.subject, claim.evidence
        document, own = evidence.document, subject.document
        other = subject.number if subject.number != document.number else None
        cited = cite(
            document,
            clause=evidence.clause,
            quote=evidence.quote,
            page=evidence.page,
            start=evidence.standing.start,
            row=evidence.row,
            number=str(other) if other is not None else None,
        )
        meant = _meant(subject)
        force = force_of(shelf, meant, subject.kind, day)
        return Answer(
            number=claim.number,
            title=own.title if own is not None else None,
            kind=subject.kind,
            force=force,
            status=subject.standing.status,
            held=own is not None,
            held_as=own.id if own is not None else None,
            clause=_link(evidence),
            file=document.source.file,
            page=evidence.page,
            boxes=evidence.boxes,
            quote=evidence.quote,
            why=claim.why.vi,
            why_en=claim.why.en,
            hs=tuple(_named_code(shelf, match) for match in claim.hs),
            exclusions=_exclusions(evidence, own),
            citation=cited.vi,
            citation_en=cited.en,
            slug=document.id,
            sha256=document.source.sha256,
            found_in=str(document.number) if document.number else document.title,
            standing=subject.standing,
            rests_on=_rests_on(evidence),
            product=evidence.row.name if evidence.row is not None else None,
            issuer=own.issuer if own is not None else None,
            issued=own.issued if own is not None else None,
            effective_from=subject.standing.start,
            edition=subject.edition,
            mandatory_by=self._mandatory_by(meant, force),
            replaced_by=successors_of(shelf, subject.standing, day),
            records=_records(shelf, subject),
            risk=self._risk(claim) if goods else None,
            signals=evidence.signals,
        )

    def _find(self, claim: Claim) -> NearestFind:
        subject, evidence = claim.subject, claim.evidence
        return NearestFind(
            number=claim.number,
            title=subject.document.title if subject.document is not None else None,
            clause=_link(evidence),
            file=evidence.document.source.file,
            page=evidence.page,
            quote=evidence.quote,
            slug=evidence.document.id,
            held_as=subject.document.id if subject.document is not None else None,
            standing=subject.standing,
            rests_on=_rests_on(evidence),
            replaced_by=successors_of(self._shelf, subject.standing, self._day),
        )

    def _mandatory_by(self, number: Identifier | None, force: Force) -> tuple[Binding, ...]:
        if number is None or force is not Force.MANDATORY_BY_CITATION:
            return ()
        return bindings(self._shelf, number, self._day)

    def _risk(self, claim: Claim) -> RiskAnswer | None:
        """What lists by risk say of the goods of a row; only goods have a risk, and those of a row
        whose code merely neighbours the one asked for are others.

        The answers of one row share it.
        """
        row, document = claim.evidence.row, claim.evidence.document
        if row is None or (claim.hs and not any(match.covers for match in claim.hs)):
            return None
        finest = max((match.match_level for match in claim.hs), default=0)
        met = (match.code for match in claim.hs if match.match_level == finest)
        codes = tuple(map(HsCode.parse, met)) or row.hs
        key = document.id, row.text, codes
        if key not in self._risks:
            self._risks[key] = risk_of(
                self._shelf, self._day, codes=codes, row=row, document=document
            )
        return self._risks[key]


def _meant(subject: Subject) -> Identifier | None:
    """The dated number of the edition, where one without a year leads to one."""
    if subject.edition is not None and subject.edition.edition is not None:
        return subject.edition.edition.number
    return subject.number


def _rests_on(evidence: Evidence) -> RestsOn:
    document = evidence.document
    return RestsOn(
        slug=document.id,
        number=str(document.number) if document.number else None,
        title=document.title,
        kind=document.kind,
        standing=evidence.standing,
    )


def _link(evidence: Evidence) -> ClauseLink | None:
    clause = evidence.clause
    if clause is None:
        return None
    key = url_quote(clause.key, safe="~")
    return ClauseLink(
        label=clause.label,
        heading=clause.heading,
        url=f"/standards/{evidence.document.id}/clauses/{key}",
    )


def _exclusions(evidence: Evidence, document: Document | None) -> tuple[str, ...]:
    """What the row itself takes out, then what the document says it does not apply to."""
    own = list(evidence.row.conditions) if evidence.row is not None else []
    if document is not None:
        own += [exclusion.text for exclusion in document.exclusions]
    return tuple(dict.fromkeys(own))[:_EXCLUSIONS]


def _named_code(shelf: Shelf, match: HsMatch) -> HsMatch:
    """The code with its name in the tariff, or that the tariff has it no more."""
    found = in_tariff(shelf, HsCode.parse(match.code))
    return replace(match, name=found.name, is_gone=found.is_gone)


def _records(shelf: Shelf, subject: Subject) -> tuple[CatalogueRecord, ...]:
    """What lists say of a number that is not held."""
    if subject.document is not None or subject.number is None:
        return ()
    return shelf.catalogue.records(_meant(subject) or subject.number)
