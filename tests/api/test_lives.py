"""The life of a text over HTTP: its status on a day, witnesses, editions, citations, graphs."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.graph import MOST
from api.settings import Settings

ROOT = "/api/v1/standards"
OLD, NEW = "qcvn-88-2015-bgtvt", "qcvn-88-2021-bgtvt"
DAYS = [
    "2015-05-03",
    "2015-05-04",
    "2021-08-31",
    "2021-09-01",
    "2022-12-31",
    "2023-03-01",
    "2025-12-31",
    "2026-01-01",
]


@pytest.fixture(scope="module")
def get(lived, tmp_path_factory):
    """The body at an address of the library of lives."""
    settings = Settings(library=tmp_path_factory.mktemp("none"), embedder="hashing")
    with TestClient(create_app(settings, service=lived)) as client:

        def fetch(path, status=200, **params):
            response = client.get(path, params=params)
            assert response.status_code == status, response.text
            return response.json()

        yield fetch


@pytest.mark.parametrize(
    ("slug", "day", "status"),
    [
        (OLD, "2015-05-03", "not_yet"),
        (OLD, "2015-05-04", "in_force"),
        (OLD, "2021-08-31", "in_force"),
        (OLD, "2021-09-01", "ended"),
        (NEW, "2021-08-31", "not_yet"),
        (NEW, "2021-09-01", "in_force"),
        (NEW, "2025-12-31", "in_force"),
        (NEW, "2026-01-01", "ended"),
    ],
)
def test_a_record_has_the_status_of_the_day_with_its_reason(get, slug, day, status):
    body = get(f"{ROOT}/{slug}", as_of=day)
    assert (body["as_of"], body["status"]) == (day, status)
    assert body["status_reason"]
    assert body["status_reason_en"]
    assert body["grounds"]


@pytest.mark.parametrize("slug", [OLD, NEW, "20-2020-tt-btc", "tcvn-7777-2018"])
def test_periods_leave_no_gap_and_agree_with_the_status_of_every_day(get, slug):
    periods = get(f"{ROOT}/{slug}")["periods"]
    for one, other in pairwise(periods):
        assert one["end"] == other["start"]
        assert one["status"] != other["status"]
    for day in DAYS:
        if day < periods[0]["start"]:
            continue
        (inside,) = [
            p for p in periods if p["start"] <= day and (p["end"] is None or day < p["end"])
        ]
        assert get(f"{ROOT}/{slug}", as_of=day)["status"] == inside["status"], day


def test_an_event_names_its_witness_and_the_rule_of_its_day(get):
    events = get(f"{ROOT}/{NEW}")["history"]
    started = next(e for e in events if e["kind"] == "started")
    assert started["day"] == "2021-09-01"
    assert started["rule"] == {
        "kind": "days_after_issue",
        "count": 45,
        "words": "sau 45 ngày kể từ ngày ký ban hành",
        "words_en": "45 days after the day of issue",
    }
    witness = started["witness"]
    assert (witness["basis"], witness["number"], witness["page"]) == ("text", "11/2021/TT-BGTVT", 1)
    assert (witness["place"], witness["place_en"]) == ("khoản 1 Điều 2", "paragraph 1, Article 2")
    assert "01/09/2021" in witness["words"]
    assert get(f"/api/v1{witness['url']}")["text"] == witness["words"]


def test_amendments_transitions_and_what_is_to_come_belong_to_the_day(get):
    early, late = (get(f"{ROOT}/{NEW}", as_of=day) for day in ("2022-06-01", "2024-06-01"))
    assert early["amended_by"] == []
    assert {e["kind"] for e in early["upcoming"]} >= {"amended", "repealed"}
    (amended,) = late["amended_by"]
    assert amended["by"]["slug"] == "sua-doi-1-2023-qcvn-88-2021-bgtvt"
    (rule,) = get(f"{ROOT}/{OLD}", as_of="2022-06-01")["transitions"]
    assert (rule["until"], rule["keeps"][0]["slug"]) == ("2023-01-01", OLD)
    assert rule["place"] == "khoản 1 Điều 2"


def test_sources_that_disagree_are_both_kept_and_the_status_between_them_is_unknown(get):
    body = get(f"{ROOT}/20-2020-tt-btc", as_of="2024-03-01")
    assert body["status"] == "unverified"
    (conflict,) = body["conflicts"]
    witnesses = {event["witness"]["number"]: event["day"] for event in conflict["events"]}
    assert witnesses == {"21/2024/TT-BTC": "2024-02-01", "22/2024/TT-BTC": "2024-06-01"}


def test_a_relation_is_told_on_both_sides_with_the_same_words(get):
    stated = get(f"{ROOT}/11-2021-tt-bgtvt")["relations"]
    read_back = get(f"{ROOT}/{OLD}")["related_by"]
    (one,) = [r for r in stated if r["verb"] == "replaces"]
    (other,) = [r for r in read_back if r["verb"] == "replaces"]
    assert one["target"]["slug"] == OLD
    assert other["slug"] == "11-2021-tt-bgtvt"
    for name in ("words", "page", "day", "until", "parts"):
        assert one[name] == other[name]
    assert other["clause"]["url"].endswith(f"/clauses/{one['clause']}")


@pytest.mark.parametrize(
    ("day", "edition"), [("2018-05-31", None), ("2018-06-01", "tcvn-7777-2018")]
)
def test_an_undated_citation_leads_to_the_edition_in_force_that_day(get, day, edition):
    cites = get(f"{ROOT}/{NEW}", as_of=day)["cites"]
    (link,) = [c["target"] for c in cites if c["target"]["number"] == "TCVN 7777"]
    assert link["work_url"] == "/works/tcvn-7777"
    assert (link["edition"] and link["edition"]["slug"]) == edition
    if edition:
        assert (link["slug"], link["status"]) == (edition, "in_force")


def test_a_standard_is_mandatory_only_while_the_citing_text_is_in_force(get):
    for day, count in (("2021-08-31", 0), ("2021-09-01", 2), ("2026-01-01", 0)):
        body = get(f"{ROOT}/tcvn-7777-2018", as_of=day)
        assert len(body["mandatory_by"]) == count, day
    bound = get(f"{ROOT}/tcvn-7777-2018", as_of="2022-01-01")
    assert bound["force"] == "mandatory_by_citation"
    dated = next(b for b in bound["mandatory_by"] if b["is_dated"])
    assert (dated["number"], dated["parts"]) == ("QCVN 88:2021/BGTVT", ["mục 5.2"])
    assert dated["since"] == "2021-09-01"
    assert dated["url"] == f"/standards/{NEW}/clauses/2.1"
    assert get(f"{ROOT}/{NEW}")["mandatory_by"] == []


@pytest.mark.parametrize(("day", "code"), [("2024-05-01", "BGTVT"), ("2026-07-01", "BXD")])
def test_a_record_says_who_answers_for_it_that_day(get, day, code):
    body = get(f"{ROOT}/{NEW}", as_of=day)
    assert [heir["code"] for heir in body["agency_today"]] == [code]


def test_a_clause_knows_the_day_its_changes_and_who_names_it(get):
    early = get(f"{ROOT}/{NEW}/clauses/2.1", as_of="2022-06-01")
    assert (early["as_of"], early["status"], early["amended"]) == ("2022-06-01", "in_force", [])
    late = get(f"{ROOT}/{NEW}/clauses/2.1", as_of="2024-06-01")
    (change,) = late["amended"]
    assert (change["kind"], change["since"]) == ("replace_text", "2023-03-01")
    assert change["text"] == "Thử theo Phụ lục A."
    assert change["url"] == "/standards/sua-doi-1-2023-qcvn-88-2021-bgtvt/clauses/1"
    assert get(f"{ROOT}/{NEW}/clauses/2.2", as_of="2024-06-01")["amended"] == []
    act = get(f"{ROOT}/11-2021-tt-bgtvt/clauses/dieu-2.1", as_of="2022-06-01")
    assert (act["name"], act["name_en"]) == ("khoản 1 Điều 2", "paragraph 1, Article 2")
    assert [rule["until"] for rule in act["transitions"]] == ["2023-01-01"]


@pytest.mark.parametrize(("key", "named"), [("5.2", [True, False]), ("5.3", [False])])
def test_a_clause_is_cited_by_those_that_name_it_or_the_whole_text(get, key, named):
    body = get(f"{ROOT}/tcvn-7777-2018/clauses/{key}")
    assert [mention["clause_named"] for mention in body["cited_by"]] == named


def test_a_work_has_its_editions_their_days_and_files(get):
    work = get("/api/v1/works/qcvn-88-bgtvt", as_of="2022-06-01")
    assert [e["slug"] for e in work["editions"]] == [NEW, OLD]
    assert [e["status"] for e in work["editions"]] == ["in_force", "ended"]
    assert work["current"]["slug"] == NEW
    old = work["editions"][1]
    in_force = next(p for p in old["periods"] if p["status"] == "in_force")
    assert (in_force["start"], in_force["end"]) == ("2015-05-04", "2021-09-01")
    assert [f["file"] for f in old["files"]] == [f"{OLD}.pdf"]
    assert get("/api/v1/works/QCVN-88-2015-BGTVT")["slug"] == "qcvn-88-bgtvt"
    (undated,) = get("/api/v1/works/tcvn-7777")["undated_citations"]
    assert (undated["slug"], undated["place"]) == (NEW, "mục 2.2")
    assert get("/api/v1/works/qcvn-0", status=404)["code"] == "not-found"


def test_a_graph_shows_few_nodes_the_most_mentions_first_and_counts_the_rest(get):
    graph = get(f"{ROOT}/tcvn-6666-2011/graph")
    (centre,) = [n for n in graph["nodes"] if n["role"] == "centre"]
    others = [n for n in graph["nodes"] if n is not centre]
    assert len(others) == MOST
    assert graph["more_cited_by"] == 17 - MOST
    assert {(e["source"], e["target"]) for e in graph["edges"]} == {
        (n["id"], centre["id"]) for n in others
    }
    mentions = [n["mentions"] for n in others]
    assert mentions == sorted(mentions, reverse=True)


def test_the_graph_of_a_clause_has_what_it_cites_and_who_names_it(get):
    cites = get(f"{ROOT}/{NEW}/graph", clause="2.2")
    assert {n["number"] for n in cites["nodes"] if n["role"] == "cites"} == {
        "TCVN 7777",
        "TCVN 6666:2011",
    }
    named = get(f"{ROOT}/tcvn-7777-2018/graph", clause="5.2", as_of="2022-01-01")
    (citing,) = [n for n in named["nodes"] if n["role"] == "cited_by"]
    assert (citing["slug"], citing["status"]) == (NEW, "in_force")
    assert citing["url"] == f"/standards/{NEW}/clauses/2.1"
    nobody = get(f"{ROOT}/tcvn-7777-2018/graph", clause="5.3")
    assert [n["role"] for n in nobody["nodes"]] == ["centre"]


def test_today_comes_from_outside(lived, get):
    assert lived.today == date(2024, 5, 1)
    assert get(f"{ROOT}/{NEW}")["as_of"] == "2024-05-01"
    assert get("/api/v1/works/qcvn-88-bgtvt")["as_of"] == "2024-05-01"


def test_the_command_line_shows_status_history_and_editions_of_a_day(commands, built):
    run = commands(built)
    status, told, _ = run("show", "QCVN 2:2021/BKHCN", "--as-of", "2021-07-29")
    assert status == 0
    flat = " ".join(told.split())
    assert "Ngày 29/07/2021: Chưa có hiệu lực. " in flat
    assert "30/07/2021 có hiệu lực" in flat
    assert "04/2021/TT-BKHCN, trang" in flat
    assert "Ngày 30/07/2021: Còn hiệu lực." in run(
        "show", "QCVN 2:2021/BKHCN", "--as-of", "2021-07-30"
    )[1].replace("\n", " ")
    editions = run("show", "QCVN 16:2019/BXD")[1]
    assert "Bản: QCVN 16:2023/BXD" in editions
    clause = run("show", "04/2021/TT-BKHCN", "dieu-2.1", "--as-of", "2022-01-01")[1]
    assert clause.startswith("khoản 1 Điều 2, 04/2021/TT-BKHCN")


def test_a_mention_without_a_year_belongs_to_the_edition_of_the_day(get):
    only = get(f"{ROOT}/tcvn-7777-2018", as_of="2022-01-01")
    assert {each["is_dated"] for each in only["cited_by"]} == {True, False}
    assert only["undated_cited_by"] == []
    older = get(f"{ROOT}/tcvn-7777-2010", as_of="2022-01-01")
    assert older["cited_by"] == []
    assert [each["place"] for each in older["undated_cited_by"]] == ["mục 2.2"]
    assert get(f"{ROOT}/tcvn-7777-2010/graph", as_of="2022-01-01")["edges"] == []
    assert get(f"{ROOT}/tcvn-7777-2010/clauses/5.2", as_of="2022-01-01")["cited_by"] == []


@pytest.mark.parametrize(
    ("day", "phase"), [("2021-08-31", "not_yet"), ("2022-12-31", "running"), ("2023-01-01", "over")]
)
def test_a_transitional_rule_tells_whether_it_runs(get, day, phase):
    rules = get(f"{ROOT}/{NEW}", as_of=day)["transitions"]
    assert [rule["phase"] for rule in rules] == [phase] * len(rules)
    assert rules
