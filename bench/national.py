"""Makes libraries of national size: 10,000, 100,000 or 1,000,000 clauses.

Usage: ``python -m bench.national --clauses N --folder DIR [--minutes M]``, again until it says
"ready": what is done is kept, and a run stops by itself after M minutes (8).

The documents (:mod:`bench.national_documents`) go straight into the store, then both indexes are
filled through their ports. Vectors: to embed a million clauses takes a processor hours, so the
sentences of the pool (some 20,000) are embedded once by the real model, kept in ``--pool`` for all
libraries, and a clause gets the normalised sum of its sentences' vectors and its goods' with a
little noise of its own. Words: in large libraries the terms are made sentence by sentence and
kept, and only sentences of the pool are asked for compounds: that leaves out what stands at the
seams of sentences and is twenty times quicker. What was made of the pool lies in ``--pool`` too.

In DIR lie afterwards the library, ``pool.json``, ``vectors.f32`` and
``names.txt`` (all vectors and whose they are, row by row) and
``made.json``, which says how far the making is.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np

from bench.national_documents import MEAN_CLAUSES, MadeDocument, make_document, original_of
from bench.national_words import Pool, fresh_pool, read_pool
from index.analysis import bigram_terms, syllable_terms, word_terms
from index.contracts import Passage, Vectors
from index.embedder import ModelEmbedder
from index.engines import advised, keyword_index, keyword_place, vector_index, vector_place
from index.keyword_terms import FIELDS, Terms, passage_words
from index.manifest import fresh_manifest, write_manifest
from index.passages import passages_of
from index.spelling import fold
from index.store import SqliteStore

__all__ = ["Made", "NAMES", "VECTORS", "main", "made_passages", "pool_vectors", "vectors_of"]

VECTORS: Final = "vectors.f32"
NAMES: Final = "names.txt"
_BATCH: Final = 100
_PORTION: Final = 40_000
_EMBEDDED: Final = 512
_NOISE: Final = 0.25
_SEAM: Final = re.compile(r"(?<=[.|>])\s+")


@dataclass(kw_only=True)
class Made:
    """How far the making is: documents in the store, in the keyword index, with vectors; passages;
    seconds that each step took."""

    clauses: int
    documents: int = 0
    passages: int = 0
    stored: bool = False
    keywords: int = 0
    vectors: bool = False
    store_s: float = 0.0
    keyword_s: float = 0.0
    vector_s: float = 0.0

    @classmethod
    def read(cls, folder: Path, clauses: int) -> Made:
        """What ``made.json`` says, or the beginning."""
        place = folder / "made.json"
        if not place.is_file():
            return cls(clauses=clauses)
        return cls(**json.loads(place.read_text(encoding="utf-8")))

    def write(self, folder: Path) -> None:
        """Keep it."""
        (folder / "made.json").write_text(json.dumps(asdict(self), indent=1), encoding="utf-8")


class _Clock:
    """Says when a run has had its time."""

    def __init__(self, minutes: float) -> None:
        self._until = time.monotonic() + minutes * 60

    @property
    def over(self) -> bool:
        return time.monotonic() > self._until


def made_passages(one: MadeDocument) -> list[Passage]:
    """The passages of a document; every clause is one."""
    return passages_of(one.document, lambda text: [(0, len(text))])


def vectors_of(one: MadeDocument, pool: Pool, known: Vectors, place: int) -> Vectors:
    """A vector for each passage of the document: title, clauses, rows."""
    good = known[pool.names_from + one.good]
    rows = [good]
    rows += [known[list(of)].sum(axis=0) + 0.5 * good for of in one.clauses.values()]
    rows += [known[list(of)].sum(axis=0) + 0.2 * good for of in one.rows]
    found = _unit(np.array(rows, dtype=np.float32))
    noise = np.random.default_rng(place).standard_normal(found.shape, dtype=np.float32)
    return _unit(found + noise * np.float32(_NOISE / found.shape[1] ** 0.5))


def _unit(rows: Vectors) -> Vectors:
    found: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return found.astype(np.float32)


def pool_vectors(pool: Pool, place: Path, clock: _Clock | None = None) -> Vectors | None:
    """A vector for each text of the pool; those already in the file at ``place`` are not embedded
    again. None if the time is over before all are."""
    held: dict[str, Vectors] = {}
    if place.is_file():
        with np.load(place, allow_pickle=False) as data:
            held = dict(zip(data["texts"].tolist(), data["vectors"], strict=True))
    wanted = [text for text in dict.fromkeys(pool.texts) if text not in held]
    embedder = ModelEmbedder()
    for first in range(0, len(wanted), _EMBEDDED):
        if clock is not None and clock.over:
            return None
        part = wanted[first : first + _EMBEDDED]
        held.update(zip(part, embedder.passages(part), strict=True))
        if first // _EMBEDDED % 4 == 3 or first + _EMBEDDED >= len(wanted):
            scratch = place.with_suffix(".new.npz")
            np.savez(scratch, texts=np.array(list(held)), vectors=np.array(list(held.values())))
            scratch.replace(place)
            print(f"embedded {first + len(part):,} of {len(wanted):,} sentences", flush=True)
    return np.array([held[text] for text in pool.texts], dtype=np.float32)


def _fill_store(folder: Path, pool: Pool, made: Made, clock: _Clock) -> None:
    store = SqliteStore(folder)
    while not made.stored and not clock.over:
        began = time.perf_counter()
        with store.batch() as batch:
            for place in range(made.documents, made.documents + _BATCH):
                one = make_document(pool, place)
                source = one.document.source
                passages = made_passages(one)
                batch.put(
                    original=original_of(place),
                    documents=[one.document],
                    pages=one.pages,
                    passages=passages,
                    file=source.file,
                    sha256=source.sha256,
                    reader="made",
                )
                made.passages += len(passages)
        made.documents += _BATCH
        made.stored = made.passages >= made.clauses
        made.store_s += time.perf_counter() - began
        made.write(folder)
        if made.documents % 1000 == 0 or made.stored:
            print(f"store: {made.documents:,} documents, {made.passages:,} passages", flush=True)
    store.close()


def _documents(pool: Pool, first: int, last: int) -> Iterator[tuple[int, MadeDocument]]:
    return ((place, make_document(pool, place)) for place in range(first, last))


def _fill_keywords(folder: Path, pool: Pool, pool_file: Path, made: Made, clock: _Clock) -> None:
    engine = advised(made.passages).keywords
    place = keyword_place(folder, engine)
    if engine == "whoosh":
        keywords = keyword_index(engine, place)
    else:
        compounds = pool_compounds(pool, pool_file.with_suffix(".words.json"), clock)
        if compounds is None:
            return
        keywords = keyword_index(engine, place, SentenceTerms(compounds))
    step = max(1, _PORTION // MEAN_CLAUSES)
    while made.keywords < made.documents and not clock.over:
        began = time.perf_counter()
        last = min(made.keywords + step, made.documents)
        add = [p for _, one in _documents(pool, made.keywords, last) for p in made_passages(one)]
        keywords.update(add=add, remove=())
        made.keywords = last
        made.keyword_s += time.perf_counter() - began
        made.write(folder)
        print(f"keyword index: {made.keywords:,} of {made.documents:,} documents", flush=True)


class SentenceTerms:
    """Makes the terms of a passage sentence by sentence; ``compounds`` are those of sentences."""

    def __init__(self, compounds: Mapping[str, Sequence[str]]) -> None:
        self._compounds = compounds
        self._of = lru_cache(maxsize=100_000)(self._made)

    def __call__(self, passage: Passage) -> Terms:
        """The terms of a passage in every field."""
        found: Terms = {field: Counter() for field in FIELDS}
        for sentence in _SEAM.split(" ".join(passage_words(passage).split())):
            for field, terms in self._of(sentence).items():
                held = found[field]
                for term, times in terms:
                    held[term] += times
        return found

    def _made(self, sentence: str) -> dict[str, tuple[tuple[str, int], ...]]:
        syllables, pairs = syllable_terms(sentence), bigram_terms(sentence)
        made = {
            "base": syllables,
            "bigrams": pairs,
            "words": self._compounds.get(sentence, ()),
            "folded": map(fold, syllables),
            "folded_bigrams": map(fold, pairs),
        }
        return {field: tuple(Counter(made[field]).items()) for field in FIELDS}


def pool_compounds(pool: Pool, place: Path, clock: _Clock) -> dict[str, list[str]] | None:
    """The compounds of each text of the pool; those in the file are not made again. None if the
    time is over before all are."""
    held: dict[str, list[str]] = {}
    if place.is_file():
        held = json.loads(place.read_text(encoding="utf-8"))
    wanted = [text for text in dict.fromkeys(pool.texts) if text not in held]
    for turn, text in enumerate(wanted, 1):
        held[text] = word_terms(text)
        if turn % 2000 == 0 or turn == len(wanted) or clock.over:
            place.write_text(json.dumps(held, ensure_ascii=False), encoding="utf-8")
            print(f"compounds of {turn:,} of {len(wanted):,} sentences", flush=True)
        if clock.over:
            return None
    return held


def _fill_vectors(folder: Path, pool: Pool, known: Vectors, made: Made) -> None:
    began = time.perf_counter()
    shape = made.passages, known.shape[1]
    rows = np.lib.format.open_memmap(folder / VECTORS, mode="w+", dtype=np.float32, shape=shape)
    names: list[str] = []
    for place, one in _documents(pool, 0, made.documents):
        passages = made_passages(one)
        rows[len(names) : len(names) + len(passages)] = vectors_of(one, pool, known, place)
        names.extend(passage.id for passage in passages)
    rows.flush()
    (folder / NAMES).write_text("".join(f"{name}\n" for name in names), encoding="utf-8")
    print(f"vectors: {len(names):,} made", flush=True)
    engine = advised(made.passages).vectors
    vectors = vector_index(engine, vector_place(folder, engine), known.shape[1])
    vectors.clear()
    vectors.update(add=names, vectors=rows, remove=())
    made.vectors = True
    made.vector_s = time.perf_counter() - began
    made.write(folder)
    print(f"vector index: {len(vectors):,}", flush=True)


def make(folder: Path, clauses: int, pool_file: Path, minutes: float) -> bool:
    """Go on making the library for that long; tells whether it is ready."""
    folder.mkdir(parents=True, exist_ok=True)
    clock = _Clock(minutes)
    made = Made.read(folder, clauses)
    if not (folder / "pool.json").is_file():
        fresh_pool().write(folder / "pool.json")
    pool = read_pool(folder / "pool.json")
    known = pool_vectors(pool, pool_file, clock)
    if not clock.over:
        _fill_store(folder, pool, made, clock)
    if made.stored and not clock.over:
        _fill_keywords(folder, pool, pool_file, made, clock)
    if made.keywords < made.documents or not made.stored or known is None or clock.over:
        return False
    if not made.vectors:
        _fill_vectors(folder, pool, known, made)
    store = SqliteStore(folder)
    embedder = ModelEmbedder()
    manifest = fresh_manifest(embedder.name, embedder.dimension, advised(made.passages))
    write_manifest(folder, manifest.at(store.generation(), "made"))
    store.close()
    return True


def main(arguments: Sequence[str] | None = None) -> None:
    """Make a library, or go on making it."""
    parser = argparse.ArgumentParser(prog="bench.national", description=__doc__.splitlines()[0])
    parser.add_argument("--clauses", type=int, default=10_000)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--pool", type=Path, default=None, help="vectors of the pool's sentences")
    parser.add_argument("--minutes", type=float, default=8.0)
    options = parser.parse_args(arguments)
    pool = options.pool or options.folder.parent / "pool-vectors.npz"
    ready = make(options.folder, options.clauses, pool, options.minutes)
    print("ready" if ready else "not ready yet: run the same command again", flush=True)


if __name__ == "__main__":
    main()
