"""Whole acts as printed: what they do to others, on which days, and what they hand down."""

from datetime import date

import pytest

from ingest.parts import read_parts
from ingest.reading import read_file
from standards.document import Kind
from standards.relation import EffectKind, RuleKind, Verb

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


@pytest.fixture
def parts(page_of):
    def make(*pages):
        return read_parts([page_of(*lines, number=n) for n, lines in enumerate(pages, 1)], ())

    return make


def related(part, *verbs):
    return [
        (one.verb.value, str(one.target), one.day) for one in part.relations if one.verb in verbs
    ]


CIRCULAR = (
    "BỘ XÂY DỰNG",
    "Số: 42/2026/TT-BXD",
    MOTTO,
    "Hà Nội, ngày 29 tháng 6 năm 2026",
    "**THÔNG TƯ",
    "**Ban hành Quy chuẩn kỹ thuật quốc gia về kính xây dựng",
    "Căn cứ Luật Tiêu chuẩn và Quy chuẩn kỹ thuật;",
    "**Điều 1. Ban hành quy chuẩn",
    ">Ban hành kèm theo Thông tư này QCVN 16:2026/BXD.",
    "**Điều 2. Hiệu lực thi hành",
    ">1. Thông tư này có hiệu lực thi hành sau 45 ngày kể từ ngày ký ban hành.",
)
REGULATION = (
    ["**QCVN 16:2026/BXD", "**QUY CHUẨN KỸ THUẬT QUỐC GIA", "**VỀ KÍNH XÂY DỰNG"],
    ["**1. QUY ĐỊNH CHUNG", "**1.1. Phạm vi điều chỉnh", ">Quy chuẩn này quy định kính."],
)


def test_a_regulation_starts_with_the_act_in_its_file(parts):
    act, regulation = parts([*CIRCULAR], *REGULATION)
    assert (regulation.issued, regulation.effective_from) == (date(2026, 6, 29), date(2026, 8, 13))
    (start,) = regulation.effects
    assert (start.kind, start.rule.kind, start.rule.count) == (
        EffectKind.STARTS,
        RuleKind.DAYS_AFTER_ISSUE,
        45,
    )
    assert (start.clause, start.page) == (None, 1)
    assert start.words == act.effects[0].words


def test_a_regulation_starts_on_the_day_that_its_act_states_for_it(parts):
    more = ">2. QCVN 16:2026/BXD có hiệu lực thi hành kể từ ngày 01 tháng 7 năm 2027."
    act, regulation = parts([*CIRCULAR, more], *REGULATION)
    assert act.effective_from == date(2026, 8, 13)
    assert regulation.effective_from == date(2027, 7, 1)
    assert [(one.kind, one.parts) for one in regulation.effects] == [(EffectKind.STARTS, ())]


def test_a_part_of_a_regulation_starts_on_the_day_that_the_act_states_for_it(parts):
    more = ">2. Mục 2.4 của QCVN 16:2026/BXD có hiệu lực kể từ ngày 01 tháng 7 năm 2027."
    _, regulation = parts([*CIRCULAR, more], *REGULATION)
    assert regulation.effective_from == date(2026, 8, 13)
    assert [one.kind for one in regulation.effects] == [EffectKind.STARTS, EffectKind.PART_STARTS]
    assert regulation.effects[1].day == date(2027, 7, 1)


def test_a_regulation_that_states_its_own_day_keeps_it(parts):
    own = [
        *REGULATION[1],
        "**6. TỔ CHỨC THỰC HIỆN",
        ">6.1. Quy chuẩn này có hiệu lực thi hành kể từ ngày 01 tháng 01 năm 2027.",
        ">6.2. Kính đã nhập khẩu trước ngày Quy chuẩn này có hiệu lực được tiếp tục lưu thông",
        "đến hết ngày 31 tháng 12 năm 2027.",
    ]
    _, regulation = parts([*CIRCULAR], REGULATION[0], own)
    assert regulation.effective_from == date(2027, 1, 1)
    assert [(one.clause, one.until) for one in regulation.transitions] == [
        ("6.2", date(2028, 1, 1))
    ]


def test_a_consolidated_text_counts_its_days_from_those_of_the_act_it_consolidates(parts):
    (part,) = parts(
        [
            "BỘ KHOA HỌC VÀ CÔNG NGHỆ",
            "Số: 07/VBHN-BKHCN",
            MOTTO,
            "Hà Nội, ngày 25 tháng 7 năm 2017",
            "**THÔNG TƯ",
            "**Quy định về công bố hợp chuẩn, công bố hợp quy",
            "Thông tư số 28/2012/TT-BKHCN ngày 12 tháng 12 năm 2012 của Bộ trưởng Bộ Khoa học và",
            "Công nghệ quy định về công bố hợp quy, có hiệu lực kể từ ngày 27 tháng 01 năm 2013,",
            "được sửa đổi, bổ sung bởi:",
            "Thông tư số 02/2017/TT-BKHCN ngày 31 tháng 3 năm 2017 của Bộ trưởng Bộ Khoa học và",
            "Công nghệ sửa đổi, bổ sung một số điều của Thông tư số 28/2012/TT-BKHCN, có hiệu lực",
            "kể từ ngày 15 tháng 5 năm 2017.",
            "Căn cứ Nghị định số 127/2007/NĐ-CP ngày 01 tháng 8 năm 2007 của Chính phủ;",
            "**Điều 1. Hiệu lực thi hành",
            ">1. Thông tư này có hiệu lực sau 45 ngày, kể từ ngày ký ban hành.",
            ">2. Thông tư này thay thế Quyết định số 24/2007/QĐ-BKHCN.",
        ]
    )
    assert part.kind is Kind.CONSOLIDATED
    assert (part.issued, part.effective_from) == (date(2017, 7, 25), date(2013, 1, 27))
    assert related(part, Verb.CONSOLIDATES) == [
        ("consolidates", "28/2012/TT-BKHCN", date(2013, 1, 27)),
        ("consolidates", "02/2017/TT-BKHCN", date(2017, 5, 15)),
    ]
    assert related(part, Verb.REPLACES, Verb.AMENDS) == [("replaces", "24/2007/QĐ-BKHCN", None)]


def test_a_decision_that_corrects_says_so_in_its_title(parts):
    (part,) = parts(
        [
            "BỘ CÔNG THƯƠNG",
            "Số: 334/QĐ-BCT",
            MOTTO,
            "Hà Nội, ngày 06 tháng 02 năm 2025",
            "**QUYẾT ĐỊNH",
            "**Về việc đính chính Thông tư số 38/2023/TT-BCT ngày 27 tháng 12 năm 2023",
            "Căn cứ Nghị định số 40/2025/NĐ-CP;",
            "**Điều 1. Đính chính lỗi kỹ thuật tại Phụ lục II Thông tư số 38/2023/TT-BCT",
            "**Điều 2. Quyết định này có hiệu lực kể từ ngày ký.",
        ]
    )
    assert related(part, Verb.CORRECTS, Verb.AMENDS) == [("corrects", "38/2023/TT-BCT", None)]
    assert part.effective_from == date(2025, 2, 6)


def test_a_resolution_that_suspends_tells_what_goes_on_meanwhile(parts):
    (part,) = parts(
        [
            "CHÍNH PHỦ",
            "Số: 09/2026/NQ-CP",
            MOTTO,
            "Hà Nội, ngày 04 tháng 02 năm 2026",
            "**NGHỊ QUYẾT",
            "**Tạm ngưng hiệu lực của Nghị định số 46/2026/NĐ-CP",
            "Căn cứ Luật Ban hành văn bản quy phạm pháp luật;",
            "**Điều 1. Tạm ngưng hiệu lực của Nghị định số 46/2026/NĐ-CP đến hết ngày 15",
            "**tháng 4 năm 2026.",
            "**Điều 2. Trong thời gian tạm ngưng, tiếp tục áp dụng Nghị định số 15/2018/NĐ-CP.",
            "**Điều 3. Nghị quyết này có hiệu lực từ ngày ký ban hành.",
        ]
    )
    (stop,) = (one for one in part.relations if one.verb is Verb.SUSPENDS)
    assert (str(stop.target), stop.day, stop.until) == ("46/2026/NĐ-CP", None, date(2026, 4, 16))
    assert [str(number) for one in part.transitions for number in one.keeps] == ["15/2018/NĐ-CP"]


@pytest.mark.slow
def test_a_decree_ends_texts_on_different_days(shared):
    name = "nd-37-2026-nd-cp-chat-luong-san-pham-hang-hoa.rendered.pdf"
    (decree,) = read_file(shared / "corpus" / "pdf-more" / name).documents
    july = date(2026, 7, 1)
    assert [(one.verb.value, str(one.target), one.day) for one in decree.relations] == [
        ("replaces", "132/2008/NĐ-CP", july),
        ("partly_repeals", "67/2009/NĐ-CP", july),
        ("replaces", "74/2018/NĐ-CP", july),
        ("partly_repeals", "154/2018/NĐ-CP", july),
        ("replaces", "13/2022/NĐ-CP", july),
        ("partly_repeals", "13/2022/NĐ-CP", None),
        ("replaces", "43/2017/NĐ-CP", None),
        ("replaces", "111/2021/NĐ-CP", None),
    ]
    assert [(one.clause, one.until) for one in decree.transitions] == [
        ("dieu-97.3", july),
        ("dieu-98.1", None),
        ("dieu-98.2", None),
        ("dieu-98.3", None),
        ("dieu-98.4", date(2028, 1, 23)),
        ("dieu-98.5", None),
        ("dieu-98.6", None),
        ("dieu-98.7", None),
    ]
