"""Notifications to the WTO: written at the desk and from tables, read by everybody."""

from __future__ import annotations

import pytest

from api.desk.accounts import Role
from api.desk.notifications import notifications, symbols_of
from api.notified import import_table
from standards.errors import BadInput, NotFound

TOLD = {
    "symbol": "g-tbt-n-vnm-345",
    "title": "Dự thảo quy chuẩn về mũ bảo hiểm",
    "documents": "QCVN 2:2021/BKHCN",
    "notified": "2026-06-01",
    "comments_until": "2026-08-01",
    "link": "https://docs.wto.org/x",
}


@pytest.fixture
def keep(office):
    """Write a notification down at the desk."""
    csrf = office.enter(Role.OFFICER)

    def send(**changes):
        fields = {"csrf": csrf, **TOLD, **changes}
        return office.browser.post("/desk/notifications", data=fields, follow_redirects=False)

    return send


def test_a_notification_is_seen_by_everybody_with_its_text_and_days(office, keep, read_page):
    assert keep().headers["location"] == "/desk/notifications?done=kept"
    office.leave()
    page = read_page(office.browser.get("/notifications/g-tbt-n-vnm-345").text)
    assert not page.faults
    assert page.all("a", href="/standards/qcvn-2-2021-bkhcn")
    assert "Nhận góp ý đến hết 01/08/2026" in page.words
    listed = read_page(office.browser.get("/notifications?open=1").text)
    assert "G/TBT/N/VNM/345" in listed.words
    calendar = office.browser.get("/api/v1/notifications.ics").text
    assert "DTSTART;VALUE=DATE:20260801" in calendar


def test_the_text_says_which_notifications_it_has(office, keep):
    keep()
    keep(symbol="G/TBT/N/VNM/345/Add.1", comments_until="", link="")
    office.leave()
    body = office.browser.get("/api/v1/standards/qcvn-2-2021-bkhcn/notifications").json()
    assert [each["symbol"] for each in body["items"]] == [
        "G/TBT/N/VNM/345",
        "G/TBT/N/VNM/345/Add.1",
    ]
    assert body["items"][1]["base"] == "G/TBT/N/VNM/345"
    assert body["items"][1]["comments_until"] is None
    found = office.browser.get("/api/v1/notifications?q=g/tbt/n/vnm/345").json()["items"]
    assert len(found) == 2
    assert [str(each.symbol) for each in symbols_of(office.desk, "qcvn-2-2021-bkhcn")] == [
        "G/TBT/N/VNM/345",
        "G/TBT/N/VNM/345/Add.1",
    ]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"symbol": "VNM/345"}, "symbol"),
        ({"documents": "QCVN 99:2099/BKHCN"}, "documents"),
        ({"comments_until": "mai"}, "comments_until"),
        ({"comments_until": "2026-05-01"}, "link"),
        ({"link": "javascript:alert(1)"}, "link"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field(office, keep, read_page, changes, field):
    reply = keep(**changes)
    page = read_page(reply.text)
    assert reply.status_code == 400
    assert page.all("p", id=f"{field}-fault")
    assert page.all("input", id="title")[0].attributes["value"] == TOLD["title"]
    assert notifications(office.desk) == []


def test_one_is_changed_and_removed(office, keep, read_page):
    keep()
    form = read_page(office.browser.get("/desk/notifications?change=G/TBT/N/VNM/345").text)
    assert form.all("input", id="comments_until")[0].attributes["value"] == "2026-08-01"
    keep(documents="", title="Tên mới")
    kept = notifications(office.desk)[0]
    assert (kept.title, kept.documents) == ("Tên mới", ())
    csrf = office.enter(Role.OFFICER)
    office.browser.post("/desk/notifications/g-tbt-n-vnm-345/remove", data={"csrf": csrf})
    assert office.browser.get("/notifications/g-tbt-n-vnm-345").status_code == 404


def test_a_table_is_taken_in_and_bad_rows_are_named(office, read_page):
    csrf = office.enter(Role.OFFICER)
    table = (
        "Symbol;documents;title;comments_until\r\n"
        "G/TBT/N/EU/1045;;Toy safety;15/12/2026\r\n"
        "hello;;;\r\n"
        "G/TBT/N/VNM/7;QCVN 2:2021/BKHCN;Mũ;2026-09-01\r\n"
    )
    reply = office.browser.post(
        "/desk/notifications/table",
        data={"csrf": csrf},
        files={"file": ("n.csv", b"\xef\xbb\xbf" + table.encode())},
    )
    page = read_page(reply.text)
    assert "Đã nhập 2 thông báo" in page.words
    assert "Dòng 2" in page.words
    assert [str(each.symbol) for each in notifications(office.desk)] == [
        "G/TBT/N/VNM/7",
        "G/TBT/N/EU/1045",
    ]


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"a,b\n1,2\n", b""])
def test_a_table_that_cannot_be_read_changes_nothing(office, content):
    def find(name):
        raise NotFound(name)

    with pytest.raises(BadInput):
        import_table(office.desk, find, content, by="cli:test")
    assert notifications(office.desk) == []


def test_the_office_is_set_by_an_editor_and_stands_in_the_letter(office):
    office.enter(Role.OFFICER)
    assert office.browser.get("/desk/office").status_code == 403
    csrf = office.enter(Role.EDITOR)
    sent = {"csrf": csrf, "name_en": "TBT Viet Nam", "prefix": "VNTBT"}
    office.browser.post("/desk/office", data=sent)
    assert 'value="TBT Viet Nam"' in office.browser.get("/desk/office").text
    bad = office.browser.post("/desk/office", data={"csrf": csrf, "prefix": "không"})
    assert bad.status_code == 400
    new = {"received": "2026-07-15", "subject": "a", "question": "b", "days": "5", "language": "en"}
    made = office.browser.post("/desk/cases/new", data={"csrf": csrf, **new})
    assert made.headers["location"] == "/desk/cases/VNTBT-2026-0001?done=added"
    shown = office.browser.get(made.headers["location"]).text
    assert "TBT Viet Nam received your enquiry" in shown


def test_the_command_line_keeps_lists_and_removes(built, tmp_path, monkeypatch, capsys):
    from api.cli import main

    monkeypatch.setenv("TRACHUAN_DESK", str(tmp_path / "desk.sqlite3"))
    monkeypatch.setenv("TRACHUAN_EMBEDDER", "hashing")

    def run(*words):
        status = main(["desk", "notifications", *words, "--library", str(built)])
        return status, capsys.readouterr().out

    day = ("--comments-until", "2099-01-31")
    assert run("add", "g/tbt/n/vnm/9", "--document", "QCVN 2:2021/BKHCN", *day)[0] == 0
    assert run("list", "--open") == (
        0,
        "G/TBT/N/VNM/9  comments until 2099-01-31  QCVN 2:2021/BKHCN\n",
    )
    table = tmp_path / "n.csv"
    table.write_text("symbol\nhello\n", "utf-8")
    assert run("import", str(table))[0] == 1
    assert run("remove", "G/TBT/N/VNM/9")[0] == 0
    assert run("list") == (0, "")
