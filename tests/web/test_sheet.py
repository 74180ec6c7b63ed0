"""Marks over the picture of a page."""

import pytest

from api.models import BoxBody
from standards.errors import BadInput
from web.links import page_url
from web.sheet import MOST_MARKS, Sheets, parse_marks, tidy


def box(y0, y1, x0=70.0, x1=500.0, page=1):
    return BoxBody(page=page, x0=x0, y0=y0, x1=x1, y1=y1)


def test_lines_of_one_passage_become_one_mark():
    assert tidy([box(100, 112), box(114, 126, x1=300), box(128, 140)]) == (box(100, 140),)


def test_passages_apart_stay_apart():
    assert len(tidy([box(100, 112), box(300, 312)])) == 2


def test_columns_side_by_side_are_not_joined():
    left, right = box(100, 112, 70, 280), box(113, 125, 310, 520)
    assert set(tidy([left, right])) == {left, right}


def test_very_many_marks_become_one_around_them_all():
    many = [box(40.0 * n, 40.0 * n + 5) for n in range(MOST_MARKS + 1)]
    assert tidy(many) == (box(0, 40.0 * MOST_MARKS + 5),)


def test_marks_of_an_address_are_read_back_as_they_were_written():
    address = page_url("a", 4, [box(100.5, 112, page=4)])
    mark = address.split("mark=")[1]
    assert parse_marks([mark], 4) == (box(100.5, 112, page=4),)


@pytest.mark.parametrize("text", ["", "1,2,3", "a,b,c,d", "5,5,1,9", "-1,0,5,5", "nan,0,5,5"])
def test_a_mark_that_is_no_box_is_refused(text):
    with pytest.raises(BadInput, match="no box"):
        parse_marks([text], 1)


def test_a_sheet_knows_its_neighbours_and_its_size(service):
    item = service.standards().items[0]
    source = service.source(item.slug)
    first = Sheets(service).of(item.slug, 1, [box(100, 112)])
    last = Sheets(service).of(item.slug, source.pages)
    assert first.previous is None
    assert last.next is None
    assert 400 < first.width < first.height < 1000
    assert first.marks[0].y0 < 100 < 112 < first.marks[0].y1
    assert last.marks == ()


def test_every_printed_line_of_a_page_stands_on_its_picture(service):
    lines = service.page_lines("qcvn-2-2021-bkhcn", 3)
    page = service.page_text("qcvn-2-2021-bkhcn", 3)
    assert "1.1 Phạm vi điều chỉnh" in [line.text for line in lines]
    assert [line.box.y0 for line in lines] == sorted(line.box.y0 for line in lines)
    assert all(0 <= line.box.x0 < line.box.x1 <= page.width for line in lines)
    said = " ".join(line.text for line in lines)
    assert "Mũ phải đáp ứng các yêu cầu kỹ thuật quy định tại Điều 4 của TCVN" in said


def test_the_picture_of_a_page_has_text_to_select(show):
    page = show("/standards/qcvn-2-2021-bkhcn/pages/3")
    selectable = " ".join(line.text for line in page.all("text"))
    assert "Khối lượng của mũ, kể cả các bộ phận kèm theo" in selectable
