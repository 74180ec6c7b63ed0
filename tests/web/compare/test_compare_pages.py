"""The pages that lay two documents side by side, and the form that asks which two."""

import pytest
from fastapi.testclient import TestClient

from web.compare_parts import contents, cut_pairs, steps
from web.compare_view import Fold, fold, show_pairs

OLD, NEW = "qcvn-16-2019-bxd", "qcvn-16-2023-bxd"
BASE, AMENDMENT, STRANGER = (
    "qcvn-4-2009-bkhcn",
    "sua-doi-1-2016-qcvn-4-2009-bkhcn",
    "qcvn-7-2019-bkhcn",
)
BOTH = f"/compare?a={OLD}&b={NEW}"


@pytest.fixture(scope="module")
def editions(compare_site):
    """The site and its service."""
    site, service = compare_site
    with TestClient(site) as client:
        yield client, service


@pytest.fixture
def shown(editions, read_page):
    def open_page(address, status=200):
        editions[0].cookies.clear()
        response = editions[0].get(address, headers={"Accept": "text/html"})
        assert response.status_code == status, response.text[:300]
        return read_page(response.text)

    return open_page


@pytest.mark.parametrize("address", [BOTH, f"{BOTH}&show=all", f"{BOTH}&lang=en", "/compare"])
def test_the_page_is_well_formed_and_light(editions, shown, address):
    assert shown(address).faults == []
    assert len(editions[0].get(address).content) < 100_000


def test_marks_are_words_for_those_who_do_not_see_them(shown):
    page = shown(BOTH)
    gone, came = page.all("del"), page.all("ins")
    assert "[bỏ] yêu cầu" in [mark.text for mark in gone]
    assert "[thêm] thuộc nhóm 2" in [mark.text for mark in came]


def test_both_clauses_and_their_pages_are_one_link_away(shown):
    links = {a.attributes["href"] for a in shown(BOTH).all("a")}
    assert {f"/standards/{slug}/clauses/1.1.1" for slug in (OLD, NEW)} <= links
    assert any(link.startswith(f"/standards/{NEW}/pages/") for link in links)


def test_the_contents_lead_to_every_difference_on_the_page(shown):
    page = shown(f"{BOTH}&show=all")
    anchors = {article.attributes["id"] for article in page.all("article")}
    leads = [a.attributes["href"] for a in page.all("a") if "#" in a.attributes["href"]]
    here = {lead[1:] for lead in leads if lead.startswith("#") and lead != "#main"}
    assert here
    assert here <= anchors


def test_what_is_the_same_is_shown_when_everything_is_asked_for(shown):
    assert "Giữ nguyên: 4" in shown(BOTH).words
    assert "Giữ nguyên, không hiện: 2 điều khoản, từ mục 1 đến 1.1." in shown(BOTH).words
    assert shown(BOTH).all("span", class_="same") == []
    assert shown(f"{BOTH}&show=all").all("span", class_="same")


def test_parts_hold_every_pair_once(editions):
    body = editions[1].compare(OLD, NEW)
    pairs = show_pairs(body, whole=True)
    many = tuple(pairs) * 12
    parts = cut_pairs(many)
    assert len(parts) > 1
    assert tuple(pair for part in parts for pair in part) == many
    entries, more = contents(parts)
    assert len(entries) + more == sum(pair.state != "same" for pair in many)
    assert more > 0


def test_long_words_that_both_share_are_cut_out_and_say_so(editions):
    body = editions[1].compare(OLD, NEW, changes_only=True)
    pair = next(pair for pair in body.clauses if pair.text and pair.b and pair.a)
    long = "chữ giống nhau ở cả hai bên. " * 60
    longer = {
        side: clause.model_copy(update={"text": long + clause.text})
        for side, clause in (("a", pair.a), ("b", pair.b))
    }
    moved = [
        edit.model_copy(
            update={name: getattr(edit, name) + len(long) for name in type(edit).model_fields}
        )
        for edit in pair.text
    ]
    body = body.model_copy(
        update={"clauses": [pair.model_copy(update={**longer, "text": moved})], "rows": []}
    )
    (short,), (whole,) = show_pairs(body, whole=False), show_pairs(body, whole=True)
    assert "gap" in {words.mark for words in short.b.text}
    assert "gap" not in {words.mark for words in whole.b.text}
    kept = [words.text for words in short.b.text if words.mark == "ins"]
    assert kept == [words.text for words in whole.b.text if words.mark == "ins"]


def test_the_form_names_works_with_several_editions(shown):
    page = shown("/compare")
    assert BOTH in [a.attributes["href"] for a in page.all("a")]
    one = shown(f"/compare?a={OLD}")
    assert BOTH in [a.attributes["href"] for a in one.all("a")]
    other = shown(f"/compare?b={NEW}")
    assert BOTH in [a.attributes["href"] for a in other.all("a")]


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        (f"/compare?a={OLD}&b={OLD}", 400, "hãy chọn hai văn bản khác nhau"),
        (f"/compare?a={OLD}&b=TCVN+1:2000", 404, "TCVN 1:2000"),
        ("/compare?a=kh%C3%B4ng+c%C3%B3", 404, "không có"),
    ],
)
def test_what_cannot_be_compared_is_said_above_the_form(shown, address, status, words):
    page = shown(address, status)
    assert words in page.words
    assert page.all("input", name="b")


@pytest.mark.parametrize("query", ["show=some", "part=99", "as_of=mai"])
def test_a_choice_that_does_not_exist_is_an_error(editions, query):
    response = editions[0].get(f"{BOTH}&{query}", headers={"Accept": "text/html"})
    assert response.status_code in (400, 404)


def hrefs(page):
    return [a.attributes["href"] for a in page.all("a")]


def test_folding_keeps_every_difference_and_says_how_much_it_hides(editions):
    pairs = show_pairs(editions[1].compare(OLD, NEW), whole=False)
    folded = fold(pairs)
    kept = [each for each in folded if not isinstance(each, Fold)]
    assert kept == [pair for pair in pairs if pair.state != "same"]
    hidden = sum(each.n for each in folded if isinstance(each, Fold))
    assert hidden == len(pairs) - len(kept) > 0


def test_each_change_leads_to_the_one_before_and_after_it_over_parts_too(editions):
    pairs = show_pairs(editions[1].compare(OLD, NEW), whole=True)
    way = steps([pairs[:8], pairs[8:]])
    places = list(way.values())
    assert [step.number for step in places] == list(range(1, len(places) + 1))
    assert places[0].before is None
    assert places[-1].after is None
    assert all(
        way[step.after.anchor].before.part <= step.after.part for step in places if step.after
    )
    assert {step.after.part for step in places if step.after} == {1, 2}


def test_changes_are_counted_in_words_and_say_where_one_is(shown):
    page = shown(BOTH)
    assert "23 chỗ khác nhau · giữ nguyên 4 · sửa đổi 11 · thêm 11 · bỏ 1" in page.words
    articles = page.all("article")
    assert articles[0].attributes["aria-label"].startswith("Chỗ khác 1/23. Sửa đổi")
    assert f"#{articles[1].attributes['id']}" in hrefs(page)


def test_the_short_answers_name_standards_codes_and_clauses_with_their_places(shown):
    page = shown(BOTH)
    for words in ("TCVN 141:2023 (mục 2.2)", "TCVN 6017:2015 (mục 2.2)", "6907.23.91"):
        assert words in page.words
    assert "Điều khoản thêm:1.2.1; 1.2.2; 1.3 (cả 2 mục con); 3.1; 3.2 (cả 1 mục con)" in page.words
    assert "/hs/6907.23.91" in hrefs(page)


def test_the_page_of_each_side_opens_with_its_passage_marked(shown):
    marked = [each for each in hrefs(shown(BOTH)) if "/pages/" in each and "mark=" in each]
    assert any(each.startswith(f"/standards/{OLD}/pages/") for each in marked)
    assert any(each.startswith(f"/standards/{NEW}/pages/") for each in marked)


def test_documents_with_nothing_in_common_say_so_and_are_shown_when_asked_for(shown):
    address = f"/compare?a={AMENDMENT}&b={STRANGER}"
    page = shown(address)
    assert "không có điều khoản nào khớp nhau" in page.words
    assert page.all("article") == []
    assert shown(f"{address}&show=all").all("article")


def test_an_amendment_leads_to_what_it_changes(shown):
    for a, b in ((BASE, AMENDMENT), (AMENDMENT, BASE)):
        page = shown(f"/compare?a={a}&b={b}")
        assert "sửa đổi QCVN 4:2009/BKHCN" in page.words
        assert f"/standards/{BASE}/amended" in hrefs(page)
        assert "Mã HS bỏ" not in page.words


def test_the_form_offers_editions_of_the_same_work_before_all_others(shown):
    page = shown(f"/compare?a={OLD}")
    options = [
        each.attributes["value"]
        for each in page.all("option")
        if "qcvn" in each.attributes["value"]
    ]
    assert options[0] == NEW
    assert STRANGER in options
    assert page.all("optgroup")[0].attributes["label"].startswith("Cùng quy chuẩn")


def test_a_document_chosen_from_the_list_opens_the_comparison(editions):
    reply = editions[0].get(f"/compare?a={OLD}&pick={NEW}", follow_redirects=False)
    assert (reply.status_code, reply.headers["location"]) == (303, BOTH)


def test_what_is_wrong_is_said_at_its_field_and_the_other_is_kept(shown):
    page = shown(f"/compare?a={OLD}&b=TCVN+1:2000", 404)
    (field,) = page.all("input", id="b")
    assert field.attributes["aria-invalid"] == "true"
    assert "b-wrong" in field.attributes["aria-describedby"].split()
    assert "Kho không giữ văn bản nào có số hiệu TCVN 1:2000" in page.words
    assert BOTH in hrefs(page)
    (kept,) = page.all("input", id="a")
    assert kept.attributes["value"] == "QCVN 16:2019/BXD"


def test_a_document_leads_to_the_edition_before_and_after_it_and_to_its_amendments(shown):
    assert BOTH in hrefs(shown(f"/standards/{OLD}"))
    older = shown(f"/standards/{NEW}")
    assert "So sánh với bản trước, QCVN 16:2019/BXD" in older.words
    assert BOTH in hrefs(older)
    page = shown(f"/standards/{BASE}")
    assert "Sửa đổi đã làm thay đổi điều khoản nào" in page.words
    assert "So sánh với bản" not in page.words
