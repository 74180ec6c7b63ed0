"""The keyword index on disk: Whoosh keeps the postings, scores are computed over whole arrays.

Whoosh is given finished terms (no analyser, no positions) and read for one thing: in which passages
a term stands and how often. Its own scorer walks postings one by one, 0.1 s for a question of 40
terms over 2,000 passages; reading postings into arrays once and summing with NumPy gives the same
ranking in a few milliseconds. This is the one module that imports Whoosh.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from whoosh import fields as whoosh_fields
from whoosh import index as whoosh_index
from whoosh.formats import Frequency, pack_uint
from whoosh.reading import IndexReader
from whoosh.writing import LockError

from index.contracts import Hit, KeywordQuery, Passage
from index.keyword_terms import (
    FIELDS,
    KeywordSettings,
    QueryTerm,
    Terms,
    bm25,
    ceiling,
    inverse_document_frequency,
    keyword_settings,
    passage_terms,
    query_terms,
)
from index.labels import Labels
from index.ranking import best_hits, best_of_any
from standards.errors import CorruptLibrary, LibraryLocked

__all__ = ["TermsField", "WhooshKeywordIndex"]

_MEMORY_MB = 256
_CACHED_TERMS = 20_000


class TermsField(whoosh_fields.FieldType):  # type: ignore[misc]
    """A Whoosh field that takes counted terms as they are."""

    def __init__(self) -> None:
        self.format = Frequency()
        self.analyzer = None
        self.scorable = True
        self.stored = False
        self.unique = False
        self.indexed = True
        self.vector = None
        self.spelling = False
        self.column_type = None

    def index(self, value: Counter[str], **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Term, count, weight and packed count, as Whoosh's ``Frequency`` format has them."""
        for term, count in value.items():
            yield term.encode("utf-8"), count, float(count), pack_uint(count)

    def to_bytes(self, value: str | bytes) -> bytes:
        """The term as Whoosh keeps it."""
        return value if isinstance(value, bytes) else value.encode("utf-8")

    def clean(self) -> None:
        """Nothing to let go of before the schema is pickled."""


class WhooshKeywordIndex:
    """Implements ``KeywordIndex`` in a folder. Writers take Whoosh's lock; readers see the last
    commit at the time of their last :meth:`refresh` (``update`` refreshes by itself).
    """

    def __init__(
        self,
        folder: Path,
        settings: KeywordSettings | None = None,
        analyse: Callable[[Passage], Terms] = passage_terms,
    ) -> None:
        self._analyse = analyse
        self._settings = settings or keyword_settings()
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        try:
            if any(folder.glob("*.toc")):
                self._index = whoosh_index.open_dir(folder)
            else:
                self._index = whoosh_index.create_in(folder, _schema())
        except Exception as error:  # Whoosh raises whatever unpickling raises
            raise CorruptLibrary(
                f"the keyword index in {folder.name}/ cannot be opened ({error}); "
                "run: trachuan rebuild"
            ) from error
        self._snapshot = _Snapshot(self._index.reader(), self._settings)

    def __len__(self) -> int:
        return len(self._snapshot.names)

    def update(self, *, add: Sequence[Passage], remove: Sequence[str]) -> None:
        """Remove passages, then add; a passage with a known id takes the old one's place."""
        if not add and not remove:
            return
        made = [(passage, self._analyse(passage)) for passage in add]
        try:
            writer = self._index.writer(limitmb=_MEMORY_MB)
        except LockError as error:
            raise LibraryLocked(
                "another process is writing to the keyword index; try again when it is done"
            ) from error
        try:
            for passage_id in {*remove, *(passage.id for passage in add)}:
                writer.delete_by_term("id", passage_id)
            for passage, terms in made:
                writer.add_document(
                    id=passage.id,
                    document=passage.document,
                    kind=passage.kind.value,
                    **terms,
                )
        except BaseException:
            writer.cancel()
            raise
        writer.commit()
        self.refresh()

    def clear(self) -> None:
        """Forget everything; the fields are laid out anew."""
        self._index = whoosh_index.create_in(self._folder, _schema())
        self._snapshot = _Snapshot(self._index.reader(), self._settings)

    def refresh(self) -> None:
        """See what has been committed since, by this or another process."""
        if self._snapshot.reader.generation() != self._index.latest_generation():
            self._snapshot = _Snapshot(self._index.reader(), self._settings)

    def search(self, query: KeywordQuery, k: int) -> list[Hit]:
        """The best ``k`` passages, best first."""
        return self._snapshot.search(query, k)

    def search_any(self, queries: Sequence[KeywordQuery], k: int) -> list[Hit]:
        """The best ``k`` passages by any of the queries, best first."""
        return best_of_any([self.search(query, k) for query in queries], k)

    def ceiling(self, query: KeywordQuery) -> float:
        """What a passage would score that had every syllable of the question over and over."""
        return self._snapshot.ceiling(query)

    def holding(self, field: str, term: str) -> int:
        """In how many passages a term stands in a field."""
        return self._snapshot.holding(field, term)

    def terms(self, field: str) -> Iterator[tuple[str, int]]:
        """Every term of a field with the number of passages it stands in, in order of term."""
        return self._snapshot.terms(field)


def _schema() -> whoosh_fields.Schema:
    labels = {
        "id": whoosh_fields.ID(stored=True, unique=True),
        "document": whoosh_fields.STORED(),
        "kind": whoosh_fields.STORED(),
    }
    return whoosh_fields.Schema(**labels, **{field: TermsField() for field in FIELDS})


@dataclass(frozen=True, slots=True)
class _Postings:
    """Where a term stands: places of passages, ascending, and how often."""

    places: NDArray[np.int32]
    counts: NDArray[np.float32]


class _Snapshot:
    """One commit, held open for reading; postings once read are kept."""

    def __init__(self, reader: IndexReader, settings: KeywordSettings) -> None:
        self.reader = reader
        self._settings = settings
        self._lock = threading.Lock()
        self._cache: dict[tuple[str, str], _Postings] = {}
        numbers = list(reader.all_doc_ids())
        self.names: list[str] = [reader.stored_fields(number)["id"] for number in numbers]
        self._labels = Labels(self.names)
        self._numbers = numbers
        self._place = np.full((numbers[-1] + 1) if numbers else 0, -1, dtype=np.int32)
        self._place[numbers] = np.arange(len(numbers), dtype=np.int32)

    @cached_property
    def _lengths(self) -> dict[str, NDArray[np.float32]]:
        """Length of each field of each passage in terms; Whoosh keeps it in one byte (5 %)."""
        return {
            field: np.array(
                [self.reader.doc_field_length(number, field) or 0 for number in self._numbers],
                np.float32,
            )
            for field in FIELDS
        }

    def search(self, query: KeywordQuery, k: int) -> list[Hit]:
        scores = np.zeros(len(self.names), np.float32)
        for asked in query_terms(query, self._settings):
            self._add(scores, asked)
        wanted = self._labels.mask(query.kinds, query.allow)
        if wanted is not None:
            scores[~wanted] = 0.0
        return best_hits(scores, self.names, k, above=0.0)

    def ceiling(self, query: KeywordQuery) -> float:
        return ceiling(query, self._settings, len(self.names), self.holding)

    def holding(self, field: str, term: str) -> int:
        return len(self._postings(field, term).places)

    def terms(self, field: str) -> Iterator[tuple[str, int]]:
        exact = not self.reader.has_deletions()
        for spelled in self.reader.lexicon(field):
            term = spelled.decode("utf-8")
            count = self.reader.doc_frequency(field, term) if exact else self.holding(field, term)
            if count:
                yield term, count

    def _add(self, scores: NDArray[np.float32], asked: QueryTerm) -> None:
        found = self._postings(asked.field, asked.term)
        if not len(found.places):
            return
        lengths = self._lengths[asked.field]
        scores[found.places] += np.float32(asked.weight) * bm25(
            found.counts,
            lengths[found.places],
            mean_length=float(lengths.mean()),
            idf=inverse_document_frequency(len(self.names), len(found.places)),
            settings=self._settings,
        )

    def _postings(self, field: str, term: str) -> _Postings:
        with self._lock:
            held = self._cache.pop((field, term), None)
            found = held or self._read(field, term)
            self._cache[field, term] = found  # the latest used stands last
            if len(self._cache) > _CACHED_TERMS:
                del self._cache[next(iter(self._cache))]
        return found

    def _read(self, field: str, term: str) -> _Postings:
        if (field, term.encode("utf-8")) not in self.reader:
            return _Postings(np.zeros(0, np.int32), np.zeros(0, np.float32))
        numbers: list[int] = []
        counts: list[float] = []
        matcher = self.reader.postings(field, term)
        while matcher.is_active():
            numbers.append(matcher.id())
            counts.append(matcher.weight())
            matcher.next()
        return _Postings(self._place[numbers], np.array(counts, np.float32))
