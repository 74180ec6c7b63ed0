"""What is not about one document: numbers as understood, and whether the server is well."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from api.examples import DAYS, SPELLINGS
from api.metrics import MEDIA_TYPE, Metrics
from api.models_holdings import HoldingsBody
from api.models_meta import HealthBody, IdentifierBody, ReadyBody
from api.provider import service_of
from api.service import Service

__all__ = ["health", "router"]

router = APIRouter(tags=["numbers"])
health = APIRouter(tags=["health"])

Serving = Annotated[Service, Depends(service_of)]


@router.get("/identifiers/parse", summary="Read a number in any spelling")
def parse_identifier(
    service: Serving,
    text: Annotated[
        str, Query(min_length=1, max_length=300, openapi_examples=SPELLINGS, description="a number")
    ],
) -> IdentifierBody:
    """Its canonical form; several `choices` where the number alone does not decide."""
    return service.identifier(text)


@router.get("/holdings", summary="What the library holds")
def holdings(
    service: Serving,
    as_of: Annotated[
        date | None, Query(description="the day; else today", openapi_examples=DAYS)
    ] = None,
) -> HoldingsBody:
    """Counts by kind, agency and status of the day, what was read lately, what starts or ends
    near the day, and questions that this library answers."""
    return service.holdings.on(as_of)


@health.get("/healthz", summary="The process is alive")
async def healthz() -> HealthBody:
    """Says ok as long as the process answers at all, however busy it is."""
    return HealthBody(status="ok")


@health.get("/readyz", summary="The library is open")
def readyz(service: Serving) -> ReadyBody:
    """What the library holds; 503 with what to run while it cannot be opened."""
    return service.ready()


@health.get(
    "/metrics",
    summary="Numbers for Prometheus",
    response_class=Response,
    responses={200: {"content": {"text/plain": {}}, "description": "Prometheus' text form"}},
)
def metrics(request: Request) -> Response:
    """Requests by route, time and status, questions by kind and reason, what the library holds;
    nothing of who asked for what."""
    numbers: Metrics = request.app.state.metrics
    return Response(numbers.text(), media_type=MEDIA_TYPE)
