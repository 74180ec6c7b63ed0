"""The library as questions see it: what is read often is read once.

Documents, summaries, known numbers and the vocabulary are kept as long as the library's files stay
the same.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Protocol
from weakref import WeakKeyDictionary

from index.contracts import (
    DocumentStore,
    DocumentSummary,
    Embedder,
    KeywordIndex,
    KnownNumber,
    Passage,
    VectorIndex,
    Vectors,
)
from search.vocabulary import Vocabulary, count_words
from standards.document import Document, Kind
from standards.identifier import Identifier

__all__ = ["Searchable", "Shelf", "shelf"]

_DOCUMENTS = 256
_QUERIES = 64


class Searchable(Protocol):
    """What a question needs of a library: ``index.library.Library`` has it."""

    @property
    def store(self) -> DocumentStore:
        """Documents and their parts."""

    @property
    def keywords(self) -> KeywordIndex:
        """The keyword index."""

    @property
    def vectors(self) -> VectorIndex:
        """The vector index."""

    @property
    def embedder(self) -> Embedder:
        """The model that built the vector index."""


class _Remembering:
    """An embedder that does not embed the same question twice."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._held: OrderedDict[str, Vectors] = OrderedDict()

    @property
    def name(self) -> str:
        return self._embedder.name

    @property
    def dimension(self) -> int:
        return self._embedder.dimension

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._embedder.passages(texts)

    def query(self, text: str) -> Vectors:
        held = self._held.get(text)
        if held is None:
            held = self._embedder.query(text)
            self._held[text] = held
            while len(self._held) > _QUERIES:
                self._held.popitem(last=False)
        return held

    def pieces(self, text: str) -> list[tuple[int, int]]:
        return self._embedder.pieces(text)


class Shelf:
    """A library with what was read of it."""

    def __init__(self, library: Searchable, state: tuple[str, ...]) -> None:
        self.store = library.store
        self.keywords = library.keywords
        self.vectors = library.vectors
        self.embedder: Embedder = _Remembering(library.embedder)
        self.state = state
        self.summaries: dict[str, DocumentSummary] = {
            summary.id: summary for summary in self.store.documents()
        }
        self.numbers: tuple[KnownNumber, ...] = self.store.numbers()
        self.vocabulary: Vocabulary = count_words(
            passage.text for passage in self.store.all_passages()
        )
        self._documents: OrderedDict[str, Document] = OrderedDict()
        self._cited: dict[str, tuple[str, ...]] = {}

    def document(self, document_id: str) -> Document:
        """The document, read once. Raises NotFound."""
        held = self._documents.get(document_id)
        if held is None:
            held = self.store.document(document_id)
            self._documents[document_id] = held
            while len(self._documents) > _DOCUMENTS:
                self._documents.popitem(last=False)
        return held

    def passage(self, passage_id: str) -> Passage | None:
        """The passage with that id."""
        return self.store.passages([passage_id]).get(passage_id)

    def held_as(self, number: Identifier) -> tuple[str, ...]:
        """Ids of held documents with that number."""
        return self.store.by_number(number)

    def cited_by(self, number: Identifier) -> tuple[str, ...]:
        """Ids of held documents that mention it, in their text or in a row of a list, each once."""
        key = str(number)
        held = self._cited.get(key)
        if held is None:
            mentions = [mention.document for mention in self.store.citing(number)]
            rows = [reference.document for reference in self.store.rows_by_standard(number)]
            held = tuple(dict.fromkeys((*mentions, *rows)))
            self._cited[key] = held
        return held

    def kind_of(self, document_id: str) -> Kind:
        """The kind of a held document; OTHER if it is not held."""
        summary = self.summaries.get(document_id)
        return summary.kind if summary is not None else Kind.OTHER


_shelves: WeakKeyDictionary[DocumentStore, Shelf] = WeakKeyDictionary()


def shelf(library: Searchable) -> Shelf:
    """The library's shelf, filled anew when its files changed."""
    state = tuple(
        f"{record.file} {record.sha256} {record.reader}" for record in library.store.files()
    )
    held = _shelves.get(library.store)
    if held is None or held.state != state:
        held = Shelf(library, state)
        _shelves[library.store] = held
    return held
