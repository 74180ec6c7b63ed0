"""Gives the desk's database to whoever asks, and opens it the first time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from fastapi import Request

from api.desk.database import DeskDatabase, utc_now
from api.settings import Settings

__all__ = ["DeskOpener", "desk_of", "desk_path"]


def desk_path(settings: Settings) -> Path:
    """Where the desk is kept: where the settings say, else beside the folder of the library."""
    return settings.desk or settings.library.absolute().parent / "desk.sqlite3"


class DeskOpener:
    """Opens the database on the first call that succeeds, and keeps it open."""

    def __init__(self, path: Path, *, now: Callable[[], datetime] = utc_now) -> None:
        self._path = path
        self._now = now
        self._desk: DeskDatabase | None = None
        self._lock = threading.Lock()

    def __call__(self) -> DeskDatabase:
        """The database. Raises DeskError."""
        with self._lock:
            if self._desk is None:
                self._desk = DeskDatabase(self._path, now=self._now)
            return self._desk


def desk_of(request: Request) -> DeskDatabase:
    """The desk of the application that handles ``request``; a FastAPI dependency."""
    opener = request.app.state.desk
    if not isinstance(opener, DeskOpener):
        raise TypeError("this application was not made by api.app.create_app")
    return opener()
