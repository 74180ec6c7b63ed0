"""The library as questions see it: what is read often is read once.

Summaries, known numbers, what was read of documents and of words are kept as long as the library
stays the same. Nothing here reads all documents or all texts: a library of a million clauses is
opened in seconds.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Generic, Protocol, TypeVar
from weakref import WeakKeyDictionary

from index.catalogue import Catalogue
from index.contracts import (
    DocumentSummary,
    Embedder,
    KeywordIndex,
    KnownNumber,
    Passage,
    RowReference,
    VectorIndex,
    Vectors,
)
from index.library_store import LibraryStore
from search.concepts import Question, read_question
from search.regimes import is_group_2_title
from search.vocabulary import Vocabulary, indexed_words
from standards.document import Document, Kind, ProductRow
from standards.hs import HsCode
from standards.identifier import Identifier
from standards.matching import split_number

__all__ = ["Searchable", "Shelf", "shelf"]

_HEADINGS = 256
_DOCUMENTS = 1024
_QUERIES = 64
_QUESTIONS = 512


class Searchable(Protocol):
    """What a question needs of a library: ``index.library.Library`` has it."""

    @property
    def store(self) -> LibraryStore:
        """Documents and their parts."""

    @property
    def catalogue(self) -> Catalogue:
        """Records of lists, without files."""

    @property
    def keywords(self) -> KeywordIndex:
        """The keyword index."""

    @property
    def vectors(self) -> VectorIndex:
        """The vector index."""

    @property
    def embedder(self) -> Embedder:
        """The model that built the vector index."""


Value = TypeVar("Value")


class _Recent(Generic[Value]):
    """The values last asked for, by name; several threads may share it."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[str, Value] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, name: str, make: Callable[[str], Value]) -> Value:
        """The value of that name, made now if it is not held."""
        with self._lock:
            if name in self._held:
                self._held.move_to_end(name)
                return self._held[name]
        value = make(name)
        with self._lock:
            self._held[name] = value
            while len(self._held) > self._most:
                self._held.popitem(last=False)
        return value


class _Remembering:
    """An embedder that does not embed the same question twice."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._held: _Recent[Vectors] = _Recent(_QUERIES)

    @property
    def name(self) -> str:
        return self._embedder.name

    @property
    def dimension(self) -> int:
        return self._embedder.dimension

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._embedder.passages(texts)

    def query(self, text: str) -> Vectors:
        return self._held.get(text, self._embedder.query)

    def pieces(self, text: str) -> list[tuple[int, int]]:
        return self._embedder.pieces(text)


class Shelf:
    """A library with what was read of it."""

    def __init__(self, library: Searchable, generation: tuple[int, int]) -> None:
        self.store = library.store
        self.catalogue = library.catalogue
        self.keywords = library.keywords
        self.vectors = library.vectors
        self.embedder: Embedder = _Remembering(library.embedder)
        self.generation = generation
        self.summaries: dict[str, DocumentSummary] = {
            summary.id: summary for summary in self.store.documents()
        }
        self.numbers: tuple[KnownNumber, ...] = self.store.numbers()
        self.lists: frozenset[tuple[str, str | None]] = self.store.lists()
        self._rows: _Recent[tuple[RowReference, ...]] = _Recent(_HEADINGS)
        self._risky: _Recent[tuple[RowReference, ...]] = _Recent(_HEADINGS)
        self._documents: _Recent[Document] = _Recent(_DOCUMENTS)
        self._questions: _Recent[Question] = _Recent(_QUESTIONS)
        self._as_typed: _Recent[Question] = _Recent(_QUESTIONS)
        self._cited: dict[str, tuple[str, ...]] = {}
        self._held = {known.identifier.key: known.held_as for known in self.numbers}
        self._related: dict[str, tuple[tuple[str, str], ...]] = {}

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The library's words, as its keyword index counts them."""
        return indexed_words(self.keywords)

    @cached_property
    def stating_risk(self) -> tuple[str, ...]:
        """Ids of held documents with rows that state a level of risk, in order."""
        return self.store.stating_risk()

    @cached_property
    def issuing(self) -> frozenset[str]:
        """Ids of held documents that issue another text."""
        return self.store.issuing()

    @cached_property
    def goods_codes(self) -> tuple[str, ...]:
        """The digits of every HS code in a row of a held list, each once, in order."""
        return tuple(sorted({code.digits for _, _, code in self.store.goods_codes()}))

    @cached_property
    def _by_digits(self) -> dict[str, tuple[Identifier, ...]]:
        """Known numbers by their first part (``6260``), an amendment by its base's."""
        found: dict[str, list[Identifier]] = {}
        for known in self.numbers:
            number = known.identifier
            first = split_number((number.base or number).number)[0]
            found.setdefault(first, []).append(number)
        return {first: tuple(numbers) for first, numbers in found.items()}

    @cached_property
    def _by_base(self) -> dict[str, tuple[Identifier, ...]]:
        found: dict[str, list[Identifier]] = {}
        for known in self.numbers:
            if known.identifier.base is not None:
                found.setdefault(known.identifier.base.key, []).append(known.identifier)
        return {key: tuple(numbers) for key, numbers in found.items()}

    def numbered(self, first: str) -> tuple[Identifier, ...]:
        """Known numbers whose first part is ``first`` (digits without zeros in front, lower case):
        all that a typed number can mean."""
        return self._by_digits.get(first, ())

    def amending(self, number: Identifier) -> tuple[Identifier, ...]:
        """Known amendments of exactly that text."""
        return self._by_base.get(number.key, ())

    def document(self, document_id: str) -> Document:
        """The document, read once. Raises NotFound."""
        return self._documents.get(document_id, self.store.opened)

    def question(self, text: str, *, as_typed: bool = False) -> Question:
        """The words of a question taken apart; several parts of the search ask for the same."""
        held = self._as_typed if as_typed else self._questions
        return held.get(text, lambda said: read_question(said, self.vocabulary, as_typed))

    def rows_by_hs(self, code: HsCode) -> tuple[RowReference, ...]:
        """Product rows with a code of the same 4-digit heading; answers of one question ask for
        the same ones again and again."""
        return self._rows.get(code.digits[:4], lambda _: self.store.rows_by_hs(code))

    def rows_with_risk(self, code: HsCode) -> tuple[RowReference, ...]:
        """Those of them that can say something of a risk: that state a level or a measure, or stand
        in a list of nhóm 2. A heading may stand in hundreds of lists of other kinds."""
        return self._risky.get(
            code.digits[:4],
            lambda _: tuple(
                one
                for one in self.store.rows_by_hs(code, among=self._telling)
                if self._may_say(one)
            ),
        )

    @cached_property
    def _telling(self) -> frozenset[str]:
        """Ids of held documents that can say something of a risk."""
        stating = self.store.stating_risk(measures=True)
        return frozenset(stating) | self._group_2

    @cached_property
    def _group_2(self) -> frozenset[str]:
        """Ids of held lists of nhóm 2."""
        held = self.summaries.values()
        return frozenset(one.id for one in held if is_group_2_title(one.title))

    def _may_say(self, reference: RowReference) -> bool:
        row = reference.product
        return row.risk is not None or bool(row.measures) or reference.document in self._group_2

    def product(self, document_id: str, row: int) -> ProductRow | None:
        """A product row; the others of its document are not read for it."""
        return self.store.product(document_id, row)

    def passage(self, passage_id: str) -> Passage | None:
        """The passage with that id."""
        return self.store.passages([passage_id]).get(passage_id)

    def held_as(self, number: Identifier) -> tuple[str, ...]:
        """Ids of held documents with that number."""
        held = self._held.get(number.key)
        if held is None:
            held = self._held[number.key] = self.store.by_number(number)
        return held

    def relations_to(self, number: Identifier) -> tuple[tuple[str, str], ...]:
        """``(verb, document id)`` of held documents that replace, amend, repeal, issue … it."""
        held = self._related.get(number.key)
        if held is None:
            held = self._related[number.key] = self.store.relations_to(number)
        return held

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


_shelves: WeakKeyDictionary[LibraryStore, Shelf] = WeakKeyDictionary()
_filling = threading.Lock()


def shelf(library: Searchable) -> Shelf:
    """The library's shelf, filled anew when its store or its catalogue changed."""
    generation = library.store.generation(), library.catalogue.generation()
    held = _shelves.get(library.store)
    if held is not None and held.generation == generation:
        return held
    with _filling:
        held = _shelves.get(library.store)
        if held is None or held.generation != generation:
            held = Shelf(library, generation)
            _shelves[library.store] = held
        return held
