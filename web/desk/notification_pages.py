"""Notifications at the desk: write one down, take a table in, forget one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import HTMLResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from api.desk.accounts import Account, Role
from api.desk.database import DeskDatabase
from api.desk.notifications import Notification, add_notification, attach, remove_notification
from api.desk.opening import desk_of
from api.desk.security import require
from api.desk.symbols import Symbol
from api.models_notifications import NotificationBody
from api.notified import (
    COLUMNS,
    Refused,
    import_table,
    notification_body,
    notifications_body,
    read_day,
)
from api.provider import service_of
from api.service import Service
from api.urls import API
from standards.errors import BadInput, NotFound
from web.desk.entrance import go
from web.desk.showing import show
from web.language import Words, choose

__all__ = ["router"]

router = APIRouter(include_in_schema=False, prefix="/desk/notifications")
Desk = Annotated[DeskDatabase, Depends(desk_of)]
Serving = Annotated[Service, Depends(service_of)]
Reader = Annotated[Account, Depends(require(Role.READER))]
Officer = Annotated[Account, Depends(require(Role.OFFICER))]
Text = Annotated[str, Form()]
_DAYS: Mapping[str, str] = {
    "notified": "notified_fault.notified",
    "comments_until": "notified_fault.comments_until",
    "adopted": "notified_fault.adopted",
    "in_force": "notified_fault.in_force",
}
_EMPTY: Mapping[str, str] = dict.fromkeys(COLUMNS, "")


@router.get("")
def listed(
    request: Request,
    desk: Desk,
    service: Serving,
    account: Reader,
    change: Annotated[str, Query(max_length=120)] = "",
    done: Annotated[str, Query(max_length=20)] = "",
) -> HTMLResponse:
    """What is kept, the form for one (with ``change`` filled in), and for a table."""
    typed = _EMPTY
    if change:
        symbol = Symbol.parse(change)
        typed = _typed(notification_body(desk, service.document, symbol, today=service.today))
    return _page(request, desk, service, account, typed=typed, done=done)


@router.post("")
def add(
    request: Request,
    desk: Desk,
    service: Serving,
    account: Officer,
    symbol: Text = "",
    documents: Text = "",
    title: Text = "",
    notified: Text = "",
    comments_until: Text = "",
    adopted: Text = "",
    in_force: Text = "",
    link: Text = "",
) -> Response:
    """Write one down, in place of what was written of that symbol."""
    say = Words(choose(request))
    given = (symbol, documents, title, notified, comments_until, adopted, in_force, link)
    typed = dict(zip(COLUMNS, given, strict=True))
    faults: dict[str, str] = {}
    days: dict[str, date | None] = {}
    for name, key in _DAYS.items():
        try:
            days[name] = read_day(typed[name])
        except BadInput:
            faults[name] = say(key)
    made = None
    try:
        made = Symbol.parse(symbol)
    except BadInput:
        faults["symbol"] = say("notified_fault.symbol")
    held, missing = _held(service, documents)
    if missing:
        faults["documents"] = say("notified_fault.documents", names=", ".join(missing))
    if faults or made is None:
        return _page(request, desk, service, account, typed=typed, faults=faults)
    told = Notification(
        symbol=made,
        title=title,
        notified=days["notified"],
        comments_until=days["comments_until"],
        adopted=days["adopted"],
        in_force=days["in_force"],
        link=link,
        documents=tuple(held),
    )
    try:
        add_notification(desk, told, by=account.name)
    except BadInput:
        faults["link"] = say("notified_fault.order")
        return _page(request, desk, service, account, typed=typed, faults=faults)
    _let_go(desk, service, made, held, account)
    return go("/desk/notifications?done=kept")


@router.post("/table")
async def table(request: Request, desk: Desk, service: Serving, account: Officer) -> HTMLResponse:
    """Take a table in; rows that could not be taken are named."""
    form = await request.form()
    file = form.get("file")
    content = await file.read() if isinstance(file, UploadFile) else b""
    await form.close()
    return await run_in_threadpool(_table, request, desk, service, account, content)


@router.post("/{name}/remove")
def remove(desk: Desk, account: Officer, name: str) -> Response:
    """Forget one."""
    remove_notification(desk, Symbol.parse(name), by=account.name)
    return go("/desk/notifications?done=removed")


def _table(
    request: Request, desk: DeskDatabase, service: Service, account: Account, content: bytes
) -> HTMLResponse:
    say = Words(choose(request))
    try:
        taken, refused = import_table(desk, service.document, content, by=account.name)
    except BadInput:
        fault = {"file": say("notified_fault.table", columns=", ".join(COLUMNS))}
        return _page(request, desk, service, account, faults=fault)
    return _page(request, desk, service, account, taken=len(taken), refused=refused, done="table")


def _held(service: Service, names: str) -> tuple[list[str], list[str]]:
    """Ids of the texts that are named, and the names that the library has not."""
    held, missing = list[str](), list[str]()
    for name in (each.strip() for each in names.replace("\n", ";").split(";")):
        if not name:
            continue
        try:
            held.append(service.document(name).id)
        except (NotFound, BadInput):
            missing.append(name)
    return held, missing


def _let_go(
    desk: DeskDatabase, service: Service, symbol: Symbol, kept: Sequence[str], account: Account
) -> None:
    """Take texts off that the form no longer names."""
    body = notification_body(desk, service.document, symbol, today=service.today)
    for text in body.documents:
        if text.slug not in kept:
            attach(desk, symbol, text.slug, by=account.name, attached=False)


def _typed(body: NotificationBody) -> dict[str, str]:
    days = (body.notified, body.comments_until, body.adopted, body.in_force)
    given = (
        body.symbol,
        "; ".join(text.number or text.slug for text in body.documents),
        body.title,
        *(day.isoformat() if day else "" for day in days),
        body.link,
    )
    return dict(zip(COLUMNS, given, strict=True))


def _page(
    request: Request,
    desk: DeskDatabase,
    service: Service,
    account: Account,
    *,
    typed: Mapping[str, str] = _EMPTY,
    faults: Mapping[str, str] | None = None,
    taken: int = 0,
    refused: Sequence[Refused] = (),
    done: str = "",
) -> HTMLResponse:
    return show(
        request,
        "desk_notifications.html",
        section="notifications",
        status=400 if faults else 200,
        body=notifications_body(desk, service.document, today=service.today),
        typed=typed,
        faults=faults or {},
        columns=COLUMNS,
        taken=taken,
        refused=refused,
        done=done,
        may_write=account.role >= Role.OFFICER,
        data_url=f"{API}/notifications",
    )
