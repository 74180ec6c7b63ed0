"""A question in other words, for both legs: the name of goods, the heading for goods that no other
heading names, and the Vietnamese words of an English question.

Reads a text and ``data/wordings.toml``. Both legs stay one search each: the keyword leg looks for
all texts at once, each with its weight, and the vector leg for the weighted sum of their vectors.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

import numpy as np

from index.contracts import Embedder, KeywordIndex, KeywordQuery, Vectors
from search.stretches import english_stretches, english_words
from search.words import Language, language_of, terms

__all__ = [
    "Material",
    "Wording",
    "WordingSettings",
    "Wordings",
    "question_vector",
    "spread_of",
    "widened",
    "wording_settings",
    "wordings_of",
]

_PART = re.compile(r"[,;]\s+")
_SENTENCE = re.compile(r"[.?!:](?:\s|$)")
_OF = "bằng"


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """A material, the words for it, and the heading for articles of it that no heading names.

    ``bound``: words that mean it only behind *bằng* or as a part of the list by themselves.
    """

    code: str
    heading: str
    say: frozenset[tuple[str, ...]]
    bound: frozenset[tuple[str, ...]]
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingSettings:
    """``data/wordings.toml``: what each sort of other words counts in each leg."""

    name_words: float
    name_meaning: float
    name_syllables: int
    part_syllables: int
    leftover: str
    leftover_words: float
    material_words: float
    material_meaning: float
    materials: tuple[Material, ...]
    english_words: float
    english_shift: float
    english_pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Other words. ``words``: what covering them wholly is worth beside covering the question;
    ``meaning``: the weight of their vector, 0 if it does not count.
    """

    text: str
    words: float = 0.0
    meaning: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Wordings:
    """A question, the weight of its own vector, and its other words."""

    text: str
    meaning: float = 1.0
    more: tuple[Wording, ...] = ()
    english: bool = False


@cache
def wording_settings() -> WordingSettings:
    """The settings in use."""
    data = tomllib.loads((files("search") / "data" / "wordings.toml").read_text(encoding="utf-8"))
    return WordingSettings(
        name_words=data["name"]["words"],
        name_meaning=data["name"]["meaning"],
        name_syllables=data["name"]["most_syllables"],
        part_syllables=data["name"]["most_syllables_of_a_part"],
        leftover=data["leftover"]["text"],
        leftover_words=data["leftover"]["words"],
        material_words=data["material"]["words"],
        material_meaning=data["material"]["meaning"],
        materials=tuple(
            Material(
                code=entry["code"],
                heading=entry["heading"],
                say=frozenset(map(terms, entry["say"])),
                bound=frozenset(map(terms, entry["bound"])),
                example=entry["example"],
            )
            for entry in data["material"]["entry"]
        ),
        english_words=data["english"]["words"],
        english_shift=data["english"]["shift"],
        english_pairs=tuple((one, other) for one, other in data["english"]["pairs"]),
    )


def wordings_of(text: str, settings: WordingSettings | None = None) -> Wordings:
    """The question with its other words.

    >>> [more.text for more in wordings_of("Lược chải tóc, nhựa, chải tóc").more]
    ['Lược chải tóc', 'loại khác', 'Các sản phẩm khác bằng plastic']
    >>> [more.text for more in wordings_of("What is a safety helmet?").more]
    ['mũ an toàn công nghiệp']
    >>> wordings_of("Bê tông phải bền bao lâu?").more
    ()
    """
    chosen = settings or wording_settings()
    if language_of(text, english_words()) == Language.ENGLISH:
        return _from_english(text, chosen)
    parts = _parts(text, chosen)
    if not parts:
        return Wordings(text=text)
    found = [material for material in chosen.materials if _made_of(parts, material)]
    share = 1.0 / max(1, len(found))
    return Wordings(
        text=text,
        meaning=1.0 - chosen.name_meaning,
        more=(
            Wording(text=parts[0], words=chosen.name_words, meaning=chosen.name_meaning),
            Wording(text=chosen.leftover, words=chosen.leftover_words),
            *(
                Wording(
                    text=material.heading,
                    words=share * chosen.material_words,
                    meaning=share * chosen.material_meaning,
                )
                for material in found
            ),
        ),
    )


def widened(keywords: KeywordIndex, query: KeywordQuery, wordings: Wordings) -> KeywordQuery:
    """The query, looking for the other words too; their limit makes their weights comparable."""
    own = keywords.ceiling(replace(query, also=()))
    also: list[tuple[str, float]] = []
    for more in wordings.more:
        if more.words:
            limit = keywords.ceiling(replace(query, text=more.text, also=()))
            also.append((more.text, more.words * own / limit if limit else 0.0))
    return replace(query, also=tuple(also))


def question_vector(
    embedder: Embedder, wordings: Wordings, settings: WordingSettings | None = None
) -> Vectors:
    """The weighted sum of the vectors of all wordings; an English one moved to the Vietnamese."""
    chosen = settings or wording_settings()
    vector = wordings.meaning * embedder.query(wordings.text)
    for more in wordings.more:
        if more.meaning:
            vector = vector + more.meaning * _known(embedder, more.text, chosen)
    if wordings.english:
        vector = vector + chosen.english_shift * _way(embedder, chosen.english_pairs)
    return np.asarray(vector, dtype=np.float32)


def spread_of(embedder: Embedder, settings: WordingSettings | None = None) -> float:
    """How far the cosines of unlike texts lie apart: the standard deviation over all pairs of the
    Vietnamese questions of the data file. Models differ tenfold in it; measured once a process.
    """
    chosen = settings or wording_settings()
    key = (embedder.name, embedder.dimension)
    held = _spreads.get(key)
    if held is None:
        made = np.stack([embedder.query(text) for _, text in chosen.english_pairs])
        apart = (made @ made.T)[np.triu_indices(len(made), 1)]
        held = _spreads[key] = float(apart.std())
    return held


_spreads: dict[tuple[str, int], float] = {}
_Key = tuple[str, int, str]
_vectors: dict[_Key, Vectors] = {}
"""Vectors of texts of the data file, by model."""


def _known(embedder: Embedder, text: str, settings: WordingSettings) -> Vectors:
    """The vector of a text; those of the data file are kept."""
    if all(text != material.heading for material in settings.materials):
        return embedder.query(text)
    key = (embedder.name, embedder.dimension, text)
    held = _vectors.get(key)
    if held is None:
        held = _vectors[key] = embedder.query(text)
    return held


def _way(embedder: Embedder, pairs: Sequence[tuple[str, str]]) -> Vectors:
    """From English questions to Vietnamese ones: the mean over pairs of the same question."""
    key = (embedder.name, embedder.dimension, "")
    held = _vectors.get(key)
    if held is None:
        steps = [embedder.query(other) - embedder.query(one) for one, other in pairs]
        held = _vectors[key] = np.mean(steps, axis=0).astype(np.float32)
    return held


def _from_english(text: str, settings: WordingSettings) -> Wordings:
    said = [part for part in english_stretches(terms(text)) if part.role != "filler"]
    phrases = [part.entries[0].means[0] if part.entries else part.syllables for part in said]
    words = " ".join(term for phrase in phrases for term in phrase)
    more = (Wording(text=words, words=settings.english_words),) if words else ()
    return Wordings(text=text, more=more, english=True)


def _parts(text: str, settings: WordingSettings) -> list[str]:
    """The parts of a list that describes goods, the name first; none if it is no such list."""
    parts = [part.strip() for part in _PART.split(text) if part.strip()]
    if len(parts) < 2 or _SENTENCE.search(text):
        return []
    lengths = [len(terms(part)) for part in parts]
    if lengths[0] > settings.name_syllables or max(lengths) > settings.part_syllables:
        return []
    return parts


def _made_of(parts: Sequence[str], material: Material) -> bool:
    for part in parts:
        words = terms(part)
        if words in material.bound or any(_holds(words, phrase) for phrase in material.say):
            return True
        if any(_holds(words, (_OF, *phrase)) for phrase in material.bound):
            return True
    return False


def _holds(words: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    return phrase in _runs(words, len(phrase))


def _runs(words: tuple[str, ...], size: int) -> Iterator[tuple[str, ...]]:
    return (words[place : place + size] for place in range(len(words) - size + 1))
