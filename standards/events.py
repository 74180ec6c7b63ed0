"""What happened to a text, who says so, and what the text therefore is on a day: the values.

:mod:`standards.history` has the life of a text made of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from standards.identifier import Identifier
from standards.relation import EffectRule, Transition
from standards.validity import Status

__all__ = [
    "Basis",
    "Conflict",
    "Event",
    "EventKind",
    "HeldTransition",
    "Reason",
    "Standing",
    "Witness",
]


class Basis(StrEnum):
    """What kind of source a claim rests on."""

    TEXT = "text"
    """A held document says so."""
    NUMBERING = "numbering"
    """A newer edition keeps the number and changes the year (TT 26/2019/TT-BKHCN, Điều 13; TT
    11/2021/TT-BKHCN, Điều 8)."""
    CATALOGUE = "catalogue"
    """An imported list says so; no text of it is held."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """Who says it, and where: clause (key), page and words of a held document, or a row of a list.

    ``document`` is the id of a held document, None for a list; ``number`` its number; ``source``
    is the name of the list, empty for a document; ``page`` is the row for a list. ``checked``:
    whether a person has compared it with its source. ``place`` is the clause in words (*khoản 2
    Điều 5*), ``place_en`` in English.
    """

    basis: Basis
    document: str | None
    number: Identifier | None
    clause: str | None
    page: int
    words: str
    source: str = ""
    checked: bool = False
    place: str = ""
    place_en: str = ""


class EventKind(StrEnum):
    """What happened to a text."""

    ISSUED = "issued"
    STARTED = "started"
    PART_STARTED = "part_started"
    AMENDED = "amended"
    CORRECTED = "corrected"
    PARTLY_REPEALED = "partly_repealed"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    REPLACED = "replaced"
    REPEALED = "repealed"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One claim: ``kind`` happened on ``day`` (None: nobody says when), done by the text ``by``.

    ``by`` is None where the text itself or a list says it. ``rule`` tells how the day follows from
    the words; ``parts`` limit the event to parts of the text; ``until`` is the first day on which
    it holds no more (the end of a suspension, or of the amending text).

    Where ``day`` is None, it cannot have happened before ``earliest`` and had happened by
    ``latest``, if those are known. ``of`` is the text to which it happened where this one shares
    that text's fate (the act that issues it, the base of an amendment); for a resumption the text
    whose deed rests. ``act`` is the act that issues ``by``: both are one deed.
    """

    kind: EventKind
    day: date | None
    witness: Witness
    by: Identifier | None = None
    rule: EffectRule | None = None
    parts: tuple[str, ...] = ()
    until: date | None = None
    earliest: date | None = None
    latest: date | None = None
    of: Identifier | None = None
    act: Identifier | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Claims that cannot all be true: different days for the same kind of event."""

    kind: EventKind
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence in Vietnamese and in English."""

    vi: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldTransition:
    """A transitional rule and the held document that states it: the text itself, the act that
    issues it, or the one that replaces it."""

    document: str
    number: Identifier | None
    transition: Transition


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a text is on a day, and why.

    ``start`` and ``end`` bound the half-open interval in which it binds, None where unknown;
    ``ended_by`` is the text that ends it. ``grounds`` are the events that decide the status,
    ``amendments`` those amendments and corrections that are in force that day, oldest first,
    ``upcoming`` the events still to come, soonest first.
    """

    status: Status
    start: date | None = None
    end: date | None = None
    ended_by: str | None = None
    reason: Reason = Reason("", "")
    grounds: tuple[Event, ...] = ()
    amendments: tuple[Event, ...] = ()
    upcoming: tuple[Event, ...] = ()
    transitions: tuple[HeldTransition, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
