"""``/standards/{slug}/amended``: a base text with the amendments in force on a day."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query

from api.examples import DAYS, SLUGS
from api.models_amended import AmendedBody
from api.provider import service_of
from api.routes_compare import Show
from api.service import Service

__all__ = ["router"]

router = APIRouter(prefix="/standards", tags=["standards"])


@router.get("/{slug}/amended", summary="A document with the amendments in force on a day")
def amended(
    service: Annotated[Service, Depends(service_of)],
    slug: Annotated[
        str, Path(description="slug or number of the document", openapi_examples=SLUGS)
    ],
    show: Annotated[Show, Query(description="`changes` leaves out unchanged clauses")] = Show.ALL,
    as_of: Annotated[
        date | None, Query(description="the day; else today", openapi_examples=DAYS)
    ] = None,
) -> AmendedBody:
    """Clause by clause: the words of the base, the words of the day where an amendment quotes them
    whole, and the instructions that made them so. This is no official consolidated text."""
    return service.amended(slug, as_of=as_of, changes_only=show is Show.CHANGES)
