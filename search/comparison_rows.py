"""The rows of two product lists: which goods came, which went, and what changed for the others.

A row is known by its goods first; its codes and standards may change. Numbers of standards and HS
codes are compared as values, so that a spelling is no change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from search.comparison_align import Item, align
from search.comparison_words import Edit, edits, tokens
from standards.document import ProductRow
from standards.hs import HsCode
from standards.identifier import Identifier

__all__ = ["RowPair", "RowState", "compare_rows"]


Value = TypeVar("Value")


class RowState(StrEnum):
    """What became of a row of a list."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPair:
    """A row of one list and its counterpart in the other; one of them may be missing.

    ``name`` is where the goods' names differ, ``text`` where all words of the rows do. Codes and
    standards are those that only one side has. ``has_other_conditions`` and ``has_other_risk``:
    the words that narrow the row, or its risk level and measures, differ.
    """

    state: RowState
    one: ProductRow | None
    other: ProductRow | None
    name: tuple[Edit, ...] = ()
    text: tuple[Edit, ...] = ()
    hs_removed: tuple[HsCode, ...] = ()
    hs_added: tuple[HsCode, ...] = ()
    standards_removed: tuple[Identifier, ...] = ()
    standards_added: tuple[Identifier, ...] = ()
    has_other_conditions: bool = False
    has_other_risk: bool = False


def compare_rows(one: Sequence[ProductRow], other: Sequence[ProductRow]) -> tuple[RowPair, ...]:
    """Rows in the order of ``other``; those removed follow what stood before them in ``one``."""
    return tuple(_pairs(one, other))


def _pairs(one: Sequence[ProductRow], other: Sequence[ProductRow]) -> Iterator[RowPair]:
    pairs = align([_item(row) for row in one], [_item(row) for row in other])
    back = {place: at for at, place in pairs.items()}
    after: dict[int, list[int]] = {}
    last = -1
    for at in range(len(one)):
        if at in pairs:
            last = max(last, pairs[at])
        else:
            after.setdefault(last, []).append(at)
    for place in range(-1, len(other)):
        if place >= 0:
            at = back.get(place, -1)
            if at < 0:
                yield RowPair(state=RowState.ADDED, one=None, other=other[place])
            else:
                yield _paired(one[at], other[place])
        for gone in after.get(place, ()):
            yield RowPair(state=RowState.REMOVED, one=one[gone], other=None)


def _item(row: ProductRow) -> Item:
    """The goods are the heading, what is said of them the words."""
    said = (*map(str, row.hs), *(str(number) for number in row.standards), *row.conditions)
    return Item(
        key=" ".join(str(code) for code in row.hs) or row.ordinal,
        label=row.ordinal,
        heading=tuple(token.word for token in tokens(row.name)),
        words=tuple(token.word for token in tokens(" ".join(said))),
    )


def _paired(one: ProductRow, other: ProductRow) -> RowPair:
    name = edits(tokens(one.name), tokens(other.name))
    text = edits(tokens(_without_ordinal(one)), tokens(_without_ordinal(other)))
    conditions = [_words(row.conditions) for row in (one, other)]
    risk = (one.risk, one.measures) != (other.risk, other.measures)
    pair = RowPair(
        state=RowState.CHANGED,
        one=one,
        other=other,
        name=name,
        text=edits(tokens(one.text), tokens(other.text)) if text else (),
        hs_removed=_only(one.hs, other.hs),
        hs_added=_only(other.hs, one.hs),
        standards_removed=_only(one.standards, other.standards),
        standards_added=_only(other.standards, one.standards),
        has_other_conditions=conditions[0] != conditions[1],
        has_other_risk=risk,
    )
    facts = (name, text, pair.hs_removed, pair.hs_added)
    more = (pair.standards_removed, pair.standards_added)
    if any((*facts, *more, pair.has_other_conditions, risk)):
        return pair
    return RowPair(state=RowState.SAME, one=one, other=other)


def _only(here: Sequence[Value], there: Sequence[Value]) -> tuple[Value, ...]:
    """What only the first has, each once, in order."""
    held = set(there)
    return tuple(dict.fromkeys(value for value in here if value not in held))


def _words(conditions: Sequence[str]) -> list[str]:
    return [token.word for text in conditions for token in tokens(text)]


def _without_ordinal(row: ProductRow) -> str:
    """The words of the row but for its running number, which goes up when a row is put before."""
    first, bar, rest = row.text.partition(" | ")
    return (
        rest if bar and row.ordinal and first.strip(" .)") == row.ordinal.strip(" .)") else row.text
    )
