"""A keyword index in memory: exact BM25 over plain dictionaries, for tests and small libraries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from index.contracts import Hit, KeywordQuery, Passage, PassageKind
from index.keyword_terms import (
    FIELDS,
    KeywordSettings,
    Terms,
    bm25,
    ceiling,
    inverse_document_frequency,
    keyword_settings,
    passage_terms,
    query_terms,
)
from index.ranking import best_hits, best_of_any

__all__ = ["MemoryKeywordIndex"]


class MemoryKeywordIndex:
    """Implements ``KeywordIndex``; nothing is kept on disk."""

    def __init__(self, settings: KeywordSettings | None = None) -> None:
        self._settings = settings or keyword_settings()
        self._terms: dict[str, Terms] = {}
        self._labels: dict[str, tuple[str, PassageKind]] = {}
        self._holders: dict[tuple[str, str], set[str]] = defaultdict(set)

    def __len__(self) -> int:
        return len(self._terms)

    def update(self, *, add: Sequence[Passage], remove: Sequence[str]) -> None:
        """Remove passages, then add; a passage with a known id takes the old one's place."""
        made = [(passage, passage_terms(passage)) for passage in add]
        for passage_id in (*remove, *(passage.id for passage in add)):
            self._forget(passage_id)
        for passage, terms in made:
            self._terms[passage.id] = terms
            self._labels[passage.id] = (passage.document, passage.kind)
            for field, counts in terms.items():
                for term in counts:
                    self._holders[field, term].add(passage.id)

    def search(self, query: KeywordQuery, k: int) -> list[Hit]:
        """The best ``k`` passages, best first."""
        names = sorted(self._terms)
        place = {name: position for position, name in enumerate(names)}
        lengths = {
            field: np.array([self._terms[name][field].total() for name in names], np.float32)
            for field in FIELDS
        }
        scores = np.zeros(len(names), np.float32)
        for asked in query_terms(query, self._settings):
            holders = self._holders.get((asked.field, asked.term))
            if not holders:
                continue
            at = np.array(sorted(place[name] for name in holders))
            counts = np.array(
                [self._terms[names[p]][asked.field][asked.term] for p in at], np.float32
            )
            scores[at] += asked.weight * bm25(
                counts,
                lengths[asked.field][at],
                mean_length=float(lengths[asked.field].mean()),
                idf=inverse_document_frequency(len(names), len(holders)),
                settings=self._settings,
            )
        for name in names:
            document, kind = self._labels[name]
            if (query.kinds and kind not in query.kinds) or (
                query.allow is not None and document not in query.allow
            ):
                scores[place[name]] = 0.0
        return best_hits(scores, names, k, above=0.0)

    def search_any(self, queries: Sequence[KeywordQuery], k: int) -> list[Hit]:
        """The best ``k`` passages by any of the queries, best first."""
        return best_of_any([self.search(query, k) for query in queries], k)

    def ceiling(self, query: KeywordQuery) -> float:
        """What a passage would score that had every syllable of the question over and over."""
        return ceiling(
            query,
            self._settings,
            len(self._terms),
            self.holding,
        )

    def holding(self, field: str, term: str) -> int:
        """In how many passages a term stands in a field."""
        return len(self._holders.get((field, term), ()))

    def terms(self, field: str) -> Iterator[tuple[str, int]]:
        """Every term of a field with the number of passages it stands in, in order of term."""
        for where, term in sorted(self._holders):
            if where == field and self._holders[where, term]:
                yield term, len(self._holders[where, term])

    def clear(self) -> None:
        """Forget everything."""
        self._terms.clear()
        self._labels.clear()
        self._holders.clear()

    def refresh(self) -> None:
        """Nothing to see: no other process writes here."""

    def _forget(self, passage_id: str) -> None:
        terms = self._terms.pop(passage_id, None)
        if terms is None:
            return
        del self._labels[passage_id]
        for field, counts in terms.items():
            for term in counts:
                self._holders[field, term].discard(passage_id)
