"""Finds the words of ``data/understanding.toml`` in a question, with accents or without.

A phrase is heard in the spelling of the question: in one typed without accents the marks do not
count; in any other a syllable with marks never stands for another one (*thể* is not *thế*), and one
without marks may stand for one with them inside a phrase of several.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from index.spelling import fold, normalise, same_spelling
from search.words import Language, language_of
from standards.document import Kind

__all__ = [
    "Alias",
    "Heard",
    "Knowledge",
    "KindWords",
    "Phrase",
    "Syllable",
    "Typed",
    "knowledge",
    "phrases",
    "typed",
]

_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_LONGEST = 12


@dataclass(frozen=True, slots=True)
class Syllable:
    """A syllable or number as typed, where it stands, and how it compares."""

    text: str
    start: int
    end: int
    spelled: str
    folded: str

    @property
    def is_bare(self) -> bool:
        """Whether it was typed without marks."""
        return self.spelled == self.folded


@dataclass(frozen=True, slots=True)
class Heard:
    """Words of the question: syllables ``first`` up to ``last``, ``start``..``end`` of the text."""

    words: str
    first: int
    last: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of the data: its syllables, and those that make something else of it."""

    syllables: tuple[str, ...]
    not_before: tuple[tuple[str, ...], ...] = ()
    not_after: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KindWords:
    """What texts of a kind are called; ``loose``: every question calls any text so."""

    kind: Kind
    phrases: tuple[Phrase, ...]
    loose: bool
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """What people call a body; ``capitals``: only in capital letters."""

    phrases: tuple[Phrase, ...]
    codes: tuple[str, ...]
    capitals: bool
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """``data/understanding.toml``: phrases by what they tell, kinds, names of bodies, and for each
    cue its example and the questions in which it must not be heard."""

    cues: dict[str, tuple[Phrase, ...]]
    kinds: tuple[KindWords, ...]
    aliases: tuple[Alias, ...]
    examples: tuple[tuple[str, str, tuple[str, ...]], ...]


@cache
def knowledge() -> Knowledge:
    """The words in use."""
    text = (files("search") / "data" / "understanding.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return Knowledge(
        cues={
            entry["what"]: phrases(
                entry["words"], entry.get("not_before", ()), entry.get("not_after", ())
            )
            for entry in data["cue"]
        },
        kinds=tuple(
            KindWords(
                kind=Kind(entry["kind"]),
                phrases=phrases(entry["words"]),
                loose=entry["loose"],
                example=entry["example"],
            )
            for entry in data["kind"]
        ),
        aliases=tuple(
            Alias(
                phrases=phrases(entry["words"]),
                codes=tuple(entry["codes"]),
                capitals=entry.get("capitals", False),
                example=entry["example"],
            )
            for entry in data["alias"]
        ),
        examples=tuple(
            (entry["what"], entry["example"], tuple(entry.get("against", ())))
            for entry in data["cue"]
        ),
    )


def phrases(
    words: Iterable[str], not_before: Iterable[str] = (), not_after: Iterable[str] = ()
) -> tuple[Phrase, ...]:
    """Phrases, the longest first."""
    before = tuple(_syllables(one) for one in not_before)
    after = tuple(_syllables(one) for one in not_after)
    found = dict.fromkeys(_syllables(one) for one in words)
    return tuple(Phrase(one, before, after) for one in sorted(found, key=lambda s: (-len(s), s)))


def _syllables(text: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFC", text)
    return tuple(same_spelling(normalise(match[0])) for match in _TOKEN.finditer(plain))


def typed(text: str) -> Typed:
    """A question as typed, ready to be listened to.

    >>> [heard.words for heard in typed("hàng Nhập khẩu từ Nhật").heard("import")]
    ['Nhập khẩu']
    >>> typed("nhap khau thep").heard("import")[0].start, typed("nhắp khẩu").heard("import")
    (0, [])
    """
    return Typed(text)


class Typed:
    """The syllables of a question in the form NFC; ``hidden`` are stretches of it, such as numbers,
    in which nothing is heard."""

    def __init__(self, text: str) -> None:
        self.text = unicodedata.normalize("NFC", text)
        self.language = language_of(self.text, ())
        self.syllables: tuple[Syllable, ...] = tuple(
            Syllable(match[0], match.start(), match.end(), spelled, fold(spelled))
            for match in _TOKEN.finditer(self.text)
            for spelled in (same_spelling(normalise(match[0])),)
        )
        self.hidden: list[tuple[int, int]] = []

    @property
    def is_bare(self) -> bool:
        """Whether no syllable has a mark."""
        return self.language != Language.ACCENTED

    def hide(self, start: int, end: int) -> None:
        """Hear nothing between these places from now on."""
        self.hidden.append((start, end))

    def is_hidden(self, start: int, end: int) -> bool:
        """Whether any of these places is hidden."""
        return any(start < to and end > at for at, to in self.hidden)

    def heard(self, what: str, start: int = 0, end: int | None = None) -> list[Heard]:
        """Where a cue is heard between two places of the text, in order, longest phrases first."""
        return self.find(knowledge().cues[what], start, end)

    def find(
        self,
        wanted: Sequence[Phrase],
        start: int = 0,
        end: int | None = None,
        *,
        loosely: bool = False,
    ) -> list[Heard]:
        """Where any of the phrases is heard; ``loosely``: one syllable without marks is enough."""
        stop = len(self.text) if end is None else end
        found: list[Heard] = []
        place = 0
        firsts = {fold(phrase.syllables[0]) for phrase in wanted}
        while place < len(self.syllables):
            one = self.syllables[place]
            phrase = None
            if one.folded not in firsts:
                place += 1
                continue
            if one.start >= start and one.end <= stop and not self.is_hidden(one.start, one.end):
                phrase = next((p for p in wanted if self._said(p, place, stop, loosely)), None)
            if phrase is None:
                place += 1
                continue
            last = place + len(phrase.syllables)
            found.append(self.stretch(place, last))
            place = last
        return found

    def stretch(self, first: int, last: int) -> Heard:
        """The syllables from ``first`` up to ``last`` as one."""
        start, end = self.syllables[first].start, self.syllables[last - 1].end
        return Heard(self.text[start:end], first, last, start, end)

    def precedes(self, wanted: Sequence[Phrase], place: int) -> Heard | None:
        """The phrase that ends just before the syllable ``place``, if any."""
        for phrase in wanted:
            first = place - len(phrase.syllables)
            if first >= 0 and self._is_at(phrase.syllables, first):
                return self.stretch(first, place)
        return None

    def follows(self, wanted: Sequence[Phrase], place: int) -> Heard | None:
        """The phrase that begins at the syllable ``place``, if any."""
        for phrase in wanted:
            if self._is_at(phrase.syllables, place):
                return self.stretch(place, place + len(phrase.syllables))
        return None

    def place_at(self, start: int) -> int:
        """The first syllable that begins at or behind a place of the text."""
        return next(
            (n for n, one in enumerate(self.syllables) if one.start >= start), len(self.syllables)
        )

    def _said(self, phrase: Phrase, place: int, stop: int, loosely: bool) -> bool:
        size = len(phrase.syllables)
        if size > _LONGEST or not self._is_at(phrase.syllables, place, loosely):
            return False
        if self.syllables[place + size - 1].end > stop:
            return False
        return not (
            any(self._is_at(other, place + size) for other in phrase.not_before)
            or any(self._is_at(other, place - len(other)) for other in phrase.not_after)
        )

    def _is_at(self, wanted: tuple[str, ...], place: int, loosely: bool = False) -> bool:
        there = self.syllables[place : place + len(wanted)] if place >= 0 else ()
        if len(there) != len(wanted):
            return False
        loosely = loosely or self.is_bare or len(wanted) > 1
        return all(
            one.spelled == word or (loosely and one.is_bare and one.folded == fold(word))
            for one, word in zip(there, wanted, strict=True)
        )
