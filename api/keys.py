"""Keys of programs that may change something: a role, an end, a secret that is shown once.

Reads and writes the table ``keys`` of the desk's database. Of a secret only its SHA-256 is kept: it
has 160 random bits, so no list of likely secrets can be tried against the hash, and a slow hash
(Argon2, which passwords need) would only make every request slow.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
import zlib
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from api.desk.accounts import clean_name
from api.desk.limits import Limit, count_try, network
from standards.errors import BadInput, KeyRefused, NotFound

if TYPE_CHECKING:
    from api.desk.database import DeskDatabase

__all__ = [
    "PREFIX",
    "SCHEMA",
    "Key",
    "KeyRole",
    "add_key",
    "checksum",
    "find_key",
    "key_named",
    "keys",
    "revoke_key",
]

SCHEMA: tuple[str, ...] = (
    """CREATE TABLE keys (
        name TEXT PRIMARY KEY,
        role TEXT NOT NULL,
        hash TEXT NOT NULL UNIQUE,
        made_at TEXT NOT NULL,
        until TEXT,
        used_on TEXT,
        revoked_at TEXT
    ) STRICT""",
)
PREFIX: Final = "trc_"
"""What every secret begins with, so that it is known for one wherever it lies about."""
_SECRET = re.compile(r"trc_([a-z2-7]{32})([0-9a-f]{8})")
_COLUMNS: Final = "name, role, made_at, until, used_on, revoked_at"
_REFUSALS: Final = Limit(scope="key", free=10, first=30, most=900, forget=3600)
"""Wrong keys of one address: ten, then ever longer waits. A right key is never kept waiting."""
_Row = tuple[str, str, str, str | None, str | None, str | None]


class KeyRole(StrEnum):
    """What a key may do; ``KEEPER`` may do all that ``CHECKER`` may.

    ``CHECKER`` marks facts as compared with the page; ``KEEPER`` also adds, replaces and deletes
    documents. Reading needs no key, and keys are made by the command line alone.
    """

    CHECKER = "checker"
    KEEPER = "keeper"

    def covers(self, other: KeyRole) -> bool:
        """Whether who has this role may do what the other one may.

        >>> KeyRole.KEEPER.covers(KeyRole.CHECKER), KeyRole.CHECKER.covers(KeyRole.KEEPER)
        (True, False)
        """
        return self is KeyRole.KEEPER or other is KeyRole.CHECKER


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A key without its secret. ``until`` is the last day on which it opens, ``used_on`` the day
    it was used last; times are UTC."""

    name: str
    role: KeyRole
    made_at: datetime
    until: date | None
    used_on: date | None
    revoked_at: datetime | None

    @property
    def actor(self) -> str:
        """Who did it, in the audit log."""
        return f"key:{self.name}"


def checksum(random: str) -> str:
    """The last eight characters of a secret, so that one typed wrongly is known without a look.

    >>> checksum("a" * 32)
    'cab11777'
    """
    return f"{zlib.crc32(random.encode()):08x}"


def add_key(
    desk: DeskDatabase, name: str, role: KeyRole, *, until: date | None = None, by: str
) -> str:
    """Make a key; returns its secret, which is kept nowhere.

    Raises BadInput for a name that is or was in use (the audit log names keys by it) and for an
    end in the past.
    """
    kept = clean_name(name)
    if until is not None and until < desk.now().date():
        raise BadInput(f"{until.isoformat()} is past; give the last day on which the key opens")
    random = base64.b32encode(secrets.token_bytes(20)).decode().lower()
    secret = f"{PREFIX}{random}{checksum(random)}"
    end = until.isoformat() if until else None
    with desk.change(by, "key.add", f"key:{kept}", f"{role}, until={end or 'revoked'}") as cursor:
        if cursor.execute("SELECT 1 FROM keys WHERE name = ?", (kept,)).fetchone():
            raise BadInput(f"there is or was a key {kept!r}; names are used once")
        cursor.execute(
            "INSERT INTO keys (name, role, hash, made_at, until) VALUES (?, ?, ?, ?, ?)",
            (kept, role.value, _hash(secret), desk.now().isoformat(), end),
        )
    return secret


def revoke_key(desk: DeskDatabase, name: str, *, by: str) -> Key:
    """Let a key open nothing from now on; its row stays. Raises NotFound."""
    known = key_named(desk, clean_name(name))
    if known.revoked_at is None:
        with desk.change(by, "key.revoke", f"key:{known.name}") as cursor:
            cursor.execute(
                "UPDATE keys SET revoked_at = ? WHERE name = ?",
                (desk.now().isoformat(), known.name),
            )
    return key_named(desk, known.name)


def keys(desk: DeskDatabase) -> list[Key]:
    """All keys, revoked ones too, in the order of their names."""
    with desk.read() as cursor:
        rows = cursor.execute(f"SELECT {_COLUMNS} FROM keys ORDER BY name").fetchall()
    return [_key(row) for row in rows]


def key_named(desk: DeskDatabase, name: str) -> Key:
    """One key. Raises NotFound."""
    with desk.read() as cursor:
        row = cursor.execute(f"SELECT {_COLUMNS} FROM keys WHERE name = ?", (name,)).fetchone()
    if row is None:
        raise NotFound(f"there is no key {name!r}; trachuan keys list names them")
    return _key(row)


def find_key(desk: DeskDatabase, secret: str, *, address: str) -> Key:
    """The key whose secret this is; the day of its use is noted.

    Every refusal is counted for the address and stands in the audit log. Raises KeyRefused, and
    TooOften after many refusals.
    """
    found = _match(desk, secret)
    today = desk.now().date()
    if found is None:
        why = "it is no key of this server"
        shown = "(unknown)"
    elif found.revoked_at is not None:
        why, shown = "it was revoked", found.name
    elif found.until is not None and found.until < today:
        why, shown = f"it ended after {found.until.isoformat()}", found.name
    else:
        if found.used_on != today:
            with desk.bookkeeping() as cursor:
                cursor.execute(
                    "UPDATE keys SET used_on = ? WHERE name = ?", (today.isoformat(), found.name)
                )
        return found
    sender = network(address)
    count_try(desk, _REFUSALS, sender)
    with desk.change("public", "key.refused", f"key:{shown}", f"{why}; from {sender}"):
        pass
    raise KeyRefused(why)


def _match(desk: DeskDatabase, secret: str) -> Key | None:
    """The key with that secret; every kept hash is compared, each in constant time."""
    shape = _SECRET.fullmatch(secret)
    if shape is None or checksum(shape[1]) != shape[2]:
        return None
    given = _hash(secret)
    with desk.read() as cursor:
        rows = cursor.execute(f"SELECT {_COLUMNS}, hash FROM keys").fetchall()
    found: Key | None = None
    for *row, kept in rows:
        if hmac.compare_digest(given, kept):
            found = _key((row[0], row[1], row[2], row[3], row[4], row[5]))
    return found


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _key(row: _Row) -> Key:
    return Key(
        name=row[0],
        role=KeyRole(row[1]),
        made_at=datetime.fromisoformat(row[2]),
        until=date.fromisoformat(row[3]) if row[3] else None,
        used_on=date.fromisoformat(row[4]) if row[4] else None,
        revoked_at=datetime.fromisoformat(row[5]) if row[5] else None,
    )
