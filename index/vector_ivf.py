"""The vector index for large libraries: clusters in 8 bits, compared again in 16.

::

    vectors.f16          every vector, appended, mapped and not read
    clusters-N.faiss     the rows up to a point, in clusters; written anew when many have come since
    state.npz            what counts of both; put in place last
    names.utf8 …         which row is which passage (index.rows)

A search visits the nearest clusters and the few rows that came since; what a filter leaves little
of is compared row by row. A change appends; a removed passage leaves a dead row until a rebuild.
"""

from __future__ import annotations

import math
import shutil
import tomllib
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.contracts import Hit, PassageKind, Vectors
from index.faiss_parts import Clusters
from index.ranking import best_hits
from index.rows import Rows, State, append, mapped, read_state, write_at, write_state
from index.vector_exact import check_update
from standards.errors import CorruptLibrary

__all__ = ["IvfSettings", "IvfVectorIndex", "ivf_settings"]

_STATE, _VECTORS = "state.npz", "vectors.f16"
_PORTION = 20_000
"""Vectors held in memory at a time while clusters are filled."""
_MOST_CLUSTERS, _SAMPLED = 4096, 48


@dataclass(frozen=True, slots=True, kw_only=True)
class IvfSettings:
    """``[ivf]`` of ``data/engines.toml``, where each number is explained."""

    clustered_from: int
    probes: int
    deeper: int
    least: int
    selective: float
    few: int
    waiting: int
    waiting_share: float


@cache
def ivf_settings() -> IvfSettings:
    """The settings in use."""
    data = tomllib.loads((files("index") / "data" / "engines.toml").read_text(encoding="utf-8"))
    return IvfSettings(**data["ivf"])


class IvfVectorIndex:
    """Implements ``VectorIndex`` in a folder; see the module."""

    def __init__(self, folder: Path, dimension: int, settings: IvfSettings | None = None) -> None:
        self._folder = folder
        self._dimension = dimension
        self._settings = settings or ivf_settings()
        self._seen: tuple[int, int] | None = None
        self._view = _View(folder, dimension, _NOTHING, None, self._settings)
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
        write_at(self._folder / _VECTORS, held.rows.count * size, vectors.astype(np.float16))
        rows = append(held.rows, add, gone)
        state = State(alive=rows.alive, base=held.state.base, part=held.state.part)
        clusters = held.clusters
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
        self._view = _View(self._folder, self._dimension, _NOTHING, None, self._settings)

    def refresh(self) -> None:
        """See what has been written since, by this or another process. Raises CorruptLibrary."""
        path = self._folder / _STATE
        mark = _mark(path)
        if mark is None or mark == self._seen:
            return
        try:
            state = read_state(path)
            clusters = self._view.clusters if state.part == self._view.state.part else None
            if state.part and clusters is None:
                clusters = Clusters.read(self._folder / _part(state.part))
            self._check_size(state)
            view = _View(self._folder, self._dimension, state, clusters, self._settings)
        except (OSError, ValueError, KeyError, RuntimeError, zipfile.BadZipFile) as error:
            if _mark(path) != mark:
                self.refresh()  # a writer has just put other clusters in place
                return
            raise CorruptLibrary(
                f"the vector index in {self._folder.name}/ cannot be read ({error}); "
                "run: trachuan rebuild"
            ) from error
        self._view, self._seen = view, mark

    def _check_size(self, state: State) -> None:
        ends = len(state.alive) * 2 * self._dimension
        if state.dimension != self._dimension:
            raise CorruptLibrary(
                f"the vector index has {state.dimension} dimensions, the embedding model "
                f"{self._dimension}; run: trachuan rebuild"
            )
        if ends > (self._folder / _VECTORS).stat().st_size:
            raise ValueError(f"{_VECTORS} is cut short")

    def _many_wait(self, count: int, base: int) -> bool:
        chosen = self._settings
        waiting = max(chosen.waiting, chosen.waiting_share * base)
        return count >= chosen.clustered_from and count - base >= min(waiting, count)

    def _clustered(self, rows: Rows, state: State) -> tuple[State, Clusters]:
        """All rows in clusters, in a file of their own; the old one stays until the commit."""
        vectors = _mapped_vectors(self._folder, rows.count, self._dimension)
        wanted = min(_MOST_CLUSTERS, 1 << round(math.log2(4 * math.sqrt(rows.living))))
        clusters = Clusters.read(self._folder / _part(state.part)) if state.part else None
        first = state.base
        if clusters is None or wanted > clusters.count:
            chance = np.random.default_rng(rows.count)
            living = np.flatnonzero(rows.alive)
            sample = chance.choice(living, min(len(living), _SAMPLED * wanted), replace=False)
            clusters, first = Clusters.trained(vectors[np.sort(sample)].astype("f4"), wanted), 0
        for start in range(first, rows.count, _PORTION):
            among = start + np.flatnonzero(rows.alive[start : min(start + _PORTION, rows.count)])
            clusters.add(vectors[among].astype(np.float32), among)
        clusters.write(self._folder / _part(state.part + 1))
        return State(alive=rows.alive, base=rows.count, part=state.part + 1), clusters

    def _commit(self, state: State, clusters: Clusters | None) -> None:
        old = self._view.state.part
        path = self._folder / _STATE
        write_state(path, replace(state, dimension=self._dimension))
        self._view = _View(self._folder, self._dimension, state, clusters, self._settings)
        self._seen = _mark(path)
        if old != state.part:
            for path in self._folder.glob(_part("*")):
                if path.name != _part(state.part):
                    path.unlink(missing_ok=True)


class _View:
    """One state, for searching."""

    def __init__(
        self,
        folder: Path,
        dimension: int,
        state: State,
        clusters: Clusters | None,
        settings: IvfSettings,
    ) -> None:
        self.state = state
        self.clusters = clusters
        self.rows = Rows(folder, state.alive)
        self.vectors = _mapped_vectors(folder, self.rows.count, dimension)
        self._settings = settings
        self._few: dict[frozenset[PassageKind], tuple[NDArray[np.int64], Vectors]] = {}
        self._recent = self.vectors[state.base :].astype(np.float32) if state.base else None

    def search(
        self,
        vector: Vectors,
        k: int,
        kinds: frozenset[PassageKind],
        documents: frozenset[str] | None,
    ) -> list[Hit]:
        allowed = None
        count = self.rows.count
        if kinds or documents is not None or self.rows.living < count:
            allowed = self.rows.mask(kinds, documents)
            count = int(np.count_nonzero(allowed))
        if k < 1 or not count:
            return []
        few = count <= max(k, self._settings.few)
        if kinds and documents is None and few:
            rows, vectors = self._few_of(kinds)
            return self._best(rows, np.einsum("ij,j->i", vectors, vector), k)
        if self.clusters is None or few:
            rows = np.arange(count) if allowed is None else np.flatnonzero(allowed)
            return self._best(rows, self._compared(rows, vector), k)
        return self._near(vector, k, allowed, count)

    def _few_of(self, kinds: frozenset[PassageKind]) -> tuple[NDArray[np.int64], Vectors]:
        """The rows of kinds that have few, and their vectors: every question compares them all, so
        they are kept as they are compared."""
        held = self._few.get(kinds)
        if held is None:
            rows = np.flatnonzero(self.rows.mask(kinds, None))
            held = self._few[kinds] = rows, self.vectors[rows].astype(np.float32)
        return held

    def _near(
        self, vector: Vectors, k: int, allowed: NDArray[np.bool_] | None, count: int
    ) -> list[Hit]:
        """By clusters, or all of them where a filter leaves little or too little was found."""
        assert self.clusters is not None
        chosen, base = self._settings, self.state.base
        wanted = max(chosen.deeper * k, chosen.least)
        among = None if allowed is None else allowed[:base]
        every = self.clusters.count
        probes = every if count <= chosen.selective * self.rows.living else chosen.probes
        rows = self.clusters.search(vector, wanted, probes=probes, among=among)
        if len(rows) < min(k, count) and probes < every:
            rows = self.clusters.search(vector, wanted, probes=every, among=among)
        scores = self._compared(rows, vector)
        if self._recent is not None and len(self._recent):
            recent = np.arange(base, self.rows.count)
            near = np.einsum("ij,j->i", self._recent, vector)
            if allowed is not None:
                recent, near = recent[allowed[base:]], near[allowed[base:]]
            rows, scores = np.concatenate([rows, recent]), np.concatenate([scores, near])
        return self._best(rows, scores, k)

    def _compared(self, rows: NDArray[np.int64], vector: Vectors) -> NDArray[np.float32]:
        """Inner products, in portions that fit into the processor's cache."""
        scores = np.empty(len(rows), np.float32)
        for first in range(0, len(rows), 2_000):
            part = rows[first : first + 2_000]
            near = self.vectors[part].astype(np.float32)
            scores[first : first + 2_000] = np.einsum("ij,j->i", near, vector)
        return scores

    def _best(self, rows: NDArray[np.int64], scores: NDArray[np.float32], k: int) -> list[Hit]:
        if len(rows) > k:
            keep = scores >= np.partition(scores, -k)[-k]
            rows, scores = rows[keep], scores[keep]
        return best_hits(scores, [self.rows.name(row) for row in rows.tolist()], k)


_NOTHING = State(alive=np.zeros(0, np.bool_))


def _mapped_vectors(folder: Path, count: int, dimension: int) -> NDArray[np.float16]:
    return mapped(folder / _VECTORS, np.float16, count * dimension).reshape(count, dimension)


def _mark(path: Path) -> tuple[int, int] | None:
    """Tells one version of a file from the next; None if there is no file."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_mtime_ns, status.st_ino


def _part(number: int | str) -> str:
    return f"clusters-{number}.faiss"
