"""A comparison in a real browser: from the keyboard, with and without scripts, on a phone and a
desktop, on paper."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OLD, NEW = "qcvn-16-2019-bxd", "qcvn-16-2023-bxd"
BOTH = f"/compare?a={OLD}&b={NEW}"
PAGES = (
    BOTH,
    f"{BOTH}&show=all",
    "/compare",
    f"/compare?a={OLD}",
    f"/compare?a={OLD}&b=TCVN+1:2000",
    f"/compare?a={OLD}&b={OLD}",
    "/compare?a=sua-doi-1-2016-qcvn-4-2009-bkhcn&b=qcvn-7-2019-bkhcn",
)
NAMES = {
    "vi": ("So sánh với bản sau", "Đến chỗ khác đầu tiên", "sau", "Chỗ khác {}/23"),
    "en": ("Compare with the edition after", "Go to the first change", "next", "Change {} of 23"),
}


@pytest.fixture
def window(chromium, compare_address):
    """Opens a window on the site."""
    opened = []

    def open_window(width=1280, **more):
        context = chromium.new_context(
            base_url=compare_address, viewport={"width": width, "height": 844}, **more
        )
        opened.append(context)
        return context.new_page()

    yield open_window
    for context in opened:
        context.close()


def tab_to(page, aim):
    """Press Tab until that element has the focus; it is seen to have it, below the bar."""
    for _ in range(90):
        page.keyboard.press("Tab")
        if aim.evaluate("each => each === document.activeElement"):
            break
    expect(aim).to_be_focused()
    assert aim.evaluate("each => getComputedStyle(each).outlineStyle") == "solid"
    assert aim.bounding_box()["height"] >= 24


def change(page, number):
    return page.locator(f"[data-change='{number}']")


@pytest.mark.parametrize(
    ("language", "width", "scripted"), [("vi", 390, False), ("en", 1280, True)]
)
def test_from_a_document_to_its_changes_by_keyboard_alone(window, language, width, scripted):
    page = window(width, java_script_enabled=scripted)
    after, first, onward, _ = NAMES[language]
    page.goto(f"/standards/{OLD}?lang={language}")
    tab_to(page, page.get_by_role("link", name=after))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith(BOTH)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    tab_to(page, page.locator("a.skip", has_text=first))
    page.keyboard.press("Enter")
    expect(change(page, 1)).to_be_focused()
    tab_to(page, change(page, 1).get_by_role("link", name=onward))
    page.keyboard.press("Enter")
    expect(change(page, 2)).to_be_focused()
    bar = page.locator(".change-bar").bounding_box()
    assert change(page, 2).bounding_box()["y"] >= bar["y"] + bar["height"]
    assert page.locator(".keys").is_visible() is scripted


@pytest.mark.parametrize(("language", "width"), [("vi", 1280), ("en", 390)])
def test_keys_lead_through_the_changes_only_while_one_is_among_them(window, language, width):
    page = window(width)
    _, _, onward, said = NAMES[language]
    page.goto(f"{BOTH}&lang={language}")
    page.keyboard.press("n")
    assert "#" not in page.url
    page.locator("#q").focus()
    page.keyboard.press("n")
    assert page.locator("#q").input_value() == "n"
    assert "#" not in page.url
    change(page, 1).focus()
    page.keyboard.press("n")
    page.keyboard.press("n")
    expect(change(page, 3)).to_be_focused()
    expect(page.locator("[data-at]")).to_have_text(said.format(3))
    page.keyboard.press("p")
    expect(change(page, 2)).to_be_focused()
    page.locator(".change-bar").get_by_role("button", name=onward).click()
    expect(change(page, 3)).to_be_focused()
    page.locator(".change-bar").get_by_role("button", name=onward).click()
    expect(change(page, 4)).to_be_focused()


def test_a_document_is_chosen_from_the_list_without_scripts(window):
    page = window(390, java_script_enabled=False)
    page.goto(f"/compare?a={OLD}&lang=vi")
    page.locator("#pick").select_option(NEW)
    page.locator("form", has=page.locator("#pick")).get_by_role("button").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "So sánh QCVN 16:2019/BXD với QCVN 16:2023/BXD"
    )


def test_on_paper_marks_are_words_and_both_texts_stand_beside_each_other(window):
    page = window(794)
    page.goto(f"{BOTH}&lang=vi")
    page.emulate_media(media="print")
    mark = page.locator(".pair ins .sr").first
    assert mark.bounding_box()["width"] > 10
    assert (
        page.locator(".pair ins").first.evaluate(
            "each => getComputedStyle(each).textDecorationLine"
        )
        == "underline"
    )
    sides = [each.bounding_box() for each in page.locator("#c1 .side").all()]
    assert sides[0]["y"] == sides[1]["y"]
    assert sides[1]["x"] > sides[0]["x"] + sides[0]["width"]
    assert page.locator(".as-of").is_visible()
    assert not page.locator(".pair .leaps").first.is_visible()


@pytest.mark.parametrize(
    ("language", "width", "scheme"), [("vi", 1280, "light"), ("en", 390, "dark")]
)
def test_no_rule_is_broken_and_nothing_is_cut(window, language, width, scheme):
    page, axe, broken = window(width, color_scheme=scheme), Axe(), []
    for path in PAGES:
        page.goto(f"{path}{'&' if '?' in path else '?'}lang={language}")
        found = axe.run(page, options={"runOnly": TAGS})
        broken += [
            f"{path}: {rule['id']} at {rule['nodes'][0]['target']}"
            for rule in found.response["violations"]
        ]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            broken.append(f"{path}: wider than the window")
    assert broken == []
