"""What acts say of time and of others, in the many ways in which they are drafted.

Every row is a sentence or a short clause as printed. The act that speaks was signed on 29 June 2026
and has effect from 15 August 2026.
"""

from datetime import date

import pytest

from ingest.adoption import read_adoptions
from ingest.effect_statements import read_statements
from ingest.reckoning import Clock
from ingest.relations import read_relations
from ingest.transitions import read_transitions
from standards.document import Clause
from standards.identifier import Identifier

OWN = Identifier.parse("42/2026/TT-BXD")
CLOCK = Clock(issued=date(2026, 6, 29), effective=date(2026, 8, 15))
START = "Thông tư này có hiệu lực thi hành kể từ ngày 15 tháng 8 năm 2026"


def a_clause(text: str, heading: str = "", key: str = "dieu-1", parent: str | None = None):
    return Clause(
        key=key,
        label=key,
        heading=heading,
        text=text,
        page=1,
        last_page=1,
        parent=parent,
    )


def preamble(text: str = "") -> Clause:
    return Clause(key="mo-dau", label="", heading="", text=text, page=1, last_page=1, parent=None)


def deeds(*clauses: Clause, title: str | None = None) -> list[tuple[object, ...]]:
    """Relations as short tuples: verb, number, then day, until, parts as far as stated."""
    return [
        (one.verb.value, str(one.target), *filter(None, (one.day, one.until, one.parts)))
        for one in read_relations(OWN, title, preamble(), clauses, CLOCK)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # whole texts, on the day of the act or on another one
        (
            "Thông tư số 5/2018/TT-BXD hết hiệu lực kể từ ngày 01 tháng 01 năm 2027.",
            [("replaces", "5/2018/TT-BXD", date(2027, 1, 1))],
        ),
        (
            "Thông tư số 5/2018/TT-BXD hết hiệu lực thi hành kể từ ngày Thông tư này có hiệu lực.",
            [("replaces", "5/2018/TT-BXD")],
        ),
        (
            "Kể từ ngày 01 tháng 7 năm 2027, Thông tư số 5/2018/TT-BXD hết hiệu lực thi hành.",
            [("replaces", "5/2018/TT-BXD", date(2027, 7, 1))],
        ),
        (
            "Từ ngày 01/7/2027, bãi bỏ Thông tư số 5/2018/TT-BXD.",
            [("repeals", "5/2018/TT-BXD", date(2027, 7, 1))],
        ),
        (
            "Bãi bỏ Thông tư số 5/2018/TT-BXD ngày 01 tháng 6 năm 2018 của Bộ trưởng Bộ Xây dựng "
            "kể từ ngày 01 tháng 7 năm 2027.",
            [("repeals", "5/2018/TT-BXD", date(2027, 7, 1))],
        ),
        (
            "Bãi bỏ các văn bản sau đây:\n"
            "a) Thông tư số 5/2018/TT-BXD ngày 01 tháng 6 năm 2018, kể từ ngày 01/7/2027;\n"
            "b) Thông tư số 6/2018/TT-BXD ngày 02 tháng 6 năm 2018.",
            [("repeals", "5/2018/TT-BXD", date(2027, 7, 1)), ("repeals", "6/2018/TT-BXD")],
        ),
        (
            "Thông tư số 5/2018/TT-BXD hết hiệu lực sau 06 tháng kể từ ngày Thông tư này có hiệu "
            "lực thi hành.",
            [("replaces", "5/2018/TT-BXD", date(2027, 2, 15))],
        ),
        (
            "Quyết định số 12/2025/QĐ-UBND hết hiệu lực kể từ ngày ký Quyết định này.",
            [("replaces", "12/2025/QĐ-UBND", date(2026, 6, 29))],
        ),
        (
            f"{START}. Thông tư số 5/2018/TT-BXD hết hiệu lực từ ngày 01/01/2027; Thông tư số "
            "6/2019/TT-BXD hết hiệu lực từ ngày 01/7/2027.",
            [
                ("replaces", "5/2018/TT-BXD", date(2027, 1, 1)),
                ("replaces", "6/2019/TT-BXD", date(2027, 7, 1)),
            ],
        ),
        (
            "Điều 2 Thông tư số 5/2018/TT-BXD; Thông tư số 6/2019/TT-BXD hết hiệu lực kể từ ngày "
            "01 tháng 01 năm 2027.",
            [
                ("replaces", "6/2019/TT-BXD", date(2027, 1, 1)),
                ("partly_repeals", "5/2018/TT-BXD", date(2027, 1, 1), ("Điều 2",)),
            ],
        ),
        (
            f"{START} và thay thế Thông tư số 5/2018/TT-BXD ngày 01 tháng 6 năm 2018.",
            [("replaces", "5/2018/TT-BXD")],
        ),
        (
            "QCVN 41:2024/BGTVT thay thế QCVN 41:2019/BGTVT kể từ ngày 01 tháng 01 năm 2025.",
            [("replaces", "QCVN 41:2019/BGTVT", date(2025, 1, 1))],
        ),
        (
            "Quy chuẩn này được áp dụng thay thế QCVN 99:2015/BTTTT.",
            [("replaces", "QCVN 99:2015/BTTTT")],
        ),
        (
            "Công bố hết hiệu lực Thông tư số 5/2018/TT-BXD.",
            [("replaces", "5/2018/TT-BXD")],
        ),
        # parts
        (
            "Thông tư số 5/2018/TT-BXD và Điều 2 Thông tư số 9/2020/TT-BXD hết hiệu lực từ ngày "
            "Thông tư này có hiệu lực.",
            [
                ("replaces", "5/2018/TT-BXD"),
                ("partly_repeals", "9/2020/TT-BXD", ("Điều 2",)),
            ],
        ),
        (
            "Bãi bỏ một phần Thông tư số 5/2018/TT-BXD.",
            [("partly_repeals", "5/2018/TT-BXD", ("một phần",))],
        ),
        (
            "Thông tư số 5/2018/TT-BXD hết hiệu lực một phần kể từ ngày 01 tháng 01 năm 2027.",
            [("partly_repeals", "5/2018/TT-BXD", date(2027, 1, 1), ("một phần",))],
        ),
        (
            "Bãi bỏ khoản 1 Điều 4, Điều 6 Thông tư số 5/2018/TT-BXD và Điều 2 Thông tư số "
            "6/2019/TT-BXD.",
            [
                ("partly_repeals", "5/2018/TT-BXD", ("khoản 1 Điều 4", "Điều 6")),
                ("partly_repeals", "6/2019/TT-BXD", ("Điều 2",)),
            ],
        ),
        (
            "Bãi bỏ một số điều của các Thông tư sau đây:\n"
            "a) Điều 3, Điều 5 và Phụ lục II Thông tư số 5/2018/TT-BXD;\n"
            "b) Khoản 2 Điều 7 Thông tư số 6/2019/TT-BXD.",
            [
                ("partly_repeals", "5/2018/TT-BXD", ("Điều 3", "Điều 5", "Phụ lục II")),
                ("partly_repeals", "6/2019/TT-BXD", ("Khoản 2 Điều 7",)),
            ],
        ),
        (
            "Bãi bỏ mục 2.3 và mục 2.5 của QCVN 16:2023/BXD ban hành kèm theo Thông tư số "
            "4/2023/TT-BXD.",
            [("partly_repeals", "QCVN 16:2023/BXD", ("mục 2.3", "mục 2.5"))],
        ),
        (
            "Bãi bỏ nội dung quy định về chứng nhận hợp quy tại Thông tư số 5/2018/TT-BXD.",
            [("partly_repeals", "5/2018/TT-BXD", ("quy định về chứng nhận hợp quy",))],
        ),
        (
            "Bãi bỏ các quy định sau:\n- Điều 4 Thông tư số 5/2018/TT-BXD;\n"
            "- Thông tư số 6/2019/TT-BXD.",
            [
                ("partly_repeals", "5/2018/TT-BXD", ("Điều 4",)),
                ("repeals", "6/2019/TT-BXD"),
            ],
        ),
        (
            "Quyết định này có hiệu lực kể từ ngày ký, thay thế Quyết định số 3648/QĐ-BCT và bãi "
            "bỏ khoản 2 Điều 1 Quyết định số 11039/QĐ-BCT.",
            [
                ("replaces", "3648/QĐ-BCT"),
                ("partly_repeals", "11039/QĐ-BCT", ("khoản 2 Điều 1",)),
            ],
        ),
        (
            "Các Nghị định, quy định dưới đây hết hiệu lực kể từ ngày 01 tháng 7\nnăm 2026:\n"
            "a) Nghị định số 132/2008/NĐ-CP ngày 31 tháng 12 năm 2008;\n"
            "b) Các khoản 3, 4 và khoản 7 Điều 1 Nghị định số 13/2022/NĐ-CP.",
            [
                ("replaces", "132/2008/NĐ-CP", date(2026, 7, 1)),
                (
                    "partly_repeals",
                    "13/2022/NĐ-CP",
                    date(2026, 7, 1),
                    ("Các khoản 3, 4 và khoản 7 Điều 1",),
                ),
            ],
        ),
        (
            "Bãi bỏ khoản 2 Điều 3; điểm a khoản 1 Điều 5; Phụ lục II Thông tư số 5/2018/TT-BXD.",
            [
                (
                    "partly_repeals",
                    "5/2018/TT-BXD",
                    ("khoản 2 Điều 3", "điểm a khoản 1 Điều 5", "Phụ lục II"),
                )
            ],
        ),
        (
            "TCVN 5699-2-30:2013 thay thế một phần TCVN 5699-2-30:2006.",
            [("partly_repeals", "TCVN 5699-2-30:2006", ("một phần",))],
        ),
        # new words in place of old ones
        (
            "Thay thế khoản 2 Điều 3, Điều 5 Thông tư số 5/2018/TT-BXD bằng các quy định của "
            "Thông tư này.",
            [("amends", "5/2018/TT-BXD", ("khoản 2 Điều 3", "Điều 5"))],
        ),
        (
            "Thay thế cụm từ “Bộ Giao thông vận tải” bằng cụm từ “Bộ Xây dựng” tại Điều 3 Thông "
            "tư số 5/2018/TT-BXD.",
            [("amends", "5/2018/TT-BXD", ("Điều 3",))],
        ),
        (
            "Bãi bỏ cụm từ “và Bộ Giao thông vận tải” tại khoản 2 Điều 8 Thông tư số "
            "5/2018/TT-BXD.",
            [("amends", "5/2018/TT-BXD", ("khoản 2 Điều 8",))],
        ),
        (
            "Sửa đổi, bổ sung khoản 3 Điều 5 của Thông tư số 5/2018/TT-BXD (đã được sửa đổi, bổ "
            "sung bởi khoản 2 Điều 1 Thông tư số 7/2020/TT-BXD) như sau: “3. Bãi bỏ Thông tư số "
            "99/2010/TT-BXD.”",
            [("amends", "5/2018/TT-BXD", ("khoản 3 Điều 5",))],
        ),
        (
            "Kéo dài thời gian áp dụng Thông tư số 5/2018/TT-BXD đến hết ngày 31/12/2027.",
            [("amends", "5/2018/TT-BXD")],
        ),
        # suspending, resuming, correcting
        (
            "Tạm ngưng hiệu lực của Nghị định số 46/2026/NĐ-CP ngày 26 tháng 01 năm 2026 của Chính "
            "phủ từ ngày 04 tháng 02 năm 2026 đến hết ngày 15 tháng 4 năm 2026.",
            [("suspends", "46/2026/NĐ-CP", date(2026, 2, 4), date(2026, 4, 16))],
        ),
        (
            "Tạm ngưng hiệu lực áp dụng đối với Nghị định số 46/2026/NĐ-CP và Nghị quyết số "
            "66/2026/NQ-CP cho đến khi Luật An toàn thực phẩm (sửa đổi) có hiệu lực thi hành.",
            [("suspends", "46/2026/NĐ-CP"), ("suspends", "66/2026/NQ-CP")],
        ),
        (
            "Ngưng hiệu lực thi hành khoản 8, khoản 9 và khoản 10 Điều 8 của Thông tư số "
            "39/2016/TT-NHNN (đã được bổ sung theo khoản 2 Điều 1 của Thông tư số 06/2023/TT-NHNN) "
            "kể từ ngày 01 tháng 9 năm 2023 cho đến ngày có hiệu lực thi hành của văn bản mới.",
            [
                (
                    "suspends",
                    "39/2016/TT-NHNN",
                    date(2023, 9, 1),
                    ("khoản 8, khoản 9 và khoản 10 Điều 8",),
                )
            ],
        ),
        (
            "Nghị định số 46/2026/NĐ-CP bị tạm đình chỉ thi hành từ ngày 04/02/2026 đến hết ngày "
            "15/4/2026.",
            [("suspends", "46/2026/NĐ-CP", date(2026, 2, 4), date(2026, 4, 16))],
        ),
        (
            "Tạm đình chỉ việc thi hành Quyết định số 12/2025/QĐ-UBND trong thời hạn 06 tháng kể "
            "từ ngày 01/7/2026.",
            [("suspends", "12/2025/QĐ-UBND", date(2026, 7, 1), date(2027, 1, 1))],
        ),
        (
            "Kéo dài thời gian tạm ngưng hiệu lực của Nghị định số 46/2026/NĐ-CP đến hết ngày 30 "
            "tháng 9 năm 2026.",
            [("suspends", "46/2026/NĐ-CP", date(2026, 10, 1))],
        ),
        (
            "Chấm dứt việc tạm ngưng hiệu lực của Nghị định số 46/2026/NĐ-CP kể từ ngày 16 tháng 4 "
            "năm 2026.",
            [("resumes", "46/2026/NĐ-CP", date(2026, 4, 16))],
        ),
        (
            "Bãi bỏ việc ngưng hiệu lực đối với Điều 5 Thông tư số 5/2018/TT-BXD.",
            [("resumes", "5/2018/TT-BXD", ("Điều 5",))],
        ),
        (
            "Nghị định số 46/2026/NĐ-CP tiếp tục có hiệu lực thi hành kể từ ngày 16 tháng 4 năm "
            "2026.",
            [("resumes", "46/2026/NĐ-CP", date(2026, 4, 16))],
        ),
        (
            "Đính chính lỗi kỹ thuật tại khoản 2 Điều 5 Thông tư số 38/2023/TT-BCT ngày 27 tháng "
            "12 năm 2023.",
            [("corrects", "38/2023/TT-BCT", ("khoản 2 Điều 5",))],
        ),
        # said from the other side
        ("Thông tư số 11/2012/TT-BKHCN được thay thế bởi Thông tư số 07/2018/TT-BKHCN.", []),
        (
            "Thông tư này được thay thế bởi Thông tư số 07/2018/TT-BKHCN kể từ ngày 01 tháng 01 "
            "năm 2019.",
            [],
        ),
        ("Khoản này được bãi bỏ theo quy định tại khoản 9 Điều 1 Thông tư số 2/2017/TT-BXD.", []),
        (
            "Điều này được sửa đổi theo quy định tại Điều 1 Thông tư số 02/2017/TT-BKHCN, có hiệu "
            "lực kể từ ngày 15 tháng 5 năm 2017.",
            [],
        ),
        ("Thông tư số 15/2014/TT-BXD đã bị bãi bỏ bởi Thông tư số 10/2017/TT-BXD.", []),
        (
            "QCVN 21:2016/BXD được thay thế bằng QCVN 21:2024/BXD ban hành kèm theo Thông tư này.",
            [("replaces", "QCVN 21:2016/BXD")],
        ),
        # what is no deed on a text
        (
            "Ví dụ: TCVN công bố năm 2019 thay thế TCVN 1234:2010 ký hiệu là TCVN 1234:2019.",
            [],
        ),
        (
            "Rà soát, sửa đổi, bổ sung, thay thế;\nHủy bỏ quy chuẩn;\na) Cơ quan quy định tại "
            "khoản 2 Điều 21 Nghị định số 127/2007/NĐ-CP lập hồ sơ hủy bỏ.",
            [],
        ),
        ("Các quy định trước đây trái với Thông tư này đều bãi bỏ.", []),
        (
            "Giấy chứng nhận hợp quy cấp theo QCVN 16:2019/BXD hết hiệu lực kể từ ngày 01 tháng 01 "
            "năm 2027.",
            [],
        ),
        (
            "Luật Tiêu chuẩn và Quy chuẩn kỹ thuật số 68/2006/QH11 đã được sửa đổi, bổ sung theo "
            "Luật số 35/2018/QH14 hết hiệu lực kể từ ngày Luật này có hiệu lực thi hành.",
            [("replaces", "68/2006/QH11")],
        ),
        (
            "Thông tư số 3/2019/TT-BXD hết hiệu lực kể từ ngày Thông tư này có hiệu lực, trừ Điều "
            "6 Thông tư số 3/2019/TT-BXD tiếp tục có hiệu lực đến hết ngày 31 tháng 12 năm 2027.",
            [("replaces", "3/2019/TT-BXD")],
        ),
    ],
)
def test_deeds_are_read_with_their_days_and_parts(text, expected):
    assert deeds(a_clause(text)) == expected


def test_the_items_of_a_list_have_the_day_of_the_sentence_that_opens_it_unless_they_state_one():
    above = a_clause("Các văn bản sau hết hiệu lực kể từ ngày 01 tháng 01 năm 2027:")
    below = [
        a_clause("Thông tư số 1/2020/TT-BXD;", key="dieu-1.1", parent="dieu-1"),
        a_clause(
            "Thông tư số 2/2021/TT-BXD hết hiệu lực kể từ ngày 01 tháng 7 năm 2027.",
            key="dieu-1.2",
            parent="dieu-1",
        ),
    ]
    found = read_relations(OWN, None, preamble(), [above, *below], CLOCK)
    assert [(one.clause, one.day) for one in found] == [
        ("dieu-1.1", date(2027, 1, 1)),
        ("dieu-1.2", date(2027, 7, 1)),
    ]
    assert found[0].words == f"{above.text} … Thông tư số 1/2020/TT-BXD;"


def test_a_title_names_what_the_act_corrects_and_the_clause_is_the_better_witness():
    title = "Về việc đính chính Thông tư số 38/2023/TT-BCT ngày 27 tháng 12 năm 2023"
    (relation,) = read_relations(
        OWN,
        title,
        preamble(),
        [a_clause("Đính chính lỗi kỹ thuật tại Phụ lục I Thông tư số 38/2023/TT-BCT.")],
        CLOCK,
    )
    assert (relation.verb.value, relation.clause) == ("corrects", "dieu-1")
    assert deeds(title=title) == [("corrects", "38/2023/TT-BCT")]


def test_what_is_quoted_over_several_clauses_is_the_text_of_another_act():
    clauses = [
        a_clause("Sửa đổi Điều 9 Thông tư số 5/2018/TT-BXD như sau:\n“Điều 9. Thi hành"),
        a_clause("Bãi bỏ Thông tư số 1/2010/TT-BXD.", key="dieu-9.1"),
        a_clause("Thông tư này có hiệu lực từ ngày 01 tháng 01 năm 2031.”", key="dieu-9.2"),
        a_clause(f"{START}.", key="dieu-2"),
    ]
    assert deeds(*clauses) == [("amends", "5/2018/TT-BXD", ("Điều 9",))]
    assert [one.day for one in read_statements(clauses, CLOCK, OWN)] == [date(2026, 8, 15)]


def test_footnotes_of_consolidated_texts_tell_what_others_did():
    note = a_clause("2 Thông tư này thay thế Thông tư số 99/2018/TT-BKHCN.", key="chu-thich")
    assert deeds(note) == []


def said(text: str, heading: str = "", issues: tuple[Identifier, ...] = ()):
    """Effect statements as short tuples: kind, day, rule, then count and parts where there are."""
    found = read_statements([a_clause(text, heading)], CLOCK, OWN, issues)
    return [
        (one.kind.value, one.day, one.rule.kind.value, *filter(None, (one.rule.count, one.parts)))
        for one in found
    ]


MAIN = ("starts", date(2026, 8, 15), "stated")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{START}.", [MAIN]),
        (
            "Thông tư này có hiệu lực sau 45 ngày kể từ ngày ký ban hành.",
            [("starts", date(2026, 8, 13), "days_after_issue", 45)],
        ),
        (
            "Nghị định này có hiệu lực sau sáu tháng kể từ ngày ký.",
            [("starts", date(2026, 12, 29), "months_after_issue", 6)],
        ),
        (
            "Quyết định này có hiệu lực sau 01 (một) năm kể từ ngày ban hành.",
            [("starts", date(2027, 6, 29), "years_after_issue", 1)],
        ),
        ("Quyết định này có hiệu lực kể từ ngày ký.", [("starts", date(2026, 6, 29), "on_issue")]),
        ("Thông tư này có hiệu lực kể từ ngày đăng Công báo.", [("starts", None, "unknown")]),
        (
            "Thông tư này có hiệu lực sau 15 ngày, kể từ ngày đăng Công báo.",
            [("starts", None, "unknown")],
        ),
        (
            "Thông tư này có hiệu lực sau 45 ngày làm việc kể từ ngày ký.",
            [("starts", None, "unknown")],
        ),
        (
            "Thông tư này có hiệu lực kể từ ngày … tháng … năm 2026.",
            [("starts", None, "unknown")],
        ),
        # parts that start on another day
        (
            f"{START}, trừ Điều 5 có hiệu lực thi hành từ ngày 01 tháng 01 năm 2027.",
            [MAIN, ("part_starts", date(2027, 1, 1), "stated", ("Điều 5",))],
        ),
        (
            f"{START}, trừ quy định tại khoản 2 Điều 3 có hiệu lực từ ngày 01/01/2027 và Điều 9 "
            "có hiệu lực từ ngày 01/7/2027.",
            [
                MAIN,
                ("part_starts", date(2027, 1, 1), "stated", ("khoản 2 Điều 3",)),
                ("part_starts", date(2027, 7, 1), "stated", ("Điều 9",)),
            ],
        ),
        (
            f"{START}, trừ quy định tại khoản 2 Điều này.\nQuy định tại điểm m khoản 3 Điều 6, "
            "điểm e khoản 4 Điều 26 của Thông tư này có hiệu lực thi hành từ ngày 01 tháng 01 năm "
            "2027; quy định tại điểm b khoản 1 Điều 32 có hiệu lực theo quy định của luật khác.",
            [
                MAIN,
                (
                    "part_starts",
                    date(2027, 1, 1),
                    "stated",
                    ("điểm m khoản 3 Điều 6", "điểm e khoản 4 Điều 26"),
                ),
            ],
        ),
        (
            f"{START}.\nRiêng quy định tại Điều 7 và Phụ lục III có hiệu lực sau 12 tháng kể từ "
            "ngày Thông tư này có hiệu lực.",
            [
                MAIN,
                (
                    "part_starts",
                    date(2027, 8, 15),
                    "months_after_effect",
                    12,
                    ("Điều 7", "Phụ lục III"),
                ),
            ],
        ),
        (
            f"{START}.\nCác quy định sau có hiệu lực từ ngày 01 tháng 01 năm 2027:\n"
            "a) Khoản 2 Điều 3;\nb) Điều 7 và Phụ lục II.",
            [
                MAIN,
                (
                    "part_starts",
                    date(2027, 1, 1),
                    "stated",
                    ("Khoản 2 Điều 3", "Điều 7", "Phụ lục II"),
                ),
            ],
        ),
        (
            "Quy định tại Mục 2.3 của Quy chuẩn này áp dụng từ ngày 01 tháng 7 năm 2027.",
            [("part_starts", date(2027, 7, 1), "stated", ("Mục 2.3",))],
        ),
        # ends
        (
            "Quyết định này có hiệu lực kể từ ngày ký đến hết ngày 31 tháng 12 năm 2030.",
            [
                ("starts", date(2026, 6, 29), "on_issue"),
                ("expires", date(2031, 1, 1), "stated"),
            ],
        ),
        (
            f"{START} đến hết năm 2030.",
            [MAIN, ("expires", date(2031, 1, 1), "stated")],
        ),
        (
            "Nghị quyết này được Quốc hội thông qua ngày 26 tháng 6 năm 2026, có hiệu lực từ ngày "
            "01 tháng 7 năm 2026 và được áp dụng đến hết ngày 30 tháng 6 năm 2031.",
            [
                ("starts", date(2026, 7, 1), "stated"),
                ("expires", date(2031, 7, 1), "stated"),
            ],
        ),
        (
            "Nghị quyết này có hiệu lực từ ngày 01 tháng 7 năm 2026 và được thực hiện trong thời "
            "hạn 05 năm.",
            [
                ("starts", date(2026, 7, 1), "stated"),
                ("expires", date(2031, 7, 1), "years_after_effect", 5),
            ],
        ),
        (
            f"{START}. Thông tư này hết hiệu lực kể từ ngày 01 tháng 3 năm 2028.",
            [MAIN, ("expires", date(2028, 3, 1), "stated")],
        ),
        (
            f"{START}. Điều 2 của Thông tư này hết hiệu lực kể từ ngày 01 tháng 3 năm 2027.",
            [MAIN, ("part_expires", date(2027, 3, 1), "stated", ("Điều 2",))],
        ),
        (
            f"{START}. Quy định tại khoản 3 Điều 4 Thông tư này được áp dụng đến hết ngày 31 tháng "
            "12 năm 2027.",
            [MAIN, ("part_expires", date(2028, 1, 1), "stated", ("khoản 3 Điều 4",))],
        ),
        (
            "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.",
            [("starts", date(2026, 6, 29), "on_issue")],
        ),
        (
            f"{START}. Chế độ bồi dưỡng quy định tại Thông tư này thực hiện đến hết ngày 31 tháng "
            "12 năm 2028.",
            [
                MAIN,
                ("part_expires", date(2029, 1, 1), "stated", ("Chế độ bồi dưỡng",)),
            ],
        ),
        # what speaks of other things
        ("Giấy chứng nhận quy định tại Điều 5 có hiệu lực trong thời hạn 03 năm.", []),
        ("Giấy chứng nhận có hiệu lực đến hết ngày 31 tháng 12 năm 2028.", []),
        ("Điều 4 Thông tư số 3/2019/TT-BXD có hiệu lực từ ngày 01 tháng 01 năm 2020.", []),
    ],
)
def test_a_text_says_from_when_and_until_when_it_and_its_parts_bind(text, expected):
    assert said(text) == expected


def test_an_act_states_the_day_for_what_it_issues():
    issued = Identifier.parse("QCVN 41:2024/BGTVT")
    text = f"{START}. QCVN 41:2024/BGTVT có hiệu lực từ ngày 01 tháng 01 năm 2027."
    assert said(text, issues=(issued,)) == [
        MAIN,
        ("part_starts", date(2027, 1, 1), "stated", ("QCVN 41:2024/BGTVT",)),
    ]


def test_the_steps_of_a_road_map_start_on_their_days():
    clauses = [
        a_clause("", "Lộ trình áp dụng"),
        a_clause(
            "Xe sản xuất từ năm 2022 áp dụng Mức 4 từ ngày Thông tư này có hiệu lực; áp dụng Mức 5 "
            "từ ngày 01 tháng 01 năm 2032.",
            key="dieu-1.1",
            parent="dieu-1",
        ),
        a_clause(f"{START}.", "Hiệu lực", key="dieu-2"),
    ]
    assert [(one.day, one.parts) for one in read_statements(clauses, CLOCK, OWN)] == [
        (date(2026, 8, 15), ()),
        (date(2032, 1, 1), ("áp dụng Mức 5",)),
    ]


def test_forms_in_annexes_say_nothing_of_the_act():
    clauses = [
        a_clause(f"{START}.", "Hiệu lực"),
        a_clause("Điều 3. Quyết định này có hiệu lực thi hành kể từ ngày ký.", key="Phụ lục V"),
    ]
    assert len(read_statements(clauses, CLOCK, OWN)) == 1


TRANSITION = "Quy định chuyển tiếp"


@pytest.mark.parametrize(
    ("heading", "text", "expected"),
    [
        (
            TRANSITION,
            "Dự án đã được phê duyệt trước ngày Thông tư này có hiệu lực thì tiếp tục thực hiện "
            "theo QCVN 03:2012/BXD.",
            [(None, ["QCVN 03:2012/BXD"])],
        ),
        (
            "Điều khoản chuyển tiếp",
            "Cơ sở đang hoạt động được tiếp tục áp dụng QCVN 14:2008/BTNMT đến hết ngày "
            "31/12/2031.",
            [(date(2032, 1, 1), ["QCVN 14:2008/BTNMT"])],
        ),
        (
            TRANSITION,
            "Giấy chứng nhận hợp quy đã được cấp theo QCVN 16:2019/BXD tiếp tục có giá trị đến hết "
            "thời hạn ghi trên giấy nhưng không quá ngày 31 tháng 12 năm 2027.",
            [(date(2028, 1, 1), ["QCVN 16:2019/BXD"])],
        ),
        (
            TRANSITION,
            "Nhãn đã in được tiếp tục sử dụng, nhưng không quá 02 năm kể từ ngày Thông tư này có "
            "hiệu lực thi hành.",
            [(date(2028, 8, 15), [])],
        ),
        (
            TRANSITION,
            "Các tổ chức đã được chỉ định theo Thông tư số 5/2018/TT-BXD:\n"
            "a) Được tiếp tục hoạt động đến hết ngày 31 tháng 12 năm 2026 đối với thử nghiệm;\n"
            "b) Được tiếp tục hoạt động đến hết ngày 30 tháng 6 năm 2027 đối với chứng nhận.",
            [(date(2027, 1, 1), ["5/2018/TT-BXD"]), (date(2027, 7, 1), ["5/2018/TT-BXD"])],
        ),
        (
            TRANSITION,
            "Cơ sở quy mô lớn áp dụng QCVN 14:2008/BTNMT đến hết ngày 31 tháng 12 năm 2028. Cơ sở "
            "quy mô nhỏ áp dụng QCVN 14:2008/BTNMT đến hết ngày 31 tháng 12 năm 2031.",
            [
                (date(2029, 1, 1), ["QCVN 14:2008/BTNMT"]),
                (date(2032, 1, 1), ["QCVN 14:2008/BTNMT"]),
            ],
        ),
        (
            "Hiệu lực thi hành và quy định chuyển tiếp",
            f"{START} và thay thế Thông tư số 5/2018/TT-BXD.\nHồ sơ đã nộp trước ngày Thông tư này "
            "có hiệu lực thì giải quyết theo Thông tư số 5/2018/TT-BXD.",
            [(None, ["5/2018/TT-BXD"])],
        ),
        (
            "Hiệu lực thi hành",
            f"{START}.\nCác giấy chứng nhận đã được cấp trước ngày Thông tư này có hiệu lực tiếp "
            "tục có giá trị đến hết ngày 30 tháng 6 năm 2027.",
            [(date(2027, 7, 1), [])],
        ),
        (
            "Tổ chức thực hiện",
            "Hàng hóa đã sản xuất, nhập khẩu trước ngày 01 tháng 01 năm 2027 được tiếp tục lưu "
            "thông trong thời hạn 12 tháng kể từ ngày Thông tư này có hiệu lực.",
            [(date(2027, 8, 15), [])],
        ),
        (
            "Điều khoản thi hành",
            "Tiêu chuẩn ngành ban hành trước thời điểm có hiệu lực của Luật này được giữ nguyên "
            "hiệu lực đến hết năm 2030.",
            [(date(2031, 1, 1), [])],
        ),
        (
            "Điều khoản thi hành",
            "Cơ sở đang hoạt động phải hoàn thành việc chuyển đổi trước ngày 01 tháng 01 năm 2028.",
            [(date(2028, 1, 1), [])],
        ),
        (
            "",
            "Trong thời gian tạm ngưng, Nghị định số 15/2018/NĐ-CP ngày 02 tháng 02 năm 2018 tiếp "
            "tục có hiệu lực.",
            [(None, ["15/2018/NĐ-CP"])],
        ),
        # what is no transitional rule
        (
            TRANSITION,
            "Trường hợp các tiêu chuẩn, quy chuẩn viện dẫn tại Thông tư này được sửa đổi, bổ sung "
            "hoặc thay thế thì áp dụng văn bản mới.",
            [],
        ),
        (
            "Điều khoản thi hành",
            "Trong quá trình thực hiện, nếu các văn bản được viện dẫn tại Thông tư này được sửa "
            "đổi, bổ sung hoặc thay thế thì thực hiện theo văn bản mới.",
            [],
        ),
        (
            "Kiểm tra",
            "Cơ quan kiểm tra chỉ thông báo để cơ sở được tiếp tục sản xuất khi cơ sở đã khắc phục "
            "đạt yêu cầu.",
            [],
        ),
        (
            "Trách nhiệm thi hành",
            "Chánh Văn phòng, Vụ trưởng Vụ Khoa học công nghệ chịu trách nhiệm thi hành Thông tư "
            "này.",
            [],
        ),
        ("Báo cáo", "Trước ngày 31 tháng 12 hằng năm, cơ sở phải báo cáo theo Điều 5.", []),
    ],
)
def test_transitional_rules_say_what_goes_on_and_until_when(heading, text, expected):
    found = read_transitions([a_clause(text, heading)], CLOCK, OWN)
    assert [(one.until, [str(number) for number in one.keeps]) for one in found] == expected


def test_texts_that_a_transition_names_by_their_clause_are_kept():
    clauses = [
        a_clause("", "Hiệu lực thi hành"),
        a_clause(
            "Các Nghị định dưới đây hết hiệu lực kể từ ngày 01 tháng 7 năm 2027:\n"
            "a) Nghị định số 132/2008/NĐ-CP;\nb) Nghị định số 74/2018/NĐ-CP.",
            key="dieu-1.2",
            parent="dieu-1",
        ),
        a_clause(
            "Từ ngày Thông tư này có hiệu lực thi hành đến hết ngày 30 tháng 6 năm 2027, việc phân "
            "loại hàng hóa tiếp tục được thực hiện theo các văn bản quy định tại khoản 2 Điều này.",
            key="dieu-1.3",
            parent="dieu-1",
        ),
    ]
    relations = read_relations(OWN, None, preamble(), clauses, CLOCK)
    (rule,) = read_transitions(clauses, CLOCK, OWN, relations)
    assert (rule.clause, rule.until) == ("dieu-1.3", date(2027, 7, 1))
    assert [str(number) for number in rule.keeps] == ["132/2008/NĐ-CP", "74/2018/NĐ-CP"]


def test_transitions_keep_no_number_of_the_new_text():
    new = read_relations(
        OWN, None, preamble(), [a_clause("Ban hành kèm theo Thông tư này QCVN 16:2026/BXD.")], CLOCK
    )
    rule = a_clause(
        "Giấy chứng nhận đã cấp theo QCVN 16:2023/BXD tiếp tục có giá trị; từ ngày 01 tháng 01 năm "
        "2028 áp dụng QCVN 16:2026/BXD.",
        TRANSITION,
    )
    (found,) = read_transitions([rule], CLOCK, OWN, new)
    assert [str(number) for number in found.keeps] == ["QCVN 16:2023/BXD"]


def adopted(own: str, text: str) -> list[tuple[str, str | None]]:
    found = read_adoptions(Identifier.parse(own), preamble(text))
    return [(str(one.target), one.degree.value if one.degree else None) for one in found]


@pytest.mark.parametrize(
    ("own", "text", "expected"),
    [
        (
            "TCVN 7303-1:2009",
            "Lời nói đầu\nTCVN 7303-1:2009 thay thế TCVN 7303-1:2003;\nTCVN 7303-1:2009 hoàn toàn "
            "tương đương với IEC 60601-1:2005;",
            [("IEC 60601-1:2005", "identical")],
        ),
        (
            "TCVN 5699-1:2004",
            "TCVN 5699-1:2004 thay thế TCVN 5699-1:1998 và hoàn toàn tương đương với tiêu chuẩn "
            "IEC 60335-1:2001;",
            [("IEC 60335-1:2001", "identical")],
        ),
        (
            "TCVN 1234:2018",
            "TCVN 1234:2018 chấp nhận nguyên vẹn ISO 1035:2012.",
            [("ISO 1035:2012", "identical")],
        ),
        (
            "TCVN 1234:2018",
            "Tiêu chuẩn này tương đương có sửa đổi so với ISO 1035:2012.",
            [("ISO 1035:2012", "modified")],
        ),
        (
            "TCVN 1234:2018",
            "TCVN 1234:2018 được xây dựng trên cơ sở tham khảo ISO 1035:2012 và ASTM C150-07.",
            [("ISO 1035:2012", "not_equivalent"), ("ASTM C150-07", "not_equivalent")],
        ),
        (
            "QCVN 9:2012/BKHCN",
            "QCVN 9:2012/BKHCN được xây dựng trên cơ sở CISPR 14-1:2009.",
            [("CISPR 14-1:2009", "not_equivalent")],
        ),
        (
            "TCVN 1234:2018",
            "TCVN 1234:2018 tương đương với ISO 1035:2012.",
            [("ISO 1035:2012", None)],
        ),
        # the number on the cover: the sign of an identical one since Thông tư 11/2021/TT-BKHCN
        (
            "TCVN 1234:2024 (ISO 1035:2012)",
            "TCVN 1234:2024 (ISO 1035:2012)\nThép",
            [("ISO 1035:2012", "identical")],
        ),
        (
            "TCVN 1234:2024",
            "TIÊU CHUẨN QUỐC GIA\nTCVN 1234:2024\nISO 1035:2012\nXuất bản lần 1",
            [("ISO 1035:2012", "identical")],
        ),
        (
            "TCVN 1234:2009 (ISO 1035:2005)",
            "TCVN 1234:2009 (ISO 1035:2005)\nThép",
            [("ISO 1035:2005", None)],
        ),
        (
            "TCVN 1234:2016",
            "TCVN 1234:2016\n(ISO 1035:2012, MOD)\nThép",
            [("ISO 1035:2012", "modified")],
        ),
        # neither adopts: another part of the series, a rule that only agrees with a standard
        (
            "TCVN 1234-1:2018",
            "TCVN 1234-2:2018 hoàn toàn tương đương với ISO 1035-2:2012.",
            [],
        ),
        (
            "QCVN 123:2021/BTTTT",
            "Các quy định kỹ thuật của QCVN 123:2021/BTTTT phù hợp với ISO 15628:2013.",
            [],
        ),
    ],
)
def test_adoptions_have_the_degree_that_words_or_brackets_tell(own, text, expected):
    assert adopted(own, text) == expected
