"""Effect dates and relations between documents, from sentences."""

from dataclasses import replace
from datetime import date

import pytest

from ingest.dates import find_date
from ingest.effect import read_effect
from ingest.relations import read_relations
from ingest.sentences import sentences
from standards.document import Clause
from standards.identifier import Identifier
from standards.place import Box, Line

SIGNED = date(2010, 1, 15)


def clause(text: str, heading: str = "", key: str = "dieu-1") -> Clause:
    lines = []
    at = 0
    for number, line in enumerate(text.split("\n"), start=1):
        lines.append(Line(at, at + len(line), Box(number, 0, 0, 1, 1)))
        at += len(line) + 1
    return Clause(
        key=key,
        label="Điều 1",
        heading=heading,
        text=text,
        page=1,
        last_page=len(lines),
        parent=None,
        lines=tuple(lines),
    )


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Thông tư này có hiệu lực thi hành kể từ ngày 18 tháng 7 năm 2021.", date(2021, 7, 18)),
        ("Luật này có hiệu lực thi hành từ ngày 01 tháng 01 năm 2007.", date(2007, 1, 1)),
        ("Thông tư này có hiệu lực sau 45 ngày, kể từ ngày ký ban hành.", date(2010, 3, 1)),
        ("Thông tư này có hiệu lực sau 6 tháng, kể từ ngày ký ban hành.", date(2010, 7, 15)),
        ("Nghị định này có hiệu lực thi hành kể từ ngày ký ban hành.", SIGNED),
        ("Nghị định này có hiệu lực sau 15 ngày, kể từ ngày đăng Công báo.", None),
        ("Nghị định này có hiệu lực sau sáu tháng kể từ ngày ký.", date(2010, 7, 15)),
        ("Thông tư này có hiệu lực sau 45 (bốn mươi lăm) ngày kể từ ngày ký.", date(2010, 3, 1)),
        ("Thông tư này có hiệu lực từ 01/7/2026.", date(2026, 7, 1)),
        ("Thông tư này có hiệu lực kể từ 01 tháng 7 năm 2026.", date(2026, 7, 1)),
        ("Quyết định có hiệu lực từ ngày ký.", SIGNED),
        ("Quy chuẩn này áp dụng từ ngày 01 tháng 01 năm 2026.", date(2026, 1, 1)),
        (
            "Thông tư này và Quy chuẩn kèm theo có hiệu lực kể từ ngày 01 tháng 7 năm 2026.",
            date(2026, 7, 1),
        ),
        (
            "Thông tư này thay thế Thông tư số 2/2020/TT-BXD ngày 01 tháng 02 năm 2020 và có hiệu "
            "lực thi hành kể từ ngày 01 tháng 7 năm 2026.",
            date(2026, 7, 1),
        ),
        (
            "Thông tư này có hiệu lực kể từ ngày 01 tháng 3 năm 2010 và thay thế Thông tư "
            "số 1/2005/TT-BXD ngày 02 tháng 4 năm 2005.",
            date(2010, 3, 1),
        ),
    ],
)
def test_the_day_of_effect_is_stated_or_counted_from_a_stated_day(text, day):
    effect = read_effect([clause(text)], SIGNED)
    assert effect is not None
    assert effect.day == day
    assert effect.words == text


@pytest.mark.parametrize(
    "text",
    [
        "Hồ sơ nộp trước ngày Thông tư này có hiệu lực thì giải quyết theo quy định cũ.",
        "Quy chuẩn này áp dụng từ ngày Thông tư ban hành nó có hiệu lực.",
        "Áp dụng Mức 4 từ ngày Quyết định này có hiệu lực thi hành.",
        "Thông tư số 1/2020/TT-BXD có hiệu lực từ ngày 01 tháng 01 năm 2020.",
    ],
)
def test_sentences_about_other_days_give_none(text):
    assert read_effect([clause(text)], SIGNED) is None


def test_nothing_is_counted_from_an_unknown_day():
    effect = read_effect([clause("Thông tư này có hiệu lực kể từ ngày ký ban hành.")], None)
    assert effect is not None
    assert effect.day is None


def test_a_clause_headed_effect_is_heard_first():
    early = clause("Thông tư này có hiệu lực từ ngày 01 tháng 01 năm 2001.", key="dieu-1")
    real = clause("Thông tư này có hiệu lực từ ngày 02 tháng 02 năm 2002.", "Hiệu lực", "dieu-9")
    effect = read_effect([early, real], None)
    assert effect is not None
    assert effect.day == date(2002, 2, 2)


@pytest.mark.parametrize(
    "text", ["ngày 31 tháng 02 năm 2020", "ngày     tháng     năm 2026", "số 12/2020"]
)
def test_blanks_and_impossible_days_are_no_date(text):
    assert find_date(text) is None


OWN = Identifier.parse("42/2026/TT-BXD")
EMPTY = Clause(key="mo-dau", label="", heading="", text="", page=1, last_page=1, parent=None)


def relations(text: str, heading: str = "", own: Identifier | None = OWN) -> list[tuple[str, str]]:
    found = read_relations(own, None, EMPTY, [clause(text, heading)])
    return [(relation.verb, str(relation.target)) for relation in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Thông tư này thay thế Thông tư số 22/2018/TT-BLĐTBXH ngày 06 tháng 12 năm 2018.",
            [("replaces", "22/2018/TT-BLĐTBXH")],
        ),
        (
            "Thông tư số 22/2018/TT-BLĐTBXH hết hiệu lực kể từ ngày Thông tư này có hiệu lực.",
            [("replaces", "22/2018/TT-BLĐTBXH")],
        ),
        (
            "Các quy trình số QTKĐ: 21-2016/BLĐTBXH Quy trình thang máy điện, QTKĐ: "
            "22-2016/BLĐTBXH Quy trình thang thủy lực ban hành kèm theo Thông tư số "
            "54/2016/TT-BLĐTBXH hết hiệu lực kể từ ngày Thông tư này có hiệu lực.",
            [("replaces", "QTKĐ 21-2016/BLĐTBXH"), ("replaces", "QTKĐ 22-2016/BLĐTBXH")],
        ),
        ("Bãi bỏ Quyết định số 16/2019/QĐ-TTg.", [("repeals", "16/2019/QĐ-TTg")]),
        ("Bãi bỏ Điều 3 Thông tư số 29/2016/TT-BXD.", [("partly_repeals", "29/2016/TT-BXD")]),
        (
            "Sửa đổi, bổ sung một số nội dung của Quy trình, ký hiệu QTKĐ: 01-2016/BXD:",
            [("amends", "QTKĐ 01-2016/BXD")],
        ),
        (
            "Bổ sung vào mục 2 của QTKĐ: 01-2016/BXD như sau: “- QCVN 18:2021/BXD”.",
            [("amends", "QTKĐ 01-2016/BXD")],
        ),
        (
            "Bãi bỏ Thông tư số 1/2020/TT-BXD được sửa đổi bởi Thông tư số 2/2021/TT-BXD.",
            [("repeals", "1/2020/TT-BXD")],
        ),
        (
            "Ban hành kèm theo Thông tư này QCVN 16:2023/BXD.",
            [("issues", "QCVN 16:2023/BXD")],
        ),
        (
            "Bãi bỏ các văn bản sau:\na) Thông tư số 1/2020/TT-BXD;\nb) Thông tư số 2/2021/TT-BXD.",
            [("repeals", "1/2020/TT-BXD"), ("repeals", "2/2021/TT-BXD")],
        ),
        (
            "Các văn bản dưới đây hết hiệu lực kể từ ngày 01 tháng 7\nnăm 2026:\n"
            "a) Nghị định số 132/2008/NĐ-CP quy định chi tiết; Điều 2 Nghị định số\n"
            "67/2009/NĐ-CP sửa đổi một số điều của Nghị định số 127/2007/NĐ-CP;\n"
            "b) Nghị định số 74/2018/NĐ-CP sửa đổi Nghị định số 132/2008/NĐ-CP.",
            [
                ("replaces", "132/2008/NĐ-CP"),
                ("partly_repeals", "67/2009/NĐ-CP"),
                ("replaces", "74/2018/NĐ-CP"),
            ],
        ),
        (
            "Bãi bỏ Thông tư số 13/2018/TT-BCT quy định về vật liệu nổ; Thông tư số\n"
            "31/2020/TT-BCT sửa đổi, bổ sung Thông tư số 13/2018/TT-BCT; khoản 1, khoản 2 Điều 12 "
            "Thông tư số 42/2019/TT-BCT.",
            [
                ("repeals", "13/2018/TT-BCT"),
                ("repeals", "31/2020/TT-BCT"),
                ("partly_repeals", "42/2019/TT-BCT"),
            ],
        ),
        (
            "Thông tư này có hiệu lực từ ngày 01 tháng 7 năm 2026 và thay thế Thông tư số "
            "4/2021/TT-BKHCN ban hành QCVN 2:2021/BKHCN.",
            [("replaces", "4/2021/TT-BKHCN")],
        ),
        (
            "Quyết định này có hiệu lực sau 15 ngày kể từ ngày đăng Công báo, thay thế Quyết định "
            "số 50/2006/QĐ-TTg.",
            [("replaces", "50/2006/QĐ-TTg")],
        ),
        (
            "Ban hành kèm theo Thông tư này Quy chuẩn về thép (QCVN 7:2019/BKHCN), thay thế "
            "QCVN 7:2011/BKHCN ban hành kèm theo Thông tư số 21/2011/TT-BKHCN.",
            [("issues", "QCVN 7:2019/BKHCN"), ("replaces", "QCVN 7:2011/BKHCN")],
        ),
        (
            "Thông tư số 11/2012/TT-BKHCN hết hiệu lực kể từ ngày 01 tháng 6 năm 2020.",
            [("replaces", "11/2012/TT-BKHCN")],
        ),
        (
            "Thông tư này bãi bỏ Thông tư số 10/2017/TT-BXD.",
            [("repeals", "10/2017/TT-BXD")],
        ),
        (
            "Công bố hủy bỏ 02 Tiêu chuẩn quốc gia sau đây: TCVN 3118:1993, TCVN 3119:1993.",
            [("repeals", "TCVN 3118:1993"), ("repeals", "TCVN 3119:1993")],
        ),
        (
            "Bãi bỏ Phụ lục I ban hành kèm theo Thông tư số 1/2009/TT-BKHCN.",
            [("partly_repeals", "1/2009/TT-BKHCN")],
        ),
        (
            "Thông tư này sửa đổi, bổ sung Thông tư số 10/2017/TT-BXD.",
            [("amends", "10/2017/TT-BXD")],
        ),
    ],
)
def test_what_an_act_does_to_others_is_read_from_its_sentences(text, expected):
    assert relations(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Khi linh kiện được thay thế phải thử lại theo TCVN 6396-20:2017.",
        "Trường hợp văn bản viện dẫn được thay thế thì áp dụng văn bản mới.",
        "Căn cứ Luật sửa đổi, bổ sung một số điều của Luật số 70/2025/QH15;",
        "Việc sửa đổi, bổ sung thực hiện theo Thông tư số 26/2019/TT-BKHCN.",
        "Thông tư này thay thế các quy định trước đây trái với Thông tư này.",
        "Thông tư số 11/2012/TT-BKHCN được thay thế bởi Thông tư số 07/2018/TT-BKHCN.",
        "Giấy cấp theo QCVN 2:2008/BKHCN trước ngày Thông tư này có hiệu lực được dùng đến khi hết "
        "hiệu lực.",
    ],
)
def test_the_verb_alone_makes_no_relation(text):
    assert relations(text) == []


def test_the_clauses_below_a_colon_are_the_objects_of_its_verb():
    above = clause("Các văn bản sau hết hiệu lực kể từ ngày Thông tư này có hiệu lực:")
    below = [
        replace(clause(text, key=key), parent="dieu-1")
        for key, text in (
            ("dieu-1.1", "Thông tư số 1/2020/TT-BXD ngày 02 tháng 3 năm 2020;"),
            ("dieu-1.2", "Điều 4 Thông tư số 2/2021/TT-BXD."),
        )
    ]
    found = read_relations(OWN, None, EMPTY, [above, *below])
    assert [(one.verb, str(one.target), one.clause) for one in found] == [
        ("replaces", "1/2020/TT-BXD", "dieu-1.1"),
        ("partly_repeals", "2/2021/TT-BXD", "dieu-1.2"),
    ]


def test_an_amendment_amends_its_base():
    own = Identifier.parse("Sửa đổi 1:2016 QCVN 4:2009/BKHCN")
    assert relations("Điều khoản khác.", own=own) == [("amends", "QCVN 4:2009/BKHCN")]


def test_a_relation_says_where_it_stands():
    text = "1. Quy định khác.\nBãi bỏ Thông tư số 1/2020/TT-BXD."
    (relation,) = read_relations(OWN, None, EMPTY, [clause(text)])
    assert (relation.clause, relation.page) == ("dieu-1", 2)
    assert relation.words == "Bãi bỏ Thông tư số 1/2020/TT-BXD."


def test_sentences_keep_their_offsets():
    text = "Điều này quy định.\na) Mũ bảo hiểm\ncho trẻ em;\nSố TT. 1 | Mũ | 6506.10\nHết."
    found = list(sentences(text))
    assert "".join(text[s.start : s.end] for s in found) == text
    assert all(s.text == text[s.start : s.end].replace("\n", " ") for s in found)
    assert any(
        s.text.strip() == "Số TT. 1 | Mũ | 6506.10 Hết." or "| Mũ |" in s.text for s in found
    )


def test_a_sentence_that_stands_as_a_heading_gives_its_day_and_what_it_repeals():
    heading = "Thông tư này có hiệu lực từ ngày 15 tháng 02 năm 2010. Bãi bỏ Quyết định của"
    one = clause("Tổng cục trưởng số 478/2001/QĐ-TCBĐ ngày 15 tháng 6 năm 2001.", heading)
    effect = read_effect([one], SIGNED)
    assert effect is not None
    assert effect.day == date(2010, 2, 15)
    relations = read_relations(None, None, clause("", key="mo-dau"), [one])
    assert [(r.verb, str(r.target)) for r in relations] == [("repeals", "478/2001/QĐ-TCBĐ")]
