"""A small library of sample documents, built once, with the hashing embedder."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.app import create_app
from api.assembly import open_service
from api.cli import main
from api.keys import KeyRole, add_key
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


class UploadSite:
    """A server over an empty place, and the headers of a keeper."""

    def __init__(self, folder: Path, **chosen):
        self.settings = Settings(library=folder / "library", embedder="hashing", **chosen)
        self.app = create_app(self.settings)
        self.desk = self.app.state.desk()
        self.spool = folder / "library-uploads"
        secret = add_key(self.desk, "portal", KeyRole.KEEPER, by="test")
        self.headers = {"Authorization": f"Bearer {secret}"}
        self.client = TestClient(self.app, raise_server_exceptions=False)

    def send(self, content, name, **query):
        return self.client.post(
            "/api/v1/uploads",
            params={"name": name, **query},
            content=content,
            headers=self.headers | {"Content-Type": "application/pdf"},
        )

    def job(self, number):
        return self.client.get(f"/api/v1/jobs/{number}", headers=self.headers).json()

    def until(self, number, *states):
        end = time.monotonic() + 60
        while time.monotonic() < end:
            job = self.job(number)
            if job["state"] in states:
                return job
            time.sleep(0.1)
        raise AssertionError(self.job(number))

    def ended(self, number):
        return self.until(number, "done", "failed", "cancelled")

    def waits(self):
        """Files that lie in the spool."""
        return sorted(one.name for one in self.spool.glob("*/*"))

    def is_empty(self):
        """Whether no file lies in the spool, a moment after a job has ended."""
        end = time.monotonic() + 10
        while self.waits() and time.monotonic() < end:
            time.sleep(0.02)
        return self.waits() == []

    @staticmethod
    def reader(below=None):
        """The process that reads a job, below this one or another, once it is there."""
        end = time.monotonic() + 20
        while time.monotonic() < end:
            for number in UploadSite.readers(below):
                return number
            time.sleep(0.05)
        raise AssertionError("no process reads")

    @staticmethod
    def readers(below=None):
        """The processes that read jobs, below this one or another, now."""
        return [one for one in processes_below(below or os.getpid()) if reads(one)]

    @staticmethod
    def still_there(processes: Sequence[int]) -> list[int]:
        """Those of some processes that live even after a while."""
        end = time.monotonic() + 10
        while (alive := [one for one in processes if lives(one)]) and time.monotonic() < end:
            time.sleep(0.02)
        return alive

    @staticmethod
    def below(process: int) -> list[int]:
        """Processes that live below one."""
        return processes_below(process)


def lives(process: int) -> bool:
    """Whether a process is there and has not ended, though nobody may have asked for its end."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False
    return stat.rsplit(")", 1)[1].split()[0] not in "ZX"


def reads(process: int) -> bool:
    """Whether a process is one that reads a job."""
    try:
        return b"api.jobs_child" in Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return False


def processes_below(process: int) -> list[int]:
    """Processes that one has started and that live, and those that they have started."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = stat.read_text().rsplit(")", 1)[1].split()[:2]
        except OSError:
            continue
        if state != "Z":
            parents[int(stat.parent.name)] = int(parent)
    found = {process}
    while more := {one for one, parent in parents.items() if parent in found} - found:
        found |= more
    return sorted(found - {process})


@pytest.fixture(scope="session")
def upload_site() -> type[UploadSite]:
    """What makes servers that take uploads."""
    return UploadSite


@pytest.fixture
def site(upload_site: type[UploadSite], tmp_path: Path) -> Iterator[UploadSite]:
    """A server that runs jobs."""
    made = upload_site(tmp_path)
    with made.client:
        yield made


@pytest.fixture
def idle(upload_site: type[UploadSite], tmp_path: Path) -> UploadSite:
    """A server that only takes uploads: nothing runs its jobs."""
    return upload_site(tmp_path)


@pytest.fixture(scope="session")
def small(pdf_folder: Path) -> bytes:
    """A real circular of two pages."""
    return (pdf_folder / "tt-04-2021-tt-bkhcn-ban-hanh-qcvn-2-2021.pdf").read_bytes()


@pytest.fixture(scope="session")
def other(pdf_folder: Path) -> bytes:
    """A real standard of four pages."""
    return next(pdf_folder.glob("tcvn-1651-2-2018*.pdf")).read_bytes()
