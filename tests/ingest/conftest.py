"""Small pages for tests: as values, from lines of text, and as real PDF bytes, from HTML."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pymupdf
import pytest

from ingest.layout import PageLayout, PrintedLine
from standards.document import PageClass
from standards.place import Box

SHARED = Path(__file__).parents[3] / "shared"
LEFT, RIGHT = 72.0, 523.0

PageOf = Callable[..., PageLayout]
PdfOf = Callable[..., bytes]


def _line(text: str, page: int, top: float, size: float) -> PrintedLine:
    bold = text.startswith("**")
    small = text.startswith("~")
    indent = 28.0 if text.startswith(">") else 0.0
    words = text.lstrip("*>~")
    height = 9.0 if small else size
    x0 = LEFT + indent
    x1 = min(RIGHT, x0 + 0.5 * height * len(words))
    return PrintedLine(
        text=words, box=Box(page, x0, top, x1, top + height), size=height, bold=float(bold)
    )


@pytest.fixture
def page_of() -> PageOf:
    """Makes a page of printed lines: ``**`` is bold, ``>`` indented, ``~`` small print."""

    def make(*lines: str, number: int = 1, furniture: Sequence[str] = ()) -> PageLayout:
        return PageLayout(
            number=number,
            width=595.0,
            height=842.0,
            lines=tuple(_line(text, number, 80 + 18 * i, 13) for i, text in enumerate(lines)),
            furniture=tuple(_line(t, number, 20 + 15 * i, 13) for i, t in enumerate(furniture)),
            page_class=PageClass.TEXT,
            reason="",
        )

    return make


@pytest.fixture
def pdf_of() -> PdfOf:
    """Makes a PDF: each page is a list of ``(x0, y0, x1, html)``."""

    def make(*pages: Sequence[tuple[float, float, float, str]], size: str = "a4") -> bytes:
        with pymupdf.open() as document:
            for boxes in pages:
                width, height = pymupdf.paper_size(size)
                page = document.new_page(width=width, height=height)
                for x0, y0, x1, html in boxes:
                    page.insert_htmlbox((x0, y0, x1, y0 + 700), html)
            return document.tobytes()

    return make


@pytest.fixture
def shared() -> Path:
    """The folder of real documents beside the checkout."""
    if not (SHARED / "corpus").is_dir():
        pytest.skip("no shared folder with real documents beside the checkout")
    return SHARED
