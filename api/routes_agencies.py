"""``/agencies``: the bodies that issue, and who took over from whom."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query

from api.examples import DAYS, ISSUERS
from api.models_agencies import AgenciesBody, AgencyBody
from api.provider import service_of
from api.service import Service

__all__ = ["router"]

router = APIRouter(prefix="/agencies", tags=["agencies"])

Serving = Annotated[Service, Depends(service_of)]
Day = Annotated[date | None, Query(description="the day; else today", openapi_examples=DAYS)]


@router.get("", summary="The bodies that issue")
def agencies(service: Serving, as_of: Day = None) -> AgenciesBody:
    """Ministries and others with their signs, days in office and successors."""
    return service.agencies(as_of=as_of)


@router.get("/{code}", summary="One body")
def agency(
    service: Serving,
    code: Annotated[str, Path(description="sign or name", openapi_examples=ISSUERS)],
    as_of: Day = None,
) -> AgencyBody:
    """By its sign or its name, in any spelling."""
    return service.agency(code, as_of=as_of)
