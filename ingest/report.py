"""What an ingest did, file by file, for people and programs to read.

Written by :mod:`ingest.job`; the command line prints it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ingest.reading import FileReading
from standards.document import Document, Doubt

__all__ = ["DocumentReport", "FileReport", "IngestReport", "Outcome", "reported"]


class Outcome(StrEnum):
    """What became of a file."""

    READ = "read"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentReport:
    """A document found in a file: its id, number (None if the file states none) and size."""

    id: str
    number: str | None
    title: str | None
    clauses: int
    products: int
    citations: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """One file: what became of it, why it was rejected, what was found and what is doubtful."""

    path: Path
    outcome: Outcome
    reason: str | None = None
    pages: int = 0
    documents: tuple[DocumentReport, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def file(self) -> str:
        """Its base name, under which the library keeps it."""
        return self.path.name


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestReport:
    """All files of an ingest, in the order they were taken."""

    files: tuple[FileReport, ...]

    def of(self, *outcomes: Outcome) -> tuple[FileReport, ...]:
        """Files with one of these outcomes."""
        return tuple(file for file in self.files if file.outcome in outcomes)

    @property
    def rejected(self) -> tuple[FileReport, ...]:
        """Files that were not taken, each with its reason."""
        return self.of(Outcome.REJECTED)

    @property
    def doubtful(self) -> tuple[FileReport, ...]:
        """Files of which something was read with little confidence, or not at all."""
        return tuple(file for file in self.files if file.doubts)


def reported(path: Path, outcome: Outcome, reading: FileReading) -> FileReport:
    """The report on a file that was read."""
    return FileReport(
        path=path,
        outcome=outcome,
        pages=len(reading.pages),
        documents=tuple(_documents(reading.documents)),
        doubts=reading.doubts,
    )


def _documents(documents: Iterable[Document]) -> Iterable[DocumentReport]:
    for document in documents:
        yield DocumentReport(
            id=document.id,
            number=None if document.number is None else str(document.number),
            title=document.title,
            clauses=sum(bool(clause.label) for clause in document.clauses),
            products=len(document.products),
            citations=len(document.citations),
        )
