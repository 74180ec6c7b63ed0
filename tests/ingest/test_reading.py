"""A file read whole: documents with all their facts, and nothing dropped in silence."""

import hashlib
from functools import cache
from pathlib import Path

import pymupdf
import pytest

from ingest.reading import FileReading, read_bytes, read_file
from ingest.toolbox import open_tools
from ingest.tools import ToolSettings
from samples.build import HERE, build
from samples.markup import read_content
from standards.document import Kind, PageClass
from standards.errors import UnreadableDocument


@cache
def sample(start: str) -> FileReading:
    """The reading of the sample whose file name starts so."""
    (path,) = (HERE / "content").glob(f"{start}*.txt")
    content = read_content(path)
    return read_bytes(build(content).tobytes(), content.file)


def test_a_regulation_gives_clauses_rows_and_citations_that_point_into_it() -> None:
    (document,) = sample("qcvn-7-2019-bkhcn").documents
    assert (document.id, str(document.number)) == ("qcvn-7-2019-bkhcn", "QCVN 7:2019/BKHCN")
    assert [str(code) for code in document.products[0].hs] == ["7213.91.20", "7213.99.20"]
    assert [str(number) for number in document.products[1].standards] == ["TCVN 1651-2:2018"]
    keys = {clause.key for clause in document.clauses}
    assert {row.clause for row in document.products} <= keys
    assert {citation.clause for citation in document.citations} <= keys
    for citation in document.citations:
        clause = document.clause(citation.clause or "")
        assert clause is not None
        if citation.start is not None:
            assert clause.text[citation.start : citation.end] == citation.text
    assert document.products[0].boxes[0].page == document.products[0].page
    assert any(table.header[1:3] == ("Tên sản phẩm", "Mã HS") for table in document.tables)


def test_the_words_of_a_row_stand_on_its_page() -> None:
    reading = sample("qcvn-2-2021-bkhcn")
    row = reading.documents[0].products[0]
    assert row.conditions == ("trừ mũ chuyên dùng cho đua xe",)
    assert "6506.10.10" in reading.pages[row.page - 1].text


def test_pages_and_hash_are_those_of_the_file(tmp_path: Path) -> None:
    document = pymupdf.open()
    document.new_page().insert_text((72, 100), "Clause 1. Words that can be read.")
    data = document.tobytes()
    (tmp_path / "one.pdf").write_bytes(data)
    reading = read_file(tmp_path / "one.pdf")
    assert reading.sha256 == hashlib.sha256(data).hexdigest()
    assert [page.number for page in reading.pages] == [1]
    assert reading.documents[0].source.file == "one.pdf"


def test_without_a_program_for_pictures_a_scan_is_refused_page_by_page() -> None:
    reading = sample("tt-19-2019-tt-bxd")
    (document,) = reading.documents
    assert reading.lacks_ocr
    assert document.number is None
    assert document.kind is Kind.OTHER
    assert document.id.startswith("tt-19-2019")
    assert all(page.page_class is PageClass.SCAN and page.refused for page in reading.pages)
    assert [doubt.page for doubt in reading.doubts] == [page.number for page in reading.pages]
    assert all("chưa đọc được" in doubt.what for doubt in reading.doubts)


def test_a_missing_program_is_named_with_its_command_and_the_page_waits_for_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (path,) = (HERE / "content").glob("tt-19-2019*.txt")
    content = read_content(path)
    reading = read_bytes(build(content).tobytes(), content.file, open_tools(ToolSettings()))
    assert reading.lacks_ocr
    assert all("tesseract-ocr-vie" in page.refused for page in reading.pages)


def test_a_scan_is_read_like_any_other_file_and_its_doubts_are_named() -> None:
    tools = open_tools(ToolSettings())
    if tools.ocr is None:
        pytest.skip(tools.ocr_advice)
    (path,) = (HERE / "content").glob("tt-19-2019*.txt")
    content = read_content(path)
    reading = read_bytes(build(content).tobytes(), content.file, tools)
    (document,) = reading.documents
    assert not reading.lacks_ocr
    assert str(document.number) == "19/2019/TT-BXD"
    assert (document.kind, str(document.issued)) == (Kind.CIRCULAR, "2019-12-31")
    articles = [clause.label for clause in document.clauses if clause.label]
    assert articles == [f"Điều {n}" for n in range(1, 6)]
    assert "QCVN 16:2019/BXD" in {str(citation.target) for citation in document.citations}
    assert {doubt.page for doubt in document.doubts if "OCR" in doubt.what} == {1, 2}
    for page in reading.pages:
        assert page.confidence is not None
        assert page.confidence > 0.8
        assert all(
            0 <= line.box.x0 < line.box.x1 <= page.width
            and 0 <= line.box.y0 < line.box.y1 <= page.height
            for line in page.lines
        )
        assert [page.text[line.start : line.end] for line in page.lines] == page.text.split("\n")


def test_an_old_encoding_is_read_and_named() -> None:
    reading = sample("qd-24-2007-qd-bkhcn")
    (document,) = reading.documents
    assert all(page.page_class is PageClass.LEGACY for page in reading.pages)
    assert any("bảng mã cũ" in doubt.what for doubt in reading.doubts)
    assert str(document.number) == "24/2007/QĐ-BKHCN"
    assert document.issuer == "Bộ Khoa học và Công nghệ"
    assert [str(citation.target) for citation in document.citations] == ["127/2007/NĐ-CP"]


def test_two_documents_of_one_file_have_their_own_ids_and_pages() -> None:
    documents = sample("tt-07-2018-tt-bkhcn").documents
    assert len(documents) == 2
    assert len({document.id for document in documents}) == 2
    assert documents[0].source.last_page <= documents[1].source.last_page


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 a text file", b"%PDF-1.7 and no more"])
def test_what_is_no_pdf_is_named_with_the_reason(data: bytes) -> None:
    with pytest.raises(UnreadableDocument, match=r"wrong\.pdf"):
        read_bytes(data, "wrong.pdf")


def test_an_encrypted_file_says_what_to_do() -> None:
    document = pymupdf.open()
    document.new_page()
    data = document.tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="x", owner_pw="y")
    with pytest.raises(UnreadableDocument, match="password"):
        read_bytes(data, "locked.pdf")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match=r"none\.pdf"):
        read_file(tmp_path / "none.pdf")
