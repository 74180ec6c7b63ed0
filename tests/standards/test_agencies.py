"""Issuing bodies: signs, spellings, years in office, successors."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from standards.agencies import (
    agencies,
    agency,
    answering_for,
    canonical_code,
    printed_code,
    successions,
    successors_of,
)
from standards.identifier import Identifier

EVERY = pytest.mark.parametrize("body", agencies(), ids=lambda body: body.code)
BEFORE, AFTER = date(2025, 2, 28), date(2025, 3, 1)


@EVERY
def test_the_example_of_a_body_is_a_number_that_carries_its_sign(body):
    number = Identifier.parse(body.example)
    assert str(number) == body.example
    found = agency(number.agency or "")
    assert found is not None
    assert found.code == body.code


@EVERY
def test_every_spelling_and_name_of_a_body_leads_to_it(body):
    for word in (body.code, *body.spellings, body.name_vi, body.name_en):
        assert agency(word) is body
        assert agency(word.lower()) is body
        assert canonical_code(word) == body.code


@EVERY
def test_every_spelling_of_a_sign_reads_as_the_same_number(body):
    series = "QCVN 7:2012/"
    for word in body.spellings:
        if word.startswith(("Bộ ", "Thủ ", "Ủy ")):
            continue  # a name, not a sign
        assert Identifier.parse(series + word) == Identifier.parse(series + body.code)


@EVERY
def test_successors_are_bodies_of_the_table_that_outlast_the_body(body):
    for code in body.successors:
        heir = agency(code)
        assert heir is not None
        assert body.valid_to is not None
        assert heir.in_office(body.valid_to)


@EVERY
def test_a_body_is_in_office_from_its_first_day_to_the_day_before_its_last(body):
    if body.valid_from is not None:
        assert body.in_office(body.valid_from)
        assert not body.in_office(body.valid_from - timedelta(days=1))
    if body.valid_to is not None:
        assert body.in_office(body.valid_to - timedelta(days=1))
        assert not body.in_office(body.valid_to)


def test_no_two_bodies_share_a_spelling():
    words = [word.casefold() for body in agencies() for word in (body.code, *body.spellings)]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("code", "day", "answers"),
    [
        ("BTTTT", BEFORE, ("BTTTT",)),
        ("BTTTT", AFTER, ("BKHCN",)),
        ("BGTVT", AFTER, ("BXD",)),
        ("BNNPTNT", AFTER, ("BNNMT",)),
        ("BTNMT", AFTER, ("BNNMT",)),
        ("BKHĐT", AFTER, ("BTC",)),
        ("BLĐTBXH", AFTER, ("BNV", "BGDĐT", "BYT")),
        ("LĐTBXH", BEFORE, ("BLĐTBXH",)),
        ("BCN", date(2010, 1, 1), ("BCT",)),
        ("BTS", date(2010, 1, 1), ("BNNPTNT",)),
        ("BTS", AFTER, ("BNNMT",)),  # over two mergers
        ("BKHCNMT", AFTER, ("BKHCN", "BNNMT")),
        ("BCA", AFTER, ("BCA",)),
        ("XYZ", AFTER, ("XYZ",)),
    ],
)
def test_the_numbers_of_a_merged_ministry_are_answered_for_by_its_successor(code, day, answers):
    assert successors_of(code, day) == answers


@pytest.mark.parametrize(
    "spelling",
    [
        "BLĐTBXH",
        "BLDTBXH",
        "bldtbxh",
        "LĐTBXH",
        "BLĐTB&XH",
        "BLĐ-TB&XH",
        "Bộ Lao động - Thương binh và Xã hội",
        "bo lao dong thuong binh va xa hoi",
        "Lao động - Thương binh và Xã hội",
        "Ministry of Labour, Invalids and Social Affairs",
    ],
)
def test_the_labour_ministry_is_known_by_all_its_spellings(spelling):
    assert canonical_code(spelling) == "BLĐTBXH"


def test_terms_of_the_assembly_are_kept():
    assert canonical_code("qh11") == "QH11"
    assert canonical_code("UBTVQH12") == "UBTVQH12"
    assert agency("BXD11") is None


def test_a_printed_sign_gets_its_accents_and_no_other_sign():
    assert printed_code("BLDTBXH") == "BLĐTBXH"
    assert printed_code("LĐTBXH") == "LĐTBXH"
    assert printed_code("BKH&CN") == "BKHCN"
    assert printed_code("CKMK") == "CKMK"


def test_an_unknown_sign_is_nobody():
    assert agency("XYZ") is None
    assert canonical_code("xyz") == "XYZ"


@pytest.mark.parametrize("one", successions(), ids=lambda one: f"{one.old}-{one.new}")
def test_a_succession_joins_two_bodies_on_the_last_day_of_the_old_one(one):
    old, new = agency(one.old), agency(one.new)
    assert old is not None
    assert new is not None
    assert old.valid_to == one.day
    assert new.in_office(one.day)
    assert one.source
    assert bool(one.takes) == bool(one.takes_en)


@pytest.mark.parametrize("one", successions(), ids=lambda one: f"{one.old}-{one.new}")
def test_the_new_body_answers_for_the_example_of_the_old_from_that_day(one):
    sign = canonical_code(Identifier.parse(one.example).agency or "")
    assert sign == one.old
    assert sign in answering_for(one.new, one.day)
    assert sign not in answering_for(one.new, one.day - timedelta(days=1))


def test_divided_work_says_which_part_each_body_took():
    for one in successions():
        if len([other for other in successions() if other.old == one.old]) > 1:
            assert one.takes


def test_a_body_answers_over_several_mergers_and_not_before_them():
    assert answering_for("BCT", AFTER) == {"BCT", "BCN", "BTM"}
    assert {"BTS", "BNNPTNT", "BTNMT", "BKHCNMT"} < answering_for("BNNMT", AFTER)
    assert answering_for("BNNMT", BEFORE) == {"BNNMT"}
    assert answering_for("bgtvt", AFTER) == {"BGTVT"}
