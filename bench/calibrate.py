"""Fit the order of finds and when the library says that it has no answer; show what both are worth.

    python -m bench.calibrate LIBRARY [NAME=]SET... [--write] [--draw FILE.svg]

Asks every judged question of the library folder, once. Then fits the weights of the order
(``search/data/weights.toml``) and the regression of ``search.calibration``
(``search/data/support.toml``), each by leaving out one set of questions after the other; prints
the figures; ``--write`` puts the coefficients into the data files, ``--draw`` writes the curves
and, beside them, how probabilities came true. Sets: see ``bench/judged_sets.py``.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from api.assembly import open_library
from api.settings import Settings
from bench.judged_sets import Judged, judged_questions
from bench.order_fit import SORTS, Ranked, fitted_order, vector_of, with_order
from bench.support_fit import SIGNALS, Fitted, Table, drawn, fitted_support, report
from index.library import Library
from search.calibration import Support, fit_in_use, support
from search.concepts import Question
from search.evidence import evidence_of
from search.gather import find_passages
from search.question_read import NeedRead, read_needs, read_words
from search.scoring import FEATURES, Find, Weights, expected_patterns, score_of, weights
from search.shelf import Shelf, shelf
from search.speaking import speaking
from search.understanding import understand
from search.understood import Wish

HERE = Path(__file__).resolve().parent
DATA = HERE.parent / "search" / "data"
RANKED = 14
"""Finds of a question whose order counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A need of a question in words: the finds that speak of it, and which of them are right."""

    question: Question
    kind: str
    finds: tuple[Find, ...]
    right: tuple[bool, ...]
    passages: int

    def said(self, chosen: Weights) -> Support:
        """What the finds say for an answer when ordered by these weights."""
        scored = [
            replace(find, score=score_of(find.features, find.sort, self.kind, chosen))
            for find in self.finds
        ]
        scored.sort(key=lambda find: (-find.score, find.passage.id))
        found = support(scored, self.question, self.kind, self.passages)
        return found or Support(clause=float(self.kind == "clause"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A question as it was asked, its needs read apart: one answer to any of them is an answer."""

    judged: Judged
    readings: tuple[Reading, ...]

    def said(self, chosen: Weights) -> Support:
        """What is said for an answer to the need for which most is said."""
        return max((one.said(chosen) for one in self.readings), key=fit_in_use().probability)

    @property
    def has_found(self) -> bool:
        """Whether a right find is among the first five of any need."""
        return any(any(one.right[:5]) for one in self.readings)

    def ranked(self, kind: str) -> Iterator[Ranked]:
        """The first finds of its needs of a kind, for the fit of their order."""
        for one in self.readings:
            if one.kind == kind and (any(one.right) or len(self.readings) == 1):
                first = one.finds[: len(one.right)]
                yield Ranked.of(self.judged.part, kind, first, one.right)


def asked(library: Library, judged: Sequence[Judged]) -> Iterator[Sample]:
    """The questions in words (numbers and HS codes need no threshold) with their finds."""
    books, day = shelf(library), date.today()
    for one in judged:
        read = read_needs(books, one.text, day, Wish())
        if any(need.finds or need.codes or need.relation is not None for need in read.needs):
            continue
        yield Sample(
            judged=one,
            readings=tuple(_reading(books, one, need, day) for need in read.needs),
        )


def _reading(books: Shelf, one: Judged, need: NeedRead, day: date) -> Reading:
    question = read_words(books, need.rest, Wish())
    kind, expects = need.need.kind.value, understand(question).expects
    found = find_passages(books, question, kind, expects=expects)
    finds = tuple(speaking(books, found[: 4 * RANKED], question, kind))
    patterns = expected_patterns(expects)
    first = finds[:RANKED] if one.answerable else ()
    evidence = (evidence_of(books, find, question.concepts, patterns, day) for find in first)
    return Reading(
        question=question,
        kind=kind,
        finds=finds,
        right=tuple(one.is_met(each) for each in evidence),
        passages=len(books.keywords),
    )


def ordered(samples: Sequence[Sample]) -> Weights:
    """The weights in use, or better ones for the order of finds; prints what they bring."""
    chosen = weights()
    for kind in ("product", "clause"):
        answerable = [one for one in samples if one.judged.answerable]
        ranked = [each for one in answerable for each in one.ranked(kind) if len(each.rows)]
        vector, now, fitted = fitted_order(ranked, vector_of(chosen, kind))
        print(
            f"order, {kind}: {len(ranked)} questions, reciprocal rank {now:.4f}, fit {fitted:.4f}"
        )
        chosen = with_order(chosen, kind, vector)
    return chosen


def main() -> None:
    """Ask, fit, print; write what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("library", type=Path)
    parser.add_argument("sets", nargs="*", default=[str(HERE / "judged.tsv")])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--draw", type=Path, default=None)
    args = parser.parse_args()
    library = open_library(Settings.from_environment({}).with_library(args.library))
    samples = [one for name in args.sets for one in asked(library, _questions(library, name))]
    chosen = ordered(samples)
    table = Table.of(
        [
            (one.judged.part, one.said(chosen), one.judged.answerable, one.has_found)
            for one in samples
        ]
    )
    fit = fitted_support(table)
    print(report(table, fit))
    if args.write:
        write_weights(DATA / "weights.toml", chosen)
        write_support(DATA / "support.toml", fit)
    if args.draw is not None:
        curves, bins = drawn(table, fit)
        args.draw.write_text(curves, encoding="utf-8")
        args.draw.with_stem(f"{args.draw.stem}-reliability").write_text(bins, encoding="utf-8")


def _questions(library: Library, name: str) -> list[Judged]:
    """The questions of ``SET`` or ``NAME=SET``."""
    label, _, path = name.rpartition("=")
    found = judged_questions(library, Path(path))
    return [replace(one, part=label) for one in found] if label else found


def write_weights(path: Path, chosen: Weights) -> None:
    """Put the weights of features and sorts into the file; its comments stay."""
    tables = {
        f"score.{kind}": {n: chosen.score[kind][n] for n in FEATURES} for kind in chosen.score
    }
    tables |= {f"kind.{kind}": {s: chosen.kind[kind][s] for s in SORTS} for kind in chosen.kind}
    _write(path, tables)


def write_support(path: Path, fit: Fitted) -> None:
    """Put the regression and the threshold into the file; its comments stay."""
    weights_of = dict(zip(SIGNALS, map(float, fit.regression.weights), strict=True))
    values = {"intercept": fit.regression.intercept, "least": fit.least}
    _write(path, {"fit": values, "weight": weights_of})


def _write(path: Path, tables: Mapping[str, Mapping[str, float]]) -> None:
    """Change numbers of a TOML file in place: ``table -> key -> value``."""
    table, lines = "", []
    for line in path.read_text(encoding="utf-8").splitlines():
        if head := re.match(r"\[([\w.]+)\]", line):
            table = head.group(1)
        if entry := re.match(r"(\w+) = (-?[\d.]+)", line):
            value = tables.get(table, {}).get(entry.group(1))
            if value is not None:
                line = f"{entry.group(1)} = {value:.2f}{line[entry.end() :]}"
        lines.append(line)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
