"""A site over a small library of sample documents, and a reader that takes pages apart."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient
from playwright.sync_api import sync_playwright

from api.assembly import open_service
from api.cli import main
from api.service import Service
from api.settings import Settings
from samples.build import HERE, build
from samples.markup import read_content
from web.site import create_site

DAY = date(2026, 7, 15)
FILES = 6
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
SHAPES = {"circle", "line", "path", "rect"}


@dataclass
class Element:
    """One start tag with its attributes and, once closed, the words inside it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""


@dataclass
class Page(HTMLParser):
    """A page taken apart; ``faults`` names what a strict reader would refuse."""

    elements: list[Element] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    open: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.faults.append(f"<{tag}> repeats an attribute: {names}")
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag, attrs):
        if tag not in SHAPES | VOID:
            self.faults.append(f"<{tag}/> closes itself")
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag):
        if not self.open or self.open[-1].tag != tag:
            self.faults.append(f"</{tag}> at {self.getpos()} closes {self.open[-1:]}")
        else:
            self.open.pop()

    def handle_data(self, data):
        for element in self.open:
            element.text += data

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Elements with that tag and those attributes; ``class_`` and ``for_`` lose their bar."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            element
            for element in self.elements
            if element.tag == tag
            and all(
                value in element.attributes.get(name, "").split()
                if name == "class"
                else element.attributes.get(name) == value
                for name, value in wanted.items()
            )
        ]

    @property
    def words(self) -> str:
        """Everything a reader sees or hears, spaces evened."""
        return " ".join(self.all("body")[0].text.split())


def read(text: str) -> Page:
    """Take a page apart."""
    page = Page()
    page.feed(text)
    page.close()
    page.faults += [f"<{element.tag}> is never closed" for element in page.open]
    return page


@pytest.fixture(scope="session")
def read_page() -> Callable[[str], Page]:
    """The reader of pages."""
    return read


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of a few samples, made with the hashing embedder."""
    folder = tmp_path_factory.mktemp("pdf")
    wanted = ("qcvn-2-2021", "tt-04-2021", "tcvn-1651-2", "qcvn-7-2019")
    for path in sorted((HERE / "content").glob("*.txt")):
        if path.name.startswith(wanted):
            content = read_content(path)
            build(content).save(folder / content.file)
    library = tmp_path_factory.mktemp("built") / "library"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRACHUAN_EMBEDDER", "hashing")
        assert main(["ingest", str(folder), "--library", str(library)]) == 0
    return library


@pytest.fixture(scope="session")
def service(built: Path) -> Service:
    """The open library on a fixed day."""
    return open_service(Settings(library=built, embedder="hashing"), today=lambda: DAY)


@pytest.fixture(scope="session")
def site(built: Path, service: Service) -> FastAPI:
    """The API and the pages."""
    return create_site(Settings(library=built, embedder="hashing"), service=service)


@pytest.fixture
def client(site: FastAPI) -> Iterator[TestClient]:
    """A reader without cookies, who gets errors as responses, as a browser does."""
    with TestClient(site, raise_server_exceptions=False) as connected:
        yield connected


@pytest.fixture
def show(client: TestClient) -> Callable[..., Page]:
    """Open an address and take the page apart."""

    def open_page(address: str, status: int = 200) -> Page:
        response = client.get(address, headers={"Accept": "text/html"})
        assert response.status_code == status, response.text[:400]
        assert response.headers["content-type"].startswith("text/html")
        return read(response.text)

    return open_page


# --- in a browser --------------------------------------------------------------------------------

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """The site on a free port of this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.05)
    assert server.started
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(20)


@pytest.fixture(scope="session")
def serving() -> Callable[[FastAPI], AbstractContextManager[str]]:
    """Serves a site of the test's own."""
    return served


@pytest.fixture(scope="session")
def address(site) -> Iterator[str]:
    """The site over documents that were read well."""
    with served(site) as url:
        yield url


@pytest.fixture(scope="session")
def weak_address(weak_library) -> Iterator[str]:
    """The site over a file that was read with trouble."""
    settings = Settings(library=weak_library, embedder="hashing")
    with served(create_site(settings, service=open_service(settings))) as url:
        yield url


@pytest.fixture(scope="session")
def chromium(tmp_path_factory):
    """A browser with a profile of its own."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("no Chromium on this machine; run: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()
