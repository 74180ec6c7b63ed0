"""Bodies about reading files: reports of files, and the jobs that read what was uploaded."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from api.models_base import Body
from api.models_meta import ProblemBody
from api.models_reading import DoubtBody, SumsBody

__all__ = [
    "DocumentBody",
    "FileBody",
    "IngestBody",
    "JobBody",
    "JobFileBody",
    "JobState",
    "JobsBody",
    "ProgressBody",
]


class DocumentBody(Body):
    """A document found in a file; counts of what was read."""

    slug: str
    number: str | None
    title: str | None
    clauses: int
    products: int
    citations: int


class FileBody(Body):
    """One file: ``outcome`` is ``read``, ``replaced``, ``unchanged`` or ``rejected``; ``account``
    is that of a file that was read now."""

    path: str
    file: str
    outcome: str
    reason: str | None
    pages: int
    documents: list[DocumentBody]
    doubts: list[DoubtBody]
    account: SumsBody | None


class IngestBody(Body):
    """What became of every input, in the order taken."""

    files: list[FileBody]


class JobState(StrEnum):
    """``queued`` waits for its turn, ``reading`` is at it; the others have ended. A ``failed`` job
    keeps the files that it has not read."""

    QUEUED = "queued"
    READING = "reading"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def has_ended(self) -> bool:
        """Whether nothing more happens by itself."""
        return self not in (JobState.QUEUED, JobState.READING)


class JobFileBody(Body):
    """A file as it was sent; ``bytes`` is its size."""

    file: str
    sha256: str
    bytes: int


class ProgressBody(Body):
    """How far a job is; ``pages`` are those of the files that are done."""

    files_done: int
    files: int
    pages: int


class JobBody(Body):
    """A job. ``files`` are in the order sent; ``reports`` tell of those that are done, as
    ``trachuan ingest --json`` does; ``problem`` why it failed, or what it waits for."""

    id: int = Field(ge=1)
    url: str
    state: JobState
    key: str
    made_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    tries: int
    progress: ProgressBody
    files: list[JobFileBody]
    reports: list[FileBody]
    problem: ProblemBody | None


class JobsBody(Body):
    """Jobs, newest first; ``next`` is the value of ``before`` that goes on, null at the end."""

    jobs: list[JobBody]
    next: int | None
