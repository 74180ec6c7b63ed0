"""Answers are right for the day: what binds comes first, what does not says so."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.catalogue import ListKind, ListRecord, LoadedList
from search.answers import Answer, AskResult, Negative, QuestionKind
from search.engine import ask
from standards.catalogue import CatalogueRecord, ForeignRecord, HsName, Provenance
from standards.document import Clause, Document, Kind, ProductRow, Source
from standards.hs import HsCode
from standards.identifier import Identifier
from standards.place import Box
from standards.relation import AdoptionDegree, Relation, Verb
from standards.validity import Force, Status

OUT = {Status.ENDED, Status.NOT_YET, Status.SUSPENDED}
GLASS = "kính dán an toàn nhiều lớp"
TODAY = date(2026, 11, 22)


def number(text: str) -> Identifier:
    return Identifier.parse(text)


def does(verb: Verb, target: str, **more) -> Relation:
    words = f"{verb.value} {target}"
    return Relation(verb=verb, target=number(target), clause=None, page=1, words=words, **more)


def row(name: str, codes: list[str], standards: list[str]) -> ProductRow:
    return ProductRow(
        name=name,
        hs=tuple(map(HsCode.parse, codes)),
        standards=tuple(map(number, standards)),
        page=2,
        clause=None,
        boxes=(Box(2, 60.0, 200.0, 540.0, 240.0),),
        text=f"1 | {name} | {' '.join(codes)} | {' '.join(standards)}",
        ordinal="1",
    )


def text(
    name: str,
    kind: Kind,
    title: str,
    *relations: Relation,
    start: date | None = None,
    scope: str = "",
    rows: tuple[ProductRow, ...] = (),
) -> Document:
    own = number(name)
    held = f"{own.slug}.pdf"
    clauses = ()
    if scope:
        clauses = (
            Clause(
                key="1.1",
                label="1.1",
                heading="Phạm vi điều chỉnh",
                text=scope,
                page=2,
                last_page=2,
                parent=None,
            ),
        )
    return Document(
        id=own.slug,
        number=own,
        kind=kind,
        title=title,
        issuer="Bộ Xây dựng",
        source=Source(
            file=held,
            sha256=hashlib.sha256(held.encode()).hexdigest(),
            pages=3,
            first_page=1,
            last_page=3,
        ),
        effective_from=start,
        relations=relations,
        clauses=clauses,
        products=rows,
    )


def regulation(year: int, start: date, *relations: Relation) -> Document:
    return text(
        f"QCVN 16:{year}/BXD",
        Kind.QCVN,
        "Quy chuẩn kỹ thuật quốc gia về vật liệu xây dựng",
        *relations,
        start=start,
        scope=f"Quy chuẩn này áp dụng cho {GLASS} dùng trong công trình.",
    )


def glass_texts() -> list[Document]:
    """Three editions of a regulation, an amendment of one, and two lists one after the other."""
    return [
        regulation(2014, date(2015, 1, 1)),
        regulation(2019, date(2020, 6, 1), does(Verb.REPLACES, "QCVN 16:2014/BXD")),
        regulation(2023, date(2024, 1, 1), does(Verb.REPLACES, "QCVN 16:2019/BXD")),
        text(
            "Sửa đổi 1:2021 QCVN 16:2019/BXD",
            Kind.QCVN,
            "Sửa đổi 1:2021 QCVN 16:2019/BXD",
            does(Verb.AMENDS, "QCVN 16:2019/BXD"),
            start=date(2021, 7, 1),
        ),
        text(
            "10/2014/TT-BXD",
            Kind.CIRCULAR,
            "Danh mục hàng hóa vật liệu xây dựng",
            start=date(2015, 1, 1),
            rows=(row("Tấm lợp amiăng xi măng", ["6811.40.10"], ["TCVN 4434:2000"]),),
        ),
        text(
            "19/2019/TT-BXD",
            Kind.CIRCULAR,
            "Danh mục hàng hóa vật liệu xây dựng",
            does(Verb.REPEALS, "10/2014/TT-BXD"),
            start=date(2020, 1, 1),
            rows=(row("Gạch đất sét nung", ["6904.10.00"], ["TCVN 1450", "QCVN 16:2014/BXD"]),),
        ),
        text("TCVN 1450:1998", Kind.TCVN, "Gạch rỗng đất sét nung", start=date(1998, 1, 1)),
        text(
            "TCVN 1450:2009",
            Kind.TCVN,
            "Gạch rỗng đất sét nung",
            does(Verb.REPLACES, "TCVN 1450:1998"),
            start=date(2009, 6, 1),
        ),
        text(
            "TCVN ISO 12543:2011",
            Kind.TCVN,
            "Thủy tinh trong xây dựng",
            does(Verb.ADOPTS, "ISO 12543:1998", degree=AdoptionDegree.IDENTICAL),
            start=date(2011, 1, 1),
        ),
        text(
            "05/2018/TT-BXD",
            Kind.CIRCULAR,
            "Quy định về thử nghiệm vật liệu",
            start=date(2018, 1, 1),
            scope="Mẫu thử theo ISO 12543:1998 và TCVN 9999:2012.",
        ),
    ]


Asked = Callable[..., AskResult]


@pytest.fixture(scope="module")
def books(library_of):
    """The texts on glass and bricks."""
    return library_of(glass_texts())


@pytest.fixture(scope="module")
def asked(books) -> Asked:
    def run(q: str, day: date = TODAY, **more) -> AskResult:
        return ask(books, q, as_of=day, **more)

    return run


def first_status(result: AskResult, name: str) -> Answer:
    return next(one for one in result.answers if one.number == name)


# --- products and past days ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "edition"),
    [
        (date(2016, 5, 1), "QCVN 16:2014/BXD"),
        (date(2020, 5, 31), "QCVN 16:2014/BXD"),
        (date(2020, 6, 1), "QCVN 16:2019/BXD"),
        (date(2023, 12, 31), "QCVN 16:2019/BXD"),
        (TODAY, "QCVN 16:2023/BXD"),
    ],
)
def test_a_product_gets_the_edition_of_the_day_and_the_others_behind(asked, day, edition):
    result = asked(f"quy chuẩn cho {GLASS}", day)
    assert result.kind is QuestionKind.PRODUCT
    first = result.answers[0]
    assert (first.number, first.status) == (edition, Status.IN_FORCE)
    behind = {one.number: one.status for one in result.answers if "QCVN 16" in (one.number or "")}
    assert {name for name, status in behind.items() if status is Status.IN_FORCE} == {edition}


def test_a_future_text_stands_behind_with_its_day(asked):
    result = asked(f"quy chuẩn cho {GLASS}", date(2023, 6, 1))
    new = first_status(result, "QCVN 16:2023/BXD")
    assert (new.status, new.standing.start) == (Status.NOT_YET, date(2024, 1, 1))
    assert result.answers.index(new) > 0


def test_goods_of_a_list_that_ended_have_no_answer_but_the_list_is_named_with_why(asked):
    q = "tấm lợp amiăng xi măng"
    assert asked(q, date(2019, 1, 1)).answerable
    result = asked(q, TODAY)
    assert (result.answerable, result.reason) == (False, Negative.ENDED)
    near = next(find for find in result.nearest if find.number == "10/2014/TT-BXD")
    assert near.standing.status is Status.ENDED
    assert "19/2019/TT-BXD" in near.standing.reason.vi
    named = next(find for find in result.nearest if find.number == "TCVN 4434:2000")
    assert named.rests_on.standing.status is Status.ENDED


def test_an_answer_of_a_row_says_what_the_list_is_that_day(asked):
    result = asked("gạch đất sét nung", TODAY)
    assert result.answers[0].rests_on.number == "19/2019/TT-BXD"
    assert result.answers[0].rests_on.standing.status is Status.IN_FORCE
    ended = first_status(result, "QCVN 16:2014/BXD")
    assert ended.status is Status.ENDED
    assert all(one.status not in OUT for one in result.answers[: result.answers.index(ended)])


def test_a_text_that_ended_names_all_that_came_after_it_up_to_what_binds(asked):
    ended = asked("QCVN 16:2014/BXD").answers[0]
    assert (ended.number, ended.status) == ("QCVN 16:2014/BXD", Status.ENDED)
    assert [(str(one.number), one.slug, one.standing.status) for one in ended.replaced_by] == [
        ("QCVN 16:2019/BXD", "qcvn-16-2019-bxd", Status.ENDED),
        ("QCVN 16:2023/BXD", "qcvn-16-2023-bxd", Status.IN_FORCE),
    ]


@pytest.mark.parametrize("limit", [1, 2])
@pytest.mark.parametrize("q", ["thang cuốn chở người", "8428.40.00"])
def test_many_lists_that_are_not_in_force_hide_none_that_is(library_of, q, limit):
    past, now = Life(date(2012, 1, 1), date(2015, 1, 1)), Life(date(2014, 1, 1), None)
    documents, _ = generated([*[past] * 9, now], [past, past])
    result = ask(library_of(documents), q, as_of=TODAY, limit=limit)
    assert result.answers[0].number == "19/2012/TT-BXD"


def test_who_asks_for_certainty_gets_neither_text_nor_evidence_of_unknown_status(asked):
    result = asked("gạch đất sét nung", certain=True)
    known = {Status.IN_FORCE, Status.PARTLY_ENDED}
    assert result.answers
    assert all(one.status in known for one in result.answers)
    assert all(one.rests_on.standing.status in known for one in result.answers)


# --- numbers ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "first"),
    [(date(2016, 1, 1), "2014"), (date(2022, 1, 1), "2019"), (TODAY, "2023")],
)
def test_a_number_without_a_year_shows_the_edition_in_force_first(asked, day, first):
    result = asked("QCVN 16", day)
    assert result.kind is QuestionKind.NUMBER
    editions = [one for one in result.answers if one.kind is Kind.QCVN and "Sửa" not in one.number]
    assert editions[0].number == f"QCVN 16:{first}/BXD"
    assert {one.number[8:12] for one in editions} == {"2014", "2019", "2023"}


def test_an_amendment_stands_right_behind_what_it_amends(asked):
    result = asked("QCVN 16", date(2022, 1, 1))
    assert [one.number for one in result.answers][:2] == [
        "QCVN 16:2019/BXD",
        "Sửa đổi 1:2021 QCVN 16:2019/BXD",
    ]
    amended = result.answers[0]
    assert [str(event.by) for event in amended.standing.amendments] == [
        "Sửa đổi 1:2021 QCVN 16:2019/BXD"
    ]


def test_a_question_about_a_text_that_ended_still_shows_what_it_says(asked):
    result = asked("QCVN 16:2014/BXD phạm vi áp dụng là gì, có hiệu lực khi nào")
    assert result.answerable
    assert result.answers[0].number == "QCVN 16:2014/BXD"
    assert result.answers[0].status is Status.ENDED


@pytest.mark.parametrize(
    ("day", "edition"), [(date(2021, 1, 1), "TCVN 1450:2009"), (TODAY, "TCVN 1450:2009")]
)
def test_evidence_without_a_year_says_to_which_edition_it_leads(asked, day, edition):
    one = first_status(asked("gạch đất sét nung", day), "TCVN 1450")
    assert one.edition is not None
    assert one.edition.edition is not None
    assert str(one.edition.edition.number) == edition
    assert (one.held_as, one.status) == ("tcvn-1450-2009", Status.IN_FORCE)
    assert edition in one.edition.reason.vi
    assert one.force is Force.MANDATORY_BY_CITATION
    assert {str(found.number) for found in one.mandatory_by} == {"19/2019/TT-BXD"}


def test_a_dated_number_resolves_to_nothing_else(asked):
    ended = first_status(asked("gạch đất sét nung"), "QCVN 16:2014/BXD")
    assert ended.edition is None


@pytest.mark.parametrize("q", ["ISO 12543", "iso 12543:1998", "ISO12543"])
def test_an_international_number_leads_to_the_standard_that_adopts_it(asked, q):
    first = asked(q).answers[0]
    assert first.number == "TCVN ISO 12543:2011"
    assert "hoàn toàn tương đương" in first.why
    assert "identical" in first.why_en


# --- lists --------------------------------------------------------------------------------------


def listed(name: str, kind: ListKind, records: list[ListRecord]) -> tuple[LoadedList, list]:
    loaded = LoadedList(
        name=name,
        kind=kind,
        file=f"{name}.csv",
        sha256="0" * 64,
        records=len(records),
        at=datetime(2026, 11, 1, tzinfo=UTC),
    )
    return loaded, records


@pytest.fixture
def with_lists(library_of):
    library = library_of(glass_texts())
    record = CatalogueRecord(
        number=number("TCVN 5555:2021"),
        provenance=Provenance(source="văn phòng", row=7),
        title="Kính màu",
        status=Status.IN_FORCE,
        adopts=(number("ISO 777:2019"),),
        degree=AdoptionDegree.MODIFIED,
    )
    library.catalogue.load(*listed("văn phòng", ListKind.STANDARDS, [record]))
    names = [
        HsName(
            code=HsCode.parse("6904.10.00"),
            provenance=Provenance(source="biểu thuế", row=3),
            name_vi="Gạch xây dựng",
            name_en="Building bricks",
        )
    ]
    library.catalogue.load(*listed("biểu thuế", ListKind.HS, names))
    return library


def test_a_number_that_only_a_list_has_is_not_in_the_library_but_its_record_is_shown(with_lists):
    for q in ("TCVN 5555:2021", "tcvn 5555"):
        result = ask(with_lists, q, as_of=TODAY)
        assert (result.answerable, result.reason) == (False, Negative.NOT_IN_LIBRARY)
        assert [(str(r.number), r.provenance.row) for r in result.records] == [
            ("TCVN 5555:2021", 7)
        ]


def test_a_list_tells_who_adopts_an_international_number(with_lists):
    result = ask(with_lists, "ISO 777", as_of=TODAY)
    assert not result.answerable
    assert [str(record.number) for record in result.records] == ["TCVN 5555:2021"]


@pytest.mark.parametrize(
    ("q", "years"), [("IEC 60601-1", [2020, 2005]), ("iec 60601-1:2005", [2005])]
)
def test_an_international_number_that_nobody_adopts_shows_its_publishers_record(
    library_of, q, years
):
    library = library_of(glass_texts())
    records = [
        ForeignRecord(
            number=number(name),
            provenance=Provenance(source="iec", row=row),
            title_en="Medical electrical equipment",
            is_withdrawn=name.endswith("2005"),
        )
        for row, name in enumerate(
            ("IEC 60601-1:2005", "IEC 60601-1:2005/AMD1:2012", "IEC 60601-1:2020"), 1
        )
    ]
    library.catalogue.load(*listed("iec", ListKind.FOREIGN, records))
    result = ask(library, q, as_of=TODAY)
    assert (result.answerable, result.reason) == (False, Negative.NOT_IN_LIBRARY)
    assert [record.number.year for record in result.foreign] == years


def test_codes_have_their_names_in_the_tariff_or_are_gone_from_it(with_lists):
    result = ask(with_lists, "6904.10.00", as_of=TODAY)
    name = result.answers[0].hs[0].name
    assert name is not None
    assert (name.name_vi, name.name_en, name.provenance.source) == (
        "Gạch xây dựng",
        "Building bricks",
        "biểu thuế",
    )
    gone = ask(with_lists, "6811.40.10", as_of=date(2016, 1, 1))
    assert [(str(code.code), code.is_gone) for code in gone.codes] == [("6811.40.10", True)]
    assert gone.answers[0].hs[0].is_gone


def test_without_a_tariff_no_code_is_called_gone(asked):
    result = asked("6904.10.00")
    assert [(code.name, code.is_gone) for code in result.codes] == [(None, False)]
    assert not result.answers[0].hs[0].is_gone


@pytest.mark.parametrize("q", ["gạch đất sét nung", "6904.10.00", "9999.99.99"])
def test_questions_for_goods_tell_the_risk_or_that_no_list_is_loaded(asked, q):
    result = asked(q)
    risks = [one.risk for one in result.answers if one.risk is not None] or [result.risk]
    assert all(risk is not None and "danh mục" in risk.note.vi for risk in risks)


# --- any library, any day -----------------------------------------------------------------------


@dataclass(frozen=True)
class Life:
    """When a generated text binds: from ``start`` on, no longer from ``end`` on."""

    start: date
    end: date | None

    def out(self, day: date) -> bool:
        return day < self.start or (self.end is not None and day >= self.end)


DAYS = st.dates(date(2012, 1, 1), date(2028, 12, 31))
LIVES = st.builds(
    lambda start, length: Life(start, start + timedelta(days=length) if length else None),
    DAYS,
    st.none() | st.integers(1, 3000),
)


def generated(lists: list[Life], named: list[Life]) -> tuple[list[Document], dict[str, Life]]:
    """Lists of the same goods; every list names all regulations; circulars end those that end."""
    documents: list[Document] = []
    lives: dict[str, Life] = {}
    names = [f"QCVN {90 + n}:2012/BXD" for n in range(len(named))]
    for n, (name, life) in enumerate(zip(names, named, strict=True)):
        documents.append(text(name, Kind.QCVN, f"Quy chuẩn về cấu kiện số {n}", start=life.start))
        lives[name] = life
    for n, life in enumerate(lists):
        name = f"{10 + n}/2012/TT-BXD"
        goods = (row("Thang cuốn chở người", ["8428.40.00"], names),)
        documents.append(text(name, Kind.CIRCULAR, "Danh mục", start=life.start, rows=goods))
        lives[name] = life
    for n, (name, life) in enumerate(list(lives.items())):
        if life.end is not None:
            ending = does(Verb.REPEALS, name)
            documents.append(
                text(f"{60 + n}/2012/QĐ-BXD", Kind.DECISION, "Bãi bỏ", ending, start=life.end)
            )
    return documents, lives


@settings(max_examples=40)
@given(
    lists=st.lists(LIVES, min_size=1, max_size=3),
    named=st.lists(LIVES, min_size=1, max_size=3),
    day=DAYS,
    q=st.sampled_from(["thang cuốn chở người", "8428.40.00"]),
    limit=st.integers(1, 8),
)
def test_no_answer_rests_on_what_is_not_in_force_unless_it_says_so(
    library_of, lists, named, day, q, limit
):
    documents, lives = generated(lists, named)
    result = ask(library_of(documents), q, as_of=day, limit=limit)
    for one in (*result.answers, *result.nearest):
        assert (one.standing.status in OUT) == lives[one.number].out(day)
        assert (one.rests_on.standing.status in OUT) == lives[one.rests_on.number].out(day)
    sound = [
        one.standing.status not in OUT and one.rests_on.standing.status not in OUT
        for one in result.answers
    ]
    assert sound == sorted(sound, reverse=True)
    some_list_binds = any(not life.out(day) for life in lists)
    assert result.answerable == some_list_binds == bool(sound and sound[0])
    assert result.reason is (None if some_list_binds else Negative.ENDED)
