"""A clause beside the page that it stands on, and a page of the paper with marks."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.models import BoxBody, CitationSpan, ClauseBody, ReadingBody, StandardBody
from api.provider import service_of
from api.service import Service
from web.language import Words, choose
from web.links import clause_data_url, clause_url, standard_data_url, standard_url, with_choices
from web.reading import clause_name, cut_parts
from web.rendering import render
from web.sheet import Sheets, parse_marks, tidy
from web.typeset import shorten, typeset

__all__ = ["router"]

router = APIRouter(include_in_schema=False, prefix="/standards")
Serving = Annotated[Service, Depends(service_of)]

CLAUSE_MOST = 24_000
PAGE_MOST = 30_000
"""Characters of a clause and of a page that one page of the site shows."""


@router.get("/{slug}/clauses/{label:path}")
def clause(
    request: Request,
    service: Serving,
    slug: str,
    label: str,
    at: Annotated[int, Query(ge=0, description="where in the text to go on")] = 0,
) -> Response:
    """One clause: its words, what it cites, its neighbours, and its page."""
    body = service.clause(slug, label)
    if (body.slug, body.key) != (slug, label):
        return RedirectResponse(clause_url(body.slug, body.key), status_code=307)
    record = service.standard(body.slug)
    text, cut = shorten(body.text[at:], CLAUSE_MOST)
    stop = at + len(text)
    return render(
        request,
        "clause.html",
        clause=body,
        name=_name(body),
        at=at,
        doc=record,
        blocks=typeset(text, _within(body, at, stop)),
        onward=with_choices(body.url, at=stop) if cut else None,
        citation=_citation(Words(choose(request)), body, record),
        sheet=Sheets(service).know(body.slug, body.source).of(body.slug, body.page, _marks(body)),
        in_text=_in_text(service, body),
        data_url=clause_data_url(body.slug, body.key),
    )


@router.get("/{slug}/pages/{page}")
def page(
    request: Request,
    service: Serving,
    slug: str,
    page: int,
    mark: Annotated[list[str] | None, Query(max_length=200)] = None,
) -> HTMLResponse:
    """One page of the paper with its marks, and its text."""
    marks = parse_marks(mark or (), page)
    text = service.page_text(slug, page)
    document = service.document(text.slug)
    words, cut = shorten(text.text, PAGE_MOST)
    return render(
        request,
        "page.html",
        text=text,
        text_reading=ReadingBody(
            page=text.number,
            page_class=text.page_class,
            read_as=text.read_as,
            confidence=text.confidence,
            refused=text.refused,
            doubts=text.doubts,
        ),
        words=words,
        cut=cut,
        name=str(document.number) if document.number else (document.title or text.file),
        sheet=Sheets(service).of(text.slug, page, marks),
        data_url=f"{standard_data_url(text.slug)}/pages/{page}",
        document_url=standard_url(text.slug),
    )


def _name(body: ClauseBody) -> str:
    return clause_name(body.label, body.parents[-1].label if body.parents else None)


def _marks(body: ClauseBody) -> tuple[BoxBody, ...]:
    """The marks of the clause on every page it covers, few enough for an address."""
    pages = sorted({box.page for box in body.boxes})
    return tuple(
        mark for page in pages for mark in tidy(box for box in body.boxes if box.page == page)
    )


def _within(body: ClauseBody, start: int, stop: int) -> list[CitationSpan]:
    """The mentions in ``text[start:stop]``, with offsets from ``start``."""
    return [
        span.model_copy(update={"start": span.start - start, "end": span.end - start})
        for span in body.cites
        if span.start is not None and span.end is not None
        if span.start >= start and span.end <= stop
    ]


def _citation(words: Words, body: ClauseBody, record: StandardBody) -> str:
    """The clause as it is cited: clause, number, instrument, day of effect, page."""
    parts = [
        _name(body)
        or words("document.closing" if body.key.startswith("ket") else "document.preamble"),
        body.number or body.title or body.source.file,
    ]
    if record.issued_with is not None:
        parts.append(words("clause.issued_with", number=record.issued_with.number))
    start = record.in_force_from or record.effective_from
    if start is not None:
        parts.append(words("clause.effective", date=start))
    parts.append(words("clause.on_page", page=body.page))
    return ", ".join(parts)


def _in_text(service: Service, body: ClauseBody) -> str:
    """Where the clause stands in the whole document."""
    clauses = service.document(body.slug).clauses
    position = next(i for i, clause in enumerate(clauses) if clause.key == body.key)
    part = next(part.number for part in cut_parts(clauses) if position < part.last)
    address = with_choices(standard_url(body.slug), part=part if part > 1 else None)
    return f"{address}#c-{body.key}"
