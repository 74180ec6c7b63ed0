"""Where goods are spoken of: rows of lists, scopes and clauses, found by words, by code or both.

Says nothing yet of days and duties. A row is found by its words where they cover what is asked for
well enough; by its code where one of both codes lies within the other, so that neighbours under one
heading are never found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from index.catalogue_keys import folded
from search.applicability_corrections import corrected, corrected_rows
from search.applicability_exclusions import without_exceptions
from search.applicability_fit import Fit, fit_of, with_noun
from search.applicability_model import Basis
from search.applicability_records import FoundRecord, found_records
from search.applicability_texts import Correction
from search.calibration import is_supported
from search.codes_in_text import CodeInText, codes_in_clauses, evidence_of_code
from search.concepts import Question
from search.copies import without_copies
from search.coverage import Field
from search.evidence import Evidence, evidence_of
from search.gather import Find, find_passages
from search.products import Supported
from search.risk_findings import CodeMatch, best_match
from search.shelf import Shelf
from search.speaking import speaking
from standards.document import Document, Kind, ProductRow
from standards.hs import HsCode

__all__ = ["Found", "FoundRow", "FoundText", "finds_of"]

_BEHIND: Final = 0.22
"""Finds whose score is further behind the best one than this are no finds beside it."""
_STANDARDS: Final = frozenset({Kind.QCVN, Kind.TCVN})


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRow:
    """A row of a held list as it stands on the day; ``place`` is its position in the document's
    products, ``corrections`` are what changed the printed words."""

    document: Document
    row: ProductRow
    place: int
    by_words: bool
    score: float
    fit: Fit
    match: CodeMatch | None = None
    corrections: tuple[Correction, ...] = ()

    basis = Basis.ROW


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
        *_rows(shelf, question, finds, codes, day),
        *found_records(shelf, question, codes),
        *_texts(shelf, question, finds, codes, day),
    ]
    return tuple(sorted(found, key=_place))


def _place(one: Found) -> tuple[bool, int, float]:
    level = one.match.level if one.match is not None else 0
    return not (one.by_words and level), -level, -one.score


# --- held rows ------------------------------------------------------------------------------------


def _rows(
    shelf: Shelf,
    question: Question | None,
    finds: Sequence[Find],
    codes: Sequence[HsCode],
    day: date,
) -> Iterator[FoundRow]:
    found: dict[tuple[str, int], FoundRow] = {}
    for one in finds:
        place = one.passage.row if one.sort == "row" else None
        if place is None or place >= len(shelf.document(one.passage.document).products):
            continue
        made = _row(shelf, question, (one.passage.document, place), codes, day, one.score)
        if made.by_words or (made.match is not None and made.match.covers):
            found[one.passage.document, place] = made
    by_code = [
        (reference.document, reference.row)
        for code in codes
        for reference in shelf.rows_by_hs(code)
        if (match := best_match(codes, reference.product.hs)) is not None and match.covers
    ]
    fixed = corrected_rows(shelf, day)
    for key in (*by_code, *fixed):
        if key not in found:
            made = _row(shelf, question, key, codes, day, 0.0)
            if key in by_code or made.by_words or (made.match is not None and made.match.covers):
                found[key] = made if key in fixed else replace(made, by_words=False)
    seen: set[tuple[str, str, str]] = set()
    for one_row in found.values():
        document = one_row.document
        copy = str(document.number or document.id), one_row.row.ordinal, folded(one_row.row.text)
        if copy not in seen:
            seen.add(copy)
            yield one_row


def _row(
    shelf: Shelf,
    question: Question | None,
    key: tuple[str, int],
    codes: Sequence[HsCode],
    day: date,
    score: float,
) -> FoundRow:
    """The row as it stands on the day, and how its words and codes meet what is asked."""
    document = shelf.document(key[0])
    row, corrections = corrected(shelf, document, key[1], day)
    fit = fit_of(question, row_fields(row))
    match = best_match(codes, row.hs)
    return FoundRow(
        document=document,
        row=row,
        place=key[1],
        by_words=fit.speaks,
        score=score,
        fit=with_noun(shelf, question, fit, row.name, match),
        match=match,
        corrections=corrections,
    )


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
