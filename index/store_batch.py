"""One batch of changes to the SQLite store, inside one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from index.changes import Face, changes_between, face_of, this_moment
from index.codec import encode
from index.contracts import Passage
from index.originals import Originals
from index.store_changes import faces_of_file, insert_changes, last_change
from index.store_lives import part_rows
from index.store_rows import (
    Row,
    check_row,
    document_row,
    mention_rows,
    pack,
    passage_row,
    relation_rows,
    row_code_rows,
    row_standard_rows,
)
from standards.account import Account
from standards.checked import CheckedFact
from standards.document import Document, PageText

__all__ = ["SqliteBatch"]


class SqliteBatch:
    """Implements ``StoreBatch``. ``unused``: hashes of originals that no file needs any more."""

    def __init__(self, db: sqlite3.Connection, originals: Originals) -> None:
        self._db = db
        self._originals = originals
        self._fresh: list[str] = []
        self._left: set[str] = set()
        self._changed = False
        self._before: dict[str, Face] = {}
        self._after: dict[str, Face] = {}
        self.unused: tuple[str, ...] = ()
        (generation,) = db.execute("SELECT generation FROM state").fetchone()
        self._generation = int(generation) + 1

    def put(
        self,
        *,
        original: bytes,
        documents: Sequence[Document],
        pages: Sequence[PageText],
        passages: Sequence[Passage],
        file: str,
        sha256: str,
        reader: str,
        account: Account | None = None,
    ) -> None:
        """Keep a file and what was read from it, in place of an older reading of that file name."""
        self._forget_file(file)
        if self._originals.size(sha256) is None:
            self._fresh.append(sha256)
        self._originals.put(sha256, original)
        db = self._db
        db.execute("INSERT OR IGNORE INTO originals VALUES (?, ?)", (sha256, len(original)))
        db.execute("DELETE FROM pages WHERE sha256 = ?", (sha256,))
        self._insert("pages", [(sha256, page.number, pack(encode(page))) for page in pages])
        told = None if account is None else pack(encode(account))
        recognised = sum(page.confidence is not None for page in pages)
        self._insert("files", [(file, sha256, len(pages), reader, told, recognised)])
        for position, document in enumerate(documents):
            self._insert("documents", [document_row(document, file, position)])
            self._after[document.id] = face_of(document, file, sha256)
            self._insert("mentions", mention_rows(document))
            self._insert("relations", relation_rows(document))
            self._insert("row_codes", row_code_rows(document))
            self._insert("row_standards", row_standard_rows(document))
            for table, rows in part_rows(document):
                self._insert(table, rows)
        self._insert(
            "passages",
            [
                passage_row(passage, position, self._generation)
                for position, passage in enumerate(passages)
            ],
        )
        db.executemany("DELETE FROM gone WHERE passage = ?", [(p.id,) for p in passages])

    def delete(self, sha256: str) -> tuple[str, ...]:
        """Forget every file with that hash; returns the ids of the passages that went."""
        files = self._db.execute("SELECT file FROM files WHERE sha256 = ?", (sha256,)).fetchall()
        return tuple(name for (file,) in files for name in self._forget_file(file))

    def mark(self, check: CheckedFact) -> None:
        """Keep a check, in place of an older one of the same fact."""
        self._db.execute(
            "INSERT OR REPLACE INTO checks VALUES (?, ?, ?, ?, ?, ?)", check_row(check)
        )

    def unmark(self, document_id: str, fact: str) -> bool:
        """Take a check back; tells whether there was one."""
        found = self._db.execute(
            "DELETE FROM checks WHERE document = ? AND fact = ?", (document_id, fact)
        )
        return found.rowcount > 0

    def finish(self) -> None:
        """Close the batch before the commit: originals without a file go.

        Checks alone change nothing that an index shows, and start no new generation.
        """
        if not self._changed:
            return
        used = "SELECT 1 FROM files WHERE sha256 = ?"
        unused = [
            sha for sha in sorted(self._left) if not self._db.execute(used, (sha,)).fetchone()
        ]
        self.unused = tuple(unused)
        self._db.executemany("DELETE FROM originals WHERE sha256 = ?", [(sha,) for sha in unused])
        last = last_change(self._db)
        insert_changes(
            self._db, changes_between(self._before, self._after, last=last, at=this_moment())
        )
        self._db.execute("UPDATE state SET generation = ?", (self._generation,))

    def undo(self) -> None:
        """After a rollback: drop the originals that this batch brought."""
        self._originals.drop(self._fresh)

    def _forget_file(self, file: str) -> list[str]:
        self._changed = True
        for name, face in faces_of_file(self._db, file).items():
            if self._after.pop(name, None) is None:
                self._before[name] = face
        rows = self._db.execute(
            "SELECT p.id FROM passages p JOIN documents d ON p.document = d.id "
            "WHERE d.file = ? ORDER BY d.position, p.position",
            (file,),
        ).fetchall()
        self._db.executemany(
            "INSERT OR REPLACE INTO gone VALUES (?, ?)",
            [(name, self._generation) for (name,) in rows],
        )
        held = self._db.execute("SELECT sha256 FROM files WHERE file = ?", (file,))
        self._left.update(sha256 for (sha256,) in held)
        self._db.execute("DELETE FROM files WHERE file = ?", (file,))
        return [name for (name,) in rows]

    def _insert(self, table: str, rows: Sequence[Row]) -> None:
        if rows:
            marks = ",".join("?" * len(rows[0]))
            self._db.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
