"""``/desk/cases``: enquiries, their evidence and replies. All of it needs a login."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request

from api.case_bodies import case_body, cases_body, evidence_body, flags_body
from api.desk.accounts import Account, Role
from api.desk.answering import approve_reply
from api.desk.case_evidence import drop_evidence, put_evidence, renew_evidence
from api.desk.case_model import Asker, CaseState, NewCase
from api.desk.case_store import CaseFilter
from api.desk.cases import add_case, assign, move_case
from api.desk.database import DeskDatabase
from api.desk.flags import settle
from api.desk.office import prefix
from api.desk.opening import desk_of
from api.desk.replies import change_reply, take_back
from api.desk.security import NEEDS_LOGIN, require
from api.models_cases import (
    CaseBody,
    CasesBody,
    EvidenceBody,
    FlagsBody,
    MoveInput,
    NewCaseInput,
    PickInput,
    ReplyInput,
)
from api.provider import service_of
from api.service import Service
from standards.errors import NotFound

__all__ = ["renewed", "router", "site_of"]

router = APIRouter(prefix="/desk", tags=["desk"])
Desk = Annotated[DeskDatabase, Depends(desk_of)]
Serving = Annotated[Service, Depends(service_of)]
Reader = Annotated[Account, Depends(require(Role.READER))]
Officer = Annotated[Account, Depends(require(Role.OFFICER))]
Editor = Annotated[Account, Depends(require(Role.EDITOR))]


@router.get("/cases", summary="Enquiries", openapi_extra=NEEDS_LOGIN)
def case_list(
    desk: Desk,
    service: Serving,
    _: Reader,
    q: Annotated[
        str, Query(max_length=200, description="words of the enquiry, the evidence or the reply")
    ] = "",
    state: Annotated[list[CaseState] | None, Query(description="only these states")] = None,
    assigned: Annotated[str, Query(max_length=64, description="name of an account")] = "",
    late: Annotated[bool, Query(description="only those whose answer is late")] = False,
    start: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> CasesBody:
    """Those still owed first, by the day they are due; then the newest. Words typed without
    accents find words with any."""
    wanted = CaseFilter(
        q=q,
        states=tuple(state or ()),
        assigned=assigned.strip(),
        late_on=service.today if late else None,
    )
    return cases_body(desk, wanted, today=service.today, start=start, limit=limit)


@router.post("/cases", summary="Take an enquiry in", status_code=201, openapi_extra=NEEDS_LOGIN)
def new_case(desk: Desk, service: Serving, account: Officer, told: NewCaseInput) -> CaseBody:
    """It gets its number and its due day."""
    new = NewCase(
        received=told.received,
        channel=told.channel,
        language=told.language,
        subject=told.subject,
        question=told.question,
        asker=Asker(country=told.country, organisation=told.organisation, contact=told.contact),
        days=told.days,
    )
    return _body(
        desk, service, account, add_case(desk, new, by=account, prefix=prefix(desk)).number
    )


@router.get("/flags", summary="Quoted texts that have changed", openapi_extra=NEEDS_LOGIN)
def flag_list(desk: Desk, service: Serving, _: Reader) -> FlagsBody:
    """In cases that are open or were answered, and that nobody has looked at yet."""
    return flags_body(desk, service.passages, today=service.today)


@router.get("/cases/{number}", summary="One enquiry", openapi_extra=NEEDS_LOGIN)
def one_case(desk: Desk, service: Serving, account: Reader, number: str) -> CaseBody:
    """With its evidence, its reply and its way."""
    return _body(desk, service, account, number)


@router.post("/cases/{number}/moves", summary="Move a case on", openapi_extra=NEEDS_LOGIN)
def move(desk: Desk, service: Serving, account: Officer, number: str, told: MoveInput) -> CaseBody:
    """Only along the allowed ways; ``may_move`` names them."""
    move_case(desk, number, told.to, by=account, note=told.note, today=service.today)
    return _body(desk, service, account, number)


@router.put(
    "/cases/{number}/assigned", summary="Give a case to somebody", openapi_extra=NEEDS_LOGIN
)
def give(
    desk: Desk,
    service: Serving,
    account: Officer,
    number: str,
    name: Annotated[str, Query(max_length=64, description="name of an account; empty: nobody")],
) -> CaseBody:
    """To an account that works on cases, or to nobody."""
    assign(desk, number, name, by=account)
    return _body(desk, service, account, number)


@router.post("/cases/{number}/evidence", summary="Put words in", openapi_extra=NEEDS_LOGIN)
def put(
    desk: Desk, service: Serving, account: Officer, number: str, told: PickInput
) -> EvidenceBody:
    """Words that stand in a held text, as they stand there; others are refused."""
    passage = service.passages.pick(
        told.document, told.clause, told.quote, page=told.page, day=service.today
    )
    return evidence_body(put_evidence(desk, number, passage, by=account))


@router.delete(
    "/cases/{number}/evidence/{evidence}", summary="Take words out", openapi_extra=NEEDS_LOGIN
)
def drop(desk: Desk, service: Serving, account: Officer, number: str, evidence: int) -> CaseBody:
    """Not while the reply quotes them."""
    drop_evidence(desk, number, evidence, by=account)
    return _body(desk, service, account, number)


@router.post(
    "/cases/{number}/evidence/{evidence}/renew",
    summary="Look words up anew",
    openapi_extra=NEEDS_LOGIN,
)
def renew(desk: Desk, service: Serving, account: Officer, number: str, evidence: int) -> CaseBody:
    """Write down how they stand today; refused where they stand there no more."""
    renewed(desk, service, number, evidence, by=account)
    return _body(desk, service, account, number)


@router.post("/cases/{number}/flags/{flag}", summary="A change was seen", openapi_extra=NEEDS_LOGIN)
def seen(desk: Desk, service: Serving, account: Officer, number: str, flag: int) -> CaseBody:
    """Somebody has looked at it."""
    settle(desk, number, flag, by=account)
    return _body(desk, service, account, number)


@router.post("/cases/{number}/reply", summary="Change the reply", openapi_extra=NEEDS_LOGIN)
def reply(
    desk: Desk, service: Serving, account: Officer, number: str, told: ReplyInput
) -> CaseBody:
    """Keeps words of blocks, then does one thing: draft, add, move or take out."""
    change_reply(
        desk,
        number,
        version=told.version,
        texts={each.id: (each.words, each.words_en) for each in told.blocks},
        action=told.action,
        target=told.target,
        today=service.today,
        by=account,
    )
    return _body(desk, service, account, number)


@router.post("/cases/{number}/approval", summary="Approve the reply", openapi_extra=NEEDS_LOGIN)
def approval(
    request: Request,
    desk: Desk,
    service: Serving,
    account: Editor,
    number: str,
    version: Annotated[int, Query(description="version of the reply that was read")],
) -> CaseBody:
    """By an editor; its letters are kept as they are now."""
    approve_reply(
        desk,
        service.passages,
        number,
        version=version,
        site=site_of(request),
        today=service.today,
        by=account,
    )
    return _body(desk, service, account, number)


@router.delete("/cases/{number}/approval", summary="Take it back", openapi_extra=NEEDS_LOGIN)
def no_approval(desk: Desk, service: Serving, account: Editor, number: str) -> CaseBody:
    """So that the reply can be changed; kept letters stay kept."""
    take_back(desk, number, by=account)
    return _body(desk, service, account, number)


def renewed(
    desk: DeskDatabase, service: Service, number: str, evidence: int, *, by: Account
) -> None:
    """Write down how evidence stands today. Raises NotFound, BadInput."""
    body = case_body(desk, service.passages, number, account=by, today=service.today)
    held = next((each for each in body.evidence if each.id == evidence), None)
    if held is None:
        raise NotFound(f"{number} has no evidence {evidence}")
    passage = service.passages.pick(
        held.document, held.clause, held.quote, page=held.page, day=service.today
    )
    renew_evidence(desk, number, evidence, passage, by=by)


def site_of(request: Request) -> str:
    """The address under which this site is reached, without a path."""
    return f"{request.url.scheme}://{request.headers.get('host', request.url.netloc)}"


def _body(desk: DeskDatabase, service: Service, account: Account, number: str) -> CaseBody:
    return case_body(desk, service.passages, number, account=account, today=service.today)
