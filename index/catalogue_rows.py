"""Records of lists to rows of SQLite and back, and the tables themselves.

``records.body`` is the record as JSON without its provenance, so that equal words have equal
bodies: ``words``, their hash, is what a check is made on. Name of the list, row and checks are
columns and come back from there; a check that the list itself states stands in ``stated_by`` and
``stated_on``.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime

from index.catalogue import ListKind, ListRecord, LoadedList
from index.catalogue_keys import keys_of, kind_of_record, searched_words, sort_of
from index.codec import decode_as, encode
from standards.catalogue import (
    CatalogueRecord,
    ForeignRecord,
    HsName,
    IcsName,
    Provenance,
    RiskRow,
)

__all__ = ["COLUMNS", "STATEMENTS", "VERSION", "insert_records", "list_of", "list_row", "record_of"]

VERSION = 1
"""Stands in ``PRAGMA user_version``; a catalogue with a later one is not opened."""

STATEMENTS = """
CREATE TABLE state (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    generation INTEGER NOT NULL
);
INSERT INTO state VALUES (1, 0);
CREATE TABLE lists (
    name TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    records INTEGER NOT NULL,
    at TEXT NOT NULL,
    refused TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE records (
    id INTEGER PRIMARY KEY,
    list TEXT NOT NULL REFERENCES lists ON DELETE CASCADE,
    row INTEGER NOT NULL,
    kind TEXT NOT NULL,
    stated_by TEXT NOT NULL,
    stated_on TEXT,
    sort TEXT,
    found_by TEXT NOT NULL,
    words BLOB NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX records_row ON records (list, row);
CREATE INDEX records_sort ON records (sort) WHERE sort NOT NULL;
CREATE TABLE keys (
    what TEXT NOT NULL,
    key TEXT NOT NULL,
    record INTEGER NOT NULL REFERENCES records ON DELETE CASCADE,
    PRIMARY KEY (what, key, record)
) WITHOUT ROWID;
CREATE INDEX keys_record ON keys (record);
CREATE TABLE checks (
    list TEXT NOT NULL,
    words BLOB NOT NULL,
    who TEXT NOT NULL,
    day TEXT NOT NULL,
    PRIMARY KEY (list, words)
) WITHOUT ROWID;
"""
"""The tables of a new catalogue."""

COLUMNS = "r.list, r.row, r.kind, r.stated_by, r.stated_on, r.body, c.who, c.day"
"""What :func:`record_of` takes, of ``records r`` and ``checks c``."""

_NOWHERE = Provenance(source="", row=0)
_KINDS: dict[str, type[CatalogueRecord | ForeignRecord | HsName | IcsName | RiskRow]] = {
    ListKind.STANDARDS: CatalogueRecord,
    ListKind.FOREIGN: ForeignRecord,
    ListKind.ICS: IcsName,
    ListKind.HS: HsName,
    ListKind.RISK: RiskRow,
}

_Row = tuple[int, str, int, str, str, str | None, str | None, str, bytes, str]


def insert_records(
    db: sqlite3.Connection, name: str, records: Iterable[ListRecord], first: int
) -> int:
    """Put the records of a list into the tables, numbered from ``first``; returns how many."""
    count = 0
    keys: list[tuple[str, str, int]] = []

    def rows() -> Iterator[_Row]:
        nonlocal count
        for record in records:
            number = first + count
            count += 1
            keys.extend((what.value, key, number) for what, key in keys_of(record))
            yield _row(number, name, record)

    db.executemany("INSERT INTO records VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows())
    db.executemany("INSERT INTO keys VALUES (?, ?, ?)", sorted(keys))
    return count


def _row(number: int, name: str, record: ListRecord) -> _Row:
    stated = record.provenance
    body = encode(replace(record, provenance=_NOWHERE))
    found_by = searched_words(record)
    return (
        number,
        name,
        stated.row,
        kind_of_record(record).value,
        stated.checked_by,
        stated.checked_on.isoformat() if stated.checked_on else None,
        sort_of(record, name) if found_by else None,
        found_by,
        hashlib.blake2b(body.encode(), digest_size=16).digest(),
        body,
    )


def record_of(
    name: str,
    row: int,
    kind: str,
    stated_by: str,
    stated_on: str | None,
    body: str,
    who: str | None,
    day: str | None,
) -> ListRecord:
    """The record kept in a row of the tables; a check made here goes before a stated one."""
    record = decode_as(_KINDS[kind], body)
    by, on = (stated_by, stated_on) if who is None else (who, day)
    checked_on = date.fromisoformat(on) if on else None
    provenance = Provenance(source=name, row=row, checked_by=by, checked_on=checked_on)
    return replace(record, provenance=provenance)


def list_row(loaded: LoadedList, records: int) -> tuple[str, str, str, str, int, str, str]:
    """A list as a row of its table."""
    return (
        loaded.name,
        loaded.kind.value,
        loaded.file,
        loaded.sha256,
        records,
        loaded.at.isoformat(),
        json.dumps(loaded.refused, ensure_ascii=False),
    )


def list_of(
    name: str, kind: str, file: str, sha256: str, records: int, at: str, refused: str
) -> LoadedList:
    """The list kept in a row of its table."""
    return LoadedList(
        name=name,
        kind=ListKind(kind),
        file=file,
        sha256=sha256,
        records=records,
        at=datetime.fromisoformat(at),
        refused=tuple(json.loads(refused)),
    )
