"""The catalogue in SQLite: ``catalogue.sqlite3`` in the library folder.

The file is made when the first list is loaded; a library without one has an empty catalogue. A list
is loaded in one transaction: readers in other processes see the older list until the new one is
there whole, also when the process that loads is killed.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from index.catalogue import ListKind, ListRecord, LoadedList, Searched
from index.catalogue_asking import Asking
from index.catalogue_keys import Key, folded
from index.catalogue_rows import (
    COLUMNS,
    STATEMENTS,
    VERSION,
    insert_records,
    list_of,
    list_row,
    record_of,
)
from standards.catalogue import CatalogueRecord, ForeignRecord
from standards.errors import CorruptLibrary, LibraryLocked, StaleIndex
from standards.identifier import Identifier

__all__ = ["SqliteCatalogue"]

_PATIENCE = 10_000
"""Milliseconds that another process's write is waited for."""

_FROM = "records r LEFT JOIN checks c ON c.list = r.list AND c.words = r.words"
_Cell = str | int | bytes | None


class SqliteCatalogue(Asking):
    """Implements ``Catalogue``. Threads may share it; writers hold the library's lock."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "catalogue.sqlite3"
        self._lock = threading.RLock()
        self._open: sqlite3.Connection | None = None
        self._db()

    def close(self) -> None:
        """Close the database file."""
        with self._lock:
            if self._open is not None:
                self._open.close()
                self._open = None

    def load(self, loaded: LoadedList, records: Iterable[ListRecord]) -> None:
        """Keep a list in place of the one of that name; all of it or nothing.

        Raises LibraryLocked, CorruptLibrary.
        """
        with self._change() as db:
            db.execute("DELETE FROM lists WHERE name = ?", (loaded.name,))
            (first,) = db.execute("SELECT coalesce(max(id), 0) + 1 FROM records").fetchone()
            db.execute("INSERT INTO lists VALUES (?, ?, ?, ?, ?, ?, ?)", list_row(loaded, 0))
            count = insert_records(db, loaded.name, records, first)
            db.execute("UPDATE lists SET records = ? WHERE name = ?", (count, loaded.name))

    def remove(self, name: str) -> bool:
        """Forget a list and what was checked of it; tells whether there was one."""
        if not self._rows("SELECT 1 FROM lists WHERE name = ?", name):
            return False
        with self._change() as db:
            db.execute("DELETE FROM checks WHERE list = ?", (name,))
            return db.execute("DELETE FROM lists WHERE name = ?", (name,)).rowcount > 0

    def lists(self) -> tuple[LoadedList, ...]:
        """The lists kept, by name."""
        return tuple(list_of(*row) for row in self._rows("SELECT * FROM lists ORDER BY name"))

    def check(self, name: str, row: int, *, by: str, at: datetime) -> bool:
        """Note that a person has compared a row with the original; tells whether it exists."""
        if not self.row(name, row):
            return False
        with self._change() as db:
            done = db.execute(
                "INSERT OR REPLACE INTO checks "
                "SELECT DISTINCT list, words, ?, ? FROM records WHERE list = ? AND row = ?",
                (by, at.date().isoformat(), name, row),
            )
            return done.rowcount > 0

    def uncheck(self, name: str, row: int) -> bool:
        """Take such a check back; tells whether there was one."""
        if not self.row(name, row):
            return False
        with self._change() as db:
            done = db.execute(
                "DELETE FROM checks WHERE list = ?1 AND words IN "
                "(SELECT words FROM records WHERE list = ?1 AND row = ?2)",
                (name, row),
            )
            return done.rowcount > 0

    def row(self, name: str, row: int) -> tuple[ListRecord, ...]:
        """What stands in that row of that list."""
        return self._records("WHERE r.list = ? AND r.row = ? ORDER BY r.id", name, row)

    def search(self, text: str, *, after: str = "", limit: int = 50) -> tuple[Searched, ...]:
        """Records with each word of the text in their number or titles, by number."""
        words = folded(text).split()
        holds = "".join(" AND instr(r.found_by, ?)" for _ in words)
        found = self._records(
            f"WHERE r.sort NOT NULL AND r.sort > ?{holds} ORDER BY r.sort LIMIT ?",
            after,
            *words,
            limit,
        )
        return tuple(r for r in found if isinstance(r, CatalogueRecord | ForeignRecord))

    def numbers(self) -> Sequence[Identifier]:
        """Numbers of all records of standards, each once, in order."""
        found: dict[str, Identifier] = {}
        for record in self._records("WHERE r.kind = 'standards' ORDER BY r.list, r.row, r.id"):
            if isinstance(record, CatalogueRecord):
                found.setdefault(record.number.key, record.number)
        return tuple(sorted(found.values()))

    def generation(self) -> int:
        """Goes up with every change."""
        rows = self._rows("SELECT generation FROM state")
        return int(rows[0][0]) if rows else 0

    def integrity(self) -> tuple[str, ...]:
        """What SQLite finds wrong with its own file, and lists that miss records."""
        found = [
            f"catalogue: {row[0]}" for row in self._rows("PRAGMA quick_check") if row[0] != "ok"
        ]
        missing = self._rows(
            "SELECT name, records, (SELECT count(*) FROM records WHERE list = name) AS kept "
            "FROM lists WHERE records != kept ORDER BY name"
        )
        found += [f"the list {name} has {kept} records, not {said}" for name, said, kept in missing]
        return tuple(found)

    def _find(self, keys: Sequence[Key]) -> Iterable[ListRecord]:
        either = " OR ".join("(what = ? AND key = ?)" for _ in keys)
        return self._records(
            f"WHERE r.id IN (SELECT record FROM keys WHERE {either}) ORDER BY r.list, r.row, r.id",
            *(part for key in keys for part in key),
        )

    def _of_kind(self, kind: ListKind) -> Iterable[ListRecord]:
        return self._records("WHERE r.kind = ? ORDER BY r.list, r.row, r.id", kind.value)

    def _records(self, where: str, *values: _Cell) -> tuple[ListRecord, ...]:
        rows = self._rows(f"SELECT {COLUMNS} FROM {_FROM} {where}", *values)
        return tuple(record_of(*row) for row in rows)

    def _rows(self, sql: str, *values: _Cell) -> list[tuple]:  # type: ignore[type-arg]
        with self._lock:
            db = self._db()
            return [] if db is None else db.execute(sql, values).fetchall()

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        """One transaction that starts a new generation."""
        with self._lock:
            db = self._db() or self._connect()
            try:
                db.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                raise LibraryLocked(
                    f"another process is writing to the catalogue: {error}"
                ) from error
            try:
                yield db
                db.execute("UPDATE state SET generation = generation + 1")
            except BaseException:
                db.execute("ROLLBACK")
                raise
            db.execute("COMMIT")
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # a load is large; readers may delay it

    def _db(self) -> sqlite3.Connection | None:
        """The open file; None as long as there is none."""
        if self._open is None and self._path.is_file():
            return self._connect()
        return self._open

    def _connect(self) -> sqlite3.Connection:
        try:
            db = sqlite3.connect(self._path, check_same_thread=False, isolation_level=None)
            db.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = FULL")
            db.execute("PRAGMA foreign_keys = ON")
            _prepare(db, self._path)
        except sqlite3.DatabaseError as error:
            raise CorruptLibrary(
                f"{self._path} is no catalogue: {error}; move it away and add the lists again"
            ) from error
        self._open = db
        return db


def _prepare(db: sqlite3.Connection, path: Path) -> None:
    """Make the tables in a new file; refuse those of another version."""
    if _version(db) == VERSION:
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        version = _version(db)  # another process may have been quicker
        if version == 0:
            for statement in STATEMENTS.split(";"):
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {VERSION}")
        elif version != VERSION:
            raise StaleIndex(
                f"{path} was written by another version of Trachuan (tables {version}, this one "
                f"reads {VERSION}); use that version, or move the file away and add the lists again"
            )
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def _version(db: sqlite3.Connection) -> int:
    (version,) = db.execute("PRAGMA user_version").fetchone()
    return int(version)
