"""A general act that mentions goods in passing answers nobody who asks what applies to them."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest

from search.answers import Negative
from search.concepts import read_question
from search.engine import ask
from search.gather import find_passages
from search.shelf import shelf
from search.speaking import speaking
from standards.document import Citation, Clause, Document, Kind, Source
from standards.identifier import Identifier

TODAY = date(2026, 11, 22)
HELMET = "Mũ bảo hiểm cho người đi xe mô tô phải ghi cỡ vòng đầu, tháng và năm sản xuất"


def act(heading: str, words: str, *, kind: Kind = Kind.DECREE, cites: str = "") -> Document:
    """A text with one clause on labels; ``cites`` is a number that the clause names."""
    name = {Kind.DECREE: "99/2025/NĐ-CP", Kind.QCVN: "QCVN 99:2025/BKHCN"}[kind]
    own = Identifier.parse(name)
    clause = Clause(
        key="dieu-9",
        label="Điều 9",
        heading=heading,
        text=f"{words} {cites}".strip(),
        page=2,
        last_page=2,
        parent=None,
    )
    citations = ()
    if cites:
        target = Identifier.parse(cites)
        citations = (Citation(target=target, text=cites, clause="dieu-9", page=2),)
    return Document(
        id=own.slug,
        number=own,
        kind=kind,
        title="Quy định về nhãn hàng hóa",
        issuer="Chính phủ",
        source=Source(
            file="act.pdf",
            sha256=hashlib.sha256(b"act.pdf").hexdigest(),
            pages=3,
            first_page=1,
            last_page=3,
        ),
        effective_from=date(2025, 1, 1),
        clauses=(clause,),
        citations=citations,
    )


def heard(library, q: str, kind: str = "product") -> list[str | None]:
    """The clauses that speak of what is asked."""
    books = shelf(library)
    question = read_question(q, books.vocabulary)
    finds = find_passages(books, question, kind)
    assert any(find.passage.clause == "dieu-9" for find in finds)
    return [find.passage.clause for find in speaking(books, finds, question, kind)]


def test_a_clause_of_a_general_act_is_near_but_no_answer(library_of):
    library = library_of([act("Nội dung khác của nhãn", HELMET)])
    assert "dieu-9" not in heard(library, "mũ bảo hiểm")
    result = ask(library, "mũ bảo hiểm", as_of=TODAY)
    assert (result.answerable, result.reason) == (False, Negative.NO_MATCH)
    assert result.nearest[0].clause.label == "Điều 9"


def test_who_asks_what_the_act_says_is_heard(library_of):
    library = library_of([act("Nội dung khác của nhãn", HELMET)])
    assert "dieu-9" in heard(library, "mũ bảo hiểm phải ghi những gì", "clause")


@pytest.mark.parametrize(
    "document",
    [
        act("Nhãn mũ bảo hiểm", HELMET),
        act("Nội dung khác của nhãn", HELMET, cites="TCVN 5756:2017"),
        act("Nội dung khác của nhãn", HELMET, kind=Kind.QCVN),
    ],
    ids=["headed", "cites a standard", "a regulation"],
)
def test_a_clause_that_is_about_the_goods_is_heard(library_of, document):
    assert "dieu-9" in heard(library_of([document]), "mũ bảo hiểm")
