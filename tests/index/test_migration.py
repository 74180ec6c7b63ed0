"""A library that the release before wrote opens as it is, keeps everything, and takes new things.

``data/store-1.sql`` is a store as that release left it, statement by statement.
"""

import json
import sqlite3
from pathlib import Path

import pytest

from index.library import Library
from index.schema import OLDEST_VERSION, SCHEMA_VERSION, statements_from
from index.store import SqliteStore
from standards.errors import LibraryLocked, StaleIndex

OLD = Path(__file__).parent / "data" / "store-1.sql"


def write_old_store(folder):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "store.sqlite3").unlink(missing_ok=True)
    old = sqlite3.connect(folder / "store.sqlite3")
    old.execute("PRAGMA journal_mode = WAL")
    old.executescript(OLD.read_text("utf-8"))
    old.close()


def tables(store):
    return {
        name: " ".join(sql.split())
        for name, sql in store._db.execute("SELECT name, sql FROM sqlite_master WHERE sql NOT NULL")
    }


def test_the_old_store_is_what_it_says(tmp_path):
    write_old_store(tmp_path)
    old = sqlite3.connect(tmp_path / "store.sqlite3")
    assert old.execute("PRAGMA user_version").fetchone() == (OLDEST_VERSION,)
    assert "checks" not in {name for (name,) in old.execute("SELECT name FROM sqlite_master")}
    old.close()


def test_an_old_store_keeps_everything_and_takes_accounts_and_checks(kit, tmp_path):
    write_old_store(tmp_path)
    store = SqliteStore(tmp_path)
    assert store.document("qcvn-6-2012-bldtbxh") == kit.helmet_document()
    assert store.pages(kit.sha(kit.HELMET)) == tuple(kit.pages(2))
    assert [record.file for record in store.files()] == ["mu.pdf", "xi-mang.pdf"]
    assert [record.accounted for record in store.files()] == [False, False]
    assert (store.generation(), store.passage_count(), store.checks()) == (2, 7, ())
    with store.batch() as batch:
        batch.mark(kit.check())
        batch.put(
            original=kit.CEMENT,
            documents=[kit.cement_document()],
            pages=kit.pages(1),
            passages=[],
            file="xi-mang.pdf",
            sha256=kit.sha(kit.CEMENT),
            reader="r2",
            account=kit.account(),
        )
    store.close()
    again = SqliteStore(tmp_path)
    assert again.checks() == (kit.check(),)
    assert [again.account(record.file) for record in again.files()] == [None, kit.account()]
    again.close()


def test_an_old_store_brought_up_to_date_has_the_tables_of_a_new_one(tmp_path):
    write_old_store(tmp_path / "old")
    old, new = SqliteStore(tmp_path / "old"), SqliteStore(None)
    assert set(tables(old)) == set(tables(new))
    columns = "SELECT name, type, \"notnull\", pk FROM pragma_table_info('{}')"
    for name in tables(new):
        assert (
            old._db.execute(columns.format(name)).fetchall()
            == new._db.execute(columns.format(name)).fetchall()
        )
    assert old._version() == new._version() == SCHEMA_VERSION
    old.close()


def test_a_whole_old_library_opens_and_answers(kit, tmp_path, embedder):
    folder = tmp_path / "library"
    library = Library.create_or_open(folder, embedder=embedder)
    kit.put_helmet(library)
    kit.put_cement(library)
    library.close()
    for part in folder.glob("store.sqlite3*"):
        part.unlink()
    write_old_store(folder)
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps({**manifest, "schema": 1}))
    opened = Library.open(folder, embedder=embedder)
    assert opened.check() == ()
    assert opened.store.document("tcvn-6260-2020") == kit.cement_document()
    assert not opened.unchanged(file="mu.pdf", sha256=kit.sha(kit.HELMET), reader="r2")
    kit.put_helmet(opened, text="Quai mũ phải chắc.")
    assert json.loads((folder / "manifest.json").read_text())["schema"] == SCHEMA_VERSION
    assert Library.open(folder, embedder=embedder).check() == ()


def test_a_store_that_is_being_written_is_not_brought_up_to_date(tmp_path, monkeypatch):
    write_old_store(tmp_path)
    writer = sqlite3.connect(tmp_path / "store.sqlite3", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    monkeypatch.setattr("index.store._PATIENCE", 50)
    with pytest.raises(LibraryLocked, match="try again"):
        SqliteStore(tmp_path)
    writer.execute("ROLLBACK")
    writer.close()
    SqliteStore(tmp_path).close()


def test_a_store_of_a_later_version_is_left_alone(tmp_path):
    SqliteStore(tmp_path).close()
    later = sqlite3.connect(tmp_path / "store.sqlite3")
    later.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    later.close()
    with pytest.raises(StaleIndex, match=str(SCHEMA_VERSION + 1)):
        SqliteStore(tmp_path)


def test_every_older_version_has_its_steps():
    assert statements_from(SCHEMA_VERSION) == ""
    for version in range(OLDEST_VERSION, SCHEMA_VERSION):
        assert statements_from(version)
