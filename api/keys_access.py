"""Who may change something over HTTP: a key in ``Authorization: Bearer``, with a role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.concurrency import run_in_threadpool

from api.desk.opening import desk_of
from api.desk.security import address_of
from api.keys import Key, KeyRole, find_key
from standards.errors import KeyNeeded, RoleTooLow

__all__ = ["NEEDS_KEY", "KeyRequirement", "require_key"]

NEEDS_KEY: Final[dict[str, str]] = {"x-needs": "api-key"}
"""What the OpenAPI document says of a route that needs a key (``openapi_extra``)."""
_BEARER = HTTPBearer(
    scheme_name="key",
    bearerFormat="trc_…",
    description="a key that `trachuan keys add` has made",
    auto_error=False,
)


@dataclass(frozen=True, slots=True)
class KeyRequirement:
    """A FastAPI dependency that gives the key of a request, if it has the role.

    Raises KeyNeeded, KeyRefused, RoleTooLow, TooOften. A session of the desk is no key: what a
    browser sends by itself opens nothing here.
    """

    role: KeyRole

    async def __call__(
        self,
        request: Request,
        given: Annotated[HTTPAuthorizationCredentials | None, Security(_BEARER)],
    ) -> Key:
        """The key of the request."""
        if given is None:
            raise KeyNeeded
        return await run_in_threadpool(self._found, request, given.credentials)

    def _found(self, request: Request, secret: str) -> Key:
        desk = desk_of(request)
        key = find_key(desk, secret, address=address_of(request))
        if not key.role.covers(self.role):
            told = f"{request.method} {request.url.path}"
            with desk.change(key.actor, "key.role-too-low", f"key:{key.name}", told[:200]):
                pass
            raise RoleTooLow(self.role)
        return key


def require_key(role: KeyRole) -> KeyRequirement:
    """The dependency for ``role``, to be put into ``Depends``."""
    return KeyRequirement(role)
