"""The audit log: every action at the desk, in order, never changed and never removed.

Each row carries the hash of the row before it, so that a row that was changed, taken out or put in
between shows. Triggers refuse to change or delete rows. Whoever can write the file itself can make
a new chain: a hash that was noted elsewhere (it stands on the page and in the CSV) shows that too.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from api.desk.database import DeskDatabase

__all__ = ["SCHEMA", "Entry", "LogFilter", "append", "broken_at", "count", "entries", "last_hash"]

SCHEMA: tuple[str, ...] = (
    """CREATE TABLE audit (
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        actor TEXT NOT NULL,
        action TEXT NOT NULL,
        subject TEXT NOT NULL,
        detail TEXT NOT NULL,
        hash TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX audit_actor ON audit (actor, id)",
    "CREATE INDEX audit_action ON audit (action, id)",
    "CREATE INDEX audit_subject ON audit (subject, id)",
    """CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END""",
    """CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
    BEGIN SELECT RAISE(ABORT, 'nothing is taken out of the audit log'); END""",
    """CREATE TRIGGER audit_only_grows BEFORE INSERT ON audit
    WHEN NEW.id <= (SELECT coalesce(max(id), 0) FROM audit)
    BEGIN SELECT RAISE(ABORT, 'the audit log only grows at its end'); END""",
)
_START = "0" * 64
_COLUMNS = "id, at, actor, action, subject, detail, hash"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One action: when (UTC), who, what, on which thing; ``hash`` covers it and all before it."""

    id: int
    at: datetime
    actor: str
    action: str
    subject: str
    detail: str
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFilter:
    """Which entries are wanted; what is empty or None asks for nothing.

    ``action`` and ``subject`` also match what begins with them (``login`` for ``login.failed``).
    """

    actor: str = ""
    action: str = ""
    subject: str = ""
    first: date | None = None
    last: date | None = None


def append(
    cursor: sqlite3.Cursor, *, at: datetime, actor: str, action: str, subject: str, detail: str
) -> None:
    """Write one row; the caller's transaction keeps it or undoes it."""
    last = cursor.execute("SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1").fetchone()
    number, previous = (last[0] + 1, last[1]) if last else (1, _START)
    row = (number, at.isoformat(), actor, action, subject, detail)
    cursor.execute(
        f"INSERT INTO audit ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (*row, _hash(previous, row)),
    )


def entries(
    desk: DeskDatabase, wanted: LogFilter, *, before: int | None = None, limit: int = 100
) -> list[Entry]:
    """The newest entries that are wanted, newest first; ``before`` is an id to go on from."""
    where, values = _where(wanted)
    if before is not None:
        where, values = f"{where} AND id < ?", [*values, before]
    with desk.read() as cursor:
        rows = cursor.execute(
            f"SELECT {_COLUMNS} FROM audit WHERE {where} ORDER BY id DESC LIMIT ?",
            (*values, limit),
        ).fetchall()
    return [_entry(row) for row in rows]


def count(desk: DeskDatabase, wanted: LogFilter) -> int:
    """How many entries are wanted."""
    where, values = _where(wanted)
    with desk.read() as cursor:
        found = cursor.execute(f"SELECT count(*) FROM audit WHERE {where}", values).fetchone()
    return int(found[0])


def last_hash(desk: DeskDatabase) -> str:
    """The hash of the newest entry, which covers the whole log; zeros for an empty one."""
    with desk.read() as cursor:
        row = cursor.execute("SELECT hash FROM audit ORDER BY id DESC LIMIT 1").fetchone()
    return str(row[0]) if row else _START


def broken_at(desk: DeskDatabase) -> int | None:
    """The number of the first entry that does not fit the one before it; None if all do."""
    previous, expected = _START, 1
    with desk.read() as cursor:
        for row in cursor.execute(f"SELECT {_COLUMNS} FROM audit ORDER BY id"):
            if row[0] != expected or row[-1] != _hash(previous, row[:-1]):
                return int(row[0])
            previous, expected = row[-1], row[0] + 1
    return None


def _hash(previous: str, row: Iterable[object]) -> str:
    told = json.dumps([previous, *row], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()


def _where(wanted: LogFilter) -> tuple[str, list[str | int]]:
    terms, values = ["1"], list[str | int]()
    if wanted.actor:
        terms.append("actor = ?")
        values.append(wanted.actor)
    for column, text in (("action", wanted.action), ("subject", wanted.subject)):
        if text:
            terms.append(f"substr({column}, 1, ?) = ?")
            values += [len(text), text]
    if wanted.first is not None:
        terms.append("at >= ?")
        values.append(_midnight(wanted.first))
    if wanted.last is not None:
        terms.append("at < ?")
        values.append(_midnight(wanted.last + timedelta(days=1)))
    return " AND ".join(terms), values


def _midnight(day: date) -> str:
    return datetime(day.year, day.month, day.day, tzinfo=UTC).isoformat()


def _entry(row: tuple[int, str, str, str, str, str, str]) -> Entry:
    return Entry(
        id=row[0],
        at=datetime.fromisoformat(row[1]),
        actor=row[2],
        action=row[3],
        subject=row[4],
        detail=row[5],
        hash=row[6],
    )
