"""What stands before the routes: names and addresses that are refused, waits that end, faults that
say nothing of the inside.
"""

from __future__ import annotations

import asyncio
import re
from typing import Final

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.refusing import refuse

__all__ = ["Faults", "Gate", "TimeLimit"]

_WELL_FORMED = re.compile(r"(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")
_THIS_MACHINE: Final = ("localhost", "127.0.0.1", "[::1]")
"""Always answered to: no name of a foreign page can be one of these."""


class Gate:
    """Refuses requests for another host (421), and those whose address is too long (414).

    ``hosts`` are names without port; ``*.example.vn`` stands for all names below; none at all for
    every name. Who answers to any name writes the name that was asked for into links.
    """

    def __init__(self, app: ASGIApp, hosts: tuple[str, ...], max_url: int) -> None:
        self._app = app
        self._names = frozenset(host for host in hosts if not host.startswith("*."))
        self._ends = tuple(host[1:] for host in hosts if host.startswith("*."))
        self._max_url = max_url

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        error = self._refused(scope) if scope["type"] == "http" else None
        if error is not None:
            await refuse(scope, receive, send, error)
        else:
            await self._app(scope, receive, send)

    def _refused(self, scope: Scope) -> HTTPException | None:
        host = Headers(scope=scope).get("host", "")
        if host and not _WELL_FORMED.fullmatch(host):
            return HTTPException(400, "the Host header is no name")
        if not self._knows(re.sub(r":\d+$", "", host).rstrip(".").lower()):
            return HTTPException(421, "this server does not answer to that name")
        length = len(scope.get("raw_path") or scope["path"].encode()) + len(scope["query_string"])
        if length > self._max_url:
            return HTTPException(414, f"path and query have more than {self._max_url} bytes")
        return None

    def _knows(self, name: str) -> bool:
        if not self._names and not self._ends:
            return True
        return name in self._names or name in _THIS_MACHINE or name.endswith(self._ends or ("\0",))


class TimeLimit:
    """Ends the wait for an answer to ``GET`` after ``seconds`` with 503.

    Only reading is ended so: of what is written nobody could tell whether it was done. The work
    itself cannot be broken off amid a computation; it runs out without anybody waiting, and its
    place among the workers is free only then. An answer that has begun is sent to its end.
    """

    def __init__(self, app: ASGIApp, seconds: float) -> None:
        self._app = app
        self._seconds = seconds
        self._left_alone: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        answer = _Answer(send)
        work = asyncio.ensure_future(self._work(scope, receive, answer))
        try:
            await asyncio.wait({work}, timeout=self._seconds)
        except asyncio.CancelledError:
            work.cancel()
            raise
        if work.done() or answer.begun:
            await work
            return
        answer.given_up = True
        self._left_alone.add(work)
        work.add_done_callback(self._forget)
        error = HTTPException(
            503, f"no answer within {self._seconds:g} seconds", {"Retry-After": "30"}
        )
        await refuse(scope, receive, send, error)

    async def _work(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app(scope, receive, send)

    def _forget(self, work: asyncio.Task[None]) -> None:
        self._left_alone.discard(work)
        if not work.cancelled():
            work.exception()  # nobody waits for it; Faults has logged it


class _Answer:
    """Passes an answer on, until it is given up."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.begun = False
        self.given_up = False

    async def __call__(self, message: Message) -> None:
        if self.given_up:
            return
        self.begun = True
        await self._send(message)


class BrokenOff(RuntimeError):
    """An answer that had begun could not be ended; the server closes the connection."""


class Faults:
    """Turns every exception that no route handles into a problem, inside of all other layers: so
    it carries the same headers as other answers, and its words reach no log of the server.

    Raises BrokenOff if the answer had begun.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        begun = False

        async def send_noted(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        fault: Exception | None = None
        try:
            await self._app(scope, receive, send_noted)
        except Exception as error:  # whatever it is, nothing of it may reach the asker
            fault = error
        if fault is None:
            return
        await refuse(scope, receive, _nowhere if begun else send, fault)
        if begun:
            raise BrokenOff("an answer broke off")


async def _nowhere(_: Message) -> None:
    """The words of a fault whose answer has already begun."""
