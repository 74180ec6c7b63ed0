"""How much of a find's own name the question says: of a row's name, a title, a scope.

A row for *dây cấp nguồn và dây tín hiệu* covers the word of who asks for *dây giày*, but the
question says little of the row's name: the two go different ways after the same first word.
"""

from __future__ import annotations

import re
from functools import lru_cache

from search.concepts import Question
from search.scoring import EXCEPT, Find
from search.words import terms

__all__ = ["named"]

_PARTS = re.compile(r"[;:\n]|, (?=[A-ZĐ])| - ")
"""Where a name begins to name the next goods."""


def named(find: Find, question: Question) -> float:
    """Share of the syllables of the find's own name that the question says, in its own words or in
    others for the same, 0 to 1: of the goods best named, where a row names several. A clause has no
    name of its own: 0.
    """
    if find.sort == "clause":
        return 0.0
    text = find.passage.text if find.sort == "title" else find.passage.heading.rsplit(" > ", 1)[-1]
    said = _said(question)
    return max(
        (
            sum(said.get(syllable, 0.0) for syllable in part) / len(part)
            for part in _parts(EXCEPT.sub(" ", text))
        ),
        default=0.0,
    )


@lru_cache(maxsize=4096)
def _parts(name: str) -> tuple[tuple[str, ...], ...]:
    """The syllables of each of the goods that a name names."""
    return tuple(part for part in map(terms, _PARTS.split(name)) if part)


def _said(question: Question) -> dict[str, float]:
    """The syllables of the question, 1, and of other words for the same, what those count."""
    said = dict.fromkeys(question.accented.split(), 1.0)
    for concept in question.concepts:
        for form in concept.forms:
            for syllable in form.syllables:
                said[syllable] = max(said.get(syllable, 0.0), form.weight)
    return said
