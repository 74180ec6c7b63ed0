"""``trachuan eval``: retrieval measured on a benchmark folder, answers on a file of questions.

Prints JSON; a saved run can be compared with another question by question, held against floors,
and shown as a page.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from api.assembly import make_embedder, open_library
from api.cli_output import Exit, complain, console, print_indented, write_text
from api.eval_report import render_report
from api.settings import Settings
from search.evaluation import Mode, evaluate
from search.evaluation_compare import Comparison, compare_runs
from search.evaluation_floors import Held, against_floors, read_floors
from search.evaluation_questions import (
    answer_questions,
    questions_json,
    read_questions,
    set_name,
)
from search.evaluation_run import Item, figures, read_run, write_run
from standards.errors import BadInput
from standards.today import today_in_vietnam

__all__ = ["parse_modes", "run", "write_report"]

_SHOWN = 20


def run(args: argparse.Namespace, settings: Settings) -> Exit:
    """Do what was asked for; status 1 if a figure is below its floor.

    Raises BadInput if a folder is no benchmark, or a file holds no questions, run or floors.
    """
    asked = [args.folder is not None, args.questions is not None, args.compare is not None]
    if sum(asked) != 1:
        raise BadInput(
            "give one of: a benchmark folder, --questions FILE, --compare OLD.json NEW.json"
        )
    comparison = None
    if args.compare is not None:
        then, items = (read_run(path) for path in args.compare)
        comparison = compare_runs(then, items)
        _print_comparison(comparison)
    elif args.questions is not None:
        items = _ask_questions(args.questions, args.as_of, settings)
        write_text(questions_json(items) + "\n")
    else:
        modes = parse_modes(args.modes)
        found = evaluate(args.folder, modes, make_embedder(settings), query_field=args.query_field)
        items = list(found.items)
        write_text(found.to_json() + "\n")
    if args.save is not None:
        write_run(items, args.save)
    held = against_floors(figures(items), read_floors(args.floors)) if args.floors else []
    measured = [one for one in held if one.figure is not None]
    if args.report is not None:
        write_report(args.report, items, held=measured, comparison=comparison)
    below = [one for one in measured if one.below]
    for one in below:
        complain(str(one))
    return Exit.SOME_REJECTED if below else Exit.DONE


def write_report(
    path: Path,
    items: Sequence[Item],
    *,
    held: Sequence[Held] = (),
    comparison: Comparison | None = None,
) -> None:
    """Write the page."""
    made = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    path.parent.mkdir(parents=True, exist_ok=True)
    page = render_report(items, held=held, comparison=comparison, made=made)
    path.write_text(page, encoding="utf-8")


def parse_modes(text: str) -> list[Mode]:
    """Modes with a comma between, each once. Raises BadInput.

    >>> [mode.value for mode in parse_modes("hybrid, keyword")]
    ['hybrid', 'keyword']
    """
    try:
        return list(dict.fromkeys(Mode(part.strip()) for part in text.split(",")))
    except ValueError:
        known = ",".join(mode.value for mode in Mode)
        raise BadInput(f"--modes {text!r}: choose of {known}, comma between") from None


def _ask_questions(path: Path, as_of: date | None, settings: Settings) -> list[Item]:
    questions = read_questions(path)
    library = open_library(settings)
    try:
        return answer_questions(
            library, questions, name=set_name(path), as_of=as_of or today_in_vietnam()
        )
    finally:
        library.close()


def _print_comparison(found: Comparison) -> None:
    """The sums of each set, then what was gained and lost, the largest change first."""
    out = console()
    for one in found.sets:
        print_indented(
            out,
            f"{one.set}, {one.mode}: mean score {one.then:.4f} -> {one.now:.4f} over "
            f"{one.count} questions; gained {len(one.gained)}, lost {len(one.lost)}, "
            f"p = {one.p_value:.3f}",
            style="bold",
            left=0,
        )
        _print_pairs("gained", one.gained)
        _print_pairs("lost", one.lost)
    if found.only_then or found.only_now:
        print_indented(
            out,
            f"not compared: {found.only_then} questions of the old run alone, "
            f"{found.only_now} of the new one",
            left=0,
        )


def _print_pairs(word: str, pairs: Sequence[tuple[Item, Item]]) -> None:
    out = console()
    for old, new in pairs[:_SHOWN]:
        print_indented(out, f"{word} {new.id}: {new.text}")
        for when, item in (("then", old), ("now", new)):
            rank = "none" if item.rank is None else str(item.rank)
            got = ", ".join(item.got[:5]) or "no answer"
            print_indented(out, f"{when}: rank {rank}, score {item.score:.3f}: {got}", left=6)
    if len(pairs) > _SHOWN:
        print_indented(out, f"and {len(pairs) - _SHOWN} more {word}: see --report")
