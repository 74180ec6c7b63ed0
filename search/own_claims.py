"""What a text says of its own days, and what it shares with the act that issues it.

A regulation takes effect with the act that issues it (*ban hành kèm theo Thông tư này*) unless it
says more itself, or the act states another day for it; it ends and rests with that act unless
another act in force issues it too. An amendment shares the end of what it amends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from search.acting import Facts, Holdings, Inquiry
from standards.citations import find_identifiers
from standards.claims import ENDINGS
from standards.history import Event, EventKind, History
from standards.identifier import Identifier
from standards.relation import EffectKind, EffectStatement, Verb
from standards.validity import Status

__all__ = ["base_claims", "issuing_acts", "own_claims", "shared_claims", "start_claims"]

_KINDS = {
    EffectKind.STARTS: EventKind.STARTED,
    EffectKind.PART_STARTS: EventKind.PART_STARTED,
    EffectKind.EXPIRES: EventKind.EXPIRED,
    EffectKind.PART_EXPIRES: EventKind.EXPIRED,
}
_PARTS = (EffectKind.PART_STARTS, EffectKind.PART_EXPIRES)
_SHARED = (*ENDINGS, EventKind.SUSPENDED, EventKind.RESUMED)
_SOME = ("một phần",)
_NARROWS = re.compile(
    r"\b(?:tiểu\s+mục|mục|điểm|khoản|điều|phụ\s+lục|bảng|chương|phần|quy\s+định|yêu\s+cầu|phải)\b",
    re.IGNORECASE,
)
"""Words before a number that speak of less than the whole text."""


def own_claims(copies: Iterable[Facts]) -> Iterator[Event]:
    """Issue, starts and ends as the copies of the text state them."""
    for copy in copies:
        if copy.issued is not None:
            yield Event(
                kind=EventKind.ISSUED,
                day=copy.issued,
                witness=copy.witness(None, copy.page, ""),
                by=copy.issued_with,
            )
        for effect in copy.effects:
            yield _own(copy, effect)


def _own(copy: Facts, effect: EffectStatement) -> Event:
    parts = effect.parts or (_SOME if effect.kind in _PARTS else ())
    return Event(
        kind=_KINDS[effect.kind],
        day=effect.day,
        witness=copy.witness(effect.clause, effect.page, effect.words),
        rule=effect.rule,
        parts=parts,
        earliest=copy.issued if effect.day is None else None,
    )


def issuing_acts(
    holdings: Holdings, number: Identifier | None, copies: Iterable[Facts]
) -> tuple[Identifier, ...]:
    """The acts that issue the text: those that its copies name first, then those that name it."""
    found = [copy.issued_with for copy in copies if copy.issued_with is not None]
    if number is not None:
        for verb, document_id in holdings.shelf.relations_to(number):
            facts = holdings.facts(document_id) if verb == Verb.ISSUES else None
            if facts is not None and facts.number is not None and _issues(facts, number):
                found.append(facts.number)
    own = [number] if number is not None else []
    return tuple(act for act in dict.fromkeys(found) if act not in own)


def _issues(act: Facts, number: Identifier) -> bool:
    return any(r.verb is Verb.ISSUES and r.target == number for r in act.relations)


def start_claims(
    inquiry: Inquiry, number: Identifier | None, acts: Iterable[Identifier]
) -> tuple[Event, ...]:
    """The start that the issuing acts give: the day stated for this text, else their own."""
    found: list[Event] = []
    for act in acts:
        stated = list(_stated_for(inquiry, number, act))
        events = stated or [e for e in inquiry.life(act).events if e.kind is EventKind.STARTED]
        found += [
            replace(event, kind=EventKind.STARTED, by=event.by or act, parts=()) for event in events
        ]
    return tuple(found)


def _stated_for(inquiry: Inquiry, number: Identifier | None, act: Identifier) -> Iterator[Event]:
    """Starts that the act states for a part of itself that is this text."""
    if number is None:
        return
    for copy in inquiry.copies(act):
        for effect in copy.effects:
            if effect.kind is not EffectKind.PART_STARTS or effect.day is None:
                continue
            if any(number in _named_whole(part) for part in effect.parts):
                yield replace(_own(copy, effect), by=act)


def _named_whole(part: str) -> list[Identifier]:
    """The numbers that a part as printed names whole: not *mục 2.4 của QCVN …*, nor what goods must
    meet of it."""
    found = find_identifiers(part)
    if not found or _NARROWS.search(part[: found[0].start]):
        return []
    return [one.identifier for one in found]


def shared_claims(
    inquiry: Inquiry, number: Identifier | None, acts: tuple[Identifier, ...]
) -> Iterator[Event]:
    """Ends and rests of the act that issues the text."""
    for act in acts:
        others = tuple(other for other in acts if other != act)
        for event in inquiry.life(act).events:
            if event.kind in _SHARED and not event.parts and not _kept(inquiry, event, others):
                yield replace(event, of=event.of or act)


def base_claims(base: Identifier, life: History) -> Iterator[Event]:
    """Ends of the base of an amendment, which end the amendment too."""
    for event in life.events:
        if event.kind in ENDINGS and not event.parts:
            yield replace(event, of=event.of or base)


def _kept(inquiry: Inquiry, event: Event, others: Iterable[Identifier]) -> bool:
    """Whether another act that issues the text is in force on the day of the event."""
    return event.day is not None and any(
        _in_force(inquiry.life(other), event.day) for other in others
    )


def _in_force(act: History, day: date) -> bool:
    return act.on(day).status in (Status.IN_FORCE, Status.PARTLY_ENDED)
