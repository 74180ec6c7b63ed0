"""The words of an amending text as one stream, and the statements in it.

Reads clauses; writes :class:`Stream`: all words in reading order, labels in front of their clauses
again, with what stands in quotation marks masked, and :class:`Statement` values: stretches that
may hold one instruction each. A quoted article that the outline has cut into clauses of the
amending text is whole again in the stream; its clauses start no statement.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from ingest.sentences import page_at
from standards.document import Clause

__all__ = ["MASK", "QUOTE", "Quote", "Statement", "Stream", "open_stream"]

MASK: Final = "\ue000"
"""Stands for each character of quoted words in masked text."""
QUOTE: Final = rf"“{MASK}*”"
"""Quoted words in masked text, whatever marks were printed."""

_OPENING: Final = "“„«"
_MARKS: Final = re.compile(r'[“„«”»"]')
_VERB: Final = (
    r"(?:Sửa\s+đổi|Bổ\s+sung|Bãi\s+bỏ|H[ủu][ỷy]?\s+bỏ|Hủy\s+bỏ|Huỷ\s+bỏ|Hết\s+hiệu\s+lực|Thay\b|Bỏ\b|Xóa\b|Đính\s+chính|"
    r"Đồng\s+thời|Nay\b)"
)
_PLACE: Final = (
    r"(?:(?:Tại\s+)?(?:[Đđ]iều|[Kk]hoản|[Đđ]iểm|[Mm]ục|[Tt]iểu\s+mục|[Pp]hụ\s+lục|[Bb]ảng|[Tt]iết|"
    r"[Cc]hương|[Mm]ẫu)\s+(?:số\s+)?[\dIVXLA-Za-zđ])"
)
_ITEM: Final = (
    rf"(?:[a-zđ]{{1,2}}\d{{0,2}}[).]|[-–•+]|\d{{1,2}}[.)](?=\s+(?:{_VERB}|{_PLACE})))(?=\s)"
)
_BREAK: Final = re.compile(
    rf"\n[^\S\n]*(?={_ITEM})"
    rf"|(?:[.;:]|”[.;,]?)\s+(?=(?:và\s+)?{_VERB})"
    rf"|(?:[.;:]|”[.;,]?)[^\S\n]*\n\s*(?={_PLACE})"
    rf"|”[.;]?[^\S\n]*\n(?=[^\S\n]*[A-ZĐÁÀẢ“])"
)
_MARK: Final = re.compile(rf"\s*(?P<item>{_ITEM})\s*")
_TITLE_LABEL: Final = re.compile(r"(?:Chương|Mục|Phần|Phụ lục|Tiểu mục)\b")


@dataclass(frozen=True, slots=True)
class Quote:
    """Quoted words at ``start``..``end`` of the stream, marks included."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A stretch of the stream that may hold an instruction.

    ``start``..``end`` are offsets into the stream, label and item mark left out. ``shape`` is
    ``clause`` for what begins a clause, ``plain`` for a sentence in it, else the shape of its item
    mark: ``a)`` for any letter with a bracket, ``-``, ``1.``.
    """

    clause: int
    shape: str
    start: int
    end: int


class Stream:
    """The words of clauses one after another; ``masked`` has the same length as ``text``."""

    def __init__(self, clauses: Sequence[Clause]) -> None:
        self.clauses = clauses
        self._starts: list[int] = []
        self._bodies: list[int] = []
        self._texts: list[int] = []
        pieces: list[str] = []
        at = 0
        for clause in clauses:
            head = _head(clause)
            self._starts.append(at)
            self._bodies.append(at + len(head))
            stop = "\n" if clause.text else ""
            heading = f"{clause.heading}{stop}" if clause.heading else ""
            self._texts.append(at + len(head) + len(heading))
            piece = f"{head}{heading}{clause.text}\n"
            pieces.append(piece)
            at += len(piece)
        self.text = "".join(pieces)
        self.quotes = tuple(_quotes(self.text))
        self._quote_starts = [quote.start for quote in self.quotes]
        self.masked = _mask(self.text, self.quotes)

    def opener(self, clause: int) -> int | None:
        """The clause in which the quotation opens that this clause begins in; None if in none."""
        start = self._starts[clause]
        at = bisect_left(self._quote_starts, start) - 1
        if at >= 0 and self.quotes[at].end > start:
            return self.clause_at(self.quotes[at].start)
        return None

    def clause_at(self, offset: int) -> int:
        """The position of the clause that holds an offset."""
        return bisect_right(self._starts, offset) - 1

    def page(self, offset: int) -> int:
        """The page on which an offset is printed."""
        index = self.clause_at(offset)
        clause = self.clauses[index]
        if offset < self._texts[index]:
            return clause.page
        return page_at(clause, offset - self._texts[index])

    def inside(self, start: int, end: int) -> tuple[Quote, ...]:
        """Quotations that open in a stretch."""
        first = bisect_left(self._quote_starts, start)
        return self.quotes[first : bisect_left(self._quote_starts, end)]

    def words(self, quote: Quote) -> str:
        """Quoted words without their marks."""
        return self.text[quote.start + 1 : quote.end - 1].strip()

    def statements(self) -> Iterator[Statement]:
        """Statements in reading order; what begins with a quotation belongs to the one before."""
        held: Statement | None = None
        stops = [*self._starts[1:], len(self.text)]
        for index, (start, body, stop) in enumerate(
            zip(self._starts, self._bodies, stops, strict=True)
        ):
            if self.opener(index) is not None:
                ends = self.quotes[bisect_left(self._quote_starts, start) - 1].end
                if ends >= stop:
                    continue
                body = ends
            for one in self._cut(index, body, stop, quoted=body != self._bodies[index]):
                joins = self.masked[one.start : one.end].lstrip(" \n.;,").startswith("“")
                empty = not self.masked[one.start : one.end].strip(" \n.;,")
                if held is not None and (joins or empty):
                    held = Statement(
                        clause=held.clause, shape=held.shape, start=held.start, end=one.end
                    )
                    continue
                if held is not None:
                    yield held
                held = one
        if held is not None:
            yield held

    def _cut(self, index: int, body: int, stop: int, *, quoted: bool) -> Iterator[Statement]:
        cuts = [match.end() for match in _BREAK.finditer(self.masked, body, stop)]
        heading_ends = self._texts[index]
        if body < heading_ends < stop and re.match(
            rf"\s*(?:{_VERB}|{_PLACE})", self.masked[heading_ends:stop]
        ):
            cuts.append(heading_ends)
        bounds = sorted({body, *cuts, stop})
        for start, end in pairwise(bounds):
            mark = _MARK.match(self.masked, start, end)
            if start == body and not quoted:
                yield Statement(clause=index, shape="clause", start=start, end=end)
            elif mark is None:
                yield Statement(clause=index, shape="plain", start=start, end=end)
            else:
                yield Statement(clause=index, shape=_shape(mark["item"]), start=mark.end(), end=end)


def open_stream(clauses: Sequence[Clause]) -> Stream:
    """The stream of an act's own clauses: its end, its notes and its translation left out."""
    return Stream([clause for clause in clauses if clause.label])


def _head(clause: Clause) -> str:
    if not clause.label:
        return ""
    return f"{clause.label}\n" if _TITLE_LABEL.match(clause.label) else f"{clause.label}. "


def _shape(item: str) -> str:
    if item[0].isdigit():
        return "1."
    if item[0].isalpha():
        return "a)" if len(item.strip(").")) == 1 else "a1)"
    return "-"


def _quotes(text: str) -> Iterator[Quote]:
    """Outermost quotations; an opening mark that nothing closes is no quotation.

    Straight and curved marks may close one another: print mixes them.
    """
    opened: list[int] = []
    pairs: list[tuple[int, int]] = []
    for match in _MARKS.finditer(text):
        if _opens(text, match.start()):
            opened.append(match.start())
        elif opened:
            pairs.append((opened.pop(), match.end()))
    at = 0
    for start, end in sorted(pairs):
        if start >= at:
            yield Quote(start, end)
            at = end


def _opens(text: str, at: int) -> bool:
    mark = text[at]
    if mark in _OPENING:
        return True
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return mark == '"' and (not before or before in " \n(:") and not after.isspace()


def _mask(text: str, quotes: Sequence[Quote]) -> str:
    pieces: list[str] = []
    at = 0
    for quote in quotes:
        pieces += [text[at : quote.start], "“", MASK * (quote.end - quote.start - 2), "”"]
        at = quote.end
    return "".join((*pieces, text[at:]))
