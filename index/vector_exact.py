"""A vector index in memory: NumPy's inner products, nothing approximate, for tests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from index.contracts import Hit, PassageKind, Vectors
from index.labels import Labels
from index.ranking import best_hits

__all__ = ["ExactVectorIndex", "check_update"]


class ExactVectorIndex:
    """Implements ``VectorIndex``; nothing is kept on disk."""

    def __init__(self, dimension: int) -> None:
        self._dimension = dimension
        self._names: list[str] = []
        self._vectors: Vectors = np.zeros((0, dimension), np.float32)

    def __len__(self) -> int:
        return len(self._names)

    def update(self, *, add: Sequence[str], vectors: Vectors, remove: Sequence[str]) -> None:
        """Remove passages, then add; a passage with a known id takes the old one's place."""
        check_update(add, vectors, self._dimension)
        gone = {*remove, *add}
        kept = [place for place, name in enumerate(self._names) if name not in gone]
        self._names = [self._names[place] for place in kept] + list(add)
        self._vectors = np.concatenate([self._vectors[kept], vectors.astype(np.float32)])

    def search(
        self,
        vector: Vectors,
        k: int,
        *,
        kinds: frozenset[PassageKind] = frozenset(),
        documents: frozenset[str] | None = None,
    ) -> list[Hit]:
        """The best ``k`` passages for one vector, best first."""
        scores = (self._vectors @ vector).astype(np.float32)
        wanted = Labels(self._names).mask(kinds, documents)
        if wanted is not None:
            scores[~wanted] = -np.inf
        return best_hits(scores, self._names, k)

    def vectors(self) -> Iterator[tuple[list[str], Vectors]]:
        """All passages with their vectors, in portions."""
        if self._names:
            yield list(self._names), self._vectors

    def clear(self) -> None:
        """Forget everything."""
        self._names = []
        self._vectors = np.zeros((0, self._dimension), np.float32)

    def refresh(self) -> None:
        """Nothing to see: no other process writes here."""


def check_update(add: Sequence[str], vectors: Vectors, dimension: int) -> None:
    """Raise ValueError unless there is one vector of the right length for each name, each once."""
    if vectors.shape != (len(add), dimension):
        raise ValueError(
            f"{len(add)} names need vectors {(len(add), dimension)}, got {vectors.shape}"
        )
    if len(set(add)) != len(add):
        raise ValueError("a passage id stands twice in one update")
