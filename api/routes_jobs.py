"""``/jobs``: how far uploads are. Needs the key of a keeper."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request

from api.desk.database import DeskDatabase
from api.desk.opening import desk_of
from api.examples_jobs import DONE, JOB_NUMBERS, JOBS, QUEUED
from api.jobs import cancel_job, job_body, job_numbered, jobs, try_again
from api.jobs_runner import Runner
from api.keys import Key, KeyRole
from api.keys_access import NEEDS_KEY, require_key
from api.models_jobs import JobBody, JobsBody, JobState

__all__ = ["router"]

router = APIRouter(prefix="/jobs", tags=["changing"])
Desk = Annotated[DeskDatabase, Depends(desk_of)]
Keeper = Annotated[Key, Depends(require_key(KeyRole.KEEPER))]
Number = Annotated[int, Path(ge=1, le=1 << 53, openapi_examples=JOB_NUMBERS)]


@router.get(
    "",
    summary="Jobs, newest first",
    openapi_extra=NEEDS_KEY,
    responses={200: {"content": {"application/json": {"example": JOBS}}}},
)
def all_jobs(
    desk: Desk,
    _: Keeper,
    state: JobState | None = None,
    before: Annotated[int | None, Query(ge=1, le=1 << 53)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> JobsBody:
    """Of all keys."""
    found = jobs(desk, state=state, before=before, limit=limit + 1)
    return JobsBody(
        jobs=[job_body(one) for one in found[:limit]],
        next=found[limit - 1].id if len(found) > limit else None,
    )


@router.get(
    "/{number}",
    summary="How far a job is",
    openapi_extra=NEEDS_KEY,
    responses={200: {"content": {"application/json": {"example": DONE}}}},
)
def one_job(number: Number, desk: Desk, _: Keeper) -> JobBody:
    """Its state, its progress, and a report on each file that is done."""
    return job_body(job_numbered(desk, number))


@router.delete(
    "/{number}",
    summary="End a job",
    openapi_extra=NEEDS_KEY,
    responses={200: {"content": {"application/json": {"example": DONE}}}},
)
def cancel(number: Number, request: Request, desk: Desk, key: Keeper) -> JobBody:
    """Files that it has read stay in the library. One that is being read ends within seconds: ask
    again. A failed job lets go of the files that it kept; one that is done stays as it is."""
    runner: Runner = request.app.state.jobs
    job = cancel_job(desk, job_numbered(desk, number), by=key.actor)
    if job.state is JobState.CANCELLED:
        runner.spool.drop(job.folder)
    return job_body(job)


@router.post(
    "/{number}/again",
    summary="Try a failed job again",
    status_code=202,
    openapi_extra=NEEDS_KEY,
    responses={202: {"content": {"application/json": {"example": QUEUED}}}},
)
def again(number: Number, request: Request, desk: Desk, key: Keeper) -> JobBody:
    """With the files that it has kept."""
    runner: Runner = request.app.state.jobs
    job = try_again(desk, job_numbered(desk, number), by=key.actor)
    runner.wake()
    return job_body(job)
