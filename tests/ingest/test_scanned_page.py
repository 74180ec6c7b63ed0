"""Pages of our own samples, worn as scans are, come back with their words, places and tables."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

import cv2
import numpy as np
import pymupdf
import pytest

from index.pdf import open_pdf
from ingest.ocr_tesseract import find_tesseract
from ingest.scanned_page import ScannedPage, recognise_pages
from ingest.source_page import SourcePage
from ingest.tables import read_page_tables
from ingest.tools import Limits, ReadingTools
from samples.build import HERE, build
from samples.markup import read_content
from standards.errors import MissingPart
from standards.place import Box

SAMPLE, PAGE, TABLE_PAGE = "qcvn-2-2021", 3, 5


@lru_cache
def sample() -> bytes:
    path = next((HERE / "content").glob(f"{SAMPLE}*.txt"))
    content: bytes = build(read_content(path)).tobytes()
    return content


def drawn(number, dpi):
    with open_pdf(sample(), SAMPLE) as pdf:
        return pdf.page(number).grey(dpi)


def printed_words(number):
    """Those of the upper five inches, with their boxes."""
    with pymupdf.open(stream=sample()) as document:
        words = document[number - 1].get_text("words")
        return [(word[4], word[:4]) for word in words if word[3] < 5 * 72]


def as_pdf(*pictures, dpi):
    with pymupdf.open() as document:
        for picture in pictures:
            height, width = picture.shape
            page = document.new_page(width=width * 72 / dpi, height=height * 72 / dpi)
            page.insert_image(page.rect, stream=cv2.imencode(".png", picture)[1].tobytes())
        content: bytes = document.tobytes()
    return content


def grainy(picture, strength=12):
    grain = np.random.default_rng(3).normal(0, strength, picture.shape)
    return np.clip(cv2.GaussianBlur(picture, (0, 0), 0.8) + grain, 0, 255).astype(np.uint8)


def photographed(picture):
    squeezed = cv2.imencode(".jpg", grainy(picture), [cv2.IMWRITE_JPEG_QUALITY, 35])[1]
    return np.asarray(cv2.imdecode(squeezed, cv2.IMREAD_GRAYSCALE), dtype=np.uint8)


def faxed(picture):
    return np.where(grainy(picture) < 140, 0, 255).astype(np.uint8)


@pytest.fixture(scope="module")
def tools():
    try:
        return ReadingTools(ocr=find_tesseract(), parallel_pages=2)
    except MissingPart as error:
        pytest.skip(str(error))


@pytest.mark.parametrize(
    ("wear", "dpi", "degrees", "quarters"),
    [(photographed, 200, 0.9, 0), (faxed, 200, -3.0, 2), (photographed, 200, -0.6, 1)],
    ids=["askew", "fax on its head", "on its side"],
)
def test_words_and_their_places_are_found_on_worn_pages(tools, wear, dpi, degrees, quarters):
    flat = drawn(PAGE, dpi)[: dpi * 5]
    height, width = flat.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    askew = cv2.warpAffine(flat, matrix, (width, height), borderValue=(255,))
    scan = np.ascontiguousarray(np.rot90(wear(askew), quarters))

    def place(box):
        """Where the middle of a printed box lies on the scan, points."""
        scale = dpi / 72
        x, y = matrix @ [(box[0] + box[2]) / 2 * scale, (box[1] + box[3]) / 2 * scale, 1]
        wide = width
        for turn in range(quarters):
            x, y = y, wide - x
            wide = height if turn % 2 == 0 else width
        return x / scale, y / scale

    with open_pdf(as_pdf(scan, dpi=dpi), "scan") as pdf:
        page = recognise_pages(pdf, [1], tools)[1]
    assert isinstance(page, ScannedPage)
    assert isinstance(page, SourcePage)
    assert page.turned == {0: 0, 1: 90, 2: 180}[quarters]
    assert page.skew == pytest.approx(degrees, abs=0.15)

    printed = printed_words(PAGE)
    truth = Counter(word for word, _ in printed)
    read = Counter(span.text.strip() for span in page.spans())
    assert sum((truth & read).values()) > 0.9 * sum(truth.values())
    assert page.confidence > 0.85

    once = {word: place(box) for word, box in printed if truth[word] == 1 and len(word) > 2}
    found = [span for span in page.spans() if span.text.strip() in once]
    assert len(found) > 30
    for span in found:
        x, y = once[span.text.strip()]
        box = page.shown(span.box)
        assert box.x0 - 2 <= x <= box.x1 + 2
        assert box.y0 - 4 <= y <= box.y1 + 4


@pytest.fixture(scope="module")
def table_page(tools):
    with open_pdf(as_pdf(photographed(drawn(TABLE_PAGE, 200)), dpi=200), "scan") as pdf:
        page = recognise_pages(pdf, [1], tools)[1]
    assert isinstance(page, ScannedPage)
    return page


def test_a_table_has_the_cells_of_the_printed_one(table_page):
    with open_pdf(sample(), SAMPLE) as pdf:
        (printed,) = read_page_tables(pdf.page(TABLE_PAGE)).tables
    (read,) = read_page_tables(table_page).tables
    assert (read.rows, read.columns) == (printed.rows, printed.columns)
    codes = [c.text for c in printed.cells if c.column and c.text[:4].isdigit()]
    assert codes
    assert [c.text for c in read.cells if c.text in codes] == codes
    assert [c.text.rstrip(".") for c in read.cells if c.column == 0] == ["TT", "1"]


def test_words_of_a_printed_line_are_one_row_with_blanks_between(table_page):
    rows = {}
    for span in table_page.spans():
        rows.setdefault(span.row, []).append(span)
    for row in rows.values():
        assert all(span.text.endswith(" ") for span in row[:-1])
        assert not row[-1].text.endswith(" ")
        assert len({span.size for span in row}) == 1


def test_text_in_a_box_is_that_of_the_words_whose_middle_is_inside(table_page):
    span = max(table_page.spans(), key=lambda span: len(span.text))
    assert table_page.text_in(span.box) == span.text.strip()
    assert table_page.spans(Box(1, 0, 0, 1, 1)) == ()
    assert table_page.text_in(Box(1, 0, 0, 1, 1)) == ""


def test_a_blank_page_is_read_as_a_page_without_words(tools):
    blank = np.full((1100, 850), 255, dtype=np.uint8)
    with open_pdf(as_pdf(blank, dpi=100), "blank") as pdf:
        page = recognise_pages(pdf, [1], tools)[1]
    assert isinstance(page, ScannedPage)
    assert page.spans() == ()
    assert page.confidence == 1.0


def test_a_picture_too_large_is_refused_with_the_reason(tools):
    small = ReadingTools(ocr=tools.ocr, limits=Limits(picture_pixels=10_000))
    with open_pdf(as_pdf(drawn(1, 72), dpi=72), "large") as pdf:
        assert "quá lớn" in str(recognise_pages(pdf, [1], small)[1])


class Broken:
    name = "broken"

    def read(self, picture, dpi):
        from standards.errors import OcrFailed

        raise OcrFailed("out of ink")


def test_a_page_on_which_the_program_breaks_off_is_refused_alone():
    with open_pdf(as_pdf(drawn(1, 72), dpi=72), "scan") as pdf:
        pages = recognise_pages(pdf, [1], ReadingTools(ocr=Broken()))
    assert "out of ink" in str(pages[1])


def test_without_a_program_the_advice_stands_in_the_reason():
    advice = "run: apt-get install tesseract-ocr"
    with open_pdf(as_pdf(drawn(1, 72), dpi=72), "scan") as pdf:
        assert advice in str(recognise_pages(pdf, [1], ReadingTools(ocr_advice=advice))[1])
        assert recognise_pages(pdf, [], ReadingTools()) == {}
