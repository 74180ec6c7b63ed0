"""Takes a question apart into the things it is about, each with the words that may stand for it.

A question of three sentences tells a story and then asks; the asking sentence counts most. Words of
courtesy go, words of every question count little, and what follows *cho, để, của, trong* says only
what for. A concept knows other wordings (dialect, written synonyms, abbreviations, English), so a
passage that uses one of them covers it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from index.spelling import fold
from search.knowledge import question_words
from search.stretches import (
    Stretch,
    english_stretches,
    english_words,
    join_words,
    vietnamese_stretches,
)
from search.typed import read_typed
from search.understood import Respelling
from search.vocabulary import Vocabulary
from search.words import Language, is_vietnamese_syllable, terms

__all__ = ["Concept", "Form", "Question", "read_question"]

_BESIDE, _AFTER_LINK, _WEAK, _NUMBER = 0.35, 0.6, 0.12, 0.15
_KNOWN = 1.3
"""What a name that the data files know weighs beside another one as what a story is about."""
_BRAND = re.compile(r"(?<=[^\W\d_] )(?:[A-Z][a-z]{2,}|[A-Z]{1,3}\d{1,4}[A-Z]?)(?![\w-])")
"""A word written like the name of a maker or a model, not the first of the text."""


@dataclass(frozen=True, slots=True)
class Form:
    """One wording of a concept; ``weight`` 1 for the question's own, less for another one's."""

    syllables: tuple[str, ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Concept:
    """A thing the question is about: its wordings, and how much it counts.

    ``weight`` joins how rare the words are in the library and where they stand in the question.
    ``asked``: it stands in the sentence that asks. ``sources`` name the data files that gave other
    wordings.
    """

    said: tuple[str, ...]
    forms: tuple[Form, ...]
    weight: float
    content: bool
    asked: bool = True
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question taken apart.

    ``accented`` is the whole text with accents restored; ``core`` its words without courtesy;
    ``reworded`` the same with the words that documents use; ``asking`` the syllables of the
    sentence that asks, ``concepts`` in the order of the text. ``head`` is what the question is
    about before all: the first thing that the asking sentence names, with the word behind it if
    the name is of one syllable (*nồi chiên*), for in Vietnamese what defines stands behind.
    ``respelled``: words that were read as others than those typed.
    """

    text: str
    language: str
    accented: str
    core: str
    reworded: str
    asking: tuple[str, ...]
    concepts: tuple[Concept, ...]
    head: Concept | None
    respelled: tuple[Respelling, ...] = ()

    @property
    def meaning(self) -> str:
        """The words to embed: the whole question, accents restored."""
        as_typed = self.language == Language.ENGLISH and not self.respelled
        return self.text if as_typed else self.accented

    @property
    def bare(self) -> bool:
        """Whether it was typed without accents."""
        return self.language == Language.UNACCENTED


def read_question(text: str, vocabulary: Vocabulary, as_typed: bool = False) -> Question:
    """Take a question apart with the words of the library at hand.

    Slips of typing are mended and told (``respelled``); ``as_typed`` takes no word for another.
    """
    typed = read_typed(text, vocabulary, as_typed=as_typed)
    language, sentences = typed.language, typed.sentences
    asking = _asking(sentences)
    parts: list[tuple[Stretch, float]] = []
    head: Concept | None = None
    for place, sentence in enumerate(sentences):
        weight = 1.0 if place == asking else _BESIDE
        found = (
            english_stretches(sentence)
            if language == Language.ENGLISH
            else vietnamese_stretches(sentence, vocabulary)
        )
        joined = join_words(found, vocabulary, sentence)
        parts.extend((part, weight) for part in joined)
        if place == asking:
            head = _head(joined, vocabulary, english_order=language == Language.ENGLISH)
    parts = _without_brands(parts, text, vocabulary)
    concepts = _concepts(parts, vocabulary)
    if head is None:
        head = _told(concepts)
    kept = [part for part, _ in parts if part.role != "filler"]
    return Question(
        text=text,
        language=language,
        accented=" ".join(term for sentence in sentences for term in sentence),
        core=" ".join(term for part in kept for term in part.syllables),
        reworded=" ".join(
            term
            for part in kept
            for term in (part.entries[0].means[0] if part.entries else part.syllables)
        ),
        asking=sentences[asking] if sentences else (),
        concepts=concepts,
        head=head,
        respelled=typed.respelled,
    )


def _told(concepts: Sequence[Concept]) -> Concept | None:
    """What a story is about whose last sentence only points to it (*quy chuẩn nào cho loại này?*):
    the weightiest of what it names, where a name said twice and one that the data files know weigh
    more.
    """
    named = [concept for concept in concepts if concept.content]
    return max(named, key=lambda c: c.weight * (_KNOWN if c.sources else 1.0), default=None)


def _without_brands(
    parts: list[tuple[Stretch, float]], text: str, vocabulary: Vocabulary
) -> list[tuple[Stretch, float]]:
    """Makers and models behind goods count little: no document names them, yet the goods are meant
    (*máy khoan Makita*, *điện thoại Samsung S24*). Such a word is written like a name, is no
    Vietnamese syllable, and neither the library nor the data files know it.
    """
    names = {name for match in _BRAND.finditer(text) for name in terms(match.group())}
    found: list[tuple[Stretch, float]] = []
    goods = False
    for part, weight in parts:
        word = part.syllables[0]
        unknown = len(part.syllables) == 1 and not part.entries and word in names
        if unknown and goods and not is_vietnamese_syllable(fold(word)):
            unknown = vocabulary.singles.get(word, 0) == 0 and word not in english_words()
            found.append((replace(part, role="weak") if unknown else part, weight))
            continue
        goods = part.role == "content"
        found.append((part, weight))
    return found


def _asking(sentences: Sequence[tuple[str, ...]]) -> int:
    """Which sentence asks: the last one with a cue of a question, else the last."""
    lines = [f" {' '.join(sentence)} " for sentence in sentences]
    asks = [place for place, line in enumerate(lines) if any(cue in line for cue in _asking_cues())]
    return asks[-1] if asks else max(0, len(sentences) - 1)


@cache
def _asking_cues() -> tuple[str, ...]:
    """Words that ask, each phrase between blanks."""
    cues = question_words().cues
    return tuple(dict.fromkeys(f" {' '.join(c.words)} " for c in cues if c.strength >= 1.0))


def _concepts(
    parts: Sequence[tuple[Stretch, float]], vocabulary: Vocabulary
) -> tuple[Concept, ...]:
    found: dict[tuple[str, ...], Concept] = {}
    for part, weight in parts:
        if part.role in ("filler", "link"):
            continue
        concept = _concept(part, weight, vocabulary)
        held = found.get(part.syllables)
        if held is None:
            found[part.syllables] = concept
        else:
            found[part.syllables] = replace(
                held,
                asked=held.asked or concept.asked,
                weight=max(held.weight, concept.weight) + 0.5 * min(held.weight, concept.weight),
            )
    return tuple(found.values())


def _concept(part: Stretch, weight: float, vocabulary: Vocabulary) -> Concept:
    forms = [Form(part.syllables)]
    for entry in part.entries:
        for place, meaning in enumerate(entry.means):
            forms.append(Form(meaning, entry.weight * (1.0 if place == 0 else 0.95)))
    asked = weight > _BESIDE
    rarity = min(vocabulary.rarity(form.syllables) for form in forms)
    if part.role == "weak":
        rarity *= _WEAK
    if part.role == "number":
        rarity = _NUMBER
    if part.after_link:
        weight *= _AFTER_LINK
    return Concept(
        said=part.syllables,
        forms=tuple(forms),
        weight=rarity * weight,
        content=part.role == "content",
        asked=asked,
        sources=tuple(dict.fromkeys(entry.source for entry in part.entries)),
    )


def _head(
    parts: Sequence[Stretch], vocabulary: Vocabulary, *, english_order: bool
) -> Concept | None:
    """The head of the first run of content words that weighs enough beside the heaviest.

    In English what defines stands in front, so the last word of the run is the head (*puncture
    resistant safety boots*).
    """
    runs: list[list[Stretch]] = [[]]
    for part in parts:
        if part.role == "content":
            runs[-1].append(part)
        elif runs[-1]:
            runs.append([])
    weighed = [(run, [_concept(part, 1.0, vocabulary) for part in run]) for run in runs if run]
    if not weighed:
        return None
    flat = [concept for _, concepts in weighed for concept in concepts]
    heaviest = max(concept.weight for concept in flat)
    run, concepts = next(
        (run, concepts)
        for run, concepts in weighed
        if max(concept.weight for concept in concepts) >= 0.6 * heaviest
    )
    if english_order:
        return concepts[-1]
    if len(run[0].syllables) > 1 or len(run) == 1:
        return concepts[0]
    first, second = concepts[0], concepts[1]
    return replace(
        first,
        said=first.said + second.said,
        forms=tuple(
            Form(one.syllables + other.syllables, one.weight * other.weight)
            for one in first.forms
            for other in second.forms
        ),
    )
