"""Filters with counts: true for the whole result, combined, and taken off one by one."""

from __future__ import annotations

from datetime import date

import pytest

from api.facets import Faced, Only, faceted, read_only
from api.models_facets import FacetName
from standards.document import Kind
from standards.errors import BadInput
from standards.validity import Status

ASK = "/api/v1/ask"
LIST = "/api/v1/standards"
HELMET = "mũ bảo hiểm cho người đi mô tô"
AFTER, BEFORE = date(2026, 7, 15), date(2023, 7, 15)


def face(agency, kind=Kind.QCVN, year=2020, status=Status.IN_FORCE):
    return Faced(kind=kind, agency=agency, status=status, years=frozenset({year}))


def values(facets, name):
    return {
        value.value: value for one in facets if one.name is FacetName(name) for value in one.values
    }


def counts(body, name):
    return {
        v["value"]: v["count"] for f in body["facets"] if f["name"] == name for v in f["values"]
    }


@pytest.mark.parametrize(("address", "query"), [(ASK, {"q": HELMET}), (LIST, {})])
def test_each_count_is_the_number_of_results_that_one_gets_by_choosing_it(client, address, query):
    body = client.get(address, params={**query, "limit": 2}).json()
    assert body["total"] == body["total_found"] > 2
    offered = [value for facet in body["facets"] for value in facet["values"]]
    assert len(offered) > 5
    for value in offered:
        narrowed = client.get(address, params={**query, "only": value["only"]}).json()
        assert narrowed["total"] == value["count"], value["only"]
        assert narrowed["total_found"] == body["total"]


def test_choices_of_one_filter_add_up_and_of_two_narrow_each_other(client):
    whole = client.get(LIST).json()
    kinds = counts(whole, "kind")
    both = client.get(LIST, params={"only": ["kind:QCVN", "kind:TCVN"]}).json()
    assert both["total"] == kinds["QCVN"] + kinds["TCVN"]
    assert counts(both, "kind") == kinds
    year = client.get(LIST, params={"only": ["kind:QCVN", "year:2021"]}).json()
    assert (
        year["total"]
        == counts(client.get(LIST, params={"only": "kind:QCVN"}).json(), "year")["2021"]
    )
    assert all(item["kind"] == "QCVN" and "2021" in item["number"] for item in year["items"])


def test_a_page_of_the_list_keeps_the_filter_and_its_counts(client):
    first = client.get(LIST, params={"only": "kind:QCVN", "limit": 1}).json()
    onward = client.get(
        LIST, params={"only": "kind:QCVN", "limit": 1, "cursor": first["next"]}
    ).json()
    assert onward["facets"] == first["facets"]
    assert onward["items"][0]["kind"] == "QCVN"


def test_the_statuses_that_are_counted_are_those_of_the_day(client):
    early = client.get(LIST, params={"as_of": "2020-01-01"}).json()
    assert counts(early, "status").get("not_yet")
    late = client.get(LIST, params={"as_of": "2026-01-01"}).json()
    assert "not_yet" not in counts(late, "status")


def test_a_successor_counts_with_those_it_answers_for_on_the_day():
    faces = [face("BXD"), face("BGTVT"), face("BYT")]
    now = values(faceted(faces, lambda one: one, Only(), AFTER).facets, "agency")
    assert {name: value.count for name, value in now.items()} == {"BXD": 2, "BGTVT": 1, "BYT": 1}
    assert now["BXD"].covers == ["BGTVT", "BXD"]
    assert now["BGTVT"].answered_for_by == ["BXD"]
    then = values(faceted(faces, lambda one: one, Only(), BEFORE).facets, "agency")
    assert then["BXD"].count == 1
    assert then["BGTVT"].answered_for_by == []
    kept = faceted(faces, lambda one: one, read_only(["agency:Bộ Xây dựng"]), AFTER).kept
    assert [one.agency for one in kept] == ["BXD", "BGTVT"]


def test_a_body_that_issued_nothing_is_offered_where_it_joins_several():
    found = faceted([face("BNNPTNT"), face("BTNMT")], lambda one: one, Only(), AFTER)
    offered = values(found.facets, "agency")
    assert offered["BNNMT"].count == 2
    one = values(faceted([face("BTNMT")], lambda one: one, Only(), AFTER).facets, "agency")
    assert "BNNMT" not in one


def test_what_nobody_knows_can_be_chosen_too_and_what_was_chosen_stays():
    faces = [face(None), face("BYT")]
    found = faceted(faces, lambda one: one, read_only(["agency:unknown", "kind:TCVN"]), AFTER)
    assert found.kept == ()
    assert values(found.facets, "agency")["unknown"].chosen
    assert values(found.facets, "kind")["TCVN"].count == 0


@pytest.mark.parametrize("only", ["kind", "kind:SONG", "status:alive", "year:21", "hue:red", ":"])
def test_a_filter_that_does_not_exist_is_refused(client, only):
    with pytest.raises(BadInput):
        read_only([only])
    assert client.get(LIST, params={"only": only}).status_code == 400


def test_answers_that_are_filtered_out_do_not_make_a_question_unanswerable(client):
    body = client.get(ASK, params={"q": HELMET, "only": "year:1999"}).json()
    assert body["answers"] == []
    assert body["answerable"]
    assert body["total"] == 0 < body["total_found"]
