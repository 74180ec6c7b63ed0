"""What the interface says of cases of the enquiry point, and what it takes.

Only who is logged in gets these bodies. Days are days in Vietnam, times are in UTC.
"""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict, Field

from api.desk.case_model import CaseState, Channel
from api.desk.flags import FlagKind
from api.desk.letters import LetterLanguage
from api.desk.replies import Action, BlockKind
from api.models_base import Body
from standards.validity import Status

__all__ = [
    "AskerBody",
    "BlockBody",
    "CaseBody",
    "CaseLine",
    "CasesBody",
    "EvidenceBody",
    "FlagBody",
    "FlagsBody",
    "HolidayBody",
    "KeptBody",
    "LackingBody",
    "MoveBody",
    "MoveInput",
    "NewCaseInput",
    "PickInput",
    "ReplyInput",
    "WordsInput",
]


class AskerBody(Body):
    """Who asked; empty where it was not told, or was forgotten after closing."""

    country: str = Field(description="ISO 3166-1 alpha-2")
    organisation: str
    contact: str


class CaseLine(Body):
    """A case in a list. ``until`` is the day by which the asker expects the answer, ``days_left``
    the working days until then (null once answered), ``found`` the words around what was searched.
    """

    number: str
    subject: str
    received: date
    due: date
    promised: date | None
    until: date
    days_left: int | None
    state: CaseState
    language: LetterLanguage
    country: str
    assigned: str
    answered_on: date | None
    found: str
    url: str


class CasesBody(Body):
    """Cases that are wanted: those still owed first. ``next`` is the place to go on from."""

    total: int
    items: list[CaseLine]
    next: int | None


class HolidayBody(Body):
    """A day off that does not count."""

    day: date
    name: str
    name_en: str


class MoveBody(Body):
    """A step of a case."""

    before: CaseState | None
    after: CaseState
    by: str
    at: datetime
    note: str


class EvidenceBody(Body):
    """Words of a held text as they stood on ``day``, when they were put into the case."""

    id: int
    document: str
    number: str
    title: str
    clause: str | None
    place: str
    place_en: str
    page: int
    quote: str
    citation: str
    citation_en: str
    day: date
    status: Status
    status_reason: str
    status_reason_en: str
    ended_by: str | None
    amended_by: list[str]
    file: str
    sha256: str
    by: str
    at: datetime
    url: str
    page_url: str


class FlagBody(Body):
    """A change since the words were put into the case. ``since`` is the day from which it holds by
    law, null where only the library changed; ``seen_at`` when the desk first saw it."""

    id: int
    case: str
    case_url: str
    evidence: EvidenceBody
    kind: FlagKind
    before: str
    after: str
    since: date | None
    seen_at: datetime
    settled_by: str
    settled_at: datetime | None
    words_now: str


class FlagsBody(Body):
    """What has changed in cases that are open or were answered, gravest first."""

    as_of: date
    flags: list[FlagBody]


class BlockBody(Body):
    """A part of the reply; of a quote ``words_en`` is the officer's unofficial translation."""

    id: int
    kind: BlockKind
    words: str
    words_en: str
    evidence: int | None


class LackingBody(Body):
    """What keeps the reply from being complete in a language: ``empty``, or ``words`` or
    ``rendering`` of a block."""

    language: LetterLanguage
    block: int | None
    what: str


class KeptBody(Body):
    """A letter as it was approved."""

    version: int
    language: LetterLanguage
    at: datetime
    docx_url: str
    pdf_url: str


class CaseBody(Body):
    """A case with everything in it. ``may_move`` are the states to which this account may move it;
    ``holidays`` are those that do not count, ``unsettled`` years whose days off may still be set
    otherwise."""

    line: CaseLine
    channel: Channel
    question: str
    asker: AskerBody
    days: int
    holidays: list[HolidayBody]
    unsettled: list[int]
    receipt: str
    receipt_en: str
    made_by: str
    made_at: datetime
    erased_at: datetime | None
    moves: list[MoveBody]
    may_move: list[CaseState]
    evidence: list[EvidenceBody]
    blocks: list[BlockBody]
    version: int
    lacking: list[LackingBody]
    approved_by: str
    approved_at: datetime | None
    kept: list[KeptBody]
    flags: list[FlagBody]
    url: str


class _Input(BaseModel):
    model_config = ConfigDict(extra="forbid")


class NewCaseInput(_Input):
    """An enquiry as it came. ``days`` are working days for the answer."""

    received: date
    channel: Channel = Channel.EMAIL
    language: LetterLanguage = LetterLanguage.VI
    subject: str
    question: str
    country: str = ""
    organisation: str = ""
    contact: str = ""
    days: int = 5


class MoveInput(_Input):
    """Where the case goes, and a note."""

    to: CaseState
    note: str = ""


class PickInput(_Input):
    """Words to put into the case: those of a text (slug or number), of its clause (key or label),
    all of the clause where ``quote`` is empty."""

    document: str
    clause: str | None = None
    quote: str = ""
    page: int | None = None


class WordsInput(_Input):
    """Words of one block."""

    id: int
    words: str
    words_en: str


class ReplyInput(_Input):
    """Words of blocks, and what to do then. ``version`` is that of the reply that was read;
    ``target`` the block to move or take out, or the evidence to quote."""

    version: int
    blocks: list[WordsInput] = []
    action: Action = Action.SAVE
    target: int = 0
