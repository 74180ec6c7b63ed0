"""Watch lists in a real browser: from the keyboard, without scripts, on a phone and a desktop."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = ("/watch", "/watch/starting?as_of=2027-01-01", "/watch/recent?within=3650&agency=BXD")
CHANGES = ("/watch/changes", "/watch/changes?what=removed")
NAMES = {
    "vi": ("Sắp hết hiệu lực", "Bộ Giao thông vận tải", "Theo dõi bằng Atom", "Lọc danh sách"),
    "en": ("Ending soon", "Ministry of Transport", "Follow by Atom", "Narrow the list"),
}


@pytest.fixture(scope="module")
def home(busy_site, serving):
    with serving(busy_site) as url:
        yield url


def tab_to(page, name):
    """Press Tab until the link or button of that name has the focus, and is seen to have it."""
    aim = page.locator("a:visible, summary:visible, button:visible").filter(has_text=name).first
    for _ in range(80):
        page.keyboard.press("Tab")
        if aim.evaluate("each => each === document.activeElement"):
            break
    expect(aim).to_be_focused()
    assert aim.evaluate("each => getComputedStyle(each).outlineStyle") == "solid"
    assert aim.bounding_box()["height"] >= 24


def press(page, key="Enter"):
    with page.expect_navigation():
        page.keyboard.press(key)


@pytest.mark.parametrize(("language", "width"), [("vi", 390), ("en", 1280)])
def test_from_the_overview_over_a_filter_to_the_document_by_keyboard_alone(
    chromium, home, language, width
):
    context = chromium.new_context(
        java_script_enabled=False, viewport={"width": width, "height": 844}
    )
    page = context.new_page()
    ending, transport, follow, narrow = NAMES[language]
    page.goto(f"{home}/watch?within=180&lang={language}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    tab_to(page, ending)
    press(page)
    expect(page).to_have_url(f"{home}/watch/ending?within=180")
    expect(page.get_by_role("heading", level=1)).to_have_text(ending)
    expect(page.get_by_role("heading", name=follow)).to_be_visible()
    if width < 1000:
        tab_to(page, narrow)
        page.keyboard.press("Enter")
    tab_to(page, transport)
    press(page)
    expect(page).to_have_url(re.compile(r"/watch/ending\?within=180&agency=BGTVT$"))
    items = page.locator(".dates > li")
    expect(items).to_have_count(1)
    expect(items).to_contain_text("QCVN 41:2024/BGTVT")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    tab_to(page, "QCVN 41:2024/BGTVT")
    press(page)
    expect(page).to_have_url(f"{home}/standards/moi")
    context.close()


def test_the_day_is_chosen_by_keyboard_and_stays_in_the_links(chromium, home):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{home}/watch")
    page.focus("#within")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    press(page)
    assert "within=90" in page.url
    assert page.locator("#within").input_value() == "90"
    assert "within=90" in page.get_by_role("link", name="Mốc vừa qua").get_attribute("href")
    context.close()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_no_rule_of_access_is_broken(chromium, home, width, scheme):
    context = chromium.new_context(
        viewport={"width": width, "height": 844}, color_scheme=scheme, base_url=home
    )
    page, broken = context.new_page(), []
    for path in (*PAGES, *CHANGES):
        page.goto(path)
        for rule in Axe().run(page, options={"runOnly": TAGS}).response["violations"]:
            places = [" ".join(map(str, node["target"])) for node in rule["nodes"]]
            broken.append(f"{path}: {rule['id']} at {places[:3]}: {rule['help']}")
    assert broken == []
    context.close()
