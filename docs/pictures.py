"""Takes a picture of every sort of page, from a library of the samples.

``make pictures`` fills ``build/pictures-library`` from the samples, serves it on a free port of
this machine with a desk of made-up work (:mod:`docs.desk_content`), and writes
``docs/pictures/*.png``: desktop 1280 pixels wide, telephone 390. Which pages are taken stands in
``PAGES``. Exit status 2 says what is missing.
"""

from __future__ import annotations

import argparse
import os
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

import uvicorn
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from api.assembly import open_service
from api.desk.opening import DeskOpener
from api.desk.sessions import start_session
from api.settings import Settings
from docs.desk_content import Desk, fill
from docs.screenshot import FLAGS, chromium
from web.site import create_site

HELMET = "/standards/qcvn-2-2021-bkhcn"
DEVICES = "/standards/qcvn-9-2012-bkhcn"
DAY = date(2026, 11, 23)
"""The day for which everything is shown, so that pictures taken again are the same."""
_WIDE, _NARROW, _HIGH, _LONGEST = 1280, 390, 860, 2400
_COLOURS = 96
"""Enough for flat pages and grey letters; the files are a third as large."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page to take: name of the file, address, language, width of the window in pixels, who is
    logged in at the desk, whether the colours are dark. ``{worked}`` and the like in an address
    are what :mod:`docs.desk_content` put there."""

    name: str
    path: str
    language: str = "vi"
    width: int = _WIDE
    role: str = ""
    dark: bool = False


PUBLIC = (
    Picture("home", "/"),
    Picture("home-dark", "/", dark=True),
    Picture("home-phone-en", "/", "en", _NARROW),
    Picture("answer-product", "/?q=mũ bảo hiểm cho người đi mô tô nhập khẩu"),
    Picture("answer-product-dark", "/?q=mũ bảo hiểm cho người đi mô tô nhập khẩu", dark=True),
    Picture("answer-product-phone", "/?q=mũ bảo hiểm cho người đi mô tô nhập khẩu", "vi", _NARROW),
    Picture("answer-clause-en", "/?q=What must a motorcycle helmet withstand?", "en"),
    Picture("answer-two", "/?q=mũ bảo hiểm và thép cốt bê tông"),
    Picture("answer-day", "/?q=QCVN 2:2021/BKHCN&as_of=2019-01-01"),
    Picture("answer-nothing", "/?q=son môi"),
    Picture("answer-not-held", "/?q=TCVN 9999:2015"),
    Picture("applicable", "/applicable?product=mũ bảo hiểm&hs=6506.10.10&trade=import"),
    Picture("check", "/check"),
    Picture("check-question", "/check?product=thép"),
    Picture("check-fault", "/check?step=goods&product="),
    Picture("report", "/check/report?product=mũ bảo hiểm cho người đi mô tô&trade=import"),
    Picture("report-phone-en", "/check/report?product=motorcycle helmet", "en", _NARROW),
    Picture("standards", "/standards"),
    Picture("document", HELMET),
    Picture("document-phone-en", HELMET, "en", _NARROW),
    Picture("document-products", "/standards/qcvn-16-2023-bxd?view=products"),
    Picture("document-terms", f"{HELMET}?view=terms"),
    Picture("document-cites", f"{HELMET}?view=cites"),
    Picture("document-source", f"{HELMET}?view=source"),
    Picture("amended", f"{DEVICES}/amended"),
    Picture("work", "/works/qcvn-16-bxd"),
    Picture("clause", f"{HELMET}/clauses/2.1.1"),
    Picture("page", f"{HELMET}/pages/3"),
    Picture("page-marked", f"{HELMET}/pages/3?mark=84,166,544,228"),
    Picture("tables", f"{HELMET}?view=tables"),
    Picture("wrong-which", "/report?record=qcvn-2-2021-bkhcn"),
    Picture("wrong", "/report?record=qcvn-2-2021-bkhcn&fact=issued"),
    Picture("wrong-answered", "/report/{report}"),
    Picture("compare", "/compare?a=qcvn-16-2019-bxd&b=qcvn-16-2023-bxd"),
    Picture("watch", "/watch"),
    Picture("notifications", "/notifications"),
    Picture("notification", "/notifications/g-tbt-n-vnm-9001"),
    Picture("catalogue", "/catalogue?q=thép"),
    Picture("hs", "/hs/6506"),
    Picture("ics", "/ics/13.340.20"),
    Picture("agencies", "/agencies"),
    Picture("definitions", "/definitions?q=thép"),
    Picture("not-found", "/nowhere"),
)
DESK = (
    Picture("login", "/desk/login"),
    Picture("desk-home", "/desk", role="officer"),
    Picture("desk-cases", "/desk/cases?view=all", role="officer"),
    Picture("desk-case", "/desk/cases/{worked}", role="officer"),
    Picture("desk-case-phone-en", "/desk/cases/{worked}", "en", _NARROW, role="officer"),
    Picture("desk-evidence", "/desk/cases/{new}?q=thép thanh vằn", role="officer"),
    Picture("desk-case-new", "/desk/cases/new", role="officer"),
    Picture("desk-reply", "/desk/cases/{worked}/reply", role="officer"),
    Picture("desk-reply-approved", "/desk/cases/{answered}/reply", role="editor"),
    Picture("desk-letter", "/desk/cases/{answered}/preview?language=en", role="editor"),
    Picture("desk-reports", "/desk/reports", role="officer"),
    Picture("desk-report", "/desk/reports/2", role="editor"),
    Picture("desk-notifications", "/desk/notifications", role="officer"),
    Picture("desk-calendar", "/desk/calendar", role="officer"),
    Picture("desk-office", "/desk/office", role="editor"),
    Picture("desk-accounts", "/desk/accounts", role="admin"),
    Picture("desk-audit", "/desk/audit", role="admin"),
)
PAGES = PUBLIC + DESK


def main() -> int:
    """Read the arguments, serve the library, take the pictures."""
    parser = argparse.ArgumentParser(description="Take a picture of every sort of page.")
    parser.add_argument("library", type=Path, help="library folder, filled from the samples")
    parser.add_argument("out", type=Path, help="folder for the PNG files")
    parser.add_argument("--only", nargs="*", default=[], help="names of pictures, instead of all")
    parser.add_argument("--day", type=date.fromisoformat, default=DAY, help="YYYY-MM-DD")
    chosen = parser.parse_args()
    program = chromium()
    if program is None:
        sys.stderr.write("Chromium is not installed; run: apt-get install chromium\n")
        return 2
    chosen.out.mkdir(parents=True, exist_ok=True)
    with _served(chosen.library, chosen.day) as served, sync_playwright() as playwright:
        address, filled, sessions = served
        dates = {**os.environ, "LANGUAGE": "vi"}  # of fields; needs the language packs of Chromium
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS), env=dates)
        for picture in PAGES:
            if not chosen.only or picture.name in chosen.only:
                path = picture.path.format(**_numbers(filled))
                with _window(browser, address, picture, sessions.get(picture.role)) as page:
                    _take(page, replace(picture, path=path), chosen.out / f"{picture.name}.png")
        browser.close()
    return 0


@contextmanager
def _served(library: Path, day: date) -> Iterator[tuple[str, Desk, dict[str, str]]]:
    """The site on a free port of this machine, on that day; what is on its desk, and a session for
    each account."""

    def now() -> datetime:
        return datetime.combine(day, time(3), UTC)

    settings = Settings(library=library)
    service = open_service(settings, today=lambda: day)
    with TemporaryDirectory() as folder, socket.socket() as free:
        opener = DeskOpener(Path(folder) / "desk.sqlite3", now=now)
        filled = fill(opener(), service)
        people = (filled.officer, filled.editor, filled.admin)
        sessions = {one.role.value: start_session(opener(), one.name) for one in people}
        site = create_site(settings, service=service)
        site.state.desk = opener
        free.bind(("127.0.0.1", 0))
        free.listen()
        server = uvicorn.Server(uvicorn.Config(site, log_level="warning", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [free]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{free.getsockname()[1]}", filled, sessions
        finally:
            server.should_exit = True
            thread.join(20)
            opener().close()


def _numbers(filled: Desk) -> dict[str, str]:
    """What addresses of the desk name."""
    cases = {"worked": filled.worked, "new": filled.new, "answered": filled.answered}
    return {**cases, "report": filled.report}


@contextmanager
def _window(
    browser: Browser, address: str, picture: Picture, session: str | None
) -> Iterator[Page]:
    """A window of that width, with that session."""
    context = browser.new_context(
        base_url=address,
        viewport={"width": picture.width, "height": _HIGH},
        locale="vi-VN" if picture.language == "vi" else "en-GB",
        color_scheme="dark" if picture.dark else "light",
    )
    if session:
        context.add_cookies([{"name": "desk", "value": session, "url": address}])
    yield context.new_page()
    context.close()


def _take(page: Page, picture: Picture, out: Path) -> None:
    """Open the page, wait until its pictures are there, write the PNG down to a fixed depth."""
    joint = "&" if "?" in picture.path else "?"
    reply = page.goto(f"{picture.path}{joint}lang={picture.language}")
    if reply is None or reply.status >= 500:
        raise SystemExit(f"{picture.path} answers {reply.status if reply else 'nothing'}")
    page.wait_for_load_state("networkidle")
    page.evaluate("for (const image of document.images) image.loading = 'eager'")
    page.evaluate("Promise.all([...document.images].map(image => image.decode().catch(() => 0)))")
    depth = min(page.evaluate("document.documentElement.scrollHeight"), _LONGEST)
    page.screenshot(
        path=out,
        full_page=True,
        clip={"x": 0, "y": 0, "width": picture.width, "height": depth},
    )
    with Image.open(out) as taken:
        fewer = taken.convert("RGB").quantize(_COLOURS, method=Image.Quantize.MEDIANCUT)
    fewer.save(out, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
