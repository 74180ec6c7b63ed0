"""The home page over what is really held, filters as links, one proof for several answers, days to
choose, citations in other forms, and whom to ask."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient

from api.models_holdings import AskedBy
from standards.validity import Force
from web.answer_view import group_answers
from web.rendering import static_url

HELMET = "mũ bảo hiểm cho người đi mô tô"


def query(address):
    return parse_qs(urlsplit(address).query)


# --- home ----------------------------------------------------------------------------------------


def test_every_example_of_the_home_page_is_answered_by_this_library(show, service):
    held = service.holdings.on()
    assert {one.asked_by for one in held.examples} >= {AskedBy.BUSINESS, AskedBy.CUSTOMS}
    page = show("/")
    for example in held.examples:
        (link,) = [e for e in page.all("a") if example.q in e.text]
        assert show(link.attributes["href"]).all("li", class_="answer")
        assert service.ask(example.q).total == example.answers > 0


def test_the_bars_count_what_the_list_shows(show, service):
    page = show("/")
    held = service.holdings.on()
    counted = [value for facet in held.facets for value in facet.values]
    links = [e.attributes["href"] for e in page.all("a") if "only=" in e.attributes["href"]]
    assert len(links) == len(counted)
    for value in counted:
        (link,) = [href for href in links if query(href)["only"] == [value.only]]
        assert len(show(link).all("li", class_="doc")) == value.count
    assert sum(v.count for v in held.facets[0].values) == held.documents
    assert all(float(e.attributes["width"]) <= 100 for e in page.all("rect"))


def test_the_home_page_of_another_day_counts_the_statuses_of_that_day(show, service):
    early = service.holdings.on(service.today.replace(year=2019))
    statuses = {v.value: v.count for f in early.facets if f.name == "status" for v in f.values}
    assert "not_yet" in statuses
    page = show(f"/?as_of={early.as_of}")
    assert f"ngày {early.as_of:%d/%m/%Y}" in page.words


def test_what_starts_near_the_day_is_named(show, service):
    start = service.standard("qcvn-2-2021-bkhcn").in_force_from
    turns = service.holdings.on(start).turns
    assert ("starts", "QCVN 2:2021/BKHCN") in [(one.turn, one.number) for one in turns]
    assert "bắt đầu: QCVN 2:2021/BKHCN" in show(f"/?as_of={start}").words


def test_the_home_page_says_the_same_as_the_interface(client, service):
    body = client.get("/api/v1/holdings").json()
    assert body["documents"] == len(service.standards(limit=500).items)
    assert body["latest"][0]["slug"]
    assert client.get("/api/v1/holdings", params={"as_of": "2019-01-01"}).json() != body


# --- filters -------------------------------------------------------------------------------------


@pytest.mark.parametrize("start", [f"/?q={HELMET}", "/standards"])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_filter_is_put_on_and_taken_off_by_links(show, start, lang):
    joint = "&" if "?" in start else "?"
    page = show(f"{start}{joint}lang={lang}")
    row = "answer" if "?q" in start else "doc"
    whole = len(page.all("li", class_=row))
    hrefs = [e.attributes["href"] for e in page.all("a")]
    adding = [href for href in hrefs if query(href).get("only", [""])[0].startswith("kind:")]
    assert len(adding) > 1
    narrowed = show(adding[0])
    assert 0 < len(narrowed.all("li", class_=row)) < whole
    assert narrowed.faults == []
    off = [e for e in narrowed.all("a") if "✕" in e.text]
    (href,) = [e.attributes["href"] for e in off]
    assert "only" not in query(href)
    assert len(show(href).all("li", class_=row)) == whole


def test_two_filters_combine_and_each_is_taken_off_alone(show):
    page = show("/standards?only=kind:QCVN&only=year:2021")
    off = [query(e.attributes["href"])["only"] for e in page.all("a") if "✕" in e.text]
    assert off == [["year:2021"], ["kind:QCVN"]]
    assert "Bỏ mọi bộ lọc" in page.words


def test_answers_that_no_filter_lets_through_lead_back(show):
    page = show(f"/?q={HELMET}&only=year:1999")
    assert page.all("li", class_="answer") == []
    assert "không câu nào qua được bộ lọc" in page.words
    assert any(e.text == "Bỏ mọi bộ lọc" for e in page.all("a"))


# --- one proof -----------------------------------------------------------------------------------


def test_answers_that_rest_on_the_same_words_share_one_proof(service, show, monkeypatch):
    body = service.ask(HELMET)
    base = body.answers[0]
    other = base.model_copy(update={"page": base.page, "quote": "lời văn khác", "boxes": []})
    cited = base.model_copy(
        update={"number": "TCVN 1:2000", "force": Force.VOLUNTARY, "held_as": None, "held": False}
    )
    twin = base.model_copy(update={"number": "QCVN 9:2000/BYT"})
    answers = [base, other, twin, cited]
    groups = group_answers(service, answers)
    told = [
        (item.number, item.answer.number, item.same_as, item.far)
        for g in groups
        for item in g.answers
    ]
    assert told == [
        (1, base.number, None, False),
        (2, "QCVN 9:2000/BYT", 1, False),
        (3, other.number, None, False),
        (4, "TCVN 1:2000", 1, True),
    ]
    changed = body.model_copy(update={"answers": answers})
    monkeypatch.setattr(service, "ask", lambda q, **_: changed)
    page = show(f"/?q={HELMET}")
    assert len(page.all("blockquote", class_="quote")) == 2
    same = page.all("li", class_="same")
    assert ["Cùng căn cứ với" in e.text for e in same] == [True, True]
    assert page.all("a", href="#a1")


# --- days and citations --------------------------------------------------------------------------


def test_days_to_choose_lead_to_the_same_question(show, service):
    page = show(f"/?q={HELMET}&as_of=2025-02-10")
    days = {
        query(e.attributes["href"])["as_of"][0] for e in page.all("a") if "data-day" in e.attributes
    }
    assert service.today.isoformat() in days
    assert service.today.replace(day=1).isoformat() in days
    assert "2021-07-30" in days
    assert "2025-02-10" not in days


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_citation_is_there_in_every_form_without_a_script(client, show, lang):
    page = show(f"/?q={HELMET}&lang={lang}")
    links = [e.attributes["href"] for e in page.all("a") if "data-copied" in e.attributes]
    forms = {query(href)["form"][0] for href in links}
    assert forms == {"vi_full", "en_full", "bibtex", "csl", "ris"}
    assert all(client.get(href).status_code == 200 for href in links)
    assert page.all("span", id="cite-1")[0].attributes["lang"] == lang


# --- an honest nothing ---------------------------------------------------------------------------


def test_whom_to_ask_about_a_text_that_is_not_held_is_who_answers_on_the_day(show, client):
    body = client.get("/api/v1/ask", params={"q": "QCVN 41:2016/BGTVT"}).json()
    assert [(one["issued_by"], one["code"]) for one in body["whom"]] == [("BGTVT", "BXD")]
    assert (
        "Bộ Xây dựng (BXD): nay quản lý văn bản của Bộ Giao thông vận tải (BGTVT)"
        in show("/?q=QCVN 41:2016/BGTVT").words
    )
    then = client.get("/api/v1/ask", params={"q": "QCVN 41:2016/BGTVT", "as_of": "2023-01-01"})
    assert [one["code"] for one in then.json()["whom"]] == ["BGTVT"]


def test_of_a_text_that_is_not_held_the_editions_are_named_with_their_days(show):
    words = show("/?q=QCVN 2:1999/BKHCN").words
    assert "Các bản đã biết" in words
    assert "QCVN 2:2021/BKHCN Còn hiệu lực từ 30/07/2021" in words


def test_the_sheet_of_these_pages_comes_from_here(client: TestClient):
    assert client.get(static_url("ask.css")).status_code == 200
    assert "http" not in client.get(static_url("ask.css")).text
