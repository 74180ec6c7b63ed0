"""What the data files of this room know: other words for things, and how questions are asked.

Each file says its sources and carries examples; a test proves that every entry is found in its
example. Reading is done once.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from search.words import terms

__all__ = [
    "Cue",
    "Expected",
    "Expansion",
    "QuestionWords",
    "abbreviations",
    "dialect",
    "english",
    "expansions",
    "question_words",
    "synonyms",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Expansion:
    """Words people use and the words that may stand for them in documents.

    ``say`` are the words of the question; ``means`` other wordings, best first; ``weight`` (0 to
    1) what a match by them is worth; ``source`` is the data file: ``dialect``, ``synonyms``,
    ``abbreviations`` or ``english``. ``beside``: phrases of which one must stand in the
    same sentence for this meaning.
    """

    say: tuple[str, ...]
    means: tuple[tuple[str, ...], ...]
    weight: float
    source: str
    example: str
    beside: frozenset[tuple[str, ...]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A phrase that tells the kind of a question, and the sort of answer it asks for."""

    words: tuple[str, ...]
    kind: str
    strength: float
    expects: str | None
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """A sort of answer: ``pattern`` matches sentences that may hold one."""

    name: str
    pattern: str
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionWords:
    """How things are asked: phrases to leave out, phrases that count little, cues.

    ``unsaid``: words that name nothing by themselves, though they count.
    """

    filler: frozenset[tuple[str, ...]]
    filler_en: frozenset[tuple[str, ...]]
    weak: frozenset[tuple[str, ...]]
    weak_en: frozenset[tuple[str, ...]]
    link: frozenset[tuple[str, ...]]
    unsaid: frozenset[tuple[str, ...]]
    cues: tuple[Cue, ...]
    expects: tuple[Expected, ...]


def _text(name: str) -> str:
    return (files("search") / "data" / name).read_text(encoding="utf-8")


def _phrases(texts: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(dict.fromkeys(terms(text) for text in texts))


@cache
def dialect() -> tuple[Expansion, ...]:
    """Regional and everyday words (``data/dialect.toml``)."""
    return tuple(
        expansion
        for entry in tomllib.loads(_text("dialect.toml"))["entry"]
        for expansion in _one_way(
            entry["say"], entry["means"], entry.get("weight", 0.95), "dialect", entry["example"]
        )
    )


@cache
def abbreviations() -> tuple[Expansion, ...]:
    """Short forms (``data/abbreviations.toml``)."""
    return tuple(
        replace(
            expansion,
            beside=frozenset(_phrases(entry.get("beside", []))),
        )
        for entry in tomllib.loads(_text("abbreviations.toml"))["entry"]
        for expansion in _one_way(
            [entry["short"]], entry["means"], 1.0, "abbreviations", entry["example"]
        )
    )


@cache
def synonyms() -> tuple[Expansion, ...]:
    """Written words for one thing (``data/synonyms.toml``): each stands for all the others."""
    found: list[Expansion] = []
    for entry in tomllib.loads(_text("synonyms.toml"))["set"]:
        for word in entry["words"]:
            others = [other for other in entry["words"] if other != word]
            found.extend(
                _one_way([word], others, entry.get("weight", 0.95), "synonyms", entry["example"])
            )
    return tuple(found)


@cache
def english() -> tuple[Expansion, ...]:
    """English terms and their Vietnamese ones (``data/english.tsv``)."""
    found: list[Expansion] = []
    for line in _text("english.tsv").splitlines():
        if line and not line.startswith("#"):
            term, vietnamese, _field = line.split("\t")
            found.extend(_one_way([term], vietnamese.split("|"), 0.95, "english", term))
    return tuple(found)


def _one_way(
    say: list[str], means: list[str], weight: float, source: str, example: str
) -> list[Expansion]:
    """An entry for each phrase that is said; one that would mean only itself is none."""
    found: list[Expansion] = []
    for phrase in _phrases(say):
        others = tuple(o for o in _phrases(means) if o != phrase or source == "english")
        if others:
            found.append(
                Expansion(say=phrase, means=others, weight=weight, source=source, example=example)
            )
    return found


@cache
def expansions() -> dict[tuple[str, ...], tuple[Expansion, ...]]:
    """Vietnamese entries by the phrase that is said; one phrase may have several."""
    found: dict[tuple[str, ...], list[Expansion]] = {}
    for expansion in (*dialect(), *synonyms(), *abbreviations()):
        found.setdefault(expansion.say, []).append(expansion)
    return {phrase: tuple(entries) for phrase, entries in found.items()}


@cache
def question_words() -> QuestionWords:
    """``data/question_words.toml``."""
    data = tomllib.loads(_text("question_words.toml"))
    cues = tuple(
        Cue(
            words=phrase,
            kind=entry["kind"],
            strength=entry["strength"],
            expects=entry.get("expects"),
            example=entry["example"],
        )
        for entry in data["cue"]
        for phrase in _phrases(entry["words"])
    )
    return QuestionWords(
        filler=frozenset(_phrases(data["filler"])),
        filler_en=frozenset(_phrases(data["filler_en"])),
        weak=frozenset(_phrases(data["weak"])),
        weak_en=frozenset(_phrases(data["weak_en"])),
        link=frozenset(_phrases(data["link"])),
        unsaid=frozenset(_phrases(data["unsaid"])),
        cues=cues,
        expects=tuple(
            Expected(name=entry["name"], pattern=entry["pattern"], example=entry["example"])
            for entry in data["expects"]
        ),
    )
