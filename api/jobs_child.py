"""The process that reads the files of one job; :mod:`api.jobs_runner` starts it.

Its settings come from the environment. It writes one line of JSON for each file that is done, and
one at the end; it ends at once when its standard input does, which is so when the server is gone.
What it has written to the library by then is whole (:mod:`index.library`).
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing import active_children
from pathlib import Path
from typing import Final

from api.ingest_job import ingest
from api.jobs_lines import LineBody
from api.models_jobs import FileBody
from api.problems import problem_of
from api.settings import Settings
from api.uploads import is_full
from standards.errors import LibraryLocked, NoSpace

__all__ = ["main"]

_NO_ROOM: Final = "there is no room on the disk for the library; make some and try the job again"


def main(paths: Sequence[str]) -> None:
    """Read the files and tell of each."""
    tell = _teller()
    threading.Thread(target=_end_with_server, daemon=True).start()
    told: set[str] = set()

    def on_file(report: FileBody) -> None:
        told.add(report.file)
        tell(LineBody(report=report.model_copy(update={"path": report.file})))

    try:
        done = ingest(
            [Path(one) for one in paths],
            Settings.from_environment(),
            jobs=1,
            quiet=True,
            on_file=on_file,
        )
        for report in done.files:
            if report.file not in told:
                on_file(report)
        tell(LineBody(end="done"))
    except LibraryLocked as error:
        tell(LineBody(end="locked", problem=problem_of(error)))
    except Exception as error:  # whatever it is, the server is told what it may tell
        told_as = NoSpace(_NO_ROOM) if is_full(error) else error
        tell(LineBody(end="problem", problem=problem_of(told_as)))


def _teller() -> Callable[[LineBody], None]:
    """What writes lines for the server; nothing else that is printed gets there."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)

    def tell(line: LineBody) -> None:
        out.write(line.model_dump_json() + "\n")
        out.flush()

    return tell


def _end_with_server() -> None:
    """Wait until nobody holds the other end of standard input, then end with all readers."""
    with suppress(OSError):
        while os.read(0, 1):
            pass
    for child in active_children():
        if child.pid is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(child.pid, signal.SIGKILL)
            with suppress(ProcessLookupError):
                os.kill(child.pid, signal.SIGKILL)
    os._exit(3)
