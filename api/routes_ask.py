"""``/ask``: one box for everything."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request

from api.examples import ASK, DAYS, ONLY
from api.models import AskBody
from api.provider import service_of
from api.service import Service
from api.understanding import wish_of
from search.answers import QuestionKind
from search.understood import Trade, Wish
from standards.document import Kind
from standards.errors import BadInput

__all__ = ["router", "wish_in_query"]

router = APIRouter(tags=["ask"])

_Year = Annotated[int, Query(ge=1900, le=2200)]


def wish_in_query(
    kind: Annotated[
        QuestionKind | None,
        Query(description="read the whole text as this, whatever it looks like"),
    ] = None,
    agency: Annotated[
        list[str] | None,
        Query(
            description="only texts of this body, by sign or name; may be repeated. With any of "
            "`agency`, `year`, `doc_kind`, `in_force` given, no filter is read from the text"
        ),
    ] = None,
    year: Annotated[
        list[_Year] | None, Query(description="only texts of this year; may be repeated")
    ] = None,
    doc_kind: Annotated[
        list[Kind] | None, Query(description="only texts of this kind; may be repeated")
    ] = None,
    in_force: Annotated[
        bool | None, Query(description="only what binds that day; false alone drops all filters")
    ] = None,
    trade: Annotated[
        Trade | None, Query(description="whose duties to show: the importer's or the maker's")
    ] = None,
    need: Annotated[
        int | None, Query(ge=1, description="answer this need alone, counted from 1")
    ] = None,
    as_typed: Annotated[
        bool, Query(description="take no word for another, whatever looks like a slip")
    ] = False,
) -> Wish:
    """What the asker sets right in how the question is read."""
    return wish_of(
        kind=kind,
        agencies=agency,
        years=year,
        kinds=doc_kind,
        in_force=in_force,
        trade=trade,
        need=need,
        as_typed=as_typed,
    )


@router.get("/ask", summary="Ask: a product, a question, a number, an HS code")
def ask(
    request: Request,
    service: Annotated[Service, Depends(service_of)],
    wish: Annotated[Wish, Depends(wish_in_query)],
    q: Annotated[str, Query(description="what is asked", openapi_examples=ASK)],
    as_of: Annotated[
        date | None,
        Query(description="the day to answer for; today if left out", openapi_examples=DAYS),
    ] = None,
    limit: Annotated[int, Query(ge=1, description="most answers")] = 10,
    certain: Annotated[
        bool, Query(description="only documents whose status on that day is known")
    ] = False,
    only: Annotated[
        list[str] | None,
        Query(
            description="of the answers only those with this value, as `facets` offer it; may be "
            "repeated. The search itself stays the same, and so do the counts",
            openapi_examples=ONLY,
        ),
    ] = None,
) -> AskBody:
    """Which standards apply, each with its clause, its page, its words and the place on the page.

    Where nothing answers, `answerable` is false, `reason` says why, and what came nearest stands
    under `nearest`. `understanding` is all that was read of the text: its needs, each answered by
    itself (`need` of an answer tells which), what narrows it, and the words that say so.
    """
    most: int = request.app.state.settings.max_answers
    if limit > most:
        raise BadInput(f"limit={limit} is too many: ask for at most {most} answers")
    body = service.ask(q, as_of=as_of, limit=limit, certain=certain, wish=wish, only=only or ())
    request.app.state.metrics.asked(body)
    return body
