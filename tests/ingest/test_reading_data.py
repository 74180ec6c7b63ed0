"""Every pattern in the data files matches its own example, and says what it must say."""

import re
import tomllib
from importlib import resources

import pytest

from ingest.cover_words import act_line, fact_name, kind_by_self, kind_by_title, skips, stops
from ingest.furniture import is_stamp
from ingest.labels import read_label
from ingest.letter_spaced import heading_word


def table(name: str, group: str) -> list[dict[str, str]]:
    text = resources.files("ingest").joinpath(f"data/{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)[group]


@pytest.mark.parametrize("row", table("headings", "heading"), ids=lambda row: row["kind"])
def test_a_heading_pattern_reads_its_example(row):
    label = read_label(row["example"])
    assert label is not None
    assert (label.kind, label.number) == (row["kind"], row["number"])
    assert label.text == f"{row['word']} {row['number']}".strip()


@pytest.mark.parametrize("row", table("stamps", "stamp"), ids=lambda row: row["example"][:30])
def test_a_stamp_pattern_finds_its_example(row):
    assert re.search(row["pattern"], row["example"], re.IGNORECASE)
    assert is_stamp(row["example"])


@pytest.mark.parametrize("row", table("cover", "act"), ids=lambda row: row["example"])
def test_a_line_that_names_an_act_gives_its_kind(row):
    found = act_line(row["example"])
    assert found is not None
    assert found[0] == row["kind"]


@pytest.mark.parametrize("row", table("cover", "self"), ids=lambda row: row["kind"])
def test_a_text_that_speaks_of_itself_gives_its_kind(row):
    assert kind_by_self(row["example"]) == row["kind"]


@pytest.mark.parametrize("row", table("cover", "title"), ids=lambda row: row["kind"])
def test_a_title_gives_its_kind(row):
    assert kind_by_title(row["example"]) == row["kind"]


@pytest.mark.parametrize("row", table("cover", "fact"), ids=lambda row: row["name"])
def test_a_row_of_a_fact_sheet_is_named(row):
    assert fact_name(row["example"]) == row["name"]


@pytest.mark.parametrize("row", table("cover", "stop"), ids=lambda row: row["name"])
def test_a_stop_ends_a_title_and_is_no_title(row):
    assert stops(row["example"])


@pytest.mark.parametrize("row", table("cover", "skip"), ids=lambda row: row["name"])
def test_a_line_to_skip_is_skipped_and_stops_nothing(row):
    assert skips(row["example"])
    assert not stops(row["example"])


@pytest.mark.parametrize(
    "text",
    [
        "Phụ lục VI Nghị định này và đáp ứng các điều kiện",
        "Mục I, Danh mục sản phẩm, hàng hóa nhóm 2",
        "a) Có hệ thống dẫn động khác",
        "1) Quy hoạch xây dựng: là việc tổ chức",
        "TCVN 5709:1993 Thép các bon",
        "1.435 mm",
        "Vật liệu",
    ],
)
def test_what_only_begins_like_a_heading_has_no_label(text):
    assert read_label(text) is None


@pytest.mark.parametrize(
    ("text", "label", "rest"),
    [
        ("MỤC II . CĂN CỨ", "Mục II", "CĂN CỨ"),
        ("Điều 5. Hiệu lực", "Điều 5", "Hiệu lực"),
        ("Điều 12a. Kiểm tra", "Điều 12a", "Kiểm tra"),
        ("Phụ lục A (quy định) Phương pháp thử", "Phụ lục A", "(quy định) Phương pháp thử"),
        ("PHỤ LỤC", "Phụ lục", ""),
        ("P H Ụ L Ụ C A", "Phụ lục A", ""),
        ("P H Ụ L Ụ C II (quy định)", "Phụ lục II", "(quy định)"),
        ("Điều 3bis. Kiểm tra", "Điều 3bis", "Kiểm tra"),
        ("3.Các tổ chức", "3", "Các tổ chức"),
        ("2.1.2.10 Yêu cầu", "2.1.2.10", "Yêu cầu"),
        ("• 2.2.1.1. Chủ quản", "2.2.1.1", "Chủ quản"),
        ("A.1.2 Mẫu thử", "A.1.2", "Mẫu thử"),
        ("II – CÁC CÔNG TRÌNH", "II", "CÁC CÔNG TRÌNH"),
    ],
)
def test_a_label_is_read_with_the_words_behind_it(text, label, rest):
    found = read_label(text)
    assert found is not None
    assert (found.text, found.rest) == (label, rest)
    assert text[found.start :] == rest


@pytest.mark.parametrize("row", table("cover", "spaced"), ids=lambda row: row["word"])
def test_a_heading_set_letter_by_letter_is_the_word_it_spells(row):
    assert heading_word(row["example"]) == row["word"]
    assert heading_word(f"{row['example']} 1") == f"{row['word']} 1"


@pytest.mark.parametrize(
    "line", ["T I Ê U C H U Ẩ N Q U Ố C G I A", "TI Ê U C H U ẨN Q U ỐC G I A"]
)
def test_gaps_between_letters_may_be_uneven(line):
    assert heading_word(line) == "TIÊU CHUẨN QUỐC GIA"
    assert skips(line)


@pytest.mark.parametrize(
    "line", ["A B C", "L U Ậ T S Ư", "1 Phạm vi", "Luật này quy định", "Q", ""]
)
def test_other_lines_stay_as_they_are(line):
    assert heading_word(line) == line


def test_an_act_line_set_letter_by_letter_ends_where_its_letters_end():
    line = "S Ắ C L Ệ N H 8/SL"
    found = act_line(line)
    assert found is not None
    assert line[found[1] :] == " 8/SL"
