"""What a library needs of its store beyond the port: to know how far it is, and what changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from index.contracts import DocumentStore, FileRecord, Passage
from standards.document import Document

__all__ = ["LibraryStore"]


class LibraryStore(DocumentStore, Protocol):
    """A document store that numbers its batches."""

    def generation(self) -> int:
        """How many batches have changed what the indexes show; checks alone do not."""

    def put_since(self, generation: int) -> Iterator[Passage]:
        """Passages put after that generation, by document and in order; read in portions."""

    def gone_since(self, generation: int) -> tuple[str, ...]:
        """Ids of passages removed after that generation and not put again, in order."""

    def change_count(self, generation: int) -> tuple[int, int]:
        """How many passages were put, and how many removed, after that generation."""

    def holder(self, document_id: str) -> str | None:
        """The file that the document with that id was read from, None if there is none."""

    def passage_count(self) -> int:
        """How many passages it holds."""

    def opened(self, document_id: str) -> Document:
        """The same as ``document``, its parts read when they are asked for. Raises NotFound."""

    def lists(self) -> frozenset[tuple[str, str | None]]:
        """``(document id, clause key)`` of every place that holds a product list."""

    def issuing(self) -> frozenset[str]:
        """Ids of documents that issue another text."""

    def stating_risk(self, *, measures: bool = False) -> tuple[str, ...]:
        """Ids of documents with a product row that states a level of risk, in order; with those
        that state a measure, if so asked."""

    def file_record(self, file: str) -> FileRecord | None:
        """What is kept under that file name, None if nothing is."""

    def integrity(self) -> tuple[str, ...]:
        """What is wrong inside the store, in words."""

    def close(self) -> None:
        """Let go of files."""
