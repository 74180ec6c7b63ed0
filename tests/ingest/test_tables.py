"""Tables: cells by ruling lines, false tables refused, tables joined over pages."""

from collections.abc import Sequence
from pathlib import Path

import pymupdf
import pymupdf_fonts
import pytest

from index.pdf import open_pdf
from ingest.layout import Cell, FoundTable, PageLayout, PrintedLine
from ingest.table_join import join_tables
from ingest.tables import drop_running_tables, read_page_tables
from standards.document import PageClass
from standards.place import Box

SHARED = Path(__file__).resolve().parents[3] / "shared"
FACE = pymupdf_fonts.fontbuffers["notos"]()
HEADING = ("STT", "Tên sản phẩm", "Mã HS")


def draw(pages: Sequence[Sequence[Sequence[str]]], *, shaded: bool = False) -> bytes:
    """A PDF with one ruled table a page; columns are 120 points wide, rows 30 high."""
    document = pymupdf.open()
    for rows in pages:
        page = document.new_page()
        page.insert_font(fontname="face", fontbuffer=FACE)
        for row, cells in enumerate(rows):
            for column, text in enumerate(cells):
                box = pymupdf.Rect(0, 0, 120, 30) * pymupdf.Matrix(
                    1, 0, 0, 1, 60 + 120 * column, 80 + 30 * row
                )
                if shaded:
                    inner = pymupdf.Rect(box.x0 + 4, box.y0 + 6, box.x1 - 4, box.y1 - 8)
                    page.draw_rect(inner, color=None, fill=(0.95, 0.95, 0.95), width=0)
                page.draw_rect(box, color=(0, 0, 0), width=0.5)
                page.insert_text((box.x0 + 4, box.y0 + 18), text, fontname="face", fontsize=9)
    return document.tobytes()


def tables_of(data: bytes) -> list[FoundTable]:
    with open_pdf(data, "drawn.pdf") as pdf:
        return [
            t for n in range(1, pdf.page_count + 1) for t in read_page_tables(pdf.page(n)).tables
        ]


def test_a_ruled_table_is_read_cell_by_cell_with_accents() -> None:
    (table,) = tables_of(draw([[HEADING, ("1", "Mũ an toàn", "6506.10.20")]]))
    assert (table.rows, table.columns) == (2, 3)
    assert [cell.text for cell in table.cells] == [*HEADING, "1", "Mũ an toàn", "6506.10.20"]


def test_shading_behind_the_words_makes_no_cells() -> None:
    (table,) = tables_of(draw([[HEADING, ("1", "Mũ", "6506.10.20")]], shaded=True))
    assert (table.rows, table.columns) == (2, 3)


def test_a_box_around_a_paragraph_is_no_table() -> None:
    document = pymupdf.open()
    page = document.new_page()
    page.draw_rect((50, 50, 500, 700), color=(0, 0, 0), width=1)
    page.insert_text((60, 90), "Words in a frame.")
    assert tables_of(document.tobytes()) == []


def test_graph_paper_is_no_table() -> None:
    assert tables_of(draw([[("", "", "")] * 6])) == []


def test_a_block_that_stands_on_every_page_is_a_running_header() -> None:
    header = [("AGENCY", "TD 1"), ("A list of goods", "Page 1")]
    tables = tables_of(draw([header, header, header]))
    assert len(tables) == 3
    assert drop_running_tables(tables) == ()


def test_a_page_without_lines_has_no_tables() -> None:
    document = pymupdf.open()
    document.new_page().insert_text((60, 90), "STT   Ten san pham   Ma HS")
    assert tables_of(document.tobytes()) == []


def found(page: int, rows: Sequence[Sequence[str]], *, top: float = 80.0) -> FoundTable:
    """A table of a page as the finder gives it: three columns, rows 20 points high."""
    cells = tuple(
        Cell(
            text=text,
            box=Box(page, 60 + 100 * c, top + 20 * r, 160 + 100 * c, top + 20 * (r + 1)),
            row=r,
            column=c,
        )
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    )
    box = Box(page, 60, top, 360, top + 20 * len(rows))
    return FoundTable(page=page, box=box, rows=len(rows), columns=3, cells=cells)


def layout(number: int, *lines: tuple[str, float]) -> PageLayout:
    return PageLayout(
        number=number,
        width=595,
        height=842,
        lines=tuple(
            PrintedLine(text=text, box=Box(number, 60, y, 300, y + 12), size=12, bold=0)
            for text, y in lines
        ),
        furniture=(),
        page_class=PageClass.TEXT,
        reason="text",
    )


def test_a_heading_row_repeated_on_the_next_page_is_dropped() -> None:
    first = found(1, [HEADING, ("1", "Mũ", "6506")])
    second = found(2, [HEADING, ("2", "Kính", "9004")])
    (table,) = join_tables([first, second], [layout(1), layout(2)])
    assert table.header == HEADING
    assert [row.cells[0] for row in table.rows] == ["1", "2"]
    assert (table.box.page, table.last_box.page) == (1, 2)


def test_a_row_cut_by_the_page_break_is_made_whole_and_keeps_both_places() -> None:
    first = found(1, [HEADING, ("1", "Mũ an toàn", "6506")])
    second = found(2, [("", "công nghiệp", ""), ("2", "Kính", "9004")])
    (table,) = join_tables([first, second], [layout(1), layout(2)])
    assert table.rows[0].cells == ("1", "Mũ an toàn\ncông nghiệp", "6506")
    assert [box.page for box in table.rows[0].boxes] == [1, 2]
    assert table.rows[1].cells[0] == "2"


def test_a_title_inside_the_table_is_no_heading() -> None:
    table = found(1, [("DANH MỤC HÀNG HÓA", "", ""), HEADING, ("1", "Mũ", "6506")])
    (joined,) = join_tables([table], [layout(1)])
    assert joined.header == HEADING
    assert [row.cells[0] for row in joined.rows] == ["1"]


def test_words_between_two_tables_keep_them_apart() -> None:
    first = found(1, [HEADING, ("1", "Mũ", "6506")])
    second = found(2, [HEADING, ("1", "Kính", "9004")], top=200)
    pages = [layout(1), layout(2, ("Mục II. Hàng hóa khác", 150))]
    assert len(join_tables([first, second], pages)) == 2


def test_a_line_that_says_the_table_goes_on_does_not_part_it() -> None:
    first = found(1, [HEADING, ("1", "Mũ", "6506")])
    second = found(2, [("2", "Kính", "9004")], top=200)
    pages = [layout(1), layout(2, ("Bảng 2.1 (tiếp theo)", 150))]
    assert len(join_tables([first, second], pages)) == 1


def test_a_merged_cell_is_carried_into_every_row_that_it_covers() -> None:
    table = found(1, [HEADING, ("1", "Tời", "8425"), ("2", "Palăng", "")])
    cells = [cell for cell in table.cells if (cell.row, cell.column) not in {(1, 2), (2, 2)}]
    merged = Cell(text="8425", box=Box(1, 260, 100, 360, 140), row=1, column=2, row_span=2)
    whole = FoundTable(page=1, box=table.box, rows=3, columns=3, cells=(*cells, merged))
    (joined,) = join_tables([whole], [layout(1)])
    assert [row.cells[2] for row in joined.rows] == ["8425", "8425"]
    assert [row.own[2] for row in joined.rows] == [True, False]


def test_a_merged_cell_that_a_page_break_cuts_goes_on_overleaf() -> None:
    table = found(1, [HEADING, ("1", "Tời", "8425"), ("2", "Palăng", "")])
    cells = [cell for cell in table.cells if (cell.row, cell.column) not in {(1, 2), (2, 2)}]
    merged = Cell(text="8425", box=Box(1, 260, 100, 360, 140), row=1, column=2, row_span=2)
    whole = FoundTable(page=1, box=table.box, rows=3, columns=3, cells=(*cells, merged))
    after = found(2, [("3", "Tời tay", ""), ("4", "Mũ", "6506")])
    (joined,) = join_tables([whole, after], [layout(1), layout(2)])
    assert [row.cells[2] for row in joined.rows] == ["8425", "8425", "8425", "6506"]


def test_the_line_above_a_table_is_its_caption() -> None:
    page = layout(1, ("Other words", 10), ("Bảng 2.9 Độ vươn ra tối đa", 60))
    (table,) = join_tables([found(1, [HEADING, ("1", "Mũ", "6506")])], [page])
    assert table.caption == "Bảng 2.9 Độ vươn ra tối đa"
    public = table.as_table("2.8")
    assert (public.clause, public.header, public.page) == ("2.8", HEADING, 1)


def test_cell_text_is_the_text_of_the_page_inside_the_cell() -> None:
    file = SHARED / "corpus/pdf/tt-01-2021-tt-bldtbxh-danh-muc-nhom-2.pdf"
    if not file.exists():
        pytest.skip("the shared corpus is not beside the checkout")
    with open_pdf(file.read_bytes(), file.name) as pdf:
        (table,) = read_page_tables(pdf.page(5)).tables
    assert (table.rows, table.columns) == (4, 5)
    codes = [cell.text for cell in table.cells if cell.column == 2]
    assert codes[1].splitlines() == ["4205.00.20", "6307.90.61", "6307.90.69", "8479.89.40"]
