"""The guided check in a real browser: from the keyboard, without scripts, on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

LANGUAGES = (
    ("vi", "Việc phải làm", "Tải báo cáo PDF"),
    ("en", "What must be done", "Get the report as PDF"),
)


def press(page, selector: str) -> None:
    """Choose what the keyboard reaches there, and send the form by Enter."""
    page.focus(selector)
    page.keyboard.press("Space")
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.parametrize(("lang", "heading", "pdf"), LANGUAGES)
@pytest.mark.parametrize("width", [390, 1280])
def test_the_whole_way_by_keyboard_without_scripts_and_cookies(
    chromium, address, lang, heading, pdf, width
):
    size = {"width": width, "height": 844}
    context = chromium.new_context(java_script_enabled=False, viewport=size)
    page = context.new_page()
    page.goto(f"{address}/check?lang={lang}")
    page.focus("#product")
    page.keyboard.type("thép")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    press(page, "#trade-1")
    asked = 0
    while "/check/report" not in page.url:
        press(page, "#answer-unknown")
        asked += 1
        assert asked <= 5
    assert asked >= 1
    assert heading in page.inner_text("#main")
    assert page.get_by_role("link", name=pdf).is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.clear_cookies()
    again = page.url
    page.goto(again)
    assert heading in page.inner_text("#main")
    context.close()


def test_a_number_leads_to_its_evidence_and_that_to_the_marked_page(chromium, address):
    page = chromium.new_page()
    page.goto(f"{address}/check/report?product=thép&as_of=2026-07-15")
    first = page.locator("a.ref").first
    aim = first.get_attribute("href")
    first.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"{re.escape(aim)}$"))
    assert page.locator(f"{aim}").is_visible()
    marked = page.locator(".proofs a[href*='mark=']").first
    marked.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator(".paper rect").count() > 0
    page.close()
