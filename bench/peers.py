"""Two other ways to search the same texts by the same vectors, for comparison.

Usage: ``PYTHON bench/peers.py bm25s|txtai DIR``: reads ``names.txt``, ``peer-texts.txt``,
``vectors.f32``, ``peer-questions.json`` and ``peer-questions.npy`` of a folder that ``bench.scale``
has written, builds an index in memory, asks every question for 20 hits and prints one line of JSON:
seconds to build, memory, milliseconds a question without the embedding, questions a second.
``bm25s`` is plain bm25s beside a flat FAISS index, joined by reciprocal ranks; ``txtai`` is its own
hybrid, its vectors given through its setting for external ones. Neither tells documents, rows,
statuses or places: they rank texts, no more. Nothing here imports the project.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_HITS = 20

Vectors = NDArray[np.float32]
Search = Callable[[int], object]


def main() -> None:
    """Measure one peer."""
    peer, folder = sys.argv[1], Path(sys.argv[2])
    texts = (folder / "peer-texts.txt").read_text(encoding="utf-8").splitlines()
    vectors = np.load(folder / "vectors.f32", mmap_mode="r")
    questions = json.loads((folder / "peer-questions.json").read_text(encoding="utf-8"))
    asked = np.load(folder / "peer-questions.npy")
    began = time.perf_counter()
    search = {"bm25s": _bm25s, "txtai": _txtai}[peer](texts, vectors, questions, asked)
    built = time.perf_counter() - began
    for place in range(min(10, len(questions))):
        search(place)
    spent = []
    for place in range(len(questions)):
        start = time.perf_counter()
        search(place)
        spent.append((time.perf_counter() - start) * 1000)
    spent.sort()
    told = {
        "build_s": round(built, 1),
        "most_memory_mb": _most_memory_mb(),
        "median_ms": round(statistics.median(spent), 1),
        "p95_ms": round(spent[int(len(spent) * 0.95)], 1),
        "a_second": round(1000 * len(spent) / sum(spent), 1),
    }
    print(json.dumps(told))


def _most_memory_mb() -> int:
    told = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) // 1024 for line in told if line.startswith("VmHWM"))


def _bm25s(
    texts: Sequence[str], vectors: Vectors, questions: Sequence[str], asked: Vectors
) -> Search:
    import bm25s
    import faiss

    words = bm25s.tokenize(texts, stopwords=None, show_progress=False)
    keywords = bm25s.BM25()
    keywords.index(words, show_progress=False)
    flat = faiss.IndexFlatIP(vectors.shape[1])
    for first in range(0, len(vectors), 50_000):
        flat.add(np.ascontiguousarray(vectors[first : first + 50_000]))

    def search(place: int) -> object:
        typed = bm25s.tokenize([questions[place]], stopwords=None, show_progress=False)
        said, _ = keywords.retrieve(typed, k=100, show_progress=False)
        _, meant = flat.search(asked[place : place + 1], 100)
        score: dict[int, float] = {}
        for leg in (said[0].tolist(), meant[0].tolist()):
            for rank, row in enumerate(leg):
                score[row] = score.get(row, 0.0) + 1.0 / (60 + rank)
        return sorted(score, key=lambda row: score[row], reverse=True)[:_HITS]

    return search


def _txtai(
    texts: Sequence[str], vectors: Vectors, questions: Sequence[str], asked: Vectors
) -> Search:
    from txtai import Embeddings

    known = {text: asked[place] for place, text in enumerate(questions)}
    given = iter(range(len(vectors)))

    def transform(batch: Sequence[str]) -> Vectors:
        if all(text in known for text in batch):
            return np.array([known[text] for text in batch])
        return np.array([vectors[next(given)] for _ in batch])

    found = Embeddings(
        {
            "method": "external",
            "transform": transform,
            "dimensions": vectors.shape[1],
            "hybrid": True,
            "content": False,
        }
    )
    found.index((row, text, None) for row, text in enumerate(texts))
    return lambda place: found.search(questions[place], _HITS)


if __name__ == "__main__":
    main()
