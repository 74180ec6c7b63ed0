"""Reports at the desk: the list, one of them beside its page, and the answer to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Path, Query, Request
from fastapi.responses import HTMLResponse, Response

from api.desk.accounts import Account, Role
from api.desk.database import DeskDatabase
from api.desk.deciding import answer_report, as_kept
from api.desk.opening import desk_of
from api.desk.reported import boxes_of, fact_now, is_checkable
from api.desk.reports import MOST_WORDS, Report, Reported, ReportState, report_numbered
from api.desk.security import require
from api.models_reports import report_body, state_named
from api.provider import service_of
from api.routes_reports import list_body
from api.service import Service
from standards.errors import BadInput, LibraryLocked, NotFound
from web.desk.entrance import go
from web.desk.showing import show
from web.language import Words, choose
from web.links import with_choices
from web.sheet import Sheet, Sheets

__all__ = ["fact_sheet", "router"]

router = APIRouter(include_in_schema=False, prefix="/desk/reports")
Desk = Annotated[DeskDatabase, Depends(desk_of)]
Serving = Annotated[Service, Depends(service_of)]
Number = Annotated[int, Path(ge=1, le=1 << 53)]
_MANY = 40


@router.get("")
def listed(
    request: Request,
    desk: Desk,
    _: Annotated[Account, Depends(require(Role.READER))],
    state: Annotated[str, Query()] = "open",
    record: Annotated[str, Query(max_length=200)] = "",
    before: Annotated[int | None, Query(ge=1, le=1 << 53)] = None,
) -> HTMLResponse:
    """Reports of one state (those that wait, unless another is asked for), newest first."""
    chosen = state_named(state)
    body = list_body(desk, state=chosen, record=record, before=before, limit=_MANY)
    asked = {"state": chosen or "", "record": record}
    return show(
        request,
        "desk_reports.html",
        section="reports",
        body=body,
        state=chosen,
        states=tuple(ReportState),
        record=record,
        started=before is not None,
        onward=with_choices("/desk/reports", **asked, before=body.next),
        data_url=with_choices("/api/v1/reports", **asked, before=before),
    )


@router.get("/{number}")
def one(
    request: Request,
    number: Number,
    desk: Desk,
    service: Serving,
    _: Annotated[Account, Depends(require(Role.READER))],
    done: Annotated[str, Query()] = "",
) -> HTMLResponse:
    """One report: the fact then and now, its page, the reader's words, the answer."""
    return _page(request, service, report_numbered(desk, number), done=done == "1")


@router.post("/{number}")
def answer(
    request: Request,
    number: Number,
    desk: Desk,
    service: Serving,
    account: Annotated[Account, Depends(require(Role.OFFICER))],
    state: Annotated[str, Form()] = "",
    words: Annotated[str, Form(alias="answer")] = "",
    mark: Annotated[str, Form()] = "",
    value: Annotated[str, Form()] = "",
    seen: Annotated[str, Form()] = "",
) -> Response:
    """Accept, reject or open again; an editor may mark the fact as checked with it."""
    report, chosen = report_numbered(desk, number), state_named(state)
    say, faults = Words(choose(request)), dict[str, str]()
    if chosen is None:
        faults["state"] = say("reports.choose")
    if not words.strip() and chosen is not ReportState.OPEN:
        faults["answer"] = say("reports.no_answer")
    if len(words) > MOST_WORDS:
        faults["answer"] = say("report.too_long", n=MOST_WORDS)
    checked = None
    if mark and chosen is not ReportState.OPEN:
        checked = value if chosen is ReportState.ACCEPTED else seen
        about = report.sent.about
        if not checked.strip():
            faults["value"] = say("reports.no_value")
        elif chosen is ReportState.ACCEPTED and as_kept(about.fact, checked) == seen == about.value:
            faults["value"] = say("reports.same_value")
    if not faults and chosen is not None:
        try:
            answer_report(desk, service, number, chosen, words, by=account, checked_value=checked)
            return go(f"/desk/reports/{number}?done=1")
        except BadInput:
            faults["mark"] = say("reports.read_anew")
        except LibraryLocked:
            faults["mark"] = say("reports.locked")
    typed = {"state": state, "answer": words, "mark": mark, "value": value}
    return _page(request, service, report, faults=faults, typed=typed, status=400)


def fact_sheet(service: Service, about: Reported) -> Sheet | None:
    """The page on which a fact stands, its place marked; None where the text is gone."""
    try:
        return Sheets(service).of(about.document, about.page, boxes_of(service, about))
    except NotFound:
        return None


def _page(
    request: Request,
    service: Service,
    report: Report,
    *,
    faults: Mapping[str, str] | None = None,
    typed: Mapping[str, str] | None = None,
    status: int = 200,
    done: bool = False,
) -> HTMLResponse:
    about, made = report.sent.about, report.decision
    now = fact_now(service, about)
    before = {
        "answer": made.answer if made else "",
        "state": report.state if made else "",
        "mark": "",
        "value": (now.value or "") if now else "",
    }
    return show(
        request,
        "desk_report.html",
        section="reports",
        status=status,
        report=report_body(report),
        now=now,
        checkable=is_checkable(about.fact),
        sheet=fact_sheet(service, about),
        faults=faults or {},
        typed=typed or before,
        may_answer=Role.OFFICER,
        may_mark=Role.EDITOR,
        done=done,
        data_url=f"/api/v1/reports/{report.id}",
    )
