"""Pages of lives: document, clause and work on a day, timelines, boxes, the graph."""

import re
from datetime import date

import pytest
from fastapi.testclient import TestClient

from api.models_time import GraphBody, GraphNode, GraphRole
from api.settings import Settings
from web.graph import WIDTH, draw
from web.links import on_day
from web.site import create_site
from web.timeline import bars, timeline

OLD, NEW, STANDARD = "qcvn-88-2015-bgtvt", "qcvn-88-2021-bgtvt", "tcvn-7777-2018"
DAY = "2022-06-01"
PAGES = {
    "document": f"/standards/{NEW}",
    "cites": f"/standards/{NEW}?view=cites",
    "cited": "/standards/tcvn-6666-2011?view=cites",
    "ended": f"/standards/{OLD}",
    "conflict": "/standards/20-2020-tt-btc?as_of=2024-03-01",
    "standard": f"/standards/{STANDARD}",
    "act": "/standards/11-2021-tt-bgtvt",
    "clause": f"/standards/{NEW}/clauses/2.1",
    "article": "/standards/11-2021-tt-bgtvt/clauses/dieu-2.1",
    "work": "/works/qcvn-88-bgtvt",
    "standard_work": "/works/tcvn-7777",
}


@pytest.fixture(scope="module")
def visitor(lived, tmp_path_factory):
    settings = Settings(library=tmp_path_factory.mktemp("none"), embedder="hashing")
    with TestClient(create_site(settings, service=lived)) as client:
        yield client


@pytest.fixture
def see(visitor, read_page):
    def page(address):
        visitor.cookies.clear()
        response = visitor.get(address, headers={"Accept": "text/html"})
        assert response.status_code == 200, response.text[:300]
        return read_page(response.text)

    return page


def hrefs(page):
    return [e.attributes["href"] for e in page.all("a") if "href" in e.attributes]


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_whole_small_and_every_link_has_words(visitor, see, name, lang):
    address = PAGES[name] + ("&" if "?" in PAGES[name] else "?") + f"lang={lang}"
    page = see(address)
    assert page.faults == []
    assert len(page.all("h1")) == 1
    assert [e.attributes for e in page.all("a") if not e.text.strip()] == []
    ids = [e.attributes["id"] for e in page.elements if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    assert all("style" not in e.attributes for e in page.elements)
    assert len(visitor.get(address).content) < 100_000


@pytest.mark.parametrize("name", [name for name in PAGES if name != "conflict"])
def test_every_link_to_a_text_keeps_the_day_that_was_asked(visitor, see, name):
    page = see(on_day(PAGES[name], DAY))
    kept = [
        href
        for href in hrefs(page)
        if re.match(r"/(standards|works|compare)\b", href) and "lang=" not in href
    ]
    assert kept
    own = PAGES[name].split("?")[0]
    back = {PAGES[name], own}  # the way back to today
    assert [href for href in kept if f"as_of={DAY}" not in href and href not in back] == []
    for href in sorted(set(kept)):
        if not href.startswith("/compare"):
            assert visitor.get(href).status_code == 200, href


def test_without_a_day_no_link_names_one(see):
    assert [href for href in hrefs(see(PAGES["document"])) if "as_of" in href] == []


def test_the_title_block_says_the_status_since_when_and_where_that_stands(see):
    page = see(f"/standards/{OLD}?as_of={DAY}")
    (badge,) = page.all("span", class_="ended")
    assert badge.text.startswith("Hết hiệu lực từ 01/09/2021")
    (reason, *_) = page.all("p", class_="reason")
    assert "01/06/2022" in reason.text
    assert reason.text.count("khoản 1 Điều 2, trang 1") == 1
    assert f"/standards/11-2021-tt-bgtvt/clauses/dieu-2.1?as_of={DAY}" in hrefs(page)


def test_the_day_can_be_changed_without_a_script(see):
    page = see(f"/standards/{NEW}?view=cites&as_of={DAY}")
    (field,) = page.all("input", type="date")
    assert (field.attributes["name"], field.attributes["value"]) == ("as_of", DAY)
    assert page.all("input", name="view", value="cites")
    assert page.all("label", for_=field.attributes["id"])


def test_the_timeline_has_a_linked_point_for_every_day_and_one_for_the_day_asked(see, lived):
    body = lived.standard(NEW, as_of=date(2022, 6, 1))
    line = timeline(body)
    assert line is not None
    days = {event.day for event in body.history if event.day} | {body.as_of}
    assert {point.day for point in line.points} == days
    assert [point.day for point in line.points if point.asked] == [body.as_of]
    assert [point.x for point in line.points] == sorted(point.x for point in line.points)
    assert [s.status for s in line.stretches if s.x0 == line.points[0].x] == ["in_force"]
    page = see(f"/standards/{NEW}?as_of={DAY}")
    titles = [e.text for e in page.all("title")]
    assert "01/09/2021: Có hiệu lực" in titles
    assert any(title.startswith("01/01/2026: Bị bãi bỏ") for title in titles)


def test_transitions_changes_and_editions_stand_beside_the_status(see):
    page = see(f"/standards/{OLD}?as_of={DAY}")
    assert "Quy định chuyển tiếp" in page.words
    assert "quy định cũ áp dụng đến trước 01/01/2023" in page.words
    assert f"/compare?a={NEW}&b={OLD}&as_of={DAY}" in hrefs(page)
    assert "Sắp tới:" in see(f"/standards/{NEW}?as_of={DAY}").words
    late = see(f"/standards/{NEW}?as_of=2024-06-01")
    assert f"/standards/{NEW}/amended?as_of=2024-06-01" in hrefs(late)


def test_sources_that_disagree_are_shown_with_their_pages(see):
    page = see(PAGES["conflict"])
    (box,) = page.all("section", class_="conflict")
    assert "21/2024/TT-BTC" in box.text
    assert "22/2024/TT-BTC" in box.text
    assert "01/02/2024" in box.text


def test_a_standard_shows_which_clause_makes_it_mandatory(see):
    page = see(f"/standards/{STANDARD}?as_of={DAY}")
    (box,) = page.all("section", aria_labelledby="binding")
    assert "mục 2.1, QCVN 88:2021/BGTVT" in box.text
    assert "phần được viện dẫn: mục 5.2" in box.text
    assert "Thử theo mục 5.2 của TCVN 7777:2018." in box.text
    assert not see(f"/standards/{STANDARD}?as_of=2021-08-31").all(
        "section", aria_labelledby="binding"
    )


def test_relations_are_told_in_words_on_both_sides(see):
    for address, words in (
        ("/standards/11-2021-tt-bgtvt", "Thay thế"),
        (f"/standards/{OLD}", "Bị thay thế bởi"),
    ):
        page = see(address)
        assert words in [e.text for e in page.all("dt")]
        assert "replaces QCVN 88:2015/BGTVT" in page.words


def test_a_paragraph_is_headed_as_it_is_cited(see):
    assert see(PAGES["article"]).all("h1")[0].text == "Khoản 1 Điều 2"


def test_a_clause_that_was_amended_says_so_on_the_day_only(see):
    late = see(f"{PAGES['clause']}?as_of=2024-06-01")
    (box,) = late.all("section", class_="conflict")
    assert "Mục 2.1 được sửa đổi" in box.text
    assert f"/standards/{NEW}/amended?as_of=2024-06-01#c-2.1" in hrefs(late)
    assert not see(f"{PAGES['clause']}?as_of={DAY}").all("section", class_="conflict")


def test_a_number_without_a_year_tells_its_edition(see):
    assert "TCVN 7777 (ngày tra cứu là TCVN 7777:2018)" in see(PAGES["cites"]).words


def test_the_page_of_a_work_draws_each_edition_and_says_it_in_words(see):
    page = see(f"/works/qcvn-88-bgtvt?as_of={DAY}")
    bars_said = [e.attributes["aria-label"] for e in page.all("svg", role="img")]
    assert bars_said[1] == (
        "QCVN 88:2015/BGTVT: Còn hiệu lực từ 04/05/2015 đến 01/09/2021; Hết hiệu lực từ 01/09/2021"
    )
    assert f"{OLD}.pdf" in page.words
    undated = see(PAGES["standard_work"])
    assert "mục 2.2" in undated.words


def test_the_slug_of_an_edition_leads_to_its_work_and_keeps_the_day(visitor):
    reply = visitor.get(f"/works/{OLD}?as_of={DAY}", follow_redirects=False)
    assert reply.status_code == 307
    assert reply.headers["location"] == f"/works/qcvn-88-bgtvt?as_of={DAY}"


def test_bars_keep_their_order_and_stay_within_the_scale(lived):
    work = lived.work("qcvn-88-bgtvt", as_of=date(2022, 6, 1))
    drawn = bars(work.editions, work.as_of)
    assert drawn is not None
    assert [bar.edition.number for bar in drawn.bars] == [e.number for e in work.editions]
    for bar in drawn.bars:
        assert all(0 <= s.x0 <= s.x1 <= 100 for s in bar.stretches)
    assert 0 < drawn.now < 100
    assert len(drawn.ticks) <= 8


def test_the_graph_is_made_of_links_with_words_and_shapes(see):
    page = see(f"{PAGES['cited']}&as_of={DAY}")
    nodes = [e for e in page.all("a") if "cited_by" in e.attributes.get("class", "").split()]
    assert len(nodes) == 12
    assert all("Viện dẫn đến đây, 1 lần" in node.text for node in nodes)
    assert all(re.search("Chưa rõ hiệu lực|Còn hiệu lực", node.text) for node in nodes)
    assert "và 5 văn bản khác viện dẫn đến đây" in page.words


def node(position, role):
    return GraphNode(
        id=f"n{position}",
        role=role,
        number="Sửa đổi 1:2018 QCVN 9:2012/BKHCN" if position else "QCVN 9:2012/BKHCN",
        title=None,
        slug=None,
        status=None,
        mentions=1,
        clauses=[],
        url=None,
    )


@pytest.mark.parametrize(("above", "below"), [(0, 0), (1, 0), (0, 1), (6, 6), (12, 0), (5, 7)])
def test_boxes_of_the_graph_do_not_touch_and_stay_inside(above, below):
    roles = [
        GraphRole.CENTRE,
        *[GraphRole.CITED_BY] * above,
        *[GraphRole.CITES] * below,
    ]
    nodes = [node(position, role) for position, role in enumerate(roles)]
    drawing = draw(
        GraphBody(
            slug="a",
            clause=None,
            as_of=date(2022, 1, 1),
            nodes=nodes,
            edges=[],
            more_cites=0,
            more_cited_by=0,
            list_url="/",
        )
    )
    if not above and not below:
        assert drawing is None
        return
    assert drawing is not None
    assert len(drawing.boxes) == len(nodes)
    for place, box in enumerate(drawing.boxes):
        assert 0 <= box.x <= box.x + box.width <= WIDTH
        assert 0 <= box.y <= box.y + box.height <= drawing.height
        assert len(box.label) <= 33
        for other in drawing.boxes[place + 1 :]:
            apart = (
                box.x + box.width < other.x
                or other.x + other.width < box.x
                or box.y + box.height < other.y
                or other.y + other.height < box.y
            )
            assert apart
