"""The desk from the keyboard alone, as an officer and an administrator work there."""

from __future__ import annotations

import csv
import io

import pytest

from api.desk.docx_writing import docx_words
from docs.desk_content import PASSWORD
from index.mupdf import pymupdf

pytestmark = pytest.mark.browser

VIEWS = (
    ("vi", 390, True),
    ("en", 1280, False),
    pytest.param(("en", 1280, True), marks=pytest.mark.slow),
    pytest.param(("vi", 1280, False), marks=pytest.mark.slow),
    pytest.param(("en", 390, False), marks=pytest.mark.slow),
)
"""The first two show each language and width once, with scripts and without."""


def sign_in_and_out(walker):
    """Sent to the login, once with a wrong password; to where one was going; and out again."""
    page = walker.page
    walker.open("/desk/cases")
    assert "/desk/login" in page.url
    walker.skip()
    for password in ("nhầm mất rồi", PASSWORD):
        walker.to("#name")
        walker.write("can-bo")
        walker.to("#password")
        walker.write(password)
        walker.go()
        if password != PASSWORD:
            assert walker.at("#faults")
            assert page.input_value("#name") == "can-bo"
            assert page.input_value("#password") == ""
    assert "/desk/cases" in page.url
    walker.follow(".desk-me button")
    assert page.url.endswith("/desk/login?left=1")
    page.goto("/desk/cases")
    assert "/desk/login" in page.url


def answer_a_case(walker):
    """An enquiry taken in (first with a fault), evidence from a search, a reply, its letters."""
    page = walker.page
    walker.open("/desk/cases")
    walker.skip()
    walker.follow("a[href='/desk/cases/new']")
    walker.skip()
    walker.to("#subject")
    walker.write("Mũ bảo hiểm: quai đeo")
    walker.to("#question")
    walker.write("Quai đeo của mũ phải thử thế nào?")
    walker.to("#country")
    walker.write("1?")
    walker.follow("main form button")
    assert walker.at("#faults")
    walker.to("#faults a")
    walker.press("Enter")
    assert walker.at("#country[aria-invalid=true]")
    walker.write("vn")
    walker.follow("main form button")
    case = page.url.split("?")[0]
    assert "Quai đeo của mũ phải thử thế nào?" in page.inner_text("#enquiry")
    walker.skip()
    walker.to("#find")
    walker.write("quai đeo mũ bảo hiểm")
    walker.go()
    walker.follow("#found .finds button")
    assert page.locator("#evidence .picked > li").count() == 1
    walker.follow("#reply a.button")
    walker.skip()
    walker.follow("button[value=draft]")
    walker.to("textarea[name^=vi-]")
    walker.write("Kính gửi Quý công ty, xin trả lời như sau.")
    walker.follow(".save-bar button")
    walker.to("a[href*='/preview']")
    walker.go()
    assert "xin trả lời như sau" in page.inner_text(".letter")
    page.goto(f"{case}/reply")
    walker.skip()
    words = docx_words(walker.fetch("a[href$='draft-vi.docx']"))
    assert any("xin trả lời như sau" in line for line in words)
    with pymupdf.open(stream=walker.fetch("a[href$='draft-vi.pdf']")) as letter:
        assert "xin trả lời như sau" in " ".join(letter[0].get_text().split())


def move_a_case(walker):
    """The next step chosen by arrow, with a note; who works on it."""
    page = walker.page
    walker.open("/desk/cases/TBT-2026-0002")
    walker.skip()
    walker.to("#steps [name=to]")
    walker.press("ArrowDown", "ArrowUp")
    walker.to("#name")
    walker.press("ArrowUp", "ArrowUp", "ArrowUp", "ArrowDown")
    chosen = page.input_value("#name")
    assert chosen
    walker.follow("form[action$='/assign'] button")
    assert page.input_value("#name") == chosen
    assert walker.at("body")
    walker.to("#steps summary, #days summary")


def look_for_past_answers(walker):
    """Words without accents among all cases, and the letter that was sent."""
    page = walker.page
    walker.open("/desk/cases")
    walker.skip()
    walker.to("#case-q")
    walker.write("kho tay xoa")
    walker.go()
    assert page.locator("main a[href^='/desk/cases/TBT-']").count() == 1
    walker.skip()
    walker.follow("main a[href^='/desk/cases/TBT-']")
    assert page.inner_text("h1").startswith("TBT-2026-0001")
    walker.skip()
    pdf = walker.fetch("#reply a[href$='.pdf']")
    assert pdf.startswith(b"%PDF")


def follow_the_calendar(walker):
    """A secret address made, fetched as a calendar, and taken back."""
    page = walker.page
    walker.open("/desk/calendar")
    walker.skip()
    walker.follow("form[action$='/address'] button")
    address = page.inner_text("#feed")
    feed = page.request.get(address)
    assert feed.headers["content-type"].startswith("text/calendar")
    assert "BEGIN:VEVENT" in feed.text()
    walker.skip()
    walker.follow("form[action$='/revoke'] button")
    assert page.request.get(address).status == 404


def write_a_notification_down(walker):
    """A symbol that is none, then one; in the list and taken out again."""
    page, number = walker.page, 9100 + 2 * walker.wide + walker.scripted
    walker.open("/desk/notifications")
    walker.skip()
    walker.to("#symbol")
    walker.write("không phải số")
    walker.go()
    assert walker.at("#faults")
    walker.to("#faults a")
    walker.press("Enter")
    assert walker.at("#symbol[aria-invalid=true]")
    walker.write(f"G/TBT/N/VNM/{number}")
    walker.to("#title")
    walker.write("Dự thảo mẫu")
    walker.go()
    assert f"G/TBT/N/VNM/{number}" in page.inner_text("main table")
    walker.skip()
    walker.follow(f"form[action='/desk/notifications/g-tbt-n-vnm-{number}/remove'] button")
    assert f"G/TBT/N/VNM/{number}" not in page.inner_text("main")


def decide_a_report(walker):
    """The list of those that wait, one of them, no verdict, then one with words."""
    page = walker.page
    walker.open("/desk/reports")
    walker.skip()
    walker.to(".tabs a[aria-current=page]")
    walker.open("/desk/reports/3")
    walker.skip()
    walker.to("[name=state]")
    walker.press("Space")
    walker.to("#answer")
    walker.write("")
    walker.follow("form[action='/desk/reports/3'] button[type=submit]")
    assert walker.at("#faults")
    walker.to("#faults a")
    walker.press("Enter")
    assert walker.at("#answer[aria-invalid=true]")
    walker.write("Đã đối chiếu trang in: câu đủ chữ.")
    walker.follow("form[action='/desk/reports/3'] button[type=submit]")
    assert walker.shows("p.done")
    assert page.input_value("#answer") == "Đã đối chiếu trang in: câu đủ chữ."


def read_the_log(walker):
    """What one account did, as a table and as a file, and whether the chain holds."""
    page = walker.page
    walker.open("/desk/audit")
    walker.skip()
    walker.to("#actor")
    walker.write("can-bo")
    walker.go()
    actors = page.locator("tbody td:nth-child(3)").all_inner_texts()
    assert {actor.split("\n")[-1] for actor in actors} == {"can-bo"}
    walker.skip()
    walker.follow("a[href*='check=1']")
    assert walker.shows("p.done")
    walker.skip()
    rows = list(csv.reader(io.StringIO(walker.fetch("a[href*='audit.csv']").decode("utf-8-sig"))))
    assert len(rows) > 5


FLOWS = (
    (sign_in_and_out, None),
    (answer_a_case, "officer"),
    (move_a_case, "officer"),
    (look_for_past_answers, "officer"),
    (follow_the_calendar, "officer"),
    (write_a_notification_down, "officer"),
    (decide_a_report, "officer"),
    (read_the_log, "admin"),
)


@pytest.mark.parametrize(
    "view", VIEWS, ids=lambda v: f"{v[0]}-{v[1]}-{'script' if v[2] else 'bare'}"
)
@pytest.mark.parametrize(("flow", "role"), FLOWS, ids=[flow.__name__ for flow, _ in FLOWS])
def test_a_way_through_the_desk_is_walked_from_the_keyboard(flow, role, view, walker, office):
    flow(walker(view, getattr(office[1], role) if role else None))
