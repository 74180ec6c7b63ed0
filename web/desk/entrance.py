"""What the entrance of the desk needs: a token for forms before a login, and what was typed in a
form that came after the session had ended.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from api.desk.security import check_origin
from standards.errors import NotPermitted

__all__ = ["Kept", "check_entry", "entry_token", "give_entry", "go", "kept_from", "typed_before"]

_COOKIE = "desk_form"
_KEPT = "kept-"
_MOST_KEPT = 200_000
_SECRET = ("csrf", "password")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A field of a form that was sent too late."""

    name: str
    value: str


def entry_token(request: Request) -> str:
    """The token of forms before the login: the one that the browser holds, else a new one."""
    return request.cookies.get(_COOKIE) or secrets.token_urlsafe(32)


def give_entry(request: Request, response: Response, token: str) -> Response:
    """Let the browser hold that token; it goes to this site alone."""
    response.set_cookie(
        _COOKIE,
        token,
        path="/desk",
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )
    return response


def check_entry(request: Request, given: str) -> None:
    """Raises NotPermitted for a form that is not of a page that this browser was given."""
    check_origin(request)
    held = request.cookies.get(_COOKIE, "")
    if not held or not hmac.compare_digest(held.encode(), given.encode("utf-8", "replace")):
        raise NotPermitted("the form is too old; open the page again and send it again")


def typed_before(form: FormData) -> tuple[Kept, ...]:
    """The fields of a form that came too late, without what is secret; none if it is very long."""
    fields = [
        Kept(name=name, value=value)
        for name, value in form.multi_items()
        if isinstance(value, str) and not name.startswith(_SECRET)
    ]
    size = sum(len(field.name) + len(field.value) for field in fields)
    return tuple(fields) if size <= _MOST_KEPT else ()


def kept_from(form: FormData) -> tuple[Kept, ...]:
    """The same fields as they come back with the login."""
    return tuple(
        Kept(name=name.removeprefix(_KEPT), value=value)
        for name, value in form.multi_items()
        if name.startswith(_KEPT) and isinstance(value, str)
    )


def go(address: str, headers: Mapping[str, str] | None = None) -> RedirectResponse:
    """On to another page, which is asked for anew."""
    return RedirectResponse(address, status_code=303, headers=headers)
