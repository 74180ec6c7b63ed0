"""A document store in memory: plain dictionaries, every question answered by looking through all.

Slow and simple on purpose: the suite holds the SQLite store against it.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from itertools import islice

from index.changes import ALL_CHANGES, Change, ChangeFilter, ChangeLog
from index.contracts import (
    Citing,
    DocumentSummary,
    FileRecord,
    KnownNumber,
    Passage,
    RowReference,
)
from index.life import CitingClause, LifeFacts, Named, citing_clauses_of, life_of, named_by
from index.store_memory_batch import FileHeld, MemoryBatch, State, summary_of
from standards.account import Account
from standards.checked import CheckedFact
from standards.document import Document, Kind, PageText, ProductRow
from standards.errors import NotFound
from standards.hs import HsCode
from standards.identifier import Identifier
from standards.relation import Verb

__all__ = ["MemoryStore"]


class MemoryStore:
    """Implements ``DocumentStore``; nothing is kept on disk."""

    def __init__(self) -> None:
        self._state = State()

    @contextmanager
    def batch(self) -> Iterator[MemoryBatch]:
        """All changes at the end, or none on an exception."""
        state = copy.copy(self._state)
        state.files, state.gone = dict(self._state.files), dict(self._state.gone)
        state.checks = dict(self._state.checks)
        batch = MemoryBatch(state)
        yield batch
        batch.finish()
        self._state = state

    def reading(self) -> AbstractContextManager[None]:
        """Nothing is held: one process has it, and changes it between two questions."""
        return nullcontext()

    def document(self, document_id: str) -> Document:
        """The document with that id. Raises NotFound."""
        for document in self._documents():
            if document.id == document_id:
                return document
        raise NotFound(f"the library holds no document {document_id!r}")

    def opened(self, document_id: str) -> Document:
        """The document with that id. Raises NotFound."""
        return self.document(document_id)

    def life(self, document_id: str) -> LifeFacts:
        """What the document says of its days and does to others. Raises NotFound."""
        return life_of(self.document(document_id))

    def lives(self, ids: Iterable[str]) -> dict[str, LifeFacts]:
        """The same of many documents, by id; unknown ids are left out."""
        wanted = set(ids)
        return {held.id: life_of(held) for held in self._documents() if held.id in wanted}

    def citing_clauses(
        self, places: Iterable[tuple[str, str]]
    ) -> dict[tuple[str, str], CitingClause]:
        """Clauses that name others, by ``(document id, key)``; unknown ones are left out."""
        wanted = set(places)
        return {
            (document.id, part.key): part
            for document in self._documents()
            for part in citing_clauses_of(document)
            if (document.id, part.key) in wanted
        }

    def named(self) -> tuple[Named, ...]:
        """How often each document names which number, by document and key."""
        return tuple(named for document in self._documents() for named in named_by(document))

    def goods_codes(self) -> tuple[tuple[str, int, HsCode], ...]:
        """``(document id, row, code)`` for every HS code of every product row, in order."""
        return tuple(
            (document.id, place, code)
            for document in self._documents()
            for place, row in enumerate(document.products)
            for code in row.hs
        )

    def lists(self) -> frozenset[tuple[str, str | None]]:
        """``(document id, clause key)`` of every place that holds a product list."""
        passages = (one for held in self._state.files.values() for one in held.passages)
        return frozenset((one.document, one.clause) for one in passages if one.row is not None)

    def issuing(self) -> frozenset[str]:
        """Ids of documents that issue another text."""
        return frozenset(one.id for one in self._documents() if one.related(Verb.ISSUES))

    def stating_risk(self, *, measures: bool = False) -> tuple[str, ...]:
        """Ids of documents with a product row that states a level of risk, in order."""
        return tuple(
            document.id
            for document in self._documents()
            if any(row.risk is not None or (measures and row.measures) for row in document.products)
        )

    def documents(
        self, *, kinds: Iterable[Kind] = (), after: str | None = None, limit: int | None = None
    ) -> tuple[DocumentSummary, ...]:
        """Summaries ordered by id, those after ``after`` only."""
        wanted = set(kinds)
        found = [
            summary_of(document, name, held)
            for name, held in self._state.files.items()
            for document in held.documents
            if (not wanted or document.kind in wanted) and document.id > (after or "")
        ]
        return tuple(sorted(found, key=lambda summary: summary.id)[:limit])

    def by_number(self, identifier: Identifier) -> tuple[str, ...]:
        """Ids of held documents with exactly that number; an undated one finds all its editions."""
        return tuple(
            sorted(
                document.id
                for document in self._documents()
                if document.number is not None
                and (
                    document.number == identifier
                    or (not identifier.is_dated and document.number.same_work(identifier))
                )
            )
        )

    def numbers(self) -> tuple[KnownNumber, ...]:
        """Every number held or named, each once, in order; ``mentions`` counts citations only."""
        found: dict[Identifier, int] = {}
        for document in self._documents():
            for citation in document.citations:
                found[citation.target] = found.get(citation.target, 0) + 1
            named = [number for row in document.products for number in row.standards]
            named += [relation.target for relation in document.relations]
            named += [document.number] if document.number is not None else []
            for number in named:
                found.setdefault(number, 0)
        return tuple(
            KnownNumber(identifier=number, held_as=self.by_number(number), mentions=found[number])
            for number in sorted(found)
        )

    def printed_numbers(self) -> frozenset[Identifier]:
        """Numbers held by, or named in, files of which no page was recognised from a picture."""
        found: set[Identifier] = set()
        for file in self._state.files.values():
            if any(page.confidence is not None for page in file.pages):
                continue
            for document in file.documents:
                found |= {citation.target for citation in document.citations}
                found |= {number for row in document.products for number in row.standards}
                found |= {relation.target for relation in document.relations}
                found |= {document.number} if document.number is not None else set()
        return frozenset(found)

    def citing(self, identifier: Identifier) -> tuple[Citing, ...]:
        """Who mentions that number; an undated mention counts for every edition."""
        return tuple(
            Citing(
                document=document.id,
                target=citation.target,
                clause=citation.clause,
                page=citation.page,
                text=citation.text,
                start=citation.start,
                end=citation.end,
            )
            for document in self._documents()
            for citation in document.citations
            if _names(citation.target, identifier)
        )

    def relations_to(self, identifier: Identifier) -> tuple[tuple[str, str], ...]:
        """``(verb, document id)`` of held documents that replace, amend, repeal, issue … it."""
        found = {
            (document.id, relation.verb)
            for document in self._documents()
            for relation in document.relations
            if _names(relation.target, identifier)
        }
        return tuple((verb, name) for name, verb in sorted(found))

    def product(self, document_id: str, row: int) -> ProductRow | None:
        """A product row by its document and place; None if there is none."""
        found = self._rows(lambda _: True)
        held = {(one.document, one.row): one.product for one in found}
        return held.get((document_id, row))

    def rows_by_hs(
        self, code: HsCode, among: Container[str] | None = None
    ) -> tuple[RowReference, ...]:
        """Product rows with a code of the same 4-digit heading, those of some documents only."""
        found = self._rows(lambda row: any(c.digits[:4] == code.digits[:4] for c in row.hs))
        return tuple(one for one in found if among is None or one.document in among)

    def rows_by_standard(self, identifier: Identifier) -> tuple[RowReference, ...]:
        """Product rows that name that standard; an undated name counts for every edition."""
        return self._rows(lambda row: any(_names(n, identifier) for n in row.standards))

    def passages(self, ids: Iterable[str]) -> dict[str, Passage]:
        """Passages by id; unknown ids are left out."""
        held = {passage.id: passage for passage in self.all_passages()}
        return {name: held[name] for name in ids if name in held}

    def all_passages(self) -> Iterator[Passage]:
        """Every passage, by document and in reading order."""
        return self.put_since(-1)

    def passage_count(self) -> int:
        """How many passages it holds."""
        return sum(len(held.passages) for held in self._state.files.values())

    def files(self) -> tuple[FileRecord, ...]:
        """Files kept, by name."""
        return tuple(
            FileRecord(
                file=name,
                sha256=held.sha256,
                pages=len(held.pages),
                documents=tuple(document.id for document in held.documents),
                reader=held.reader,
                accounted=held.account is not None,
            )
            for name, held in sorted(self._state.files.items())
        )

    def file_record(self, file: str) -> FileRecord | None:
        """What is kept under that file name, None if nothing is."""
        return next((record for record in self.files() if record.file == file), None)

    def original(self, sha256: str) -> bytes:
        """The bytes of a kept file. Raises NotFound."""
        return self._file(sha256).original

    def pages(self, sha256: str) -> tuple[PageText, ...]:
        """Pages of a kept file as read, in order. Raises NotFound."""
        return tuple(sorted(self._file(sha256).pages, key=lambda page: page.number))

    def page(self, sha256: str, number: int) -> PageText:
        """One page of a kept file as read, counted from 1. Raises NotFound."""
        for page in self._file(sha256).pages:
            if page.number == number:
                return page
        raise NotFound(f"the file with SHA-256 {sha256} has no page {number}")

    def account(self, file: str) -> Account | None:
        """What went into the reading of a file and what came out, None if that is not kept."""
        held = self._state.files.get(file)
        return None if held is None else held.account

    def checks(self, document_id: str | None = None) -> tuple[CheckedFact, ...]:
        """What people have checked in a document, or in all, by document and fact."""
        held = self._state.checks
        return tuple(held[key] for key in sorted(held) if document_id in (None, key[0]))

    def change_log(self) -> ChangeLog:
        """The name of the row of entries, its last number and its first moment."""
        held = self._state.changes
        return ChangeLog(name=self._state.log, last=len(held), since=held[0].at if held else None)

    def changes(
        self,
        *,
        after: int = 0,
        before: int | None = None,
        only: ChangeFilter = ALL_CHANGES,
        limit: int = 100,
        newest: bool = False,
    ) -> tuple[Change, ...]:
        """Entries with a number between the two, in their order, or the newest first."""
        held = self._state.changes[::-1] if newest else self._state.changes
        found = (
            one
            for one in held
            if after < one.seq and (before is None or one.seq < before) and only.takes(one)
        )
        return tuple(islice(found, limit))

    def generation(self) -> int:
        """How many batches have changed what the indexes show."""
        return self._state.generation

    def put_since(self, generation: int) -> Iterator[Passage]:
        """Passages put after that generation, by document and in reading order."""
        held = [file for file in self._state.files.values() if file.generation > generation]
        found = (passage for file in held for passage in file.passages)
        return iter(sorted(found, key=lambda passage: passage.document))

    def gone_since(self, generation: int) -> tuple[str, ...]:
        """Ids of passages removed after that generation and not put again, in order."""
        return tuple(sorted(name for name, at in self._state.gone.items() if at > generation))

    def change_count(self, generation: int) -> tuple[int, int]:
        """How many passages were put, and how many removed, after that generation."""
        return len(list(self.put_since(generation))), len(self.gone_since(generation))

    def holder(self, document_id: str) -> str | None:
        """The file that the document with that id was read from, None if there is none."""
        held = self._state.files.items()
        return next((f for f, of in held if document_id in {d.id for d in of.documents}), None)

    def integrity(self) -> tuple[str, ...]:
        """Nothing can be wrong with dictionaries."""
        return ()

    def close(self) -> None:
        """Nothing to let go of."""

    def _documents(self) -> list[Document]:
        held = [document for file in self._state.files.values() for document in file.documents]
        return sorted(held, key=lambda document: document.id)

    def _rows(self, wanted: Callable[[ProductRow], bool]) -> tuple[RowReference, ...]:
        return tuple(
            RowReference(document=document.id, row=position, product=row)
            for document in self._documents()
            for position, row in enumerate(document.products)
            if wanted(row)
        )

    def _file(self, sha256: str) -> FileHeld:
        for held in self._state.files.values():
            if held.sha256 == sha256:
                return held
        raise NotFound(f"the library keeps no file with SHA-256 {sha256}")


def _names(printed: Identifier, asked: Identifier) -> bool:
    return printed == asked or printed.matches_undated(asked)
