"""Deadlines at the desk: a page, and an address that a calendar program reads without a login."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, Response

from api.desk.accounts import Account, Role
from api.desk.calendar import MEDIA_TYPE
from api.desk.database import DeskDatabase
from api.desk.deadlines import case_deadlines, comment_deadlines, deadline_calendar
from api.desk.feed_addresses import address_of, make_address, owner_of, revoke_address
from api.desk.letters import LetterLanguage
from api.desk.notifications import notifications
from api.desk.opening import desk_of
from api.desk.security import require
from api.provider import service_of
from api.routes_cases import site_of
from api.service import Service
from standards.errors import NotFound
from web.desk.entrance import go
from web.desk.showing import show
from web.language import choose

__all__ = ["router"]

router = APIRouter(include_in_schema=False, prefix="/desk/calendar")
Desk = Annotated[DeskDatabase, Depends(desk_of)]
Serving = Annotated[Service, Depends(service_of)]
Reader = Annotated[Account, Depends(require(Role.READER))]
_FEED = re.compile(r"([A-Za-z0-9_-]{43})\.ics")


@router.get("")
def page(
    request: Request,
    desk: Desk,
    service: Serving,
    account: Reader,
    done: Annotated[str, Query(max_length=20)] = "",
) -> HTMLResponse:
    """What is due, soonest first, and how to follow it."""
    return _page(request, desk, service, account, done=done)


@router.post("/address")
def make(request: Request, desk: Desk, service: Serving, account: Reader) -> HTMLResponse:
    """A new secret address, shown this once."""
    token = make_address(desk, account)
    address = f"{site_of(request)}/desk/calendar/{token}.ics?lang={choose(request)}"
    return _page(request, desk, service, account, address=address)


@router.post("/revoke")
def revoke(desk: Desk, account: Reader) -> Response:
    """The address leads nowhere from now on."""
    revoke_address(desk, account)
    return go("/desk/calendar?done=revoked")


@router.get("/{name}")
def feed(request: Request, desk: Desk, service: Serving, name: str) -> Response:
    """The calendar, for whoever holds the address."""
    token = _FEED.fullmatch(name)
    if token is None or owner_of(desk, token[1]) is None:
        raise NotFound("there is no such calendar; make an address at /desk/calendar")
    content = deadline_calendar(
        desk,
        LetterLanguage(choose(request)),
        site=site_of(request),
        since=service.today,
        with_cases=True,
    )
    return Response(content, media_type=MEDIA_TYPE)


def _page(
    request: Request,
    desk: DeskDatabase,
    service: Service,
    account: Account,
    *,
    done: str = "",
    address: str = "",
) -> HTMLResponse:
    language = LetterLanguage(choose(request))
    comments = notifications(desk, open_on=service.today)
    told = [
        *(each for each in case_deadlines(desk, language, site="") if each.open),
        *comment_deadlines(comments, language, site=""),
    ]
    return show(
        request,
        "desk_calendar.html",
        section="calendar",
        deadlines=sorted(told, key=lambda each: (each.day, each.kind, each.key)),
        today=service.today,
        held=address_of(desk, account),
        address=address,
        done=done,
    )
