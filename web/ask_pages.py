"""The home page and the answers: one box, then what applies, each with its proof."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from api.models import AskBody
from api.models_time import EditionBody
from api.provider import service_of
from api.service import Service
from search.answers import Negative
from standards.errors import BadIdentifier, NoLibrary, NotFound
from standards.identifier import Identifier
from web.answer_view import GROUPS, SHEETS, sections_of
from web.day_view import quick_days
from web.facet_view import filters
from web.fact_notes import notes_finder
from web.feed_links import feed_address
from web.home_view import bars
from web.language import choose
from web.links import with_choices
from web.question_feed import QUESTION
from web.rendering import parse_day, render
from web.understood_view import Choices, band, choices_in

__all__ = ["GROUPS", "MOST", "SHEETS", "TOOLS", "router"]

router = APIRouter(include_in_schema=False)

FIRST = 10
MOST = 36
"""How many answers a page shows at first, and at most."""

EDITIONS = 8
"""How many editions of a text that is not held are named."""

TOOLS = (
    ("/check", "check"),
    ("/applicable", "applicable"),
    ("/watch", "watch"),
    ("/compare", "compare"),
)
"""What else the home page leads to: the path and its key of strings."""


@router.get("/")
def home_or_answers(
    request: Request,
    q: Annotated[str, Query()] = "",
    as_of: Annotated[str, Query()] = "",
    limit: Annotated[int, Query(ge=1, le=100)] = FIRST,
) -> HTMLResponse:
    """The home page, or with ``?q=`` the answer."""
    if q.strip():
        choices = choices_in(
            q.strip(), parse_day(as_of), min(limit, MOST), request.query_params.multi_items()
        )
        return _answers(request, choices)
    return _home(request, parse_day(as_of))


def _home(request: Request, as_of: date | None) -> HTMLResponse:
    try:
        service = service_of(request)
    except NoLibrary:
        return render(request, "home.html", as_of=as_of, held=None)
    held = service.holdings.on(as_of)
    return render(
        request,
        "home.html",
        as_of=as_of,
        held=held,
        bars=bars(held, as_of),
        tools=TOOLS,
        data_url=with_choices("/api/v1/holdings", as_of=as_of),
    )


def _answers(request: Request, choices: Choices) -> HTMLResponse:
    service = service_of(request)
    limit = choices.limit or FIRST
    body = service.ask(
        choices.q, as_of=choices.as_of, limit=limit, wish=choices.wish, only=choices.only
    )
    request.app.state.metrics.asked(body)
    sections = sections_of(service, body)
    shown = [item for one in sections for group in one.groups for item in group.answers]
    full = body.total > len(body.answers) and limit < MOST
    return render(
        request,
        "answers.html" if body.answerable else "nothing.html",
        body=body,
        as_of=choices.as_of,
        sections=sections,
        notes_at=notes_finder(request, service),
        band=band(body, choices),
        days=quick_days(body, service.today),
        filters=filters(body.facets, lambda only: replace(choices, limit=None, only=only).address),
        pane=next((item for item in shown if item.sheet), None),
        held=None if body.answerable else service.ready(),
        number_part=_digits(choices.q),
        editions=() if body.answerable else _editions(service, body),
        more=replace(choices, limit=MOST).address if full else None,
        feed_at=feed_address(QUESTION, [("q", body.q), ("lang", choose(request))]),
        data_url=replace(choices, as_of=body.as_of).data_address,
    )


def _digits(q: str) -> str:
    """The running number in a question about a number, to look for its neighbours."""
    found = re.search(r"\d+(?:-\d+)*", q)
    return found.group() if found else ""


def _editions(service: Service, body: AskBody) -> tuple[EditionBody, ...]:
    """The other editions of a text that is not held, newest first, as on the day."""
    if body.reason is not Negative.NOT_IN_LIBRARY:
        return ()
    for number in (number for need in body.understanding.needs for number in need.numbers):
        try:
            undated = Identifier.parse(number).without_year()
            return tuple(service.work(undated.slug, as_of=body.as_of).editions[:EDITIONS])
        except (BadIdentifier, NotFound):
            continue
    return ()
