"""The job that reads files into the library; beside the command line the only user of ``ingest``.

Reads PDF files, writes the library; tells how far it is on a terminal.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from api.accounting import sums_body
from api.assembly import create_or_open_library
from api.models_jobs import DocumentBody, FileBody, IngestBody
from api.models_reading import DoubtBody
from api.progress_bar import progress_bar
from api.settings import Settings
from index.contracts import DocumentStore
from ingest.job import find_files, ingest_paths
from ingest.reading import READER_VERSION
from ingest.report import FileReport, IngestReport, Outcome
from ingest.tools import Limits, ToolSettings
from standards.errors import BadInput

__all__ = ["MOST_JOBS", "DocumentBody", "FileBody", "IngestBody", "current_reader", "ingest"]

MOST_JOBS = 4
"""More reading processes than this only wait for the one that embeds and writes."""


def ingest(
    paths: Sequence[Path],
    settings: Settings,
    *,
    jobs: int | None = None,
    quiet: bool = False,
    on_file: Callable[[FileBody], None] | None = None,
) -> IngestBody:
    """Read files, and the PDF files of folders, into the library of the settings.

    ``jobs``: processes that read; else as many as there are processors, up to ``MOST_JOBS``.
    ``quiet``: no progress bar, even on a terminal. ``on_file`` is told of each file when what was
    read of it is kept. Raises BadInput if none of the paths exists:
    then no library is made.
    """
    if not any(path.exists() for path in paths):
        named = ", ".join(map(str, paths))
        raise BadInput(f"there is no such file or folder: {named}")
    files, rejected = find_files(paths)
    if not files:
        return _body(IngestReport(files=tuple(rejected)), None)
    workers = jobs or min(os.cpu_count() or 1, MOST_JOBS)
    library = create_or_open_library(settings)
    before = library.store.passage_count()
    with progress_bar(quiet=quiet) as bar:
        task = bar.add_task("", total=None, passages=0)

        def advance(file: FileReport, done: int, total: int) -> None:
            if on_file is not None:
                on_file(_file(file, library.store))
            made = 0 if bar.disable else library.store.passage_count() - before
            bar.update(
                task, completed=done, total=total, description=file.file, passages=max(made, 0)
            )

        report = ingest_paths(
            library,
            paths,
            on_progress=advance,
            workers=workers,
            settings=_tool_settings(settings),
        )
    return _body(report, library.store)


def current_reader() -> str:
    """The version of the reader in use; a file read by another one is read again by ``ingest``."""
    return READER_VERSION


def _tool_settings(settings: Settings) -> ToolSettings:
    """What readers may use and cost; what they recognise is remembered beside the library."""
    return ToolSettings(
        with_ocr=settings.ocr != "none",
        ocr_memory=settings.library / "recognised.sqlite3",
        limits=Limits(
            pages=settings.max_pages,
            file_size=settings.max_file,
            memory=settings.reader_memory * 2**20,
            seconds_page=float(settings.reader_seconds),
        ),
    )


def _body(report: IngestReport, store: DocumentStore | None) -> IngestBody:
    return IngestBody(files=[_file(file, store) for file in report.files])


def _file(file: FileReport, store: DocumentStore | None) -> FileBody:
    taken = file.outcome in (Outcome.READ, Outcome.REPLACED)
    account = store.account(file.file) if store is not None and taken else None
    return FileBody(
        path=str(file.path),
        file=file.file,
        outcome=file.outcome,
        reason=file.reason,
        pages=file.pages,
        documents=[
            DocumentBody(
                slug=document.id,
                number=document.number,
                title=document.title,
                clauses=document.clauses,
                products=document.products,
                citations=document.citations,
            )
            for document in file.documents
        ],
        doubts=[DoubtBody(what=doubt.what, page=doubt.page) for doubt in file.doubts],
        account=None if account is None else sums_body(account),
    )
