"""What a document store in memory holds, and its changes."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.changes import Change, Face, changes_between, face_of, this_moment
from index.contracts import DocumentSummary, Passage
from index.originals import Originals
from standards.account import Account
from standards.checked import CheckedFact
from standards.document import Document, PageText

__all__ = ["FileHeld", "MemoryBatch", "State", "summary_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileHeld:
    """A file and all that was read from it, since which change."""

    sha256: str
    reader: str
    original: bytes
    documents: tuple[Document, ...]
    pages: tuple[PageText, ...]
    passages: tuple[Passage, ...]
    generation: int
    account: Account | None


@dataclass(slots=True)
class State:
    """All that a memory store holds."""

    files: dict[str, FileHeld] = field(default_factory=dict)
    gone: dict[str, int] = field(default_factory=dict)
    checks: dict[tuple[str, str], CheckedFact] = field(default_factory=dict)
    generation: int = 0
    log: str = field(default_factory=lambda: secrets.token_hex(8))
    changes: tuple[Change, ...] = ()


class MemoryBatch:
    """Implements ``StoreBatch`` on a copy of the state."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._next = state.generation + 1
        self._before: dict[str, Face] = {}
        self._after: dict[str, Face] = {}

    def put(
        self,
        *,
        original: bytes,
        documents: Sequence[Document],
        pages: Sequence[PageText],
        passages: Sequence[Passage],
        file: str,
        sha256: str,
        reader: str,
        account: Account | None = None,
    ) -> None:
        """Keep a file and what was read from it, in place of an older reading of that name."""
        Originals(None).put(sha256, original)  # checks the hash
        self._forget(file)
        self._state.files[file] = FileHeld(
            sha256=sha256,
            reader=reader,
            original=original,
            documents=tuple(documents),
            pages=tuple(pages),
            passages=tuple(passages),
            generation=self._next,
            account=account,
        )
        self._after |= {one.id: face_of(one, file, sha256) for one in documents}
        for passage in passages:
            self._state.gone.pop(passage.id, None)

    def delete(self, sha256: str) -> tuple[str, ...]:
        """Forget a file; returns the ids of the passages that went."""
        names = [name for name, held in self._state.files.items() if held.sha256 == sha256]
        return tuple(passage for name in names for passage in self._forget(name))

    def mark(self, check: CheckedFact) -> None:
        """Keep a check."""
        self._state.checks[check.document, check.fact] = check

    def unmark(self, document_id: str, fact: str) -> bool:
        """Take a check back; tells whether there was one."""
        return self._state.checks.pop((document_id, fact), None) is not None

    def finish(self) -> None:
        """Close the batch: what happened to documents is written down."""
        found = changes_between(
            self._before, self._after, last=len(self._state.changes), at=this_moment()
        )
        self._state.changes += tuple(found)

    def _forget(self, file: str) -> list[str]:
        self._state.generation = self._next
        held = self._state.files.pop(file, None)
        if held is not None:
            for one in held.documents:
                if self._after.pop(one.id, None) is None:
                    self._before[one.id] = face_of(one, file, held.sha256)
        gone = [] if held is None else [passage.id for passage in held.passages]
        self._state.gone.update(dict.fromkeys(gone, self._next))
        return gone


def summary_of(document: Document, file: str, held: FileHeld) -> DocumentSummary:
    """What a list shows of a document of that file."""
    return DocumentSummary(
        id=document.id,
        number=str(document.number) if document.number is not None else None,
        kind=document.kind,
        title=document.title,
        issuer=document.issuer,
        issued=document.issued.isoformat() if document.issued else None,
        effective_from=document.effective_from.isoformat() if document.effective_from else None,
        file=file,
        sha256=held.sha256,
        pages=len(held.pages),
        clauses=len(document.clauses),
        products=len(document.products),
        doubts=len(document.doubts),
    )
