"""What every request passes: HEAD wherever GET is, a limit on bodies, headers that keep browsers
from guessing.
"""

from __future__ import annotations

import asyncio

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.refusing import refuse
from api.routes_seen import keep_route

__all__ = ["BodyLimit", "HeadAsGet", "SafeHeaders"]

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_NOTHING = "default-src 'none'; frame-ancestors 'none'"
"""The Content-Security-Policy of what is no page: should a browser show it as one, it can load and
run nothing."""
_DATA = ("application/json", "application/problem+json", "text/plain", "text/csv")


class HeadAsGet:
    """Answers HEAD as GET without the body (RFC 9110, 9.3.2)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def send_head(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        inner = {**scope, "method": "GET"}
        try:
            await self._app(inner, receive, send_head)
        finally:
            keep_route(scope, inner)


class SafeHeaders:
    """Adds headers that a response has not set itself.

    ``hsts``: seconds that browsers are to insist on https (RFC 6797), told over https alone; 0 says
    nothing.
    """

    def __init__(self, app: ASGIApp, hsts: int = 0) -> None:
        self._app = app
        self._hsts = hsts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""

        async def send_safe(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                if headers.get("Content-Type", "").startswith(_DATA):
                    headers.setdefault("Content-Security-Policy", _NOTHING)
                if self._hsts and scope.get("scheme") == "https":
                    headers.setdefault("Strict-Transport-Security", f"max-age={self._hsts}")
            await send(message)

        await self._app(scope, receive, send_safe)


class BodyLimit:
    """Refuses a body of more than ``most`` bytes with 413, also one sent without its length, and
    one that takes longer than ``seconds`` to arrive with 408 (0: no limit).

    The body of an asker who is gone before its end reaches no route. What is posted to ``streamed``
    passes as it comes: the route there has limits of its own.
    """

    def __init__(
        self, app: ASGIApp, most: int, seconds: float = 0, streamed: frozenset[str] = frozenset()
    ) -> None:
        self._app = app
        self._streamed = streamed
        self._most = most
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http" or scope["method"] in {"GET", "HEAD"} or self._passes(scope):
            await self._app(scope, receive, send)
            return
        try:
            async with asyncio.timeout(self._seconds or None):
                body = await self._whole(receive)
        except TimeoutError:
            slow = HTTPException(408, f"the body did not arrive within {self._seconds:g} seconds")
            await refuse(scope, receive, send, slow)
            return
        except _TooLarge:
            large = HTTPException(413, f"more than {self._most} bytes were sent")
            await refuse(scope, receive, send, large)
            return
        if body is None:
            return
        parts = iter([{"type": "http.request", "body": body, "more_body": False}])

        async def replay() -> Message:
            return next(parts, None) or await receive()

        await self._app(scope, replay, send)

    def _passes(self, scope: Scope) -> bool:
        return scope["method"] == "POST" and scope["path"] in self._streamed

    async def _whole(self, receive: Receive) -> bytes | None:
        body = bytearray()
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return None
            body += message.get("body", b"")
            more = message.get("more_body", False)
            if len(body) > self._most:
                raise _TooLarge
        return bytes(body)


class _TooLarge(Exception):
    """More was sent than may be."""
