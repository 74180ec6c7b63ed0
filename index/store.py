"""The document store in SQLite: one file in the library folder, or in memory.

The store is the truth of a library; the indexes follow it. Write-ahead logging lets readers go on
while one process writes; ``synchronous=FULL`` makes a committed file survive a power cut. Documents
read back are equal to those put in.
"""

from __future__ import annotations

import sqlite3
import threading
import zlib
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from index.codec import decode_account, decode_identifier, decode_page
from index.contracts import (
    DocumentSummary,
    FileRecord,
    KnownNumber,
)
from index.opened import OpenedDocument
from index.originals import Originals
from index.schema import (
    CHANGES_SINCE,
    OLDEST_VERSION,
    PARTS_SINCE,
    SCHEMA_VERSION,
    STATEMENTS,
    statements_from,
)
from index.store_batch import SqliteBatch
from index.store_changes import StoredChanges, fill_changes
from index.store_lives import fill_parts
from index.store_rows import check_of, unpack_document, unpack_text
from index.store_snapshots import Snapshots
from standards.account import Account
from standards.checked import CheckedFact
from standards.document import Document, Kind, PageText
from standards.errors import CorruptLibrary, LibraryLocked, NotFound, StaleIndex
from standards.identifier import Identifier

__all__ = ["SqliteStore"]

_PATIENCE = 10_000
"""Milliseconds that another process's write is waited for."""


class SqliteStore(StoredChanges):
    """Implements ``DocumentStore``. ``folder`` None keeps all in memory. Threads may share it."""

    def __init__(self, folder: Path | None) -> None:
        super().__init__()
        self.originals = Originals(None if folder is None else folder / "originals")
        self._lock = threading.RLock()
        self._snapshots = Snapshots(None if folder is None else folder / "store.sqlite3")
        place = ":memory:" if folder is None else str(folder / "store.sqlite3")
        try:
            self._db = sqlite3.connect(place, check_same_thread=False, isolation_level=None)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = FULL")
            self._db.execute("PRAGMA foreign_keys = ON")
            self._db.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
            self._prepare()
        except sqlite3.DatabaseError as error:
            raise CorruptLibrary(f"{place} is no store of documents: {error}") from error

    def close(self) -> None:
        """Close the database file."""
        self._snapshots.close()
        self._db.close()

    def reading(self) -> AbstractContextManager[None]:
        """Within it, this thread reads the store as it stands at its first question."""
        return self._snapshots.reading()

    @contextmanager
    def batch(self) -> Iterator[SqliteBatch]:
        """All changes at the end, or none on an exception. Raises LibraryLocked."""
        with self._lock, self._snapshots.left():
            try:
                self._db.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                raise LibraryLocked(f"another process is writing to the store: {error}") from error
            batch = SqliteBatch(self._db, self.originals)
            try:
                yield batch
                batch.finish()
            except BaseException:
                self._db.execute("ROLLBACK")
                batch.undo()
                raise
            self._db.execute("COMMIT")
            self.originals.drop(batch.unused)

    def document(self, document_id: str) -> Document:
        """The document with that id. Raises NotFound."""
        for (body,) in self._rows("SELECT body FROM documents WHERE id = ?", document_id):
            return unpack_document(bytes(body))
        raise NotFound(f"the library holds no document {document_id!r}")

    def opened(self, document_id: str) -> Document:
        """The same document, its parts read when they are asked for. Raises NotFound."""

        def read() -> str:
            for (body,) in self._rows("SELECT body FROM documents WHERE id = ?", document_id):
                return unpack_text(bytes(body))
            raise NotFound(f"the library holds no document {document_id!r} any more")

        return OpenedDocument.of(self.life(document_id), read)

    def documents(
        self,
        *,
        kinds: Iterable[Kind] = (),
        after: str | None = None,
        limit: int | None = None,
    ) -> tuple[DocumentSummary, ...]:
        """Summaries ordered by id, those after ``after`` only."""
        wanted = [kind.value for kind in kinds]
        marks = ",".join("?" * len(wanted))
        rows = self._rows(
            "SELECT d.id, d.number, d.kind, d.title, d.issuer, d.issued, d.effective_from, d.file, "
            "f.sha256, f.pages, d.clauses, d.products, d.doubts "
            "FROM documents d JOIN files f USING (file) WHERE d.id > ?"
            + (f" AND d.kind IN ({marks})" if wanted else "")
            + " ORDER BY d.id LIMIT ?",
            after or "",
            *wanted,
            -1 if limit is None else limit,
        )
        return tuple(
            DocumentSummary(
                id=row[0],
                number=row[1],
                kind=Kind(row[2]),
                title=row[3],
                issuer=row[4],
                issued=row[5],
                effective_from=row[6],
                file=row[7],
                sha256=row[8],
                pages=row[9],
                clauses=row[10],
                products=row[11],
                doubts=row[12],
            )
            for row in rows
        )

    def by_number(self, identifier: Identifier) -> tuple[str, ...]:
        """Ids of held documents with exactly that number; an undated one finds all its editions."""
        rows = self._rows(
            "SELECT id FROM documents WHERE key = ?1 OR (work = ?2 AND ?1 = ?2) ORDER BY id",
            identifier.key,
            identifier.undated(),
        )
        return tuple(row[0] for row in rows)

    def numbers(self) -> tuple[KnownNumber, ...]:
        """Every number held or named, each once, in order; ``mentions`` counts citations only."""
        found: dict[str, Identifier] = {}
        for (body,) in self._rows(
            "SELECT number FROM mentions UNION SELECT number FROM relations "
            "UNION SELECT number FROM row_standards"
        ):
            number = decode_identifier(body)
            found.setdefault(number.key, number)
        for (body,) in self._rows("SELECT identifier FROM documents WHERE identifier NOT NULL"):
            number = decode_identifier(body)
            found[number.key] = number
        counts = dict(self._rows("SELECT key, count(*) FROM mentions GROUP BY key"))
        held: dict[str, list[str]] = {}
        for name, key, work in self._rows("SELECT id, key, work FROM documents ORDER BY id"):
            for told in dict.fromkeys((key, work)):
                held.setdefault(told, []).append(name)
        return tuple(
            KnownNumber(
                identifier=number,
                held_as=tuple(held.get(number.key, ())),
                mentions=int(counts.get(number.key, 0)),
            )
            for number in sorted(found.values())
        )

    def printed_numbers(self) -> frozenset[Identifier]:
        """Numbers held by, or named in, files of which no page was recognised from a picture."""
        named = " UNION ".join(
            f"SELECT t.number FROM {table} t JOIN documents d ON t.document = d.id "
            "JOIN files f ON d.file = f.file WHERE f.recognised = 0"
            for table in ("mentions", "relations", "row_standards")
        )
        held = (
            "SELECT identifier FROM documents d JOIN files f ON d.file = f.file "
            "WHERE f.recognised = 0 AND identifier NOT NULL"
        )
        return frozenset(decode_identifier(body) for (body,) in self._rows(f"{named} UNION {held}"))

    def files(self) -> tuple[FileRecord, ...]:
        """Files kept, by name."""
        return self._files()

    def file_record(self, file: str) -> FileRecord | None:
        """What is kept under that file name, None if nothing is."""
        return next((record for record in self._files(file)), None)

    def original(self, sha256: str) -> bytes:
        """The bytes of a kept file. Raises NotFound."""
        self._known(sha256)
        return self.originals.get(sha256)

    def pages(self, sha256: str) -> tuple[PageText, ...]:
        """Pages of a kept file as read, in order. Raises NotFound."""
        self._known(sha256)
        rows = self._rows("SELECT body FROM pages WHERE sha256 = ? ORDER BY number", sha256)
        return tuple(decode_page(zlib.decompress(body)) for (body,) in rows)

    def page(self, sha256: str, number: int) -> PageText:
        """One page of a kept file as read, counted from 1. Raises NotFound."""
        sql = "SELECT body FROM pages WHERE sha256 = ? AND number = ?"
        for (body,) in self._rows(sql, sha256, number):
            return decode_page(zlib.decompress(body))
        self._known(sha256)
        raise NotFound(f"the file with SHA-256 {sha256} has no page {number}")

    def account(self, file: str) -> Account | None:
        """What went into the reading of a file and what came out, None if that is not kept."""
        for (body,) in self._rows("SELECT account FROM files WHERE file = ?", file):
            return None if body is None else decode_account(zlib.decompress(body))
        return None

    def checks(self, document_id: str | None = None) -> tuple[CheckedFact, ...]:
        """What people have checked in a document, or in all, by document and fact."""
        rows = self._rows(
            "SELECT document, fact, value, who, at, note FROM checks "
            "WHERE ?1 IS NULL OR document = ?1 ORDER BY document, fact",
            document_id,
        )
        return tuple(check_of(*row) for row in rows)

    def integrity(self) -> tuple[str, ...]:
        """What SQLite finds wrong with its own file, and originals that are missing."""
        found = [row[0] for row in self._rows("PRAGMA quick_check") if row[0] != "ok"]
        found += [
            f"foreign key broken in {row[0]}" for row in self._rows("PRAGMA foreign_key_check")
        ]
        for sha256, size in self._rows("SELECT sha256, size FROM originals ORDER BY 1"):
            held = self.originals.size(sha256)
            if held != size:
                found.append(f"original {sha256} has {held} bytes, not {size}")
        return tuple(found)

    def _files(self, file: str | None = None) -> tuple[FileRecord, ...]:
        where, values = ("", ()) if file is None else (" WHERE file = ?", (file,))
        held: dict[str, list[str]] = {}
        for name, holder in self._rows(
            f"SELECT id, file FROM documents{where} ORDER BY position", *values
        ):
            held.setdefault(holder, []).append(name)
        return tuple(
            FileRecord(
                file=name,
                sha256=sha256,
                pages=pages,
                reader=reader,
                documents=tuple(held.get(name, ())),
                accounted=bool(accounted),
            )
            for name, sha256, pages, reader, accounted in self._rows(
                "SELECT file, sha256, pages, reader, account NOT NULL "
                f"FROM files{where} ORDER BY file",
                *values,
            )
        )

    def _known(self, sha256: str) -> None:
        if not self._rows("SELECT 1 FROM originals WHERE sha256 = ?", sha256):
            raise NotFound(f"the library keeps no file with SHA-256 {sha256}")

    def _rows(self, sql: str, *values: object) -> list[tuple]:  # type: ignore[type-arg]
        try:
            snapshot = self._snapshots.current
            if snapshot is not None:
                return snapshot.execute(sql, values).fetchall()
            with self._lock:
                return self._db.execute(sql, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise CorruptLibrary(
                f"the store of documents cannot be read ({error}); put it back from a backup"
            ) from error

    def _prepare(self) -> None:
        """Make the tables in a new file, bring older ones up to date; refuse later ones.

        Raises StaleIndex, LibraryLocked.
        """
        if self._version() == SCHEMA_VERSION:
            return
        try:
            self._db.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise LibraryLocked(
                f"the tables of the store must be brought up to date, but it is in use: {error}; "
                "try again when the process that writes is done"
            ) from error
        try:
            self._bring_up_to_date()
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def _bring_up_to_date(self) -> None:
        version = self._version()  # another process may have been quicker
        if version == 0 and not self._rows("SELECT 1 FROM sqlite_master LIMIT 1"):
            script = STATEMENTS
        elif OLDEST_VERSION <= version <= SCHEMA_VERSION:
            script = statements_from(version)
        else:
            raise StaleIndex(
                f"the store was written by another version of Trachuan (tables {version}, this one "
                f"reads {OLDEST_VERSION} to {SCHEMA_VERSION}); use that version, or ingest the "
                "files into a new library"
            )
        for statement in script.split(";"):
            self._db.execute(statement)
        if version < PARTS_SINCE:
            fill_parts(self._db)
        if version < CHANGES_SINCE:
            fill_changes(self._db)
        self._db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")

    def _version(self) -> int:
        return int(self._rows("PRAGMA user_version")[0][0])
