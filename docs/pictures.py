"""Takes a picture of every sort of page, from a library of the samples.

``make pictures`` fills ``build/pictures-library`` from the samples, serves it on a free port of
this machine and writes ``docs/pictures/*.png``: desktop 1280 pixels wide, telephone 390. Which
pages are taken stands in ``PAGES``. Exit status 2 says what is missing.
"""

from __future__ import annotations

import argparse
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from docs.screenshot import FLAGS, chromium

HELMET = "/standards/qcvn-2-2021-bkhcn"
_WIDE, _NARROW, _HIGH, _LONGEST = 1280, 390, 860, 2400
_COLOURS = 96
"""Enough for flat pages and grey letters; the files are a third as large."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page to take: name of the file, address, language, width of the window in pixels."""

    name: str
    path: str
    language: str = "vi"
    width: int = _WIDE


PAGES = (
    Picture("home", "/"),
    Picture("home-phone-en", "/", "en", _NARROW),
    Picture("answer-product", "/?q=mũ bảo hiểm cho người đi mô tô nhập khẩu"),
    Picture("answer-product-phone", "/?q=mũ bảo hiểm cho người đi mô tô nhập khẩu", "vi", _NARROW),
    Picture("answer-clause-en", "/?q=What must a motorcycle helmet withstand?", "en"),
    Picture("answer-nothing", "/?q=son môi"),
    Picture("answer-not-held", "/?q=TCVN 9999:2015"),
    Picture("applicable", "/applicable?product=mũ bảo hiểm&hs=6506.10.10&trade=import"),
    Picture("check", "/check"),
    Picture("report", "/check/report?product=mũ bảo hiểm cho người đi mô tô&trade=import"),
    Picture("report-phone-en", "/check/report?product=motorcycle helmet", "en", _NARROW),
    Picture("standards", "/standards"),
    Picture("document", HELMET),
    Picture("document-phone-en", HELMET, "en", _NARROW),
    Picture("document-source", f"{HELMET}?view=source"),
    Picture("clause", f"{HELMET}/clauses/2.1.1"),
    Picture("page", f"{HELMET}/pages/3"),
    Picture("tables", f"{HELMET}?view=tables"),
    Picture("wrong", "/report?record=qcvn-2-2021-bkhcn&fact=issued"),
    Picture("login", "/desk/login"),
    Picture("compare", "/compare?a=qcvn-16-2019-bxd&b=qcvn-16-2023-bxd"),
    Picture("watch", "/watch"),
    Picture("hs", "/hs/6506"),
    Picture("agencies", "/agencies"),
)


def main() -> int:
    """Read the arguments, serve the library, take the pictures."""
    parser = argparse.ArgumentParser(description="Take a picture of every sort of page.")
    parser.add_argument("library", type=Path, help="library folder, filled from the samples")
    parser.add_argument("out", type=Path, help="folder for the PNG files")
    parser.add_argument("--only", nargs="*", default=[], help="names of pictures, instead of all")
    chosen = parser.parse_args()
    program = chromium()
    if program is None:
        sys.stderr.write("Chromium is not installed; run: apt-get install chromium\n")
        return 2
    chosen.out.mkdir(parents=True, exist_ok=True)
    with _served(chosen.library) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        for picture in PAGES:
            if not chosen.only or picture.name in chosen.only:
                _take(browser, address, picture, chosen.out / f"{picture.name}.png")
        browser.close()
    return 0


@contextmanager
def _served(library: Path) -> Iterator[str]:
    """The site on a free port of this machine, once it is ready."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    command = [sys.executable, "-m", "api.cli", "serve", "--library", str(library), "--port", port]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(f"{address}/readyz")
        yield address
    finally:
        server.terminate()
        server.wait(20)


def _wait(address: str) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address):
                return
        except OSError:
            time.sleep(0.3)
    raise SystemExit("the server did not become ready within two minutes")


def _take(browser: Browser, address: str, picture: Picture, out: Path) -> None:
    """Open the page, wait until its pictures are there, write the PNG down to a fixed depth."""
    context = browser.new_context(
        base_url=address,
        viewport={"width": picture.width, "height": _HIGH},
        locale="vi-VN" if picture.language == "vi" else "en-GB",
    )
    page = context.new_page()
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
    context.close()
    with Image.open(out) as taken:
        fewer = taken.convert("RGB").quantize(_COLOURS, method=Image.Quantize.MEDIANCUT)
    fewer.save(out, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
