"""How fast texts become vectors, in each precision, and whether the ranking stays the same.

Usage: ``python -m bench.embedding speed --library DIR [--texts N]``
       ``python -m bench.embedding quality FOLDER [--documents N] [--questions N] [--only NAME]``

``speed`` takes passages of a library, evenly over all lengths, and prints a line an engine: texts
a second on all processors and their processor time, milliseconds of one question on one processor
and of eight asked at once, and the cosine to the vectors of sentence-transformers in float32.
``quality`` ranks the documents of each benchmark by vectors alone, passages and questions in every
pair of precisions, and prints nDCG@10. With ``--documents`` the corpus is the judged documents of
the questions taken and as many others, evenly over the rest: figures are then higher than on the
whole corpus, and only their differences count.
"""

from __future__ import annotations

import argparse
import itertools
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from index.contracts import Vectors
from index.embedder import ModelEmbedder
from index.engine import Engine, Precision
from index.engine_network import NetworkEngine
from index.engine_torch import TorchEngine
from index.keyword_terms import passage_words
from index.model import ensure_model
from index.network import network_at_hand
from index.passages import passage_document, text_passages
from index.store import SqliteStore
from search.evaluation import mean_scores, read_benchmark

QUESTIONS = (
    "mũ bảo hộ cho công nhân",
    "chiều cao lan can tối thiểu của cầu thang",
    "thép xây dựng nhập khẩu phải hợp quy không",
    "helmet for construction workers",
    "yeu cau doi voi noi hoi",
    "QCVN 06:2012/BLĐTBXH",
    "quy định về nước thải sinh hoạt",
    "khoảng cách an toàn của trạm biến áp",
)


def engines() -> dict[str, Callable[[], Engine]]:
    """Every engine that is at hand, by its name in the table."""
    folder = ensure_model()
    found: dict[str, Callable[[], Engine]] = {
        "sentence-transformers float32": lambda: TorchEngine(str(folder), Precision.FLOAT32),
        "sentence-transformers auto": lambda: TorchEngine(str(folder), Precision.AUTO),
    }
    if network_at_hand():
        for precision in (Precision.FLOAT32, Precision.BFLOAT16, Precision.INT8):
            found[f"OpenVINO {precision}"] = lambda precision=precision: NetworkEngine(
                folder, precision
            )
    return found


def speed(library: Path, count: int) -> None:
    """Print the table of speeds; the first engine's vectors are what the others are compared to."""
    texts = sorted((passage_words(p) for p in SqliteStore(library).all_passages()), key=len)
    sample = [texts[place] for place in np.linspace(0, len(texts) - 1, count).astype(int)]
    exact: Vectors | None = None
    print("| engine | texts/s | CPU ms a text | question ms | 8 at once, ms each | least cosine |")
    print("|---|---|---|---|---|---|")
    for name, make in engines().items():
        engine = make()
        engine.vectors(sample[:2])
        began, spent = time.perf_counter(), time.process_time()
        vectors = engine.vectors(sample)
        wall, cpu = time.perf_counter() - began, time.process_time() - spent
        exact = vectors if exact is None else exact
        one = _median_ms(lambda engine=engine: [engine.question(text) for text in QUESTIONS])
        with ThreadPoolExecutor(8) as pool:
            many = _median_ms(
                lambda engine=engine, pool=pool: list(pool.map(engine.question, QUESTIONS))
            )
        cosine = float((exact * vectors).sum(axis=1).min())
        print(
            f"| {name} | {count / wall:.1f} | {1000 * cpu / count:.1f} | {one:.1f} | {many:.1f} "
            f"| {cosine:.5f} |",
            flush=True,
        )


def quality(folder: Path, documents: int, questions: int) -> None:
    """Print a line a benchmark: nDCG@10 of every pair of precisions of passages and questions."""
    by_name = {
        precision: ModelEmbedder(precision=precision)
        for precision in (Precision.FLOAT32, Precision.INT8)
    }
    benchmark = read_benchmark(folder)
    asked = benchmark.queries[:: max(len(benchmark.queries) // questions, 1)]
    judged = set().union(*(benchmark.relevant[name] for name, _ in asked))
    others = [row for row in benchmark.documents if row[0] not in judged]
    taken = [row for row in benchmark.documents if row[0] in judged]
    taken += others[:: max(len(others) // max(documents, 1), 1)][:documents]
    pieces = by_name[Precision.INT8].pieces
    passages = [
        passage
        for name, title, text in taken
        for passage in text_passages(name, "text", heading=title, text=text, pieces=pieces)
    ]
    owners = [passage_document(passage.id) for passage in passages]
    words = [passage_words(passage) for passage in passages]
    made = {name: one.passages(words) for name, one in by_name.items()}
    wanted = {
        name: np.stack([one.query(text) for _, text in asked]) for name, one in by_name.items()
    }
    cells = []
    for of_passages, of_questions in itertools.product(by_name, by_name):
        scores = wanted[of_questions] @ made[of_passages].T
        ranked = [
            (_documents(row, owners), benchmark.relevant[name])
            for row, (name, _) in zip(scores, asked, strict=True)
        ]
        cells.append(f"{mean_scores(ranked, ms_per_query=0.0).ndcg_at_10:.4f}")
    size = f"{len(asked)} questions, {len(taken)} documents, {len(passages)} passages"
    print(f"| {folder.name} ({size}) | " + " | ".join(cells) + " |", flush=True)


def _documents(scores: Vectors, owners: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(owners[place] for place in np.argsort(-scores)[:100]))


def _median_ms(run: Callable[[], object], rounds: int = 7) -> float:
    spent = []
    for _ in range(rounds):
        began = time.perf_counter()
        run()
        spent.append(1000 * (time.perf_counter() - began) / len(QUESTIONS))
    return float(np.median(spent))


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    fast = commands.add_parser("speed")
    fast.add_argument("--library", type=Path, required=True)
    fast.add_argument("--texts", type=int, default=120)
    good = commands.add_parser("quality")
    good.add_argument("folder", type=Path)
    good.add_argument("--documents", type=int, default=10**9)
    good.add_argument("--questions", type=int, default=10**9)
    good.add_argument("--only", default="")
    given = parser.parse_args()
    if given.command == "speed":
        speed(given.library, given.texts)
        return
    print("| passages/questions in | float32/float32 | float32/int8 | int8/float32 | int8/int8 |")
    print("|---|---|---|---|---|")
    for path in sorted(given.folder.glob("*/qrels.tsv")):
        if not given.only or path.parent.name in given.only.split(","):
            quality(path.parent, given.documents, given.questions)


if __name__ == "__main__":
    main()
