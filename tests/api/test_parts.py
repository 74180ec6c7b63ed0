"""Parts of a record as lists: nothing more and nothing less than the record says."""

from __future__ import annotations

import re

ROOT = "/api/v1/standards"
SLUG = "qcvn-2-2021-bkhcn"


def get(client, address, **query):
    reply = client.get(address, params=query)
    assert reply.status_code == 200, reply.text
    return reply.json()


def test_following_clauses_meets_each_once_with_its_words(client):
    record = get(client, f"{ROOT}/{SLUG}")
    met, address = [], f"{ROOT}/{SLUG}/clauses?limit=4"
    while address:
        reply = client.get(address)
        met += reply.json()["items"]
        onward = re.search(r'<([^>]+)>; rel="next"', reply.headers.get("link", ""))
        address = onward and onward[1]
    assert [one["key"] for one in met] == [one["key"] for one in record["clauses"]]
    assert reply.json()["total"] == len(met) > 4
    for one in met:
        whole = get(client, one["data_url"])
        assert (whole["text"], whole["heading"]) == (one["text"], one["heading"])


def test_a_clause_that_went_is_no_cursor(client):
    reply = client.get(f"{ROOT}/{SLUG}/clauses", params={"cursor": "99.9"})
    assert reply.status_code == 400
    assert "start without a cursor" in reply.json()["detail"]


def test_mentions_are_those_of_the_record_with_their_words_and_places(client):
    record = get(client, f"{ROOT}/{SLUG}")
    mentions = get(client, f"{ROOT}/{SLUG}/citations")["items"]
    counted = {}
    for one in mentions:
        number = one["target"]["number"]
        counted[number] = counted.get(number, 0) + 1
    assert counted == {one["target"]["number"]: one["mentions"] for one in record["cites"]}
    placed = [one for one in mentions if one["start"] is not None]
    assert placed
    for one in placed:
        clause = get(client, f"/api/v1{one['clause']['url']}")
        assert clause["text"][one["start"] : one["end"]] == one["text"]


def test_who_cites_a_text_is_told_as_the_record_tells_it(client):
    record = get(client, f"{ROOT}/{SLUG}", as_of="2026-07-01")
    told = get(client, f"{ROOT}/{SLUG}/cited-by", as_of="2026-07-01")
    assert told["items"] == record["cited_by"]
    assert told["items"]
    assert told["undated"] == record["undated_cited_by"]


def test_terms_lead_to_the_clause_that_defines_them(client):
    record = get(client, f"{ROOT}/{SLUG}")
    terms = get(client, f"{ROOT}/{SLUG}/definitions")["items"]
    assert [one["term"] for one in terms] == [one["term"] for one in record["definitions"]]
    assert terms
    for one in terms:
        assert get(client, f"/api/v1{one['url']}")["key"] == one["clause"]


def test_classes_are_those_of_the_facets_and_the_ones_above(client):
    classes = get(client, "/api/v1/ics")["items"]
    facets = get(client, ROOT)["facets"]
    named = {
        value["value"] for facet in facets if facet["name"] == "ics" for value in facet["values"]
    }
    assert named <= {one["code"] for one in classes}
    assert get(client, f"{ROOT}/04-2021-tt-bkhcn/definitions")["items"] == []


def test_parts_of_what_is_not_held_are_not_found(client):
    for part in ("clauses", "citations", "cited-by", "definitions"):
        assert client.get(f"{ROOT}/qcvn-999-1999-xxx/{part}").status_code == 404
