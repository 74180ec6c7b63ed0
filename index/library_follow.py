"""Brings the indexes of a library to what its store holds, in portions.

What is held in memory does not grow with the library: some thousands of passages with their terms,
and the vectors that the next update of the vector index brings. Every update is whole, so a process
killed in between leaves indexes that lag; the next one starts from the manifest's generation again,
its vectors remembered (:mod:`index.embedder_remembering`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

import numpy as np

from index.contracts import Embedder, KeywordIndex, VectorIndex, Vectors
from index.keyword_terms import passage_words
from index.library_store import LibraryStore

__all__ = ["PORTION", "Progress", "VectorWriter", "follow", "portions"]

PORTION = 10_000
"""Passages whose words are held in memory together."""
_EMBEDDED = 512
"""Passages that are embedded together: of one portion, those of about the same length."""
_WRITTEN = 100_000
"""Vectors that one update brings, 150 MB of them: the exact index writes its whole file each time.
"""

Progress = Callable[[int, int], None]
"""Called with how many passages are done, of how many."""
_T = TypeVar("_T")


def follow(
    store: LibraryStore,
    keywords: KeywordIndex,
    vectors: VectorIndex,
    embedder: Embedder,
    *,
    since: int,
    progress: Progress | None = None,
) -> None:
    """Let both indexes show what was put and removed after the generation ``since``. The caller
    holds the writer's lock and notes the generation reached.
    """
    total, removed = store.change_count(since)
    if not total and not removed:
        return
    gone = store.gone_since(since)
    writer = VectorWriter(vectors, embedder.dimension, gone)
    if not total:
        keywords.update(add=(), remove=gone)
    done = 0
    for portion in portions(store.put_since(since), PORTION):
        keywords.update(add=portion, remove=() if done else gone)
        texts = {passage.id: passage_words(passage) for passage in portion}
        ordered = sorted(texts, key=lambda name: len(texts[name]))
        for part in portions(ordered, _EMBEDDED):
            writer.add(part, embedder.passages([texts[name] for name in part]))
            done += len(part)
            if progress is not None:
                progress(done, total)
    writer.finish()


class VectorWriter:
    """Collects vectors and hands them to an index in few, large updates; the first of them takes
    the passages ``gone`` out.
    """

    def __init__(self, index: VectorIndex, dimension: int, gone: Sequence[str] = ()) -> None:
        self._index = index
        self._nothing = np.zeros((0, dimension), np.float32)
        self._gone = gone
        self._names: list[str] = []
        self._parts: list[Vectors] = []

    def add(self, names: Sequence[str], vectors: Vectors) -> None:
        """Take these; written when enough have come together."""
        self._names += names
        self._parts.append(vectors)
        if len(self._names) >= _WRITTEN:
            self.finish()

    def finish(self) -> None:
        """Write what is left."""
        if not self._names and not self._gone:
            return
        vectors = np.concatenate([self._nothing, *self._parts])
        self._parts = []
        self._index.update(add=self._names, vectors=vectors, remove=self._gone)
        self._names, self._gone = [], ()


def portions(values: Iterable[_T], size: int) -> Iterator[list[_T]]:
    """The values in lists of that size; the last may be shorter."""
    rest = iter(values)
    while portion := list(islice(rest, size)):
        yield portion
