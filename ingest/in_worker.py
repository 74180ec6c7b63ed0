"""What runs in a worker process: limits that the kernel keeps, and one file after the other.

Reads paths of PDF files, writes their readings; :mod:`ingest.workers` starts it. Nothing in Python
runs while MuPDF does, so memory and time are limited by the system (``setrlimit(2)``,
``setitimer(2)``).
"""

from __future__ import annotations

import os
import resource
import signal
from contextlib import suppress
from ctypes import CDLL
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Final

from ingest.one_file import Read, read_here
from ingest.toolbox import open_tools
from ingest.tools import Limits, ReadingTools, ToolSettings

__all__ = ["OUT_OF_MEMORY", "TIMERS", "WORN_OUT", "begin", "read"]

OUT_OF_MEMORY: Final = 75
"""The status with which a worker ends that could get no more memory."""
WORN_OUT: Final = 76
"""The status with which a worker ends that has too little memory left to begin a file."""
TIMERS: Final = (signal.SIGALRM, signal.SIGPROF)
"""What ends a worker that takes too long, by the clock or by its own work."""

_WORN_SHARE: Final = 0.25
"""MuPDF does not give back everything that it took for a page on which it failed."""
_OWN_SHARE: Final = 0.1
"""Of the time for pages, most is for other programs that read pictures; the rest is our own."""
_PR_SET_PDEATHSIG: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class _Here:
    """A worker's settings, sent once, and the memory that it took before its first file."""

    settings: ToolSettings
    taken: int


_HERE: Final[list[_Here]] = []
"""What this worker is, one."""


def begin(settings: ToolSettings) -> None:
    """Prepare a worker: limits that the kernel keeps, and an end with the process that reads."""
    with suppress(OSError):
        os.setpgid(0, 0)
    with suppress(OSError, AttributeError):
        CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    for number in TIMERS:
        signal.signal(number, signal.SIG_DFL)
    most = settings.limits.memory
    for kind, value in ((resource.RLIMIT_DATA, most), (resource.RLIMIT_CORE, 0)):
        with suppress(OSError, ValueError):
            resource.setrlimit(kind, (value, value))
    _HERE.append(_Here(settings=settings, taken=_memory_taken()))


@cache
def _tools() -> ReadingTools:
    return open_tools(_HERE[-1].settings)


def read(path: Path) -> Read:
    """Read a file in a worker."""
    here = _HERE[-1]
    limits = here.settings.limits
    if _memory_taken() - here.taken > limits.memory * _WORN_SHARE:
        os._exit(WORN_OUT)
    _allow(limits, 0)
    try:
        return read_here(path, _tools(), on_pages=partial(_allow, limits))
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
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
