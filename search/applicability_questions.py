"""Asking back: what the answer depends on and nobody said, made of how the items differ.

A question is asked only if its answers lead to different results. Its choices are words of the
items, or the tariff's lines of their codes; *none of them* and *don't know* are always possible,
and *don't know* keeps everything. An answer can only take items away: it drops those that state
another choice of the same question, and none that state no choice at all. Questions, answers and
items need no memory: an answer is the question's id and the choice's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from index.catalogue_keys import folded
from search.applicability_exclusions import is_exclusion, without_exceptions
from search.applicability_model import (
    Answered,
    Basis,
    Choice,
    ExclusionFound,
    Item,
    Question,
    QuestionKind,
    SetAside,
    Weight,
    Why,
)
from search.applicability_quantities import quantities_of
from search.words import terms
from standards.history import Reason

__all__ = ["NONE", "UNKNOWN", "Narrowed", "answered", "narrowed", "questions_of"]

UNKNOWN: Final = "unknown"
NONE: Final = "none"
"""The answers that every question takes: nobody knows, and none of the choices."""

_MOST: Final = 5
_CHOICES: Final = 12
_LONGEST: Final = 160
_STOP: Final = r"(?=[;,:|()]|\s(?:dùng|sử\s+dụng|cho|để|có|theo|bằng|và|hoặc|trừ|loại)\s|$)"
_USE: Final = re.compile(
    r"(?i)\b(?:loại\s+)?(?:(?:dùng|sử\s+dụng|dành)\s+(?:cho|để|trong|làm)|cho)\s+"
    rf"(?P<what>[^;,:|()]+?){_STOP}"
)
_MATERIAL: Final = re.compile(
    rf"(?i)\b(?:làm\s+)?(?:bằng|từ)\s+"
    rf"(?P<what>[^\d;,:|()][^;,:|()]*?){_STOP}"
)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What is left of the items after the answers, and what the answers took away."""

    items: tuple[Item, ...]
    aside: tuple[SetAside, ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question being made: the choices that each item states, by the item's id."""

    id: str
    kind: QuestionKind
    stated: Mapping[str, tuple[str, ...]]

    def keeps(self, item: Item, choice: str) -> bool:
        """Whether an item stays if that is the answer."""
        stated = self.stated.get(item.id, ())
        ids = [_slug(words) for words in stated]
        if self.kind is QuestionKind.EXCEPTION:
            return choice not in ids
        if choice == UNKNOWN or not ids:
            return True
        return choice in ids


def narrowed(items: Sequence[Item], answers: Sequence[tuple[str, str]]) -> Narrowed:
    """The items that the answers leave; an answer to a question that is none, or with a choice that
    is none, changes nothing."""
    left = tuple(items)
    aside: list[SetAside] = []
    possible = {one.id: one for one in _possible(items)}
    for question, choice in answers:
        asked = possible.get(question)
        if asked is None or choice == UNKNOWN or not _is_choice(asked, choice):
            continue
        gone = [item for item in left if not asked.keeps(item, choice)]
        words = _words_of(asked, choice)
        aside += [SetAside(item=item, why=Why.ANSWERED, words=words) for item in gone]
        left = tuple(item for item in left if asked.keeps(item, choice))
    return Narrowed(left, tuple(aside))


def answered(items: Sequence[Item], answers: Sequence[tuple[str, str]]) -> tuple[Answered, ...]:
    """The answers with the words of their questions; those that belong to none are left out.

    ``items`` are all of them, before the answers.
    """
    possible = {one.id: one for one in _possible(items)} if answers else {}
    return tuple(
        Answered(
            question=question,
            choice=choice,
            kind=asked.kind,
            words=_asking(asked),
            choice_words=_words_of(asked, choice),
        )
        for question, choice in answers
        if (asked := possible.get(question)) is not None
        and (choice == UNKNOWN or _is_choice(asked, choice))
    )


def questions_of(
    items: Sequence[Item],
    answers: Sequence[tuple[str, str]],
    *,
    most: int = _MOST,
    said: frozenset[str] = frozenset(),
) -> tuple[Question, ...]:
    """The questions whose answers split the items that are left, what splits most first.

    ``items`` are all of them, before the answers; ``most`` counts questions answered before;
    ``said`` are the syllables of the goods: what they say by themselves is not asked.
    """
    left = narrowed(items, answers).items
    done = {question for question, _ in answers}
    made = [
        question
        for asked in _possible(items)
        if asked.id not in done and not _is_said(asked, said)
        if (question := _question(asked, left)) is not None
    ]
    made.sort(key=lambda one: (-one.splits, one.id))
    return tuple(made[: max(0, most - len(done))])


def _is_said(asked: _Asked, said: frozenset[str]) -> bool:
    """Whether the goods were described by one of the choices (*găng tay cho trẻ em*)."""
    if asked.kind not in (QuestionKind.USE, QuestionKind.MATERIAL):
        return False
    choices = (terms(words) for own in asked.stated.values() for words in own)
    return any(choice and said.issuperset(choice) for choice in choices)


def _is_choice(asked: _Asked, choice: str) -> bool:
    known = {_slug(words) for stated in asked.stated.values() for words in stated}
    return choice == NONE or choice in known


def _words_of(asked: _Asked, choice: str) -> str:
    stated = (words for own in asked.stated.values() for words in own)
    return next((words for words in stated if _slug(words) == choice), "")


def _question(asked: _Asked, left: Sequence[Item]) -> Question | None:
    """The question as it is shown; None where it splits nothing."""
    words: dict[str, str] = {}
    for item in left:
        for one in asked.stated.get(item.id, ()):
            words.setdefault(_slug(one), one)
    if not words or (len(words) < 2 and asked.kind in (QuestionKind.NAME, QuestionKind.LINE)):
        return None
    kept = {choice: [i for i in left if asked.keeps(i, choice)] for choice in (*words, NONE)}
    results = {_result(items) for items in kept.values()}
    if len(results) < 2:
        return None
    sizes = [len(items) for items in kept.values()]
    choices = sorted(words, key=lambda choice: (-len(kept[choice]), words[choice]))[:_CHOICES]
    return Question(
        id=asked.id,
        kind=asked.kind,
        words=_asking(asked),
        choices=tuple(
            Choice(id=choice, words=words[choice], keeps=len(kept[choice])) for choice in choices
        ),
        none_keeps=len(kept[NONE]),
        splits=round(len(left) - sum(sizes) / len(sizes), 3),
    )


def _result(items: Iterable[Item]) -> frozenset[tuple[str, str]]:
    """What an answer comes to: which texts, and what must be done."""
    found: set[tuple[str, str]] = set()
    for item in items:
        found.update(("number", str(number)) for number in item.numbers)
        found.update(("duty", kind.value) for kind in item.kinds)
        found.add(("list", str(item.number or item.id)))
        found.update(("level", level.value) for level in (item.risk,) if level is not None)
    return frozenset(found)


# --- what items state -----------------------------------------------------------------------------


def _possible(items: Sequence[Item]) -> list[_Asked]:
    """Every question that the items could be split by."""
    rows = [item for item in items if item.basis in (Basis.ROW, Basis.RECORD)]
    found = [
        _Asked("use", QuestionKind.USE, _stated(rows, lambda i: _phrases(_USE, i))),
        _Asked("material", QuestionKind.MATERIAL, _stated(rows, lambda i: _phrases(_MATERIAL, i))),
        _Asked("except", QuestionKind.EXCEPTION, _stated(rows, _exceptions)),
        _Asked("line", QuestionKind.LINE, _stated(rows, lambda item: item.lines)),
    ]
    units = dict.fromkeys(
        one.unit for item in rows for one in quantities_of(_goods(item)) if one.is_condition
    )
    for unit in units:
        stated = _stated(rows, partial(_sizes, unit))
        found.append(_Asked(f"size-{_slug(unit)}", QuestionKind.QUANTITY, stated))
    found += [_Asked(f"name-{_slug(key)}", QuestionKind.NAME, own) for key, own in _names(rows)]
    return [one for one in found if one.stated]


def _stated(
    items: Iterable[Item], words_of: Callable[[Item], tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    found = {item.id: words_of(item) for item in items}
    return {name: words for name, words in found.items() if words}


def _goods(item: Item) -> str:
    return without_exceptions(item.name)


def _phrases(pattern: re.Pattern[str], item: Item) -> tuple[str, ...]:
    found = (match["what"].strip(" .") for match in pattern.finditer(_goods(item)))
    return tuple(dict.fromkeys(words for words in found if words))


def _sizes(unit: str, item: Item) -> tuple[str, ...]:
    sizes = (one for one in quantities_of(_goods(item)) if one.is_condition and one.unit == unit)
    return tuple(dict.fromkeys(one.words for one in sizes))


def _exceptions(item: Item) -> tuple[str, ...]:
    own: Iterable[ExclusionFound] = (
        one for one in item.exclusions if one.weight is Weight.MAY and is_exclusion(one.words)
    )
    return tuple(dict.fromkeys(one.words for one in own if len(one.words) <= _LONGEST))


def _names(items: Sequence[Item]) -> list[tuple[str, dict[str, tuple[str, ...]]]]:
    """For each list the names of its items: only within one list does one name rule out another,
    for the goods may stand in several lists at once."""
    lists: dict[str, dict[str, tuple[str, ...]]] = {}
    for item in items:
        if item.name:
            key = item.place.document or item.place.source
            lists.setdefault(key, {})[item.id] = (item.name,)
    return [(key, own) for key, own in lists.items() if len(own) > 1]


def _slug(words: str) -> str:
    """The id of a choice: its words without marks; long ones are told apart by their end."""
    plain = re.sub(r"[^a-z0-9]+", "-", folded(words)).strip("-")
    return plain if len(plain) <= 60 else f"{plain[:40]}-{_sum(plain)}"


def _sum(text: str) -> str:
    value = 0
    for letter in text:
        value = (value * 131 + ord(letter)) % 4_294_967_291
    return f"{value:08x}"


def _asking(asked: _Asked) -> Reason:
    return _WORDS[asked.kind]


_WORDS: Final = {
    QuestionKind.NAME: Reason("Hàng thuộc loại nào dưới đây?", "Which of these are the goods?"),
    QuestionKind.USE: Reason("Hàng dùng cho ai, vào việc gì?", "Whom or what are the goods for?"),
    QuestionKind.MATERIAL: Reason("Hàng làm bằng gì?", "What are the goods made of?"),
    QuestionKind.QUANTITY: Reason(
        "Thông số của hàng nằm trong khoảng nào?", "In which range are the goods?"
    ),
    QuestionKind.EXCEPTION: Reason(
        "Hàng có thuộc trường hợp được trừ ra không?", "Are the goods one of these exceptions?"
    ),
    QuestionKind.LINE: Reason(
        "Hàng khớp dòng thuế nào?", "Which line of the tariff fits the goods?"
    ),
}
