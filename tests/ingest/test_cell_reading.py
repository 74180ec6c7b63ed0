"""Cells that were passed over are read apart, and their words put back in their place."""

from __future__ import annotations

import numpy as np
import pytest

from index.pdf import open_pdf
from ingest.cell_reading import read_empty_cells, with_cells
from ingest.ocr import OcrWord
from ingest.ocr_tesseract import find_tesseract
from standards.errors import MissingPart

DPI = 300
ROWS = "".join(
    f"<tr><td style='width:30pt'>{n}</td><td>Thép cốt bê tông {n} mm</td></tr>"
    for n in (12, 14, 16, 18)
)
TABLE = f"<style>td {{ padding: 6pt }}</style><table style='font: 14pt serif'>{ROWS}</table>"


class Asked:
    """An engine that says whether it was asked."""

    name = "asked"

    def __init__(self):
        self.blocks = 0

    def read(self, picture, dpi):
        return ()

    def read_block(self, picture, dpi):
        self.blocks += 1
        return ()


@pytest.fixture
def ocr():
    try:
        return find_tesseract()
    except MissingPart as error:
        pytest.skip(str(error))


@pytest.fixture
def table(pdf_of):
    """The picture of a table without lines, and the cells of its first column."""
    with open_pdf(pdf_of([(72, 72, 400, TABLE)]), "table") as pdf:
        page = pdf.page(1)
        figures = [span for span in page.spans() if span.text.strip().isdigit()]
        scale = DPI / 72
        cells = [
            (
                round((span.box.x0 - 6) * scale),
                round((span.box.y0 - 6) * scale),
                round((span.box.x0 + 30) * scale),
                round((span.box.y1 + 6) * scale),
            )
            for span in figures
        ]
        return page.grey(DPI), cells


def word(x0, y0, x1, y1, line=4):
    return OcrWord(
        text="x", confidence=1, x0=x0, y0=y0, x1=x1, y1=y1, line=line, baseline=y1, size=20
    )


def test_figures_in_a_narrow_column_are_read_and_stand_in_their_cells(ocr, table):
    picture, cells = table
    assert len(cells) == 4
    words = read_empty_cells(picture, DPI, cells, (word(0, 0, 1, 1),), ocr, 200)
    assert [w.text for w in words] == ["12", "14", "16", "18"]
    assert [w.line for w in words] == [5, 6, 7, 8]
    for found, cell in zip(words, cells, strict=True):
        assert cell[0] <= found.x0 < found.x1 <= cell[2]
        assert cell[1] <= found.y0 < found.baseline <= found.y1 + 5 <= cell[3] + 5
        ink = picture[int(found.y0) : int(found.y1), int(found.x0) : int(found.x1)]
        assert ink.min() < 100


def test_cells_with_words_and_cells_without_ink_are_not_asked_about(table):
    picture, cells = table
    held = [word(x0 + 10, y0 + 10, x0 + 20, y0 + 20) for x0, y0, _, _ in cells]
    engine = Asked()
    assert read_empty_cells(picture, DPI, cells, held, engine, 200) == ()
    blank = np.full_like(picture, 255)
    assert read_empty_cells(blank, DPI, cells, (), engine, 200) == ()
    assert read_empty_cells(picture, DPI, [(0, 0, 3, 3)], (), engine, 200) == ()
    assert engine.blocks == 0
    assert read_empty_cells(picture, DPI, cells, (), engine, 200) == ()
    assert engine.blocks == 1


def test_words_of_cells_are_read_cell_by_cell_and_the_others_stand(ocr, table):
    picture, cells = table
    outside = word(5, 5, 25, 25, line=0)
    x0, y0, _, _ = cells[0]
    wrong = word(x0 + 10, y0 + 10, x0 + 20, y0 + 20)
    words = with_cells(picture, DPI, cells, (outside, wrong), ocr, 200)
    assert words[0] == outside
    assert [w.text for w in words[1:]] == ["12", "14", "16", "18"]
    assert all(cell[1] <= w.y0 < w.y1 <= cell[3] for w, cell in zip(words[1:], cells, strict=True))
    assert with_cells(picture, DPI, (), (outside, wrong), ocr, 200) == (outside, wrong)
