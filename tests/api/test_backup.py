"""Copies taken and put back by command, while a server answers."""

import json
import shutil
from datetime import UTC, datetime

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.desk.database import DeskDatabase
from api.settings import Settings

BACKUP = "backup"


@pytest.fixture
def living(built, tmp_path, commands, monkeypatch):
    """A served library of its own: its folder, a client that opens it by itself, the commands."""
    folder = tmp_path / "library"
    shutil.copytree(built, folder)
    monkeypatch.setattr("api.provider.PATIENCE", 0.0)
    settings = Settings(library=folder, embedder="hashing")
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        yield folder, client, commands(folder)


def held(client):
    return {one["slug"] for one in client.get("/api/v1/standards").json()["items"]}


def test_a_server_goes_on_over_a_library_put_back_under_it(living, tmp_path, pdf_folder):
    _, client, run = living
    whole = held(client)
    since = client.get("/api/v1/changes").json()["next"]
    assert run("backup", str(tmp_path / BACKUP))[0] == 0
    assert run("delete", sorted(pdf_folder.glob("qcvn-7-2019*"))[0].name)[0] == 0
    assert held(client) == whole - {"qcvn-7-2019-bkhcn"}
    status, out, _ = run("restore", str(tmp_path / BACKUP), "--replace")
    assert status == 0
    assert "library.before-" in out
    assert held(client) == whole
    assert client.get("/api/v1/ask", params={"q": "QCVN 7:2019/BKHCN"}).json()["answerable"]
    assert client.get("/api/v1/changes", params={"since": since}).json()["code"] == "cursor-gone"
    assert len(list(tmp_path.glob("library.before-*"))) == 1
    assert not list(tmp_path.glob("library.restoring-*"))


def test_a_library_that_stands_there_is_not_replaced_unasked(living, tmp_path):
    folder, _, run = living
    run("backup", str(tmp_path / BACKUP))
    before = sorted(path.name for path in folder.iterdir())
    status, _, told = run("restore", str(tmp_path / BACKUP))
    assert status == 2
    assert "--replace" in told
    assert sorted(path.name for path in folder.iterdir()) == before


def test_snapshots_are_named_and_thinned_out(living, tmp_path, monkeypatch):
    _, _, run = living
    moments = (datetime(2026, 11, 22, 1, 0, second, tzinfo=UTC) for second in range(9))
    monkeypatch.setattr("index.library_backup.this_moment", lambda: next(moments))
    for _ in range(3):
        assert run("backup", str(tmp_path / BACKUP), "--keep", "2")[0] == 0
    status, out, _ = run("backup", str(tmp_path / BACKUP), "--list")
    assert status == 0
    assert [line.split("\t")[0][-3:] for line in out.splitlines()] == ["01Z", "02Z"]


def test_the_desk_comes_along_and_is_put_back_when_asked(living, tmp_path):
    _, _, run = living
    place = tmp_path / "desk.sqlite3"
    DeskDatabase(place)
    run("backup", str(tmp_path / BACKUP))
    place.unlink()
    assert run("restore", str(tmp_path / BACKUP), "--replace")[0] == 0
    assert not place.exists()
    assert run("restore", str(tmp_path / BACKUP), "--replace", "--desk")[0] == 0
    assert place.stat().st_mode & 0o777 == 0o600
    DeskDatabase(place)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["restore", "{tmp}/nothing"], "holds no snapshot"),
        (["restore", "{tmp}/backup", "--snapshot", "2020-01-01T00-00-00Z"], "holds no 2020"),
        (["backup", "{library}/backup"], "name a folder elsewhere"),
        (["backup", "{tmp}/file/backup"], "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_said(living, tmp_path, words, told):
    folder, _, run = living
    run("backup", str(tmp_path / BACKUP))
    (tmp_path / "file").write_text("no folder")
    status, _, complaint = run(*(word.format(tmp=tmp_path, library=folder) for word in words))
    assert status in (1, 2)
    assert told in complaint


def test_a_snapshot_of_a_later_program_is_left_alone(living, tmp_path):
    _, _, run = living
    run("backup", str(tmp_path / BACKUP))
    (place,) = (tmp_path / BACKUP).glob("*/snapshot.json")
    place.write_text(json.dumps({**json.loads(place.read_text()), "schema": 999}))
    status, _, told = run("restore", str(tmp_path / BACKUP), "--replace")
    assert status == 2
    assert "later than this one" in told
