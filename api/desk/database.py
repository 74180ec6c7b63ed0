"""The desk's own database: one SQLite file, what people wrote and did, never what was read.

Reads and writes ``desk.sqlite3``. What is deleted is overwritten, in the file and in its log of
changes: how to reach a reader is promised to be erased, and a copy of the file must not tell it.
Every change is one transaction that also writes its row of the
audit log; the tables come from the modules of the desk, listed in :mod:`api.desk.schema`.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from api.desk.audit import append
from standards.errors import DeskError, NotFound

__all__ = ["SCHEMA", "Change", "DeskDatabase", "utc_now"]

SCHEMA: tuple[str, ...] = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT",
    "INSERT INTO meta (name, value) VALUES ('pepper', randomblob(32))",
)
_STEPS = """CREATE TABLE IF NOT EXISTS steps (
    module TEXT NOT NULL, step INTEGER NOT NULL, PRIMARY KEY (module, step)
) STRICT"""
_PATIENCE_MS = 5000
_ERASING = (
    "PRAGMA secure_delete = ON",
    "PRAGMA wal_autocheckpoint = 1",
    "PRAGMA journal_size_limit = 0",
)
"""Zeros over what is deleted; and each change is brought from the log into the file at once, so
that the next one writes over it. A desk has few changes, so this costs it nothing that is felt."""


def utc_now() -> datetime:
    """This second, in UTC."""
    return datetime.now(UTC).replace(microsecond=0)


class Change(sqlite3.Cursor):
    """The cursor of one change. ``subject`` and ``detail`` are what the audit log will say; set
    them where they are known only once the change is made (a number just given)."""

    subject: str = ""
    detail: str = ""


class DeskDatabase:
    """The open database of a desk; its methods may be called from several threads.

    The file is made where there is none, readable by its owner alone. ``now`` gives the time in
    UTC, so that a test can let sessions end. Raises DeskError for a file that cannot be used.
    """

    def __init__(self, path: Path, *, now: Callable[[], datetime] = utc_now) -> None:
        self.path = path
        self.now = now
        self._idle: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        except OSError as error:
            raise DeskError(f"cannot write the desk {path}: {error.strerror}") from error
        with self._transaction() as cursor:
            _migrate(cursor)

    @contextmanager
    def change(self, actor: str, action: str, subject: str, detail: str = "") -> Iterator[Change]:
        """One transaction, with its row in the audit log; an exception undoes both.

        ``actor`` is the name of an account, or ``public``, ``cli:NAME`` or ``system``; ``action``
        is ``what.happened``; ``subject`` names the thing, as ``report:12``.
        """
        with self._transaction() as cursor:
            cursor.subject, cursor.detail = subject, detail
            yield cursor
            append(
                cursor.connection.cursor(),
                at=self.now(),
                actor=actor,
                action=action,
                subject=cursor.subject,
                detail=cursor.detail,
            )

    @contextmanager
    def bookkeeping(self) -> Iterator[Change]:
        """One transaction without a row in the audit log: only for what is no action of a person,
        as counting attempts, or when a session was last seen."""
        with self._transaction() as cursor:
            yield cursor

    @contextmanager
    def read(self) -> Iterator[sqlite3.Cursor]:
        """A cursor that sees one state of the desk from its first question on."""
        with self._connection() as connection:
            connection.execute("BEGIN")
            try:
                yield connection.cursor()
            finally:
                connection.execute("ROLLBACK")

    def pepper(self) -> bytes:
        """32 random bytes of this desk, for hashes of what is only ever compared."""
        with self.read() as cursor:
            row = cursor.execute("SELECT value FROM meta WHERE name = 'pepper'").fetchone()
        return bytes(row[0])

    def close(self) -> None:
        """Close the connections that nobody uses."""
        with self._lock:
            while self._idle:
                self._idle.pop().close()

    @contextmanager
    def _transaction(self) -> Iterator[Change]:
        with self._connection() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection.cursor(Change)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        """A connection that nobody else uses. Maps errors of SQLite; raises NotFound where a number
        is asked for that no row can have."""
        try:
            with self._lock:
                held = self._idle.pop() if self._idle else None
            connection = held or self._open()
            try:
                yield connection
            finally:
                with self._lock:
                    self._idle.append(connection)
        except sqlite3.Error as error:
            raise DeskError(f"the desk {self.path} cannot be used: {error}") from error
        except OverflowError as error:
            raise NotFound("nothing has so large a number") from error

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, check_same_thread=False, isolation_level=None)
        try:
            connection.execute(f"PRAGMA busy_timeout = {_PATIENCE_MS}")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            for erasing in _ERASING:
                connection.execute(erasing)
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA trusted_schema = OFF")
        except sqlite3.Error:
            connection.close()
            raise
        return connection


def _migrate(cursor: sqlite3.Cursor) -> None:
    """Take the steps that this file has not taken. Raises DeskError for a file of a newer
    program."""
    from api.desk.schema import MODULES  # those modules stand on this one

    cursor.execute(_STEPS)
    taken = set(cursor.execute("SELECT module, step FROM steps").fetchall())
    known = {
        (name, step): statement
        for name, statements in MODULES
        for step, statement in enumerate(statements)
    }
    if taken - known.keys():
        raise DeskError("the desk was written by a newer version; install that version")
    for place, statement in known.items():
        if place not in taken:
            cursor.execute(statement)
            cursor.execute("INSERT INTO steps (module, step) VALUES (?, ?)", place)
    cursor.execute(f"PRAGMA user_version = {len(known)}")
