"""Alive and ready are two things: a server without a whole library lives, and says why it waits."""

from __future__ import annotations

import shutil

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.assembly import open_library_for_rebuild
from api.settings import Settings


@pytest.fixture
def at(built, tmp_path, monkeypatch):
    """A server that looks at its library at each request, and the settings of the library."""
    monkeypatch.setattr("api.provider.PATIENCE", -1.0)
    folder = tmp_path / "library"
    shutil.copytree(built, folder)
    settings = Settings(library=folder, embedder="hashing")
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        yield client, settings


def test_a_missing_library_is_not_ready_and_comes_back_without_a_restart(at):
    client, settings = at
    assert client.get("/readyz").status_code == 200
    aside = settings.library.with_name("aside")
    settings.library.rename(aside)
    assert client.get("/readyz").json()["code"] == "no-library"
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200
    aside.rename(settings.library)
    assert client.get("/readyz").json()["status"] == "ready"


def test_while_the_indexes_are_built_anew_nothing_is_answered_by_half_of_them(at):
    client, settings = at
    before = client.get("/api/v1/ask?q=mũ bảo hiểm").json()
    assert before["answers"]
    library = open_library_for_rebuild(settings)  # the old indexes are gone, the new ones not there
    for path in ("/readyz", "/api/v1/ask?q=mũ bảo hiểm", "/api/v1/standards"):
        refused = client.get(path)
        assert (refused.status_code, refused.json()["code"]) == (503, "library-locked")
        assert refused.headers["retry-after"] == "30"
        assert str(settings.library) not in refused.text
    assert client.get("/healthz").status_code == 200
    library.rebuild()
    library.close()
    assert client.get("/readyz").status_code == 200
    after = client.get("/api/v1/ask?q=mũ bảo hiểm").json()
    assert {**after, "took_ms": 0} == {**before, "took_ms": 0}


def test_a_server_that_starts_amid_a_rebuild_waits_for_its_end(built, tmp_path):
    folder = tmp_path / "library"
    shutil.copytree(built, folder)
    settings = Settings(library=folder, embedder="hashing")
    library = open_library_for_rebuild(settings)
    with library.writing(), TestClient(create_app(settings)) as client:
        assert client.get("/readyz").json()["code"] == "library-locked"
        assert client.get("/metrics").text.count("trachuan_index_ready 0.0") == 1
        library.catch_up()
        assert client.get("/readyz").status_code == 200
        assert "trachuan_index_ready 1.0" in client.get("/metrics").text
    library.close()
