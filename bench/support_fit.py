"""Fits when the finds support an answer, and says how well it does on questions it has not seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from bench.curves import Curve, curves_svg
from bench.logistic import Regression, left_out, platt, probability, regress, reliability
from search.calibration import Support, fit_in_use

__all__ = ["SIGNALS", "Fitted", "Table", "drawn", "fitted_support", "report"]

SIGNALS = ("strength", "head", "score", "named", "clause")
RISING = (True, True, True, True, False)
_REFUSALS = 0.1
"""What a set counts that has only questions which nothing answers."""
_NOISE = 0.01
STEPS = [step / 100 for step in range(10, 95, 5)]


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """The signals of all questions, whether they have an answer, their sets, which are answered
    whatever the probability, and what each counts.

    Each set counts by the square root of its size, one that has only questions without an answer a
    tenth of that: such a set says nothing of what is lost. ``found``: whether a right find is among
    the first five.
    """

    signals: NDArray[np.float64]
    truth: NDArray[np.bool_]
    parts: NDArray[np.str_]
    whole: NDArray[np.bool_]
    found: NDArray[np.bool_]
    counts: NDArray[np.float64]

    @staticmethod
    def of(questions: Sequence[tuple[str, Support, bool, bool]]) -> Table:
        """From set, signals, truth and what was found of each question."""
        parts = np.array([part for part, _, _, _ in questions])
        truth = np.array([answerable for _, _, answerable, _ in questions])
        counts = np.zeros(len(questions))
        for part in np.unique(parts):
            here = parts == part
            counts[here] = (1.0 if truth[here].any() else _REFUSALS) / np.sqrt(here.sum())
        enough = fit_in_use().whole
        return Table(
            signals=np.array(
                [[float(getattr(said, name)) for name in SIGNALS] for _, said, _, _ in questions]
            ),
            truth=truth,
            parts=parts,
            whole=np.array([said.whole >= enough for _, said, _, _ in questions]),
            found=np.array([found for _, _, _, found in questions]),
            counts=counts,
        )

    @property
    def names(self) -> list[str]:
        """The sets, in the order in which they were given."""
        return list(dict.fromkeys(map(str, self.parts)))

    def mixed(self) -> NDArray[np.bool_]:
        """Questions of the sets that have both sorts."""
        both = [name for name in self.names if 0 < self.truth[self.parts == name].mean() < 1]
        return np.isin(self.parts, both)

    def shares(self, said: NDArray[np.float64], least: float, name: str) -> tuple[float, float]:
        """Answered of the answerable and refused of the others, of a set; NaN where it has none."""
        here, passed = self.parts == name, self.whole | (said >= least)
        yes, no = here & self.truth, here & ~self.truth
        answered = float(passed[yes].mean()) if yes.any() else float("nan")
        return answered, float((~passed[no]).mean()) if no.any() else float("nan")


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """The regression to use, the threshold; what it says of each question (``own``), and what a
    fit said that had not seen the question's set (``said``)."""

    regression: Regression
    least: float
    own: NDArray[np.float64]
    said: NDArray[np.float64]


def fitted_support(table: Table) -> Fitted:
    """Fit; scale by left-out questions so that probabilities come true; choose the threshold."""
    fit = regress(table.signals, table.truth, table.counts, rising=RISING)
    logits = left_out(table.signals, table.truth, table.counts, table.parts, rising=RISING)
    mixed = table.mixed()
    slope, shift = platt(logits[mixed], table.truth[mixed], table.counts[mixed])
    regression = Regression(slope * fit.intercept + shift, slope * fit.weights)
    own = probability(regression.logits(table.signals))
    return Fitted(regression, _threshold(table, own), own, probability(slope * logits + shift))


def _threshold(table: Table, said: NDArray[np.float64]) -> float:
    """The middle of those thresholds at which most is right, but for noise.

    Right is a right find among the first five of an answered question, or a refusal where nothing
    answers; questions for a product, for a clause and those that nothing answers count alike, and
    so do the sets that have all of them.
    """
    parts = np.unique(table.parts[table.mixed()])

    def right(least: float) -> float:
        answered = table.whole | (said >= least)
        shares = []
        for part in parts:
            yes, no = (table.parts == part) & table.truth, (table.parts == part) & ~table.truth
            shares.append((2 * (answered & table.found)[yes].mean() + (~answered[no]).mean()) / 3)
        return float(np.mean(shares))

    values = [right(step) for step in STEPS]
    alike = [s for s, value in zip(STEPS, values, strict=True) if value >= max(values) - _NOISE]
    return alike[len(alike) // 2]


def report(table: Table, fit: Fitted) -> str:
    """The figures in words and columns."""
    mixed, names = table.mixed(), table.names
    lines = [
        f"{len(table.truth)} questions in words, {table.truth.sum()} with an answer",
        f"intercept = {fit.regression.intercept:.2f}",
        *(f"{n} = {v:.2f}" for n, v in zip(SIGNALS, fit.regression.weights, strict=True)),
        f"least = {fit.least:.2f}",
        "area under the curve, each set left out of its fit: "
        + ", ".join(f"{name} {_area(table, fit, table.parts == name):.3f}" for name in names)
        + f", together {_area(table, fit, mixed):.3f}",
        "threshold  " + "  ".join(f"{name:>16}" for name in names),
    ]
    for step in STEPS:
        cells = ["{:.3f} / {:.3f}".format(*table.shares(fit.said, step, n)) for n in names]
        lines.append(f"{step:9.2f}  " + "  ".join(cell.rjust(16) for cell in cells))
    own = ["{:.3f} / {:.3f}".format(*table.shares(fit.own, fit.least, n)) for n in names]
    lines.append(f"in use at {fit.least:.2f}: " + "  ".join(cell.rjust(16) for cell in own))
    lines.append("each cell: answered of the answerable / refused of the others; no cell but those")
    lines.append("of the last line is of a fit that had seen the set")
    lines.append("probability said, and how often it came true (sets with both sorts):")
    for line in reliability(fit.said[mixed], table.truth[mixed]):
        lines.append(f"  {line.said:.2f}  {line.true:.2f}  of {line.count}")
    return "\n".join(lines)


def _area(table: Table, fit: Fitted, here: NDArray[np.bool_]) -> float:
    truth = table.truth[here]
    return float(roc_auc_score(truth, fit.said[here])) if 0 < truth.mean() < 1 else float("nan")


def drawn(table: Table, fit: Fitted) -> tuple[str, str]:
    """Two drawings: the shares at every threshold, the one in use marked; and how often what was
    said came true."""
    mixed = table.mixed()
    in_use = STEPS.index(fit.least)
    curves: dict[str, Curve] = {}
    for name in dict.fromkeys(map(str, table.parts[mixed])):
        shares = [table.shares(fit.said, step, name) for step in STEPS]
        curves[name] = Curve([(no, yes) for yes, no in shares], in_use)
    first = curves_svg(
        curves,
        title="Answered and refused, by threshold (the one in use is marked)",
        across="refused, of the questions that nothing answers",
        up="answered, of the questions that have an answer",
    )
    lines = reliability(fit.said[mixed], table.truth[mixed])
    second = curves_svg(
        {
            "measured": Curve([(line.said, line.true) for line in lines]),
            "ideal": Curve([(0.0, 0.0), (1.0, 1.0)]),
        },
        title="Probability said, and how often it came true",
        across="said of questions whose set the fit had not seen",
        up="share that had an answer",
    )
    return first, second
