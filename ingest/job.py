"""Files into a library: find them, read them, keep them, and say what happened to each.

Reads paths of PDF files and of folders of them; writes to a library, each file whole and at once.
A file that the library holds unchanged is not read again; one that cannot be read is named with
the reason and stops no other. Reading runs in worker processes, writing stays here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from index.library import Library
from index.library_batch import LibraryBatch
from ingest.one_file import Read, Unread, read_here
from ingest.reading import READER_VERSION, FileReading
from ingest.refusals import check_size
from ingest.report import FileReport, IngestReport, Outcome, reported
from ingest.toolbox import open_tools
from ingest.tools import Limits, ToolSettings
from ingest.workers import Workers, cores
from standards.errors import UnreadableDocument

__all__ = ["Progress", "find_files", "ingest_paths"]

Progress = Callable[[FileReport, int, int], None]
"""Called after each file with its report, how many are done, and how many there are."""

_WITHOUT_PICTURES: Final = f"{READER_VERSION} without OCR"
"""The version of a reading that lacks pages which are pictures."""


def ingest_paths(
    library: Library,
    paths: Iterable[Path],
    *,
    on_progress: Progress | None = None,
    workers: int = 1,
    settings: ToolSettings | None = None,
) -> IngestReport:
    """Take files, and the PDF files of folders, into the library.

    ``workers``: processes that read, each within the limits of ``settings``, besides this one that
    writes; 0 reads in this process, where a file that crashes its reader ends everything. Raises
    LibraryError if the library cannot be written; what was taken before stays.
    """
    settings = settings or ToolSettings()
    files, rejected = find_files(paths)
    held = {record.file for record in library.store.files()}
    unchanged = _unchanged(library, files, settings)
    total = len(files) + len(rejected)
    done: list[FileReport] = []

    def tell(report: FileReport) -> None:
        done.append(report)
        if on_progress is not None:
            on_progress(report, len(done), total)

    for report in rejected:
        tell(report)
    for path in files:
        if path in unchanged:
            tell(FileReport(path=path, outcome=Outcome.UNCHANGED))
    changed = [path for path in files if path not in unchanged]
    if changed:
        with library.batch() as batch:
            for path, result in _read_twice(library, changed, workers, settings):
                tell(_keep(batch, path, result, replaces=path.name in held))
    return IngestReport(files=tuple(done))


def _read_twice(
    library: Library, files: Sequence[Path], workers: int, settings: ToolSettings
) -> Iterator[tuple[Path, Read]]:
    """Each file with its reading; those with recognised pages come last.

    Damaged numbers are repaired against those that other files print. What the files of this run
    print is known only when they are kept: if that is more than before, files with recognised pages
    are read once more. Their pictures are not, they are remembered.
    """
    before = replace(settings, catalogue=settings.catalogue | library.store.printed_numbers())
    waiting: dict[Path, FileReading] = {}
    for path, result in _read_all(files, workers, before):
        if isinstance(result, Unread) or not result.is_recognised:
            yield path, result
        else:
            waiting[path] = result
    after = replace(settings, catalogue=settings.catalogue | library.store.printed_numbers())
    if waiting and after.catalogue != before.catalogue and settings.ocr_memory is not None:
        yield from _read_all(list(waiting), workers, after)
    else:
        yield from waiting.items()


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


def _unchanged(library: Library, files: Iterable[Path], settings: ToolSettings) -> set[Path]:
    """Files of which the library holds just these bytes, read by this reader.

    A file that was read while pictures could not be is read again once they can.
    """
    found: set[Path] = set()
    pictures: bool | None = None
    for path in files:
        sha256 = _sha256(path, settings.limits)
        if sha256 is None:
            continue
        if library.unchanged(file=path.name, sha256=sha256, reader=READER_VERSION):
            found.add(path)
        elif library.unchanged(file=path.name, sha256=sha256, reader=_WITHOUT_PICTURES):
            if pictures is None:
                pictures = _reads_pictures(settings)
            if not pictures:
                found.add(path)
    return found


def _sha256(path: Path, limits: Limits) -> str | None:
    """The hash of a file, None if it cannot be read or is too large."""
    try:
        check_size(path.stat().st_size, path.name, limits)
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, UnreadableDocument):
        return None


def _reads_pictures(settings: ToolSettings) -> bool:
    return settings.with_ocr and open_tools(replace(settings, ocr_memory=None)).ocr is not None


def _read_all(
    files: Sequence[Path], workers: int, settings: ToolSettings
) -> Iterator[tuple[Path, Read]]:
    if workers < 1:
        tools = open_tools(replace(settings, parallel_pages=cores()))
        yield from ((path, read_here(path, tools)) for path in files)
        return
    with Workers(min(workers, len(files)), settings) as readers:
        yield from readers.read(files)


def _keep(batch: LibraryBatch, path: Path, result: Read, *, replaces: bool) -> FileReport:
    if isinstance(result, Unread):
        return _rejected(path, result.reason)
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
        reader=_WITHOUT_PICTURES if result.lacks_ocr else READER_VERSION,
        account=result.account,
    )
    documents = tuple(
        replace(document, id=name) for document, name in zip(result.documents, ids, strict=True)
    )
    outcome = Outcome.REPLACED if replaces else Outcome.READ
    return reported(path, outcome, replace(result, documents=documents))
