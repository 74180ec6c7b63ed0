"""Where goods are spoken of: rows of lists, scopes and clauses, found by words, by code or both.

Says nothing yet of days and duties. A row is found by its words where they cover what is asked for
well enough; by its code where one of both codes lies within the other, so that neighbours under one
heading are never found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from weakref import WeakKeyDictionary

from index.catalogue_keys import folded
from search.applicability_exclusions import without_exceptions
from search.applicability_model import Basis
from search.calibration import is_supported
from search.codes_in_text import CodeInText, codes_in_clauses, evidence_of_code
from search.concepts import Question
from search.copies import without_copies
from search.coverage import Field, cover, matched
from search.evidence import Evidence, evidence_of
from search.gather import Find, find_passages
from search.products import Supported
from search.risk_findings import CodeMatch, best_match
from search.shelf import Shelf
from search.speaking import speaking
from search.words import terms, words_of
from standards.catalogue import RiskRow
from standards.document import Document, Kind, ProductRow
from standards.hs import HsCode

__all__ = ["Fit", "Found", "FoundRecord", "FoundRow", "FoundText", "finds_of", "fit_of"]

_BEHIND: Final = 0.22
"""Finds whose score is further behind the best one than this are no finds beside it."""
_WHOLE: Final = 0.75
"""So much of what is asked must the words of an imported row cover."""
_HEAD: Final = 0.5
_SOME: Final = 0.3
_MOST_OF: Final = 0.6
_NAMED, _LITTLE = 0.9, 0.15
"""Where the head stands there whole, a long description needs little more."""
"""What the words of a row must cover beside a code that is the same, and alone."""
_CUT: Final = 0.8
"""What a word counts that only the tariff's name of a row's code has."""
_STANDARDS: Final = frozenset({Kind.QCVN, Kind.TCVN})


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


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRow:
    """A row of a held list; ``place`` is its position in the document's products."""

    document: Document
    row: ProductRow
    place: int
    by_words: bool
    score: float
    fit: Fit
    match: CodeMatch | None = None

    basis = Basis.ROW


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


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundText:
    """A scope or title that speaks of the goods, or a clause that states the code."""

    evidence: Evidence
    basis: Basis
    by_words: bool
    score: float
    fit: Fit
    match: CodeMatch | None = None


Found = FoundRow | FoundRecord | FoundText


def finds_of(
    shelf: Shelf, question: Question | None, codes: Sequence[HsCode], day: date
) -> tuple[Found, ...]:
    """All that speaks of the goods, each once; the best first."""
    finds = _word_finds(shelf, question)
    found: list[Found] = [
        *_rows(shelf, question, finds, codes),
        *_records(shelf, question, codes),
        *_texts(shelf, question, finds, codes, day),
    ]
    return tuple(sorted(found, key=_place))


def fit_of(question: Question | None, fields: Sequence[Field]) -> Fit:
    """How well some words cover what is asked."""
    if question is None:
        return Fit(0.0, 0.0)
    content = cover(question.concepts, fields).content
    head = cover([question.head], fields).share if question.head is not None else content
    return Fit(content, head)


def _with_noun(
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


def _place(one: Found) -> tuple[bool, int, float]:
    level = one.match.level if one.match is not None else 0
    return not (one.by_words and level), -level, -one.score


# --- held rows ------------------------------------------------------------------------------------


def _rows(
    shelf: Shelf, question: Question | None, finds: Sequence[Find], codes: Sequence[HsCode]
) -> Iterator[FoundRow]:
    found: dict[tuple[str, int], FoundRow] = {}
    for one in finds:
        place = one.passage.row if one.sort == "row" else None
        if place is None:
            continue
        document = shelf.document(one.passage.document)
        if place >= len(document.products):
            continue
        row = document.products[place]
        fit = fit_of(question, row_fields(row))
        match = best_match(codes, row.hs)
        if fit.speaks or (match is not None and match.covers):
            found[document.id, place] = FoundRow(
                document=document,
                row=row,
                place=place,
                by_words=fit.speaks,
                score=one.score,
                fit=_with_noun(shelf, question, fit, row.name, match),
                match=match,
            )
    for code in codes:
        for reference in shelf.store.rows_by_hs(code):
            key = reference.document, reference.row
            match = best_match(codes, reference.product.hs)
            if key in found or match is None or not match.covers:
                continue
            found[key] = FoundRow(
                document=shelf.document(reference.document),
                row=reference.product,
                place=reference.row,
                by_words=False,
                score=0.0,
                fit=_with_noun(
                    shelf,
                    question,
                    fit_of(question, row_fields(reference.product)),
                    reference.product.name,
                    match,
                ),
                match=match,
            )
    seen: set[tuple[str, str, str]] = set()
    for one_row in found.values():
        document = one_row.document
        copy = str(document.number or document.id), one_row.row.ordinal, folded(one_row.row.text)
        if copy not in seen:
            seen.add(copy)
            yield one_row


def row_fields(row: ProductRow) -> tuple[Field, ...]:
    """The words of a row that name goods, without what it takes out."""
    text = without_exceptions(row.text, row.conditions)
    return (
        Field(without_exceptions(row.name, row.conditions)),
        Field(text, 0.9),
        Field(without_exceptions(row.group), 0.8),
    )


def _word_finds(shelf: Shelf, question: Question | None) -> list[Find]:
    """The passages that speak of the goods, not far behind the best one; none without support."""
    if question is None or not any(concept.content for concept in question.concepts):
        return []
    finds = find_passages(shelf, question, "product")
    heard = speaking(shelf, finds, question, "product")
    if not heard or not is_supported(heard, question, "product", len(shelf.keywords)):
        return []
    top = heard[0].score
    return [one for one in heard if top - one.score <= _BEHIND]


# --- imported rows --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Listed:
    """An item of an imported list with the words it is found by."""

    records: tuple[RiskRow, ...]
    fields: tuple[Field, ...]
    codes: tuple[HsCode, ...]


_listed: WeakKeyDictionary[Shelf, tuple[_Listed, ...]] = WeakKeyDictionary()


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
    return _Listed(records, tuple(fields), codes)


def _records(
    shelf: Shelf, question: Question | None, codes: Sequence[HsCode]
) -> Iterator[FoundRecord]:
    found: list[FoundRecord] = []
    for item in _items(shelf):
        match = best_match(codes, item.codes)
        covers = match is not None and match.covers
        fit = fit_of(question, item.fields)
        words = fit.content >= _WHOLE and fit.head >= _HEAD
        if words or covers:
            found.append(
                FoundRecord(
                    records=item.records,
                    by_words=words,
                    score=fit.content,
                    fit=_with_noun(shelf, question, fit, item.records[0].name, match),
                    match=match,
                )
            )
    top = max((one.score for one in found if one.by_words), default=0.0)
    for one in found:
        near = top - one.score <= _BEHIND
        covered = one.match is not None and one.match.covers
        if near or covered:
            yield one if near else replace(one, by_words=False)


# --- scopes and clauses ---------------------------------------------------------------------------


def _texts(
    shelf: Shelf,
    question: Question | None,
    finds: Sequence[Find],
    codes: Sequence[HsCode],
    day: date,
) -> Iterator[FoundText]:
    done: set[str] = set()
    concepts = question.concepts if question is not None else ()
    supported = [
        Supported(one, evidence_of(shelf, one, concepts, (), day))
        for one in finds
        if one.sort in ("scope", "title")
        and shelf.summaries[one.passage.document].kind in _STANDARDS
    ]
    for one in without_copies(supported):
        document = one.evidence.document
        name = str(document.number or document.id)
        fit = Fit(one.find.coverage.content, one.find.head)
        if name not in done and fit.speaks:
            done.add(name)
            yield FoundText(
                evidence=one.evidence,
                basis=Basis.SCOPE,
                by_words=True,
                score=one.find.score,
                fit=fit,
            )
    for stated in codes_in_clauses(shelf, codes):
        text = _stated(shelf, stated, codes, day, question)
        if text is not None:
            yield text


def _stated(
    shelf: Shelf,
    stated: CodeInText,
    codes: Sequence[HsCode],
    day: date,
    question: Question | None,
) -> FoundText | None:
    """The clause that states the code, where one of both covers the other."""
    match = best_match(codes, (HsCode.parse(stated.match.code),))
    if match is None or not match.covers:
        return None
    document = shelf.document(stated.document)
    clause = document.clause(stated.clause)
    if clause is None:
        return None
    evidence = evidence_of_code(shelf, stated, clause, day)
    return FoundText(
        evidence=evidence,
        basis=Basis.CODE,
        by_words=False,
        score=0.0,
        fit=fit_of(question, (Field(evidence.quote), Field(document.title or "", 0.8))),
        match=match,
    )
