"""'This is wrong': a reader reports a fact, the desk answers, the page tells."""

from __future__ import annotations

import re

import pytest

from api.desk.audit import LogFilter, entries
from api.desk.reports import BY_SENDER, KEEP_CONTACT, ReportState, decide, report_numbered

SLUG = "qcvn-2-2021-bkhcn"
EVIL = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'{{7*7}}"
INJECTION = "'); DROP TABLE reports; --"


def post(office, **fields):
    data = {"record": SLUG, "fact": "issued", "wrong": "Ngày khác.", **fields}
    return office.browser.post("/report", data=data)


def report(office, **fields):
    """Send one; gives its number."""
    sent = post(office, **fields)
    assert sent.status_code == 303, sent.text
    page = office.browser.get(sent.headers["location"]).text
    return int(re.search(r"Báo sai số (\d+)", page)[1])


def fact(office, name):
    facts = office.browser.get(f"/api/v1/standards/{SLUG}/facts").json()["facts"]
    return next(one for one in facts if one["name"] == name)


def answer(office, number, role="editor", **fields):
    csrf = office.enter(role)
    data = {"csrf": csrf, "state": "accepted", "answer": "Đã đối chiếu.", **fields}
    return office.browser.post(f"/desk/reports/{number}", data=data)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("number", "QCVN 2:2021/BKHCN"),
        ("issued", "2021"),
        ("clause:1.1", "Phạm vi"),
        ("row:1", "Mũ bảo hiểm"),
        ("status", "hiệu lực"),
        ("document", "MŨ BẢO HIỂM"),
    ],
)
def test_the_form_shows_the_fact_word_for_word_with_its_page(office, name, wanted):
    page = office.browser.get("/report", params={"record": SLUG, "fact": name})
    assert page.status_code == 200, page.text
    shown = re.search(
        r'<blockquote class="quote typed" lang="vi">(.*?)</blockquote>', page.text, re.S
    )
    assert wanted.casefold() in shown[1].casefold()
    assert f'href="/standards/{SLUG}/pages/' in page.text
    assert "/pages/1.png" in page.text or ".png?v=" in page.text


@pytest.mark.parametrize("where", [("no-such-text", "issued"), (SLUG, "no-such"), (SLUG, "row:99")])
def test_what_is_not_there_is_not_found(office, where):
    page = office.browser.get("/report", params={"record": where[0], "fact": where[1]})
    assert page.status_code == 404


def test_without_a_record_the_page_says_how(office):
    assert "Báo sai" in office.browser.get("/report").text


def test_a_report_is_bound_to_the_fact_as_it_was_read(office):
    number = report(office, correction="2021-06-16", contact="lan@example.vn", q="mũ bảo hiểm")
    kept = report_numbered(office.desk, number).sent
    now = fact(office, "issued")
    assert (kept.about.document, kept.about.fact) == (SLUG, "issued")
    assert (kept.about.value, kept.about.page) == (now["value"], now["page"])
    assert len(kept.about.sha256) == 64
    assert (kept.wrong, kept.correction, kept.contact) == (
        "Ngày khác.",
        "2021-06-16",
        "lan@example.vn",
    )
    assert kept.about.question == "mũ bảo hiểm"


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"wrong": " \n "}, "wrong"),
        ({"wrong": "x" * 2001}, "wrong"),
        ({"correction": "x" * 2001}, "correction"),
        ({"contact": "x" * 201}, "contact"),
    ],
)
def test_what_is_missing_or_too_long_is_told_beside_its_field(office, fields, fault):
    page = post(office, **{"wrong": "Sai.", **fields})
    assert page.status_code == 400
    assert f'id="{fault}-fault"' in page.text
    assert re.search(
        rf'id="{fault}"[^>]*aria-describedby="[^"]*{fault}-fault" aria-invalid="true"', page.text
    )
    assert entries(office.desk, LogFilter()) == []


def test_a_machine_that_fills_in_everything_is_refused(office):
    page = post(office, website="https://spam.example")
    assert page.status_code == 400
    assert entries(office.desk, LogFilter()) == []


def test_many_reports_from_one_address_have_to_wait(office, clock):
    for _ in range(BY_SENDER.free):
        report(office)
    page = post(office, wrong="Còn chỗ này.")
    assert page.status_code == 429
    assert "chờ 1 phút" in page.text
    assert "Còn chỗ này." in page.text
    clock.wait(seconds=60)
    report(office)


def test_a_report_from_a_page_of_another_site_is_refused(office):
    reply = office.browser.post(
        "/report", data={"record": SLUG, "wrong": "x"}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert reply.status_code == 403


def test_whoever_sent_it_sees_what_became_of_it_without_a_login(office):
    sent = post(office, contact="lan@example.vn").headers["location"]
    key = sent.split("?")[0].rsplit("/", 1)[1]
    assert len(key) >= 22
    before = office.browser.get(f"/api/v1/reports/key/{key}").json()
    assert (before["state"], before["decision"]) == ("open", None)
    decide(
        office.desk, before["number"], ReportState.REJECTED, "Đúng là vậy.", by="an", checked=False
    )
    page = office.browser.get(f"/report/{key}")
    assert "Đúng là vậy." in page.text
    assert "lan@example.vn" not in page.text
    assert page.headers["cache-control"] == "no-store"
    assert "contact" not in office.browser.get(f"/api/v1/reports/key/{key}").json()
    assert office.browser.get("/report/guessed").status_code == 404


def test_answers_are_told_to_everybody_without_the_readers_words(office):
    number = report(office, wrong="Lời của tôi", contact="lan@example.vn")
    told = office.browser.get(f"/api/v1/standards/{SLUG}/reports").json()
    assert told["reports"] == []
    decide(office.desk, number, ReportState.ACCEPTED, "Đã sửa.", by="an", checked=False)
    reply = office.browser.get(f"/api/v1/standards/{SLUG}/reports")
    assert [one["decision"]["answer"] for one in reply.json()["reports"]] == ["Đã sửa."]
    assert "Lời của tôi" not in reply.text
    assert "lan@example.vn" not in reply.text
    assert "Đã sửa." in office.browser.get(f"/report?record={SLUG}&fact=title").text


def test_an_officer_answers_but_marks_nothing(office):
    number = report(office)
    assert answer(office, number, role="reader").status_code == 403
    assert answer(office, number, role="officer", mark="1", value="x").status_code == 403
    assert report_numbered(office.desk, number).state is ReportState.OPEN
    assert answer(office, number, role="officer").status_code == 303
    made = report_numbered(office.desk, number).decision
    assert (made.state, made.by, made.checked) == (ReportState.ACCEPTED, "a-officer", False)


def test_an_editor_marks_what_the_page_says_and_the_page_tells_by_whom(office):
    number = report(office, fact="issued")
    done = answer(office, number, mark="1", value=" 16/6/2021 ")
    assert done.status_code == 303
    now = fact(office, "issued")
    assert (now["state"], now["check"]["value"]) == ("outdated", "2021-06-16")
    assert now["check"]["by"] == "Cán bộ editor"
    assert now["check"]["note"] == f"báo sai số {number}"
    page = office.browser.get(f"/report?record={SLUG}&fact=issued").text
    assert "Đã kiểm với giá trị khác" in page
    assert "16/06/2021" in page
    told = entries(office.desk, LogFilter(action="fact.check"))[0]
    assert (told.actor, told.subject, told.detail) == ("a-editor", f"{SLUG} issued", "2021-06-16")


def test_a_rejected_report_marks_the_fact_as_it_is_read(office):
    number = report(office, fact="title")
    value = fact(office, "title")["value"]
    stale = answer(office, number, state="rejected", mark="1", seen="was read before")
    assert stale.status_code == 400
    assert 'id="mark-fault"' in stale.text
    assert report_numbered(office.desk, number).state is ReportState.OPEN
    assert answer(office, number, state="rejected", mark="1", seen=value).status_code == 303
    assert fact(office, "title")["state"] == "checked"


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"state": "maybe"}, "state"),
        ({"answer": " "}, "answer"),
        ({"answer": "x" * 2001}, "answer"),
        ({"mark": "1", "value": ""}, "value"),
        ({"mark": "1", "value": "2021-06-15", "seen": "2021-06-15"}, "value"),
    ],
)
def test_an_answer_that_lacks_something_keeps_what_was_typed(office, fields, fault):
    number = report(office)
    page = answer(office, number, **fields)
    assert page.status_code == 400
    assert f'id="{fault}-fault"' in page.text
    assert report_numbered(office.desk, number).state is ReportState.OPEN


def test_a_report_can_be_opened_again(office):
    number = report(office)
    answer(office, number)
    answer(office, number, state="open", answer="")
    again = report_numbered(office.desk, number)
    assert (again.state, again.decision) == (ReportState.OPEN, None)
    told = [one.action for one in entries(office.desk, LogFilter(subject=f"report:{number}"))]
    assert told == ["report.open", "report.accepted", "report.add"]


def test_programs_report_and_answer_too(office):
    body = {"record": SLUG, "fact": "row:1", "wrong": "Thiếu mã.", "language": "en"}
    made = office.browser.post("/api/v1/reports", json=body)
    assert made.status_code == 201
    number = made.json()["number"]
    csrf = office.enter("officer")
    me = office.browser.get("/api/v1/desk/me").json()
    assert (me["role"], me["csrf"]) == ("officer", csrf)
    done = office.browser.post(
        f"/api/v1/reports/{number}/decision",
        json={"state": "accepted", "answer": "Cảm ơn."},
        headers={"X-CSRF-Token": csrf},
    )
    assert done.json()["decision"]["answer"] == "Cảm ơn."
    listed = office.browser.get("/api/v1/reports?state=accepted").json()
    assert (listed["accepted"], listed["reports"][0]["number"]) == (1, number)
    assert office.browser.post("/api/v1/reports", json={**body, "wrong": ""}).status_code == 400


def test_nothing_that_is_typed_becomes_markup_or_sql(office):
    fields = {"wrong": EVIL + INJECTION, "correction": EVIL, "contact": EVIL, "q": EVIL}
    sent = post(office, **fields)
    pages = [office.browser.get(sent.headers["location"]).text]
    pages.append(post(office, **{**fields, "contact": EVIL * 9}).text)
    csrf = office.enter("admin")
    number = 1
    assert answer(office, number, answer=EVIL, mark="1", value=EVIL).status_code == 303
    office.enter("admin")
    office.browser.post("/desk/accounts", data={"csrf": csrf, "name": EVIL, "full_name": EVIL})
    for path in (
        "/desk",
        "/desk/reports?state=accepted",
        f"/desk/reports?record={EVIL}",
        f"/desk/reports/{number}",
        "/desk/accounts",
        "/desk/audit",
        f"/desk/audit?actor={EVIL}&action={INJECTION}&subject={EVIL}",
        f"/report?record={SLUG}&fact=issued&q={EVIL}",
        f"/desk/reports?state={EVIL}",
    ):
        page = office.browser.get(path)
        assert page.status_code == 200, path
        pages.append(page.text)
    office.leave()
    pages.append(office.browser.get(f"/desk/login?next={EVIL}").text)
    for page in pages:
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "49" not in re.findall(r"'(\d+)", page)
    assert "&lt;script&gt;alert(1)" in pages[0]
    assert report_numbered(office.desk, number).sent.wrong == EVIL + INJECTION


def test_how_to_reach_a_reader_is_forgotten_some_time_after_the_answer(office, clock):
    number = report(office, contact="lan@example.vn")
    answer(office, number)
    report(office)
    assert report_numbered(office.desk, number).sent.contact
    clock.wait(days=KEEP_CONTACT.days, seconds=1)
    report(office)
    assert report_numbered(office.desk, number).sent.contact == ""


def test_the_link_beside_a_fact_carries_it_to_the_form(office):
    from web.language import Language, Words
    from web.rendering import _environment

    source = (
        '{% import "report_parts.html" as reporting with context %}'
        '{{ reporting.report_link("a&b", "clause:2.1", what="Mục <2.1>", question="mũ & áo") }}'
    )
    told = _environment().from_string(source).render(t=Words(Language.VI))
    assert 'href="/report?record=a%26b&amp;fact=clause%3A2.1&amp;q=m%C5%A9%20%26%20%C3%A1o"' in told
    assert '<span class="sr">: Mục &lt;2.1&gt;</span>' in told
