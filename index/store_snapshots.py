"""One state of the store for one question: a reading transaction of its own.

A question asks the store many times. Another process may commit in between; with write-ahead
logging, a transaction that only reads sees to its end the state that its first question saw.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["Snapshots"]

_PATIENCE = 10_000
"""Milliseconds that a lock is waited for; readers seldom meet one."""


class Snapshots:
    """Reading connections to the database in ``place``, as many as threads read at a time; None has
    no file, and nothing to read aside."""

    def __init__(self, place: Path | None) -> None:
        self._place = place
        self._held = threading.local()
        self._free: list[sqlite3.Connection] = []

    @property
    def current(self) -> sqlite3.Connection | None:
        """What this thread is to read from, None if it is not within :meth:`reading`."""
        found: sqlite3.Connection | None = getattr(self._held, "current", None)
        return found

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Hold one state; within another one of the same thread it is the same."""
        if self._place is None or self.current is not None:
            yield
            return
        try:
            connection = self._free.pop()
        except IndexError:
            connection = self._connect(self._place)
        connection.execute("BEGIN")
        self._held.current = connection
        try:
            yield
        finally:
            self._held.current = None
            connection.execute("ROLLBACK")
            self._free.append(connection)

    @contextmanager
    def left(self) -> Iterator[None]:
        """Read, for a while, what is there now: who writes must not look at an old state."""
        before, self._held.current = self.current, None
        try:
            yield
        finally:
            self._held.current = before

    def close(self) -> None:
        """Close the connections that nobody reads from."""
        while self._free:
            self._free.pop().close()

    @staticmethod
    def _connect(place: Path) -> sqlite3.Connection:
        connection = sqlite3.connect(place, check_same_thread=False, isolation_level=None)
        connection.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
        connection.execute("PRAGMA query_only = ON")
        return connection
