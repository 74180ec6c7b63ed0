"""Small documents that look like the real thing, and the stores and indexes under test."""

import hashlib
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from index.embedder_hashing import HashingEmbedder
from index.store import SqliteStore
from index.store_memory import MemoryStore
from standards.account import Account, Counted, LeftOut
from standards.checked import CheckedFact
from standards.document import (
    Citation,
    Clause,
    Document,
    Doubt,
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
from standards.relation import Verb

HELMET = b"%PDF helmet"
CEMENT = b"%PDF cement"


def sha(content):
    return hashlib.sha256(content).hexdigest()


def helmet_document(file="mu.pdf", content=HELMET, text="Mũ an toàn công nghiệp phải bền."):
    return Document(
        id="qcvn-6-2012-bldtbxh",
        number=Identifier.parse("QCVN 06:2012/BLĐTBXH"),
        kind=Kind.QCVN,
        title="Quy chuẩn kỹ thuật quốc gia về mũ an toàn công nghiệp",
        issuer="Bộ Lao động - Thương binh và Xã hội",
        source=Source(file=file, sha256=sha(content), pages=2, first_page=1, last_page=2),
        issued=date(2012, 5, 16),
        relations=(
            Relation(
                verb=Verb.REPLACES,
                target=Identifier.parse("TCVN 2603:1987"),
                clause=None,
                page=1,
                words="thay thế TCVN 2603:1987",
            ),
        ),
        clauses=(
            Clause(
                key="1",
                label="1",
                heading="Quy định chung",
                text="",
                page=1,
                last_page=1,
                parent=None,
                heading_boxes=(Box(1, 70.0, 80.5, 200.0, 92.0),),
            ),
            Clause(
                key="1.1",
                label="1.1",
                heading="Phạm vi điều chỉnh",
                text=text,
                page=1,
                last_page=2,
                parent="1",
                lines=(Line(0, len(text), Box(1, 70.0, 100.25, 400.0, 112.0)),),
            ),
        ),
        citations=(
            Citation(
                target=Identifier.parse("TCVN 6407:1998 (ISO 3873:1977)"),
                text="TCVN 6407:1998",
                clause="1.1",
                page=1,
                start=4,
                end=9,
            ),
            Citation(target=Identifier.parse("TCVN 6407"), text="TCVN 6407", clause=None, page=2),
        ),
        products=(
            ProductRow(
                name="Mũ an toàn công nghiệp",
                hs=(HsCode.parse("6506.10.20"), HsCode.parse("65061030")),
                standards=(Identifier.parse("TCVN 6407:1998"),),
                page=2,
                clause="1.1",
                boxes=(Box(2, 1.0, 2.0, 3.0, 4.0),),
                text="1 | Mũ an toàn công nghiệp | 6506.10.20",
                conditions=("trừ mũ bảo hiểm",),
            ),
        ),
        exclusions=(Exclusion(text="Không áp dụng cho mũ xe máy", clause="1.1", page=1),),
        doubts=(Doubt(what="a scanned page", page=2),),
    )


def cement_document(file="xi-mang.pdf", content=CEMENT):
    return Document(
        id="tcvn-6260-2020",
        number=Identifier.parse("TCVN 6260:2020"),
        kind=Kind.TCVN,
        title="Xi măng poóc lăng hỗn hợp",
        issuer=None,
        source=Source(file=file, sha256=sha(content), pages=1, first_page=1, last_page=1),
        clauses=(
            Clause(
                key="1",
                label="1",
                heading="Phạm vi áp dụng",
                text="Tiêu chuẩn này áp dụng cho xi măng dùng trong bê tông cốt thép.",
                page=1,
                last_page=1,
                parent=None,
            ),
        ),
    )


def account():
    """Two pages, one refused; two rows, one of them a heading."""
    return Account(
        pages=2,
        pages_read=1,
        rows=2,
        rows_kept=1,
        hs_cells=1,
        hs_cells_read=1,
        left_out=(
            LeftOut(what=Counted.PAGE, page=2, words="", reason="chưa cài chương trình đọc ảnh"),
            LeftOut(what=Counted.ROW, page=1, words="STT | Tên", reason="dòng tiêu đề lặp lại"),
        ),
    )


def check(fact="title", value="Xi măng poóc lăng hỗn hợp", document="tcvn-6260-2020", by="Lan"):
    return CheckedFact(
        document=document,
        fact=fact,
        value=value,
        by=by,
        at=datetime(2026, 11, 22, 9, 30, tzinfo=UTC),
    )


def pages(count):
    return [
        PageText(
            number=number,
            width=595.0,
            height=842.0,
            page_class=PageClass.TEXT,
            reason="text layer",
            text=f"trang {number}",
        )
        for number in range(1, count + 1)
    ]


@pytest.fixture
def kit():
    """Files, and what was read from them."""
    return SimpleNamespace(
        HELMET=HELMET,
        CEMENT=CEMENT,
        sha=sha,
        helmet_document=helmet_document,
        cement_document=cement_document,
        pages=pages,
        account=account,
        check=check,
        put_helmet=put_helmet,
        put_cement=put_cement,
    )


def put_helmet(library, **changes):
    """Add the helmet regulation to a library; gives the ids of its documents."""
    document = helmet_document(**changes)
    content = changes.get("content", HELMET)
    with library.batch() as batch:
        return batch.add(
            file=document.source.file,
            original=content,
            sha256=sha(content),
            documents=[document],
            pages=pages(2),
            reader="r1",
        )


def put_cement(library):
    """Add the cement standard to a library."""
    with library.batch() as batch:
        batch.add(
            file="xi-mang.pdf",
            original=CEMENT,
            sha256=sha(CEMENT),
            documents=[cement_document()],
            pages=pages(1),
            reader="r1",
        )


@pytest.fixture
def embedder():
    return HashingEmbedder(dimension=64, limit=12)


@pytest.fixture(params=["folder", "sqlite in memory", "memory"])
def store(request, tmp_path):
    makers = {
        "folder": lambda: SqliteStore(tmp_path),
        "sqlite in memory": lambda: SqliteStore(None),
        "memory": MemoryStore,
    }
    made = makers[request.param]()
    yield made
    made.close()
