"""Figures on every benchmark of a folder and on files of questions, against their floors.

Usage: ``python -m bench.eval_all FOLDER [--only NAME,NAME] [--modes keyword,vector,hybrid]
[--questions FILE... --library DIR] [--as-of DAY] [--floors FILE] [--save RUN.json]
[--report FILE.html] [--remember FILE.sqlite3] [--model NAME_OR_FOLDER] [--json FILE]``

A benchmark is a folder with corpus.jsonl.gz, queries.jsonl.gz and qrels.tsv; each is measured with
``search.evaluation.evaluate``, which is what ``trachuan eval`` runs. A line is printed as soon as
its benchmark is done. A floor on the set ``NAME:FIELD`` has that benchmark measured with that field
of its questions too. ``--remember`` keeps vectors, so that a second run embeds nothing. Status 1 if
a figure is below its floor (each one is named), or was not measured though everything was asked
for.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path

from api.assembly import open_library
from api.cli_eval import write_report
from api.settings import Settings
from index.contracts import Embedder
from index.embedder import DEFAULT_MODEL, ModelEmbedder
from index.embedder_remembering import RememberingEmbedder
from search.evaluation import Evaluation, Mode, evaluate
from search.evaluation_floors import Floor, Held, against_floors, read_floors
from search.evaluation_questions import answer_questions, read_questions, set_name
from search.evaluation_run import Item, Metric, figures, write_run


def benchmarks(folder: Path, only: frozenset[str]) -> list[Path]:
    """Folders of benchmarks, smallest corpus first, so that figures come early."""
    found = [path.parent for path in folder.glob("*/qrels.tsv")]
    wanted = [path for path in found if not only or path.name in only]
    return sorted(wanted, key=lambda path: (path / "corpus.jsonl.gz").stat().st_size)


def fields(name: str, floors: list[Floor]) -> list[str]:
    """Fields of a benchmark's questions to ask: ``text``, and those that floors name."""
    named = {floor.set.partition(":")[2] for floor in floors if floor.set.startswith(f"{name}:")}
    return ["text", *sorted(named)]


def table_line(name: str, found: Evaluation) -> str:
    """One line of the table: nDCG, recall, MRR and time of each mode."""
    cells = [name]
    for scores in found.modes.values():
        cells.append(
            f"{scores.ndcg_at_10:.3f} / {scores.recall_at_10:.3f} / {scores.mrr_at_10:.3f}, "
            f"{scores.ms_per_query:.0f} ms"
        )
    return "| " + " | ".join([*cells, f"{found.index_seconds:.0f}"]) + " |"


def measure_benchmarks(given: argparse.Namespace, floors: list[Floor]) -> list[Item]:
    """Print the table; give what became of each question."""
    modes = [Mode(name) for name in given.modes.split(",")]
    only = frozenset(filter(None, given.only.split(",")))
    embedder: Embedder = ModelEmbedder(given.model)
    if given.remember is not None:
        embedder = RememberingEmbedder(embedder, given.remember)
    heads = [f"{mode.value}: nDCG@10 / recall@10 / MRR@10" for mode in modes]
    print("| " + " | ".join(["benchmark", *heads, "index seconds"]) + " |")
    print("|" + "---|" * (len(modes) + 2))
    items: list[Item] = []
    lines: list[str] = []
    for folder in benchmarks(given.folder, only):
        for field in fields(folder.name, floors):
            name = folder.name if field == "text" else f"{folder.name}:{field}"
            found = evaluate(folder, modes, embedder, query_field=field)
            print(table_line(name, found), flush=True)
            lines.append(json.dumps({"benchmark": name, **json.loads(found.to_json())}))
            items += found.items
    if given.json is not None:
        given.json.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return items


def measure_questions(files: list[Path], library_folder: Path, as_of: date) -> list[Item]:
    """Ask the questions of each file and print how many are right, by group."""
    library = open_library(Settings.from_environment().with_library(library_folder))
    items: list[Item] = []
    print("\n| questions | group | right | MRR |\n|---|---|---|---|")
    for file in files:
        name = set_name(file)
        found = answer_questions(library, read_questions(file), name=name, as_of=as_of)
        items += found
        sums = figures(found)
        ranks = {one.group: one.value for one in sums if one.metric is Metric.RECIPROCAL_RANK}
        for one in sums:
            if one.metric is Metric.RIGHT:
                right = f"{round(one.value * one.count)} of {one.count}, {one.value:.3f}"
                rank = f"{ranks[one.group]:.3f}" if one.group in ranks else ""
                print(f"| {name} | {one.group} | {right} | {rank} |", flush=True)
    library.close()
    return items


def print_floors(held: list[Held]) -> None:
    """The table of floors; what is below stands last, and again on standard error."""
    print("\n| set | mode | group | metric | figure | floor | |\n|---|---|---|---|---|---|---|")
    for one in sorted(held, key=lambda one: one.below):
        floor = one.floor
        figure = "not measured" if one.figure is None else f"{one.figure.value:.4f}"
        verdict = "" if one.figure is None else ("BELOW" if one.below else "held")
        cells = (floor.set, floor.mode, floor.group, floor.metric, figure, f"{floor.least:.3f}")
        print("| " + " | ".join((*cells, verdict)) + " |")
    for one in held:
        if one.below:
            print(one, file=sys.stderr)


def main() -> int:
    """Measure, compare with the floors, write what was asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--modes", default=",".join(Mode))
    parser.add_argument("--model", default=DEFAULT_MODEL)
    parser.add_argument("--remember", type=Path, default=None)
    parser.add_argument("--questions", type=Path, nargs="*", default=[])
    parser.add_argument("--library", type=Path, default=None)
    parser.add_argument("--as-of", type=date.fromisoformat, default=None)
    parser.add_argument("--floors", type=Path, default=None)
    parser.add_argument("--save", type=Path, default=None)
    parser.add_argument("--report", type=Path, default=None)
    parser.add_argument("--json", type=Path, default=None)
    given = parser.parse_args()
    if given.questions and given.library is None:
        parser.error("--questions needs --library")
    floors = read_floors(given.floors) if given.floors is not None else []
    items: list[Item] = []
    if given.questions:
        items += measure_questions(given.questions, given.library, given.as_of or date.today())
    items += measure_benchmarks(given, floors)
    held = against_floors(figures(items), floors)
    if floors:
        print_floors(held)
    if given.save is not None:
        write_run(items, given.save)
    if given.report is not None:
        write_report(given.report, items, held=held)
    unmeasured = not only_some(given) and any(one.figure is None for one in held)
    return 1 if unmeasured or any(one.below for one in held) else 0


def only_some(given: argparse.Namespace) -> bool:
    """Whether less than everything was asked for."""
    return bool(given.only) or Mode.HYBRID.value not in given.modes


if __name__ == "__main__":
    sys.exit(main())
