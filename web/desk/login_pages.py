"""The entrance of the desk: log in, log out, set a password by a one-time link, change it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, FastAPI, Form, Query, Request
from fastapi.responses import HTMLResponse, Response
from starlette.concurrency import run_in_threadpool

from api.desk.accounts import Account, Role, set_password, take_link
from api.desk.database import DeskDatabase
from api.desk.opening import desk_of
from api.desk.passwords import LEAST
from api.desk.security import (
    address_of,
    check_origin,
    drop_cookie,
    give_cookie,
    local_path,
    require,
    session_of,
    token_of,
)
from api.desk.sessions import check_password, end_session, find_session, log_in, start_session
from api.problems import problem_of, respond
from standards.errors import AccessError, BadInput, LoginFailed, LoginNeeded, TooOften
from web.desk.entrance import (
    Kept,
    check_entry,
    entry_token,
    give_entry,
    go,
    kept_from,
    typed_before,
)
from web.desk.showing import show
from web.language import Words, choose

__all__ = ["install_login", "router"]

router = APIRouter(include_in_schema=False, prefix="/desk")
Desk = Annotated[DeskDatabase, Depends(desk_of)]
Me = Annotated[Account, Depends(require(Role.READER))]
_NOT_KEPT = ("/desk/logout", "/desk/me")
"""Forms that nobody sends again after a login."""


def install_login(app: FastAPI) -> None:
    """Show the login wherever a page of the desk needs one; programs get status 401."""

    async def handle(request: Request, error: Exception) -> Response:
        if request.url.path.startswith("/api/"):
            return respond(problem_of(error, instance=request.url.path))
        here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        if request.method in ("GET", "HEAD"):
            return go(f"/desk/login?{_query(here)}")
        if request.url.path in _NOT_KEPT:
            return go("/desk/login")
        try:
            check_origin(request)
        except AccessError:
            return go("/desk/login")
        kept = typed_before(await request.form())
        return await run_in_threadpool(_login_page, request, here, status=401, kept=kept)

    app.add_exception_handler(LoginNeeded, handle)


@router.get("/login")
def login(request: Request, next: Annotated[str, Query()] = "") -> Response:
    """The form; who is logged in already goes on."""
    if session_of(request) is not None:
        return go(local_path(next))
    return _login_page(request, local_path(next))


@router.post("/login")
async def log_in_here(
    request: Request,
    desk: Desk,
    name: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    next: Annotated[str, Form()] = "",
    entry: Annotated[str, Form()] = "",
) -> Response:
    """Check name and password; on to where one was, with what was typed there."""
    address, kept = local_path(next), kept_from(await request.form())
    return await run_in_threadpool(
        _log_in, request, desk, name, password, address=address, entry=entry, kept=kept
    )


@router.post("/logout")
def log_out(request: Request, desk: Desk, _: Me) -> Response:
    """End the session."""
    end_session(desk, token_of(request))
    response = go("/desk/login?left=1")
    drop_cookie(request, response)
    return response


@router.get("/welcome/{token}")
def welcome(request: Request, desk: Desk, token: str) -> Response:
    """The form behind a one-time link."""
    account = take_link(desk, token)
    if account is None:
        return _used_up(request)
    return _welcome_page(request, account, token)


@router.post("/welcome/{token}")
def set_first(
    request: Request,
    desk: Desk,
    token: str,
    password: Annotated[str, Form()] = "",
    again: Annotated[str, Form()] = "",
    entry: Annotated[str, Form()] = "",
) -> Response:
    """Set the password and log in; the link is used up."""
    check_entry(request, entry)
    account = take_link(desk, token)
    if account is None:
        return _used_up(request)
    words = Words(choose(request))
    faults = _set_new(desk, account, password, again, words)
    if faults:
        return _welcome_page(request, account, token, faults=faults)
    response = go("/desk")
    give_cookie(request, response, start_session(desk, account.name, address=address_of(request)))
    return response


@router.get("/me")
def me(request: Request, _: Me, done: Annotated[str, Query()] = "") -> HTMLResponse:
    """My account, and another password."""
    return show(request, "desk_me.html", faults={}, least=LEAST, done=done == "1")


@router.post("/me")
def change_mine(
    request: Request,
    desk: Desk,
    account: Me,
    old: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    again: Annotated[str, Form()] = "",
) -> Response:
    """Change the password; all sessions end but a new one here."""
    words, faults = Words(choose(request)), dict[str, str]()
    try:
        if not check_password(desk, account.name, old):
            faults["old"] = words("desk_login.old_wrong")
    except TooOften as error:
        faults["old"] = _wait(words, error)
    faults = faults or _set_new(desk, account, password, again, words)
    if faults:
        return show(request, "desk_me.html", status=400, faults=faults, least=LEAST, done=False)
    response = go("/desk/me?done=1")
    give_cookie(request, response, start_session(desk, account.name, address=address_of(request)))
    return response


def _log_in(
    request: Request,
    desk: DeskDatabase,
    name: str,
    password: str,
    *,
    address: str,
    entry: str,
    kept: tuple[Kept, ...],
) -> Response:
    words, status = Words(choose(request)), 401
    try:
        check_entry(request, entry)
        token = log_in(desk, name, password, address=address_of(request))
    except LoginFailed:
        fault = words("desk_login.wrong")
    except TooOften as error:
        fault, status = _wait(words, error), 429
    except AccessError:
        fault, status = words("desk_login.old_form"), 403
    else:
        end_session(desk, token_of(request))
        request.state.desk_session = find_session(desk, token)
        response: Response = go(address)
        if kept:
            response = show(request, "desk_resume.html", address=address, kept=kept)
        give_cookie(request, response, token)
        return response
    return _login_page(request, address, status=status, kept=kept, fault=fault, name=name)


def _login_page(
    request: Request,
    address: str,
    *,
    status: int = 200,
    kept: tuple[Kept, ...] = (),
    fault: str = "",
    name: str = "",
) -> Response:
    entry = entry_token(request)
    page = show(
        request,
        "desk_login.html",
        status=status,
        address=address,
        entry=entry,
        kept=kept,
        fault=fault,
        name=name[:64],
        left=request.query_params.get("left") == "1",
    )
    return give_entry(request, page, entry)


def _welcome_page(
    request: Request, account: Account, token: str, *, faults: Mapping[str, str] | None = None
) -> Response:
    entry = entry_token(request)
    page = show(
        request,
        "desk_welcome.html",
        status=400 if faults else 200,
        owner=account,
        token=token,
        entry=entry,
        faults=faults or {},
        least=LEAST,
    )
    page.headers["Referrer-Policy"] = "no-referrer"
    return give_entry(request, page, entry)


def _used_up(request: Request) -> Response:
    fault = Words(choose(request))("desk_login.old_link")
    return _login_page(request, "/desk", status=404, fault=fault)


def _set_new(
    desk: DeskDatabase, account: Account, password: str, again: str, words: Words
) -> dict[str, str]:
    """Set a password that was typed twice; what is wrong with it, by field."""
    if password != again:
        return {"again": words("desk_login.not_same")}
    try:
        set_password(desk, account.name, password, by=account.name)
    except BadInput:
        return {"password": words("desk_login.too_easy", n=LEAST)}
    return {}


def _wait(words: Words, error: TooOften) -> str:
    return words("desk_login.wait", n=max(1, -(-error.wait // 60)))


def _query(address: str) -> str:
    return urlencode({"next": address}, quote_via=quote, safe="")
