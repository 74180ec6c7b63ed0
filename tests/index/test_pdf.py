"""Pages of real PDF bytes: words, grids, pictures, and files that are none."""

import pymupdf
import pytest

from index.pdf import open_pdf
from standards.errors import UnreadableDocument
from standards.place import Box

TABLE = """<table style="font-size:11px"><tr><td>Mã HS</td><td>6506.10.20</td></tr></table>"""


def pdf(rotation: int = 0, html: str = "<p>Điều 1. <b>Phạm vi</b> điều chỉnh</p>") -> bytes:
    with pymupdf.open() as document:
        page = document.new_page()
        page.insert_htmlbox((72, 100, 500, 300), html)
        for x in (72, 250, 500):
            page.draw_line((x, 400), (x, 480))
        for y in (400, 440, 480):
            page.draw_line((72, y), (500, y))
        page.insert_htmlbox((75, 405, 245, 435), "<p>Mũ bảo hiểm</p>")
        page.set_rotation(rotation)
        return document.tobytes()


def test_words_come_with_font_and_box():
    with open_pdf(pdf(), "a.pdf") as file:
        spans = [span for span in file.page(1).spans() if span.baseline < 200]
    assert "".join(span.text for span in spans) == "Điều 1. Phạm vi điều chỉnh"
    assert any(span.bold for span in spans)
    assert not all(span.bold for span in spans)
    assert {span.box.page for span in spans} == {1}
    assert all(72 <= span.box.x0 < span.box.x1 <= 500 for span in spans)


def test_words_are_in_unicode_with_all_tone_marks():
    with open_pdf(pdf(html="<p>ẵ ợ ữ ế ộ ặ</p>"), "a.pdf") as file:
        assert "ẵ ợ ữ ế ộ ặ" in file.page(1).text_in(Box(1, 60, 90, 520, 140))


def test_a_ruled_table_is_found_with_its_cells():
    with open_pdf(pdf(), "a.pdf") as file:
        page = file.page(1)
        (grid,) = page.table_grids()
        assert (grid.rows, grid.columns, len(grid.cells)) == (2, 2, 4)
        assert page.text_in(grid.cells[0].box).strip() == "Mũ bảo hiểm"


def test_a_merged_cell_stands_once_and_says_how_far_it_reaches():
    with pymupdf.open() as document:
        page = document.new_page()
        for start, end in (
            ((72, 400), (500, 400)),
            ((72, 440), (500, 440)),
            ((72, 480), (500, 480)),
        ):
            page.draw_line(start, end)
        page.draw_line((72, 400), (72, 480))
        page.draw_line((500, 400), (500, 480))
        page.draw_line((250, 440), (250, 480))
        page.insert_text((80, 425), "A")
        page.insert_text((80, 465), "B")
        page.insert_text((260, 465), "C")
        data = document.tobytes()
    with open_pdf(data, "a.pdf") as file:
        (grid,) = file.page(1).table_grids()
    assert [(c.row, c.column, c.column_span) for c in grid.cells] == [
        (0, 0, 2),
        (1, 0, 1),
        (1, 1, 1),
    ]


def test_shading_makes_no_table():
    with pymupdf.open() as document:
        page = document.new_page()
        for y in (100, 140, 180):
            page.draw_rect((72, y, 500, y + 30), color=None, fill=(0.9, 0.9, 0.9))
            page.insert_text((80, y + 20), "Ghi chú")
        data = document.tobytes()
    with open_pdf(data, "a.pdf") as file:
        assert file.page(1).table_grids() == ()


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_turned_page_is_measured_as_it_is_shown(rotation):
    with pymupdf.open(stream=pdf(rotation), filetype="pdf") as plain:
        shown = plain[0].rect
    with open_pdf(pdf(rotation), "a.pdf") as file:
        page = file.page(1)
        assert (page.width, page.height) == (shown.width, shown.height)
        boxes = [span.box for span in page.spans()]
    assert all(0 <= box.x0 < box.x1 <= shown.width for box in boxes)
    assert all(0 <= box.y0 < box.y1 <= shown.height for box in boxes)


def test_a_picture_of_the_page_carries_see_through_marks():
    with open_pdf(pdf(), "a.pdf") as file:
        page = file.page(1)
        plain = page.png(1.0)
        marked = page.png(1.0, [Box(1, 72, 100, 200, 120)])
        elsewhere = page.png(1.0, [Box(2, 72, 100, 200, 120)])
        again = page.png(1.0)
    picture = pymupdf.Pixmap(marked)
    red, green, blue = picture.pixel(190, 118)
    assert (picture.width, picture.height) == (595, 842)
    assert red > 200 > blue
    assert green > blue
    assert plain == elsewhere == again != marked


def test_how_much_of_a_page_pictures_cover_is_measured():
    with pymupdf.open() as document:
        page = document.new_page(width=400, height=400)
        grey = pymupdf.Pixmap(pymupdf.csGRAY, (0, 0, 10, 10), False)
        grey.clear_with(128)
        page.insert_image((0, 0, 400, 200), pixmap=grey, keep_proportion=False)
        data = document.tobytes()
    with open_pdf(data, "a.pdf") as file:
        assert file.page(1).image_cover() == pytest.approx(0.5, abs=0.01)


def encrypted() -> bytes:
    with pymupdf.open(stream=pdf(), filetype="pdf") as document:
        return document.tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="x", owner_pw="y")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"Not a PDF at all", "not a PDF"),
        (b"", "not a PDF"),
        (b"%PDF-1.7\n broken from here on", "broken|no pages"),
        (encrypted(), "encrypted"),
    ],
)
def test_what_cannot_be_read_is_named_with_the_reason_and_a_cure(data, why):
    with pytest.raises(UnreadableDocument, match=why) as caught:
        open_pdf(data, "ho-so.pdf")
    assert caught.value.file == "ho-so.pdf"
    assert caught.value.cure


@pytest.mark.parametrize("number", [0, 2, -1])
def test_a_page_that_is_not_there_is_refused(number):
    with open_pdf(pdf(), "a.pdf") as file, pytest.raises(UnreadableDocument, match="no such page"):
        file.page(number)


def test_a_row_whose_upper_line_a_page_break_left_out_is_found() -> None:
    with pymupdf.open() as document:
        page = document.new_page()
        for x in (72, 110, 300, 500):
            page.draw_rect(pymupdf.Rect(x, 60, x + 1, 180), color=None, fill=(0, 0, 0))
        for y in (100, 140, 180):
            page.draw_rect(pymupdf.Rect(72, y, 501, y + 1), color=None, fill=(0, 0, 0))
        for row, y in enumerate((80, 120, 160)):
            for x in (76, 114, 304):
                page.insert_text((x, y), f"{row}")
        data = document.tobytes()
    with open_pdf(data, "cut.pdf") as pdf:
        (grid,) = pdf.page(1).table_grids()
    assert (grid.rows, grid.columns) == (3, 3)
    assert abs(grid.box.y0 - 60) < 3
