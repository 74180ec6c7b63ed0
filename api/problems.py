"""Errors as the interface sends them: ``application/problem+json`` (RFC 9457), in two languages.

``code`` is stable. What is unexpected is logged, and says nothing of the inside: no stack trace,
no path of the machine. Texts and statuses stand in ``data/problems.toml``.
"""

from __future__ import annotations

import logging
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from api.logs import FaultLine, stack_of
from api.models_meta import ProblemBody
from api.routes_seen import template_of
from standards.errors import (
    DeskError,
    LibraryError,
    MissingPart,
    OcrFailed,
    TooOften,
    TrachuanError,
)

__all__ = ["MEDIA_TYPE", "install_problems", "known_codes", "problem", "problem_of", "respond"]

MEDIA_TYPE = "application/problem+json"
_LOG = logging.getLogger("trachuan.api")
_HTTP_CODES = {
    404: "no-route",
    405: "method-not-allowed",
    408: "slow-request",
    413: "too-large",
    414: "url-too-long",
    421: "unknown-host",
    429: "rate-limited",
    503: "timeout",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    status: int
    title: str
    title_vi: str
    detail_vi: str


@cache
def known_codes() -> Mapping[str, _Kind]:
    """Every code that a problem can carry, with its status and texts."""
    text = files("api").joinpath("data", "problems.toml").read_text("utf-8")
    return {code: _Kind(**entry) for code, entry in tomllib.loads(text).items()}


def problem(code: str, detail: str, *, instance: str | None = None, **data: str) -> ProblemBody:
    """The body of a problem; ``data`` fills the Vietnamese text.

    >>> problem("bad-hs-code", "not an HS code: 'x'", text="x").detail_vi
    '“x” không phải mã HS; hãy gửi 4, 6 hoặc 8 chữ số, ví dụ 6506.10.20.'
    """
    kind = known_codes()[code]
    return ProblemBody(
        type=f"urn:x-trachuan:problem:{code}",
        title=kind.title,
        status=kind.status,
        detail=detail,
        code=code,
        title_vi=kind.title_vi,
        detail_vi=kind.detail_vi.format_map(_Gaps(detail=detail, **data)),
        instance=instance,
    )


def problem_of(error: Exception, *, instance: str | None = None) -> ProblemBody:
    """The problem that an exception stands for; anything not raised on purpose is ``internal``."""
    if isinstance(error, RequestValidationError):
        return problem("bad-parameter", _parameters(error.errors()), instance=instance)
    if isinstance(error, HTTPException):
        code = _HTTP_CODES.get(error.status_code, "bad-request")
        wait = (error.headers or {}).get("Retry-After", "")
        return problem(code, str(error.detail), instance=instance, wait=wait)
    if not isinstance(error, TrachuanError):
        return problem("internal", "the server met an unexpected error", instance=instance)
    code = next(
        kind.code
        for kind in type(error).__mro__
        if issubclass(kind, TrachuanError) and kind.code in known_codes()
    )
    data = {
        name: str(getattr(error, name))
        for name in ("text", "why", "part", "command", "file", "wait")
        if hasattr(error, name)
    }
    return problem(code, _public(error), instance=instance, **data)


def respond(body: ProblemBody, *, headers: Mapping[str, str] | None = None) -> Response:
    """The response that carries a problem."""
    return Response(
        body.model_dump_json(exclude_none=True),
        status_code=body.status,
        media_type=MEDIA_TYPE,
        headers={"Cache-Control": "no-store", **(headers or {})},
    )


def install_problems(app: FastAPI) -> None:
    """Make every error of ``app`` a problem."""

    async def handle(request: Request, error: Exception) -> Response:
        body = problem_of(error, instance=request.url.path)
        if body.status >= 500:
            _LOG.error(body.title, extra={"line": _fault(request, body, error)})
        headers = error.headers if isinstance(error, HTTPException) else None
        if isinstance(error, LibraryError | DeskError):
            headers = {"Retry-After": "30"}
        if body.code in _CHALLENGES:
            headers = {"WWW-Authenticate": _CHALLENGES[body.code]}
        if isinstance(error, TooOften):
            headers = {"Retry-After": str(error.wait)}
        return respond(body, headers=headers)

    for kind in (TrachuanError, RequestValidationError, HTTPException, Exception):
        app.add_exception_handler(kind, handle)


def _fault(request: Request, body: ProblemBody, error: Exception) -> FaultLine:
    """What the log says: of errors that name only this machine the message, of others none."""
    is_ours = isinstance(error, LibraryError | DeskError | MissingPart | OcrFailed)
    return FaultLine(
        route=template_of(request.scope),
        code=body.code,
        kind=type(error).__name__,
        told=str(error) if is_ours else "",
        stack=stack_of(error),
        id=str(getattr(request.state, "request_id", "")),
    )


class _Gaps(dict[str, str]):
    """A value that the error has not is left out of the text."""

    def __missing__(self, key: str) -> str:
        return ""


def _public(error: TrachuanError) -> str:
    """The message; those of library and desk name folders of the machine, so they get the
    code's."""
    if isinstance(error, LibraryError | DeskError):
        kind = known_codes()[error.code]
        return f"{kind.title}; {_CURES.get(error.code, 'run: trachuan doctor')}"
    return str(error)


_CHALLENGES = {
    "key-needed": 'Bearer realm="trachuan"',
    "key-refused": 'Bearer realm="trachuan", error="invalid_token"',
    "role-too-low": 'Bearer realm="trachuan", error="insufficient_scope"',
}
"""What ``WWW-Authenticate`` says (RFC 6750, 3)."""
_CURES = {
    "no-library": "run: trachuan ingest FOLDER_OF_PDFS",
    "stale-index": "run: trachuan rebuild",
    "library-locked": "try again in some minutes",
    "desk-error": "try again in a minute; else look at the log of the server",
}


def _parameters(errors: Sequence[Mapping[str, object]]) -> str:
    return "; ".join(f"{_name(error.get('loc'))}: {error.get('msg')}" for error in errors)


def _name(location: object) -> str:
    if not isinstance(location, tuple | list):
        return "request"
    return ".".join(str(part) for part in location[1:]) or str(location[0])
