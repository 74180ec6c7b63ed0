"""Pages in encodings from before Unicode, read from real PDF bytes."""

import re
import unicodedata
from collections import Counter

import pytest

from index.pdf import open_pdf
from ingest.encoding_choice import read_encodings
from ingest.encodings import Encoding, convert
from ingest.file_encodings import FileEncodings
from ingest.normalise import normalise
from ingest.recoded_page import RecodedPage
from ingest.source_page import SourcePage
from ingest.syllables import is_syllable
from standards.place import Box

TEXT = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "QUY CHUẨN KỸ THUẬT QUỐC GIA VỀ THIẾT BỊ BẢO HỘ",
    "Căn cứ Luật Tiêu chuẩn và quy chuẩn kỹ thuật ngày 29 tháng 6 năm 2006;",
    "Điều 1. Phạm vi điều chỉnh",
    "Quy chuẩn này quy định mức giới hạn của các đặc tính kỹ thuật, yêu cầu quản lý",
    "đối với mũ bảo hiểm dùng cho người đi mô tô, xe gắn máy, xe đạp máy - nhập khẩu",
    "hoặc sản xuất trong nước, trừ mũ dễ vỡ, nhiễm bẩn, đã bị tẩy xóa nhãn TCVN 5756:2001.",
    "Điều 2. Tổ chức, cá nhân sản xuất, kinh doanh chịu trách nhiệm trước pháp luật về",
    "những thiệt hại; khẳng định kỳ hạn ở từng trường hợp, không quá 30 ngày (+2 ngày).",
)
FONTS = {
    Encoding.TCVN3: (".VnTime", "TimesNewRoman"),
    Encoding.VNI: ("VNI-Times", "TimesNewRoman"),
    Encoding.VISCII: ("VISCII Times", "TimesNewRoman"),
    Encoding.VPS: ("VPS Times", "TimesNewRoman"),
}
LETTERS = [
    unicodedata.normalize("NFC", base + tone)
    for base in "aăâeêioôơuưyđAĂÂEÊIOÔƠUƯYĐ"
    for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
]


def written(encoding):
    """Letters to what a typist's keyboard put into the file."""
    codes = [chr(code) for code in range(1, 0x100) if chr(code) not in "\t\n\r\xa0"]
    found = {convert(code, encoding): code for code in codes}
    if encoding is Encoding.VNI:
        pairs = [base + mark for base in "aeioôuöyAEIOÔUÖY" for mark in codes[0x7F:]]
        found |= {convert(p, encoding): p for p in pairs if p[0].islower() or p[1].isupper()}
    return {letter: found[letter] for letter in LETTERS if letter in found}


def encoded(text, encoding):
    table = written(encoding)
    small = encoding is Encoding.TCVN3
    typed = "".join(table.get(c) or (table.get(c.lower(), c) if small else c) for c in text)
    return typed.encode("latin-1")


def coded(*pages):
    """A PDF of pages of lines ``(font, bytes)``; fonts are not embedded, coded in Windows-1252."""
    fonts = list(dict.fromkeys(font for page in pages for font, _ in page))
    first = 3 + len(fonts)
    kids = " ".join(f"{first + 2 * i} 0 R" for i in range(len(pages)))
    named = "".join(f"/F{i} {3 + i} 0 R" for i in range(len(fonts)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
    ]
    for font in fonts:
        name = font.replace(" ", "#20").replace(",", "#2C")
        objects.append(
            f"<</Type/Font/Subtype/TrueType/BaseFont/{name}/Encoding/WinAnsiEncoding"
            f"/FirstChar 0/LastChar 255/Widths[{'500 ' * 256}]>>".encode()
        )
    for i, page in enumerate(pages):
        shown = "\n".join(
            f"BT /F{fonts.index(font)} 9 Tf 60 {780 - 16 * row} Td <{code.hex()}> Tj ET"
            for row, (font, code) in enumerate(page)
        ).encode()
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]"
            f"/Resources<</Font<<{named}>>>>/Contents {first + 2 * i + 1} 0 R>>".encode()
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(shown), shown))
    body = b"%PDF-1.4\n"
    places = []
    for number, held in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, held)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + tail


def read(data):
    """The rows of all pages, and the pages."""
    with open_pdf(data, "a.pdf") as pdf:
        pages = [pdf.page(number) for number in range(1, pdf.page_count + 1)]
        encodings = read_encodings([page.spans() for page in pages])
        recoded = [RecodedPage(page, encodings) for page in pages]
        rows = []
        for page in recoded:
            texts = {}
            for span in page.spans():
                texts[span.row] = texts.get(span.row, "") + span.text
            rows += [normalise(text).strip() for text in texts.values()]
        return rows, encodings


@pytest.mark.parametrize(
    ("encoding", "font"), [(e, font) for e, fonts in FONTS.items() for font in fonts]
)
def test_a_page_in_each_encoding_is_read_under_its_own_font_and_under_times(encoding, font):
    rows, encodings = read(coded([(font, encoded(line, encoding)) for line in TEXT]))
    assert rows == list(TEXT)
    assert encodings.share(1) == 1.0
    assert encodings.reason(1).startswith(f"bảng mã {encoding} 100%")


def test_four_encodings_in_one_file_are_each_read():
    pages = [[("Times", encoded(line, encoding)) for line in TEXT] for encoding in Encoding]
    rows, _ = read(coded(*pages))
    assert rows == list(TEXT) * 4


def test_one_paragraph_in_tcvn3_on_a_unicode_page_of_one_font_is_read(pdf_of):
    legacy = [encoded(line, Encoding.TCVN3).decode("latin-1") for line in TEXT[5:8]]
    legacy = [line.replace("\xad", "\u2212") for line in legacy]
    html = "<br>".join((*TEXT[:5], *legacy, *TEXT[8:]))
    rows, encodings = read(pdf_of([(60, 60, 560, f"<p style='font-size:9px'>{html}</p>")]))
    assert rows == list(TEXT)
    assert 0.1 < encodings.share(1) < 0.7


def test_a_unicode_paragraph_among_tcvn3_stays(pdf_of):
    legacy = [encoded(line, Encoding.TCVN3).decode("latin-1") for line in TEXT]
    legacy = [line.replace("\xad", "\u2212") for line in legacy]
    html = "<br>".join((*legacy, *TEXT[3:8], *legacy))
    rows, _ = read(pdf_of([(60, 60, 560, f"<p style='font-size:9px'>{html}</p>")]))
    assert rows == [*TEXT, *TEXT[3:8], *TEXT]


def test_small_letters_in_a_font_of_capitals_are_capitals():
    lines = [(".VnTimeH", "tiªu chuÈn quèc gia"), (".VnTime", "Mò b¶o hiÓm cho ng-êi ®i m« t«")]
    rows, _ = read(coded([(font, text.encode("latin-1")) for font, text in lines]))
    assert rows == ["TIÊU CHUẨN QUỐC GIA", "Mũ bảo hiểm cho người đi mô tô"]


def test_vni_letters_drawn_apart_from_their_marks_are_joined():
    code = encoded("Quy chuẩn kỹ thuật quốc gia về an toàn", Encoding.VNI)
    data = coded([("VNI-Times", code), ("VNI-Times", code)])
    apart = b"> Tj <".join((code[:9].hex().encode(), code[9:].hex().encode()))
    rows, _ = read(data.replace(code.hex().encode(), apart, 1))
    assert rows[0] == rows[1] == "Quy chuẩn kỹ thuật quốc gia về an toàn"


def test_cells_are_converted_by_their_boxes_and_blanks_stay():
    data = coded([(".VnTime", encoded(line, Encoding.TCVN3)) for line in TEXT])
    with open_pdf(data, "a.pdf") as pdf:
        page = pdf.page(1)
        recoded = RecodedPage(page, read_encodings([page.spans()]))
        assert isinstance(recoded, SourcePage)
        assert (recoded.number, recoded.width, recoded.height) == (1, 595.0, 842.0)
        assert recoded.share == 1.0
        assert recoded.reason
        row = page.spans()[4]
        left = Box(1, row.box.x0 - 1, row.box.y0, row.box.x0 + 34, row.box.y1)
        assert recoded.text_in(left) == "Điều 1. \n"
        assert [span.text for span in recoded.spans(left)] == ["Điều 1. "]
        assert [s.box for s in recoded.spans()] == [s.box for s in page.spans()]
        assert recoded.table_grids() == page.table_grids()


@pytest.mark.parametrize(
    "name",
    ["tt-01-2021-tt-bldtbxh-danh-muc-nhom-2", "qcvn-73-btttt-vo-tuyen-cu-ly-ngan-bang.extract"],
)
def test_text_in_a_box_is_that_of_the_page_where_nothing_is_converted(shared, name):
    cells = 0
    with open_pdf((shared / f"corpus/pdf/{name}.pdf").read_bytes(), name) as pdf:
        for number in range(1, 5):
            page = pdf.page(number)
            recoded = RecodedPage(page, FileEncodings({}))
            boxes = [cell.box for grid in page.table_grids() for cell in grid.cells]
            for box in (*boxes, Box(number, 0, 0, page.width, page.height)):
                assert recoded.text_in(box) == page.text_in(box)
            cells += len(boxes)
    assert cells > 20


def words(text):
    return Counter(re.findall(r"\w+", unicodedata.normalize("NFC", text).lower()))


SPLIT = re.compile(r"\b([bcdđghklmnpqrstvx]{1,3}) ([^\W\d_]+)\b", re.IGNORECASE)
"""A transcript breaks words behind their first consonants, where the page has no gap."""


def whole(match):
    return match[1] + match[2] if is_syllable(match[1] + match[2]) else match[0]


def test_decrees_in_tcvn3_are_read_as_their_transcripts_have_them(shared):
    for path in sorted((shared / "corpus/pdf-truth").glob("*.tcvn3.txt")):
        truth = words(SPLIT.sub(whole, path.read_text(encoding="utf-8")))
        rows, _ = read((shared / f"corpus/pdf/{path.stem}.pdf").read_bytes())
        found = words(" ".join(rows))
        assert (found & truth).total() / truth.total() >= 0.99, path.stem


def test_no_page_in_unicode_is_touched(shared):
    for stem in ("qcvn-32-2026", "danh-muc-tieu-chuan", "tt-11-2009", "thong-so", "nd-175-2024"):
        path = next((shared / "corpus/pdf").glob(f"{stem}*.pdf"))
        _untouched(path)


@pytest.mark.slow
def test_no_page_of_the_corpus_in_unicode_is_touched(shared):
    paths = [path for path in (shared / "corpus").glob("pdf*/*.pdf") if "tcvn3" not in path.name]
    assert len(paths) > 20
    for path in paths:
        _untouched(path)


def _untouched(path):
    with open_pdf(path.read_bytes(), path.name) as pdf:
        spans = [pdf.page(number).spans() for number in range(1, pdf.page_count + 1)]
    found = read_encodings(spans)
    touched = [number for number in range(1, len(spans) + 1) if found.touches(number)]
    assert not touched, (path.name, touched)
