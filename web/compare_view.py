"""Sets a comparison for the page: words with marks, parts that one page can carry, contents.

Reads the body of a comparison; writes values for ``compare.html``. Words are never changed: long
stretches that both sides share are cut out in the middle and say so, and lines that the paper's
width broke run on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from api.models_base import ClauseRef, NumberLink
from api.models_compare import (
    ClausePairBody,
    CompareBody,
    ComparedClause,
    ComparedRow,
    EditBody,
    RowPairBody,
)
from web.typeset import shorten

__all__ = [
    "ContentsEntry",
    "ShownPair",
    "Side",
    "Words",
    "contents",
    "cut_pairs",
    "flow",
    "marked",
    "show_pairs",
    "without_middles",
]

PART_MOST = 68_000
"""Bytes of the pairs that one page shows, as estimated."""

_PAIR_COST = 1_300
_MARK_COST = 70
_KEPT = 160
_LONG = 500
_SIDE_MOST = 9_000
_SEGMENT = 40
_GLIMPSE = 180
_CONTENTS_MOST = 12_000
_ENTRY_COST = 120
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
    """One half of a pair. ``label`` and ``heading`` name it; ``facts`` are codes and standards of a
    row; ``is_cut`` says that more stands at ``url``."""

    label: str
    heading: tuple[Words, ...]
    text: tuple[Words, ...]
    url: str
    page: int
    page_url: str
    is_cut: bool = False
    codes: tuple[Words, ...] = ()
    standards: tuple[tuple[Words, NumberLink], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPair:
    """A clause or a row of the two documents, ready to be shown; ``anchor`` is unique."""

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
class ContentsEntry:
    """A line of the contents: a pair that is not the same, and the part that shows it."""

    pair: ShownPair
    label: str
    heading: str
    part: int


def show_pairs(body: CompareBody, *, whole: bool) -> tuple[ShownPair, ...]:
    """All pairs of a comparison, clauses before rows; ``whole``: with what both sides share."""
    clauses = (_clause_pair(f"c{n}", pair, whole) for n, pair in enumerate(body.clauses, 1))
    rows = (_row_pair(f"r{n}", pair) for n, pair in enumerate(body.rows, 1))
    return (*clauses, *rows)


def cut_pairs(pairs: Sequence[ShownPair]) -> tuple[tuple[ShownPair, ...], ...]:
    """The pairs dealt out to parts that a page can carry; at least one part."""
    parts: list[list[ShownPair]] = [[]]
    weight = 0
    for pair in pairs:
        cost = _PAIR_COST + sum(_weight(side) for side in (pair.a, pair.b) if side is not None)
        if parts[-1] and weight + cost > PART_MOST:
            parts.append([])
            weight = 0
        parts[-1].append(pair)
        weight += cost
    return tuple(map(tuple, parts))


def contents(parts: Sequence[Sequence[ShownPair]]) -> tuple[tuple[ContentsEntry, ...], int]:
    """The pairs that are not the same, as many as fit, and how many more there are."""
    entries: list[ContentsEntry] = []
    weight = left = 0
    for number, part in enumerate(parts, start=1):
        for pair in part:
            if pair.state == "same":
                continue
            heading = "".join(words.text for words in pair.name.heading if words.mark != "gap")
            short, cut = shorten(" ".join(heading.split()), 70)
            weight += _ENTRY_COST + len(short.encode())
            if weight > _CONTENTS_MOST:
                left += 1
                continue
            shown = f"{short} …" if cut else short
            entries.append(
                ContentsEntry(pair=pair, label=pair.name.label, heading=shown, part=number)
            )
    return tuple(entries), left


def _weight(side: Side) -> int:
    words = (*side.heading, *side.text, *side.codes, *(each for each, _ in side.standards))
    addresses = len(side.url) + len(side.page_url)
    return addresses + sum(len(each.text.encode()) + _MARK_COST for each in words)


def _clause_pair(anchor: str, pair: ClausePairBody, whole: bool) -> ShownPair:
    differs = bool(pair.heading or pair.text)
    alone = pair.a is None or pair.b is None
    glimpse = not (differs or alone or whole)
    return ShownPair(
        anchor=anchor,
        state=pair.state.value,
        is_row=False,
        a=_clause(pair.a, pair, "del", whole=alone or whole, glimpse=glimpse),
        b=_clause(pair.b, pair, "ins", whole=alone or whole, glimpse=glimpse),
        is_renumbered=pair.is_renumbered,
        is_moved=pair.is_moved,
        split_from=pair.split_from,
        merged_into=pair.merged_into,
    )


def _clause(
    clause: ComparedClause | None, pair: ClausePairBody, mark: str, *, whole: bool, glimpse: bool
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
        url=clause.url,
        page=clause.page,
        page_url=clause.page_url,
        is_cut=is_cut,
    )


def _row_pair(anchor: str, pair: RowPairBody) -> ShownPair:
    hs = {*pair.hs_removed, *pair.hs_added}
    standards = {link.number for link in (*pair.standards_removed, *pair.standards_added)}
    return ShownPair(
        anchor=anchor,
        state=pair.state.value,
        is_row=True,
        a=_row(pair.a, _ranges(pair.name, "del"), "del", hs | standards),
        b=_row(pair.b, _ranges(pair.name, "ins"), "ins", hs | standards),
        has_other_conditions=pair.has_other_conditions,
        has_other_risk=pair.has_other_risk,
    )


def _row(
    row: ComparedRow | None, name: Sequence[tuple[int, int]], mark: str, differing: set[str]
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
        url=row.clause.url if row.clause is not None else row.url,
        page=row.page,
        page_url=row.url,
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
