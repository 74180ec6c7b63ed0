"""Every damaged file that once broke the reader is read, or rejected with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.fuzz import Recipe, outcome, read_recipes, run, sources_in
from bench.mutations import MUTATIONS, mutate
from ingest.one_file import Ending, Read
from ingest.tools import Limits, ToolSettings
from samples.build import HERE, write
from samples.markup import read_content

RECIPES = read_recipes(Path(__file__).parent / "broken" / "recipes.tsv")
CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
LIMITS = Limits(seconds_file=30.0, seconds_page=3.0, memory=1 << 31)


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The files that recipes name, samples built anew, as far as they are there."""
    folder = tmp_path_factory.mktemp("samples")
    wanted = {name for recipe in RECIPES for name in (recipe.source, recipe.donor)}
    for path in sorted((HERE / "content").glob("*.txt")):
        content = read_content(path)
        if content.file in wanted:
            write(content, folder)
    return sources_in([folder, CORPUS])


@pytest.fixture(scope="module")
def told(sources: dict[str, Path]) -> dict[Recipe, Read]:
    """What becomes of each file that can be made, read by workers as the library does."""
    made = [recipe for recipe in RECIPES if {recipe.source, recipe.donor} <= sources.keys()]
    return dict(run(made, sources, ToolSettings(with_ocr=False, limits=LIMITS)))


@pytest.mark.parametrize("recipe", RECIPES, ids=str)
def test_what_broke_the_reader_does_so_no_more(recipe: Recipe, told: dict[Recipe, Read]) -> None:
    if recipe not in told:
        pytest.skip(f"{recipe.source} or {recipe.donor} is not there")
    assert outcome(told[recipe]) in {"read", Ending.REJECTED}, told[recipe]


@pytest.mark.parametrize("name", sorted(MUTATIONS))
def test_damage_is_the_same_for_the_same_seed(name: str, sources: dict[str, Path]) -> None:
    first, second = (sources[name].read_bytes() for name in sorted(sources)[:2])
    assert mutate(first, name, 7, second) == mutate(first, name, 7, second)
    assert any(mutate(first, name, seed, second) != first for seed in range(5))
