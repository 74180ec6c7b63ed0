"""Text, scan, bad layer, old encoding, empty: decided for each page, with its reason."""

import pymupdf
import pytest

from index.pdf import open_pdf
from index.pdf_drawn import Drawn
from ingest.encoding_choice import read_encodings
from ingest.furniture import is_stamp
from ingest.page_class import classify
from ingest.recoded_page import RecodedPage
from standards.document import PageClass

GOOD = (
    "Tổ chức, cá nhân sản xuất, nhập khẩu mũ bảo hiểm phải công bố hợp quy theo quy định của "
    "Bộ Khoa học và Công nghệ, chịu trách nhiệm trước pháp luật về chất lượng sản phẩm, hàng hoá. "
)
MIXED = (
    "Tiêu chuẩn kết nối: Hypertext Transfer Protocol version 2 (HTTP/2), bắt buộc áp dụng; Simple "
    "Mail Transfer Protocol, khuyến nghị áp dụng; Lightweight Directory Access Protocol version 3, "
    "khuyến nghị áp dụng; Secure Shell, bắt buộc áp dụng đối với máy chủ của cơ quan nhà nước. "
)
ENGLISH = (
    "This document specifies the requirements and the test methods for helmets that are used by "
    "riders of mopeds. It is not applicable to helmets for the use in competitions of any kind. "
)
FRENCH = (
    "La présente norme spécifie les exigences et les méthodes d'essai pour les casques de "
    "protection destinés aux conducteurs de cyclomoteurs, et ne s'applique pas à la compétition. "
)
UNMARKED = "BO KHOA HOC VA CONG NGHE cong bo danh muc van ban quy pham phap luat het hieu luc "
HALF_MARKED = (
    "Bô Khoa hoc và Công nghê công bô danh muc các van ban quy pham phap luat dã hêt hiêu luc, các "
    "dia phuong tô chuc thuc hiên và bao cao kêt qua vê Tông cuc Tiêu chuân Do luong Chât luong. "
)
GARBLED = (
    "DANH M1JC VAN BAN QUY PEW PHAP LUAT AI CFINH BAN HANK DA HET HIP LIC Quyit elinh so czar BO "
    "trwOng Bg Tai chinh HuOng din thoc hien gran th6i han nelp thue thu nhap ca nhan "
)
SHIFTED = "".join(
    chr(ord(c) - 29) if c.isascii() and c.isalpha() else c
    for c in "Tong cuc Tieu chuan Do luong Chat luong cong bo danh sach cac to chuc chung nhan hop "
    "quy duoc chi dinh thuc hien danh gia su phu hop cua san pham theo quy chuan ky thuat quoc gia "
    "truoc khi dua vao luu thong tren thi truong va bao cao ket qua hang nam khi nhan duoc yeu cau"
)
WRONG_LETTERS = "Cõåg hõÿ xüëh hõïw chõÿ nghûö Vïûtë Nåõm, Dõÿc lûåp tÿõ dõö håõnh phÿûc ïång. " * 3
SIGNATURE = """Người ký: BỘ XÂY DỰNG
Email: vanphong@example.vn
Cơ quan: BỘ XÂY DỰNG, NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Thời gian ký: 12.03.2020 14:33:22 +07:00
Digitally signed by Bo Xay dung, o=Bo Xay dung, c=VN
Date: 2020.03.12 14:33:22 +07'00'
"""
LAYER = Drawn(hidden_text=1.0)


@pytest.mark.parametrize(
    ("text", "cover", "drawn", "expected", "said"),
    [
        (GOOD, 0.0, Drawn(), PageClass.TEXT, "chữ có dấu"),
        (GOOD, 0.98, LAYER, PageClass.TEXT, "lớp chữ ẩn trên ảnh trang, đọc được"),
        (GOOD, 0.98, Drawn(), PageClass.TEXT, "chữ trên ảnh trang"),
        (MIXED, 0.0, Drawn(), PageClass.TEXT, "chữ có dấu"),
        (MIXED, 0.98, LAYER, PageClass.TEXT, "đọc được"),
        (ENGLISH, 0.0, Drawn(), PageClass.TEXT, "tiếng Anh"),
        (ENGLISH, 0.98, LAYER, PageClass.TEXT, "tiếng Anh"),
        (FRENCH, 0.0, Drawn(), PageClass.TEXT, "tiếng Pháp"),
        (FRENCH, 0.98, LAYER, PageClass.TEXT, "tiếng Pháp"),
        ("1 2,5 3,75 0,42 mm 12 15 " * 30, 0.0, Drawn(), PageClass.TEXT, "chữ"),
        ("1 2,5 3,75 0,42 12 15 ± 3 " * 30, 0.98, LAYER, PageClass.TEXT, "ít chữ cái"),
        (UNMARKED * 3, 0.0, Drawn(), PageClass.TEXT, "0% chữ có dấu"),
        (UNMARKED * 3, 0.98, LAYER, PageClass.BAD_LAYER, "mất dấu"),
        (UNMARKED * 3, 0.1, LAYER, PageClass.BAD_LAYER, "mất dấu"),
        (HALF_MARKED, 0.98, LAYER, PageClass.BAD_LAYER, "mất dấu"),
        (GARBLED, 0.98, LAYER, PageClass.BAD_LAYER, "hỏng"),
        (WRONG_LETTERS, 0.98, LAYER, PageClass.BAD_LAYER, "âm tiết"),
        (SHIFTED, 0.0, Drawn(), PageClass.BAD_LAYER, "nguyên âm"),
        ("\ue001\ue002\ue003 \ue004\ue005 " * 20, 0.0, Drawn(), PageClass.BAD_LAYER, "không có mã"),
        ("Trang 3/12", 0.98, Drawn(), PageClass.SCAN, "ảnh phủ 98% trang"),
        (SIGNATURE, 0.98, Drawn(), PageClass.SCAN, "0 ký tự"),
        (SIGNATURE + GOOD, 0.98, Drawn(), PageClass.TEXT, "chữ trên ảnh trang"),
        ("", 0.4, Drawn(), PageClass.SCAN, "ảnh phủ 40% trang"),
        ("- 5 -", 0.4, Drawn(), PageClass.SCAN, "3 ký tự"),
        ("", 0.0, Drawn(letter_shapes=900), PageClass.SCAN, "chữ vẽ thành 900 hình"),
        ("Trang 3", 0.0, Drawn(letter_shapes=900), PageClass.SCAN, "chữ vẽ thành"),
        (GOOD, 0.0, Drawn(letter_shapes=900), PageClass.TEXT, "chữ có dấu"),
        ("", 0.0, Drawn(letter_shapes=12), PageClass.EMPTY, "không có chữ"),
        ("", 0.01, Drawn(), PageClass.EMPTY, "không có chữ"),
        ("Phụ lục A (quy định)", 0.0, Drawn(), PageClass.TEXT, "ít chữ cái"),
        ("Hình 3 - Mẫu dấu hợp quy và cách ghi", 0.4, Drawn(), PageClass.TEXT, "ít chữ cái"),
    ],
)
def test_a_page_is_classed_by_its_words_its_pictures_and_what_it_draws(
    text, cover, drawn, expected, said
):
    found, reason = classify(text, ["ArialMT"], cover, drawn=drawn)
    assert (found, said in reason) == (expected, True), (found, reason)


def test_a_converted_page_is_classed_by_its_old_encoding():
    found, reason = classify(GOOD, [".VnTime"], 0.0, recoded=1.0, encoding="bảng mã TCVN3 100%")
    assert (found, reason) == (PageClass.LEGACY, "bảng mã TCVN3 100%")


def test_a_converted_page_that_is_no_vietnamese_still_is_a_bad_layer():
    found, _ = classify(WRONG_LETTERS, [], 0.0, recoded=1.0, encoding="bảng mã TCVN3 100%")
    assert found is PageClass.BAD_LAYER


def test_unconverted_text_in_an_old_encoding_is_named():
    text = "C¨n cø LuËt Tæ chøc ChÝnh phñ ngµy 25 th¸ng 12; Bé KÕ ho¹ch vµ §Çu t\xad quy ®Þnh"
    found, reason = classify(text, [".VnTime"], 0.0)
    assert found is PageClass.LEGACY
    assert "TCVN3" in reason
    assert ".VnTime" in reason


def classes(data):
    """The classes of all pages of a PDF."""
    with open_pdf(data, "a.pdf") as pdf:
        pages = [pdf.page(number) for number in range(1, pdf.page_count + 1)]
        encodings = read_encodings([page.spans() for page in pages])
        found = []
        for page in pages:
            spans = RecodedPage(page, encodings).spans()
            rows = {}
            for span in spans:
                rows[span.row] = rows.get(span.row, "") + span.text
            found.append(
                classify(
                    "\n".join(text for text in rows.values() if not is_stamp(text)),
                    {span.font for span in spans},
                    page.image_cover(),
                    recoded=encodings.share(page.number),
                    encoding=encodings.reason(page.number),
                    drawn=page.drawn(),
                )[0]
            )
        return found


def picture(page, box):
    pixels = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, 60, 80), False)
    pixels.clear_with(200)
    page.insert_image(box, pixmap=pixels)


def test_pages_of_one_file_are_each_classed_for_themselves():
    with pymupdf.open() as document:
        html = f"<p style='font-size:12px'>{GOOD}</p>"
        document.new_page().insert_htmlbox((60, 60, 540, 400), html)
        page = document.new_page()
        picture(page, page.rect)
        page = document.new_page()
        for strip in range(10):
            picture(page, (0, 84 * strip, 595, 84 * strip + 84))
        page.insert_text((200, 40), "www.LuatVietnam.vn")
        document.new_page().insert_text((200, 40), "www.LuatVietnam.vn")
        page = document.new_page()
        for at in range(400):
            x, y = 60 + 11 * (at % 40), 80 + 18 * (at // 40)
            page.draw_rect((x, y, x + 6, y + 9), fill=(0, 0, 0), color=None)
        page = document.new_page()
        picture(page, page.rect)
        for row in range(20):
            page.insert_text((60, 60 + 20 * row), UNMARKED[:60], render_mode=3)
        data = document.tobytes()
    assert classes(data) == [
        PageClass.TEXT,
        PageClass.SCAN,
        PageClass.SCAN,
        PageClass.EMPTY,
        PageClass.SCAN,
        PageClass.BAD_LAYER,
    ]


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("qd-80-2010", [PageClass.SCAN] + [PageClass.BAD_LAYER] * 4),
        ("tt-11-2009", [PageClass.TEXT] * 10 + [PageClass.SCAN] * 2 + [PageClass.TEXT] * 2),
        ("tt-01-2006", [PageClass.LEGACY] * 2 + [PageClass.TEXT]),
        ("legacy-tcvn3", [PageClass.LEGACY]),
        ("qd-532", [PageClass.SCAN] * 2),
        ("danh-muc-tieu-chuan", [PageClass.TEXT] * 14),
    ],
)
def test_pages_of_real_files_are_classed(shared, stem, expected):
    path = next((shared / "corpus/pdf").glob(f"{stem}*.pdf"))
    assert classes(path.read_bytes()) == expected
