"""In a list of references the standard whose title says what was asked comes first."""

from __future__ import annotations

import hashlib
from datetime import date

from search.engine import ask
from standards.document import Citation, Clause, Document, Kind, Source
from standards.identifier import Identifier

TITLES = (
    ("TCVN 1651-1:2018", "Thép cốt bê tông - Thép thanh tròn trơn"),
    ("TCVN 2737:1995", "Tải trọng và tác động"),
    ("TCVN 3118:1993", "Bê tông nặng - Phương pháp xác định cường độ nén"),
    ("TCVN 4453:1995", "Kết cấu bê tông toàn khối"),
    ("TCVN 5641:2012", "Bể chứa bằng bê tông cốt thép"),
    ("TCVN 8163:2009", "Thép cốt bê tông - Mối nối bằng ống ren"),
)


def standard() -> Document:
    """A standard whose second clause names six others with their titles."""
    text, citations = "", []
    for number, title in TITLES:
        target = Identifier.parse(number)
        start = len(text)
        text += f"{number}, {title}\n"
        citations.append(
            Citation(
                target=target,
                text=number,
                clause="2",
                page=2,
                start=start,
                end=start + len(number),
            )
        )
    own = Identifier.parse("TCVN 5574:2018")
    clause = Clause(
        key="2",
        label="2",
        heading="Tài liệu viện dẫn",
        text=text,
        page=2,
        last_page=2,
        parent=None,
    )
    return Document(
        id=own.slug,
        number=own,
        kind=Kind.TCVN,
        title="Thiết kế kết cấu bê tông và bê tông cốt thép",
        issuer="Bộ Khoa học và Công nghệ",
        source=Source(
            file="concrete.pdf",
            sha256=hashlib.sha256(b"concrete.pdf").hexdigest(),
            pages=3,
            first_page=1,
            last_page=3,
        ),
        effective_from=date(2018, 1, 1),
        clauses=(clause,),
        citations=tuple(citations),
    )


def test_the_reference_whose_title_names_the_goods_comes_before_the_others(library_of):
    library = library_of([standard()])
    asked = "mối nối thép cốt bê tông bằng ống ren theo tiêu chuẩn nào"
    found = ask(library, asked, as_of=date(2026, 11, 22))
    cited = [one.number for one in found.answers if one.number != "TCVN 5574:2018"]
    assert cited[:1] == ["TCVN 8163:2009"]
