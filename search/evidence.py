"""From a find to evidence, and from evidence to an answer.

Evidence is where the words stand: document, clause or row, page, boxes, quote. An answer says which
document that evidence speaks for: the document itself, or one that a row or clause names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote as url_quote

from search.answers import Answer, ClauseLink, HsMatch, NearestFind, Signals
from search.citing import cite, named
from search.concepts import Concept
from search.gather import Find
from search.quotes import best_quote
from search.shelf import Shelf
from search.status import Standing, force_of, kind_of_number, standing
from standards.document import Clause, Document, ProductRow
from standards.identifier import Identifier
from standards.place import Box
from standards.validity import Status

__all__ = [
    "Evidence",
    "Why",
    "answer",
    "evidence_of",
    "first_page",
    "found_in",
    "nearest",
    "row_evidence",
]

_UNKNOWN = Standing(status=Status.UNVERIFIED)
_EXCLUSIONS = 4


@dataclass(frozen=True, slots=True)
class Why:
    """How an answer was found, in one sentence, in Vietnamese and English."""

    vi: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Words of a held document and where they stand; ``standing`` is the document's on the day."""

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
    if find.passage.row is not None and find.passage.row < len(document.products):
        return row_evidence(
            shelf, document, document.products[find.passage.row], day, signals=signals
        )
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
        standing=standing(shelf, document, day),
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
        standing=standing(shelf, document, day),
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
        for page in shelf.store.pages(source.sha256):
            if source.first_page <= page.number <= min(source.last_page, source.first_page + 2):
                printed = re.sub(r"\W+", "", page.text).casefold()
                if wanted in printed:
                    return page.number, ()
    return source.first_page, ()


def answer(
    shelf: Shelf,
    evidence: Evidence,
    why: Why,
    day: date,
    *,
    number: Identifier | None = None,
    hs: tuple[HsMatch, ...] = (),
) -> Answer:
    """The answer that evidence gives for ``number``; None is the evidence's own document."""
    document = evidence.document
    other = number if number != document.number else None
    named_number = document.number if other is None else other
    subject: Document | None = document
    kind, place = document.kind, evidence.standing
    if other is not None:
        subject, kind, place = _held(shelf, other), kind_of_number(other), _UNKNOWN
        if subject is not None:
            kind, place = subject.kind, standing(shelf, subject, day)
    cited = cite(
        document,
        clause=evidence.clause,
        quote=evidence.quote,
        page=evidence.page,
        start=evidence.standing.start,
        row=evidence.row,
        number=str(other) if other is not None else None,
    )
    return Answer(
        number=str(named_number) if named_number else None,
        title=subject.title if subject is not None else None,
        kind=kind,
        force=force_of(shelf, named_number, kind, day),
        status=place.status,
        held=subject is not None,
        clause=_link(evidence),
        file=document.source.file,
        page=evidence.page,
        boxes=evidence.boxes,
        quote=evidence.quote,
        why=why.vi,
        why_en=why.en,
        hs=hs,
        exclusions=_exclusions(evidence, subject),
        citation=cited.vi,
        citation_en=cited.en,
        slug=document.id,
        sha256=document.source.sha256,
        found_in=str(document.number) if document.number else document.title,
        product=evidence.row.name if evidence.row is not None else None,
        issuer=subject.issuer if subject is not None else None,
        issued=subject.issued if subject is not None else None,
        effective_from=place.start,
        signals=evidence.signals,
    )


def _held(shelf: Shelf, number: Identifier) -> Document | None:
    """The held document with that number; None if the library has not got it."""
    held = [i for i in shelf.held_as(number) if i in shelf.summaries]
    return shelf.document(held[0]) if held else None


def _link(evidence: Evidence) -> ClauseLink | None:
    clause = evidence.clause
    if clause is None:
        return None
    key = url_quote(clause.key, safe="~")
    return ClauseLink(
        label=clause.label,
        heading=clause.heading,
        url=f"/standards/{evidence.document.id}/clauses/{key}",
    )


def _exclusions(evidence: Evidence, document: Document | None) -> tuple[str, ...]:
    """What the row itself takes out, then what the document says it does not apply to."""
    own = list(evidence.row.conditions) if evidence.row is not None else []
    if document is not None:
        own += [exclusion.text for exclusion in document.exclusions]
    return tuple(dict.fromkeys(own))[:_EXCLUSIONS]


def nearest(evidence: Evidence, *, number: Identifier | None = None) -> NearestFind:
    """The evidence as what merely came nearest; ``number`` if it speaks for another document."""
    document = evidence.document
    named_number = number if number is not None else document.number
    return NearestFind(
        number=str(named_number) if named_number else None,
        title=document.title if number is None or number == document.number else None,
        clause=_link(evidence),
        file=document.source.file,
        page=evidence.page,
        quote=evidence.quote,
        slug=document.id,
    )


def found_in(evidence: Evidence) -> Why:
    """The document of the evidence as the ``why`` sentences name it."""
    words = named(evidence.document)
    return Why(words.vi, words.en)
