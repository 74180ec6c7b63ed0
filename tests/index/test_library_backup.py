"""Copies of a library: one moment, only what is new, put back whole or not at all."""

import json
import sqlite3
import threading
from contextlib import closing

import pytest

from index import library_backup
from index.library import Library
from index.library_backup import copy_database, put_back, snapshots, take_snapshot, thin_out
from standards.errors import CorruptLibrary, LibraryReplaced, NotFound


@pytest.fixture
def moments(monkeypatch):
    """Each snapshot is taken a second after the one before."""
    from datetime import UTC, datetime, timedelta

    told = iter(range(1000))
    first = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
    monkeypatch.setattr(
        library_backup, "this_moment", lambda: first + timedelta(seconds=next(told))
    )


@pytest.fixture
def library(kit, embedder, tmp_path, moments):
    library = Library.create_or_open(tmp_path / "library", embedder=embedder)
    kit.put_helmet(library)
    return library


def take(tmp_path, **others):
    return take_snapshot(tmp_path / "library", tmp_path / "backup", version="1", **others)


def restored(snapshot, tmp_path, embedder):
    target = tmp_path / "again"
    put_back(tmp_path / "backup", snapshot, target)
    library = Library.open_for_rebuild(target, embedder=embedder)
    library.rebuild()
    return library


def test_a_library_put_back_holds_and_finds_what_it_held(kit, library, tmp_path, embedder):
    kit.put_cement(library)
    again = restored(take(tmp_path), tmp_path, embedder)
    assert again.check() == ()
    assert again.store.documents() == library.store.documents()
    assert again.store.original(kit.sha(kit.HELMET)) == kit.HELMET
    assert again.store.generation() == library.store.generation()
    assert len(again.keywords) == len(library.keywords) > 0


def test_whoever_follows_changes_is_told_that_this_is_another_row(library, tmp_path, embedder):
    again = restored(take(tmp_path), tmp_path, embedder)
    before, after = library.store.change_log(), again.store.change_log()
    assert after.last == before.last
    assert after.name != before.name


def test_a_second_snapshot_copies_only_new_originals(kit, library, tmp_path):
    first = take(tmp_path)
    files = {path: path.stat().st_mtime_ns for path in tmp_path.glob("backup/originals/*/*")}
    kit.put_cement(library)
    second = take(tmp_path)
    assert [one.name for one in snapshots(tmp_path / "backup")] == [first.name, second.name]
    held = {path: path.stat().st_mtime_ns for path in tmp_path.glob("backup/originals/*/*")}
    assert len(held) == 2
    assert held.items() > files.items()
    assert set(second.originals) == {kit.sha(kit.HELMET), kit.sha(kit.CEMENT)}


def test_old_snapshots_go_with_the_originals_that_only_they_had(kit, library, tmp_path):
    first = take(tmp_path)
    with library.batch() as batch:
        batch.delete(kit.sha(kit.HELMET))
    kit.put_cement(library)
    second = take(tmp_path)
    assert thin_out(tmp_path / "backup", 1) == (first.name,)
    assert [one.name for one in snapshots(tmp_path / "backup")] == [second.name]
    assert [path.stem for path in tmp_path.glob("backup/originals/*/*")] == [kit.sha(kit.CEMENT)]


def test_another_database_comes_along_under_its_name(library, tmp_path):
    with closing(sqlite3.connect(tmp_path / "desk")) as desk, desk:
        desk.execute("CREATE TABLE t AS SELECT 1 AS one")
    snapshot = take(tmp_path, others={"desk.sqlite3": tmp_path / "desk", "no.sqlite3": tmp_path})
    assert "desk.sqlite3" in snapshot.files
    assert "no.sqlite3" not in snapshot.files
    put_back(tmp_path / "backup", snapshot, tmp_path / "again")
    assert not (tmp_path / "again" / "desk.sqlite3").exists()


def test_a_database_is_copied_as_it_stood_at_one_moment(tmp_path):
    """A writer moves one unit between two rows again and again: every copy sums to the same."""
    source = tmp_path / "busy.sqlite3"
    with closing(sqlite3.connect(source)) as db, db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER, filler BLOB)")
        db.executemany(
            "INSERT INTO t VALUES (?, 100, randomblob(3000))", [(i,) for i in range(400)]
        )
    stop = threading.Event()
    moved = []

    def move():
        with closing(sqlite3.connect(source, isolation_level=None)) as db:
            while not stop.is_set():
                db.execute("BEGIN IMMEDIATE")
                db.execute("UPDATE t SET n = n - 1, filler = randomblob(3000) WHERE id = 0")
                db.execute("UPDATE t SET n = n + 1, filler = randomblob(3000) WHERE id = 399")
                db.execute("COMMIT")
                moved.append(1)

    writer = threading.Thread(target=move)
    writer.start()
    sums = []
    try:
        for turn in range(20):
            copy_database(source, tmp_path / f"copy-{turn}")
            with closing(sqlite3.connect(tmp_path / f"copy-{turn}")) as db:
                sums.append(db.execute("SELECT sum(n) FROM t").fetchone()[0])
    finally:
        stop.set()
        writer.join()
    assert sums == [40_000] * 20
    assert len(moved) > 20


def test_a_file_deleted_while_it_is_copied_is_no_fault(kit, library, tmp_path, monkeypatch):
    kit.put_cement(library)
    copied = library_backup.copy_database
    turns = []

    def then_delete(source, target):
        copied(source, target)
        if not turns:
            turns.append(1)
            with library.batch() as batch:
                batch.delete(kit.sha(kit.HELMET))

    monkeypatch.setattr(library_backup, "copy_database", then_delete)
    snapshot = take(tmp_path)
    assert snapshot.originals == (kit.sha(kit.CEMENT),)
    assert snapshot.documents == 1


def test_an_original_that_is_missing_or_damaged_is_named(kit, library, tmp_path):
    (place,) = (tmp_path / "library").glob("originals/*/*.pdf")
    place.write_bytes(b"%PDF damaged")
    with pytest.raises(CorruptLibrary, match="doctor"):
        take(tmp_path)
    place.unlink()
    with pytest.raises(NotFound, match="doctor"):
        take(tmp_path)
    assert snapshots(tmp_path / "backup") == ()


def test_a_damaged_snapshot_is_not_put_back(library, tmp_path):
    snapshot = take(tmp_path)
    store = tmp_path / "backup" / snapshot.name / "store.sqlite3"
    store.write_bytes(store.read_bytes()[:-1] + b"x")
    with pytest.raises(CorruptLibrary, match="not what was written"):
        put_back(tmp_path / "backup", snapshot, tmp_path / "again")
    (tmp_path / "backup" / snapshot.name / "snapshot.json").write_text(json.dumps({"taken": 1}))
    with pytest.raises(CorruptLibrary, match="no readable snapshot"):
        snapshots(tmp_path / "backup")


def test_what_a_killed_process_left_is_no_snapshot_and_goes(library, tmp_path):
    left = tmp_path / "backup" / ".taking-1"
    left.mkdir(parents=True)
    (tmp_path / "backup" / "2026-11-22T00-00-00Z").mkdir()
    assert snapshots(tmp_path / "backup") == ()
    take(tmp_path)
    assert not left.exists()
    assert len(snapshots(tmp_path / "backup")) == 1


def test_an_open_library_notices_that_another_stands_in_its_place(library, tmp_path, embedder):
    again = restored(take(tmp_path), tmp_path, embedder)
    again.close()
    (tmp_path / "library").rename(tmp_path / "before")
    (tmp_path / "again").rename(tmp_path / "library")
    with pytest.raises(LibraryReplaced):
        library.refresh()
    assert library.store.documents()  # questions under way end with what they began with
