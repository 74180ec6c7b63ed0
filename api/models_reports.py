"""Bodies of what readers report, and of what the desk answers."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import ConfigDict, Field

from api.desk.database import DeskDatabase
from api.desk.reports import (
    MOST_CONTACT,
    MOST_WORDS,
    Outcome,
    Report,
    ReportState,
    answered,
    outcomes,
)
from api.models_base import Body
from standards.errors import NotFound

__all__ = [
    "AnsweredReportBody",
    "AnsweredReportsBody",
    "DecisionBody",
    "NewDecision",
    "NewReportBody",
    "PublicReportBody",
    "ReceiptBody",
    "ReportBody",
    "ReportedBody",
    "ReportsBody",
    "answered_body",
    "answered_reports",
    "public_body",
    "report_body",
    "state_named",
]


class NewReportBody(Body):
    """Something is wrong. ``record`` is a slug, ``fact`` a name as the facts of the document have
    it, or ``row:N``, ``definition:N``, ``table:N``, ``page:N``, ``status``, ``document``."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "record": "qcvn-2-2021-bkhcn",
                "fact": "issued",
                "wrong": "Trang 1 ghi ngày khác.",
                "correction": "2021-06-15",
                "contact": "lan@example.vn",
            }
        }
    )

    record: str = Field(max_length=200)
    fact: str = Field(default="document", max_length=300)
    wrong: str = Field(max_length=MOST_WORDS, description="what is wrong, in the reader's words")
    correction: str = Field(default="", max_length=MOST_WORDS, description="what would be right")
    contact: str = Field(default="", max_length=MOST_CONTACT, description="seen by the desk alone")
    question: str = Field(default="", max_length=1000, description="what had been asked")
    language: Literal["vi", "en"] = "vi"


class ReceiptBody(Body):
    """A report was received. ``url`` shows what becomes of it, to whoever knows the address."""

    number: int
    state: ReportState
    url: str


class ReportedBody(Body):
    """The fact as it was read when it was reported, word for word."""

    record: str
    number: str
    fact: str
    label: str
    label_en: str
    value: str
    page: int
    file: str
    sha256: str
    question: str


class DecisionBody(Body):
    """The desk's answer; ``checked``: the fact was marked as checked with it, and ``seen`` is what
    an editor read on the page then, else null."""

    state: ReportState
    outcome: Outcome
    answer: str
    at: datetime
    checked: bool
    seen: str | None


class PublicReportBody(Body):
    """A report as whoever sent it may see it."""

    number: int
    at: datetime
    about: ReportedBody
    wrong: str
    correction: str
    state: ReportState
    decision: DecisionBody | None


class ReportBody(PublicReportBody):
    """A report as the desk sees it."""

    contact: str
    language: str
    decided_by: str | None
    url: str


class ReportsBody(Body):
    """Reports, newest first; ``next`` goes on as ``before``."""

    open: int
    accepted: int
    rejected: int
    reports: list[ReportBody]
    next: int | None


class AnsweredReportBody(Body):
    """What became of one report of a text; the reader's own words are not told. ``value`` is the
    fact as it was read when it was reported."""

    number: int
    fact: str
    label: str
    label_en: str
    value: str
    page: int
    at: datetime
    decision: DecisionBody


class AnsweredReportsBody(Body):
    """Reports of a text that were answered, the newest answer first; how many were accepted, were
    accepted and the fact put right by an editor, were declined."""

    slug: str
    accepted: int
    corrected: int
    declined: int
    reports: list[AnsweredReportBody]


class NewDecision(Body):
    """The desk's answer to a report. ``checked_value``: what an editor saw on the page; it marks
    the fact as checked."""

    model_config = ConfigDict(
        json_schema_extra={"example": {"state": "accepted", "answer": "Đã đối chiếu trang 1."}}
    )

    state: ReportState
    answer: str = Field(default="", max_length=MOST_WORDS)
    checked_value: str | None = Field(default=None, max_length=200_000)


def public_body(report: Report) -> PublicReportBody:
    """A report for whoever sent it."""
    return PublicReportBody(
        number=report.id,
        at=report.at,
        about=_about(report),
        wrong=report.sent.wrong,
        correction=report.sent.correction,
        state=report.state,
        decision=_decision(report),
    )


def report_body(report: Report) -> ReportBody:
    """A report for the desk."""
    return ReportBody(
        **{name: getattr(public_body(report), name) for name in PublicReportBody.model_fields},
        contact=report.sent.contact,
        language=report.sent.language,
        decided_by=report.decision.by if report.decision else None,
        url=f"/desk/reports/{report.id}",
    )


def answered_body(report: Report) -> AnsweredReportBody:
    """A report that has an answer, for everybody. Raises NotFound for one that has none."""
    decision, about = _decision(report), report.sent.about
    if decision is None:
        raise NotFound(f"report {report.id} has no answer yet")
    return AnsweredReportBody(
        number=report.id,
        fact=about.fact,
        label=about.label,
        label_en=about.label_en,
        value=about.value,
        page=about.page,
        at=report.at,
        decision=decision,
    )


def answered_reports(desk: DeskDatabase, document: str, *, limit: int = 200) -> AnsweredReportsBody:
    """What of a document was reported and answered."""
    ended = outcomes(desk, document)
    return AnsweredReportsBody(
        slug=document,
        accepted=ended[Outcome.ACCEPTED],
        corrected=ended[Outcome.CORRECTED],
        declined=ended[Outcome.DECLINED],
        reports=[answered_body(one) for one in answered(desk, document, limit=limit)],
    )


def state_named(text: str) -> ReportState | None:
    """The state of that name; None for any other text."""
    return ReportState(text) if text in tuple(ReportState) else None


def _about(report: Report) -> ReportedBody:
    about = report.sent.about
    return ReportedBody(
        record=about.document,
        number=about.number,
        fact=about.fact,
        label=about.label,
        label_en=about.label_en,
        value=about.value,
        page=about.page,
        file=about.file,
        sha256=about.sha256,
        question=about.question,
    )


def _decision(report: Report) -> DecisionBody | None:
    made = report.decision
    if made is None:
        return None
    return DecisionBody(
        state=made.state,
        outcome=made.outcome,
        answer=made.answer,
        at=made.at,
        checked=made.checked,
        seen=made.seen if made.checked else None,
    )
