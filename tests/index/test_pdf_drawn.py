"""What a page draws besides visible text: hidden layers and outlined letters."""

import pymupdf

from index.pdf import open_pdf


def drawn(make):
    with pymupdf.open() as document:
        make(document.new_page())
        data = document.tobytes()
    with open_pdf(data, "a.pdf") as pdf:
        return pdf.page(1).drawn()


def test_visible_text_is_not_hidden():
    assert drawn(lambda page: page.insert_text((72, 72), "Quy chuẩn")).hidden_text == 0


def test_text_in_neither_ink_nor_outline_is_hidden():
    def page(page):
        page.insert_text((72, 72), "a layer that OCR made", render_mode=3)

    assert drawn(page).hidden_text == 1


def test_letters_drawn_as_shapes_are_counted_and_ruling_lines_are_not():
    def page(page):
        shape = page.new_shape()
        for at in range(50):
            shape.draw_rect(pymupdf.Rect(72 + 8 * at, 100, 77 + 8 * at, 110))
            shape.finish(fill=(0, 0, 0), color=None)
            shape.draw_rect(pymupdf.Rect(72 + 8 * at, 200, 72.5 + 8 * at, 215))
            shape.finish(fill=(0, 0, 0), color=None)
        shape.commit()

    assert drawn(page).letter_shapes == 50
