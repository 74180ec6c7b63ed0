"""Sets blocks on pages: paragraphs, pairs and ruled tables, top to bottom.

Text is set by MuPDF's own HTML engine.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass, field

import pymupdf

from samples.faces import archive, face_css
from samples.markup import Block, Letterhead, Pair, Row, Table, Text

__all__ = ["BODY", "PAPER", "Flow", "Rule"]

PAPER = pymupdf.Rect(0, 0, 595, 842)
"""A4 in points."""

BODY = pymupdf.Rect(84, 76, 545, 772)
"""Where running text stands."""

CSS = """
* { font-size: 12px; line-height: 1.2; }
body { margin: 0; }
p { margin: 0; text-align: justify; }
.plain { text-indent: 28px; }
.grounds { text-indent: 28px; font-style: italic; }
.item { text-indent: 28px; }
.heading { font-weight: bold; text-align: left; }
.centre { text-align: center; }
.centre-bold { text-align: center; font-weight: bold; }
.left { text-align: left; }
.recipients, .recipients b, .recipients i { text-align: left; font-size: 10px; }
.cell { text-align: left; font-size: 10.5px; }
.cell-centre { text-align: center; font-size: 10.5px; }
.cell b, .cell i, .cell-centre b, .cell-centre i { font-size: 10.5px; }
.mark { text-align: center; font-size: 8px; font-style: italic; color: #444444; }
.cover { text-align: center; font-size: 13px; }
.cover b { font-size: 15px; }
.cover i { font-size: 13px; }
"""

_GAP = 5.0
_PADDING = 3.0


@dataclass(frozen=True, slots=True)
class Rule:
    """A line to be drawn on a page (counted from 0)."""

    page: int
    start: tuple[float, float]
    end: tuple[float, float]


@dataclass(slots=True)
class Flow:
    """Writes blocks one after the other; ``finish`` gives the document and the lines to draw.

    >>> flow = Flow()
    >>> flow.add([Text("plain", "Điều 1.")])
    >>> document, rules = flow.finish()
    >>> document[0].get_text().split()
    ['Điều', '1.']
    """

    sans: bool = False
    _bytes: io.BytesIO = field(default_factory=io.BytesIO)
    _writer: pymupdf.DocumentWriter = field(init=False)
    _device: pymupdf.DeviceWrapper | None = field(init=False, default=None)
    _page: int = field(init=False, default=-1)
    _y: float = field(init=False, default=BODY.y0)
    _rules: list[Rule] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self._writer = pymupdf.DocumentWriter(self._bytes)
        self.new_page()

    def new_page(self) -> None:
        """Begin the next page."""
        if self._device is not None:
            self._writer.end_page()
        self._device = self._writer.begin_page(PAPER)
        self._page += 1
        self._y = BODY.y0

    def add(self, blocks: Iterable[Block]) -> None:
        """Set these blocks, breaking pages where they end."""
        for block in blocks:
            if isinstance(block, Text):
                self._text(block)
            elif isinstance(block, Pair):
                self._pair(block)
            elif isinstance(block, Table):
                self._table(block)
            else:
                self.new_page()

    def place(self, markup: str, look: str, box: pymupdf.Rect) -> float:
        """Set a text inside ``box`` on the page in hand; returns the y where it ends."""
        story = self._story(markup, look)
        _, filled = story.place(box)
        story.draw(self._device)
        return float(filled[3])

    def letterhead(self, head: Letterhead) -> None:
        """Agency and number at the left, motto and date at the right."""
        left = pymupdf.Rect(BODY.x0 - 20, BODY.y0, BODY.x0 + 175, BODY.y1)
        right = pymupdf.Rect(BODY.x0 + 178, BODY.y0, BODY.x1 + 12, BODY.y1)
        motto = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br/>Độc lập - Tự do - Hạnh phúc"
        ends = (
            self.place(f"<b>{'<br/>'.join(head.agency)}</b>", "centre", left),
            self.place(f"<b>{motto}</b>", "centre", right),
        )
        for column, end, half in ((left, ends[0], 30.0), (right, ends[1], 75.0)):
            middle = (column.x0 + column.x1) / 2
            self._line((middle - half, end + 2), (middle + half, end + 2))
        y = max(ends) + 10
        second = (
            self.place(head.number, "centre", pymupdf.Rect(left.x0, y, left.x1, BODY.y1)),
            self.place(
                f"<i>{head.date}</i>", "centre", pymupdf.Rect(right.x0, y, right.x1, y + 60)
            ),
        )
        self._y = max(second) + 18

    def finish(self) -> tuple[pymupdf.Document, tuple[Rule, ...]]:
        """Close the last page."""
        self._writer.end_page()
        self._device = None
        self._writer.close()
        return pymupdf.open("pdf", self._bytes.getvalue()), tuple(self._rules)

    def _story(self, markup: str, look: str) -> pymupdf.Story:
        return pymupdf.Story(
            f'<p class="{look}">{markup}</p>',
            user_css=CSS + face_css(sans=self.sans),
            em=12,
            archive=archive(),
        )

    def _height(self, markup: str, look: str, width: float) -> float:
        _, filled = self._story(markup, look).place(pymupdf.Rect(0, 0, width, 5000))
        return float(filled[3])

    def _line(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        self._rules.append(Rule(self._page, start, end))

    def _text(self, block: Text) -> None:
        tall = self._height(block.body, block.look, BODY.width)
        heads = block.look in ("heading", "centre-bold") or block.body.startswith("<b>Điều")
        below = 90 if block.body.startswith("Bảng") else 48
        if self._y + (tall + below if heads else min(tall, 34)) > BODY.y1:
            self.new_page()
        story = self._story(block.body, block.look)
        more = True
        while more:
            box = pymupdf.Rect(BODY.x0, self._y, BODY.x1, BODY.y1)
            more, filled = story.place(box)
            story.draw(self._device)
            self._y = float(filled[3]) + _GAP
            if more:
                self.new_page()

    def _pair(self, block: Pair) -> None:
        width = (BODY.width - 24) / 2
        looks = ("recipients", "centre") if block.foot else ("left", "left")
        parts = (block.left, block.right)
        tall = max(self._height(part, look, width) for part, look in zip(parts, looks, strict=True))
        if self._y + tall > BODY.y1:
            self.new_page()
        top, end = self._y, self._y + tall + 20
        self.place(block.left, looks[0], pymupdf.Rect(BODY.x0, top, BODY.x0 + width, end))
        self.place(block.right, looks[1], pymupdf.Rect(BODY.x1 - width, top, BODY.x1, end))
        self._y = top + tall + _GAP

    def _table(self, table: Table) -> None:
        edges = [BODY.x0]
        for column in table.columns:
            edges.append(edges[-1] + column.share * BODY.width)
        self._y += 2
        for number, row in enumerate(table.rows):
            self._row(table, row, edges, first=number == 0)
        self._y += _GAP + 3

    def _row(self, table: Table, row: Row, edges: list[float], *, first: bool) -> None:
        spans = edges if len(row.cells) > 1 else [edges[0], edges[-1]]
        looks = [
            "cell-centre" if row.heading or (column.centred and len(row.cells) > 1) else "cell"
            for column in table.columns
        ]
        cells = [f"<b>{cell}</b>" if row.heading else cell for cell in row.cells]
        boxes = list(zip(spans[:-1], spans[1:], cells, looks, strict=False))
        tall = 2 * _PADDING + max(
            self._height(cell, look, right - left - 2 * _PADDING)
            for left, right, cell, look in boxes
        )
        below = 40 if len(row.cells) == 1 or row.heading else 0
        if self._y + tall + below > BODY.y1:
            self.new_page()
            first = True
        top, bottom = self._y, self._y + tall
        if first:
            self._line((spans[0], top), (spans[-1], top))
        for left, right, cell, look in boxes:
            box = pymupdf.Rect(left + _PADDING, top + _PADDING, right - _PADDING, bottom + 20)
            self.place(cell, look, box)
        for edge in spans:
            self._line((edge, top), (edge, bottom))
        self._line((spans[0], bottom), (spans[-1], bottom))
        self._y = bottom
