"""Measures retrieval on a benchmark folder, through the very code that answers questions.

Documents are cut into passages, analysed,
embedded, indexed and fused as a library's clauses are; a document stands where its best passage
stands. nDCG is that of Järvelin and Kekäläinen 2002 with binary gain.
"""

from __future__ import annotations

import json
import math
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from index.analysis import is_unaccented
from index.contracts import Embedder, KeywordIndex, KeywordQuery, Passage, VectorIndex
from index.keyword import WhooshKeywordIndex
from index.keyword_terms import passage_words
from index.passages import passage_document, text_passages
from index.vector import FaissVectorIndex
from search.benchmark import Benchmark, read_benchmark
from search.evaluation_run import Item, Metric
from search.fusion import fusion_settings
from search.retrieval import retrieve

__all__ = [
    "Benchmark",
    "Evaluation",
    "Mode",
    "ModeScores",
    "evaluate",
    "mean_scores",
    "read_benchmark",
]

_CUT = 10


class Mode(StrEnum):
    """Which legs search."""

    KEYWORD = "keyword"
    VECTOR = "vector"
    HYBRID = "hybrid"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeScores:
    """Means over the questions: nDCG, recall and reciprocal rank at 10, milliseconds a question."""

    ndcg_at_10: float
    recall_at_10: float
    mrr_at_10: float
    ms_per_query: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What ``trachuan eval`` prints; a mode that was not asked for is absent. ``items`` say what
    became of each question in each mode.
    """

    modes: dict[Mode, ModeScores]
    index_seconds: float
    items: tuple[Item, ...] = ()

    def to_json(self) -> str:
        """One JSON object, one line a mode."""
        shown: dict[str, object] = {
            mode.value: {name: getattr(scores, name) for name in ModeScores.__dataclass_fields__}
            for mode, scores in self.modes.items()
        }
        return json.dumps({**shown, "index_seconds": round(self.index_seconds, 2)}, indent=1)


def evaluate(
    folder: Path,
    modes: Sequence[Mode],
    embedder: Embedder,
    *,
    query_field: str = "text",
) -> Evaluation:
    """Index the folder's corpus, ask its questions in each mode, and score the answers.

    ``query_field`` takes another field of the questions (``text_en``). Raises BadInput if the
    folder is no benchmark.
    """
    benchmark = read_benchmark(folder, query_field=query_field)
    with tempfile.TemporaryDirectory(prefix="trachuan-eval-") as scratch:
        start = time.perf_counter()
        keywords, vectors = _indexes(benchmark, set(modes), embedder, Path(scratch))
        seconds = time.perf_counter() - start
        name = folder.resolve().name + ("" if query_field == "text" else f":{query_field}")
        measured = {
            mode: _measure(benchmark, name, mode, _searcher(mode, keywords, vectors, embedder))
            for mode in modes
        }
        return Evaluation(
            modes={mode: scores for mode, (scores, _) in measured.items()},
            index_seconds=seconds,
            items=tuple(item for _, items in measured.values() for item in items),
        )


def mean_scores(
    rankings: Iterable[tuple[Sequence[str], frozenset[str]]], *, ms_per_query: float
) -> ModeScores:
    """Scores of rankings of documents, best first, each with the documents that are right.

    >>> mean_scores([(["a", "b"], frozenset("b"))], ms_per_query=1.0).mrr_at_10
    0.5
    """
    ndcg: list[float] = []
    recall: list[float] = []
    reciprocal: list[float] = []
    for ranking, right in rankings:
        ranks = _ranks(ranking, right)
        ndcg.append(_ndcg(ranks, len(right)))
        recall.append(len(ranks) / len(right))
        reciprocal.append(1.0 / ranks[0] if ranks else 0.0)
    return ModeScores(
        ndcg_at_10=_mean(ndcg),
        recall_at_10=_mean(recall),
        mrr_at_10=_mean(reciprocal),
        ms_per_query=round(ms_per_query, 3),
    )


def _ranks(ranking: Sequence[str], right: frozenset[str]) -> list[int]:
    """Places of right documents among the first ten, from 1."""
    return [rank for rank, name in enumerate(ranking[:_CUT], 1) if name in right]


def _ndcg(ranks: Sequence[int], right: int) -> float:
    ideal = sum(1.0 / math.log2(rank + 1) for rank in range(1, min(_CUT, right) + 1))
    return sum(1.0 / math.log2(rank + 1) for rank in ranks) / ideal


_Searcher = Callable[[str], list[str]]
"""A question in, ids of passages out, best first."""


def _indexes(
    benchmark: Benchmark, modes: set[Mode], embedder: Embedder, scratch: Path
) -> tuple[KeywordIndex, VectorIndex]:
    """The indexes that these modes need; the other one stays empty."""
    passages: list[Passage] = [
        passage
        for name, title, text in benchmark.documents
        for passage in text_passages(name, "text", heading=title, text=text, pieces=embedder.pieces)
    ]
    keywords = WhooshKeywordIndex(scratch / "keywords")
    if modes & {Mode.KEYWORD, Mode.HYBRID}:
        keywords.update(add=passages, remove=())
    vectors = FaissVectorIndex(None, embedder.dimension)
    if modes & {Mode.VECTOR, Mode.HYBRID}:
        made = embedder.passages([passage_words(passage) for passage in passages])
        vectors.update(add=[passage.id for passage in passages], vectors=made, remove=())
    return keywords, vectors


def _searcher(
    mode: Mode, keywords: KeywordIndex, vectors: VectorIndex, embedder: Embedder
) -> _Searcher:
    depth = fusion_settings().depth

    def by_words(text: str) -> list[str]:
        query = KeywordQuery(text=text, unaccented=is_unaccented(text))
        return [hit.passage for hit in keywords.search(query, depth)]

    def by_meaning(text: str) -> list[str]:
        return [hit.passage for hit in vectors.search(embedder.query(text), depth)]

    def by_both(text: str) -> list[str]:
        hits = retrieve(keywords, vectors, embedder, text, unaccented=is_unaccented(text))
        return [hit.passage for hit in hits]

    return {Mode.KEYWORD: by_words, Mode.VECTOR: by_meaning, Mode.HYBRID: by_both}[mode]


def _measure(
    benchmark: Benchmark, name: str, mode: Mode, search: _Searcher
) -> tuple[ModeScores, list[Item]]:
    search(benchmark.queries[0][1])  # what is loaded once is no part of a question's time
    start = time.perf_counter()
    found = [search(text) for _, text in benchmark.queries]
    milliseconds = 1000.0 * (time.perf_counter() - start) / len(found)
    rankings: list[tuple[list[str], frozenset[str]]] = []
    items: list[Item] = []
    for (query, text), passages in zip(benchmark.queries, found, strict=True):
        documents = list(dict.fromkeys(map(passage_document, passages)))
        right = benchmark.relevant[query]
        ranks = _ranks(documents, right)
        rankings.append((documents, right))
        items.append(
            Item(
                set=name,
                mode=mode.value,
                metric=Metric.NDCG,
                id=query,
                text=text,
                score=round(_ndcg(ranks, len(right)), 6),
                rank=ranks[0] if ranks else None,
                right=bool(ranks),
                wanted=tuple(sorted(right)),
                got=tuple(documents[:_CUT]),
                milliseconds=round(milliseconds, 2),
            )
        )
    return mean_scores(rankings, ms_per_query=milliseconds), items


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 4) if values else 0.0
