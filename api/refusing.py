"""Answers that are given before, or instead of, a route: the same problems, the same pages."""

from __future__ import annotations

from collections.abc import Awaitable
from inspect import isawaitable

from fastapi import FastAPI, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

__all__ = ["refuse"]


async def refuse(scope: Scope, receive: Receive, send: Send, error: Exception) -> None:
    """Answer with what the application makes of ``error``: a problem for programs, a page for
    readers."""
    app: FastAPI = scope["app"]
    handlers = app.exception_handlers
    handler = next(handlers[kind] for kind in type(error).__mro__ if kind in handlers)
    made: Response | Awaitable[Response] = handler(Request(scope, receive), error)
    response = await made if isawaitable(made) else made
    await response(scope, receive, send)
