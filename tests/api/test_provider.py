"""A server sees what other processes do to its library."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api import provider
from api.app import create_app
from api.cli import main
from api.settings import Settings


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at the library before every answer."""
    monkeypatch.setattr(provider, "PATIENCE", 0.0)


def held(client: TestClient) -> bool:
    response = client.get("/api/v1/ask", params={"q": "QCVN 2:2021/BKHCN"})
    assert response.status_code == 200, response.text
    return any(a["held"] and a["number"] == "QCVN 2:2021/BKHCN" for a in response.json()["answers"])


@pytest.mark.usefixtures("impatient")
def test_what_is_deleted_and_read_again_is_seen_while_the_server_runs(
    built: Path, pdf_folder: Path, tmp_path: Path
):
    library = Path(shutil.copytree(built, tmp_path / "library"))
    with TestClient(create_app(Settings(library=library, embedder="hashing"))) as client:
        assert held(client)
        assert main(["delete", "QCVN 2:2021/BKHCN", "--library", str(library)]) == 0
        assert not held(client)
        assert main(["ingest", str(pdf_folder), "--library", str(library), "--jobs", "1"]) == 0
        assert held(client)


@pytest.mark.usefixtures("impatient")
def test_a_library_that_comes_after_the_server_is_opened(built: Path, tmp_path: Path):
    settings = Settings(library=tmp_path / "library", embedder="hashing")
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        assert client.get("/readyz").status_code == 503
        shutil.copytree(built, tmp_path / "library")
        assert client.get("/readyz").status_code == 200
        shutil.rmtree(tmp_path / "library")
        assert client.get("/readyz").json()["code"] == "no-library"
        shutil.copytree(built, tmp_path / "library")
        assert client.get("/readyz").status_code == 200
