"""Lines of the tariff that goods may fall under, found by words: a hint, never a classification.

A line takes over the words of its headings (*Mũ và các vật đội đầu khác > Mũ bảo hộ*), which count
a little less than its own. Where several lines of a heading fit alike, only the heading (4 digits)
is named. Who declares goods follows the customs rules of classification.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final
from weakref import WeakKeyDictionary

from search.applicability_model import Place, TariffLine
from search.concepts import Concept, Question
from search.gather import EXCEPT
from search.shelf import Shelf
from search.tariff_headings import SPECIAL, likely_lines
from search.words import Language, Words, pairs_of, terms, words_of
from standards.catalogue import HsName
from standards.hs import HsCode

__all__ = ["GoodsTree", "TreeNode", "tariff_lines", "tree_of"]

_INHERITED: Final = 0.85
"""What words of a heading count for the lines below it, for each step down."""
_OWN: Final = 0.12
"""What it counts that a line's own name is made of the words asked for and no others."""
_LEAST, _CLOSE, _MOST = 0.6, 0.12, 5
_SURE, _WEAK = 0.8, 0.35
_ALIKE: Final = 0.04
"""Lines of a heading whose scores are this close are alike."""
_FOR: Final = re.compile(
    r"\b(?:thích hợp|được sử dụng|sử dụng|dùng|dành|cho|của|để)\b.*", re.DOTALL
)
"""What follows these words are other goods: a switch for rice cookers is no rice cooker."""
_ONLY_FOR: Final = 0.5


@dataclass(slots=True)
class TreeNode:
    """A name in the tariff: a line, a heading, or a name between them that has no code."""

    text: str
    words: tuple[str, ...]
    main: Words
    parent: int | None
    record: HsName | None = None
    children: list[int] = field(default_factory=list)


class GoodsTree:
    """The names of a tariff in one language, by their syllables and pairs of syllables."""

    def __init__(self, names: Sequence[HsName], *, english: bool = False) -> None:
        self.nodes: list[TreeNode] = []
        self._places: dict[tuple[str, ...], int] = {}
        self._found: dict[str, list[int]] = {}
        for name in names:
            path = (name.path_en or name.name_en) if english else (name.path_vi or name.name_vi)
            place = self._put(tuple(path.split(" > ")))
            held = self.nodes[place].record
            if held is not None and held.code.level < name.code.level:
                place = self._add(self.nodes[place].text, place)
            self.nodes[place].record = name

    def _put(self, path: tuple[str, ...]) -> int:
        place = self._places.get(path)
        if place is None:
            parent = self._put(path[:-1]) if len(path) > 1 else None
            place = self._places[path] = self._add(path[-1], parent)
        return place

    def _add(self, text: str, parent: int | None) -> int:
        goods = EXCEPT.sub(" ", text).partition(", trừ ")[0]
        words = terms(goods)
        place = len(self.nodes)
        self.nodes.append(TreeNode(text, words, words_of(_FOR.sub(" ", goods)), parent))
        if parent is not None:
            self.nodes[parent].children.append(place)
        for token in {*words, *pairs_of(words)}:
            self._found.setdefault(token, []).append(place)
        return place

    def matching(self, concept: Concept, *, head: bool = False) -> dict[int, float]:
        """How well a concept stands in each name that has it whole, by place; the ``head`` of what
        is asked counts less in words that only say what the goods are for."""
        best: dict[int, float] = {}
        for form in concept.forms:
            for place in self._with(form.syllables):
                main = not head or set(form.syllables) <= self.nodes[place].main.singles
                value = form.weight * (1.0 if main else _ONLY_FOR)
                best[place] = max(best.get(place, 0.0), value)
        return best

    def _with(self, syllables: tuple[str, ...]) -> set[int]:
        tokens = pairs_of(syllables) if len(syllables) > 1 else syllables
        lists = [self._found.get(token, []) for token in tokens]
        if not lists:
            return set()
        lists.sort(key=len)
        found = set(lists[0])
        for places in lists[1:]:
            found.intersection_update(places)
        return found

    def handed_down(self, own: dict[int, float]) -> dict[int, float]:
        """The same with what each name hands down to those under it."""
        best = dict(own)
        waiting = list(own)
        while waiting:
            place = waiting.pop()
            value = best[place] * _INHERITED
            for child in self.nodes[place].children:
                if best.get(child, 0.0) < value:
                    best[child] = value
                    waiting.append(child)
        return best

    def path(self, place: int) -> tuple[str, ...]:
        """The names from the top down to that one."""
        found: list[str] = []
        at: int | None = place
        while at is not None:
            found.append(self.nodes[at].text)
            at = self.nodes[at].parent
        return tuple(reversed(found))

    def rarity(self, places: int) -> float:
        """How much it says that so many names have a word."""
        return math.log((len(self.nodes) + 1) / (places + 1))


_trees: WeakKeyDictionary[Shelf, dict[bool, GoodsTree | None]] = WeakKeyDictionary()


def tree_of(shelf: Shelf, *, english: bool = False) -> GoodsTree | None:
    """The tariff of the library, read once; None where none is loaded."""
    kept = _trees.setdefault(shelf, {})
    if english not in kept:
        names = shelf.catalogue.tariff() if shelf.catalogue.has_tariff() else ()
        kept[english] = GoodsTree(names, english=english) if names else None
    return kept[english]


@dataclass(frozen=True, slots=True)
class _Scored:
    place: int
    record: HsName
    score: float
    matched: tuple[str, ...]


def tariff_lines(shelf: Shelf, question: Question) -> tuple[TariffLine, ...]:
    """The lines whose words cover what is asked best, then headings that it may fall under, a few
    at most; none where hardly a word of it stands in the tariff, or no tariff is loaded.
    """
    english = question.language == Language.ENGLISH
    tree = tree_of(shelf)
    if tree is None:
        return ()
    scored = _scored(tree, question)
    if english and not scored:
        tree = tree_of(shelf, english=True) or tree
        scored = _scored(tree, question)
    named = _shown(shelf, tree, scored) if scored else ()
    sure = tuple(one for one in named if one.score >= _SURE)
    done = {one.code.digits[:4] for one in sure}
    likely = likely_lines(shelf, question, most=_MOST)
    if english and not sure and (not likely or likely[0].score < _WEAK):
        likely = likely_lines(shelf, question, most=_MOST, english=True) or likely
    return (*sure, *(one for one in likely if one.code.digits[:4] not in done))[:_MOST]


def _scored(tree: GoodsTree, question: Question) -> list[_Scored]:
    concepts = [one for one in question.concepts if one.content and one.asked]
    concepts = concepts or [one for one in question.concepts if one.content]
    met = [tree.matching(one, head=place == 0) for place, one in enumerate(concepts)]
    if not any(met):
        return []
    weights = [
        tree.rarity(len(places)) * (_beside(one)) for one, places in zip(concepts, met, strict=True)
    ]
    total = sum(weights) or 1.0
    below = [tree.handed_down(places) for places in met]
    found: list[_Scored] = []
    for place in {place for places in below for place in places}:
        record = tree.nodes[place].record
        if record is None:
            continue
        shares = [places.get(place, 0.0) for places in below]
        cover = sum(w * share for w, share in zip(weights, shares, strict=True)) / total
        if cover < _LEAST:
            continue
        own = tree.nodes[place].words
        heard = {
            s
            for one, places in zip(concepts, met, strict=True)
            if place in places
            for form in one.forms
            for s in form.syllables
        }
        exact = sum(1 for word in own if word in heard) / len(own) if own else 0.0
        words = tuple(
            " ".join(one.said) for one, share in zip(concepts, shares, strict=True) if share > 0.4
        )
        found.append(_Scored(place, record, (cover + _OWN * exact) / (1 + _OWN), words))
    found = [one for one in found if not one.record.code.digits.startswith(SPECIAL)]
    return sorted(found, key=lambda one: (-one.score, -one.record.code.level, one.record.code))


def _beside(concept: Concept) -> float:
    """What follows *cho, để, của* says only what for, and counts less."""
    return 1.0 if concept.asked else 0.5


def _shown(shelf: Shelf, tree: GoodsTree, scored: Sequence[_Scored]) -> Iterator[TariffLine]:
    """The best line of each heading; the heading itself where several lines fit alike."""
    top = scored[0].score
    headings: dict[str, list[_Scored]] = {}
    for one in scored:
        if top - one.score <= _CLOSE:
            headings.setdefault(one.record.code.digits[:4], []).append(one)
    for digits, alike in list(headings.items())[:_MOST]:
        best = alike[0]
        rivals = [one for one in alike[1:] if best.score - one.score <= _ALIKE]
        inside = best.record.code.level < 8 or any(
            not best.record.code.digits.startswith(one.record.code.digits)
            and not one.record.code.digits.startswith(best.record.code.digits)
            for one in rivals
        )
        if not inside:
            yield _line(tree, best, sure=True)
            continue
        heading = shelf.catalogue.hs_name(HsCode(digits))
        record = heading or best.record
        yield TariffLine(
            code=record.code,
            name=record.name_vi,
            name_en=record.name_en,
            path=(record.name_vi,),
            score=round(best.score, 3),
            matched=best.matched,
            place=_place(record),
            is_sure=False,
        )


def _line(tree: GoodsTree, one: _Scored, *, sure: bool) -> TariffLine:
    record = one.record
    return TariffLine(
        code=record.code,
        name=record.name_vi,
        name_en=record.name_en,
        path=tuple((record.path_vi or record.name_vi).split(" > ")),
        score=round(one.score, 3),
        matched=one.matched,
        place=_place(record),
        is_sure=sure,
    )


def _place(record: HsName) -> Place:
    where = record.provenance
    return Place(source=where.source, row=where.row, is_checked=where.is_checked)
