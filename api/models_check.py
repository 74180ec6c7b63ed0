"""What ``/check`` sends: questions, then a dated report in which every statement has its proof.

Words of laws and lists are as printed, in Vietnamese; what the program says itself comes in both
languages. Unknown is null, never a guess.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import Field

from api.models_applicable import (
    AnsweredQuestionBody,
    ConditionBody,
    QuestionBody,
    SuccessorNameBody,
    TariffLineBody,
    TextPair,
)
from api.models_base import Body, BoxBody
from search.answers import Negative
from search.applicability_model import MatchBy, Weight, Why
from search.applicability_texts import DutyKind
from search.regimes import Party
from search.understood import Trade
from standards.risk import RiskLevel
from standards.validity import Force, Status

__all__ = [
    "AsideFoundBody",
    "GuidedCheckBody",
    "CheckGoodsBody",
    "CheckGroupBody",
    "CheckTextBody",
    "ExclusionSaidBody",
    "LibraryChange",
    "LibraryStateBody",
    "NotHeldBody",
    "OutOfForceBody",
    "ProofBody",
    "RegimeDutiesBody",
    "StatementBody",
    "StatementKind",
]


class StatementKind(StrEnum):
    """What a statement says: a duty by a law, a duty in the words of a regulation, a text that must
    be met, one that binds because another cites it, one that may be used, one of which it is not
    known whether it binds."""

    LAW = "law"
    OWN = "own"
    MEET = "meet"
    CITED = "cited"
    MAY = "may"
    OPEN = "open"


class LibraryChange(StrEnum):
    """What became of the report since its address was made: nothing to compare with, the same
    library, another state of the library with the same report, another report."""

    FIRST = "first"
    SAME = "same"
    LIBRARY = "library"
    REPORT = "report"


class ProofBody(Body):
    """A numbered piece of evidence: ``words`` of ``document`` at ``place``, as printed.

    ``status`` is what that part of the text is on the day. ``boxes`` are the printed lines with
    the words, on ``page`` and those after it; ``sha256`` is of the file. Where the text is not held
    (``slug`` null) the words are from an imported list (``list_name``, ``list_row``) or, with
    ``checked`` false, not compared with the text.
    """

    number: int = Field(ge=1)
    document: str
    title: str | None
    slug: str | None
    clause: str | None
    place: str
    place_en: str
    page: int | None
    words: str
    status: Status
    status_reason: str
    status_reason_en: str
    url: str | None
    boxes: list[BoxBody]
    file: str | None
    sha256: str | None
    list_name: str | None
    list_row: int | None
    checked: bool
    fact: str | None = Field(
        description="the row, clause or document with the words, as `/reports` takes it"
    )


class StatementBody(Body):
    """Something that must or may be done. ``quoted``: the words are the text's own, in Vietnamese
    in both fields. ``text`` is the text that must be met, with its ``slug`` where held, its
    ``force`` and ``status`` on the day. ``proofs`` are numbers of evidence."""

    kind: StatementKind
    party: Party | None
    words: str
    words_en: str
    quoted: bool
    text: str | None
    slug: str | None
    force: Force | None
    status: Status | None
    proofs: list[int]


class RegimeDutiesBody(Body):
    """What one act demands: its number, the name of the regime or its title, the statements."""

    number: str
    name: str
    name_en: str
    statements: list[StatementBody]


class CheckGroupBody(Body):
    """A duty, and under it what each act says of it; ``goods`` are ids of :class:`CheckGoodsBody`
    for which it is."""

    duty: DutyKind
    mandatory: bool
    regimes: list[RegimeDutiesBody]
    goods: list[str]


class ExclusionSaidBody(Body):
    """Words that take goods out, or may, with their proof."""

    words: str
    weight: Weight
    proof: int


class CheckGoodsBody(Body):
    """A row, scope or clause that speaks of the goods: why the duties follow. ``match_level`` are
    the digits on which ``hs`` meets the code asked for, 0 if found by words."""

    id: str
    name: str
    by: MatchBy
    hs: str | None
    match_level: int
    number: str | None
    title: str | None
    status: Status
    risk: RiskLevel | None
    conditions: list[ConditionBody]
    exclusions: list[ExclusionSaidBody]
    proof: int


class CheckTextBody(Body):
    """A text that applies, what binds first; ``proofs`` name it."""

    number: str
    title: str | None
    slug: str | None
    force: Force
    status: Status
    proofs: list[int]


class OutOfForceBody(Body):
    """A row or a text that meets the goods but is not in force on the day, and what came after."""

    name: str
    number: str | None
    status: Status
    reason: str
    reason_en: str
    replaced_by: list[SuccessorNameBody]
    proof: int


class AsideFoundBody(Body):
    """A row that was looked at and does not count, why, the words that say so, and their proof."""

    why: Why
    words: str
    name: str
    proof: int


class NotHeldBody(Body):
    """A text that the report names and the library does not hold, so that nobody could read it
    here; ``why`` says what follows."""

    number: str
    title: str | None
    why: str
    why_en: str


class LibraryStateBody(Body):
    """What the library held when the report was made: documents, files, imported lists, and the
    number of its state, which grows with every change of a document."""

    documents: int
    files: int
    lists: int
    generation: int


class GuidedCheckBody(Body):
    """The body of ``GET /api/v1/check``: a guided check, as far as it has come.

    ``next`` is what to ask next, null when nothing is left to ask; ``asked`` how many questions
    were answered, ``most`` how many there may be. ``url`` is the address of the report, ``pdf_url``
    the same as a PDF file; both carry ``seen``, the day on which the report was made, the state of
    the library and a digest of the report, so that whoever opens them again is told whether
    anything ``changed``. ``made_before`` is the day in the ``seen`` that was sent.
    """

    product: str
    hs: list[str]
    as_of: date
    trade: Trade | None
    understood: str
    understood_en: str
    made_on: date
    answered: list[AnsweredQuestionBody]
    asked: int
    most: int
    next: QuestionBody | None
    answerable: bool
    reason: Negative | None
    law: str | None
    texts: list[CheckTextBody]
    groups: list[CheckGroupBody]
    goods: list[CheckGoodsBody]
    aside: list[AsideFoundBody]
    more_aside: int = Field(description="rows that were left out of `aside`")
    out_of_force: list[OutOfForceBody]
    more_out_of_force: int
    unknown: list[TextPair]
    hs_lines: list[TariffLineBody]
    not_held: list[NotHeldBody]
    next_steps: list[TextPair]
    proofs: list[ProofBody]
    library: LibraryStateBody
    caution: TextPair
    seen: str
    changed: LibraryChange
    made_before: date | None
    url: str
    pdf_url: str
