"""``/reports``: readers say what is wrong, the desk answers."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request

from api.desk.accounts import Account, Role
from api.desk.database import DeskDatabase
from api.desk.deciding import answer_report
from api.desk.opening import desk_of
from api.desk.reported import reported_fact
from api.desk.reports import (
    NewReport,
    ReportState,
    add_report,
    count_reports,
    report_by_key,
    report_numbered,
    reports,
)
from api.desk.security import NEEDS_LOGIN, address_of, require
from api.examples import SLUGS
from api.models_reports import (
    AnsweredReportsBody,
    NewDecision,
    NewReportBody,
    PublicReportBody,
    ReceiptBody,
    ReportBody,
    ReportsBody,
    answered_reports,
    public_body,
    report_body,
)
from api.provider import service_of
from api.service import Service

__all__ = ["list_body", "router"]

router = APIRouter(tags=["reports"])
Desk = Annotated[DeskDatabase, Depends(desk_of)]
Serving = Annotated[Service, Depends(service_of)]
Number = Annotated[int, Path(ge=1, le=1 << 53)]


@router.post("/reports", summary="Say that something is wrong", status_code=201)
def report(request: Request, new: NewReportBody, service: Serving, desk: Desk) -> ReceiptBody:
    """Open to everybody, limited by address. The fact is kept as it is read now."""
    about = reported_fact(service, new.record, new.fact, question=new.question)
    sent = NewReport(
        about=about,
        wrong=new.wrong,
        correction=new.correction,
        contact=new.contact,
        language=new.language,
    )
    kept = add_report(desk, sent, address=address_of(request))
    return ReceiptBody(number=kept.id, state=kept.state, url=f"/report/{kept.key}")


@router.get(
    "/reports/key/{key}", summary="What became of a report", openapi_extra={"x-needs": "key"}
)
def followed(key: str, desk: Desk) -> PublicReportBody:
    """For whoever sent it: ``key`` is the last part of ``url`` on its receipt."""
    return public_body(report_by_key(desk, key))


@router.get("/standards/{slug}/reports", summary="What of a document was reported and answered")
def of_document(
    slug: Annotated[str, Path(openapi_examples=SLUGS)], service: Serving, desk: Desk
) -> AnsweredReportsBody:
    """Open to everybody; without the words and contacts of readers."""
    return answered_reports(desk, service.document(slug).id)


@router.get("/reports", summary="Reports, for the desk", openapi_extra=NEEDS_LOGIN)
def listed(
    desk: Desk,
    _: Annotated[Account, Depends(require(Role.READER))],
    state: Annotated[ReportState | None, Query()] = None,
    record: Annotated[str, Query(max_length=200, description="slug of a document")] = "",
    before: Annotated[int | None, Query(ge=1, le=1 << 53)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> ReportsBody:
    """Newest first. Needs a login at the desk."""
    return list_body(desk, state=state, record=record, before=before, limit=limit)


@router.get("/reports/{number}", summary="One report, for the desk", openapi_extra=NEEDS_LOGIN)
def one(
    number: Number, desk: Desk, _: Annotated[Account, Depends(require(Role.READER))]
) -> ReportBody:
    """Needs a login at the desk."""
    return report_body(report_numbered(desk, number))


@router.post("/reports/{number}/decision", summary="Answer a report", openapi_extra=NEEDS_LOGIN)
def answer(
    number: Number,
    made: NewDecision,
    service: Serving,
    desk: Desk,
    account: Annotated[Account, Depends(require(Role.OFFICER))],
) -> ReportBody:
    """Needs the role of an officer; to mark the fact as checked, of an editor. The session's token
    comes in the header ``X-CSRF-Token``."""
    done = answer_report(
        desk,
        service,
        number,
        made.state,
        made.answer,
        by=account,
        checked_value=made.checked_value,
    )
    return report_body(done)


def list_body(
    desk: DeskDatabase,
    *,
    state: ReportState | None = None,
    record: str = "",
    before: int | None = None,
    limit: int = 50,
) -> ReportsBody:
    """A page of reports with how many there are in each state."""
    found = reports(desk, state=state, document=record, before=before, limit=limit + 1)
    counts = count_reports(desk)
    return ReportsBody(
        open=counts[ReportState.OPEN],
        accepted=counts[ReportState.ACCEPTED],
        rejected=counts[ReportState.REJECTED],
        reports=[report_body(one) for one in found[:limit]],
        next=found[limit - 1].id if len(found) > limit else None,
    )
