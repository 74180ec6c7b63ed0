"""Runs the jobs: one after the other, each in a process of its own, whatever happens to the server.

A thread of each server process looks for jobs; of several processes on one library the one runs
them that holds the spool's turn. Who holds it and finds a job that is being read knows that its
process is gone, and lets it wait again: the files are still in the spool, and those that were kept
in the library before are found unchanged. The reading process inherits the turn, so that no other
begins while it lives.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import IO, Final

from pydantic import ValidationError

from api.desk.database import DeskDatabase
from api.jobs import (
    MOST_TRIES,
    Job,
    add_report,
    begin_job,
    end_job,
    is_cancelled,
    kept_folders,
    next_due,
    put_back,
    unfinished,
)
from api.jobs_lines import LineBody
from api.models_jobs import JobState
from api.models_meta import ProblemBody
from api.problems import problem, problem_of
from api.settings import Settings
from api.uploads import Spool, spool_of
from index.lock import writer_lock
from standards.errors import LibraryLocked, TrachuanError

__all__ = ["Runner"]

_LOG = logging.getLogger("trachuan.api")
_LOOK: Final = 1.0
"""Seconds between two looks at the queue, if nobody says that there is something."""
_BEAT: Final = 0.3
_GRACE: Final = 5.0
_WAIT_LOCKED: Final = 5
_CHILD: Final = "import os, sys; os.nice(10); from api.jobs_child import main; main(sys.argv[1:])"
"""Reading gives way to serving. Not ``-m``: the processes that this one spawns would import its
module, and all below it, once more."""
_PASSED_ON: Final = (
    "library",
    "model",
    "embedder",
    "embedding",
    "cache",
    "ocr",
    "max_pages",
    "max_file",
    "reader_memory",
    "reader_seconds",
)


class Runner:
    """Starts and stops with the server; :meth:`wake` says that there may be a job."""

    def __init__(self, settings: Settings, desk: Callable[[], DeskDatabase]) -> None:
        self._settings = settings
        self._desk = desk
        self._spool = spool_of(settings)
        self._woken = threading.Event()
        self._ends = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def spool(self) -> Spool:
        """Where uploads lie."""
        return self._spool

    def start(self) -> None:
        """Begin to look for jobs."""
        self._ends.clear()
        self._thread = threading.Thread(target=self._run, name="jobs", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End; a job that is being read waits again, for the next server."""
        self._ends.set()
        self._woken.set()
        if self._thread is not None:
            self._thread.join(_GRACE * 2)
            self._thread = None

    def wake(self) -> None:
        """Look for jobs now."""
        self._woken.set()

    def _run(self) -> None:
        while not self._ends.is_set():
            self._woken.wait(_LOOK)
            self._woken.clear()
            if self._ends.is_set() or not self._spool.folder.is_dir():
                continue
            try:
                with self._spool.turn() as handle:
                    if handle is not None:
                        self._work(self._desk(), handle)
            except (TrachuanError, OSError) as error:
                _LOG.warning("jobs cannot be run now: %s", type(error).__name__)

    def _work(self, desk: DeskDatabase, handle: int) -> None:
        """Run what is due. The caller has the turn: what seems to be read now is not."""
        for job in unfinished(desk):
            self._died(desk, job)
        self._spool.tidy(kept_folders(desk))
        while not self._ends.is_set():
            due = next_due(desk)
            if due is None:
                return
            if begin_job(desk, due):
                self._read(desk, due, handle)

    def _died(self, desk: DeskDatabase, job: Job) -> None:
        """The process of a job is gone without a word."""
        if is_cancelled(desk, job):
            self._end(desk, job, JobState.CANCELLED)
        elif job.tries >= MOST_TRIES:
            why = problem("interrupted", f"its process ended {job.tries} times before it was done")
            end_job(desk, job, JobState.FAILED, why)
        else:
            put_back(desk, job)

    def _end(self, desk: DeskDatabase, job: Job, state: JobState) -> None:
        end_job(desk, job, state)
        self._spool.drop(job.folder)

    def _read(self, desk: DeskDatabase, job: Job, handle: int) -> None:
        place = self._spool.path(job.folder)
        paths = [path for path in (place / one.file for one in job.files) if path.is_file()]
        if not paths:
            end_job(desk, job, JobState.FAILED, problem("not-found", "its files are gone"))
            return
        written = _written(self._settings.library)
        if written is not None:
            put_back(desk, job, seconds=_WAIT_LOCKED, is_try=False, problem=written)
            return
        last: list[LineBody] = []
        with self._begin(paths, handle) as process:
            reader = threading.Thread(target=_follow, args=(process.stdout, desk, job, last))
            reader.start()
            wanted = True
            while reader.is_alive():
                reader.join(_BEAT)
                if wanted and (self._ends.is_set() or is_cancelled(desk, job)):
                    wanted = False
                    _end_process(process)
            reader.join()
        self._settle(desk, job, last[0] if last else None)

    def _settle(self, desk: DeskDatabase, job: Job, last: LineBody | None) -> None:
        """What becomes of a job whose process has ended."""
        if last is not None and last.end == "done":
            self._end(desk, job, JobState.DONE)
        elif is_cancelled(desk, job):
            self._end(desk, job, JobState.CANCELLED)
        elif self._ends.is_set():
            put_back(desk, job, is_try=False)
        elif last is not None and last.end == "locked":
            put_back(desk, job, seconds=_WAIT_LOCKED, is_try=False, problem=last.problem)
        elif last is not None:
            end_job(desk, job, JobState.FAILED, last.problem)
        else:
            for known in unfinished(desk):
                if known.id == job.id:
                    self._died(desk, known)

    def _begin(self, paths: list[Path], handle: int) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", _CHILD, *map(str, paths)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            env={**os.environ, **_environment(self._settings)},
            start_new_session=True,
            pass_fds=(handle,),
        )


def _written(library: Path) -> ProblemBody | None:
    """That another process writes to the library: none need be started to find out."""
    try:
        with writer_lock(library):
            return None
    except LibraryLocked as error:
        return problem_of(error)
    except FileNotFoundError:
        return None


def _environment(settings: Settings) -> dict[str, str]:
    """The variables of those settings that reading depends on."""
    made: dict[str, str] = {}
    for name in (field.name for field in fields(settings)):
        if name in _PASSED_ON:
            value = getattr(settings, name)
            text = str(value.absolute()) if isinstance(value, Path) else str(value or "")
            made[f"TRACHUAN_{name.upper()}"] = text
    return made


def _follow(lines: IO[str] | None, desk: DeskDatabase, job: Job, last: list[LineBody]) -> None:
    """Keep what the process tells, as long as it tells something."""
    for line in lines or ():
        try:
            told = LineBody.model_validate_json(line)
        except ValidationError:  # a line that was cut off when the process was killed
            continue
        if told.report is not None:
            add_report(desk, job, told.report)
        if told.end is not None:
            last[:] = [told]


def _end_process(process: subprocess.Popen[str]) -> None:
    """Let a process end by itself, and end it if it does not."""
    if process.stdin is not None:
        process.stdin.close()
    try:
        process.wait(_GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
