"""What ``GET /api/v1/ask`` sends: the answers to a question, or an honest nothing.

Every answer says what its text is on the day, and what the text is in which its evidence stands.
"""

from __future__ import annotations

from datetime import date

from pydantic import Field

from api.models_base import Body, BoxBody, ClauseRef, EditionRef, NumberLink
from api.models_facets import FacetBody
from api.models_reading import FactBody, ReadingBody
from api.models_risk import RiskBody
from api.models_time import BindingBody, ConflictBody, RecordClaimBody, TransitionBody
from api.models_understood import UnderstandingBody
from search.answers import Negative, QuestionKind
from standards.document import Kind
from standards.validity import Force, Status

__all__ = [
    "AnswerBody",
    "AskBody",
    "AskedCodeBody",
    "EditionChoiceBody",
    "HsBody",
    "NearestBody",
    "ResolvedBody",
    "RestsOnBody",
    "SignalsBody",
    "SuccessorBody",
    "SuggestionBody",
    "WhomBody",
]


class HsBody(Body):
    """An HS code of the row that is the evidence, and on how many digits it matches.

    ``name_vi`` and ``name_en`` are the tariff's, ``source`` is the list that the tariff came from;
    null where no tariff is loaded, or where it has not got the code: then ``is_gone`` is true.
    """

    code: str
    match_level: int = Field(description="8, 6 or 4 digits")
    name_vi: str | None
    name_en: str | None
    source: str | None
    is_gone: bool


class AskedCodeBody(Body):
    """An HS code of the question, as the tariff has it; see ``HsBody``."""

    code: str
    name_vi: str | None
    name_en: str | None
    source: str | None
    is_gone: bool


class SignalsBody(Body):
    """Why the ranking came out so; null where a leg found nothing."""

    score: float
    keyword_rank: int | None = None
    keyword_score: float | None = None
    vector_rank: int | None = None
    vector_score: float | None = None


class RestsOnBody(Body):
    """The document in which the evidence stands, and what it is that day.

    ``is_itself``: it is the document that the answer is about. The status is that of the part in
    which the evidence stands: the document's, unless something is said of that part alone.
    """

    slug: str
    number: str | None
    title: str | None
    kind: Kind
    status: Status
    status_reason: str
    status_reason_en: str
    in_force_from: date | None
    ended_on: date | None
    ended_by: str | None
    amended_by: list[NumberLink] = Field(
        description="amendments and corrections in force that day, oldest first"
    )
    corrected_by: list[NumberLink] = Field(description="those of amended_by that are corrections")
    is_itself: bool
    url: str


class SuccessorBody(Body):
    """A text that came after one that ended; ``slug`` and ``url`` are null if it is not held."""

    number: str
    slug: str | None
    title: str | None
    status: Status
    status_reason: str
    status_reason_en: str
    in_force_from: date | None
    ended_on: date | None
    url: str | None


class EditionChoiceBody(EditionRef):
    """An edition that a number without a year may mean, and what it is on the day."""

    status: Status
    status_reason: str
    status_reason_en: str
    in_force_from: date | None
    ended_on: date | None


class ResolvedBody(Body):
    """Where a number without a year leads on the day: to ``number``, held as ``slug``.

    ``number`` is null if no edition is known to be in force that day; ``reason`` says why, and
    ``choices`` are the editions that are known.
    """

    asked: str
    number: str | None
    slug: str | None
    status: Status | None
    reason: str
    reason_en: str
    choices: list[EditionChoiceBody]


class AnswerBody(Body):
    """One document that answers, with its evidence.

    ``held`` is false for a document that a held one names but the library has not: the evidence
    then stands in the document ``found_in``. ``held_as`` names the document itself, ``slug`` the
    one where the evidence stands (``rests_on``), ``page_url`` its page as a picture with the
    evidence marked. ``in_force_from`` and ``ended_on`` bound the half-open time in which the text
    binds; they are null where unknown.

    What lists say of the risk of the goods is sent once: ``risk`` at the first answer it holds for,
    ``risk_of`` at the others.
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
    citation_url: str = Field(description="the same in full, as BibTeX, CSL-JSON, RIS")
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
    held_as: str | None = Field(description="slug of the document itself; null if not held")
    status_reason: str
    status_reason_en: str
    in_force_from: date | None
    ended_on: date | None = Field(description="first day on which it binds no more, if known")
    ended_by: str | None
    rests_on: RestsOnBody
    amended_by: list[NumberLink] = Field(
        description="amendments and corrections in force that day, oldest first"
    )
    corrected_by: list[NumberLink] = Field(description="those of amended_by that are corrections")
    transitions: list[TransitionBody] = Field(
        description="transitional rules of the text, of what issues it and of what replaces it"
    )
    mandatory_by: list[BindingBody] = Field(
        description="who makes a standard mandatory that day by citing it"
    )
    conflicts: list[ConflictBody] = Field(description="claims that contradict each other")
    edition: ResolvedBody | None = Field(
        description="where a number without a year leads that day; null for a dated number"
    )
    replaced_by: list[SuccessorBody] = Field(
        description="what came after a text that ended, nearest first"
    )
    records: list[RecordClaimBody] = Field(
        description="what imported lists say of a document that is not held"
    )
    risk: RiskBody | None = Field(
        description="for goods; null where the evidence names none, or where `risk_of` says it"
    )
    risk_of: int | None = Field(
        description="place (from 1) of the earlier answer whose `risk` holds for this one too"
    )
    need: int = Field(description="place (from 1) of the need that it answers")
    fact: str = Field(
        description="the row, clause or document that is quoted, as `/reports` takes it"
    )
    check: FactBody | None = Field(
        description="who compared that fact with the page, when; null if nobody did"
    )


class NearestBody(Body):
    """What came nearest when nothing answers: never an answer. ``status`` is that of ``number``."""

    number: str | None
    title: str | None
    clause: ClauseRef | None
    file: str
    page: int
    quote: str
    slug: str
    status: Status
    status_reason: str
    status_reason_en: str
    in_force_from: date | None
    ended_on: date | None
    ended_by: str | None
    rests_on: RestsOnBody
    replaced_by: list[SuccessorBody]


class SuggestionBody(Body):
    """Another question that does find something, why it is offered, and how many answers it has."""

    text: str
    why: str
    why_en: str
    count: int


class WhomBody(Body):
    """A body to ask about a text: ``code`` answers that day for what ``issued_by`` issued.

    ``since``, ``source`` and ``takes`` are the day, the act and the part of the work, where one
    took over from the other; null where the issuer itself is in office.
    """

    number: str
    issued_by: str
    issued_by_name: str
    issued_by_name_en: str
    code: str
    name: str
    name_en: str
    since: date | None
    takes: str | None
    takes_en: str | None
    source: str | None


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
    records: list[RecordClaimBody] = Field(
        description="what imported lists say of the numbers asked for, foreign publishers' too"
    )
    codes: list[AskedCodeBody] = Field(description="the HS codes asked for, as the tariff has them")
    risk: RiskBody | None = Field(description="for goods, where no answer has a risk of its own")
    understanding: UnderstandingBody = Field(
        description="all that was read of the question, and what became of each need"
    )
    suggestions: list[SuggestionBody] = Field(
        description="when nothing answers: other questions, each with answers of its own"
    )
    whom: list[WhomBody] = Field(
        description="when nothing answers: who answers that day for the texts asked for"
    )
    facets: list[FacetBody] = Field(
        description="what `only` can narrow the answers to, with counts over all of them"
    )
    total: int = Field(description="answers that pass `only`; `answers` are the first of them")
    total_found: int = Field(description="answers without `only`")
    is_whole: bool = Field(description="whether these are all; false where counting stopped")
    took_ms: float | None
