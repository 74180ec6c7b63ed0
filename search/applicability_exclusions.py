"""Exclusions and conditions of a row weighed against the goods that were asked for.

An exclusion (*trừ khẩu trang y tế*) takes goods out if all of its own words stand in what was asked
for, in any wording that the data files know; if it shares only some, it may, and is shown as a
warning. A quantity of a row (*từ 1.000 kg trở lên*) is compared with one of the goods only where
both state the same unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from search.applicability_model import (
    Condition,
    ConditionKind,
    ExclusionFound,
    Place,
    Weight,
)
from search.applicability_quantities import Quantity, fits, quantities_of
from search.concepts import Question
from search.words import terms
from standards.document import Document
from standards.identifier import Identifier

__all__ = [
    "Spoken",
    "conditions_of",
    "exclusions_of",
    "exclusions_of_document",
    "is_exclusion",
    "lacks",
    "spoken",
    "weigh",
    "without_exceptions",
]

_OUT: Final = re.compile(
    r"(?i)^\W*(?:ngoại\s+)?(?:trừ|không\s+(?:bao\s+gồm|kể|áp\s+dụng|điều\s+chỉnh)|loại\s+trừ)\b"
    r"(?:\s+(?:đối\s+với|cho|các|những|loại|mặt\s+hàng))*"
)
_OUT_INSIDE: Final = re.compile(
    r"(?i)(?:không\s+áp\s+dụng|không\s+điều\s+chỉnh|ngoại\s+trừ|\btrừ)\b"
    r"(?:\s+(?:đối\s+với|cho|các|những|loại|mặt\s+hàng|trường\s+hợp))*"
)
_APART: Final = re.compile(r"[;,:]|\s+(?:và|hoặc|hay)\s+")
_EXCEPT_IN_NAME: Final = re.compile(
    r"(?i)[(,;]?\s*\b(?:ngoại\s+trừ|trừ|không\s+bao\s+gồm|không\s+kể)\b[^();|]*\)?"
)
_NARROWS: Final = re.compile(
    r"(?i)\b(?:chỉ\s+(?:áp\s+dụng|gồm|bao\s+gồm|dùng)|(?:loại\s+)?(?:dùng|sử\s+dụng)\s+"
    r"(?:cho|để|trong|làm)|loại\s+(?:sử\s+dụng|dùng)|có\s+(?:điện\s+áp|công\s+suất|áp\s+suất|"
    r"tải\s+trọng|dung\s+tích))\b[^;|()]*"
)


def is_exclusion(words: str) -> bool:
    """Whether words of a row take goods out.

    >>> is_exclusion("trừ khẩu trang y tế"), is_exclusion("có tải trọng nâng từ 1.000kg trở lên")
    (True, False)
    """
    return _OUT.match(words) is not None


def without_exceptions(name: str, conditions: Iterable[str] = ()) -> str:
    """A name without the goods that it takes out, by ``conditions`` or after *trừ*."""
    plain = " ".join(name.split())
    for words in conditions:
        if is_exclusion(words):
            plain = plain.replace(" ".join(words.split()), " ")
    return " ".join(_EXCEPT_IN_NAME.sub(" ", plain).split())


def conditions_of(row_conditions: Iterable[str], name: str) -> Iterator[Condition]:
    """Words of a row that narrow it, as printed, each once."""
    own = [words for words in row_conditions if not is_exclusion(words)]
    own += [match[0].strip(" .,") for match in _NARROWS.finditer(without_exceptions(name))]
    for words in dict.fromkeys(own):
        if not any(words != other and words in other for other in own):
            yield Condition(kind=ConditionKind.WORDS, words=words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """What was asked for: its syllables in all wordings by which its things are known, its sizes,
    its own words, and what it says the goods lack (*không động cơ*), in pairs of syllables."""

    words: frozenset[str]
    sizes: tuple[Quantity, ...]
    text: str
    without: tuple[str, ...] = ()


def spoken(question: Question | None) -> Spoken:
    """The words and sizes of what was asked for."""
    if question is None:
        return Spoken(words=frozenset(), sizes=(), text="")
    forms = (form for concept in question.concepts for form in concept.forms)
    words = frozenset(terms(question.accented)) | {s for form in forms for s in form.syllables}
    said = terms(question.accented)
    lacking = tuple(
        f"{said[at + 1]}_{said[at + 2]}" for at, word in enumerate(said[:-2]) if word == "không"
    )
    return Spoken(
        words=words, sizes=quantities_of(question.text), text=question.text, without=lacking
    )


def lacks(asked: Spoken, name: str) -> str:
    """What a row's name demands and the goods are said to lack; empty if there is nothing."""
    said = terms(without_exceptions(name))
    for at in range(len(said) - 1):
        pair = f"{said[at]}_{said[at + 1]}"
        if pair in asked.without and (at == 0 or said[at - 1] != "không"):
            return f"{said[at]} {said[at + 1]}"
    return ""


def exclusions_of(
    words: Sequence[str], goods: str, number: Identifier | None, place: Place, asked: Spoken
) -> Iterator[ExclusionFound]:
    """What the words of a row take out; ``goods`` is what it speaks of."""
    for one in dict.fromkeys(words):
        if is_exclusion(one):
            weight = weigh(one, goods, asked)
            yield ExclusionFound(words=one, number=number, place=place, weight=weight)


def exclusions_of_document(document: Document, asked: Spoken) -> Iterator[ExclusionFound]:
    """What a document says it does not apply to, where it shares words with the goods."""
    for one in document.exclusions:
        place = Place(document=document.id, clause=one.clause, page=one.page)
        weight = weigh(one.text, document.title or "", asked)
        if weight is Weight.EXCLUDES or _shares(one.text, asked):
            yield ExclusionFound(words=one.text, number=document.number, place=place, weight=weight)


def weigh(words: str, goods: str, asked: Spoken) -> Weight:
    """Whether an exclusion names the goods that were asked for.

    It does if one of its phrases has no words but theirs, or if theirs are most of what tells the
    phrase from the other goods of the row. A size in it must be met.
    """
    if not asked.words:
        return Weight.MAY
    others = frozenset(terms(without_exceptions(goods, [words])))
    if _size_is_met(words, others, asked):
        return Weight.EXCLUDES
    for phrase in _phrases(words):
        sizes = [one for one in quantities_of(phrase) if one.is_condition]
        if sizes and _unmet(sizes, asked):
            continue
        rest = _without(phrase, sizes)
        own = [term for term in terms(rest) if term not in _SMALL]
        apart = {term for term in own if term not in others}
        said = apart & asked.words
        if own and len(own) >= 2 and all(term in asked.words for term in own):
            return Weight.EXCLUDES
        if len(said) >= _SAID and len(said) >= _MOST_OF * len(apart):
            return Weight.EXCLUDES
    return Weight.MAY


def _unmet(sizes: Sequence[Quantity], asked: Spoken) -> bool:
    return fits(asked.sizes, sizes) is not None


def _size_is_met(words: str, others: frozenset[str], asked: Spoken) -> bool:
    """Whether an exclusion states a size that the goods have, and shares a word with them that the
    row does not have of itself (*trên 16 bar … chuyên ngành điện*)."""
    sizes = [one for one in quantities_of(words) if one.is_condition]
    comparable = [one for one in sizes if any(one.unit == size.unit for size in asked.sizes)]
    if not comparable or _unmet(comparable, asked):
        return False
    apart = {term for term in terms(_without(words, sizes)) if term not in others}
    return bool((apart - _SMALL) & asked.words)


def _without(phrase: str, sizes: Sequence[Quantity]) -> str:
    for one in sizes:
        phrase = phrase.replace(one.words, " ")
    return phrase


def _phrases(words: str) -> Iterator[str]:
    """The goods that an exclusion names, one by one."""
    inside = _OUT_INSIDE.search(words)
    rest = words[inside.end() :] if inside else _OUT.sub("", words)
    yield from (part for part in _APART.split(rest.strip(" ().")) if part.strip())


def _shares(words: str, asked: Spoken) -> bool:
    """Whether an exclusion shares a good part of the words of the goods."""
    own = {term for term in terms(words) if term not in _SMALL}
    said = asked.words - _SMALL
    return len(own & said) >= min(2, len(said)) > 0


_MOST_OF, _SAID = 0.5, 2
_JOINING: Final = (
    "các những loại của và hoặc hay cho để dùng trong bằng có được là với theo từ đến thuộc mặt "
    "hàng sản phẩm khi tại này đó sử dụng"
)
_SMALL: Final = frozenset(_JOINING.split())
"""Words that tell no goods from others."""
