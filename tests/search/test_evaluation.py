"""A benchmark folder is measured with the textbook's numbers, through the code that answers."""

import gzip
import json
import math
from pathlib import Path

import pytest

from index.embedder_hashing import HashingEmbedder
from search.evaluation import Mode, evaluate, mean_scores, read_benchmark
from standards.errors import BadInput

BENCH = Path(__file__).parents[3] / "shared" / "bench"


def write_rows(path, rows):
    with gzip.open(path, "wt", encoding="utf-8") as stream:
        stream.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


@pytest.fixture
def folder(tmp_path):
    write_rows(
        tmp_path / "corpus.jsonl.gz",
        [
            {"id": "d1", "title": "Mũ", "text": "Mũ an toàn công nghiệp phải bền. " * 30},
            {"id": "d2", "title": "", "text": "Bê tông cốt thép"},
            {"id": "d3", "title": "Xi măng", "text": ""},
        ],
    )
    write_rows(
        tmp_path / "queries.jsonl.gz",
        [
            {"id": "q1", "text": "mũ công nghiệp", "text_en": "helmet", "choices": ["a"]},
            {"id": "q2", "text": "xi măng", "text_en": "cement"},
            {"id": "q3", "text": "không ai chấm", "text_en": "unjudged"},
        ],
    )
    (tmp_path / "qrels.tsv").write_text("q1\td1\t1\nq2\td3\t1\nq2\td2\t0\n", encoding="utf-8")
    return tmp_path


def test_scores_are_those_of_the_textbook():
    found = mean_scores(
        [(["a", "b", "c"], frozenset({"b", "x"})), (["a"], frozenset({"z"}))], ms_per_query=2.0
    )
    ideal = 1 + 1 / math.log2(3)
    assert found.ndcg_at_10 == pytest.approx((1 / math.log2(3)) / ideal / 2, abs=1e-4)
    assert found.recall_at_10 == 0.25
    assert found.mrr_at_10 == 0.25


def test_the_eleventh_place_counts_for_nothing():
    ranking = [f"p{n}" for n in range(11)]
    assert mean_scores([(ranking, frozenset({"p10"}))], ms_per_query=1.0).mrr_at_10 == 0.0
    assert mean_scores([(ranking, frozenset({"p9"}))], ms_per_query=1.0).mrr_at_10 == 0.1


def test_every_mode_finds_what_is_there_and_the_json_has_the_promised_names(folder):
    found = evaluate(folder, list(Mode), HashingEmbedder(dimension=512, limit=40))
    shown = json.loads(found.to_json())
    assert set(shown) == {"keyword", "vector", "hybrid", "index_seconds"}
    for mode in ("keyword", "vector", "hybrid"):
        assert set(shown[mode]) == {"ndcg_at_10", "recall_at_10", "mrr_at_10", "ms_per_query"}
        assert shown[mode]["ndcg_at_10"] == 1.0
    assert shown["index_seconds"] > 0


def test_a_mode_that_was_not_asked_for_is_absent(folder):
    found = evaluate(folder, [Mode.KEYWORD], HashingEmbedder())
    assert set(json.loads(found.to_json())) == {"keyword", "index_seconds"}


def test_another_field_of_the_questions_can_be_asked(folder):
    benchmark = read_benchmark(folder, query_field="text_en")
    assert benchmark.queries == (("q1", "helmet"), ("q2", "cement"))
    assert benchmark.relevant == {"q1": frozenset({"d1"}), "q2": frozenset({"d3"})}


def test_judgements_in_the_form_of_trec_with_a_heading_are_read(folder):
    (folder / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq1\t0\td1\t1\n")
    assert read_benchmark(folder).relevant == {"q1": frozenset({"d1"})}


@pytest.mark.parametrize("spoil", ["corpus.jsonl.gz", "queries.jsonl.gz", "qrels.tsv"])
def test_a_folder_that_is_no_benchmark_is_named(folder, spoil):
    (folder / spoil).unlink()
    with pytest.raises(BadInput, match=spoil):
        read_benchmark(folder)


def test_a_missing_field_is_named_with_its_line(folder):
    with pytest.raises(BadInput, match="text_fr"):
        read_benchmark(folder, query_field="text_fr")


def test_keywords_alone_find_the_published_passages():
    if not (BENCH / "xquad-vi").is_dir():
        pytest.skip("the open benchmarks are not beside the repository (../shared/bench)")
    found = evaluate(BENCH / "xquad-vi", [Mode.KEYWORD], HashingEmbedder())
    assert found.modes[Mode.KEYWORD].ndcg_at_10 > 0.94
