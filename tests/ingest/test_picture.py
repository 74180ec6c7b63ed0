"""Pictures of pages are levelled, and their ruling lines found, by what is in them."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from index.pdf import open_pdf
from ingest.picture import (
    Frame,
    cleaned,
    ink_box,
    inked,
    levelled,
    middle_part,
    rulings_of,
    skew_of,
    smoothed,
    turned,
    without,
)

DPI = 150
ROWS = "".join(
    f"<tr><td>{n}</td><td>Thép cốt bê tông cán nóng, đường kính {n * 2} mm</td>"
    "<td>TCVN 1651-2:2018</td></tr>"
    for n in range(1, 7)
)
PAGE = (
    "<style>td { border: 0.7pt solid black; padding: 3pt } table { border-collapse: collapse }"
    "</style><h3>QUY CHUẨN KỸ THUẬT QUỐC GIA</h3>"
    "<p>Quy chuẩn này quy định mức giới hạn của đặc tính kỹ thuật và yêu cầu quản lý đối với thép "
    "làm cốt bê tông, thép cốt bê tông cán nguội và thép cốt bê tông phủ epoxy.</p>"
    f"<table>{ROWS}</table>" + "<p>Tổ chức, cá nhân phải công bố hợp quy trước khi bán.</p>" * 8
)


@pytest.fixture
def page(pdf_of):
    with open_pdf(pdf_of([(72, 72, 523, PAGE)]), "a page") as pdf:
        return pdf.page(1).grey(DPI)


@pytest.mark.parametrize("degrees", [-8.0, -2.3, -0.5, 0.0, 0.7, 3.0, 9.0])
def test_skew_is_found_and_put_right(page, degrees):
    askew = levelled(page, degrees)
    assert skew_of(askew, DPI) == pytest.approx(-degrees, abs=0.16)


def test_a_blank_sheet_has_no_skew():
    assert skew_of(np.full((400, 300), 255, dtype=np.uint8), DPI) == 0.0


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
@pytest.mark.parametrize("degrees", [0.0, 4.0, -1.5])
def test_a_point_is_found_again_where_it_stood_before(quarters, degrees):
    sheet = np.full((300, 200), 255, dtype=np.uint8)
    sheet[40:44, 60:64] = 0
    moved = levelled(turned(sheet, quarters), degrees)
    ys, xs = np.nonzero(moved < 128)
    frame = Frame(width=200, height=300, quarters=quarters, degrees=degrees)
    assert frame.before(xs.mean() + 0.5, ys.mean() + 0.5) == pytest.approx((62, 42), abs=1.0)


def test_a_box_before_holds_the_whole_box(page):
    frame = Frame(width=200, height=300, quarters=1, degrees=3.0)
    x0, y0, x1, y1 = frame.box_before(50, 60, 90, 70)
    assert x1 - x0 >= 10
    assert y1 - y0 >= 40


def test_the_lines_of_a_table_are_found_and_letters_are_none(page):
    rulings = rulings_of(page, DPI)
    ink = [page[line.y0 : line.y1, line.x0 : line.x1] for line in rulings]
    level = {round((line.y0 + line.y1) / 2 / 5) for line in rulings if line.level}
    upright = {round((line.x0 + line.x1) / 2 / 5) for line in rulings if not line.level}
    assert len(level) == 7
    assert len(upright) == 4
    assert all(part.min() < 128 for part in ink)


def test_a_heading_in_capitals_makes_no_lines(pdf_of):
    html = "<p style='font: bold 18pt serif'>PHIẾU TIẾP NHẬN MẪU THỬ NGHIỆM</p>" * 6
    with open_pdf(pdf_of([(72, 72, 523, html)]), "capitals") as pdf:
        assert rulings_of(pdf.page(1).grey(300), 300) == ()


def test_a_line_that_leans_over_the_sheet_is_one_line():
    sheet = np.full((2400, 600), 255, dtype=np.uint8)
    cv2.line(sheet, (300, 50), (309, 2350), 0, 4)
    found = rulings_of(sheet, 300)
    assert min(line.y0 for line in found) <= 55
    assert max(line.y1 for line in found) >= 2345
    assert all(line.x1 - line.x0 < 14 for line in found)


def test_painting_lines_over_leaves_the_words(page):
    bare = without(page, rulings_of(page, DPI))
    assert rulings_of(bare, DPI) == ()
    assert inked(bare) > 0.6 * inked(page)


def test_a_pale_stamp_is_taken_away_and_the_soft_edges_of_letters_stay(page):
    marked = page.copy()
    cv2.putText(marked, "www", (300, 1500), cv2.FONT_HERSHEY_SIMPLEX, 8, 205, 20)
    assert (marked != page).any()
    clean = cleaned(marked, DPI)
    assert float(np.abs(clean.astype(int) - page.astype(int)).mean()) < 0.05
    assert np.array_equal(clean[page < 100], page[page < 100])


def test_grey_print_without_anything_darker_is_kept():
    sheet = np.full((200, 300), 250, dtype=np.uint8)
    sheet[50:60, 50:200] = 170
    assert inked(cleaned(sheet, DPI)) == inked(sheet) > 0


def test_the_box_of_ink_passes_over_dust():
    cell = np.full((60, 80), 255, dtype=np.uint8)
    cell[5:7, 5:7] = 0
    assert ink_box(cell, 10) is None
    cell[20:40, 30:35] = 0
    assert ink_box(cell, 10) == (0, 0, 40, 45)


def test_the_middle_of_what_is_printed_is_smaller_than_the_sheet(page):
    part = middle_part(page)
    assert part.shape[0] < page.shape[0] / 2
    assert inked(part) > inked(page)


def test_smoothing_changes_the_resolution_and_keeps_the_ink(page):
    small = smoothed(page, DPI, 100)
    assert small.shape == pytest.approx((page.shape[0] * 2 / 3, page.shape[1] * 2 / 3), abs=1)
    assert float((255 - small).mean()) == pytest.approx(float((255 - page).mean()), rel=0.03)
