"""The life of a text: what happened to it when, who says so, and what it therefore is on a day.

A :class:`History` is made of claims, each with its witness; claims that contradict each other are
all kept. A status is computed for a day and never stored. Intervals are half open: a text that
ends on 1 July binds on 30 June and no longer on 1 July.
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
    "History",
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
    whether a person has compared it with its source.
    """

    basis: Basis
    document: str | None
    number: Identifier | None
    clause: str | None
    page: int
    words: str
    source: str = ""
    checked: bool = False


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
    the words; ``parts`` limit the event to parts of the text; ``until`` ends a suspension.
    """

    kind: EventKind
    day: date | None
    witness: Witness
    by: Identifier | None = None
    rule: EffectRule | None = None
    parts: tuple[str, ...] = ()
    until: date | None = None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """All that is claimed about the life of one text, in order of days, unknown days last."""

    number: Identifier | None
    events: tuple[Event, ...] = ()
    transitions: tuple[HeldTransition, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
