"""Takes the picture of the README from a running server.

``python docs/screenshot.py URL OUT.png``, for instance with the address of an answer::

    python docs/screenshot.py "http://127.0.0.1:8000/?q=mũ an toàn công nghiệp" answer.png

Needs Chromium and Playwright (both come with ``make install``). Exit status 2 says what is missing,
1 that the page is an error.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=vi-VN",
)


def main() -> int:
    """Read the arguments, take the picture."""
    parser = argparse.ArgumentParser(description="Take a picture of a page of a running server.")
    parser.add_argument("url", help="address of the page")
    parser.add_argument("out", type=Path, help="PNG file to write")
    parser.add_argument("--width", type=int, default=1280, help="of the window, in pixels")
    parser.add_argument("--height", type=int, default=880, help="of the window, in pixels")
    parser.add_argument("--dark", action="store_true", help="as with a dark desktop")
    parser.add_argument("--full", action="store_true", help="the whole page, however long")
    chosen = parser.parse_args()
    program = chromium()
    if program is None:
        sys.stderr.write("Chromium is not installed; run: apt-get install chromium\n")
        return 2
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        take(browser, chosen)
        browser.close()
    return 0


def chromium() -> str | None:
    """The browser of this machine; None if there is none."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def take(browser: Browser, chosen: argparse.Namespace) -> None:
    """Open the page, wait until its pictures are there, and write the PNG."""
    page = browser.new_page(
        viewport={"width": chosen.width, "height": chosen.height},
        color_scheme="dark" if chosen.dark else "light",
        locale="vi-VN",
        device_scale_factor=1.5,
    )
    reply = page.goto(chosen.url)
    if reply is None or not reply.ok:
        raise SystemExit(f"{chosen.url} answers {reply.status if reply else 'nothing'}, no picture")
    page.wait_for_load_state("networkidle")
    page.wait_for_function("[...document.images].every(i => i.complete || i.loading === 'lazy')")
    page.screenshot(path=chosen.out, full_page=chosen.full)


if __name__ == "__main__":
    sys.exit(main())
