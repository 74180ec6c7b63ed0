"""The tables of the store (SQLite 3).

``documents.body`` and ``pages.body`` hold the whole value as compressed JSON (:mod:`index.codec`);
the other tables repeat what is asked for across documents: ``lives``, ``citing_clauses`` and
``product_rows`` hold parts of a document in the same form, so that it need not be read whole
(:mod:`index.store_lives`). ``key`` and ``work`` are ``Identifier.key`` and
``Identifier.undated()``: equal keys have equal works. Every change of the library gets the next
``generation``; ``gone`` remembers removed passages, so that an index that lags behind can catch up.
``files.recognised`` counts pages whose words were recognised from a picture. ``checks`` says what
people have compared with the page: its ``document`` is no reference, so that a check outlives the
reading that it was made on. ``changes`` tells what happened to documents
(:mod:`index.changes`); ``state.log`` names that row of entries.

A store of an older version is brought up to date in place by :func:`statements_from`.
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = [
    "CHANGES_SINCE",
    "OLDEST_VERSION",
    "PARTS_SINCE",
    "SCHEMA_VERSION",
    "STATEMENTS",
    "statements_from",
]

SCHEMA_VERSION = 5
"""Stands in ``PRAGMA user_version``; a store with a later one is not opened."""

PARTS_SINCE = 3
"""Older versions have no tables of parts of documents (:mod:`index.store_lives`)."""

CHANGES_SINCE = 5
"""Older versions have no entries of changes (:mod:`index.store_changes`)."""

OLDEST_VERSION = 1
"""The oldest version that can be brought up to date."""

_CHECKS = """
CREATE TABLE checks (
    document TEXT NOT NULL,
    fact TEXT NOT NULL,
    value TEXT NOT NULL,
    who TEXT NOT NULL,
    at TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (document, fact)
) WITHOUT ROWID;
"""

_LIVES = """
CREATE TABLE lives (
    document TEXT PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
    body BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE citing_clauses (
    document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
    clause TEXT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (document, clause)
) WITHOUT ROWID;
CREATE TABLE product_rows (
    document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
    row INTEGER NOT NULL,
    codes TEXT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (document, row)
) WITHOUT ROWID;
"""

_LISTS = """
CREATE INDEX passages_lists ON passages (document, clause) WHERE kind = 'product';
"""

_CHANGES = """
CREATE TABLE changes (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    what TEXT NOT NULL,
    document TEXT NOT NULL,
    number TEXT,
    kind TEXT NOT NULL,
    title TEXT,
    issuer TEXT,
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    digest TEXT NOT NULL,
    digest_before TEXT,
    sha256_before TEXT
);
CREATE INDEX changes_document ON changes (document, seq);
"""

_STEPS: Mapping[int, str] = {
    1: "ALTER TABLE files ADD COLUMN account BLOB;"
    f"ALTER TABLE files ADD COLUMN recognised INTEGER NOT NULL DEFAULT 0;{_CHECKS}",
    2: _LIVES,
    3: _LISTS,
    4: "ALTER TABLE state ADD COLUMN log TEXT NOT NULL DEFAULT '';"
    f"UPDATE state SET log = lower(hex(randomblob(8)));{_CHANGES}",
}
"""What leads from each older version to the next; whoever runs it fills the tables of parts and the
entries."""

STATEMENTS = f"""
CREATE TABLE state (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    generation INTEGER NOT NULL,
    log TEXT NOT NULL DEFAULT ''
);
INSERT INTO state VALUES (1, 0, lower(hex(randomblob(8))));
CREATE TABLE originals (
    sha256 TEXT PRIMARY KEY,
    size INTEGER NOT NULL
);
CREATE TABLE pages (
    sha256 TEXT NOT NULL REFERENCES originals ON DELETE CASCADE,
    number INTEGER NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (sha256, number)
) WITHOUT ROWID;
CREATE TABLE files (
    file TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL REFERENCES originals,
    pages INTEGER NOT NULL,
    reader TEXT NOT NULL,
    account BLOB,
    recognised INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX files_sha256 ON files (sha256);
CREATE TABLE documents (
    id TEXT PRIMARY KEY,
    file TEXT NOT NULL REFERENCES files ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    number TEXT,
    key TEXT,
    work TEXT,
    identifier TEXT,
    title TEXT,
    issuer TEXT,
    issued TEXT,
    effective_from TEXT,
    clauses INTEGER NOT NULL,
    products INTEGER NOT NULL,
    doubts INTEGER NOT NULL,
    body BLOB NOT NULL
);
CREATE INDEX documents_file ON documents (file);
CREATE INDEX documents_key ON documents (key);
CREATE INDEX documents_work ON documents (work);
CREATE TABLE passages (
    id TEXT PRIMARY KEY,
    document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
    position INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    kind TEXT NOT NULL,
    clause TEXT,
    row INTEGER,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    heading TEXT NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX passages_document ON passages (document, position);
CREATE INDEX passages_generation ON passages (generation);
CREATE TABLE gone (
    passage TEXT PRIMARY KEY,
    generation INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX gone_generation ON gone (generation);
CREATE TABLE mentions (
    document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
    position INTEGER NOT NULL,
    key TEXT NOT NULL,
    work TEXT NOT NULL,
    number TEXT NOT NULL,
    clause TEXT,
    page INTEGER NOT NULL,
    text TEXT NOT NULL,
    start INTEGER,
    end INTEGER,
    PRIMARY KEY (document, position)
) WITHOUT ROWID;
CREATE INDEX mentions_work ON mentions (work);
CREATE TABLE relations (
    document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
    position INTEGER NOT NULL,
    verb TEXT NOT NULL,
    key TEXT NOT NULL,
    work TEXT NOT NULL,
    number TEXT NOT NULL,
    PRIMARY KEY (document, position)
) WITHOUT ROWID;
CREATE INDEX relations_work ON relations (work);
CREATE TABLE row_codes (
    heading TEXT NOT NULL,
    document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
    row INTEGER NOT NULL,
    PRIMARY KEY (heading, document, row)
) WITHOUT ROWID;
CREATE INDEX row_codes_document ON row_codes (document);
CREATE TABLE row_standards (
    document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
    row INTEGER NOT NULL,
    key TEXT NOT NULL,
    work TEXT NOT NULL,
    number TEXT NOT NULL,
    PRIMARY KEY (document, row, key)
) WITHOUT ROWID;
CREATE INDEX row_standards_work ON row_standards (work);
{_CHECKS}{_LIVES}{_LISTS}{_CHANGES}"""
"""The tables of a new store."""


def statements_from(version: int) -> str:
    """What brings a store of that version up to date, data and all.

    >>> statements_from(SCHEMA_VERSION)
    ''
    """
    return "\n".join(_STEPS[step] for step in range(version, SCHEMA_VERSION))
