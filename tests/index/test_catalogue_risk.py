"""Imported lists of goods by risk: what is kept, what is refused, which names are cut short."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.catalogue import ListKind
from index.catalogue_import import read_list
from index.catalogue_risk import is_cut, parse_risk_list, risk_list_words
from standards.catalogue import RiskRow
from standards.errors import BadInput
from standards.identifier import Identifier
from standards.risk import Measure, RiskLevel

LISTS = Path(__file__).resolve().parents[3] / "shared" / "catalogue" / "risk-lists-2026"
CIRCULAR = Identifier.parse("36/2026/TT-BKHCN")
HEAD = "hs\titem\tannex\tduty\trisk\tcondition\treference\tpage\tname_as_extracted"
ROWS = {"16": 56, "24": 1, "28": 17, "36": 396, "41": 85, "49": 104}


def parsed(*rows: str):
    return parse_risk_list("\n".join((HEAD, *rows)) + "\n", "36-2026-tt-bkhcn", CIRCULAR)


def one(row: str) -> RiskRow:
    (record,) = parsed(row).records
    assert isinstance(record, RiskRow)
    return record


def test_a_row_is_kept_with_its_list_and_place():
    found = one(
        "90200010\tI.2\tPhụ lục\tKIEM_TRA_CHAT_LUONG\tCAO\ttrừ khẩu trang y tế\t\t6\tMặt nạ"
    )
    assert (str(found.hs), found.name, found.risk) == (
        "9020.00.10",
        "Mặt nạ",
        RiskLevel.HIGH,
    )
    assert found.measures == (Measure.INSPECTION,)
    assert (found.item, found.annex, found.page) == ("I.2", "Phụ lục", 6)
    assert found.condition == "trừ khẩu trang y tế"
    assert (found.provenance.source, found.provenance.row) == ("36-2026-tt-bkhcn", 1)
    assert (found.listed_in, found.provenance.is_checked, found.is_cut) == (CIRCULAR, False, False)


def test_goods_without_a_code_are_kept_by_their_name():
    found = one(
        "\t6\tPhụ lục I\tDANG_KY_LUU_HANH\tCAO\t\t09/2024/TT-BYT\t3\tVắc xin dùng cho người"
    )
    assert (found.hs, found.measures) == (None, (Measure.REGISTRATION,))
    assert found.reference == "09/2024/TT-BYT"


def test_a_note_from_the_head_of_a_page_is_no_name():
    found = one(
        "85171300\t7\t\tKIEM_TRA_CHAT_LUONG\tCAO\t\t\t20\ttheo Thông tư số 14/2026/TT-BKHCN."
    )
    assert (found.name, found.item, found.is_cut) == ("", "", True)
    assert (str(found.hs), found.risk) == ("8517.13.00", RiskLevel.HIGH)


def test_a_row_with_several_codes_gives_a_record_for_each():
    found = parsed("6506.10.10; 65061020\t1\t\tCONG_BO_HOP_QUY\tTRUNG_BINH\t\t\t\tMũ bảo hiểm")
    assert [str(row.hs) for row in found.records if isinstance(row, RiskRow)] == [
        "6506.10.10",
        "6506.10.20",
    ]
    blanks = parsed("65061010 65061020\t1\t\tCONG_BO_HOP_QUY\tTRUNG_BINH\t\t\t\tMũ bảo hiểm")
    assert len(blanks.records) == 2


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("6506101\t1\t\tKHAC\tCAO\t\t\t2\tMũ", "hs", "6506101"),
        ("65061010\t1\t\tKHAC\tRAT_CAO\t\t\t2\tMũ", "risk", "RAT_CAO"),
        ("65061010\t1\t\tCAM_NHAP\tCAO\t\t\t2\tMũ", "duty", "CAM_NHAP"),
        ("\t1\tPhụ lục\tKHAC\tCAO\t\t\t2\t", "", "neither"),
    ],
)
def test_a_row_that_cannot_be_understood_is_refused_with_its_number(row, column, words):
    good = "65061010\t1\t\tKHAC\tCAO\t\t\t2\tMũ"
    found = parsed(good, row, good)
    assert len(found.records) == 2
    (refusal,) = found.refused
    assert (refusal.row, refusal.column) == (2, column)
    assert words in refusal.why


def test_an_office_may_write_a_list_in_its_own_words():
    text = (
        "Mã HS;Tên sản phẩm, hàng hóa;Mức độ rủi ro;Biện pháp quản lý\n"
        "8516.31.00;Máy sấy tóc;Cao;Kiểm tra chất lượng\n"
        "6506.10.10;Mũ bảo hiểm;Trung bình;Công bố hợp quy; \n"
    )
    found = parse_risk_list(text, "danh-muc", CIRCULAR)
    assert [(r.risk, r.measures) for r in found.records if isinstance(r, RiskRow)] == [
        (RiskLevel.HIGH, (Measure.INSPECTION,)),
        (RiskLevel.MEDIUM, (Measure.DECLARATION,)),
    ]


def test_a_table_without_levels_is_no_list_of_goods_by_risk():
    with pytest.raises(BadInput, match="risk"):
        parse_risk_list("hs\tname\n8516\tMáy sấy tóc\n", "x", CIRCULAR)


@pytest.mark.parametrize(
    ("name", "cut"),
    [
        ("Ô tô đầu kéo (dùng để kéo sơ", True),
        ("Các sản phẩm của", True),
        ("Đèn LED thông", True),
        ("(khung gầm có gắn động cơ)", True),
        ("Quạt bàn,", True),
        ("Xăng không chì", False),
        ("Xe địa hình (ATV, UTV..)", False),
        ("Mũ bảo hiểm cho người đi mô tô", False),
    ],
)
def test_names_show_that_they_are_cut_short(name, cut):
    assert is_cut(name) is cut


def test_every_note_pattern_meets_its_examples():
    for note in risk_list_words().notes:
        assert note.examples
        assert all(note.pattern.search(example.casefold()) for example in note.examples)


@pytest.mark.parametrize("part", sorted(ROWS))
def test_all_rows_of_the_ministries_lists_are_kept(part):
    if not LISTS.is_dir():
        pytest.skip("no shared folder with ministries' lists beside the checkout")
    (path,) = LISTS.glob(f"{part}-*.tsv")
    found = read_list(path.read_bytes(), file=path.name, name=path.stem)
    assert found.kind is ListKind.RISK
    assert (len(found.parsed.records), found.parsed.refused) == (ROWS[part], ())
    numbers = {str(row.listed_in) for row in found.parsed.records if isinstance(row, RiskRow)}
    assert numbers == {path.stem.upper().replace("-", "/", 2)}
    notes = [row for row in found.parsed.records if isinstance(row, RiskRow) and not row.name]
    assert len(notes) == (25 if part == "36" else 0)
