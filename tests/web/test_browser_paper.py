"""The page of the paper in a real browser: turning, zooming and marking, by keys and by hand."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PAGE = "/standards/qcvn-2-2021-bkhcn/pages/3"


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


def test_arrows_turn_pages_and_plus_and_minus_zoom(tab):
    tab.goto(f"{PAGE}?mark=70,100,500,130")
    tab.keyboard.press("ArrowRight")
    tab.wait_for_url("**/pages/4?mark=3:70,100,500,130")
    tab.keyboard.press("ArrowLeft")
    tab.wait_for_url("**/pages/3?mark=70,100,500,130")
    tab.locator("[data-stage]").focus()
    tab.keyboard.press("+")
    tab.wait_for_url("**&zoom=100")
    tab.keyboard.press("+")
    tab.wait_for_url("**&zoom=150")
    stage, mark = tab.locator("[data-stage]"), tab.locator("#mark-1")
    expect(stage).to_be_focused()
    expect(mark).to_be_in_viewport()
    tab.keyboard.press("-")
    tab.wait_for_url("**&zoom=100")


def test_plus_does_nothing_away_from_the_picture(tab):
    tab.goto(PAGE)
    tab.keyboard.press("+")
    tab.locator("#page-number").focus()
    tab.keyboard.press("ArrowRight")
    tab.wait_for_timeout(150)
    assert tab.url.endswith("/pages/3")


def test_a_frame_drawn_over_the_picture_becomes_a_mark_with_a_link(tab):
    tab.goto(PAGE)
    tab.get_by_role("button", name="Đánh dấu một vùng").click()
    paper = tab.locator(".paper")
    paper.scroll_into_view_if_needed()
    tab.evaluate("window.scrollTo(0, 0)")
    box = paper.bounding_box()
    tab.mouse.move(box["x"] + 100, box["y"] + 120)
    tab.mouse.down()
    tab.mouse.move(box["x"] + 300, box["y"] + 180, steps=3)
    tab.mouse.up()
    tab.wait_for_url("**mark=*")
    mark = tab.locator("#mark-1").bounding_box()
    now = tab.locator(".paper").bounding_box()
    assert mark["x"] - now["x"] == pytest.approx(100, abs=6)
    assert mark["width"] == pytest.approx(200, abs=14)
    tab.get_by_role("button", name="Chép liên kết").click()
    expect(tab.locator("[data-live]")).to_have_text("Đã chép")
    copied = tab.evaluate("navigator.clipboard.readText()")
    assert re.search(r"^http://.*/pages/3\?mark=[\d.]+,[\d.]+,[\d.]+,[\d.]+#mark-1$", copied)
    tab.get_by_role("link", name="Bỏ đánh dấu").click()
    tab.wait_for_url("**/pages/3")
    assert tab.locator(".paper rect").count() == 0


def test_two_corners_set_by_the_keyboard_become_a_mark(tab):
    tab.goto(PAGE)
    tab.get_by_role("button", name="Đánh dấu một vùng").focus()
    for key in ["Enter", "Enter", *["ArrowDown"] * 3, *["ArrowRight"] * 8, "Enter"]:
        tab.keyboard.press(key)
    tab.wait_for_url("**mark=*")
    x0, y0, x1, y1 = (float(n) for n in re.findall(r"[\d.]+", tab.url.split("mark=")[1])[:4])
    assert (x1 - x0, y1 - y0) == pytest.approx((80, 30), abs=0.3)


def test_words_selected_on_the_picture_become_a_mark_around_them(tab, service):
    tab.goto(PAGE)
    button = tab.get_by_role("button", name="Đánh dấu chữ đang chọn")
    expect(button).to_be_disabled()
    line = next(
        line for line in service.page_lines("qcvn-2-2021-bkhcn", 3) if "Phạm vi" in line.text
    )
    tab.evaluate(
        """words => {
          const line = [...document.querySelectorAll("svg.words text")]
            .find(each => each.textContent.includes(words)).firstChild;
          getSelection().setBaseAndExtent(line, 0, line, line.textContent.trimEnd().length);
        }""",
        line.text,
    )
    button.click()
    tab.wait_for_url("**mark=*")
    x0, y0, x1, y1 = (float(n) for n in re.findall(r"[\d.]+", tab.url.split("mark=")[1])[:4])
    assert x0 == pytest.approx(line.box.x0, abs=3)
    assert x1 == pytest.approx(line.box.x1, abs=6)
    assert y0 < (line.box.y0 + line.box.y1) / 2 < y1


def test_a_zoomed_page_scrolls_in_its_frame_and_not_the_window_on_a_phone(chromium, address):
    context = chromium.new_context(
        base_url=address, viewport={"width": 360, "height": 740}, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(f"{PAGE}?zoom=200&mark=70,100,500,130#mark-1")
    widths = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    stage = page.locator("[data-stage]")
    inner = stage.evaluate("stage => [stage.scrollWidth, stage.clientWidth]")
    assert widths[0] <= widths[1]
    assert inner[0] > 3 * inner[1]
    expect(page.locator("#mark-1")).to_be_in_viewport()
    assert page.get_by_role("button", name="Đánh dấu một vùng").count() == 0
    context.close()


def test_the_outline_follows_reading(tab):
    tab.goto("/standards/qcvn-2-2021-bkhcn")
    tab.locator("#c-2\\.2").evaluate("section => section.scrollIntoView()")
    current = tab.locator("[data-spy] [aria-current=location]")
    expect(current).to_have_count(1)
    first = current.get_attribute("href")
    tab.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    expect(current).not_to_have_attribute("href", first)


def test_a_folded_cover_opens_without_script(chromium, address):
    context = chromium.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/standards/04-2021-tt-bkhcn")
    covers = page.locator("details.cover")
    for cover in covers.all():
        assert not cover.locator("p").first.is_visible()
        cover.locator("summary").click()
        assert cover.locator("p").first.is_visible()
    context.close()
