"""Notifications to the WTO, attached to held documents.

Reads and writes the tables ``notifications`` and ``notification_documents``. A notification may
hang on several texts (the draft and what became of it) or on none. Days are those that the
notification states; a day that is not stated is not known.
"""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from api.desk.symbols import Symbol
from standards.errors import BadInput, NotFound

if TYPE_CHECKING:
    from api.desk.database import DeskDatabase

__all__ = [
    "SCHEMA",
    "Notification",
    "add_notification",
    "attach",
    "checked_link",
    "notification",
    "notifications",
    "remove_notification",
    "symbols_of",
]

SCHEMA: tuple[str, ...] = (
    """CREATE TABLE notifications (
        slug TEXT PRIMARY KEY,
        symbol TEXT NOT NULL,
        member TEXT NOT NULL,
        serial INTEGER NOT NULL,
        title TEXT NOT NULL,
        notified TEXT,
        comments_until TEXT,
        adopted TEXT,
        in_force TEXT,
        link TEXT NOT NULL,
        changed_by TEXT NOT NULL,
        changed_at TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE notification_documents (
        slug TEXT NOT NULL REFERENCES notifications (slug),
        document TEXT NOT NULL,
        PRIMARY KEY (slug, document)
    ) STRICT""",
    "CREATE INDEX notification_documents_document ON notification_documents (document)",
)
_COLUMNS = (
    "slug, symbol, title, notified, comments_until, adopted, in_force, link, changed_by, changed_at"
)
_LONGEST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Notification:
    """One notification. ``notified`` is the day it was circulated, ``comments_until`` the last day
    for comments, ``adopted`` and ``in_force`` the days it proposes; None where it states none.
    ``documents`` are ids of held texts."""

    symbol: Symbol
    title: str = ""
    notified: date | None = None
    comments_until: date | None = None
    adopted: date | None = None
    in_force: date | None = None
    link: str = ""
    documents: tuple[str, ...] = ()
    changed_by: str = ""
    changed_at: datetime | None = None

    @property
    def base(self) -> Symbol:
        """The notification it belongs to."""
        return self.symbol.base

    def is_open(self, day: date) -> bool:
        """Whether comments are still taken that day."""
        return self.comments_until is not None and day <= self.comments_until


def add_notification(desk: DeskDatabase, told: Notification, *, by: str) -> Notification:
    """Write a notification down, in place of what was written of that symbol before; documents
    are added to those it had. Raises BadInput for days in a wrong order or a link that is none."""
    _check(told)
    slug = told.symbol.slug
    with desk.change(by, "notification.set", f"notification:{told.symbol}") as cursor:
        cursor.execute(
            "INSERT INTO notifications (slug, symbol, member, serial, title, notified, "
            "comments_until, adopted, in_force, link, changed_by, changed_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (slug) DO UPDATE SET "
            "title = excluded.title, notified = excluded.notified, "
            "comments_until = excluded.comments_until, adopted = excluded.adopted, "
            "in_force = excluded.in_force, link = excluded.link, "
            "changed_by = excluded.changed_by, changed_at = excluded.changed_at",
            (
                slug,
                str(told.symbol),
                told.symbol.member,
                told.symbol.number,
                _line(told.title),
                _iso(told.notified),
                _iso(told.comments_until),
                _iso(told.adopted),
                _iso(told.in_force),
                checked_link(told.link),
                by,
                desk.now().isoformat(),
            ),
        )
        cursor.executemany(
            "INSERT OR IGNORE INTO notification_documents (slug, document) VALUES (?, ?)",
            [(slug, each) for each in told.documents],
        )
    return notification(desk, told.symbol)


def attach(
    desk: DeskDatabase, symbol: Symbol, document: str, *, by: str, attached: bool = True
) -> None:
    """Attach a held text to a notification, or take it off. Raises NotFound."""
    action = "notification.attach" if attached else "notification.detach"
    with desk.change(by, action, f"notification:{symbol}", document) as cursor:
        _must_be(cursor, symbol)
        if attached:
            cursor.execute(
                "INSERT OR IGNORE INTO notification_documents (slug, document) VALUES (?, ?)",
                (symbol.slug, document),
            )
        else:
            cursor.execute(
                "DELETE FROM notification_documents WHERE slug = ? AND document = ?",
                (symbol.slug, document),
            )


def remove_notification(desk: DeskDatabase, symbol: Symbol, *, by: str) -> None:
    """Forget a notification. Raises NotFound."""
    with desk.change(by, "notification.remove", f"notification:{symbol}") as cursor:
        _must_be(cursor, symbol)
        for table in ("notification_documents", "notifications"):
            cursor.execute(f"DELETE FROM {table} WHERE slug = ?", (symbol.slug,))


def notification(desk: DeskDatabase, symbol: Symbol) -> Notification:
    """One notification. Raises NotFound."""
    found = _read(desk, "slug = ?", (symbol.slug,))
    if not found:
        raise NotFound(f"no notification {symbol} is kept")
    return found[0]


def notifications(
    desk: DeskDatabase, *, q: str = "", open_on: date | None = None
) -> list[Notification]:
    """All that are kept: those whose comments close soonest first. ``q``: a symbol, or words of the
    title; ``open_on``: only those that take comments that day."""
    found = _read(desk, "1", ())
    wanted = " ".join(unicodedata.normalize("NFC", q).casefold().split())
    if wanted:
        try:
            base = Symbol.parse(q)
        except BadInput:
            found = [each for each in found if wanted in f"{each.symbol} {each.title}".casefold()]
        else:
            found = [each for each in found if base in (each.symbol, each.base)]
    if open_on is not None:
        found = [each for each in found if each.is_open(open_on)]
    last = date.max
    return sorted(found, key=lambda each: (each.comments_until or last, each.symbol))


def symbols_of(desk: DeskDatabase, document_id: str) -> list[Notification]:
    """The notifications that a held text is attached to, by symbol: for the page of the text."""
    found = _read(
        desk,
        "slug IN (SELECT slug FROM notification_documents WHERE document = ?)",
        (document_id,),
    )
    return sorted(found, key=lambda each: each.symbol)


def checked_link(text: str) -> str:
    """An address of the web, or nothing. Raises BadInput for anything else."""
    link = text.strip()
    if not link:
        return ""
    parts = urlsplit(link)
    if parts.scheme not in ("http", "https") or not parts.netloc or len(link) > _LONGEST:
        raise BadInput(f"{link[:100]!r} is no address of the web; it begins with https://")
    return link


def _read(desk: DeskDatabase, where: str, values: Sequence[str]) -> list[Notification]:
    with desk.read() as cursor:
        rows = cursor.execute(
            f"SELECT {_COLUMNS} FROM notifications WHERE {where}", values
        ).fetchall()
        held: dict[str, list[str]] = {}
        for slug, document in cursor.execute(
            "SELECT slug, document FROM notification_documents ORDER BY document"
        ):
            held.setdefault(slug, []).append(document)
    return [_notification(row, held.get(row[0], [])) for row in rows]


def _check(told: Notification) -> None:
    for early, late, words in (
        (told.notified, told.comments_until, "comments close before it was notified"),
        (told.adopted, told.in_force, "it enters into force before it is adopted"),
    ):
        if early is not None and late is not None and late < early:
            raise BadInput(f"{told.symbol}: {words} ({late} is before {early}); correct the days")


def _must_be(cursor: sqlite3.Cursor, symbol: Symbol) -> None:
    found = cursor.execute("SELECT 1 FROM notifications WHERE slug = ?", (symbol.slug,)).fetchone()
    if found is None:
        raise NotFound(f"no notification {symbol} is kept")


def _line(text: str) -> str:
    line = " ".join(unicodedata.normalize("NFC", text).split())
    if len(line) > _LONGEST:
        raise BadInput(f"the title has {len(line)} characters; give at most {_LONGEST}")
    return line


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _notification(row: tuple[str, ...], documents: list[str]) -> Notification:
    return Notification(
        symbol=Symbol.parse(row[1]),
        title=row[2],
        notified=_day(row[3]),
        comments_until=_day(row[4]),
        adopted=_day(row[5]),
        in_force=_day(row[6]),
        link=row[7],
        documents=tuple(documents),
        changed_by=row[8],
        changed_at=datetime.fromisoformat(row[9]),
    )
