"""Read damaged PDF files and see that each is read, or rejected with a reason.

``python -m bench.fuzz [--files N] [--seed S] [--write FILE] [FOLDER_OR_FILE…]`` damages real files
(those given, else the samples and the corpus in ../shared, small files first), reads each in a
worker as the library does, and prints what became of them. What the reader did not foresee (an
error that is not its own, a crash, a hang, sums that are not even) is listed as recipes: the source
file, the kinds of damage and the seed. ``--write`` adds them to a file, ``--replay FILE`` reads
recipes again, ``--here`` reads in this process, to see the traceback.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final

from bench.mutations import MUTATIONS, mutate
from ingest.job import find_files
from ingest.one_file import Ending, Read, Unread
from ingest.reading import read_bytes
from ingest.tools import Limits, ToolSettings
from ingest.workers import Workers, cores

__all__ = ["Recipe", "main", "read_recipes"]

_HOME: Final = Path(__file__).resolve().parent.parent
_FOLDERS: Final = (_HOME / "samples" / "pdf", _HOME.parent / "shared" / "corpus")
_SMALL: Final = 450_000
"""Bytes; larger files take too long to be damaged thousands of times."""
_LIMITS: Final = Limits(seconds_file=30.0, seconds_page=3.0, memory=1536 * 2**20)
_BATCH: Final = 64
_FORESEEN: Final = frozenset({"read", Ending.REJECTED.value})


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How a damaged file is made: ``mutations`` with ``+`` between, files by their base names."""

    source: str
    donor: str
    mutations: str
    seed: int

    def make(self, sources: dict[str, Path]) -> bytes:
        """The damaged bytes. Raises KeyError if a file is not there."""
        data, donor = (sources[name].read_bytes() for name in (self.source, self.donor))
        return mutate(data, self.mutations, self.seed, donor)

    def __str__(self) -> str:
        return "\t".join((self.source, self.donor, self.mutations, str(self.seed)))


def read_recipes(path: Path) -> list[Recipe]:
    """The recipes of a file, one a line, four fields with tabs between; ``#`` begins a remark."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line.strip() and not line.startswith("#"))
    return [
        Recipe(source=source, donor=donor, mutations=mutations, seed=int(seed))
        for source, donor, mutations, seed, *_ in rows
    ]


def sources_in(folders: Iterable[Path], largest: int = _SMALL) -> dict[str, Path]:
    """PDF files by base name."""
    found, _ = find_files(folder for folder in folders if folder.exists())
    return {path.name: path for path in found if path.stat().st_size <= largest}


def invent(names: Sequence[str], count: int, seed: int) -> Iterator[Recipe]:
    """Recipes by chance; one in four damages a file twice."""
    chance = Random(seed)
    kinds = sorted(MUTATIONS)
    for number in range(count):
        picked = [kinds[number % len(kinds)]]
        if chance.random() < 0.25:
            picked.append(chance.choice(kinds))
        yield Recipe(
            source=chance.choice(names),
            donor=chance.choice(names),
            mutations="+".join(picked),
            seed=chance.randrange(2**32),
        )


def outcome(result: Read) -> str:
    """What became of a file in one word."""
    if isinstance(result, Unread):
        return result.ending.value
    even = result.account is None or result.account.is_even
    return "read" if even else "uneven"


def run(
    recipes: Sequence[Recipe], sources: dict[str, Path], settings: ToolSettings
) -> Iterator[tuple[Recipe, Read]]:
    """Make each file, read it in a worker, and throw it away."""
    with TemporaryDirectory() as folder, Workers(cores(), settings) as workers:
        for start in range(0, len(recipes), _BATCH):
            batch = recipes[start : start + _BATCH]
            made: dict[Path, Recipe] = {}
            for number, recipe in enumerate(batch, start):
                path = Path(folder) / f"{number}.pdf"
                path.write_bytes(recipe.make(sources))
                made[path] = recipe
            for path, result in workers.read(list(made)):
                path.unlink()
                yield made[path], result


def report(results: Iterable[tuple[Recipe, Read]], total: int) -> list[tuple[Recipe, str]]:
    """Print what became of the files; the unforeseen ones."""
    counts: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    unforeseen: list[tuple[Recipe, str]] = []
    start = time.monotonic()
    for recipe, result in results:
        word = outcome(result)
        counts[word] += 1
        reason = result.reason if isinstance(result, Unread) else ""
        if word == Ending.REJECTED:
            reasons[reason.split("(")[0].strip()] += 1
        if word not in _FORESEEN:
            unforeseen.append((recipe, f"{word}: {reason}"))
            print(f"{recipe}\t{word}: {reason}", flush=True)
        if sum(counts.values()) % 200 == 0:
            print(f"{sum(counts.values())} of {total}: {dict(counts)}", file=sys.stderr)
    print(f"{sum(counts.values())} files in {time.monotonic() - start:.0f} s: {dict(counts)}")
    for reason, count in reasons.most_common(12):
        print(f"{count:6} {reason}")
    return unforeseen


def main(arguments: Sequence[str] | None = None) -> int:
    """Status 1 if something unforeseen happened."""
    parser = argparse.ArgumentParser(prog="bench.fuzz", description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path, default=list(_FOLDERS))
    parser.add_argument("--files", type=int, default=2_000, help="how many damaged files")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ocr", action="store_true", help="read pictures too, which takes long")
    parser.add_argument("--write", type=Path, help="add recipes of the unforeseen to this file")
    parser.add_argument("--replay", type=Path, help="read the recipes of this file")
    parser.add_argument("--here", action="store_true", help="read in this process")
    options = parser.parse_args(arguments)
    sources = sources_in(options.paths)
    if not sources:
        parser.error("there are no PDF files to damage: run make samples, or give a folder")
    if options.replay:
        known = read_recipes(options.replay)
        recipes = [one for one in known if {one.source, one.donor} <= sources.keys()]
    else:
        recipes = list(invent(sorted(sources), options.files, options.seed))
    if options.here:
        for recipe in recipes:
            read_bytes(recipe.make(sources), recipe.source)
        return 0
    settings = ToolSettings(with_ocr=options.ocr, limits=_LIMITS)
    unforeseen = report(run(recipes, sources, settings), len(recipes))
    if options.write and unforeseen:
        with options.write.open("a", encoding="utf-8") as file:
            file.writelines(f"{recipe}\t{why}\n" for recipe, why in unforeseen)
    return 1 if unforeseen else 0


if __name__ == "__main__":
    sys.exit(main())
