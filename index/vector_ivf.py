"""The vector index for large libraries: clusters in 4 bits, compared again in 16.

::

    vectors.f16              every vector, appended, mapped and not read
    clusters-N-KIND.faiss    the rows of a kind up to a point, in clusters; all kinds' are written
                             anew when many have come since; a kind with few rows has none
    state.npz                what counts of both; put in place last
    names.utf8 …             which row is which passage (index.rows)

A search visits the nearest clusters of a kind and the few rows that came since; what a filter
leaves little of is compared row by row. A change appends; a removed passage leaves a dead row until
a rebuild.
"""

from __future__ import annotations

import math
import shutil
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.contracts import Hit, PassageKind, Vectors
from index.faiss_parts import Clusters
from index.ivf_view import VECTORS, IvfSettings, View, ivf_settings, mapped_vectors
from index.rows import Rows, State, append, read_state, write_at, write_state
from index.vector_exact import check_update
from standards.errors import CorruptLibrary

__all__ = ["IvfSettings", "IvfVectorIndex", "ivf_settings"]

_STATE = "state.npz"
_PORTION = 20_000
"""Vectors held in memory at a time while clusters are filled."""
_MOST_CLUSTERS, _SAMPLED, _LEARNABLE = 4096, 48, 16
"""Clusters at most; vectors a cluster that they are learnt from; fewer vectors teach nothing."""
_NOTHING = State(alive=np.zeros(0, np.bool_))


class IvfVectorIndex:
    """Implements ``VectorIndex`` in a folder; see the module."""

    def __init__(self, folder: Path, dimension: int, settings: IvfSettings | None = None) -> None:
        self._folder = folder
        self._dimension = dimension
        self._settings = settings or ivf_settings()
        self._seen: tuple[int, int] | None = None
        self._view = View(folder, dimension, _NOTHING, {}, self._settings)
        self.refresh()

    def __len__(self) -> int:
        return self._view.rows.living

    @property
    def dead(self) -> int:
        """How many rows of removed passages its files have."""
        return self._view.rows.dead

    def update(self, *, add: Sequence[str], vectors: Vectors, remove: Sequence[str]) -> None:
        """Remove passages, then add; a passage with a known id takes the old one's place."""
        check_update(add, vectors, self._dimension)
        if not add and not remove:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        held = self._view
        gone = held.rows.find([*remove, *add])
        size = 2 * self._dimension
        write_at(self._folder / VECTORS, held.rows.count * size, vectors.astype(np.float16))
        rows = append(held.rows, add, gone)
        state = State(alive=rows.alive, base=held.state.base, part=held.state.part)
        clusters: Mapping[PassageKind, Clusters] = held.clusters
        if self._many_wait(rows.count, state.base):
            state, clusters = self._clustered(rows, state)
        self._commit(state, clusters)

    def search(
        self,
        vector: Vectors,
        k: int,
        *,
        kinds: frozenset[PassageKind] = frozenset(),
        documents: frozenset[str] | None = None,
    ) -> list[Hit]:
        """The best ``k`` passages for one vector, best first; equal scores in order of id."""
        return self._view.search(vector, k, kinds, documents)

    def vectors(self) -> Iterator[tuple[list[str], Vectors]]:
        """All passages with their vectors, in portions."""
        rows = self._view.rows
        for first in range(0, rows.count, _PORTION):
            living = first + np.flatnonzero(rows.alive[first : first + _PORTION])
            yield (
                [rows.name(row) for row in living.tolist()],
                self._view.vectors[living].astype(np.float32),
            )

    def clear(self) -> None:
        """Forget everything."""
        shutil.rmtree(self._folder, ignore_errors=True)
        self._seen = None
        self._view = View(self._folder, self._dimension, _NOTHING, {}, self._settings)

    def refresh(self) -> None:
        """See what has been written since, by this or another process. Raises CorruptLibrary."""
        path = self._folder / _STATE
        mark = _mark(path)
        if mark is None or mark == self._seen:
            return
        try:
            state = read_state(path)
            held = self._view
            kept = state.part == held.state.part
            clusters = held.clusters if kept else _read_clusters(self._folder, state.part)
            self._check_size(state)
            view = View(self._folder, self._dimension, state, clusters, self._settings)
        except (OSError, ValueError, KeyError, RuntimeError, zipfile.BadZipFile) as error:
            if _mark(path) != mark:
                self.refresh()  # a writer has just put other clusters in place
                return
            raise CorruptLibrary(
                f"the vector index in {self._folder.name}/ cannot be read ({error}); "
                "run: trachuan rebuild"
            ) from error
        self._view, self._seen = view, mark
        if _mark(path) != mark:
            self.refresh()  # and so maybe while they were read

    def _check_size(self, state: State) -> None:
        ends = len(state.alive) * 2 * self._dimension
        if state.dimension != self._dimension:
            raise CorruptLibrary(
                f"the vector index has {state.dimension} dimensions, the embedding model "
                f"{self._dimension}; run: trachuan rebuild"
            )
        if ends > (self._folder / VECTORS).stat().st_size:
            raise ValueError(f"{VECTORS} is cut short")

    def _many_wait(self, count: int, base: int) -> bool:
        chosen = self._settings
        waiting = max(chosen.waiting, chosen.waiting_share * base)
        return count >= chosen.clustered_from and count - base >= min(waiting, count)

    def _clustered(self, rows: Rows, state: State) -> tuple[State, dict[PassageKind, Clusters]]:
        """The rows of each kind that has many in clusters, in files of their own; the old ones stay
        until the commit.
        """
        part = state.part + 1
        for left in self._folder.glob(_part(part, "*")):
            left.unlink()  # by a writer that was killed before its commit
        old = _read_clusters(self._folder, state.part)
        made: dict[PassageKind, Clusters] = {}
        for kind in PassageKind:
            living = np.flatnonzero(rows.mask(frozenset({kind}), None))
            if kind not in old and len(living) <= max(self._settings.few, _LEARNABLE):
                continue
            made[kind] = self._filled(living, old.get(kind), state.base)
            made[kind].write(self._folder / _part(part, kind.value))
        if not made:
            return state, made
        return State(alive=rows.alive, base=rows.count, part=part), made

    def _filled(self, living: NDArray[np.int64], old: Clusters | None, base: int) -> Clusters:
        """Those rows in clusters: in the old ones, which have the rows before ``base``, while they
        are as many as there should be.
        """
        vectors = mapped_vectors(self._folder, int(living.max(initial=-1)) + 1, self._dimension)
        wanted = min(_MOST_CLUSTERS, 1 << round(math.log2(4 * math.sqrt(max(len(living), 1)))))
        clusters = old
        if clusters is None or (wanted > clusters.count and len(living) > _LEARNABLE):
            chance = np.random.default_rng(len(living))
            sample = chance.choice(living, min(len(living), _SAMPLED * wanted), replace=False)
            clusters = Clusters.trained(vectors[np.sort(sample)].astype(np.float32), wanted)
        else:
            living = living[living >= base]
        for first in range(0, len(living), _PORTION):
            among = living[first : first + _PORTION]
            clusters.add(vectors[among].astype(np.float32), among)
        return clusters

    def _commit(self, state: State, clusters: Mapping[PassageKind, Clusters]) -> None:
        old = self._view.state.part
        path = self._folder / _STATE
        write_state(path, replace(state, dimension=self._dimension))
        self._view = View(self._folder, self._dimension, state, clusters, self._settings)
        self._seen = _mark(path)
        if old != state.part:
            kept = {_part(state.part, kind.value) for kind in clusters}
            for path in self._folder.glob("clusters-*.faiss"):
                if path.name not in kept:
                    path.unlink(missing_ok=True)


def _mark(path: Path) -> tuple[int, int] | None:
    """Tells one version of a file from the next; None if there is no file."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_mtime_ns, status.st_ino


def _part(number: int | str, kind: str) -> str:
    return f"clusters-{number}-{kind}.faiss"


def _read_clusters(folder: Path, part: int) -> dict[PassageKind, Clusters]:
    """The clusters of each kind that has some. Raises OSError, RuntimeError."""
    if not part:
        return {}
    if (folder / f"clusters-{part}.faiss").exists():
        raise RuntimeError("its clusters are those of an earlier version")
    paths = {kind: folder / _part(part, kind.value) for kind in PassageKind}
    found = {kind: Clusters.read(path) for kind, path in paths.items() if path.exists()}
    if not found:
        raise RuntimeError("its clusters are missing")
    return found
