"""Fit how the legs are joined and what other words of a question count.

    python -m bench.fit_fusion FOLDER [--only NAME,NAME] [--scores FILE] [--model M] [--write]

For every benchmark of the folder (and its questions in English, where it has them) each setting of
a list is measured question by question: those in use, and each number changed by itself. Printed
are nDCG@10 of every setting, what each benchmark gets from the setting that is best for the others
(leave one out), and what one half of the questions gets from the setting that is best for the other
half. ``--scores`` keeps what was measured, so that benchmarks can be measured one at a time;
``--write`` puts the setting with the best mean into ``search/data``.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean

from bench.eval_all import benchmarks
from index.analysis import is_unaccented
from index.contracts import Embedder, Vectors
from index.embedder import DEFAULT_MODEL, ModelEmbedder
from index.keyword import WhooshKeywordIndex
from index.keyword_terms import passage_words
from index.passages import passage_document, text_passages
from index.vector import FaissVectorIndex
from search.evaluation import Benchmark, mean_scores, read_benchmark
from search.fusion import FusionSettings, fusion_settings
from search.retrieval import retrieve
from search.wordings import WordingSettings, wording_settings

DATA = Path(__file__).resolve().parent.parent / "search" / "data"
GRID: dict[str, tuple[float, ...]] = {
    "coverage_worth": (2.5, 3.3, 4.1, 4.96, 6.2, 8.3, 12.4),
    "name_words": (0.0, 0.25, 0.5),
    "name_meaning": (0.0, 0.25, 0.5),
    "leftover_words": (0.0, 0.1, 0.2),
    "material_words": (0.0, 0.2, 0.3, 0.4),
    "material_meaning": (0.0, 0.1, 0.2, 0.3),
    "english_words": (0.0, 0.25, 0.5, 0.75),
    "english_shift": (0.0, 0.25, 0.5, 0.75),
}
"""Values tried for each number, one number at a time around those in use."""
_HALVES = 50

Scores = dict[str, dict[str, list[float]]]
"""nDCG@10 of each question, in order, by benchmark and setting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Both data files, and the number that differs from them."""

    name: str
    fusion: FusionSettings
    wording: WordingSettings


class Held:
    """An embedder that embeds no question twice."""

    def __init__(self, inner: Embedder) -> None:
        self._inner = inner
        self._known: dict[str, Vectors] = {}
        self.name, self.dimension = inner.name, inner.dimension
        self.passages, self.pieces = inner.passages, inner.pieces

    def query(self, text: str) -> Vectors:
        """The vector of a question."""
        if text not in self._known:
            self._known[text] = self._inner.query(text)
        return self._known[text]


def settings_tried() -> list[Setting]:
    """The setting in use first, then each number changed by itself."""
    fusion, wording = fusion_settings(), wording_settings()
    tried = [Setting(name="in use", fusion=fusion, wording=wording)]
    for number, values in GRID.items():
        for value in values:
            name = f"{number} {value:g}"
            if number == "coverage_worth" and value != fusion.coverage_worth:
                changed = replace(fusion, coverage_worth=value)
                tried.append(Setting(name=name, fusion=changed, wording=wording))
            elif number != "coverage_worth" and value != getattr(wording, number):
                other = replace(wording, **{number: value})
                tried.append(Setting(name=name, fusion=fusion, wording=other))
    return tried


def measure(folder: Path, embedder: Embedder, tried: Sequence[Setting]) -> Scores:
    """Scores on one benchmark, and on its questions in English if it has them."""
    found: Scores = {}
    with tempfile.TemporaryDirectory(prefix="trachuan-fit-") as scratch:
        benchmark = read_benchmark(folder)
        legs = _legs(benchmark, embedder, Path(scratch))
        found[folder.name] = {each.name: _scores(benchmark, legs, each) for each in tried}
        if _in_english(folder):
            asked = read_benchmark(folder, query_field="text_en")
            name = f"{folder.name} in English"
            found[name] = {each.name: _scores(asked, legs, each) for each in tried}
    return found


_Legs = tuple[WhooshKeywordIndex, FaissVectorIndex, Embedder]


def _legs(benchmark: Benchmark, embedder: Embedder, scratch: Path) -> _Legs:
    passages = [
        passage
        for name, title, text in benchmark.documents
        for passage in text_passages(name, "text", heading=title, text=text, pieces=embedder.pieces)
    ]
    keywords, vectors = WhooshKeywordIndex(scratch), FaissVectorIndex(None, embedder.dimension)
    keywords.update(add=passages, remove=())
    made = embedder.passages([passage_words(passage) for passage in passages])
    vectors.update(add=[passage.id for passage in passages], vectors=made, remove=())
    return keywords, vectors, Held(embedder)


def _scores(benchmark: Benchmark, legs: _Legs, setting: Setting) -> list[float]:
    found: list[float] = []
    for query, text in benchmark.queries:
        bare = is_unaccented(text)
        hits = retrieve(
            *legs, text, unaccented=bare, settings=setting.fusion, wording=setting.wording
        )
        ranking = list(dict.fromkeys(passage_document(hit.passage) for hit in hits))
        one = mean_scores([(ranking, benchmark.relevant[query])], ms_per_query=0.0)
        found.append(one.ndcg_at_10)
    return found


def _in_english(folder: Path) -> bool:
    with gzip.open(folder / "queries.jsonl.gz", "rt", encoding="utf-8") as stream:
        return '"text_en"' in stream.readline()


def table(scores: Scores) -> Iterator[str]:
    """Lines of the three tables, as Markdown."""
    names = list(scores)
    tried = list(next(iter(scores.values())))
    means = {each: {name: fmean(scores[name][each]) for name in names} for each in tried}
    yield "| setting | " + " | ".join(names) + " | mean |"
    yield "|" + "---|" * (len(names) + 2)
    for each, found in means.items():
        cells = [f"{found[name]:.3f}" for name in names]
        yield f"| {each} | " + " | ".join(cells) + f" | {fmean(found.values()):.4f} |"
    yield "\n| left out | best for the others | there | in use |\n|---|---|---|---|"
    for name in names:
        best = _best(means, [other for other in names if other != name])
        yield f"| {name} | {best} | {means[best][name]:.3f} | {means[tried[0]][name]:.3f} |"
    fitted, tested, used = _halves(scores, tried)
    yield (
        f"\nBest on one half of the questions, {_HALVES} times: {fitted:.4f} there, {tested:.4f} "
        f"on the other half; the setting in use has {used:.4f} on the other half."
    )


def _best(means: Mapping[str, Mapping[str, float]], names: Sequence[str]) -> str:
    if not names:
        return next(iter(means))
    return max(means, key=lambda each: fmean(means[each][name] for name in names))


def _halves(scores: Scores, tried: Sequence[str]) -> tuple[float, float, float]:
    chance = random.Random(7)
    rows: list[tuple[float, float, float]] = []
    for _ in range(_HALVES):
        one: dict[str, dict[str, float]] = {each: {} for each in tried}
        two: dict[str, dict[str, float]] = {each: {} for each in tried}
        for name, found in scores.items():
            places = list(range(len(found[tried[0]])))
            chance.shuffle(places)
            cut = len(places) // 2
            for each in tried:
                one[each][name] = fmean(found[each][place] for place in places[:cut])
                two[each][name] = fmean(found[each][place] for place in places[cut:])
        best = _best(one, list(scores))
        rows.append(
            (fmean(one[best].values()), fmean(two[best].values()), fmean(two[tried[0]].values()))
        )
    return fmean(r[0] for r in rows), fmean(r[1] for r in rows), fmean(r[2] for r in rows)


def write(name: str) -> None:
    """Put one number (``coverage_worth 4.96``, ``english_shift 0.5``) into its data file."""
    number, _, value = name.partition(" ")
    if not value or number not in GRID:
        return
    section, _, key = number.partition("_")
    path = DATA / ("fusion.toml" if section == "coverage" else "wordings.toml")
    text = path.read_text(encoding="utf-8")
    if section == "coverage":
        pattern = rf"(?m)^({number} = ).*$"
    else:
        pattern = rf"(?ms)(^\[{section}\]$.*?^{key} = )[^\n]*$"
    path.write_text(re.sub(pattern, rf"\g<1>{value}", text, count=1), encoding="utf-8")


def main() -> None:
    """Measure, print the tables, and write the best setting if asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--scores", type=Path, default=None)
    parser.add_argument("--model", default=DEFAULT_MODEL)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    tried = settings_tried()
    scores: Scores = {}
    if given.scores is not None and given.scores.is_file():
        scores = json.loads(given.scores.read_text(encoding="utf-8"))
    embedder = ModelEmbedder(given.model)
    for folder in benchmarks(given.folder, frozenset(filter(None, given.only.split(",")))):
        scores.update(measure(folder, embedder, tried))
        if given.scores is not None:
            given.scores.write_text(json.dumps(scores), encoding="utf-8")
    print("\n".join(table(scores)))
    means = {
        each.name: {name: fmean(found[each.name]) for name, found in scores.items()}
        for each in tried
    }
    if given.write:
        write(_best(means, list(scores)))


if __name__ == "__main__":
    main()
