"""Takes a question apart into the things it is about, each with the words that may stand for it.

A question of three sentences tells a story and then asks; the asking sentence counts most. Words of
courtesy go, words of every question count little, and what follows *cho, để, của, trong* says only
what for. A concept knows other wordings (dialect, written synonyms, abbreviations, English), so a
passage that uses one of them covers it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from index.analysis import word_terms
from search.accents import restore
from search.knowledge import Expansion, english, expansions, question_words
from search.vocabulary import Vocabulary
from search.words import Language, is_vietnamese_syllable, language_of, pairs_of, terms

__all__ = ["Concept", "Form", "Question", "read_question"]

_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")
_BESIDE, _AFTER_LINK, _WEAK, _NUMBER = 0.35, 0.6, 0.12, 0.15
_FIRM, _COMPOUND, _SEGMENTED = 0.3, 0.45, 0.6


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
    """

    text: str
    language: str
    accented: str
    core: str
    reworded: str
    asking: tuple[str, ...]
    concepts: tuple[Concept, ...]
    head: Concept | None

    @property
    def meaning(self) -> str:
        """The words to embed: the whole question, accents restored."""
        return self.text if self.language == Language.ENGLISH else self.accented

    @property
    def bare(self) -> bool:
        """Whether it was typed without accents."""
        return self.language == Language.UNACCENTED


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of a sentence: a known phrase or a single word."""

    syllables: tuple[str, ...]
    role: str
    entries: tuple[Expansion, ...] = ()
    after_link: bool = False


def read_question(text: str, vocabulary: Vocabulary) -> Question:
    """Take a question apart with the words of the library at hand."""
    language = language_of(text, _english_words())
    sentences = [part for part in (terms(s) for s in _SENTENCE.split(text)) if part]
    if language != Language.ENGLISH:
        bare = language == Language.UNACCENTED
        sentences = [restore(sentence, vocabulary, bare=bare) for sentence in sentences]
    asking = _asking(sentences)
    parts: list[tuple[_Part, float]] = []
    head: Concept | None = None
    for place, sentence in enumerate(sentences):
        weight = 1.0 if place == asking else _BESIDE
        found = (
            _parts_english(sentence)
            if language == Language.ENGLISH
            else _parts(sentence, vocabulary)
        )
        joined = _joined(found, vocabulary, sentence)
        parts.extend((part, weight) for part in joined)
        if place == asking:
            head = _head(joined, vocabulary, english_order=language == Language.ENGLISH)
    concepts = _concepts(parts, vocabulary)
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
    )


def _asking(sentences: Sequence[tuple[str, ...]]) -> int:
    """Which sentence asks: the last one with a cue of a question, else the last."""
    cues = {cue.words for cue in question_words().cues if cue.strength >= 1.0}
    asks = [place for place, s in enumerate(sentences) if any(_inside(cue, s) for cue in cues)]
    return asks[-1] if asks else max(0, len(sentences) - 1)


def _inside(phrase: tuple[str, ...], syllables: tuple[str, ...]) -> bool:
    size = len(phrase)
    return any(syllables[i : i + size] == phrase for i in range(len(syllables) - size + 1))


# --- stretches ----------------------------------------------------------------------------------


@cache
def _phrases() -> tuple[Mapping[tuple[str, ...], str], int]:
    """Known phrases with their role; expansions win over filler of the same length."""
    words = question_words()
    found: dict[tuple[str, ...], str] = {}
    found.update(dict.fromkeys(words.weak, "weak"))
    found.update(dict.fromkeys(words.filler, "filler"))
    found.update(dict.fromkeys(words.link, "link"))
    found.update(dict.fromkeys(expansions(), "content"))
    return found, max(len(phrase) for phrase in found)


def _parts(sentence: tuple[str, ...], vocabulary: Vocabulary) -> list[_Part]:
    known, longest = _phrases()
    parts: list[_Part] = []
    place, after_link = 0, False
    while place < len(sentence):
        for size in range(min(longest, len(sentence) - place), 0, -1):
            phrase = sentence[place : place + size]
            role = known.get(phrase)
            if role is not None or size == 1:
                break
        if (
            size == 1
            and role in ("filler", "weak", "link")
            and _belongs(sentence, place, vocabulary)
        ):
            role = None
        if role == "link":
            after_link = bool(parts)
            parts.append(_Part(phrase, "filler"))
        elif role is not None:
            entries = expansions().get(phrase, ())
            parts.append(_Part(phrase, role, entries, after_link))
        else:
            parts.append(_single(phrase, after_link))
        place += size
    return parts


def _belongs(sentence: tuple[str, ...], place: int, vocabulary: Vocabulary) -> bool:
    """Whether a small word is half of a compound here (*em* in *trẻ em*, *bằng* in *đồng bằng*)."""
    known, _ = _phrases()
    around = [
        (sentence[left], sentence[left + 1])
        for left in (place - 1, place)
        if left >= 0 and left + 1 < len(sentence)
    ]
    return any(
        vocabulary.together(left, right) >= _COMPOUND
        for left, right in around
        if not all((word,) in known for word in (left, right))
    )


def _single(phrase: tuple[str, ...], after_link: bool) -> _Part:
    word = phrase[0]
    if word[0].isdigit():
        return _Part(phrase, "number", (), after_link)
    if word.isascii() and word.isalpha() and not is_vietnamese_syllable(word):
        return _Part(phrase, "content", _english_entries(phrase), after_link)
    return _Part(phrase, "content", (), after_link)


@cache
def _english() -> tuple[Mapping[tuple[str, ...], Expansion], int]:
    found = {entry.say: entry for entry in reversed(english())}
    return found, max(len(phrase) for phrase in found)


@cache
def _english_words() -> frozenset[str]:
    words = question_words()
    phrases = (*_english()[0], *words.filler_en, *words.weak_en)
    return frozenset(term for phrase in phrases for term in phrase)


def _english_entries(phrase: tuple[str, ...]) -> tuple[Expansion, ...]:
    entry = _english()[0].get(_singular(phrase))
    return (entry,) if entry is not None else ()


def _singular(phrase: tuple[str, ...]) -> tuple[str, ...]:
    """The phrase with its last word in the singular, if only that one is known.

    >>> _singular(("safety", "helmets"))
    ('safety', 'helmet')
    """
    known = _english()[0]
    word = phrase[-1]
    shorter = [word, word.removesuffix("s"), word.removesuffix("es")]
    if word.endswith("ies"):
        shorter.append(word.removesuffix("ies") + "y")
    for candidate in shorter:
        if (*phrase[:-1], candidate) in known:
            return (*phrase[:-1], candidate)
    return phrase


def _parts_english(sentence: tuple[str, ...]) -> list[_Part]:
    words = question_words()
    dictionary, longest = _english()
    parts: list[_Part] = []
    place = 0
    while place < len(sentence):
        for size in range(min(longest, len(sentence) - place), 0, -1):
            phrase = sentence[place : place + size]
            entry = dictionary.get(_singular(phrase))
            entries = (entry,) if entry is not None else expansions().get(phrase, ())
            weak, filler = phrase in words.weak_en, phrase in words.filler_en
            if entries or weak or filler:
                break
        if filler:
            parts.append(_Part(phrase, "filler"))
        elif weak or entries:
            parts.append(_Part(phrase, "weak" if weak else "content", entries))
        else:
            parts.append(_Part(phrase, "number" if phrase[0][0].isdigit() else "content"))
        place += size
    return parts


def _joined(
    parts: Sequence[_Part], vocabulary: Vocabulary, sentence: tuple[str, ...]
) -> list[_Part]:
    """Single words that belong together become one stretch, of three syllables at most.

    A word between two neighbours goes to the one that it belongs to more firmly.
    """
    segmented = {
        pair for word in word_terms(" ".join(sentence)) for pair in pairs_of(word.split("_"))
    }

    def firmness(left: _Part | None, right: _Part | None) -> float:
        if left is None or right is None or not (_is_word(left) and _is_word(right)):
            return 0.0
        pair = left.syllables[-1], right.syllables[0]
        known = _SEGMENTED if "_".join(pair) in segmented else 0.0
        return max(known, vocabulary.together(*pair))

    found: list[_Part] = []
    for place, part in enumerate(parts):
        before = parts[place - 1] if place else None
        behind = parts[place + 1] if place + 1 < len(parts) else None
        firm = firmness(before, part)
        if firm >= max(_FIRM, firmness(part, behind)) and len(found[-1].syllables) < 3:
            found[-1] = replace(found[-1], syllables=(*found[-1].syllables, *part.syllables))
        else:
            found.append(part)
    return found


def _is_word(part: _Part) -> bool:
    return part.role == "content" and not part.entries and len(part.syllables) == 1


# --- concepts -----------------------------------------------------------------------------------


def _concepts(parts: Sequence[tuple[_Part, float]], vocabulary: Vocabulary) -> tuple[Concept, ...]:
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


def _concept(part: _Part, weight: float, vocabulary: Vocabulary) -> Concept:
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


def _head(parts: Sequence[_Part], vocabulary: Vocabulary, *, english_order: bool) -> Concept | None:
    """The head of the first run of content words that weighs enough beside the heaviest."""
    runs: list[list[_Part]] = [[]]
    for part in parts:
        if part.role == "content":
            runs[-1].append(part)
        elif runs[-1]:
            runs.append([])
    weighed = [(run, [_concept(part, 1.0, vocabulary) for part in run]) for run in runs if run]
    if not weighed:
        return None
    heaviest = max(concept.weight for _, concepts in weighed for concept in concepts)
    if english_order:
        return next(c for _, concepts in weighed for c in concepts if c.weight == heaviest)
    run, concepts = next(
        (run, concepts)
        for run, concepts in weighed
        if max(concept.weight for concept in concepts) >= 0.6 * heaviest
    )
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
