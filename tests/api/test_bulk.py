"""The bulk files: whole, the same for the same library, and replayed changes end equal to them."""

import csv
import gzip
import hashlib
import io
import json
import shutil
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.assembly import open_service
from api.bulk import Copies, rights
from api.bulk_files import BULK_FILES
from api.changes import Changes
from api.settings import Settings
from index.lock import writer_lock
from standards.errors import BadInput, LibraryLocked, NotFound

BULK = "/api/v1/bulk"


@pytest.fixture
def living(built, tmp_path, commands):
    """A library of its own: its folder, a client of it, and the command line over it."""
    folder = tmp_path / "library"
    shutil.copytree(built, folder, ignore=shutil.ignore_patterns("bulk"))
    settings = Settings(library=folder, embedder="hashing")
    with TestClient(create_app(settings, service=open_service(settings))) as client:
        yield folder, client, commands(folder)


def fetched(client, name):
    (told,) = [one for one in client.get(BULK).json()["files"] if one["name"] == name]
    answer = client.get(told["url"], headers={"Accept-Encoding": "identity"})
    assert answer.status_code == 200
    assert hashlib.sha256(answer.content).hexdigest() == told["sha256"]
    assert len(answer.content) == told["bytes"]
    return told, answer.content


def lines(content):
    return [json.loads(line) for line in gzip.decompress(content).decode().splitlines()]


def test_the_list_names_every_file_with_licence_checksum_and_moment(living):
    _, client, _ = living
    body = client.get(BULK).json()
    assert body["state"] == "ready"
    assert [one["name"] for one in body["files"]] == [file.name for file in BULK_FILES]
    assert body["built_at"].endswith("Z")
    assert body["documents"] == len(client.get("/api/v1/standards").json()["items"])
    assert body["licence"] is None
    assert [one["source"] for one in body["rights"]] == [one.source for one in rights()]


def test_the_whole_file_is_what_export_prints(living):
    _, client, run = living
    told, content = fetched(client, "documents.jsonl.gz")
    printed = [json.loads(line) for line in run("export")[1].splitlines()]
    assert lines(content) == printed
    assert told["rows"] == len(printed)


def test_tables_hold_the_same_facts_as_the_whole_file(living):
    _, client, _ = living
    whole = lines(fetched(client, "documents.jsonl.gz")[1])
    told, content = fetched(client, "products.csv")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert told["columns"] == list(rows[0])
    products = [(line["slug"], row) for line in whole for row in line["products"]]
    assert told["rows"] == len(rows) == len(products)
    assert [(row["slug"], row["name"]) for row in rows] == [
        (slug, row["name"]) for slug, row in products
    ]
    assert rows[0]["hs"].split("; ") == products[0][1]["hs"]
    clauses = lines(fetched(client, "clauses.jsonl.gz")[1])
    assert len(clauses) == sum(len(line["clauses"]) for line in whole)
    assert client.get(clauses[0]["url"]).status_code in (200, 404)  # a page of the site
    standards = fetched(client, "standards.csv")[1].decode("utf-8-sig")
    assert [row["slug"] for row in csv.DictReader(io.StringIO(standards))] == [
        line["slug"] for line in whole
    ]


def test_the_changes_from_the_beginning_end_equal_to_the_bulk_file(living, pdf_folder):
    _, client, run = living
    taken = client.get(BULK).json()
    before = {line["slug"]: line for line in lines(fetched(client, "documents.jsonl.gz")[1])}
    gone = sorted(pdf_folder.glob("qcvn-7-2019*"))[0]
    assert run("delete", gone.name)[0] == 0
    after = {line["slug"]: line for line in lines(fetched(client, "documents.jsonl.gz")[1])}
    assert set(before) - set(after) == {"qcvn-7-2019-bkhcn"}
    for since, copy in ((None, {}), (taken["cursor"], before)):
        asked = {"records": "true", "limit": 500, **({"since": since} if since else {})}
        for item in client.get("/api/v1/changes", params=asked).json()["items"]:
            if item["what"] == "removed":
                copy.pop(item["slug"], None)  # it may have come and gone unseen
            elif item["record"] is not None:
                copy[item["slug"]] = item["record"]
        assert copy == after


def test_the_same_library_gives_the_same_bytes(living, tmp_path):
    folder, client, _ = living
    first = client.get(BULK).json()
    shutil.rmtree(folder / "bulk")
    second = client.get(BULK).json()
    assert [one["sha256"] for one in first["files"]] == [one["sha256"] for one in second["files"]]


def test_a_file_never_changes_under_its_address_and_the_last_two_builds_are_kept(
    living, pdf_folder
):
    folder, client, run = living
    urls = [client.get(BULK).json()["files"][0]["url"]]
    for name in ("qcvn-7-2019*", "tcvn-1651*"):
        assert run("delete", sorted(pdf_folder.glob(name))[0].name)[0] == 0
        urls.append(client.get(BULK).json()["files"][0]["url"])
    assert len(set(urls)) == 3
    answers = [client.get(url).status_code for url in urls]
    assert answers == [404, 200, 200]
    assert len(list((folder / "bulk").glob("*/index.json"))) == 2


def test_a_file_is_sent_in_parts_and_not_at_all_to_who_has_it(living):
    _, client, _ = living
    file = client.get(BULK).json()["files"][0]
    part = client.get(file["url"], headers={"Range": "bytes=0-1"})
    assert (part.status_code, part.content) == (206, b"\x1f\x8b")
    etag = client.get(file["url"]).headers["etag"]
    again = client.get(file["url"], headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")


def test_the_newest_file_has_an_address_that_stays(living):
    _, client, _ = living
    answer = client.get(f"{BULK}/latest/products.csv", follow_redirects=False)
    assert answer.status_code == 307
    assert answer.headers["location"].endswith("/products.csv")
    assert client.get(f"{BULK}/latest/none.csv").status_code == 404


@pytest.mark.parametrize(
    "place", ["../manifest.json", "%2e%2e/manifest.json", "x/index.json", "making-x/products.csv"]
)
def test_nothing_but_the_files_is_sent(living, place):
    _, client, _ = living
    client.get(BULK)
    assert client.get(f"{BULK}/{place}").status_code == 404


def test_the_command_makes_the_files_and_prints_their_checksums(living):
    _, client, run = living
    status, out, _ = run("bulk")
    assert status == 0
    for line in out.splitlines():
        digest, path = line.split("  ", 1)
        with Path(path).open("rb") as stream:
            assert hashlib.file_digest(stream, "sha256").hexdigest() == digest
    assert len(out.splitlines()) == len(BULK_FILES)
    assert client.get(BULK).json()["state"] == "ready"


def test_a_large_library_waits_for_the_command(living, monkeypatch):
    _, client, run = living
    monkeypatch.setattr("api.bulk.MOST_AT_ONCE", 1)
    body = client.get(BULK).json()
    assert (body["state"], body["files"], body["cursor"]) == ("none", [], None)
    assert run("bulk")[0] == 0
    assert client.get(BULK).json()["state"] == "ready"
    assert run("delete", "qcvn-7-2019-bkhcn")[0] == 0
    behind = client.get(BULK).json()
    assert behind["state"] == "behind"
    assert client.get(behind["files"][0]["url"]).status_code == 200
    assert client.get(behind["changes_url"]).json()["items"][0]["what"] == "removed"


def test_what_a_killed_process_left_is_cleared_and_two_do_not_write_at_once(living):
    folder, _, _ = living
    left = folder / "bulk" / "making-0000000000000000-1-x"
    left.mkdir(parents=True)
    library = open_service(Settings(library=folder, embedder="hashing"))._library
    copies = Copies(library.store, Changes(library.store), folder)
    with writer_lock(folder / "bulk"), pytest.raises(LibraryLocked):
        copies.make()
    copies.make()
    assert not left.exists()


def test_a_library_in_memory_has_none(service):
    copies = Copies(service._library.store, service.changes, None)
    assert copies.body().state == "none"
    with pytest.raises(BadInput):
        copies.make()
    with pytest.raises(NotFound):
        copies.file("0123456789abcdef-1-1.0", "products.csv")
