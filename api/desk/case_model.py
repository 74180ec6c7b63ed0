"""What a case is: an enquiry, its way through the office, and what is known of who asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from api.desk.accounts import Role
from api.desk.evidence import Passage
from api.desk.letters import LetterLanguage

__all__ = [
    "ALLOWED",
    "OPEN_STATES",
    "Asker",
    "Case",
    "CaseEvidence",
    "CaseState",
    "Channel",
    "Move",
    "NewCase",
    "needed_role",
]


class CaseState(StrEnum):
    """Where a case is."""

    RECEIVED = "received"
    IN_WORK = "in_work"
    WAITING = "waiting"
    ANSWERED = "answered"
    CLOSED = "closed"


class Channel(StrEnum):
    """How an enquiry came."""

    EMAIL = "email"
    LETTER = "letter"
    PHONE = "phone"
    WEB = "web"
    VISIT = "visit"
    OTHER = "other"


ALLOWED: Final[Mapping[CaseState, tuple[CaseState, ...]]] = {
    CaseState.RECEIVED: (CaseState.IN_WORK, CaseState.CLOSED),
    CaseState.IN_WORK: (CaseState.WAITING, CaseState.ANSWERED, CaseState.CLOSED),
    CaseState.WAITING: (CaseState.IN_WORK, CaseState.CLOSED),
    CaseState.ANSWERED: (CaseState.CLOSED, CaseState.IN_WORK),
    CaseState.CLOSED: (CaseState.IN_WORK,),
}
"""Where a case may go from each state. It is answered only with an approved reply."""

OPEN_STATES: Final = (CaseState.RECEIVED, CaseState.IN_WORK, CaseState.WAITING)
"""States in which an answer is still owed."""


def needed_role(before: CaseState, after: CaseState) -> Role:
    """Who may move a case: to close what was not answered, or to open again what was answered or
    closed, takes an editor."""
    reopened = before in (CaseState.ANSWERED, CaseState.CLOSED) and after is CaseState.IN_WORK
    dropped = before in OPEN_STATES and after is CaseState.CLOSED
    return Role.EDITOR if reopened or dropped else Role.OFFICER


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Who asked, as little of it as an answer needs: a country (ISO 3166-1 alpha-2, or empty), an
    organisation, and where the answer goes."""

    country: str = ""
    organisation: str = ""
    contact: str = ""

    @property
    def is_known(self) -> bool:
        """Whether anything that may name a person is kept."""
        return bool(self.organisation or self.contact)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCase:
    """What is written down when an enquiry comes. ``days`` are working days for the answer."""

    received: date
    channel: Channel
    language: LetterLanguage
    subject: str
    question: str
    asker: Asker
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A step of a case: who moved it, when (UTC), and a note. ``before`` is None for the first."""

    before: CaseState | None
    after: CaseState
    by: str
    at: datetime
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEvidence:
    """A passage that was put into a case."""

    id: int
    case: str
    passage: Passage
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An enquiry. ``due`` follows from ``received`` and ``days``; ``promised`` is a later day that
    the asker was told, None if none. ``assigned`` is the name of an account or empty. ``version``
    counts changes of the reply. ``erased_at`` is when the asker was forgotten."""

    number: str
    received: date
    channel: Channel
    language: LetterLanguage
    subject: str
    question: str
    asker: Asker
    days: int
    due: date
    promised: date | None
    state: CaseState
    assigned: str
    made_by: str
    made_at: datetime
    changed_at: datetime
    erased_at: datetime | None
    version: int
    approved_by: str
    approved_at: datetime | None
    answered_on: date | None

    @property
    def until(self) -> date:
        """The day by which the asker has been told to expect the answer."""
        return self.promised or self.due

    @property
    def is_open(self) -> bool:
        """Whether an answer is still owed."""
        return self.state in OPEN_STATES

    @property
    def is_approved(self) -> bool:
        """Whether an editor has approved the reply as it stands."""
        return self.approved_at is not None
