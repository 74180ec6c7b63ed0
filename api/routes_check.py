"""``/check``: a guided check, step by step, and its report."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from api.examples import CODES, DAYS
from api.models_check import GuidedCheckBody
from api.provider import service_of
from api.service import Service
from search.understood import Trade

__all__ = ["router"]

router = APIRouter(prefix="/check", tags=["applicable"])


@router.get(
    "",
    summary="A guided check of goods, with numbered evidence",
    openapi_extra={"x-needs-one-of": ["hs", "product"]},
)
def check(
    service: Annotated[Service, Depends(service_of)],
    product: Annotated[
        str, Query(max_length=2000, description="the goods in words; this or `hs` is needed")
    ] = "",
    hs: Annotated[
        str,
        Query(
            max_length=200,
            description="HS codes of 4, 6 or 8 digits, comma between",
            openapi_examples=CODES,
        ),
    ] = "",
    as_of: Annotated[
        date | None,
        Query(description="the day to answer for; today if left out", openapi_examples=DAYS),
    ] = None,
    trade: Annotated[
        Trade | None, Query(description="imported, or made in Vietnam; both if left out")
    ] = None,
    answer: Annotated[
        list[str] | None,
        Query(
            max_length=8,
            description="answers to `next` of earlier results: `QUESTION:CHOICE`, `QUESTION:none` "
            "or `QUESTION:unknown`",
        ),
    ] = None,
    seen: Annotated[
        str,
        Query(max_length=40, description="`seen` of an earlier report, to be told what changed"),
    ] = "",
) -> GuidedCheckBody:
    """The same answer as `/applicable`, told as a report: what must be done, by duty and by the act
    that demands it, every statement with the numbers of its proofs; what was excluded, not known
    and not held; and what the library held. `next` is the question to ask next, if any is left; an
    answer only ever takes away. Nothing that is sent is kept.
    """
    return service.checks.check(
        product,
        hs=hs,
        as_of=as_of,
        trade=trade.value if trade is not None else "",
        answers=answer or (),
        seen=seen,
    )
