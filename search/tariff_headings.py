"""Headings of the tariff that goods may fall under, where no line names them outright.

Most goods are not called in the tariff what traders call them (*mũ an toàn công nghiệp* is *mũ bảo
hộ công nghiệp* there). So headings (4 digits) are ranked by the rarity of the words that they and
all names below them share with the goods, then the lines inside the best ones. The finest level
that the words tell apart is named, 6 digits at most. What follows a comma in the goods says of what
and what for, and counts less; so does what a name is only for (*dùng cho …*). Chương 98 lists goods
again for special rates (Nghị định 26/2023/NĐ-CP) and classifies nothing, so it is left out.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from weakref import WeakKeyDictionary

from search.applicability_model import TariffLine
from search.applicability_texts import Place
from search.concepts import Question
from search.shelf import Shelf
from search.words import pairs_of, terms
from standards.catalogue import HsName
from standards.hs import HsCode

__all__ = ["SPECIAL", "Headings", "headings_of", "likely_lines"]

_LATER, _BESIDE = 0.35, 0.5
"""What words after the first comma, and words that say what for, count."""
_SINGLE: Final = 0.75
"""What a syllable counts beside a pair of syllables."""
_ONLY_FOR, _INHERITED, _BELOW = 0.4, 0.85, 0.9
_LINES: Final = 0.6
"""What the best line of a heading adds to the heading's own score."""
_LOOKED: Final = 24
_LEAST, _BEHIND = 0.15, 0.35
"""A heading is named if it has this share of what was asked, and of the best heading's score."""
_APART: Final = 1.12
"""A line is named if its score is so many times that of the next that is another."""
SPECIAL: Final = "98"
"""The chapter that classifies nothing."""
_PARTS: Final = re.compile(r"[,;:()\[\]]")
_FIRST: Final = re.compile(r"[,;.\n]")
_FOR: Final = re.compile(
    r"\b(?:thích hợp|được sử dụng|sử dụng|dùng|dành|cho|của|để|trừ|used|for|of|excluding)\b.*",
    re.DOTALL,
)
_SERVICES: Final = ("dịch", "vụ")
_Tokens = Mapping[str, float]


@dataclass(slots=True)
class _Heading:
    tokens: dict[str, float] = field(default_factory=dict)
    lines: list[tuple[HsName, tuple[_Tokens, ...]]] = field(default_factory=list)


class Headings:
    """The headings of a tariff in one language by their words, and their lines."""

    def __init__(self, names: Sequence[HsName], *, english: bool = False) -> None:
        self.by_digits: dict[str, _Heading] = {}
        known: dict[str, _Tokens] = {}
        for name in names:
            path = (name.path_en or name.name_en) if english else (name.path_vi or name.name_vi)
            parts = path.split(" > ")
            tokens = tuple(known.setdefault(one, _tokens(one)) for one in reversed(parts))
            heading = self.by_digits.setdefault(name.code.digits[:4], _Heading())
            heading.lines.append((name, tokens))
            for above, own in enumerate(reversed(tokens)):
                for token, weight in own.items():
                    value = weight * (1.0 if above == 0 else _BELOW)
                    heading.tokens[token] = max(heading.tokens.get(token, 0.0), value)
        self._found: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for digits, heading in self.by_digits.items():
            for token, weight in heading.tokens.items():
                self._found[token].append((digits, weight))
            heading.tokens.clear()

    def rarity(self, token: str) -> float:
        """How much it says that a heading has a word or pair of syllables."""
        times = len(self._found.get(token, ()))
        return math.log(1 + (len(self.by_digits) - times + 0.5) / (times + 0.5))

    def ranked(self, asked: _Tokens) -> list[tuple[float, str]]:
        """Headings and their scores, 0 to 1 of all that is asked, the best first."""
        most = sum(weight * self.rarity(token) for token, weight in asked.items()) or 1.0
        scores: dict[str, float] = defaultdict(float)
        for token, weight in asked.items():
            value = weight * self.rarity(token) / most
            for digits, own in self._found.get(token, ()):
                if not digits.startswith(SPECIAL):
                    scores[digits] += value * own
        best = sorted(scores, key=lambda one: (-scores[one], one))[:_LOOKED]
        made = [
            ((scores[one] + _LINES * self.lines(one, asked)[0][0] / most) / (1 + _LINES), one)
            for one in best
        ]
        return sorted(made, key=lambda one: (-one[0], one[1]))

    def lines(self, digits: str, asked: _Tokens) -> list[tuple[float, HsName]]:
        """The lines of a heading and their scores, the best first."""
        found: list[tuple[float, HsName]] = []
        worth = {token: weight * self.rarity(token) for token, weight in asked.items()}
        for name, parts in self.by_digits[digits].lines:
            score = 0.0
            for token, value in worth.items():
                share = 0.0
                for up, own in enumerate(parts):
                    share = max(share, own.get(token, 0.0) * _INHERITED**up)
                score += value * share
            found.append((score, name))
        return sorted(found, key=lambda one: (-one[0], -one[1].code.level, one[1].code))


def _tokens(text: str) -> _Tokens:
    found: dict[str, float] = {}
    for part in _PARTS.split(text):
        whole, main = terms(part), terms(_FOR.sub(" ", part))
        for token in (*whole, *pairs_of(whole)):
            found.setdefault(token, _ONLY_FOR)
        for token in (*main, *pairs_of(main)):
            found[token] = 1.0
    return found


_kept: WeakKeyDictionary[Shelf, dict[bool, Headings]] = WeakKeyDictionary()


def headings_of(shelf: Shelf, *, english: bool = False) -> Headings:
    """The headings of the library's tariff, read once; none where no tariff is loaded."""
    kept = _kept.setdefault(shelf, {})
    if english not in kept:
        names = shelf.catalogue.tariff() if shelf.catalogue.has_tariff() else ()
        kept[english] = Headings(names, english=english)
    return kept[english]


def likely_lines(
    shelf: Shelf, question: Question, *, most: int, english: bool = False
) -> tuple[TariffLine, ...]:
    """Headings that the goods may fall under, or lines where the words tell them apart; the best
    first, none of them sure. None for services."""
    if terms(question.accented)[:2] == _SERVICES:
        return ()
    headings = headings_of(shelf, english=english)
    asked = _asked(question)
    ranked = headings.ranked(asked)
    top = ranked[0][0] if ranked else 0.0
    chosen = [one for one in ranked if one[0] >= max(_LEAST, _BEHIND * top)]
    return tuple(_lines(shelf, headings, asked, chosen[:most]))


def _asked(question: Question) -> _Tokens:
    """Syllables and pairs of what is asked, in all wordings that are known for it."""
    first = set(terms(_FIRST.split(question.accented.strip())[0]))
    found: dict[str, float] = {}
    for concept in question.concepts:
        if not concept.content:
            continue
        share = (1.0 if first.intersection(concept.said) else _LATER) * (
            1.0 if concept.asked else _BESIDE
        )
        for form in concept.forms:
            value, syllables = form.weight * share, form.syllables
            for token in syllables:
                one = value * _SINGLE / math.sqrt(len(syllables))
                found[token] = max(found.get(token, 0.0), one)
            for token in pairs_of(syllables):
                one = value / math.sqrt(max(1, len(syllables) - 1))
                found[token] = max(found.get(token, 0.0), one)
    return found


def _lines(
    shelf: Shelf, headings: Headings, asked: _Tokens, chosen: Sequence[tuple[float, str]]
) -> Iterator[TariffLine]:
    for score, digits in chosen:
        lines = headings.lines(digits, asked)
        record = _finest(shelf, digits, lines)
        path = tuple((record.path_vi or record.name_vi).split(" > "))
        where = record.provenance
        yield TariffLine(
            code=record.code,
            name=record.name_vi,
            name_en=record.name_en,
            path=path,
            score=round(score, 3),
            matched=tuple(t for t in asked if "_" not in t and _has(lines[0], t)),
            place=Place(source=where.source, row=where.row, is_checked=where.is_checked),
            is_sure=False,
        )


def _has(line: tuple[float, HsName], token: str) -> bool:
    return token in terms(f"{line[1].path_vi} {line[1].name_vi}")


def _finest(shelf: Shelf, digits: str, lines: Sequence[tuple[float, HsName]]) -> HsName:
    """The subheading (6 digits) of the best line where the words tell it apart from the others,
    else the heading. What is below a subheading is mostly size and use, which few goods state."""
    score, best = lines[0]
    own = best.code.digits[:6]
    others = (
        other
        for other, name in lines
        if name.code.level >= 6 and not name.code.digits.startswith(own)
    )
    if len(own) == 6 and score > _APART * next(others, 0.0):
        named = shelf.catalogue.hs_name(HsCode(own))
        if named is not None or best.code.level == 6:
            return named or best
        below = [name for _, name in lines if name.code.digits.startswith(own)]
        if len(below) == 1:
            return best
    return shelf.catalogue.hs_name(HsCode(digits)) or best
