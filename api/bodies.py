"""From what the search found to what the interface sends.

Field by field; a field of the contract that nothing fills is null, never left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from api.models import (
    AnswerBody,
    AskBody,
    BoxBody,
    ClauseRef,
    HsBody,
    NearestBody,
    ReadingBody,
    SignalsBody,
)
from api.urls import page_image_url
from search.answers import Answer, AskResult, ClauseLink, NearestFind, Signals
from standards.place import Box

__all__ = ["ReadingOf", "ask_body", "box_bodies"]


ReadingOf = Callable[[Answer], ReadingBody | None]
"""Tells how the page of an answer's evidence was read; None if the file went meanwhile."""


def ask_body(result: AskResult, reading_of: ReadingOf) -> AskBody:
    """The body of ``GET /api/v1/ask`` for a result."""
    return AskBody(
        q=result.q,
        as_of=result.as_of,
        kind=result.kind,
        answerable=result.answerable,
        reason=result.reason,
        answers=[_answer(answer, reading_of(answer)) for answer in result.answers],
        nearest=[_nearest(find) for find in result.nearest],
        understood=result.understood,
        understood_en=result.understood_en,
        choices=list(result.choices),
        took_ms=result.took_ms,
    )


def box_bodies(boxes: Iterable[Box]) -> list[BoxBody]:
    """Boxes as they are sent, to a hundredth of a point."""
    return [
        BoxBody(
            page=box.page,
            x0=round(box.x0, 2),
            y0=round(box.y0, 2),
            x1=round(box.x1, 2),
            y1=round(box.y1, 2),
        )
        for box in boxes
    ]


def _answer(answer: Answer, reading: ReadingBody | None) -> AnswerBody:
    return AnswerBody(
        number=answer.number,
        title=answer.title,
        kind=answer.kind,
        force=answer.force,
        status=answer.status,
        clause=_clause(answer.clause),
        file=answer.file,
        page=answer.page,
        boxes=box_bodies(answer.boxes),
        quote=answer.quote,
        why=answer.why,
        hs=[HsBody(code=match.code, match_level=match.match_level) for match in answer.hs],
        exclusions=list(answer.exclusions),
        citation=answer.citation,
        why_en=answer.why_en,
        citation_en=answer.citation_en,
        held=answer.held,
        slug=answer.slug,
        sha256=answer.sha256,
        found_in=answer.found_in,
        product=answer.product,
        issuer=answer.issuer,
        issued=answer.issued,
        effective_from=answer.effective_from,
        page_url=page_image_url(answer.slug, answer.page, sha256=answer.sha256, marks=answer.boxes),
        signals=_signals(answer.signals),
        reading=reading,
    )


def _nearest(find: NearestFind) -> NearestBody:
    return NearestBody(
        number=find.number,
        title=find.title,
        clause=_clause(find.clause),
        file=find.file,
        page=find.page,
        quote=find.quote,
        slug=find.slug,
    )


def _clause(link: ClauseLink | None) -> ClauseRef | None:
    if link is None:
        return None
    return ClauseRef(label=link.label, heading=link.heading, url=link.url)


def _signals(signals: Signals | None) -> SignalsBody | None:
    if signals is None:
        return None
    return SignalsBody(
        score=signals.score,
        keyword_rank=signals.keyword_rank,
        keyword_score=signals.keyword_score,
        vector_rank=signals.vector_rank,
        vector_score=signals.vector_score,
    )
