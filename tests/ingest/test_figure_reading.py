"""Codes that two readings leave in doubt are read apart, as one voice of three."""

from __future__ import annotations

import numpy as np
import pytest

from index.pdf import open_pdf
from ingest.figure_reading import ReadsFigures, read_figures, with_figures
from ingest.ocr import OcrWord
from ingest.ocr_tesseract import find_tesseract
from standards.errors import MissingPart

DPI = 300
CODES = ("8517.12.00", "8517.18.00", "68-188:2003")
LINES = "<p style='font: 13pt serif'>" + "<br>".join(CODES) + "</p>"


def word(text, sure=0.9, x0=100.0, y0=100.0, wide=200.0, high=34.0):
    return OcrWord(
        text=text,
        confidence=sure,
        x0=x0,
        y0=y0,
        x1=x0 + wide,
        y1=y0 + high,
        line=0,
        baseline=y0 + 30,
        size=30,
    )


class Answering:
    """An engine that reads one set text in each part, and counts how often it was asked."""

    name = "answering"

    def __init__(self, text="8517.12.00"):
        self.text = text
        self.asked = 0

    def read(self, picture, dpi):
        return ()

    def read_figures(self, picture, dpi):
        self.asked += 1
        return (word(self.text, x0=60, y0=60),)


PAGE = np.full((400, 600), 255, np.uint8)


def apart(first, second, engine):
    return read_figures(PAGE, DPI, first, second, engine, DPI)


def decided(first, second, third, sure=0.9):
    """The text that comes of three readings of one word, the first being the settled one."""
    voices = (word(third, sure),)
    (found,) = with_figures((word(*first),), (word(*first),), (word(*second),), voices)
    return found.text


def test_codes_are_read_in_their_place_where_a_sign_was_read_for_a_figure(pdf_of):
    try:
        ocr = find_tesseract()
    except MissingPart as error:
        pytest.skip(str(error))
    assert isinstance(ocr, ReadsFigures)
    with open_pdf(pdf_of([(72, 72, 400, LINES)]), "codes") as pdf:
        page = pdf.page(1)
        picture = page.grey(DPI)
        boxes = [span.box for span in page.spans() if span.text.strip() in CODES]
    scale = DPI / 72
    read = [
        word(
            code.replace("8", "§", 1),
            x0=box.x0 * scale,
            y0=box.y0 * scale,
            wide=(box.x1 - box.x0) * scale,
            high=(box.y1 - box.y0) * scale,
        )
        for code, box in zip(CODES, boxes, strict=True)
    ]
    found = read_figures(picture, DPI, read, read, ocr, 200)
    assert tuple(w.text for w in found) == CODES
    assert [(w.x0, w.y0) for w in found] == [(w.x0, w.y0) for w in read]
    assert tuple(w.text for w in with_figures(read, read, read, found)) == CODES


def test_only_doubtful_figures_are_asked_about():
    engine = Answering()
    sure = (word("8517.12.00", 0.95),)
    assert apart(sure, sure, engine) == ()
    for text in ("Tổng", "220l", "100ml", "18", "50%"):
        other = (word(text, 0.3),)
        assert apart(other, other, engine) == ()
    assert engine.asked == 0
    weak, strange, otherwise = word("8517.12.00", 0.5), word("§517.12.00"), word("8517.12.80")
    for one, two in ((weak, weak), (strange, strange), (sure[0], otherwise)):
        assert [w.text for w in apart((one,), (two,), engine)] == ["8517.12.00"]
    assert [w.text for w in apart((), (weak,), engine)] == ["8517.12.00"]
    assert engine.asked == 4


def test_figures_that_no_reading_of_the_page_saw_are_not_taken():
    assert decided(("8517.12.00", 0.2), ("8517.12.30", 0.3), "8517.12.99") == "8517.12.00"
    assert decided(("§517.12.00", 0.9), ("§517.12.00", 0.9), "9517.12.00") == "§517.12.00"
    assert decided(("§517.12.00", 0.9), ("§517.12.00", 0.9), "517.12.00") == "§517.12.00"


def test_lost_dots_and_signs_read_for_figures_are_mended():
    assert decided(("§517.12.00", 0.9), ("§517.12.00", 0.7), "8517.12.00") == "8517.12.00"
    assert decided(("8517.1800", 0.9), ("8517.18.00", 0.9), "8517.18.00") == "8517.18.00"
    assert decided(("2007;", 0.8), ("2007;", 0.8), "2007,") == "2007;"
    assert decided(("8525.50.00 ~", 0.8), ("8525.5000", 0.4), "8525.50.00:") == "8525.50.00"


def test_two_voices_outweigh_one_and_one_sure_voice_two_faint_ones():
    assert decided(("8428.10.31", 0.8), ("8428.10.39", 0.7), "8428.10.39") == "8428.10.39"
    assert decided(("8428.10.31", 0.9), ("8428.10.39", 0.2), "8428.10.39", 0.3) == "8428.10.31"


def test_words_elsewhere_stay_as_they_are():
    far = word("1234", 0.2, y0=300)
    near = word("1239", 0.9)
    assert with_figures((far,), (far,), (), (near,)) == (far,)
