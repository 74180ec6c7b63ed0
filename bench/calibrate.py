"""Fit when the library says that it has no answer, and show what the fit is worth.

    python -m bench.calibrate LIBRARY [QUESTIONS.tsv | QUESTIONS.jsonl]... [--draw FILE.svg]

Asks every judged question of the library folder, notes what the first finds say for an answer, fits
the logistic regression of ``search.calibration``, and prints the coefficients and, by ten-fold
cross-validation, for each threshold how many answerable questions are answered and how many others
refused; ``--draw`` writes those shares as curves. Questions: ``bench/judged.tsv`` (columns in its
head), and files of JSON Lines with ``q`` and ``kind`` (``none`` for those that nothing answers).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from bench.curves import Curve, curves_svg
from index.library import Library
from search.calibration import Support, fit_in_use, support
from search.concepts import read_question
from search.gather import find_passages
from search.shelf import shelf
from search.speaking import speaking
from search.understanding import hs_codes, understand
from standards.loose import loose_numbers

HERE = Path(__file__).resolve().parent
FOLDS = 10
STEPS = [step / 100 for step in range(10, 95, 5)]


def questions(path: Path) -> Iterator[tuple[str, bool]]:
    """Texts and whether they have an answer."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        if path.suffix == ".jsonl":
            entry = json.loads(line)
            yield entry["q"], entry["kind"] != "none"
        else:
            kind, _style, expect, _words, text = line.split("\t")
            yield text, kind != "none" and expect != "-"


def judged(library: Library, path: Path) -> Iterator[tuple[Support, bool]]:
    """Questions in words (numbers and HS codes need no threshold) with their support."""
    books = shelf(library)
    for text, answerable in questions(path):
        if loose_numbers(text) or hs_codes(text):
            continue
        question = read_question(text, books.vocabulary)
        understanding = understand(question)
        kind = understanding.kind.value
        found = find_passages(books, question, kind, expects=understanding.expects)
        finds = speaking(books, found, question, kind)
        said = support(finds, question, kind, len(books.keywords))
        yield said or Support(strength=0.0, covered=0.0, head=0.0, whole=0.0), answerable


def main() -> None:
    """Print the fit and its curves."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("library", type=Path)
    parser.add_argument("questions", type=Path, nargs="*", default=[HERE / "judged.tsv"])
    parser.add_argument("--draw", type=Path, default=None)
    args = parser.parse_args()
    library = Library.open(args.library)
    sample = [
        (f"{path.parent.name}/{path.stem}", *one)
        for path in args.questions
        for one in judged(library, path)
    ]
    files = np.array([name for name, _, _ in sample])
    signals = np.array([(said.strength, said.covered, said.head) for _, said, _ in sample])
    whole = np.array([said.whole >= fit_in_use().whole for _, said, _ in sample])
    answerable = np.array([answer for _, _, answer in sample])
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    model = LogisticRegression()
    tested = cross_val_predict(model, signals, answerable, cv=folds, method="predict_proba")[:, 1]
    fitted = model.fit(signals, answerable)
    print(f"{len(sample)} questions in words, {answerable.sum()} with an answer")
    names = ("strength", "covered", "head")
    print(f"intercept = {fitted.intercept_[0]:.3f}")
    for name, value in zip(names, fitted.coef_[0], strict=True):
        print(f"{name} = {value:.3f}")
    print(f"in use: {fit_in_use()}")
    print(f"area under the curve, cross-validated: {roc_auc_score(answerable, tested):.3f}")
    print("threshold  " + "  ".join(f"{name:>22}" for name in dict.fromkeys(files)))
    points: dict[str, list[tuple[float, float]]] = {name: [] for name in dict.fromkeys(files)}
    for step in STEPS:
        cells = []
        for name in dict.fromkeys(files):
            here = files == name
            passed = whole | (tested >= step)
            yes, no = passed[here & answerable].mean(), (~passed[here & ~answerable]).mean()
            points[name].append((float(no), float(yes)))
            cells.append(f"{yes:.3f} / {no:.3f}".rjust(22))
        print(f"{step:9.2f}  " + "  ".join(cells))
    print("each cell: answered of the answerable / refused of the others")
    if args.draw is not None:
        args.draw.write_text(drawn(points), encoding="utf-8")


def drawn(points: dict[str, list[tuple[float, float]]]) -> str:
    """The shares at every threshold as curves, the threshold in use marked."""
    nearest = min(range(len(STEPS)), key=lambda place: abs(STEPS[place] - fit_in_use().least))
    return curves_svg(
        {name: Curve(places, nearest) for name, places in points.items()},
        title="Answered and refused, by threshold (the one in use is marked)",
        across="refused, of the questions that nothing answers",
        up="answered, of the questions that have an answer",
    )


if __name__ == "__main__":
    main()
