"""What is done on the page of a case: each form goes to an address of its own and comes back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import Response

from api.case_bodies import case_url
from api.desk.accounts import Account, Role
from api.desk.case_evidence import drop_evidence, put_evidence
from api.desk.case_model import Asker, CaseState
from api.desk.case_store import case_numbered
from api.desk.cases import assign, correct_case, erase_asker, move_case, promise_day
from api.desk.database import DeskDatabase
from api.desk.flags import settle
from api.desk.opening import desk_of
from api.desk.security import require
from api.provider import service_of
from api.routes_cases import renewed
from api.service import Service
from standards.errors import BadInput, NotFound
from web.desk.case_pages import show_case
from web.desk.entrance import go
from web.language import Words, choose
from web.links import with_choices
from web.rendering import parse_day

__all__ = ["router"]

router = APIRouter(include_in_schema=False, prefix="/desk/cases/{number}")
Desk = Annotated[DeskDatabase, Depends(desk_of)]
Serving = Annotated[Service, Depends(service_of)]
Officer = Annotated[Account, Depends(require(Role.OFFICER))]
Editor = Annotated[Account, Depends(require(Role.EDITOR))]
Text = Annotated[str, Form()]


@router.post("/move")
def move(
    request: Request,
    desk: Desk,
    service: Serving,
    account: Officer,
    number: str,
    to: Text = "",
    note: Text = "",
) -> Response:
    """Move the case on, with a note."""
    say = Words(choose(request))
    case = case_numbered(desk, number)
    dropped = to == CaseState.CLOSED and case.is_open
    if to not in tuple(CaseState) or (dropped and not note.strip()):
        fault = say("case_fault.note" if dropped else "case_fault.to")
        return show_case(
            request,
            desk,
            service,
            account,
            number,
            fault=fault,
            anchor="steps",
            typed={"to": to, "note": note},
        )
    move_case(desk, number, CaseState(to), by=account, note=note, today=service.today)
    return _back(number, "moved", "steps")


@router.post("/assign")
def give(desk: Desk, account: Officer, number: str, name: Text = "") -> Response:
    """Give the case to somebody."""
    assign(desk, number, name, by=account)
    return _back(number, "assigned", "steps")


@router.post("/promise")
def promise(
    request: Request,
    desk: Desk,
    service: Serving,
    account: Officer,
    number: str,
    day: Text = "",
    note: Text = "",
) -> Response:
    """Note a later day that the asker was told; an empty one takes it back."""

    def do() -> None:
        promise_day(desk, number, parse_day(day), by=account, note=note)

    fault = Words(choose(request))("case_fault.promise")
    typed = {"day": day, "promise_note": note}
    return _done(request, desk, service, account, number, do, "promised", "days", fault, typed)


@router.post("/correct")
def correct(
    request: Request,
    desk: Desk,
    service: Serving,
    account: Officer,
    number: str,
    subject: Text = "",
    question: Text = "",
    country: Text = "",
    organisation: Text = "",
    contact: Text = "",
) -> Response:
    """Set right what was written down."""
    asker = Asker(country=country, organisation=organisation, contact=contact)

    def do() -> None:
        correct_case(desk, number, subject=subject, question=question, asker=asker, by=account)

    fault = Words(choose(request))("case_fault.correct")
    typed = {"subject": subject, "question": question, "country": country}
    typed |= {"organisation": organisation, "contact": contact}
    return _done(request, desk, service, account, number, do, "corrected", "enquiry", fault, typed)


@router.post("/erase")
def erase(desk: Desk, account: Editor, number: str, question: Text = "") -> Response:
    """Forget who asked."""
    erase_asker(desk, number, question=question, by=account)
    return _back(number, "erased", "enquiry")


@router.post("/evidence")
def put(
    request: Request,
    desk: Desk,
    service: Serving,
    account: Officer,
    number: str,
    document: Text = "",
    clause: Text = "",
    quote: Text = "",
    page: Text = "",
    q: Text = "",
) -> Response:
    """Put words into the case: those of an answer, or of a clause that was named."""

    def do() -> None:
        passage = service.passages.pick(
            document.strip(),
            clause.strip() or None,
            quote.replace("\r\n", "\n"),
            page=int(page) if page.isascii() and page.isdigit() else None,
            day=service.today,
        )
        put_evidence(desk, number, passage, by=account)

    fault = Words(choose(request))("case_fault.evidence")
    typed = {"document": document, "clause": clause, "quote": quote}
    return _done(request, desk, service, account, number, do, "put", "evidence", fault, typed, q=q)


@router.post("/evidence/{evidence}/{deed}")
def change_evidence(
    request: Request,
    desk: Desk,
    service: Serving,
    account: Officer,
    number: str,
    evidence: int,
    deed: str,
) -> Response:
    """Take words out, or write down how they stand today."""
    say = Words(choose(request))

    def do() -> None:
        if deed == "renew":
            renewed(desk, service, number, evidence, by=account)
        elif deed == "drop":
            drop_evidence(desk, number, evidence, by=account)
        else:
            raise NotFound(f"nothing is done at {deed!r}")

    fault = say("case_fault.renew" if deed == "renew" else "case_fault.drop")
    return _done(request, desk, service, account, number, do, deed, "evidence", fault, {})


@router.post("/flags/{flag}")
def seen(desk: Desk, account: Officer, number: str, flag: int) -> Response:
    """Somebody has looked at a change."""
    settle(desk, number, flag, by=account)
    return _back(number, "seen", "changes")


def _done(
    request: Request,
    desk: DeskDatabase,
    service: Service,
    account: Account,
    number: str,
    do: Callable[[], None],
    deed: str,
    anchor: str,
    fault: str,
    typed: dict[str, str],
    q: str = "",
) -> Response:
    """Do it and come back; what cannot be done is told on the page, nothing typed is lost."""
    case_numbered(desk, number)
    try:
        do()
    except (BadInput, NotFound):
        return show_case(
            request, desk, service, account, number, q=q, fault=fault, anchor=anchor, typed=typed
        )
    return _back(number, deed, anchor, q)


def _back(number: str, deed: str, anchor: str, q: str = "") -> Response:
    return go(with_choices(case_url(number), done=deed, q=q) + f"#{anchor}")
