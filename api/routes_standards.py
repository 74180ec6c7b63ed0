"""``/standards``: the documents, their records and their clauses."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from api.examples import DAYS, FILES, ISSUERS, LABELS, NUMBERS, ONLY, SLUGS
from api.forms import link_header
from api.models import ClauseBody, StandardBody, StandardsPage
from api.models_reading import FactsBody
from api.models_time import GraphBody
from api.paging import page_links
from api.provider import service_of
from api.service import Service
from standards.document import Kind

__all__ = ["router"]

router = APIRouter(prefix="/standards", tags=["standards"])

Slug = Annotated[str, Path(description="slug or number of the document", openapi_examples=SLUGS)]
Serving = Annotated[Service, Depends(service_of)]
Day = Annotated[
    date | None, Query(description="the day of the status; else today", openapi_examples=DAYS)
]


@router.get("", summary="List the documents")
def standards(
    request: Request,
    response: Response,
    service: Serving,
    kind: Annotated[Kind | None, Query(description="only this kind")] = None,
    issuer: Annotated[
        str | None,
        Query(
            description="part of the issuer's name, or its code; bodies whose numbers it answers "
            "for on the day are listed too",
            openapi_examples=ISSUERS,
        ),
    ] = None,
    number: Annotated[
        str | None, Query(description="a number or a part of it", openapi_examples=NUMBERS)
    ] = None,
    year: Annotated[int | None, Query(ge=1900, le=2999, description="year of the number")] = None,
    file: Annotated[
        str | None, Query(description="base name of the source file", openapi_examples=FILES)
    ] = None,
    as_of: Annotated[
        date | None,
        Query(description="the day of status and issuer; else today", openapi_examples=DAYS),
    ] = None,
    only: Annotated[
        list[str] | None,
        Query(
            description="only those with this value, as `facets` offer it; may be repeated",
            openapi_examples=ONLY,
        ),
    ] = None,
    cursor: Annotated[str | None, Query(description="from `next` of the page before")] = None,
    limit: Annotated[int, Query(ge=1, le=500, description="documents a page")] = 50,
) -> StandardsPage:
    """In the order of slugs. `next` in the body, and the `Link` header (RFC 8288), lead on."""
    page = service.standards(
        kind=kind,
        issuer=issuer,
        number=number,
        year=year,
        file=file,
        as_of=as_of,
        only=only or (),
        cursor=cursor,
        limit=limit,
    )
    response.headers["Link"] = page_links(request, page.next)
    return page


@router.get("/{slug}", summary="The record of a document")
def standard(
    response: Response,
    service: Serving,
    slug: Slug,
    as_of: Day = None,
) -> StandardBody:
    """Outline, product rows, relations, citations both ways, doubts and source. `links`, and the
    `Link` header, name the other forms of the record."""
    body = service.standard(slug, as_of=as_of)
    response.headers["Link"] = link_header(body.links)
    return body


@router.get("/{slug}/clauses/{label}", summary="A clause")
def clause(
    service: Serving,
    slug: Slug,
    label: Annotated[
        str, Path(description="key or printed label of the clause", openapi_examples=LABELS)
    ],
    as_of: Day = None,
) -> ClauseBody:
    """Its words line by line with boxes, what it cites, its neighbours, and its status that day."""
    return service.clause(slug, label, as_of=as_of)


@router.get("/{slug}/graph", summary="What cites it and what it cites")
def graph(
    service: Serving,
    slug: Slug,
    clause: Annotated[
        str | None,
        Query(description="key or label of a clause; else the document", openapi_examples=LABELS),
    ] = None,
    as_of: Day = None,
) -> GraphBody:
    """Nodes and edges around a document or one clause, most mentions first."""
    return service.graph(slug, clause, as_of=as_of)


@router.get("/{slug}/facts", summary="What a person can check, and what was checked")
def facts(service: Serving, slug: Slug) -> FactsBody:
    """Each fact as read, its page, and who compared it with the page, when.

    `state` is `outdated` where the value that was checked is not the one read now. Checks are made
    with the command line: `trachuan check`.
    """
    return service.facts(slug)
