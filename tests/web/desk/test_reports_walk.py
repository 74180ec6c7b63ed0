"""From the keyboard, in both languages: a reader reports a fact, the desk looks at the page, and
everybody sees the answer beside the fact."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe

from api.desk.accounts import Role, add_account
from api.desk.reports import report_numbered
from api.desk.sessions import start_session

pytestmark = pytest.mark.browser

SLUG = "qcvn-2-2021-bkhcn"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MOST_STOPS = 120
_AT = "(wanted) => document.activeElement.matches(wanted)"


@dataclass(frozen=True)
class Way:
    """One walk: language, width of the window, whether there are scripts, and what is reported."""

    language: str
    width: int
    scripted: bool
    fact: str
    typed: str
    shown: str
    outcome: str


WAYS = (
    Way("vi", 390, False, "effective_from", "02/01/2022", "02/01/2022", "Đã sửa"),
    Way("en", 1280, True, "issuer", "Bộ KH&CN", "Bộ KH&CN", "Corrected"),
)


class Reader:
    """Somebody with a keyboard alone."""

    def __init__(self, page, base, language):
        self.page, self.base, self.language = page, base, language

    def open(self, path):
        joint = "&" if "?" in path else "?"
        self.page.goto(f"{self.base}{path}{joint}lang={self.language}")

    def to(self, wanted):
        for _ in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate(_AT, wanted):
                return
        raise AssertionError(f"the Tab key does not come to {wanted} on {self.page.url}")

    def follow(self, wanted):
        self.to(wanted)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def write(self, wanted, text):
        self.to(wanted)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(text)

    def faults(self):
        options = {"runOnly": {"type": "tag", "values": TAGS}}
        return [one["id"] for one in Axe().run(self.page, options=options).response["violations"]]


@pytest.fixture(scope="module")
def base(desk_site, serving):
    with serving(desk_site) as address:
        yield address


@pytest.mark.parametrize("way", WAYS, ids=lambda way: f"{way.language}-{way.width}")
def test_a_report_goes_to_the_desk_and_its_answer_comes_to_the_page(office, chromium, base, way):
    context = chromium.new_context(
        java_script_enabled=way.scripted, viewport={"width": way.width, "height": 900}
    )
    page = context.new_page()
    reader = Reader(page, base, way.language)

    reader.open(f"/standards/{SLUG}")
    reader.follow(".title-block .report-link")
    if way.scripted:
        assert reader.faults() == []
    reader.follow(f"a[href*='fact={way.fact}']")
    reader.write("#wrong", "Trang gốc ghi khác.")
    if way.scripted:
        assert reader.faults() == []
    reader.follow("form.desk-form button")
    key = page.url.split("?")[0]
    assert page.locator("[role=status].done").count() == 1

    add_account(office.desk, "lan", Role.EDITOR, full_name="Nguyễn Thị Lan", by="test")
    cookie = {"name": "desk", "value": start_session(office.desk, "lan"), "url": base}
    context.add_cookies([cookie])
    reader.open("/desk/reports/1")
    reader.to("#state-accepted")
    page.keyboard.press("Space")
    reader.write("#answer", "Đã xem trang gốc: máy đọc nhầm.")
    reader.to("#mark-it")
    page.keyboard.press("Space")
    reader.write("#value", way.typed)
    if way.scripted:
        assert reader.faults() == []
    reader.follow("form.desk-form button")
    assert report_numbered(office.desk, 1).decision.checked
    context.clear_cookies(name="desk")

    reader.open(f"/standards/{SLUG}")
    notes = page.locator(".fact-notes").inner_text()
    assert way.shown in notes
    assert "Nguyễn Thị Lan" in notes
    if way.scripted:
        assert reader.faults() == []
    reader.follow(".fact-notes a[href$='/reports']")
    assert way.outcome in page.locator("#r1").inner_text()
    assert "Đã xem trang gốc: máy đọc nhầm." in page.locator("#r1").inner_text()
    assert "Trang gốc ghi khác." not in page.locator("main").inner_text()
    if way.scripted:
        assert reader.faults() == []
    assert page.evaluate("document.documentElement.scrollWidth") <= way.width
    page.goto(key)
    assert "Đã xem trang gốc" in page.locator("main").inner_text()
    context.close()
