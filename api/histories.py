"""The life of a text as it is sent: events, periods, editions, and who makes it mandatory.

Reads what :mod:`search.history`, :mod:`search.editions` and :mod:`search.binding` work out for a
day; writes bodies of :mod:`api.models_time`. Nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from api.links import Links
from api.models_time import (
    BindingBody,
    ConflictBody,
    EditionBody,
    EditionFileBody,
    EventBody,
    PeriodBody,
    TransitionBody,
    TransitionPhase,
)
from api.rules import rule_body
from api.urls import paper_url, standard_url, work_url
from api.witnesses import clause_at, place_at, witness_body
from search.binding import BINDING_KINDS, Binding, bindings
from search.editions import Edition, Work, work_of
from search.history import history, history_of
from search.shelf import Shelf
from standards.document import Kind
from standards.history import Conflict, Event, HeldTransition, History
from standards.identifier import Identifier

__all__ = ["Histories", "periods", "transition_bodies", "work_link"]


class Histories:
    """Makes bodies for one day; ``links`` looks up what they name."""

    def __init__(self, shelf: Shelf, links: Links, day: date) -> None:
        self._shelf = shelf
        self._links = links
        self._day = day

    def events(self, events: Iterable[Event]) -> list[EventBody]:
        """Claims in their order."""
        return [self._event(event) for event in events]

    def conflicts(self, conflicts: Iterable[Conflict]) -> list[ConflictBody]:
        """Claims that contradict each other, all of them."""
        return [ConflictBody(kind=each.kind, events=self.events(each.events)) for each in conflicts]

    def transitions(self, transitions: Iterable[HeldTransition]) -> list[TransitionBody]:
        """Transitional rules with their place."""
        return transition_bodies(transitions, self._links)

    def work(self, number: Identifier) -> Work:
        """The work and its editions."""
        return work_of(self._shelf, number, self._day)

    def editions(self, work: Work, *, with_periods: bool = False) -> list[EditionBody]:
        """The editions of a work, newest first."""
        return [self._edition(each, with_periods) for each in work.editions]

    def files(self, slugs: Iterable[str]) -> list[EditionFileBody]:
        """The file of each of these documents."""
        found = (self._links.document(slug) for slug in slugs)
        return [
            EditionFileBody(
                slug=document.id,
                file=document.source.file,
                sha256=document.source.sha256,
                pages=document.source.pages,
                url=standard_url(document.id),
            )
            for document in found
            if document is not None
        ]

    def mandatory_by(self, number: Identifier, kind: Kind) -> list[BindingBody]:
        """Texts in force that day that cite a standard and make it mandatory; none for what binds
        by itself."""
        if kind in BINDING_KINDS:
            return []
        return [self.binding_body(each) for each in bindings(self._shelf, number, self._day)]

    def binding_body(self, binding: Binding) -> BindingBody:
        """A text that cites a standard, with the place of the citation."""
        clause = clause_at(self._links, binding.document, binding.clause)
        place = place_at(self._links, binding.document, binding.clause)
        return BindingBody(
            slug=binding.document,
            number=str(binding.number) if binding.number else None,
            title=binding.title,
            kind=binding.kind,
            clause=clause,
            place=place[0],
            place_en=place[1],
            page=binding.page,
            words=binding.words,
            parts=list(binding.parts),
            is_dated=binding.is_dated,
            since=binding.since,
            status=binding.standing.status,
            url=clause.url if clause else paper_url(binding.document, binding.page),
        )

    def _event(self, event: Event) -> EventBody:
        return EventBody(
            kind=event.kind,
            day=event.day,
            by=self._links.number(event.by) if event.by is not None else None,
            parts=list(event.parts),
            until=event.until,
            rule=rule_body(event.rule) if event.rule is not None else None,
            witness=witness_body(event.witness, self._links),
        )

    def _edition(self, edition: Edition, with_periods: bool) -> EditionBody:
        files = self.files(edition.slugs)
        standing = edition.standing
        document = self._links.document(files[0].slug) if files else None
        life = self._life(edition) if with_periods else None
        return EditionBody(
            number=str(edition.number),
            slug=document.id if document else None,
            title=document.title if document else None,
            status=standing.status,
            status_reason=standing.reason.vi,
            status_reason_en=standing.reason.en,
            in_force_from=standing.start,
            ended_on=standing.end,
            ended_by=standing.ended_by,
            amended_by=[self._links.number(number) for number in edition.amended_by],
            periods=periods(life) if life is not None else [],
            files=files,
            url=standard_url(document.id) if document else None,
        )

    def _life(self, edition: Edition) -> History:
        for slug in edition.slugs:
            document = self._links.document(slug)
            if document is not None:
                return history(self._shelf, document)
        return history_of(self._shelf, edition.number)


def transition_bodies(transitions: Iterable[HeldTransition], links: Links) -> list[TransitionBody]:
    """Transitional rules with their place."""
    return [_transition(each, links) for each in transitions]


def _transition(held: HeldTransition, links: Links) -> TransitionBody:
    rule = held.transition
    clause = clause_at(links, held.document, rule.clause)
    place = place_at(links, held.document, rule.clause)
    return TransitionBody(
        words=rule.words,
        slug=held.document,
        number=str(held.number) if held.number else None,
        clause=clause,
        place=place[0],
        place_en=place[1],
        page=rule.page,
        until=rule.until,
        phase=_phase(held, links),
        keeps=[links.number(number) for number in rule.keeps],
        url=clause.url if clause else paper_url(held.document, rule.page),
    )


def _phase(held: HeldTransition, links: Links) -> TransitionPhase:
    until, day = held.transition.until, links.day
    if until is not None and day is not None and until <= day:
        return TransitionPhase.OVER
    return TransitionPhase.NOT_YET if links.is_waiting(held.document) else TransitionPhase.RUNNING


def periods(life: History) -> list[PeriodBody]:
    """The statuses of a text through time, from its first known day on, without gaps."""
    days = sorted({day for event in life.events for day in (event.day, event.until) if day})
    found: list[PeriodBody] = []
    for day in days:
        status = life.on(day).status
        if found and found[-1].status is status:
            continue
        if found:
            found[-1] = found[-1].model_copy(update={"end": day})
        found.append(PeriodBody(start=day, end=None, status=status))
    return found


def work_link(number: Identifier) -> str:
    """The page of the work that a number belongs to."""
    return work_url(number.without_year().slug)
