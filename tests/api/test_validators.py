"""Copies of answers: validators, 304, what caches may do, compression, and where lists go on."""

from __future__ import annotations

import gzip
import re
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from starlette.responses import StreamingResponse

from api.app import create_app
from api.assembly import create_or_open_library, open_service
from api.routes_seen import is_open
from api.settings import Settings

SLUG = "qcvn-2-2021-bkhcn"
STANDARDS = "/api/v1/standards"


def every_open_get(client):
    """The address of every GET that needs no login, by its examples; one each."""
    document = client.get("/openapi.json").json()
    for path, verbs in document["paths"].items():
        operation = verbs.get("get")
        if operation is None or "x-needs" in operation or not is_open(path):
            continue
        parameters = operation.get("parameters", [])
        first = {
            p["name"]: next(iter(p["examples"].values()))["value"]
            for p in parameters
            if "examples" in p
        }
        one_of = operation.get("x-needs-one-of", ())[:1]
        query = {
            p["name"]: first[p["name"]]
            for p in parameters
            if p["in"] == "query" and (p.get("required") or p["name"] in one_of)
        }
        filled = path
        for p in parameters:
            if p["in"] == "path":
                value = quote(str(first.get(p["name"], 1)), safe="")
                filled = filled.replace("{" + p["name"] + "}", value)
        yield filled, query


def test_every_answer_that_is_open_has_a_validator_and_is_not_sent_twice(client):
    seen = 0
    for path, query in every_open_get(client):
        got = client.get(path, params=query)
        assert got.status_code == 200, (path, got.text)
        tag = got.headers.get("etag", "")
        assert re.fullmatch(r'(W/)?"[^"]+"', tag), path
        assert "no-store" not in got.headers["cache-control"], path
        again = client.get(path, params=query, headers={"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b""), path
        assert again.headers["etag"] == tag, path
        assert again.headers["cache-control"] == got.headers["cache-control"], path
        assert "content-length" not in again.headers, path
        seen += 1
    assert seen > 30


def test_what_is_compressed_has_a_weak_tag_and_what_never_is_a_strong_one(client):
    for path in (f"{STANDARDS}/{SLUG}", "/api/v1/ask?q=mũ", "/openapi.json"):
        got = client.get(path)
        assert got.headers["etag"].startswith('W/"')
        assert got.headers["content-encoding"] == "gzip"
        assert "Accept-Encoding" in got.headers["vary"]
    for path in (f"{STANDARDS}/{SLUG}/file", f"{STANDARDS}/{SLUG}/pages/1.png"):
        got = client.get(path)
        assert got.headers["etag"].startswith('"')
        assert "content-encoding" not in got.headers


def test_a_tag_is_the_same_compressed_or_not_and_small_answers_stay_plain(client):
    path = f"{STANDARDS}/{SLUG}"
    plain = client.get(path, headers={"Accept-Encoding": "identity"})
    packed = client.get(path, headers={"Accept-Encoding": "gzip"})
    assert plain.headers["etag"] == packed.headers["etag"]
    assert plain.content == packed.content
    assert int(packed.headers["content-length"]) == len(gzip.compress(plain.content, 6))
    assert "content-encoding" not in client.get("/healthz").headers


@pytest.mark.parametrize(
    ("named", "status"),
    [('"{}"', 304), ('W/"{}"', 304), ('"x", W/"{}"', 304), ("*", 304), ('W/"x"', 200), ("{}", 200)],
)
def test_a_copy_is_named_in_any_way_that_the_standard_allows(client, named, status):
    path = f"{STANDARDS}/{SLUG}/clauses/1.1"
    bare = client.get(path).headers["etag"].removeprefix("W/").strip('"')
    assert client.get(path, headers={"If-None-Match": named.format(bare)}).status_code == status


def test_head_tells_the_same_tag_and_length(client):
    for path in (f"{STANDARDS}/{SLUG}", "/api/v1/holdings", f"{STANDARDS}/{SLUG}/pages/1.png"):
        got, head = client.get(path), client.head(path)
        for name in ("etag", "content-length", "cache-control", "content-type"):
            assert head.headers[name] == got.headers[name], (path, name)
        unchanged = client.head(path, headers={"If-None-Match": got.headers["etag"]})
        assert unchanged.status_code == 304


def test_the_same_question_has_the_same_tag_though_it_took_another_time(client):
    first, second = (client.get("/api/v1/ask?q=mũ bảo hiểm") for _ in "12")
    assert first.json()["took_ms"] is not None
    assert first.headers["etag"] == second.headers["etag"]
    assert client.get("/api/v1/ask?q=mũ").headers["etag"] != first.headers["etag"]


def test_a_tag_changes_with_the_day(client, settings, service):
    for path in (f"{STANDARDS}/{SLUG}", STANDARDS, "/api/v1/ask?q=mũ", "/api/v1/watch"):
        joint = "&" if "?" in path else "?"
        tags = {
            client.get(f"{path}{joint}as_of={day}").headers["etag"]
            for day in ("2026-07-15", "2026-07-16", "2020-01-01")
        }
        assert len(tags) == 3, path


def test_a_tag_changes_with_the_language(client):
    path = "/api/v1/notifications.ics"
    tags = {client.get(f"{path}?lang={lang}").headers["etag"] for lang in ("vi", "en")}
    assert len(tags) == 2


def test_a_tag_changes_with_the_library_where_the_answer_does(built, tmp_path, monkeypatch):
    monkeypatch.setattr("api.provider.PATIENCE", -1.0)
    folder = tmp_path / "library"
    shutil.copytree(built, folder)
    settings = Settings(library=folder, embedder="hashing")
    paths = (f"{STANDARDS}/{SLUG}?as_of=2026-07-15", STANDARDS, "/api/v1/holdings", "/metrics")
    with TestClient(create_app(settings, service=open_service(settings))) as client:
        before = [client.get(path) for path in paths]
        library = create_or_open_library(settings)
        with library.batch() as batch:
            held = {one.file: one.sha256 for one in library.store.files()}
            batch.delete(next(sha for file, sha in held.items() if file.startswith("qcvn-7")))
        library.close()
        after = [client.get(path) for path in paths]
    old, new = ([one.headers.get("etag") for one in some] for some in (before, after))
    assert old[0] == new[0]  # this record says the same as before
    assert old[1] != new[1]
    assert old[2] != new[2]
    old_count, new_count = (
        float(re.search(r"^trachuan_library_generation (\S+)", some[3].text, re.M)[1])
        for some in (before, after)
    )
    assert new_count > old_count


@pytest.mark.parametrize(
    "path", ["/api/v1/desk/me", "/api/v1/reports", "/desk", "/api/v1/reports/key/x", "/readyz"]
)
def test_what_is_private_or_of_the_moment_has_no_tag(client, path):
    got = client.get(path)
    assert "etag" not in got.headers
    if path != "/readyz":
        assert got.headers["cache-control"] == "no-store"


def test_problems_are_never_kept(client):
    got = client.get(f"{STANDARDS}/qcvn-98-2021-bgtvt", headers={"If-None-Match": "*"})
    assert got.status_code == 404
    assert got.headers["cache-control"] == "no-store"
    assert "etag" not in got.headers


def test_a_long_file_with_a_tag_of_its_own_is_not_sent_to_who_has_it(settings, service):
    app = create_app(settings, service=service)

    @app.get("/api/v1/long.csv")
    def long() -> StreamingResponse:
        return StreamingResponse(
            (f"{n},\n" for n in range(5000)), media_type="text/csv", headers={"ETag": '"all"'}
        )

    with TestClient(app) as client:
        got = client.get("/api/v1/long.csv")
        assert got.headers["etag"] == 'W/"all"'  # it was compressed on the way
        assert got.text.endswith("4999,\n")
        again = client.get("/api/v1/long.csv", headers={"If-None-Match": got.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_a_file_says_since_when_it_is_held(client):
    path = f"{STANDARDS}/{SLUG}/file"
    got = client.get(path)
    moment = got.headers["last-modified"]
    assert parsedate_to_datetime(moment) <= datetime.now(UTC)

    def ask(**headers):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return client.get(path, headers=named).status_code

    assert ask(If_Modified_Since=moment) == 304
    assert ask(If_Modified_Since="Mon, 01 Jan 2001 00:00:00 GMT") == 200
    assert ask(If_Modified_Since="yesterday") == 200
    assert ask(If_Modified_Since=moment, If_None_Match='"another"') == 200


def test_an_operator_may_let_caches_answer_for_a_while(settings, service):
    app = create_app(replace(settings, max_age=60), service=service)
    with TestClient(app) as client:
        assert client.get(STANDARDS).headers["cache-control"] == "public, max-age=60"
        assert client.get(f"{STANDARDS}/{SLUG}/file").headers["cache-control"] == "no-cache"


def links_of(response):
    return {
        rel: path for path, rel in re.findall(r'<([^>]*)>; rel="(\w+)"', response.headers["link"])
    }


@pytest.mark.parametrize(
    ("path", "items", "cursor"),
    [
        (f"{STANDARDS}?limit=2&kind=QCVN", "items", "cursor"),
        ("/api/v1/changes?limit=2", "items", "since"),
        ("/api/v1/watch?limit=1&section=unverified", "unverified", "cursor"),
    ],
)
def test_a_paged_list_says_where_it_is_where_it_begins_and_where_it_goes_on(
    client, path, items, cursor
):
    first = client.get(path)
    links = links_of(first)
    assert client.get(links["self"]).json() == client.get(links["first"]).json() == first.json()
    assert f"{cursor}=" in links["next"]
    second = client.get(links["next"])
    assert second.json()[items] != first.json()[items]
    assert client.get(links_of(second)["first"]).json() == first.json()
    page, reached = second, 1
    while "next" in links_of(page):
        page, reached = client.get(links_of(page)["next"]), reached + 1
    assert 1 <= reached < 60


def test_a_link_holds_what_was_asked_however_it_was_typed(client):
    found = client.get(f"{STANDARDS}?limit=1&issuer=Khoa học&only=kind:QCVN")
    links = links_of(found)
    assert client.get(links["self"]).json() == found.json()
    hostile = client.get(STANDARDS, params={"number": '>; rel="next", <http://evil.example/'})
    assert "evil.example/>" not in hostile.headers["link"]
    assert links_of(hostile).keys() == {"self", "first"}
