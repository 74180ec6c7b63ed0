"""The clause tree: sequences, restarts, annexes, forms, quotations, tables, offsets."""

from dataclasses import replace

import pytest

from index.pdf import open_pdf
from ingest.clauses import build_clauses
from ingest.entries import entries_of
from ingest.layout import Cell, FoundTable
from ingest.page_sources import open_pages
from ingest.pages import read_pages
from ingest.tools import ReadingTools
from standards.place import Box

LONG = "phải phù hợp với quy định của quy chuẩn này và các văn bản có liên quan đến nó khi sử"


@pytest.fixture
def tree(page_of):
    """Labels (and keys) of the clauses that lines of text make."""

    def make(*lines, tables=()):
        pages = [page_of(*lines)]
        return build_clauses(entries_of(pages, tables), 1)

    return make


def labels(built):
    return [clause.label for clause in built[1] if clause.label]


def keys(built):
    return [clause.key for clause in built[1]]


def test_a_qcvn_with_arabic_numbers(tree):
    built = tree(
        "QUY CHUẨN KỸ THUẬT QUỐC GIA",
        "**1. QUY ĐỊNH CHUNG",
        "**1.1. Phạm vi điều chỉnh",
        ">Quy chuẩn này quy định mũ bảo hiểm.",
        "**1.2. Giải thích từ ngữ",
        "**1.2.1. Mũ bảo hiểm",
        "**2. QUY ĐỊNH KỸ THUẬT",
        "**2.1. Yêu cầu",
    )
    assert labels(built) == ["1", "1.1", "1.2", "1.2.1", "2", "2.1"]
    assert [clause.parent for clause in built[1]] == [None, "1", "1", "1.2", None, "2"]
    assert built[1][1].heading == "Phạm vi điều chỉnh"
    assert built[1][1].text == "Quy chuẩn này quy định mũ bảo hiểm."


def test_a_qcvn_with_roman_parts_counts_on_or_anew(tree):
    going_on = (
        "**I. QUY ĐỊNH CHUNG",
        "**1. Phạm vi",
        "**2. Đối tượng",
        "**II. KỸ THUẬT",
        "**3. Mũ",
    )
    assert keys(tree(*going_on)) == ["I", "1", "2", "II", "3"]
    anew = ("**I. QUY ĐỊNH CHUNG", "**1. Phạm vi", "**2. Đối tượng", "**II. KỸ THUẬT", "**1. Mũ")
    assert keys(tree(*anew)) == ["I", "1", "2", "II", "II.1"]


def test_a_circular_counts_anew_at_each_article(tree):
    built = tree(
        "**Chương I",
        "**QUY ĐỊNH CHUNG",
        ">**Điều 1. Phạm vi điều chỉnh",
        ">1. Thông tư này quy định danh mục.",
        ">2. Thông tư này không áp dụng đối với hàng mẫu.",
        ">a) Hàng quá cảnh;",
        ">**Điều 2. Đối tượng áp dụng",
        ">1. Tổ chức.",
    )
    assert labels(built) == ["Chương I", "Điều 1", "1", "2", "Điều 2", "1"]
    assert keys(built) == ["chuong-i", "dieu-1", "dieu-1.1", "dieu-1.2", "dieu-2", "dieu-2.1"]
    assert built[1][0].heading == "QUY ĐỊNH CHUNG"
    assert built[1][3].text.endswith("\na) Hàng quá cảnh;")
    assert built[1][3].parent == "dieu-1"


def test_wrapped_text_that_begins_with_a_number_is_no_heading(tree):
    built = tree(
        ">**Điều 1. Phạm vi",
        f">Thông tư này {LONG} dụng theo Nghị định số 132/2008/NĐ-CP ngày",
        "31 tháng 12 năm 2008 của Chính phủ.",
        f">1. Khoảng cách {LONG} dụng, lưu thông và bảo quản, không nhỏ hơn",
        "2 m và theo khoản 3 của",
        f">2. Tổ chức {LONG} dụng thì thực hiện theo hướng dẫn tại",
        "Điều 7 Nghị định này.",
    )
    assert labels(built) == ["Điều 1", "1", "2"]


@pytest.mark.parametrize("line", ["1.435 mm", "25 MHz đến 1 GHz", "1,5 lần", "2.5 mm trở lên"])
def test_measures_are_no_headings(tree, line):
    assert labels(tree("**1. Khổ đường", ">Khổ đường là", line)) == ["1"]


def test_a_list_inside_a_clause_is_no_chapter(tree):
    built = tree(
        "**1. Quy định chung",
        "**1.1 Phạm vi",
        "1. Yêu cầu đối với phần mềm ký số.",
        "2. Hướng dẫn kết nối.",
        "3. Yêu cầu khác.",
        "**1.2 Đối tượng",
        "**2. Yêu cầu",
    )
    assert labels(built) == ["1", "1.1", "1.2", "2"]


def test_a_heading_set_in_another_way_is_believed_if_its_first_clause_follows(tree):
    built = tree("**1. Phạm vi", "**2. Viện dẫn", "3. Nguyên tắc chung", "3.1. Kết cấu thép.")
    assert labels(built) == ["1", "2", "3", "3.1"]


def test_one_missing_number_does_not_stop_the_reading(tree):
    built = tree("**2.5.1. Một", "**2.5.2. Hai", "**2.5.6. Sáu", "**2.6. Khác", "**2.6.1. Một")
    assert labels(built) == ["2.5.1", "2.5.2", "2.5.6", "2.6", "2.6.1"]


def test_a_number_printed_twice_stays_two_clauses_with_two_keys(tree):
    built = tree(">**Điều 4. Lộ trình", ">1. Mức 1.", ">2. Mức 2.", ">1. Mức 4.", ">2. Mức 5.")
    assert labels(built) == ["Điều 4", "1", "2", "1", "2"]
    assert keys(built) == ["dieu-4", "dieu-4.1", "dieu-4.2", "dieu-4.1~2", "dieu-4.2~2"]


def test_after_a_slip_the_numbers_go_on_from_the_highest(tree):
    lines = (">1. Một.", ">2. Hai.", ">3. Ba.", ">1. Bốn.", ">5. Năm.", ">6. Sáu.")
    assert labels(tree(">**Điều 7. Nguồn lực", *lines)) == ["Điều 7", "1", "2", "3", "1", "5", "6"]


def test_annexes_and_their_clauses(tree):
    built = tree(
        "**1 Phạm vi áp dụng",
        "**Phụ lục A",
        "(quy định)",
        "**A.1 Lấy mẫu",
        "**A.1.1 Cỡ mẫu",
        "**Phụ lục B",
        "**1. Thiết bị",
    )
    assert labels(built) == ["1", "Phụ lục A", "A.1", "A.1.1", "Phụ lục B", "1"]
    assert keys(built) == ["1", "phu-luc-a", "A.1", "A.1.1", "phu-luc-b", "phu-luc-b.1"]
    assert built[1][3].parent == "A.1"


def test_forms_in_annexes_have_no_clauses(tree):
    built = tree(
        ">**Điều 1. Phạm vi",
        "**Phụ lục I",
        "**MẪU QUYẾT ĐỊNH",
        ">**Điều 1. Thành lập đoàn kiểm tra",
        "1. Họ tên: ………………………",
        "**Phụ lục II",
        "**DANH MỤC SẢN PHẨM",
        "**I - CÁC LOẠI MÁY",
        "1. Nồi hơi các loại;",
        "2. Nồi đun nước nóng;",
    )
    assert labels(built) == ["Điều 1", "Phụ lục I", "Phụ lục II", "I", "1", "2"]
    assert keys(built)[3:] == ["phu-luc-ii.I", "phu-luc-ii.I.1", "phu-luc-ii.I.2"]


def test_an_annex_named_again_above_a_form_is_the_same_annex(tree):
    built = tree(
        "**PHỤ LỤC I", "**BIỂU MẪU", "Phụ lục I - Mẫu số 01", "1. Tên dự án:", "**PHỤ LỤC II"
    )
    assert labels(built) == ["Phụ lục I", "Phụ lục II"]


def test_quoted_words_of_an_amendment_are_no_clauses(tree):
    built = tree(
        ">**Điều 2. Sửa đổi quy trình",
        ">1. Sửa đổi mục 9.5.2 như sau:",
        ">“9.5.2. Khi thiết bị không đạt:",
        ">1. Không cấp giấy chứng nhận.",
        ">Điều 9. Thời hạn.”.",
        ">2. Bãi bỏ mục 7.",
    )
    assert labels(built) == ["Điều 2", "1", "2"]
    assert "9.5.2. Khi thiết bị" in built[1][1].text


def test_contents_are_left_out_with_leaders_and_without(tree):
    built = tree(
        "**MỤC LỤC",
        "1. QUY ĐỊNH CHUNG............................................ 5",
        "2. QUY ĐỊNH KỸ THUẬT ....................................... 7",
        "**1. QUY ĐỊNH CHUNG",
        "**2. QUY ĐỊNH KỸ THUẬT",
    )
    assert labels(built) == ["1", "2"]
    plain = tree(
        "**Mục lục", "1. QUY ĐỊNH CHUNG", "2. TỔ CHỨC", "**1. QUY ĐỊNH CHUNG", "**2. TỔ CHỨC"
    )
    assert labels(plain) == ["1", "2"]
    assert "QUY ĐỊNH" not in plain[0].text


def test_footnotes_stand_in_a_clause_of_their_own(tree):
    built = tree(
        ">**Điều 1. Phạm vi",
        f">Thông tư này {LONG}",
        f"dụng thì {LONG} dụng.",
        "~1 Điều này được sửa đổi theo Thông tư số 26/2026/TT-BCT.",
        "~có hiệu lực kể từ ngày 29 tháng 5 năm 2026.",
    )
    assert [(clause.key, clause.label) for clause in built[1]] == [
        ("dieu-1", "Điều 1"),
        ("chu-thich", ""),
    ]
    assert "26/2026" not in built[1][0].text


def test_the_signature_ends_the_last_article(tree):
    built = tree(
        ">**Điều 3. Thi hành",
        ">Cục trưởng chịu trách nhiệm thi hành./.",
        "Nơi nhận: KT. BỘ TRƯỞNG",
        "- Văn phòng Chính phủ;",
        "**Mục I. Sản phẩm phải kiểm tra",
    )
    assert keys(built) == ["dieu-3", "ket", "muc-i"]
    assert built[1][0].text.endswith("./.")
    assert built[1][2].parent is None


def test_a_form_behind_the_signature_has_no_clauses(tree):
    built = tree(
        ">**Điều 1. Phạm vi",
        ">Thông tư này quy định./.",
        "KT. BỘ TRƯỞNG",
        "Mẫu số 01",
        ">Điều 1. Cấp giấy phép cho tổ chức sau:",
        "**Phụ lục",
        "**I. DANH MỤC",
    )
    assert labels(built) == ["Điều 1", "Phụ lục", "I"]


def test_rules_attached_to_a_decision_have_articles_of_their_own(tree):
    built = tree(
        ">**Điều 1. Ban hành kèm theo Quyết định này Quy chế.",
        ">**Điều 2. Thi hành.",
        "KT. BỘ TRƯỞNG",
        "**QUY CHẾ",
        "(Ban hành kèm theo Quyết định số 1/2020/QĐ-BXD)",
        "**Chương I",
        ">**Điều 1. Phạm vi điều chỉnh",
        ">1. Quy chế này quy định.",
    )
    assert labels(built) == ["Điều 1", "Điều 2", "Chương I", "Điều 1", "1"]
    assert keys(built)[-2:] == ["dieu-1~2", "dieu-1~2.1"]


def test_rows_of_a_table_stand_in_the_clause_and_are_no_headings(page_of):
    page = page_of("**1. Danh mục", ">Danh mục nêu ở Bảng 1:", "1", "Mũ", "**2. Tổ chức")
    box = Box(1, 70, page.lines[2].box.y0 - 2, 525, page.lines[3].box.y1 + 2)
    cells = (
        Cell(text="1", box=Box(1, 70, box.y0, 200, box.y1), row=0, column=0),
        Cell(text="Mũ bảo hiểm\ntrẻ em", box=Box(1, 200, box.y0, 525, box.y1), row=0, column=1),
    )
    table = FoundTable(page=1, box=box, rows=1, columns=2, cells=cells)
    _, clauses = build_clauses(entries_of([page], [table]), 1)
    assert [clause.label for clause in clauses] == ["1", "2"]
    assert clauses[0].text == "Danh mục nêu ở Bảng 1:\n1 | Mũ bảo hiểm trẻ em"
    assert clauses[0].lines[1].box == box


def test_what_stands_before_the_first_clause_is_the_preamble(tree):
    preamble, clauses = tree("THÔNG TƯ", "Căn cứ Luật số 68/2006/QH11;", ">**Điều 1. Phạm vi")
    assert (preamble.key, preamble.label) == ("mo-dau", "")
    assert preamble.text == "THÔNG TƯ\nCăn cứ Luật số 68/2006/QH11;"
    assert len(clauses) == 1


def test_a_list_in_front_of_the_first_article_is_preamble(tree):
    preamble, clauses = tree(
        "Thông tư số 23/2024/TT-BCT được sửa đổi, bổ sung bởi:",
        ">1. Thông tư số 38/2025/TT-BCT;",
        ">2. Thông tư số 15/2026/TT-BCT.",
        "**Chương I",
        ">**Điều 1. Phạm vi",
        ">1. Thông tư này quy định.",
    )
    assert [clause.key for clause in clauses] == ["chuong-i", "dieu-1", "dieu-1.1"]
    assert "15/2026/TT-BCT" in preamble.text


def test_the_word_annex_in_a_fact_sheet_is_no_annex(tree):
    built = tree(
        "THÔNG TIN VĂN BẢN",
        "**Phụ lục",
        "đính kèm: danh mục hàng hóa",
        ">**Điều 1. Danh mục",
        ">1. Ban hành danh mục.",
        "**PHỤ LỤC",
        "**I. Vật liệu",
    )
    assert keys(built) == ["dieu-1", "dieu-1.1", "phu-luc", "phu-luc.I"]


def test_a_file_without_numbers_is_all_preamble(tree):
    preamble, clauses = tree("Chỉ tiêu thí nghiệm", "Xi măng")
    assert clauses == ()
    assert preamble.text == "Chỉ tiêu thí nghiệm\nXi măng"


def test_a_sentence_behind_a_number_is_text_and_a_title_is_a_heading(tree):
    _, clauses = tree(
        "1.3.1 Metro",
        ">Một loại hình của đường sắt đô thị.",
        "1.3.2 Tổng vi khuẩn là số lượng vi khuẩn có trong 1 m3 không khí.",
    )
    assert [(clause.heading, clause.text) for clause in clauses] == [
        ("Metro", "Một loại hình của đường sắt đô thị."),
        ("", "Tổng vi khuẩn là số lượng vi khuẩn có trong 1 m3 không khí."),
    ]


REAL = [
    "tt-01-2021-tt-bldtbxh-danh-muc-nhom-2.pdf",
    "tcvn-5574-2018-be-tong-pham-vi.extract.pdf",
    "tt-04-2010-tt-bnnptnt-qcvn-01-14-va-01-15.pdf",
]


@pytest.mark.parametrize("name", REAL)
def test_every_line_of_a_clause_is_found_at_its_offsets_and_keys_are_unique(shared, name):
    with open_pdf((shared / "corpus" / "pdf" / name).read_bytes(), name) as file:
        pages = read_pages(open_pages(file, ReadingTools()))
    preamble, clauses = build_clauses(entries_of(pages, []), 1)
    printed = {line.text for page in pages for line in page.lines}
    known = {clause.key for clause in clauses}
    assert len(known) == len(clauses)
    for clause in (preamble, *clauses):
        for line in clause.lines:
            words = clause.text[line.start : line.end]
            assert words
            assert any(words in text for text in printed)
            assert clause.page <= line.box.page <= clause.last_page
        assert clause.parent is None or clause.parent in known
    joined = "".join((c.heading + c.text) for c in (preamble, *clauses))
    said = sum(len(text) for text in printed)
    assert len(joined) > 0.95 * said


def test_roman_parts_may_hold_articles(tree):
    built = tree(
        "**I. QUY ĐỊNH CHUNG",
        "**Điều 1. Phạm vi điều chỉnh",
        ">Quy chuẩn này quy định mức giới hạn.",
        "**II. QUY ĐỊNH VỀ KỸ THUẬT",
        "**Điều 2. Danh mục thông số",
        ">1. Thông số nhóm A.",
        ">2. Thông số nhóm B.",
    )
    assert labels(built) == ["I", "Điều 1", "II", "Điều 2", "1", "2"]
    assert built[1][3].parent == built[1][2].key


def test_bold_clauses_in_front_of_the_first_part_are_kept(tree):
    built = tree(
        "**1. Lời giới thiệu",
        ">Tài liệu này hướng dẫn áp dụng.",
        "**2. Phạm vi hướng dẫn",
        ">Áp dụng cho công trình dân dụng.",
        "**PHẦN 1: NỘI DUNG TRIỂN KHAI",
        "**1. Định dạng dữ liệu",
        "**2. Mức độ phát triển",
    )
    assert labels(built) == ["1", "2", "Phần 1", "1", "2"]


def test_a_sentence_that_goes_on_below_is_no_heading(tree):
    built = tree(
        "**Điều 1. Hiệu lực thi hành",
        "1. Các nghị định dưới đây hết hiệu lực kể từ ngày 01 tháng 7",
        "năm 2026:",
        "a) Nghị định số 132/2008/NĐ-CP.",
    )
    assert built[1][1].heading == ""
    assert built[1][1].text.startswith("Các nghị định dưới đây hết hiệu lực")


def test_a_full_sentence_is_no_heading_of_an_article(tree):
    built = tree(
        ">Điều 3. Thông tư này có hiệu lực thi hành từ ngày 15 tháng 02 năm 2010. Bãi",
        "bỏ Quyết định số 478/2001/QĐ-TCBĐ của Thủ trưởng cơ quan, Tổng cục trưởng cục của",
        "Tổng cục Bưu điện.",
    )
    article = built[1][-1]
    assert article.heading == ""
    assert article.text.startswith("Thông tư này có hiệu lực")
    assert article.text.endswith("Tổng cục Bưu điện.")


@pytest.mark.parametrize(
    "lines",
    [
        ("**Phụ lục I (Kèm theo Thông tư số 1/2020/TT-BXD)", "**DANH MỤC SẢN PHẨM"),
        (
            "**Phụ lục I",
            "(Ban hành kèm theo Thông tư số 1/2020/TT-BXD",
            "ngày 1)",
            "**DANH MỤC SẢN PHẨM",
        ),
        ("**PHỤ LỤC I DANH MỤC SẢN PHẨM (Kèm theo Thông tư số 1/2020/TT-BXD)",),
    ],
)
def test_the_bracket_that_names_the_act_is_no_part_of_an_annex_heading(tree, lines):
    built = tree(*lines, "Sản phẩm trong danh mục.")
    annex = built[1][0]
    assert annex.heading == "DANH MỤC SẢN PHẨM"
    assert "kèm theo Thông tư số 1/2020/TT-BXD" in annex.text.replace("Kèm", "kèm")
    assert annex.text.endswith("Sản phẩm trong danh mục.")
    assert all(annex.text[line.start : line.end] for line in annex.lines)


def test_the_bibliography_of_a_standard_belongs_to_no_annex(tree):
    built = tree(
        "**1 Phạm vi áp dụng",
        "Tiêu chuẩn này áp dụng cho găng.",
        "**Phụ lục A",
        "**(quy định)",
        "**Phép thử",
        "**A.1 Mẫu thử",
        "Lấy ba mẫu.",
        "**Thư mục tài liệu tham khảo",
        "[1] ISO 1817, Rubber.",
    )
    assert labels(built) == ["1", "Phụ lục A", "A.1"]
    assert built[1][2].text == "Lấy ba mẫu."
    assert "ISO 1817" in built[1][3].text


def test_a_bibliography_that_is_an_annex_stays_one(tree):
    built = tree(
        "**1 Phạm vi áp dụng",
        "Tiêu chuẩn này áp dụng cho găng.",
        "**Phụ lục B",
        "**(tham khảo)",
        "**Thư mục tài liệu tham khảo",
        "[1] ISO 1817, Rubber.",
    )
    assert labels(built) == ["1", "Phụ lục B"]
    assert "ISO 1817" in built[1][1].text


def test_an_indented_article_is_a_heading_after_a_stray_line_to_the_margin(tree):
    stray = "Phu luc VI_Mau Giay chung nhan da hoan thanh khoa dao tao_ dinh kem theo"
    built = tree(
        ">Điều 7. Khung chương trình",
        ">1. Chương trình đào tạo " + LONG,
        LONG,
        "chương trình.",
        f">{stray}",
        ">Điều 9. Hiệu lực thi hành",
        ">1. Thông tư này có hiệu lực từ ngày ký.",
    )
    assert "Điều 9" in labels(built)


def test_numbers_go_on_though_a_sheet_lies_shifted(page_of):
    def shifted(page, by):
        moved = (
            replace(x, box=replace(x.box, x0=x.box.x0 + by, x1=x.box.x1 + by)) for x in page.lines
        )
        return replace(page, lines=tuple(moved))

    first = page_of("I. QUY ĐỊNH CHUNG", LONG, LONG, "hết.", "1. Phạm vi.", "2. Đối tượng.")
    second = page_of(LONG, LONG, "hết.", "3. Nguyên tắc.", "4. Thủ tục.", number=2)
    for by in (0, 18):
        built = build_clauses(entries_of([first, shifted(second, by)], ()), 1)
        assert labels(built) == ["I", "1", "2", "3", "4"], by
    inner = page_of(LONG, LONG, "hết.", ">3. Nguyên tắc.", number=2)
    assert labels(build_clauses(entries_of([first, inner], ()), 1)) == ["I", "1", "2"]
