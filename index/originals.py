"""The original files by their hash: ``originals/ab/abcd….pdf``, or in memory."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from standards.errors import CorruptLibrary, NotFound

__all__ = ["Originals", "original_place"]


class Originals:
    """Files kept byte for byte; ``folder`` None keeps them in memory."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._held: dict[str, bytes] = {}

    def put(self, sha256: str, content: bytes) -> None:
        """Keep a file; on disk it is whole or absent. Raises CorruptLibrary for a wrong hash."""
        if hashlib.sha256(content).hexdigest() != sha256:
            raise CorruptLibrary(
                f"the bytes given do not have SHA-256 {sha256}; read the file again"
            )
        if self._folder is None:
            self._held[sha256] = content
            return
        place = original_place(self._folder, sha256)
        if place.is_file() and place.stat().st_size == len(content):
            return
        place.parent.mkdir(parents=True, exist_ok=True)
        scratch = place.with_name(f".{place.name}.{os.getpid()}")
        with scratch.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        scratch.replace(place)

    def get(self, sha256: str) -> bytes:
        """The bytes of a kept file. Raises NotFound."""
        if self._folder is None and sha256 in self._held:
            return self._held[sha256]
        if self._folder is not None:
            place = original_place(self._folder, sha256)
            if place.is_file():
                return place.read_bytes()
        raise NotFound(f"the library keeps no file with SHA-256 {sha256}")

    def size(self, sha256: str) -> int | None:
        """Bytes of a kept file, None if it is not there."""
        if self._folder is None:
            return len(self._held[sha256]) if sha256 in self._held else None
        place = original_place(self._folder, sha256)
        return place.stat().st_size if place.is_file() else None

    def drop(self, hashes: Iterable[str]) -> None:
        """Forget files; one that is not there is no error."""
        for sha256 in hashes:
            self._held.pop(sha256, None)
            if self._folder is not None:
                original_place(self._folder, sha256).unlink(missing_ok=True)


def original_place(folder: Path, sha256: str) -> Path:
    """Where a file with that hash stands below ``folder``.

    >>> original_place(Path("originals"), "abcd").as_posix()
    'originals/ab/abcd.pdf'
    """
    return folder / sha256[:2] / f"{sha256}.pdf"
