"""A document becomes passages that lead back to it."""

from dataclasses import replace

from index.contracts import PassageKind
from index.passages import passage_document, passage_kind, passages_of, text_passages


def test_title_clauses_and_rows_become_passages_in_reading_order(kit, embedder):
    passages = passages_of(kit.helmet_document(), embedder.pieces)
    assert [(p.kind, p.clause, p.row) for p in passages] == [
        (PassageKind.TITLE, None, None),
        (PassageKind.CLAUSE, "1", None),
        (PassageKind.CLAUSE, "1.1", None),
        (PassageKind.PRODUCT, "1.1", 0),
    ]
    assert len({p.id for p in passages}) == 4
    for passage in passages:
        assert passage_document(passage.id) == passage.document == "qcvn-6-2012-bldtbxh"
        assert passage_kind(passage.id) is passage.kind


def test_a_clause_carries_the_headings_above_it(kit, embedder):
    clause = passages_of(kit.helmet_document(), embedder.pieces)[2]
    assert clause.heading.startswith("QCVN 06:2012/BLĐTBXH Quy chuẩn kỹ thuật")
    assert clause.heading.endswith("> 1 Quy định chung > 1.1 Phạm vi điều chỉnh")


def test_ids_stay_when_the_file_is_read_again(kit, embedder):
    one = passages_of(kit.helmet_document(), embedder.pieces)
    two = passages_of(kit.helmet_document(content=b"again"), embedder.pieces)
    assert [p.id for p in one] == [p.id for p in two]


def test_a_long_path_of_headings_keeps_document_and_own_heading(kit, embedder):
    document = kit.helmet_document()
    deep = [
        replace(
            document.clauses[0],
            key=f"k{n}",
            label=f"{n}",
            heading="Mục " + "rất dài " * 10,
            parent=f"k{n - 1}" if n else None,
        )
        for n in range(8)
    ]
    passages = passages_of(replace(document, clauses=tuple(deep)), embedder.pieces)
    headings = [p.heading for p in passages if p.kind is PassageKind.CLAUSE]
    assert all(len(heading) <= 620 for heading in headings)
    assert headings[-1].startswith("QCVN 06:2012/BLĐTBXH")
    assert "> 7 Mục" in headings[-1]


def test_clauses_that_name_each_other_as_parent_do_no_harm(kit, embedder):
    one, two = kit.helmet_document().clauses
    loop = (replace(one, parent="1.1"), replace(two, parent="1"))
    assert len(passages_of(replace(kit.helmet_document(), clauses=loop), embedder.pieces)) == 4


def test_a_document_without_number_and_title_has_no_title_passage(kit, embedder):
    bare = replace(kit.cement_document(), number=None, title=None)
    kinds = {p.kind for p in passages_of(bare, embedder.pieces)}
    assert kinds == {PassageKind.CLAUSE}


def test_a_text_of_blanks_gives_one_passage_for_its_heading(embedder):
    found = text_passages("d", "1", heading="Mục", text=" \n ", pieces=embedder.pieces)
    assert [(p.id, p.text) for p in found] == [("d|1|0", "")]
