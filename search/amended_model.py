"""What a text has become by the amendments in force on a day: the values that say it.

Nothing here is an official consolidated text (*văn bản hợp nhất*, Pháp lệnh 01/2012/UBTVQH13).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from standards.document import Document
from standards.history import Reason
from standards.identifier import Identifier
from standards.relation import Change
from standards.validity import Status

__all__ = [
    "AmendedClause",
    "AmendedDocument",
    "Amending",
    "AppliedChange",
    "ClauseDoubt",
    "ClauseState",
    "DoubtKind",
    "Unplaced",
]


class ClauseState(StrEnum):
    """What the amendments did to a clause."""

    UNCHANGED = "unchanged"
    AMENDED = "amended"
    ADDED = "added"
    REPEALED = "repealed"
    WORDS_REPLACED = "words_replaced"
    CHANGED_NOT_QUOTED = "changed_not_quoted"
    """It changed, but its words cannot be had word for word; see the amending text."""


class DoubtKind(StrEnum):
    """Why an instruction could not be followed, or not surely."""

    NOT_FOUND = "not_found"
    AMBIGUOUS = "ambiguous"
    ALREADY_THERE = "already_there"
    OTHER_LABEL = "other_label"
    PARTS_NOT_QUOTED = "parts_not_quoted"
    WORDS_NOT_FOUND = "words_not_found"
    WORDS_SEVERAL = "words_several"
    SAME_DAY = "same_day"
    UNKNOWN_BEFORE = "unknown_before"
    OTHER_TEXT = "other_text"


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedChange:
    """An instruction, and the held document that gives it; ``start`` is the day of its effect."""

    document: str
    number: Identifier | None
    start: date | None
    change: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseDoubt:
    """A doubt about a clause, and the instruction that raised it."""

    kind: DoubtKind
    reason: Reason
    by: AppliedChange


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendedClause:
    """A clause of the base text, or one that was added, as it stands on the day.

    ``base_heading`` and ``base_text`` are the words of the base text, None for an added clause.
    ``text`` None: its words on the day cannot be had; empty with ``REPEALED``.
    """

    key: str
    label: str
    parent: str | None
    depth: int
    page: int | None
    base_heading: str | None
    base_text: str | None
    heading: str
    text: str | None
    state: ClauseState
    changes: tuple[AppliedChange, ...] = ()
    doubts: tuple[ClauseDoubt, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """An instruction that fits no clause of the base text, and why."""

    by: AppliedChange
    kind: DoubtKind
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Amending:
    """A text that amends the base: held under ``document``, or only known by its number.

    ``status`` and ``start`` are its own on the day; ``changes`` counts instructions read from it,
    ``applied`` those in force on the day.
    """

    document: str | None
    number: Identifier | None
    title: str | None
    status: Status
    start: date | None
    changes: int
    applied: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendedDocument:
    """A base text on a day: which amendments are applied, and every clause with what became of it.

    ``applied`` are the amending texts in force that day, in the order of their effect; ``others``
    those not applied: not yet or no more in force, of unknown effect, or not held.
    """

    document: Document
    day: date
    applied: tuple[Amending, ...]
    others: tuple[Amending, ...]
    clauses: tuple[AmendedClause, ...]
    unplaced: tuple[Unplaced, ...]

    @property
    def changed(self) -> tuple[AmendedClause, ...]:
        """Clauses that are not as the base text has them, or about which there is a doubt."""
        return tuple(
            clause
            for clause in self.clauses
            if clause.state is not ClauseState.UNCHANGED or clause.doubts
        )
