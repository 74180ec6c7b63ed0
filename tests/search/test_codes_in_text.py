"""An HS code that a clause states outside of any list leads to its regulation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engine import ask
from standards.document import Clause, Document, Kind, ProductRow, Source
from standards.hs import HsCode
from standards.identifier import Identifier
from standards.place import Box, Line

DAY = date(2020, 1, 1)


def regulation(number: str, text: str, *, since: date | None = date(2015, 1, 1), rows=()):
    slug = Identifier.parse(number).slug
    scope = Clause(
        key="1.1",
        label="1.1",
        heading="Phạm vi điều chỉnh",
        text=text,
        page=3,
        last_page=3,
        parent=None,
        lines=(Line(0, len(text), Box(3, 70.0, 100.0, 500.0, 112.0)),),
    )
    return Document(
        id=slug,
        number=Identifier.parse(number),
        kind=Kind.QCVN,
        title="Bàn nâng thủy lực",
        issuer=None,
        source=Source(file=f"{slug}.pdf", sha256=slug, pages=3, first_page=1, last_page=3),
        effective_from=since,
        clauses=(scope,),
        products=rows,
    )


@pytest.fixture(scope="module")
def put(library_of):
    """A library of these documents; the hash of a file is that of its name."""

    def build(*documents: Document):
        return library_of(
            [
                replace(
                    one,
                    source=replace(one.source, sha256=sha256(one.source.file.encode()).hexdigest()),
                )
                for one in documents
            ]
        )

    return build


SCOPE = (
    "Quy chuẩn này áp dụng cho bàn nâng từ 500 kg (mã HS 8428.90.90). "
    "Bàn nâng dùng trong y tế theo quy định khác."
)


@pytest.mark.parametrize(
    ("asked", "level"), [("8428.90.90", 8), ("84289090", 8), ("8428.90", 6), ("8428", 4)]
)
def test_a_code_in_the_scope_is_found_at_every_level(put, asked, level):
    library = put(regulation("QCVN 68:2014/BCT", SCOPE))
    (answer,) = ask(library, asked, as_of=DAY).answers
    assert answer.number == "QCVN 68:2014/BCT"
    assert [(one.code, one.match_level) for one in answer.hs] == [("8428.90.90", level)]
    assert answer.quote == "Quy chuẩn này áp dụng cho bàn nâng từ 500 kg (mã HS 8428.90.90)."
    assert (answer.page, len(answer.boxes)) == (3, 1)
    assert "1.1" in answer.why


def test_a_code_of_an_ended_regulation_is_no_answer(put):
    library = put(regulation("QCVN 68:2014/BCT", SCOPE, since=date(2021, 1, 1)))
    result = ask(library, "8428.90.90", as_of=DAY)
    assert not result.answerable
    assert result.reason == "ended"


def test_the_edition_in_force_stands_first(put):
    library = put(
        regulation("QCVN 68:2014/BCT", SCOPE),
        regulation("QCVN 68:2019/BCT", SCOPE, since=date(2019, 6, 1)),
    )
    numbers = [one.number for one in ask(library, "8428.90.90", as_of=DAY).answers]
    assert numbers == ["QCVN 68:2019/BCT", "QCVN 68:2014/BCT"]


def test_a_row_with_the_very_code_stands_before_a_clause_and_a_coarse_row_behind(put):
    def listed(code: str) -> Document:
        row = ProductRow(
            name="Bàn nâng",
            hs=(HsCode.parse(code),),
            standards=(),
            page=2,
            clause="1.1",
            boxes=(),
            text=f"Bàn nâng | {code}",
        )
        return regulation("QCVN 70:2016/BXD", "Danh mục hàng hóa", rows=(row,))

    scope = regulation("QCVN 68:2014/BCT", SCOPE)
    fine = ask(put(scope, listed("8428.90.90")), "8428.90.90", as_of=DAY)
    coarse = ask(put(scope, listed("8428")), "8428.90.90", as_of=DAY)
    assert [one.number for one in fine.answers] == ["QCVN 70:2016/BXD", "QCVN 68:2014/BCT"]
    assert [one.number for one in coarse.answers] == ["QCVN 68:2014/BCT", "QCVN 70:2016/BXD"]


@pytest.mark.parametrize(
    "text",
    [
        "Tải trọng thử là 8428.90 daN.",
        "Theo QCVN 8428:2014/BCT và mã HS ghi trong danh mục.",
        "Mã HS ghi tại Phụ lục I của Quy chuẩn này, thay cho các bảng mã đã dùng ở những lần ban "
        "hành trước đó, kể từ ngày 01 tháng 01 năm 8428 trở đi.",
        "Mã HS 98428.90.90 và 8428.90.90.15 không phải mã tám số.",
    ],
)
def test_what_only_looks_like_a_code_is_none(put, text):
    library = put(regulation("QCVN 68:2014/BCT", text))
    assert not ask(library, "8428.90.90", as_of=DAY).answerable


@given(st.text(alphabet="0123456789. HS", max_size=60))
def test_no_text_breaks_the_reading_of_codes(put, text):
    library = put(regulation("QCVN 68:2014/BCT", f"mã HS {text}"))
    for answer in ask(library, "8428.90.90", as_of=DAY).answers:
        assert answer.hs[0].match_level in (4, 6, 8)
