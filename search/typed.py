"""What was typed, as it is to be read: input methods, short forms, spaces, slips, accents.

Every change is told, so that it can be taken back: the same text ``as_typed`` only gets the accents
that a text without any lacks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from index.spelling import fold
from search.accents import restore
from search.english_slips import is_english, mended_english
from search.input_methods import telex, vni
from search.knowledge import expansions
from search.known_words import Known, KnownWords
from search.slips import tone_of
from search.spacing import respaced
from search.stretches import english_words
from search.typing_costs import short_forms
from search.understood import Respelling
from search.vocabulary import Vocabulary
from search.words import Language, is_vietnamese_syllable, language_of, terms

__all__ = ["Typed", "read_typed"]

_UNIT = 2
"""Letters of a short form that is a unit behind a number."""
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A question as it is to be read: how it was typed (:class:`~search.words.Language`), its
    sentences in syllables, and what was read as something else.
    """

    language: str
    sentences: tuple[tuple[str, ...], ...]
    respelled: tuple[Respelling, ...] = ()


@dataclass(frozen=True, slots=True)
class _Piece:
    typed: str
    read: tuple[str, ...]
    why: str = ""


def read_typed(text: str, vocabulary: Vocabulary, *, as_typed: bool = False) -> Typed:
    """The sentences of a question with the words most likely meant."""
    words = KnownWords(vocabulary)
    if as_typed:
        language = language_of(text, english_words())
        plain = [terms(part) for part in _SENTENCE.split(text)]
        if language == Language.UNACCENTED:
            plain = [restore(part, vocabulary, bare=True, slips=False) for part in plain]
        return Typed(language=language, sentences=tuple(part for part in plain if part))
    told: list[Respelling] = []
    text, decoded = vni(text, lambda word: words.known(word) is Known.YES)
    told += [Respelling(typed=typed, read=read, why="telex") for typed, read in decoded]
    sentences = [part for part in (terms(s) for s in _SENTENCE.split(text)) if part]
    language = _language(text, sentences, words)
    read: list[tuple[str, ...]] = []
    for sentence in sentences:
        pieces = _read(sentence, words, language)
        read.append(tuple(word for piece in pieces for word in piece.read))
        told += _told(pieces, bare=language == Language.UNACCENTED)
    return Typed(language=language, sentences=tuple(read), respelled=tuple(dict.fromkeys(told)))


def _language(text: str, sentences: Sequence[tuple[str, ...]], words: KnownWords) -> str:
    """The language of the text. Keys of Telex are Vietnamese with marks; words that nobody knows
    are no English, if nothing else is.
    """
    language = language_of(text, english_words())
    if language == Language.ACCENTED:
        return language
    said = [word for sentence in sentences for word in sentence if word.isalpha()]
    foreign = [word for word in said if not is_vietnamese_syllable(word)]
    keyed = [word for word in foreign if _is_telex(word, words)]
    if keyed and 2 * len(keyed) > len(foreign):
        return Language.ACCENTED
    english = sum(1 for word in said if is_english(word))
    native = sum(1 for word in said if not is_english(word) and _is_native(word, words))
    return Language.UNACCENTED if language == Language.ENGLISH and native > english else language


def _is_native(word: str, words: KnownWords) -> bool:
    """Whether letters without marks are a Vietnamese word, or several without a space."""
    if is_vietnamese_syllable(word):
        return words.known_bare(word)
    return respaced([word], words, bare=True)[0][1] != (word,)


def _is_telex(word: str, words: KnownWords) -> bool:
    if word in english_words() or words.known(word) is Known.YES:
        return False
    read = telex(word)
    return read is not None and fold(read) != read and words.known(read) is Known.YES


def _read(sentence: tuple[str, ...], words: KnownWords, language: str) -> list[_Piece]:
    if language == Language.ENGLISH:
        return [_Piece(word, (read,), "typo" * (read != word)) for word, read in
                zip(sentence, mended_english(sentence, words), strict=True)]  # fmt: skip
    bare = language == Language.UNACCENTED
    pieces = _spaced(_short(sentence), words, bare=bare)
    flat = tuple(word for piece in pieces for word in piece.read)
    mended = restore(flat, words.vocabulary, bare=bare)
    if mended != flat and not bare:
        mended = restore(mended, words.vocabulary, bare=bare)
    restored = iter(mended)
    return [_final(piece, tuple(next(restored) for _ in piece.read)) for piece in pieces]


def _short(sentence: tuple[str, ...]) -> list[_Piece]:
    """The sentence with the short forms of chats read out."""
    pieces: list[_Piece] = []
    place = 0
    while place < len(sentence):
        piece = _Piece(sentence[place], (sentence[place],))
        size = 1
        for form in short_forms():
            length = len(form.typed)
            if sentence[place : place + length] != form.typed:
                continue
            behind = sentence[place + length : place + length + 1]
            around = {*sentence[max(0, place - 1) : place], *behind}
            ends = form.end and not behind and place > 0
            anywhere = not form.end and not form.beside
            fits = anywhere or ends or bool(around & form.beside)
            if fits and not _is_unit(sentence, place) and not _is_name(sentence, place):
                piece, size = _Piece(" ".join(form.typed), form.read, "typo"), length
                break
        pieces.append(piece)
        place += size
    return pieces


def _is_unit(sentence: tuple[str, ...], place: int) -> bool:
    """Whether a letter or two stand behind a number, as units do (*220 v*, *5 h*)."""
    before = sentence[place - 1] if place else ""
    return before[:1].isdigit() and len(sentence[place]) <= _UNIT


def _is_name(sentence: tuple[str, ...], place: int) -> bool:
    """Whether a word is the end or the whole of a phrase of the data files (*chảo thu K+*)."""
    return any(
        sentence[first : place + 1] in expansions() for first in range(max(0, place - 3), place + 1)
    )


def _spaced(pieces: Sequence[_Piece], words: KnownWords, *, bare: bool) -> list[_Piece]:
    """The pieces with spaces put right, where nothing else was read yet."""
    found: list[_Piece] = []
    for changed, run in groupby(pieces, key=lambda piece: bool(piece.why)):
        if changed:
            found.extend(run)
            continue
        for typed, read in respaced([piece.typed for piece in run], words, bare=bare):
            found.append(_Piece(" ".join(typed), read, "typo" * (typed != read)))
    return found


def _final(piece: _Piece, read: tuple[str, ...]) -> _Piece:
    """The piece with the words that it is read as, and why."""
    if piece.why or read == (piece.typed,):
        return _Piece(piece.typed, read, piece.why)
    return _Piece(piece.typed, read, _why(piece.typed, read[0]))


def _why(typed: str, read: str) -> str:
    if fold(typed) == fold(read):
        return "tone" if tone_of(typed) and tone_of(typed) != tone_of(read) else "accents"
    once = (typed[:place] + typed[place + 1 :] for place in range(1, len(typed))
            if typed[place] == typed[place - 1])  # fmt: skip
    return "telex" if read in (telex(typed), *map(telex, once)) else "typo"


def _told(pieces: Sequence[_Piece], *, bare: bool) -> list[Respelling]:
    """What was read as something else; words beside each other for the same reason are told
    together, also over words between them that need no accents where none were typed.
    """
    told: list[Respelling] = []
    quiet = "accents" if bare else ""
    for why, run in groupby(pieces, key=lambda piece: piece.why or quiet):
        same = list(run)
        if why and any(piece.why for piece in same):
            typed = " ".join(piece.typed for piece in same)
            read = " ".join(word for piece in same for word in piece.read)
            told.append(Respelling(typed=typed, read=read, why=why))
    return told
