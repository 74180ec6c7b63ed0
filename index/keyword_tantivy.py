"""The keyword index for large libraries: tantivy finds candidates, we score them.

tantivy has the postings and walks them fast, with BM25 of its own fixed ``k1`` and ``b``. Its best
candidates, several times as many as asked for, are scored again with the settings of
``data/keyword.toml`` from the terms kept beside (:mod:`index.row_terms`), so both keyword indexes
give one ranking. Terms go in as they are, between blanks, each with a letter for the kind of its
passage: a search for one kind is then a plain union of terms, which tantivy cuts short. This is the
one module that imports tantivy.

A commit is one of tantivy: it replaces a marker document, and the marker's number names the file
that says which rows count. Readers see the marker and the postings of the same commit.
"""

from __future__ import annotations

import math
import shutil
import threading
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import tantivy
from numpy.typing import NDArray
from tantivy import Occur, Query

from index.contracts import Hit, KeywordQuery, Passage, PassageKind
from index.keyword_terms import (
    FIELDS,
    KeywordSettings,
    QueryTerm,
    Terms,
    Weighed,
    ceiling,
    inverse_document_frequency,
    keyword_settings,
    passage_terms,
    query_terms,
    telling,
)
from index.ranking import best_hits, best_of_any
from index.row_terms import RowTerms, append_terms
from index.rows import Rows, State, append, read_state, write_state
from standards.errors import CorruptLibrary, LibraryLocked

__all__ = ["TantivyKeywordIndex"]

_HEAP = 128_000_000
"""Bytes that a writer collects before it writes a segment."""
_LETTERS = {PassageKind.CLAUSE: "c", PassageKind.PRODUCT: "p", PassageKind.TITLE: "t"}
_MARK = (1 << 63) - 1
"""Row of the marker document."""
_DEEPER, _LEAST = 2, 200
"""Candidates scored again: so many times ``k``, and no fewer than the second."""
_KEPT = 64
"""Wordings whose terms are kept."""
_SELECTIVE = 0.1
"""A filter that keeps a smaller share of the passages is given to tantivy; a larger one is met by
asking for more candidates."""


class TantivyKeywordIndex:
    """Implements ``KeywordIndex`` in a folder. One process writes; readers see the commit at the
    time of their last :meth:`refresh` (``update`` refreshes by itself).
    """

    def __init__(
        self,
        folder: Path,
        settings: KeywordSettings | None = None,
        analyse: Callable[[Passage], Terms] = passage_terms,
    ) -> None:
        self._settings = settings or keyword_settings()
        self._analyse = analyse
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._open()

    def _open(self) -> None:
        try:
            self._index = tantivy.Index(_schema(), path=str(self._folder))
            self._index.config_reader(reload_policy="manual")
            self._snapshot = self._read()
        except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
            raise CorruptLibrary(
                f"the keyword index in {self._folder.name}/ cannot be opened ({error}); "
                "run: trachuan rebuild"
            ) from error

    def __len__(self) -> int:
        return self._snapshot.rows.living

    @property
    def dead(self) -> int:
        """How many rows of removed passages its files have."""
        return self._snapshot.rows.dead

    def update(self, *, add: Sequence[Passage], remove: Sequence[str]) -> None:
        """Remove passages, then add; a passage with a known id takes the old one's place."""
        if not add and not remove:
            return
        made = [self._analyse(passage) for passage in add]
        try:
            writer = self._index.writer(heap_size=_HEAP, num_threads=1)
        except ValueError as error:
            raise LibraryLocked(
                "another process is writing to the keyword index; try again when it is done"
            ) from error
        writer.garbage_collect_files()  # a killed writer's, whose names the next commit may need
        self.refresh()
        held = self._snapshot
        gone = held.rows.find([*remove, *(passage.id for passage in add)])
        for row in gone.tolist():
            _delete(writer, self._index.schema, row)
        append_terms(self._folder, held.terms, made)
        rows = append(held.rows, [passage.id for passage in add], gone)
        for row, (passage, terms) in enumerate(zip(add, made, strict=True), held.rows.count):
            letter = _LETTERS[passage.kind]
            entry = tantivy.Document()
            entry.add_unsigned("row", row)
            entry.add_unsigned("document", int(rows.documents[row]))
            for field, counts in terms.items():
                entry.add_text(field, " ".join(letter + term for term in counts.elements()))
            writer.add_document(entry)
        number = held.number + 1
        write_state(self._folder / _state(number), State(alive=rows.alive))
        _delete(writer, self._index.schema, _MARK)
        entry = tantivy.Document()
        entry.add_unsigned("row", _MARK)
        entry.add_unsigned("state", number)
        writer.add_document(entry)
        writer.commit()
        writer.wait_merging_threads()
        self.refresh()
        for old in range(number - 1):
            (self._folder / _state(old)).unlink(missing_ok=True)

    def clear(self) -> None:
        """Forget everything."""
        shutil.rmtree(self._folder)
        self._folder.mkdir(parents=True)
        self._open()

    def refresh(self) -> None:
        """See what has been committed since, by this or another process."""
        self._index.reload()
        number = _marked(self._index.searcher(), self._index.schema)
        if number != self._snapshot.number:
            self._snapshot = self._read()

    def search(self, query: KeywordQuery, k: int) -> list[Hit]:
        """The best ``k`` passages, best first."""
        return self._snapshot.search([query], k)

    def search_any(self, queries: Sequence[KeywordQuery], k: int) -> list[Hit]:
        """The best ``k`` passages by any of the queries, best first; wordings that read the same
        fields share their candidates."""
        alike: dict[object, list[KeywordQuery]] = {}
        for query in queries:
            alike.setdefault((query.unaccented, query.kinds, query.allow), []).append(query)
        held = self._snapshot
        found = [held.search(some, k) for some in alike.values()]
        return found[0] if len(found) == 1 else best_of_any(found, k)

    def ceiling(self, query: KeywordQuery) -> float:
        """What a passage would score that had every syllable of the question over and over."""
        held = self._snapshot
        return ceiling(query, self._settings, held.rows.living, held.holding)

    def holding(self, field: str, term: str) -> int:
        """In how many passages a term stands in a field."""
        return self._snapshot.holding(field, term)

    def terms(self, field: str) -> Iterator[tuple[str, int]]:
        """Every term of a field with the number of passages it stands in, in order of term."""
        return self._snapshot.all_terms(field)

    def _read(self) -> _Snapshot:
        """The commit loaded last; a later one if a writer has meanwhile dropped its state."""
        try:
            return _Snapshot(self._index, self._folder, self._settings)
        except FileNotFoundError:
            self._index.reload()
            return _Snapshot(self._index, self._folder, self._settings)


class _Snapshot:
    """One commit, held open for reading."""

    def __init__(self, index: tantivy.Index, folder: Path, settings: KeywordSettings) -> None:
        self._schema = index.schema
        self._settings = settings
        self._searcher = index.searcher()
        self.number = _marked(self._searcher, self._schema)
        alive = read_state(folder / _state(self.number)).alive if self.number else _NONE
        self.rows = Rows(folder, alive)
        self.terms = RowTerms(folder, self.rows.count)
        lengths = self.terms.lengths[alive]
        self._means = lengths.mean(axis=0) if len(lengths) else np.zeros(len(FIELDS))
        self._dead = self.rows.living < self.rows.count
        self._holding: dict[tuple[str, str], tuple[int, ...]] = {}
        self._questions: dict[tuple[str, bool, tuple[tuple[str, float], ...]], list[Weighed]] = {}
        self._lock = threading.Lock()

    def search(self, wordings: Sequence[KeywordQuery], k: int) -> list[Hit]:
        """By any of some queries that differ in their words alone."""
        if k < 1 or not self.rows.living:
            return []
        asked = [self._asked(query) for query in wordings]
        rows = self._candidates(wordings[0], asked, k)
        if not len(rows):
            return []
        scores = self.terms.scores(rows, asked, self._means, self._settings).max(axis=0)
        if len(rows) > k:
            keep = scores >= np.partition(scores, -k)[-k]
            rows, scores = rows[keep], scores[keep]
        return best_hits(scores, [self.rows.name(row) for row in rows.tolist()], k, above=0.0)

    def holding(self, field: str, term: str) -> int:
        return sum(self._held(field, term))

    def _asked(self, query: KeywordQuery) -> list[Weighed]:
        """The terms that any passage has; kept, for a question is asked kind by kind."""
        key = query.text, query.unaccented, query.also
        with self._lock:
            known = self._questions.get(key)
        if known is None:
            known = [
                (term, inverse_document_frequency(self.rows.living, held))
                for term in query_terms(query, self._settings)
                if (held := self.holding(term.field, term.term))
            ]
            with self._lock:
                self._questions[key] = known
                if len(self._questions) > _KEPT:
                    del self._questions[next(iter(self._questions))]
        return known

    def all_terms(self, field: str) -> Iterator[tuple[str, int]]:
        only = Query.all_query() if self._dead else None
        found: dict[str, int] = {}
        for letter in _LETTERS.values():
            for term, count in self._searcher.terms_with_prefix(field, letter, only):
                if count:
                    found[term[1:]] = found.get(term[1:], 0) + count
        yield from sorted(found.items())

    def _held(self, field: str, term: str) -> tuple[int, ...]:
        """In how many passages of each kind a term stands."""
        with self._lock:
            known = self._holding.get((field, term))
        if known is None:
            known = tuple(self._count(field, letter + term) for letter in _LETTERS.values())
            with self._lock:
                self._holding[field, term] = known
        return known

    def _count(self, field: str, term: str) -> int:
        held: int = self._searcher.doc_freq(field, term)
        if not held or not self._dead:
            return held
        found = self._searcher.search(Query.term_query(self._schema, field, term), limit=1)
        return int(found.count)  # type: ignore[attr-defined]  # the stubs leave it out

    def _candidates(
        self, query: KeywordQuery, wordings: Sequence[Sequence[Weighed]], k: int
    ) -> NDArray[np.int64]:
        """Rows that are likely the best ``k`` by one of the wordings, in no order. Where the
        telling terms find too few, all terms look."""

        def held(term: QueryTerm) -> int:
            return sum(count for _, count in self._of_kinds(query.kinds, term))

        chosen = self._settings.candidates
        few = [telling(asked, held, chosen) for asked in wordings]
        if sum(map(len, few)) < sum(map(len, wordings)):
            wanted = max(chosen.times * k, _LEAST)
            rows = self._found(query, self._union(query.kinds, few), wanted)
            if len(rows) >= wanted:
                return rows
        return self._found(query, self._union(query.kinds, wordings), max(_DEEPER * k, _LEAST))

    def _found(self, query: KeywordQuery, union: Query, wanted: int) -> NDArray[np.int64]:
        """The best rows of a union that pass the query's filter, in no order."""
        if query.allow is None:
            return self._rows_of(union, wanted)
        allowed = self.rows.of_documents(query.allow)
        share = float(self.rows.by_document[allowed].sum()) / self.rows.living
        if not share:
            return np.zeros(0, np.int64)
        if share > _SELECTIVE:
            depth = math.ceil(1.5 * wanted / share)
            found = self._rows_of(union, depth)
            kept = found[allowed[self.rows.documents[found]]]
            if len(kept) >= wanted or len(found) < depth:
                return kept
        among = Query.term_set_query(self._schema, "document", np.flatnonzero(allowed).tolist())
        both = [(Occur.Must, Query.const_score_query(among, 0.0)), (Occur.Must, union)]
        return self._rows_of(Query.boolean_query(both), wanted)

    def _union(self, kinds: frozenset[PassageKind], wordings: Sequence[Sequence[Weighed]]) -> Query:
        """Any of the terms, each with what our inverse document frequency gives it; one of several
        wordings with its largest weight."""
        weights: dict[tuple[str, str], tuple[QueryTerm, float]] = {}
        for term, idf in (one for asked in wordings for one in asked):
            known = weights.get((term.field, term.term))
            if known is None or known[0].weight < term.weight:
                weights[term.field, term.term] = term, idf
        parts: list[tuple[Occur, Query]] = []
        for term, idf in weights.values():
            for letter, held in self._of_kinds(kinds, term):
                theirs = inverse_document_frequency(self.rows.count + 1, held)
                one = Query.term_query(self._schema, term.field, letter + term.term)
                parts.append((Occur.Should, Query.boost_query(one, term.weight * idf / theirs)))
        return Query.boolean_query(parts) if parts else Query.empty_query()

    def _of_kinds(
        self, kinds: frozenset[PassageKind], term: QueryTerm
    ) -> Iterator[tuple[str, int]]:
        """The letters of those kinds whose passages have a term, with how many have it."""
        counts = self._held(term.field, term.term)
        for (kind, letter), held in zip(_LETTERS.items(), counts, strict=True):
            if held and (not kinds or kind in kinds):
                yield letter, held

    def _rows_of(self, query: Query, wanted: int) -> NDArray[np.int64]:
        hits = self._searcher.search(query, limit=wanted, count=False).hits
        found = self._searcher.fast_field_values("row", [address for _, address in hits])
        return np.array(found, np.int64)


_NONE = np.zeros(0, np.bool_)


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for field in FIELDS:
        builder.add_text_field(
            field, stored=False, tokenizer_name="whitespace", index_option="freq"
        )
    builder.add_unsigned_field("row", stored=False, indexed=True, fast=True)
    builder.add_unsigned_field("document", stored=False, indexed=True)
    builder.add_unsigned_field("state", stored=False, fast=True)
    return builder.build()


def _marked(searcher: tantivy.Searcher, schema: tantivy.Schema) -> int:
    """The number of the state that a commit names; 0 if nothing was committed yet."""
    hits = searcher.search(Query.term_query(schema, "row", _MARK), limit=1).hits
    numbers = searcher.fast_field_values("state", [hit[1] for hit in hits])
    return int(numbers[0] or 0) if numbers else 0


def _delete(writer: tantivy.IndexWriter, schema: tantivy.Schema, row: int) -> None:
    # Deleting by term takes every number for a signed one and finds nothing.
    writer.delete_documents_by_query(Query.term_query(schema, "row", row))


def _state(number: int) -> str:
    return f"state-{number}.npz"
