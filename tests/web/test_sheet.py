"""Marks over the picture of a page."""

import pytest

from api.models import BoxBody
from standards.errors import BadInput
from web.links import page_url
from web.sheet import MOST_CARRIED, MOST_MARKS, Sheets, carry, parse_marks, parse_zoom, tidy


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


@pytest.mark.parametrize(
    "text", ["", "1,2,3", "a,b,c,d", "5,5,1,9", "-1,0,5,5", "nan,0,5,5", "0:1,1,5,5", "x:1,1,5,5"]
)
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


HELMET = "/standards/qcvn-2-2021-bkhcn"
OVER = f"{HELMET}/pages/3?mark=70,600,520,780&mark=4:70,60,520,120"


def test_a_mark_of_another_page_is_written_with_its_page_and_read_back():
    both = [box(100, 112, page=4), box(60, 72, page=5)]
    address = page_url("a", 4, both)
    assert address == "/standards/a/pages/4?mark=70,100,500,112&mark=5:70,60,500,72"
    assert parse_marks(["70,100,500,112", "5:70,60,500,72"], 4) == tuple(both)


def test_the_marks_of_a_passage_on_very_many_pages_fit_in_an_address():
    many = [box(40.0 * n, 40.0 * n + 5, page=page) for page in range(1, 300) for n in range(9)]
    carried = carry(many, 150)
    assert len([mark for mark in carried if mark.page == 150]) == 9
    assert {mark.page for mark in carried} == set(range(110, 191))
    assert len(page_url("a", 150, carried)) < 3_000
    assert carry(many[:MOST_CARRIED], 1) == tuple(many[:MOST_CARRIED])


def test_a_passage_over_a_page_break_is_marked_on_both_pages_and_leads_on(show):
    first = show(OVER)
    assert len(first.all("rect")) == 1
    assert "Đoạn này còn tiếp ở trang 4" in first.words
    onward = next(a for a in first.all("a") if "còn tiếp" in a.text).attributes["href"]
    assert onward == f"{HELMET}/pages/4?mark=3:70,600,520,780&mark=70,60,520,120"
    second = show(onward)
    assert len(second.all("rect")) == 1
    back = next(a for a in second.all("a") if "bắt đầu từ trang 3" in a.text).attributes["href"]
    assert back == OVER


def test_the_clause_of_a_held_document_leads_on_where_its_page_ends(service, show):
    entries = service.standard("qcvn-2-2021-bkhcn").clauses
    over = next(entry for entry in entries if entry.last_page > entry.page)
    page = show(f"{over.url}")
    assert f"còn tiếp ở trang {over.page + 1}" in page.words


def test_marks_on_pages_that_the_file_has_not_lead_nowhere(show):
    page = show(f"{HELMET}/pages/3?mark=999:70,60,520,120")
    assert "còn tiếp" not in page.words


@pytest.mark.parametrize(("zoom", "width"), [("100", 793), ("150", 1190), ("200", 1587)])
def test_a_page_is_drawn_in_steps_without_script(show, zoom, width):
    page = show(f"{OVER}&zoom={zoom}")
    picture = next(e for e in page.all("img") if ".png" in e.attributes["src"])
    assert int(picture.attributes["width"]) == pytest.approx(width, abs=2)
    chosen = page.all("a", **{"aria-current": "true"})
    assert [link.text for link in chosen] == [f"{zoom}\N{NO-BREAK SPACE}%"]
    turned = page.all("a", rel="next")[0].attributes["href"]
    assert turned.endswith(f"zoom={zoom}")
    assert "mark=3:70,600,520,780" in turned


def test_a_size_that_does_not_exist_is_refused(show):
    assert parse_zoom("") == "fit"
    with pytest.raises(BadInput, match="none of fit, 100, 150, 200"):
        parse_zoom("77")
    show(f"{HELMET}/pages/3?zoom=77", 400)


def test_a_typed_page_number_keeps_marks_size_and_day(client):
    reply = client.get(
        f"{HELMET}/pages?page=4&mark=3:70,60,520,120&zoom=150&as_of=2026-01-01",
        follow_redirects=False,
    )
    assert reply.status_code == 303
    assert reply.headers["location"] == (
        f"{HELMET}/pages/4?mark=3:70,60,520,120&zoom=150&as_of=2026-01-01"
    )


def test_the_original_opens_at_the_same_page(show):
    page = show(f"{HELMET}/pages/3")
    original = next(a for a in page.all("a") if "PDF" in a.text)
    assert original.attributes["href"] == f"/api/v1{HELMET}/file#page=3"
