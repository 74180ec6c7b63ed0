"""The spool: where uploaded files lie until a job has read them.

A folder beside the library, one folder in it for each upload. Files are written as they come, never
held in memory; what is kept is on the disk before the job that reads it is.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import secrets
import shutil
import sqlite3
import time
import unicodedata
from collections.abc import Iterator, Set
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final

from api.models_jobs import JobFileBody
from api.settings import Settings
from standards.errors import BadFileName, BadInput, NoSpace, TooMuch

__all__ = ["MOST_FILES", "Incoming", "Spool", "is_full", "mapped", "safe_name", "spool_of"]

MOST_FILES: Final = 50
"""Most files of one upload."""
_LONGEST: Final = 200
_HEAD: Final = 1024
"""Bytes within which ``%PDF-`` has to stand: as far as readers of PDF look for it."""
_LOOK: Final = 4 * 2**20
"""So many bytes are written between two looks at how full the spool is."""
_FORGOTTEN: Final = 3600
"""Seconds after which a folder that no job knows is of an upload that broke off."""
_FULL: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FULL_SQLITE: Final = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE}


def spool_of(settings: Settings) -> Spool:
    """The spool of a library; its folder is made when the first upload comes."""
    library = settings.library.absolute()
    return Spool(folder=library.with_name(f"{library.name}-uploads"), room=settings.upload_room)


def safe_name(text: str) -> str:
    """The name under which a file is kept: one line, composed, ending in ``.pdf``.

    Raises BadFileName for one that leads to another folder or is no name.

    >>> safe_name(" Quy  chuẩn 16.PDF")
    'Quy chuẩn 16.PDF'
    """
    name = " ".join(unicodedata.normalize("NFC", text).split())
    shown = name[:80]
    if not name.isprintable():
        raise BadFileName(shown.encode("ascii", "replace").decode(), "it has unprintable signs")
    if "/" in name or "\\" in name or name.startswith("."):
        raise BadFileName(shown, "give a plain name, without folders")
    if not name.lower().endswith(".pdf") or len(name) < 5:
        raise BadFileName(shown, "it has to end in .pdf")
    if len(name.encode()) > _LONGEST:
        raise BadFileName(shown, f"it is longer than {_LONGEST} bytes")
    return name


@contextmanager
def mapped() -> Iterator[None]:
    """Raises NoSpace where the disk is full."""
    try:
        yield
    except OSError as error:
        if is_full(error):
            raise NoSpace("there is no room on the disk; nothing was kept of this") from error
        raise


def is_full(error: BaseException) -> bool:
    """Whether an error, or one that led to it, says that the disk is full, as the system or as
    SQLite tells it."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, OSError) and cause.errno in _FULL:
            return True
        if isinstance(cause, sqlite3.Error) and _code(cause) in _FULL_SQLITE:
            return True
        cause = cause.__cause__ or cause.__context__
    return False


def _code(error: sqlite3.Error) -> int | None:
    """What SQLite calls it; errors that Python raises have no code."""
    return getattr(error, "sqlite_errorcode", None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spool:
    """The folder; ``room`` is how many bytes it may hold."""

    folder: Path
    room: int

    def used(self) -> int:
        """Bytes that wait here."""
        total = 0
        for file in self.folder.glob("*/*"):
            with suppress(OSError):
                total += file.stat().st_size
        return total

    def receive(self, most: int) -> Incoming:
        """A folder for one upload of at most ``most`` bytes. Raises NoSpace."""
        with mapped():
            self.folder.mkdir(mode=0o700, exist_ok=True, parents=True)
            place = self.folder / secrets.token_hex(12)
            place.mkdir(mode=0o700)
        return Incoming(spool=self, folder=place, most=most)

    def path(self, folder: str) -> Path:
        """Where the files of a job lie."""
        return self.folder / folder

    def drop(self, folder: str) -> None:
        """Forget the files of a job."""
        shutil.rmtree(self.folder / folder, ignore_errors=True)

    def tidy(self, kept: Set[str]) -> None:
        """Forget uploads that broke off long ago, and those that were read."""
        for place in self.folder.iterdir():
            if not place.is_dir() or place.name in kept:
                continue
            times = [place.stat().st_mtime, *(one.stat().st_mtime for one in place.iterdir())]
            if max(times) < time.time() - _FORGOTTEN:
                self.drop(place.name)

    @contextmanager
    def turn(self) -> Iterator[int | None]:
        """The right to run jobs, as an open file that a child process may inherit; None if another
        process has it. It ends when all who hold the file have closed it."""
        handle = os.open(self.folder / "turn", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield None
            else:
                yield handle
        finally:
            os.close(handle)


@dataclass(slots=True, kw_only=True)
class Incoming:
    """One upload while it comes in. ``files`` are those that have come; ``refused`` tells by name
    why one of them is not taken, though others are."""

    spool: Spool
    folder: Path
    most: int
    files: list[JobFileBody] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    _came: int = 0
    _unseen: int = _LOOK
    _name: str = ""
    _size: int = 0
    _out: BinaryIO | None = None
    _hash: hashlib._Hash = field(default_factory=hashlib.sha256)
    _head: bytes = b""

    def begin(self, name: str) -> None:
        """The next file. Raises BadFileName, BadInput for a name that came already, TooMuch."""
        safe = safe_name(name)
        if safe in {one.file for one in self.files}:
            raise BadInput(f"{safe} was sent twice; give each file a name of its own")
        if len(self.files) >= MOST_FILES:
            raise TooMuch(f"{safe}: more than {MOST_FILES} files were sent; send them in parts")
        self._name, self._size, self._head, self._hash = safe, 0, b"", hashlib.sha256()
        with mapped():
            self._out = (self.folder / safe).open("wb")

    def write(self, part: bytes) -> None:
        """More of the file. Raises TooMuch, NoSpace."""
        if self._out is None:
            return
        self._came += len(part)
        if self._came > self.most:
            raise TooMuch(f"{self._name}: more than {self.most} bytes were sent")
        self._unseen += len(part)
        if self._unseen >= _LOOK:
            self._unseen = 0
            if self.spool.used() + len(part) > self.spool.room:
                raise NoSpace("too many uploads wait to be read; send it again later")
        if len(self._head) < _HEAD:
            self._head += part[: _HEAD - len(self._head)]
        self._size += len(part)
        self._hash.update(part)
        with mapped():
            self._out.write(part)

    def end(self) -> None:
        """The file is whole; one that is no PDF is refused by name."""
        out, self._out = self._out, None
        if out is None:
            return
        with mapped(), out:
            out.flush()
            os.fsync(out.fileno())
        if not self._size:
            self.refused[self._name] = "the file is empty"
        elif b"%PDF-" not in self._head:
            self.refused[self._name] = "the file is no PDF"
        self.files.append(
            JobFileBody(file=self._name, sha256=self._hash.hexdigest(), bytes=self._size)
        )
        if self._name in self.refused:
            self.leave_out(self._name)

    def leave_out(self, name: str) -> None:
        """This file is not to be read."""
        (self.folder / name).unlink(missing_ok=True)

    def keep(self) -> None:
        """See to it that the folder outlives a loss of power."""
        with mapped():
            for place in (self.folder, self.spool.folder):
                handle = os.open(place, os.O_RDONLY)
                try:
                    os.fsync(handle)
                finally:
                    os.close(handle)

    def drop(self) -> None:
        """Keep nothing of it."""
        if self._out is not None:
            with suppress(OSError):
                self._out.close()
            self._out = None
        self.spool.drop(self.folder.name)
