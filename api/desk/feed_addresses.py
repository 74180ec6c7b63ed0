"""Secret addresses under which a calendar program reads deadlines without logging in.

Reads and writes the table ``feed_addresses``. An address holds 256 random bits and is shown once;
kept is its SHA-256. It ends when its owner makes another one or takes it back, and with the
owner's account.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from api.desk.accounts import Account

if TYPE_CHECKING:
    from api.desk.database import DeskDatabase

__all__ = ["SCHEMA", "FeedAddress", "address_of", "make_address", "owner_of", "revoke_address"]

SCHEMA: tuple[str, ...] = (
    """CREATE TABLE feed_addresses (
        account TEXT PRIMARY KEY REFERENCES accounts (name),
        token TEXT NOT NULL UNIQUE,
        made_at TEXT NOT NULL
    ) STRICT""",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedAddress:
    """That somebody has an address, and since when (UTC)."""

    account: str
    made_at: datetime


def make_address(desk: DeskDatabase, by: Account) -> str:
    """The secret part of a new address; one made before ends."""
    token = secrets.token_urlsafe(32)
    with desk.change(by.name, "calendar.address", f"account:{by.name}") as cursor:
        cursor.execute(
            "INSERT INTO feed_addresses (account, token, made_at) VALUES (?, ?, ?) "
            "ON CONFLICT (account) DO UPDATE SET token = excluded.token, "
            "made_at = excluded.made_at",
            (by.name, _told(token), desk.now().isoformat()),
        )
    return token


def revoke_address(desk: DeskDatabase, by: Account) -> None:
    """Let the address of an account lead nowhere from now on."""
    with desk.change(by.name, "calendar.revoke", f"account:{by.name}") as cursor:
        cursor.execute("DELETE FROM feed_addresses WHERE account = ?", (by.name,))


def address_of(desk: DeskDatabase, account: Account) -> FeedAddress | None:
    """Whether an account has an address."""
    with desk.read() as cursor:
        row = cursor.execute(
            "SELECT account, made_at FROM feed_addresses WHERE account = ?", (account.name,)
        ).fetchone()
    return FeedAddress(account=row[0], made_at=datetime.fromisoformat(row[1])) if row else None


def owner_of(desk: DeskDatabase, token: str) -> str | None:
    """The account whose address this is, if it may still use the desk."""
    with desk.read() as cursor:
        row = cursor.execute(
            "SELECT account FROM feed_addresses JOIN accounts ON accounts.name = account "
            "WHERE token = ? AND disabled = 0",
            (_told(token),),
        ).fetchone()
    return str(row[0]) if row else None


def _told(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
