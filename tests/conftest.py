"""A library with a file that was read with trouble, for the tests of the API and of the pages."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from api.assembly import create_or_open_library, open_service
from api.service import Service
from api.settings import Settings
from ingest.reading import FileReading, read_bytes
from samples.build import HERE, build
from samples.markup import read_content
from standards.account import Account, Counted, LeftOut
from standards.checked import CheckedFact
from standards.document import Citation, Document, Doubt, PageClass, PageText, Repair, RepairBasis
from standards.identifier import Identifier

WEAK_FILE = "qcvn-2-2021-bkhcn-mu-bao-hiem.pdf"
WEAK_SLUG = "qcvn-2-2021-bkhcn"
REFUSED = "chưa cài Tesseract; chạy: apt-get install tesseract-ocr tesseract-ocr-vie"
AT = datetime(2026, 11, 20, 8, 15, tzinfo=UTC)


def weak_bytes() -> bytes:
    """A regulation of five pages with four of another one bound behind it."""
    parts = [
        build(read_content(next((HERE / "content").glob(f"{name}*.txt"))))
        for name in ("qcvn-2-2021", "qcvn-7-2019")
    ]
    parts[0].insert_pdf(parts[1])
    content: bytes = parts[0].tobytes(garbage=4, deflate=True, no_new_id=True)
    return content


def weak_pages(pages: tuple[PageText, ...]) -> tuple[PageText, ...]:
    """Page 1 is text, 2 and 3 recognised, 5 converted, 6 to 8 refused, 9 empty."""

    def turned(page: PageText) -> PageText:
        if page.number in (2, 3):
            sure = 0.914 if page.number == 2 else 0.62
            scan = PageClass.SCAN
            return replace(page, page_class=scan, reason="ảnh phủ 98 % trang", confidence=sure)
        if page.number == 5:
            return replace(page, page_class=PageClass.LEGACY, reason="phông .VnTime")
        if page.number in (6, 7, 8):
            return replace(page, page_class=PageClass.SCAN, refused=REFUSED, text="")
        if page.number == 9:
            return replace(page, page_class=PageClass.EMPTY, reason="không có chữ", text="")
        return page

    return tuple(map(turned, pages))


def weak_document(document: Document) -> Document:
    """A number on page 3 was damaged and repaired; doubts stand on several pages."""
    target = Identifier.parse("TCVN 6979:2001")
    damaged = "TCVN 6979:2OO1"

    def turned(citation: Citation) -> Citation:
        hit = citation.target == target and citation.page == 3
        return replace(citation, text=damaged) if hit else citation

    doubts = (
        *(Doubt(what="Trang quét, chữ nhận dạng từ ảnh (ảnh phủ 98 %)", page=2) for _ in "1"),
        Doubt(what="Trang quét, chữ nhận dạng từ ảnh (ảnh phủ 97 %)", page=3),
        *(Doubt(what=f"Trang không đọc được: {REFUSED}", page=page) for page in (6, 7, 8)),
        Doubt(what="Không tìm thấy ngày có hiệu lực", page=None),
    )
    return replace(
        document,
        source=replace(document.source, first_page=1, last_page=9, pages=9),
        citations=tuple(map(turned, document.citations)),
        repairs=(Repair(read=damaged, target=target, basis=RepairBasis.CATALOGUE, page=3),),
        doubts=doubts,
    )


def weak_account() -> Account:
    """Nine pages, three of them refused; seven rows and three cells with codes."""
    return Account(
        pages=9,
        pages_read=6,
        rows=7,
        rows_kept=5,
        hs_cells=3,
        hs_cells_read=2,
        left_out=(
            *(LeftOut(what=Counted.PAGE, page=n, words="", reason=REFUSED) for n in (6, 7, 8)),
            LeftOut(
                what=Counted.ROW, page=4, words="STT | Tên sản phẩm", reason="tiêu đề bảng lặp lại"
            ),
            LeftOut(
                what=Counted.ROW, page=5, words="STT | Tên sản phẩm", reason="tiêu đề bảng lặp lại"
            ),
            LeftOut(
                what=Counted.HS_CELL, page=4, words="6506.1", reason="không có mã HS nào năm chữ số"
            ),
        ),
    )


def weak_checks(document: Document) -> tuple[CheckedFact, ...]:
    """One that holds, one made on another value, one of a row that is no longer read."""
    clause = document.clause("2.1.1")
    assert clause is not None
    words = " ".join(f"{clause.label} {clause.heading} {clause.text}".split())

    def check(fact: str, value: str, note: str = "") -> CheckedFact:
        return CheckedFact(
            document=document.id, fact=fact, value=value, by="Trần Thị Lan", at=AT, note=note
        )

    return (
        check("number", "QCVN 2:2021/BKHCN", note="đối chiếu bản giấy"),
        check("clause:2.1.1", words),
        check("issuer", "Bộ Khoa học, Công nghệ và Môi trường"),
        check("product:9-mu-len", "Mũ len | 6505.00.20"),
    )


@pytest.fixture(scope="session")
def weak_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with that one file; tests that write take a copy."""
    folder = tmp_path_factory.mktemp("weak") / "library"
    content = weak_bytes()
    reading: FileReading = read_bytes(content, WEAK_FILE)
    document = weak_document(next(d for d in reading.documents if d.id == WEAK_SLUG))
    library = create_or_open_library(Settings(library=folder, embedder="hashing"))
    with library.batch() as batch:
        batch.add(
            file=WEAK_FILE,
            original=content,
            sha256=hashlib.sha256(content).hexdigest(),
            documents=[document],
            pages=weak_pages(reading.pages),
            reader="0",
            account=weak_account(),
        )
        for check in weak_checks(document):
            batch.mark(check)
    library.close()
    return folder


@pytest.fixture(scope="session")
def weak(weak_library: Path) -> Service:
    """The service over that library, on a day in 2026."""
    settings = Settings(library=weak_library, embedder="hashing")
    return open_service(settings, today=lambda: date(2026, 7, 15))
