"""Changes over HTTP: replayed from the beginning, followed by cursor, honest where lost."""

import shutil

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.assembly import open_service
from api.settings import Settings

CHANGES = "/api/v1/changes"


@pytest.fixture
def living(built, tmp_path, commands):
    """A library of its own that changes: a client of it, and the command line over it."""
    folder = tmp_path / "library"
    shutil.copytree(built, folder)
    settings = Settings(library=folder, embedder="hashing")
    with TestClient(create_app(settings, service=open_service(settings))) as client:
        yield client, commands(folder)


def all_pages(client, since=None, **wanted):
    items = []
    while True:
        page = client.get(
            CHANGES, params={"limit": 2, **wanted, **({"since": since} if since else {})}
        )
        assert page.status_code == 200, page.text
        body = page.json()
        items += body["items"]
        since = body["next"]
        if not body["more"]:
            assert 'rel="next"' not in page.headers["link"]
            return items, since
        assert "since=" in page.headers["link"]


def replay(items, copy=None):
    copy = dict(copy or {})
    for item in items:
        if item["what"] == "removed":
            copy.pop(item["slug"], None)
        elif item["record"] is not None:
            copy[item["slug"]] = item["record"]
    return copy


def exported(run):
    import json

    return {line["slug"]: line for line in map(json.loads, run("export")[1].splitlines())}


def test_replaying_all_changes_gives_what_the_library_holds(living):
    client, run = living
    items, _ = all_pages(client, records="true")
    assert {item["what"] for item in items} == {"added"}
    assert replay(items) == exported(run)


def test_a_copy_that_follows_stays_equal_when_a_file_goes_and_comes_back(living, pdf_folder):
    client, run = living
    items, since = all_pages(client, records="true")
    copy = replay(items)
    gone = sorted(pdf_folder.glob("qcvn-7-2019*"))[0]
    assert run("delete", gone.name)[0] == 0
    items, since = all_pages(client, since, records="true")
    assert [item["what"] for item in items] == ["removed"]
    assert items[0]["record"] is None
    assert not items[0]["is_held"]
    copy = replay(items, copy)
    assert copy == exported(run)
    assert run("ingest", str(gone), "--jobs", "1")[0] == 0
    items, since = all_pages(client, since, records="true")
    assert [item["what"] for item in items] == ["added"]
    assert replay(items, copy) == exported(run)
    assert all_pages(client, since)[0] == []


def test_the_moment_of_a_change_is_told_in_utc_with_its_cursor(client):
    body = client.get(CHANGES).json()
    first = body["items"][0]
    assert first["at"].endswith("Z")
    assert body["since"] == first["at"]
    assert first["cursor"] == f"{body['log']}-1"
    assert first["is_held"]
    assert first["record"] is None
    after = client.get(CHANGES, params={"since": first["cursor"], "limit": 1}).json()
    assert after["items"][0]["cursor"] == f"{body['log']}-2"


def test_changes_are_chosen_by_what_kind_and_document(client):
    def slugs(**wanted):
        return {item["slug"] for item in client.get(CHANGES, params=wanted).json()["items"]}

    assert slugs(kind="TCVN") == {"tcvn-1651-2-2018"}
    assert slugs(slug="qcvn-2-2021-bkhcn") == {"qcvn-2-2021-bkhcn"}
    assert slugs(what=["removed", "changed"]) == set()
    assert len(slugs(what="added")) > 3


def test_next_of_a_filtered_page_passes_over_what_was_not_wanted(client):
    body = client.get(CHANGES, params={"kind": "TCVN"}).json()
    assert not body["more"]
    assert client.get(CHANGES, params={"since": body["next"]}).json()["items"] == []


@pytest.mark.parametrize("cursor", ["nonsense", "12", "deadbeefdeadbeef-", "../etc/passwd"])
def test_a_text_that_is_no_cursor_is_refused(client, cursor):
    answer = client.get(CHANGES, params={"since": cursor})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad-input")


def test_a_cursor_of_another_library_is_gone_and_says_what_to_do(client):
    log = client.get(CHANGES).json()["log"]
    for cursor in ("deadbeefdeadbeef-3", f"{log}-999999"):
        answer = client.get(CHANGES, params={"since": cursor})
        assert (answer.status_code, answer.json()["code"]) == (410, "cursor-gone")
        assert "bulk" in answer.json()["detail"]
        assert cursor in answer.json()["detail_vi"]


def test_the_newest_changes_come_first_and_lead_to_older_ones(service):
    whole = service.changes.page(limit=500).items
    first = service.changes.newest(limit=2)
    assert [one.cursor for one in first.items] == [one.cursor for one in whole[:-3:-1]]
    older = service.changes.newest(limit=500, before=first.next)
    assert [one.cursor for one in older.items] == [one.cursor for one in whole[-3::-1]]
    assert first.more
    assert not older.more
