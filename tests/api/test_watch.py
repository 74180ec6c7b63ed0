"""``/watch`` and what ``trachuan doctor`` tells of it."""

import json
from datetime import date

import pytest

from api.models_watch import WatchSection
from api.watch_filter import Sieve, WatchFilter
from index.embedder_hashing import HashingEmbedder
from index.library import Library
from search.shelf import shelf
from search.watch_found import UnmetNumber, WatchList
from standards.identifier import Identifier


@pytest.fixture
def watched(client):
    def ask(**query):
        response = client.get("/api/v1/watch", params=query)
        assert response.status_code == 200, response.text
        return response.json()

    return ask


def test_every_section_has_its_total_and_the_first_items(watched):
    body = watched(as_of="2021-08-15", limit=3)
    assert (body["as_of"], body["within"]) == ("2021-08-15", 60)
    assert set(body["counts"]) == set(WatchSection)
    for section in WatchSection:
        page = body[section]
        assert page["total"] == body["counts"][section]
        assert len(page["items"]) == min(3, page["total"])
        assert (page["next"] is None) == (page["total"] <= 3)


def test_what_took_effect_is_told_with_the_words_that_say_so(watched):
    items = watched(as_of="2021-08-15", section="recent", limit=100)["recent"]["items"]
    started = next(
        e for e in items if e["number"] == "QCVN 2:2021/BKHCN" and e["kind"] == "started"
    )
    assert started["day"] == "2021-07-30"
    assert started["documents"][0]["url"] == "/standards/qcvn-2-2021-bkhcn"
    assert "sau 45 ngày" in started["event"]["witness"]["words"]


def test_a_section_is_read_page_by_page_without_loss(watched):
    whole = watched(section="unmet", limit=500)["unmet"]
    numbers, cursor = [], {}
    while True:
        page = watched(section="unmet", limit=7, **cursor)["unmet"]
        numbers += [item["number"]["number"] for item in page["items"]]
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}
    assert numbers == [item["number"]["number"] for item in whole["items"]]
    assert len(numbers) == whole["total"]
    assert watched(section="unmet")["recent"]["items"] == []


def test_days_are_narrowed_by_what_they_mean(watched):
    whole = watched(as_of="2021-08-15", section="recent", limit=500)
    by_turn = {
        what: watched(as_of="2021-08-15", section="recent", limit=500, what=what)
        for what in ("starting", "ending", "amending")
    }
    assert {what: body["recent"]["total"] for what, body in by_turn.items()} == whole["recent_by"]
    assert sum(whole["recent_by"].values()) == whole["recent"]["total"] > 0
    for what, body in by_turn.items():
        assert {item["what"] for item in body["recent"]["items"]} <= {what}
        assert body["what"] == what
        assert body["recent_by"] == whole["recent_by"]


def test_texts_are_narrowed_by_kind_and_body_with_counts_over_all_of_the_section(watched):
    whole = watched(as_of="2021-08-15", section="recent", limit=500)
    kinds = next(facet for facet in whole["facets"] if facet["name"] == "kind")
    assert sum(value["count"] for value in kinds["values"]) == whole["recent"]["total"]
    kept = watched(as_of="2021-08-15", section="recent", kind="QCVN")
    count = next(value["count"] for value in kinds["values"] if value["value"] == "QCVN")
    assert kept["recent"]["total"] == kept["counts"]["recent"] == count > 0
    assert kept["kinds"] == ["QCVN"]
    nobody = watched(as_of="2021-08-15", agency="BCA")
    assert nobody["counts"]["recent"] == 0
    assert nobody["counts"]["empty_files"] == whole["counts"]["empty_files"]


def test_where_nothing_comes_the_next_day_is_told(watched):
    before = watched(as_of="2021-03-01", within=30, section="coming")
    assert before["coming"]["total"] == 0
    (start,) = [each for each in before["then"] if each["what"] == "starting"]
    assert start["day"] > "2021-03-31"
    assert start["status"] == "not_yet"
    assert start["id"].startswith("urn:uuid:")
    assert start["known_since"].endswith("Z")
    assert watched(as_of="2021-08-15", agency="BCA")["then"] == []


@pytest.mark.parametrize(
    "query", [{"section": "unmet", "cursor": "x"}, {"cursor": "20"}], ids=["no number", "alone"]
)
def test_a_cursor_that_no_page_gave_is_refused(client, query):
    response = client.get("/api/v1/watch", params=query)
    assert (response.status_code, response.json()["code"]) == (400, "bad-input")


def test_the_doctor_tells_the_same_in_short_sections(commands, built):
    run = commands(built)
    _, out, _ = run("doctor", "--as-of", "2021-08-15", "--within", "30")
    assert "To look at on 2021-08-15, 30 days ahead and back:" in out
    assert "2021-07-30  04/2021/TT-BKHCN takes effect" in out
    assert "no tariff is loaded" in out
    _, text, _ = run("doctor", "--as-of", "2021-08-15", "--json")
    report = json.loads(text)
    assert report["watch"]["as_of"] == "2021-08-15"
    assert f"Cited but not in the library: {report['watch']['counts']['unmet']}" in out


def test_the_doctor_tells_nothing_of_days_when_asked_about_one_file(commands, built):
    run = commands(built)
    _, text, _ = run("doctor", "--json", "--file", "qcvn-16-2023-bxd-vat-lieu-xay-dung.pdf")
    assert json.loads(text)["watch"] is None


@pytest.mark.parametrize("words", [("--within", "-1"), ("--as-of", "mai")])
def test_the_doctor_refuses_what_is_no_day(commands, built, words):
    status, _, told = commands(built)("doctor", *words)
    assert status == 2
    assert words[1] in told


def test_a_foreign_number_is_of_no_body_of_vietnam():
    found = [
        UnmetNumber(
            number=Identifier.parse(number), mentions=1, documents=("d",), is_recorded=False
        )
        for number in ("IEEE 802.11AC", "22/2018/TT-BLĐTBXH")
    ]
    day = date(2026, 7, 15)
    sieve = Sieve(shelf(Library.in_memory(HashingEmbedder())), WatchFilter(), day)
    facets = sieve.facets(WatchList(day=day, within=60, unmet=tuple(found)), WatchSection.UNMET)
    (bodies,) = [facet.values for facet in facets if facet.name == "agency"]
    assert [(one.value, one.count) for one in bodies] == [("BLĐTBXH", 1), ("unknown", 1)]
