"""A question sees one state of the store from its beginning to its end."""

import threading

import pytest

from index.store import SqliteStore
from standards.errors import NotFound


def put(store, kit, text):
    document = kit.helmet_document(text=text)
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


def words(store):
    return store.document("qcvn-6-2012-bldtbxh").clause("1.1").text


@pytest.fixture
def stores(kit, tmp_path):
    """Two processes' views of one folder; the text is at its first state."""
    writer, reader = SqliteStore(tmp_path), SqliteStore(tmp_path)
    put(writer, kit, "một")
    yield writer, reader
    reader.close()
    writer.close()


def test_what_another_writes_is_seen_after_the_question_not_amid_it(kit, stores):
    writer, reader = stores
    with reader.reading():
        assert (words(reader), reader.generation()) == ("một", 1)
        put(writer, kit, "hai")
        assert (words(reader), reader.generation()) == ("một", 1)
        with reader.reading():
            assert words(reader) == "một"
        assert words(reader) == "một"
    assert (words(reader), reader.generation()) == ("hai", 2)


def test_each_thread_has_its_own_state(kit, stores):
    writer, reader = stores
    seen = []

    def ask():
        with reader.reading():
            seen.append(words(reader))

    with reader.reading():
        assert words(reader) == "một"
        put(writer, kit, "hai")
        thread = threading.Thread(target=ask)
        thread.start()
        thread.join()
        assert words(reader) == "một"
    assert seen == ["hai"]


def test_who_writes_amid_a_question_writes_upon_what_is_there_now(kit, stores):
    writer, reader = stores
    with reader.reading():
        assert words(reader) == "một"
        put(writer, kit, "hai")
        put(reader, kit, "ba")
        assert words(reader) == "một"
    assert words(reader) == words(writer) == "ba"
    assert reader.generation() == 3


def test_a_question_that_fails_leaves_the_next_one_a_fresh_state(kit, stores):
    writer, reader = stores
    with pytest.raises(NotFound), reader.reading():
        reader.document("no-such-text")
    put(writer, kit, "hai")
    with reader.reading():
        assert words(reader) == "hai"


def test_connections_are_used_again_not_made_for_each_question(kit, stores):
    _, reader = stores
    for _ in range(5):
        with reader.reading():
            words(reader)
    assert len(reader._snapshots._free) == 1


def test_any_store_can_be_read_so(kit, store):
    with store.reading():
        assert store.documents() == ()
