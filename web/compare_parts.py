"""Deals the pairs of a comparison out to pages, and leads through what differs.

Reads what :mod:`web.compare_view` set; writes the parts, the contents, the way from each change to
the one before and after it, and the short answers that stand above all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from api.models_compare import CitedChangeBody, CompareBody, ComparedClause
from web.compare_view import Fold, ShownPair, Side
from web.typeset import shorten

__all__ = ["ContentsEntry", "Place", "Short", "Step", "contents", "cut_pairs", "short", "steps"]

PART_MOST = 66_000
"""Bytes of the pairs that one page shows, as estimated."""

_PAIR_COST = 1_750
_FOLD_COST = 350
_MARK_COST = 75
_CONTENTS_MOST = 9_000
_ENTRY_COST = 130
_LABELS_MOST = 30

Parts = Sequence[Sequence[ShownPair | Fold]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a pair is shown: the part, and the place in it."""

    part: int
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentsEntry:
    """A line of the contents: a pair that is not the same, and the part that shows it."""

    pair: ShownPair
    label: str
    heading: str
    part: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A change among all: its number from 1, and the ones before and after it."""

    number: int
    before: Place | None
    after: Place | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Short:
    """The short answers: documents cited in another edition, anew, no more; clauses that came and
    went with how many below them did so too, as many as fit, and how many more; where a clause is
    shown, by its address."""

    editions: tuple[CitedChangeBody, ...]
    cited: tuple[CitedChangeBody, ...]
    dropped: tuple[CitedChangeBody, ...]
    added: tuple[tuple[ContentsEntry, int], ...]
    more_added: int
    removed: tuple[tuple[ContentsEntry, int], ...]
    more_removed: int
    shown_at: Mapping[str, Place]


def cut_pairs(pairs: Sequence[ShownPair | Fold]) -> tuple[tuple[ShownPair | Fold, ...], ...]:
    """The pairs dealt out to parts that a page can carry; at least one part."""
    parts: list[list[ShownPair | Fold]] = [[]]
    weight = 0
    for pair in pairs:
        cost = _cost(pair)
        if parts[-1] and weight + cost > PART_MOST:
            parts.append([])
            weight = 0
        parts[-1].append(pair)
        weight += cost
    return tuple(map(tuple, parts))


def contents(parts: Parts) -> tuple[tuple[ContentsEntry, ...], int]:
    """The pairs that are not the same, as many as fit, and how many more there are."""
    entries: list[ContentsEntry] = []
    weight = left = 0
    for entry in _entries(parts):
        weight += _ENTRY_COST + len(entry.heading.encode())
        if weight > _CONTENTS_MOST:
            left += 1
        else:
            entries.append(entry)
    return tuple(entries), left


def steps(parts: Parts) -> Mapping[str, Step]:
    """The way through the changes, by the place of each."""
    places = [
        Place(part=number, anchor=pair.anchor)
        for number, part in enumerate(parts, start=1)
        for pair in part
        if isinstance(pair, ShownPair) and pair.state != "same"
    ]
    return {
        place.anchor: Step(
            number=at + 1,
            before=places[at - 1] if at else None,
            after=places[at + 1] if at + 1 < len(places) else None,
        )
        for at, place in enumerate(places)
    }


def short(body: CompareBody, parts: Parts) -> Short:
    """What stands above the pairs."""
    cited = body.summary.cited
    entries = {entry.pair.name.url: entry for entry in _entries(parts) if not entry.pair.is_row}
    added = _topmost([pair.b for pair in body.clauses if pair.a is None], entries)
    removed = _topmost([pair.a for pair in body.clauses if pair.b is None], entries)
    return Short(
        editions=tuple(each for each in cited if each.old and each.new),
        cited=tuple(each for each in cited if not each.old),
        dropped=tuple(each for each in cited if not each.new),
        added=tuple(added[:_LABELS_MOST]),
        more_added=max(0, len(added) - _LABELS_MOST),
        removed=tuple(removed[:_LABELS_MOST]),
        more_removed=max(0, len(removed) - _LABELS_MOST),
        shown_at={
            side.url: Place(part=number, anchor=pair.anchor)
            for number, part in enumerate(parts, start=1)
            for pair in part
            if isinstance(pair, ShownPair) and not pair.is_row
            for side in (pair.a, pair.b)
            if side is not None
        },
    )


def _topmost(
    clauses: Iterable[ComparedClause | None], entries: Mapping[str, ContentsEntry]
) -> list[tuple[ContentsEntry, int]]:
    """The clauses that stand below none of the others, each with how many stand below it."""
    held = {clause.key: clause for clause in clauses if clause is not None}
    below: Counter[str] = Counter()
    for clause in held.values():
        top, seen = clause, {clause.key}
        while top.parent in held and top.parent not in seen:
            seen.add(top.parent)
            top = held[top.parent]
        below[top.key] += 1
    return [(entries[held[key].url], n - 1) for key, n in below.items() if held[key].url in entries]


def _entries(parts: Parts) -> Iterable[ContentsEntry]:
    for number, part in enumerate(parts, start=1):
        for pair in part:
            if isinstance(pair, Fold) or pair.state == "same":
                continue
            heading = "".join(words.text for words in pair.name.heading if words.mark != "gap")
            said, cut = shorten(" ".join(heading.split()), 70)
            yield ContentsEntry(
                pair=pair,
                label=pair.name.label,
                heading=f"{said} …" if cut else said,
                part=number,
            )


def _cost(pair: ShownPair | Fold) -> int:
    if isinstance(pair, Fold):
        return _FOLD_COST
    return _PAIR_COST + sum(_weight(side) for side in (pair.a, pair.b) if side is not None)


def _weight(side: Side) -> int:
    words = (*side.heading, *side.text, *side.codes, *(each for each, _ in side.standards))
    addresses = len(side.url) + len(side.page_url)
    return addresses + sum(len(each.text.encode()) + _MARK_COST for each in words)
