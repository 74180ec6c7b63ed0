"""Every fact can be called wrong where it is shown; what people found of it stands beside it."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import parse_qs, urlsplit

import pytest

from api.desk.reports import ReportState, decide, report_numbered

SLUG = "qcvn-2-2021-bkhcn"
PAGE = f"/standards/{SLUG}"


@pytest.fixture
def see(office, read_page):
    """Open a page and take it apart."""

    def open_page(address, lang="vi"):
        headers = {"Accept": "text/html", "Cookie": f"lang={lang}"}
        reply = office.browser.get(address, headers=headers)
        assert reply.status_code == 200, reply.text[:300]
        return read_page(reply.text)

    return open_page


def links(page):
    """Where the links "this is wrong" lead: record, fact, question, day."""
    found = [a.attributes["href"] for a in page.all("a", class_="report-link")]
    return [parse_qs(urlsplit(href).query) for href in found]


def facts(office):
    return {
        fact["name"]: fact
        for fact in office.browser.get(f"/api/v1/standards/{SLUG}/facts").json()["facts"]
    }


def report(office, fact, wrong="Sai."):
    made = office.browser.post(
        "/api/v1/reports", json={"record": SLUG, "fact": fact, "wrong": wrong}
    )
    assert made.status_code == 201, made.text
    return made.json()["number"]


def answer(office, number, state, words="Đã đối chiếu.", value=None):
    csrf = office.enter("editor")
    made = {"state": state, "answer": words, "checked_value": value}
    done = office.browser.post(
        f"/api/v1/reports/{number}/decision", json=made, headers={"X-CSRF-Token": csrf}
    )
    assert done.status_code == 200, done.text
    office.leave()


def find_right(office, fact):
    """A report of that fact which ends with: checked, and right."""
    number = report(office, fact)
    kept = report_numbered(office.desk, number).sent.about
    answer(office, number, "rejected", value=kept.value)
    return kept.fact


def test_one_quiet_link_of_the_title_block_leads_to_all_its_facts(office, see):
    assert {"record": [SLUG]} in links(see(PAGE))
    page = see(f"/report?record={SLUG}&q=mũ&as_of=2026-07-01")
    listed = {a.text: a.attributes["href"] for a in page.all("a", rel="nofollow")}
    for label in ("Số hiệu", "Loại văn bản", "Tên", "Cơ quan ban hành", "Ngày ban hành"):
        asked = parse_qs(urlsplit(listed[label]).query)
        assert (asked["record"], asked["q"], asked["as_of"]) == ([SLUG], ["mũ"], ["2026-07-01"])
        assert office.browser.get(listed[label]).status_code == 200
    assert "Hiệu lực vào ngày 01/07/2026" in listed
    assert "Có hiệu lực từ" in listed
    assert "15/06/2021" in page.words
    groups = [head.text for head in page.all("h2")]
    assert {"Thông tin chung", "Thuật ngữ", "Điều khoản"} <= set(groups)


def test_every_choice_opens_its_form(office, see):
    page = see(f"/report?record={SLUG}", "en")
    addresses = [a.attributes["href"] for a in page.all("a", rel="nofollow")]
    chosen = [one for one in addresses if "fact=" in one]
    assert len(chosen) > 20
    assert len(set(chosen)) == len(chosen)
    for one in chosen:
        assert office.browser.get(one).status_code == 200, one


@pytest.mark.parametrize(
    ("address", "fact"),
    [
        (f"{PAGE}/clauses/1.1", "clause:1.1"),
        (f"{PAGE}?view=products", "row:1"),
        (f"{PAGE}?view=terms", "definition:1"),
        (f"{PAGE}/pages/2", "page:2"),
    ],
)
def test_a_fact_shown_by_itself_has_its_own_link(office, see, address, fact):
    (asked,) = [one for one in links(see(address)) if one.get("fact") == [fact]]
    form = see(f"/report?record={SLUG}&fact={fact}")
    assert form.all("form", action="/report")
    assert asked["record"] == [SLUG]


def test_words_read_on_a_page_are_reported_as_they_are(office):
    number = report(office, "page:2")
    kept = report_numbered(office.desk, number).sent.about
    text = office.browser.get(f"/api/v1/standards/{SLUG}/pages/2").json()["text"]
    assert (kept.fact, kept.page, kept.value) == ("page:2", 2, text)
    assert office.browser.get(f"/report?record={SLUG}&fact=page:999").status_code == 404


def test_an_answer_is_reported_by_the_row_or_clause_that_it_quotes(office, see):
    body = office.browser.get("/api/v1/ask", params={"q": "mũ bảo hiểm"}).json()
    said = {(one["slug"], one["fact"]) for one in body["answers"]}
    assert any(fact.startswith(("row:", "clause:")) for _, fact in said)
    shown = links(see("/?q=mũ bảo hiểm&as_of=2026-07-15"))
    told = [one for one in shown if "q" in one]
    assert told
    for one in told:
        assert (one["record"][0], one["fact"][0]) in said
        assert (one["q"], one["as_of"]) == (["mũ bảo hiểm"], ["2026-07-15"])


@pytest.mark.parametrize("path", ["/applicable", "/check/report"])
def test_what_applies_is_reported_by_its_row(office, see, path):
    office.browser.follow_redirects = True
    shown = links(see(f"{path}?product=mũ bảo hiểm&as_of=2026-07-15"))
    assert any(one.get("fact", [""])[0].startswith(("row:", "clause:")) for one in shown)


@pytest.mark.parametrize(
    ("fact", "addresses"),
    [
        ("number", [PAGE, f"{PAGE}?view=products"]),
        ("clause:1.1", [PAGE, f"{PAGE}/clauses/1.1"]),
        ("row:1", [f"{PAGE}?view=products", "/?q=mũ bảo hiểm", "/applicable?product=mũ bảo hiểm"]),
        ("definition:1", [f"{PAGE}?view=terms"]),
    ],
)
def test_a_checked_fact_says_by_whom_and_when_wherever_it_is_shown(office, see, fact, addresses):
    name = find_right(office, fact)
    assert facts(office)[name]["state"] == "checked"
    for address in addresses:
        for lang, words in (("vi", "Đã đối chiếu với trang gốc"), ("en", "Compared with the page")):
            page = see(address, lang)
            day = "22/11/2026" if lang == "vi" else "22 November 2026"
            if "/clauses/" in address:
                words = "Đã kiểm" if lang == "vi" else "Checked"
            assert words in page.words, address
            assert f"Cán bộ editor, {day}" in page.words, address


def test_the_sign_of_a_check_is_words_and_a_drawing(office, see):
    find_right(office, "number")
    (told,) = see(PAGE).all("ul", class_="fact-notes")
    assert "số hiệu" in told.text
    drawn = re.search(
        r'<span class="told"><svg [^>]*aria-hidden="true"><path', office.browser.get(PAGE).text
    )
    assert drawn


def test_a_misread_fact_shows_what_the_page_says_beside_what_was_read(office, see):
    number = report(office, "issuer", wrong="Lời riêng")
    read_as = facts(office)["issuer"]["value"]
    answer(office, number, "accepted", "Đúng, máy đọc nhầm.", value="Bộ Khoa học, Công nghệ")
    words = see(PAGE).words
    assert f"Cơ quan ban hành: máy đọc {read_as}" in words
    assert "Bộ Khoa học, Công nghệ (Cán bộ editor, 22/11/2026)" in words
    assert "cơ quan ban hành đã sửa" in words
    ended = see(f"{PAGE}/reports").words
    for said in ("Đã sửa", "Trang gốc ghi", "Bộ Khoa học, Công nghệ", "Đúng, máy đọc nhầm."):
        assert said in ended
    assert "Lời riêng" not in ended
    told = office.browser.get(f"/api/v1/standards/{SLUG}/reports").json()
    assert (told["accepted"], told["corrected"], told["declined"]) == (0, 1, 0)
    (one,) = told["reports"]
    assert (one["value"], one["decision"]["outcome"]) == (read_as, "corrected")
    assert one["decision"]["seen"] == "Bộ Khoa học, Công nghệ"
    assert "a-editor" not in str(told)


def test_how_reports_ended_is_counted_and_stands_beside_its_fact(office, see):
    for fact, state in (
        ("clause:1.1", "accepted"),
        ("clause:1.1", "rejected"),
        ("status", "rejected"),
    ):
        number = report(office, fact)
        decide(office.desk, number, ReportState(state), f"Vì {state}.", by="an", checked=False)
    report(office, "title")
    words = see(PAGE, "en").words
    assert "Reports answered: 3: status on 2026-07-15 not wrong" in words
    assert "Reported: not wrong" in see(f"{PAGE}/clauses/1.1", "en").words
    page = see(f"{PAGE}/reports", "en")
    badges = [badge.text for badge in page.all("span", class_="report")]
    assert Counter(badges) == {"Not wrong": 2, "Accepted": 1}
    assert "accepted: 1; not wrong: 2" in page.words
    assert len(page.all("svg")) >= len(badges)


def test_without_answers_the_page_says_so_and_facts_carry_nothing(office, see):
    assert "Chưa có báo sai nào" in see(f"{PAGE}/reports").words
    assert office.browser.get("/standards/nothing/reports").status_code == 404


def test_pages_about_what_is_wrong_keep_the_day(office, see):
    for address in (
        f"/report?record={SLUG}",
        f"/report?record={SLUG}&fact=title",
        f"{PAGE}/reports",
    ):
        joint = "&" if "?" in address else "?"
        page = see(f"{address}{joint}as_of=2026-07-01")
        hrefs = [a.attributes["href"] for a in page.all("a")]
        for start in ("/check", "/notifications", "/watch", f"/standards/{SLUG}"):
            (first, *_) = [href for href in hrefs if href.startswith(start)]
            assert "as_of=2026-07-01" in first, (address, first)
    page = see("/notifications?as_of=2026-07-01")
    assert any("/check?as_of=2026-07-01" in a.attributes["href"] for a in page.all("a"))


def test_many_answers_are_shown_in_parts_and_a_fact_leads_to_its_own(office, see, clock):
    for place in range(25):
        number = report(office, "status" if place else "clause:1.1")
        decide(office.desk, number, ReportState.REJECTED, "x" * 2000, by="an", checked=False)
        clock.wait(hours=2)
    first = see(f"{PAGE}/reports")
    assert len(first.all("ul", class_="ended")[0].text.split("Máy đã đọc")) == 21
    assert "phần 1 trên 2" in first.words.casefold()
    assert len(office.browser.get(f"{PAGE}/reports").content) < 100_000
    (link,) = see(f"{PAGE}/clauses/1.1").all("a", class_="told")
    assert link.attributes["href"] == f"{PAGE}/reports?report=1#r1"
    assert see(link.attributes["href"].split("#")[0]).all("li", id="r1")
    assert office.browser.get(f"{PAGE}/reports?part=3").status_code == 404
