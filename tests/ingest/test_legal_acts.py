"""Legal acts: run-on clauses, drafts, gazettes, heads and feet, letters, ordinances, forms."""

from datetime import date

import pytest

from ingest.clauses import build_clauses
from ingest.columns import reading_order
from ingest.effect import read_effect
from ingest.entries import entries_of
from ingest.parts import read_parts
from ingest.rows import Segment
from standards.document import Kind
from standards.place import Box

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


@pytest.fixture
def tree(page_of):
    def make(*lines):
        return build_clauses(entries_of([page_of(*lines)], ()), 1)

    return make


@pytest.fixture
def parts(page_of):
    def make(*pages):
        return read_parts([page_of(*lines, number=n) for n, lines in enumerate(pages, 1)], ())

    return make


def labels(built):
    return [clause.label for clause in built[1] if clause.label]


def rows(*lines):
    """Rows of ``(x0, text)`` pieces, 16 points apart; a character is 6 points wide."""
    return [
        tuple(
            Segment(
                text=text,
                box=Box(1, x0, 80 + 16 * at, x0 + 6 * len(text), 92 + 16 * at),
                size=12,
                bold=0,
                baseline=90 + 16 * at,
                fonts=(),
            )
            for x0, text in line
        )
        for at, line in enumerate(lines)
    ]


def test_clauses_run_on_in_one_paragraph_are_set_apart(tree):
    built = tree(
        "**Điều 1. Danh mục",
        ">1. Đèn. 2. Máy in. 3. Động cơ theo khoản 2. Các loại khác.",
        ">4. Nồi hơi.",
    )
    assert labels(built) == ["Điều 1", "1", "2", "3", "4"]
    assert built[1][3].text == "Động cơ theo khoản 2. Các loại khác."
    assert built[1][2].boxes()[0].x0 > built[1][1].boxes()[0].x0


def test_a_number_out_of_turn_cuts_nothing(tree):
    built = tree("**Điều 1. Danh mục", ">1. Theo mẫu số 5. Hồ sơ gồm đơn. 7. Không phải khoản.")
    assert labels(built) == ["Điều 1", "1"]


def test_the_title_of_an_article_goes_on_with_a_small_letter(tree):
    built = tree("**Điều 4. Xác định mức độ rủi ro của sản phẩm,", "hàng hóa", ">1. Nguyên tắc.")
    assert built[1][0].heading == "Xác định mức độ rủi ro của sản phẩm, hàng hóa"
    assert built[1][0].text == ""


def test_old_acts_number_their_clauses_with_a_dash(tree):
    built = tree("**Điều 1", ">Nghiêm cấm:", ">1- Sản xuất hàng giả;", ">2- Kinh doanh hàng cấm.")
    assert labels(built) == ["Điều 1", "1", "2"]
    assert labels(tree("**1. QUY ĐỊNH CHUNG", ">2- Gạch đầu dòng trong quy chuẩn")) == ["1"]


def test_a_sample_in_the_text_of_an_annex_makes_no_form(tree):
    built = tree(
        "**Phụ lục III",
        "**HƯỚNG DẪN LẤY MẪU",
        "**1. Nguyên tắc",
        ">Mẫu được lấy ngẫu nhiên.",
        "**2. Số lượng mẫu",
    )
    assert labels(built) == ["Phụ lục III", "1", "2"]


def test_a_part_of_a_series_is_no_part_of_the_text(tree):
    built = tree("**THIẾT BỊ BẢO VỆ ĐẦU -", "**PHẦN 2: PHƯƠNG PHÁP THỬ", "**1 Phạm vi áp dụng")
    assert labels(built) == ["1"]


def test_the_end_of_a_law_is_not_in_its_last_article(tree):
    built = tree(
        "**Điều 1. Hiệu lực",
        ">Chính phủ quy định chi tiết Luật này.",
        ">Luật này được Quốc hội khóa XV, kỳ họp thứ 9 thông qua.",
    )
    assert built[1][0].text == "Chính phủ quy định chi tiết Luật này."
    assert built[1][1].key == "ket"


def test_a_directive_without_articles_ends_where_its_receivers_stand(tree):
    built = tree("**1. Bộ Xây dựng", ">Rà soát.", "Nơi nhận:", "- Lưu: VT.")
    assert [clause.key for clause in built[1]] == ["1", "ket"]


def test_heads_of_acts_are_read_by_column_as_often_as_they_stand_on_a_page():
    head = [[(90, "BỘ XÂY DỰNG"), (300, MOTTO)], [(90, "Số: 1/2020/TT-BXD"), (320, "Độc lập -")]]
    text = [[(90, "Điều 1. Phạm vi điều chỉnh của Thông tư này và các quy định có liên quan")]]
    lines = [line.text for line in reading_order(rows(*head, *text, *head), 595.0)]
    assert lines[:4] == ["BỘ XÂY DỰNG", "Số: 1/2020/TT-BXD", MOTTO, "Độc lập -"]
    assert lines[5:] == lines[:4]


def test_receivers_and_who_signs_are_read_apart():
    foot = [[(90, "Nơi nhận:"), (360, "KT. BỘ TRƯỞNG")], [(90, "- Lưu: VT."), (370, "THỨ TRƯỞNG")]]
    lines = [line.text for line in reading_order(rows(*foot), 595.0)]
    assert lines == ["Nơi nhận:", "- Lưu: VT.", "KT. BỘ TRƯỞNG", "THỨ TRƯỞNG"]


def test_a_draft_regulation_does_not_merge_with_the_act_that_issues_it(parts):
    act, regulation = parts(
        [
            "BỘ XÂY DỰNG",
            "Số:       /2026/TT-BXD",
            MOTTO,
            "**THÔNG TƯ",
            "**Ban hành Quy chuẩn kỹ thuật quốc gia về kính",
            ">Điều 1. Ban hành kèm theo Thông tư này QCVN ……:2026/BXD.",
        ],
        ["**QCVN ……:2026/BXD", "**QUY CHUẨN KỸ THUẬT QUỐC GIA", "**VỀ KÍNH"],
        ["**1. QUY ĐỊNH CHUNG", "**1.1. Phạm vi điều chỉnh", ">Quy chuẩn này quy định kính."],
    )
    assert (act.number, act.kind) == (None, Kind.CIRCULAR)
    assert (regulation.number, regulation.kind) == (None, Kind.QCVN)
    assert [clause.label for clause in act.clauses] == ["Điều 1"]
    assert [clause.label for clause in regulation.clauses] == ["1", "1.1"]


def test_acts_in_one_file_take_nothing_from_each_other(parts):
    first, second = parts(
        [
            "Số: 05/2020/TT-BXD",
            MOTTO,
            "Hà Nội, ngày 08 tháng 7 năm 2020",
            "**THÔNG TƯ",
            "**Hướng dẫn đơn giá",
            "Căn cứ Luật Xây dựng;",
            "**Điều 1. Hiệu lực thi hành",
            ">Thông tư này có hiệu lực thi hành kể từ ngày 01 tháng 9 năm 2020.",
        ],
        [
            "Số: 06/2020/TT-BXD",
            MOTTO,
            "**THÔNG TƯ",
            "**Quy định báo cáo",
            "Căn cứ Luật Xây dựng;",
            "**Điều 1. Báo cáo",
        ],
    )
    assert (str(first.number), str(second.number)) == ("05/2020/TT-BXD", "06/2020/TT-BXD")
    assert first.effective_from == date(2020, 9, 1)
    assert (second.issued, second.effective_from, second.issued_with) == (None, None, None)


def test_a_letter_says_what_it_is_about_and_who_writes(parts):
    (letter,) = parts(
        [
            "BỘ XÂY DỰNG",
            "V/v hướng dẫn áp dụng",
            "quy chuẩn",
            MOTTO,
            "Kính gửi: Sở Xây dựng",
            ">1. Về phạm vi áp dụng.",
        ]
    )
    assert (letter.title, letter.issuer) == ("V/v hướng dẫn áp dụng quy chuẩn", "Bộ Xây dựng")


def test_a_bold_title_ends_where_plain_text_begins(parts):
    (part,) = parts(["**CHỈ THỊ", "**Về quản lý vật liệu", ">Thời gian qua, công tác này tốt."])
    assert part.title == "Về quản lý vật liệu"


def test_a_foreword_between_the_contents_and_the_text_is_text(parts):
    (part,) = parts(
        ["TCVN 12345:2024", "TIÊU CHUẨN QUỐC GIA"],
        ["Mục lục", "Lời nói đầu ........ 3", "1 Phạm vi áp dụng ........ 4"],
        ["Lời nói đầu", "TCVN 12345:2024 thay thế TCVN 6407:1998."],
        ["**1 Phạm vi áp dụng", ">Tiêu chuẩn này quy định mũ."],
    )
    assert [str(relation.target) for relation in part.relations] == ["TCVN 6407:1998"]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Pháp lệnh này có hiệu lực kể từ ngày 01 tháng 7 năm 2000.", date(2000, 7, 1)),
        (
            "Nghị quyết này đã được Hội đồng nhân dân tỉnh khóa X thông qua ngày 08 tháng 12 năm "
            "2021 và có hiệu lực từ ngày 18 tháng 12 năm 2021.",
            date(2021, 12, 18),
        ),
    ],
)
def test_ordinances_and_resolutions_say_when_they_take_effect(tree, words, day):
    effect = read_effect(tree("**Điều 1. Hiệu lực", f">{words}")[1], None)
    assert effect is not None
    assert effect.day == day


def test_enacting_words_name_the_law_that_is_amended(parts):
    (part,) = parts(
        [
            "Luật số: 70/2025/QH15",
            "**LUẬT",
            "**SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA LUẬT TIÊU CHUẨN",
            "Quốc hội ban hành Luật sửa đổi, bổ sung một số điều của Luật Tiêu chuẩn",
            "số 68/2006/QH11 đã được sửa đổi theo Luật số 35/2018/QH14.",
            "**Điều 1. Sửa đổi một số điều",
        ]
    )
    amended = [str(r.target) for r in part.relations if r.verb == "amends"]
    assert amended == ["68/2006/QH11"]


@pytest.mark.parametrize("heading", ["Phụ lục III", "Mẫu số 02"])
def test_a_form_with_a_letterhead_to_be_filled_in_stays_with_its_act(parts, heading):
    act = (
        "BỘ XÂY DỰNG",
        "Số: 15/2024/TT-BXD",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "THÔNG TƯ",
        "Quy định về cấp giấy phép",
        "Điều 1. Phạm vi điều chỉnh",
        "Thông tư này quy định việc cấp giấy phép.",
        "Điều 2. Hiệu lực thi hành",
        "Thông tư này có hiệu lực từ ngày 01 tháng 02 năm 2025.",
        "Nơi nhận:",
    )
    form = (
        heading,
        "SỞ XÂY DỰNG",
        "Số: /QĐ-SXD",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "QUYẾT ĐỊNH",
        "Về việc cấp giấy phép",
        "Điều 1. Cấp giấy phép cho nhà thầu sau đây.",
        "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.",
    )
    (one,) = parts(act, form)
    assert str(one.number) == "15/2024/TT-BXD"
    assert len(parts(act, form[1:])) == 2
