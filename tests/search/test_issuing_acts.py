"""An act that issues a regulation speaks for it; its grounds and its end are told apart."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

import pytest

from search.engine import ask
from standards.document import Citation, Clause, Document, Kind, Source
from standards.identifier import Identifier
from standards.relation import Relation, Verb

QCVN, CIRCULAR, LATER = "QCVN 68:2014/BCT", "47/2014/TT-BCT", "18/2021/TT-BCT"
GROUND = "127/2007/NĐ-CP"


def document(number: str, kind: Kind, title: str, since: date, **more) -> Document:
    slug = Identifier.parse(number).slug
    file = f"{slug}.pdf"
    return Document(
        id=slug,
        number=Identifier.parse(number),
        kind=kind,
        title=title,
        issuer=None,
        source=Source(
            file=file,
            sha256=sha256(file.encode()).hexdigest(),
            pages=2,
            first_page=1,
            last_page=2,
        ),
        effective_from=since,
        **more,
    )


def does(verb: Verb, target: str) -> Relation:
    return Relation(
        verb=verb, target=Identifier.parse(target), clause=None, page=1, words=f"{verb} {target}"
    )


@pytest.fixture(scope="module")
def library(library_of):
    preamble = Clause(
        key="mo-dau",
        label="",
        heading="",
        text=f"Quy chuẩn về bàn nâng thủy lực\nCăn cứ Nghị định số {GROUND};",
        page=1,
        last_page=1,
        parent=None,
    )
    ground = Citation(
        target=Identifier.parse(GROUND), text=GROUND, clause="mo-dau", page=1, start=49, end=63
    )
    return library_of(
        [
            document(
                QCVN,
                Kind.QCVN,
                "Quy chuẩn kỹ thuật quốc gia về bàn nâng thủy lực",
                date(2015, 2, 1),
                issued_with=Identifier.parse(CIRCULAR),
            ),
            document(
                CIRCULAR,
                Kind.CIRCULAR,
                "Ban hành quy chuẩn kỹ thuật quốc gia về bàn nâng thủy lực",
                date(2015, 2, 1),
                relations=(does(Verb.ISSUES, QCVN),),
                clauses=(preamble,),
                citations=(ground,),
            ),
            document(
                LATER,
                Kind.CIRCULAR,
                "Bãi bỏ văn bản",
                date(2022, 1, 1),
                relations=(does(Verb.REPEALS, QCVN),),
            ),
        ]
    )


def numbers(library, day: date) -> list[str | None]:
    return [one.number for one in ask(library, "bàn nâng thủy lực", as_of=day).answers]


def test_the_grounds_of_an_act_are_no_answer_to_a_product(library):
    found = numbers(library, date(2018, 1, 1))
    assert {QCVN, CIRCULAR} <= set(found)
    assert GROUND not in found


def test_an_act_whose_issued_text_has_ended_speaks_for_that_text_only(library):
    after = ask(library, "bàn nâng thủy lực", as_of=date(2023, 1, 1))
    assert not after.answerable
    assert after.reason == "ended"
    assert {one.number for one in after.nearest} == {QCVN}
