"""A site with a filled desk in a real browser, and somebody who has only a keyboard."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from api.desk.accounts import Account
from api.desk.opening import DeskOpener
from api.desk.sessions import start_session
from api.service import Service
from api.settings import Settings
from docs.desk_content import Desk, fill
from index.embedder_hashing import HashingEmbedder
from index.library import Library
from standards.document import Document, Kind, PageClass, PageText, Source
from standards.identifier import Identifier
from web.site import create_site

NOW = datetime(2026, 7, 15, 8, tzinfo=UTC)
FAR = 150
"""More stops of the Tab key than any way on these pages takes."""
_STOP = """(wanted) => {
  const at = document.activeElement;
  if (!at || at === document.body) return {name: 'the page', found: false, fault: ''};
  const style = getComputedStyle(at), box = at.getBoundingClientRect();
  const name = at.tagName.toLowerCase() + (at.id ? '#' + at.id : '') + ' ' +
    (at.textContent || at.value || '').trim().slice(0, 30);
  const ringed = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  const rings = ringed || Boolean(at.closest('.graph')) && at.matches(':focus-visible');
  const seen = box.width > 1 && box.height > 1 && box.bottom > 0 && box.right > 0 &&
    box.top < innerHeight && box.left < innerWidth;
  const fault = !rings ? 'no ring' : !seen ? 'not in view' : '';
  return {name, found: Boolean(wanted) && at.matches(wanted), fault};
}"""


@dataclass
class Walker:
    """Somebody who reads in one language and has only a keyboard.

    ``faults`` are stops of the Tab key that nobody would see, ``heard`` what the page complained
    of, ``asked`` every address that was asked for.
    """

    page: Page
    language: str
    wide: bool
    scripted: bool
    faults: list[str] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        """Open an address in the language of the walker."""
        self.page.goto(f"{path}{'&' if '?' in path else '?'}lang={self.language}")

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def write(self, text: str) -> None:
        """Type, over what stands in the field."""
        self.press("Control+a")
        self.page.keyboard.insert_text(text)

    def go(self, *keys: str) -> None:
        """Press keys, and wait for the page to which they lead."""
        with self.page.expect_navigation():
            self.press(*(keys or ("Enter",)))

    def to(self, wanted: str, *, most: int = FAR) -> None:
        """Press Tab until something that fits the selector has the focus; every stop is seen."""
        passed = []
        for _ in range(most):
            self.press("Tab")
            stop = self.page.evaluate(_STOP, wanted)
            passed.append(stop["name"])
            if stop["fault"]:
                self.faults.append(f"{self.page.url}: {stop['name']}: {stop['fault']}")
            if stop["found"]:
                return
        raise AssertionError(f"{wanted} is not reached on {self.page.url}; passed {passed[-12:]}")

    def follow(self, wanted: str) -> None:
        """Go to a link or button by Tab, and follow it by Enter."""
        self.to(wanted)
        self.go()

    def back(self, address: str) -> None:
        """Back to where one was: by a key of the browser, which a page does not get."""
        for _ in range(9):
            if address in self.page.url:
                return
            self.page.go_back()
        raise AssertionError(f"{address} is not on the way back from {self.page.url}")

    def skip(self) -> None:
        """Over the head of the page, as its first link offers."""
        self.to(".skip", most=1)
        self.press("Enter")
        assert self.at("#main")

    def at(self, wanted: str) -> bool:
        """Whether the focus is on something that fits the selector, or in it, or comes there: a
        browser gives it after it has drawn the page."""
        script = "wanted => Boolean(document.activeElement.closest(wanted))"
        for _ in range(40):
            if self.page.evaluate(script, wanted):
                return True
            self.page.wait_for_timeout(25)
        return False

    def shows(self, wanted: str) -> bool:
        """Whether the first that fits the selector is visible."""
        return self.page.locator(wanted).first.is_visible()

    def fetch(self, wanted: str) -> bytes:
        """The file behind a link, got by Enter."""
        self.to(wanted)
        with self.page.expect_download() as told:
            self.press("Enter")
        return Path(told.value.path()).read_bytes()


@pytest.fixture(scope="session")
def office(built, service, serving, tmp_path_factory) -> Iterator[tuple[str, Desk, DeskOpener]]:
    """The served site, what is on its desk, and the desk; days and hours stand still."""
    opener = DeskOpener(tmp_path_factory.mktemp("desk") / "desk.sqlite3", now=lambda: NOW)
    filled = fill(opener(), service)
    site = create_site(Settings(library=built, embedder="hashing"), service=service)
    site.state.desk = opener
    with serving(site) as address:
        yield address, filled, opener
    opener().close()


@pytest.fixture(scope="session")
def _sessions(office) -> dict[str, str]:
    """One session of the desk for each account, kept for the whole run."""
    return {}


@pytest.fixture
def window(chromium, office, _sessions):
    """Opens a window on the site: of a width, in a scheme, with an account logged in or none."""
    address, _, opener = office
    opened: list[BrowserContext] = []

    def open_window(
        *, width: int = 1280, account: Account | None = None, scripted: bool = True, **more: object
    ) -> BrowserContext:
        context = _context(chromium, address, width=width, scripted=scripted, **more)
        opened.append(context)
        if account is not None:
            if account.name not in _sessions:
                _sessions[account.name] = start_session(opener(), account.name)
            token = _sessions[account.name]
            context.add_cookies([{"name": "desk", "value": token, "url": address}])
        return context

    yield open_window
    for context in opened:
        context.close()


@pytest.fixture(scope="session")
def crowded(serving) -> Iterator[str]:
    """A site over more texts than one page of a list holds."""
    library = Library.in_memory(HashingEmbedder())
    page = PageText(
        number=1, width=595.0, height=842.0, page_class=PageClass.TEXT, reason="", text=""
    )
    with library.batch() as batch:
        for number in range(60):
            name = Identifier.parse(f"TCVN {7000 + number}:2019")
            sha = hashlib.sha256(name.slug.encode()).hexdigest()
            source = Source(file=f"{name.slug}.pdf", sha256=sha, pages=1, first_page=1, last_page=1)
            one = Document(
                id=name.slug,
                number=name,
                kind=Kind.TCVN,
                title="",
                issuer=None,
                source=source,
                clauses=(),
            )
            batch.add(
                file=source.file,
                original=name.slug.encode(),
                sha256=sha,
                documents=[one],
                pages=[page],
                reader="0",
            )
    with serving(create_site(service=Service(library, lambda: NOW.date()))) as address:
        yield address


@pytest.fixture
def window_on(chromium):
    """Opens a window on another site, or on none."""
    opened: list[BrowserContext] = []

    def open_window(address: str | None, *, width: int = 1280, **more: object) -> BrowserContext:
        opened.append(_context(chromium, address, width=width, scripted=True, **more))
        return opened[-1]

    yield open_window
    for context in opened:
        context.close()


@pytest.fixture
def walker(window, office):
    """Makes a walker; afterwards none of their stops was unseen, no page complained, and nothing
    was asked of another machine."""
    made: list[Walker] = []

    def make(view: tuple[str, int, bool], account: Account | None = None) -> Walker:
        language, width, scripted = view
        page = window(width=width, account=account, scripted=scripted).new_page()
        one = Walker(page, language, width > 1000, scripted)
        page.on("console", lambda message: one.heard.append(message.text))
        page.on("pageerror", lambda error: one.heard.append(str(error)))
        page.on("request", lambda request: one.asked.append(request.url))
        made.append(one)
        return one

    yield make
    home = urlsplit(office[0]).netloc
    for one in made:
        assert one.faults == []
        assert [said for said in one.heard if "status of 4" not in said] == []
        assert [url for url in one.asked if urlsplit(url).netloc not in ("", home)] == []


def _context(
    chromium: Browser, address: str | None, *, width: int, scripted: bool, **more: object
) -> BrowserContext:
    context = chromium.new_context(
        base_url=address,
        viewport={"width": width, "height": 844},
        java_script_enabled=scripted,
        permissions=["clipboard-read", "clipboard-write"],
        **more,
    )
    context.set_default_timeout(10_000)
    return context
