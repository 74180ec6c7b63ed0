"""What a question gets: the understanding, the answers with their evidence, or an honest nothing.

The field names are those of the public contract; ``api`` turns these values into JSON as they are.
Unknown is None.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from standards.document import Kind
from standards.place import Box
from standards.validity import Force, Status

__all__ = [
    "Answer",
    "AskResult",
    "ClauseLink",
    "HsMatch",
    "NearestFind",
    "Negative",
    "QuestionKind",
    "Signals",
]


class QuestionKind(StrEnum):
    """How a question was understood."""

    PRODUCT = "product"
    CLAUSE = "clause"
    NUMBER = "number"
    HS = "hs"


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
    """An HS code of the row and how fine the match is: 8, 6 or 4 digits."""

    code: str
    match_level: int


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

    ``held``: whether the library holds the document ``number`` itself; if not, the evidence is the
    row or clause of another document that names it. ``found_in`` is the number (or title) of the
    document where the evidence stands; ``slug`` its id. ``quote`` is word for word. ``instrument``
    is the legal act that issues the document, where known.
    """

    number: str | None
    title: str | None
    kind: Kind
    force: Force
    status: Status
    held: bool
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
    product: str | None = None
    issuer: str | None = None
    issued: date | None = None
    effective_from: date | None = None
    signals: Signals | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NearestFind:
    """What came nearest when nothing answers: never an answer."""

    number: str | None
    title: str | None
    clause: ClauseLink | None
    file: str
    page: int
    quote: str
    slug: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskResult:
    """The body of ``GET /api/v1/ask``.

    ``understood`` says in words (Vietnamese, English) how the question was read; ``choices`` are
    the numbers meant when a number was given without its issuer and several fit.
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
    choices: tuple[str, ...] = ()
    took_ms: float | None = None
