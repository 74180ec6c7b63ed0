"""A small library made by hand: a list of goods, a code with clauses, texts that ended."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import pytest

from index.catalogue_memory import MemoryCatalogue
from index.contracts import Passage
from index.embedder_hashing import HashingEmbedder
from index.keyword_memory import MemoryKeywordIndex
from index.passages import passages_of
from index.store import SqliteStore
from index.vector_exact import ExactVectorIndex
from standards.document import (
    Citation,
    Clause,
    Document,
    Exclusion,
    Kind,
    PageClass,
    PageText,
    ProductRow,
    Relation,
    Source,
)
from standards.hs import HsCode
from standards.identifier import Identifier
from standards.place import Box, Line


@dataclass(eq=False)
class SmallLibrary:
    """What a question needs of a library."""

    store: SqliteStore
    keywords: MemoryKeywordIndex
    vectors: ExactVectorIndex
    embedder: HashingEmbedder
    catalogue: MemoryCatalogue = field(default_factory=MemoryCatalogue)


def clause(
    key: str, label: str, heading: str, text: str, page: int, parent: str | None = None
) -> Clause:
    """A clause whose every sentence is a printed line, 14 points apart."""
    lines: list[Line] = []
    start = 0
    for place, piece in enumerate(text.split("\n")):
        y = 100.0 + 14 * place
        lines.append(Line(start, start + len(piece), Box(page, 70.0, y, 500.0, y + 12)))
        start += len(piece) + 1
    return Clause(
        key=key,
        label=label,
        heading=heading,
        text=text,
        page=page,
        last_page=page,
        parent=parent,
        heading_boxes=(Box(page, 70.0, 80.0, 500.0, 92.0),),
        lines=tuple(lines),
    )


def row(
    ordinal: str,
    name: str,
    hs: list[str],
    standards: list[str],
    *,
    page: int = 4,
    without: str = "",
) -> ProductRow:
    """A row of the list of goods."""
    numbers = tuple(Identifier.parse(text) for text in standards)
    return ProductRow(
        name=name,
        hs=tuple(HsCode.parse(code) for code in hs),
        standards=numbers,
        page=page,
        clause="muc-i",
        boxes=(Box(page, 60.0, 200.0, 540.0, 240.0),),
        text=" | ".join([ordinal, name, " ".join(hs), " ".join(standards)]),
        ordinal=ordinal,
        conditions=(without,) if without else (),
    )


def source(file: str, pages: int = 9) -> Source:
    """A file whose bytes are its name."""
    sha256 = hashlib.sha256(file.encode()).hexdigest()
    return Source(file=file, sha256=sha256, pages=pages, first_page=1, last_page=pages)


def goods_list() -> Document:
    """A circular with a list of goods, in force from 18/07/2021."""
    return Document(
        id="01-2021-tt-bldtbxh",
        number=Identifier.parse("01/2021/TT-BLĐTBXH"),
        kind=Kind.CIRCULAR,
        title="Quy định Danh mục sản phẩm, hàng hóa có khả năng gây mất an toàn",
        issuer="Bộ Lao động - Thương binh và Xã hội",
        source=source("danh-muc.pdf"),
        issued=date(2021, 6, 3),
        effective_from=date(2021, 7, 18),
        clauses=(
            clause(
                "dieu-4",
                "Điều 4",
                "Biện pháp kiểm tra nhà nước",
                "1. Hàng hóa thuộc Mục I phải kiểm tra nhà nước về chất lượng khi nhập khẩu.\n"
                "2. Hàng hóa thuộc Mục II không phải kiểm tra khi nhập khẩu.",
                2,
            ),
            clause(
                "dieu-5",
                "Điều 5",
                "Hiệu lực thi hành",
                "Thông tư này có hiệu lực thi hành kể từ ngày 18 tháng 7 năm 2021.",
                3,
            ),
            clause("muc-i", "Mục I", "Sản phẩm, hàng hóa phải kiểm tra", "", 4),
        ),
        products=(
            row(
                "1",
                "Phương tiện bảo vệ đầu cho người lao động: Mũ an toàn công nghiệp",
                ["6506.10.20", "6506.10.90"],
                ["TCVN 2603:1987", "QCVN 06:2012/BLĐTBXH"],
            ),
            row(
                "2",
                "Găng tay bảo hộ lao động chống cắt, cách điện",
                ["3926.20.60", "6116.10.90"],
                ["QCVN 24:2014/BLĐTBXH", "TCVN 8838-1:2011"],
                without="trừ găng tay y tế",
            ),
            row("3", "Thang cuốn và băng tải chở người", ["8428.40.00"], ["QCVN 11:2012/BLĐTBXH"]),
            row(
                "4",
                "Xe nâng dùng động cơ có tải trọng nâng từ 1.000kg trở lên",
                ["8427.10.00", "8427.20.00"],
                ["QCVN 25:2015/BLĐTBXH"],
            ),
            row("5", "Đu quay, tàu lượn trong công viên vui chơi", ["9508.90.00"], []),
        ),
    )


def metro_code() -> Document:
    """A regulation whose instrument sets the day of effect."""
    return Document(
        id="qcvn-32-2026-bxd",
        number=Identifier.parse("QCVN 32:2026/BXD"),
        kind=Kind.QCVN,
        title="Quy chuẩn kỹ thuật quốc gia về đường sắt đô thị - loại hình metro",
        issuer="Bộ Xây dựng",
        source=source("metro.pdf"),
        issued_with=Identifier.parse("30/2026/TT-BXD"),
        clauses=(
            clause(
                "1.1",
                "1.1",
                "Phạm vi điều chỉnh",
                "Quy chuẩn này quy định yêu cầu kỹ thuật đối với tàu metro và kết cấu hạ tầng.",
                3,
            ),
            clause(
                "2.1.3",
                "2.1.3",
                "Tốc độ khai thác",
                "Tốc độ khai thác không được lớn hơn tốc độ thiết kế của tuyến đường.\n"
                "Khi tàu chạy qua ga không có cửa chắn ke ga, tốc độ không vượt quá 40 km/h.\n"
                "Khi tàu vào đề-pô phải tuân theo chỉ dẫn của nhân viên.",
                5,
            ),
            clause(
                "2.6.3",
                "2.6.3",
                "",
                "Khi nhà ga ở trạng thái khẩn cấp hoặc thiết bị mất điện, cổng soát vé phải mở.",
                6,
            ),
            clause(
                "2.3.1",
                "2.3.1",
                "Thép kết cấu",
                "Thép dùng cho kết cấu phải theo TCVN 1651-2:2018.",
                7,
            ),
        ),
        citations=(
            Citation(
                target=Identifier.parse("TCVN 1651-2:2018"),
                text="TCVN 1651-2:2018",
                clause="2.3.1",
                page=7,
                start=32,
                end=48,
            ),
        ),
        exclusions=(
            Exclusion(
                text="Quy chuẩn này không áp dụng cho tàu điện bánh lốp.", clause="1.1", page=3
            ),
        ),
    )


def metro_circular() -> Document:
    """The circular that issues the metro code, in force from 01/09/2026."""
    return Document(
        id="30-2026-tt-bxd",
        number=Identifier.parse("30/2026/TT-BXD"),
        kind=Kind.CIRCULAR,
        title="Ban hành quy chuẩn về đường sắt đô thị",
        issuer="Bộ Xây dựng",
        source=source("metro-thong-tu.pdf"),
        effective_from=date(2026, 9, 1),
        relations=(
            Relation(
                verb="issues",
                target=Identifier.parse("QCVN 32:2026/BXD"),
                clause=None,
                page=1,
                words="Ban hành kèm theo Thông tư này QCVN 32:2026/BXD",
            ),
        ),
    )


def signs(issuer: str, title: str) -> Document:
    """Two regulations of different ministries share a number."""
    return Document(
        id=f"qcvn-41-2016-{issuer.lower()}",
        number=Identifier.parse(f"QCVN 41:2016/{issuer}"),
        kind=Kind.QCVN,
        title=title,
        issuer=None,
        source=source(f"qcvn-41-{issuer.lower()}.pdf"),
        effective_from=date(2016, 11, 1),
    )


def old_archive() -> Document:
    """A circular on beekeeping that a held one ended on 01/01/2024."""
    return Document(
        id="05-2015-tt-bnnptnt",
        number=Identifier.parse("05/2015/TT-BNNPTNT"),
        kind=Kind.CIRCULAR,
        title="Quy định về nuôi ong mật",
        issuer="Bộ Nông nghiệp và Phát triển nông thôn",
        source=source("ong-cu.pdf"),
        effective_from=date(2015, 3, 1),
        clauses=(
            clause("dieu-3", "Điều 3", "Thùng ong", "Thùng ong phải cách nhà ở ít nhất 50 m.", 2),
        ),
    )


def new_archive() -> Document:
    """What ended it; nothing in it is about bees but its last article."""
    return Document(
        id="09-2023-tt-bnnptnt",
        number=Identifier.parse("09/2023/TT-BNNPTNT"),
        kind=Kind.CIRCULAR,
        title="Bãi bỏ văn bản quy phạm pháp luật",
        issuer="Bộ Nông nghiệp và Phát triển nông thôn",
        source=source("bai-bo.pdf"),
        effective_from=date(2024, 1, 1),
        relations=(
            Relation(
                verb="repeals",
                target=Identifier.parse("05/2015/TT-BNNPTNT"),
                clause=None,
                page=1,
                words="Bãi bỏ Thông tư số 05/2015/TT-BNNPTNT",
            ),
        ),
    )


def build(documents: list[Document]) -> SmallLibrary:
    """A library of these documents, one file each."""
    library = SmallLibrary(
        SqliteStore(None), MemoryKeywordIndex(), ExactVectorIndex(256), HashingEmbedder(256)
    )
    for document in documents:
        passages: list[Passage] = passages_of(document, library.embedder.pieces)
        page = PageText(
            number=1,
            width=595.0,
            height=842.0,
            page_class=PageClass.TEXT,
            reason="",
            text=f"Số: {document.number}\n{document.title}",
        )
        with library.store.batch() as batch:
            batch.put(
                original=document.source.file.encode(),
                documents=[document],
                pages=[page],
                passages=passages,
                file=document.source.file,
                sha256=document.source.sha256,
                reader="1",
            )
        library.keywords.update(add=passages, remove=[])
        texts = [f"{passage.heading}\n{passage.text}" for passage in passages]
        library.vectors.update(
            add=[passage.id for passage in passages],
            vectors=library.embedder.passages(texts),
            remove=[],
        )
    return library


@pytest.fixture(scope="session")
def small_library() -> SmallLibrary:
    return build(
        [
            goods_list(),
            metro_code(),
            metro_circular(),
            signs("BGTVT", "Quy chuẩn kỹ thuật quốc gia về báo hiệu đường bộ"),
            signs("BTTTT", "Quy chuẩn kỹ thuật quốc gia về thiết bị đầu cuối"),
            old_archive(),
            new_archive(),
        ]
    )


@pytest.fixture(scope="session")
def library_of() -> Callable[[list[Document]], SmallLibrary]:
    """Makes a library of documents, one file each."""
    return build
