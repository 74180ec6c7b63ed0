"""How much one address may read: a sliding window, told in headers.

The count of a window that slides is put together from two that stand, so that an address costs two
numbers. Counts live in the memory of one process; several processes count each for itself. Nothing
is written down, and an address is forgotten after two windows.

The headers are those of draft-ietf-httpapi-ratelimit-headers: ``RateLimit-Policy`` says what holds,
``RateLimit`` what is left (``r``) and in how many seconds the window ends (``t``).
"""

from __future__ import annotations

import ipaddress
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.desk.limits import network
from api.refusing import refuse
from api.routes_seen import UNCOUNTED

__all__ = ["WINDOW", "RateLimit", "SlidingWindow", "Standing"]

WINDOW: Final = 60
"""Seconds of the window."""
_ADDRESSES: Final = 100_000
_OTHERS: Final = ""
"""Counted together from then on: nobody can fill the memory with addresses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where somebody stands: requests left, seconds to the end of the window, seconds to wait.

    ``wait`` is 0 if the request was counted and may go on.
    """

    left: int
    ends: int
    wait: int


class SlidingWindow:
    """At most ``most`` requests in any ``seconds``, by key. Not for several threads.

    Requests of the window before count by the share of it that still lies inside the sliding one,
    as if they had come evenly.
    """

    def __init__(
        self,
        most: int,
        *,
        seconds: int = WINDOW,
        now: Callable[[], float] = time.monotonic,
        keys: int = _ADDRESSES,
    ) -> None:
        self._most = most
        self._seconds = seconds
        self._now = now
        self._keys = keys
        self._turn = 0
        self._before: dict[str, int] = {}
        self._current: dict[str, int] = {}

    def take(self, key: str) -> Standing:
        """Count one request, unless it is one too many."""
        turn, passed = divmod(self._now() / self._seconds, 1)
        self._turn_to(int(turn))
        if key not in self._current and len(self._current) >= self._keys:
            key = _OTHERS
        before, current = self._before.get(key, 0), self._current.get(key, 0)
        counted = before * (1 - passed) + current
        ends = math.ceil((1 - passed) * self._seconds)
        if counted + 1 > self._most:
            return Standing(left=0, ends=ends, wait=self._wait(before, current, passed))
        self._current[key] = current + 1
        return Standing(left=int(self._most - counted - 1), ends=ends, wait=0)

    def _turn_to(self, turn: int) -> None:
        if turn == self._turn:
            return
        self._before = self._current if turn == self._turn + 1 else {}
        self._current = {}
        self._turn = turn

    def _wait(self, before: int, current: int, passed: float) -> int:
        """Seconds until one more fits: in this window if what is before has slid out, else in the
        next."""
        if current + 1 <= self._most:
            share = 1 - (self._most - 1 - current) / before - passed
        else:
            share = 1 - passed + 1 - (self._most - 1) / current
        return max(1, math.ceil(share * self._seconds))


class RateLimit:
    """Refuses with 429 what one address asks for above the limit, and tells everybody the limit.

    This machine itself is not limited, nor is anything without an address (a socket file): there a
    proxy stands in front, which has to be named in ``TRACHUAN_PROXIES``.
    """

    def __init__(self, app: ASGIApp, window: SlidingWindow, most: int) -> None:
        self._app = app
        self._window = window
        self._policy = f'"reading";q={most};w={WINDOW}'

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        key = _key(scope)
        if key is None:
            await self._app(scope, receive, send)
            return
        standing = self._window.take(key)

        async def send_told(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["RateLimit-Policy"] = self._policy
                headers["RateLimit"] = f'"reading";r={standing.left};t={standing.ends}'
            await send(message)

        if standing.wait:
            error = HTTPException(
                429,
                f"too many requests of one address; try again in {standing.wait} seconds",
                {"Retry-After": str(standing.wait)},
            )
            await refuse(scope, receive, send_told, error)
            return
        await self._app(scope, receive, send_told)


def _key(scope: Scope) -> str | None:
    """What is counted as one asker; None for who is not limited."""
    if scope["type"] != "http" or scope["path"].startswith(UNCOUNTED):
        return None
    client = scope.get("client")
    try:
        address = ipaddress.ip_address(client[0] if client else "")
    except ValueError:
        return None
    return None if address.is_loopback else network(str(address))
