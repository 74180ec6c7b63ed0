"""Files read in processes of their own, each within limits of memory and time.

Reads paths of PDF files; writes their readings, in the order given. A PDF comes from anywhere: one
that crashes MuPDF, hangs it or fills the memory ends its worker and costs that file alone. The
kernel enforces the limits (``setrlimit(2)``, ``setitimer(2)``), because nothing in Python runs
while MuPDF does. Each worker leads a process group, so that the programs which it started end
with it.
"""

from __future__ import annotations

import os
import resource
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from ctypes import CDLL
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, partial
from multiprocessing import active_children, get_context
from pathlib import Path
from typing import Final, Self

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from index.pdf import open_pdf
from ingest.reading import FileReading, read_bytes
from ingest.refusals import check_pages, check_size
from ingest.toolbox import open_tools
from ingest.tools import Limits, ReadingTools, ToolSettings
from standards.errors import TrachuanError, UnreadableDocument

__all__ = ["Ending", "Read", "Unread", "Workers", "cores", "read_here"]

_AHEAD: Final = 2
"""How many files a worker may read ahead of the one that is being written."""
_OWN_SHARE: Final = 0.1
"""Of the time for pages, most is for other programs that read pictures; the rest is our own."""
_OUT_OF_MEMORY: Final = 75
"""The status with which a worker ends that could get no more memory."""
_WORN_OUT: Final = 76
"""The status with which a worker ends that begins a file with too little memory left."""
_WORN_SHARE: Final = 0.25
"""MuPDF does not give back everything that it took for a page on which it failed."""
_RAISE: Final = "raise TRACHUAN_READER"
_TIMERS: Final = (signal.SIGALRM, signal.SIGPROF)
_PR_SET_PDEATHSIG: Final = 1
_HERE: Final[list[_Worker]] = []
"""In a worker: what it is, one."""


class Ending(StrEnum):
    """How a file came to be unread."""

    REJECTED = "rejected"
    """It is no PDF, or a locked, empty or too large one."""
    FAILED = "failed"
    """It set off an error in the reader that nobody foresaw."""
    CRASHED = "crashed"
    MEMORY = "memory"
    TIME = "time"
    LOST = "lost"
    """Its worker ended for another reason, or could not be started."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A file that was not read, and why: what is wrong and what to do."""

    ending: Ending
    reason: str


Read = FileReading | Unread


@dataclass(frozen=True, slots=True, kw_only=True)
class _Worker:
    """A worker's settings, sent once, and the memory that it took before its first file."""

    settings: ToolSettings
    taken: int


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def read_here(
    path: Path, tools: ReadingTools, *, on_pages: Callable[[int], None] | None = None
) -> Read:
    """Read a file in this process, or say why it cannot be read.

    Limits of memory and time do not hold here. ``on_pages`` is called with the number of pages
    before they are read. Raises MemoryError.
    """
    try:
        check_size(path.stat().st_size, path.name, tools.limits)
        data = path.read_bytes()
        with open_pdf(data, path.name) as pdf:
            check_pages(pdf, tools.limits)
            if on_pages is not None:
                on_pages(pdf.page_count)
        return read_bytes(data, path.name, tools=tools)
    except UnreadableDocument as error:
        page = "" if error.page is None else f"page {error.page}: "
        return _rejected(f"{page}{error.why}" + (f" ({error.cure})" if error.cure else ""))
    except OSError as error:
        return _rejected(f"the file cannot be opened: {error.strerror or error}")
    except TrachuanError as error:
        return _rejected(str(error))
    except MemoryError:
        raise
    except Exception as error:
        # Whatever a broken PDF sets off in a reader, the other files are still read.
        why = f"the reader failed on it: {type(error).__name__}: {error}"
        return Unread(ending=Ending.FAILED, reason=why)


def _rejected(reason: str) -> Unread:
    return Unread(ending=Ending.REJECTED, reason=reason)


class Workers:
    """Processes that read; use it in a ``with`` statement.

    They start with the first file and read one after the other; one that dies is replaced.
    ``count`` is cut down to the number of processors, and the pages that a worker has recognised at
    once to its share of them.
    """

    def __init__(self, count: int, settings: ToolSettings) -> None:
        self._count = max(1, min(count, cores()))
        self._settings = replace(settings, parallel_pages=max(1, cores() // self._count))
        self._pool: ProcessPool | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._stop()

    def read(self, files: Sequence[Path]) -> Iterator[tuple[Path, Read]]:
        """Each file with its reading, or with the reason why there is none, in the order given."""
        todo = deque(files)
        waiting: deque[tuple[Path, ProcessFuture[Read]]] = deque()
        while todo or waiting:
            while todo and len(waiting) < self._count * _AHEAD:
                path = todo.popleft()
                waiting.append((path, self._schedule(path)))
            path, future = waiting.popleft()
            try:
                yield path, future.result()
            except BrokenProcessPool:
                todo.extendleft(reversed([file for file, _ in waiting]))
                waiting.clear()
                self._stop()
                yield path, self._read_again(path)
            except ProcessExpired as error:
                yield path, self._why(error) or self._read_again(path)

    def _schedule(self, path: Path) -> ProcessFuture[Read]:
        if self._pool is None:
            self._pool = ProcessPool(
                self._count,
                initializer=_begin,
                initargs=(self._settings,),
                context=get_context("spawn"),
            )
        return self._pool.schedule(_read, args=(path,))

    def _read_again(self, path: Path) -> Read:
        """Read a file whose worker ended before it began."""
        while True:
            try:
                return self._schedule(path).result()
            except ProcessExpired as error:
                why = self._why(error)
                if why is not None:
                    return why
            except BrokenProcessPool:
                self._stop()
                why = "its reader could not be started (run the command again)"
                return Unread(ending=Ending.LOST, reason=why)

    def _why(self, error: ProcessExpired) -> Unread | None:
        """What the end of a worker says about its file, None if it ended before it began.

        A worker begins one file at least, so that files are put off, never for ever.
        """
        _end_group(error.pid)
        if error.exitcode == _WORN_OUT:
            return None
        return _why_it_ended(error.exitcode, self._settings.limits)

    def _stop(self) -> None:
        if self._pool is None:
            return
        ours = [child.pid for child in active_children()]
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()
        self._pool = None
        alive = {child.pid for child in active_children()}
        for pid in ours:
            if pid not in alive:
                _end_group(pid)


def _end_group(pid: int | None) -> None:
    """End the programs that a dead worker left behind."""
    if pid:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)


def _why_it_ended(status: int, limits: Limits) -> Unread:
    """What the end of a worker says about the file that it was reading."""
    anew = "print it to PDF anew"
    if -status in _TIMERS:
        most = f"{limits.seconds_file:.0f} s and {limits.seconds_page:.0f} s a page"
        why = f"reading it took longer than {most} ({anew}, split it, or {_RAISE}_SECONDS)"
        return Unread(ending=Ending.TIME, reason=why)
    if status == _OUT_OF_MEMORY:
        most = f"{limits.memory / 2**20:.0f} MB"
        why = f"reading it needs more than {most} of memory ({anew}, split it, or {_RAISE}_MEMORY)"
        return Unread(ending=Ending.MEMORY, reason=why)
    if -status == signal.SIGKILL:
        why = "the system ended its reader, most likely for lack of memory (read it by itself)"
        return Unread(ending=Ending.LOST, reason=why)
    if status < 0:
        name = signal.Signals(-status).name
        why = f"it crashed the reader ({name}; open it in a viewer and {anew})"
        return Unread(ending=Ending.CRASHED, reason=why)
    why = f"its reader ended with status {status} (run the command again)"
    return Unread(ending=Ending.LOST, reason=why)


def _begin(settings: ToolSettings) -> None:
    """Prepare a worker: limits that the kernel keeps, and an end with the process that reads."""
    with suppress(OSError):
        os.setpgid(0, 0)
    with suppress(OSError, AttributeError):
        CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    for number in _TIMERS:
        signal.signal(number, signal.SIG_DFL)
    most = settings.limits.memory
    for kind, value in ((resource.RLIMIT_DATA, most), (resource.RLIMIT_CORE, 0)):
        with suppress(OSError, ValueError):
            resource.setrlimit(kind, (value, value))
    _HERE.append(_Worker(settings=settings, taken=_memory_taken()))


@cache
def _tools() -> ReadingTools:
    return open_tools(_HERE[-1].settings)


def _read(path: Path) -> Read:
    """Read a file in a worker."""
    here = _HERE[-1]
    limits = here.settings.limits
    if _memory_taken() - here.taken > limits.memory * _WORN_SHARE:
        os._exit(_WORN_OUT)
    _allow(limits, 0)
    try:
        return read_here(path, _tools(), on_pages=partial(_allow, limits))
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.setitimer(signal.ITIMER_PROF, 0)


def _memory_taken() -> int:
    """Bytes that count against the limit; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * resource.getpagesize()


def _allow(limits: Limits, pages: int) -> None:
    """Let this process live so long and no longer, by the clock and by its own work."""
    for_pages = pages * limits.seconds_page
    signal.setitimer(signal.ITIMER_REAL, limits.seconds_file + for_pages)
    signal.setitimer(signal.ITIMER_PROF, limits.seconds_file + for_pages * _OWN_SHARE)
