from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date

import pytest

from search.binding import bindings, bindings_not_in_force
from search.citing_words import parts_cited, tellings
from search.shelf import Shelf, shelf
from search.status import force_of
from standards.citations import find_identifiers
from standards.document import Citation, Clause, Document, Kind, ProductRow, Source
from standards.identifier import Identifier
from standards.relation import Relation, Verb
from standards.validity import Force, Status

Books = Callable[..., Shelf]
DAY = date(2025, 1, 1)
TCVN = Identifier.parse("TCVN 7455:2013")


def clause(key: str, text: str, heading: str = "", label: str | None = None) -> Clause:
    return Clause(
        key=key,
        label=key if label is None else label,
        heading=heading,
        text=text,
        page=3,
        last_page=3,
        parent=None,
    )


def citing(
    name: str,
    *clauses: Clause,
    kind: Kind = Kind.QCVN,
    start: date | None = date(2020, 1, 1),
    rows: tuple[ProductRow, ...] = (),
    relations: tuple[Relation, ...] = (),
    file: str = "",
) -> Document:
    own = Identifier.parse(name)
    held = f"{own.slug}{file}.pdf"
    citations = tuple(
        Citation(
            target=one.identifier,
            text=where.text[one.start : one.end],
            clause=where.key,
            page=where.page,
            start=one.start,
            end=one.end,
        )
        for where in clauses
        for one in find_identifiers(where.text)
    )
    return Document(
        id=f"{own.slug}{file}",
        number=own,
        kind=kind,
        title=name,
        issuer=None,
        source=Source(
            file=held,
            sha256=hashlib.sha256(held.encode()).hexdigest(),
            pages=3,
            first_page=1,
            last_page=3,
        ),
        effective_from=start,
        clauses=clauses,
        citations=citations,
        products=rows,
        relations=relations,
    )


@pytest.fixture
def books(library_of) -> Books:
    return lambda *documents: shelf(library_of(list(documents)))


CITES = clause("2.1", "Kính phải bền. Kính phải chịu được phép thử ở mục 7.3 của TCVN 7455:2013.")


def test_a_clause_of_a_regulation_in_force_makes_the_part_it_cites_mandatory(books):
    (found,) = bindings(books(citing("QCVN 88:2015/BXD", CITES)), TCVN, DAY)
    assert (found.clause, found.page, found.parts) == ("2.1", 3, ("mục 7.3",))
    assert found.words == "Kính phải chịu được phép thử ở mục 7.3 của TCVN 7455:2013."
    assert (found.is_dated, found.since, found.row) == (True, date(2020, 1, 1), None)


def test_it_binds_from_the_later_of_both_starts(books):
    standard = citing("TCVN 7455:2013", kind=Kind.TCVN, start=date(2021, 5, 1))
    (found,) = bindings(books(citing("QCVN 88:2015/BXD", CITES), standard), TCVN, DAY)
    assert found.since == date(2021, 5, 1)


def test_a_regulation_binds_only_while_it_is_in_force(books):
    held = books(citing("QCVN 88:2015/BXD", CITES))
    before = date(2019, 12, 31)
    assert bindings(held, TCVN, before) == ()
    assert force_of(held, TCVN, Kind.TCVN, before) is Force.VOLUNTARY
    assert force_of(held, TCVN, Kind.TCVN, DAY) is Force.MANDATORY_BY_CITATION
    (passed,) = bindings_not_in_force(held, TCVN, before)
    assert passed.standing.status is Status.NOT_YET


def test_a_regulation_of_unknown_standing_leaves_the_force_unknown(books):
    held = books(citing("QCVN 88:2015/BXD", CITES, start=None))
    assert force_of(held, TCVN, Kind.TCVN, DAY) is Force.UNKNOWN


def test_a_standard_cannot_make_another_one_mandatory(books):
    held = books(citing("TCVN 9000:2012", CITES, kind=Kind.TCVN))
    assert bindings(held, TCVN, DAY) == ()
    assert force_of(held, TCVN, Kind.TCVN, DAY) is Force.VOLUNTARY


def test_a_row_of_a_product_list_binds_too(books):
    row = ProductRow(
        name="Kính lan can",
        hs=(),
        standards=(TCVN,),
        page=3,
        clause="phu-luc-a",
        boxes=(),
        text="1 | Kính lan can | TCVN 7455:2013, mục 8.2",
    )
    held = books(
        citing("QCVN 88:2015/BXD", clause("phu-luc-a", "", label="Phụ lục A"), rows=(row,))
    )
    (found,) = bindings(held, TCVN, DAY)
    assert (found.row, found.clause, found.words) == (0, "phu-luc-a", row.text)
    assert found.parts == ("mục 8.2",)


def test_an_undated_citation_binds_the_edition_in_force_and_a_dated_one_only_its_own(books):
    undated = clause("2.1", "Thử theo TCVN 7455.")
    held = books(
        citing("QCVN 88:2015/BXD", undated),
        citing("QCVN 89:2015/BXD", CITES),
        citing("TCVN 7455:2013", kind=Kind.TCVN, start=date(2013, 1, 1)),
        citing("TCVN 7455:2024", kind=Kind.TCVN, start=date(2024, 7, 1)),
    )
    new = Identifier.parse("TCVN 7455:2024")

    def citing_of(number: Identifier, day: date) -> list[tuple[str, bool]]:
        return [(str(one.number), one.is_dated) for one in bindings(held, number, day)]

    assert citing_of(TCVN, date(2024, 6, 30)) == [
        ("QCVN 88:2015/BXD", False),
        ("QCVN 89:2015/BXD", True),
    ]
    assert citing_of(TCVN, date(2024, 7, 1)) == [("QCVN 89:2015/BXD", True)]
    assert citing_of(new, date(2024, 7, 1)) == [("QCVN 88:2015/BXD", False)]
    assert bindings(held, new, date(2024, 7, 1))[0].since == date(2024, 7, 1)
    assert citing_of(new, date(2024, 6, 30)) == []


@pytest.mark.parametrize(
    "where",
    [
        clause("mo-dau", "Căn cứ TCVN 7455:2013 về kính;", label=""),
        clause("1", "Quy chuẩn này được xây dựng trên cơ sở TCVN 7455:2013."),
        clause("phu-luc-b", "TCVN 7455:2013", heading="(tham khảo)", label="Phụ lục B"),
        clause("5", "[1] TCVN 7455:2013", heading="Tài liệu tham khảo"),
        clause("4", "Khuyến khích áp dụng TCVN 7455:2013."),
    ],
    ids=lambda where: where.key,
)
def test_words_that_only_tell_of_a_standard_bind_nobody(books, where):
    assert bindings(books(citing("QCVN 88:2015/BXD", where)), TCVN, DAY) == ()


def test_the_words_that_replace_a_standard_do_not_cite_it(books):
    words = "Quy chuẩn này thay thế TCVN 7455:2013."
    replaces = Relation(verb=Verb.REPLACES, target=TCVN, clause="4", page=3, words=words)
    held = books(citing("QCVN 88:2015/BXD", clause("4", words), relations=(replaces,)))
    assert bindings(held, TCVN, DAY) == ()


def test_an_edition_of_the_standard_itself_does_not_cite_it_into_force(books):
    held = books(citing("TCVN 7455:2020", CITES, kind=Kind.QCVN))
    assert bindings(held, TCVN, DAY) == ()


def test_two_copies_of_a_regulation_cite_once(books):
    held = books(citing("QCVN 88:2015/BXD", CITES), citing("QCVN 88:2015/BXD", CITES, file="-scan"))
    assert len(bindings(held, TCVN, DAY)) == 1


def test_a_foreign_standard_binds_when_a_regulation_cites_it(books):
    where = clause("2.2", "Đo theo ISO 140-3:1995, Điều 6.")
    held = books(citing("QCVN 88:2015/BXD", where))
    foreign = Identifier.parse("ISO 140-3:1995")
    assert [one.parts for one in bindings(held, foreign, DAY)] == [("Điều 6",)]
    assert force_of(held, foreign, Kind.OTHER, DAY) is Force.MANDATORY_BY_CITATION


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("theo Điều 5 của TCVN 7455:2013", ("Điều 5",)),
        ("theo các mục 7.2, 7.3 và 8 trong TCVN 7455:2013", ("mục 7.2, 7.3 và 8",)),
        ("theo Phụ lục A TCVN 7455:2013", ("Phụ lục A",)),
        ("TCVN 7455:2013, mục 8.2", ("mục 8.2",)),
        ("TCVN 7455:2013 (ISO 1:2002), Điều 4", ("Điều 4",)),
        ("Bảng 2 quy định TCVN 7455:2013 và 5 mẫu", ()),
        ("TCVN 7455:2013", ()),
    ],
)
def test_the_parts_cited_are_told_as_printed(sentence, parts):
    (found,) = [one for one in find_identifiers(sentence) if one.identifier == TCVN]
    assert parts_cited(sentence, found.start, found.end) == parts


@pytest.mark.parametrize("telling", tellings(), ids=lambda telling: telling.example[:30])
def test_each_telling_word_matches_its_example(telling):
    assert telling.pattern.search(telling.example)
