"""Parts of a record as lists of their own, and the classes of standards."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from api.examples import DAYS, SLUGS
from api.models_parts import CitationsBody, CitedByBody, ClausesPage, IcsListBody, TermsBody
from api.provider import service_of
from api.service import Service

__all__ = ["router"]

router = APIRouter(tags=["standards"])

Serving = Annotated[Service, Depends(service_of)]
Slug = Annotated[str, Path(description="slug or number of the document", openapi_examples=SLUGS)]
Day = Annotated[
    date | None, Query(description="the day to answer for; else today", openapi_examples=DAYS)
]


@router.get("/standards/{slug}/clauses", summary="All clauses with their words")
def clauses(
    request: Request,
    response: Response,
    service: Serving,
    slug: Slug,
    cursor: Annotated[
        str | None, Query(max_length=200, description="from `next` of the page before")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=500, description="clauses a page")] = 100,
) -> ClausesPage:
    """The text of a document in reading order. `next` in the body, and the `Link` header (RFC
    8288), lead on. Boxes, citations and neighbours of a clause stand at its `data_url`."""
    page = service.parts.clauses(slug, cursor=cursor, limit=limit)
    if page.next is not None:
        onward = request.url.include_query_params(cursor=page.next)
        response.headers["Link"] = f'<{onward.path}?{onward.query}>; rel="next"'
    return page


@router.get("/standards/{slug}/citations", summary="What it cites, mention by mention")
def citations(service: Serving, slug: Slug, as_of: Day = None) -> CitationsBody:
    """Each mention with its words, its clause and page, and what the number means on the day."""
    return service.parts.citations(slug, as_of=as_of)


@router.get("/standards/{slug}/cited-by", summary="Who cites it, mention by mention")
def cited_by(service: Serving, slug: Slug, as_of: Day = None) -> CitedByBody:
    """Mentions in held documents; those without a year apart where they mean another edition."""
    return service.parts.cited_by(slug, as_of=as_of)


@router.get("/standards/{slug}/definitions", summary="The terms it defines")
def definitions(service: Serving, slug: Slug) -> TermsBody:
    """Term, English term where one is printed, meaning, and the clause that says so."""
    return service.parts.terms(slug)


@router.get("/ics", summary="The classes of standards", tags=["catalogue"])
def classes(service: Serving) -> IcsListBody:
    """Classes to which held documents belong by what they adopt or by a list, and those above them;
    each class opens at its own address."""
    return service.parts.classes()
