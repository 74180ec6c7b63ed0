"""One batch of changes to a library: files in and out, each whole and at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from index.contracts import Embedder
from index.library_store import LibraryStore
from index.passages import passages_of
from standards.account import Account
from standards.checked import CheckedFact
from standards.document import Document, PageText

__all__ = ["LibraryBatch", "with_own_ids"]


class LibraryBatch:
    """Made by ``Library.batch``. ``reader``: version of the reader of the file added last."""

    def __init__(
        self, store: LibraryStore, embedder: Embedder, follow: Callable[[str], None]
    ) -> None:
        self._store = store
        self._embedder = embedder
        self._follow = follow
        self.reader: str | None = None

    def add(
        self,
        *,
        file: str,
        original: bytes,
        sha256: str,
        documents: Sequence[Document],
        pages: Sequence[PageText],
        reader: str,
        account: Account | None = None,
    ) -> tuple[str, ...]:
        """Keep a file and what was read from it, in place of an older reading of that file name.

        ``account`` says what went into the reading and what was left out.

        When it returns, the store has committed it. Returns the ids of its documents, which may
        differ from those given: a document whose id another file's document has gets ``-2``.
        """
        kept = with_own_ids(documents, lambda name: self._store.holder(name) not in (None, file))
        passages = [
            passage for document in kept for passage in passages_of(document, self._embedder.pieces)
        ]
        with self._store.batch() as batch:
            batch.put(
                original=original,
                documents=kept,
                pages=pages,
                passages=passages,
                file=file,
                sha256=sha256,
                reader=reader,
                account=account,
            )
        self.reader = reader
        self._follow(reader)
        return tuple(document.id for document in kept)

    def delete(self, sha256: str) -> tuple[str, ...]:
        """Forget the files with that hash and their documents; returns the passages that went."""
        with self._store.batch() as batch:
            return batch.delete(sha256)

    def mark(self, check: CheckedFact) -> None:
        """Keep what a person has checked; committed when it returns."""
        with self._store.batch() as batch:
            batch.mark(check)

    def unmark(self, document_id: str, fact: str) -> bool:
        """Take a check back; tells whether there was one."""
        with self._store.batch() as batch:
            return batch.unmark(document_id, fact)


def with_own_ids(
    documents: Sequence[Document], taken: Callable[[str], bool]
) -> tuple[Document, ...]:
    """The documents, each with an id that is neither taken nor given twice."""
    used: set[str] = set()
    kept: list[Document] = []
    for document in documents:
        name, count = document.id, 1
        while name in used or taken(name):
            count += 1
            name = f"{document.id}-{count}"
        used.add(name)
        kept.append(document if name == document.id else replace(document, id=name))
    return tuple(kept)
