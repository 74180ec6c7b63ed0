"""Who may do what: every route of the desk is walked, with every role and without the token."""

from __future__ import annotations

import re

import pytest

from api.app import _ROUTES
from api.desk.accounts import Role
from api.desk.audit import LogFilter, broken_at, entries
from api.desk.opening import DeskOpener
from api.desk.security import Requirement
from api.urls import API
from web.site import _PAGES

OPEN = {
    ("GET", "/desk/login"),
    ("POST", "/desk/login"),
    ("GET", "/desk/welcome/{token}"),
    ("POST", "/desk/welcome/{token}"),
    ("POST", f"{API}/reports"),
    ("GET", f"{API}/reports/key/{{key}}"),
}
"""What anybody may ask."""
BY_SECRET = {("GET", "/desk/calendar/{name}")}
"""What calendar programs ask with a secret address, without a login."""


def requirements(dependant):
    for one in dependant.dependencies:
        if isinstance(one.call, Requirement):
            yield one.call.role
        yield from requirements(one)


def routes():
    """Every method and address of the desk, with the roles that its code asks for."""
    held = [(API, module) for module in _ROUTES] + [("", module) for module in _PAGES]
    for prefix, module in held:
        for route in module.router.routes:
            path = prefix + route.path
            if path.startswith(("/desk", f"{API}/desk", f"{API}/reports")):
                for method in sorted(route.methods - {"HEAD"}):
                    yield method, path, tuple(requirements(route.dependant))


CLOSED = [route for route in routes() if route[:2] not in OPEN | BY_SECRET]


def filled(path):
    return re.sub(r"\{[^}]+\}", "1", path)


def test_there_is_a_desk_to_walk():
    assert len(CLOSED) > 12
    assert {route[:2] for route in routes()} >= OPEN


@pytest.mark.parametrize(("method", "path", "roles"), CLOSED)
def test_a_route_of_the_desk_asks_for_one_role(method, path, roles):
    assert len(roles) == 1, "who may?"


def test_nobody_gets_anything_without_a_login(office):
    for method, path, _ in CLOSED:
        reply = office.browser.request(method, filled(path))
        wanted = {303, 401} if path.startswith("/desk") else {401}
        assert reply.status_code in wanted, (method, path, reply.status_code)
        if reply.status_code == 303:
            assert reply.headers["location"].startswith("/desk/login")
        assert reply.headers["cache-control"] == "no-store", path
    assert entries(office.desk, LogFilter()) == []


def test_a_secret_address_that_is_guessed_leads_nowhere(office):
    for method, path in BY_SECRET:
        assert office.browser.request(method, filled(path)).status_code == 404


def test_a_role_too_low_is_refused_everywhere(office):
    for role in Role:
        csrf = office.enter(role)
        for method, path, (needed,) in CLOSED:
            if role >= needed:
                continue
            reply = office.browser.request(method, filled(path), headers={"X-CSRF-Token": csrf})
            assert reply.status_code == 403, (role, method, path)


@pytest.mark.parametrize("token", ["", "wrong", "é"])
def test_nothing_is_changed_without_the_token_of_the_session(office, token):
    office.enter(Role.ADMIN)
    told = len(entries(office.desk, LogFilter()))
    for method, path, _ in CLOSED:
        if method == "GET":
            continue
        for sent in (
            {"headers": {"X-CSRF-Token": token.encode()}},
            {"data": {"csrf": token}},
            {"files": {"csrf": (None, token)}},
        ):
            reply = office.browser.request(method, filled(path), **sent)
            assert reply.status_code == 403, (method, path, sent)
    assert len(entries(office.desk, LogFilter())) == told


def test_the_token_of_another_session_does_not_do(office):
    others = office.enter(Role.OFFICER)
    office.leave()
    office.enter(Role.ADMIN)
    reply = office.browser.post("/desk/logout", data={"csrf": others})
    assert reply.status_code == 403


def test_the_right_token_from_another_site_does_not_do(office):
    csrf = office.enter(Role.ADMIN)
    for headers in (
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "same-site"},
    ):
        reply = office.browser.post("/desk/logout", data={"csrf": csrf}, headers=headers)
        assert reply.status_code == 403


def test_pages_of_the_desk_are_kept_and_framed_by_nobody(office):
    office.enter(Role.ADMIN)
    for path in ("/desk", "/desk/reports", "/desk/accounts", "/desk/audit", "/desk/me"):
        reply = office.browser.get(path)
        assert reply.status_code == 200, path
        assert reply.headers["cache-control"] == "no-store"
        assert reply.headers["x-frame-options"] == "DENY"
        assert "noindex" in reply.headers["x-robots-tag"]
        assert "frame-ancestors 'none'" in reply.headers["content-security-policy"]
        assert "form-action 'self'" in reply.headers["content-security-policy"]


def test_an_administrator_adds_and_shuts_accounts_but_never_their_own(office):
    csrf = office.enter(Role.ADMIN)

    def post(path, **fields):
        return office.browser.post(path, data={"csrf": csrf, **fields})

    made = post("/desk/accounts", name="Lan", full_name="Trần Thị Lan", role="officer")
    assert re.search(r"http://testserver/desk/welcome/[\w-]{43}", made.text)
    assert "welcome" not in office.browser.get("/desk/accounts").text
    again = post("/desk/accounts", name="lan", role="officer")
    assert again.status_code == 400
    assert 'id="name-fault"' in again.text
    assert post("/desk/accounts/lan", deed="role", role="editor").status_code == 303
    assert post("/desk/accounts/lan", deed="disable").status_code == 303
    assert post("/desk/accounts/lan", deed="role", role="king").status_code == 400
    assert post("/desk/accounts/a-admin", deed="disable").status_code == 400
    told = office.browser.get("/api/v1/desk/accounts").json()["accounts"]
    shown = {one["name"]: (one["role"], one["disabled"]) for one in told}
    assert shown == {"a-admin": ("admin", False), "lan": ("editor", True)}


def test_the_log_tells_all_of_it_as_page_data_and_table(office):
    office.enter(Role.ADMIN)
    for name in ("=1+1", "@x", "-2"):
        with office.desk.change(name, "thing.make", "thing:1", 'a "quoted", line'):
            pass
    page = office.browser.get("/desk/audit?action=thing&check=1").text
    assert "nguyên vẹn" in page
    assert "3 việc" in page
    data = office.browser.get("/api/v1/desk/audit?action=thing&limit=2").json()
    assert [one["actor"] for one in data["entries"]] == ["-2", "@x"]
    rest = office.browser.get(f"/api/v1/desk/audit?action=thing&before={data['next']}").json()
    assert [one["actor"] for one in rest["entries"]] == ["=1+1"]
    table = office.browser.get("/api/v1/desk/audit.csv?action=thing")
    assert table.content.startswith(b"\xef\xbb\xbfid,at,actor")
    assert ',\'=1+1,thing.make,thing:1,"a ""quoted"", line",' in table.text
    assert ",=1+1," not in table.text
    assert entries(office.desk, LogFilter(action="audit.export"))[0].actor == "a-admin"
    assert broken_at(office.desk) is None


def test_who_may_not_is_told_so_on_a_page(office):
    office.enter(Role.READER)
    page = office.browser.get("/desk/audit")
    assert page.status_code == 403
    assert "Không được phép" in page.text
    assert office.browser.get("/desk/audit?lang=en").text.count("You may not do this") == 2


def test_a_desk_that_cannot_be_opened_says_so_and_searching_goes_on(office, tmp_path):
    folder = tmp_path / "no-file"
    folder.mkdir()
    office.site.state.desk = DeskOpener(folder)
    office.browser.cookies.set("desk", "x")
    page = office.browser.get("/desk")
    assert page.status_code == 503
    assert "Bàn làm việc chưa mở được" in page.text
    assert str(folder) not in page.text
    assert office.browser.get("/standards").status_code == 200
