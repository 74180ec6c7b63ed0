"""*Did you mean*: other questions that would find something, when this one found nothing.

A number or an HS code with one digit typed wrong, a code that is held under the same heading, the
question without a word that no document knows, the nearest names of goods in lists. Each is really
asked before it is offered; that takes at most five searches.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from index.contracts import PassageKind
from index.spelling import fold
from search.concepts import Question
from search.shelf import Shelf
from search.understood import Understood
from standards.hs import HsCode

__all__ = ["Suggestion", "suggestions"]

_MOST, _TRIED, _NEAR = 3, 5, 12
_LONGEST = 8
"""Words of a name of goods that is offered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Another question, why it is offered, and how many answers it has."""

    text: str
    why: str
    why_en: str
    count: int


@dataclass(frozen=True, slots=True)
class _Idea:
    text: str
    why: str
    why_en: str


def suggestions(
    shelf: Shelf,
    question: Question,
    understood: Understood,
    day: date,
    count: Callable[[str, date], int],
) -> tuple[Suggestion, ...]:
    """At most three questions that find something, the likeliest first.

    ``count`` asks a question for a day and says how many answers it has.
    """
    found: list[Suggestion] = []
    tried: set[str] = {fold(question.text.strip().lower())}
    for idea in _ideas(shelf, question, understood):
        key = fold(idea.text.lower())
        if key in tried:
            continue
        tried.add(key)
        answers = count(idea.text, day)
        if answers:
            found.append(
                Suggestion(text=idea.text, why=idea.why, why_en=idea.why_en, count=answers)
            )
        if len(found) == _MOST or len(tried) > _TRIED:
            break
    return tuple(found)


def _ideas(shelf: Shelf, question: Question, understood: Understood) -> Iterator[_Idea]:
    numbers = [number for need in understood.needs for number in need.numbers]
    codes = [code for need in understood.needs for code in need.codes]
    for number in numbers:
        yield from _numbers(shelf, number)
    for code in codes:
        yield from _codes(shelf, code)
    if not numbers and not codes:
        yield from _without_unknown(shelf, question)
        yield from _goods(shelf, question)


def _numbers(shelf: Shelf, number: str) -> Iterator[_Idea]:
    """Held numbers of the same series that differ in one digit, or have two in another order."""
    digits, series = _digits(number), _series(number)
    for summary in shelf.summaries.values():
        held = summary.number
        if held and _series(held) == series and is_one_slip(digits, _digits(held)):
            yield _Idea(
                held, "Số gần giống có trong thư viện.", "A number much like it that is held."
            )


@lru_cache(maxsize=65536)
def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)


@lru_cache(maxsize=65536)
def _series(number: str) -> str:
    letters = re.match(r"\W*([^\W\d_]+)", number)
    return letters.group(1).upper() if letters else re.sub(r"[\d\s:-]+", "", number).upper()


def is_one_slip(typed: str, held: str) -> bool:
    """Whether digits differ by one digit changed, or by two neighbours that changed places.

    >>> is_one_slip("55742018", "55742012"), is_one_slip("162023", "162032"), is_one_slip("1", "23")
    (True, True, False)
    """
    if len(typed) != len(held) or typed == held:
        return False
    places = [i for i, (one, other) in enumerate(zip(typed, held, strict=True)) if one != other]
    if len(places) == 1:
        return True
    first, last = places[0], places[-1]
    swapped = typed[first] == held[last] and typed[last] == held[first]
    return len(places) == len((first, last)) == last - first + 1 and swapped


def _codes(shelf: Shelf, code: str) -> Iterator[_Idea]:
    """Codes that rows of lists hold: of the same heading, or with one digit typed otherwise."""
    asked = re.sub(r"\D", "", code)
    held = shelf.goods_codes
    for digits in held:
        if digits[:4] == asked[:4] and digits != asked:
            yield _Idea(
                str(HsCode(digits)),
                "Mã cùng nhóm 4 số có trong danh mục.",
                "A code of the same heading that a list holds.",
            )
    for digits in held:
        if is_one_slip(asked, digits[: len(asked)]):
            yield _Idea(
                str(HsCode(digits[: len(asked)])),
                "Mã chỉ khác một chữ số có trong danh mục.",
                "A code that a list holds and that differs in one digit.",
            )


def _without_unknown(shelf: Shelf, question: Question) -> Iterator[_Idea]:
    """The question without words of which the library knows no wording; nothing if its first word
    is one of them: goods are named by it, and what is left would be other goods."""
    singles = shelf.vocabulary.singles
    unknown = [
        concept.said
        for concept in question.concepts
        if concept.content
        and not any(all(word in singles for word in form.syllables) for form in concept.forms)
    ]
    if not unknown or len(unknown) >= sum(1 for concept in question.concepts if concept.content):
        return
    if _first(question) in unknown:
        return
    text = f" {question.accented} "
    for said in unknown:
        text = text.replace(f" {' '.join(said)} ", " ")
    left_out = ", ".join(f"“{' '.join(said)}”" for said in unknown)
    yield _Idea(
        text.strip(),
        f"Bỏ {left_out}, không văn bản nào trong thư viện có.",
        f"Without {left_out}, which no document here has.",
    )


def _goods(shelf: Shelf, question: Question) -> Iterator[_Idea]:
    """Names of goods in lists that lie nearest in meaning and begin with what the question names
    first, in any of its wordings."""
    kinds = frozenset({PassageKind.PRODUCT})
    hits = shelf.vectors.search(shelf.embedder.query(question.meaning), _NEAR, kinds=kinds)
    passages = shelf.store.passages(hit.passage for hit in hits)
    first = _first(question)
    wanted = {
        form.syllables[0]
        for concept in question.concepts
        if concept.said == first
        for form in concept.forms
        if shelf.vocabulary.rarity(form.syllables[:1]) >= _TELLING
    }
    for hit in hits:
        passage = passages.get(hit.passage)
        if passage is None or passage.row is None:
            continue
        row = shelf.product(passage.document, passage.row)
        name = _short(row.name) if row is not None else ""
        if wanted & set(name.lower().split()[:_OPENING]):
            yield _Idea(
                name, "Tên hàng gần nhất trong các danh mục.", "The nearest goods in the lists."
            )


def _first(question: Question) -> tuple[str, ...]:
    """The first word that says anything: in Vietnamese it names the goods."""
    return next((one.said for one in question.concepts if one.content), ())


_OPENING = 3
"""Among so many syllables of a name stands what the goods are."""
_TELLING = 0.3
"""How rare a word is at least that makes a name of goods alike."""


def _short(name: str) -> str:
    """The name before its explanations."""
    words = re.split(r"[;(\n]|[:,.](?=\s|$)", name.strip(), maxsplit=1)[0].split()
    return " ".join(words[:_LONGEST])
