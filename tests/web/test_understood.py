"""The band that says how a question was read, and lets it be set right without scripts."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

FULL = "quy chuẩn của Bộ Khoa học và Công nghệ năm 2021 còn hiệu lực về mũ bảo hiểm nhập khẩu"
TWO = "mũ bảo hiểm theo quy chuẩn nào? Thép làm cốt bê tông theo tiêu chuẩn nào?"


def chips(page):
    return page.all("ul", class_="chips")[0]


def links(page):
    return [
        parse_qs(urlsplit(one.attributes["href"]).query)
        for one in page.all("a", rel="nofollow")
        if one.attributes["href"].startswith("/?")
    ]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_each_thing_read_is_shown_with_the_words_that_caused_it(show, lang):
    page = show(f"/?q={FULL}&lang={lang}")
    assert page.faults == []
    text = chips(page).text
    for words in ("Bộ Khoa học và Công nghệ", "năm 2021", "còn hiệu lực", "nhập khẩu"):
        assert words in text


def test_a_filter_is_dropped_by_a_link_that_keeps_the_others(show):
    found = links(show(f"/?q={FULL}"))
    assert any("agency" not in one and one.get("year") == ["2021"] for one in found)
    assert any("year" not in one and one.get("agency") == ["BKHCN"] for one in found)
    assert any(one.get("trade") == ["domestic"] for one in found)
    assert any(one.get("kind") == ["clause"] for one in found)


def test_what_was_dropped_stays_dropped_on_the_next_page(show):
    page = show(f"/?q={FULL}&in_force=false")
    assert "Bộ Khoa học" not in chips(page).text
    hidden = {
        one.attributes["name"]: one.attributes["value"] for one in page.all("input", type="hidden")
    }
    assert hidden["in_force"] == "false"


def test_an_empty_form_narrows_nothing(show):
    page = show(f"/?q={FULL}&agency=&year=&trade=&in_force=false")
    assert "2021" not in chips(page).text


def test_answers_stand_under_the_need_that_they_answer(show):
    page = show(f"/?q={TWO}")
    assert page.faults == []
    headings = [one.text for one in page.all("section", class_="need")]
    assert len(headings) == 2
    assert "Thép làm cốt bê tông" in headings[1]
    alone = show(f"/?q={TWO}&need=2")
    assert not alone.all("section", class_="need")
    assert any("need" not in one for one in links(alone))


def test_a_question_without_any_cue_has_a_plain_band(show):
    assert not show("/?q=mũ bảo hiểm").all("ul", class_="chips")


def test_an_address_that_sets_nonsense_is_refused(client):
    assert client.get("/", params={"q": "mũ", "kind": "song"}).status_code == 400
