"""How often something may be tried: counted in the database, the wait grows exponentially.

Reads and writes the table ``limits``. What is counted (a name, an address) is kept only as a keyed
hash, and forgotten when the limit says so.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from standards.errors import TooOften

if TYPE_CHECKING:
    from api.desk.database import DeskDatabase

__all__ = ["SCHEMA", "Limit", "count_try", "forget_tries", "network", "take_back"]

SCHEMA: tuple[str, ...] = (
    """CREATE TABLE limits (
        scope TEXT NOT NULL,
        key TEXT NOT NULL,
        tries INTEGER NOT NULL,
        last TEXT NOT NULL,
        until TEXT,
        forget TEXT NOT NULL,
        PRIMARY KEY (scope, key)
    ) STRICT""",
    "CREATE INDEX limits_forget ON limits (forget)",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """After ``free`` tries a wait of ``first`` seconds, doubled with each further try up to
    ``most``; ``forget`` seconds after the last try all is forgotten."""

    scope: str
    free: int
    first: int
    most: int
    forget: int

    def wait(self, tries: int) -> int:
        """Seconds to wait after so many tries.

        >>> limit = Limit(scope="login", free=5, first=30, most=900, forget=3600)
        >>> [limit.wait(tries) for tries in (4, 5, 6, 7, 40)]
        [0, 30, 60, 120, 900]
        """
        if tries < self.free:
            return 0
        return min(self.first << min(tries - self.free, 32), self.most)


def count_try(desk: DeskDatabase, limit: Limit, key: str) -> None:
    """Count one try before it is made. Raises TooOften while one has to wait; that is no try."""
    now, place = desk.now(), _key(desk, limit, key)
    with desk.bookkeeping() as cursor:
        cursor.execute("DELETE FROM limits WHERE forget <= ?", (now.isoformat(),))
        row = cursor.execute(
            "SELECT tries, until FROM limits WHERE scope = ? AND key = ?", (limit.scope, place)
        ).fetchone()
        tries, until = (row[0], row[1]) if row else (0, None)
        if until is not None and datetime.fromisoformat(until) > now:
            left = datetime.fromisoformat(until) - now
            raise TooOften(max(1, round(left.total_seconds())))
        wait = timedelta(seconds=limit.wait(tries + 1))
        cursor.execute(
            "INSERT OR REPLACE INTO limits (scope, key, tries, last, until, forget) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (
                limit.scope,
                place,
                tries + 1,
                now.isoformat(),
                (now + wait).isoformat() if wait else None,
                (now + wait + timedelta(seconds=limit.forget)).isoformat(),
            ),
        )


def take_back(desk: DeskDatabase, limit: Limit, key: str) -> None:
    """The last try was right and does not count; those before it do."""
    with desk.bookkeeping() as cursor:
        cursor.execute(
            "UPDATE limits SET tries = max(0, tries - 1), until = NULL WHERE scope = ? AND key = ?",
            (limit.scope, _key(desk, limit, key)),
        )


def forget_tries(desk: DeskDatabase, limit: Limit, key: str) -> None:
    """Start to count anew."""
    with desk.bookkeeping() as cursor:
        cursor.execute(
            "DELETE FROM limits WHERE scope = ? AND key = ?",
            (limit.scope, _key(desk, limit, key)),
        )


def network(address: str) -> str:
    """What counts as one sender: an IPv4 address, or the /64 of an IPv6 address.

    >>> network("2001:db8:1:2:3:4:5:6")
    '2001:db8:1:2::/64'
    >>> network("192.0.2.7")
    '192.0.2.7'
    """
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(known, ipaddress.IPv6Address):
        if known.ipv4_mapped is not None:
            return str(known.ipv4_mapped)
        return str(ipaddress.ip_network((known, 64), strict=False))
    return str(known)


def _key(desk: DeskDatabase, limit: Limit, key: str) -> str:
    told = f"{limit.scope}\0{key}".encode("utf-8", "surrogatepass")
    return hmac.new(desk.pepper(), told, hashlib.sha256).hexdigest()
