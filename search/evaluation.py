"""Measures retrieval on a benchmark folder, through the very code that answers questions.

The folder holds ``corpus.jsonl.gz`` (``id``, ``title``, ``text``), ``queries.jsonl.gz`` (``id``,
``text``) and ``qrels.tsv`` (query, document, 1). Documents are cut into passages, analysed,
embedded, indexed and fused as a library's clauses are; a document stands where its best passage
stands. nDCG is that of Järvelin and Kekäläinen 2002 with binary gain.
"""

from __future__ import annotations

import gzip
import json
import math
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from index.analysis import is_unaccented
from index.contracts import Embedder, KeywordIndex, KeywordQuery, Passage, VectorIndex
from index.keyword import WhooshKeywordIndex
from index.keyword_terms import passage_words
from index.passages import passage_document, text_passages
from index.vector import FaissVectorIndex
from search.fusion import fusion_settings
from search.retrieval import retrieve
from standards.errors import BadInput

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
class Benchmark:
    """Documents (id, title, text), questions (id, text) and which documents answer which."""

    documents: tuple[tuple[str, str, str], ...]
    queries: tuple[tuple[str, str], ...]
    relevant: dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeScores:
    """Means over the questions: nDCG, recall and reciprocal rank at 10, milliseconds a question."""

    ndcg_at_10: float
    recall_at_10: float
    mrr_at_10: float
    ms_per_query: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What ``trachuan eval`` prints; a mode that was not asked for is absent."""

    modes: dict[Mode, ModeScores]
    index_seconds: float

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
        return Evaluation(
            modes={
                mode: _measure(benchmark, _searcher(mode, keywords, vectors, embedder))
                for mode in modes
            },
            index_seconds=seconds,
        )


def read_benchmark(folder: Path, *, query_field: str = "text") -> Benchmark:
    """Read the three files. Questions without a judged document are left out. Raises BadInput."""
    relevant: dict[str, set[str]] = defaultdict(set)
    for query, document in _judgements(folder / "qrels.tsv"):
        relevant[query].add(document)
    documents = tuple(
        (row["id"], row.get("title", ""), row["text"])
        for row in _rows(folder / "corpus.jsonl.gz", ("id", "text"))
    )
    queries = tuple(
        (row["id"], row[query_field])
        for row in _rows(folder / "queries.jsonl.gz", ("id", query_field))
        if row["id"] in relevant
    )
    if not documents or not queries:
        raise BadInput(f"{folder} holds no documents, or no question with a judged document")
    return Benchmark(
        documents=documents,
        queries=queries,
        relevant={query: frozenset(found) for query, found in relevant.items()},
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
        ranks = [rank for rank, name in enumerate(ranking[:_CUT], 1) if name in right]
        ideal = sum(1.0 / math.log2(rank + 1) for rank in range(1, min(_CUT, len(right)) + 1))
        ndcg.append(sum(1.0 / math.log2(rank + 1) for rank in ranks) / ideal)
        recall.append(len(ranks) / len(right))
        reciprocal.append(1.0 / ranks[0] if ranks else 0.0)
    return ModeScores(
        ndcg_at_10=_mean(ndcg),
        recall_at_10=_mean(recall),
        mrr_at_10=_mean(reciprocal),
        ms_per_query=round(ms_per_query, 3),
    )


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


def _measure(benchmark: Benchmark, search: _Searcher) -> ModeScores:
    search(benchmark.queries[0][1])  # what is loaded once is no part of a question's time
    rankings: list[tuple[list[str], frozenset[str]]] = []
    start = time.perf_counter()
    found = [(query, search(text)) for query, text in benchmark.queries]
    seconds = time.perf_counter() - start
    for query, passages in found:
        documents = list(dict.fromkeys(map(passage_document, passages)))
        rankings.append((documents, benchmark.relevant[query]))
    return mean_scores(rankings, ms_per_query=1000.0 * seconds / len(found))


def _rows(path: Path, needed: Sequence[str]) -> Iterator[dict[str, str]]:
    """Objects of a compressed JSON Lines file, their text fields; BadInput names what is wrong."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") as stream:
            for number, line in enumerate(stream, 1):
                row = json.loads(line)
                missing = [name for name in needed if not isinstance(row.get(name), str)]
                if missing:
                    raise BadInput(f"{path}, line {number}: no text field {missing[0]!r}")
                yield {name: value for name, value in row.items() if isinstance(value, str)}
    except (OSError, ValueError, AttributeError) as error:
        raise BadInput(
            f"{path} cannot be read as compressed JSON Lines ({error}); a benchmark folder holds "
            "corpus.jsonl.gz, queries.jsonl.gz and qrels.tsv"
        ) from error


def _judgements(path: Path) -> Iterator[tuple[str, str]]:
    """Pairs of question and document judged relevant: lines ``query, document, 1`` or TREC's
    ``query, 0, document, 1``; a line of names at the top is skipped.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise BadInput(f"{path} cannot be read ({error})") from error
    for line in lines:
        query, *middle, judgement = line.split("\t")
        if middle and judgement.strip().isdigit() and int(judgement) > 0:
            yield query, middle[-1].strip()


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 4) if values else 0.0
