"""A small library of sample documents, built once, with the hashing embedder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.app import create_app
from api.assembly import open_service
from api.cli import main
from api.service import Service
from api.settings import Settings
from samples.build import HERE, build
from samples.markup import read_content

DAY = date(2026, 7, 15)
SAMPLES = (
    "qcvn-2-2021-bkhcn",
    "tt-04-2021-tt-bkhcn",
    "tcvn-1651-2-2018",
    "qcvn-7-2019-bkhcn",
    "qcvn-16-20",
)


@pytest.fixture(scope="session")
def pdf_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a few sample PDFs."""
    folder = tmp_path_factory.mktemp("pdf")
    for path in sorted((HERE / "content").glob("*.txt")):
        if path.name.startswith(SAMPLES):
            content = read_content(path)
            build(content).save(folder / content.file)
    return folder


@pytest.fixture(scope="session")
def built(pdf_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of those files; tests that write take a copy."""
    folder = tmp_path_factory.mktemp("built") / "library"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRACHUAN_EMBEDDER", "hashing")
        assert main(["ingest", str(pdf_folder), "--library", str(folder), "--jobs", "1"]) == 0
    return folder


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No model is loaded, and settings of the machine do not reach the tests."""
    for name in ("LIBRARY", "MODEL", "HOST", "PORT", "MAX_BODY", "MAX_ANSWERS"):
        monkeypatch.delenv(f"TRACHUAN_{name}", raising=False)
    monkeypatch.setenv("TRACHUAN_EMBEDDER", "hashing")


@pytest.fixture(scope="session")
def settings(built: Path) -> Settings:
    """Settings over the built library."""
    return Settings(library=built, embedder="hashing", max_body=1000, max_answers=20)


@pytest.fixture(scope="session")
def service(settings: Settings) -> Service:
    """The service over the built library, on a fixed day."""
    return open_service(settings, today=lambda: DAY)


@pytest.fixture(scope="session")
def app(settings: Settings, service: Service) -> FastAPI:
    """The application over that service."""
    return create_app(settings, service=service)


@pytest.fixture(scope="session")
def client(app: FastAPI) -> Iterator[TestClient]:
    """A client that gets unexpected errors as responses, as a browser does."""
    with TestClient(app, raise_server_exceptions=False) as connected:
        yield connected


@pytest.fixture
def commands(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[Path], Callable[..., tuple[int, str, str]]]:
    """Runs commands on a library; each gives its status, output and complaints."""

    def over(library: Path) -> Callable[..., tuple[int, str, str]]:
        monkeypatch.setenv("TRACHUAN_LIBRARY", str(library))

        def run_command(*words: str) -> tuple[int, str, str]:
            capsys.readouterr()
            try:
                status = main(list(words))
            except SystemExit as stopped:
                status = stopped.code
            told = capsys.readouterr()
            return status, told.out, told.err

        return run_command

    return over
