"""``/works``: a work with all its editions."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query

from api.examples import DAYS, WORKS
from api.models_time import WorkBody
from api.provider import service_of
from api.service import Service

__all__ = ["router"]

router = APIRouter(prefix="/works", tags=["standards"])


@router.get("/{slug}", summary="A work and its editions")
def work(
    service: Annotated[Service, Depends(service_of)],
    slug: Annotated[
        str,
        Path(description="slug of a number, with its year or without", openapi_examples=WORKS),
    ],
    as_of: Annotated[
        date | None,
        Query(description="the day of the editions' status; else today", openapi_examples=DAYS),
    ] = None,
) -> WorkBody:
    """Editions with the days on which they bind, their files, and who cites them without a year."""
    return service.work(slug, as_of=as_of)
