"""What other held texts do to a text, with the day on which each deed takes effect.

A deed has the day its words state, or that of the text that does it. It has no effect while that
text is ended or suspended (Luật 80/2015/QH13, Điều 153).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from search.acting import Facts, Holdings, Inquiry, consolidated
from search.deeds import Window, starts_of, windows
from search.own_claims import issuing_acts
from standards.claims import ENDINGS
from standards.history import Event, EventKind, History
from standards.identifier import Identifier
from standards.relation import EffectRule, Relation, RuleKind, Verb

__all__ = ["acting_texts", "relation_claims"]

_KINDS = {
    Verb.REPLACES: EventKind.REPLACED,
    Verb.REPEALS: EventKind.REPEALED,
    Verb.PARTLY_REPEALS: EventKind.PARTLY_REPEALED,
    Verb.SUSPENDS: EventKind.SUSPENDED,
    Verb.RESUMES: EventKind.RESUMED,
    Verb.AMENDS: EventKind.AMENDED,
    Verb.CORRECTS: EventKind.CORRECTED,
}
_IN_PARTS = {Verb.REPLACES: EventKind.AMENDED, Verb.REPEALS: EventKind.PARTLY_REPEALED}
_LASTING = (EventKind.AMENDED, EventKind.CORRECTED, EventKind.SUSPENDED)


def acting_texts(holdings: Holdings, number: Identifier) -> Iterator[Identifier | Facts]:
    """The texts that do something to that number."""
    for facts, _ in _acting(holdings, number):
        yield facts.number if facts.number is not None else facts


def relation_claims(inquiry: Inquiry, number: Identifier) -> Iterator[Event]:
    """The deeds of all held texts onto that number."""
    for facts, meant in _acting(inquiry, number):
        acts = issuing_acts(inquiry, facts.number, [facts])
        for relation in meant:
            yield from _claims(inquiry, facts, relation, acts)


def _acting(holdings: Holdings, number: Identifier) -> Iterator[tuple[Facts, tuple[Relation, ...]]]:
    """The held documents that do something to the number, each once, with what they say of it."""
    named = (document_id for _, document_id in holdings.shelf.relations_to(number))
    for document_id in dict.fromkeys(named):
        facts = holdings.facts(document_id)
        if facts is None or facts.number == number or not _can_know(facts, number):
            continue
        base = consolidated(facts)
        if base is not None and (base == number or holdings.copies(base)):
            continue
        meant = tuple(r for r in facts.relations if r.verb in _KINDS and _means(r, facts, number))
        if meant:
            yield facts, meant


def _can_know(facts: Facts, number: Identifier) -> bool:
    """Whether the text is not older than the number: it can do nothing to what came later."""
    year = _year(facts)
    return year is None or number.year is None or number.year <= year


def _means(relation: Relation, facts: Facts, number: Identifier) -> bool:
    """Whether the relation speaks of that text: an undated name means all older editions."""
    target = relation.target
    if target == number:
        return True
    if target.is_dated or not number.is_dated or not target.same_work(number):
        return False
    if relation.verb in (Verb.AMENDS, Verb.CORRECTS):
        return False
    year = _year(facts)
    return year is None or number.year is None or number.year < year


def _year(facts: Facts) -> int | None:
    if facts.number is not None and facts.number.year is not None:
        return facts.number.year
    return facts.issued.year if facts.issued is not None else None


def _claims(
    inquiry: Inquiry, facts: Facts, relation: Relation, acts: tuple[Identifier, ...]
) -> Iterator[Event]:
    kind = _KINDS[relation.verb]
    if relation.parts:
        kind = _IN_PARTS.get(relation.verb, kind)
    event = Event(
        kind=kind,
        day=relation.day,
        witness=facts.witness(relation.clause, relation.page, relation.words),
        by=consolidated(facts) or facts.number,
        rule=EffectRule(RuleKind.STATED) if relation.day is not None else None,
        parts=relation.parts,
        until=relation.until,
        act=acts[0] if acts else None,
    )
    if relation.day is None and kind in ENDINGS and _act_states_day(inquiry, acts, relation):
        return
    acting = inquiry.life_of(facts)
    days = (relation.day,) if relation.day is not None else starts_of(acting)
    if not days:
        yield from _undated(facts, acting, event)
    for day in days:
        yield from _effective(replace(event, day=day), acting)


def _act_states_day(inquiry: Inquiry, acts: Iterable[Identifier], relation: Relation) -> bool:
    """Whether the act that issues the acting text states a day for the same end, which counts."""
    return any(
        one.day is not None
        and one.verb in (Verb.REPLACES, Verb.REPEALS)
        and one.target == relation.target
        for act in acts
        for copy in inquiry.copies(act)
        for one in copy.relations
    )


def _undated(facts: Facts, acting: History, event: Event) -> Iterator[Event]:
    """A deed of which nobody knows the day: not before its text was issued."""
    issued = [e.day for e in acting.events if e.kind is EventKind.ISSUED and e.day is not None]
    earliest = min(issued, default=None)
    if earliest is None and facts.number is None:
        return
    if earliest is None and facts.number is not None and facts.number.year is not None:
        earliest = date(facts.number.year, 1, 1)
    yield replace(event, earliest=earliest)


def _effective(event: Event, acting: History) -> Iterator[Event]:
    """The deed in the intervals in which its text has effect."""
    assert event.day is not None
    times = windows(acting, event.day)
    if not times:
        return
    if event.kind in _LASTING:
        for time in times:
            ends = [end for end in (time.end, event.until) if end is not None]
            if event.until is None or time.start < event.until:
                yield replace(event, day=time.start, until=min(ends, default=None))
        return
    yield replace(event, day=times[0].start)
    if event.kind in ENDINGS:
        yield from _pauses(event, acting, times)


def _pauses(event: Event, acting: History, times: tuple[Window, ...]) -> Iterator[Event]:
    """While the text that ended this one rests, this one goes on."""
    for place, time in enumerate(times):
        if not time.rests or time.end is None or time.cause is None:
            continue
        again = times[place + 1].start if place + 1 < len(times) else None
        yield Event(
            kind=EventKind.RESUMED,
            day=time.end,
            witness=time.cause.witness,
            by=time.cause.by,
            until=again,
            of=acting.number,
        )
