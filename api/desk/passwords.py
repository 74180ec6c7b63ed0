"""Passwords as Argon2id hashes (RFC 9106); the only module that knows argon2.

The parameters are those of RFC 9106, second recommended option (64 MiB, three passes, four lanes):
about a tenth of a second a password. No more than a few are hashed at once, so that many logins
cannot take the memory of the server.
"""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

from standards.errors import BadInput, TooOften

__all__ = ["LEAST", "MOST", "check_new", "hashed", "is_outdated", "matches"]

LEAST = 12
"""Fewest characters of a new password."""
MOST = 256
"""Most characters of a password."""
_DIFFERENT = 5
_AT_ONCE = threading.Semaphore(4)
_PATIENCE = 3.0
_COME_AGAIN = 30
"""Seconds to wait for a turn, and to stay away when none came."""
_HASHER = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)


def check_new(password: str, name: str) -> None:
    """Raises BadInput for a password that is too easy; ``name`` is the account's.

    Length counts, not kinds of characters (NIST SP 800-63B, 3.1.1.2).
    """
    text = unicodedata.normalize("NFKC", password)
    if not LEAST <= len(text) <= MOST:
        raise BadInput(f"the password has {len(text)} characters; give {LEAST} to {MOST}")
    if len(set(text.casefold())) < _DIFFERENT:
        raise BadInput("the password repeats the same few characters; choose another")
    if len(name) >= 3 and name.casefold() in text.casefold():
        raise BadInput("the password contains the name of the account; choose another")


def hashed(password: str) -> str:
    """The hash to keep, with its salt and parameters. Raises TooOften where too many wait."""
    with _in_turn():
        return _HASHER.hash(_bytes(password))


def matches(password: str, kept: str | None) -> bool:
    """Whether a password is the one of which ``kept`` is the hash.

    Without a hash (no such account) the same work is done, and the answer is no. Raises TooOften
    where too many wait for theirs.
    """
    with _in_turn():
        nobodys = _nobodys()
        try:
            right = _HASHER.verify(kept or nobodys, _bytes(password[: MOST + 1]))
        except (VerificationError, InvalidHashError):
            return False
    return right and kept is not None


def is_outdated(kept: str) -> bool:
    """Whether a hash was made with other parameters than are used now."""
    return _HASHER.check_needs_rehash(kept)


@contextmanager
def _in_turn() -> Iterator[None]:
    """Wait a moment for one's turn; raises TooOften where too many wait already."""
    if not _AT_ONCE.acquire(timeout=_PATIENCE):
        raise TooOften(_COME_AGAIN)
    try:
        yield
    finally:
        _AT_ONCE.release()


@cache
def _nobodys() -> str:
    return _HASHER.hash(b"nobody has this password")


def _bytes(password: str) -> bytes:
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
