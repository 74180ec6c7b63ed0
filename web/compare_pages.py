"""Two documents side by side, and the form that asks which two."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from api.models_meta import ProblemBody
from api.problems import problem_of
from api.provider import service_of
from api.routes_compare import Show
from api.service import Service
from api.urls import API
from standards.errors import BadInput, NotFound
from web.compare_view import contents, cut_pairs, show_pairs
from web.links import with_choices
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
    show: Annotated[str, Query()] = Show.CHANGES.value,
    part: Annotated[int, Query(ge=1)] = 1,
    as_of: Annotated[str, Query()] = "",
) -> HTMLResponse:
    """What changed between two documents; without both of them the form."""
    one, other = a.strip(), b.strip()
    if show not in tuple(Show):
        raise BadInput(f"show={show!r} is none of {', '.join(Show)}")
    day = parse_day(as_of)
    if not one or not other:
        return _form(request, service, one, other)
    try:
        body = service.compare(one, other, as_of=day, changes_only=show == Show.CHANGES)
    except (BadInput, NotFound) as error:
        return _form(request, service, one, other, problem_of(error, instance=request.url.path))
    parts = cut_pairs(show_pairs(body, whole=show == Show.ALL))
    if part > len(parts):
        raise NotFound(f"this comparison has no part {part}; it has {len(parts)}")
    entries, more = contents(parts)
    named = {"a": body.a.slug, "b": body.b.slug, "as_of": as_of}
    return render(
        request,
        "compare.html",
        body=body,
        as_of=day,
        show=show,
        shows=tuple(Show),
        pairs=parts[part - 1],
        part=part,
        parts=len(parts),
        entries=entries,
        more=more,
        named=named,
        data_url=with_choices(f"{API}/compare", **named, show=show),
    )


def _form(
    request: Request, service: Service, a: str, b: str, problem: ProblemBody | None = None
) -> HTMLResponse:
    """The form; where only one document is named, with what it can be compared with."""
    named = a or b
    try:
        choices = service.compare_choices(None if a and b else named or None, limit=_WORKS)
    except (BadInput, NotFound) as error:
        problem = problem or problem_of(error, instance=request.url.path)
        choices = service.compare_choices(limit=_WORKS)
    return render(
        request,
        "compare_form.html",
        status=200 if problem is None else problem.status,
        a=a,
        b=b,
        choices=choices,
        problem=problem,
        data_url=with_choices(f"{API}/compare/choices", a=None if a and b else named),
    )
