"""Getting in and out of the desk: logins, cookies, links, what was typed before."""

from __future__ import annotations

import re

import pytest

from api.desk.accounts import Role, account_named, add_account, make_link
from api.desk.passwords import hashed
from api.desk.sessions import find_session

PASSWORD = "một câu khó đoán"
KEPT = hashed(PASSWORD)


@pytest.fixture
def lan(office):
    add_account(office.desk, "lan", Role.OFFICER, by="test")
    with office.desk.bookkeeping() as cursor:
        cursor.execute("UPDATE accounts SET password = ?", (KEPT,))
    return office


def entry(office, address="/desk/login"):
    """Open the login and take its token."""
    page = office.browser.get(address)
    return re.search(r'name="entry" value="([^"]+)"', page.text)[1]


def send(office, password=PASSWORD, name="lan", **fields):
    fields = fields if "entry" in fields else {**fields, "entry": entry(office)}
    data = {"name": name, "password": password, "next": "/desk/reports", **fields}
    return office.browser.post("/desk/login", data=data)


def test_a_login_leads_to_where_one_was_going(lan):
    asked = lan.browser.get("/desk/reports?state=accepted")
    assert asked.status_code == 303
    assert asked.headers["location"] == "/desk/login?next=%2Fdesk%2Freports%3Fstate%3Daccepted"
    page = lan.browser.get(asked.headers["location"])
    assert 'name="next" value="/desk/reports?state=accepted"' in page.text
    done = send(lan, next="/desk/reports?state=accepted")
    assert (done.status_code, done.headers["location"]) == (303, "/desk/reports?state=accepted")
    assert lan.browser.get("/desk/reports").status_code == 200


@pytest.mark.parametrize(
    "address",
    ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "desk"],
)
def test_a_login_leads_nowhere_else(lan, address):
    assert send(lan, next=address).headers["location"] == "/desk"


def test_the_cookie_is_for_this_site_alone_and_not_for_scripts(lan):
    cookie = send(lan).headers["set-cookie"]
    assert re.search(r"(^|, )desk=[\w-]{43};", cookie)
    for word in ("HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=43200"):
        assert word in cookie
    assert "Secure" not in cookie
    assert "Domain" not in cookie


def test_over_https_the_cookie_is_secure_and_bound_to_the_host(lan):
    lan.browser.base_url = "https://trachuan.example"
    reply = send(lan)
    assert re.search(r"__Host-desk=[\w-]{43}; Path=/;.*Secure", reply.headers["set-cookie"])
    assert "max-age=" in reply.headers["strict-transport-security"]


def test_a_token_brought_along_is_never_the_session(lan):
    lan.browser.cookies.set("desk", "chosen-by-somebody-else")
    token = re.search(r"desk=([\w-]{43});", send(lan).headers["set-cookie"])[1]
    assert token != "chosen-by-somebody-else"
    assert find_session(lan.desk, "chosen-by-somebody-else") is None


def test_the_session_from_before_a_login_ends_with_it(lan):
    form = entry(lan)
    lan.enter("reader")
    before = lan.browser.cookies["desk"]
    send(lan, entry=form)
    assert find_session(lan.desk, before) is None


def test_wrong_name_and_wrong_password_get_the_same_page(lan):
    pages = []
    for name in ("lan", "nobody"):
        page = send(lan, password="wrong", name=name)
        assert page.status_code == 401
        pages.append(page.text.replace(f'value="{name}"', "").replace(entry(lan), ""))
    assert pages[0] == pages[1]
    assert "không khớp nhau" in pages[0]


def test_too_many_logins_are_told_how_long_to_wait(lan):
    for _ in range(5):
        send(lan, password="wrong", name="nobody")
    page = send(lan, password="wrong", name="nobody")
    assert page.status_code == 429
    assert "chờ 1 phút" in page.text
    english = lan.browser.post(
        "/desk/login?lang=en", data={"name": "nobody", "password": "x", "entry": entry(lan)}
    )
    assert "Wait 1 min" in english.text


def test_a_login_form_of_another_site_is_refused(lan):
    form = entry(lan)
    assert send(lan, entry="").status_code == 403
    assert send(lan, entry="guessed").status_code == 403
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        reply = lan.browser.post(
            "/desk/login",
            data={"name": "lan", "password": PASSWORD, "entry": form},
            headers=headers,
        )
        assert reply.status_code == 403
        assert "desk=" not in reply.headers.get("set-cookie", "")


def test_logging_out_ends_the_session_here_and_on_the_server(office):
    form = office.enter("officer")
    token = office.browser.cookies["desk"]
    assert office.browser.post("/desk/logout").status_code == 403
    assert find_session(office.desk, token) is not None
    left = office.browser.post("/desk/logout", data={"csrf": form})
    assert "desk=;" in left.headers["set-cookie"]
    assert find_session(office.desk, token) is None
    office.browser.cookies.set("desk", token)
    assert office.browser.get("/desk").headers["location"] == "/desk/login?next=%2Fdesk"


def test_a_session_that_was_left_alone_ends(office, clock):
    office.enter("officer")
    assert office.browser.get("/desk").status_code == 200
    clock.wait(minutes=30)
    assert office.browser.get("/desk").status_code == 303
    assert office.browser.get("/api/v1/desk/me").status_code == 401


def test_what_was_typed_too_late_is_kept_over_the_login(lan, clock):
    lan.enter("officer")
    clock.wait(minutes=31)
    words = "Đã đối chiếu <b>trang 1</b>\nvà trang 2."
    late = lan.browser.post(
        "/desk/reports/1", data={"state": "accepted", "answer": words, "csrf": "old"}
    )
    assert late.status_code == 401
    kept = dict(re.findall(r'name="kept-(\w+)" value="([^"]*)"', late.text))
    assert set(kept) == {"state", "answer"}
    form = re.search(r'name="entry" value="([^"]+)"', late.text)[1]
    page = send(
        lan, entry=form, next="/desk/reports/1", **{"kept-answer": words, "kept-state": "accepted"}
    )
    assert page.status_code == 200
    assert 'action="/desk/reports/1"' in page.text
    assert "&lt;b&gt;trang 1&lt;/b&gt;" in page.text
    assert "<b>trang 1</b>" not in page.text
    csrf = re.search(r'name="csrf" value="([^"]+)"', page.text)[1]
    token = re.search(r"desk=([\w-]{43});", page.headers["set-cookie"])[1]
    assert find_session(lan.desk, token).csrf == csrf


def test_nothing_that_another_site_posts_is_kept(office):
    late = office.browser.post(
        "/desk/reports/1", data={"answer": "x"}, headers={"Origin": "https://evil.example"}
    )
    assert (late.status_code, late.headers["location"]) == (303, "/desk/login")


def test_a_link_sets_the_password_and_is_used_up(office):
    add_account(office.desk, "an", Role.READER, by="test")
    address = f"/desk/welcome/{make_link(office.desk, 'an', by='test')}"
    form = entry(office, address)
    assert office.browser.get(address).headers["referrer-policy"] == "no-referrer"
    wrong = office.browser.post(
        address, data={"entry": form, "password": PASSWORD, "again": "another one"}
    )
    assert wrong.status_code == 400
    assert 'id="again-fault"' in wrong.text
    easy = office.browser.post(address, data={"entry": form, "password": "a", "again": "a"})
    assert 'id="password-fault"' in easy.text
    assert not account_named(office.desk, "an").has_password
    done = office.browser.post(
        address, data={"entry": form, "password": PASSWORD, "again": PASSWORD}
    )
    assert (done.status_code, done.headers["location"]) == (303, "/desk")
    assert office.browser.get("/desk").status_code == 200
    office.leave()
    again = office.browser.get(address)
    assert again.status_code == 404
    assert "đã dùng rồi" in again.text


def test_another_password_ends_all_sessions_but_this_one(lan):
    send(lan)
    elsewhere = lan.browser.cookies["desk"]
    lan.browser.cookies.delete("desk")
    send(lan)
    csrf = re.search(r'name="csrf" value="([^"]+)"', lan.browser.get("/desk/me").text)[1]
    another = "một câu hoàn toàn khác"
    data = {"csrf": csrf, "old": "wrong", "password": another, "again": another}
    assert lan.browser.post("/desk/me", data=data).status_code == 400
    assert find_session(lan.desk, elsewhere) is not None
    done = lan.browser.post("/desk/me", data={**data, "old": PASSWORD})
    assert done.headers["location"] == "/desk/me?done=1"
    assert find_session(lan.desk, elsewhere) is None
    assert lan.browser.get("/desk/me").status_code == 200
