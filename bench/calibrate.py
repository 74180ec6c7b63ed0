"""Choose the thresholds below which the library says that it has no answer.

    python bench/calibrate.py LIBRARY [QUESTIONS.tsv | QUESTIONS.jsonl]...

Asks every judged question of the library folder, notes the support of its best finds, and prints
for each threshold the curve (how many answerable questions are answered, how many others refused)
and what five-fold cross-validation makes of it: the value is chosen on four fifths of the
questions and tested on the fifth. Questions: ``bench/judged.tsv`` (columns in its head), and files
of JSON Lines with ``q`` and ``kind`` (``none`` for those that nothing answers).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.library import Library
from search.calibration import Support, supports, thresholds
from search.concepts import read_question
from search.gather import find_passages
from search.shelf import shelf
from search.understanding import hs_codes, understand
from standards.loose import loose_numbers

HERE = Path(__file__).resolve().parent
FOLDS = 5
STEPS = [step / 100 for step in range(20, 100, 4)]


@dataclass(frozen=True, slots=True)
class Judged:
    """A question, whether it has an answer, and the support of its best finds."""

    text: str
    answerable: bool
    found: tuple[Support, ...]

    def answered(self, limits: dict[str, float]) -> bool:
        """Whether it would be answered with these thresholds."""
        return any(one.value >= limits[one.way] for one in self.found)


def questions(path: Path) -> Iterator[tuple[str, bool]]:
    """Texts and whether they have an answer."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        if path.suffix == ".jsonl":
            entry = json.loads(line)
            yield entry["q"], entry["kind"] != "none"
        else:
            kind, _style, _expect, _words, text = line.split("\t")
            yield text, kind != "none"


def judged(library: Library, paths: Sequence[Path]) -> list[Judged]:
    """All questions in words (numbers and HS codes need no threshold) with their support."""
    books = shelf(library)
    found: list[Judged] = []
    for path in paths:
        for text, answerable in questions(path):
            if loose_numbers(text) or hs_codes(text):
                continue
            question = read_question(text, books.vocabulary)
            understanding = understand(question)
            kind = understanding.kind.value
            finds = find_passages(books, question, kind, expects=understanding.expects)
            found.append(Judged(text, answerable, tuple(supports(finds, question, kind))))
    return found


def balance(sample: Sequence[Judged], limits: dict[str, float]) -> tuple[float, float]:
    """Share of answerable questions answered, and of the others refused."""
    yes = [one.answered(limits) for one in sample if one.answerable]
    no = [not one.answered(limits) for one in sample if not one.answerable]
    return sum(yes) / max(1, len(yes)), sum(no) / max(1, len(no))


def chosen(sample: Sequence[Judged], way: str) -> float:
    """The best value of one threshold, the others as they are: the middle of the best stretch."""
    scores = {step: sum(balance(sample, {**thresholds(), way: step})) for step in STEPS}
    best = [step for step in STEPS if scores[step] >= max(scores.values()) - 1e-9]
    return best[len(best) // 2]


def main() -> None:
    """Print curves and cross-validation."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("library", type=Path)
    parser.add_argument("questions", type=Path, nargs="*", default=[HERE / "judged.tsv"])
    args = parser.parse_args()
    sample = judged(Library.open(args.library), args.questions)
    yes = sum(one.answerable for one in sample)
    print(f"{len(sample)} questions in words, {yes} with an answer")
    for way in thresholds():
        concerned = [one for one in sample if any(found.way == way for found in one.found)]
        print(f"\n{way}: in use {thresholds()[way]:.2f}, {len(concerned)} questions concerned")
        print("threshold  answered of answerable  refused of the others")
        for step in STEPS:
            answered, refused = balance(concerned, {**thresholds(), way: step})
            print(f"{step:9.2f}  {answered:22.3f}  {refused:21.3f}")
        folds = [
            (
                chosen([o for i, o in enumerate(concerned) if i % FOLDS != fold], way),
                [o for i, o in enumerate(concerned) if i % FOLDS == fold],
            )
            for fold in range(FOLDS)
        ]
        tested = [balance(part, {**thresholds(), way: value}) for value, part in folds]
        print(
            "cross-validated: values "
            + ", ".join(f"{value:.2f}" for value, _ in folds)
            + f"; answered {sum(t[0] for t in tested) / FOLDS:.3f},"
            + f" refused {sum(t[1] for t in tested) / FOLDS:.3f}"
        )
    answered, refused = balance(sample, thresholds())
    print(f"\nall, with the thresholds in use: answered {answered:.3f}, refused {refused:.3f}")
    for one in sample:
        if one.answered(thresholds()) != one.answerable:
            print("  wrongly", "refused:" if one.answerable else "answered:", one.text[:100])


if __name__ == "__main__":
    main()
