"""Sets the pairs of a comparison for the page: words with marks, clauses that are the same folded.

Reads the body of a comparison; writes values for ``compare.html``. Words are never changed: long
stretches that both sides share are cut out in the middle and say so, and lines that the paper's
width broke run on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from api.models_base import ClauseRef, NumberLink
from api.models_compare import (
    ClausePairBody,
    CompareBody,
    ComparedClause,
    ComparedRow,
    EditBody,
    RowPairBody,
)
from web.links import page_url, standard_url
from web.typeset import shorten

__all__ = [
    "Fold",
    "ShownPair",
    "Side",
    "Words",
    "flow",
    "fold",
    "marked",
    "show_pairs",
    "without_middles",
]

_BOXES = 8
_KEPT = 160
_LONG = 500
_SIDE_MOST = 9_000
_SEGMENT = 40
_GLIMPSE = 180
_SAME = "same"
_CELLS = " | "
_BEGINS = re.compile(r"(?:[a-zđ]{1,2}|\d{1,3}|\([a-zđ\d]{1,3}\))[.)]\s|[-–—•●+*]\s")
_STOPS = (".", ":", ";", "!", "?", "”")


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one side: ``mark`` is ``same``, ``del``, ``ins``, or ``gap`` for words left out."""

    text: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One half of a pair. ``label`` and ``heading`` name it, ``place`` with the parts above it in
    Vietnamese and English; ``facts`` are codes and standards of a
    row; ``is_cut`` says that more stands at ``url``."""

    label: str
    heading: tuple[Words, ...]
    text: tuple[Words, ...]
    url: str
    page: int
    page_url: str
    is_cut: bool = False
    place: tuple[str, str] = ("", "")
    codes: tuple[Words, ...] = ()
    standards: tuple[tuple[Words, NumberLink], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPair:
    """A clause or a row of the two documents, ready to be shown; ``anchor`` is unique, and the same
    whether all is shown or the differences alone."""

    anchor: str
    state: str
    is_row: bool
    a: Side | None
    b: Side | None
    is_renumbered: bool = False
    is_moved: bool = False
    split_from: ClauseRef | None = None
    merged_into: ClauseRef | None = None
    has_other_conditions: bool = False
    has_other_risk: bool = False

    @property
    def name(self) -> Side:
        """The side that names it: the newer where there is one."""
        side = self.b or self.a
        if side is None:
            raise ValueError("a pair without a side")
        return side


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """Pairs in a row that are the same and not shown: how many, the first and the last."""

    first: ShownPair
    last: ShownPair
    n: int

    @property
    def is_row(self) -> bool:
        """Whether they are rows of lists."""
        return self.first.is_row


def show_pairs(body: CompareBody, *, whole: bool) -> tuple[ShownPair, ...]:
    """All pairs of a comparison, clauses before rows; ``whole``: with what both sides share."""
    slugs = body.a.slug, body.b.slug
    clauses = (_clause_pair(f"c{n}", pair, slugs, whole) for n, pair in enumerate(body.clauses, 1))
    rows = (_row_pair(f"r{n}", pair, slugs) for n, pair in enumerate(body.rows, 1))
    return (*clauses, *rows)


def fold(pairs: Iterable[ShownPair]) -> tuple[ShownPair | Fold, ...]:
    """The pairs with those that are the same folded."""
    found: list[ShownPair | Fold] = []
    for is_same, run in groupby(pairs, key=lambda pair: (pair.state == _SAME, pair.is_row)):
        held = list(run)
        found += [Fold(first=held[0], last=held[-1], n=len(held))] if is_same[0] else held
    return tuple(found)


def _clause_pair(
    anchor: str, pair: ClausePairBody, slugs: tuple[str, str], whole: bool
) -> ShownPair:
    differs = bool(pair.heading or pair.text)
    alone = pair.a is None or pair.b is None
    glimpse = not (differs or alone or whole)
    return ShownPair(
        anchor=anchor,
        state=pair.state.value,
        is_row=False,
        a=_clause(slugs[0], pair.a, pair, "del", whole=alone or whole, glimpse=glimpse),
        b=_clause(slugs[1], pair.b, pair, "ins", whole=alone or whole, glimpse=glimpse),
        is_renumbered=pair.is_renumbered,
        is_moved=pair.is_moved,
        split_from=pair.split_from,
        merged_into=pair.merged_into,
    )


def _clause(
    slug: str,
    clause: ComparedClause | None,
    pair: ClausePairBody,
    mark: str,
    *,
    whole: bool,
    glimpse: bool,
) -> Side | None:
    if clause is None:
        return None
    heading, text = _ranges(pair.heading, mark), _ranges(pair.text, mark)
    if glimpse:
        short, cut = shorten(" ".join(clause.text.split()), _GLIMPSE)
        words = [Words(short, "same"), *([Words("", "gap")] if cut else [])]
    else:
        words = marked(flow(clause.text), text, mark)
        words = words if whole else without_middles(words)
    kept, is_cut = _cut(words, _SIDE_MOST)
    return Side(
        label=clause.label,
        heading=tuple(marked(clause.heading, heading, mark)),
        text=kept,
        place=(clause.place, clause.place_en),
        url=clause.url,
        page=clause.page,
        page_url=page_url(slug, clause.page, clause.boxes[:_BOXES]),
        is_cut=is_cut,
    )


def _row_pair(anchor: str, pair: RowPairBody, slugs: tuple[str, str]) -> ShownPair:
    hs = {*pair.hs_removed, *pair.hs_added}
    standards = {link.number for link in (*pair.standards_removed, *pair.standards_added)}
    return ShownPair(
        anchor=anchor,
        state=pair.state.value,
        is_row=True,
        a=_row(slugs[0], pair.a, _ranges(pair.name, "del"), "del", hs | standards),
        b=_row(slugs[1], pair.b, _ranges(pair.name, "ins"), "ins", hs | standards),
        has_other_conditions=pair.has_other_conditions,
        has_other_risk=pair.has_other_risk,
    )


def _row(
    slug: str,
    row: ComparedRow | None,
    name: Sequence[tuple[int, int]],
    mark: str,
    differing: set[str],
) -> Side | None:
    if row is None:
        return None

    def words(text: str) -> Words:
        return Words(text, mark if text in differing else "same")

    heading, is_cut = _cut(marked(row.name, name, mark), _SIDE_MOST)
    return Side(
        label=row.ordinal,
        heading=heading,
        text=(),
        url=row.clause.url if row.clause is not None else standard_url(slug),
        page=row.page,
        page_url=page_url(slug, row.page, row.boxes[:_BOXES]),
        is_cut=is_cut,
        codes=tuple(words(code) for code in row.hs),
        standards=tuple((words(link.number), link) for link in row.standards),
    )


def _ranges(edits: Iterable[EditBody], mark: str) -> list[tuple[int, int]]:
    if mark == "del":
        return [(edit.a_start, edit.a_end) for edit in edits if edit.a_start < edit.a_end]
    return [(edit.b_start, edit.b_end) for edit in edits if edit.b_start < edit.b_end]


def marked(text: str, ranges: Sequence[tuple[int, int]], mark: str) -> list[Words]:
    """The text cut where marks begin and end."""
    words: list[Words] = []
    at = 0
    for start, end in ranges:
        words += [Words(text[at:start], "same"), Words(text[start:end], mark)]
        at = end
    words.append(Words(text[at:], "same"))
    return [each for each in words if each.text]


def without_middles(words: Sequence[Words]) -> list[Words]:
    """Long stretches without a mark cut out in the middle, so that changes stand close."""
    shorter: list[Words] = []
    for place, each in enumerate(words):
        if each.mark != "same" or len(each.text) <= _LONG:
            shorter.append(each)
            continue
        head = shorten(each.text, _KEPT)[0] if place else each.text[:0]
        tail = each.text[-_KEPT:].partition(" ")[2] if place + 1 < len(words) else ""
        if not place and not tail:
            head = shorten(each.text, _LONG)[0]
        shorter += [Words(head, "same"), Words("", "gap"), Words(tail, "same")]
    return [each for each in shorter if each.text or each.mark == "gap"]


def _cut(words: Iterable[Words], most: int) -> tuple[tuple[Words, ...], bool]:
    """As many words as ``most`` characters hold, and whether some were left out."""
    kept: list[Words] = []
    left = most
    for each in words:
        if len(each.text) > left:
            kept += [Words(shorten(each.text, left)[0], each.mark), Words("", "gap")]
            return tuple(kept), True
        kept.append(each)
        left -= len(each.text) + _SEGMENT
        if left <= 0:
            return (*kept, Words("", "gap")), True
    return tuple(kept), False


def flow(text: str) -> str:
    """The text with line breaks that the paper's width made as spaces; of the same length."""
    lines = text.split("\n")
    widest = max(map(len, lines))
    flowing = lines[:1]
    for before, line in pairwise(lines):
        goes_on = _CELLS not in before and _CELLS not in line and not _BEGINS.match(line)
        full = len(before) >= 0.6 * widest and not before.endswith(_STOPS)
        flowing += [" " if goes_on and (full or line[:1].islower()) else "\n", line]
    return "".join(flowing)
