"""Who works at the desk: accounts with a role, a password and links that set one.

Reads and writes the table ``accounts``. A password is kept as its hash, a one-time link as the
SHA-256 of its random part.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import sqlite3
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from api.desk.passwords import check_new, hashed
from standards.errors import BadInput, NotFound

if TYPE_CHECKING:
    from api.desk.database import DeskDatabase

__all__ = [
    "LINK_HOURS",
    "SCHEMA",
    "Account",
    "AccountRecord",
    "Role",
    "account_named",
    "accounts",
    "add_account",
    "change_account",
    "clean_name",
    "make_link",
    "set_password",
    "take_link",
]

SCHEMA: tuple[str, ...] = (
    """CREATE TABLE accounts (
        name TEXT PRIMARY KEY,
        full_name TEXT NOT NULL,
        role TEXT NOT NULL,
        password TEXT,
        password_at TEXT,
        link TEXT UNIQUE,
        link_until TEXT,
        disabled INTEGER NOT NULL DEFAULT 0,
        made_at TEXT NOT NULL
    ) STRICT""",
)
LINK_HOURS = 24
"""Hours for which a one-time link sets a password."""
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9._@-]{0,62}[a-z0-9])?")
_FULL_MOST = 100
_COLUMNS = "name, full_name, role, password IS NOT NULL, password_at, link_until, disabled, made_at"


class Role(StrEnum):
    """What somebody may do; each role may do all that those before it may.

    ``READER`` sees the desk, ``OFFICER`` works on reports and cases, ``EDITOR`` approves and marks
    facts as checked, ``ADMIN`` keeps accounts and reads the audit log.

    >>> Role.READER < Role.OFFICER < Role.EDITOR < Role.ADMIN
    True
    """

    READER = "reader"
    OFFICER = "officer"
    EDITOR = "editor"
    ADMIN = "admin"

    @property
    def rank(self) -> int:
        """The place among the roles, from 0."""
        return tuple(Role).index(self)

    def __lt__(self, other: str) -> bool:
        return self.rank < Role(other).rank

    def __le__(self, other: str) -> bool:
        return self.rank <= Role(other).rank

    def __gt__(self, other: str) -> bool:
        return self.rank > Role(other).rank

    def __ge__(self, other: str) -> bool:
        return self.rank >= Role(other).rank


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody who is known at the desk. ``name`` is what is typed at the login, ``full_name``
    what others see, empty if none was given."""

    name: str
    role: Role
    full_name: str = ""

    @property
    def shown(self) -> str:
        """The name that others see."""
        return self.full_name or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRecord:
    """An account with what is kept of it; times are in UTC.

    ``link_until`` is the end of an open one-time link.
    """

    account: Account
    has_password: bool
    password_at: datetime | None
    link_until: datetime | None
    disabled: bool
    made_at: datetime


def clean_name(text: str) -> str:
    """A name as it is kept, in small letters. Raises BadInput for one that cannot be used.

    >>> clean_name(" Lan.Tran ")
    'lan.tran'
    """
    name = unicodedata.normalize("NFKC", text).strip().casefold()
    if not _NAME.fullmatch(name):
        raise BadInput(
            f"{text[:64]!r} is no name of an account: 1 to 64 letters a-z, digits and . _ @ - "
            "between them"
        )
    return name


def add_account(
    desk: DeskDatabase, name: str, role: Role, *, full_name: str = "", by: str
) -> AccountRecord:
    """A new account, without a password yet. Raises BadInput for a name that is taken."""
    kept, shown = clean_name(name), _full_name(full_name)
    with desk.change(by, "account.add", f"account:{kept}", role.value) as cursor:
        if cursor.execute("SELECT 1 FROM accounts WHERE name = ?", (kept,)).fetchone():
            raise BadInput(f"there is an account {kept!r} already")
        cursor.execute(
            "INSERT INTO accounts (name, full_name, role, made_at) VALUES (?, ?, ?, ?)",
            (kept, shown, role.value, desk.now().isoformat()),
        )
    return account_named(desk, kept)


def set_password(desk: DeskDatabase, name: str, password: str, *, by: str) -> None:
    """Set a password; all sessions and links of the account end. Raises BadInput, NotFound."""
    check_new(password, name)
    kept = hashed(password)
    with desk.change(by, "account.password", f"account:{name}") as cursor:
        _must_be(cursor, name)
        cursor.execute(
            "UPDATE accounts SET password = ?, password_at = ?, link = NULL, link_until = NULL "
            "WHERE name = ?",
            (kept, desk.now().isoformat(), name),
        )
        cursor.execute("DELETE FROM sessions WHERE account = ?", (name,))


def make_link(desk: DeskDatabase, name: str, *, by: str) -> str:
    """The random part of a link that sets a password once, within :data:`LINK_HOURS` hours.

    The password that was there no longer opens the desk. Raises NotFound.
    """
    token = secrets.token_urlsafe(32)
    until = desk.now() + timedelta(hours=LINK_HOURS)
    with desk.change(by, "account.link", f"account:{name}") as cursor:
        _must_be(cursor, name)
        cursor.execute(
            "UPDATE accounts SET link = ?, link_until = ?, password = NULL, password_at = NULL "
            "WHERE name = ?",
            (_told(token), until.isoformat(), name),
        )
        cursor.execute("DELETE FROM sessions WHERE account = ?", (name,))
    return token


def take_link(desk: DeskDatabase, token: str) -> Account | None:
    """The account whose open link this is."""
    with desk.read() as cursor:
        row = cursor.execute(
            "SELECT name, role, full_name FROM accounts "
            "WHERE link = ? AND link_until > ? AND disabled = 0",
            (_told(token), desk.now().isoformat()),
        ).fetchone()
    return Account(name=row[0], role=Role(row[1]), full_name=row[2]) if row else None


def change_account(
    desk: DeskDatabase,
    name: str,
    *,
    by: str,
    role: Role | None = None,
    disabled: bool | None = None,
    full_name: str | None = None,
) -> AccountRecord:
    """Give another role or shown name, shut an account or open it again; its sessions end.

    Raises NotFound, and BadInput where no administrator would be left.
    """
    told = {
        "role": role.value if role else None,
        "disabled": None if disabled is None else str(disabled).lower(),
        "full_name": full_name,
    }
    detail = ", ".join(f"{key}={value}" for key, value in told.items() if value is not None)
    with desk.change(by, "account.change", f"account:{name}", detail) as cursor:
        _must_be(cursor, name)
        had_admin = _has_admin(cursor)
        if role is not None:
            cursor.execute("UPDATE accounts SET role = ? WHERE name = ?", (role.value, name))
        if disabled is not None:
            cursor.execute("UPDATE accounts SET disabled = ? WHERE name = ?", (int(disabled), name))
        if full_name is not None:
            cursor.execute(
                "UPDATE accounts SET full_name = ? WHERE name = ?", (_full_name(full_name), name)
            )
        if had_admin and not _has_admin(cursor):
            raise BadInput("no administrator would be left; make another one first")
        if role is not None or disabled:
            cursor.execute("DELETE FROM sessions WHERE account = ?", (name,))
    return account_named(desk, name)


def account_named(desk: DeskDatabase, name: str) -> AccountRecord:
    """One account. Raises NotFound."""
    with desk.read() as cursor:
        row = cursor.execute(f"SELECT {_COLUMNS} FROM accounts WHERE name = ?", (name,)).fetchone()
    if row is None:
        raise NotFound(f"there is no account {name!r}; trachuan desk user list names them")
    return _record(row)


def accounts(desk: DeskDatabase) -> list[AccountRecord]:
    """All accounts in the order of their names."""
    with desk.read() as cursor:
        rows = cursor.execute(f"SELECT {_COLUMNS} FROM accounts ORDER BY name").fetchall()
    return [_record(row) for row in rows]


def _has_admin(cursor: sqlite3.Cursor) -> bool:
    return bool(
        cursor.execute(
            "SELECT 1 FROM accounts WHERE role = ? AND disabled = 0", (Role.ADMIN.value,)
        ).fetchone()
    )


def _must_be(cursor: sqlite3.Cursor, name: str) -> None:
    if not cursor.execute("SELECT 1 FROM accounts WHERE name = ?", (name,)).fetchone():
        raise NotFound(f"there is no account {name!r}; trachuan desk user list names them")


def _full_name(text: str) -> str:
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if len(name) > _FULL_MOST:
        raise BadInput(f"the shown name has {len(name)} characters; give at most {_FULL_MOST}")
    return name


def _told(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _record(
    row: tuple[str, str, str, int, str | None, str | None, int, str],
) -> AccountRecord:
    return AccountRecord(
        account=Account(name=row[0], full_name=row[1], role=Role(row[2])),
        has_password=bool(row[3]),
        password_at=datetime.fromisoformat(row[4]) if row[4] else None,
        link_until=datetime.fromisoformat(row[5]) if row[5] else None,
        disabled=bool(row[6]),
        made_at=datetime.fromisoformat(row[7]),
    )
