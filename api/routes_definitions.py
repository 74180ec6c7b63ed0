"""``/definitions``: how a term is defined, in each held document that defines it."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from api.definitions import MOST_WORDS
from api.examples import DAYS, TERMS
from api.models_definitions import DefinitionsPage
from api.paging import page_links
from api.provider import service_of
from api.service import Service

__all__ = ["router"]

router = APIRouter(prefix="/definitions", tags=["definitions"])


@router.get("", summary="How a term is defined")
def definitions(
    request: Request,
    response: Response,
    service: Annotated[Service, Depends(service_of)],
    q: Annotated[
        str,
        Query(
            max_length=MOST_WORDS,
            description="a term or words of one, Vietnamese or English; tone marks do not count; "
            "all terms if left out",
            openapi_examples=TERMS,
        ),
    ] = "",
    as_of: Annotated[
        date | None, Query(description="the day of the statuses; else today", openapi_examples=DAYS)
    ] = None,
    cursor: Annotated[
        str | None, Query(max_length=2000, description="from `next` of the page before")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=100, description="definitions a page")] = 20,
) -> DefinitionsPage:
    """The words of each document that defines it, with clause, page and the status of the day: the
    term itself first, what is in force before what has ended. `next` in the body, and the `Link`
    header (RFC 8288), lead on. `total: 0` says that no document looked at defines it, not that none
    uses it."""
    page = service.definitions.find(q, as_of=as_of, cursor=cursor, limit=limit)
    response.headers["Link"] = page_links(request, page.next)
    if page.read < page.documents:
        response.headers["Cache-Control"] = "no-store"  # a moment later there is more
    return page
