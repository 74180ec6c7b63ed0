"""PDFs that we make: what goes in comes out again, on numbered pages, named, the same each time."""

import re
from datetime import UTC, datetime

import pymupdf
import pytest

from api.pdf_writing import pdf_of
from index.pdf import open_pdf
from standards.errors import BadInput

STACKED = "Ể Ỗ Ữ ặ ậ ợ Đ đ ƯỠ — “Mũ bảo hộ lao động” khoản 2 Điều 7 QCVN 06:2012/BLĐTBXH"
HTML = (
    f"<h1>Báo cáo tra cứu</h1><p>{STACKED}</p>"
    '<h2>Việc phải làm</h2><p>Công bố hợp quy <a href="#n1"><sup>1</sup></a> theo '
    '<a href="https://example.org/van-ban">văn bản</a>.</p>'
    "<table><tr><th>Mã HS</th><th>Tên</th></tr><tr><td>6506.10.20</td><td>Mũ an toàn</td></tr>"
    f"<tr><td>{'a' * 150}</td><td>b</td></tr></table>"
    f"<p>{'x' * 300}</p><ul><li>{STACKED}</li></ul>"
    + "".join(f"<p>Đoạn {number}. {STACKED}</p>" for number in range(60))
    + '<h2>Căn cứ</h2><p id="n1">1. Thông tư 01/2021/TT-BLĐTBXH, trang 4</p>'
)


@pytest.fixture(scope="module")
def made() -> bytes:
    return pdf_of(HTML, title="Báo cáo: mũ bảo hộ", lang="vi")


@pytest.fixture(scope="module")
def document(made):
    with pymupdf.open(stream=made, filetype="pdf") as document:
        yield document


def plain(text: str) -> str:
    return " ".join(text.split())


def test_vietnamese_text_comes_out_as_it_went_in(document) -> None:
    text = plain(" ".join(page.get_text() for page in document))
    assert text.count(STACKED) == 62
    assert "Báo cáo tra cứu" in text
    assert "Thông tư 01/2021/TT-BLĐTBXH, trang 4" in text


def test_our_own_reader_reads_it(made) -> None:
    with open_pdf(made, "report") as pdf:
        spans = list(pdf.page(1).spans())
    assert "Báo cáo tra cứu" in " ".join(span.text for span in spans)


def test_every_page_says_its_number_of_how_many(document) -> None:
    count = document.page_count
    assert count > 2
    for number, page in enumerate(document, 1):
        assert plain(page.get_text()).count(f"trang {number}/{count}") == 1


def test_the_page_number_stands_upright_at_the_foot(document) -> None:
    for page in document:
        lines = [
            line
            for block in page.get_text("dict")["blocks"]
            for line in block.get("lines", ())
            if re.fullmatch(r"trang \d+/\d+", "".join(span["text"] for span in line["spans"]))
        ]
        assert [line["dir"] for line in lines] == [(1.0, 0.0)]
        assert lines[0]["bbox"][1] > 790


def test_no_heading_stands_alone_at_the_foot_of_a_page() -> None:
    for before in range(30, 48):
        html = "<p>x</p>" * before + "<h2>Đầu đề</h2><h3>Nhỏ hơn</h3>" + "<p>Lời</p>" * 30
        with pymupdf.open(stream=pdf_of(html, title="x", lang="vi")) as made:
            text = next(page.get_text() for page in made if "Đầu đề" in page.get_text())
        assert "Nhỏ hơn" in text
        assert "Lời" in text


def test_a_heading_over_two_lines_keeps_its_words_apart_in_the_outline() -> None:
    words = "Quy định chi tiết một số điều và biện pháp để tổ chức, hướng dẫn thi hành Luật"
    html = f"<h2>{words} &amp; <b>sửa đổi</b></h2><p>x</p>"
    with pymupdf.open(stream=pdf_of(html, title="x", lang="vi")) as made:
        assert made.get_toc() == [[1, f"{words} & sửa đổi", 1]]


def test_an_english_file_numbers_its_pages_in_english() -> None:
    with pymupdf.open(stream=pdf_of("<p>Helmet</p>", title="Report", lang="en")) as document:
        assert "page 1 of 1" in document[0].get_text()
        assert document.language == "en"


def test_the_file_names_its_title_and_language_and_no_time(document) -> None:
    assert document.metadata["title"] == "Báo cáo: mũ bảo hộ"
    assert document.metadata["creationDate"] == ""
    assert document.language == "vi"


def test_a_time_is_written_when_it_is_given() -> None:
    when = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
    made = pdf_of("<p>x</p>", title="x", lang="vi", created=when)
    with pymupdf.open(stream=made) as document:
        assert document.metadata["creationDate"] == "D:20261122093000+00'00'"


def test_the_same_text_makes_the_same_bytes(made) -> None:
    assert pdf_of(HTML, title="Báo cáo: mũ bảo hộ", lang="vi") == made


def test_only_the_letters_used_are_carried(made) -> None:
    assert len(made) < 120_000


def test_headings_are_the_outline(document) -> None:
    assert [(level, text) for level, text, _ in document.get_toc()] == [
        (1, "Báo cáo tra cứu"),
        (2, "Việc phải làm"),
        (2, "Căn cứ"),
    ]
    assert document.get_toc()[-1][2] == document.page_count


def test_links_lead_out_and_within(document) -> None:
    links = document[0].get_links()
    assert "https://example.org/van-ban" in {link.get("uri") for link in links}
    inside = [link for link in links if link["kind"] == pymupdf.LINK_GOTO]
    assert [link["page"] for link in inside] == [document.page_count - 1]


def test_a_link_within_that_leads_nowhere_is_refused() -> None:
    with pytest.raises(BadInput, match="#n9 leads nowhere"):
        pdf_of('<p><a href="#n9">9</a></p>', title="x", lang="vi")


def test_another_language_is_refused() -> None:
    with pytest.raises(BadInput, match="give vi or en"):
        pdf_of("<p>x</p>", title="x", lang="fr")


def test_long_words_stay_on_the_page_in_a_table_too(document) -> None:
    letters = 0
    for page in document:
        for x0, _, x1, _, word, *_ in page.get_text("words"):
            assert x0 >= 60
            assert x1 <= 595 - 60, word
            letters += word.count("x") if set(word) == {"x"} else 0
    assert letters == 300


def test_a_table_has_its_rows_and_columns(document) -> None:
    rows = document[0].find_tables().tables[0].extract()
    assert rows[0] == ["Mã HS", "Tên"]
    assert [plain(cell) for cell in rows[1]] == ["6506.10.20", "Mũ an toàn"]
