"""Copies: every answer that everybody may read carries a validator, so that who holds a copy asks
whether it still holds and gets 304 (RFC 9110, 13.1.2).

The validator is made of the answer itself. It changes exactly when the answer does: with the
library, with the day (every answer for a day names it), with what people have checked, with the
language. It is weak: the answer may be compressed on the way, and the time that it took does not
count. Pictures and original files, which are never compressed, set strong ones themselves.
"""

from __future__ import annotations

import hashlib
import re
from email.utils import parsedate_to_datetime
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.routes_seen import is_open

__all__ = ["Validators", "matches", "not_since"]

_OF_ANSWER: Final = ("content-type", "content-length", "content-disposition", "content-encoding")
_TEXT = re.compile(r"^text/|json|xml")
"""What may be compressed on the way: its tag cannot be strong."""
_TIME = re.compile(rb'"took_ms":[0-9.e-]+')
_TAG = re.compile(r'(?:W/)?"([^"]*)"')


class Validators:
    """Adds ``ETag`` and ``Cache-Control`` where an answer has none, and answers 304.

    ``max_age``: seconds that a copy may be used without asking; with 0 it is asked for each time.
    """

    def __init__(self, app: ASGIApp, max_age: int) -> None:
        self._app = app
        self._kept = f"public, max-age={max_age}" if max_age else "public, no-cache"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http" or scope["method"] != "GET" or not is_open(scope["path"]):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        asked = headers.get("if-none-match", "")
        since = "" if "if-none-match" in headers else headers.get("if-modified-since", "")
        await self._app(scope, receive, _Validated(send, asked, since, self._kept))


class _Validated:
    """Holds the start of an answer back until its first words tell whether they are all."""

    def __init__(self, send: Send, asked: str, since: str, kept: str) -> None:
        self._send = send
        self._asked = asked
        self._since = since
        self._kept = kept
        self._start: Message | None = None
        self._unchanged = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] in (200, 304):
            headers = MutableHeaders(scope=message)
            headers.setdefault("Cache-Control", self._kept)
            if message["status"] == 200 and "no-store" not in headers["Cache-Control"]:
                self._start = message
                return
        if self._unchanged:
            return  # further words of an answer that need not be sent
        start, self._start = self._start, None
        if start is not None:
            message = self._begun(start, message)
            await self._send(start)
        await self._send(message)

    def _begun(self, start: Message, message: Message) -> Message:
        """The first words, once the headers in ``start`` tell what they are; none if they are not
        to be sent."""
        headers = MutableHeaders(scope=start)
        if message["type"] == "http.response.body" and not message.get("more_body", False):
            headers.setdefault("ETag", _tag(message.get("body", b"")))
        tag = headers.get("ETag", "")
        if tag.startswith('"') and _TEXT.search(headers.get("Content-Type", "")):
            headers["ETag"] = f"W/{tag}"
        unchanged = not_since(headers.get("Last-Modified", ""), self._since)
        if not (tag and matches(self._asked, tag)) and not unchanged:
            return message
        for name in _OF_ANSWER:
            del headers[name]
        start["status"] = 304
        self._unchanged = True
        return {"type": "http.response.body", "body": b""}


def not_since(changed: str, since: str) -> bool:
    """Whether what changed last at one moment has not changed since another; both as in headers.

    >>> not_since("Mon, 23 Nov 2026 01:00:00 GMT", "Mon, 23 Nov 2026 01:00:00 GMT")
    True
    >>> not_since("Mon, 23 Nov 2026 01:00:00 GMT", "yesterday"), not_since("", "")
    (False, False)
    """
    try:
        return parsedate_to_datetime(changed) <= parsedate_to_datetime(since)
    except (TypeError, ValueError):
        return False


def _tag(body: bytes) -> str:
    same = _TIME.sub(b"", body)
    return f'W/"{hashlib.blake2b(same, digest_size=16).hexdigest()}"'


def matches(asked: str, tag: str) -> bool:
    """Whether a copy named in ``If-None-Match`` is the one of ``tag``; compared weakly.

    >>> matches('"a", W/"b"', '"b"'), matches("*", '"b"'), matches('"b', '"b"')
    (True, True, False)
    """
    if asked.strip() == "*":
        return True
    own = _TAG.fullmatch(tag)
    return own is not None and own.group(1) in _TAG.findall(asked)
