"""Measures the engines of the two indexes on made passages: time to build, size, memory, time to
answer, and how many of the exact best the large vector index finds.

    python -m bench.engines --passages 100000
    python -m bench.engines --passages 1000000 --keywords tantivy --vectors ivf
    python -m bench.engines --passages 200000 --pool vectors/*.npz
    python -m bench.engines --passages 100000 --pool vectors/*.npz --graph

Passages are words drawn by a Zipf-Mandelbrot law (30,000 words, exponent 1.05), some 75 a passage,
67 passages a document; one in twelve is a product row, one in 67 a title. Questions are 3 to 7
words in a row of a passage. Without ``--pool`` vectors are made around random centres, which is
easier than texts; with it, real vectors (float arrays of two dimensions in the files) are mixed
with their neighbours and with noise of their own covariance until there are enough. The analysis
of text is left out: words are words. One line of JSON a measurement.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from bench.neighbours import compare
from index.contracts import Hit, KeywordIndex, KeywordQuery, Passage, PassageKind, VectorIndex
from index.engines import KEYWORDS, VECTORS, keyword_index, vector_index
from index.keyword_terms import FIELDS, Terms

_WORDS, _PORTION, _QUESTIONS, _DIMENSION = 30_000, 20_000, 100, 384
_Asked = TypeVar("_Asked")
_CLAUSE, _TITLE = frozenset({PassageKind.CLAUSE}), frozenset({PassageKind.TITLE})


def main() -> None:
    """Measure what is asked for."""
    options = _options()
    folder = Path(tempfile.mkdtemp(prefix="engines-", dir=options.folder))
    try:
        if options.graph:
            pool = _pooled(options.pool)
            compare("as they are", pool, folder)
            if options.passages > len(pool):
                compare("mixed", _mixed(pool)(options.passages, 0), folder)
            return
        for engine in _named(options.keywords):
            _keywords(engine, options.passages, folder)
        for engine in _named(options.vectors):
            _vectors(engine, options.passages, folder, options.pool)
    finally:
        shutil.rmtree(folder)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--passages", type=int, default=10_000)
    parser.add_argument("--keywords", default=",".join(KEYWORDS))
    parser.add_argument("--vectors", default=",".join(VECTORS))
    parser.add_argument("--pool", type=Path, nargs="*", default=[])
    parser.add_argument("--graph", action="store_true", help="clusters beside a graph (HNSW)")
    parser.add_argument("--folder", type=Path, help="where to build; else the temporary folder")
    return parser.parse_args()


def _named(text: str) -> list[str]:
    return [name for name in text.split(",") if name]


def _keywords(engine: str, count: int, folder: Path) -> None:
    place = folder / engine
    index = keyword_index(engine, place, analyse=_plain_terms)
    questions: list[str] = []
    wall, used = time.perf_counter(), time.process_time()
    for portion in _passages(count):
        index.update(add=portion, remove=())
        step = max(1, count // _QUESTIONS)
        questions += [_asked(p) for n, p in enumerate(portion) if n % step == 0]
    built = {"wall_s": time.perf_counter() - wall, "cpu_s": time.process_time() - used}
    start = time.perf_counter()
    opened: KeywordIndex = keyword_index(engine, place)
    open_s = time.perf_counter() - start
    documents = frozenset(f"d{n}" for n in range(0, count // 67 + 1, 20))
    _say(engine, count, place, built=built, open_s=open_s)
    for name, kinds, allow in (
        ("any kind", frozenset[PassageKind](), None),
        ("clauses", _CLAUSE, None),
        ("titles", _TITLE, None),
        ("one document in 20", _CLAUSE, documents),
    ):

        def ask(
            text: str,
            kinds: frozenset[PassageKind] = kinds,
            allow: frozenset[str] | None = allow,
        ) -> list[Hit]:
            return opened.search(KeywordQuery(text=text, kinds=kinds, allow=allow), 100)

        _time(engine, count, name, questions[:_QUESTIONS], ask)


def _vectors(engine: str, count: int, folder: Path, pool: Sequence[Path]) -> None:
    place = folder / f"vectors-{engine}"
    index = vector_index(engine, place, _DIMENSION)
    make = _mixed(_pooled(pool)) if pool else _centred(count)
    wall, used = time.perf_counter(), time.process_time()
    making = 0.0
    for first, portion in enumerate(_passages(count, words=False)):
        begun = time.process_time()
        vectors = make(len(portion), first)
        making += time.process_time() - begun
        index.update(add=[passage.id for passage in portion], vectors=vectors, remove=())
    built = {
        "wall_s": time.perf_counter() - wall,
        "cpu_s": time.process_time() - used - making,
    }
    start = time.perf_counter()
    opened: VectorIndex = vector_index(engine, place, _DIMENSION)
    open_s = time.perf_counter() - start
    _say(engine, count, place, built=built, open_s=open_s)
    queries = list(make(_QUESTIONS, 10**6))
    documents = frozenset(f"d{n}" for n in range(0, count // 67 + 1, 20))
    for name, kinds, among in (
        ("any kind", frozenset[PassageKind](), None),
        ("clauses", _CLAUSE, None),
        ("titles", _TITLE, None),
        ("one document in 20", _CLAUSE, documents),
    ):

        def ask(
            vector: NDArray[np.float32],
            kinds: frozenset[PassageKind] = kinds,
            among: frozenset[str] | None = among,
        ) -> list[Hit]:
            return opened.search(vector, 100, kinds=kinds, documents=among)

        found = _time(engine, count, name, queries, ask)
        if engine == "ivf" and not kinds:
            _recall(count, make, queries, found)


def _recall(
    count: int,
    make: Callable[[int, int], NDArray[np.float32]],
    queries: Sequence[NDArray[np.float32]],
    found: Sequence[list[Hit]],
) -> None:
    """Compares with the best inner products of all vectors, made again portion by portion."""
    asked = np.stack(queries)
    scores = np.zeros((len(queries), 0), np.float32)
    names: list[list[str]] = [[] for _ in queries]
    for first, portion in enumerate(_passages(count, words=False)):
        near = asked @ make(len(portion), first).T
        for row, told in enumerate(names):
            told += [portion[place].id for place in np.argsort(-near[row])[:20]]
        scores = np.concatenate([scores, -np.sort(-near, axis=1)[:, :20]], axis=1)
    shares = []
    for row, told in enumerate(names):
        best = {told[place] for place in np.argsort(-scores[row])[:20]}
        shares.append(len(best & {hit.passage for hit in found[row][:20]}) / len(best))
    print(json.dumps({"engine": "ivf", "passages": count, "recall@20": round(np.mean(shares), 4)}))


def _time(
    engine: str,
    count: int,
    name: str,
    questions: Sequence[_Asked],
    ask: Callable[[_Asked], list[Hit]],
) -> list[list[Hit]]:
    ask(questions[0])
    spent, found = [], []
    for question in questions:
        start = time.perf_counter()
        found.append(ask(question))
        spent.append(1000 * (time.perf_counter() - start))
    median, high = np.percentile(spent, [50, 95])
    told = {"ms_median": round(float(median), 2), "ms_p95": round(float(high), 2)}
    print(json.dumps({"engine": engine, "passages": count, "search": name, **told}), flush=True)
    return found


def _say(engine: str, count: int, place: Path, *, built: dict[str, float], open_s: float) -> None:
    size = sum(file.stat().st_size for file in place.rglob("*")) if place.is_dir() else 0
    size = size or place.with_suffix(".npz").stat().st_size
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = {name: round(value, 2) for name, value in built.items()}
    row = {"open_s": round(open_s, 3), "disk_mb": size >> 20, "peak_rss_mb": round(memory)}
    print(json.dumps({"engine": engine, "passages": count, **told, **row}), flush=True)


def _passages(count: int, *, words: bool = True) -> Iterator[list[Passage]]:
    chance = np.random.default_rng(5)
    weights = 1 / (np.arange(_WORDS) + 2.7) ** 1.05
    law = np.cumsum(weights / weights.sum())
    for first in range(0, count, _PORTION):
        size = min(_PORTION, count - first)
        lengths = np.clip(chance.normal(75, 25, size), 10, 200).astype(int)
        drawn = np.searchsorted(law, chance.random(lengths.sum())) if words else []
        starts = np.cumsum(lengths) - lengths
        yield [_passage(first + n, drawn[starts[n] : starts[n] + lengths[n]]) for n in range(size)]


def _passage(number: int, drawn: Sequence[int]) -> Passage:
    kind, part = PassageKind.CLAUSE, str(number)
    if number % 67 == 0:
        kind, part = PassageKind.TITLE, "#title"
    elif number % 12 == 0:
        kind, part = PassageKind.PRODUCT, "#row"
    document = f"d{number // 67}"
    text = " ".join(f"w{word}" for word in drawn)
    return Passage(
        id=f"{document}|{part}|{number}", document=document, kind=kind, heading="", text=text
    )


def _plain_terms(passage: Passage) -> Terms:
    words = passage.text.split()
    pairs = Counter(f"{one}_{two}" for one, two in pairwise(words))
    single = Counter(words)
    found = {"base": single, "bigrams": pairs, "words": Counter(words[::2])}
    return {**found, "folded": single, "folded_bigrams": pairs} if FIELDS else found


def _asked(passage: Passage) -> str:
    words = passage.text.split()
    start = len(words) // 2
    return " ".join(words[start : start + 3 + len(words) % 5])


def _centred(count: int) -> Callable[[int, int], NDArray[np.float32]]:
    centres = np.random.default_rng(1).normal(size=(max(100, count // 75), 64))
    spread = np.random.default_rng(2).normal(size=(64, _DIMENSION))

    def make(size: int, seed: int) -> NDArray[np.float32]:
        chance = np.random.default_rng(seed + 10)
        near = centres[chance.integers(0, len(centres), size)]
        near = near + 0.5 * chance.normal(size=near.shape)
        return _units(near @ spread + chance.normal(size=(size, _DIMENSION)))

    return make


def _mixed(pool: NDArray[np.float32]) -> Callable[[int, int], NDArray[np.float32]]:
    """Real vectors, each mixed with a near one and moved by noise as the pool itself varies."""
    sample = pool[: min(len(pool), 4000)]
    root = np.linalg.cholesky(np.cov(sample.T) + 1e-6 * np.eye(pool.shape[1])).T
    near = np.argsort(-(pool @ pool.T), axis=1)[:, 1:9]

    def make(size: int, seed: int) -> NDArray[np.float32]:
        chance = np.random.default_rng(seed + 10)
        of = chance.integers(0, len(pool), size)
        other = pool[near[of, chance.integers(0, near.shape[1], size)]]
        share = chance.random((size, 1)).astype(np.float32)
        noise = chance.normal(size=(size, pool.shape[1])) @ root
        return _units((1 - share) * pool[of] + share * other + 0.4 * noise)

    return make


def _pooled(files: Sequence[Path]) -> NDArray[np.float32]:
    found = []
    for file in files:
        with np.load(file, allow_pickle=False) as data:
            arrays = [data[name] for name in data.files if name not in ("index", "numbers")]
        found += [a for a in arrays if a.ndim == 2 and a.shape[1] == _DIMENSION]
    return _units(np.concatenate(found))


def _units(vectors: NDArray[np.float64] | NDArray[np.float32]) -> NDArray[np.float32]:
    found: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return found.astype(np.float32)


if __name__ == "__main__":
    main()
