"""Cases at the desk as a browser without scripts sees them: the whole way, and what goes wrong."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from api.desk.accounts import Role
from api.desk.case_evidence import evidence_of_case
from api.desk.case_model import CaseState
from api.desk.case_store import case_numbered
from api.desk.docx_writing import docx_words
from api.desk.replies import reply_of
from index.mupdf import pymupdf

ENQUIRY = {
    "received": "2026-07-15",
    "channel": "email",
    "language": "en",
    "subject": "Mũ bảo hiểm nhập khẩu",
    "question": "Which regulation applies to helmets?",
    "country": "jp",
    "organisation": "Sunrise & Sons",
    "contact": "sun@firm.example",
    "days": "5",
}
CASE = "/desk/cases/TBT-2026-0001"


@pytest.fixture
def post(office):
    """Log in as an officer once; post forms with their token."""
    held = {"csrf": office.enter(Role.OFFICER)}

    def send(address, role=None, **fields):
        if role is not None:
            held["csrf"] = office.enter(role)
        return office.browser.post(
            address, data={"csrf": held["csrf"], **fields}, follow_redirects=False
        )

    return send


@pytest.fixture
def case(post):
    """A case that was just taken in."""
    reply = post("/desk/cases/new", **ENQUIRY)
    assert reply.headers["location"] == f"{CASE}?done=added"
    return CASE


def put_in(office, post, case):
    """Put the first answer of a search into the case."""
    page = office.browser.get(case, params={"q": "mũ bảo hiểm"}).text
    form = re.search(r'<form action="[^"]+/evidence" method="post">(.*?)</form>', page, re.S)[1]
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    del fields["csrf"]
    return post(f"{case}/evidence", **{name: unescape(text) for name, text in fields.items()})


def write(office, post, case):
    """Begin a draft and type the rendering of every quote."""
    post(f"{case}/reply", version="0", do="draft")
    texts = {}
    for block in reply_of(office.desk, "TBT-2026-0001"):
        texts |= {f"vi-{block.id}": block.words, f"en-{block.id}": block.words_en or "Helmets …"}
    return post(f"{case}/reply", version="1", do="save", **texts)


def test_an_enquiry_is_taken_in_and_shown_with_its_day_and_receipt(office, case, read_page):
    page = read_page(office.browser.get(case).text)
    assert not page.faults
    assert "Hạn 22/07/2026, còn 5 ngày làm việc" in page.words
    assert "We will answer by 22 July 2026" in page.words
    assert "Sunrise & Sons" in page.words
    assert len(page.all("h1")) == 1


def test_what_is_missing_is_told_beside_its_field_and_nothing_typed_is_lost(post, read_page):
    wrong = {**ENQUIRY, "subject": " ", "received": "", "country": "Japan", "days": "many"}
    reply = post("/desk/cases/new", **wrong)
    page = read_page(reply.text)
    assert reply.status_code == 400
    for name in ("subject", "received", "country", "days"):
        field = page.all("input", id=name)[0]
        assert field.attributes["aria-invalid"] == "true"
        assert f"{name}-fault" in field.attributes["aria-describedby"].split()
        assert page.all("p", id=f"{name}-fault")
        assert page.all("a", href=f"#{name}")
    assert page.all("textarea", id="question")[0].text == ENQUIRY["question"]


def test_the_whole_way_from_the_enquiry_to_the_letters(office, post, case):
    assert put_in(office, post, case).headers["location"].endswith("#evidence")
    assert len(evidence_of_case(office.desk, "TBT-2026-0001")) == 1
    assert write(office, post, case).status_code == 303
    assert "DRAFT, NOT APPROVED" in office.browser.get(f"{case}/preview?language=en").text
    post(f"{case}/move", to="in_work")
    assert post(f"{case}/approve", version="2").status_code == 403
    approved = post(f"{case}/approve", role=Role.EDITOR, version="2")
    assert approved.headers["location"].endswith("done=approved#reply")
    post(f"{case}/move", to="answered", note="gửi qua thư điện tử")
    told = case_numbered(office.desk, "TBT-2026-0001")
    assert (told.state, told.answered_on) == (CaseState.ANSWERED, date(2026, 7, 15))
    quote = evidence_of_case(office.desk, "TBT-2026-0001")[0].passage.quote.splitlines()[0]
    links = re.findall(r'href="([^"]+/letters/[^"]+)"', office.browser.get(case).text)
    assert len(links) == 4
    on_the_reply = office.browser.get(f"{case}/reply").text
    assert re.findall(r'href="([^"]+/letters/[^"]+)"', on_the_reply) == links
    for link in links:
        reply = office.browser.get(link)
        assert "attachment" in reply.headers["content-disposition"]
        if link.endswith(".docx"):
            words = " ".join(docx_words(reply.content))
        else:
            with pymupdf.open(stream=reply.content) as read:
                words = " ".join(page.get_text() for page in read)
        even = " ".join(words.split())
        assert " ".join(quote.split())[:60] in even, link
        assert "DRAFT" not in even
        assert "Sunrise & Sons" in even


def test_words_that_no_text_has_are_refused_and_stay_in_the_form(office, post, case, read_page):
    wrong = {"document": "QCVN 2:2021/BKHCN", "clause": "2.1.1", "quote": "Lời bịa đặt."}
    reply = post(f"{case}/evidence", **wrong)
    page = read_page(reply.text)
    assert reply.status_code == 400
    assert page.all("div", class_="faults")
    assert page.all("textarea", id="quote")[0].text == "Lời bịa đặt."
    assert evidence_of_case(office.desk, "TBT-2026-0001") == []


def test_a_reply_that_somebody_else_saved_is_not_overwritten(office, post, case, read_page):
    post(f"{case}/reply", version="0", do="words")
    block = reply_of(office.desk, "TBT-2026-0001")[0].id
    post(f"{case}/reply", version="1", do="save", **{f"vi-{block}": "Của Lan"})
    reply = post(f"{case}/reply", version="1", do="save", **{f"vi-{block}": "Của Minh"})
    page = read_page(reply.text)
    assert reply.status_code == 400
    assert page.all("textarea", id=f"vi-{block}")[0].text == "Của Minh"
    assert "Của Lan" in page.words
    assert reply_of(office.desk, "TBT-2026-0001")[0].words == "Của Lan"


def test_a_quote_has_no_field_for_its_vietnamese_words(office, post, case, read_page):
    put_in(office, post, case)
    write(office, post, case)
    page = read_page(office.browser.get(f"{case}/reply").text)
    quote = next(b for b in reply_of(office.desk, "TBT-2026-0001") if b.kind == "quote")
    assert not page.all("textarea", id=f"vi-{quote.id}")
    assert page.all("textarea", id=f"en-{quote.id}")[0].text == "Helmets …"
    assert not page.faults


def test_a_reader_sees_a_case_and_no_form_that_changes_it(office, post, case, read_page):
    office.enter(Role.READER)
    page = read_page(office.browser.get(case).text)
    forms = [each.attributes["action"] for each in page.all("form", method="post")]
    assert forms == ["/desk/logout"]


def test_a_case_without_an_answer_is_closed_only_with_a_reason(office, post, case):
    office.enter(Role.EDITOR)
    assert post(f"{case}/move", role=Role.EDITOR, to="closed").status_code == 400
    assert post(f"{case}/move", to="closed", note="người hỏi rút").status_code == 303
    assert post(f"{case}/erase", question="Which regulation applies?").status_code == 303
    page = office.browser.get(case).text
    assert "Sunrise" not in page
    assert "sun@firm.example" not in page


def test_cases_are_found_without_accents_and_late_ones_are_marked(office, post, case, read_page):
    post("/desk/cases/new", **{**ENQUIRY, "received": "2026-07-01", "subject": "Xi măng"})
    everything = read_page(office.browser.get("/desk/cases").text)
    assert not everything.faults
    assert "Quá hạn 08/07/2026" in everything.words
    found = read_page(office.browser.get("/desk/cases", params={"q": "mu bao hiem"}).text).words
    assert "TBT-2026-0001" in found
    assert "TBT-2026-0002" not in found
    late = read_page(office.browser.get("/desk/cases?late=1").text).words
    assert "TBT-2026-0001" not in late
    assert "TBT-2026-0001" in read_page(office.browser.get("/desk").text).words


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_page_of_a_case_is_whole_in_both_languages(office, post, case, read_page, lang):
    put_in(office, post, case)
    write(office, post, case)
    for address in ("", "?q=m%C5%A9", "/reply", "/preview", "/preview?language=en"):
        joint = "&" if "?" in address else "?"
        reply = office.browser.get(f"{case}{address}{joint}lang={lang}")
        page = read_page(reply.text)
        assert reply.status_code == 200
        assert not page.faults, address
        assert page.all("html", lang=lang)
        assert len(reply.content) < 100_000
        ids = [each.attributes["id"] for each in page.elements if "id" in each.attributes]
        assert len(ids) == len(set(ids)), address
        for label in page.all("label"):
            assert label.attributes["for"] in ids, address


def test_the_calendar_address_is_shown_once_and_opens_without_a_login(office, post, case):
    page = post("/desk/calendar/address").text
    address = unescape(re.search(r'id="feed">([^<]+)<', page)[1])
    path = urlsplit(address)
    assert parse_qs(path.query) == {"lang": ["vi"]}
    assert path.path not in office.browser.get("/desk/calendar").text
    office.leave()
    feed = office.browser.get(path.path)
    assert feed.headers["content-type"] == "text/calendar; charset=utf-8"
    assert "SUMMARY:Hạn trả lời TBT-2026-0001" in feed.text
    assert "Sunrise" not in feed.text
    assert "helmets" not in feed.text
    assert office.browser.get(f"/desk/calendar/{'a' * 43}.ics").status_code == 404
    post("/desk/calendar/revoke", role=Role.OFFICER)
    office.leave()
    assert office.browser.get(path.path).status_code == 404


def test_the_json_of_a_case_says_what_its_page_says(office, post, case):
    put_in(office, post, case)
    body = office.browser.get(f"/api/v1{case}").json()
    assert body["line"]["number"] == "TBT-2026-0001"
    assert body["line"]["days_left"] == 5
    assert body["evidence"][0]["document"] == "qcvn-2-2021-bkhcn"
    assert body["may_move"] == ["in_work"]
    assert office.browser.get("/api/v1/desk/cases?q=mu").json()["total"] == 1
    assert office.browser.get("/api/v1/desk/flags").json()["flags"] == []
    office.leave()
    assert office.browser.get(f"/api/v1{case}").status_code == 401


def test_a_case_is_worked_on_by_json_with_the_session(office):
    head = {"X-CSRF-Token": office.enter(Role.EDITOR)}
    browser = office.browser
    told = {**ENQUIRY, "days": 5}
    number = browser.post("/api/v1/desk/cases", json=told, headers=head).json()["line"]["number"]
    case = f"/api/v1/desk/cases/{number}"
    pick = {"document": "QCVN 2:2021/BKHCN", "clause": "2.1.1"}
    put = browser.post(f"{case}/evidence", json=pick, headers=head)
    assert put.status_code == 200, put.text
    browser.post(f"{case}/moves", json={"to": "in_work"}, headers=head)
    made = browser.post(
        f"{case}/reply", json={"version": 0, "action": "draft"}, headers=head
    ).json()
    words = [
        {"id": b["id"], "words": b["words"], "words_en": b["words_en"] or "Helmets"}
        for b in made["blocks"]
    ]
    browser.post(f"{case}/reply", json={"version": 1, "blocks": words}, headers=head)
    stale = browser.post(f"{case}/reply", json={"version": 1, "blocks": words}, headers=head)
    assert (stale.status_code, stale.json()["code"]) == (409, "outdated")
    done = browser.post(f"{case}/approval?version=2", headers=head).json()
    assert {(each["version"], each["language"]) for each in done["kept"]} == {(2, "vi"), (2, "en")}
    assert done["may_move"] == ["waiting", "answered", "closed"]
    assert browser.post(f"{case}/moves", json={"to": "answered"}).status_code == 403


def test_the_preview_of_an_approved_reply_is_the_letter_as_approved(office, post, case):
    put_in(office, post, case)
    write(office, post, case)
    post(f"{case}/move", to="in_work")
    assert "DRAFT, NOT APPROVED" in office.browser.get(f"{case}/preview?language=en").text
    post(f"{case}/approve", role=Role.EDITOR, version="2")
    assert "DRAFT" not in office.browser.get(f"{case}/preview?language=en").text
    post(f"{case}/unapprove")
    assert "DRAFT, NOT APPROVED" in office.browser.get(f"{case}/preview?language=en").text
