"""The words of a file as one run of entries: printed lines and table rows, in reading order.

Reads page layouts and the tables found on them; writes :class:`Entry` values. A table row is one
entry, its cells joined by `` | ``, in the place of the lines that it covers; lines inside a table
can never be headings. Lines of a table of contents, quoted text (what an amending act puts into
another one) and footnotes are marked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile, pairwise
from typing import Final

from ingest.layout import FoundTable, PageLayout, PrintedLine
from ingest.normalise import squeeze, vietnamese_share
from ingest.page_class import LOW_SHARE
from standards.place import Box

__all__ = ["Entry", "entries_of"]

_LEADER: Final = re.compile(r"(?:\.\s?){4,}\s*\d{0,4}\s*$|…{2,}[.\s…]*\d{0,4}\s*$")
_CONTENTS: Final = re.compile(r"^\s*mục\s+lục\b\W*$", re.IGNORECASE)
_NUMBERED: Final = re.compile(
    r"^(?:(?:phần|chương|mục|điều|phụ lục)\s+)?(?:[IVX]+|\d+(?:\.\d+)*)\b", re.IGNORECASE
)
_OPEN_QUOTE: Final = re.compile(r"^[“\"„«]")
_NOTE: Final = re.compile(r"^(?:\d{1,3}|[⁰¹²³⁴-⁹]{1,3}|\*+)\s*[^\W\d]|^\[\d{1,3}\]")
_QUOTE_REACH: Final = 400
_SMALL: Final = 0.8
_HEADER_ROWS: Final = 4
_RIGHT_COLUMN: Final = 0.45
"""Lines of a right column begin beyond this share of the page width."""
_MIN_COLUMN: Final = 8
_FOREIGN: Final = 0.03
"""Vietnamese text has ten times as many marked letters as this share."""
_RUN_ON: Final = re.compile(
    r"[.;:](?:\s+[-–•]\s*|\s+)(?=\d{1,2}(?:\.\d{1,2}){2,7}\.(?:$|\s+[^\W\d_]))"
)
_ENDED: Final = re.compile(r"[.;:!?/)\]”\"…]\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A printed line, or a table row if ``is_row``.

    ``is_contents``: a line of a table of contents; ``is_quoted``: inside text quoted from or for
    another act; ``is_small``: set smaller than the running text; ``is_note``: in a footnote;
    ``is_translation``: in the right column of a bilingual page, in another language;
    ``is_wrapped``: the line before runs to the right margin without ending a sentence, so this
    line seems to continue it; ``is_full``: it runs to the right margin itself.
    """

    text: str
    page: int
    box: Box
    size: float
    bold: float
    is_row: bool = False
    is_contents: bool = False
    is_quoted: bool = False
    is_small: bool = False
    is_note: bool = False
    is_translation: bool = False
    is_wrapped: bool = False
    is_full: bool = False


def entries_of(pages: Iterable[PageLayout], tables: Sequence[FoundTable]) -> tuple[Entry, ...]:
    """All lines and table rows of ``pages``, marked."""
    by_page: dict[int, list[FoundTable]] = {}
    for table in tables:
        by_page.setdefault(table.page, []).append(table)
    raw = [entry for page in pages for entry in _page_entries(page, by_page.get(page.number, []))]
    return tuple(_mark_quotes(_mark_contents(_mark_notes(_mark_size(raw)))))


def _page_entries(page: PageLayout, tables: Sequence[FoundTable]) -> list[Entry]:
    entries: list[Entry] = []
    tables = [table for table in tables if not _holds_header(table, page)]
    waiting = sorted(tables, key=lambda table: table.box.y0)
    margins = _right_margins(page, waiting)
    before: PrintedLine | None = None
    for line in page.lines:
        table = next((table for table in tables if _inside(line.box, table.box)), None)
        while waiting and (waiting[0] is table or waiting[0].box.y1 <= line.box.y0):
            entries += _row_entries(waiting.pop(0))
            before = None
        if table is not None:
            if table in waiting:
                waiting.remove(table)
                entries += _row_entries(table)
            continue
        right = margins[line.box.x0 > _RIGHT_COLUMN * page.width]
        entries += _apart(_line_entry(line, before, page.number, right))
        before = line
    for table in waiting:
        entries += _row_entries(table)
    return _mark_translation(entries, page) if margins[0] != margins[1] else entries


def _mark_translation(entries: list[Entry], page: PageLayout) -> list[Entry]:
    """Marks the right column of a bilingual page, if its language is not Vietnamese."""
    right = [e for e in entries if not e.is_row and e.box.x0 > _RIGHT_COLUMN * page.width]
    left = [e for e in entries if not e.is_row and e.box.x1 < page.width / 2]
    shares = [vietnamese_share(" ".join(e.text for e in side)) for side in (right, left)]
    if shares[0] > _FOREIGN or shares[1] < LOW_SHARE:
        return entries
    return [replace(e, is_translation=True) if e in right else e for e in entries]


def _apart(entry: Entry) -> list[Entry]:
    """The entry, cut where numbered items run on in one paragraph: ``…; - 2.2.1.2. Định danh``."""
    cuts = [match.end() for match in _RUN_ON.finditer(entry.text)]
    if not cuts:
        return [entry]
    wide = (entry.box.x1 - entry.box.x0) / len(entry.text)
    pieces: list[Entry] = []
    for start, end in pairwise([0, *cuts, len(entry.text)]):
        text = entry.text[start:end].strip()
        left = entry.box.x0 + start * wide
        box = replace(entry.box, x0=left, x1=entry.box.x0 + end * wide)
        pieces.append(replace(entry, text=text, box=box, is_wrapped=entry.is_wrapped and not start))
    return pieces


def _holds_header(table: FoundTable, page: PageLayout) -> bool:
    """Whether a table frames a running header, maybe with running text in its last cell."""
    inside = sum(_inside(line.box, table.box) for line in page.furniture)
    last = sum(bool(cell.text) for cell in table.cells if cell.row == table.rows - 1)
    return table.rows <= _HEADER_ROWS and inside >= 2 and last <= 1


def _line_entry(line: PrintedLine, before: PrintedLine | None, page: int, right: float) -> Entry:
    reach = 3 * line.size
    wrapped = (
        before is not None
        and before.box.x1 > right - reach
        and not _ENDED.search(before.text)
        and line.box.x0 < before.box.x0 + 0.5 * line.size
        and line.box.y0 - before.box.y1 < 1.2 * line.size
        and abs(line.bold - before.bold) < 0.5
    )
    return Entry(
        text=line.text,
        page=page,
        box=line.box,
        size=line.size,
        bold=line.bold,
        is_wrapped=wrapped,
        is_full=line.box.x1 > right - reach,
    )


def _right_margins(page: PageLayout, tables: Sequence[FoundTable]) -> tuple[float, float]:
    """Where most long lines end: those of the left column and those of the right one.

    On a page of one column both are the same.
    """
    boxes = [
        line.box for line in page.lines if not any(_inside(line.box, table.box) for table in tables)
    ]
    middle = page.width / 2
    left = [box for box in boxes if box.x1 < middle]
    right = [box for box in boxes if box.x0 > _RIGHT_COLUMN * page.width]
    if min(len(left), len(right)) >= max(_MIN_COLUMN, 0.3 * len(boxes)):
        return _right_margin(left, middle), _right_margin(right, page.width)
    whole = _right_margin(boxes, page.width)
    return whole, whole


def _right_margin(boxes: Sequence[Box], width: float) -> float:
    widest = max((box.x1 - box.x0 for box in boxes), default=0.0)
    ends = Counter(round(box.x1 / 4) * 4 for box in boxes if box.x1 - box.x0 > 0.75 * widest)
    if not ends:
        return width
    most = max(ends.values())
    return float(max(end for end, count in ends.items() if count >= max(1, most / 3)))


def _inside(box: Box, table: Box) -> bool:
    middle_x, middle_y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    return table.x0 - 1 <= middle_x <= table.x1 + 1 and table.y0 <= middle_y <= table.y1


def _row_entries(table: FoundTable) -> list[Entry]:
    rows: dict[int, list[tuple[str, Box]]] = {}
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
        text = squeeze(cell.text)
        if text:
            rows.setdefault(cell.row, []).append((text, cell.box))
    entries: list[Entry] = []
    for row in sorted(rows):
        box = rows[row][0][1]
        for _, other in rows[row][1:]:
            box = box.around(other)
        text = " | ".join(text for text, _ in rows[row])
        entries.append(Entry(text=text, page=table.page, box=box, size=0.0, bold=0.0, is_row=True))
    return entries


def _mark_size(entries: Sequence[Entry]) -> list[Entry]:
    sizes: Counter[float] = Counter()
    for entry in entries:
        if not entry.is_row:
            sizes[round(entry.size * 2) / 2] += len(entry.text)
    if not sizes:
        return list(entries)
    body = sizes.most_common(1)[0][0]
    return [
        replace(entry, is_small=True) if not entry.is_row and entry.size < _SMALL * body else entry
        for entry in entries
    ]


def _mark_notes(entries: Sequence[Entry]) -> list[Entry]:
    """Marks footnotes: small lines at the foot of a page, from one that begins with a figure."""
    marked = list(entries)
    pages: dict[int, list[int]] = {}
    for index, entry in enumerate(entries):
        pages.setdefault(entry.page, []).append(index)
    runs_on = False
    for indices in pages.values():
        foot = len(indices)
        while foot and entries[indices[foot - 1]].is_small:
            foot -= 1
        small = indices[foot:] if foot else []
        if not runs_on:
            small = list(dropwhile(lambda i: not _NOTE.match(entries[i].text), small))
        for index in small:
            marked[index] = replace(entries[index], is_note=True)
        runs_on = bool(small)
    return marked


def _mark_contents(entries: Sequence[Entry]) -> list[Entry]:
    """Marks leader lines, and what stands between *Mục lục* and the text it lists."""
    marked = list(entries)
    leaders = {i for i, e in enumerate(entries) if not e.is_row and _is_leader(e.text)}
    start = 0
    while start < len(entries):
        if entries[start].is_row or not _CONTENTS.match(entries[start].text):
            start += 1
            continue
        end = _contents_end(entries, start, leaders)
        for index in range(start, end):
            marked[index] = replace(entries[index], is_contents=True)
        start = max(end, start + 1)
    return [
        replace(entry, is_contents=True)
        if index in leaders and _NUMBERED.match(entry.text) and re.search(r"\d\s*$", entry.text)
        else entry
        for index, entry in enumerate(marked)
    ]


def _is_leader(text: str) -> bool:
    return bool(_LEADER.search(text)) and bool(_NUMBERED.match(text) or text[-1].isdigit())


def _contents_end(entries: Sequence[Entry], start: int, leaders: set[int]) -> int:
    """Where the text begins whose contents stand at ``start``: its first line comes again."""
    reach = range(start + 1, min(len(entries), start + 500))
    first = next((i for i in reach if _NUMBERED.match(entries[i].text)), None)
    if first is None or first > start + 6:
        return start + 1
    again = _contents_key(entries[first].text)
    for index in reach:
        if index > first and index not in leaders and not entries[index].is_row:
            key = _contents_key(entries[index].text)
            if key and (key.startswith(again) or (len(key) > 6 and again.startswith(key))):
                return index
    last = max((i for i in leaders if i in reach), default=start)
    return last + 1


def _contents_key(text: str) -> str:
    words = _LEADER.sub("", text)
    return re.sub(r"[\W_]+", "", words).lower()[:24]


def _mark_quotes(entries: Sequence[Entry]) -> list[Entry]:
    """Marks what stands in quotation marks over several lines; an unclosed mark counts for none.

    Footnotes and running text are looked at apart, quotations of one do not reach into the other.
    """
    marked = list(entries)
    for small in (False, True):
        run = [i for i, e in enumerate(entries) if not e.is_row and e.is_small is small]
        at = 0
        while at < len(run):
            last = _quote_end([entries[index].text for index in run[at : at + _QUOTE_REACH]])
            for index in run[at : at + last]:
                marked[index] = replace(marked[index], is_quoted=True)
            at += max(last, 1)
    return marked


def _quote_end(texts: Sequence[str]) -> int:
    """How many of the lines a quotation that opens at the first one takes; 0 if none opens.

    Quotations inside it count: it ends where as many marks are closed as were opened.
    """
    if not _OPEN_QUOTE.match(texts[0]):
        return 0
    straight = texts[0][0] == '"'
    balance = 0
    for count, text in enumerate(texts, start=1):
        if straight:
            balance = (balance + text.count('"')) % 2
        else:
            balance += sum(text.count(mark) for mark in "“„«")
            balance -= sum(text.count(mark) for mark in "”»")
        if balance <= 0:
            return count
    return 0
