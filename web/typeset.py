"""Sets the text of a clause as law is set: paragraphs, lettered items hanging, rows as cells.

Reads the text of a clause as printed, line by line; writes blocks of runs for the templates. No
word is added, dropped or changed; only line breaks that the paper's width made become spaces.
Mentions of other documents that the library holds become links.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from api.models import CitationSpan
from web.links import standard_url
from web.tabling import LaidTable

__all__ = ["Block", "Run", "is_sentence", "shorten", "typeset"]

_ITEM = re.compile(
    r"\s*(?:(?P<letter>[a-zđ]{1,2}[.)]|\d{1,2}\)|\([a-zđ\d]{1,3}\))|(?P<dash>[-–—•●+*]))\s+(?=\S)"
)
_LONGEST_NAME = 120
_CELLS = " | "
_ENDS = (".", ":", ";", "!", "?", "”", ".)")


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one block; ``href`` leads to the document they mention, if it is held."""

    text: str
    href: str | None = None


_BREAK = Run(" ")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, an item with its marker, or a table.

    ``inner``: an item below a lettered one. ``rows`` is empty unless the block is lines with cells
    that no table was read from; ``table`` is a table with its caption and header. In both cases
    ``runs`` is empty.
    """

    runs: tuple[Run, ...] = ()
    marker: str = ""
    inner: bool = False
    rows: tuple[tuple[str, ...], ...] = ()
    table: LaidTable | None = None


@dataclass(slots=True)
class _Open:
    """A block that may still grow: stretches of the text, by offsets."""

    parts: list[tuple[int, int]]
    marker: str = ""
    inner: bool = False


def typeset(
    text: str, cites: Sequence[CitationSpan] = (), tables: Sequence[LaidTable] = ()
) -> tuple[Block, ...]:
    """The blocks of a clause's text; ``tables`` are those that stand in it, in order.

    >>> [(b.marker, b.runs[0].text) for b in typeset("Gồm:\\na) mũ cho\\nthợ;\\nb) găng.")]
    [('', 'Gồm:'), ('a)', 'mũ cho thợ;'), ('b)', 'găng.')]
    """
    spans = sorted(
        (c.start, c.end, standard_url(c.target.slug))
        for c in cites
        if c.start is not None and c.end is not None and c.target.slug
    )
    blocks: list[Block] = []
    at = 0
    for table in tables:
        blocks += _set(text, at, table.start, spans)
        blocks.append(Block(table=table))
        at = table.end
    return (*blocks, *_set(text, at, len(text), spans))


def _set(text: str, first: int, last: int, spans: Sequence[tuple[int, int, str]]) -> list[Block]:
    """The blocks of ``text[first:last]``, in which no table stands."""
    lines = [(start, end) for start, end in _lines(text) if first <= start and end <= last]
    widest = max((end - start for start, end in lines), default=0)
    blocks: list[Block] = []
    current: _Open | None = None
    lettered = False
    for start, end in lines:
        line = text[start:end]
        if _CELLS in line:
            blocks += _closed(current, text, spans)
            current = None
            rows = blocks.pop().rows if blocks and blocks[-1].rows else ()
            cells = tuple(cell.strip() for cell in line.split(_CELLS))
            blocks.append(Block(rows=(*rows, cells)))
            continue
        item = _ITEM.match(line)
        if item is not None and not _splits_name(text, current, item, widest):
            blocks += _closed(current, text, spans)
            letter = item.group("letter")
            current = _Open(
                [(start + item.end(), end)],
                marker=letter or item.group("dash"),
                inner=letter is None and lettered,
            )
            lettered = lettered or letter is not None
        elif current is not None and _goes_on(text, current, line, widest):
            current.parts.append((start, end))
        else:
            blocks += _closed(current, text, spans)
            current = _Open([(start, end)])
            lettered = False
    blocks += _closed(current, text, spans)
    return blocks


def is_sentence(heading: str) -> bool:
    """Whether the heading line of a clause is its first sentence rather than a name.

    >>> is_sentence("Phạm vi điều chỉnh"), is_sentence("Sức chịu tải do thiết kế xác định.")
    (False, True)
    """
    return len(heading) > _LONGEST_NAME or heading.endswith((".", ";", ":"))


def shorten(text: str, most: int) -> tuple[str, bool]:
    """The beginning of a text, cut between words where it is longer, and whether it was cut.

    >>> shorten("mũ an toàn công nghiệp", 12)
    ('mũ an toàn', True)
    """
    if len(text) <= most:
        return text, False
    space = text.rfind(" ", most // 2, most + 1)
    return text[: space if space > 0 else most].rstrip(), True


def _lines(text: str) -> Iterable[tuple[int, int]]:
    start = 0
    for line in text.splitlines(keepends=True):
        words = line.strip()
        if words:
            lead = len(line) - len(line.lstrip())
            yield start + lead, start + lead + len(words)
        start += len(line)


def _goes_on(text: str, current: _Open, line: str, widest: int) -> bool:
    """Whether a line continues the open block rather than starting a paragraph.

    A line that begins small goes on. Another goes on after a line that ends without a stop, is
    about as long as the paper is wide, and is not set in capitals where this one is not.
    """
    last = text[slice(*current.parts[-1])]
    if line[0].islower():
        return True
    full = len(last) >= 0.6 * widest
    return full and not last.endswith(_ENDS) and last.isupper() == line.isupper()


def _splits_name(text: str, current: _Open | None, item: re.Match[str], widest: int) -> bool:
    """Whether a dash at the beginning of a line belongs to words that the width broke."""
    if current is None or item.group("dash") is None:
        return False
    last = text[slice(*current.parts[-1])]
    return len(last) >= 0.6 * widest and not last.endswith((*_ENDS, ","))


def _closed(current: _Open | None, text: str, spans: Sequence[tuple[int, int, str]]) -> list[Block]:
    if current is None:
        return []
    runs: list[Run] = []
    for number, (start, end) in enumerate(current.parts):
        if number:
            runs.append(_BREAK)
        runs += _linked(text, start, end, spans)
    return [Block(runs=_merged(runs), marker=current.marker, inner=current.inner)]


def _linked(
    text: str, start: int, end: int, spans: Sequence[tuple[int, int, str]]
) -> Iterable[Run]:
    """The stretch ``start``..``end`` cut at mentions; one over a line break links both halves."""
    at = start
    for first, last, href in spans:
        left, right = max(first, at), min(last, end)
        if left >= right:
            continue
        if left > at:
            yield Run(text[at:left])
        yield Run(text[left:right], href)
        at = right
    if at < end:
        yield Run(text[at:end])


def _merged(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Neighbours that lead to the same place as one; a mention may go over a line break."""
    merged: list[Run] = []
    for run in runs:
        if len(merged) > 1 and run.href and merged[-1] == _BREAK and merged[-2].href == run.href:
            merged.pop()
            merged[-1] = Run(f"{merged[-1].text} {run.text}", run.href)
        elif merged and merged[-1].href == run.href:
            merged[-1] = Run(merged[-1].text + run.text, run.href)
        else:
            merged.append(run)
    return tuple(merged)
