"""Bodies of the desk itself: who works there, and what was done."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from api.desk.accounts import AccountRecord, Role
from api.desk.audit import Entry
from api.models_base import Body

__all__ = [
    "DeskAccountBody",
    "AccountsBody",
    "AuditBody",
    "EntryBody",
    "MeBody",
    "account_body",
    "entry_body",
]


class MeBody(Body):
    """Who is logged in; ``csrf`` goes into the header ``X-CSRF-Token`` of what is posted. The
    session ends at ``ends`` if nothing more is asked."""

    name: str
    full_name: str
    role: Role
    csrf: str
    ends: datetime


class DeskAccountBody(Body):
    """An account. ``link_until``: a one-time link that sets a password is open until then."""

    name: str
    full_name: str
    role: Role
    has_password: bool
    link_until: datetime | None
    disabled: bool
    made_at: datetime


class AccountsBody(Body):
    """All accounts in the order of their names."""

    accounts: list[DeskAccountBody]


class EntryBody(Body):
    """One action. ``hash`` is the SHA-256 of it and of the hash before it."""

    id: int
    at: datetime
    actor: str
    action: str
    subject: str
    detail: str
    hash: str


class AuditBody(Body):
    """Actions, newest first; ``next`` goes on as ``before``. ``broken_at`` is the first entry that
    does not fit the one before it, null if all do or nobody asked to check."""

    total: int = Field(description="entries that are wanted")
    last_hash: str
    checked: bool
    broken_at: int | None
    entries: list[EntryBody]
    next: int | None


def account_body(record: AccountRecord) -> DeskAccountBody:
    """An account as it is told."""
    return DeskAccountBody(
        name=record.account.name,
        full_name=record.account.full_name,
        role=record.account.role,
        has_password=record.has_password,
        link_until=record.link_until,
        disabled=record.disabled,
        made_at=record.made_at,
    )


def entry_body(entry: Entry) -> EntryBody:
    """An action as it is told."""
    return EntryBody(
        id=entry.id,
        at=entry.at,
        actor=entry.actor,
        action=entry.action,
        subject=entry.subject,
        detail=entry.detail,
        hash=entry.hash,
    )
