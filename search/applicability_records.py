"""Rows of imported lists of goods by risk, found by words or by code.

An imported list gives a row to each code of an item; here an item is one again. Where a name is cut
short the tariff's names of its codes speak too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final
from weakref import WeakKeyDictionary

from index.catalogue_keys import folded
from search.applicability_exclusions import without_exceptions
from search.applicability_fit import Fit, fit_of, with_noun
from search.applicability_model import Basis
from search.concepts import Question
from search.coverage import Field
from search.risk_findings import CodeMatch, best_match
from search.shelf import Shelf
from search.words import words_of
from standards.catalogue import RiskRow
from standards.hs import HsCode

__all__ = ["FoundRecord", "found_records", "has_lists", "has_risk_lists"]

_BEHIND: Final = 0.22
"""Items that cover so much less than the best one are no finds beside it."""
_WHOLE, _HEAD = 0.75, 0.5
"""So much of what is asked, and of its head, must the words of an item cover."""
_CUT: Final = 0.8
"""What a word counts that only the tariff's name of a code has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRecord:
    """An item of an imported list, with a record for each of its codes."""

    records: tuple[RiskRow, ...]
    by_words: bool
    score: float
    fit: Fit
    match: CodeMatch | None = None

    basis = Basis.RECORD

    @property
    def first(self) -> RiskRow:
        """The record that meets the code asked for best, else the first."""
        if self.match is None:
            return self.records[0]
        code = self.match.code
        return next((one for one in self.records if one.hs == code), self.records[0])


@dataclass(frozen=True, slots=True)
class _Listed:
    """An item of an imported list with the words it is found by."""

    records: tuple[RiskRow, ...]
    fields: tuple[Field, ...]
    codes: tuple[HsCode, ...]
    words: frozenset[str]


_listed: WeakKeyDictionary[Shelf, tuple[_Listed, ...]] = WeakKeyDictionary()


def has_lists(shelf: Shelf) -> bool:
    """Whether the library has any list of goods, held or imported."""
    return bool(shelf.lists) or has_risk_lists(shelf)


def has_risk_lists(shelf: Shelf) -> bool:
    """Whether a list of goods by risk was imported."""
    return bool(_items(shelf))


def _items(shelf: Shelf) -> tuple[_Listed, ...]:
    held = _listed.get(shelf)
    if held is None:
        grouped: dict[tuple[object, ...], list[RiskRow]] = {}
        for record in shelf.catalogue.risks():
            own = record.item if record.name else f"{record.item}#{record.provenance.row}"
            key = record.provenance.source, record.annex, own, folded(record.name), record.risk
            grouped.setdefault(key, []).append(record)
        held = _listed[shelf] = tuple(
            _listed_item(shelf, tuple(records)) for records in grouped.values()
        )
    return held


def _listed_item(shelf: Shelf, records: tuple[RiskRow, ...]) -> _Listed:
    first = records[0]
    fields = [Field(without_exceptions(first.name))]
    codes = tuple(dict.fromkeys(one.hs for one in records if one.hs is not None))
    if first.is_cut or not first.name:
        for code in codes:
            known = shelf.catalogue.hs_name(code)
            if known is not None:
                fields.append(Field(without_exceptions(known.name_vi), _CUT))
    words = frozenset(term for one in fields for term in words_of(one.text).singles)
    return _Listed(records, tuple(fields), codes, words)


def found_records(
    shelf: Shelf, question: Question | None, codes: Sequence[HsCode]
) -> Iterator[FoundRecord]:
    found: list[FoundRecord] = []
    head = question.head if question is not None else None
    named = (head,) if head is not None else question.concepts if question is not None else ()
    heads = {syllable for one in named for form in one.forms for syllable in form.syllables}
    for item in _items(shelf):
        match = best_match(codes, item.codes)
        covers = match is not None and match.covers
        near = covers or not item.words.isdisjoint(heads)
        fit = fit_of(question, item.fields) if near else Fit(0.0, 0.0)
        words = fit.content >= _WHOLE and fit.head >= _HEAD
        if words or covers:
            found.append(
                FoundRecord(
                    records=item.records,
                    by_words=words,
                    score=fit.content,
                    fit=with_noun(shelf, question, fit, item.records[0].name, match),
                    match=match,
                )
            )
    top = max((one.score for one in found if one.by_words), default=0.0)
    for one in found:
        near = top - one.score <= _BEHIND
        covered = one.match is not None and one.match.covers
        if near or covered:
            yield one if near else replace(one, by_words=False)
