"""How a clause cites a standard: the sentence, the parts of the standard that it names, and whether
the words cite it at all or only tell of it.

The words that only tell are data: ``data/citing_words.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final, Protocol

from index.life import CitingClause, PartHead
from search.quotes import sentences
from standards.identifier import Identifier
from standards.relation import Relation, Verb

__all__ = [
    "Telling",
    "Worded",
    "citing_sentence",
    "may_name_parts",
    "only_tells",
    "parts_cited",
    "tellings",
]

_FLAGS: Final = re.IGNORECASE
_UNIT: Final = r"(?:điểm|khoản|mục|tiểu\s+mục|điều|phụ\s+lục|bảng|phần|chương|hình|clause|annex)"
_LABEL: Final = r"(?:\d+(?:\.\d+)*|[A-ZĐ](?:\.\d+)*|[IVXL]+|[a-zđ](?=\)|\s|,|$))\)?"
_LIST: Final = (
    rf"{_UNIT}\s+{_LABEL}(?:\s*(?:,|;|và|hoặc|đến|-)\s*(?:{_UNIT}\s+)?{_LABEL}(?![\w:]))*"
)
_BEFORE: Final = re.compile(
    rf"(?P<parts>{_LIST})\s*(?:,\s*)?(?:của|trong|tại|thuộc|theo)?\s*"
    r"(?:bộ\s+)?(?:các\s+)?(?:tiêu\s+chuẩn(?:\s+(?:quốc\s+gia|Việt\s+Nam))?)?\s*(?:số\s+)?$",
    _FLAGS,
)
_ANY: Final = re.compile(rf"{_UNIT}\s+{_LABEL}", _FLAGS)
_AFTER: Final = re.compile(rf"^(?:\s*\([^()]{{1,80}}\))?\s*[,(:]?\s*(?P<parts>{_LIST})", _FLAGS)
_INFORMATIVE: Final = re.compile(
    r"\(\s*tham\s+khảo\s*\)|^\W*(?:thư\s+mục\s+)?tài\s+liệu\s+tham\s+khảo|^\W*lời\s+(?:nói|mở)\s+đầu",
    _FLAGS,
)
_ABOVE: Final = 11
_NOT_CITING: Final = frozenset(Verb) - {Verb.ADOPTS, Verb.CONSOLIDATES}


class Worded(Protocol):
    """A clause, or what is kept of one."""

    @property
    def heading(self) -> str:
        """Its heading line."""

    @property
    def text(self) -> str:
        """Its words."""


@dataclass(frozen=True, slots=True)
class Telling:
    """Words beside a number that make it no citation, and a sentence that shows it."""

    pattern: re.Pattern[str]
    example: str


@cache
def tellings() -> tuple[Telling, ...]:
    """All words of the table, in its order."""
    raw = resources.files("search").joinpath("data/citing_words.toml").read_text("utf-8")
    return tuple(
        Telling(re.compile(row["pattern"], _FLAGS), row["example"])
        for row in tomllib.loads(raw)["telling"]
    )


def citing_sentence(clause: Worded, start: int | None) -> tuple[str, int]:
    """The sentence of the clause that holds that place, word for word, and where it begins."""
    if start is None:
        return (clause.heading or clause.text).strip(), 0
    for first, last in sentences(clause.text):
        if first <= start < last:
            return clause.text[first:last], first
    return clause.text.strip(), 0


def parts_cited(sentence: str, start: int, end: int) -> tuple[str, ...]:
    """The parts of the standard that stand before or behind its number, as printed.

    >>> text = "Thử theo mục 8.2 của TCVN 7303-1:2009."
    >>> parts_cited(text, text.index("TCVN"), len(text) - 1)
    ('mục 8.2',)
    >>> text = "TCVN 5756:2017, Điều 5 và Điều 6"
    >>> parts_cited(text, 0, 14)
    ('Điều 5 và Điều 6',)
    """
    found = []
    before = _BEFORE.search(sentence[:start].replace("\n", " "))
    if before is not None:
        found.append(before["parts"])
    after = _AFTER.match(sentence[end:].replace("\n", " "))
    if after is not None and before is None:
        found.append(after["parts"])
    return tuple(" ".join(part.split()) for part in found)


def may_name_parts(words: str) -> bool:
    """Whether words name a part of anything: where they do not, none stands beside a number.

    >>> may_name_parts("TCVN 5756:2017, Điều 5"), may_name_parts("Mũ bảo hiểm: TCVN 5756:2017")
    (True, False)
    """
    return _ANY.search(words) is not None


def only_tells(
    clause: CitingClause, target: Identifier, sentence: str, relations: Iterable[Relation]
) -> bool:
    """Whether the words cite nobody into force: a preamble, an informative annex, words that issue,
    replace or repeal the standard, or that only tell of it. ``relations`` are the document's.
    """
    if not clause.label:
        return True
    above: list[CitingClause | PartHead] = [clause, *clause.above[:_ABOVE]]
    if any(
        _INFORMATIVE.search(f"{one.label} {one.heading}") or _INFORMATIVE.search(one.heading)
        for one in above
    ):
        return True
    if any(telling.pattern.search(" ".join(sentence.split())) for telling in tellings()):
        return True
    said = _letters(sentence)
    return any(
        relation.verb in _NOT_CITING
        and relation.target == target
        and relation.clause == clause.key
        and (_letters(relation.words) in said or said in _letters(relation.words))
        for relation in relations
    )


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()
