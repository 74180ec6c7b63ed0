"""Cuts a sentence into stretches: known phrases, words that belong together, words by themselves.

The longest known phrase wins; filler, weak words and links are told apart from what names things
(``data/question_words.toml``), and names come with the other wordings that the data files know.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from index.analysis import word_terms
from index.lexicon import lexicon
from search.knowledge import Expansion, english, expansions, question_words
from search.vocabulary import Vocabulary
from search.words import is_vietnamese_syllable, pairs_of

__all__ = [
    "Stretch",
    "base_forms",
    "english_stretches",
    "english_words",
    "join_words",
    "vietnamese_stretches",
]

_FIRM, _COMPOUND, _SEGMENTED = 0.3, 0.45, 0.6
"""How firmly two words stand together to be joined; to make a small word half of a compound; and
what a compound of the word segmenter counts."""
_ENDINGS = (
    ("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"),
)  # fmt: skip
"""Endings of English plurals and verbs, and what stands in their place in the dictionary."""
_PREPOSITIONS = frozenset({"for", "in", "of", "on", "with"})
_BRITISH = (
    ("our", "or"), ("re", "er"), ("ise", "ize"), ("isa", "iza"), ("yse", "yze"), ("ll", "l"),
    ("ence", "ense"), ("ogue", "og"), ("aemo", "emo"), ("oedi", "edi"), ("aedi", "edi"),
    ("ium", "um"), ("sulph", "sulf"), ("mme", "m"),
)  # fmt: skip
"""Letters that British and American English spell in two ways (labour, litre, organise, …)."""
_LAST = ("re", "er")
"""Those of them that stand at the end of a word."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a sentence: its syllables, what part they play (``content``, ``weak``,
    ``filler``, ``number``), their other wordings, and whether a link stands before them.
    """

    syllables: tuple[str, ...]
    role: str
    entries: tuple[Expansion, ...] = ()
    after_link: bool = False


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


def vietnamese_stretches(sentence: tuple[str, ...], vocabulary: Vocabulary) -> list[Stretch]:
    """The stretches of a sentence in Vietnamese, accents restored."""
    known, longest = _phrases()
    parts: list[Stretch] = []
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
            parts.append(Stretch(phrase, "filler"))
        elif role is not None:
            entries = _fitting(expansions().get(phrase, ()), sentence)
            parts.append(Stretch(phrase, role, entries, after_link))
        elif (name := _english_name(sentence, place)) is not None:
            parts.append(replace(name, after_link=after_link))
            size = len(name.syllables)
        else:
            parts.append(_single(phrase, after_link))
        place += size
    return parts


def _fitting(entries: tuple[Expansion, ...], sentence: tuple[str, ...]) -> tuple[Expansion, ...]:
    """The meanings that words of the sentence speak for; without any, those that need none."""
    line = f" {' '.join(sentence)} "
    spoken_for = tuple(
        entry for entry in entries if any(f" {' '.join(said)} " in line for said in entry.beside)
    )
    return spoken_for or tuple(entry for entry in entries if not entry.beside)


def _english_name(sentence: tuple[str, ...], place: int) -> Stretch | None:
    """The longest English name of several words that stands here in a Vietnamese sentence (*solar
    panel nhập khẩu*); one of its words at least can be no Vietnamese syllable.
    """
    longest = _english()[1]
    for size in range(min(longest, len(sentence) - place), 1, -1):
        phrase = sentence[place : place + size]
        if all(word.isascii() and word.isalpha() for word in phrase) and not all(
            map(is_vietnamese_syllable, phrase)
        ):
            entry = _english()[0].get(_singular(phrase))
            if entry is not None:
                return Stretch(phrase, "content", (entry,))
    return None


def _belongs(sentence: tuple[str, ...], place: int, vocabulary: Vocabulary) -> bool:
    """Whether a small word is half of a compound here (*em* in *trẻ em*, *bằng* in *đồng bằng*)."""
    known, _ = _phrases()
    around = [
        (sentence[left], sentence[left + 1])
        for left in (place - 1, place)
        if left >= 0 and left + 1 < len(sentence)
    ]
    begins = any(sentence[place + 1 : place + 1 + size] in known for size in (2, 3, 4))
    return any(
        vocabulary.together(left, right) >= _COMPOUND
        for left, right in around
        if not all((word,) in known for word in (left, right))
        and not (begins and left == sentence[place])
    )


def _single(phrase: tuple[str, ...], after_link: bool) -> Stretch:
    word = phrase[0]
    if word[0].isdigit():
        return Stretch(phrase, "number", (), after_link)
    if word.isascii() and word.isalpha() and not is_vietnamese_syllable(word):
        return Stretch(phrase, "content", _english_entries(phrase), after_link)
    return Stretch(phrase, "content", (), after_link)


@cache
def _english() -> tuple[Mapping[tuple[str, ...], Expansion], int]:
    found = {entry.say: entry for entry in reversed(english())}
    return found, max(len(phrase) for phrase in found)


@cache
def english_words() -> frozenset[str]:
    """Words that are surely English: those of the dictionary and of English questions."""
    words = question_words()
    phrases = (*_english()[0], *words.filler_en, *words.weak_en)
    return frozenset(term for phrase in phrases for term in phrase)


def _english_entries(phrase: tuple[str, ...]) -> tuple[Expansion, ...]:
    entry = _english()[0].get(_singular(phrase))
    return (entry,) if entry is not None else ()


def _singular(phrase: tuple[str, ...]) -> tuple[str, ...]:
    """The phrase with its last word, and its noun before a preposition, in the singular or the
    infinitive, if that is known.

    >>> _singular(("safety", "helmets"))
    ('safety', 'helmet')
    >>> _singular(("helmets", "for", "motorcyclists"))
    ('helmet', 'for', 'motorcyclist')
    """
    known = _english()[0]
    nouns = [at - 1 for at, word in enumerate(phrase) if at and word in _PREPOSITIONS][:1]
    for last in base_forms(phrase[-1]):
        whole = (*phrase[:-1], last)
        if whole in known:
            return whole
        for noun in nouns:
            for form in base_forms(phrase[noun]):
                changed = (*whole[:noun], form, *whole[noun + 1 :])
                if changed in known:
                    return changed
    return phrase


def base_forms(word: str) -> tuple[str, ...]:
    """An English word and what it may be the plural or another form of.

    >>> base_forms("batteries"), "stop" in base_forms("stopped"), "fiber" in base_forms("fibres")
    (('batteries', 'batterie', 'batteri', 'battery'), True, True)
    """
    found = [word]
    for ending, instead in _ENDINGS:
        stem = word.removesuffix(ending)
        if word.endswith(ending) and len(stem) > 1:
            found.append(stem + instead)
            if not instead and ending in ("ed", "ing") and stem[-1] == stem[-2]:
                found.append(stem[:-1])
    for form in tuple(found):
        found.extend(_other_side(form))
    return tuple(dict.fromkeys(found))


def _other_side(word: str) -> list[str]:
    """The word as it is spelled on the other side of the Atlantic."""
    found = []
    for british, american in _BRITISH:
        for one, other in ((british, american), (american, british)):
            place = word.find(one, 2)
            if place > 0 and (one not in _LAST or word.endswith(one)):
                found.append(word[:place] + other + word[place + len(one) :])
    return found


def english_stretches(sentence: tuple[str, ...]) -> list[Stretch]:
    """The stretches of a sentence in English."""
    words = question_words()
    dictionary, longest = _english()
    parts: list[Stretch] = []
    place = 0
    while place < len(sentence):
        for size in range(min(longest, len(sentence) - place), 0, -1):
            phrase = sentence[place : place + size]
            entry = dictionary.get(_singular(phrase))
            entries = (entry,) if entry is not None else expansions().get(phrase, ())
            weak, filler = _is_weak(phrase), phrase in words.filler_en
            if entries or weak or filler:
                break
        if filler:
            parts.append(Stretch(phrase, "filler"))
        elif weak or entries:
            parts.append(Stretch(phrase, "weak" if weak else "content", entries))
        else:
            parts.append(Stretch(phrase, "number" if phrase[0][0].isdigit() else "content"))
        place += size
    return parts


def _is_weak(phrase: tuple[str, ...]) -> bool:
    """Whether an English phrase counts little; a single word in any of its forms (*covers*)."""
    weak = question_words().weak_en
    return phrase in weak or (
        len(phrase) == 1 and any((form,) in weak for form in base_forms(phrase[0]))
    )


def join_words(
    parts: Sequence[Stretch], vocabulary: Vocabulary, sentence: tuple[str, ...]
) -> list[Stretch]:
    """Single words that belong together become one stretch, of three syllables at most.

    A word between two neighbours goes to the one that it belongs to more firmly.
    """
    segmented = {
        pair for word in word_terms(" ".join(sentence)) for pair in pairs_of(word.split("_"))
    }

    def firmness(left: Stretch | None, right: Stretch | None) -> float:
        if left is None or right is None or not (_is_word(left) and _is_word(right)):
            return 0.0
        pair = left.syllables[-1], right.syllables[0]
        joint = "_".join(pair)
        known = _SEGMENTED if joint in segmented and _stands(joint, vocabulary) else 0.0
        return max(known, vocabulary.together(*pair))

    found: list[Stretch] = []
    for place, part in enumerate(parts):
        before = parts[place - 1] if place else None
        behind = parts[place + 1] if place + 1 < len(parts) else None
        firm = firmness(before, part)
        if firm >= max(_FIRM, firmness(part, behind)) and len(found[-1].syllables) < 3:
            found[-1] = replace(found[-1], syllables=(*found[-1].syllables, *part.syllables))
        else:
            found.append(part)
    return found


def _stands(pair: str, vocabulary: Vocabulary) -> bool:
    """Whether the dictionary or the library has the two words side by side: the segmenter also
    joins words that merely follow each other (*dầm xưởng*), and such a word nothing would cover.
    """
    return pair in lexicon().pairs or vocabulary.pairs.get(pair, 0) > 0


def _is_word(part: Stretch) -> bool:
    return part.role == "content" and not part.entries and len(part.syllables) == 1
