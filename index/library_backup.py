"""Copies of a library, taken while it is served and written to, and put back whole.

::

    BACKUP/
      originals/ab/abcd….pdf        files by their hash, shared by all snapshots
      2026-11-22T01-30-00Z/         one snapshot
        store.sqlite3 catalogue.sqlite3 embeddings.sqlite3 …
        snapshot.json               appears last: a folder without it is no snapshot

SQLite's online backup copies a database as it stood at one moment, however long that takes. The
indexes are left out: they are built anew from the store, and the vectors of ``embeddings.sqlite3``
make that a matter of minutes.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from index.changes import this_moment
from index.originals import original_place
from standards.errors import CorruptLibrary, LibraryError, NotFound

__all__ = ["Snapshot", "copy_database", "put_back", "snapshots", "take_snapshot", "thin_out"]

LIBRARY_FILES = ("store.sqlite3", "catalogue.sqlite3", "embeddings.sqlite3", "recognised.sqlite3")
_NAME = "%Y-%m-%dT%H-%M-%SZ"
_NAMED = re.compile(r"\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ")
_TRIES = 5
_PAGES = 4096
"""Pages of a database that are copied between two looks at who else wants it."""

Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """One copy: ``files`` are databases with their SHA-256, ``originals`` hashes of files.

    ``schema`` is the version of the store's tables, ``version`` that of the program.
    """

    name: str
    taken: str
    version: str
    schema: int
    documents: int
    files: Mapping[str, str]
    originals: Sequence[str]


def copy_database(source: Path, target: Path) -> None:
    """Copy a SQLite database as it stands at one moment, while others read and write it.

    Raises CorruptLibrary if it cannot be read.
    """
    try:
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as held,
            closing(sqlite3.connect(target)) as copy,
        ):
            held.execute("BEGIN")  # one moment for all pages: writers go on in the log beside
            held.execute("SELECT count(*) FROM sqlite_master").fetchone()
            held.backup(copy, pages=_PAGES)
            copy.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.DatabaseError as error:
        raise CorruptLibrary(f"{source} cannot be copied: {error}; run: trachuan doctor") from error


def take_snapshot(
    folder: Path,
    backup: Path,
    *,
    version: str,
    others: Mapping[str, Path] | None = None,
    advance: Told | None = None,
) -> Snapshot:
    """Copy the library in ``folder`` into ``backup``; only originals that it has not are copied.

    ``others``: further databases by the name they get; one that is not there is left out. Raises
    CorruptLibrary if an original is missing or not what its hash says, LibraryError if nothing can
    be written.
    """
    try:
        backup.mkdir(parents=True, exist_ok=True)
        backup.chmod(0o700)
        _clear(backup)
        aside = backup / f".taking-{os.getpid()}"
        aside.mkdir()
        hashes = _store_and_originals(folder, backup, aside, advance)
        sources = {name: folder / name for name in LIBRARY_FILES[1:]} | dict(others or {})
        for name, source in sources.items():
            if source.is_file():
                copy_database(source, aside / name)
        snapshot = _describe(aside, version, hashes)
        while (backup / snapshot.name).exists():
            time.sleep(0.2)  # another one was taken in this second
            name, taken = _named(this_moment())
            snapshot = replace(snapshot, name=name, taken=taken)
        with (aside / "snapshot.json").open("w", encoding="utf-8") as stream:
            json.dump(asdict(snapshot), stream, ensure_ascii=False, indent=1)
            stream.flush()
            os.fsync(stream.fileno())
        aside.rename(backup / snapshot.name)
    except OSError as error:
        raise LibraryError(f"the backup in {backup} cannot be written: {error}") from error
    return snapshot


def snapshots(backup: Path) -> tuple[Snapshot, ...]:
    """The snapshots there are, the newest last."""
    if not backup.is_dir():
        return ()
    found = [path for path in backup.iterdir() if _NAMED.fullmatch(path.name)]
    return tuple(_read(path) for path in sorted(found) if (path / "snapshot.json").is_file())


def thin_out(backup: Path, keep: int) -> tuple[str, ...]:
    """Remove all but the newest ``keep`` snapshots and the originals that only they had; returns
    the names of those that went."""
    held = snapshots(backup)
    gone, kept = held[:-keep], held[-keep:]
    for snapshot in gone:
        shutil.rmtree(backup / snapshot.name)
    wanted = {sha256 for snapshot in kept for sha256 in snapshot.originals}
    for path in (backup / "originals").glob("*/*.pdf"):
        if path.stem not in wanted:
            path.unlink()
    return tuple(snapshot.name for snapshot in gone)


def put_back(backup: Path, snapshot: Snapshot, target: Path, advance: Told | None = None) -> None:
    """Put a snapshot into the new folder ``target``, every file compared with its hash.

    The row of changes gets a new name there: whoever follows it is told to begin anew, for it may
    have seen changes that this copy has not. Raises CorruptLibrary for a damaged snapshot.
    """
    held = backup / snapshot.name
    target.mkdir(parents=True)
    for name, digest in snapshot.files.items():
        if _digest(held / name) != digest:
            raise CorruptLibrary(f"{held / name} is not what was written; take another snapshot")
        if name in LIBRARY_FILES:
            shutil.copyfile(held / name, target / name)
    for done, sha256 in enumerate(snapshot.originals, start=1):
        _copy_original(backup / "originals", target / "originals", sha256)
        if advance is not None:
            advance(done, len(snapshot.originals))
    with closing(sqlite3.connect(target / "store.sqlite3")) as store, store:
        store.execute("UPDATE state SET log = lower(hex(randomblob(8)))")


def _store_and_originals(
    folder: Path, backup: Path, aside: Path, advance: Told | None
) -> tuple[str, ...]:
    """Copy the store and every original that it names. A file that is deleted between the two is
    no fault: the store is copied again."""
    for left in reversed(range(_TRIES)):
        copy_database(folder / "store.sqlite3", aside / "store.sqlite3")
        with closing(sqlite3.connect(aside / "store.sqlite3")) as store:
            rows = store.execute("SELECT sha256 FROM originals ORDER BY 1").fetchall()
        hashes = tuple(sha256 for (sha256,) in rows)
        try:
            for done, sha256 in enumerate(hashes, start=1):
                _copy_original(folder / "originals", backup / "originals", sha256)
                if advance is not None:
                    advance(done, len(hashes))
        except NotFound:
            if not left:
                raise
            (aside / "store.sqlite3").unlink()
        else:
            return hashes
    raise CorruptLibrary("no try was left")  # the last one returns or raises


def _copy_original(source: Path, target: Path, sha256: str) -> None:
    """Copy one file by its hash, whole or not at all; one that is there is not copied again."""
    place = original_place(target, sha256)
    if place.is_file():
        return
    held = original_place(source, sha256)
    place.parent.mkdir(parents=True, exist_ok=True)
    scratch = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        shutil.copyfile(held, scratch)
    except FileNotFoundError as error:
        raise NotFound(f"the original {held} is missing; run: trachuan doctor") from error
    if _digest(scratch) != sha256:
        scratch.unlink()
        raise CorruptLibrary(f"{held} is not what its hash says; run: trachuan doctor")
    scratch.replace(place)


def _describe(aside: Path, version: str, hashes: tuple[str, ...]) -> Snapshot:
    name, taken = _named(this_moment())
    with closing(sqlite3.connect(aside / "store.sqlite3")) as store:
        (schema,) = store.execute("PRAGMA user_version").fetchone()
        (documents,) = store.execute("SELECT count(*) FROM documents").fetchone()
    return Snapshot(
        name=name,
        taken=taken,
        version=version,
        schema=schema,
        documents=documents,
        files={path.name: _digest(path) for path in sorted(aside.glob("*.sqlite3"))},
        originals=hashes,
    )


def _named(moment: datetime) -> tuple[str, str]:
    return moment.strftime(_NAME), moment.isoformat()


def _read(path: Path) -> Snapshot:
    try:
        read = json.loads((path / "snapshot.json").read_text("utf-8"))
        datetime.fromisoformat(read["taken"])
        return Snapshot(**read)
    except (ValueError, TypeError, KeyError) as error:
        raise CorruptLibrary(f"{path} holds no readable snapshot: {error}") from error


def _clear(backup: Path) -> None:
    """Take away what a killed process has left."""
    for left in backup.glob(".taking-*"):
        shutil.rmtree(left, ignore_errors=True)
    for scratch in backup.glob("originals/*/.*"):
        scratch.unlink(missing_ok=True)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
