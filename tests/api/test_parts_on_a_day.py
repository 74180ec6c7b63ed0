"""Clauses in a part that ended, and texts that are corrected, over HTTP."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.service import Service
from api.settings import Settings
from index.embedder_hashing import HashingEmbedder
from index.library import Library
from standards.document import Clause, Document, Kind, PageClass, PageText, ProductRow, Source
from standards.hs import HsCode
from standards.identifier import Identifier
from standards.relation import Relation, Verb

LIST = "33/2019/TT-BTTTT"
TCVN = Identifier.parse("TCVN 7455:2013")


def clause(label: str, key: str) -> Clause:
    return Clause(key=key, label=label, heading="", text="Chung.", page=1, last_page=1, parent=None)


def text(name: str, kind: Kind, start: date, *relations: Relation, **facts: object) -> Document:
    own = Identifier.parse(name)
    return Document(
        id=own.slug,
        number=own,
        kind=kind,
        title=f"Quy định theo {name}",
        issuer=None,
        source=Source(
            file=f"{own.slug}.pdf",
            sha256=hashlib.sha256(own.slug.encode()).hexdigest(),
            pages=1,
            first_page=1,
            last_page=1,
        ),
        effective_from=start,
        relations=relations,
        **facts,  # type: ignore[arg-type]
    )


def does(verb: Verb, *parts: str) -> Relation:
    target = Identifier.parse(LIST)
    return Relation(verb=verb, target=target, clause=None, page=1, words=verb.value, parts=parts)


def texts() -> list[Document]:
    row = ProductRow(
        name="Pin lithi",
        hs=(HsCode.parse("8507.60.31"),),
        standards=(TCVN,),
        page=1,
        clause="muc-i",
        boxes=(),
        text="Pin lithi | 8507.60.31 | TCVN 7455:2013",
    )
    clauses = (clause("Mục I", "muc-i"), clause("Mục II", "muc-ii"))
    circular, decision = Kind.CIRCULAR, Kind.DECISION
    repeal, correction = does(Verb.PARTLY_REPEALS, "Mục II"), does(Verb.CORRECTS)
    return [
        text(LIST, circular, date(2020, 2, 1), clauses=clauses, products=(row,)),
        text("14/2022/TT-BTTTT", circular, date(2022, 12, 15), repeal),
        text("2218/QĐ-BTTTT", decision, date(2021, 6, 22), correction, issued=date(2021, 6, 22)),
    ]


@pytest.fixture(scope="module")
def get(tmp_path_factory):
    library = Library.in_memory(HashingEmbedder())
    page = PageText(
        number=1, width=595.0, height=842.0, page_class=PageClass.TEXT, reason="", text="Trang"
    )
    with library.batch() as batch:
        for document in texts():
            batch.add(
                file=document.source.file,
                original=document.id.encode(),
                sha256=document.source.sha256,
                documents=[document],
                pages=[page],
                reader="0",
            )
    service = Service(library, lambda: date(2024, 5, 1))
    settings = Settings(library=tmp_path_factory.mktemp("none"), embedder="hashing")
    with TestClient(create_app(settings, service=service)) as client:

        def fetch(path: str, **params: str):
            response = client.get(f"/api/v1/{path}", params=params)
            assert response.status_code == 200, response.text
            return response.json()

        yield fetch


@pytest.mark.parametrize(
    ("key", "day", "status"),
    [
        ("muc-ii", "2022-12-14", "in_force"),
        ("muc-ii", "2022-12-15", "ended"),
        ("muc-i", "2022-12-15", "partly_ended"),
    ],
)
def test_a_clause_has_the_status_of_its_part(get, key, day, status):
    body = get(f"standards/33-2019-tt-btttt/clauses/{key}", as_of=day)
    assert body["status"] == status
    if status == "ended":
        assert (body["ended_on"], body["ended_by"]) == (day, "14/2022/TT-BTTTT")
        assert body["status_reason"].startswith("Mục II hết hiệu lực từ 15/12/2022")


def test_an_answer_names_who_corrects_the_text_that_it_is_about_or_rests_on(get):
    def numbers(links):
        return [link["number"] for link in links]

    answers = {a["number"]: a for a in get("ask", q="8507.60.31", as_of="2024-05-01")["answers"]}
    assert numbers(answers[LIST]["amended_by"]) == ["2218/QĐ-BTTTT"]
    assert numbers(answers[LIST]["corrected_by"]) == ["2218/QĐ-BTTTT"]
    base = answers[str(TCVN)]["rests_on"]
    assert answers[str(TCVN)]["corrected_by"] == []
    assert numbers(base["corrected_by"]) == numbers(base["amended_by"]) == ["2218/QĐ-BTTTT"]
    before = get("ask", q="8507.60.31", as_of="2021-06-21")["answers"]
    assert [a["rests_on"]["corrected_by"] for a in before] == [[]] * len(before)
    assert before
