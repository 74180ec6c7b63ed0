"""The ports of this room: what can be asked of a store, an index and an embedder.

Every port has two implementations and one test suite that runs over both. Identifiers of passages
(``Hit.passage``) lead to :class:`Passage`, and from there to the clause or row and its page.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from index.changes import ChangeSource
from index.life import CitingClause, LifeFacts, Named
from standards.account import Account
from standards.checked import CheckedFact
from standards.document import Document, Kind, PageText, ProductRow
from standards.hs import HsCode
from standards.identifier import Identifier

__all__ = [
    "AppendOnly",
    "Citing",
    "DocumentStore",
    "DocumentSummary",
    "Embedder",
    "FileRecord",
    "Hit",
    "KeywordIndex",
    "KeywordQuery",
    "KnownNumber",
    "Passage",
    "PassageKind",
    "RowReference",
    "StoreBatch",
    "VectorIndex",
    "Vectors",
]

Vectors = NDArray[np.float32]
"""Vectors of unit length, one a row, float32."""


class PassageKind(StrEnum):
    """What a passage is a piece of."""

    CLAUSE = "clause"
    PRODUCT = "product"
    TITLE = "title"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A piece of a document that can be found: a clause (or a part of a long one), a product row,
    or the title.

    ``heading`` gives the context (document title, headings above), ``text`` the words found;
    ``start``..``end`` are offsets in the clause's text. ``row`` is the position in
    ``Document.products``.
    """

    id: str
    document: str
    kind: PassageKind
    heading: str
    text: str
    clause: str | None = None
    row: int | None = None
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found by one leg: ``score`` on that leg's own scale, ``rank`` from 1."""

    passage: str
    score: float
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeywordQuery:
    """What to look for by words. ``unaccented``: the text was typed without accents, so only then
    may the folded field answer. ``kinds``: only these passages; empty means all. ``allow``: only
    these documents; None means all. ``also``: further texts to look for, and what the score of each
    is multiplied by.
    """

    text: str
    unaccented: bool = False
    kinds: frozenset[PassageKind] = frozenset()
    allow: frozenset[str] | None = None
    also: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSummary:
    """What a list shows of a document."""

    id: str
    number: str | None
    kind: Kind
    title: str | None
    issuer: str | None
    issued: str | None
    effective_from: str | None
    file: str
    sha256: str
    pages: int
    clauses: int
    products: int
    doubts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRecord:
    """A file that the library keeps: its base name, hash, pages and the documents read from it.

    ``accounted``: whether the account of its reading is kept too (``DocumentStore.account``).
    """

    file: str
    sha256: str
    pages: int
    documents: tuple[str, ...]
    reader: str
    accounted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownNumber:
    """A number that the library holds or that a held document cites.

    ``held_as``: ids of documents with that number; ``mentions``: how often it is cited.
    """

    identifier: Identifier
    held_as: tuple[str, ...]
    mentions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Citing:
    """One mention of a number in a held document."""

    document: str
    target: Identifier
    clause: str | None
    page: int
    text: str
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RowReference:
    """A product row and where it is kept: position ``row`` in ``Document.products``."""

    document: str
    row: int
    product: ProductRow


class StoreBatch(Protocol):
    """Changes that happen together or not at all."""

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
        """Keep a file and what was read from it, in place of an older reading of that file name."""

    def delete(self, sha256: str) -> tuple[str, ...]:
        """Forget a file and its documents; returns the ids of the passages that went.

        What people have checked stays.
        """

    def mark(self, check: CheckedFact) -> None:
        """Keep a check, in place of an older one of the same fact."""

    def unmark(self, document_id: str, fact: str) -> bool:
        """Take a check back; tells whether there was one."""


@runtime_checkable
class DocumentStore(ChangeSource, Protocol):
    """Documents, their parts and the original files. Nothing here depends on an index."""

    def batch(self) -> AbstractContextManager[StoreBatch]:
        """Open a batch: committed at the end, rolled back on an exception."""

    def reading(self) -> AbstractContextManager[None]:
        """Within it, this thread sees one state of the store, whatever others write."""

    def document(self, document_id: str) -> Document:
        """The document with that id (slug). Raises NotFound."""

    def life(self, document_id: str) -> LifeFacts:
        """What the document says of its days and does to others. Raises NotFound."""

    def lives(self, ids: Iterable[str]) -> dict[str, LifeFacts]:
        """The same of many documents, by id; unknown ids are left out."""

    def citing_clauses(
        self, places: Iterable[tuple[str, str]]
    ) -> dict[tuple[str, str], CitingClause]:
        """Clauses that name others, by ``(document id, key)``; unknown ones are left out."""

    def named(self) -> tuple[Named, ...]:
        """How often each document names which number, by document and key."""

    def goods_codes(self) -> tuple[tuple[str, int, HsCode], ...]:
        """``(document id, row, code)`` for every HS code of every product row, in order."""

    def documents(
        self,
        *,
        kinds: Iterable[Kind] = (),
        after: str | None = None,
        limit: int | None = None,
    ) -> tuple[DocumentSummary, ...]:
        """Summaries ordered by id, those after ``after`` only."""

    def by_number(self, identifier: Identifier) -> tuple[str, ...]:
        """Ids of held documents with exactly that number; an undated one finds all its editions."""

    def numbers(self) -> tuple[KnownNumber, ...]:
        """Every number held or cited, each once."""

    def printed_numbers(self) -> frozenset[Identifier]:
        """Numbers held by, or named in, files of which no page was recognised from a picture."""

    def citing(self, identifier: Identifier) -> tuple[Citing, ...]:
        """Who mentions that number."""

    def relations_to(self, identifier: Identifier) -> tuple[tuple[str, str], ...]:
        """``(verb, document id)`` of held documents that replace, amend, repeal, issue … it."""

    def product(self, document_id: str, row: int) -> ProductRow | None:
        """A product row by its document and place; None if there is none."""

    def rows_by_hs(
        self, code: HsCode, among: Container[str] | None = None
    ) -> tuple[RowReference, ...]:
        """Product rows with a code of the same 4-digit heading, those of some documents only."""

    def rows_by_standard(self, identifier: Identifier) -> tuple[RowReference, ...]:
        """Product rows that name that standard."""

    def passages(self, ids: Iterable[str]) -> dict[str, Passage]:
        """Passages by id; unknown ids are left out."""

    def all_passages(self) -> Iterator[Passage]:
        """Every passage, by document and in reading order; read in portions."""

    def files(self) -> tuple[FileRecord, ...]:
        """Files kept, by name."""

    def original(self, sha256: str) -> bytes:
        """The bytes of a kept file. Raises NotFound."""

    def pages(self, sha256: str) -> tuple[PageText, ...]:
        """Pages of a kept file as read, in order. Raises NotFound."""

    def page(self, sha256: str, number: int) -> PageText:
        """One page of a kept file as read, counted from 1. Raises NotFound."""

    def account(self, file: str) -> Account | None:
        """What went into the reading of a file and what came out; None for a file that is not
        held, or that was read by a version which kept no account."""

    def checks(self, document_id: str | None = None) -> tuple[CheckedFact, ...]:
        """What people have checked in a document, or in all, by document and fact.

        A check outlives the reading it was made on: whether its value is still what is read, and
        whether the document is still held, is for :mod:`index.facts` to say.
        """


@runtime_checkable
class KeywordIndex(Protocol):
    """Finds passages by words (BM25)."""

    def update(self, *, add: Sequence[Passage], remove: Sequence[str]) -> None:
        """Add and remove passages; visible to the next search, all of it or nothing."""

    def search(self, query: KeywordQuery, k: int) -> list[Hit]:
        """The best ``k`` passages, best first; never one with score 0."""

    def search_any(self, queries: Sequence[KeywordQuery], k: int) -> list[Hit]:
        """The best ``k`` passages by any of several wordings of one question, best first: a passage
        scores what :meth:`search` gives it for the wording that it suits best.
        """

    def ceiling(self, query: KeywordQuery) -> float:
        """What a passage would score that had every syllable of the question over and over; next
        to it, the best score tells how much of the question the passages' words cover.
        """

    def holding(self, field: str, term: str) -> int:
        """In how many passages a term stands in a field (``index.keyword_terms.FIELDS``)."""

    def terms(self, field: str) -> Iterator[tuple[str, int]]:
        """Every term of a field with the number of passages it stands in, in order of term."""

    def clear(self) -> None:
        """Forget everything."""

    def refresh(self) -> None:
        """See what another process has written since."""

    def __len__(self) -> int:
        """How many passages it holds."""


@runtime_checkable
class VectorIndex(Protocol):
    """Finds passages by meaning (inner product of unit vectors)."""

    def update(self, *, add: Sequence[str], vectors: Vectors, remove: Sequence[str]) -> None:
        """Add passages with their vectors and remove passages, all of it or nothing."""

    def search(
        self,
        vector: Vectors,
        k: int,
        *,
        kinds: frozenset[PassageKind] = frozenset(),
        documents: frozenset[str] | None = None,
    ) -> list[Hit]:
        """The best ``k`` passages for one vector (shape ``(dimension,)``), best first.

        ``kinds``: only these, empty means all. ``documents``: only passages of these, None means
        all; few are scanned exactly.
        """

    def vectors(self) -> Iterator[tuple[list[str], Vectors]]:
        """All passages with their vectors, in portions."""

    def clear(self) -> None:
        """Forget everything."""

    def refresh(self) -> None:
        """See what another process has written since."""

    def __len__(self) -> int:
        """How many passages it holds."""


@runtime_checkable
class AppendOnly(Protocol):
    """An index whose files only grow: what was removed takes room until it is written anew."""

    @property
    def dead(self) -> int:
        """How many rows of removed passages its files have."""


@runtime_checkable
class Embedder(Protocol):
    """Turns text into unit vectors."""

    @property
    def name(self) -> str:
        """What the manifest remembers: model and version."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    def passages(self, texts: Sequence[str]) -> Vectors:
        """One vector a text, shape ``(len(texts), dimension)``."""

    def query(self, text: str) -> Vectors:
        """The vector of a question, shape ``(dimension,)``."""

    def pieces(self, text: str) -> list[tuple[int, int]]:
        """Offsets of consecutive parts of ``text`` that the model reads whole, in order."""
