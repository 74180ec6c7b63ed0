"""The public pages from the keyboard alone: in both languages, on a desktop and a phone, with and
without scripts. Each flow is walked in four windows, so that any two of those choices meet once.
"""

from __future__ import annotations

import csv
import io
import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

VIEWS = (
    ("vi", 1280, True),
    ("en", 390, False),
    pytest.param(("en", 390, True), marks=pytest.mark.slow),
    pytest.param(("vi", 390, False), marks=pytest.mark.slow),
    pytest.param(("en", 1280, False), marks=pytest.mark.slow),
)
"""The first two show each language and width once, with scripts and without."""
HELMET = "/standards/qcvn-2-2021-bkhcn"
ANSWER = "li.answer .actions"


def ask_and_cite(walker):
    """Home, the question, an answer, its clause, the marked page, and the citation."""
    page = walker.page
    walker.open("/")
    walker.to("#q")
    walker.write("mũ bảo hiểm cho người đi mô tô")
    walker.go()
    walker.skip()
    walker.follow(f"{ANSWER} a[href*='/clauses/']")
    assert "/clauses/" in page.url
    walker.skip()
    walker.follow("main a[href*='/pages/']")
    assert walker.shows(".paper rect")
    walker.to("[data-stage]")
    walker.back("?q=")
    walker.skip()
    if walker.scripted:
        walker.to(f"{ANSWER} button[data-copy]")
        walker.press("Enter")
        expect(page.locator("[data-live]")).not_to_be_empty()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == page.locator(f"{ANSWER} .words").first.text_content()
    walker.to(f"{ANSWER} .cite-menu summary")
    walker.press("Enter")
    assert walker.shows(f"{ANSWER} .cite-forms .words")
    assert walker.fetch(f"{ANSWER} a[href*='form=bibtex']").startswith(b"@")


def narrow_and_choose_a_day(walker):
    """Filters of answers on and off, then another day."""
    page = walker.page
    walker.open("/?q=thép")
    walker.skip()
    walker.to(".facets > summary")
    walker.press("Enter")
    walker.follow(".facet-groups a")
    assert "only=" in page.url
    assert walker.shows(".chosen a")
    walker.skip()
    walker.follow(".chosen a")
    assert "only=" not in page.url
    walker.to("#as_of")
    walker.press(*"01012020")
    walker.go()
    assert "as_of=2020-01-01" in page.url
    assert page.input_value("#as_of") == "2020-01-01"


def list_and_filter(walker):
    """The list of documents by number, all of them again, those of one sort, one of them."""
    page = walker.page
    walker.open("/standards")
    walker.skip()
    walker.to("#number")
    walker.write("1651")
    walker.go()
    assert page.locator("li.doc").count() == 1
    walker.skip()
    walker.follow(".filters a")
    everything = page.locator("li.doc").count()
    walker.skip()
    if not walker.wide:
        walker.to(".facets.narrow > summary")
        walker.press("Enter")
    walker.follow(f".facets.{'wide' if walker.wide else 'narrow'} a")
    assert 0 < page.locator("li.doc").count() < everything
    walker.skip()
    walker.follow("li.doc .number a")
    assert re.search(r"/standards/[a-z0-9-]+", page.url)


def read_a_document(walker):
    """The outline to a clause and on from there, the tables and one of them as CSV."""
    page = walker.page
    walker.open(HELMET)
    walker.skip()
    if walker.scripted and not walker.wide:
        walker.to(".outline summary")
        walker.press("Enter")
    walker.to(".outline a[href='#c-2.2']")
    walker.press("Enter")
    expect(page.locator("#c-2\\.2")).to_be_in_viewport()
    walker.press("Tab")
    assert walker.at("#c-2\\.2")
    walker.open(HELMET)
    walker.follow(".tabs a[href*='view=tables']")
    walker.skip()
    rows = list(csv.reader(io.StringIO(walker.fetch("td a[download]").decode("utf-8-sig"))))
    assert len(rows) >= 3
    assert len({len(row) for row in rows}) == 1


def look_codes_up(walker):
    """From a product row to its HS code, what is asked with it, its heading; a group of the ICS."""
    page = walker.page
    walker.open(f"{HELMET}?view=products")
    walker.skip()
    walker.follow("td.hs a")
    assert page.url.split("?")[0].endswith("/hs/6506.10.10")
    walker.skip()
    walker.follow("main a[href*='?q=6506']")
    assert walker.shows("li.answer")
    walker.open("/hs/6506")
    walker.skip()
    walker.follow("section[aria-labelledby=rows] li a[href*='/standards/']")
    assert "qcvn-2-2021" in page.url
    walker.open("/ics/77.140")
    assert page.inner_text("h1") == "ICS 77.140"
    walker.skip()
    walker.follow(".crumbs a[href='/catalogue']")
    walker.skip()
    walker.to("#words")
    walker.write("1651")
    walker.go()
    assert "q=1651" in page.url


def see_who_answers(walker):
    """The bodies on another day, and the texts of one of them."""
    page = walker.page
    walker.open("/agencies")
    walker.skip()
    before = page.inner_text("main li.doc")
    walker.to("#as_of")
    walker.press(*"01012015")
    walker.go()
    assert "as_of=2015-01-01" in page.url
    assert before
    walker.skip()
    walker.follow(".filters a")
    assert "as_of" not in page.url
    walker.skip()
    walker.follow("#BKHCN .number a")
    assert page.locator("li.doc").count() >= 1


def ask_what_applies(walker):
    """Goods, code and trade, the last from its list by arrow; then to a text that applies."""
    page = walker.page
    walker.open("/applicable")
    walker.skip()
    walker.to("#product")
    walker.write("mũ bảo hiểm")
    walker.to("#hs")
    walker.write("6506.10.10")
    walker.to("#trade")
    walker.press("ArrowDown")
    chosen = page.input_value("#trade")
    assert chosen
    walker.follow("form.apply button")
    assert f"trade={chosen}" in page.url
    assert "hs=6506.10.10" in page.url
    walker.skip()
    walker.follow(".applies a")
    assert "/standards/" in page.url


def find_a_notification(walker):
    """By a symbol that is none, by those still open, to one of them and its text."""
    page = walker.page
    walker.open("/notifications")
    walker.skip()
    walker.to("#symbol")
    walker.write("G/TBT/N/VNM/1")
    walker.go()
    assert walker.shows("p.aside")
    walker.skip()
    walker.to("#symbol")
    walker.write("")
    walker.to("#open")
    walker.press("ArrowDown")
    walker.follow(".filters button")
    assert page.locator("main .rows > li").count() == 1
    walker.skip()
    walker.follow(".rows a")
    assert page.inner_text("h1") == "G/TBT/N/VNM/9001"
    walker.skip()
    walker.follow("dl.record a")
    assert HELMET in page.url


def say_what_is_wrong(walker):
    """From a fact to its report; nothing said, then said, and where the answer will stand."""
    page = walker.page
    walker.open(HELMET)
    walker.skip()
    walker.follow("a.report-link")
    walker.skip()
    walker.follow("main a[href*='fact=issued']")
    walker.skip()
    walker.to("#wrong")
    walker.press("Space")
    walker.follow("main form button")
    assert walker.at("#faults")
    walker.to("#faults a")
    walker.press("Enter")
    assert walker.at("#wrong[aria-invalid=true]")
    walker.write("Số trang ghi ở đây không đúng.")
    walker.follow("main form button")
    assert re.search(r"/report/[\w-]{22}\?sent=1", page.url)
    assert "Số trang ghi ở đây không đúng." in page.inner_text("main")
    walker.skip()
    walker.follow("main p.after a")
    assert HELMET in page.url


def turn_the_language(walker):
    """The other language, without losing the question, the day or the place."""
    page = walker.page
    walker.open("/?q=thép&as_of=2026-01-05")
    walker.follow(".switch a")
    other = {"vi": "en", "en": "vi"}[walker.language]
    assert page.get_attribute("html", "lang") == other
    assert page.input_value("#q") == "thép"
    assert page.input_value("#as_of") == "2026-01-05"
    assert walker.shows("li.answer")


FLOWS = (
    ask_and_cite,
    narrow_and_choose_a_day,
    list_and_filter,
    read_a_document,
    look_codes_up,
    see_who_answers,
    ask_what_applies,
    find_a_notification,
    say_what_is_wrong,
    turn_the_language,
)


@pytest.mark.parametrize(
    "view", VIEWS, ids=lambda v: f"{v[0]}-{v[1]}-{'script' if v[2] else 'bare'}"
)
@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.__name__)
def test_a_way_is_walked_from_the_keyboard(flow, view, walker):
    flow(walker(view))


def test_the_list_is_paged_from_the_keyboard(window_on, crowded):
    page = window_on(crowded).new_page()
    page.goto("/standards")
    seen = []
    while True:
        seen += page.locator("li.doc .number a").all_inner_texts()
        onward = page.locator("a[rel=next]")
        if not onward.count():
            break
        onward.focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")
    assert len(seen) == len(set(seen)) == 60
    first = page.locator(".pager a")
    first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator("li.doc .number a").first.inner_text() == seen[0]
