"""What stands on pages beside the text: covers, running heads, page numbers, the sample mark."""

from __future__ import annotations

from collections.abc import Iterable

import pymupdf

from samples.faces import archive, face_css
from samples.flow import BODY, CSS, PAPER, Flow, Rule
from samples.markup import Content, Cover

__all__ = ["SAMPLE_MARK", "draw_rules", "furnish", "set_cover"]

SAMPLE_MARK = "BẢN MẪU – KHÔNG PHẢI VĂN BẢN CHÍNH THỨC / SAMPLE – NOT AN OFFICIAL TEXT"
"""Stands at the head and the foot of every page of every sample."""


def set_cover(flow: Flow, cover: Cover) -> None:
    """Set the cover on the page in hand, as TT 26/2019/TT-BKHCN (Điều 13) and TCVN covers go."""
    left, right = PAPER.x0 + 80, PAPER.x1 - 80
    flow.place(cover.top, "cover", pymupdf.Rect(left, 130, right, 190))
    y = flow.place(
        "<br/>".join(f"<b>{line}</b>" for line in cover.number),
        "cover",
        pymupdf.Rect(left, 260, right, 340),
    )
    y = flow.place(
        "<br/>".join(f"<b>{line}</b>" for line in cover.title),
        "cover",
        pymupdf.Rect(left, y + 22, right, y + 180),
    )
    if cover.english:
        flow.place(f"<i>{cover.english}</i>", "cover", pymupdf.Rect(left, y + 16, right, y + 120))
    flow.place(cover.place, "cover", pymupdf.Rect(left, 740, right, 775))


def draw_rules(document: pymupdf.Document, rules: Iterable[Rule]) -> None:
    """Draw the collected lines."""
    by_page: dict[int, list[Rule]] = {}
    for rule in rules:
        by_page.setdefault(rule.page, []).append(rule)
    for number, group in by_page.items():
        shape = document[number].new_shape()
        for rule in group:
            shape.draw_line(rule.start, rule.end)
        shape.finish(width=0.6)
        shape.commit()


def furnish(document: pymupdf.Document, content: Content) -> None:
    """Add the sample mark to every page, and running heads and numbers to those after a cover."""
    for page in document:
        _line(page, 22, SAMPLE_MARK, "mark", sans=content.sans)
        _line(page, 820, SAMPLE_MARK, "mark", sans=content.sans)
        if content.cover is not None and page.number == 0:
            _frame(page)
            continue
        if content.gazette:
            page.draw_line((BODY.x0, 58), (BODY.x1, 58), width=0.6)
        if content.running:
            _line(page, 42, content.running, "left", sans=content.sans)
        if page.number > 0 or content.running:
            _line(page, 790, str(page.number + 1), "centre", sans=content.sans)


def _line(page: pymupdf.Page, y: float, text: str, look: str, *, sans: bool) -> None:
    page.insert_htmlbox(
        pymupdf.Rect(BODY.x0, y, BODY.x1, y + 20),
        f'<p class="{look}">{text}</p>',
        css=CSS + face_css(sans=sans),
        archive=archive(),
    )


def _frame(page: pymupdf.Page) -> None:
    page.draw_rect(pymupdf.Rect(62, 52, 533, 790), width=2.2)
    page.draw_rect(pymupdf.Rect(66, 56, 529, 786), width=0.6)
