"""Boxes of an upright sheet are put back on the page as the PDF shows it, wherever they stand."""

from __future__ import annotations

import pytest

from ingest.as_shown import as_shown
from ingest.picture import Frame
from ingest.scanned_page import ScannedPage
from standards.document import Clause, TableRow
from standards.place import Box, Line


def sheet(number, quarters=0, degrees=0.0):
    """A page of 600 by 800 points, one point a pixel."""
    return ScannedPage(
        number=number,
        width=600.0,
        height=800.0,
        words=(),
        confidence=1.0,
        weak_words=(),
        turned=90 * quarters,
        skew=degrees,
        grids=(),
        frame=Frame(width=600, height=800, quarters=quarters, degrees=degrees),
        points=1.0,
    )


HEADING, BODY, ELSEWHERE = Box(1, 10, 20, 110, 40), Box(1, 10, 50, 200, 70), Box(2, 1, 2, 3, 4)
CLAUSE = Clause(
    key="1",
    label="1",
    heading="Phạm vi",
    text="Quy chuẩn này",
    page=1,
    last_page=2,
    parent=None,
    heading_boxes=(HEADING,),
    lines=(Line(0, 9, BODY), Line(9, 13, ELSEWHERE)),
)


def test_all_boxes_of_a_turned_page_move_and_those_of_others_stay():
    moved = as_shown(CLAUSE, {1: sheet(1, quarters=2)})
    assert moved.heading_boxes == (Box(1, 490, 760, 590, 780),)
    assert moved.lines == (Line(0, 9, Box(1, 400, 730, 590, 750)), Line(9, 13, ELSEWHERE))
    assert (moved.label, moved.text, moved.page) == ("1", "Quy chuẩn này", 1)


def test_a_page_read_on_its_side_is_marked_on_its_side():
    row = as_shown(TableRow(cells=("a", "b"), box=HEADING), {1: sheet(1, quarters=1)})
    assert row.box == Box(1, 20, 690, 40, 790)


def test_a_box_of_a_sheet_that_lay_askew_holds_its_words():
    box = as_shown(HEADING, {1: sheet(1, degrees=2.0)})
    assert (box.x0 + box.x1, box.y0 + box.y1) == pytest.approx((66.3, 57.2), abs=2)
    assert box.height > HEADING.height


def test_a_sheet_that_lay_straight_changes_nothing():
    assert as_shown(CLAUSE, {1: sheet(1), 2: sheet(2)}) is CLAUSE
    assert as_shown((CLAUSE,), {}) == (CLAUSE,)
