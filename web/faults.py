"""Errors as designed pages. Under ``/api`` and for programs they stay problem+json."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from inspect import isawaitable

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api.problems import problem_of
from standards.errors import TrachuanError
from web.rendering import render

__all__ = ["install_fault_pages"]

_Handler = Callable[[Request, Exception], Response | Awaitable[Response]]
_KINDS = {
    403: "not_permitted",
    404: "not_found",
    405: "not_found",
    429: "too_often",
    500: "internal",
    503: "no_library",
}
_BY_CODE = {"desk-error": "desk", "timeout": "timeout", "rate-limited": "rate_limited"}
_FOR_PROGRAMS = ("/api/", "/openapi.json", "/healthz", "/readyz", "/metrics", "/feeds/")


def install_fault_pages(app: FastAPI) -> None:
    """Show errors of pages as pages; those of the API go to the handlers that are there."""
    for kind in (TrachuanError, RequestValidationError, HTTPException, Exception):
        app.add_exception_handler(kind, _handler(app.exception_handlers[kind]))


def _handler(for_programs: _Handler) -> _Handler:
    async def handle(request: Request, error: Exception) -> Response:
        reply = for_programs(request, error)
        problem = await reply if isawaitable(reply) else reply
        if request.url.path.startswith(_FOR_PROGRAMS) or problem.status_code < 400:
            return problem
        page = _page(request, error)
        if "Retry-After" in problem.headers:
            page.headers["Retry-After"] = problem.headers["Retry-After"]
        return page

    return handle


def _page(request: Request, error: Exception) -> Response:
    body = problem_of(error, instance=request.url.path)
    kind = _KINDS.get(body.status, "bad_input" if body.status < 500 else "internal")
    kind = _BY_CODE.get(body.code, kind)
    return render(request, "error.html", status=body.status, problem=body, fault=kind)
