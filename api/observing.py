"""Sees every request: names it, counts it, notes it. It keeps nothing of what was asked by whom."""

from __future__ import annotations

import logging
import re
import time
import uuid

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.logs import REQUESTS, RequestLine
from api.metrics import Metrics
from api.routes_seen import template_of

__all__ = ["REQUEST_ID", "Observer"]

REQUEST_ID = "X-Request-Id"
"""Header with the name of a request: taken over from a proxy, else made here."""
_WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{8,64}")
_GONE = 499
"""Who asked was gone before the answer began."""


class Observer:
    """Gives each answer the name of its request; tells metrics and log of it when it has ended."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics
        self._log = logging.getLogger(REQUESTS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        name = _name(scope)
        method, began, status, sent = scope["method"], time.perf_counter(), _GONE, 0

        async def send_named(message: Message) -> None:
            nonlocal status, sent
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[REQUEST_ID] = name
            sent += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, send_named)
        finally:
            seconds, route = time.perf_counter() - began, template_of(scope)
            self._metrics.answered(route, method, status, seconds)
            line = RequestLine(
                route=route, method=method, status=status, seconds=seconds, sent=sent, id=name
            )
            self._log.log(line.level, "request", extra={"line": line})


def _name(scope: Scope) -> str:
    given = Headers(scope=scope).get(REQUEST_ID, "")
    name = given if _WELL_FORMED.fullmatch(given) else uuid.uuid4().hex
    scope.setdefault("state", {})["request_id"] = name
    return name
