"""Keys: made once, kept as a hash, refused when wrong; and every route that changes needs one."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from fastapi.testclient import TestClient

from api.app import _ROUTES, create_app
from api.desk.accounts import Role, add_account
from api.desk.audit import LogFilter, entries
from api.desk.database import DeskDatabase
from api.desk.opening import DeskOpener
from api.desk.security import Requirement
from api.desk.sessions import find_session, start_session
from api.keys import KeyRole, add_key, checksum, keys, revoke_key
from api.keys_access import KeyRequirement
from api.urls import API
from standards.errors import BadInput

OPEN = {
    f"{API}/applicable/batch",
    f"{API}/check",
    f"{API}/reports",
}
"""What everybody may post: questions, and that something is wrong."""
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


class Office:
    """A server with a desk of its own whose clock a test sets."""

    def __init__(self, settings, service, folder):
        self.now = NOW
        self.app = create_app(settings, service=service)
        self.app.state.desk = DeskOpener(folder / "desk.sqlite3", now=lambda: self.now)
        self.desk = self.app.state.desk()
        self.client = TestClient(self.app, raise_server_exceptions=False)

    def put(self, secret, value="QCVN 2:2021/BKHCN", fact="number"):
        return self.client.put(
            f"{API}/standards/qcvn-2-2021-bkhcn/facts/{fact}",
            json={"value": value},
            headers={"Authorization": f"Bearer {secret}"} if secret else {},
        )

    def jobs(self, secret):
        return self.client.get(f"{API}/jobs", headers={"Authorization": f"Bearer {secret}"})

    def log(self):
        return [(one.actor, one.action) for one in reversed(entries(self.desk, LogFilter()))]


@pytest.fixture
def office(settings, service, tmp_path):
    return Office(settings, service, tmp_path)


def changing():
    """Every operation that is no question, with what its code asks for."""
    for module in _ROUTES:
        for route in module.router.routes:
            for method in sorted(route.methods - {"GET", "HEAD"}):
                needs = list(requirements(route.dependant))
                yield method, API + route.path, needs


def requirements(dependant):
    for one in dependant.dependencies:
        if isinstance(one.call, KeyRequirement | Requirement):
            yield one.call
        yield from requirements(one)


def test_every_route_that_changes_something_needs_a_key_or_a_login(office):
    walked = 0
    for method, path, needs in changing():
        if path in OPEN:
            assert not needs, path
            continue
        assert len(needs) == 1, (method, path)
        reply = office.client.request(method, re.sub(r"\{[^}]+\}", "1", path))
        assert reply.status_code == 401, (method, path, reply.text)
        if isinstance(needs[0], KeyRequirement):
            assert reply.json()["code"] == "key-needed"
            assert reply.headers["www-authenticate"].startswith("Bearer")
            walked += 1
    assert walked >= 6
    assert office.log() == []


def test_reading_needs_no_key(office):
    document = office.client.get("/openapi.json").json()
    for path, verbs in document["paths"].items():
        if "get" in verbs and not path.startswith((f"{API}/desk", f"{API}/reports")):
            closed = path.startswith(f"{API}/jobs")
            assert ("security" in verbs["get"]) is closed, path
    assert document["components"]["securitySchemes"]["key"]["scheme"] == "bearer"


def test_of_a_secret_only_a_hash_is_kept_and_its_shape_is_known(office):
    secret = add_key(office.desk, "portal", KeyRole.KEEPER, by="test")
    shape = re.fullmatch(r"trc_([a-z2-7]{32})([0-9a-f]{8})", secret)
    assert shape[2] == checksum(shape[1])
    assert office.jobs(secret).status_code == 200
    office.desk.close()
    for file in office.desk.path.parent.iterdir():
        assert shape[1].encode() not in file.read_bytes()
    assert office.log() == [("test", "key.add")]
    assert keys(office.desk)[0].used_on == NOW.date()


def test_a_key_that_is_wrong_revoked_or_ended_does_not_open(office):
    until = NOW.date() + timedelta(days=1)
    secret = add_key(office.desk, "a", KeyRole.KEEPER, until=until, by="test")
    other = add_key(office.desk, "b", KeyRole.KEEPER, by="test")
    wrong = secret[:-9] + ("a" if secret[-9] != "a" else "b") + secret[-8:]
    revoke_key(office.desk, "b", by="test")
    for bad in (wrong, other, "x"):
        reply = office.jobs(bad)
        assert (reply.status_code, reply.json()["code"]) == (401, "key-refused")
        assert 'error="invalid_token"' in reply.headers["www-authenticate"]
        assert bad == "x" or bad not in reply.text
    assert office.jobs(secret).status_code == 200
    office.now += timedelta(days=2)
    assert office.jobs(secret).json()["code"] == "key-refused"
    with pytest.raises(BadInput, match="used once"):
        add_key(office.desk, "b", KeyRole.KEEPER, by="test")
    assert office.log().count(("public", "key.refused")) == 4


def test_who_tries_wrong_keys_has_to_wait_and_right_ones_still_open(office):
    secret = add_key(office.desk, "a", KeyRole.KEEPER, by="test")
    found = [office.jobs("no").status_code for _ in range(14)]
    assert found[0] == 401
    assert found[-1] == 429
    assert office.jobs("no").headers["retry-after"]
    assert office.jobs(secret).status_code == 200


def test_what_a_browser_sends_by_itself_is_no_key(office):
    add_account(office.desk, "lan", Role.ADMIN, full_name="Trần Thị Lan", by="test")
    token = start_session(office.desk, "lan", address="192.0.2.7")
    csrf = find_session(office.desk, token).csrf
    headers = {"Cookie": f"desk={token}", "X-CSRF-Token": csrf}
    assert office.client.get(f"{API}/desk/cases", headers=headers).status_code == 200
    reply = office.client.delete(f"{API}/files/a.pdf", headers=headers)
    assert (reply.status_code, reply.json()["code"]) == (401, "key-needed")


def test_a_checker_marks_facts_and_cannot_delete(office, settings, tmp_path):
    import shutil

    from api.assembly import open_service

    own = tmp_path / "own" / "library"
    shutil.copytree(settings.library, own)
    from dataclasses import replace

    mine = replace(settings, library=own)
    office = Office(mine, open_service(mine), tmp_path / "own")
    secret = add_key(office.desk, "a", KeyRole.CHECKER, by="test")
    facts = office.client.get(f"{API}/standards/qcvn-2-2021-bkhcn/facts").json()["facts"]
    name, value = next((one["name"], one["value"]) for one in facts if one["value"])
    differs = office.put(secret, "something else", name)
    assert (differs.status_code, differs.json()["code"]) == (409, "value-differs")
    assert value in differs.json()["detail"]
    marked = office.put(secret, value, name)
    assert (marked.status_code, marked.json()["state"]) == (200, "checked")
    assert marked.json()["check"]["by"] == "a"
    assert office.put(secret, "x", "no such fact").status_code == 404
    headers = {"Authorization": f"Bearer {secret}"}
    place = f"{API}/standards/qcvn-2-2021-bkhcn/facts/{name}"
    back = office.client.delete(place, headers=headers)
    assert back.json()["state"] == "unchecked"
    assert office.client.delete(place, headers=headers).status_code == 404
    low = office.client.delete(f"{API}/files/a.pdf", headers=headers)
    assert (low.status_code, low.json()["code"]) == (403, "role-too-low")
    assert 'error="insufficient_scope"' in low.headers["www-authenticate"]
    assert ("key:a", "fact.check") in office.log()
    assert ("key:a", "key.role-too-low") in office.log()


def test_the_command_line_makes_lists_and_revokes_keys(commands, tmp_path):
    command = commands(tmp_path / "library")
    status, out, _ = command("keys", "add", "portal", "--role", "keeper", "--until", "2199-12-31")
    assert status == 0
    secret = out.splitlines()[-1]
    assert secret.startswith("trc_")
    status, out, _ = command("keys", "list")
    assert out.startswith("portal  keeper  in use until 2199-12-31  never used")
    assert secret not in out
    assert command("keys", "revoke", "portal")[0] == 0
    assert "revoked" in command("keys", "list", "--json")[1]
    assert command("keys", "revoke", "nobody")[0] == 1
    assert command("keys", "add", "x", "--role", "keeper", "--until", "2001-01-01")[0] == 2
    desk = DeskDatabase(tmp_path / "desk.sqlite3")
    assert [one.action for one in entries(desk, LogFilter())] == ["key.revoke", "key.add"]
    desk.close()
