"""One writer at a time, over processes: an advisory lock, freed when its process ends."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from standards.errors import LibraryLocked

__all__ = ["writer_lock"]


@contextmanager
def writer_lock(folder: Path | None) -> Iterator[None]:
    """Hold the folder's lock. Raises LibraryLocked at once if another process holds it; a library
    in memory (``folder`` None) needs none.
    """
    if folder is None:
        yield
        return
    with (folder / "lock").open("a") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise LibraryLocked(
                f"another process is writing to the library in {folder}; try again when it is done"
            ) from error
        try:
            yield
        finally:
            fcntl.flock(stream, fcntl.LOCK_UN)
