"""Entries of changes in the SQLite store: written by its batches, read by whoever follows."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterable
from datetime import datetime

from index.changes import (
    ALL_CHANGES,
    Change,
    ChangeFilter,
    ChangeKind,
    ChangeLog,
    Face,
    this_moment,
)
from index.store_passages import StoredPassages
from standards.document import Kind

__all__ = ["StoredChanges", "faces_of_file", "fill_changes", "insert_changes", "last_change"]

_COLUMNS = (
    "seq, at, what, document, number, kind, title, issuer, file, sha256, digest, "
    "digest_before, sha256_before"
)
_FACES = (
    "SELECT d.id, d.number, d.kind, d.title, d.issuer, d.file, f.sha256, d.body "
    "FROM documents d JOIN files f USING (file)"
)


def last_change(db: sqlite3.Connection) -> int:
    """The number of the last entry, 0 if there is none."""
    (last,) = db.execute("SELECT coalesce(max(seq), 0) FROM changes").fetchone()
    return int(last)


def faces_of_file(db: sqlite3.Connection, file: str) -> dict[str, Face]:
    """The documents read from a file, by id, as entries name them."""
    rows = db.execute(f"{_FACES} WHERE d.file = ?", (file,))
    return {row[0]: _face(*row) for row in rows}


def insert_changes(db: sqlite3.Connection, changes: Iterable[Change]) -> None:
    """Write entries."""
    db.executemany(
        f"INSERT INTO changes ({_COLUMNS}) VALUES ({','.join('?' * 13)})",
        [
            (
                change.seq,
                change.at.isoformat(),
                change.what.value,
                change.face.document,
                change.face.number,
                change.face.kind.value,
                change.face.title,
                change.face.issuer,
                change.face.file,
                change.face.sha256,
                change.face.digest,
                change.digest_before,
                change.sha256_before,
            )
            for change in changes
        ],
    )


def fill_changes(db: sqlite3.Connection) -> None:
    """Begin the entries of a store that had none: one for each document that it holds."""
    at = this_moment()
    for seq, row in enumerate(db.execute(f"{_FACES} ORDER BY d.id").fetchall(), 1):
        change = Change(
            seq=seq,
            at=at,
            what=ChangeKind.HELD,
            face=_face(*row),
            digest_before=None,
            sha256_before=None,
        )
        insert_changes(db, [change])


class StoredChanges(StoredPassages):
    """The questions of ``DocumentStore`` about changes."""

    def change_log(self) -> ChangeLog:
        """The name of the row of entries, its last number and its first moment."""
        ((name,),) = self._rows("SELECT log FROM state")
        ((last, since),) = self._rows(
            "SELECT coalesce(max(seq), 0), (SELECT at FROM changes ORDER BY seq LIMIT 1) "
            "FROM changes"
        )
        return ChangeLog(name=name, last=last, since=since and datetime.fromisoformat(since))

    def changes(
        self,
        *,
        after: int = 0,
        before: int | None = None,
        only: ChangeFilter = ALL_CHANGES,
        limit: int = 100,
        newest: bool = False,
    ) -> tuple[Change, ...]:
        """Entries with a number between the two, in their order, or the newest first."""
        sql = f"SELECT {_COLUMNS} FROM changes WHERE seq > ?"
        values: list[str | int] = [after]
        if before is not None:
            sql += " AND seq < ?"
            values.append(before)
        if only.document is not None:
            sql += " AND document = ?"
            values.append(only.document)
        for column, wanted in (("what", only.what), ("kind", only.kinds)):
            if wanted:
                sql += f" AND {column} IN ({','.join('?' * len(wanted))})"
                values.extend(sorted(one.value for one in wanted))
        sql += f" ORDER BY seq {'DESC' if newest else 'ASC'} LIMIT ?"
        return tuple(_change(*row) for row in self._rows(sql, *values, limit))


def _face(
    document: str,
    number: str | None,
    kind: str,
    title: str | None,
    issuer: str | None,
    file: str,
    sha256: str,
    body: bytes,
) -> Face:
    return Face(
        document=document,
        number=number,
        kind=Kind(kind),
        title=title,
        issuer=issuer,
        file=file,
        sha256=sha256,
        digest=_digest(bytes(body)),
    )


def _digest(body: bytes) -> str:
    """That of what was read; of the bytes as they stand if they are damaged, so that a damaged
    document can be deleted."""
    try:
        read = zlib.decompress(body)
    except zlib.error:
        read = body
    return hashlib.sha256(read).hexdigest()


def _change(
    seq: int,
    at: str,
    what: str,
    document: str,
    number: str | None,
    kind: str,
    title: str | None,
    issuer: str | None,
    file: str,
    sha256: str,
    digest: str,
    digest_before: str | None,
    sha256_before: str | None,
) -> Change:
    return Change(
        seq=seq,
        at=datetime.fromisoformat(at),
        what=ChangeKind(what),
        face=Face(
            document=document,
            number=number,
            kind=Kind(kind),
            title=title,
            issuer=issuer,
            file=file,
            sha256=sha256,
            digest=digest,
        ),
        digest_before=digest_before,
        sha256_before=sha256_before,
    )
