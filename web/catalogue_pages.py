"""What imported lists say, as pages: the lists, one number, one code of goods, one class."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.provider import service_of
from api.service import Service
from api.urls import API, hs_url
from web.links import on_day, with_choices
from web.rendering import parse_day, render

__all__ = ["router"]

router = APIRouter(include_in_schema=False)
Serving = Annotated[Service, Depends(service_of)]


@router.get("/catalogue")
def catalogue(
    request: Request,
    service: Serving,
    q: Annotated[str, Query(max_length=200)] = "",
    cursor: Annotated[str, Query(max_length=2000)] = "",
    as_of: Annotated[str, Query()] = "",
) -> HTMLResponse:
    """The lists that were added, and a search among their records."""
    words = " ".join(q.split())
    found = service.catalogue.records(words, cursor=cursor or None, limit=50) if words else None
    onward = None
    if found is not None and found.next:
        onward = with_choices("/catalogue", q=words, cursor=found.next, as_of=as_of)
    return render(
        request,
        "catalogue.html",
        lists=service.catalogue.lists().items,
        words=words,
        found=found,
        onward=onward,
        as_of=parse_day(as_of),
        data_url=with_choices(f"{API}/catalogue/records", q=words, cursor=cursor)
        if words
        else f"{API}/catalogue/lists",
    )


@router.get("/catalogue/{slug}")
def record(
    request: Request,
    service: Serving,
    slug: str,
    as_of: Annotated[str, Query()] = "",
) -> Response:
    """All that lists say of one number."""
    body = service.catalogue.record(slug, as_of=parse_day(as_of))
    if body.slug != slug:
        return RedirectResponse(on_day(body.url, parse_day(as_of)), status_code=307)
    return render(
        request,
        "record.html",
        body=body,
        as_of=parse_day(as_of),
        listed_at=service.catalogue.listed_at,
        data_url=with_choices(f"{API}/catalogue/records/{body.slug}", as_of=as_of),
    )


@router.get("/hs/{code}")
def hs(
    request: Request,
    service: Serving,
    code: str,
    as_of: Annotated[str, Query()] = "",
) -> Response:
    """One code of goods."""
    body = service.hs(code, as_of=parse_day(as_of))
    if body.code != code:
        return RedirectResponse(on_day(hs_url(body.code), parse_day(as_of)), status_code=307)
    return render(
        request,
        "hs.html",
        body=body,
        as_of=parse_day(as_of),
        listed_at=service.catalogue.listed_at,
        data_url=with_choices(f"{API}{body.url}", as_of=as_of),
    )


@router.get("/ics/{code}")
def ics(
    request: Request,
    service: Serving,
    code: str,
    as_of: Annotated[str, Query()] = "",
) -> HTMLResponse:
    """One class of standards."""
    body = service.catalogue.ics(code, as_of=parse_day(as_of))
    return render(
        request,
        "ics.html",
        body=body,
        as_of=parse_day(as_of),
        listed_at=service.catalogue.listed_at,
        data_url=with_choices(f"{API}{body.url}", as_of=as_of),
    )
