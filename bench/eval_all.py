"""Retrieval figures on every benchmark of a folder, as one table.

Usage: ``python -m bench.eval_all FOLDER [--only NAME,NAME] [--modes keyword,vector,hybrid]
[--model NAME_OR_FOLDER] [--json FILE]``

A benchmark is a folder with corpus.jsonl.gz, queries.jsonl.gz and qrels.tsv; each is measured with
``search.evaluation.evaluate``, which is what ``trachuan eval`` runs. A line is printed as soon as
its benchmark is done.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from index.embedder import DEFAULT_MODEL, ModelEmbedder
from search.evaluation import Evaluation, Mode, evaluate


def benchmarks(folder: Path, only: frozenset[str]) -> list[Path]:
    """Folders of benchmarks, smallest corpus first, so that figures come early."""
    found = [path.parent for path in folder.glob("*/qrels.tsv")]
    wanted = [path for path in found if not only or path.name in only]
    return sorted(wanted, key=lambda path: (path / "corpus.jsonl.gz").stat().st_size)


def table_line(name: str, found: Evaluation) -> str:
    """One line of the table: nDCG, recall, MRR and time of each mode."""
    cells = [name]
    for scores in found.modes.values():
        cells.append(
            f"{scores.ndcg_at_10:.3f} / {scores.recall_at_10:.3f} / {scores.mrr_at_10:.3f}, "
            f"{scores.ms_per_query:.0f} ms"
        )
    return "| " + " | ".join([*cells, f"{found.index_seconds:.0f}"]) + " |"


def main() -> None:
    """Print the table, and write the figures as JSON Lines if asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--modes", default=",".join(Mode))
    parser.add_argument("--model", default=DEFAULT_MODEL)
    parser.add_argument("--json", type=Path, default=None)
    given = parser.parse_args()
    modes = [Mode(name) for name in given.modes.split(",")]
    only = frozenset(filter(None, given.only.split(",")))
    embedder = ModelEmbedder(given.model)
    heads = [f"{mode.value}: nDCG@10 / recall@10 / MRR@10" for mode in modes]
    print("| " + " | ".join(["benchmark", *heads, "index seconds"]) + " |")
    print("|" + "---|" * (len(modes) + 2))
    lines: list[str] = []
    for folder in benchmarks(given.folder, only):
        found = evaluate(folder, modes, embedder)
        print(table_line(folder.name, found), flush=True)
        lines.append(json.dumps({"benchmark": folder.name, **json.loads(found.to_json())}))
    if given.json is not None:
        given.json.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main()
