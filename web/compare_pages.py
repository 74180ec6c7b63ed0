"""Two documents side by side, and the form that asks which two."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.models_compare import ClausePairBody, CompareBody
from api.models_meta import ProblemBody
from api.problems import problem_of
from api.provider import service_of
from api.routes_compare import Show
from api.service import Service
from api.urls import API
from standards.errors import BadInput, NotFound
from web.compare_parts import contents, cut_pairs, short, steps
from web.compare_view import fold, show_pairs
from web.links import amended_url, with_choices
from web.rendering import parse_day, render

__all__ = ["router"]

router = APIRouter(include_in_schema=False)
Serving = Annotated[Service, Depends(service_of)]
Named = Annotated[str, Query(max_length=200)]

_WORKS = 60


@router.get("/compare")
def compare(
    request: Request,
    service: Serving,
    a: Named = "",
    b: Named = "",
    pick: Named = "",
    show: Annotated[str, Query()] = Show.CHANGES.value,
    part: Annotated[int, Query(ge=1)] = 1,
    as_of: Annotated[str, Query()] = "",
) -> Response:
    """What changed between two documents; without both of them the form.

    ``pick`` is a document chosen from the list of the form, for want of a number typed as ``b``.
    """
    one, other = a.strip(), b.strip()
    if show not in tuple(Show):
        raise BadInput(f"show={show!r} is none of {', '.join(Show)}")
    day = parse_day(as_of)
    if one and pick and not other:
        return RedirectResponse(with_choices("/compare", a=one, b=pick, as_of=as_of), 303)
    if not one or not other:
        return _form(request, service, one, other, as_of)
    try:
        body = service.compare(one, other, as_of=day)
    except (BadInput, NotFound) as error:
        problem = problem_of(error, instance=request.url.path)
        return _form(request, service, one, other, as_of, problem)
    return _shown(request, body, show=show, part=part, as_of=as_of)


def _shown(
    request: Request, body: CompareBody, *, show: str, part: int, as_of: str
) -> HTMLResponse:
    whole = show == Show.ALL
    shared = _shared(body)
    shown = show_pairs(body, whole=whole)
    parts = cut_pairs(shown if whole else fold(shown) if shared else ())
    if part > len(parts):
        raise NotFound(f"this comparison has no part {part}; it has {len(parts)}")
    entries, more = contents(parts)
    named = {"a": body.a.slug, "b": body.b.slug, "as_of": as_of}
    return render(
        request,
        "compare.html",
        body=body,
        as_of=parse_day(as_of),
        show=show,
        shows=tuple(Show),
        shared=shared,
        tally=_tally(body),
        changes=sum(pair.state != "same" for pair in shown),
        pairs=parts[part - 1],
        part=part,
        parts=len(parts),
        entries=entries,
        more=more,
        steps=steps(parts),
        short=short(body, parts),
        amended=amended_url(body.base) if body.base else None,
        named=named,
        data_url=with_choices(f"{API}/compare", **named),
    )


def _shared(body: CompareBody) -> int:
    """How many clauses and rows have a counterpart. The unnumbered opening, which looks alike in
    most documents, counts only where one of them has nothing else."""
    numbered = [any(_label(pair, side) for pair in body.clauses) for side in ("a", "b")]
    clauses = sum(
        pair.a is not None
        and pair.b is not None
        and (not all(numbered) or bool(pair.a.label or pair.b.label))
        for pair in body.clauses
    )
    return clauses + sum(row.a is not None and row.b is not None for row in body.rows)


def _label(pair: ClausePairBody, side: str) -> str:
    clause = pair.a if side == "a" else pair.b
    return clause.label if clause is not None else ""


def _tally(body: CompareBody) -> list[tuple[str, int]]:
    """How many clauses and rows there are of each state, those alone that occur."""
    rows = {state.value: n for state, n in body.counts.rows.items()}
    tally = [(s.value, n + rows.get(s.value, 0)) for s, n in body.counts.clauses.items()]
    return [(state, n) for state, n in tally if n]


def _form(
    request: Request,
    service: Service,
    a: str,
    b: str,
    as_of: str,
    problem: ProblemBody | None = None,
) -> HTMLResponse:
    """The form; with what a document that is held can be compared with."""
    wrong = {name: _problem(request, service, text) for name, text in (("a", a), ("b", b)) if text}
    good = next((text for name, text in (("a", a), ("b", b)) if text and not wrong[name]), None)
    problems = {name: found for name, found in wrong.items() if found}
    choices = service.compare_choices(good, limit=_WORKS)
    status = problem.status if problem else next((p.status for p in problems.values()), 200)
    return render(
        request,
        "compare_form.html",
        status=status,
        typed={"a": _as_numbered(service, a), "b": _as_numbered(service, b)},
        as_of=parse_day(as_of),
        choices=choices,
        problems=problems,
        problem=problem if not problems else None,
        is_newer=good is not None and good != a,
        data_url=with_choices(f"{API}/compare/choices", a=good),
    )


def _problem(request: Request, service: Service, name: str) -> ProblemBody | None:
    """Why that name leads to no document; None if it leads to one."""
    try:
        service.document(name)
    except (BadInput, NotFound) as error:
        return problem_of(error, instance=request.url.path)
    return None


def _as_numbered(service: Service, name: str) -> str:
    """The number of the document of that name, where it has one; else the name as typed."""
    try:
        number = service.document(name).number if name else None
    except (BadInput, NotFound):
        return name
    return str(number) if number is not None else name
