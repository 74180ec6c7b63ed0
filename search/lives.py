"""Works out lives of texts, each once, with those of the texts that act on them.

Texts may act on each other in circles; a life that is being worked out already is then taken
without what others do to it. Only a life that met no such circle is kept for others, so that no
answer depends on what was asked before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from search.acting import Facts, facts_of, read_facts
from search.known_works import KnownWorks
from search.listed import listed_claims
from search.newer import amendment_claims, newer_claims
from search.own_claims import base_claims, issuing_acts, own_claims, shared_claims, start_claims
from search.relation_claims import relation_claims
from search.shelf import Shelf
from standards.claims import ENDINGS, conflicts_of
from standards.document import Document
from standards.history import Event, EventKind, HeldTransition, History
from standards.identifier import Identifier

__all__ = ["Lives"]

_DEEPEST = 40
"""Texts acting on texts acting on …; a longer chain is cut like a circle."""
_ORDER = {kind: place for place, kind in enumerate(EventKind)}


class Lives:
    """The lives worked out for one shelf."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self._facts: dict[str, Facts | None] = {}
        self._kept: dict[str, History] = {}
        self._asked: dict[str, History] = {}
        self._works: KnownWorks | None = None

    def of_document(self, document: Document) -> History:
        """The life of a held document."""
        if document.number is not None:
            return self.of_number(document.number)
        return self._answer(self.facts(document.id) or facts_of(document))

    def of_number(self, number: Identifier) -> History:
        """The life of the text with that number."""
        return self._answer(number)

    def facts(self, document_id: str) -> Facts | None:
        """The facts of a held document, read once."""
        if document_id not in self._facts:
            self._facts[document_id] = read_facts(self.shelf, document_id)
        return self._facts[document_id]

    def copies(self, number: Identifier) -> tuple[Facts, ...]:
        """The facts of every held document with exactly that number."""
        found = map(self.facts, self.shelf.held_as(number))
        return tuple(f for f in found if f is not None and f.number == number)

    def editions(self, number: Identifier) -> tuple[Identifier, ...]:
        """Every known dated number of the same work under the same sign, oldest first."""
        return self.works.editions(number)

    def amendments(self, number: Identifier) -> tuple[Identifier, ...]:
        """Every known amendment of exactly that text."""
        return self.works.amendments(number)

    @property
    def works(self) -> KnownWorks:
        """Every number that is known, by its work."""
        if self._works is None:
            self._works = KnownWorks(self.shelf)
        return self._works

    def kept(self, key: str) -> History | None:
        """A life that was worked out in full."""
        return self._kept.get(key)

    def keep(self, key: str, life: History) -> None:
        """Keep a life that was worked out in full."""
        self._kept[key] = life

    def _answer(self, subject: Identifier | Facts) -> History:
        held = self._asked.get(subject.key)
        if held is None:
            held = _Inquiry(self, frozenset()).work_out(subject)
            if held.number is not None and held.number.base is not None:
                base = self.of_number(held.number.base)
                shared = base_claims(held.number.base, base)
                held = _history(held.number, (*held.events, *shared), held.transitions)
            self._asked[subject.key] = held
        return held


class _Inquiry:
    """Asks for one life on behalf of those above it; ``circled`` tells that a circle was met."""

    def __init__(self, lives: Lives, above: frozenset[str]) -> None:
        self.lives = lives
        self.shelf = lives.shelf
        self.facts = lives.facts
        self.copies = lives.copies
        self.editions = lives.editions
        self.amendments = lives.amendments
        self._above = above
        self.circled = False

    def life(self, number: Identifier) -> History:
        return self._other(number)

    def life_of(self, facts: Facts) -> History:
        return self._other(facts.number if facts.number is not None else facts)

    def work_out(self, subject: Identifier | Facts) -> History:
        """The life, kept if no circle was met."""
        held = self.lives.kept(subject.key)
        if held is not None:
            return held
        if subject.key in self._above or len(self._above) >= _DEEPEST:
            self.circled = True
            return self._bare(subject)
        below = _Inquiry(self.lives, self._above | {subject.key})
        life = _gathered(below, subject)
        if below.circled:
            self.circled = True
        else:
            self.lives.keep(subject.key, life)
        return life

    def _other(self, subject: Identifier | Facts) -> History:
        return self.work_out(subject)

    def _bare(self, subject: Identifier | Facts) -> History:
        """What the text and its act say of its days, without what others do."""
        number, copies = _subject(self.lives, subject)
        events = list(own_claims(copies))
        for act in issuing_acts(self, number, copies):
            for event in own_claims(self.copies(act)):
                if event.kind is EventKind.STARTED:
                    events.append(event)
        return _history(number, events, ())


def _subject(
    lives: Lives, subject: Identifier | Facts
) -> tuple[Identifier | None, tuple[Facts, ...]]:
    if isinstance(subject, Facts):
        return subject.number, (subject,)
    return subject, lives.copies(subject)


def _gathered(inquiry: _Inquiry, subject: Identifier | Facts) -> History:
    number, copies = _subject(inquiry.lives, subject)
    acts = issuing_acts(inquiry, number, copies)
    events = [
        *own_claims(copies),
        *start_claims(inquiry, number, acts),
        *shared_claims(inquiry, number, acts),
    ]
    if number is not None:
        events += relation_claims(inquiry, number)
        events += newer_claims(inquiry, number)
        events += amendment_claims(inquiry, number)
        events += listed_claims(inquiry, number)
    transitions = _transitions(inquiry, number, (*copies, *_all_copies(inquiry, acts)), events)
    return _history(number, events, transitions)


def _all_copies(inquiry: _Inquiry, numbers: Iterable[Identifier]) -> Iterator[Facts]:
    for number in numbers:
        yield from inquiry.copies(number)


def _transitions(
    inquiry: _Inquiry,
    number: Identifier | None,
    own: tuple[Facts, ...],
    events: Iterable[Event],
) -> tuple[HeldTransition, ...]:
    """The rules of the text and its act, and those of what ends it that speak of it."""
    found = [
        HeldTransition(document=facts.id, number=facts.number, transition=rule)
        for facts in own
        for rule in facts.transitions
    ]
    enders = [n for e in events if e.kind in ENDINGS for n in (e.by, e.act) if n is not None]
    for facts in _all_copies(inquiry, dict.fromkeys(enders)):
        found += [
            HeldTransition(document=facts.id, number=facts.number, transition=rule)
            for rule in facts.transitions
            if not rule.keeps or any(_is_meant(number, kept) for kept in rule.keeps)
        ]
    return tuple(dict.fromkeys(found))


def _is_meant(number: Identifier | None, kept: Identifier) -> bool:
    return number is not None and (kept == number or kept.matches_undated(number))


def _history(
    number: Identifier | None, events: Iterable[Event], transitions: tuple[HeldTransition, ...]
) -> History:
    ordered = tuple(sorted(dict.fromkeys(events), key=_order))
    return History(
        number=number, events=ordered, transitions=transitions, conflicts=conflicts_of(ordered)
    )


def _order(event: Event) -> tuple[date, int, str, str, int]:
    witness = event.witness
    by = event.by.key if event.by is not None else ""
    return (event.day or date.max, _ORDER[event.kind], by, witness.document or "", witness.page)
