"""Bodies about keys, for the command line; no route tells of keys."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from api.keys import Key, KeyRole
from api.models_base import Body

__all__ = ["KeyBody", "KeysBody", "MadeKeyBody", "key_body"]


class KeyBody(Body):
    """A key without its secret; ``until`` is the last day on which it opens."""

    name: str
    role: KeyRole
    state: Literal["in use", "ended", "revoked"]
    made_at: datetime
    until: date | None
    used_on: date | None
    revoked_at: datetime | None


class KeysBody(Body):
    """All keys, revoked ones too."""

    keys: list[KeyBody]


class MadeKeyBody(Body):
    """A new key with its secret, which is shown this once."""

    key: KeyBody
    secret: str


def key_body(key: Key, today: date) -> KeyBody:
    """A key as it stands on a day."""
    ended = key.until is not None and key.until < today
    return KeyBody(
        name=key.name,
        role=key.role,
        state="revoked" if key.revoked_at else "ended" if ended else "in use",
        made_at=key.made_at,
        until=key.until,
        used_on=key.used_on,
        revoked_at=key.revoked_at,
    )
