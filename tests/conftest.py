"""A library with a file that was read with trouble, for the tests of the API and of the pages."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import settings as made_up

from api.assembly import create_or_open_library, open_service
from api.service import Service
from api.settings import Settings
from index.embedder_hashing import HashingEmbedder
from index.library import Library
from ingest.reading import FileReading, read_bytes
from samples.build import HERE, build
from samples.markup import read_content
from standards.account import Account, Counted, LeftOut
from standards.checked import CheckedFact
from standards.document import (
    Citation,
    Clause,
    Document,
    Doubt,
    Kind,
    PageClass,
    PageText,
    ProductRow,
    Repair,
    RepairBasis,
    Source,
)
from standards.hs import HsCode
from standards.identifier import Identifier
from standards.place import Box
from standards.relation import (
    Change,
    ChangeKind,
    EffectKind,
    EffectRule,
    EffectStatement,
    Relation,
    RuleKind,
    Transition,
    Verb,
)
from standards.risk import Measure, RiskLevel

WEAK_FILE = "qcvn-2-2021-bkhcn-mu-bao-hiem.pdf"
WEAK_SLUG = "qcvn-2-2021-bkhcn"
REFUSED = "chưa cài Tesseract; chạy: apt-get install tesseract-ocr tesseract-ocr-vie"
AT = datetime(2026, 11, 20, 8, 15, tzinfo=UTC)

# The same made-up inputs in each run, however busy the machine.
made_up.register_profile("same", deadline=None, derandomize=True)
made_up.load_profile("same")


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


def told(key: str, label: str, text: str, parent: str | None = None) -> Clause:
    """A clause without a heading on page 1."""
    box = Box(1, 70.0, 80.0, 500.0, 92.0)
    return Clause(
        key=key,
        label=label,
        heading="",
        text=text,
        page=1,
        last_page=1,
        parent=parent,
        heading_boxes=(box,),
    )


def lived_text(number: str, kind: Kind, *clauses: Clause, **facts: object) -> Document:
    """A text with a number, read from a file of its own."""
    own = Identifier.parse(number)
    file = f"{own.slug}.pdf"
    texts = {clause.key: clause.text for clause in clauses}
    citations = [
        Citation(
            target=Identifier.parse(name),
            text=name,
            clause=key,
            page=1,
            start=texts[key].index(name),
            end=texts[key].index(name) + len(name),
        )
        for key, name in facts.pop("cites", ())  # type: ignore[attr-defined]
    ]
    return Document(
        id=own.slug,
        number=own,
        kind=kind,
        title=f"Về {own.slug}",
        issuer=None,
        source=Source(
            file=file,
            sha256=hashlib.sha256(file.encode()).hexdigest(),
            pages=1,
            first_page=1,
            last_page=1,
        ),
        clauses=clauses,
        citations=tuple(citations),
        **facts,  # type: ignore[arg-type]
    )


def lived_act(number: str, day: date, *relations: Relation, **facts: object) -> Document:
    """A circular that says in khoản 1 of its Điều 2 from when it binds, and what it does."""
    words = f"Thông tư này có hiệu lực từ ngày {day:%d/%m/%Y}."
    effect = EffectStatement(
        kind=EffectKind.STARTS,
        day=day,
        rule=EffectRule(RuleKind.DAYS_AFTER_ISSUE, 45),
        words=words,
        clause="dieu-2.1",
        page=1,
    )
    return lived_text(
        number,
        Kind.CIRCULAR,
        told("dieu-2", "Điều 2", ""),
        told("dieu-2.1", "1", words, "dieu-2"),
        relations=relations,
        effects=(effect,),
        effective_from=day,
        **facts,
    )


def lived_deed(verb: Verb, target: str, **facts: object) -> Relation:
    """What an act does to another text, as its khoản 1 says."""
    return Relation(
        verb=verb,
        target=Identifier.parse(target),
        clause="dieu-2.1",
        page=1,
        words=f"{verb.value} {target}",
        **facts,  # type: ignore[arg-type]
    )


def lived_texts() -> list[Document]:
    """A regulation with two editions, amended and repealed; a standard that it cites; an act that
    two others suspend from different days."""
    old, new, standard = "QCVN 88:2015/BGTVT", "QCVN 88:2021/BGTVT", "TCVN 7777:2018"
    cited = ("Thử theo mục 5.2 của TCVN 7777:2018.", "Mẫu theo TCVN 7777 và TCVN 6666:2011.")
    keeps = Transition(
        words=f"Giấy cấp theo {old} có giá trị đến hết ngày 31/12/2022.",
        clause="dieu-2.1",
        page=1,
        until=date(2023, 1, 1),
        keeps=(Identifier.parse(old),),
    )
    amendment = "Sửa đổi 1:2023 QCVN 88:2021/BGTVT"
    change = Change(
        kind=ChangeKind.REPLACE_TEXT,
        target=Identifier.parse(new),
        path=("2.1",),
        text="Thử theo Phụ lục A.",
        clause="1",
        page=1,
        words="Mục 2.1 được sửa đổi như sau: “Thử theo Phụ lục A.”",
    )
    return [
        lived_text(old, Kind.QCVN, issued_with=Identifier.parse("10/2015/TT-BGTVT")),
        lived_act("10/2015/TT-BGTVT", date(2015, 5, 4), lived_deed(Verb.ISSUES, old)),
        lived_text(
            new,
            Kind.QCVN,
            told("2", "2", ""),
            told("2.1", "2.1", cited[0], "2"),
            told("2.2", "2.2", cited[1], "2"),
            cites=(("2.1", "TCVN 7777:2018"), ("2.2", "TCVN 7777"), ("2.2", "TCVN 6666:2011")),
            issued_with=Identifier.parse("11/2021/TT-BGTVT"),
        ),
        lived_act(
            "11/2021/TT-BGTVT",
            date(2021, 9, 1),
            lived_deed(Verb.ISSUES, new),
            lived_deed(Verb.REPLACES, old),
            transitions=(keeps,),
        ),
        lived_text(
            amendment,
            Kind.QCVN,
            told("1", "1", change.words),
            issued_with=Identifier.parse("12/2023/TT-BGTVT"),
            relations=(
                Relation(
                    verb=Verb.AMENDS,
                    target=Identifier.parse(new),
                    clause="1",
                    page=1,
                    words=change.words,
                ),
            ),
            changes=(change,),
        ),
        lived_act(
            "12/2023/TT-BGTVT",
            date(2023, 3, 1),
            lived_deed(Verb.ISSUES, amendment),
            products=(
                ProductRow(
                    name="Mũ bảo hiểm",
                    hs=(HsCode("65061010"),),
                    standards=(Identifier.parse(new),),
                    page=1,
                    clause="dieu-2.1",
                    boxes=(),
                    text="Mũ bảo hiểm | 6506.10.10",
                    risk=RiskLevel.HIGH,
                    measures=(Measure.INSPECTION,),
                    risk_words="mức độ rủi ro cao",
                ),
            ),
        ),
        lived_act("13/2026/TT-BXD", date(2026, 1, 1), lived_deed(Verb.REPEALS, new)),
        lived_text(
            "TCVN 7777:2010", Kind.TCVN, told("5.2", "5.2", "Cách thử."), issued=date(2010, 2, 1)
        ),
        lived_text(
            standard,
            Kind.TCVN,
            told("5", "5", ""),
            told("5.2", "5.2", "Cách thử.", "5"),
            told("5.3", "5.3", "Báo cáo.", "5"),
            effects=(
                EffectStatement(
                    kind=EffectKind.STARTS,
                    day=date(2018, 6, 1),
                    rule=EffectRule(RuleKind.STATED),
                    words="có hiệu lực từ 01/6/2018",
                    clause=None,
                    page=1,
                ),
            ),
            relations=(
                Relation(
                    verb=Verb.REPLACES,
                    target=Identifier.parse("TCVN 7777:2010"),
                    clause=None,
                    page=1,
                    words="TCVN 7777:2018 thay thế TCVN 7777:2010.",
                ),
            ),
        ),
        lived_act("20/2020/TT-BTC", date(2020, 1, 1)),
        lived_act(
            "21/2024/TT-BTC",
            date(2024, 1, 1),
            lived_deed(Verb.REPEALS, "20/2020/TT-BTC", day=date(2024, 2, 1)),
        ),
        lived_act(
            "22/2024/TT-BTC",
            date(2024, 1, 1),
            lived_deed(Verb.REPEALS, "20/2020/TT-BTC", day=date(2024, 6, 1)),
        ),
        *(
            lived_text(
                f"TCVN {9000 + n}:2019",
                Kind.TCVN,
                told("1", "1", "Theo TCVN 6666:2011."),
                cites=(("1", "TCVN 6666:2011"),),
            )
            for n in range(16)
        ),
        lived_text("TCVN 6666:2011", Kind.TCVN, told("1", "1", "Chung.")),
    ]


@pytest.fixture(scope="session")
def lived() -> Service:
    """The service over those texts, in memory, on a day in 2024."""
    library = Library.in_memory(HashingEmbedder())
    page = PageText(
        number=1,
        width=595.0,
        height=842.0,
        page_class=PageClass.TEXT,
        reason="",
        text="Trang",
    )
    with library.batch() as batch:
        for document in lived_texts():
            batch.add(
                file=document.source.file,
                original=document.source.file.encode(),
                sha256=document.source.sha256,
                documents=[document],
                pages=[page],
                reader="0",
            )
    return Service(library, lambda: date(2024, 5, 1))
