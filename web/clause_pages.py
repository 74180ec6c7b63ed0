"""A clause beside the page that it stands on."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse, Response

from api.models import CitationSpan, ClauseBody
from api.provider import service_of
from api.service import Service
from web.graph import draw
from web.language import Words, choose
from web.links import (
    clause_data_url,
    clause_url,
    on_day,
    standard_url,
    with_choices,
)
from web.reading import clause_name, cut_parts
from web.rendering import parse_day, render
from web.sheet import Sheets
from web.typeset import shorten, typeset

__all__ = ["router"]

router = APIRouter(include_in_schema=False, prefix="/standards")
Serving = Annotated[Service, Depends(service_of)]

_UNNAMED = {True: "document.closing", False: "document.preamble"}
CLAUSE_MOST = 24_000
"""Characters of a clause that one page of the site shows."""


@router.get("/{slug}/clauses/{label:path}")
def clause(
    request: Request,
    service: Serving,
    slug: str,
    label: str,
    at: Annotated[int, Query(ge=0, description="where in the text to go on")] = 0,
    as_of: Annotated[str, Query()] = "",
) -> Response:
    """One clause on a day: its words, what it cites, who cites it, its neighbours, its page."""
    day = parse_day(as_of)
    body = service.clause(slug, label, as_of=day)
    if (body.slug, body.key) != (slug, label):
        return RedirectResponse(on_day(clause_url(body.slug, body.key), day), status_code=307)
    graph = service.graph(body.slug, body.key, as_of=day)
    text, cut = shorten(body.text[at:], CLAUSE_MOST)
    stop = at + len(text)
    return render(
        request,
        "clause.html",
        clause=body,
        name=_heading(body) or Words(choose(request))(_UNNAMED[body.key.startswith("ket")]),
        start=at,
        as_of=day,
        document_url=standard_url(body.slug),
        graph=graph,
        drawing=draw(graph),
        blocks=typeset(text, _within(body, at, stop)),
        onward=with_choices(body.url, at=stop) if cut else None,
        citation=_citation(Words(choose(request)), body),
        sheet=Sheets(service).know(body.slug, body.source).of(body.slug, body.page, body.boxes),
        in_text=_in_text(service, body),
        data_url=on_day(clause_data_url(body.slug, body.key), day),
    )


def _heading(body: ClauseBody) -> str:
    """The clause as its page is headed: *Khoản 3 Điều 58*."""
    name = clause_name(body.label, body.parents[-1].label if body.parents else None)
    return name[:1].upper() + name[1:]


def _within(body: ClauseBody, start: int, stop: int) -> list[CitationSpan]:
    """The mentions in ``text[start:stop]``, with offsets from ``start``."""
    return [
        span.model_copy(update={"start": span.start - start, "end": span.end - start})
        for span in body.cites
        if span.start is not None and span.end is not None
        if span.start >= start and span.end <= stop
    ]


def _citation(words: Words, body: ClauseBody) -> str:
    """The clause as it is cited: clause, number, instrument, day of effect, page."""
    parts = [
        words.either(body.name, body.name_en)
        if body.label
        else words(_UNNAMED[body.key.startswith("ket")]),
        body.number or body.title or body.source.file,
    ]
    if body.issued_with is not None:
        parts.append(words("clause.issued_with", number=body.issued_with.number))
    if body.in_force_from is not None:
        parts.append(words("clause.effective", date=body.in_force_from))
    parts.append(words("clause.on_page", page=body.page))
    return ", ".join(parts)


def _in_text(service: Service, body: ClauseBody) -> str:
    """Where the clause stands in the whole document."""
    clauses = service.document(body.slug).clauses
    position = next(i for i, clause in enumerate(clauses) if clause.key == body.key)
    part = next(part.number for part in cut_parts(clauses) if position < part.last)
    address = with_choices(standard_url(body.slug), part=part if part > 1 else None)
    return f"{address}#c-{body.key}"
