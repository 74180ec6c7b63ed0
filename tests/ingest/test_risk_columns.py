"""Levels of risk and measures that printed lists state, in sixteen layouts."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from ingest.heading_stack import HeadingStack
from ingest.reading import read_bytes
from ingest.risk_words import (
    WordRule,
    demanded_in,
    level_of_cell,
    levels_in,
    measures_in,
    one_level,
    word_rules,
)
from samples.build import build
from samples.markup import read_content
from standards.document import ProductRow
from standards.risk import Measure, RiskLevel

LISTS = sorted((Path(__file__).parent / "risk_lists").glob("*.txt"))


def printed(path: Path) -> tuple[ProductRow, ...]:
    """The rows read from a list after it was set as a PDF."""
    content = read_content(path)
    with build(content) as pdf:
        data: bytes = pdf.tobytes(garbage=4, deflate=True, no_new_id=True)
    return tuple(row for one in read_bytes(data, content.file).documents for row in one.products)


def expected(path: Path) -> list[tuple[str, str, str]]:
    head = tomllib.loads(path.read_text(encoding="utf-8").split("+++\n", 2)[1])
    return [(name, level, measures) for name, level, measures in head["expect"]]


def stated(row: ProductRow) -> tuple[str, str, str]:
    level = row.risk.value if row.risk is not None else ""
    return row.name, level, " ".join(measure.value for measure in row.measures)


@pytest.mark.parametrize("path", LISTS, ids=[path.stem for path in LISTS])
def test_every_row_of_a_printed_list_says_what_the_list_says(path):
    rows = printed(path)
    assert [stated(row) for row in rows] == expected(path)
    for row in rows:
        assert bool(row.risk_words) or (row.risk is None and not row.measures)


# --- words --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "levels"),
    [
        ("DANH MỤC SẢN PHẨM, HÀNG HÓA CÓ MỨC ĐỘ RỦI RO CAO", "high"),
        ("Phụ lục II. Hàng hóa có mức độ rủi ro trung bình", "medium"),
        ("Nhóm sản phẩm rủi ro ở mức độ thấp", "low"),
        ("Mức độ rủi ro: Cao", "high"),
        ("mức độ rủi ro trung bình, mức độ rủi ro cao", "high medium"),
        ("mức độ rủi ro trung bình và cao", "high medium"),
        ("có mức rủi ro từ trung bình đến cao", "high medium"),
        ("High-risk goods", "high"),
        ("Nhà cao tầng và rủi ro", ""),
        ("Thiết bị cao áp", ""),
    ],
)
def test_headings_name_levels(words, levels):
    assert sorted(levels_in(words)) == levels.split()
    assert one_level(words) == (levels if levels and " " not in levels else None)


@pytest.mark.parametrize(
    ("cell", "level"),
    [
        ("Cao", RiskLevel.HIGH),
        ("CAO\n(nhập khẩu)", RiskLevel.HIGH),
        ("TB", RiskLevel.MEDIUM),
        ("Mức độ rủi ro trung bình", RiskLevel.MEDIUM),
        ("- Thấp", RiskLevel.LOW),
        ("Cao/Trung bình", None),
        ("Cao su", None),
        ("Theo Phụ lục I", None),
        ("", None),
    ],
)
def test_cells_state_levels(cell, level):
    assert level_of_cell(cell) is level


@pytest.mark.parametrize(
    ("words", "measures"),
    [
        ("Kiểm tra chất lượng", "inspection"),
        ("Không phải kiểm tra khi nhập khẩu, phải công bố hợp quy", "declaration"),
        ("Được miễn kiểm tra nhà nước về chất lượng", ""),
        ("Cơ quan kiểm tra: Sở Xây dựng", ""),
        ("Chứng nhận hợp chuẩn", ""),
        ("Kiểm tra chất lượng theo Nghị định số 37/2026/NĐ-CP", "inspection"),
        ("Theo quy định của pháp luật về dược", "other"),
        ("QCVN 4:2009/BKHCN", ""),
    ],
)
def test_cells_name_measures(words, measures):
    assert [one.value for one in measures_in(words)] == measures.split()


@pytest.mark.parametrize(
    ("words", "measures"),
    [
        ("Hàng hóa phải kiểm tra nhà nước khi nhập khẩu", [Measure.INSPECTION]),
        (
            "Sản phẩm phải được chứng nhận hợp quy và công bố hợp quy",
            [Measure.DECLARATION, Measure.CERTIFICATION],
        ),
        ("Hàng hóa không phải kiểm tra nhà nước khi nhập khẩu", []),
        ("Hướng dẫn trình tự, thủ tục kiểm tra chất lượng", []),
        ("Tiêu chuẩn bắt buộc áp dụng cho phần mềm kiểm tra chữ ký số", []),
    ],
)
def test_headings_demand_measures_only_with_words_of_demand(words, measures):
    assert list(demanded_in(words)) == measures


def test_every_pattern_meets_its_examples():
    rules = word_rules()
    kinds: list[tuple[WordRule, ...]] = [
        rules.measures,
        rules.denied,
        rules.elsewhere,
        rules.demands,
        rules.columns,
    ]
    for rule in (rule for kind in kinds for rule in kind):
        assert rule.examples
        for example in rule.examples:
            assert rule.matches(example.lower()), (rule.pattern.pattern, example)


# --- headings -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headings", "open_ones"),
    [
        (["A. Rủi ro cao", "I. Đồ chơi", "II. Thiết bị"], ["II. Thiết bị", "A. Rủi ro cao"]),
        (["A. Rủi ro cao", "I. Đồ chơi", "B. Rủi ro thấp"], ["B. Rủi ro thấp"]),
        (["A. Đồ chơi", "B. Mũ", "C. Thép", "I. Thanh"], ["I. Thanh", "C. Thép"]),
        (["I. Rủi ro cao", "1. Đồ chơi", "1.1. Búp bê", "2. Thép"], ["2. Thép", "I. Rủi ro cao"]),
        (["Phần A. Rủi ro cao", "Mục 1. Thép", "Phần B. Khác"], ["Phần B. Khác"]),
        (["HÀNG HÓA RỦI RO CAO", "Đồ chơi", "Mũ"], ["Mũ", "HÀNG HÓA RỦI RO CAO"]),
        (["HÀNG HÓA RỦI RO CAO", "HÀNG HÓA KHÁC"], ["HÀNG HÓA KHÁC"]),
    ],
)
def test_a_heading_ends_those_of_its_sort_and_what_is_below_them(headings, open_ones):
    stack = HeadingStack()
    for words in headings:
        stack.add(words)
    assert list(stack.nearest_first) == open_ones
