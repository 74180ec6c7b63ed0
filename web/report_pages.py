""" "This is wrong": a reader says what is wrong with one fact, and sees what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.desk.database import DeskDatabase
from api.desk.opening import desk_of
from api.desk.reported import WHOLE, fact_now, reported_fact
from api.desk.reports import (
    MOST_CONTACT,
    MOST_WORDS,
    NewReport,
    Reported,
    add_report,
    report_by_key,
)
from api.desk.security import address_of, check_origin
from api.models_reports import answered_reports, public_body
from api.provider import service_of
from api.service import Service
from standards.errors import NotFound, TooOften
from web.desk.moments import as_said, moment
from web.desk.reports_pages import fact_sheet
from web.fact_notes import notes_of
from web.language import Words, choose
from web.links import on_day, reports_url, standard_data_url, with_choices
from web.rendering import parse_day, render
from web.report_choices import choices

__all__ = ["router"]

router = APIRouter(include_in_schema=False)
Desk = Annotated[DeskDatabase, Depends(desk_of)]
Serving = Annotated[Service, Depends(service_of)]
_ENDED, _MOST_ENDED = 20, 1000
"""Answered reports that one page shows, and of one text at all."""
_PAGES = 200
"""Pages of the paper that the page of choices names."""
_MOST = {"wrong": MOST_WORDS, "correction": MOST_WORDS, "contact": MOST_CONTACT}


@router.get("/report")
def ask(
    request: Request,
    service: Serving,
    desk: Desk,
    record: Annotated[str, Query(max_length=200)] = "",
    fact: Annotated[str, Query(max_length=300)] = "",
    q: Annotated[str, Query(max_length=1000)] = "",
    as_of: Annotated[str, Query()] = "",
) -> HTMLResponse:
    """The fact word for word with its page, and the form; without a fact, which one it is; without
    a record, how to report."""
    day = parse_day(as_of)
    if not record.strip():
        return render(request, "report_how.html", as_of=day)
    if not fact.strip():
        return _which(request, service, record, q, day)
    about = reported_fact(service, record, fact, question=q, as_of=day)
    return _form(request, service, desk, about, as_of=day)


@router.post("/report")
def send(
    request: Request,
    service: Serving,
    desk: Desk,
    record: Annotated[str, Form()] = "",
    fact: Annotated[str, Form()] = WHOLE,
    q: Annotated[str, Form()] = "",
    as_of: Annotated[str, Form()] = "",
    wrong: Annotated[str, Form()] = "",
    correction: Annotated[str, Form()] = "",
    contact: Annotated[str, Form()] = "",
    website: Annotated[str, Form()] = "",
) -> Response:
    """Keep the report, and show where its answer will stand. ``website`` stays empty: people do
    not see that field, machines fill it in."""
    check_origin(request)
    about = reported_fact(service, record[:200], fact[:300], question=q)
    language, day = choose(request), parse_day(as_of)
    say = Words(language)
    given = {"wrong": wrong, "correction": correction, "contact": contact}
    typed = {name: text.replace("\r\n", "\n").strip() for name, text in given.items()}
    faults = {
        name: say("report.too_long", n=_MOST[name])
        for name, text in typed.items()
        if len(text) > _MOST[name]
    }
    if not typed["wrong"]:
        faults["wrong"] = say("report.say_what")
    if website:
        faults["website"] = say("report.leave_empty")
    if faults:
        return _form(
            request, service, desk, about, typed=typed, faults=faults, status=400, as_of=day
        )
    try:
        sent = NewReport(
            about=about,
            wrong=typed["wrong"],
            correction=typed["correction"],
            contact=typed["contact"],
            language=language.value,
        )
        report = add_report(desk, sent, address=address_of(request))
    except TooOften as error:
        wait = say("report.wait", n=max(1, -(-error.wait // 60)))
        return _form(request, service, desk, about, typed=typed, fault=wait, status=429, as_of=day)
    return RedirectResponse(f"/report/{report.key}?sent=1", status_code=303)


@router.get("/report/{key}")
def follow(
    request: Request, desk: Desk, key: str, sent: Annotated[str, Query()] = ""
) -> HTMLResponse:
    """What became of a report, for whoever sent it."""
    page = render(
        request,
        "report_sent.html",
        report=public_body(report_by_key(desk, key)),
        sent=sent == "1",
        moment=moment,
        as_said=as_said,
        data_url=f"/api/v1/reports/key/{key}",
    )
    page.headers["X-Robots-Tag"] = "noindex, nofollow"
    page.headers["Cache-Control"] = "no-store"
    return page


@router.get("/standards/{slug}/reports")
def of_document(
    request: Request,
    service: Serving,
    desk: Desk,
    slug: str,
    part: Annotated[int, Query(ge=1)] = 1,
    report: Annotated[int, Query(ge=0)] = 0,
    as_of: Annotated[str, Query()] = "",
) -> Response:
    """What of a text was reported and how it ended, newest answer first: no word of readers, no
    name. The part with ``report`` is shown, if it has one; ``as_of`` is kept for the way back."""
    document, day = service.document(slug), parse_day(as_of)
    if document.id != slug:
        return RedirectResponse(on_day(reports_url(document.id), day), status_code=307)
    told = answered_reports(desk, document.id, limit=_MOST_ENDED)
    numbers = [one.number for one in told.reports]
    if report in numbers:
        part = numbers.index(report) // _ENDED + 1
    parts = max(1, -(-len(numbers) // _ENDED))
    if part > parts:
        raise NotFound(f"what was reported of {slug} has {parts} parts; there is no part {part}")
    return render(
        request,
        "reports_of.html",
        told=told,
        shown=told.reports[(part - 1) * _ENDED : part * _ENDED],
        part=part,
        parts=parts,
        slug=document.id,
        as_of=day,
        name=str(document.number or document.title or document.source.file),
        notes=notes_of(request, service, document.id),
        data_url=f"{standard_data_url(document.id)}/reports",
        more_data=(standard_data_url(document.id),),
    )


def _which(
    request: Request, service: Service, record: str, q: str, day: date | None
) -> HTMLResponse:
    document = service.document(record)
    source = document.source
    page = render(
        request,
        "report_which.html",
        slug=document.id,
        name=str(document.number or document.title or source.file),
        groups=choices(service, document.id, day),
        pages=range(source.first_page, min(source.last_page, source.first_page + _PAGES - 1) + 1),
        question=q,
        as_of=day,
        data_url=f"{standard_data_url(document.id)}/facts",
    )
    page.headers["X-Robots-Tag"] = "noindex, nofollow"
    return page


def _form(
    request: Request,
    service: Service,
    desk: DeskDatabase,
    about: Reported,
    *,
    typed: Mapping[str, str] | None = None,
    faults: Mapping[str, str] | None = None,
    fault: str = "",
    status: int = 200,
    as_of: date | None = None,
) -> HTMLResponse:
    page = render(
        request,
        "report.html",
        as_of=as_of,
        status=status,
        about=about,
        now=fact_now(service, about),
        sheet=fact_sheet(service, about),
        before=answered_reports(desk, about.document, limit=10).reports,
        typed=typed or dict.fromkeys(_MOST, ""),
        most=_MOST,
        faults=faults or {},
        fault=fault,
        moment=moment,
        as_said=as_said,
        data_url=with_choices(f"{standard_data_url(about.document)}/facts"),
    )
    page.headers["X-Robots-Tag"] = "noindex, nofollow"
    return page
