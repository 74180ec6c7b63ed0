"""One writer at a time, over processes: an advisory lock, freed when its process ends."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from standards.errors import LibraryLocked

__all__ = ["writer_lock"]

_BETWEEN = 0.02
"""Seconds between two tries."""


@contextmanager
def writer_lock(folder: Path | None, patience: float = 0.0) -> Iterator[None]:
    """Hold the folder's lock. Raises LibraryLocked if another process holds it for longer than
    ``patience`` seconds; a library in memory (``folder`` None) needs none.
    """
    if folder is None:
        yield
        return
    with (folder / "lock").open("a") as stream:
        until = time.monotonic() + patience
        while True:
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError as error:
                if time.monotonic() >= until:
                    raise LibraryLocked(
                        f"another process is writing to the library in {folder}; try again when "
                        "it is done"
                    ) from error
                time.sleep(_BETWEEN)
        try:
            yield
        finally:
            fcntl.flock(stream, fcntl.LOCK_UN)
