"""Parts of documents that are kept by themselves: one suite over both stores, and old stores."""

import sqlite3
from dataclasses import replace
from datetime import date

import pytest

from index.life import Named, PartHead, citing_clauses_of, life_of, named_by
from index.store import SqliteStore
from standards.document import Citation, Clause
from standards.errors import CorruptLibrary, NotFound
from standards.hs import HsCode
from standards.identifier import Identifier
from standards.relation import EffectKind, EffectRule, EffectStatement, RuleKind, Transition

HELMET, CEMENT = "qcvn-6-2012-bldtbxh", "tcvn-6260-2020"


def put(kit, store, document, content):
    with store.batch() as batch:
        batch.put(
            original=content,
            documents=[document],
            pages=kit.pages(document.source.pages),
            passages=[],
            file=document.source.file,
            sha256=kit.sha(content),
            reader="r1",
        )


def with_effect(kit):
    """The helmet regulation, with a statement on its days and a transitional rule in 1.1."""
    stated = EffectStatement(
        kind=EffectKind.STARTS,
        day=date(2012, 7, 1),
        rule=EffectRule(RuleKind.DAYS_AFTER_ISSUE, 45),
        words="có hiệu lực sau 45 ngày",
        clause="1.1",
        page=1,
    )
    rule = Transition(
        words="được dùng tiếp",
        clause="1.1",
        page=2,
        keeps=(Identifier.parse("TCVN 2603:1987"), Identifier.parse("TCVN 6407:1998 (ISO 3873)")),
    )
    document = replace(kit.helmet_document(), effects=(stated,), transitions=(rule,))
    return replace(document, effective_from=date(2012, 7, 1), effective_words="sau 45 ngày")


@pytest.fixture
def filled(kit, store):
    put(kit, store, with_effect(kit), kit.HELMET)
    put(kit, store, kit.cement_document(), kit.CEMENT)
    return store


def test_the_facts_of_a_life_come_back_equal(kit, filled):
    life = filled.life(HELMET)
    assert life == life_of(with_effect(kit))
    assert (life.number, life.issued) == (
        Identifier.parse("QCVN 06:2012/BLĐTBXH"),
        date(2012, 5, 16),
    )
    assert life.relations == with_effect(kit).relations
    assert life.transitions[0].keeps[1].adopts == (Identifier.parse("ISO 3873"),)
    assert [head.key for head in life.heads] == ["1.1", "1"]
    assert life.clause("1") == PartHead(key="1", label="1", heading="Quy định chung", parent=None)
    assert life.clause("9") is None


def test_many_lives_are_read_at_once_and_unknown_ones_left_out(kit, filled):
    assert filled.lives([CEMENT, "none", HELMET, CEMENT]) == {
        CEMENT: life_of(kit.cement_document()),
        HELMET: life_of(with_effect(kit)),
    }
    assert filled.lives([]) == {}
    with pytest.raises(NotFound, match="none"):
        filled.life("none")


def test_a_citing_clause_has_its_text_and_what_stands_above_it(kit, filled):
    found = filled.citing_clauses([(HELMET, "1.1"), (HELMET, "1"), (CEMENT, "1")])
    assert list(found) == [(HELMET, "1.1")]  # the others name nobody
    clause = found[HELMET, "1.1"]
    assert clause.text == kit.helmet_document().clauses[1].text
    assert [head.heading for head in clause.above] == ["Quy định chung"]
    assert clause.clause("1.1") is clause
    assert clause.clause("1") == clause.above[0]


def test_mentions_carry_the_number_that_they_name(filled):
    found = filled.citing(Identifier.parse("TCVN 6407:1998"))
    assert [str(one.target) for one in found] == ["TCVN 6407:1998", "TCVN 6407"]
    assert found[0].target.adopts == (Identifier.parse("ISO 3873:1977"),)


def test_numbers_that_documents_name_are_counted_in_text_and_rows(filled):
    assert filled.named() == (
        Named(key="tcvn 6407", document=HELMET, times=1),
        Named(key="tcvn 6407:1998", document=HELMET, times=2),
    )


def test_codes_of_goods_stand_with_their_rows(filled):
    codes = HsCode.parse("65061020"), HsCode.parse("65061030")
    assert filled.goods_codes() == tuple((HELMET, 0, code) for code in codes)
    row = filled.rows_by_hs(codes[0])[0]
    assert (row.document, row.row, row.product.name) == (HELMET, 0, "Mũ an toàn công nghiệp")


def test_a_new_reading_takes_the_place_of_the_old_one(kit, filled):
    before = filled.rows_by_hs(HsCode.parse("6506"))
    document = kit.helmet_document()
    changed = replace(document.products[0], name="Mũ", hs=(HsCode.parse("65061020"),))
    put(kit, filled, replace(document, title="Mũ", products=(changed,), citations=()), kit.HELMET)
    assert filled.life(HELMET).title == "Mũ"
    assert filled.life(HELMET).effects == ()
    assert filled.citing_clauses([(HELMET, "1.1")]) == {}
    assert [named.times for named in filled.named()] == [1]
    assert len(filled.goods_codes()) == 1
    assert [one.product.name for one in before] == ["Mũ an toàn công nghiệp"]
    assert [one.product.name for one in filled.rows_by_hs(HsCode.parse("6506"))] == ["Mũ"]


def test_what_is_deleted_leaves_no_parts(kit, filled):
    with filled.batch() as batch:
        batch.delete(kit.sha(kit.HELMET))
    assert filled.lives([HELMET, CEMENT]).keys() == {CEMENT}
    assert filled.citing_clauses([(HELMET, "1.1")]) == {}
    assert filled.named() == filled.goods_codes() == ()


def test_clauses_that_stand_in_a_circle_are_taken_once(kit):
    one = Clause(key="a", label="a", heading="A", text="", page=1, last_page=1, parent="b")
    circle = (one, replace(one, key="b", label="b", parent="a"))
    cite = Citation(target=Identifier.parse("TCVN 1"), text="TCVN 1", clause="a", page=1)
    document = replace(kit.cement_document(), clauses=circle, citations=(cite, cite))
    (found,) = citing_clauses_of(document)
    assert [head.key for head in found.above] == ["b"]
    assert [named.times for named in named_by(document)] == [2]


def make_version_2(folder):
    """Take from a store what later versions added."""
    old = sqlite3.connect(folder / "store.sqlite3")
    for table in ("lives", "citing_clauses", "product_rows", "changes"):
        old.execute(f"DROP TABLE {table}")
    old.execute("DROP INDEX passages_lists")
    old.execute("ALTER TABLE state DROP COLUMN log")
    old.execute("PRAGMA user_version = 2")
    old.commit()
    return old


def test_the_store_of_the_release_before_is_filled_when_it_is_opened(kit, tmp_path):
    new = SqliteStore(tmp_path)
    put(kit, new, with_effect(kit), kit.HELMET)
    put(kit, new, kit.cement_document(), kit.CEMENT)
    ids, places = [HELMET, CEMENT], [(HELMET, "1.1")]
    wanted = new.lives(ids), new.citing_clauses(places), new.named(), new.goods_codes()
    rows = new.rows_by_hs(HsCode.parse("6506"))
    new.close()
    make_version_2(tmp_path).close()
    old = SqliteStore(tmp_path)
    assert (old.lives(ids), old.citing_clauses(places), old.named(), old.goods_codes()) == wanted
    assert old.rows_by_hs(HsCode.parse("6506")) == rows
    assert old.integrity() == ()
    old.close()


def test_a_document_that_cannot_be_read_does_not_keep_an_old_store_closed(kit, tmp_path):
    new = SqliteStore(tmp_path)
    put(kit, new, kit.helmet_document(), kit.HELMET)
    put(kit, new, kit.cement_document(), kit.CEMENT)
    new.close()
    old = make_version_2(tmp_path)
    old.execute("UPDATE documents SET body = x'789c030000000001' WHERE id = ?", (HELMET,))
    old.commit()
    old.close()
    opened = SqliteStore(tmp_path)
    assert opened.lives([HELMET, CEMENT]) == {CEMENT: life_of(kit.cement_document())}
    with pytest.raises(CorruptLibrary, match="delete its file"):
        opened.life(HELMET)
    with opened.batch() as batch:
        batch.delete(kit.sha(kit.HELMET))
    assert [summary.id for summary in opened.documents()] == [CEMENT]
    opened.close()
