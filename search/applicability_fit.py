"""How well the words of a row fit the goods that are asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from search.applicability_exclusions import without_exceptions
from search.concepts import Question
from search.coverage import Field, cover, matched
from search.risk_findings import CodeMatch
from search.shelf import Shelf
from search.words import terms, words_of

__all__ = ["Fit", "fit_of", "with_noun"]

_HEAD: Final = 0.5
_SOME: Final = 0.3
_MOST_OF: Final = 0.6
"""What the words of a row must cover beside a code that is the same, and alone."""
_NAMED, _LITTLE = 0.9, 0.15
"""Where the head stands there whole, a long description needs little more."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How well the words of a row cover what is asked: all of it, and the head of it (0 to 1).

    ``is_noun``: a part of the row's name begins with the noun that is asked for, and nothing that
    the tariff's name of the code says of the goods is missing from the row.
    """

    content: float
    head: float
    is_noun: bool = False

    @property
    def meets(self) -> bool:
        """Whether the row speaks of the goods at all: enough to go with a code that is the same."""
        return self.is_noun or (self.head >= _HEAD and self.content >= _SOME)

    @property
    def speaks(self) -> bool:
        """Whether the row speaks of the goods by its words alone: what they are before all stands
        there and some of the rest, or most of all that is asked."""
        named = self.head >= _NAMED and self.content >= _LITTLE
        return named or (self.head >= _HEAD and self.content >= _MOST_OF)


def fit_of(question: Question | None, fields: Sequence[Field]) -> Fit:
    """How well some words cover what is asked."""
    if question is None:
        return Fit(0.0, 0.0)
    content = cover(question.concepts, fields).content
    head = cover([question.head], fields).share if question.head is not None else content
    return Fit(content, head)


def with_noun(
    shelf: Shelf, question: Question | None, fit: Fit, name: str, match: CodeMatch | None
) -> Fit:
    """The fit, with what the noun and the tariff say where the code is the same."""
    if question is None or match is None or not match.covers or fit.meets:
        return fit
    content = [concept for concept in question.concepts if concept.content]
    if not content:
        return fit
    nouns = {form.syllables[:1] for form in content[0].forms}
    parts = (terms(_FOR.sub("", part)) for part in _PARTS.split(without_exceptions(name)))
    said = frozenset(terms(question.accented)) | {
        syllable for one in content for form in one.forms for syllable in form.syllables
    }
    own = words_of(without_exceptions(name))
    rest = {syllable for one in content for syllable in one.said} - {
        n for one in nouns for n in one
    }
    more = bool(rest & own.singles)
    if not any(part[:1] in nouns and (more or said.issuperset(part)) for part in parts):
        return fit
    known = shelf.catalogue.hs_name(match.code)
    tariff = words_of(known.name_vi if known is not None else "")
    misses = any(matched(one, tariff) >= _HEAD > matched(one, own) for one in content)
    return replace(fit, is_noun=not misses)


_FOR: Final = re.compile(r"\b(?:có|dùng|sử dụng|cho|loại|các loại)\b.*")
"""What follows these words narrows a name, but is no part of the noun."""
_PARTS: Final = re.compile(r"[;,:/()-]|\s(?:và|hoặc|hay)\s")
