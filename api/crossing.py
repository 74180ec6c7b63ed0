"""Reading from pages of other sites (the CORS protocol of the Fetch standard).

What everybody may read, everybody's pages may read: any origin, ``GET`` and ``HEAD``, never with
cookies. The desk, and whatever needs a login, says nothing, so browsers keep other sites out.
"""

from __future__ import annotations

from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.routes_seen import is_open

__all__ = ["OpenToSites"]

_METHODS: Final = "GET, HEAD, OPTIONS"
_SEEN: Final = (
    "Content-Disposition, ETag, Last-Modified, Link, RateLimit, RateLimit-Policy, Retry-After, "
    "X-Request-Id"
)
_PREFLIGHT: Final = {
    "Allow": _METHODS,
    "Access-Control-Allow-Methods": _METHODS,
    "Access-Control-Allow-Headers": "Accept, If-Modified-Since, If-None-Match, X-Request-Id",
    "Access-Control-Max-Age": "86400",
}


class OpenToSites:
    """Lets pages of other sites read the open interface, and answers ``OPTIONS`` for it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http" or not is_open(scope["path"]):
            await self._app(scope, receive, send)
            return

        async def send_open(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Access-Control-Allow-Origin"] = "*"
                headers["Access-Control-Expose-Headers"] = _SEEN
                headers["Cross-Origin-Resource-Policy"] = "cross-origin"
            await send(message)

        if scope["method"] == "OPTIONS":
            await Response(status_code=204, headers=_PREFLIGHT)(scope, receive, send_open)
            return
        await self._app(scope, receive, send_open)
