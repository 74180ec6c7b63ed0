"""Duties that a technical regulation lays down itself (*phải công bố hợp quy*), in its own words.

The words are read sentence by sentence with the patterns of ``data/own_duties.toml``; a sentence
that only defines a word, or obliges an authority or a certifying body, is none of them. A sentence
that speaks of importers alone, or of producers alone, is theirs; so is one below such a heading.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Final
from weakref import WeakKeyDictionary

from search.applicability_texts import DutyKind, OwnDuty, Place
from search.part_standing import part_standing
from search.quotes import sentences
from search.regimes import Party
from search.shelf import Shelf
from standards.document import Clause, Document, Kind
from standards.validity import Status

__all__ = ["DutyWords", "Pattern", "duty_words", "own_duties", "read_duties"]

_EACH: Final = 3
"""So many sentences of a regulation are taken for each kind of duty."""
_DEEPEST: Final = 12
_LONGEST: Final = 900
_HINT: Final = re.compile(
    r"(?i)hợp\s+quy|kiểm\s+tra|phương\s+thức|lưu\s+thông|thị\s+trường|sử\s+dụng"
)
_SILENT: Final = (Status.ENDED, Status.NOT_YET, Status.SUSPENDED)


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words of a table, what they stand for, and sentences that have them."""

    means: str
    pattern: re.Pattern[str]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DutyWords:
    """The tables of ``data/own_duties.toml``."""

    duties: tuple[Pattern, ...]
    others: tuple[Pattern, ...]
    headings: tuple[Pattern, ...]
    parties: tuple[Pattern, ...]


@cache
def duty_words() -> DutyWords:
    """The tables, read once."""
    raw = tomllib.loads(
        resources.files("search").joinpath("data/own_duties.toml").read_text("utf-8")
    )

    def table(name: str, means: str = "") -> tuple[Pattern, ...]:
        return tuple(
            Pattern(
                row.get(means, ""),
                re.compile(row["pattern"].replace(" ", r"\s+"), re.IGNORECASE),
                tuple(row["examples"]),
            )
            for row in raw[name]
        )

    return DutyWords(
        table("duty", "kind"), table("other"), table("heading"), table("party", "party")
    )


@dataclass(frozen=True, slots=True)
class _Said:
    kind: DutyKind
    party: Party | None
    clause: Clause
    page: int
    words: str


_read: WeakKeyDictionary[Shelf, dict[str, tuple[_Said, ...]]] = WeakKeyDictionary()


def own_duties(shelf: Shelf, document: Document, day: date) -> tuple[OwnDuty, ...]:
    """The duties that a held regulation lays down on the day, in reading order; none of texts that
    are no technical regulation, and none of parts that are not in force."""
    if document.kind is not Kind.QCVN:
        return ()
    kept = _read.setdefault(shelf, {})
    if document.id not in kept:
        kept[document.id] = tuple(_said(document))
    found: list[OwnDuty] = []
    for one in kept[document.id]:
        standing = part_standing(shelf, document, one.clause.key, day)
        if standing.status in _SILENT:
            continue
        place = Place(
            document=document.id, clause=one.clause.key, label=one.clause.label, page=one.page
        )
        found.append(
            OwnDuty(
                kind=one.kind,
                party=one.party,
                number=document.number,
                words=one.words,
                place=place,
                standing=standing,
            )
        )
    return tuple(found)


def read_duties(sentence: str) -> tuple[DutyKind, ...]:
    """The kinds of duty that a sentence lays on makers or importers of goods.

    >>> read_duties("Mũ phải được công bố hợp quy.")
    (<DutyKind.DECLARATION: 'declaration'>,)
    >>> read_duties("Công bố hợp quy là việc tự công bố.")
    ()
    """
    words = duty_words()
    if any(one.pattern.search(sentence) for one in words.others):
        return ()
    found = [DutyKind(one.means) for one in words.duties if one.pattern.search(sentence)]
    if len(found) > 1 and DutyKind.COMPLY in found:
        found.remove(DutyKind.COMPLY)
    return tuple(found)


def _said(document: Document) -> Iterator[_Said]:
    clauses = {clause.key: clause for clause in document.clauses}
    times: dict[DutyKind, int] = {}
    seen: set[str] = set()
    for clause in document.clauses:
        if not clause.label or not _HINT.search(clause.text):
            continue
        headings = list(_headings(clauses, clause))
        if any(
            one.pattern.search(heading) for one in duty_words().headings for heading in headings
        ):
            continue
        for start, end in sentences(clause.text):
            words = " ".join(clause.text[start:end].split())
            if len(words) > _LONGEST or words in seen:
                continue
            for kind in read_duties(words):
                if times.get(kind, 0) < _EACH:
                    times[kind] = times.get(kind, 0) + 1
                    seen.add(words)
                    boxes = clause.boxes(start, end)
                    page = boxes[0].page if boxes else clause.page
                    yield _Said(kind, _party(words, headings), clause, page, words)


def _headings(clauses: dict[str, Clause], clause: Clause) -> Iterator[str]:
    """The heading of a clause and those above it, nearest first."""
    at: Clause | None = clause
    for _ in range(_DEEPEST):
        if at is None:
            return
        if at.heading:
            yield at.heading
        at = clauses.get(at.parent) if at.parent is not None else None


def _party(words: str, headings: list[str]) -> Party | None:
    """Who has the duty: the first of the sentence and the headings above that says it decides."""
    for text in (words, *headings):
        said = {one.means for one in duty_words().parties if one.pattern.search(text)}
        if said:
            return Party(said.pop()) if len(said) == 1 else None
    return None
