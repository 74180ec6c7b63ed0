"""Jobs that read what was uploaded: kept in the desk's database, so that they survive a restart.

Reads and writes the table ``jobs``. What runs them is :mod:`api.jobs_runner`; their files lie in
the spool (:mod:`api.uploads`) until they are read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from pydantic import TypeAdapter

from api.models_jobs import FileBody, JobBody, JobFileBody, JobState, ProgressBody
from api.models_meta import ProblemBody
from api.urls import API
from standards.errors import JobEnded, NotFound

if TYPE_CHECKING:
    from api.desk.database import DeskDatabase

__all__ = [
    "MOST_TRIES",
    "SCHEMA",
    "Job",
    "add_job",
    "add_report",
    "begin_job",
    "cancel_job",
    "end_job",
    "is_cancelled",
    "job_body",
    "job_numbered",
    "jobs",
    "kept_folders",
    "next_due",
    "put_back",
    "try_again",
    "unfinished",
]

SCHEMA: tuple[str, ...] = (
    """CREATE TABLE jobs (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        folder TEXT NOT NULL UNIQUE,
        key TEXT NOT NULL,
        state TEXT NOT NULL,
        made_at TEXT NOT NULL,
        started_at TEXT,
        ended_at TEXT,
        due TEXT NOT NULL,
        tries INTEGER NOT NULL DEFAULT 0,
        cancel INTEGER NOT NULL DEFAULT 0,
        files TEXT NOT NULL,
        reports TEXT NOT NULL,
        problem TEXT
    ) STRICT""",
    "CREATE INDEX jobs_state ON jobs (state, id)",
)
MOST_TRIES: Final = 3
"""Times that a job is begun before it is given up, where its process dies each time."""
_COLUMNS: Final = (
    "id, folder, key, state, made_at, started_at, ended_at, tries, files, reports, problem"
)
_FILES = TypeAdapter(list[JobFileBody])
_REPORTS = TypeAdapter(list[FileBody])


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A job as it is kept. ``folder`` is the name of its folder in the spool; times are UTC."""

    id: int
    folder: str
    key: str
    state: JobState
    made_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    tries: int
    files: tuple[JobFileBody, ...]
    reports: tuple[FileBody, ...]
    problem: ProblemBody | None

    @property
    def actor(self) -> str:
        """Who sent it, in the audit log."""
        return f"key:{self.key}"


def add_job(
    desk: DeskDatabase,
    *,
    folder: str,
    key: str,
    files: Sequence[JobFileBody],
    reports: Sequence[FileBody] = (),
) -> Job:
    """Keep an upload as a job, with the reports of files that need no reading.

    It is queued, or done if every file has its report.
    """
    told = {report.file for report in reports}
    is_done = all(file.file in told for file in files)
    now = desk.now().isoformat()
    detail = "; ".join(f"{one.file} sha256:{one.sha256}" for one in files)
    with desk.change(f"key:{key}", "upload.add", "job", detail) as cursor:
        cursor.execute(
            "INSERT INTO jobs (folder, key, state, made_at, ended_at, due, files, reports) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                folder,
                key,
                (JobState.DONE if is_done else JobState.QUEUED).value,
                now,
                now if is_done else None,
                now,
                _FILES.dump_json(list(files)).decode(),
                _REPORTS.dump_json(list(reports)).decode(),
            ),
        )
        number = cursor.lastrowid or 0
        cursor.subject = f"job:{number}"
    return job_numbered(desk, number)


def job_numbered(desk: DeskDatabase, number: int) -> Job:
    """One job. Raises NotFound."""
    with desk.read() as cursor:
        row = cursor.execute(f"SELECT {_COLUMNS} FROM jobs WHERE id = ?", (number,)).fetchone()
    if row is None:
        raise NotFound(f"there is no job {number}")
    return _job(row)


def jobs(
    desk: DeskDatabase,
    *,
    state: JobState | None = None,
    before: int | None = None,
    limit: int = 50,
) -> list[Job]:
    """The newest jobs, newest first; ``before`` is a number to go on from."""
    with desk.read() as cursor:
        rows = cursor.execute(
            f"SELECT {_COLUMNS} FROM jobs WHERE (? IS NULL OR state = ?) AND (? IS NULL OR id < ?) "
            "ORDER BY id DESC LIMIT ?",
            (state, state, before, before, limit),
        ).fetchall()
    return [_job(row) for row in rows]


def next_due(desk: DeskDatabase) -> Job | None:
    """The oldest job that waits and may begin now."""
    with desk.read() as cursor:
        row = cursor.execute(
            f"SELECT {_COLUMNS} FROM jobs WHERE state = 'queued' AND due <= ? ORDER BY id LIMIT 1",
            (desk.now().isoformat(),),
        ).fetchone()
    return _job(row) if row else None


def unfinished(desk: DeskDatabase) -> list[Job]:
    """Jobs that are being read, or were when their server ended."""
    with desk.read() as cursor:
        rows = cursor.execute(f"SELECT {_COLUMNS} FROM jobs WHERE state = 'reading'").fetchall()
    return [_job(row) for row in rows]


def kept_folders(desk: DeskDatabase) -> set[str]:
    """Folders of the spool whose files are still needed."""
    with desk.read() as cursor:
        rows = cursor.execute(
            "SELECT folder FROM jobs WHERE state IN ('queued', 'reading', 'failed')"
        ).fetchall()
    return {row[0] for row in rows}


def begin_job(desk: DeskDatabase, job: Job) -> bool:
    """Take a job out of the queue; tells whether it was still there."""
    now = desk.now().isoformat()
    with desk.bookkeeping() as cursor:
        cursor.execute(
            "UPDATE jobs SET state = 'reading', started_at = coalesce(started_at, ?), "
            "tries = tries + 1, problem = NULL WHERE id = ? AND state = 'queued'",
            (now, job.id),
        )
        return cursor.rowcount == 1


def put_back(
    desk: DeskDatabase,
    job: Job,
    *,
    seconds: int = 0,
    is_try: bool = True,
    problem: ProblemBody | None = None,
) -> None:
    """Let a job that was begun wait again, for so many seconds; ``is_try`` False: it was not its
    fault that it did not end."""
    due = (desk.now() + timedelta(seconds=seconds)).isoformat()
    with desk.bookkeeping() as cursor:
        cursor.execute(
            "UPDATE jobs SET state = 'queued', due = ?, tries = max(0, tries - ?), problem = ? "
            "WHERE id = ? AND state = 'reading'",
            (due, 0 if is_try else 1, _problem_text(problem), job.id),
        )


def add_report(desk: DeskDatabase, job: Job, report: FileBody) -> None:
    """Keep what became of a file. One that was read before its process died stays read, though
    the next one finds it unchanged."""
    with desk.bookkeeping() as cursor:
        row = cursor.execute("SELECT reports FROM jobs WHERE id = ?", (job.id,)).fetchone()
        held = {one.file: one for one in _REPORTS.validate_json(row[0])}
        if report.file not in held or report.outcome != "unchanged":
            held[report.file] = report
        cursor.execute(
            "UPDATE jobs SET reports = ? WHERE id = ?",
            (_REPORTS.dump_json(list(held.values())).decode(), job.id),
        )


def end_job(
    desk: DeskDatabase, job: Job, state: JobState, problem: ProblemBody | None = None
) -> None:
    """The job has ended; the audit log says with what."""
    now = desk.now().isoformat()
    with desk.change(job.actor, f"upload.{state}", f"job:{job.id}") as cursor:
        row = cursor.execute("SELECT reports FROM jobs WHERE id = ?", (job.id,)).fetchone()
        told = [f"{one.file}: {one.outcome}" for one in _REPORTS.validate_json(row[0])]
        if problem is not None:
            told.append(problem.code)
        cursor.detail = "; ".join(told)
        cursor.execute(
            "UPDATE jobs SET state = ?, ended_at = ?, problem = ?, cancel = 0 WHERE id = ?",
            (state.value, now, _problem_text(problem), job.id),
        )


def cancel_job(desk: DeskDatabase, job: Job, *, by: str) -> Job:
    """Let a job end before it is read, or amid it; what was read stays. A failed one lets go of
    its files; one that is done or cancelled stays as it is."""
    if job.state in (JobState.DONE, JobState.CANCELLED):
        return job
    with desk.change(by, "upload.cancel", f"job:{job.id}") as cursor:
        cursor.execute(
            "UPDATE jobs SET cancel = 1, "
            "ended_at = CASE state WHEN 'reading' THEN ended_at ELSE ? END, "
            "state = CASE state WHEN 'reading' THEN state ELSE 'cancelled' END "
            "WHERE id = ? AND state IN ('queued', 'reading', 'failed')",
            (desk.now().isoformat(), job.id),
        )
    return job_numbered(desk, job.id)


def is_cancelled(desk: DeskDatabase, job: Job) -> bool:
    """Whether somebody wants a job that is being read to end."""
    with desk.read() as cursor:
        row = cursor.execute("SELECT cancel FROM jobs WHERE id = ?", (job.id,)).fetchone()
    return bool(row and row[0])


def try_again(desk: DeskDatabase, job: Job, *, by: str) -> Job:
    """Let a failed job wait for its turn again. Raises JobEnded for any other."""
    if job.state is not JobState.FAILED:
        raise JobEnded(f"job {job.id} is {job.state}; only a failed one can be tried again")
    with desk.change(by, "upload.again", f"job:{job.id}") as cursor:
        cursor.execute(
            "UPDATE jobs SET state = 'queued', tries = 0, due = ?, ended_at = NULL, problem = NULL "
            "WHERE id = ? AND state = 'failed'",
            (desk.now().isoformat(), job.id),
        )
    return job_numbered(desk, job.id)


def job_body(job: Job) -> JobBody:
    """A job as it is told."""
    done = job.reports
    return JobBody(
        id=job.id,
        url=f"{API}/jobs/{job.id}",
        state=job.state,
        key=job.key,
        made_at=job.made_at,
        started_at=job.started_at,
        ended_at=job.ended_at,
        tries=job.tries,
        progress=ProgressBody(
            files_done=len(done), files=len(job.files), pages=sum(one.pages for one in done)
        ),
        files=list(job.files),
        reports=list(done),
        problem=job.problem,
    )


def _problem_text(problem: ProblemBody | None) -> str | None:
    return None if problem is None else problem.model_dump_json()


def _job(row: sqlite3.Row | tuple[object, ...]) -> Job:
    number, folder, key, state, made, started, ended, tries, files, reports, problem = row
    return Job(
        id=int(str(number)),
        folder=str(folder),
        key=str(key),
        state=JobState(str(state)),
        made_at=datetime.fromisoformat(str(made)),
        started_at=datetime.fromisoformat(str(started)) if started else None,
        ended_at=datetime.fromisoformat(str(ended)) if ended else None,
        tries=int(str(tries)),
        files=tuple(_FILES.validate_json(str(files))),
        reports=tuple(_REPORTS.validate_json(str(reports))),
        problem=ProblemBody.model_validate_json(str(problem)) if problem else None,
    )
