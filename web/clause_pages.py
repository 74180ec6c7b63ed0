"""A clause beside the page that it stands on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse, Response

from api.citation_urls import Passage, citation_url
from api.models import CitationSpan, ClauseBody
from api.provider import service_of
from api.service import Service
from api.tables import tables_url
from standards.document import Table
from web.fact_notes import notes_of
from web.graph import draw
from web.language import Words, choose
from web.links import (
    clause_data_url,
    clause_url,
    on_day,
    standard_url,
    with_choices,
)
from web.reading import clause_name, cut_parts, tables_of
from web.rendering import parse_day, render
from web.sheet import Sheets
from web.tabling import LaidTable, fitted, lay_tables, table_alone
from web.typeset import shorten, typeset

__all__ = ["router"]

_CELL = 12
router = APIRouter(include_in_schema=False, prefix="/standards")
Serving = Annotated[Service, Depends(service_of)]

_UNNAMED = {True: "document.closing", False: "document.preamble"}
CLAUSE_MOST = 24_000
"""Characters of a clause that one page of the site shows."""
CELLS_MOST = 40_000
"""Characters of cells, of tables among the words of a clause, that one page shows."""
TABLES_MOST = 24_000
"""Characters of the tables beside the words of a clause that one page shows."""


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
    document = service.document(body.slug)
    held = tables_of(document, body.key)
    whole = lay_tables(body.text, held)
    found = [part for table in whole if (part := table.within(at, at + len(text)))]
    laid, stop = fitted(found, at + len(text), CELLS_MOST)
    text, cut = body.text[at:stop], cut or stop < at + len(text)
    shown = {table.number for table in whole}
    return render(
        request,
        "clause.html",
        clause=body,
        notes=notes_of(request, service, body.slug),
        name=_heading(body) or Words(choose(request))(_UNNAMED[body.key.startswith("ket")]),
        start=at,
        as_of=day,
        document_url=standard_url(body.slug),
        graph=graph,
        drawing=draw(graph),
        blocks=typeset(text, _within(body, at, stop), [_moved(table, at) for table in laid]),
        other_tables=_beside([each for each in held if each[0] not in shown]),
        tables_at=tables_url(body.slug),
        citation_at=citation_url(body.slug, Passage(clause=body.key), day),
        cited=service.citation(body.slug, Passage(clause=body.key), as_of=day),
        onward=with_choices(body.url, at=stop) if cut else None,
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


def _beside(held: Sequence[tuple[int, Table]]) -> list[tuple[LaidTable, Table, int]]:
    """Tables that do not stand among the words of the clause, each with as many rows as there is
    room for; the count is that of the rows left out."""
    room = TABLES_MOST
    found: list[tuple[LaidTable, Table, int]] = []
    for number, table in held:
        kept = 0
        for row in table.rows:
            room -= sum(len(cell) + _CELL for cell in row.cells)
            if room < 0:
                break
            kept += 1
        rest = len(table.rows) - kept
        found.append((table_alone(number, table, kept), table, rest))
    return found


def _moved(table: LaidTable, by: int) -> LaidTable:
    """The table in a text that begins ``by`` characters later."""
    return replace(table, start=table.start - by, end=table.end - by)


def _in_text(service: Service, body: ClauseBody) -> str:
    """Where the clause stands in the whole document."""
    clauses = service.document(body.slug).clauses
    position = next(i for i, clause in enumerate(clauses) if clause.key == body.key)
    part = next(part.number for part in cut_parts(clauses) if position < part.last)
    address = with_choices(standard_url(body.slug), part=part if part > 1 else None)
    return f"{address}#c-{body.key}"
