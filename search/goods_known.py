"""What the library and the data files know of words in a question: whether they name goods.

Goods are what begins the name of a row of a product list or the subject of a title, and what
dialect, synonyms and the English dictionary know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from index.contracts import KeywordQuery, Passage, PassageKind
from search.concepts import Question
from search.cues import Phrase, Typed, knowledge
from search.knowledge import english, expansions, question_words
from search.needs_asked import Judge
from search.question_kind import QuestionKind
from search.shelf import Shelf
from search.understanding import understand
from search.words import Language, terms

__all__ = ["judge_of"]

_LOOK: Final = 12
_SHORTEST, _LONGEST = 2, 7
_BREAK: Final = re.compile(r"[,;:()\n|/]|\s[-–]\s|\s(?:và|hoặc|về|gồm|dùng|cho)\s")
_BEFORE: Final = ("các", "những", "loại", "sản", "phẩm", "thiết", "bị")
_NAMES: Final = frozenset({PassageKind.PRODUCT, PassageKind.TITLE})


def judge_of(shelf: Shelf) -> Judge:
    """The judge over the words of questions to that library."""
    known = _Known(shelf)
    return Judge(
        content=known.content,
        is_goods=known.is_goods,
        in_one_row=known.in_one_row,
        is_about_goods=known.is_about_goods,
        head=known.head,
        trimmed=known.trimmed,
    )


class _Known:
    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def question(self, words: str) -> Question:
        return self._shelf.question(words)

    def content(self, words: str) -> int:
        if not words.strip():
            return 0
        asks = Typed(words).heard("asks")
        questions = {s for one in asks for s in terms(one.words)}
        question = self.question(words)
        each = _SHORTEST if question.language == Language.ENGLISH else 1
        return each * sum(
            sum(1 for term in concept.said if term not in questions)
            for concept in question.concepts
            if concept.content
        )

    def trimmed(self, words: str) -> str:
        """The words without what stands around goods, judged with their accents restored."""
        typed = Typed(words)
        accented = Typed(self.question(words).accented) if typed.text.strip() else typed
        if len(accented.syllables) != len(typed.syllables):
            accented = typed
        first, last = _inner(accented)
        if first >= last:
            return ""
        return typed.text[typed.syllables[first].start : typed.syllables[last - 1].end]

    def head(self, words: str) -> str:
        if not words.strip():
            return ""
        question = self.question(words)
        head = question.head
        if question.language == Language.ENGLISH:
            known = [one for one in question.concepts if one.content and one.sources]
            head = max(known, key=lambda one: one.weight, default=head)
        return " ".join(head.said) if head is not None else ""

    def is_goods(self, words: str) -> bool:
        bare = self.trimmed(words)
        if not bare:
            return False
        question = self.question(bare)
        if question.language == Language.ENGLISH:
            content = [one for one in question.concepts if one.content]
            return bool(content) and "english" in content[-1].sources
        said = tuple(question.accented.split())
        sizes = (
            range(min(len(said), _LONGEST), _SHORTEST - 1, -1)
            if len(said) >= _SHORTEST
            else (len(said),)
        )
        if any(said[:size] in _named() for size in sizes):
            return True
        names = [piece for passage in self._near(said) for piece in _pieces(passage)]
        return any(
            piece[:size] == said[:size] for size in sizes if size >= _SHORTEST for piece in names
        )

    def in_one_row(self, goods: Sequence[str]) -> bool:
        """Whether one row of a product list names them all."""
        wanted = [tuple(self.question(one).accented.split())[:_SHORTEST] for one in goods]
        together = tuple(term for one in wanted for term in one)
        for passage in self._near(together):
            if passage.kind is not PassageKind.PRODUCT:
                continue
            pieces = list(_pieces(passage))
            if all(any(p[: len(one)] == one for p in pieces) for one in wanted):
                return True
        return False

    def is_about_goods(self, words: str) -> bool:
        return understand(self.question(words)).kind is QuestionKind.PRODUCT

    def _near(self, said: tuple[str, ...]) -> list[Passage]:
        if not said:
            return []
        query = KeywordQuery(text=" ".join(said), kinds=_NAMES)
        hits = self._shelf.keywords.search(query, _LOOK)
        return list(self._shelf.store.passages(hit.passage for hit in hits).values())


@cache
def _named() -> frozenset[tuple[str, ...]]:
    """Phrases that the data files know as names of something."""
    weak = question_words().weak
    entries = [entry for found in expansions().values() for entry in found]
    said = {entry.say for entry in (*entries, *english())}
    meant = {means for entry in (*entries, *english()) for means in entry.means}
    return frozenset(one for one in said | meant if one not in weak and len(one) >= _SHORTEST)


def _name(passage: Passage) -> str:
    """The name that a row or a title gives."""
    if passage.kind is PassageKind.TITLE:
        return passage.text
    return f"{passage.heading.rsplit(' > ', 1)[-1]}\n{passage.text}"


def _pieces(passage: Passage) -> Iterator[tuple[str, ...]]:
    """The things that a name lists, each as its syllables."""
    for piece in _BREAK.split(_name(passage)):
        there = list(terms(piece))
        yield tuple(there)
        while there and (there[0] in _BEFORE or there[0].isdigit()):
            there.pop(0)
            yield tuple(there)


def _inner(said: Typed) -> tuple[int, int]:
    """The syllables that are left when courtesy and *phải theo quy chuẩn nào* are taken off."""
    first, last = 0, len(said.syllables)
    around = _around()
    moved = True
    while moved and first < last:
        moved = False
        before = said.follows(around, first)
        if before is not None and before.last <= last:
            first, moved = before.last, True
            continue
        behind = said.precedes(around, last)
        if behind is not None and behind.first >= first:
            last, moved = behind.first, True
    return first, last


@cache
def _around() -> tuple[Phrase, ...]:
    words = question_words()
    said = {*words.filler, *words.weak, *words.link, *words.filler_en, *words.weak_en}
    said |= {cue.words for cue in words.cues if cue.kind == "product"}
    for what in ("import", "domestic", "asks", "all_of_them", "in_force", "only", "turn", "join"):
        said |= {phrase.syllables for phrase in knowledge().cues[what]}
    return tuple(Phrase(one) for one in sorted(said, key=lambda s: (-len(s), s)))
