"""Files into a library: find them, read them, keep them, and say what happened to each.

Reads paths of PDF files and of folders of them; writes to a library, each file whole and at once.
A file that the library holds unchanged is not read again; one that cannot be read is named with
the reason and stops no other. Reading may run in worker processes; writing stays here.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from index.library import Library
from index.library_batch import LibraryBatch
from ingest.reading import READER_VERSION, FileReading, read_bytes
from ingest.report import FileReport, IngestReport, Outcome, reported
from standards.errors import BadInput, UnreadableDocument

__all__ = ["Progress", "find_files", "ingest_paths"]

Progress = Callable[[FileReport, int, int], None]
"""Called after each file with its report, how many are done, and how many there are."""

_AHEAD: Final = 2
"""How many files a worker may read ahead of the one that is being written."""
_WORTH_WORKERS: Final = 4
"""Starting a worker costs about as much as reading this many small files."""


def ingest_paths(
    library: Library,
    paths: Iterable[Path],
    *,
    on_progress: Progress | None = None,
    workers: int = 1,
) -> IngestReport:
    """Take files, and the PDF files of folders, into the library.

    ``workers``: processes that read, besides this one that writes; 1 reads here. Raises
    LibraryError if the library cannot be written; what was taken before stays.
    """
    files, rejected = find_files(paths)
    held = {record.file for record in library.store.files()}
    unchanged = [path for path in files if _is_unchanged(library, path)]
    total = len(files) + len(rejected)
    done: list[FileReport] = []

    def tell(report: FileReport) -> None:
        done.append(report)
        if on_progress is not None:
            on_progress(report, len(done), total)

    for report in rejected:
        tell(report)
    for path in unchanged:
        tell(FileReport(path=path, outcome=Outcome.UNCHANGED))
    changed = [path for path in files if path not in unchanged]
    if changed:
        with library.batch() as batch:
            for path, result in _read_all(changed, workers):
                tell(_keep(batch, path, result, replaces=path.name in held))
    return IngestReport(files=tuple(done))


def find_files(paths: Iterable[Path]) -> tuple[list[Path], list[FileReport]]:
    """Files to read, folders walked in the order of names, and paths that cannot be taken.

    The library keeps files by their base names, so of two files with one name the first is taken.
    """
    found: dict[str, Path] = {}
    rejected: list[FileReport] = []
    for path in paths:
        here = _pdfs_below(path) if path.is_dir() else [path]
        if not here:
            rejected.append(_rejected(path, "the folder holds no PDF files"))
        for file in here:
            first = found.setdefault(file.name, file)
            if not file.is_file():
                del found[file.name]
                rejected.append(_rejected(file, "there is no such file"))
            elif first != file and first.resolve() != file.resolve():
                rejected.append(
                    _rejected(file, f"another file has the same name: {first}; rename one of them")
                )
    return list(found.values()), rejected


def _pdfs_below(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.suffix.lower() == ".pdf" and p.is_file())


def _rejected(path: Path, reason: str) -> FileReport:
    return FileReport(path=path, outcome=Outcome.REJECTED, reason=reason)


def _is_unchanged(library: Library, path: Path) -> bool:
    """True if the library holds just these bytes under this name, read by this reader."""
    try:
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return False
    return library.unchanged(file=path.name, sha256=sha256, reader=READER_VERSION)


def _keep(
    batch: LibraryBatch, path: Path, result: FileReading | str, *, replaces: bool
) -> FileReport:
    if isinstance(result, str):
        return _rejected(path, result)
    try:
        original = path.read_bytes()
    except OSError as error:
        return _rejected(path, f"the file cannot be opened: {error.strerror}")
    if hashlib.sha256(original).hexdigest() != result.sha256:
        return _rejected(path, "the file changed while it was read: run the command again")
    ids = batch.add(
        file=result.file,
        original=original,
        sha256=result.sha256,
        documents=result.documents,
        pages=result.pages,
        reader=READER_VERSION,
    )
    documents = tuple(
        replace(document, id=name) for document, name in zip(result.documents, ids, strict=True)
    )
    outcome = Outcome.REPLACED if replaces else Outcome.READ
    return reported(path, outcome, replace(result, documents=documents))


def _read_one(path: Path) -> FileReading | str:
    """The reading, or the reason why there is none."""
    try:
        return read_bytes(path.read_bytes(), path.name)
    except UnreadableDocument as error:
        return f"{error.why}" + (f" ({error.cure})" if error.cure else "")
    except (OSError, BadInput) as error:
        return str(error)
    except Exception as error:
        # Whatever a broken PDF sets off in a reader, the other files are still read.
        return f"the reader failed on it: {type(error).__name__}: {error}"


def _read_all(files: Sequence[Path], workers: int) -> Iterator[tuple[Path, FileReading | str]]:
    if workers < 2 or len(files) < _WORTH_WORKERS:
        return ((path, _read_one(path)) for path in files)
    return _read_ahead(files, min(workers, os.cpu_count() or 1))


def _read_ahead(files: Sequence[Path], workers: int) -> Iterator[tuple[Path, FileReading | str]]:
    """Files in order, read by processes that run a little ahead; one may crash."""
    context = get_context("spawn")
    waiting: list[tuple[Path, Future[FileReading | str]]] = []
    todo = list(reversed(files))
    pool = ProcessPoolExecutor(workers, mp_context=context)
    try:
        while todo or waiting:
            while todo and len(waiting) < workers * _AHEAD:
                path = todo.pop()
                waiting.append((path, pool.submit(_read_one, path)))
            path, future = waiting.pop(0)
            try:
                yield path, future.result()
            except BrokenProcessPool:
                todo += reversed([file for file, _ in waiting])
                waiting = []
                pool.shutdown(wait=False, cancel_futures=True)
                yield path, _read_alone(path)
                pool = ProcessPoolExecutor(workers, mp_context=context)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _read_alone(path: Path) -> FileReading | str:
    """Read a file in a process of its own: it may be the one that stops its reader."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
        try:
            return alone.submit(_read_one, path).result()
        except BrokenProcessPool:
            return "the reader stopped on it: the PDF may be broken"
