"""The life of a text: what happened to it when, who says so, and what it therefore is on a day.

A :class:`History` is made of claims, each with its witness; claims that contradict each other are
all kept. A status is computed for a day and never stored. Intervals are half open: a text that
ends on 1 July binds on 30 June and no longer on 1 July.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from standards.events import (
    Basis,
    Conflict,
    Event,
    EventKind,
    HeldTransition,
    Reason,
    Standing,
    Witness,
)
from standards.identifier import Identifier
from standards.timeline import standing_on

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


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """All that is claimed about the life of one text, in order of days, unknown days last."""

    number: Identifier | None
    events: tuple[Event, ...] = ()
    transitions: tuple[HeldTransition, ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    def on(self, day: date) -> Standing:
        """What the text is on that day, and why (:mod:`standards.timeline` has the rules)."""
        return standing_on(self.number, self.events, self.transitions, self.conflicts, day)
