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

__all__ = ["Workers", "cores", "read_here"]

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
_TIMERS: Final = (signal.SIGALRM, signal.SIGPROF)
_PR_SET_PDEATHSIG: Final = 1
_HERE: Final[list[_Worker]] = []
"""In a worker: what it is, one."""


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
) -> FileReading | str:
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
        return _told(error)
    except OSError as error:
        return f"the file cannot be opened: {error.strerror or error}"
    except TrachuanError as error:
        return str(error)
    except MemoryError:
        raise
    except Exception as error:
        # Whatever a broken PDF sets off in a reader, the other files are still read.
        return f"the reader failed on it: {type(error).__name__}: {error}"


def _told(error: UnreadableDocument) -> str:
    page = "" if error.page is None else f"page {error.page}: "
    return f"{page}{error.why}" + (f" ({error.cure})" if error.cure else "")


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

    def read(self, files: Sequence[Path]) -> Iterator[tuple[Path, FileReading | str]]:
        """Each file with its reading, or with the reason why there is none, in the order given."""
        todo = deque(files)
        waiting: deque[tuple[Path, ProcessFuture[FileReading | str]]] = deque()
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

    def _schedule(self, path: Path) -> ProcessFuture[FileReading | str]:
        if self._pool is None:
            self._pool = ProcessPool(
                self._count,
                initializer=_begin,
                initargs=(self._settings,),
                context=get_context("spawn"),
            )
        return self._pool.schedule(_read, args=(path,))

    def _read_again(self, path: Path) -> FileReading | str:
        """Read a file whose worker ended before it began."""
        while True:
            try:
                return self._schedule(path).result()
            except ProcessExpired as error:
                why = self._why(error)
                if why:
                    return why
            except BrokenProcessPool:
                self._stop()
                return "its reader could not be started (run the command again)"

    def _why(self, error: ProcessExpired) -> str:
        """What the end of a worker says about its file, ``""`` if it ended before it began.

        A worker begins one file at least, so that files are put off, never for ever.
        """
        _end_group(error.pid)
        if error.exitcode == _WORN_OUT:
            return ""
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


def _why_it_ended(status: int, limits: Limits) -> str:
    """What the end of a worker says about the file that it was reading."""
    if -status in _TIMERS:
        most = f"{limits.seconds_file:.0f} s and {limits.seconds_page:.0f} s a page"
        cure = "print it to PDF anew, split it, or raise TRACHUAN_READER_SECONDS"
        return f"reading it took longer than {most} ({cure})"
    if status == _OUT_OF_MEMORY:
        most = f"{limits.memory / 2**20:.0f} MB"
        cure = "print it to PDF anew, split it, or raise TRACHUAN_READER_MEMORY"
        return f"reading it needs more than {most} of memory ({cure})"
    if -status == signal.SIGKILL:
        return "the system ended its reader, most likely for lack of memory (read it by itself)"
    if status < 0:
        name = signal.Signals(-status).name
        return f"it crashed the reader ({name}; open it in a viewer and print it to PDF anew)"
    return f"its reader ended with status {status} (run the command again)"


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


def _read(path: Path) -> FileReading | str:
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
