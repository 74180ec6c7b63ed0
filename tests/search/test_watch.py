"""What an office has to look at on a day, over documents made by hand."""

import hashlib
from datetime import UTC, date, datetime

import pytest

from index.catalogue import ListKind, LoadedList
from search.shelf import shelf
from search.watch import HappeningKind, watch
from search.watch_days import TURNS, shifted
from standards.catalogue import CatalogueRecord, HsName, Provenance
from standards.document import Citation, Clause, Document, Kind, ProductRow, Source
from standards.history import EventKind
from standards.hs import HsCode
from standards.identifier import Identifier
from standards.relation import (
    EffectKind,
    EffectRule,
    EffectStatement,
    Relation,
    RuleKind,
    Transition,
    Verb,
)
from standards.validity import Status

STATED = EffectRule(RuleKind.STATED)


def source(file):
    sha256 = hashlib.sha256(file.encode()).hexdigest()
    return Source(file=file, sha256=sha256, pages=9, first_page=1, last_page=9)


def clause(key, text):
    return Clause(key=key, label=key, heading="", text=text, page=2, last_page=2, parent=None)


def document(number, *, starts=None, cites=(), kind=Kind.QCVN, **more):
    """A text that takes effect on a day and cites numbers in clauses 2.1, 2.2 …"""
    name = Identifier.parse(number) if number else None
    clauses, citations = [], []
    for n, target in enumerate(cites, 1):
        text = f"Thử theo {target} trong phòng thử nghiệm."
        clauses.append(clause(f"2.{n}", text))
        citations.append(
            Citation(
                target=Identifier.parse(target),
                text=target,
                clause=f"2.{n}",
                page=2,
                start=text.index(target),
                end=text.index(target) + len(target),
            )
        )
    effect = EffectStatement(
        kind=EffectKind.STARTS, day=starts, rule=STATED, words="hiệu lực", clause=None, page=1
    )
    slug = name.slug if name else more.pop("slug")
    return Document(
        **{
            "id": slug,
            "number": name,
            "kind": kind,
            "title": f"Về {slug}",
            "issuer": None,
            "source": source(f"{slug}.pdf"),
            "effects": (effect,) if starts else (),
            "clauses": tuple(clauses),
            "citations": tuple(citations),
            **more,
        }
    )


def replaces(target, day=None):
    return Relation(
        verb=Verb.REPLACES,
        target=Identifier.parse(target),
        clause=None,
        page=1,
        words=f"thay thế {target}",
        day=day,
    )


OLD = document("TCVN 6260:2009", starts=date(2010, 1, 1), kind=Kind.TCVN)
NEW = document(
    "TCVN 6260:2020",
    starts=date(2020, 12, 1),
    kind=Kind.TCVN,
    relations=(replaces("TCVN 6260:2009"),),
)
CODE = document(
    "QCVN 16:2019/BXD",
    starts=date(2020, 1, 1),
    cites=("TCVN 6260:2009", "TCVN 2682:2009", "TCVN 2682:2009", "TCVN 6260"),
)


@pytest.fixture
def watched(library_of):
    """Watches a library of documents, with records of lists if there are any."""

    def over(documents, day, within=60, lists=()):
        library = library_of(list(documents))
        for kind, records in lists:
            loaded = LoadedList(
                name=kind.value,
                kind=kind,
                file="a.csv",
                sha256="0" * 64,
                records=len(records),
                at=datetime(2026, 1, 1, tzinfo=UTC),
            )
            library.catalogue.load(loaded, records)
        return watch(shelf(library), day, within)

    return over


def test_a_text_in_force_that_cites_an_ended_edition_is_told_with_clause_and_successor(
    watched,
):
    found = watched([OLD, NEW, CODE], date(2021, 6, 1)).ended_cited
    assert [(each.document, str(each.target)) for each in found] == [
        ("qcvn-16-2019-bxd", "TCVN 6260:2009")
    ]
    assert found[0].status is Status.ENDED
    assert found[0].end == date(2020, 12, 1)
    assert str(found[0].ended_by) == str(found[0].now) == "TCVN 6260:2020"
    assert found[0].is_replaced
    assert [(place.clause, place.words) for place in found[0].places] == [
        ("2.1", "Thử theo TCVN 6260:2009 trong phòng thử nghiệm.")
    ]


@pytest.mark.parametrize(
    ("day", "within", "told"),
    [
        (date(2020, 6, 1), 60, False),
        (date(2020, 11, 1), 29, False),
        (date(2020, 11, 1), 30, True),
        (date(2020, 12, 1), 0, True),
    ],
)
def test_an_edition_that_ends_soon_counts_from_so_many_days_before(watched, day, within, told):
    assert bool(watched([OLD, NEW, CODE], day, within).ended_cited) is told


def test_a_text_that_ended_itself_or_only_replaces_is_not_told(watched):
    ended = document(
        "QCVN 16:2023/BXD", starts=date(2024, 1, 1), relations=(replaces("QCVN 16:2019/BXD"),)
    )
    assert watched([OLD, NEW, CODE, ended], date(2023, 6, 1)).ended_cited
    assert not watched([OLD, NEW, CODE, ended], date(2024, 6, 1)).ended_cited
    assert not watched([OLD, NEW], date(2021, 6, 1)).ended_cited


def test_a_transitional_rule_names_the_old_text_on_purpose(watched):
    rule = Transition(
        words="Hồ sơ cũ theo TCVN 6260:2009.",
        clause="2.1",
        page=2,
        keeps=(Identifier.parse("TCVN 6260:2009"),),
    )
    kept = document(
        "QCVN 16:2019/BXD",
        starts=date(2020, 1, 1),
        cites=("TCVN 6260:2009",),
        transitions=(rule,),
    )
    assert not watched([OLD, NEW, kept], date(2021, 6, 1)).ended_cited


def test_numbers_that_nothing_meets_come_by_how_often_they_are_cited(watched):
    other = document("QCVN 7:2019/BKHCN", starts=date(2020, 1, 1), cites=("TCVN 1651-2:2018",))
    record = CatalogueRecord(
        number=Identifier.parse("TCVN 1651-2:2018"), provenance=Provenance(source="dm", row=1)
    )
    lists = [(ListKind.STANDARDS, [record])]
    found = watched([OLD, NEW, CODE, other], date(2021, 6, 1), lists=lists).unmet
    assert [(str(e.number), e.mentions, e.documents, e.is_recorded) for e in found] == [
        ("TCVN 2682:2009", 2, ("qcvn-16-2019-bxd",), False),
        ("TCVN 1651-2:2018", 1, ("qcvn-7-2019-bkhcn",), True),
    ]


def test_what_starts_ends_and_runs_out_stands_under_its_day(watched):
    rule = Transition(words="đến hết 31/01/2021", clause=None, page=3, until=date(2021, 2, 1))
    code = document("QCVN 16:2019/BXD", starts=date(2020, 1, 1), transitions=(rule,))
    found = watched([OLD, NEW, code], date(2020, 12, 15), 60)
    assert [(e.day, e.kind, e.slugs) for e in found.coming] == [
        (date(2021, 2, 1), HappeningKind.TRANSITION_ENDS, ("qcvn-16-2019-bxd",))
    ]
    assert [(e.day, e.kind, str(e.number)) for e in found.recent] == [
        (date(2020, 12, 1), HappeningKind.STARTED, "TCVN 6260:2020"),
        (date(2020, 12, 1), HappeningKind.REPLACED, "TCVN 6260:2009"),
    ]
    before = watched([OLD, NEW, code], date(2020, 11, 15), 60)
    assert [e.kind for e in before.coming] == [HappeningKind.REPLACED, HappeningKind.STARTED]
    assert not before.recent


def test_sources_that_name_different_days_are_told_with_both(watched):
    also = document(
        "04/2020/TT-BXD",
        starts=date(2020, 6, 1),
        kind=Kind.CIRCULAR,
        relations=(replaces("QCVN 16:2019/BXD", date(2021, 1, 1)),),
    )
    again = document(
        "05/2020/TT-BXD",
        starts=date(2020, 6, 1),
        kind=Kind.CIRCULAR,
        relations=(replaces("QCVN 16:2019/BXD", date(2021, 7, 1)),),
    )
    found = watched([CODE, also, again], date(2021, 3, 1)).conflicts
    assert [(str(e.number), e.conflict.kind) for e in found] == [
        ("QCVN 16:2019/BXD", EventKind.REPLACED)
    ]
    assert {event.day for event in found[0].conflict.events} == {
        date(2021, 1, 1),
        date(2021, 7, 1),
    }


def test_texts_without_number_day_or_status_are_told_with_the_reason(watched):
    draft = document(None, slug="du-thao", kind=Kind.CIRCULAR)
    found = watched([CODE, draft], date(2021, 6, 1))
    assert [each.document for each in found.unnumbered] == ["du-thao"]
    assert [each.document for each in found.undated] == ["du-thao"]
    assert [each.document for each in found.unverified] == ["du-thao"]
    assert found.unverified[0].reason.vi
    assert found.unverified[0].reason.en


def test_codes_are_gone_only_where_a_tariff_says_so(watched):
    row = ProductRow(
        name="Mũ",
        hs=(HsCode.parse("6506.10.20"), HsCode.parse("6506.99.99")),
        standards=(),
        page=3,
        clause=None,
        boxes=(),
        text="1 | Mũ",
    )
    code = document("QCVN 2:2021/BKHCN", starts=date(2021, 1, 1), products=(row,))
    assert not watched([code], date(2021, 6, 1)).has_tariff
    names = [
        HsName(
            code=HsCode.parse("6506.10.20"),
            provenance=Provenance(source="biểu thuế", row=1),
            name_vi="Mũ bảo hộ",
            name_en="Safety helmets",
        )
    ]
    found = watched([code], date(2021, 6, 1), lists=[(ListKind.HS, names)])
    assert [(str(each.code), each.places[0].row) for each in found.gone_codes] == [
        ("6506.99.99", 0)
    ]


@pytest.mark.parametrize(
    ("day", "heirs"), [(date(2024, 6, 1), []), (date(2026, 6, 1), [("BGTVT", ("BXD",))])]
)
def test_issuers_are_merged_from_the_day_on_which_they_were(watched, day, heirs):
    code = document("QCVN 41:2019/BGTVT", starts=date(2020, 7, 1))
    found = watched([code], day).merged_issuers
    assert [(each.code, each.heirs) for each in found] == heirs


def test_an_empty_library_has_nothing_to_look_at(watched):
    found = watched([], date(2026, 1, 1))
    assert not any((found.ended_cited, found.unmet, found.coming, found.conflicts))


def test_every_happening_turns_one_way():
    assert set(TURNS) == set(HappeningKind)


@pytest.mark.parametrize("day", [date.min, date.max])
def test_a_window_ends_where_the_calendar_does(day):
    assert shifted(day, -9) <= day <= shifted(day, 9)
