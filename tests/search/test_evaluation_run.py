"""Runs are kept, summed up, compared and held against floors."""

import json
from dataclasses import replace
from datetime import date

import pytest

from search.evaluation_compare import compare_runs
from search.evaluation_floors import against_floors, read_floors
from search.evaluation_questions import answer_questions, questions_json, read_questions
from search.evaluation_run import Item, Metric, figures, read_run, write_run
from search.significance import paired_randomisation
from standards.errors import BadInput


def item(name: str, rank: int | None, **changes) -> Item:
    made = Item(
        set="bộ/câu",
        mode="ask",
        metric=Metric.RECIPROCAL_RANK,
        id=name,
        text=f"câu {name}",
        score=1.0 / rank if rank else 0.0,
        rank=rank,
        right=rank is not None,
        wanted=("QCVN 1:2020/BXD",),
        got=("QCVN 2:2020/BXD@3",),
        groups=("kind product",),
        milliseconds=12.5,
    )
    return replace(made, **changes)


REFUSED = item("n", None, wanted=(), got=(), right=True, score=1.0, groups=("kind none",))
ITEMS = [item("a", 1), item("b", 4), item("c", None), REFUSED]


def value(name: str, group: str = "all") -> float:
    return {(f.metric, f.group): f.value for f in figures(ITEMS)}[Metric(name), group]


def test_sums_count_refusals_as_right_and_ranks_over_questions_with_an_answer():
    assert value("right") == 0.75
    assert value("mrr") == pytest.approx((1 + 0.25 + 0) / 3, abs=1e-4)
    assert value("right", "kind none") == 1.0
    assert (Metric.RECIPROCAL_RANK, "kind none") not in {
        (f.metric, f.group) for f in figures(ITEMS)
    }


def test_a_benchmark_has_the_mean_of_its_scores_alone():
    scored = [item("a", 1, metric=Metric.NDCG, score=0.5), item("b", 1, metric=Metric.NDCG)]
    assert {(f.metric, f.group, f.value) for f in figures(scored)} == {
        (Metric.NDCG, "all", 0.75),
        (Metric.NDCG, "kind product", 0.75),
    }


def test_a_run_is_read_as_it_was_kept(tmp_path):
    write_run(ITEMS, tmp_path / "new" / "run.json")
    assert read_run(tmp_path / "new" / "run.json") == ITEMS


@pytest.mark.parametrize("content", ["", "[]", '{"form": 9, "items": []}', '{"form": 1}'])
def test_a_file_that_is_no_run_is_named(tmp_path, content):
    (tmp_path / "run.json").write_text(content, encoding="utf-8")
    with pytest.raises(BadInput, match=r"run\.json"):
        read_run(tmp_path / "run.json")


def test_what_was_gained_and_lost_is_told_question_by_question():
    now = [item("a", 2), item("b", 1), item("c", None), item("d", 1)]
    found = compare_runs(ITEMS, now)
    (one,) = found.sets
    assert [(old.rank, new.rank) for old, new in one.gained] == [(4, 1)]
    assert [(old.rank, new.rank) for old, new in one.lost] == [(1, 2)]
    assert (one.count, found.only_then, found.only_now) == (3, 1, 1)
    assert one.then == pytest.approx(1.25 / 3)
    assert one.now == pytest.approx(1.5 / 3)


def test_the_p_value_is_that_of_all_signs_and_small_only_for_a_steady_change():
    assert paired_randomisation([1.0] * 10) == pytest.approx(2 / 2**10)
    assert paired_randomisation([]) == 1.0
    assert paired_randomisation([1.0, -1.0] * 3) == 1.0
    steady, mixed = paired_randomisation([0.1] * 40), paired_randomisation([0.1, -0.1] * 20)
    assert steady < 0.001 < 0.5 < mixed
    assert steady == paired_randomisation([0.1] * 40)


def floors_file(tmp_path, text):
    path = tmp_path / "floors.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_figure_below_its_floor_is_told_and_one_not_measured_too(tmp_path):
    entry = '[[floor]]\nset = "{}"\nmode = "ask"\nmetric = "right"\nleast = {}\n'
    path = floors_file(
        tmp_path, entry.format("bộ/câu", 0.75) + entry.format("bộ/câu", 0.76) + entry.format("x", 0)
    )
    even, below, absent = against_floors(figures(ITEMS), read_floors(path))
    assert (even.below, below.below, absent.below) == (False, True, False)
    assert absent.figure is None
    assert str(below) == "bộ/câu, ask, all, right: 0.7500, below the floor 0.760"
    assert "not measured" in str(absent)


@pytest.mark.parametrize(
    "entry",
    [
        'set = "a"\nmode = "ask"\nmetric = "right"',
        'set = "a"\nmode = "b"\nmetric = "c"\nleast = 1',
        'set = "a"\nmode = "ask"\nmetric = "right"\nleast = 90',
        'least = 0.5\nmetric = "right"',
    ],
)
def test_a_floor_that_cannot_be_meant_is_refused_with_its_place(tmp_path, entry):
    with pytest.raises(BadInput, match="floor 1"):
        read_floors(floors_file(tmp_path, f"[[floor]]\n{entry}\n"))


def questions_file(tmp_path, *rows):
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def test_questions_are_asked_and_judged_by_number_page_and_silence(tmp_path, small_library):
    held = next(one for one in small_library.store.documents() if one.number)
    number = str(held.number)
    path = questions_file(
        tmp_path,
        {"id": "1", "q": number, "kind": "number", "expect": [number.lower().replace(" ", "")]},
        {"id": "2", "q": number, "kind": "none", "style": "long"},
        {"id": "3", "q": number, "kind": "clause", "file": f"pdf/{held.file}", "page": 1},
        {"id": "4", "q": number, "kind": "clause", "file": "pdf/x.pdf", "page": 1},
    )
    day = date(2026, 11, 22)
    found = answer_questions(small_library, read_questions(path), name="mẫu", as_of=day)
    assert [one.right for one in found] == [True, False, True, False]
    assert (found[0].rank, found[0].score) == (1, 1.0)
    assert found[3].wanted == ("x.pdf@1",)
    shown = json.loads(questions_json(found))
    assert shown["all"]["of"] == 4
    assert shown["kind none"].keys() == {"right", "of", "share"}
    assert shown["ms_95"] >= shown["ms_median"] >= 0


def test_a_line_that_is_no_question_is_named(tmp_path):
    with pytest.raises(BadInput, match="line 1"):
        read_questions(questions_file(tmp_path, {"id": "1", "q": "mũ"}))
    with pytest.raises(BadInput, match="no questions"):
        read_questions(questions_file(tmp_path))
