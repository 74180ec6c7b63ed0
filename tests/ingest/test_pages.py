"""From PDF bytes to lines in reading order: furniture, columns, stamped blanks, page classes."""

import pytest

from index.pdf import open_pdf
from ingest.normalise import normalise, vietnamese_share
from ingest.page_class import classify
from ingest.page_sources import open_pages
from ingest.pages import page_text, read_pages
from ingest.tools import ReadingTools
from standards.document import PageClass

BODY = "<p style='font-size:12px'>{}</p>"
CLAUSE = "Tổ chức, cá nhân sản xuất, nhập khẩu mũ bảo hiểm phải công bố hợp quy theo quy định."


def read(data):
    with open_pdf(data, "a.pdf") as file:
        return read_pages(open_pages(file, ReadingTools()))


def texts(page):
    return [line.text for line in page.lines]


def test_running_headers_and_page_numbers_go_and_are_kept_aside(pdf_of):
    pages = [
        [
            (72, 30, 500, BODY.format("QCVN 2:2021/BKHCN")),
            (72, 120, 500, BODY.format(f"{n}.1 {CLAUSE}")),
            (290, 800, 330, BODY.format(str(n))),
        ]
        for n in range(1, 6)
    ]
    for number, page in enumerate(read(pdf_of(*pages)), start=1):
        assert all("QCVN" not in text for text in texts(page))
        assert texts(page)[0].startswith(f"{number}.1 Tổ chức")
        assert [line.text for line in page.furniture] == ["QCVN 2:2021/BKHCN", str(number)]


def test_headings_at_the_edge_of_a_page_are_no_running_header(pdf_of):
    pages = [[(72, 40, 500, BODY.format(f"Điều {n}. Quy định chung"))] for n in range(1, 7)]
    assert [texts(page) for page in read(pdf_of(*pages))] == [
        [f"Điều {n}. Quy định chung"] for n in range(1, 7)
    ]


def test_stamps_of_portals_go_wherever_they_stand(pdf_of):
    stamped = [
        (72, 100, 500, BODY.format(CLAUSE)),
        (200, 420, 500, BODY.format("www.LuatVietnam.vn")),
    ]
    (page,) = read(pdf_of(stamped))
    assert "LuatVietnam" not in page_text(page).text
    assert [line.text for line in page.furniture] == ["www.LuatVietnam.vn"]


def test_a_number_and_its_heading_drawn_apart_are_one_line(pdf_of):
    drawn = [(72, 100, 90, BODY.format("<b>1.</b>")), (95, 100, 500, BODY.format("<b>Phạm vi</b>"))]
    (page,) = read(pdf_of(drawn))
    assert texts(page) == ["1. Phạm vi"]
    assert page.lines[0].bold > 0.5


def test_the_head_of_an_act_is_read_agency_first_then_motto(pdf_of):
    head = [
        (70, 70, 270, BODY.format("BỘ XÂY DỰNG<br/>Số: 04/2023/TT-BXD")),
        (
            290,
            70,
            560,
            BODY.format("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br/>Độc lập - Tự do - Hạnh phúc"),
        ),
        (72, 160, 520, "<p style='text-align:center;font-size:12px'><b>THÔNG TƯ</b></p>"),
        (72, 190, 520, BODY.format(CLAUSE * 3)),
    ]
    (page,) = read(pdf_of(head))
    assert texts(page)[:5] == [
        "BỘ XÂY DỰNG",
        "Số: 04/2023/TT-BXD",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "THÔNG TƯ",
    ]


def test_two_columns_are_read_one_after_the_other(pdf_of):
    viet = " ".join(f"câu thứ {n} của cột tiếng Việt nói về mũ bảo hiểm." for n in range(12))
    english = " ".join(f"sentence {n} of the right column on helmets." for n in range(14))
    (page,) = read(pdf_of([(60, 90, 285, BODY.format(viet)), (310, 90, 535, BODY.format(english))]))
    whole = " ".join(texts(page))
    assert whole.index("câu thứ 11") < whole.index("sentence 0")
    assert viet in whole
    assert english in whole


def test_a_date_stamped_into_blanks_is_read_in_its_place(pdf_of):
    form = "số&#160;&#160;&#160;&#160;&#160;&#160;&#160;&#160;/2026/TT-BXD ngày" + "&#160;" * 8
    form += "tháng" + "&#160;" * 8 + "năm 2026"
    (empty,) = read(pdf_of([(72, 100, 500, BODY.format(form))]))
    line = empty.lines[0]
    width = line.box.x1 - line.box.x0
    stamps = [
        (line.box.x0 + share * width, 100, line.box.x0 + share * width + 40, BODY.format(words))
        for share, words in ((0.09, "62"), (0.58, "30"), (0.79, "7"))
    ]
    (page,) = read(pdf_of([(72, 100, 500, BODY.format(form)), *stamps]))
    assert texts(page) == ["số 62 /2026/TT-BXD ngày 30 tháng 7 năm 2026"]


def test_a_raised_figure_behind_a_stop_marks_a_footnote_and_behind_a_unit_a_power(pdf_of):
    html = BODY.format(
        "4.<sup style='font-size:7px'>23</sup> Báo cáo 100 cm<sup style='font-size:7px'>3</sup>"
    )
    (page,) = read(pdf_of([(72, 100, 500, html)]))
    assert texts(page) == ["4.²³ Báo cáo 100 cm3"]


def test_offsets_and_boxes_lie_on_the_page(pdf_of):
    (page,) = read(pdf_of([(72, 100, 500, BODY.format(CLAUSE * 4))]))
    assert len(page.lines) > 3
    for line in page.lines:
        assert 0 < line.box.x0 < line.box.x1 < page.width
        assert 0 < line.box.y0 < line.box.y1 < page.height
        assert line.box.page == 1


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("đƣợc", "được"),
        ("Ðiều 1", "Điều 1"),
        ("Quy chuẩn", "Quy chuẩn"),
        ("a\u00a0b\u200bc", "a bc"),
        ("BLĐTB\u2011XH", "BLĐTB-XH"),
        ("tiêu\u00adchuẩn", "tiêuchuẩn"),
        ("hoá – hóa, 10 m²", "hoá – hóa, 10 m²"),
    ],
)
def test_letters_blanks_and_hyphens_become_the_same_characters(raw, clean):
    assert normalise(raw) == clean


def test_marked_letters_tell_vietnamese_from_other_text():
    assert vietnamese_share(CLAUSE) > 0.2
    assert vietnamese_share("National technical regulation on helmets") == 0.0


TCVN3 = "C¨n cø LuËt Tæ chøc ChÝnh phñ ngµy 25 th¸ng 12 n¨m 2001; Bé KÕ ho¹ch vµ §Çu t­"


@pytest.mark.parametrize(
    ("text", "fonts", "cover", "expected"),
    [
        (CLAUSE, ["TimesNewRomanPSMT"], 0.0, PageClass.TEXT),
        (CLAUSE, [".VnTime"], 0.0, PageClass.TEXT),
        ("www.LuatVietnam.vn", [], 0.99, PageClass.SCAN),
        ("", [], 0.95, PageClass.SCAN),
        ("", [], 0.0, PageClass.EMPTY),
        (TCVN3, [".VnTime"], 0.0, PageClass.LEGACY),
        (TCVN3, ["ArialMT"], 0.0, PageClass.LEGACY),
        ("BO KHOA HOC VA CONG NGHE quyet dinh cong bo danh muc " * 3, [], 0.9, PageClass.BAD_LAYER),
        (CLAUSE * 2, [], 0.9, PageClass.TEXT),
        ("Harmonized System of goods, " * 5, [], 0.0, PageClass.TEXT),
    ],
)
def test_a_page_is_classed_by_its_letters_its_pictures_and_its_fonts(text, fonts, cover, expected):
    found, reason = classify(text, fonts, cover)
    assert found is expected
    assert reason


def test_every_class_of_page_is_recognised_on_real_files(shared):
    classes = {}
    for name in (
        "tt-02-2010-tt-bldtbxh-danh-muc-het-hieu-luc.scan.pdf",
        "qd-80-2010-qd-btc-danh-muc-het-hieu-luc.ocr-garbled.pdf",
        "tt-01-2006-gop-von-dnnvv.tcvn3.pdf",
        "legacy-tcvn3-45000001.pdf",
        "tt-28-2026-tt-bkhcn-danh-muc-dich-vu-vien-thong.pdf",
    ):
        pages = read((shared / "corpus" / "pdf" / name).read_bytes())
        classes[name.split("-")[0] + name.split("-")[1]] = {page.page_class for page in pages}
    assert classes == {
        "tt02": {PageClass.SCAN},
        "qd80": {PageClass.SCAN, PageClass.BAD_LAYER},
        "tt01": {PageClass.LEGACY, PageClass.EMPTY},
        "legacytcvn3": {PageClass.LEGACY},
        "tt28": {PageClass.TEXT},
    }
