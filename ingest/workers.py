"""Files read in processes of their own, each within limits of memory and time.

Reads paths of PDF files; writes their readings, in the order given. A PDF comes from anywhere: one
that crashes MuPDF, hangs it or fills the memory ends its worker and costs that file alone. Each
worker leads a process group, so that the programs which it started end with it.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import replace
from multiprocessing import active_children, get_context
from pathlib import Path
from typing import Final, Self

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from ingest.in_worker import OUT_OF_MEMORY, TIMERS, WORN_OUT, begin, read
from ingest.one_file import Ending, Read, Unread
from ingest.tools import Limits, ToolSettings

__all__ = ["Workers", "cores"]

_AHEAD: Final = 2
"""How many files a worker may read ahead of the one that is being written."""
_RAISE: Final = "raise TRACHUAN_READER"


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


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
            # Workers start with this environment; idle threads of NumPy on a machine with many
            # processors would count against their memory.
            os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
            self._pool = ProcessPool(
                self._count,
                initializer=begin,
                initargs=(self._settings,),
                context=get_context("spawn"),
            )
        return self._pool.schedule(read, args=(path,))

    def _read_again(self, path: Path) -> Read:
        """Read a file whose worker ended before it began."""
        while True:
            try:
                return self._schedule(path).result()
            except ProcessExpired as error:
                unread = self._why(error)
                if unread is not None:
                    return unread
            except BrokenProcessPool:
                self._stop()
                why = "its reader could not be started (run the command again)"
                return Unread(ending=Ending.LOST, reason=why)

    def _why(self, error: ProcessExpired) -> Unread | None:
        """What the end of a worker says about its file, None if it ended before it began.

        A worker begins one file at least, so that files are put off, never for ever.
        """
        _end_group(error.pid)
        if error.exitcode == WORN_OUT:
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
    if -status in TIMERS:
        most = f"{limits.seconds_file:.0f} s and {limits.seconds_page:.0f} s a page"
        why = f"reading it took longer than {most} ({anew}, split it, or {_RAISE}_SECONDS)"
        return Unread(ending=Ending.TIME, reason=why)
    if status == OUT_OF_MEMORY:
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
