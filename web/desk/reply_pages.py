"""The reply of a case: write it, look at it as a letter, have it approved, take it as a file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import HTMLResponse, Response
from starlette.concurrency import run_in_threadpool

from api.case_bodies import case_body, case_url
from api.desk.accounts import Account, Role
from api.desk.answering import approve_reply, drafted_letter, kept_letter, letter_now
from api.desk.database import DeskDatabase
from api.desk.docx_writing import MEDIA_TYPE as DOCX
from api.desk.docx_writing import docx_of
from api.desk.letters import Letter, LetterLanguage
from api.desk.opening import desk_of
from api.desk.replies import Action, change_reply, take_back
from api.desk.reply_pdf import pdf_of_letter
from api.desk.security import require
from api.desk.wording import say
from api.provider import service_of
from api.routes_cases import site_of
from api.service import Service
from standards.errors import BadInput, NotFound, Outdated
from web.desk.case_pages import show_case
from web.desk.entrance import go
from web.desk.showing import show
from web.language import Words, choose

__all__ = ["router"]

router = APIRouter(include_in_schema=False, prefix="/desk/cases/{number}")
Desk = Annotated[DeskDatabase, Depends(desk_of)]
Serving = Annotated[Service, Depends(service_of)]
Reader = Annotated[Account, Depends(require(Role.READER))]
Officer = Annotated[Account, Depends(require(Role.OFFICER))]
Editor = Annotated[Account, Depends(require(Role.EDITOR))]
_FIELD = re.compile(r"(vi|en)-(\d{1,12})")
_DEED = re.compile(r"([a-z]+)(?::(\d{1,12}))?")
_FILE = re.compile(r"(draft|\d{1,9})-(vi|en)\.(docx|pdf)")


@router.get("/reply")
def reply(
    request: Request,
    desk: Desk,
    service: Serving,
    account: Reader,
    number: str,
    done: Annotated[str, Query(max_length=20)] = "",
) -> HTMLResponse:
    """The blocks of the reply, each with its words in both languages."""
    return _page(request, desk, service, account, number, done=done)


@router.post("/reply")
async def change(
    request: Request, desk: Desk, service: Serving, account: Officer, number: str
) -> Response:
    """Keep all words, then do what the button says; nothing typed is ever lost."""
    form = {name: value for name, value in (await request.form()).items() if isinstance(value, str)}
    return await run_in_threadpool(_change, request, desk, service, account, number, form)


@router.post("/approve")
def approve(
    request: Request,
    desk: Desk,
    service: Serving,
    account: Editor,
    number: str,
    version: Annotated[int, Form(ge=0)] = 0,
) -> Response:
    """Approve the reply as it was read."""
    try:
        approve_reply(
            desk,
            service.passages,
            number,
            version=version,
            site=site_of(request),
            today=service.today,
            by=account,
        )
    except BadInput:
        fault = Words(choose(request))("case_fault.approve")
        return _page(request, desk, service, account, number, fault=fault)
    return go(f"{case_url(number)}?done=approved#reply")


@router.post("/unapprove")
def unapprove(
    request: Request, desk: Desk, service: Serving, account: Editor, number: str
) -> Response:
    """Take the approval back."""
    try:
        take_back(desk, number, by=account)
    except BadInput:
        fault = Words(choose(request))("case_fault.to")
        return show_case(request, desk, service, account, number, fault=fault, anchor="steps")
    return go(f"{case_url(number)}/reply?done=back")


@router.get("/preview")
def preview(
    request: Request,
    desk: Desk,
    service: Serving,
    _: Reader,
    number: str,
    language: Annotated[str, Query(max_length=2)] = "vi",
) -> HTMLResponse:
    """The letter as approved, or as it stands, on a page that can be printed."""
    chosen = LetterLanguage.EN if language == "en" else LetterLanguage.VI
    letter = letter_now(desk, number, chosen, site=site_of(request), today=service.today)
    return show(
        request,
        "desk_letter.html",
        section="cases",
        letter=letter,
        letter_say=say,
        chosen=chosen,
        number=letter.number,
        address=case_url(letter.number),
        languages=tuple(LetterLanguage),
    )


@router.get("/letters/{name}")
def file(
    request: Request, desk: Desk, service: Serving, account: Reader, number: str, name: str
) -> Response:
    """A letter as DOCX or PDF: ``draft-vi.docx``, ``3-en.pdf`` (as approved in version 3)."""
    asked = _FILE.fullmatch(name)
    if asked is None:
        raise NotFound(f"there is no letter {name!r}")
    version, language, kind = asked[1], LetterLanguage(asked[2]), asked[3]
    if version == "draft":
        letter = drafted_letter(desk, number, language, site=site_of(request), today=service.today)
    else:
        letter = kept_letter(desk, number, language, int(version))
    with desk.change(account.name, "case.letter", f"case:{letter.number}", name):
        pass
    content, media_type = _file(letter, kind)
    saved = f"{letter.number}-{name}"
    return Response(
        content,
        media_type=media_type,
        headers={"Content-Disposition": f'attachment; filename="{saved}"'},
    )


def _file(letter: Letter, kind: str) -> tuple[bytes, str]:
    if kind == "docx":
        return docx_of(letter), DOCX
    return pdf_of_letter(letter), "application/pdf"


def _change(
    request: Request,
    desk: DeskDatabase,
    service: Service,
    account: Account,
    number: str,
    form: Mapping[str, str],
) -> Response:
    texts = _texts(form)
    action, target = _deed(form)
    version = form.get("version", "")
    try:
        change_reply(
            desk,
            number,
            version=int(version) if version.isdigit() else -1,
            texts=texts,
            action=action,
            target=target,
            today=service.today,
            by=account,
        )
    except Outdated:
        fault = Words(choose(request))("case_fault.outdated")
        return _page(request, desk, service, account, number, fault=fault, typed=texts)
    place = f"#b{target}" if action in (Action.UP, Action.DOWN) else "#end"
    if action is Action.SAVE:
        place = "#saved"
    return go(f"{case_url(number)}/reply?done=saved{place}")


def _texts(form: Mapping[str, str]) -> dict[int, tuple[str, str]]:
    found: dict[int, dict[str, str]] = {}
    for name, value in form.items():
        field = _FIELD.fullmatch(name)
        if field:
            found.setdefault(int(field[2]), {})[field[1]] = value
    return {block: (each.get("vi", ""), each.get("en", "")) for block, each in found.items()}


def _deed(form: Mapping[str, str]) -> tuple[Action, int]:
    """What the button says: ``save``, ``up:12``; ``quote`` takes the evidence that was chosen."""
    told = _DEED.fullmatch(form.get("do", "save"))
    if told is None or told[1] not in tuple(Action):
        raise BadInput(f"{form.get('do')!r} is nothing that can be done to a reply")
    action = Action(told[1])
    target = told[2] or (form.get("evidence", "") if action is Action.QUOTE else "")
    return action, int(target) if target.isascii() and target.isdigit() else 0


def _page(
    request: Request,
    desk: DeskDatabase,
    service: Service,
    account: Account,
    number: str,
    *,
    fault: str = "",
    done: str = "",
    typed: Mapping[int, tuple[str, str]] | None = None,
) -> HTMLResponse:
    body = case_body(desk, service.passages, number, account=account, today=service.today)
    is_draft = body.approved_at is None and body.line.days_left is not None
    return show(
        request,
        "desk_reply.html",
        section="cases",
        status=400 if fault else 200,
        case=body,
        evidence={each.id: each for each in body.evidence},
        quoted={block.evidence for block in body.blocks},
        short={
            language: {each.block for each in body.lacking if each.language == language}
            for language in LetterLanguage
        },
        changed={flag.evidence.id for flag in body.flags if not flag.settled_by},
        typed=typed or {},
        fault=fault,
        done=done,
        may_write=is_draft and account.role >= Role.OFFICER,
        may_approve=account.role >= Role.EDITOR,
        is_draft=is_draft,
        data_url=body.url,
    )
