"""``POST /uploads``: PDF files in, a job out that reads them. Needs the key of a keeper."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from api.desk.database import DeskDatabase
from api.desk.opening import desk_of
from api.examples_jobs import DONE, QUEUED
from api.jobs import Job, add_job, job_body
from api.jobs_runner import Runner
from api.keys import Key, KeyRole
from api.keys_access import NEEDS_KEY, require_key
from api.models_jobs import FileBody, JobBody, JobFileBody, JobState
from api.provider import service_of
from api.settings import Settings
from api.uploads import Incoming
from api.uploads_form import FormFiles, boundary_of
from standards.errors import BadInput, LibraryError, TooMuch, UnreadableDocument

__all__ = ["router"]

router = APIRouter(tags=["changing"])
Desk = Annotated[DeskDatabase, Depends(desk_of)]
Keeper = Annotated[Key, Depends(require_key(KeyRole.KEEPER))]
_PDF = "application/pdf"
_BODY: dict[str, object] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {
                            "type": "array",
                            "items": {"type": "string", "contentMediaType": _PDF},
                        }
                    },
                }
            },
            _PDF: {"schema": {"type": "string", "contentMediaType": _PDF}},
        },
    }
}


@router.post(
    "/uploads",
    summary="Add or replace files",
    status_code=202,
    openapi_extra={**NEEDS_KEY, **_BODY},
    responses={
        200: {
            "model": JobBody,
            "description": "every file is held already, just as it was sent",
            "content": {"application/json": {"example": DONE}},
        },
        202: {"content": {"application/json": {"example": QUEUED}}},
    },
)
async def upload(
    request: Request,
    response: Response,
    desk: Desk,
    key: Keeper,
    name: Annotated[
        str, Query(max_length=400, description="name of the file, where the body is a PDF")
    ] = "",
    again: Annotated[bool, Query(description="also read files that are held unchanged")] = False,
) -> JobBody:
    """Files as a form (``multipart/form-data``), or one PDF as the body with ``name``. A file with
    the name of a held one replaces it. The answer is a job: ask its ``url`` how far it is."""
    settings: Settings = request.app.state.settings
    runner: Runner = request.app.state.jobs
    _check_length(request, settings.max_upload)
    incoming = await run_in_threadpool(runner.spool.receive, settings.max_upload)
    try:
        await _receive(request, incoming, name, settings.request_seconds)
        job = await run_in_threadpool(_keep, request, desk, key, incoming, again)
    except BaseException:
        await asyncio.shield(run_in_threadpool(incoming.drop))
        raise
    if job.state is JobState.DONE:
        response.status_code = 200
        await run_in_threadpool(incoming.drop)
    else:
        runner.wake()
    response.headers["Location"] = f"/api/v1/jobs/{job.id}"
    return job_body(job)


def _check_length(request: Request, most: int) -> None:
    told = request.headers.get("Content-Length", "")
    if told.isdigit() and int(told) > most + 65536:
        raise TooMuch(f"{told} bytes were announced; an upload may bring {most}")


async def _receive(request: Request, incoming: Incoming, name: str, seconds: float) -> None:
    """Take the body into the spool. Raises BadInput, TooMuch, NoSpace."""
    kind = request.headers.get("Content-Type", "")
    if kind.split(";")[0].strip().lower() == _PDF:
        if not name:
            raise BadInput("give the name of the file: ?name=qcvn-16-2023.pdf")
        await run_in_threadpool(incoming.begin, name)
        async for part in _parts(request, seconds):
            await run_in_threadpool(incoming.write, part)
        await run_in_threadpool(incoming.end)
        return
    boundary = boundary_of(kind)
    if boundary is None:
        raise BadInput(
            f"send {_PDF} with ?name=, or files as multipart/form-data; not {kind[:80]!r}"
        )
    form = FormFiles(boundary, incoming)
    async for part in _parts(request, seconds):
        await run_in_threadpool(form.write, part)
    form.finish()


async def _parts(request: Request, seconds: float) -> AsyncIterator[bytes]:
    """The body as it comes; 408 if nothing more comes for ``seconds``."""
    body = request.stream()
    while True:
        try:
            async with asyncio.timeout(seconds or None):
                part = await anext(body, None)
        except TimeoutError:
            raise HTTPException(408, f"nothing more came for {seconds:g} seconds") from None
        except ClientDisconnect:
            raise HTTPException(400, "the upload broke off") from None
        if part is None:
            return
        if part:
            yield part


def _keep(request: Request, desk: DeskDatabase, key: Key, incoming: Incoming, again: bool) -> Job:
    """The job of an upload that has come. Raises UnreadableDocument if no file of it is a PDF."""
    if not incoming.files:
        raise BadInput("no file was sent")
    reports = [_report(name, "rejected", why) for name, why in incoming.refused.items()]
    if len(reports) == len(incoming.files):
        name, why = next(iter(incoming.refused.items()))
        raise UnreadableDocument(name, why)
    for file in incoming.files:
        held = None if again or file.file in incoming.refused else _same(request, file)
        if held is not None:
            where = None if held == file.file else f"the same bytes are held as {held}"
            reports.append(_report(file.file, "unchanged", where))
            incoming.leave_out(file.file)
    incoming.keep()
    return add_job(
        desk, folder=incoming.folder.name, key=key.name, files=incoming.files, reports=reports
    )


def _same(request: Request, file: JobFileBody) -> str | None:
    """The name under which the library holds just these bytes."""
    try:
        return service_of(request).held.same(file.file, file.sha256)
    except LibraryError:
        return None


def _report(file: str, outcome: str, reason: str | None) -> FileBody:
    return FileBody(
        path=file,
        file=file,
        outcome=outcome,
        reason=reason,
        pages=0,
        documents=[],
        doubts=[],
        account=None,
    )
