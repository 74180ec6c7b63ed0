"""``/notifications``: notifications to the WTO, for everybody to read and for the desk to write."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from api.desk.accounts import Account, Role
from api.desk.calendar import MEDIA_TYPE
from api.desk.database import DeskDatabase
from api.desk.deadlines import deadline_calendar
from api.desk.letters import LetterLanguage
from api.desk.notifications import Notification, add_notification, remove_notification
from api.desk.opening import desk_of
from api.desk.security import NEEDS_LOGIN, require
from api.desk.symbols import Symbol
from api.examples import SLUGS
from api.models_notifications import NotificationBody, NotificationInput, NotificationsBody
from api.notified import notification_body, notifications_body, notifications_of
from api.provider import service_of
from api.routes_cases import site_of
from api.service import Service

__all__ = ["router"]

router = APIRouter(tags=["notifications"])
Desk = Annotated[DeskDatabase, Depends(desk_of)]
Serving = Annotated[Service, Depends(service_of)]
Slug = Annotated[str, Path(max_length=300, openapi_examples=SLUGS, description="slug, or a number")]
Officer = Annotated[Account, Depends(require(Role.OFFICER))]


@router.get("/notifications", summary="Notifications to the WTO")
def listed(
    desk: Desk,
    service: Serving,
    q: Annotated[str, Query(max_length=200, description="a symbol, or words of the title")] = "",
    open_only: Annotated[
        bool, Query(alias="open", description="only those that take comments today")
    ] = False,
) -> NotificationsBody:
    """Those whose comments close soonest first; a symbol finds also what hangs on it."""
    return notifications_body(desk, service.document, today=service.today, q=q, open_only=open_only)


@router.get(
    "/notifications.ics",
    summary="Days on which comments close",
    response_class=Response,
    responses={200: {"content": {"text/calendar": {}}, "description": "a calendar"}},
)
def comments_calendar(
    request: Request,
    desk: Desk,
    service: Serving,
    lang: Annotated[LetterLanguage, Query(description="language")] = LetterLanguage.VI,
) -> Response:
    """As a calendar (RFC 5545) to follow, from today on."""
    content = deadline_calendar(
        desk, lang, site=site_of(request), since=service.today, with_cases=False
    )
    return Response(content, media_type=MEDIA_TYPE)


@router.get(
    "/notifications/{symbol}",
    summary="One notification",
    openapi_extra={"x-needs": "a symbol that is kept"},
)
def one(desk: Desk, service: Serving, symbol: str) -> NotificationBody:
    """By its symbol in an address: ``g-tbt-n-vnm-123-add-1``."""
    return notification_body(desk, service.document, Symbol.parse(symbol), today=service.today)


@router.get("/standards/{slug}/notifications", summary="Notifications of a text")
def of_text(desk: Desk, service: Serving, slug: Slug) -> NotificationsBody:
    """Those that a held text is attached to."""
    found = service.document(slug).id
    items = notifications_of(desk, service.document, found, today=service.today)
    return NotificationsBody(as_of=service.today, q="", items=items)


@router.put("/desk/notifications", summary="Write one down", openapi_extra=NEEDS_LOGIN)
def put(
    desk: Desk, service: Serving, account: Officer, told: NotificationInput
) -> NotificationBody:
    """In place of what was written of that symbol; documents are added to those it had."""
    made = Notification(
        symbol=Symbol.parse(told.symbol),
        title=told.title,
        notified=told.notified,
        comments_until=told.comments_until,
        adopted=told.adopted,
        in_force=told.in_force,
        link=told.link,
        documents=tuple(service.document(each).id for each in told.documents),
    )
    add_notification(desk, made, by=account.name)
    return notification_body(desk, service.document, made.symbol, today=service.today)


@router.delete(
    "/desk/notifications/{symbol}", summary="Forget one", status_code=204, openapi_extra=NEEDS_LOGIN
)
def delete(desk: Desk, account: Officer, symbol: str) -> None:
    """With its attachments."""
    remove_notification(desk, Symbol.parse(symbol), by=account.name)
