"""One state of the clustered vector index, for searching; :mod:`index.vector_ivf` writes it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.contracts import Hit, PassageKind, Vectors
from index.faiss_parts import Clusters, Halves
from index.ranking import best_hits
from index.rows import Rows, State, mapped

__all__ = ["VECTORS", "IvfSettings", "View", "ivf_settings", "mapped_vectors"]

VECTORS = "vectors.f16"
_COMPARED = 2_000
"""Vectors compared at a time: they fit into the processor's cache."""

_Near = tuple[NDArray[np.int64], NDArray[np.float32]]
"""Rows and their inner products."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IvfSettings:
    """``[ivf]`` of ``data/engines.toml``, where each number is explained."""

    clustered_from: int
    probes: int
    deeper: int
    least: int
    least_share: float
    selective: float
    few: int
    waiting: int
    waiting_share: float


@cache
def ivf_settings() -> IvfSettings:
    """The settings in use."""
    data = tomllib.loads((files("index") / "data" / "engines.toml").read_text(encoding="utf-8"))
    return IvfSettings(**data["ivf"])


def mapped_vectors(folder: Path, count: int, dimension: int) -> NDArray[np.float16]:
    """The vectors of the first ``count`` rows, mapped. Raises ValueError, OSError."""
    return mapped(folder / VECTORS, np.float16, count * dimension).reshape(count, dimension)


class View:
    """The rows that count and the clusters of the kinds that have some."""

    def __init__(
        self,
        folder: Path,
        dimension: int,
        state: State,
        clusters: Mapping[PassageKind, Clusters],
        settings: IvfSettings,
    ) -> None:
        self.state = state
        self.clusters = clusters
        self.rows = Rows(folder, state.alive)
        self.vectors = mapped_vectors(folder, self.rows.count, dimension)
        self._settings = settings
        self._kept: dict[PassageKind, tuple[NDArray[np.int64], Halves]] = {}

    def search(
        self,
        vector: Vectors,
        k: int,
        kinds: frozenset[PassageKind],
        documents: frozenset[str] | None,
    ) -> list[Hit]:
        """The best ``k`` passages, best first; equal scores in order of id."""
        if k < 1 or not self.rows.living:
            return []
        allowed = None
        if documents is not None:
            allowed = self.rows.mask(kinds, documents)
            count = int(np.count_nonzero(allowed))
            if count <= max(k, self._settings.few):
                return self._best([self._compared(np.flatnonzero(allowed), vector, k)], k)
        near: list[_Near] = []
        for kind in sorted(kinds or PassageKind):
            near.append(self._loose(kind, vector, k, allowed))
            if kind in self.clusters:
                near.append(self._clustered(kind, vector, k, allowed))
        return self._best(near, k)

    def _clustered(
        self, kind: PassageKind, vector: Vectors, k: int, allowed: NDArray[np.bool_] | None
    ) -> _Near:
        """The best of a kind's clusters: of the nearest, or of all where a filter leaves little or
        too little was found.
        """
        chosen, base, clusters = self._settings, self.state.base, self.clusters[kind]
        of_kind = self.rows.mask(frozenset({kind}), None)[:base]
        among, probes, every = None, chosen.probes, clusters.count
        living = count = int(np.count_nonzero(of_kind))
        if allowed is not None:
            among = of_kind & allowed[:base]
            count = int(np.count_nonzero(among))
            probes = every if count <= chosen.selective * living else probes
        elif self.rows.dead:
            among = of_kind
        wanted = max(chosen.deeper * k, min(chosen.least, int(chosen.least_share * living)))
        rows = clusters.search(vector, wanted, probes=probes, among=among)
        if len(rows) < min(k, count) and probes < every:
            rows = clusters.search(vector, wanted, probes=every, among=among)
        return self._compared(rows, vector, k)

    def _loose(
        self, kind: PassageKind, vector: Vectors, k: int, allowed: NDArray[np.bool_] | None
    ) -> _Near:
        """The best of a kind's rows that are in no clusters."""
        if kind not in self._kept:
            first = self.state.base if kind in self.clusters else 0
            rows = first + np.flatnonzero(self.rows.mask(frozenset({kind}), None)[first:])
            self._kept[kind] = rows, Halves(self.vectors[rows])
        rows, halves = self._kept[kind]
        if allowed is not None:
            return self._compared(rows[allowed[rows]], vector, k)
        places, scores = halves.best(vector, k)
        return rows[places], scores

    def _compared(self, rows: NDArray[np.int64], vector: Vectors, k: int) -> _Near:
        """The best of those rows and some more, portion by portion."""
        found: list[_Near] = [(np.zeros(0, np.int64), np.zeros(0, np.float32))]
        for first in range(0, len(rows), _COMPARED):
            part = rows[first : first + _COMPARED]
            places, scores = Halves(self.vectors.take(part, axis=0)).best(vector, k)
            found.append((part[places], scores))
        return _joined(found)

    def _best(self, near: list[_Near], k: int) -> list[Hit]:
        rows, scores = _joined(near)
        if len(rows) > k:
            keep = scores >= np.partition(scores, -k)[-k]
            rows, scores = rows[keep], scores[keep]
        return best_hits(scores, [self.rows.name(row) for row in rows.tolist()], k)


def _joined(near: list[_Near]) -> _Near:
    return np.concatenate([rows for rows, _ in near]), np.concatenate([told for _, told in near])
