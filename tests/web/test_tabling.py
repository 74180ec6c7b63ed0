"""Tables found again in the words of a clause, and how pages show them."""

from __future__ import annotations

import pytest

from api.desk.notifications import Notification, add_notification, remove_notification
from api.desk.symbols import Symbol
from standards.document import Table, TableRow
from standards.place import Box
from web.reading import named_as
from web.tabling import fitted, lay_tables
from web.typeset import typeset

HELMET = "/standards/qcvn-2-2021-bkhcn"
STEEL = "/standards/tcvn-1651-2-2018"


def table(header, *rows, caption=""):
    return Table(
        caption=caption,
        header=header,
        rows=tuple(TableRow(cells=cells, box=Box(1, 0, 0, 1, 1)) for cells in rows),
        clause="1",
        page=1,
        last_page=1,
    )


TEXT = (
    "Theo Bảng 1.\nBảng 1 - Cỡ mũ\nTT | Loại\n1 | lớn\nNhóm B\n2 | nhỏ\nCHÚ THÍCH: không kể quai."
)
HATS = table(("TT", "Loại"), ("1", "lớn"), ("2", "nhỏ"), caption="Bảng 1 - Cỡ mũ")


def test_a_table_takes_its_caption_and_header_and_leaves_the_words_around_it():
    (laid,) = lay_tables(TEXT, [(3, HATS)])
    assert (laid.number, laid.caption, laid.width) == (3, "Bảng 1 - Cỡ mũ", 2)
    assert TEXT[: laid.start] == "Theo Bảng 1.\n"
    assert TEXT[laid.end :] == "\nCHÚ THÍCH: không kể quai."
    before, block, after = typeset(TEXT, (), [laid])
    assert before.runs[0].text == "Theo Bảng 1."
    assert block.table is laid
    assert after.runs[0].text == "CHÚ THÍCH: không kể quai."


def test_words_between_two_rows_stay_as_a_row_of_their_own():
    (laid,) = lay_tables(TEXT, [(1, HATS)])
    assert [row.cells for row in laid.rows] == [("1", "lớn"), ("Nhóm B",), ("2", "nhỏ")]


def test_a_cell_that_goes_on_from_the_row_above_is_put_back():
    text = "A | QPSK | 1/2\n3/5\n2/3"
    merged = table(
        ("a", "b", "c"), ("A", "QPSK", "1/2"), ("A", "QPSK", "3/5"), ("A", "QPSK", "2/3")
    )
    (laid,) = lay_tables(text, [(1, merged)])
    assert [row.cells for row in laid.rows][1:] == [("A", "QPSK", "3/5"), ("A", "QPSK", "2/3")]


def set_as(laid):
    return [
        [(cell.words, cell.rows, cell.columns) for cell in line if cell.words] for line in laid.grid
    ]


def test_a_cell_over_several_rows_is_set_once():
    text = "A | QPSK | 1/2\n3/5\nNhóm B\nB | QPSK | 1/2\n16QAM | 1/2"
    merged = table(
        ("a", "b", "c"),
        ("A", "QPSK", "1/2"),
        ("A", "QPSK", "3/5"),
        ("B", "QPSK", "1/2"),
        ("B", "16QAM", "1/2"),
    )
    (laid,) = lay_tables(text, [(1, merged)])
    assert set_as(laid) == [
        [("A", 2, 1), ("QPSK", 2, 1), ("1/2", 1, 1)],
        [("3/5", 1, 1)],
        [("Nhóm B", 1, 3)],
        [("B", 2, 1), ("QPSK", 1, 1), ("1/2", 1, 1)],
        [("16QAM", 1, 1), ("1/2", 1, 1)],
    ]
    later = laid.within(text.index("16QAM"), len(text))
    assert set_as(later) == [[("B", 1, 1), ("16QAM", 1, 1), ("1/2", 1, 1)]]


def test_the_same_words_printed_in_two_rows_are_two_cells():
    text = "1 | đạt\n2 | đạt"
    (laid,) = lay_tables(text, [(1, table(("TT", "Kết quả"), ("1", "đạt"), ("2", "đạt")))])
    assert set_as(laid) == [[("1", 1, 1), ("đạt", 1, 1)], [("2", 1, 1), ("đạt", 1, 1)]]


def test_a_table_that_is_not_in_the_words_is_not_laid():
    assert lay_tables("Chữ khác hẳn.\nx | y", [(1, HATS)]) == ()


def test_two_tables_alike_are_found_one_after_the_other():
    text = f"{TEXT}\nvà\n{TEXT}"
    one, two = lay_tables(text, [(1, HATS), (2, HATS)])
    assert one.end < two.start


def test_a_part_of_a_table_keeps_whole_rows():
    (laid,) = lay_tables(TEXT, [(1, HATS)])
    cut = laid.within(0, TEXT.index("Nhóm"))
    assert [row.cells for row in cut.rows] == [("1", "lớn")]
    assert laid.within(0, 5) is None


def test_a_table_too_large_for_a_page_goes_on_after_the_last_row_that_fits():
    (laid,) = lay_tables(TEXT, [(1, HATS)])
    (part,), end = fitted([laid], len(TEXT), 40)
    assert [row.cells for row in part.rows] == [("1", "lớn")]
    assert TEXT[end:].startswith("\nNhóm B")
    assert fitted([laid], len(TEXT), 10_000) == ((laid,), len(TEXT))
    assert fitted([laid], len(TEXT), 0)[0][0].rows


@pytest.mark.parametrize("address", [STEEL, f"{STEEL}/clauses/5.1"])
def test_a_table_has_a_caption_header_cells_and_a_file(show, client, address):
    page = show(address)
    assert any("Bảng 2 - Tính chất cơ học" in each.text for each in page.all("caption"))
    assert "Mác thép" in [cell.text for cell in page.all("th", scope="col")]
    (link,) = [a for a in page.all("a") if a.attributes["href"].endswith("/tables/2.csv")]
    assert client.get(link.attributes["href"]).status_code == 200
    assert page.all("div", id="bang-2")
    assert "Bảng 2 - Tính chất cơ học Mác thép |" not in page.words


def test_every_cell_of_every_table_is_on_the_page_of_its_clause(show, service):
    for slug in ("qcvn-2-2021-bkhcn", "tcvn-1651-2-2018", "qcvn-7-2019-bkhcn"):
        document = service.document(slug)
        for each in document.tables:
            words = show(f"/standards/{slug}/clauses/{each.clause}").words
            for row in each.rows:
                assert all(" ".join(cell.split()) in words for cell in row.cells)


def test_the_list_of_tables_leads_to_clause_page_and_file(show):
    page = show(f"{STEEL}?view=tables")
    links = [a.attributes["href"] for a in page.all("a")]
    assert f"{STEEL}/clauses/5.1#bang-2" in links
    assert f"/api/v1{STEEL}/tables/1.csv" in links
    assert "view=tables" not in " ".join(
        a.attributes["href"] for a in show("/standards/04-2021-tt-bkhcn").all("a")
    )


def test_the_rows_of_products_can_be_taken_along_and_reported(show):
    page = show(f"{HELMET}?view=products")
    links = [a.attributes["href"] for a in page.all("a")]
    assert f"/api/v1{HELMET}/products.csv" in links
    assert "/hs/6506.10.10" in links
    assert any("fact=row%3A1" in link for link in links)


def test_the_cover_is_folded_and_nothing_of_it_is_lost(show, service):
    page = show(HELMET)
    preamble = service.document("qcvn-2-2021-bkhcn").clauses[0]
    lines = [" ".join(line.split()) for line in preamble.text.splitlines()]
    folded = [each for each in page.all("details") if "Bìa và phần mở đầu" in each.text]
    if len(lines) > 12:
        assert all(line in " ".join(folded[0].text.split()) for line in lines)
    else:
        assert folded == []


def test_a_document_is_named_as_officers_cite_it_without_saying_its_title_twice(show):
    page = show("/standards/04-2021-tt-bkhcn")
    (named,) = page.all("p", class_="as-cited")
    assert named.text.startswith("Thông tư số 04/2021/TT-BKHCN ngày ")
    assert "mũ bảo hiểm" not in named.text
    assert named_as("QCVN 2", "", "", "QCVN 2") == ""
    assert named_as("QCVN 2, “Về mũ”, ban hành kèm theo X", "Về mũ", "", "QCVN 2") == (
        "QCVN 2, ban hành kèm theo X"
    )


def test_a_clause_says_which_texts_name_it(service):
    named = service.cited_clauses.of("qcvn-2-2021-bkhcn")
    for key, mentions in named.items():
        body = service.clause("qcvn-2-2021-bkhcn", key)
        told = [(each.slug, each.page) for each in body.cited_by if each.clause_named]
        assert [(each.slug, each.page) for each in mentions] == told


def test_a_text_names_the_notifications_that_it_is_attached_to(site, show):
    desk = site.state.desk()
    told = Notification(symbol=Symbol.parse("G/TBT/N/VNM/321"), documents=("tcvn-1651-2-2018",))
    add_notification(desk, told, by="test")
    try:
        page = show(STEEL)
        (link,) = [a for a in page.all("a") if a.text == "G/TBT/N/VNM/321"]
        show(link.attributes["href"])
        assert "G/TBT/N/VNM/321" not in show(HELMET).words
    finally:
        remove_notification(desk, told.symbol, by="test")
