"""What people have checked, and the account of a file: one suite over both stores."""

from dataclasses import replace

import pytest

from index.codec import decode_account, decode_document, decode_page, encode
from index.library import Library
from standards.document import PageClass, Repair, RepairBasis
from standards.errors import CorruptLibrary, NotFound
from standards.identifier import Identifier
from standards.place import Box, Line

CEMENT_ID = "tcvn-6260-2020"


def put_cement(kit, store, account=None, pages=None, title="Xi măng poóc lăng hỗn hợp"):
    with store.batch() as batch:
        batch.put(
            original=kit.CEMENT,
            documents=[replace(kit.cement_document(), title=title)],
            pages=pages or kit.pages(1),
            passages=[],
            file="xi-mang.pdf",
            sha256=kit.sha(kit.CEMENT),
            reader="r1",
            account=account,
        )


def mark(store, check):
    with store.batch() as batch:
        batch.mark(check)


def test_the_account_of_a_file_comes_back_equal(kit, store):
    put_cement(kit, store, kit.account())
    assert store.account("xi-mang.pdf") == kit.account()
    assert store.files()[0].accounted
    assert store.account("none.pdf") is None
    put_cement(kit, store)
    assert store.account("xi-mang.pdf") is None


def test_a_page_comes_back_with_its_refusal_its_confidence_and_its_lines(kit, store):
    plain = kit.pages(3)
    pages = [
        replace(plain[0], refused="ảnh quá lớn", page_class=PageClass.SCAN, text=""),
        replace(plain[1], confidence=0.87, lines=(Line(0, 5, Box(2, 70.0, 80.5, 200.0, 92.0)),)),
        plain[2],
    ]
    put_cement(kit, store, pages=pages)
    sha256 = kit.sha(kit.CEMENT)
    assert store.pages(sha256) == tuple(pages)
    assert [store.page(sha256, number) for number in (1, 2, 3)] == pages
    for wrong in ((sha256, 4), (sha256, 0), ("none", 1)):
        with pytest.raises(NotFound):
            store.page(*wrong)


def test_repairs_lines_and_accounts_survive_json(kit):
    repair = Repair(
        read="QCVN O6:2012/BLDTBXH",
        target=Identifier.parse("QCVN 06:2012/BLĐTBXH"),
        basis=RepairBasis.DOCUMENT,
        page=2,
    )
    document = replace(kit.helmet_document(), repairs=(repair,))
    assert decode_document(encode(document)) == document
    page = replace(kit.pages(1)[0], confidence=1.0, refused="hỏng", lines=(Line(0, 2, BOX),))
    assert repr(decode_page(encode(page))) == repr(page)
    assert decode_account(encode(kit.account())) == kit.account()
    with pytest.raises(CorruptLibrary, match="Account"):
        decode_account('{"pages": 1, "nonsense": 2}')


BOX = Box(1, 1.0, 2.0, 3.0, 4.0)


def test_a_check_is_kept_replaced_and_taken_back(kit, store):
    put_cement(kit, store)
    mark(store, kit.check())
    mark(store, kit.check("number", "TCVN 6260:2020"))
    mark(store, kit.check(document="a-document-not-held"))
    assert store.checks(CEMENT_ID) == (kit.check("number", "TCVN 6260:2020"), kit.check())
    assert [check.document for check in store.checks()] == [
        "a-document-not-held",
        CEMENT_ID,
        CEMENT_ID,
    ]
    mark(store, kit.check(by="Minh"))
    assert [check.by for check in store.checks(CEMENT_ID)] == ["Lan", "Minh"]
    with store.batch() as batch:
        assert batch.unmark(CEMENT_ID, "title")
        assert not batch.unmark(CEMENT_ID, "title")
    assert [check.fact for check in store.checks(CEMENT_ID)] == ["number"]


def test_a_check_outlives_reading_again_replacing_and_deleting(kit, store):
    put_cement(kit, store)
    mark(store, kit.check())
    put_cement(kit, store, title="Xi măng khác")
    assert store.checks(CEMENT_ID) == (kit.check(),)
    with store.batch() as batch:
        batch.delete(kit.sha(kit.CEMENT))
    assert store.documents() == ()
    assert store.checks(CEMENT_ID) == (kit.check(),)
    put_cement(kit, store)
    assert store.checks(CEMENT_ID) == (kit.check(),)
    assert store.integrity() == ()


def test_a_check_alone_starts_no_generation(kit, store):
    put_cement(kit, store)
    before = store.generation()
    mark(store, kit.check())
    assert store.generation() == before
    assert store.change_count(before) == (0, 0)
    put_cement(kit, store)
    assert store.generation() == before + 1


def test_a_batch_that_fails_keeps_no_check(kit, store):
    put_cement(kit, store)
    mark(store, kit.check())

    def fail():
        with store.batch() as batch:
            batch.unmark(CEMENT_ID, "title")
            batch.mark(kit.check("number", "TCVN 6260:2020"))
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        fail()
    assert store.checks() == (kit.check(),)


def test_checks_and_accounts_survive_a_rebuild_and_opening_again(kit, tmp_path, embedder):
    folder = tmp_path / "library"
    library = Library.create_or_open(folder, embedder=embedder)
    with library.batch() as batch:
        batch.add(
            file="xi-mang.pdf",
            original=kit.CEMENT,
            sha256=kit.sha(kit.CEMENT),
            documents=[kit.cement_document()],
            pages=kit.pages(1),
            reader="r1",
            account=kit.account(),
        )
        batch.mark(kit.check())
        batch.mark(kit.check("number", "TCVN 6260:2020"))
        assert batch.unmark(CEMENT_ID, "number")
    library.rebuild()
    library.close()
    again = Library.open(folder, embedder=embedder)
    assert again.store.checks(CEMENT_ID) == (kit.check(),)
    assert again.store.account("xi-mang.pdf") == kit.account()
    assert again.check() == ()
