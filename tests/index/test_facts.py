"""Facts have names that last, and a check counts only for the value that was seen."""

from dataclasses import replace
from datetime import date

import pytest

from index.facts import (
    CheckState,
    facts_of,
    find_fact,
    recognised_pages,
    table_facts,
    term_facts,
    with_checks,
)
from standards.document import (
    Definition,
    ProductRow,
    Repair,
    RepairBasis,
    Table,
    TableRow,
)
from standards.errors import BadInput
from standards.hs import HsCode
from standards.identifier import Identifier
from standards.place import Box


def row(name, ordinal="", page=3, hs="6506.10.20"):
    return ProductRow(
        name=name,
        hs=(HsCode.parse(hs),),
        standards=(),
        page=page,
        clause=None,
        boxes=(),
        text=name,
        ordinal=ordinal,
    )


@pytest.fixture
def document(kit):
    return replace(
        kit.helmet_document(),
        repairs=(
            Repair(
                read="TCVN 64O7:1998",
                target=Identifier.parse("TCVN 6407:1998"),
                basis=RepairBasis.CATALOGUE,
                page=2,
            ),
        ),
    )


def values(document, recognised=frozenset()):
    return {fact.name: fact.value for fact in facts_of(document, recognised)}


def test_every_sort_of_fact_has_its_name_value_and_page(document):
    assert values(document, frozenset({2})) == {
        "number": "QCVN 06:2012/BLĐTBXH",
        "kind": "QCVN",
        "title": "Quy chuẩn kỹ thuật quốc gia về mũ an toàn công nghiệp",
        "issuer": "Bộ Lao động - Thương binh và Xã hội",
        "issued": "2012-05-16",
        "effective_from": "",
        "relation:replaces:tcvn-2603-1987": "TCVN 2603:1987",
        "repair:2:tcvn-64o7-1998": "TCVN 6407:1998",
        "clause:1": "1 Quy định chung",
        "clause:1.1": "1.1 Phạm vi điều chỉnh Mũ an toàn công nghiệp phải bền.",
        "product:mu-an-toan-cong-nghiep": "Mũ an toàn công nghiệp | 6506.10.20; 6506.10.30 "
        "| TCVN 6407:1998 | trừ mũ bảo hiểm",
        "citation:2:tcvn-6407": "TCVN 6407",
    }
    pages = {fact.name: fact.page for fact in facts_of(document)}
    assert pages["repair:2:tcvn-64o7-1998"] == pages["product:mu-an-toan-cong-nghiep"] == 2
    assert pages["number"] == pages["clause:1.1"] == 1
    assert all(fact.label and fact.label_en for fact in facts_of(document))


def test_citations_are_facts_only_on_recognised_pages(kit, document):
    assert not [name for name in values(document) if name.startswith("citation:")]
    pages = [replace(page, confidence=0.9 if page.number == 2 else None) for page in kit.pages(3)]
    assert recognised_pages(pages) == {2}


def test_the_day_of_effect_is_looked_for_where_its_words_stand(document):
    words = "có hiệu lực từ ngày 01/12/2012"
    last = replace(document.clauses[1], key="3", text=f"Quy chuẩn này {words}.", page=2, lines=())
    stated = replace(
        document,
        effective_from=date(2012, 12, 1),
        effective_words=words,
        clauses=(*document.clauses, last),
    )
    fact = find_fact(facts_of(stated), "effective_from")
    assert (fact.value, fact.page) == ("2012-12-01", 2)


def test_a_row_keeps_its_name_when_rows_come_and_go_above_it(document):
    rows = (row("Găng tay", "1"), row("Kính bảo hộ", "2"))
    before = values(replace(document, products=rows))
    after = values(replace(document, products=(row("Giày", "0"), *reversed(rows))))
    assert {"product:1-gang-tay", "product:2-kinh-bao-ho"} <= before.keys() & after.keys()


def test_rows_with_one_name_are_told_apart_in_reading_order(document):
    rows = (row("Loại khác", hs="6506.10.20"), row("Loại khác", hs="6506.10.30"))
    named = values(replace(document, products=rows))
    assert named["product:loai-khac"] == "Loại khác | 6506.10.20"
    assert named["product:loai-khac~2"] == "Loại khác | 6506.10.30"


def test_a_long_name_is_cut_but_still_told_from_its_like(document):
    start = "Thiết bị thu phát vô tuyến điện có băng tần nằm trong khoảng từ"
    rows = (row(f"{start} 9 kHz"), row(f"{start} 10 GHz"))
    names = [n for n in values(replace(document, products=rows)) if n.startswith("product:")]
    assert len({name.split("~")[0] for name in names}) == 2
    assert all(len(name) < 64 for name in names)


def test_line_breaks_are_no_part_of_a_value(document):
    broken = replace(document.clauses[1], text="Mũ an toàn\ncông  nghiệp phải bền.")
    again = replace(document, clauses=(document.clauses[0], broken))
    assert values(again)["clause:1.1"] == values(document)["clause:1.1"]


def test_a_check_counts_for_the_value_that_was_seen_and_no_other(kit, document):
    facts = facts_of(document)
    title = find_fact(facts, "title").value
    marks = [
        kit.check("title", title),
        kit.check("issuer", "Bộ Khoa học và Công nghệ"),
        kit.check("clause:9", "lost"),
    ]
    found = with_checks(facts, marks)
    by_name = {(one.fact.name if one.fact else one.check.fact): one.state for one in found}
    assert by_name["title"] is CheckState.CHECKED
    assert by_name["issuer"] is CheckState.OUTDATED
    assert by_name["number"] is CheckState.UNCHECKED
    assert by_name["clause:9"] is CheckState.GONE
    assert [one.fact for one in found[:-1]] == list(facts)


def test_a_fact_is_found_by_name_or_by_the_only_label_that_fits(document):
    facts = facts_of(document)
    assert find_fact(facts, "clause:1.1").name == "clause:1.1"
    assert find_fact(facts, "mục 1.1").name == "clause:1.1"
    assert find_fact(facts, "Issuer").name == "issuer"


@pytest.mark.parametrize(
    ("typed", "near"),
    [("tittle", "title"), ("clause:1.2", "clause:1.1"), ("an-toan", "product:mu-an-toan")],
)
def test_a_wrong_name_gets_the_names_that_come_near(document, typed, near):
    with pytest.raises(BadInput, match=near):
        find_fact(facts_of(document), typed)


def test_a_name_like_no_other_gets_examples(document):
    with pytest.raises(BadInput, match="for instance number, kind"):
        find_fact(facts_of(document), "xyzzy")


def test_terms_and_tables_are_named_by_what_they_say_not_by_their_place(document):
    def term(text, meaning):
        return Definition(term=text, term_en=None, text=meaning, clause="1", page=1)

    def table(caption, *cells):
        box = Box(page=2, x0=0, y0=0, x1=9, y1=9)
        rows = (TableRow(cells=cells, box=box),)
        return Table(
            caption=caption, header=("Tên", ""), rows=rows, clause=None, page=2, last_page=2
        )

    terms = (term("Mũ", "vật đội đầu"), term("mũ", "nón"))
    tables = (table("Bảng 1 - Kích thước", "Vành", "20 mm"), table("", "a", ""))
    made = replace(document, definitions=terms, tables=tables)
    assert [fact.name for fact in term_facts(made)] == ["term:mu", "term:mu~2"]
    assert values(made)["term:mu~2"] == "mũ: nón"
    named = {fact.name: (fact.label, fact.value) for fact in table_facts(made)}
    assert named["table:2.bang-1-kich-thuoc"] == ("Bảng 1 - Kích thước", "Tên; Vành | 20 mm")
    assert len(named) == 2
    assert not named.keys() & values(made).keys()
