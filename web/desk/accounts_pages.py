"""Accounts of the desk, for administrators: who may work here, with which role."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import HTMLResponse, Response

from api.desk.accounts import (
    LINK_HOURS,
    Account,
    Role,
    account_named,
    accounts,
    add_account,
    change_account,
    make_link,
)
from api.desk.database import DeskDatabase
from api.desk.opening import desk_of
from api.desk.security import require
from standards.errors import BadInput
from web.desk.entrance import go
from web.desk.showing import show
from web.language import Words, choose

__all__ = ["router"]

router = APIRouter(include_in_schema=False, prefix="/desk/accounts")
Desk = Annotated[DeskDatabase, Depends(desk_of)]
Admin = Annotated[Account, Depends(require(Role.ADMIN))]


@router.get("")
def listed(
    request: Request, desk: Desk, _: Admin, done: Annotated[str, Query()] = ""
) -> HTMLResponse:
    """All accounts, and the form for another."""
    return _page(request, desk, done=done == "1")


@router.post("")
def add(
    request: Request,
    desk: Desk,
    account: Admin,
    name: Annotated[str, Form()] = "",
    full_name: Annotated[str, Form()] = "",
    role: Annotated[str, Form()] = "",
) -> HTMLResponse:
    """A new account with a link that sets its password, shown this once."""
    say = Words(choose(request))
    typed = {"name": name, "full_name": full_name, "role": role}
    if role not in tuple(Role):
        return _page(request, desk, typed=typed, faults={"role": say("accounts.choose_role")})
    try:
        made = add_account(desk, name, Role(role), full_name=full_name, by=account.name).account
    except BadInput:
        return _page(request, desk, typed=typed, faults={"name": say("accounts.bad_name")})
    return _page(request, desk, owner=made.name, link=make_link(desk, made.name, by=account.name))


@router.post("/{name}")
def change(
    request: Request,
    desk: Desk,
    account: Admin,
    name: str,
    deed: Annotated[str, Form()] = "",
    role: Annotated[str, Form()] = "",
) -> Response:
    """Another role, shut or open again, or a new link; never on oneself."""
    say = Words(choose(request))
    record = account_named(desk, name)
    if record.account.name == account.name:
        return _page(request, desk, fault=say("accounts.not_oneself"))
    if deed == "link":
        return _page(request, desk, owner=name, link=make_link(desk, name, by=account.name))
    if deed == "role" and role in tuple(Role):
        change_account(desk, name, by=account.name, role=Role(role))
    elif deed in ("disable", "enable"):
        change_account(desk, name, by=account.name, disabled=deed == "disable")
    else:
        return _page(request, desk, fault=say("accounts.choose_role"))
    return go("/desk/accounts?done=1")


def _page(
    request: Request,
    desk: DeskDatabase,
    *,
    typed: dict[str, str] | None = None,
    faults: dict[str, str] | None = None,
    fault: str = "",
    owner: str = "",
    link: str = "",
    done: bool = False,
) -> HTMLResponse:
    base = f"{request.url.scheme}://{request.headers.get('host', request.url.netloc)}"
    return show(
        request,
        "desk_accounts.html",
        section="accounts",
        status=400 if fault or faults else 200,
        records=accounts(desk),
        roles=tuple(Role),
        typed=typed or {"name": "", "full_name": "", "role": ""},
        faults=faults or {},
        fault=fault,
        owner=owner,
        link=f"{base}/desk/welcome/{link}" if link else "",
        hours=LINK_HOURS,
        done=done,
        data_url="/api/v1/desk/accounts",
    )
