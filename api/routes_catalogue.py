"""``/catalogue``, ``/hs`` and ``/ics``: what imported lists say. Reading only: lists are added with
the command line (``trachuan catalogue add``)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from api.examples import CLASSES, CODES, DAYS, RECORDS, TITLES
from api.models_catalogue import (
    GoodsCodeBody,
    IcsClassBody,
    ListsBody,
    RecordBody,
    RecordsPage,
)
from api.paging import page_links
from api.provider import service_of
from api.service import Service

__all__ = ["router"]

router = APIRouter(tags=["catalogue"])

Serving = Annotated[Service, Depends(service_of)]
Day = Annotated[
    date | None, Query(description="the day to answer for; else today", openapi_examples=DAYS)
]


@router.get("/catalogue/lists", summary="The lists that were added")
def lists(service: Serving) -> ListsBody:
    """Name, kind, file with its hash, when it was added, and the rows that were refused."""
    return service.catalogue.lists()


@router.get("/catalogue/records", summary="Search the records of lists")
def records(
    request: Request,
    response: Response,
    service: Serving,
    q: Annotated[
        str,
        Query(
            max_length=200,
            description="words of a number or title; tone marks do not count",
            openapi_examples=TITLES,
        ),
    ] = "",
    cursor: Annotated[str | None, Query(description="from `next` of the page before")] = None,
    limit: Annotated[int, Query(ge=1, le=500, description="records a page")] = 50,
) -> RecordsPage:
    """Standards, national and foreign, by number; held or not. `next` in the body, and the `Link`
    header (RFC 8288), lead on."""
    page = service.catalogue.records(q, cursor=cursor, limit=limit)
    response.headers["Link"] = page_links(request, page.next)
    return page


@router.get("/catalogue/records/{slug}", summary="All that lists say of a number")
def record(
    service: Serving,
    slug: Annotated[str, Path(description="slug or number", openapi_examples=RECORDS)],
    as_of: Day = None,
) -> RecordBody:
    """Each row with its list, and whether a person checked it; what it adopts and what adopts it;
    the status of a national standard is worked out for the day."""
    return service.catalogue.record(slug, as_of=as_of)


@router.get("/hs/{code}", summary="An HS code")
def hs(
    service: Serving,
    code: Annotated[str, Path(description="4, 6 or 8 digits", openapi_examples=CODES)],
    as_of: Day = None,
) -> GoodsCodeBody:
    """Its names in the tariff, the rows of held product lists with their standing that day, and the
    rows of lists of goods by risk. `state` tells a code that is gone from one that no tariff was
    loaded to name."""
    return service.hs(code, as_of=as_of)


@router.get("/ics/{code}", summary="A class of standards")
def ics(
    service: Serving,
    code: Annotated[str, Path(description="13, 13.340 or 13.340.20", openapi_examples=CLASSES)],
    as_of: Day = None,
) -> IcsClassBody:
    """Its English name, and the standards that belong to it by what they adopt or by their list."""
    return service.catalogue.ics(code, as_of=as_of)
