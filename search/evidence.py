"""From a find to evidence: where the words stand.

That is the document, its clause or row, page, boxes and quote. For which text they speak, the
document itself or one that a row or clause names, is said by :mod:`search.claims`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from search.answers import Signals
from search.citing import named
from search.concepts import Concept
from search.gather import Find
from search.part_standing import part_standing
from search.quotes import best_quote
from search.shelf import Shelf
from search.status import standing
from standards.document import Clause, Document, ProductRow
from standards.errors import NotFound
from standards.history import Standing
from standards.place import Box

__all__ = [
    "Evidence",
    "Why",
    "evidence_of",
    "first_page",
    "found_in",
    "row_evidence",
]


@dataclass(frozen=True, slots=True)
class Why:
    """How an answer was found, in one sentence, in Vietnamese and English."""

    vi: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Words of a held document and where they stand; ``standing`` is what the part in which they
    stand is on the day: the document's, unless something is said of that part alone."""

    document: Document
    clause: Clause | None
    row: ProductRow | None
    page: int
    boxes: tuple[Box, ...]
    quote: str
    standing: Standing
    signals: Signals | None = None
    start: int = 0
    end: int = 0


def evidence_of(
    shelf: Shelf,
    find: Find,
    concepts: Sequence[Concept],
    patterns: Sequence[re.Pattern[str]],
    day: date,
) -> Evidence:
    """The evidence that a find leads to."""
    document = shelf.document(find.passage.document)
    signals = Signals(
        score=round(find.score, 4),
        keyword_rank=find.hit.keyword_rank,
        keyword_score=find.hit.keyword_score,
        vector_rank=find.hit.vector_rank,
        vector_score=find.hit.vector_score,
    )
    place = find.passage.row
    row = shelf.product(document.id, place) if place is not None else None
    if row is not None:
        return row_evidence(shelf, document, row, day, signals=signals)
    clause = document.clause(find.passage.clause) if find.passage.clause else None
    if clause is None:
        return first_page(shelf, document, day, signals=signals)
    words = best_quote(clause, concepts, patterns, find.passage.start, find.passage.end or None)
    return Evidence(
        document=document,
        clause=clause,
        row=None,
        page=words.page,
        boxes=words.boxes,
        quote=words.text,
        standing=part_standing(shelf, document, clause.key, day),
        signals=signals,
        start=find.passage.start,
        end=find.passage.end,
    )


def row_evidence(
    shelf: Shelf,
    document: Document,
    row: ProductRow,
    day: date,
    *,
    signals: Signals | None = None,
) -> Evidence:
    """A row of a product list as evidence; its words are quoted whole."""
    return Evidence(
        document=document,
        clause=document.clause(row.clause) if row.clause else None,
        row=row,
        page=row.page,
        boxes=row.boxes,
        quote=row.text or row.name,
        standing=part_standing(shelf, document, row.clause, day),
        signals=signals,
    )


def first_page(
    shelf: Shelf, document: Document, day: date, *, signals: Signals | None = None
) -> Evidence:
    """The document itself as evidence: its title on its first page."""
    page, boxes = _title_place(shelf, document)
    return Evidence(
        document=document,
        clause=None,
        row=None,
        page=page,
        boxes=boxes,
        quote=document.title or str(document.number or document.source.file),
        standing=standing(shelf, document, day),
        signals=signals,
    )


def _title_place(shelf: Shelf, document: Document) -> tuple[int, tuple[Box, ...]]:
    """The page that prints the number, or the first page of the document's part of the file."""
    source = document.source
    if document.number is not None:
        wanted = re.sub(r"\W+", "", str(document.number)).casefold()
        for number in range(source.first_page, min(source.last_page, source.first_page + 2) + 1):
            printed = re.sub(r"\W+", "", _printed(shelf, source.sha256, number)).casefold()
            if wanted in printed:
                return number, ()
    return source.first_page, ()


def _printed(shelf: Shelf, sha256: str, number: int) -> str:
    """The text of a page; nothing for a page that is not kept."""
    try:
        return shelf.store.page(sha256, number).text
    except NotFound:
        return ""


def found_in(evidence: Evidence) -> Why:
    """The document of the evidence as the ``why`` sentences name it."""
    words = named(evidence.document)
    return Why(words.vi, words.en)
