"""Compares clusters (IVF, the large vector index) with a graph (HNSW) on real vectors.

    python -m bench.engines --graph --pool vectors/*.npz

First on the vectors of the files themselves, then on ``--passages`` mixed from them. 100 of them
are taken out and asked with; of the exact best 20, how many are found, without a filter and with
filters that keep 50, 5 and 1 % of the passages at random. "Raw" are the clusters alone, visited as
the filter lets; "in use" is the index with its rules for filters (``data/engines.toml``). One line
of JSON a setting; times are of the processor.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from index.vector_ivf import IvfVectorIndex, ivf_settings

__all__ = ["compare"]

Vectors = NDArray[np.float32]
_ASKED, _BEST, _GROUPS = 100, 20, 100
_SHARES = (100, 50, 5, 1)
_PROBES = (4, 8, 16, 32, 64, 96)
_EFFORTS = (32, 64, 128, 256)
_LINKS, _EFFORT_BUILT = 16, 100
_Search = Callable[[Vectors, int], set[int]]
"""The best for a vector among passages of the first so many of a hundred groups."""


def compare(what: str, vectors: Vectors, folder: Path) -> None:
    """Measure both on these vectors; ``what`` names them."""
    chance = np.random.default_rng(11)
    order = chance.permutation(len(vectors))
    asked, held = vectors[order[:_ASKED]], vectors[order[_ASKED:]]
    exact = {share: _exact(asked, held, share) for share in _SHARES}
    for engine, setting, built, search in _engines(held, folder):
        told: dict[str, object] = {"vectors": what, "count": len(held)}
        told |= {"engine": engine, "setting": setting, "build_cpu_s": round(built, 1)}
        for share in _SHARES:
            right, spent = 0, []
            for vector, best in zip(asked, exact[share], strict=True):
                start = time.process_time()
                found = search(vector, share)
                spent.append(1000 * (time.process_time() - start))
                right += len(found & best)
            told[f"recall_{share}"] = round(right / _BEST / len(asked), 4)
            told[f"ms_{share}"] = round(float(np.median(spent)), 2)
        print(json.dumps(told), flush=True)


def _exact(asked: Vectors, held: Vectors, share: int) -> list[set[int]]:
    allowed = np.flatnonzero(np.arange(len(held)) % _GROUPS < share)
    near = asked @ held[allowed].T
    return [set(allowed[np.argpartition(-row, _BEST)[:_BEST]].tolist()) for row in near]


def _engines(held: Vectors, folder: Path) -> Iterator[tuple[str, str, float, _Search]]:
    names = [f"d{number % _GROUPS}|{number}|0" for number in range(len(held))]
    place = folder / "clusters"
    in_use = replace(ivf_settings(), clustered_from=1000)
    raw = replace(in_use, few=0, selective=0.0)
    start = time.process_time()
    index = IvfVectorIndex(place, held.shape[1], raw)
    index.update(add=names, vectors=held, remove=())
    built = time.process_time() - start
    for kind, settings in (("raw", raw), ("in use", in_use)):
        for probes in _PROBES if kind == "raw" else (in_use.probes,):
            opened = IvfVectorIndex(place, held.shape[1], replace(settings, probes=probes))
            yield "ivf", f"{kind}, {probes} probes", built, _by_clusters(opened)
    shutil.rmtree(place)
    start = time.process_time()
    graph = faiss.IndexHNSWFlat(held.shape[1], _LINKS, faiss.METRIC_INNER_PRODUCT)
    graph.hnsw.efConstruction = _EFFORT_BUILT
    graph.add(held)
    built = time.process_time() - start
    for effort in _EFFORTS:
        yield "hnsw", f"efSearch {effort}", built, _by_graph(graph, effort, len(held))


def _by_clusters(index: IvfVectorIndex) -> _Search:
    among = {share: frozenset(f"d{group}" for group in range(share)) for share in _SHARES}

    def search(vector: Vectors, share: int) -> set[int]:
        documents = None if share == _GROUPS else among[share]
        hits = index.search(vector, _BEST, documents=documents)
        return {int(hit.passage.split("|")[1]) for hit in hits}

    return search


def _by_graph(graph: faiss.IndexHNSWFlat, effort: int, count: int) -> _Search:
    groups = np.arange(count) % _GROUPS
    bits = {share: np.packbits(groups < share, bitorder="little") for share in _SHARES}

    def search(vector: Vectors, share: int) -> set[int]:
        faiss.omp_set_num_threads(1)
        options = faiss.SearchParametersHNSW()
        options.efSearch = effort
        if share < _GROUPS:
            selector = faiss.IDSelectorBitmap(bits[share])
            options.sel = selector
        _, found = graph.search(vector[None], _BEST, params=options)
        return set(found[0][found[0] >= 0].tolist())

    return search
