"""``/compare``: two documents clause by clause."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from api.examples import DAYS, NEWER, OLDER, SLUGS
from api.models_compare import CompareBody, CompareChoicesBody
from api.provider import service_of
from api.service import Service

__all__ = ["Show", "router"]

router = APIRouter(prefix="/compare", tags=["compare"])

Serving = Annotated[Service, Depends(service_of)]


class Show(StrEnum):
    """How much of a comparison is wanted."""

    CHANGES = "changes"
    ALL = "all"


@router.get("", summary="Compare two documents clause by clause")
def compare(
    service: Serving,
    a: Annotated[
        str,
        Query(
            min_length=1,
            max_length=200,
            description="the older: slug or number",
            openapi_examples=OLDER,
        ),
    ],
    b: Annotated[
        str,
        Query(
            min_length=1,
            max_length=200,
            description="the newer: slug or number",
            openapi_examples=NEWER,
        ),
    ],
    show: Annotated[Show, Query(description="`changes` leaves out what is the same")] = Show.ALL,
    as_of: Annotated[
        date | None,
        Query(description="the day of both statuses; else today", openapi_examples=DAYS),
    ] = None,
) -> CompareBody:
    """What stayed, changed, came, went, moved or got another number, with the words that differ;
    clauses first, then the rows of product lists."""
    return service.compare(a, b, as_of=as_of, changes_only=show is Show.CHANGES)


@router.get("/choices", summary="What can be compared")
def choices(
    service: Serving,
    a: Annotated[
        str | None, Query(max_length=200, description="slug or number", openapi_examples=SLUGS)
    ] = None,
    limit: Annotated[int, Query(ge=1, le=500, description="most works")] = 100,
) -> CompareChoicesBody:
    """Works of which several documents are held; with `a` the documents to compare it with."""
    return service.compare_choices(a, limit=limit)
