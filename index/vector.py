"""The vector index on disk: FAISS, flat and exact, in one file beside the passage ids.

Flat search is exact and takes some 10 ms per 100,000 vectors; a search among few allowed passages
looks at those alone. The file is written beside the old one and put in its place, so a reader or a
crash sees the old or the new one, whole.
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from index.contracts import Hit, PassageKind, Vectors
from index.faiss_parts import Flat
from index.labels import Labels
from index.vector_exact import check_update
from standards.errors import CorruptLibrary

__all__ = ["FaissVectorIndex"]


class FaissVectorIndex:
    """Implements ``VectorIndex`` in one file, or in memory only if ``path`` is None."""

    def __init__(self, path: Path | None, dimension: int) -> None:
        self._path = path
        self._dimension = dimension
        self._seen: tuple[int, int] | None = None
        self._index = Flat.empty(dimension)
        self._names: dict[int, str] = {}
        self._numbers: dict[str, int] = {}
        self._places = np.zeros(0, np.int64)
        self._labels = Labels([])
        self.refresh()

    def __len__(self) -> int:
        return len(self._numbers)

    def update(self, *, add: Sequence[str], vectors: Vectors, remove: Sequence[str]) -> None:
        """Remove passages, then add; a passage with a known id takes the old one's place."""
        check_update(add, vectors, self._dimension)
        if not add and not remove:
            return
        gone = sorted({self._numbers[name] for name in (*remove, *add) if name in self._numbers})
        lost = set(gone)
        names = {number: name for number, name in self._names.items() if number not in lost}
        first = max(self._names, default=-1) + 1
        fresh = np.arange(first, first + len(add), dtype=np.int64)
        index = self._index.changed(np.array(gone, np.int64), vectors, fresh)
        names.update(zip(fresh.tolist(), add, strict=True))
        self._write(index, names)
        self._take(index, names)

    def search(
        self,
        vector: Vectors,
        k: int,
        *,
        kinds: frozenset[PassageKind] = frozenset(),
        documents: frozenset[str] | None = None,
    ) -> list[Hit]:
        """The best ``k`` passages for one vector, best first; equal scores in order of id."""
        index, names, labels, numbers = self._index, self._names, self._labels, self._places
        wanted = min(k, len(names))
        allowed = None
        mask = labels.mask(kinds, documents)
        if mask is not None:
            allowed = numbers[mask]
            wanted = min(wanted, len(allowed))
        if wanted < 1:
            return []
        scores, found = index.search(vector, wanted, allowed)
        pairs = [
            (float(score), names[number])
            for score, number in zip(scores.tolist(), found.tolist(), strict=True)
            if number >= 0
        ]
        pairs.sort(key=lambda pair: (-pair[0], pair[1]))
        return [Hit(name, score, rank) for rank, (score, name) in enumerate(pairs, 1)]

    def vectors(self) -> Iterator[tuple[list[str], Vectors]]:
        """All passages with their vectors, in portions."""
        for numbers, vectors in self._index.vectors():
            yield [self._names[number] for number in numbers.tolist()], vectors

    def clear(self) -> None:
        """Forget everything."""
        index = Flat.empty(self._dimension)
        self._write(index, {})
        self._take(index, {})

    def refresh(self) -> None:
        """See what has been written since, by this or another process. Raises CorruptLibrary."""
        if self._path is None or not self._path.is_file():
            return
        status = self._path.stat()
        mark = (status.st_mtime_ns, status.st_ino)
        if mark == self._seen:
            return
        try:
            with self._path.open("rb") as stream, np.load(stream, allow_pickle=False) as data:
                index = Flat.unpacked(data["index"])
                names = dict(zip(data["numbers"].tolist(), data["names"].tolist(), strict=True))
        except (OSError, ValueError, KeyError, RuntimeError, zipfile.BadZipFile) as error:
            raise CorruptLibrary(
                f"the vector index {self._path.name} cannot be read ({error}); "
                "run: trachuan rebuild"
            ) from error
        if index.dimension != self._dimension:
            raise CorruptLibrary(
                f"the vector index has {index.dimension} dimensions, the embedding model "
                f"{self._dimension}; run: trachuan rebuild"
            )
        self._take(index, names)
        self._seen = mark

    def _take(self, index: Flat, names: dict[int, str]) -> None:
        self._index = index
        self._names = names
        self._numbers = {name: number for number, name in names.items()}
        self._places = np.fromiter(names, np.int64, len(names))
        self._labels = Labels(list(names.values()))

    def _write(self, index: Flat, names: dict[int, str]) -> None:
        if self._path is None:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        scratch = self._path.with_name(f".{self._path.name}.{os.getpid()}")
        with scratch.open("wb") as stream:
            np.savez(
                stream,
                index=index.packed(),
                numbers=np.array(list(names), dtype=np.int64),
                names=np.array(list(names.values()), dtype=np.str_),
            )
            stream.flush()
            os.fsync(stream.fileno())
        scratch.replace(self._path)
        status = self._path.stat()
        self._seen = (status.st_mtime_ns, status.st_ino)
