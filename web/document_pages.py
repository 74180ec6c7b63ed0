"""The list of documents, and the page of one document with its views."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, TypeVar

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.citation_urls import Passage, citation_url
from api.desk.notifications import Notification, symbols_of
from api.desk.opening import desk_of
from api.models import StandardBody
from api.models_tables import TablesBody
from api.page_ranges import group_doubts
from api.provider import service_of
from api.service import Service
from api.tables import tables_body, tables_url
from standards.document import Kind
from standards.errors import BadInput, DeskError, NotFound
from web.facet_view import filters
from web.fact_notes import notes_of
from web.forms_view import data_block, forms_header, other_forms
from web.graph import draw
from web.links import on_day, standard_data_url, standard_url, with_choices, with_pairs
from web.reading import clause_names, cut_parts, named_as, outline, show_part
from web.reasons import told
from web.rendering import parse_day, render
from web.sheet import Sheets
from web.timeline import timeline

__all__ = ["VIEWS", "router"]

router = APIRouter(include_in_schema=False, prefix="/standards")
Serving = Annotated[Service, Depends(service_of)]
_Row = TypeVar("_Row")

VIEWS = ("text", "products", "tables", "terms", "cites", "source")
"""The views of a document; the first is shown unless another is asked for."""

ROWS = {"products": 60, "tables": 100, "cites": 150, "terms": 100, "source": 500}
"""How many rows of a view one page shows."""


@router.get("")
def standards(
    request: Request,
    service: Serving,
    kind: Annotated[str, Query()] = "",
    number: Annotated[str, Query(max_length=100)] = "",
    issuer: Annotated[str, Query(max_length=100)] = "",
    only: Annotated[list[str] | None, Query()] = None,
    as_of: Annotated[str, Query()] = "",
    cursor: Annotated[str, Query()] = "",
) -> HTMLResponse:
    """The list of documents, as on a day."""
    listed = service.standards(
        kind=_kind(kind),
        number=number.strip() or None,
        issuer=issuer.strip() or None,
        as_of=parse_day(as_of),
        only=only or (),
        cursor=cursor or None,
        limit=50,
    )
    chosen = {"kind": kind, "number": number.strip(), "issuer": issuer.strip(), "as_of": as_of}
    marks = tuple(("only", one) for one in only or ())
    first = with_pairs("/standards", (*chosen.items(), *marks))
    return render(
        request,
        "standards.html",
        listed=listed,
        kind=kind,
        number=number.strip(),
        issuer=issuer.strip(),
        kept=[pair for pair in (("kind", kind), ("issuer", issuer.strip()), *marks) if pair[1]],
        filters=filters(
            listed.facets,
            lambda values: with_pairs(
                "/standards", (*chosen.items(), *(("only", one) for one in values))
            ),
        ),
        as_of=parse_day(as_of),
        first=first if cursor else None,
        onward=with_pairs(first, (("cursor", listed.next or ""),)) if listed.next else None,
        data_url=with_pairs("/api/v1/standards", (*chosen.items(), *marks, ("cursor", cursor))),
    )


@router.get("/{slug}")
def standard(
    request: Request,
    service: Serving,
    slug: str,
    view: Annotated[str, Query()] = VIEWS[0],
    part: Annotated[int, Query(ge=1)] = 1,
    as_of: Annotated[str, Query()] = "",
) -> Response:
    """One document: its title block, and one of its views."""
    body = service.standard(slug, as_of=parse_day(as_of))
    if body.slug != slug:
        return RedirectResponse(on_day(standard_url(body.slug), parse_day(as_of)), status_code=307)
    if view not in VIEWS:
        raise BadInput(f"view={view!r} is none of {', '.join(VIEWS)}")
    held = service.document(body.slug)
    tables = tables_body(held)
    shown = _text(service, body, part) if view == "text" else _rows(view, body, part, tables)
    if view == "cites":
        graph = service.graph(body.slug, as_of=body.as_of)
        shown = {**shown, "graph": graph, "drawing": draw(graph) if part == 1 else None}
    notified = _notified(request, body.slug)
    page = render(
        request,
        "standard.html",
        doc=body,
        structured=data_block(body, str(request.base_url).rstrip("/")),
        forms=other_forms(body, parse_day(as_of)),
        view=view,
        as_of=parse_day(as_of),
        views=_views(body, len(tables.tables)),
        tables={table.number: table for table in tables.tables},
        tables_at=tables_url(body.slug),
        products_at=tables.products_csv_url,
        cited=service.citation(body.slug, Passage(), as_of=body.as_of),
        timeline=timeline(body),
        entries={entry.key: entry for entry in body.clauses},
        names=clause_names(body.clauses),
        part=part,
        shown=shown,
        told=told,
        notes=notes_of(request, service, body.slug),
        notified=notified,
        named_as=named_as,
        rows_most=ROWS.get(view, 0),
        citation_at=citation_url(body.slug, Passage(), parse_day(as_of)),
        listed_at=service.catalogue.listed_at,
        data_url=tables_url(body.slug)
        if view == "tables"
        else with_choices(standard_data_url(body.slug), as_of=as_of),
        more_data=_more_data(
            body.slug, text=view == "text", tables=bool(tables.tables), notified=bool(notified)
        ),
    )
    page.headers["Link"] = forms_header(body, parse_day(as_of))
    return page


def _more_data(slug: str, *, text: bool, tables: bool, notified: bool) -> list[str]:
    """What a view shows that is not in the record: the words of clauses, tables, notifications."""
    parts = {"clauses": text, "tables": text and tables, "notifications": notified}
    return [f"{standard_data_url(slug)}/{part}" for part, shown in parts.items() if shown]


def _notified(request: Request, slug: str) -> list[Notification]:
    """The notifications to the WTO of this text; none where no desk can be opened."""
    try:
        return symbols_of(desk_of(request), slug)
    except DeskError:
        return []


def _kind(text: str) -> Kind | None:
    """The kind in a form field. Raises BadInput for one that does not exist."""
    if not text:
        return None
    if text not in tuple(Kind):
        raise BadInput(f"kind={text!r} is none of {', '.join(Kind)}")
    return Kind(text)


def _views(body: StandardBody, tables: int) -> tuple[tuple[str, int], ...]:
    """The views that have something to show, with how many entries each has."""
    counts = {
        "text": 0,
        "products": len(body.products),
        "tables": tables,
        "cites": len(body.cites) + len(body.cited_by) + len(body.undated_cited_by),
        "terms": len(body.definitions),
        "source": len(group_doubts(body.doubts)),
    }
    always = ("text", "cites", "source")
    return tuple((view, counts[view]) for view in VIEWS if counts[view] or view in always)


def _text(service: Service, body: StandardBody, part: int) -> Mapping[str, object]:
    document = service.document(body.slug)
    parts = cut_parts(document.clauses)
    if part > len(parts):
        raise NotFound(f"{body.number or body.slug} has no part {part}; it has {len(parts)}")
    citing = service.cited_clauses.of(body.slug, as_of=body.as_of)
    clauses = show_part(document, body, parts[part - 1], citing)
    page = clauses[0].entry.page if clauses else body.source.first_page
    return {
        "outline": outline(body.clauses, parts),
        "clauses": clauses,
        "parts": len(parts),
        "sheet": Sheets(service).know(body.slug, body.source).of(body.slug, page),
    }


def _rows(view: str, body: StandardBody, part: int, tables: TablesBody) -> Mapping[str, object]:
    """One page of a view that is a list of rows; what is cited and what cites share a page."""
    most = ROWS[view]
    lists: dict[str, Sequence[object]] = {
        "products": body.products,
        "tables": tables.tables,
        "cites": body.cites,
        "cited_by": body.cited_by,
        "undated": body.undated_cited_by,
        "terms": body.definitions,
        "pages": body.pages,
    }
    shared = {"cites": ("cites", "cited_by", "undated"), "source": ("pages",)}
    longest = max(len(lists[name]) for name in shared.get(view, (view,)))
    parts = max(1, -(-longest // most))
    if part > parts:
        raise NotFound(f"{body.number or body.slug} has no part {part}; it has {parts}")
    first = (part - 1) * most
    sliced = {name: rows[first : first + most] for name, rows in lists.items()}
    return {"rows": sliced, "parts": parts}
