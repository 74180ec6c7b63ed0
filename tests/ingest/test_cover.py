"""Numbers, titles, issuers, dates and parts, from covers, heads, forewords and fact sheets."""

from dataclasses import replace
from datetime import date

import pytest

from ingest.parts import read_parts
from standards.document import Kind, PageClass

CIRCULAR = (
    "BỘ KHOA HỌC VÀ CÔNG NGHỆ",
    "Số: 28/2026/TT-BKHCN",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Hà Nội, ngày 31 tháng 5 năm 2026",
    "**THÔNG TƯ",
    "**Quy định Danh mục dịch vụ viễn thông",
    "**bắt buộc quản lý chất lượng",
    "Căn cứ Luật Viễn thông số 24/2023/QH15;",
    ">**Điều 1. Danh mục",
    ">Ban hành kèm theo Thông tư này Danh mục dịch vụ viễn thông.",
    ">**Điều 2. Hiệu lực thi hành",
    ">1. Thông tư này có hiệu lực thi hành kể từ ngày 15 tháng 7 năm 2026.",
    ">2. Thông tư số 32/2020/TT-BTTTT ngày 04 tháng 11 năm 2020 hết hiệu lực kể từ ngày",
    "Thông tư này có hiệu lực.",
)


@pytest.fixture
def parts(page_of):
    def make(*lines, furniture=()):
        return read_parts([page_of(*lines, furniture=furniture)], [])

    return make


def test_a_circular_is_read_from_its_head(parts):
    (part,) = parts(*CIRCULAR)
    assert str(part.number) == "28/2026/TT-BKHCN"
    assert part.kind is Kind.CIRCULAR
    assert part.title == "Quy định Danh mục dịch vụ viễn thông bắt buộc quản lý chất lượng"
    assert part.issuer == "Bộ Khoa học và Công nghệ"
    assert part.issued == date(2026, 5, 31)
    assert part.effective_from == date(2026, 7, 15)
    assert part.effective_words == (
        "Thông tư này có hiệu lực thi hành kể từ ngày 15 tháng 7 năm 2026."
    )
    assert [(r.verb, str(r.target), r.clause) for r in part.relations] == [
        ("replaces", "32/2020/TT-BTTTT", "dieu-2.2")
    ]


def test_a_number_in_the_grounds_is_not_the_documents_own(parts):
    blank = (CIRCULAR[0], "Số:      /2026/TT-BKHCN", *CIRCULAR[2:4], *CIRCULAR[5:])
    (part,) = parts(*blank)
    assert part.number is None
    assert part.issued is None
    assert part.kind is Kind.CIRCULAR


def test_a_qcvn_is_read_from_its_cover_and_foreword(parts):
    (part,) = parts(
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "**QCVN 01 - 15: 2010/BNNPTNT",
        "**QUY CHUẨN KỸ THUẬT QUỐC GIA",
        "**ĐIỀU KIỆN TRẠI CHĂN NUÔI GIA CẦM AN TOÀN SINH HỌC",
        "National Technical Regulation",
        "Conditions for biosecurity of poultry farms",
        "HÀ NỘI - 2010",
        "**Lời nói đầu",
        "QCVN 01 - 15: 2010/BNNPTNT do Cục Chăn nuôi biên soạn và được ban hành theo Thông tư",
        "số 04/2010/TT-BNNPTNT ngày 15 tháng 01 năm 2010 của Bộ Nông nghiệp.",
        "QCVN 01 - 15: 2010/BNNPTNT thay thế QCVN 01-2:2005/BNNPTNT.",
        "**1. QUY ĐỊNH CHUNG",
    )
    assert str(part.number) == "QCVN 01-15:2010/BNNPTNT"
    assert part.kind is Kind.QCVN
    assert part.title == (
        "QUY CHUẨN KỸ THUẬT QUỐC GIA ĐIỀU KIỆN TRẠI CHĂN NUÔI GIA CẦM AN TOÀN SINH HỌC"
    )
    assert part.title_en == (
        "National Technical Regulation Conditions for biosecurity of poultry farms"
    )
    assert str(part.issued_with) == "04/2010/TT-BNNPTNT"
    assert part.issued == date(2010, 1, 15)
    assert [(r.verb, str(r.target)) for r in part.relations] == [
        ("replaces", "QCVN 01-2:2005/BNNPTNT")
    ]


def test_a_tcvn_is_read_from_its_foreword_and_running_header(parts):
    (part,) = parts(
        "**1. Lời nói đầu",
        "TCVN 9395:2012 được chuyển đổi từ TCXDVN 326:2004 theo quy định.",
        "TCVN 9395:2012 do Viện Khoa học biên soạn, Bộ Khoa học và Công nghệ công bố.",
        "**2. Phạm vi áp dụng",
        furniture=("ACME", "TIÊU CHUẨN CỌC KHOAN NHỒI"),
    )
    assert str(part.number) == "TCVN 9395:2012"
    assert part.title == "TIÊU CHUẨN CỌC KHOAN NHỒI"
    assert part.issuer == "Bộ Khoa học và Công nghệ"


def test_an_adopted_standard_is_named(parts):
    (part,) = parts(
        "**TIÊU CHUẨN QUỐC GIA",
        "**TCVN 7303-1:2009",
        "**THIẾT BỊ ĐIỆN Y TẾ",
        "Lời nói đầu",
        "TCVN 7303-1:2009 thay thế TCVN 7303-1:2003.",
        "TCVN 7303-1:2009 hoàn toàn tương đương với IEC 60601-1:2005.",
        "**1 Phạm vi áp dụng",
    )
    assert [(r.verb, str(r.target)) for r in part.relations] == [
        ("replaces", "TCVN 7303-1:2003"),
        ("adopts", "IEC 60601-1:2005"),
    ]


def test_an_extract_that_states_no_number_has_none(parts):
    (part,) = parts(
        "**1. Phạm vi áp dụng",
        "Tiêu chuẩn này quy định kết cấu bê tông.",
        "**2. Tài liệu viện dẫn",
        "TCVN 1651-1:2008, Thép cốt cho bê tông",
        furniture=("ACME", "TIÊU CHUẨN KẾT CẤU BÊ TÔNG"),
    )
    assert part.number is None
    assert part.kind is Kind.TCVN
    assert part.title == "TIÊU CHUẨN KẾT CẤU BÊ TÔNG"


def test_a_header_of_one_row_is_no_title(parts):
    (part,) = parts("Quy chuẩn này quy định.", furniture=("BẢN SAO KHÔNG CHÍNH THỨC",))
    assert part.title is None


def test_the_fact_sheet_of_a_portal_fills_what_the_head_leaves_open(parts):
    (part,) = parts(
        "Thông tư 42/2026/TT-BXD",
        "THÔNG TIN VĂN BẢN",
        "Số hiệu 42/2026/TT-BXD",
        "Ngày ban hành 29/06/2026",
        "Ngày hiệu lực 15/08/2026",
        "Cơ quan ban hành Bộ Xây dựng",
        "TRÍCH YẾU",
        "Thông tư sửa đổi, bổ sung một số điều của các Thông tư, bao gồm:",
        "• Thông tư số 29/2016/TT-BXD",
        ">**Điều 1. Bãi bỏ",
    )
    assert str(part.number) == "42/2026/TT-BXD"
    assert part.title == "Thông tư sửa đổi, bổ sung một số điều của các Thông tư"
    assert (part.issued, part.effective_from) == (date(2026, 6, 29), date(2026, 8, 15))
    assert part.issuer == "Bộ Xây dựng"


def test_a_law_and_its_date(parts):
    (part,) = parts(
        "QUỐC HỘI",
        "Luật số: 68/2006/QH11",
        "**LUẬT",
        "**TIÊU CHUẨN VÀ QUY CHUẨN KỸ THUẬT",
        "Căn cứ vào Hiến pháp năm 1992;",
        ">**Điều 1. Phạm vi điều chỉnh",
        ">Luật này đã được Quốc hội khóa XI thông qua ngày 29 tháng 6 năm 2006.",
    )
    assert (str(part.number), part.kind) == ("68/2006/QH11", Kind.LAW)
    assert (part.issued, part.issuer) == (date(2006, 6, 29), "Quốc hội")


QCVN_PART = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "**QCVN 12:2026/BCA",
    "**QUY CHUẨN KỸ THUẬT QUỐC GIA",
    "**VỀ AN NINH MẠNG",
    "HÀ NỘI - 2026",
    "**1. QUY ĐỊNH CHUNG",
    "**1.1. Phạm vi điều chỉnh",
)


def test_a_circular_and_the_regulation_it_issues_are_two_documents(page_of):
    act = [line.replace("Danh mục dịch vụ viễn thông.", "QCVN 12:2026/BCA.") for line in CIRCULAR]
    pages = [page_of(*act), page_of(*QCVN_PART, number=2)]
    circular, regulation = read_parts(pages, [])
    assert [str(part.number) for part in (circular, regulation)] == [
        "28/2026/TT-BKHCN",
        "QCVN 12:2026/BCA",
    ]
    assert (circular.first_page, circular.last_page) == (1, 1)
    assert (regulation.first_page, regulation.last_page) == (2, 2)
    assert regulation.effective_from == circular.effective_from == date(2026, 7, 15)
    assert regulation.issued_with == circular.number
    assert ("issues", "QCVN 12:2026/BCA") in {(r.verb, str(r.target)) for r in circular.relations}


@pytest.mark.parametrize(
    "second",
    [
        ("**1.2. Viện dẫn", "QCVN 12:2026/BCA", "TCVN 14423:2025", "**1.3. Khác"),
        ("**Phụ lục", "**QUY CHUẨN KỸ THUẬT QUỐC GIA", "theo QCVN 12:2026/BCA", "**1. Khác"),
    ],
)
def test_a_number_that_is_only_cited_starts_no_document(page_of, second):
    assert len(read_parts([page_of(*CIRCULAR), page_of(*second, number=2)], [])) == 1


def test_pages_that_cannot_be_read_are_doubts_of_their_document(page_of):
    scan = replace(page_of(number=2), page_class=PageClass.SCAN, refused="ảnh quá lớn")
    weak = replace(page_of(number=3), page_class=PageClass.SCAN, confidence=0.81, weak_words=7)
    (part,) = read_parts([page_of(*CIRCULAR), scan, weak], [])
    assert [(doubt.what, doubt.page) for doubt in part.doubts] == [
        ("Trang chưa đọc được: ảnh quá lớn", 2),
        (
            "Trang là ảnh quét, chữ do máy nhận dạng (OCR), độ tin cậy 81 %; 7 từ dưới 60 %",
            3,
        ),
    ]
    assert part.last_page == 3


def test_an_amendment_over_two_lines_keeps_its_own_number(parts):
    (part,) = parts(
        "**SỬA ĐỔI 1:2022",
        "**QCVN 12:2015/BGTVT",
        "**QUY CHUẨN KỸ THUẬT QUỐC GIA",
        "**VỀ SAI SỐ CHO PHÉP ĐỐI VỚI XE CƠ GIỚI",
        "HÀ NỘI - 2022",
        "**1. Sửa đổi điểm 1.1 như sau:",
    )
    assert str(part.number) == "Sửa đổi 1:2022 QCVN 12:2015/BGTVT"
    assert part.title == "QUY CHUẨN KỸ THUẬT QUỐC GIA VỀ SAI SỐ CHO PHÉP ĐỐI VỚI XE CƠ GIỚI"


def test_a_title_goes_on_after_a_footnote_mark_and_a_broken_date(parts):
    (part,) = parts(
        *CIRCULAR[:5],
        "**THÔNG TƯ1",
        "**Sửa đổi, bổ sung một số điều của Thông tư số 10/2024/TT-BXD ngày",
        "**01 tháng 11 năm 2024 về vật liệu xây dựng",
        *CIRCULAR[8:],
    )
    assert part.title == (
        "Sửa đổi, bổ sung một số điều của Thông tư số 10/2024/TT-BXD ngày 01 tháng 11 năm 2024 "
        "về vật liệu xây dựng"
    )
    assert [str(r.target) for r in part.relations if r.verb == "amends"] == ["10/2024/TT-BXD"]


def test_a_province_and_joint_ministries_are_named_as_issuers(parts):
    (local,) = parts(
        "**ỦY BAN NHÂN DÂN",
        "**TỈNH BẾN TRE",
        "Số: 12/2022/QĐ-UBND",
        "**QUYẾT ĐỊNH",
        "**Ban hành Quy chuẩn kỹ thuật địa phương về nước sạch",
        "**ỦY BAN NHÂN DÂN TỈNH BẾN TRE",
        "Căn cứ Luật Tổ chức chính quyền địa phương;",
        "**Điều 1. Ban hành",
    )
    assert local.issuer == "Ủy ban nhân dân tỉnh Bến Tre"
    assert local.title == "Ban hành Quy chuẩn kỹ thuật địa phương về nước sạch"
    (joint,) = parts("Số: 44/2013/TTLT-BCT-BKHCN", "**THÔNG TƯ LIÊN TỊCH", "**Về thép")
    assert joint.issuer == "Bộ Công Thương - Bộ Khoa học và Công nghệ"


def test_an_article_is_called_by_the_bold_line_at_its_top(parts):
    (part,) = parts(
        "**Vòi đẩy chữa cháy phải đáp ứng yêu cầu nào?",
        "Căn cứ quy chuẩn hiện hành, vòi đẩy được phân loại như sau.",
    )
    assert part.number is None
    assert part.title == "Vòi đẩy chữa cháy phải đáp ứng yêu cầu nào?"


def test_a_portal_page_gives_number_dates_and_no_title_of_its_own(parts):
    (part,) = parts(
        "CHI TIẾT VĂN BẢN PHÁP QUY",
        "Số kí hiệu văn bản 08/2019/TT-BKHCN",
        "Ngày ban hành 9/25/2019 12:00:00 AM",
        "Người ký Trần Văn A",
        "Chi tiết văn bản",
        "Thông tư này có hiệu lực từ ngày 31/12/2019.",
    )
    assert str(part.number) == "08/2019/TT-BKHCN"
    assert (part.issued, part.effective_from) == (date(2019, 9, 25), date(2019, 12, 31))
    assert part.title is None


@pytest.mark.parametrize(
    "series", ["T I Ê U C H U ẨN Q U ỐC G I A", "T I Ê U C H U Ẩ N V I Ệ T N A M"]
)
def test_the_series_line_set_letter_by_letter_is_no_part_of_a_title(parts, series):
    (part,) = parts(
        series,
        "**TCVN 12249:2018",
        "Xuất bản lần 1",
        "**TRO XỈ NHIỆT ĐIỆN LÀM VẬT LIỆU SAN LẤP -",
        "**YÊU CẦU CHUNG",
        "HÀ NỘI - 2018",
        "**1 Phạm vi áp dụng",
        "Tiêu chuẩn này áp dụng cho tro xỉ.",
    )
    assert part.title == "TRO XỈ NHIỆT ĐIỆN LÀM VẬT LIỆU SAN LẤP - YÊU CẦU CHUNG"


def test_an_act_whose_kind_is_set_letter_by_letter_has_its_title_below(parts):
    lines = list(CIRCULAR)
    lines[5] = "T H Ô N G T Ư"
    (part,) = parts(*lines)
    assert part.title == "Quy định Danh mục dịch vụ viễn thông bắt buộc quản lý chất lượng"


@pytest.mark.parametrize(
    ("words", "issuer"),
    [
        ("được Ủy ban Khoa học Nhà nước ban hành theo Quyết định", "Ủy ban Khoa học Nhà nước"),
        ("do Viện A đề nghị, Bộ Khoa học và Công nghệ công bố.", "Bộ Khoa học và Công nghệ"),
        (
            "do Bộ Xây dựng đề nghị, Bộ Khoa học, Công nghệ và Môi trường ban hành.",
            "Bộ Khoa học, Công nghệ và Môi trường",
        ),
        ("do Tổng cục Bưu điện đề nghị và Nhà nước ban hành.", None),
    ],
)
def test_the_foreword_of_a_standard_says_who_issued_it(parts, words, issuer):
    (part,) = parts(
        "TIÊU CHUẨN VIỆT NAM",
        "TCVN 5586:1991",
        "GĂNG CÁCH ĐIỆN",
        f"TCVN 5586:1991 {words}",
        "**1 Phạm vi áp dụng",
        "Tiêu chuẩn này áp dụng cho găng.",
    )
    assert part.issuer == issuer


def test_a_department_below_its_ministry_issues_its_own_decision(parts):
    (part,) = parts(
        "BỘ NÔNG NGHIỆP",
        "VÀ PHÁT TRIỂN NÔNG THÔN",
        "CỤC TRÒNG TRỌT",
        "Số: 532/QĐ-TT-QLCL",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Hà Nội, ngày 24 tháng 12 năm 2009",
        "QUYẾT ĐỊNH",
        "Chỉ định Tổ chức chứng nhận",
        "Căn cứ Quyết định số 16/2008/QĐ-BNN của",
        "Bộ Nông nghiệp và Phát triển nông thôn quy định nhiệm vụ của Cục Trồng trọt;",
        "Điều 1. Chỉ định Trung tâm chứng nhận phù hợp.",
    )
    assert part.issuer == "Cục Trồng trọt"
    assert part.title == "Chỉ định Tổ chức chứng nhận"
