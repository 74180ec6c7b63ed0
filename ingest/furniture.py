"""What stands on every page and belongs to none: running headers, page numbers, stamps.

Reads the lines of all pages; says which to take out. A line near the top or bottom edge goes when
the same words, digits aside, stand at an edge of at least 30 % of the pages. A header may be a
block of several lines (an organisation, a document code, the title again): lines below the edge
band go with it if they repeat at the same height on most pages. Stamps go wherever they stand; the
patterns are in ``data/stamps.toml``. Nothing is lost: what is taken out is kept beside the lines.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Final

from ingest.labels import read_label
from ingest.rows import Row

__all__ = ["furniture_rows", "is_stamp"]

_EDGE: Final = 0.10
_MARGIN: Final = 72.0
"""Margins are an inch also on pages that lie on their side."""
_DEEP_HEADER: Final = 0.30
_REPEATED: Final = 0.30
_MOSTLY: Final = 0.60
_PAGE_NUMBER: Final = re.compile(
    r"^[-–—\s]*(?:trang|page)?\s*\d{1,4}(?:\s*/\s*\d{1,4})?[-–—\s.]*$", re.I
)
_DIGITS: Final = re.compile(r"\d+")


@cache
def _stamps() -> tuple[re.Pattern[str], ...]:
    data = tomllib.loads(
        resources.files("ingest").joinpath("data/stamps.toml").read_text(encoding="utf-8")
    )
    return tuple(re.compile(stamp["pattern"], re.IGNORECASE) for stamp in data["stamp"])


def is_stamp(text: str) -> bool:
    """Whether a line was put on the page by a portal or a signing program.

    >>> is_stamp("www.LuatVietnam.vn"), is_stamp("Điều 1. Phạm vi điều chỉnh")
    (True, False)
    """
    return any(pattern.search(text) for pattern in _stamps())


def furniture_rows(
    pages: Sequence[Sequence[Row]], sizes: Sequence[tuple[float, float]]
) -> list[set[int]]:
    """For each page the numbers of its rows that are furniture; ``sizes`` are width and height.

    Pages of one size are compared with each other: a page on its side sets its header anew.
    """
    alike: dict[tuple[int, int], list[int]] = {}
    for at, (width, height) in enumerate(sizes):
        alike.setdefault((round(width / 20), round(height / 20)), []).append(at)
    edge: Counter[str] = Counter()
    for rows, (_, height) in zip(pages, sizes, strict=True):
        edge.update({_key(row) for row in rows if _at_edge(row, height)})
    often = max(2.0 if len(pages) < 4 else 3.0, _REPEATED * len(pages))
    running = {key for key, count in edge.items() if count >= often}
    found: list[set[int]] = [set() for _ in pages]
    for group in alike.values():
        header = _header_rows([pages[at] for at in group], sizes[group[0]][1])
        for at in group:
            found[at] = _page_furniture(pages[at], sizes[at][1], running, header)
    return found


def _header_rows(pages: Sequence[Sequence[Row]], height: float) -> set[tuple[str, int]]:
    """Rows, with their level, that stand in the upper part of most of the pages."""
    counted: Counter[tuple[str, int]] = Counter()
    for rows in pages:
        counted.update(
            {
                (_key(row), _level(row) + shift)
                for row in rows
                if _bottom(row) < _DEEP_HEADER * height
                for shift in (-1, 0, 1)
            }
        )
    mostly = max(3.0, _MOSTLY * len(pages))
    return {key for key, count in counted.items() if count >= mostly}


def _page_furniture(
    rows: Sequence[Row], height: float, running: set[str], header: set[tuple[str, int]]
) -> set[int]:
    out: set[int] = set()
    in_header = True
    for index, row in enumerate(rows):
        text, key = _text(row), _key(row)
        at_edge = _at_edge(row, height)
        repeated = in_header and (key, _level(row)) in header
        known = at_edge and (key in running or _PAGE_NUMBER.match(text))
        if is_stamp(text) or ((repeated or known) and not _is_heading(text)):
            out.add(index)
        else:
            in_header = in_header and at_edge and not _is_heading(text)
    return out


def _is_heading(text: str) -> bool:
    """Headings look alike when their figures are left out; they are no running headers."""
    label = read_label(text)
    return label is not None and bool(label.parts) and not _PAGE_NUMBER.match(text)


def _text(row: Row) -> str:
    return " ".join(segment.text for segment in row)


def _key(row: Row) -> str:
    return _DIGITS.sub("#", _text(row)).lower()


def _level(row: Row) -> int:
    """Height of the row on the page, in steps of 4 points."""
    return round(row[0].baseline / 4)


def _bottom(row: Row) -> float:
    return max(segment.box.y1 for segment in row)


def _at_edge(row: Row, height: float) -> bool:
    edge = max(_EDGE * height, _MARGIN)
    return row[0].baseline < edge or row[0].box.y0 > height - edge
