"""Numbers in running text: spans, lists, ranges, line breaks, and words that are no numbers."""

from __future__ import annotations

import json
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standards.citations import complete_issuer, find_identifiers
from standards.identifier import Identifier

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


def numbers(text: str) -> list[str]:
    return [str(found.identifier) for found in find_identifiers(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # glued words and blanks
        ("theo TCVN 6909:2001tại nơi sản xuất", ["TCVN 6909:2001"]),
        ("theoTCVN6909:2001.", ["TCVN 6909:2001"]),
        # decisions without a sign of the issuer, and official letters
        ("theo Quyết định số 487/QĐ ngày 28 tháng 8", ["487/QĐ"]),
        ("Quyết định số 487/QĐ\n-BKHCN", ["487/QĐ-BKHCN"]),
        ("Số: 1234/BXD-KHCN", ["1234/BXD-KHCN"]),
        ("Công văn số 2345/TĐC-\nHCHQ ngày 5", ["2345/TĐC-HCHQ"]),
        ("QCVN 01 : 2015/BCT quy định", ["QCVN 01:2015/BCT"]),
        ("QCVN 01 - 14: 2010/BNNPTNT", ["QCVN 01-14:2010/BNNPTNT"]),
        ("nước thải theo TCVN: 6774-2000", ["TCVN 6774:2000"]),
        ("QCVN: 02/2019/BLĐTBXH được ban hành", ["QCVN 02:2019/BLĐTBXH"]),
        ("TCVN 5308-91;TCVN 4244-2005", ["TCVN 5308:1991", "TCVN 4244:2005"]),
        ("xem TCVN 4244:20051)", ["TCVN 4244:2005"]),  # a footnote mark behind the year
        ("QCVN 16:2023/BXDvề vật liệu", ["QCVN 16:2023/BXD"]),
        ("Nghị định 37/2026/NĐ-CPngày 23", ["37/2026/NĐ-CP"]),
        # over line breaks
        ("theo TCVN\n5574:2018 và QCVN 16:2023/\nBXD", ["TCVN 5574:2018", "QCVN 16:2023/BXD"]),
        ("TCVN 7572-\n15:2006", ["TCVN 7572-15:2006"]),
        ("số 04/2012/ \nTT-BLĐTBXH", ["04/2012/TT-BLĐTBXH"]),
        ("số 13/2019/TT-\nBLĐTBXH", ["13/2019/TT-BLĐTBXH"]),
        ("IEC \n60364-5-52", ["IEC 60364-5-52"]),
        # lists and ranges
        ("TCVN 8709-1,2:2011", ["TCVN 8709-1:2011", "TCVN 8709-2:2011"]),
        (
            "TCVN 14205-1,2,3,4:2024",
            [f"TCVN 14205-{part}:2024" for part in (1, 2, 3, 4)],
        ),
        ("TCVN 7802-1÷3:2007", [f"TCVN 7802-{part}:2007" for part in (1, 2, 3)]),
        ("TCVN 7388-1, 2 và 3:2013", [f"TCVN 7388-{part}:2013" for part in (1, 2, 3)]),
        ("TCVN 6396 (các phần 31, 40)", ["TCVN 6396-31", "TCVN 6396-40"]),
        ("TCVN 12108:2017 (các phần 1-6)", [f"TCVN 12108-{n}:2017" for n in range(1, 7)]),
        ("TCVN 12108:2017 (từ phần 1 đến phần 3)", [f"TCVN 12108-{n}:2017" for n in (1, 2, 3)]),
        ("TCVN 10121-10124:2013", [f"TCVN {n}:2013" for n in range(10121, 10125)]),
        (
            "TCVN 5206:1990 đến TCVN 5209:1990",
            ["TCVN 5206:1990", "TCVN 5207:1990", "TCVN 5208:1990", "TCVN 5209:1990"],
        ),
        ("TCVN 5574:2018, 9341:2012", ["TCVN 5574:2018", "TCVN 9341:2012"]),
        (
            "QCVN 01:2018/BCT và 02:2019/BCT, 7, 9:2012",
            ["QCVN 01:2018/BCT", "QCVN 02:2019/BCT"],
        ),
        ("QCVN 10, 11:2015/BGTVT", ["QCVN 10:2015/BGTVT", "QCVN 11:2015/BGTVT"]),
        ("EN 50124-1, 2", ["EN 50124-1", "EN 50124-2"]),
        ("EN 1990, 1991, 1992", ["EN 1990", "EN 1991", "EN 1992"]),
        ("theo ISO 9001, 2015.", ["ISO 9001"]),
        ("- TCVN 10118:2013\n- TCVN 10120:2013", ["TCVN 10118:2013", "TCVN 10120:2013"]),
        # adoptions stand for themselves
        ("TCVN 6284-2:1997 (ISO 6394-2:1991)", ["TCVN 6284-2:1997", "ISO 6394-2:1991"]),
        ("TCVN 5991-1995 (ISO \n5666/3-1989)", ["TCVN 5991:1995", "ISO 5666/3:1989"]),
        # amendments are not their base
        ("Sửa đổi 1:2016 QCVN 4:2009/BKHCN", ["Sửa đổi 1:2016 QCVN 4:2009/BKHCN"]),
        ("QCVN 126:2021/BTTTT sửa đổi lần 1", ["Sửa đổi 1 QCVN 126:2021/BTTTT"]),
        (
            "QCVN 4:2009/BKHCN và sửa đổi 1:2016 QCVN 4:2009/BKHCN",
            ["QCVN 4:2009/BKHCN", "Sửa đổi 1:2016 QCVN 4:2009/BKHCN"],
        ),
        (
            "QCVN 4:2009/BKHCN và Sửa đổi 1:2016",
            ["QCVN 4:2009/BKHCN", "Sửa đổi 1:2016 QCVN 4:2009/BKHCN"],
        ),
        (
            "Sửa đổi 1:2024 QCVN \n126:2021 /BTTTT (không áp dụng)",
            ["Sửa đổi 1:2024 QCVN 126:2021/BTTTT"],
        ),
        ("việc sửa đổi QCVN 81:2019/BTTTT", ["QCVN 81:2019/BTTTT"]),
        ("sửa đổi 1 số điều của QCVN 81:2019/BTTTT", ["QCVN 81:2019/BTTTT"]),
        ("QCVN 81:2019/BTTTT sửa đổi 2 nội dung", ["QCVN 81:2019/BTTTT"]),
        # legal acts
        ("Thông tư số 04/2012/TT-BLĐTBXH ngày 16/02/2012", ["04/2012/TT-BLĐTBXH"]),
        ("Luật Chất lượng sản phẩm, hàng hóa số 05/2007/QH12", ["05/2007/QH12"]),
        ("Luật số 68/2006/QH11;Nghị định 75/2009/NĐ-CP", ["68/2006/QH11", "75/2009/NĐ-CP"]),
        ("Nghị định số 01/2008/CP ngày 03", ["01/2008/CP"]),
        ("Quyết định số 2376/QĐ- \nBKHCN", ["2376/QĐ-BKHCN"]),
        ("Nghị định 132/2008 quy định", ["132/2008/NĐ-CP"]),
        ("số 62       /2026/TT-BXD", ["62/2026/TT-BXD"]),
        # foreign ones
        ("BS EN 50126-1:2017+A1:2024 hoặc", ["BS EN 50126-1:2017+A1:2024"]),
        ("theo ASTM D1586/D1586M-18e1.", ["ASTM D1586/D1586M-18e1"]),
        ("SP 28.13330.2012. Trong", ["SP 28.13330.2012"]),
        ("DIN EN 1997-2/NA", ["DIN EN 1997-2/NA"]),
        # a QCVN whose issuer the same text gives elsewhere
        (
            "QCVN 32:2018/BLĐTBXH; điểm 3.3.2 QCVN 32: 2018 quy định",
            ["QCVN 32:2018/BLĐTBXH", "QCVN 32:2018/BLĐTBXH"],
        ),
    ],
)
def test_numbers_in_a_text(text, found):
    assert numbers(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "ngày 12/2021, từ 01/01/2025 đến 31/12/2025",
        "có 12/QĐ của đơn vị, lô 5/BYT-ATTP",
        "mẫu số 12/BHYT-CDX",
        "mã HS 8427.10.00 và 6506.10.20",
        "tỷ lệ 1/2, 1:2000, 3-5 m, 10 ÷ 20 mm",
        "điện thoại (024) 3791 1619, số 8 Hoàng Quốc Việt",
        "Bảng 1-2, Hình 3.4, điểm 2.1.3, khoản 1 Điều 5",
        "xe nâng 2,5 tấn, cáp 10000 mAh, áp suất trên 0,7 bar",
        "Số:      /2026/TT-BXD ngày    tháng    năm 2026",
        "các TCVN tương ứng và QCVN, ISO, IEC",
        "QCVN 03:2009/XXX được thay thế bằng QCVN 03:2019/XXX",
        "kế hoạch xây dựng QCVN 5 năm và hằng năm",
        "chống chói: ICAO, FAA, TCVN\n252\nĐèn tín hiệu",
        "dải tần EN 50 MHz, UL 20 MHz",
        "km/h, V/v, và/hoặc, TT/BXD",
        "ray UIC 60/ 60E1",
        "ĐƠN VỊ THIÊN 5 TRIỆU, HOẠT ĐỘNG KHEN 2",
    ],
)
def test_words_that_are_no_numbers(text):
    assert numbers(text) == []


def test_spans_and_words_are_those_of_the_text_as_given():
    text = "Theo\u00a0TCVN\u00a07303–1:2009 (IEC 60601–1:2005) và Thông tư 01/2021/TT-BLÐTBXH."
    for found in find_identifiers(text):
        assert text[found.start : found.end] == found.text
    words = [found.text for found in find_identifiers(text)]
    assert words == ["TCVN\u00a07303–1:2009", "IEC 60601–1:2005", "01/2021/TT-BLÐTBXH"]


def test_a_list_gives_each_number_the_span_of_the_list():
    found = find_identifiers("theo TCVN 8709-1,2:2011.")
    assert {(one.start, one.end) for one in found} == {(5, 23)}


def test_an_adoption_stands_in_adopts_of_what_adopts_it():
    found = find_identifiers("TCVN 10356 (ISO 15510) Thép không gỉ")[0].identifier
    assert [str(one) for one in found.adopts] == ["ISO 15510"]


def test_a_number_used_by_two_issuers_is_left_without_issuer():
    text = "QCVN 41:2016/BGTVT, QCVN 41:2016/BTTTT và QCVN 41:2016"
    assert numbers(text)[-1] == "QCVN 41:2016"


def test_the_issuer_is_completed_from_the_numbers_of_the_document():
    named = [Identifier.parse("QCVN 02:2019/BLĐTBXH"), Identifier.parse("TCVN 5574:2018")]
    bare = Identifier.parse("QCVN 2:2019")
    assert complete_issuer(bare, named) == named[0]
    assert complete_issuer(bare, []) == bare
    assert complete_issuer(Identifier.parse("TCVN 2:2019"), named) == Identifier.parse(
        "TCVN 2:2019"
    )


WORDS = st.sampled_from(
    ["TCVN ", "QCVN ", "12", "-1", ",2", ":2011", "/BXD", "/2021/TT-BXD", "ISO ", "(các phần ", ")",
     "Sửa đổi 1:2018 ", " đến ", "÷", "\n", " ", "EN 50124-1, 2", "22 TCN ", "ngày ", "/XXX"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=25).map("".join))
def test_whatever_is_found_prints_and_parses_back_in_order_and_in_place(text):
    end = 0
    for found in find_identifiers(text):
        assert found.text == text[found.start : found.end]
        assert found.start < found.end <= len(text)
        assert found.end >= end
        end = found.end
        assert Identifier.parse(str(found.identifier)) == found.identifier


@settings(max_examples=30)
@given(
    st.sampled_from(
        ["TCVN 1", "-1", " - 1", ",1", "1,", "QCVN", "Sửa đổi 1 ", "(các phần 1,", "ISO 1-",
         "ASTM D",
         "/TT-", "1/", "1/2021/TT-A", "TCVN 1:2011, 2222:2011", "EN 1234, 1234", " ", "\n", "÷1"]
    )
)  # fmt: skip
def test_long_garbage_takes_no_longer_than_long_text(piece):
    garbage = piece * (40_000 // len(piece))
    start = time.process_time()
    find_identifiers(garbage)
    assert time.process_time() - start < 2.0


def test_a_million_characters_take_less_than_a_second():
    text = (
        "Thiết bị nâng phải tuân thủ các yêu cầu nêu tại điểm 3.2 của TCVN 4244:2005 và các quy "
        "định khác của pháp luật về an toàn, vệ sinh lao động; tổ chức kiểm định có trách nhiệm. "
    ) * 6000
    start = time.process_time()
    find_identifiers(text)
    assert time.process_time() - start < 1.0


def test_the_text_of_the_labelled_documents_gives_what_a_careful_reader_finds():
    pdf = SHARED / "gold" / "documents.jsonl"
    text = SHARED / "corpus" / "text" / "tt-04-2010-tt-bnnptnt-qcvn-01-14-va-01-15.txt"
    if not (pdf.exists() and text.exists()):
        pytest.skip(f"{text} is not here")
    rows = [json.loads(line) for line in pdf.read_text("utf-8").splitlines()]
    label = next(row for row in rows if "04/2010/TT-BNNPTNT" in row["numbers"])
    found = set(numbers(unicodedata.normalize("NFC", text.read_text("utf-8"))))
    wanted = {str(Identifier.parse(number)) for number in [*label["numbers"], *label["cites"]]}
    assert len(found & wanted) >= 0.9 * len(wanted)
    assert len(found - wanted) <= 0.1 * len(found)
