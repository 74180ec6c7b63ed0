"""Lists drawn without ruling lines.

Reads the spans of a page, writes :class:`ingest.layout.FoundTable` values as :mod:`ingest.tables`.
Only a list with a heading row is taken: bold headings side by side, the first for row numbers
(*STT*), one for goods, HS codes or documents. Columns start where most lines below their heading
start. A row's number stands at the middle of the row's height, so the cuts between rows are the
gaps that keep every number nearest to the middle of its row; what stands above the first row's
words goes on with a row of the page before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from index.pdf import Span
from ingest.layout import Cell, FoundTable
from ingest.normalise import normalise, squeeze
from ingest.product_columns import role_of_heading
from ingest.row_cuts import cut_rows, cut_rows_at_numbers
from ingest.source_page import SourcePage
from ingest.tables import text_of
from standards.place import Box

__all__ = ["find_unruled_tables"]

_NUMBER: Final = re.compile(r"^(?:\d{1,3}(?:\.\d{1,3})*\.?(?:\s*[-–]\s*[\d.]*)?|[IVXL]{1,6}\.?)$")
_ROMAN: Final = re.compile(r"^[IVXL]{1,6}\.?$")
_GROUP_LINE: Final = re.compile(r"^(?:[IVXL]{1,6}|[A-ZĐ])\s*[.)]\s+\S")
"""Words over all columns that head a group of rows (*I. Thiết bị nâng*)."""
_BAND: Final = 32.0
"""A heading of several lines reaches at most this many points above and below *STT*."""
_MARGIN: Final = 0.1
"""Page numbers stand in this share of the page at its top and bottom."""
_TOUCHING: Final = 0.1
"""Spans of one word are less than this share of the font size apart."""
_LIST_ROLES: Final = frozenset({"name", "hs", "standards"})


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words drawn together on one line."""

    text: str
    box: Box
    bold: bool

    @property
    def middle(self) -> float:
        return (self.box.y0 + self.box.y1) / 2


@dataclass(frozen=True, slots=True)
class _Zone:
    """A list on the page: its headings, left edges of its columns, what stands below."""

    headings: tuple[tuple[str, Box], ...]
    lefts: tuple[float, ...]
    right: float
    top: float
    bottom: float
    body: tuple[_Piece, ...]


def find_unruled_tables(
    page: SourcePage, *, recognised: bool = False, before: FoundTable | None = None
) -> tuple[FoundTable, ...]:
    """Lists without lines on the page, top to bottom; all are doubtful.

    ``recognised``: the words of the page were recognised from its picture. ``before``: the list at
    the end of the page before; a page without headings goes on with it where its first row number
    is the next one.
    """
    pieces = _pieces(page.spans())
    starts = [piece for piece in pieces if role_of_heading(piece.text) == "ordinal"]
    found: list[FoundTable] = []
    for index, start in enumerate(starts):
        headings = _headings(start, pieces)
        roles = {role_of_heading(text) for text, _ in headings}
        if len(headings) < 3 or len(roles & _LIST_ROLES) < (1 if start.bold else 2):
            continue
        bottom = starts[index + 1].box.y0 - _BAND / 2 if index + 1 < len(starts) else page.height
        zone = _zone(headings, pieces, bottom)
        if zone is not None:
            found.append(_table(page, zone))
    if not found and before is not None:
        overleaf = _zone_overleaf(before, pieces, page)
        found += [] if overleaf is None else [_table(page, overleaf)]
    return tuple(replace(table, is_recognised=recognised) for table in found)


def _zone_overleaf(before: FoundTable, pieces: Sequence[_Piece], page: SourcePage) -> _Zone | None:
    """A list that goes on with ``before``, in its columns; None if something else stands there."""
    lefts = tuple(sorted({cell.box.x0 for cell in before.cells}))
    rights = (*lefts[1:], before.box.x1)
    body = [p for p in pieces if not _is_page_number(p, lefts[1], page)]
    if not body or len(lefts) < 3:
        return None
    body = _before_end(body, lefts[1], lefts[1] + 2)
    numbers = [p.text for p in body if _is_number(p, rights[0] + 2)]
    last = [cell.text for cell in before.cells if cell.column == 0 and cell.text.strip(". ")]
    if not numbers or not last or not _is_next(last[-1], numbers[0]):
        return None
    return _Zone(
        headings=(),
        lefts=lefts,
        right=before.box.x1 - 2,
        top=min(p.box.y0 for p in body),
        bottom=max(p.box.y1 for p in body),
        body=tuple(body),
    )


def _is_page_number(piece: _Piece, second: float, page: SourcePage) -> bool:
    """Digits alone in the upper or lower margin, not among the row numbers."""
    margin = not _MARGIN * page.height < piece.middle < (1 - _MARGIN) * page.height
    digits = piece.text.strip("- ")
    return margin and digits.isdigit() and len(digits) < 4 and piece.box.x0 > second


def _is_next(last: str, first: str) -> bool:
    """Whether row number ``first`` follows ``last``: 13 after 12, 2.4 after 2.3, 3 after 2.3."""
    one = [int(part) for part in re.findall(r"\d+", last)]
    other = [int(part) for part in re.findall(r"\d+", first)]
    if not one or not other:
        return False
    depth = len(other)
    return other[:-1] == one[: depth - 1] and (
        (len(one) >= depth and other[-1] == one[depth - 1] + 1)
        or (len(one) == depth - 1 and other[-1] == 1)
    )


def _pieces(spans: Sequence[Span]) -> list[_Piece]:
    """Spans of one drawn row put together; blanks that stand apart split them."""
    runs: list[list[Span]] = []
    for span in spans:
        if not span.text.strip() or not span.upright:
            continue
        if runs and _joins(runs[-1][-1], span):
            runs[-1].append(span)
        else:
            runs.append([span])
    pieces: list[_Piece] = []
    for run in runs:
        box = run[0].box
        for span in run[1:]:
            box = box.around(span.box)
        text = squeeze(normalise("".join(span.text for span in run)))
        bold = sum(len(span.text) for span in run if span.bold)
        pieces.append(_Piece(text, box, 2 * bold > sum(len(span.text) for span in run)))
    return sorted(pieces, key=lambda piece: (piece.box.y0, piece.box.x0))


def _joins(last: Span, span: Span) -> bool:
    """True if ``span`` goes on with ``last``: near it, and with a blank between if not touching."""
    gap = span.box.x0 - last.box.x1
    if last.row != span.row or gap >= span.size:
        return False
    blank = last.text[-1:].isspace() or span.text[:1].isspace()
    return blank or gap < _TOUCHING * span.size


def _headings(start: _Piece, pieces: Sequence[_Piece]) -> tuple[tuple[str, Box], ...]:
    """Words level with the heading of the row numbers, bold like it, one entry a column.

    Headings that are not bold are the lines that touch each other around it.
    """
    near = [p for p in pieces if abs(p.middle - start.middle) <= _BAND]
    near = near if start.bold else _block(start, near)
    band = [p for p in near if p.bold >= start.bold and p.box.x0 >= start.box.x0 - 1]
    plain = [p for p in near if p.bold < start.bold]
    low = max((p.middle for p in plain if p.middle < start.middle), default=-1.0)
    rows = [p.box.y0 for p in band if _is_number(p, start.box.x1 + 4) and p.middle > start.middle]
    high = min([*(p.middle for p in plain if p.middle > start.middle), *rows], default=float("inf"))
    band = [p for p in band if low < p.middle < high]
    over = [p for p in band if _is_over(p, band)]
    band = [p for p in band if p not in over]
    columns: list[tuple[str, Box]] = []
    for piece in sorted(band, key=lambda p: (p.box.x0, p.box.y0)):
        if columns and piece.box.x0 < columns[-1][1].x1:
            text, box = columns[-1]
            columns[-1] = (f"{text} {piece.text}", box.around(piece.box))
        else:
            columns.append((piece.text, piece.box))
    return tuple(
        (" ".join([*_texts_over(box, over), _in_order(box, band, text)]), box)
        for text, box in columns
    )


def _is_over(piece: _Piece, band: Sequence[_Piece]) -> bool:
    """Whether a heading stands over two others, side by side below it."""
    below = [
        p.box
        for p in band
        if p.box.y0 > piece.middle and piece.box.x0 < (p.box.x0 + p.box.x1) / 2 < piece.box.x1
    ]
    return any(one.x1 < other.x0 for one in below for other in below)


def _texts_over(box: Box, over: Sequence[_Piece]) -> list[str]:
    middle = (box.x0 + box.x1) / 2
    return [p.text for p in over if p.box.x0 < middle < p.box.x1]


def _block(start: _Piece, near: Sequence[_Piece]) -> list[_Piece]:
    """The pieces whose lines overlap that of ``start``, or one another's, without a gap."""
    top, bottom = start.box.y0, start.box.y1
    block: list[_Piece] = []
    while True:
        grown = [p for p in near if p.box.y0 < bottom and p.box.y1 > top]
        if len(grown) == len(block):
            return block
        block = grown
        top, bottom = min(p.box.y0 for p in block), max(p.box.y1 for p in block)


def _in_order(box: Box, band: Sequence[_Piece], text: str) -> str:
    inside = [p for p in band if box.x0 <= p.box.x0 and p.box.x1 <= box.x1 and p.text in text]
    return " ".join(p.text for p in sorted(inside, key=lambda p: p.box.y0)) or text


def _zone(
    headings: tuple[tuple[str, Box], ...], pieces: Sequence[_Piece], bottom: float
) -> _Zone | None:
    top = max(box.y1 for _, box in headings)
    below = [p for p in pieces if top - 2 <= p.box.y0 and p.box.y1 <= bottom + 2]
    second = headings[1][1].x0
    number_edge = (headings[0][1].x1 + second) / 2
    first_right = max([headings[0][1].x1, *(p.box.x1 for p in below if _is_number(p, number_edge))])
    below = _before_end(below, first_right, number_edge)
    if not any(_is_number(p, number_edge) for p in below):
        return None
    lefts = _lefts(headings, below)
    return _Zone(
        headings=headings,
        lefts=lefts,
        right=max(p.box.x1 for p in (*below, *(_Piece("", box, True) for _, box in headings))),
        top=top,
        bottom=max(p.box.y1 for p in below),
        body=tuple(below),
    )


def _is_number(piece: _Piece, right: float) -> bool:
    return bool(_NUMBER.match(piece.text)) and piece.box.x1 <= right


def _before_end(pieces: Sequence[_Piece], first_right: float, number_edge: float) -> list[_Piece]:
    """What stands above the end of the list; headings of groups go on only if rows follow."""
    stop = next((p for p in pieces if _ends_list(p, first_right)), None)
    kept = [p for p in pieces if stop is None or p.box.y1 <= stop.box.y0 + 2]
    last = max((p.box.y1 for p in kept if _is_number(p, number_edge)), default=0.0)
    group = next((p for p in kept if _is_group_line(p, first_right) and p.box.y0 > last), None)
    return [p for p in kept if group is None or p.box.y1 <= group.box.y0 + 2]


def _ends_list(piece: _Piece, first_right: float) -> bool:
    """Words that start in the column of row numbers and leave it are no row."""
    leaves = piece.box.x0 < first_right - 2 and piece.box.x1 > first_right + 12
    return leaves and not _GROUP_LINE.match(piece.text)


def _is_group_line(piece: _Piece, second: float) -> bool:
    return piece.box.x0 < second < piece.box.x1 and bool(_GROUP_LINE.match(piece.text))


def _lefts(headings: tuple[tuple[str, Box], ...], body: Sequence[_Piece]) -> tuple[float, ...]:
    found = [min([headings[0][1].x0, *(p.box.x0 for p in body)]) - 1]
    for (_, before), (_, box) in pairwise(headings):
        middle = (box.x0 + box.x1) / 2
        floor = max(found[-1] + 4, (before.x0 + before.x1) / 2)
        edges = Counter(
            round(p.box.x0) for p in body if floor < p.box.x0 <= max(middle, box.x0 + 2)
        )
        likely = max(edges.items(), key=lambda item: (item[1], -item[0]))[0] if edges else box.x0
        found.append(min(float(likely), box.x0) - 1.5 if likely <= box.x0 + 2 else likely - 1.5)
    return tuple(found)


def _table(page: SourcePage, zone: _Zone) -> FoundTable:
    words = [piece.box for piece in zone.body]
    numbers = _numbers(zone)
    cuts = cut_rows_at_numbers(words, zone.top, zone.bottom, numbers) or cut_rows(
        words, zone.top, zone.bottom, [(box.y0 + box.y1) / 2 for box in numbers]
    )
    rights = (*zone.lefts[1:], zone.right + 2)
    number = page.number
    top = min([zone.top, *(box.y0 for _, box in zone.headings)])
    headings = [
        Cell(text=text, box=Box(number, left, top, right, zone.top), row=0, column=column)
        for column, ((text, _), left, right) in enumerate(
            zip(zone.headings, zone.lefts, rights, strict=False)
        )
    ]
    cells = list(headings)
    for row, (high, low) in enumerate(pairwise(cuts), start=1 if headings else 0):
        inside = [p for p in zone.body if high <= p.middle < low]
        around = Box(number, zone.lefts[0], high, rights[-1], low)
        cells += _row(page, zone, rights, row, around, inside)
    whole = Box(number, zone.lefts[0], top, rights[-1], cuts[-1])
    return FoundTable(
        page=number,
        box=whole,
        rows=len(cuts) - (0 if headings else 1),
        columns=len(zone.lefts),
        cells=tuple(cells),
        is_doubtful=True,
    )


def _numbers(zone: _Zone) -> list[Box]:
    """The box of each row number, top down; ``2.2.2 –`` above ``2.2.9`` is one number."""
    second = zone.lefts[1]
    found = (p for p in zone.body if _is_number(p, second) or _is_group_line(p, second))
    pieces = sorted(found, key=lambda p: p.middle)
    boxes: list[Box] = []
    open_end = False
    for piece in pieces:
        if open_end:
            boxes[-1] = boxes[-1].around(piece.box)
        else:
            boxes.append(piece.box)
        open_end = piece.text.endswith(("-", "–"))
    return boxes


def _row(
    page: SourcePage,
    zone: _Zone,
    rights: Sequence[float],
    row: int,
    around: Box,
    inside: Sequence[_Piece],
) -> list[Cell]:
    """Cells of a row; words alone beside the row's number that run over columns are one cell."""
    if len(inside) == 1 and _is_group_line(inside[0], zone.lefts[1]):
        width = len(rights)
        return [Cell(text=inside[0].text, box=around, row=row, column=0, column_span=width)]
    texts: list[list[str]] = [[] for _ in rights]
    spread = 0
    heads_group = len(inside) == 2 and any(_ROMAN.match(piece.text) for piece in inside)
    for piece in sorted(inside, key=lambda p: (round(p.middle), p.box.x0)):
        shares = _shares(page, zone, rights, piece, whole=heads_group)
        for column, text in shares:
            texts[column].append(text)
        if len(shares) == 1 and piece.box.x1 > rights[shares[0][0]] + 6:
            spread += 1
    filled = [column for column, words in enumerate(texts) if words]
    alone = spread == 1 and filled in ([0, 1], [1]) and len(texts[1]) == 1
    last = 1 if alone else len(rights) - 1
    return [
        Cell(
            text="\n".join(texts[column]),
            box=Box(
                around.page,
                zone.lefts[column],
                around.y0,
                rights[-1] if alone and column == 1 else rights[column],
                around.y1,
            ),
            row=row,
            column=column,
            column_span=len(rights) - 1 if alone and column == 1 else 1,
        )
        for column in range(last + 1)
    ]


def _shares(
    page: SourcePage, zone: _Zone, rights: Sequence[float], piece: _Piece, *, whole: bool
) -> list[tuple[int, str]]:
    """The words of a piece by column; words that run on over an edge stay where they start."""
    first = max((i for i, left in enumerate(zone.lefts) if left <= piece.box.x0 + 2), default=0)
    last = max(i for i, left in enumerate(zone.lefts) if i == first or left < piece.box.x1 - 2)
    if whole or last == first:
        return [(first, piece.text)]
    shares: list[tuple[int, str]] = []
    rest = piece.text
    for column in range(first, last + 1):
        box = piece.box
        left, right = max(zone.lefts[column], box.x0 - 2), min(rights[column], box.x1 + 2)
        words = squeeze(text_of(page, Box(box.page, left, box.y0, right, box.y1)))
        if not rest.startswith(words) or (column < last and rest[len(words) :][:1] != " "):
            return [(first, piece.text)]
        rest = rest[len(words) :].strip()
        shares.append((column, words))
    return shares
