"""Cases at the desk: the list, a new one, one of them with all that is done on its page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from urllib.parse import unquote

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import HTMLResponse, Response

from api.case_bodies import case_body, case_url, cases_body
from api.desk.accounts import Account, Role, accounts
from api.desk.case_model import Asker, CaseState, Channel, NewCase
from api.desk.case_store import CaseFilter
from api.desk.cases import add_case
from api.desk.database import DeskDatabase
from api.desk.letters import LetterLanguage
from api.desk.office import prefix
from api.desk.opening import desk_of
from api.desk.security import require
from api.desk.working_days import ANSWER_WITHIN
from api.models_ask import AnswerBody, AskBody
from api.models_cases import CaseBody
from api.provider import service_of
from api.service import Service
from api.urls import API
from standards.errors import BadInput, BadQuestion
from web.desk.entrance import go
from web.desk.showing import show
from web.language import Words, choose
from web.links import with_choices
from web.rendering import parse_day

__all__ = ["DEEDS", "VIEWS", "router", "show_case"]

router = APIRouter(include_in_schema=False, prefix="/desk/cases")
Desk = Annotated[DeskDatabase, Depends(desk_of)]
Serving = Annotated[Service, Depends(service_of)]
Reader = Annotated[Account, Depends(require(Role.READER))]
Officer = Annotated[Account, Depends(require(Role.OFFICER))]
_MANY = 40
_ANSWERS = 8
VIEWS: Mapping[str, tuple[CaseState, ...]] = {
    "open": (CaseState.RECEIVED, CaseState.IN_WORK, CaseState.WAITING),
    "answered": (CaseState.ANSWERED,),
    "closed": (CaseState.CLOSED,),
    "all": (),
}
_NEEDED: Mapping[str, str] = {
    "subject": "case_fault.subject",
    "question": "case_fault.question",
    "received": "case_fault.received",
}
DEEDS = (
    "added",
    "moved",
    "assigned",
    "promised",
    "corrected",
    "erased",
    "put",
    "drop",
    "renew",
    "seen",
    "approved",
    "back",
)
"""What may have been done before the page is shown; ``case_done.DEED`` says it."""


@router.get("")
def listed(
    request: Request,
    desk: Desk,
    service: Serving,
    account: Reader,
    view: Annotated[str, Query()] = "",
    q: Annotated[str, Query(max_length=200)] = "",
    mine: Annotated[str, Query()] = "",
    late: Annotated[str, Query()] = "",
    start: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> HTMLResponse:
    """Cases of one view (those still owed, unless words are searched: then all)."""
    chosen = view if view in VIEWS else ("all" if q.strip() else "open")
    wanted = CaseFilter(
        q=q,
        states=VIEWS[chosen],
        assigned=account.name if mine else "",
        late_on=service.today if late else None,
    )
    asked = {"view": chosen, "q": q, "mine": mine, "late": late}
    return show(
        request,
        "desk_cases.html",
        section="cases",
        body=cases_body(desk, wanted, today=service.today, start=start, limit=_MANY),
        views=tuple(VIEWS),
        picked=view if view in VIEWS else "",
        chosen=asked,
        start=start,
        may_add=account.role >= Role.OFFICER,
        data_url=with_choices(f"{API}/desk/cases", q=q, late=late and "true", start=start or None),
    )


@router.get("/new")
def blank(request: Request, service: Serving, _: Officer) -> HTMLResponse:
    """The form for an enquiry that came."""
    return _form(request, {"received": service.today.isoformat(), "days": str(ANSWER_WITHIN)})


@router.post("/new")
def add(
    request: Request,
    desk: Desk,
    service: Serving,
    account: Officer,
    received: Annotated[str, Form()] = "",
    channel: Annotated[str, Form()] = "",
    language: Annotated[str, Form()] = "",
    subject: Annotated[str, Form()] = "",
    question: Annotated[str, Form()] = "",
    country: Annotated[str, Form()] = "",
    organisation: Annotated[str, Form()] = "",
    contact: Annotated[str, Form()] = "",
    days: Annotated[str, Form()] = "",
) -> Response:
    """Take an enquiry in; what is missing is told beside its field, and nothing typed is lost."""
    say = Words(choose(request))
    typed = {
        "received": received,
        "channel": channel,
        "language": language,
        "subject": subject,
        "question": question,
        "country": country,
        "organisation": organisation,
        "contact": contact,
        "days": days,
    }
    faults = {name: say(key) for name, key in _NEEDED.items() if not typed[name].strip()}
    day = _day(received)
    if received.strip() and (day is None or day > service.today):
        faults["received"] = say("case_fault.received")
    code = country.strip().upper()
    if code and not (len(code) == 2 and code.isascii() and code.isalpha()):
        faults["country"] = say("case_fault.country")
    if not (days.isascii() and days.isdigit() and 1 <= int(days) <= 250):
        faults["days"] = say("case_fault.days")
    if faults or day is None:
        return _form(request, typed, faults)
    new = NewCase(
        received=day,
        channel=Channel(channel) if channel in tuple(Channel) else Channel.OTHER,
        language=LetterLanguage.EN if language == "en" else LetterLanguage.VI,
        subject=subject,
        question=question,
        asker=Asker(country=code, organisation=organisation, contact=contact),
        days=int(days),
    )
    try:
        made = add_case(desk, new, by=account, prefix=prefix(desk))
    except BadInput:
        return _form(request, typed, {"question": say("case_fault.too_long")})
    return go(f"{case_url(made.number)}?done=added")


@router.get("/{number}")
def one(
    request: Request,
    desk: Desk,
    service: Serving,
    account: Reader,
    number: str,
    q: Annotated[str, Query(max_length=1000)] = "",
    done: Annotated[str, Query(max_length=20)] = "",
) -> HTMLResponse:
    """One case: state and days, changes, evidence, search, reply, steps."""
    return show_case(request, desk, service, account, number, q=q, done=done)


def show_case(
    request: Request,
    desk: DeskDatabase,
    service: Service,
    account: Account,
    number: str,
    *,
    q: str = "",
    done: str = "",
    fault: str = "",
    anchor: str = "",
    typed: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """The page of a case; with ``fault`` what could not be done, beside the part ``anchor``."""
    body = case_body(desk, service.passages, number, account=account, today=service.today)
    asked, wrong = _asked(service, q)
    return show(
        request,
        "desk_case.html",
        section="cases",
        status=400 if fault else 200,
        case=body,
        find_q=q,
        asked=asked,
        wrong=wrong,
        finds=[_find(answer, body) for answer in asked.answers] if asked else [],
        people=[
            each.account
            for each in accounts(desk)
            if not each.disabled and each.account.role >= Role.OFFICER
        ],
        done=done if done in DEEDS else "",
        fault=fault,
        anchor=anchor,
        typed=typed or {},
        may_work=account.role >= Role.OFFICER,
        may_approve=account.role >= Role.EDITOR,
        may_put=account.role >= Role.OFFICER
        and body.approved_at is None
        and body.line.state is not CaseState.CLOSED,
        data_url=body.url,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Find:
    """An answer of the search, with the key of its clause, and whether the case has it."""

    answer: AnswerBody
    clause: str
    held: bool


def _find(answer: AnswerBody, case: CaseBody) -> Find:
    key = unquote(answer.clause.url.rpartition("/")[2]) if answer.clause else ""
    held = any(
        each.document == answer.slug and each.quote == answer.quote for each in case.evidence
    )
    return Find(answer=answer, clause=key, held=held)


def _asked(service: Service, q: str) -> tuple[AskBody | None, bool]:
    """What the search says, and whether the question could not be read."""
    if not q.strip():
        return None, False
    try:
        return service.ask(q, limit=_ANSWERS), False
    except BadQuestion:
        return None, True


def _form(
    request: Request, typed: Mapping[str, str], faults: Mapping[str, str] | None = None
) -> HTMLResponse:
    return show(
        request,
        "desk_case_new.html",
        section="cases",
        status=400 if faults else 200,
        typed=typed,
        faults=faults or {},
        channels=tuple(Channel),
    )


def _day(text: str) -> date | None:
    try:
        return parse_day(text)
    except BadInput:
        return None
