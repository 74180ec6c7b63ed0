"""What people said of the facts of a document, to stand beside each fact wherever it is shown.

Two things: that somebody compared the fact with the page, and how a report of a reader ended.
Reads the checks of the library and the reports of the desk; no page fails because no desk is there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from fastapi import Request

from api.desk.opening import desk_of
from api.desk.reported import STATUS
from api.fact_checks import names_by_place
from api.models_reading import FactBody
from api.models_reports import AnsweredReportBody, AnsweredReportsBody, answered_reports
from api.service import Service
from index.facts import CheckState
from standards.errors import DeskError, NotFound
from web.desk.moments import day_there

__all__ = ["COVER", "FactNotes", "Signed", "notes_finder", "notes_of"]

COVER = ("number", "kind", "title", "issuer", "issued", "effective_from", "issued_with")
"""The facts of the title block, in its order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """Facts of the title block that one person compared on one day, all as they are read now."""

    by: str
    day: date
    facts: tuple[FactBody, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactNotes:
    """Checks and ended reports of one document. ``reports`` is None where no desk can be opened."""

    slug: str
    checks: Mapping[str, FactBody] = field(default_factory=dict)
    reports: AnsweredReportsBody | None = None
    _newest: Mapping[str, AnsweredReportBody] = field(default_factory=dict)
    _names: Mapping[str, str] = field(default_factory=dict)

    def check(self, fact: str) -> FactBody | None:
        """Who compared a fact with the page; it is asked for by its name, or by its place."""
        return self.checks.get(self._names.get(fact, fact))

    def report(self, fact: str) -> AnsweredReportBody | None:
        """The report of a fact that ended last."""
        return self._newest.get(self._names.get(fact, fact))

    @property
    def ended(self) -> int:
        """How many reports have an answer."""
        told = self.reports
        return told.accepted + told.corrected + told.declined if told else 0

    @property
    def signed(self) -> tuple[Signed, ...]:
        """Facts of the title block that were found right, by who looked and when."""
        groups: dict[tuple[str, date], list[FactBody]] = {}
        for fact in self._cover():
            if fact.state is CheckState.CHECKED and fact.check:
                groups.setdefault((fact.check.by, day_there(fact.check.at)), []).append(fact)
        return tuple(
            Signed(by=by, day=day, facts=tuple(some)) for (by, day), some in groups.items()
        )

    @property
    def differing(self) -> tuple[FactBody, ...]:
        """Facts of the title block of which somebody read something else on the page."""
        return tuple(fact for fact in self._cover() if fact.state is CheckState.OUTDATED)

    @property
    def of_cover(self) -> tuple[AnsweredReportBody, ...]:
        """The last reports of facts of the title block, of the status and of the whole text."""
        names = (*COVER, STATUS, "document")
        return tuple(self._newest[name] for name in names if name in self._newest)

    def _cover(self) -> list[FactBody]:
        return [self.checks[name] for name in COVER if name in self.checks]


def notes_of(request: Request, service: Service, slug: str) -> FactNotes:
    """What people said of the facts of a document. Raises NotFound."""
    document = service.document(slug)
    checks = {fact.name: fact for fact in service.checked.of(document)}
    try:
        reports = answered_reports(desk_of(request), document.id)
    except DeskError:
        reports = None
    newest: dict[str, AnsweredReportBody] = {}
    for one in reports.reports if reports else ():
        name = STATUS if one.fact.startswith(f"{STATUS}:") else one.fact
        newest.setdefault(name, one)
    names = names_by_place(document) if checks or newest else {}
    return FactNotes(slug=document.id, checks=checks, reports=reports, _newest=newest, _names=names)


def notes_finder(request: Request, service: Service) -> Callable[[str | None], FactNotes]:
    """Gives the notes of any document that a page names, each looked up once; a document that went
    meanwhile has none."""
    held: dict[str, FactNotes] = {}

    def find(slug: str | None) -> FactNotes:
        if not slug:
            return FactNotes(slug="")
        if slug not in held:
            try:
                held[slug] = notes_of(request, service, slug)
            except NotFound:
                held[slug] = FactNotes(slug=slug)
        return held[slug]

    return find
