"""Which clause of one text is which clause of the other.

Works on :class:`Item` values, so that it serves clauses and rows of lists. Words alone decide
first: texts that both sides have once. Then the rest by how many rare words they share, helped by
what agrees around them: key, heading, the parts above and below, the neighbours. Only items that
share something are compared, so that the work grows with the length of the texts and not with
its square.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

__all__ = ["Aligner", "Item", "align"]

Key = TypeVar("Key")

_COMMON = 8
"""A pair of words, heading or text that more items of one side have leads to no candidate."""

_CANDIDATES = 6
_ROUNDS = (0.9, 0.7, 0.55, 0.45)
"""Least score of a pair, round by round; what is paired helps those around it in the next."""

_ALIKE = 0.45
_HELPED = 0.26
_FEW_WORDS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A clause or a row: ``parent`` is the position of the item above, -1 for none."""

    key: str
    label: str
    heading: tuple[str, ...]
    words: tuple[str, ...]
    parent: int = -1


def align(one: Sequence[Item], other: Sequence[Item]) -> dict[int, int]:
    """Positions in ``one`` with those in ``other``; what has no counterpart is left out."""
    return Aligner(one, other).pairs


class _Side:
    """One text: its items with what is counted of them."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.items = items
        self.bags = [Counter(_folded(item)) for item in items]
        self.children: dict[int, list[int]] = defaultdict(list)
        self.before: list[int] = []
        last: dict[int, int] = {}
        for at, item in enumerate(items):
            self.children[item.parent].append(at)
            self.before.append(last.get(item.parent, -1))
            last[item.parent] = at
        self.after = [-1] * len(items)
        for at, before in enumerate(self.before):
            if before >= 0:
                self.after[before] = at
        self.by_key = {item.key: at for at, item in reversed(list(enumerate(items)))}
        self.pairs = _places((_neighbours(_folded(item)), at) for at, item in enumerate(items))
        self.headings = _places(
            ([_fold(item.heading)], at) for at, item in enumerate(items) if item.heading
        )
        self.texts = _places(([(item.heading, item.words)], at) for at, item in enumerate(items))


class Aligner:
    """The counterparts of one text's items in the other; ``pairs`` and its reverse ``back``."""

    def __init__(self, one: Sequence[Item], other: Sequence[Item]) -> None:
        self._one, self._other = _Side(one), _Side(other)
        self._weights = _weights([*self._one.bags, *self._other.bags])
        self._sums = tuple(
            [self._weight(bag) for bag in side.bags] for side in (self._one, self._other)
        )
        self._known: dict[tuple[int, int], float] = {}
        self._votes: dict[int, list[int]] = {}
        self.pairs: dict[int, int] = {}
        self.back: dict[int, int] = {}
        self._pair_unique_texts()
        for least in _ROUNDS:
            self._pair_alike(least)

    def likeness(self, at: int, other: int) -> float:
        """How much two items have in common, 0 to 1: their words, the rare ones counting more."""
        held = self._known.get((at, other))
        if held is None:
            shared = self._weight(self._one.bags[at] & self._other.bags[other])
            total = self._sums[0][at] + self._sums[1][other]
            held = self._known[at, other] = 2 * shared / total if total else 0.0
        return held

    def origin(self, other: int) -> int | None:
        """The item of one text from which an unpaired item of the other was split off."""
        return self._source(other, self._other, self._one, self.back, self.pairs)

    def destination(self, at: int) -> int | None:
        """The item of the other text into which an unpaired item of one was taken."""
        return self._source(at, self._one, self._other, self.pairs, self.back)

    def _source(
        self, at: int, side: _Side, there: _Side, pairs: dict[int, int], back: dict[int, int]
    ) -> int | None:
        """Where the words of an unpaired item stand on the other side, in words left over there."""
        bag = side.bags[at]
        if at in pairs or len(side.items[at].words) < 2 * _FEW_WORDS:
            return None
        whole = self._weight(bag)
        for candidate in _by_votes(side.items[at], there):
            partner = back.get(candidate)
            if partner is None or partner == at:
                continue
            left = there.bags[candidate] - side.bags[partner]
            if self._weight(bag & left) >= 0.6 * whole:
                return candidate
        return None

    def _weight(self, bag: Counter[str]) -> float:
        weights = self._weights
        return sum(weights[word] * count for word, count in bag.items())

    def _pair_unique_texts(self) -> None:
        """Texts that stand once on each side; one or two words may be chance, and wait."""
        for text, places in self._one.texts.items():
            others = self._other.texts.get(text, ())
            words = len(text[0]) + len(text[1])
            if len(places) == len(others) == 1 and words >= _FEW_WORDS:
                self._join(places[0], others[0])

    def _pair_alike(self, least: float) -> None:
        scored = [
            (self._score(at, other), at, other)
            for at in range(len(self._one.items))
            if at not in self.pairs
            for other in self._candidates(at)
            if other not in self.back
        ]
        for score, at, other in sorted(scored, key=lambda each: (-each[0], each[1], each[2])):
            if score < least:
                break
            if at not in self.pairs and other not in self.back and self._may(at, other):
                self._join(at, other)

    def _join(self, at: int, other: int) -> None:
        self.pairs[at] = other
        self.back[other] = at

    def _candidates(self, at: int) -> Iterable[int]:
        """Items of the other side that share something with this one."""
        one, other = self._one, self._other
        item = one.items[at]
        if at not in self._votes:
            self._votes[at] = _by_votes(item, other)
        found = dict.fromkeys(self._votes[at])
        if item.key in other.by_key:
            found[other.by_key[item.key]] = None
        for place in other.headings.get(_fold(item.heading), ())[:_COMMON] if item.heading else ():
            found[place] = None
        for place in other.texts.get((item.heading, item.words), ())[:_COMMON]:
            found[place] = None
        above = self.pairs.get(item.parent) if item.parent >= 0 else None
        if above is not None:
            label = item.label
            found.update((c, None) for c in other.children[above] if other.items[c].label == label)
        for child in one.children[at]:
            partner = self.pairs.get(child)
            if partner is not None and other.items[partner].parent >= 0:
                found[other.items[partner].parent] = None
        return found

    def _score(self, at: int, other: int) -> float:
        """Likeness of the words, and a little for each thing around that agrees."""
        one, two = self._one.items[at], self._other.items[other]
        score = self.likeness(at, other)
        score += 0.1 * (one.key == two.key) + 0.03 * (one.label == two.label)
        if one.heading and two.heading:
            score += 0.12 * (_fold(one.heading) == _fold(two.heading))
        score += 0.1 * self._agree(one.parent, two.parent)
        score += 0.06 * self._agree(self._one.before[at], self._other.before[other])
        score += 0.06 * self._agree(self._one.after[at], self._other.after[other])
        return score + 0.35 * self._children(at, other)

    def _agree(self, at: int, other: int) -> int:
        """1 if both are paired with each other or both are nothing, -1 if with something else."""
        if at < 0 or other < 0:
            return 0 if at != other else 1
        partner = self.pairs.get(at)
        if partner is None and other not in self.back:
            return 0
        return 1 if partner == other else -1

    def _children(self, at: int, other: int) -> float:
        """The share of the paired items below one of the two that are paired below the other."""
        below = [self.pairs[child] for child in self._one.children[at] if child in self.pairs]
        beside = [child for child in self._other.children[other] if child in self.back]
        if not below or not beside:
            return 0.0
        shared = sum(self._other.items[partner].parent == other for partner in below)
        return shared / max(len(below), len(beside))

    def _may(self, at: int, other: int) -> bool:
        """Whether two items are alike enough in themselves, given what agrees around them."""
        one, two = self._one.items[at], self._other.items[other]
        above = self._agree(one.parent, two.parent) > 0
        if bool(one.heading or one.words) != bool(two.heading or two.words):
            return one.key == two.key and above and self._children(at, other) > 0
        if not (one.heading or one.words):
            return one.key == two.key or self._children(at, other) > 0.5
        likeness = self.likeness(at, other)
        if min(len(one.heading) + len(one.words), len(two.heading) + len(two.words)) < _FEW_WORDS:
            return likeness >= _ALIKE and (above or one.key == two.key)
        if likeness >= _ALIKE:
            return True
        if one.heading and _fold(one.heading) == _fold(two.heading) and above:
            return True
        helped = one.key == two.key or self._children(at, other) > 0.5
        return helped and above and likeness >= _HELPED


def _by_votes(item: Item, there: _Side) -> list[int]:
    """Items of a side that share the most rare pairs of words with this one, best first."""
    votes: dict[int, float] = defaultdict(float)
    for pair in set(_neighbours(_folded(item))):
        places = there.pairs.get(pair, ())
        if 0 < len(places) <= _COMMON:
            for place in places:
                votes[place] += 1 / len(places)
    return sorted(votes, key=lambda place: -votes[place])[:_CANDIDATES]


def _weights(bags: Sequence[Counter[str]]) -> dict[str, float]:
    """How much each word tells: the rarer, the more."""
    counts = Counter(word for bag in bags for word in bag)
    return {word: 0.2 + math.log(1 + len(bags) / count) for word, count in counts.items()}


def _places(found: Iterable[tuple[Iterable[Key], int]]) -> dict[Key, list[int]]:
    held: dict[Key, list[int]] = {}
    for keys, at in found:
        for key in dict.fromkeys(keys):
            held.setdefault(key, []).append(at)
    return held


def _folded(item: Item) -> tuple[str, ...]:
    return _fold((*item.heading, *item.words))


def _fold(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(word.casefold() for word in words)


def _neighbours(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    return pairwise(words)
