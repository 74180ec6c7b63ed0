"""Works out lives of texts, each once, with those of the texts that act on them.

Texts may act on each other in a circle (mostly by a slip of print or of reading): within it, each
is taken by what it and its act say of its own days. So every life is the same whatever was asked
before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from search.acting import Facts, consolidated, facts_from, facts_of, read_facts
from search.circles import Circles
from search.counted import with_counted_days
from search.known_works import KnownWorks
from search.listed import listed_claims
from search.newer import amendment_claims, is_newer, newer_claims
from search.own_claims import base_claims, issuing_acts, own_claims, shared_claims, start_claims
from search.relation_claims import acting_texts, relation_claims
from search.shelf import Shelf
from standards.claims import ENDINGS, conflicts_of
from standards.document import Document
from standards.history import Event, EventKind, HeldTransition, History, Standing
from standards.identifier import Identifier

__all__ = ["Lives"]

_STANDINGS = 16384
_ORDER = {kind: place for place, kind in enumerate(EventKind)}


class Lives:
    """The lives worked out for one shelf."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self._facts: dict[str, Facts | None] = {}
        self._kept: dict[str, History] = {}
        self._asked: dict[str, History] = {}
        self._bare: dict[str, History] = {}
        self._subjects: dict[str, Identifier | Facts] = {}
        self._circles = Circles(self._acting_on)
        self._works: KnownWorks | None = None
        self._standings: dict[tuple[int, date], tuple[History, Standing]] = {}

    def of_document(self, document: Document) -> History:
        """The life of a held document."""
        if document.number is not None:
            return self.of_number(document.number)
        return self.of_facts(self.facts(document.id) or facts_of(document))

    def of_facts(self, facts: Facts) -> History:
        """The life of a held document by its facts."""
        return self._answer(facts.number if facts.number is not None else facts)

    def of_number(self, number: Identifier) -> History:
        """The life of the text with that number."""
        return self._answer(number)

    def on(self, life: History, day: date) -> Standing:
        """What a text with that life is on a day."""
        held = self._standings.get((id(life), day))
        if held is None or held[0] is not life:
            if len(self._standings) >= _STANDINGS:
                self._standings = {}
            held = self._standings[id(life), day] = life, life.on(day)
        return held[1]

    def facts(self, document_id: str) -> Facts | None:
        """The facts of a held document, read once."""
        if document_id not in self._facts:
            self._facts[document_id] = read_facts(self.shelf, document_id)
        return self._facts[document_id]

    def read_ahead(self, ids: Iterable[str]) -> None:
        """Read the facts of many held documents at once, for they will be asked for."""
        wanted = [document_id for document_id in ids if document_id not in self._facts]
        for document_id, life in self.shelf.store.lives(wanted).items():
            self._facts[document_id] = facts_from(life)

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

    def life(self, subject: Identifier | Facts) -> History:
        """The life by what the text, its act, others and lists say."""
        held = self._kept.get(subject.key)
        if held is None:
            self._subjects[subject.key] = subject
            circle = self._circles.of(subject.key)
            held = self._kept[subject.key] = _gathered(_Inquiry(self, circle), subject)
        return held

    def bare(self, subject: Identifier | Facts) -> History:
        """The life by what the text and its act say of its days, without what others do."""
        held = self._bare.get(subject.key)
        if held is None:
            number, copies = _subject(self, subject)
            events = list(own_claims(copies))
            for act in issuing_acts(self, number, copies):
                for event in own_claims(self.copies(act)):
                    if event.kind is EventKind.STARTED:
                        events.append(replace(event, by=act))
            held = self._bare[subject.key] = _history(number, with_counted_days(events), ())
        return held

    def _acting_on(self, key: str) -> list[str]:
        """The keys of all texts on whose lives this one depends."""
        number, copies = _subject(self, self._subjects[key])
        found: list[Identifier | Facts] = [*issuing_acts(self, number, copies)]
        if number is not None:
            found += acting_texts(self, number)
            found += [other for other in self.editions(number) if is_newer(other, number)]
            found += self.amendments(number)
        for subject in found:
            self._subjects.setdefault(subject.key, subject)
        return [subject.key for subject in found if subject.key != key]

    def _base(self, subject: Identifier | Facts) -> Identifier | None:
        """The text whose end is this one's too: the base of an amendment or a consolidation."""
        number, copies = _subject(self, subject)
        if number is not None and number.base is not None:
            return number.base
        return next((base for base in map(consolidated, copies) if base is not None), None)

    def _answer(self, subject: Identifier | Facts) -> History:
        held = self._asked.get(subject.key)
        if held is None:
            held = self.life(subject)
            base = self._base(subject)
            if base is not None:
                shared = base_claims(base, self.life(base))
                held = _history(held.number, (*held.events, *shared), held.transitions)
            self._asked[subject.key] = held
        return held


class _Inquiry:
    """Asks for lives on behalf of one text; those in one circle with it are taken bare."""

    def __init__(self, lives: Lives, circle: frozenset[str]) -> None:
        self.lives = lives
        self.shelf = lives.shelf
        self.facts = lives.facts
        self.copies = lives.copies
        self.editions = lives.editions
        self.amendments = lives.amendments
        self._circle = circle

    def life(self, number: Identifier) -> History:
        return self._other(number)

    def life_of(self, facts: Facts) -> History:
        return self._other(facts.number if facts.number is not None else facts)

    def _other(self, subject: Identifier | Facts) -> History:
        if subject.key in self._circle:
            return self.lives.bare(subject)
        return self.lives.life(subject)


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
    events = with_counted_days(events)
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
