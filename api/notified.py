"""Notifications to the WTO as they are sent, and tables of them as they come in."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from api.desk.database import DeskDatabase
from api.desk.notifications import (
    Notification,
    add_notification,
    notification,
    notifications,
    symbols_of,
)
from api.desk.symbols import Symbol
from api.models_notifications import NotificationBody, NotificationsBody, NotifiedTextBody
from api.urls import standard_url
from standards.document import Document
from standards.errors import BadInput, NotFound, TrachuanError

__all__ = [
    "COLUMNS",
    "Refused",
    "import_table",
    "notification_body",
    "notification_url",
    "notifications_body",
    "notifications_of",
    "read_day",
]

Find = Callable[[str], Document]
COLUMNS: Final = (
    "symbol",
    "documents",
    "title",
    "notified",
    "comments_until",
    "adopted",
    "in_force",
    "link",
)
"""Headings of a table; all but ``symbol`` may be missing; documents stand apart by ``;``."""
_MOST_ROWS: Final = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A row that was not taken, counted from 1 below the headings, and why."""

    row: int
    why: str


def notification_url(symbol: Symbol) -> str:
    """The public page of a notification.

    >>> notification_url(Symbol.parse("G/TBT/N/VNM/123/Add.1"))
    '/notifications/g-tbt-n-vnm-123-add-1'
    """
    return f"/notifications/{symbol.slug}"


def notifications_body(
    desk: DeskDatabase, find: Find, *, today: date, q: str = "", open_only: bool = False
) -> NotificationsBody:
    """All that are kept, or those that are asked for."""
    found = notifications(desk, q=q, open_on=today if open_only else None)
    return NotificationsBody(as_of=today, q=q, items=[_body(each, find, today) for each in found])


def notification_body(
    desk: DeskDatabase, find: Find, symbol: Symbol, *, today: date
) -> NotificationBody:
    """One notification. Raises NotFound."""
    return _body(notification(desk, symbol), find, today)


def notifications_of(
    desk: DeskDatabase, find: Find, document_id: str, *, today: date
) -> list[NotificationBody]:
    """The notifications of a held text, for its page."""
    return [_body(each, find, today) for each in symbols_of(desk, document_id)]


def import_table(
    desk: DeskDatabase, find: Find, content: bytes, *, by: str
) -> tuple[list[Symbol], list[Refused]]:
    """Take a table of notifications in, CSV or TSV in UTF-8 with headings (:data:`COLUMNS`).

    A row that cannot be taken is named and the others are taken. Raises BadInput for a table that
    cannot be read at all.
    """
    taken: list[Symbol] = []
    refused: list[Refused] = []
    for place, row in enumerate(_rows(content), start=1):
        try:
            made = _told(row, find)
            add_notification(desk, made, by=by)
        except (BadInput, NotFound) as error:
            refused.append(Refused(row=place, why=str(error)))
        else:
            taken.append(made.symbol)
    return taken, refused


def read_day(text: str) -> date | None:
    """A day as tables have it: ``2026-11-22`` or ``22/11/2026``; None for nothing. Raises
    BadInput."""
    told = text.strip()
    if not told:
        return None
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(told, form).date()
        except ValueError:
            continue
    raise BadInput(f"{told!r} is no day; write 2026-11-22 or 22/11/2026")


def _rows(content: bytes) -> Iterable[Mapping[str, str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(
            f"the table is no UTF-8 text (byte {error.start}); save it as UTF-8"
        ) from None
    first = text.split("\n", 1)[0]
    split = max(",;\t", key=first.count)
    try:
        rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=split))
    except csv.Error as error:
        raise BadInput(f"the table cannot be read: {error}") from None
    headings = [(name or "").strip().casefold() for name in (rows[0] if rows else {})]
    if "symbol" not in headings:
        raise BadInput(f"the table has no column `symbol`; it may have: {', '.join(COLUMNS)}")
    if len(rows) > _MOST_ROWS:
        raise BadInput(f"{len(rows)} rows are too many; give at most {_MOST_ROWS} at once")
    return [
        {
            (name or "").strip().casefold(): value
            for name, value in row.items()
            if isinstance(value, str)
        }
        for row in rows
    ]


def _told(row: Mapping[str, str], find: Find) -> Notification:
    names = [each.strip() for each in row.get("documents", "").split(";") if each.strip()]
    return Notification(
        symbol=Symbol.parse(row.get("symbol", "")),
        title=row.get("title", ""),
        notified=read_day(row.get("notified", "")),
        comments_until=read_day(row.get("comments_until", "")),
        adopted=read_day(row.get("adopted", "")),
        in_force=read_day(row.get("in_force", "")),
        link=row.get("link", ""),
        documents=tuple(find(name).id for name in names),
    )


def _body(each: Notification, find: Find, today: date) -> NotificationBody:
    return NotificationBody(
        symbol=str(each.symbol),
        base=str(each.base),
        member=each.symbol.member,
        is_domestic=each.symbol.is_domestic,
        title=each.title,
        notified=each.notified,
        comments_until=each.comments_until,
        comments_open=each.is_open(today),
        adopted=each.adopted,
        in_force=each.in_force,
        link=each.link,
        documents=[_text(find, slug) for slug in each.documents],
        url=notification_url(each.symbol),
    )


def _text(find: Find, slug: str) -> NotifiedTextBody:
    """A text that is held no more keeps its place, without number and title."""
    try:
        document = find(slug)
    except TrachuanError:
        return NotifiedTextBody(slug=slug, number=None, title=None, url=standard_url(slug))
    return NotifiedTextBody(
        slug=document.id,
        number=str(document.number) if document.number else None,
        title=document.title,
        url=standard_url(document.id),
    )
