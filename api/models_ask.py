"""What ``GET /api/v1/ask`` sends: the answers to a question, or an honest nothing."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from api.models_base import Body, BoxBody, ClauseRef
from api.models_reading import ReadingBody
from search.answers import Negative, QuestionKind
from standards.document import Kind
from standards.validity import Force, Status

__all__ = ["AnswerBody", "AskBody", "HsBody", "NearestBody", "SignalsBody"]


class HsBody(Body):
    """An HS code of the row that is the evidence, and on how many digits it matches."""

    code: str
    match_level: int = Field(description="8, 6 or 4 digits")


class SignalsBody(Body):
    """Why the ranking came out so; null where a leg found nothing."""

    score: float
    keyword_rank: int | None = None
    keyword_score: float | None = None
    vector_rank: int | None = None
    vector_score: float | None = None


class AnswerBody(Body):
    """One document that answers, with its evidence.

    ``held`` is false for a document that a held one names but the library has not: the evidence
    then stands in the document ``found_in``. ``slug`` names the document where the evidence
    stands, ``page_url`` its page as a picture with the evidence marked.
    """

    number: str | None
    title: str | None
    kind: Kind
    force: Force
    status: Status
    clause: ClauseRef | None
    file: str
    page: int
    boxes: list[BoxBody]
    quote: str
    why: str
    hs: list[HsBody]
    exclusions: list[str]
    citation: str
    why_en: str
    citation_en: str
    held: bool
    slug: str
    sha256: str
    found_in: str | None
    product: str | None
    issuer: str | None
    issued: date | None
    effective_from: date | None
    page_url: str
    signals: SignalsBody | None
    reading: ReadingBody | None = Field(description="how the page of the evidence was read")


class NearestBody(Body):
    """What came nearest when nothing answers: never an answer."""

    number: str | None
    title: str | None
    clause: ClauseRef | None
    file: str
    page: int
    quote: str
    slug: str


class AskBody(Body):
    """The answer to a question, or an honest nothing with its reason."""

    q: str
    as_of: date
    kind: QuestionKind
    answerable: bool
    reason: Negative | None
    answers: list[AnswerBody]
    nearest: list[NearestBody]
    understood: str
    understood_en: str
    choices: list[str] = Field(description="numbers that fit when several do")
    took_ms: float | None
