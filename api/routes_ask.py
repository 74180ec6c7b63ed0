"""``/ask``: one box for everything."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request

from api.examples import ASK, DAYS
from api.models import AskBody
from api.provider import service_of
from api.service import Service
from standards.errors import BadInput

__all__ = ["router"]

router = APIRouter(tags=["ask"])


@router.get("/ask", summary="Ask: a product, a question, a number, an HS code")
def ask(
    request: Request,
    service: Annotated[Service, Depends(service_of)],
    q: Annotated[str, Query(description="what is asked", openapi_examples=ASK)],
    as_of: Annotated[
        date | None,
        Query(description="the day to answer for; today if left out", openapi_examples=DAYS),
    ] = None,
    limit: Annotated[int, Query(ge=1, description="most answers")] = 10,
    certain: Annotated[
        bool, Query(description="only documents whose status on that day is known")
    ] = False,
) -> AskBody:
    """Which standards apply, each with its clause, its page, its words and the place on the page.

    Where nothing answers, `answerable` is false, `reason` says why, and what came nearest stands
    under `nearest`.
    """
    most: int = request.app.state.settings.max_answers
    if limit > most:
        raise BadInput(f"limit={limit} is too many: ask for at most {most} answers")
    return service.ask(q, as_of=as_of, limit=limit, certain=certain)
