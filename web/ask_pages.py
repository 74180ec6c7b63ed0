"""The home page and the answers: one box, then what applies, each with its proof."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from api.models import AnswerBody, AskBody
from api.models_risk import RiskBody
from api.models_understood import NeedBody
from api.provider import service_of
from api.service import Service
from search.answers import QuestionKind
from standards.document import Kind
from standards.errors import NoLibrary, NotFound
from standards.validity import Force
from web.rendering import parse_day, render
from web.sheet import Sheet, Sheets
from web.understood_view import Choices, band, choices_in

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The answers to one need; ``need`` None where there is only one."""

    need: NeedBody | None
    groups: tuple[Group, ...]


@router.get("/")
def home_or_answers(
    request: Request,
    q: Annotated[str, Query()] = "",
    as_of: Annotated[str, Query()] = "",
    limit: Annotated[int, Query(ge=1, le=MOST)] = FIRST,
) -> HTMLResponse:
    """The home page, or with ``?q=`` the answer."""
    if q.strip():
        choices = choices_in(q.strip(), parse_day(as_of), limit, request.query_params.multi_items())
        return _answers(request, choices)
    return _home(request, parse_day(as_of))


def group_answers(
    service: Service, answers: Sequence[AnswerBody], *, best_first: bool = False
) -> tuple[Group, ...]:
    """Answers by force, mandatory first; the order inside a group is kept, empty ones left out.

    ``best_first``: the group of the best answer first, as where a text was asked for by its number.

    Numbers run through all groups in the order of the page. Legal acts without a force of their
    own stand together, apart from what is unknown.
    """
    return _Grouping(service, answers).groups(best_first=best_first)


class _Grouping:
    """Puts the answers of a page into groups, one need after the other; numbers run through."""

    def __init__(self, service: Service, answers: Sequence[AnswerBody]) -> None:
        self._answers = tuple(enumerate(answers, 1))
        self._sheets = Sheets(service)
        self._number = 0
        self._risks = {n: one.risk for n, one in self._answers if one.risk is not None}

    def groups(self, need: int | None = None, *, best_first: bool = False) -> tuple[Group, ...]:
        """The groups of a need's answers; of all answers for None."""
        meant = [pair for pair in self._answers if need in (None, pair[1].need)]
        ordered = [_group_of(answer) for _, answer in meant] if best_first else []
        found: list[Group] = []
        for name in dict.fromkeys([*ordered, *GROUPS]):
            members = [
                self._shown(place, answer) for place, answer in meant if _group_of(answer) == name
            ]
            if members:
                found.append(Group(name=name, answers=tuple(members)))
        return tuple(found)

    def _shown(self, place: int, answer: AnswerBody) -> Shown:
        self._number += 1
        return Shown(
            number=self._number,
            answer=answer,
            sheet=_sheet(self._sheets, answer) if self._number <= SHEETS else None,
            risk=self._risks.pop(answer.risk_of or place, None),
        )


def _sections(service: Service, body: AskBody) -> tuple[Section, ...]:
    """The answers by need; one section where the question has one need."""
    grouping = _Grouping(service, body.answers)
    asked = [need for need in body.understanding.needs if need.answerable is not None]
    if len(asked) < 2:
        by_number = body.kind is QuestionKind.NUMBER
        return (Section(need=None, groups=grouping.groups(best_first=by_number)),)
    return tuple(
        Section(
            need=need,
            groups=grouping.groups(need.place, best_first=need.kind is QuestionKind.NUMBER),
        )
        for need in asked
    )


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


def _answers(request: Request, choices: Choices) -> HTMLResponse:
    service = service_of(request)
    limit = choices.limit or FIRST
    body = service.ask(choices.q, as_of=choices.as_of, limit=limit, wish=choices.wish)
    sections = _sections(service, body)
    shown = [item for one in sections for group in one.groups for item in group.answers]
    full = len(body.answers) >= limit and limit < MOST
    return render(
        request,
        "answers.html" if body.answers else "nothing.html",
        body=body,
        as_of=choices.as_of,
        sections=sections,
        band=band(body, choices),
        pane=next((item for item in shown if item.sheet), None),
        held=None if body.answers else service.ready(),
        number_part=_digits(choices.q),
        more=replace(choices, limit=MOST).address if full else None,
        data_url=replace(choices, as_of=body.as_of).data_address,
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
