"""Notifications to the WTO as public pages: those that take comments, and one of them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from api.desk.database import DeskDatabase
from api.desk.opening import desk_of
from api.desk.symbols import Symbol
from api.notified import notification_body, notifications_body
from api.provider import service_of
from api.service import Service
from api.urls import API
from standards.errors import BadInput, NotFound
from web.links import with_choices
from web.rendering import parse_day, render

__all__ = ["router"]

router = APIRouter(include_in_schema=False)
Desk = Annotated[DeskDatabase, Depends(desk_of)]
Serving = Annotated[Service, Depends(service_of)]


@router.get("/notifications")
def listed(
    request: Request,
    desk: Desk,
    service: Serving,
    find: Annotated[str, Query(alias="symbol", max_length=200)] = "",
    open_only: Annotated[str, Query(alias="open")] = "",
    as_of: Annotated[str, Query()] = "",
) -> HTMLResponse:
    """Those whose comments close soonest first; by a symbol or words of the title. ``as_of`` is
    kept for the way back."""
    body = notifications_body(
        desk, service.document, today=service.today, q=find, open_only=bool(open_only)
    )
    return render(
        request,
        "notifications.html",
        body=body,
        find=find,
        open_only=open_only,
        as_of=parse_day(as_of),
        data_url=with_choices(f"{API}/notifications", q=find, open=open_only and "true"),
    )


@router.get("/notifications/{name}")
def one(
    request: Request,
    desk: Desk,
    service: Serving,
    name: str,
    as_of: Annotated[str, Query()] = "",
) -> HTMLResponse:
    """One notification with its days and its texts."""
    try:
        symbol = Symbol.parse(name)
    except BadInput as error:
        raise NotFound(str(error)) from None
    body = notification_body(desk, service.document, symbol, today=service.today)
    return render(
        request,
        "notification.html",
        one=body,
        as_of=parse_day(as_of),
        data_url=f"{API}{body.url}",
    )
