"""What we use of FAISS; the one module that imports it.

Raises RuntimeError, as FAISS does, for bytes and files that are none of its indexes.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from index.contracts import Vectors

__all__ = ["Clusters", "Flat", "Halves"]

_PORTION = 20_000
_MANY = 10_000
_BITS = 4
"""Of a code; the scan of many at once knows no other."""
_ITERATIONS, _SAMPLE = 8, 48
"""Rounds of k-means, and vectors a cluster that it learns from."""


class Flat:
    """Vectors by number, compared one by one."""

    def __init__(self, held: faiss.Index) -> None:
        self._held = held

    @classmethod
    def empty(cls, dimension: int) -> Flat:
        """One without vectors."""
        return cls(faiss.IndexIDMap2(faiss.IndexFlatIP(dimension)))

    @classmethod
    def unpacked(cls, packed: NDArray[np.uint8]) -> Flat:
        """What :meth:`packed` gave."""
        return cls(faiss.deserialize_index(packed))

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._held.d)

    def packed(self) -> NDArray[np.uint8]:
        """All of it as bytes."""
        packed: NDArray[np.uint8] = faiss.serialize_index(self._held)
        return packed

    def changed(
        self, gone: NDArray[np.int64], vectors: Vectors, numbers: NDArray[np.int64]
    ) -> Flat:
        """A copy without the numbers ``gone`` and with these vectors."""
        held = faiss.clone_index(self._held)
        if len(gone):
            held.remove_ids(faiss.IDSelectorBatch(gone))
        if len(numbers):
            held.add_with_ids(np.ascontiguousarray(vectors, np.float32), numbers)
        return Flat(held)

    def search(
        self, vector: Vectors, k: int, among: NDArray[np.int64] | None
    ) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """Scores and numbers of the best ``k``, those of ``among`` only; -1 where there is none."""
        faiss.omp_set_num_threads(1)  # of the calling thread: one question waits for no other
        options = None
        if among is not None:
            wanted = np.zeros(int(among.max(initial=-1)) + 1, np.bool_)
            wanted[among] = True
            bits = np.packbits(wanted, bitorder="little")
            selector = faiss.IDSelectorBitmap(bits)  # type: ignore[call-arg, arg-type]
            options = faiss.SearchParameters()
            options.sel = selector
        scores, found = self._held.search(_asked(vector), k, params=options)
        return scores[0], found[0]

    def vectors(self) -> Iterator[tuple[NDArray[np.int64], Vectors]]:
        """All numbers with their vectors, in portions."""
        held = self._held
        numbers = faiss.vector_to_array(held.id_map).astype(np.int64)  # type: ignore[attr-defined]
        inner = faiss.downcast_index(held.index)  # type: ignore[attr-defined]
        for first in range(0, len(numbers), _PORTION):
            part = numbers[first : first + _PORTION]
            yield part, np.asarray(inner.reconstruct_n(first, len(part)), np.float32)


class Halves:
    """Vectors in 16 bits, compared one by one as they are."""

    def __init__(self, vectors: NDArray[np.float16]) -> None:
        """``vectors``, of shape (n, dimension), are copied."""
        self._held = faiss.IndexScalarQuantizer(
            vectors.shape[1], faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
        )
        self._held.is_trained = True  # 16 bits have nothing to learn
        if len(vectors):
            self._held.add_sa_codes(np.ascontiguousarray(vectors).view(np.uint8))

    def best(self, vector: Vectors, k: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Places and inner products of the best ``k`` and of all that are as near as the last of
        these, best first.
        """
        faiss.omp_set_num_threads(1)
        count = int(self._held.ntotal)
        wanted = min(k + 1, count)
        if k < 1 or not wanted:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        while True:
            scores, places = self._held.search(_asked(vector), wanted)
            if wanted == count or scores[0, -1] < scores[0, k - 1]:
                return places[0], scores[0]
            wanted = min(4 * wanted, count)


class Clusters:
    """Vectors by number in clusters (k-means), of each the difference to the centre of its cluster
    in 4 bits for two dimensions, many compared at once: IVF with a product quantiser, "fast scan".

    André, Kermarrec, Le Scouarnec, "Quicker ADC" (IEEE TPAMI 43(5), 2021). What it finds is rough;
    compare it again.
    """

    def __init__(self, held: faiss.IndexIVFPQFastScan) -> None:
        self._held = held

    @classmethod
    def trained(cls, sample: Vectors, clusters: int) -> Clusters:
        """Clusters learnt from a sample of 16 vectors or more, still empty."""
        dimension = sample.shape[1]
        learnt = np.ascontiguousarray(sample, np.float32)
        centres = faiss.IndexFlatIP(dimension)
        how = faiss.ClusteringParameters()
        how.niter, how.max_points_per_centroid, how.min_points_per_centroid = (
            _ITERATIONS,
            _SAMPLE,
            1,
        )
        how.spherical = True
        _share_out(len(sample))
        faiss.Clustering(dimension, clusters, how).train(learnt, centres)
        parts = dimension // 2 if dimension % 2 == 0 else dimension
        held = faiss.IndexIVFPQFastScan(
            centres, dimension, clusters, parts, _BITS, faiss.METRIC_INNER_PRODUCT
        )
        held.pq.cp.min_points_per_centroid = 1
        faiss.omp_set_num_threads(1)  # many small tasks: cores would wait for each other
        held.train(learnt)
        return cls(held)

    @classmethod
    def read(cls, path: Path) -> Clusters:
        """What :meth:`write` wrote."""
        held = faiss.read_index(str(path))
        if not isinstance(held, faiss.IndexIVFPQFastScan):
            raise RuntimeError(f"{path.name} holds no clusters")
        return cls(held)

    @property
    def count(self) -> int:
        """How many clusters there are."""
        return int(self._held.nlist)

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._held.d)

    def write(self, path: Path) -> None:
        """Into a file."""
        faiss.write_index(self._held, str(path))

    def add(self, vectors: Vectors, numbers: NDArray[np.int64]) -> None:
        """Put vectors into their clusters."""
        _share_out(len(vectors))
        self._held.add_with_ids(np.ascontiguousarray(vectors, np.float32), numbers)

    def search(
        self, vector: Vectors, k: int, *, probes: int, among: NDArray[np.bool_] | None
    ) -> NDArray[np.int64]:
        """Numbers of about the best ``k`` in the ``probes`` nearest clusters; ``among``: whether a
        number may be found.
        """
        faiss.omp_set_num_threads(1)
        options = faiss.SearchParametersIVF()
        options.nprobe = min(probes, self.count)
        if among is not None:
            bits = np.packbits(among, bitorder="little")
            selector = faiss.IDSelectorBitmap(bits)  # type: ignore[call-arg, arg-type]
            options.sel = selector
        _, found = self._held.search(_asked(vector), k, params=options)
        numbers: NDArray[np.int64] = found[0][found[0] >= 0]
        return numbers


def _asked(vector: Vectors) -> Vectors:
    return np.ascontiguousarray(vector, dtype=np.float32).reshape(1, -1)


def _share_out(count: int) -> None:
    """Let all cores work on so many vectors, or one where the others would only wait for it."""
    faiss.omp_set_num_threads((os.cpu_count() or 1) if count >= _MANY else 1)
