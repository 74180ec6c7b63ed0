"""In a real browser: ask, see the marked page, switch language, read on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

HELMET = "mũ bảo hiểm cho người đi mô tô"


@pytest.fixture
def tab(chromium, address):
    """A wide window; what the page complains about fails the test."""
    context = chromium.new_context(
        base_url=address,
        viewport={"width": 1280, "height": 900},
        permissions=["clipboard-read", "clipboard-write"],
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []


def ask(tab, question=HELMET):
    tab.goto("/")
    tab.get_by_role("searchbox").fill(question)
    tab.keyboard.press("Enter")
    tab.wait_for_selector("li.answer")


def test_a_question_gets_an_answer_with_its_marked_page(tab):
    ask(tab)
    image = tab.locator(".proof-pane img")
    image.wait_for()
    expect(image).to_have_js_property("complete", True)
    assert image.evaluate("image => image.naturalWidth") > 300
    assert image.is_visible()
    assert tab.locator(".proof-pane rect").first.is_visible()


def test_marks_lie_where_the_passage_stands_on_the_picture(tab, service):
    ask(tab)
    expect(tab.locator(".proof-pane img")).to_have_js_property("complete", True)
    first = service.ask(HELMET).answers
    name = tab.locator("li.answer.shown h3").inner_text()
    answer = next(a for a in first if a.number == name)
    sheet = service.page_text(answer.slug, answer.page)
    picture = tab.locator(".proof-pane img").bounding_box()
    mark = tab.locator(".proof-pane rect").first.bounding_box()
    boxes = [box for box in answer.boxes if box.page == answer.page]
    left = picture["x"] + min(box.x0 for box in boxes) / sheet.width * picture["width"]
    top = picture["y"] + min(box.y0 for box in boxes) / sheet.height * picture["height"]
    assert mark["x"] == pytest.approx(left, abs=6)
    assert mark["y"] == pytest.approx(top, abs=6)
    assert picture["height"] / picture["width"] == pytest.approx(
        sheet.height / sheet.width, rel=0.01
    )


def test_choosing_another_answer_shows_its_page_without_leaving(tab):
    ask(tab)
    second = tab.locator("li.answer").nth(1)
    second.locator("a[data-sheet]").click()
    tab.wait_for_selector("li.answer.shown[data-answer='2']")
    assert tab.locator("li.answer.shown").count() == 1
    assert "?q=" in tab.url
    assert tab.locator(".proof-pane img").is_visible()


def test_the_next_page_can_be_turned_to_without_leaving(tab):
    ask(tab)
    before = tab.locator(".proof-pane .file").inner_text()
    tab.locator(".proof-pane a[data-move]").last.click()
    expect(tab.locator(".proof-pane .file")).not_to_have_text(before)
    assert "?q=" in tab.url


def test_a_citation_is_copied(tab):
    ask(tab)
    button = tab.get_by_role("button", name="Chép trích dẫn").first
    button.click()
    expect(tab.locator("[data-live]")).to_have_text("Đã chép")
    copied = tab.evaluate("navigator.clipboard.readText()")
    assert copied == tab.locator(".words").first.text_content().strip()


def test_english_is_one_click_away(tab):
    ask(tab)
    tab.get_by_role("link", name="EN").click()
    tab.wait_for_selector("html[lang=en]")
    assert tab.get_by_role("searchbox").input_value() == HELMET
    assert tab.get_by_text("Understood as:").is_visible()


def test_another_day_is_asked_about_when_the_reader_says_so(tab):
    ask(tab)
    tab.locator("#as_of").fill("2020-01-01")
    assert "as_of" not in tab.url
    tab.get_by_role("button", name="Đổi ngày").click()
    tab.wait_for_url("**as_of=2020-01-01**")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        f"/?q={HELMET}",
        "/?q=xyzzy qwrt",
        "/standards",
        "/standards/qcvn-2-2021-bkhcn",
        "/standards/qcvn-2-2021-bkhcn?view=source",
        "/standards/qcvn-2-2021-bkhcn/pages/2",
    ],
)
def test_a_phone_never_scrolls_sideways(chromium, address, path):
    context = chromium.new_context(base_url=address, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(path)
    widths = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    context.close()
    assert widths[0] <= widths[1]


WEAK = "/standards/qcvn-2-2021-bkhcn"


@pytest.mark.parametrize(
    "path", [WEAK, f"{WEAK}?view=source", f"{WEAK}/clauses/2.1.1", f"{WEAK}/pages/7"]
)
def test_what_is_said_of_a_weak_reading_fits_on_a_phone_without_script(
    chromium, weak_address, path
):
    context = chromium.new_context(
        base_url=weak_address, viewport={"width": 360, "height": 740}, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(path)
    said = page.locator("main .badge, main .block li, main .block dd, main .aside, main .strip")
    boxes = [box for each in said.all() if (box := each.bounding_box())]
    context.close()
    assert boxes
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= 360 for box in boxes)


def test_what_was_left_out_unfolds_without_script(chromium, weak_address):
    context = chromium.new_context(base_url=weak_address, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{WEAK}?view=source")
    details = page.locator("details", has_text="6506.1")
    assert not details.locator("li").last.is_visible()
    details.locator("summary").click()
    assert details.locator("li").last.is_visible()
    parts = page.locator(".strip > rect")
    widths = [part.bounding_box()["width"] for part in parts.all()]
    context.close()
    assert len(widths) == 6
    assert min(widths) > 20


def test_on_a_phone_the_page_unfolds_under_its_answer(chromium, address):
    context = chromium.new_context(base_url=address, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"/?q={HELMET}")
    assert not page.locator(".proof-pane").is_visible()
    page.locator("details.proof summary").first.click()
    assert page.locator("details.proof img").first.is_visible()
    assert page.locator("details.proof rect").first.is_visible()
    context.close()


def test_without_script_an_answer_leads_to_its_marked_page(chromium, address):
    context = chromium.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"/?q={HELMET}")
    assert page.locator("button[data-copy]").first.is_hidden()
    page.get_by_role("link", name="Xem trang có đánh dấu").first.click()
    page.wait_for_url("**/pages/**")
    assert page.locator(".paper rect").first.is_visible()
    context.close()


def test_the_keyboard_reaches_the_box_the_answers_and_the_reason_of_a_status(tab):
    tab.goto("/standards")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    tab.keyboard.press("/")
    assert tab.evaluate("document.activeElement.name") == "q"
    ask(tab)
    badge = tab.locator("li.answer .badge").first
    badge.focus()
    assert badge.locator(".tip").is_visible()
