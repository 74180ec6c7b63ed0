"""Lists drawn without ruling lines, as programs print them from web pages."""

from collections.abc import Sequence

import pymupdf
import pymupdf_fonts
import pytest

from index.pdf import open_pdf
from ingest.accounting import table_doubts
from ingest.layout import FoundTable
from ingest.table_finding import find_tables
from ingest.table_join import join_tables
from ingest.unruled import find_unruled_tables

LEFTS = (60.0, 90.0, 260.0, 420.0)
HEADINGS = ("STT", "Tên sản phẩm", "Phương pháp thử", "Mã HS")
LINE = 13.8
ROW_GAP = 2.8


def draw(
    rows: Sequence[Sequence[str]],
    *,
    headings: Sequence[str] = HEADINGS,
    after: str = "",
    tops: bool = False,
) -> bytes:
    """A page with a list; lines of a cell apart by newlines, each cell centred in its row.

    ``tops``: each cell at the top of its row instead.
    """
    document = pymupdf.open()
    page = document.new_page()
    for name, face in (("plain", "notos"), ("bold", "notosbo")):
        page.insert_font(fontname=name, fontbuffer=pymupdf_fonts.fontbuffers[face]())
    for left, heading in zip(LEFTS, headings, strict=False):
        page.insert_text((left, 80), heading, fontname="bold", fontsize=11)
    top = 90.0
    for row in rows:
        most = max(cell.count("\n") + 1 for cell in row)
        for left, cell in zip(LEFTS, row, strict=True):
            lines = cell.split("\n") if cell else []
            start = top if tops else top + (most - len(lines)) * LINE / 2
            for number, line in enumerate(lines):
                y = start + number * LINE + 10
                page.insert_text((left, y), line, fontname="plain", fontsize=10)
        top += most * LINE + ROW_GAP
    if after:
        page.insert_text((57, top + 20), after, fontname="plain", fontsize=10)
    return document.tobytes()


def read(data: bytes) -> list[list[str]]:
    with open_pdf(data, "drawn.pdf") as pdf:
        tables = find_unruled_tables(pdf.page(1))
    return rows(tables[0]) if tables else []


def rows(table: FoundTable) -> list[str]:
    return [
        " | ".join(cell.text.replace("\n", " ") for cell in table.cells if cell.row == row)
        for row in range(table.rows)
    ]


CEMENT = (
    "1",
    "Xi măng poóc\nlăng",
    "TCVN 6016:2011\nTCVN 6017:2015\nTCVN 141:2023\nTCVN 8877:2011",
    "2523.29.90",
)
SLAG = ("2", "Xỉ hạt lò cao", "TCVN 4315:2007\nTCVN 8265:2009", "2618.00.00")


def test_rows_are_cut_where_their_numbers_stand_in_the_middle() -> None:
    assert read(draw([CEMENT, SLAG])) == [
        "STT | Tên sản phẩm | Phương pháp thử | Mã HS",
        "1 | Xi măng poóc lăng | TCVN 6016:2011 TCVN 6017:2015 TCVN 141:2023 TCVN 8877:2011 "
        "| 2523.29.90",
        "2 | Xỉ hạt lò cao | TCVN 4315:2007 TCVN 8265:2009 | 2618.00.00",
    ]


def test_rows_are_cut_above_numbers_that_stand_level_with_the_first_line() -> None:
    assert read(draw([CEMENT, SLAG, CEMENT], tops=True))[1:] == [
        "1 | Xi măng poóc lăng | TCVN 6016:2011 TCVN 6017:2015 TCVN 141:2023 TCVN 8877:2011 "
        "| 2523.29.90",
        "2 | Xỉ hạt lò cao | TCVN 4315:2007 TCVN 8265:2009 | 2618.00.00",
        "1 | Xi măng poóc lăng | TCVN 6016:2011 TCVN 6017:2015 TCVN 141:2023 TCVN 8877:2011 "
        "| 2523.29.90",
    ]


def test_a_group_over_all_columns_heads_rows_and_ends_a_list_without_rows_below() -> None:
    group = ("I. Xi măng, phụ gia cho xi măng", "", "", "")
    other = ("II. Các vật liệu khác", "", "", "")
    assert read(draw([group, CEMENT, SLAG, other], tops=True)) == [
        "STT | Tên sản phẩm | Phương pháp thử | Mã HS",
        "I. Xi măng, phụ gia cho xi măng",
        "1 | Xi măng poóc lăng | TCVN 6016:2011 TCVN 6017:2015 TCVN 141:2023 TCVN 8877:2011 "
        "| 2523.29.90",
        "2 | Xỉ hạt lò cao | TCVN 4315:2007 TCVN 8265:2009 | 2618.00.00",
    ]


def test_a_list_goes_on_overleaf_without_its_headings() -> None:
    with open_pdf(draw([CEMENT, SLAG], tops=True), "drawn.pdf") as pdf:
        (first,) = find_unruled_tables(pdf.page(1))
    third = ("3", *CEMENT[1:])
    data = draw([third, SLAG], tops=True, headings=())
    with open_pdf(data, "drawn.pdf") as pdf:
        (second,) = find_unruled_tables(pdf.page(1), before=first)
        assert find_unruled_tables(pdf.page(1)) == ()
    assert rows(second)[0].startswith("3 | Xi măng poóc lăng | TCVN 6016:2011")


def test_a_list_without_lines_is_doubtful() -> None:
    with open_pdf(draw([CEMENT, SLAG]), "drawn.pdf") as pdf:
        found = find_tables([(pdf.page(1), False)])
    assert [table.is_doubtful for table in found.tables] == [True]
    (doubt,) = table_doubts(join_tables(found.tables, []))
    assert doubt.page == 1
    assert doubt.what.startswith("Bảng không có đủ đường kẻ")


def test_rows_without_lines_between_are_cut_where_their_numbers_stand() -> None:
    rows = [("1", "Tời điện"), ("2", "Tời tay"), ("3", "Cần trục"), ("4", "Xe nâng")]
    document = pymupdf.open()
    page = document.new_page()
    page.insert_font(fontname="face", fontbuffer=pymupdf_fonts.fontbuffers["notos"]())
    for left, right in ((60, 110), (110, 300)):
        page.draw_rect((left, 80, right, 100), color=(0, 0, 0), width=0.5)
        page.draw_rect((left, 100, right, 200), color=(0, 0, 0), width=0.5)
    page.insert_text((64, 94), "STT", fontname="face", fontsize=9)
    page.insert_text((114, 94), "Tên sản phẩm", fontname="face", fontsize=9)
    for at, (number, name) in enumerate(rows):
        page.insert_text((64, 116 + 22 * at), number, fontname="face", fontsize=9)
        page.insert_text((114, 116 + 22 * at), name, fontname="face", fontsize=9)
    with open_pdf(document.tobytes(), "drawn.pdf") as pdf:
        found = find_tables([(pdf.page(1), False)])
    (table,) = found.tables
    assert table.is_doubtful
    assert [cell.text for cell in table.cells if cell.column == 1] == [
        "Tên sản phẩm",
        *(name for _, name in rows),
    ]


def test_words_above_the_first_number_go_on_with_the_page_before() -> None:
    cut = ("", "", "TCVN 7572-15:2006\nTCVN 7572-14:2006", "")
    found = read(draw([cut, CEMENT, SLAG]))
    assert found[1] == " |  | TCVN 7572-15:2006 TCVN 7572-14:2006 | "
    assert found[2].startswith("1 | Xi măng poóc lăng | TCVN 6016:2011")


def test_a_row_that_runs_over_columns_is_one_cell() -> None:
    wide = ("I", "Xi măng, phụ gia cho xi măng và bê tông các loại", "", "")
    assert read(draw([wide, CEMENT]))[1] == "I | Xi măng, phụ gia cho xi măng và bê tông các loại"


def test_words_that_start_left_of_the_numbers_end_the_list() -> None:
    found = read(draw([CEMENT, SLAG], after="Ghi chú: các mã HS trong danh mục chỉ để tham khảo."))
    assert len(found) == 3
    assert "Ghi chú" not in found[-1]


@pytest.mark.parametrize(
    "headings",
    [
        ("STT", "Họ và tên", "Chức vụ", "Ghi chú"),
        ("Mục", "Tên sản phẩm", "Phương pháp thử", "Mã HS"),
    ],
)
def test_other_headings_make_no_list(headings: Sequence[str]) -> None:
    assert read(draw([CEMENT, SLAG], headings=headings)) == []


def test_a_page_of_prose_holds_no_list() -> None:
    document = pymupdf.open()
    document.new_page().insert_text((72, 100), "1 Scope\n2 References\n3 Terms")
    assert read(document.tobytes()) == []
