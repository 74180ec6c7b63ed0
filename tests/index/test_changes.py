"""What happened to documents: entries in order, tombstones, none where nothing changed."""

import sqlite3
from datetime import UTC, datetime, timedelta

import pytest

from index.changes import ChangeFilter, ChangeKind
from index.passages import passages_of
from index.store import SqliteStore
from standards.document import Kind

HELMET, CEMENT = "qcvn-6-2012-bldtbxh", "tcvn-6260-2020"


def put(kit, embedder, store, document, content, reader="r1"):
    with store.batch() as batch:
        batch.put(
            original=content,
            documents=[document],
            pages=kit.pages(document.source.pages),
            passages=passages_of(document, embedder.pieces),
            file=document.source.file,
            sha256=kit.sha(content),
            reader=reader,
        )


def told(changes):
    return [(change.seq, change.what.value, change.face.document) for change in changes]


@pytest.fixture
def lived(kit, embedder, store):
    """A store in which a text came, another came, the first was read otherwise and went."""
    put(kit, embedder, store, kit.helmet_document(), kit.HELMET)
    put(kit, embedder, store, kit.cement_document(), kit.CEMENT)
    put(kit, embedder, store, kit.helmet_document(text="Mũ phải bền."), kit.HELMET, reader="r2")
    with store.batch() as batch:
        batch.delete(kit.sha(kit.HELMET))
    return store


def test_an_empty_store_has_no_entries(store):
    log = store.change_log()
    assert (log.last, log.since, store.changes()) == (0, None, ())
    assert len(log.name) == 16


def test_entries_tell_what_happened_in_order(lived):
    assert told(lived.changes()) == [
        (1, "added", HELMET),
        (2, "added", CEMENT),
        (3, "changed", HELMET),
        (4, "removed", HELMET),
    ]
    first, _, third, last = lived.changes()
    assert first.face.number == "QCVN 06:2012/BLĐTBXH"
    assert first.face.kind is Kind.QCVN
    assert (first.digest_before, first.sha256_before) == (None, None)
    assert third.digest_before == first.face.digest != third.face.digest
    assert not third.is_of_the_file
    assert last.face.digest == last.digest_before == third.face.digest
    assert datetime.now(UTC) - last.at < timedelta(minutes=1)
    assert lived.change_log().last == 4
    assert lived.change_log().since == first.at


def test_the_same_file_read_again_leaves_no_entry(kit, embedder, store):
    for reader in ("r1", "r2"):
        put(kit, embedder, store, kit.helmet_document(), kit.HELMET, reader=reader)
    assert told(store.changes()) == [(1, "added", HELMET)]


def test_another_file_in_its_place_is_a_change_of_the_file(kit, embedder, store):
    put(kit, embedder, store, kit.helmet_document(), kit.HELMET)
    other = b"%PDF helmet, scanned anew"
    put(kit, embedder, store, kit.helmet_document(content=other), other)
    change = store.changes(after=1)[0]
    assert change.is_of_the_file
    assert change.sha256_before == kit.sha(kit.HELMET)


def test_what_a_batch_takes_back_leaves_no_entry(kit, embedder, store):
    document = kit.helmet_document()
    with store.batch() as batch:
        batch.put(
            original=kit.HELMET,
            documents=[document],
            pages=kit.pages(2),
            passages=[],
            file=document.source.file,
            sha256=kit.sha(kit.HELMET),
            reader="r1",
        )
        batch.delete(kit.sha(kit.HELMET))
    assert store.changes() == ()


def test_a_batch_that_fails_leaves_no_entry(kit, embedder, store):
    def fail(batch):
        batch.put(
            original=kit.HELMET,
            documents=[kit.helmet_document()],
            pages=kit.pages(2),
            passages=[],
            file="mu.pdf",
            sha256=kit.sha(kit.HELMET),
            reader="r1",
        )
        raise RuntimeError

    with pytest.raises(RuntimeError), store.batch() as batch:
        fail(batch)
    assert store.change_log().last == 0


def test_a_check_is_no_change_of_a_document(kit, embedder, store):
    put(kit, embedder, store, kit.helmet_document(), kit.HELMET)
    with store.batch() as batch:
        batch.mark(kit.check())
    assert store.change_log().last == 1


def test_entries_are_read_in_parts_and_from_the_end(lived):
    assert told(lived.changes(after=1, limit=2)) == [(2, "added", CEMENT), (3, "changed", HELMET)]
    assert [one.seq for one in lived.changes(newest=True, limit=2)] == [4, 3]
    assert [one.seq for one in lived.changes(newest=True, before=3)] == [2, 1]
    assert lived.changes(after=4) == ()


def test_entries_are_chosen_by_what_kind_and_document(lived):
    def seqs(**wanted):
        return [one.seq for one in lived.changes(only=ChangeFilter(**wanted))]

    assert seqs(what=frozenset({ChangeKind.ADDED})) == [1, 2]
    assert seqs(kinds=frozenset({Kind.QCVN})) == [1, 3, 4]
    assert seqs(document=CEMENT) == [2]
    removed = frozenset({ChangeKind.REMOVED, ChangeKind.CHANGED})
    assert seqs(what=removed, kinds=frozenset({Kind.QCVN}), document=HELMET) == [3, 4]


def test_replaying_the_entries_gives_what_is_held(lived):
    copy = {}
    for change in lived.changes():
        if change.what is ChangeKind.REMOVED:
            del copy[change.face.document]
        else:
            copy[change.face.document] = change.face.digest
    assert set(copy) == {summary.id for summary in lived.documents()}


def test_numbers_of_entries_are_kept_when_the_store_is_opened_again(kit, embedder, tmp_path):
    store = SqliteStore(tmp_path)
    put(kit, embedder, store, kit.helmet_document(), kit.HELMET)
    before = store.change_log()
    store.close()
    again = SqliteStore(tmp_path)
    assert again.change_log() == before
    put(kit, embedder, again, kit.cement_document(), kit.CEMENT)
    assert told(again.changes(after=before.last)) == [(2, "added", CEMENT)]
    again.close()


def test_a_damaged_document_can_be_deleted_and_leaves_its_tombstone(kit, embedder, tmp_path):
    store = SqliteStore(tmp_path)
    put(kit, embedder, store, kit.helmet_document(), kit.HELMET)
    store._db.execute("UPDATE documents SET body = x'00'")
    with store.batch() as batch:
        batch.delete(kit.sha(kit.HELMET))
    assert told(store.changes()) == [(1, "added", HELMET), (2, "removed", HELMET)]
    store.close()


def test_two_stores_have_logs_of_different_names(tmp_path):
    names = {SqliteStore(None).change_log().name for _ in range(3)}
    assert len(names) == 3


def test_a_store_without_entries_begins_them_with_what_it_holds(kit, embedder, tmp_path):
    store = SqliteStore(tmp_path)
    put(kit, embedder, store, kit.helmet_document(), kit.HELMET)
    put(kit, embedder, store, kit.cement_document(), kit.CEMENT)
    digests = [one.face.digest for one in store.changes()]
    store.close()
    old = sqlite3.connect(tmp_path / "store.sqlite3")
    old.executescript("DROP TABLE changes; ALTER TABLE state DROP COLUMN log;")
    old.execute("PRAGMA user_version = 4")
    old.close()
    again = SqliteStore(tmp_path)
    assert told(again.changes()) == [(1, "held", HELMET), (2, "held", CEMENT)]
    assert [one.face.digest for one in again.changes()] == digests
    put(kit, embedder, again, kit.helmet_document(text="Mũ phải bền."), kit.HELMET)
    assert told(again.changes(after=2)) == [(3, "changed", HELMET)]
    assert len(again.change_log().name) == 16
    again.close()
