"""Who may do what over HTTP: the session cookie, roles, tokens against forged forms, headers.

Every page and route of the desk has :func:`require` among its dependencies. Who is not logged in
gets LoginNeeded, which the pages turn into the login and the API into a problem with status 401.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.desk.accounts import Account, Role
from api.desk.opening import desk_of
from api.desk.sessions import AT_MOST, Session, find_session
from standards.errors import LoginNeeded, NotPermitted

__all__ = [
    "CSRF_FIELD",
    "CSRF_HEADER",
    "NEEDS_LOGIN",
    "DeskHeaders",
    "Requirement",
    "address_of",
    "check_origin",
    "drop_cookie",
    "give_cookie",
    "is_private",
    "local_path",
    "require",
    "session_of",
    "token_of",
]

CSRF_FIELD = "csrf"
"""Field of a form that carries the session's token."""
CSRF_HEADER = "X-CSRF-Token"
"""Header that carries it for programs."""
NEEDS_LOGIN: dict[str, str] = {"x-needs": "login"}
"""What the OpenAPI document says of a route that needs a login (``openapi_extra``)."""
_SAFE = {"GET", "HEAD", "OPTIONS"}
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
_PRIVATE = ("/desk", "/api/v1/desk", "/api/v1/reports", "/api/v1/uploads", "/api/v1/jobs")


@dataclass(frozen=True, slots=True)
class Requirement:
    """A FastAPI dependency that gives the account, if it has the role or a higher one.

    Raises LoginNeeded, and NotPermitted for a role too low or a form that did not come from a page
    of this session.
    """

    role: Role

    async def __call__(self, request: Request) -> Account:
        """The account of the request's session."""
        session = await run_in_threadpool(session_of, request)
        if session is None:
            raise LoginNeeded("log in first: nobody is logged in, or the session has ended")
        if session.account.role < self.role:
            raise NotPermitted(f"this needs the role {self.role} or a higher one")
        if request.method not in _SAFE:
            check_origin(request)
            await _check_token(request, session)
        return session.account


def require(role: Role) -> Requirement:
    """The dependency for ``role``: ``account: Annotated[Account, Depends(require(Role.OFFICER))]``.

    What is posted must carry the session's token, in the field :data:`CSRF_FIELD` of a form or in
    the header :data:`CSRF_HEADER`.
    """
    return Requirement(role)


def session_of(request: Request) -> Session | None:
    """The session of a request; it is looked up once."""
    if not hasattr(request.state, "desk_session"):
        token = token_of(request)
        request.state.desk_session = find_session(desk_of(request), token) if token else None
    session: Session | None = request.state.desk_session
    return session


def token_of(request: Request) -> str:
    """What the browser holds as its session; empty if nothing."""
    return request.cookies.get(_cookie(request), "")


class _Cookies(Protocol):
    """A response that sets cookies."""

    @property
    def headers(self) -> MutableHeaders: ...


def give_cookie(request: Request, response: _Cookies, token: str) -> None:
    """Let the browser hold a session: not for scripts, not for other sites, not for ever."""
    secure = "; Secure" if _is_secure(request) else ""
    most = int(AT_MOST.total_seconds())
    response.headers.append(
        "Set-Cookie",
        f"{_cookie(request)}={token}; Path=/; Max-Age={most}; HttpOnly; SameSite=Lax{secure}",
    )


def drop_cookie(request: Request, response: _Cookies) -> None:
    """Let the browser forget its session."""
    secure = "; Secure" if _is_secure(request) else ""
    response.headers.append(
        "Set-Cookie", f"{_cookie(request)}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax{secure}"
    )


def check_origin(request: Request) -> None:
    """Raises NotPermitted for what a page of another site has posted."""
    told = request.headers.get("Sec-Fetch-Site")
    if told is not None:
        if told in ("same-origin", "none"):
            return
        raise NotPermitted("this was sent from a page of another site")
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("Host"):
        raise NotPermitted("this was sent from a page of another site")


def address_of(request: Request) -> str:
    """The address that a request came from, as the server knows it."""
    return request.client.host if request.client else ""


def local_path(text: str, otherwise: str = "/desk") -> str:
    """A path of this site to go on to; anything else becomes ``otherwise``.

    >>> local_path("/desk/reports?state=open"), local_path("//evil.example/x")
    ('/desk/reports?state=open', '/desk')
    """
    plain = text.isprintable() and "\\" not in text and len(text) <= 2000
    if not plain or not text.startswith("/") or text.startswith("//"):
        return otherwise
    return text


def is_private(path: str) -> bool:
    """Whether a path belongs to the desk, or to what only its sender and the desk may see.

    >>> is_private("/api/v1/reports/key/abc"), is_private("/api/v1/standards")
    (True, False)
    """
    return path.startswith(_PRIVATE)


class DeskHeaders:
    """What the desk answers is kept by no browser, no proxy and no search engine."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http" or not is_private(scope["path"]):
            await self._app(scope, receive, send)
            return

        async def send_private(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Cache-Control"] = "no-store"
                headers["X-Robots-Tag"] = "noindex, nofollow"
                headers["X-Frame-Options"] = "DENY"
                headers["Cross-Origin-Opener-Policy"] = "same-origin"
                headers["Cross-Origin-Resource-Policy"] = "same-origin"
                if scope.get("scheme") == "https":
                    headers["Strict-Transport-Security"] = "max-age=31536000"
            await send(message)

        await self._app(scope, receive, send_private)


async def _check_token(request: Request, session: Session) -> None:
    given = request.headers.get(CSRF_HEADER, "")
    if not given and request.headers.get("Content-Type", "").startswith(_FORMS):
        field = (await request.form()).get(CSRF_FIELD)
        given = field if isinstance(field, str) else ""
    if not hmac.compare_digest(given.encode("utf-8", "replace"), session.csrf.encode()):
        raise NotPermitted("the form is not of this session; open the page again and send it again")


def _is_secure(request: Request) -> bool:
    return request.url.scheme == "https"


def _cookie(request: Request) -> str:
    """The name of the cookie; over https one that no other host can set (RFC 6265bis, 4.1.3)."""
    return "__Host-desk" if _is_secure(request) else "desk"
