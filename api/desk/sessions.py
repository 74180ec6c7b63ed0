"""Sessions of the desk: who is logged in, since when, until when.

Reads and writes the table ``sessions``. The browser holds a random token of 256 bits; kept is only
its SHA-256. A session ends half an hour after it was last used, twelve hours after it began, when
its account gets another password or role, and by logging out.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from api.desk.accounts import Account, Role, clean_name
from api.desk.limits import Limit, count_try, forget_tries, network, take_back
from api.desk.passwords import hashed, is_outdated, matches
from standards.errors import BadInput, LoginFailed

if TYPE_CHECKING:
    from api.desk.database import DeskDatabase

__all__ = [
    "AT_MOST",
    "BY_ACCOUNT",
    "BY_ADDRESS",
    "IDLE",
    "SCHEMA",
    "Session",
    "check_password",
    "end_session",
    "find_session",
    "log_in",
    "start_session",
]

SCHEMA: tuple[str, ...] = (
    """CREATE TABLE sessions (
        token TEXT PRIMARY KEY,
        account TEXT NOT NULL REFERENCES accounts (name),
        csrf TEXT NOT NULL,
        started TEXT NOT NULL,
        seen TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX sessions_account ON sessions (account)",
)
IDLE = timedelta(minutes=30)
"""A session that was not used so long has ended."""
AT_MOST = timedelta(hours=12)
"""A session that began so long ago has ended."""
BY_ACCOUNT = Limit(scope="login-account", free=5, first=30, most=900, forget=24 * 3600)
"""Logins under one name, whether there is such an account or not."""
BY_ADDRESS = Limit(scope="login-address", free=20, first=30, most=3600, forget=24 * 3600)
"""Logins from one address."""
_SEEN_EVERY = timedelta(minutes=1)
_UNKNOWN = "(unknown)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One login. ``csrf`` must come back with everything that is posted; ``token`` is the SHA-256
    of what the browser holds; times are in UTC."""

    account: Account
    csrf: str
    token: str
    started: datetime
    seen: datetime

    def ends(self) -> datetime:
        """When it ends if nothing more is done."""
        return min(self.seen + IDLE, self.started + AT_MOST)


def log_in(desk: DeskDatabase, name: str, password: str, *, address: str) -> str:
    """Check name and password and begin a session; returns the token for the browser.

    An unknown name costs the same work as a wrong password, and is refused and limited in the same
    way. Raises LoginFailed, TooOften.
    """
    try:
        typed = clean_name(name)
    except BadInput:
        typed = ""
    sender = network(address)
    count_try(desk, BY_ADDRESS, sender)
    count_try(desk, BY_ACCOUNT, typed)
    with desk.read() as cursor:
        row = cursor.execute(
            "SELECT password FROM accounts WHERE name = ? AND disabled = 0", (typed,)
        ).fetchone()
    kept = row[0] if row else None
    if not matches(password, kept):
        shown = typed if row else _UNKNOWN
        with desk.change("public", "login.failed", f"account:{shown}", sender):
            pass
        raise LoginFailed("name and password do not belong together")
    forget_tries(desk, BY_ACCOUNT, typed)
    take_back(desk, BY_ADDRESS, sender)
    fresh = hashed(password) if kept and is_outdated(kept) else None
    return start_session(desk, typed, rehashed=fresh, address=sender)


def check_password(desk: DeskDatabase, name: str, password: str) -> bool:
    """Whether somebody who is logged in knows the password; counted as logins are. Raises
    TooOften."""
    count_try(desk, BY_ACCOUNT, name)
    with desk.read() as cursor:
        row = cursor.execute("SELECT password FROM accounts WHERE name = ?", (name,)).fetchone()
    if not matches(password, row[0] if row else None):
        return False
    forget_tries(desk, BY_ACCOUNT, name)
    return True


def start_session(
    desk: DeskDatabase, name: str, *, address: str = "", rehashed: str | None = None
) -> str:
    """A new session of an account, always with a token of its own; ended ones are forgotten.

    ``rehashed`` is the same password hashed with newer parameters.
    """
    token, now = secrets.token_urlsafe(32), desk.now()
    with desk.change(name, "login", f"account:{name}", address) as cursor:
        cursor.execute(
            "DELETE FROM sessions WHERE seen <= ? OR started <= ?",
            ((now - IDLE).isoformat(), (now - AT_MOST).isoformat()),
        )
        if rehashed is not None:
            cursor.execute("UPDATE accounts SET password = ? WHERE name = ?", (rehashed, name))
        cursor.execute(
            "INSERT INTO sessions (token, account, csrf, started, seen) VALUES (?, ?, ?, ?, ?)",
            (_told(token), name, secrets.token_urlsafe(32), now.isoformat(), now.isoformat()),
        )
    return token


def find_session(desk: DeskDatabase, token: str) -> Session | None:
    """The session of a token, if it has not ended and its account is open."""
    now = desk.now()
    with desk.read() as cursor:
        row = cursor.execute(
            "SELECT a.name, a.role, a.full_name, s.csrf, s.token, s.started, s.seen "
            "FROM sessions s JOIN accounts a ON a.name = s.account "
            "WHERE s.token = ? AND a.disabled = 0",
            (_told(token),),
        ).fetchone()
    if row is None:
        return None
    session = Session(
        account=Account(name=row[0], role=Role(row[1]), full_name=row[2]),
        csrf=row[3],
        token=row[4],
        started=datetime.fromisoformat(row[5]),
        seen=datetime.fromisoformat(row[6]),
    )
    if session.ends() <= now:
        return None
    if now - session.seen >= _SEEN_EVERY:
        with desk.bookkeeping() as cursor:
            cursor.execute(
                "UPDATE sessions SET seen = ? WHERE token = ?", (now.isoformat(), session.token)
            )
    return session


def end_session(desk: DeskDatabase, token: str) -> None:
    """Log out; a token that is no session's is nothing to do."""
    session = find_session(desk, token)
    if session is None:
        return
    name = session.account.name
    with desk.change(name, "logout", f"account:{name}") as cursor:
        cursor.execute("DELETE FROM sessions WHERE token = ?", (session.token,))


def _told(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
