"""One suite over both document stores, and SQLite against plain dictionaries."""

from dataclasses import replace

import pytest

from index.codec import decode_document, encode
from index.contracts import DocumentStore, KnownNumber
from index.passages import passages_of
from index.store import SqliteStore
from index.store_memory import MemoryStore
from standards.document import Kind
from standards.errors import CorruptLibrary, NotFound, StaleIndex
from standards.hs import HsCode
from standards.identifier import Identifier
from standards.risk import Measure, RiskLevel


@pytest.fixture
def filled(kit, embedder, store):
    put(kit, embedder, store, kit.helmet_document(), kit.HELMET)
    put(kit, embedder, store, kit.cement_document(), kit.CEMENT)
    return store


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


def number(text):
    return Identifier.parse(text)


def test_all_are_document_stores(store):
    assert isinstance(store, DocumentStore)
    assert store.documents() == store.files() == store.numbers() == ()


def test_what_was_put_comes_back_equal(kit, filled):
    assert filled.document("qcvn-6-2012-bldtbxh") == kit.helmet_document()
    assert filled.original(kit.sha(kit.HELMET)) == kit.HELMET
    assert filled.pages(kit.sha(kit.HELMET)) == tuple(kit.pages(2))
    assert [record.file for record in filled.files()] == ["mu.pdf", "xi-mang.pdf"]
    assert filled.files()[0].documents == ("qcvn-6-2012-bldtbxh",)
    assert filled.file_record("mu.pdf") == filled.files()[0]
    assert filled.file_record("none.pdf") is None


def test_places_of_product_lists_are_told_without_reading_documents(kit, filled):
    row = kit.helmet_document().products[0]
    assert filled.lists() == {("qcvn-6-2012-bldtbxh", row.clause)}


def test_documents_that_state_a_risk_are_told(kit, embedder, filled):
    assert filled.stating_risk() == ()
    document = kit.helmet_document()
    rows = (replace(document.products[0], risk=RiskLevel.HIGH), *document.products[1:])
    put(kit, embedder, filled, replace(document, products=rows), kit.HELMET)
    assert filled.stating_risk() == ("qcvn-6-2012-bldtbxh",)


def test_documents_that_state_a_measure_are_told_if_asked_for(kit, embedder, filled):
    document = kit.helmet_document()
    measured = replace(document.products[0], measures=(Measure.DECLARATION,))
    put(kit, embedder, filled, replace(document, products=(measured,)), kit.HELMET)
    assert filled.stating_risk() == ()
    assert filled.stating_risk(measures=True) == ("qcvn-6-2012-bldtbxh",)


def test_a_product_row_is_read_by_its_place(kit, filled):
    row = kit.helmet_document().products[0]
    assert filled.product("qcvn-6-2012-bldtbxh", 0) == row
    assert filled.product("qcvn-6-2012-bldtbxh", 1) is None
    assert filled.product("none", 0) is None


def test_rows_with_a_code_are_found_among_some_documents(filled):
    code = HsCode.parse("6506")
    assert filled.rows_by_hs(code, among={"qcvn-6-2012-bldtbxh"}) == filled.rows_by_hs(code)
    assert filled.rows_by_hs(code, among=frozenset()) == ()


def test_what_is_not_held_is_not_found(filled):
    for ask in (filled.document, filled.original, filled.pages):
        with pytest.raises(NotFound):
            ask("none")
    assert filled.passages(["none|1|0"]) == {}


def test_documents_are_listed_by_id_kind_and_page(filled):
    ids = [summary.id for summary in filled.documents()]
    assert ids == ["qcvn-6-2012-bldtbxh", "tcvn-6260-2020"]
    assert [summary.id for summary in filled.documents(kinds=[Kind.TCVN])] == ids[1:]
    assert [summary.id for summary in filled.documents(after=ids[0])] == ids[1:]
    assert [summary.id for summary in filled.documents(limit=1)] == ids[:1]
    first = filled.documents()[0]
    assert (first.number, first.issued) == ("QCVN 06:2012/BLĐTBXH", "2012-05-16")
    assert (first.clauses, first.products, first.doubts, first.pages) == (2, 1, 1, 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("QCVN 6:2012/BLĐTBXH", ("qcvn-6-2012-bldtbxh",)),
        ("TCVN 6260:2020", ("tcvn-6260-2020",)),
        ("TCVN 6260", ("tcvn-6260-2020",)),
        ("TCVN 6260:2009", ()),
        ("Sửa đổi 1:2018 QCVN 6:2012/BLĐTBXH", ()),
    ],
)
def test_a_number_finds_its_document_and_an_undated_one_every_edition(filled, text, expected):
    assert filled.by_number(number(text)) == expected


def test_mentions_are_found_dated_and_undated(filled):
    assert [mention.page for mention in filled.citing(number("TCVN 6407:1998"))] == [1, 2]
    assert [mention.page for mention in filled.citing(number("TCVN 6407"))] == [1, 2]
    assert [mention.page for mention in filled.citing(number("TCVN 6407:2020"))] == [2]
    assert filled.citing(number("TCVN 9999")) == ()
    first = filled.citing(number("TCVN 6407:1998"))[0]
    assert (first.document, first.clause, first.start, first.end) == (
        "qcvn-6-2012-bldtbxh",
        "1.1",
        4,
        9,
    )


def test_relations_rows_and_codes_lead_back_to_the_document(kit, filled):
    row = kit.helmet_document().products[0]
    held = [("replaces", "qcvn-6-2012-bldtbxh")]
    assert list(filled.relations_to(number("TCVN 2603:1987"))) == held
    for found in (
        filled.rows_by_hs(HsCode.parse("6506")),
        filled.rows_by_hs(HsCode.parse("6506.99.00")),
        filled.rows_by_standard(number("TCVN 6407:1998")),
        filled.rows_by_standard(number("TCVN 6407")),
    ):
        assert [(r.document, r.row, r.product) for r in found] == [("qcvn-6-2012-bldtbxh", 0, row)]
    assert filled.rows_by_hs(HsCode.parse("2523")) == ()
    assert filled.rows_by_standard(number("TCVN 6407:2020")) == ()


def test_every_known_number_stands_once(filled):
    known = filled.numbers()
    assert {str(entry.identifier) for entry in known} == {
        "QCVN 06:2012/BLĐTBXH",
        "TCVN 2603:1987",
        "TCVN 6260:2020",
        "TCVN 6407",
        "TCVN 6407:1998",
    }
    assert all(isinstance(entry, KnownNumber) for entry in known)
    by_text = {str(entry.identifier): entry for entry in known}
    assert by_text["TCVN 6260:2020"].held_as == ("tcvn-6260-2020",)
    assert by_text["TCVN 6407:1998"].mentions == 1
    assert by_text["TCVN 2603:1987"].mentions == 0


def test_numbers_of_files_with_recognised_pages_are_not_printed_numbers(kit, embedder, filled):
    every = {known.identifier for known in filled.numbers()}
    assert filled.printed_numbers() == every
    document = kit.helmet_document()
    pages = [replace(page, confidence=0.9) for page in kit.pages(2)]
    with filled.batch() as batch:
        batch.put(
            original=kit.HELMET,
            documents=[document],
            pages=pages,
            passages=passages_of(document, embedder.pieces),
            file=document.source.file,
            sha256=kit.sha(kit.HELMET),
            reader="r1",
        )
    left = filled.printed_numbers()
    assert number("QCVN 06:2012/BLĐTBXH") not in left
    assert left < every
    assert {kit.cement_document().number} <= left


def test_a_batch_that_fails_changes_nothing(kit, embedder, filled):
    before = (filled.documents(), filled.files(), filled.generation(), list(filled.all_passages()))
    newer = replace(kit.cement_document(), id="other")

    def fail():
        with filled.batch() as batch:
            batch.put(
                original=b"new",
                documents=[newer],
                pages=[],
                passages=passages_of(newer, embedder.pieces),
                file="xi-mang.pdf",
                sha256=kit.sha(b"new"),
                reader="r2",
            )
            batch.delete(kit.sha(kit.HELMET))
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        fail()
    after = (filled.documents(), filled.files(), filled.generation(), list(filled.all_passages()))
    assert after == before
    assert filled.original(kit.sha(kit.CEMENT)) == kit.CEMENT
    with pytest.raises(NotFound):
        filled.original(kit.sha(b"new"))


def test_changes_tell_an_index_what_to_add_and_remove(kit, embedder, filled):
    start = filled.generation()
    assert {p.document for p in filled.put_since(0)} == {
        "qcvn-6-2012-bldtbxh",
        "tcvn-6260-2020",
    }
    assert filled.change_count(start) == (0, 0)
    assert list(filled.put_since(start)) == list(filled.gone_since(start)) == []
    bare = replace(kit.cement_document(), title=None, number=None)
    put(kit, embedder, filled, bare, kit.CEMENT, "r2")
    added, gone = list(filled.put_since(start)), filled.gone_since(start)
    assert {p.document for p in added} == {"tcvn-6260-2020"}
    assert gone == ("tcvn-6260-2020|#title|0",)
    assert filled.change_count(start) == (len(added), 1)
    with filled.batch() as batch:
        went = batch.delete(kit.sha(kit.CEMENT))
    assert went == ("tcvn-6260-2020|1|0", "tcvn-6260-2020|1|1")
    assert set(filled.gone_since(start)) == {"tcvn-6260-2020|#title|0", *went}
    assert filled.generation() == start + 2


def test_a_document_is_known_by_the_file_that_holds_it(filled):
    assert filled.holder("tcvn-6260-2020") == "xi-mang.pdf"
    assert filled.holder("tcvn-6260") is None


def test_passages_of_many_documents_come_in_portions_and_in_order(kit, embedder, store):
    made = [replace(kit.cement_document(file=f"{n}.pdf"), id=f"d-{n}") for n in range(90)]
    for document in made:
        put(kit, embedder, store, document, kit.CEMENT)
    documents = [passage.document for passage in store.all_passages()]
    assert documents == sorted(documents)
    assert set(documents) == {document.id for document in made}
    half = [passage.document for passage in store.put_since(45)]
    assert set(half) == {document.id for document in made[45:]}
    assert half == sorted(half)
    assert store.change_count(45) == (len(half), 0)


def test_two_names_of_one_content_are_two_files_and_go_together(kit, embedder, filled):
    copy = replace(
        kit.helmet_document(file="copy.pdf"), id="copy", clauses=kit.helmet_document().clauses[:1]
    )
    put(kit, embedder, filled, copy, kit.HELMET)
    assert [record.file for record in filled.files()] == ["copy.pdf", "mu.pdf", "xi-mang.pdf"]
    with filled.batch() as batch:
        batch.delete(kit.sha(kit.HELMET))
    assert [record.file for record in filled.files()] == ["xi-mang.pdf"]
    with pytest.raises(NotFound):
        filled.original(kit.sha(kit.HELMET))
    assert filled.integrity() == ()


def test_both_stores_give_the_same_passages_in_the_same_order(kit, embedder, tmp_path):
    stores = [SqliteStore(tmp_path), MemoryStore()]
    for store in stores:
        put(kit, embedder, store, kit.cement_document(), kit.CEMENT)
        put(kit, embedder, store, kit.helmet_document(), kit.HELMET)
    one, two = (list(store.all_passages()) for store in stores)
    assert one == two
    assert stores[0].numbers() == stores[1].numbers()
    assert stores[0].passages(reversed([p.id for p in one])) == {p.id: p for p in one}


def test_a_missing_original_is_told(kit, embedder, tmp_path):
    store = SqliteStore(tmp_path)
    put(kit, embedder, store, kit.helmet_document(), kit.HELMET)
    assert store.integrity() == ()
    next((tmp_path / "originals").glob("*/*.pdf")).unlink()
    assert "original" in store.integrity()[0]


def test_a_file_that_is_no_store_is_named(tmp_path):
    (tmp_path / "store.sqlite3").write_bytes(b"no such thing" * 100)
    with pytest.raises(CorruptLibrary, match="no store"):
        SqliteStore(tmp_path)


def test_a_store_of_another_version_is_not_opened(tmp_path):
    store = SqliteStore(tmp_path)
    store._db.execute("PRAGMA user_version = 99")
    store.close()
    with pytest.raises(StaleIndex, match="99"):
        SqliteStore(tmp_path)


def test_documents_survive_json_and_a_later_field_is_read_as_its_default(kit):
    document = kit.helmet_document()
    assert decode_document(encode(document)) == document
    assert repr(decode_document(encode(document))) == repr(document)
    assert '"tables"' not in encode(document)
    with pytest.raises(CorruptLibrary, match="ingest it again"):
        decode_document('{"id": 3, "nonsense": 1}')
