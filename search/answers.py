"""What a question gets: the understanding, the answers with their evidence, or an honest nothing.

The field names are those of the public contract; ``api`` turns these values into JSON as they are.
Unknown is None.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from search.binding import Binding
from search.editions import Resolution
from search.question_kind import QuestionKind
from search.risk import RiskAnswer
from search.suggestions import Suggestion
from search.understood import Need, Understood
from standards.catalogue import CatalogueRecord, ForeignRecord, HsName
from standards.document import Kind
from standards.history import Reason, Standing
from standards.hs import HsCode
from standards.identifier import Identifier
from standards.place import Box
from standards.validity import Force, Status

__all__ = [
    "Answer",
    "AskResult",
    "AskedCode",
    "ClauseLink",
    "HsMatch",
    "NearestFind",
    "NeedResult",
    "Negative",
    "QuestionKind",
    "RestsOn",
    "Signals",
    "Successor",
]


class Negative(StrEnum):
    """Why there is no answer; four different things, never one for another."""

    NO_MATCH = "no_match"
    NOT_IN_LIBRARY = "not_in_library"
    ENDED = "ended"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseLink:
    """The clause that is the evidence; ``url`` is its page, stable over readings."""

    label: str
    heading: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HsMatch:
    """An HS code of the row and how fine the match is: 8, 6 or 4 digits.

    ``covers`` is false for a mere neighbour: neither code lies within the other. ``name`` is what
    the tariff calls the code; ``is_gone``: a tariff is loaded and has it not.
    """

    code: str
    match_level: int
    name: HsName | None = None
    is_gone: bool = False
    covers: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedCode:
    """A code of the question, as the tariff has it."""

    code: HsCode
    name: HsName | None
    is_gone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RestsOn:
    """The held document in which evidence stands, and what it is on the day asked for."""

    slug: str
    number: str | None
    title: str | None
    kind: Kind
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Successor:
    """A text that replaced another one; ``slug`` where it is held. What it is on the day."""

    number: Identifier
    slug: str | None
    title: str | None
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """Why the ranking came out so: each leg's rank and score, None where the leg had no hit."""

    score: float
    keyword_rank: int | None = None
    keyword_score: float | None = None
    vector_rank: int | None = None
    vector_score: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One document that answers, with its evidence.

    ``held``: whether the library holds the document ``number`` itself (as ``held_as``); if not, the
    evidence is the row or clause of another document that names it. ``found_in`` is the number (or
    title) of the document where the evidence stands; ``slug`` its id, ``rests_on`` what it is that
    day. ``quote`` is word for word. ``standing`` is what ``number`` is that day, and why.

    ``edition``: where the evidence names a number without a year, to which edition that leads on
    the day. ``mandatory_by``: who makes a standard mandatory by citing it. ``replaced_by``: for a
    text that ended, those that came after it, nearest first. ``records``: what imported lists say
    of a number that is not held. ``risk``: what lists of goods by risk say of the goods; answers of
    one row share it. ``need`` is the place (from 1) of the need that it answers.
    """

    number: str | None
    title: str | None
    kind: Kind
    force: Force
    status: Status
    held: bool
    held_as: str | None
    clause: ClauseLink | None
    file: str
    page: int
    boxes: tuple[Box, ...]
    quote: str
    why: str
    why_en: str
    hs: tuple[HsMatch, ...]
    exclusions: tuple[str, ...]
    citation: str
    citation_en: str
    slug: str
    sha256: str
    found_in: str | None
    standing: Standing
    rests_on: RestsOn
    product: str | None = None
    issuer: str | None = None
    issued: date | None = None
    effective_from: date | None = None
    edition: Resolution | None = None
    mandatory_by: tuple[Binding, ...] = ()
    replaced_by: tuple[Successor, ...] = ()
    records: tuple[CatalogueRecord, ...] = ()
    risk: RiskAnswer | None = None
    signals: Signals | None = None
    need: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class NearestFind:
    """What came nearest when nothing answers: never an answer.

    ``standing`` is what ``number`` (held as ``held_as``) is on the day, ``rests_on`` the document
    of the words.
    """

    number: str | None
    title: str | None
    clause: ClauseLink | None
    file: str
    page: int
    quote: str
    slug: str
    held_as: str | None
    standing: Standing
    rests_on: RestsOn
    replaced_by: tuple[Successor, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedResult:
    """What became of one need: its place (from 1), whether anything answers it, why not, and what
    came nearest then."""

    place: int
    need: Need
    answerable: bool
    reason: Negative | None
    nearest: tuple[NearestFind, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AskResult:
    """The body of ``GET /api/v1/ask``.

    ``understood`` says in words (Vietnamese, English) how the question was read; ``choices`` are
    the numbers meant when a number was given without its issuer and several fit. ``records`` are
    rows of imported lists about the numbers asked for, ``foreign`` those of publishers' lists about
    international ones; ``codes`` the HS codes of the question.
    ``risk`` stands here where no answer has one of its own.

    ``understanding`` is all that was read, ``needs`` what became of each need; ``kind``,
    ``understood`` and ``reason`` are the first need's. ``notes`` say what a filter left out.
    """

    q: str
    as_of: date
    kind: QuestionKind
    understood: str
    understood_en: str
    answerable: bool
    reason: Negative | None
    answers: tuple[Answer, ...]
    nearest: tuple[NearestFind, ...]
    understanding: Understood
    needs: tuple[NeedResult, ...]
    notes: tuple[Reason, ...] = ()
    choices: tuple[str, ...] = ()
    records: tuple[CatalogueRecord, ...] = ()
    foreign: tuple[ForeignRecord, ...] = ()
    codes: tuple[AskedCode, ...] = ()
    risk: RiskAnswer | None = None
    suggestions: tuple[Suggestion, ...] = ()
    took_ms: float | None = None
