"""The home page and the answers: one box, then what applies, each with its proof."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from api.models import AnswerBody
from api.models_risk import RiskBody
from api.provider import service_of
from api.service import Service
from search.answers import QuestionKind
from standards.document import Kind
from standards.errors import NoLibrary, NotFound
from standards.validity import Force
from web.links import ask_data_url, ask_url
from web.rendering import parse_day, render
from web.sheet import Sheet, Sheets

__all__ = ["GROUPS", "Group", "Shown", "group_answers", "router"]

router = APIRouter(include_in_schema=False)

GROUPS = ("mandatory", "mandatory_by_citation", "voluntary", "legal_act", "unknown")
"""Groups of answers in the order of the page."""

SHEETS = 5
"""Answers beyond this many are set shorter, and link to their page instead of carrying it."""

FIRST = 10
MOST = 40
"""How many answers a page shows at first, and at most."""

_LEGAL_ACTS = {Kind.CIRCULAR, Kind.DECREE, Kind.DECISION, Kind.LAW, Kind.CONSOLIDATED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An answer with its number on the page and the sheet that proves it, if it has one.

    ``risk`` is what lists say of the risk of the goods, at the first answer on the page that it
    holds for.
    """

    number: int
    answer: AnswerBody
    sheet: Sheet | None
    risk: RiskBody | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Answers of one group; ``name`` is one of ``GROUPS``."""

    name: str
    answers: tuple[Shown, ...]


@router.get("/")
def home_or_answers(
    request: Request,
    q: Annotated[str, Query()] = "",
    as_of: Annotated[str, Query()] = "",
    limit: Annotated[int, Query(ge=1, le=MOST)] = FIRST,
) -> HTMLResponse:
    """The home page, or with ``?q=`` the answer."""
    if q.strip():
        return _answers(request, q.strip(), parse_day(as_of), limit)
    return _home(request, parse_day(as_of))


def group_answers(
    service: Service, answers: Sequence[AnswerBody], *, best_first: bool = False
) -> tuple[Group, ...]:
    """Answers by force, mandatory first; the order inside a group is kept, empty ones left out.

    ``best_first``: the group of the best answer first, as where a text was asked for by its number.

    Numbers run through all groups in the order of the page. Legal acts without a force of their
    own stand together, apart from what is unknown.
    """
    groups: list[Group] = []
    sheets = Sheets(service)
    number = 0
    waiting = {n: one.risk for n, one in enumerate(answers, 1) if one.risk is not None}
    names = dict.fromkeys([*map(_group_of, answers), *GROUPS] if best_first else GROUPS)
    for name in names:
        members: list[Shown] = []
        for place, answer in enumerate(answers, 1):
            if _group_of(answer) == name:
                number += 1
                sheet = _sheet(sheets, answer) if number <= SHEETS else None
                risk = waiting.pop(answer.risk_of or place, None)
                members.append(Shown(number=number, answer=answer, sheet=sheet, risk=risk))
        if members:
            groups.append(Group(name=name, answers=tuple(members)))
    return tuple(groups)


def _home(request: Request, as_of: date | None) -> HTMLResponse:
    try:
        service = service_of(request)
    except NoLibrary:
        return render(request, "home.html", as_of=as_of, held=None, listed=())
    return render(
        request,
        "home.html",
        as_of=as_of,
        held=service.ready(),
        listed=service.standards(limit=6, as_of=as_of).items,
        data_url="/api/v1/standards",
    )


def _answers(request: Request, q: str, as_of: date | None, limit: int) -> HTMLResponse:
    service = service_of(request)
    body = service.ask(q, as_of=as_of, limit=limit)
    by_number = body.kind is QuestionKind.NUMBER
    groups = group_answers(service, body.answers, best_first=by_number)
    shown = [item for group in groups for item in group.answers]
    full = len(body.answers) >= limit and limit < MOST
    return render(
        request,
        "answers.html" if body.answers else "nothing.html",
        body=body,
        as_of=as_of,
        groups=groups,
        pane=next((item for item in shown if item.sheet), None),
        held=None if body.answers else service.ready(),
        number_part=_digits(q),
        more=ask_url(q, as_of, MOST) if full else None,
        data_url=ask_data_url(q, body.as_of, limit),
    )


def _digits(q: str) -> str:
    """The running number in a question about a number, to look for its neighbours."""
    found = re.search(r"\d+(?:-\d+)*", q)
    return found.group() if found else ""


def _group_of(answer: AnswerBody) -> str:
    if answer.force is Force.UNKNOWN and answer.kind in _LEGAL_ACTS:
        return "legal_act"
    return answer.force.value


def _sheet(sheets: Sheets, answer: AnswerBody) -> Sheet | None:
    """The sheet of an answer; none if its document went since the answer was made."""
    try:
        return sheets.of(answer.slug, answer.page, answer.boxes)
    except NotFound:
        return None
