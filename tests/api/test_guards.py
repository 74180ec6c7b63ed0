"""Safe to expose: names, lengths, waits, headers; no answer tells of the inside."""

from __future__ import annotations

import asyncio
import json
import shutil
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.guards import TimeLimit
from api.middleware import BodyLimit
from api.settings import Settings
from web.site import create_site

ASK = "/api/v1/ask"


@pytest.fixture
def app_with(settings, service):
    """An application over the built library with other settings."""
    return lambda **other: create_app(replace(settings, **other), service=service)


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("tra.example.vn", 200),
        ("TRA.example.vn:8443", 200),
        ("tra.example.vn.", 200),
        ("a.b.portal.vn", 200),
        ("localhost:8000", 200),
        ("127.0.0.1", 200),
        ("[::1]:8000", 200),
        ("portal.vn", 421),
        ("evilportal.vn", 421),
        ("evil.example", 421),
        ("tra.example.vn.evil.example", 421),
        ("evil.example/tra.example.vn", 400),
        ("evil example", 400),
        ("a@tra.example.vn", 400),
    ],
)
def test_only_names_of_the_server_are_answered_to(app_with, host, status):
    client = TestClient(app_with(hosts=("tra.example.vn", "*.portal.vn")))
    got = client.get("/healthz", headers={"Host": host})
    assert got.status_code == status
    if status == 421:
        assert got.json()["code"] == "unknown-host"
        assert "evil" not in got.text


def test_without_a_list_of_names_any_well_formed_name_is_answered_to(client):
    assert client.get("/healthz", headers={"Host": "anything.example"}).status_code == 200
    assert client.get("/healthz", headers={"Host": 'a"><script>'}).status_code == 400


def test_an_address_that_is_too_long_is_refused(app_with):
    client = TestClient(app_with(max_url=300))
    assert client.get(ASK, params={"q": "mũ"}).status_code == 200
    refused = client.get(ASK, params={"q": "m" * 300})
    assert (refused.status_code, refused.json()["code"]) == (414, "url-too-long")
    assert client.get("/" + "a" * 301).status_code == 414


def test_a_question_that_is_too_long_is_refused(client):
    refused = client.get(ASK, params={"q": "mu " * 1300})
    assert (refused.status_code, refused.json()["code"]) == (400, "bad-question")


@pytest.fixture
def slow(app_with):
    """A server that waits a fifth of a second, and a gate that keeps its answers back."""
    app, gate, ended = app_with(request_seconds=0.2), threading.Event(), threading.Event()

    @app.get("/api/v1/slow")
    def slow_route() -> dict[str, bool]:
        gate.wait(20)
        ended.set()
        return {"done": True}

    with TestClient(app, raise_server_exceptions=False) as client:
        yield client, gate, ended
        gate.set()


def test_who_asks_is_not_kept_waiting_for_ever(slow):
    client, gate, ended = slow
    refused = client.get("/api/v1/slow")
    assert (refused.status_code, refused.json()["code"]) == (503, "timeout")
    assert refused.headers["retry-after"] == "30"
    assert refused.headers["x-content-type-options"] == "nosniff"
    assert client.get("/healthz").status_code == 200
    assert not ended.is_set()  # the work cannot be broken off; it runs out with nobody waiting
    gate.set()
    assert ended.wait(20)
    assert client.get("/api/v1/slow").json() == {"done": True}


def test_no_more_requests_are_worked_on_at_once_than_set_and_the_process_still_says_it_lives(
    app_with,
):
    app, inside, most, gate = app_with(threads=2), [], [], threading.Event()

    @app.get("/api/v1/slow")
    def slow() -> dict[str, bool]:
        inside.append(1)
        most.append(len(inside))
        gate.wait(20)
        inside.pop()
        return {"done": True}

    with TestClient(app) as client, ThreadPoolExecutor(5) as askers:
        asked = [askers.submit(client.get, "/api/v1/slow") for _ in range(5)]
        while len(most) < 2:
            time.sleep(0.01)
        assert client.get("/healthz").json() == {"status": "ok"}
        gate.set()
        assert [one.result().status_code for one in asked] == [200] * 5
    assert max(most) == 2


def asgi(app, scope, messages=()):
    """What an application sends for a scope, whatever its server may be."""
    sent, given = [], iter(messages)

    async def receive():
        message = next(given, None)
        if message is None:
            await asyncio.sleep(60)
        return message

    async def send(message):
        sent.append(message)

    asked = app({"type": "http", "path": "/", "headers": [], **scope}, receive, send)
    with ThreadPoolExecutor(1) as thread:  # this one may have a loop of its own
        thread.submit(asyncio.run, asked).result()
    return sent


def test_an_answer_that_has_begun_is_sent_to_its_end():
    async def streaming(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(4):
            await asyncio.sleep(0.02)
            await send({"type": "http.response.body", "body": b"x", "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    sent = asgi(TimeLimit(streaming, seconds=0.03), {"method": "GET"})
    assert b"".join(m.get("body", b"") for m in sent) == b"xxxx"


def test_writing_is_never_given_up_half_way():
    async def writing(scope, receive, send):
        await asyncio.sleep(0.05)
        await send({"type": "http.response.start", "status": 201, "headers": []})
        await send({"type": "http.response.body", "body": b"kept"})

    sent = asgi(TimeLimit(writing, seconds=0.01), {"method": "POST"})
    assert sent[0]["status"] == 201


def test_a_body_that_trickles_in_is_refused(app_with):
    app = app_with(request_seconds=0.05)
    part = {"type": "http.request", "body": b"product\nm", "more_body": True}
    scope = {"method": "POST", "path": "/api/v1/applicable/batch", "query_string": b""}
    sent = asgi(app, {**scope, "headers": [(b"host", b"a")]}, [part])
    assert sent[0]["status"] == 408
    assert json.loads(sent[1]["body"])["code"] == "slow-request"


def test_a_body_whose_sender_is_gone_reaches_no_route():
    reached = []

    async def route(scope, receive, send):
        reached.append(await receive())

    part = {"type": "http.request", "body": b"half", "more_body": True}
    limit = BodyLimit(route, most=100)
    assert asgi(limit, {"method": "POST"}, [part, {"type": "http.disconnect"}]) == []
    assert reached == []


@pytest.mark.parametrize(
    "path", ["/api/v1/standards", "/api/v1/none", "/", "/docs", "/metrics", "/desk", "/static/x"]
)
def test_every_answer_carries_the_headers_that_keep_browsers_from_guessing(settings, service, path):
    client = TestClient(create_site(settings, service=service), raise_server_exceptions=False)
    headers = client.get(path, follow_redirects=False).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["x-frame-options"] in ("DENY", "SAMEORIGIN")
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    if "content-type" in headers:
        assert "default-src 'none'" in headers["content-security-policy"]
    assert "server" not in headers


def test_browsers_are_told_to_insist_on_https_where_the_operator_says_so(app_with):
    for seconds, told in ((0, None), (86400, "max-age=86400")):
        client = TestClient(app_with(hsts=seconds), base_url="https://tra.example.vn")
        assert client.get("/healthz").headers.get("strict-transport-security") == told
    plain = TestClient(app_with(hsts=86400))
    assert "strict-transport-security" not in plain.get("/healthz").headers


def says_nothing_of_the_inside(response, folder):
    told = response.text + str(dict(response.headers))
    for word in (str(folder), "Traceback", 'File "', ".py", "sqlite3.", "site-packages"):
        assert word not in told, word


@pytest.mark.parametrize("damage", ["overwritten", "emptied", "gone", "without a table"])
def test_a_broken_library_breaks_no_answer_open(built, tmp_path, damage, monkeypatch):
    monkeypatch.setattr("api.provider.PATIENCE", -1.0)
    folder = tmp_path / "library"
    shutil.copytree(built, folder)
    app = create_site(Settings(library=folder, embedder="hashing"))
    with TestClient(app, raise_server_exceptions=False) as client:
        assert client.get("/readyz").status_code == 200
        broken(folder / "store.sqlite3", damage)
        for path in (
            "/api/v1/standards/qcvn-2-2021-bkhcn",
            "/api/v1/ask?q=thép cốt bê tông",
            "/api/v1/standards/qcvn-2-2021-bkhcn/pages/2.png?zoom=1.5",
            "/api/v1/standards/qcvn-7-2019-bkhcn/file",
            "/standards/qcvn-2-2021-bkhcn",
            "/?q=thép",
            "/readyz",
            "/metrics",
        ):
            says_nothing_of_the_inside(client.get(path), folder)
    folder = shutil.copytree(folder, tmp_path / "again")  # the first server has its files open
    fresh = create_site(Settings(library=folder, embedder="hashing"))
    with TestClient(fresh, raise_server_exceptions=False) as client:
        for path in ("/api/v1/standards/qcvn-2-2021-bkhcn", "/standards/qcvn-2-2021-bkhcn"):
            refused = client.get(path)
            assert refused.status_code >= 500
            says_nothing_of_the_inside(refused, folder)
        assert client.get("/healthz").status_code == 200


def broken(store, damage):
    if damage != "without a table":
        for log in store.parent.glob("store.sqlite3-*"):
            log.unlink()
    if damage == "overwritten":
        store.write_bytes(b"\x00not a database\xff" * 4096)
    elif damage == "emptied":
        store.write_bytes(b"")
    elif damage == "gone":
        store.unlink()
    else:
        with sqlite3.connect(store) as database:
            database.execute("PRAGMA foreign_keys=OFF")
            database.execute("DROP TABLE documents")
        database.close()


def test_a_fault_amid_an_answer_closes_the_connection_and_tells_nothing(app_with, caplog):
    from starlette.responses import StreamingResponse

    app = app_with()

    @app.get("/api/v1/breaks")
    def breaks() -> StreamingResponse:
        def lines():
            yield "one\n"
            raise ValueError("what was asked: mũ bảo hiểm")

        return StreamingResponse(lines())

    client = TestClient(app)
    with pytest.raises(RuntimeError, match="broke off"):
        client.get("/api/v1/breaks")
    assert "mũ bảo hiểm" not in caplog.text


@pytest.mark.parametrize(
    "path",
    [
        "/static/../strings.toml",
        "/static/..%2fstrings.toml",
        "/static/%2e%2e/strings.toml",
        "/static/....//strings.toml",
        "/api/v1/standards/..%2f..%2fstore.sqlite3/file",
        "/api/v1/standards/%2e%2e/file",
        "/api/v1/standards/..%5c..%5cmanifest.json/pages/1.png",
        "/api/v1/bulk/..%2f..%2f/manifest.json",
        "/api/v1/bulk/../manifest.json",
        "/api/v1/bulk/%2e%2e/store.sqlite3",
        "/manifest.json",
        "/store.sqlite3",
    ],
)
def test_no_address_leads_out_of_what_is_held(settings, service, path):
    client = TestClient(create_site(settings, service=service), raise_server_exceptions=False)
    got = client.get(path, follow_redirects=False)
    assert got.status_code in (400, 404, 422), got.text
    says_nothing_of_the_inside(got, settings.library)
