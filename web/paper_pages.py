"""A page of the paper: its picture with marks, how large it is drawn, its neighbours, its text."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from api.models import ReadingBody
from api.provider import service_of
from api.service import Service
from web.fact_notes import notes_of
from web.links import on_day, page_url, standard_data_url, standard_url
from web.rendering import parse_day, render
from web.sheet import FIT, Sheets, carry, parse_marks, parse_zoom
from web.typeset import shorten

__all__ = ["router"]

router = APIRouter(include_in_schema=False, prefix="/standards")
Serving = Annotated[Service, Depends(service_of)]
Marks = Annotated[list[str] | None, Query(max_length=200)]

PAGE_MOST = 30_000
"""Characters of a page that one page of the site shows."""
MOST_LINES = 150
"""Lines that can be selected on the picture of a page."""
LISTED = 150
"""Pages that the list of pages names, around the one shown."""


@router.get("/{slug}/pages")
def turn(
    service: Serving,
    slug: str,
    page: Annotated[int, Query(ge=1)] = 1,
    mark: Marks = None,
    zoom: Annotated[str, Query()] = "",
    as_of: Annotated[str, Query()] = "",
) -> RedirectResponse:
    """To the page whose number was typed, with the marks and the size of the one before."""
    marks = carry(parse_marks(mark or (), page), page)
    chosen = parse_zoom(zoom)
    address = page_url(service.document(slug).id, page, marks, "" if chosen == FIT else chosen)
    return RedirectResponse(on_day(address, parse_day(as_of)), status_code=303)


@router.get("/{slug}/pages/{page}")
def page(
    request: Request,
    service: Serving,
    slug: str,
    page: int,
    mark: Marks = None,
    zoom: Annotated[str, Query()] = "",
    as_of: Annotated[str, Query()] = "",
) -> HTMLResponse:
    """One page of the paper with its marks, and its text; ``as_of`` is kept for the way back."""
    marks = parse_marks(mark or (), page)
    chosen = parse_zoom(zoom)
    text = service.page_text(slug, page)
    document = service.document(text.slug)
    words, cut = shorten(text.text, PAGE_MOST)
    sheet = Sheets(service).of(text.slug, page, marks, chosen)
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
        lines=service.page_lines(slug, page)[:MOST_LINES],
        name=str(document.number) if document.number else (document.title or text.file),
        sheet=sheet,
        notes=notes_of(request, service, text.slug),
        listed=_around(page, sheet.pages),
        data_url=f"{standard_data_url(text.slug)}/pages/{page}",
        document_url=standard_url(text.slug),
        as_of=parse_day(as_of),
    )


def _around(page: int, pages: int) -> range:
    """Numbers of pages to list: all, or ``LISTED`` of them around the one shown."""
    first = max(1, min(page - LISTED // 2, pages - LISTED + 1))
    return range(first, min(pages, first + LISTED - 1) + 1)
