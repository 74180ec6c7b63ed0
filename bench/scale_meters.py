"""A library whose ports are timed: how much of a question is embedding, words and vectors."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from index.catalogue import Catalogue
from index.contracts import (
    Embedder,
    Hit,
    KeywordIndex,
    KeywordQuery,
    Passage,
    PassageKind,
    VectorIndex,
    Vectors,
)
from index.library import Library
from index.library_store import LibraryStore

__all__ = ["Metered", "Spent", "metered"]

_PARTS: Final = ("embedding", "keyword", "vector")
_T = TypeVar("_T")


class Spent:
    """Milliseconds of a question in each part, since :meth:`start`; one question at a time.

    The legs run in threads of their own, side by side, so that the parts may come to more than the
    whole.
    """

    def __init__(self) -> None:
        self.parts = dict.fromkeys(_PARTS, 0.0)
        self._lock = threading.Lock()

    def start(self) -> None:
        """Begin a question."""
        self.parts = dict.fromkeys(_PARTS, 0.0)

    def timed(self, part: str, run: Callable[[], _T]) -> _T:
        """Run, and count the time for a part."""
        began = time.perf_counter()
        try:
            return run()
        finally:
            with self._lock:
                self.parts[part] += (time.perf_counter() - began) * 1000


class _Keywords:
    """A keyword index, timed."""

    def __init__(self, port: KeywordIndex, spent: Spent) -> None:
        self._port = port
        self._spent = spent

    def __len__(self) -> int:
        return len(self._port)

    def update(self, *, add: Sequence[Passage], remove: Sequence[str]) -> None:
        self._port.update(add=add, remove=remove)

    def search(self, query: KeywordQuery, k: int) -> list[Hit]:
        return self._spent.timed("keyword", lambda: self._port.search(query, k))

    def search_any(self, queries: Sequence[KeywordQuery], k: int) -> list[Hit]:
        return self._spent.timed("keyword", lambda: self._port.search_any(queries, k))

    def ceiling(self, query: KeywordQuery) -> float:
        return self._spent.timed("keyword", lambda: self._port.ceiling(query))

    def holding(self, field: str, term: str) -> int:
        return self._spent.timed("keyword", lambda: self._port.holding(field, term))

    def terms(self, field: str) -> Iterator[tuple[str, int]]:
        return self._port.terms(field)

    def clear(self) -> None:
        self._port.clear()

    def refresh(self) -> None:
        self._port.refresh()


class _Vectors:
    """A vector index, timed."""

    def __init__(self, port: VectorIndex, spent: Spent) -> None:
        self._port = port
        self._spent = spent

    def __len__(self) -> int:
        return len(self._port)

    def update(self, *, add: Sequence[str], vectors: Vectors, remove: Sequence[str]) -> None:
        self._port.update(add=add, vectors=vectors, remove=remove)

    def search(
        self,
        vector: Vectors,
        k: int,
        *,
        kinds: frozenset[PassageKind] = frozenset(),
        documents: frozenset[str] | None = None,
    ) -> list[Hit]:
        return self._spent.timed(
            "vector", lambda: self._port.search(vector, k, kinds=kinds, documents=documents)
        )

    def clear(self) -> None:
        self._port.clear()

    def refresh(self) -> None:
        self._port.refresh()


class _Embedder:
    """An embedder, timed."""

    def __init__(self, port: Embedder, spent: Spent) -> None:
        self._port = port
        self._spent = spent

    @property
    def name(self) -> str:
        return self._port.name

    @property
    def dimension(self) -> int:
        return self._port.dimension

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._port.passages(texts)

    def query(self, text: str) -> Vectors:
        return self._spent.timed("embedding", lambda: self._port.query(text))

    def pieces(self, text: str) -> list[tuple[int, int]]:
        return self._port.pieces(text)


@dataclass(eq=False)
class Metered:
    """What a question needs of a library, timed."""

    store: LibraryStore
    catalogue: Catalogue
    keywords: KeywordIndex
    vectors: VectorIndex
    embedder: Embedder
    spent: Spent = field(default_factory=Spent)


def metered(library: Library) -> Metered:
    """The library with its ports timed."""
    spent = Spent()
    return Metered(
        store=library.store,
        catalogue=library.catalogue,
        keywords=_Keywords(library.keywords, spent),
        vectors=_Vectors(library.vectors, spent),
        embedder=_Embedder(library.embedder, spent),
        spent=spent,
    )
