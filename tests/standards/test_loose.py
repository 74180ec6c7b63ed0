"""Numbers as people type them, and the known numbers that fit them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standards.identifier import Identifier
from standards.loose import EXACT, LooseNumber, loose_numbers, resolve

KNOWN = tuple(
    Identifier.parse(text)
    for text in (
        "QCVN 06:2012/BLĐTBXH",
        "QCVN 6:2010/BKHCN",
        "QCVN 06:2022/BXD",
        "Sửa đổi 1:2023 QCVN 06:2022/BXD",
        "QCVN 16:2019/BXD",
        "QCVN 16:2023/BXD",
        "QCVN 32:2026/BXD",
        "QCVN 41:2016/BGTVT",
        "QCVN 41:2016/BTTTT",
        "QCVN 41:2019/BGTVT",
        "QCVN 126:2021/BTTTT",
        "Sửa đổi 1:2024 QCVN 126:2021/BTTTT",
        "QCVN 01-14:2010/BNNPTNT",
        "QCVN 01-15:2010/BNNPTNT",
        "QCXDVN 01:2008/BXD",
        "QTKĐ 02-2021/BLĐTBXH",
        "QCĐP 01:2020/TP.HCM",
        "TCVN 9395:2012",
        "TCVN 6396-20:2017",
        "TCVN 6396-21:2020",
        "TCVN 5574:2018",
        "TCVN 4449:1987",
        "TCVN ISO 9001:2015",
        "22 TCN 211:2006",
        "ISO 9001:2015",
        "EN 81-20:2014",
        "ASTM D1586/D1586M-18e1",
        "ETSI EN 300 220-1",
        "01/2021/TT-BLĐTBXH",
        "01/2021/TT-BXD",
        "12/2021/TT-BLĐTBXH",
        "28/2026/TT-BKHCN",
        "175/2024/NĐ-CP",
        "37/2026/NĐ-CP",
        "37/VBHN-BCT",
        "68/2006/QH11",
        "3945/QĐ-BKHCN",
        "50/2014/TTLT-BYT-BKHCN",
        "16/2019/QĐ-TTg",
    )
)


def best(typed: str) -> list[str]:
    found = loose_numbers(typed)
    assert len(found) == 1, found
    return [str(one) for one in resolve(found[0], KNOWN)]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("qcvn 06 2012 bldtbxh", "QCVN 06:2012/BLĐTBXH"),
        ("QCVN 6/2012 bộ LĐTBXH", "QCVN 06:2012/BLĐTBXH"),
        ("quy chuẩn 06:2012/BLĐTBXH", "QCVN 06:2012/BLĐTBXH"),
        ("QCVN32:2026/BXD", "QCVN 32:2026/BXD"),
        ("qcvn-32-2026-bxd", "QCVN 32:2026/BXD"),
        ("quy chuẩn kỹ thuật quốc gia số 32/BXD", "QCVN 32:2026/BXD"),
        ("QCNV 32:2026/BXD", "QCVN 32:2026/BXD"),
        ("tt 01/2021 bldtbxh", "01/2021/TT-BLĐTBXH"),
        ("thông tư 1/2021 của bộ lao động", "01/2021/TT-BLĐTBXH"),
        ("thông tư của Bộ Xây dựng số 01/2021", "01/2021/TT-BXD"),
        ("thong tu 28/2026 cua bo khoa hoc va cong nghe", "28/2026/TT-BKHCN"),
        ("thông tư 28 năm 2026", "28/2026/TT-BKHCN"),
        ("Circular No. 12/2021/TT-BLDTBXH", "12/2021/TT-BLĐTBXH"),
        ("nghị định số 175 năm 2024 của Chính phủ", "175/2024/NĐ-CP"),
        ("nđ 175/2024", "175/2024/NĐ-CP"),
        ("Decree 37/2026", "37/2026/NĐ-CP"),
        ("nghị định 37", "37/2026/NĐ-CP"),
        ("37/VBHN-BCT", "37/VBHN-BCT"),
        ("vbhn 37 bộ công thương", "37/VBHN-BCT"),
        ("68/2006/QH11", "68/2006/QH11"),
        ("luật số 68/2006", "68/2006/QH11"),
        ("3945/QD-BKHCN", "3945/QĐ-BKHCN"),
        ("quyết định 3945 của bộ khcn", "3945/QĐ-BKHCN"),
        ("50/2014/TTLT-BYT-BKHCN", "50/2014/TTLT-BYT-BKHCN"),
        ("quyết định 16/2019 của thủ tướng", "16/2019/QĐ-TTg"),
        ("tcvn9395 2012", "TCVN 9395:2012"),
        ("tiêu chuẩn 9395:2012", "TCVN 9395:2012"),
        ("tcvn 9395", "TCVN 9395:2012"),
        ("TCVN 6396 20 2107", "TCVN 6396-20:2017"),
        ("tcvn 6396-20", "TCVN 6396-20:2017"),
        ("TCVN 4449-87", "TCVN 4449:1987"),
        ("22tcn 211-06", "22 TCN 211:2006"),
        ("QCXDVN 01 - 2008 BXD", "QCXDVN 01:2008/BXD"),
        ("QTKĐ 02/2021 BLĐTBXH", "QTKĐ 02-2021/BLĐTBXH"),
        ("quy trình kiểm định 02-2021", "QTKĐ 02-2021/BLĐTBXH"),
        ("QCDP 01:2020 TPHCM", "QCĐP 01:2020/TP.HCM"),
        ("qcvn 01 14 2010 bnnptnt", "QCVN 01-14:2010/BNNPTNT"),
        ("QCVN 126:2021 sửa đổi lần 1", "Sửa đổi 1:2024 QCVN 126:2021/BTTTT"),
        ("sua doi 1 2024 qcvn 126:2021", "Sửa đổi 1:2024 QCVN 126:2021/BTTTT"),
        ("QCVN 06:2022/BXD sửa đổi 1:2023", "Sửa đổi 1:2023 QCVN 06:2022/BXD"),
        ("QCVN 06:2022/BXD", "QCVN 06:2022/BXD"),
        ("iso 9001 2015", "ISO 9001:2015"),
        ("tcvn iso 9001", "TCVN ISO 9001:2015"),
        ("en 81-20", "EN 81-20:2014"),
        ("astm d1586/d1586m", "ASTM D1586/D1586M-18e1"),
        ("etsi en 300 220-1", "ETSI EN 300 220-1"),
        ("QCVN 41:2016/BXD", "QCVN 41:2016/BGTVT"),  # the ministry that took it over
    ],
)
def test_the_number_meant_comes_first(typed, wanted):
    assert best(typed)[0] == wanted
    assert best(typed.upper())[0] == wanted


def test_a_number_without_its_issuer_gives_the_choice():
    assert best("QCVN 41:2016") == ["QCVN 41:2016/BGTVT", "QCVN 41:2016/BTTTT"]
    assert best("thông tư 01/2021") == ["01/2021/TT-BLĐTBXH", "01/2021/TT-BXD"]
    assert len(best("qcvn 6")) == 4


def test_an_undated_number_gives_its_editions_the_newest_first():
    assert best("qcvn 16") == ["QCVN 16:2023/BXD", "QCVN 16:2019/BXD"]


def test_a_base_and_its_amendment_come_together_the_one_asked_for_first():
    amendment, base = "Sửa đổi 1:2024 QCVN 126:2021/BTTTT", "QCVN 126:2021/BTTTT"
    assert best("qcvn 126:2021/btttt") == [base, amendment]
    assert best("qcvn 126:2021/btttt sửa đổi lần 1") == [amendment, base]
    assert best("qcvn 126:2021/btttt sửa đổi lần 2") == [base]


def test_a_possible_year_is_taken_at_its_word():
    assert best("TCVN 5574:2012") == []
    typed = loose_numbers("TCVN 5574:2012")[0]
    assert typed.names_work(Identifier.parse("TCVN 5574:2018"))
    assert not typed.names_work(Identifier.parse("TCVN 9395:2012"))
    assert not loose_numbers("thông tư 01/2021")[0].names_work(Identifier.parse("01/2022/TT-BXD"))


@pytest.mark.parametrize(
    ("stronger", "weaker", "number"),
    [
        ("QCVN 16:2023/BXD", "QCVN 16:2023", "QCVN 16:2023/BXD"),
        ("QCVN 16:2023", "QCVN 16", "QCVN 16:2023/BXD"),
        ("TCVN 6396-20:2017", "TCVN 6396-20", "TCVN 6396-20:2017"),
        ("TCVN 6396-20", "TCVN 6396", "TCVN 6396-20:2017"),
        ("TCVN 6396", "TCVN 6396-20:2107", "TCVN 6396-20:2017"),
        ("QCVN 41:2016/BGTVT", "QCVN 41:2016/BXD", "QCVN 41:2016/BGTVT"),
    ],
)
def test_the_more_is_said_right_the_stronger_the_match(stronger, weaker, number):
    identifier = Identifier.parse(number)
    strong = loose_numbers(stronger)[0].matches(identifier)
    weak = loose_numbers(weaker)[0].matches(identifier)
    assert EXACT >= strong > weak > 0


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("QCVN 16:2023/BXD", "QCVN 16:2019/BXD"),
        ("QCVN 41:2016/BTTTT", "QCVN 41:2016/BGTVT"),
        ("QCVN 01:2008/BXD", "QCXDVN 01:2008/BXD"),
        ("TCVN 9395:2012", "QCVN 9395:2012/BXD"),
        ("tt 01/2021", "01/2021/NĐ-CP"),
        ("TCVN 6396-20:2017", "TCVN 6396-21:2017"),
        ("ISO 9001:2015", "TCVN 9001:2015"),
    ],
)
def test_another_number_does_not_match(typed, number):
    assert loose_numbers(typed)[0].matches(Identifier.parse(number)) == 0


@pytest.mark.parametrize(
    "text",
    [
        "xe nâng 2,5 tấn",
        "cáp 10000mAh",
        "bình chịu áp lực trên 0,7 bar",
        "mũ bảo hiểm 2026",
        "nồi hơi 16 bar, 2 tấn/giờ",
        "mã HS 8427.10.00",
        "ống thép phi 21,3 x 2,6 mm",
        "thang máy 450 kg 2024",
        "từ ngày 12/2021 đến 01/01/2025",
        "cáp điện 0,6/1 kV",
        "bê tông B25 M350, 3 ngày",
        "en 3 cái, tt 12 cái, sp 12",
        "quy chuẩn nào áp dụng cho đồ chơi 3 tuổi",
        "tiêu chuẩn 5 sao, quyết định 2 việc",
        "điện thoại 024 3791 1619",
        "",
    ],
)
def test_words_for_goods_are_no_numbers(text):
    assert loose_numbers(text) == ()


def test_a_number_is_found_inside_a_question_with_its_place():
    text = "Điều 5 Nghị định 37/2026/NĐ-CP quy định gì?"
    (found,) = loose_numbers(text)
    assert text[found.start : found.end] == found.text == "Nghị định 37/2026/NĐ-CP"
    assert (found.act_type, found.number, found.years, found.agency) == ("NĐ", "37", (2026,), "CP")


def test_several_numbers_in_one_question_are_all_found():
    found = loose_numbers("so sánh qcvn 16:2019/bxd với qcvn 16:2023/bxd và tcvn 9395")
    assert [(one.series, one.years) for one in found] == [
        ("QCVN", (2019,)),
        ("QCVN", (2023,)),
        ("TCVN", ()),
    ]


@given(st.sampled_from(KNOWN))
def test_a_number_typed_as_printed_matches_itself_exactly(number):
    for typed in (str(number), str(number).lower()):
        (found,) = loose_numbers(typed)
        assert found.matches(number) == EXACT
        assert resolve(found, KNOWN)[0] == number


@given(st.text(max_size=80))
def test_any_text_can_be_asked(text):
    for found in loose_numbers(text):
        assert isinstance(found, LooseNumber)
        assert found.number
