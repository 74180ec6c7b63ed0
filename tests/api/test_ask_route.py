"""``GET /api/v1/ask`` carries every field that other programs rely on."""

from __future__ import annotations

import pytest

BODY = {"q", "as_of", "kind", "answerable", "reason", "answers", "nearest"}
ANSWER = {
    "number", "title", "kind", "force", "status", "clause", "file", "page", "boxes", "quote", "why",
    "hs", "exclusions", "citation",
}  # fmt: skip
FORCES = {"mandatory", "voluntary", "mandatory_by_citation", "unknown"}
STATUSES = {"in_force", "not_yet", "ended", "partly_ended", "suspended", "unverified"}


def ask(client, q, **more):
    response = client.get("/api/v1/ask", params={"q": q, **more})
    assert response.status_code == 200, response.text
    return response.json()


def test_a_product_gets_its_regulation_with_clause_page_words_and_place(client):
    body = ask(client, "mũ bảo hiểm cho người đi xe máy")
    assert body.keys() >= BODY
    assert body["kind"] == "product"
    assert body["answerable"] is True
    assert body["reason"] is None
    first = next(a for a in body["answers"][:3] if a["number"] == "QCVN 2:2021/BKHCN")
    assert first["force"] == "mandatory"
    assert first["held"] is True
    assert first["file"].endswith(".pdf")
    assert first["page"] >= 1
    assert first["quote"]
    assert first["why"]
    assert first["boxes"]
    assert set(first["boxes"][0]) == {"page", "x0", "y0", "x1", "y1"}
    assert "QCVN 2:2021/BKHCN" in first["citation"]


@pytest.mark.parametrize(
    "q", ["mũ bảo hiểm", "QCVN 2:2021/BKHCN", "6506.10.10", "thép làm cốt bê tông", "TCVN 1651-2"]
)
def test_every_answer_has_every_field_and_only_known_words(client, q):
    body = ask(client, q)
    assert body["answers"]
    for answer in body["answers"]:
        assert answer.keys() >= ANSWER
        assert answer["force"] in FORCES
        assert answer["status"] in STATUSES
        assert answer["clause"] is None or answer["clause"].keys() >= {"label", "heading", "url"}
        assert all(match["match_level"] in {4, 6, 8} for match in answer["hs"])
        assert isinstance(answer["exclusions"], list)


DAY_FIELDS = {
    "status_reason", "status_reason_en", "in_force_from", "ended_on", "ended_by", "held_as",
    "rests_on", "amended_by", "transitions", "mandatory_by", "conflicts", "edition", "replaced_by",
    "records", "risk",
}  # fmt: skip


@pytest.mark.parametrize("q", ["mũ bảo hiểm", "QCVN 2:2021/BKHCN", "6506.10.10"])
def test_every_answer_says_what_it_is_that_day_why_and_what_it_rests_on(client, q):
    body = ask(client, q, as_of="2022-01-01")
    assert body.keys() >= {"records", "codes", "risk"}
    for answer in body["answers"]:
        assert answer.keys() >= DAY_FIELDS
        assert answer["status_reason"]
        assert answer["status_reason_en"]
        base = answer["rests_on"]
        assert base["slug"] == answer["slug"]
        assert base["status"] in STATUSES
        assert base["is_itself"] == (answer["held_as"] == base["slug"])
        assert client.get(base["url"].replace("/standards", "/api/v1/standards")).status_code == 200


def test_the_day_decides_the_status_and_the_bounds_are_half_open(client):
    before, after = (
        ask(client, "QCVN 2:2021/BKHCN", as_of=day)["answers"][0]
        for day in ("2021-07-29", "2021-07-30")
    )
    assert (before["status"], after["status"]) == ("not_yet", "in_force")
    assert before["in_force_from"] == after["in_force_from"] == "2021-07-30"
    assert after["ended_on"] is None


def test_a_standard_says_which_clause_in_force_makes_it_mandatory(client):
    answer = next(a for a in ask(client, "mũ bảo hiểm")["answers"] if a["mandatory_by"])
    assert answer["force"] == "mandatory_by_citation"
    citing = answer["mandatory_by"][0]
    assert citing["number"] == "QCVN 2:2021/BKHCN"
    assert citing["status"] == "in_force"
    assert client.get(f"/api/v1{citing['clause']['url']}").status_code == 200
    early = ask(client, answer["number"], as_of="2021-07-29")["answers"][0]
    assert (early["force"], early["mandatory_by"]) == ("voluntary", [])


def test_goods_get_their_risk_or_the_sentence_that_no_list_is_loaded(client):
    body = ask(client, "6506.10.10")
    risk = next(a["risk"] for a in body["answers"] if a["risk"]) or body["risk"]
    assert risk["regime"] == "three_levels"
    assert "danh mục" in risk["note"]
    assert risk["note_en"]
    assert ask(client, "6506.10.10", as_of="2020-01-01")["answers"] == []


def test_a_question_for_a_number_has_no_risk(client):
    assert ask(client, "QCVN 98:2021/BGTVT")["risk"] is None


def test_a_number_in_a_loose_spelling_is_understood_as_that_number(client):
    body = ask(client, "qcvn 02 : 2021 / bkhcn")
    assert body["kind"] == "number"
    assert body["answers"][0]["number"] == "QCVN 2:2021/BKHCN"


def test_an_hs_code_says_how_fine_it_matched(client):
    body = ask(client, "65061010")
    assert body["kind"] == "hs"
    first = body["answers"][0]["hs"][0]
    assert (first["code"], first["match_level"]) == ("6506.10.10", 8)


def test_a_number_that_is_not_held_is_told_apart_from_no_match(client):
    body = ask(client, "QCVN 98:2021/BGTVT")
    assert body["answerable"] is False
    assert body["answers"] == []
    assert body["reason"] == "not_in_library"


def test_the_day_asked_for_is_answered_for(client):
    assert ask(client, "mũ bảo hiểm", as_of="2020-01-31")["as_of"] == "2020-01-31"


def test_without_a_day_the_day_of_the_service_counts(client):
    assert ask(client, "mũ bảo hiểm")["as_of"] == "2026-07-15"


def test_the_limit_holds(client):
    assert len(ask(client, "quy chuẩn", limit=1)["answers"]) <= 1


def test_the_link_of_an_answer_leads_to_the_clause_and_the_picture(client):
    answer = next(a for a in ask(client, "mũ bảo hiểm")["answers"] if a["clause"])
    clause = client.get(f"/api/v1{answer['clause']['url']}")
    assert clause.status_code == 200
    assert clause.json()["label"] == answer["clause"]["label"]
    picture = client.get(answer["page_url"])
    assert picture.headers["content-type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")


def test_what_was_understood_is_sent_and_can_be_set_right(client):
    body = ask(client, "quy chuẩn của Bộ Y tế năm 2023 về mũ bảo hiểm nhập khẩu")
    read = body["understanding"]
    assert (read["filters"]["agencies"], read["filters"]["years"]) == (["BYT"], [2023])
    assert read["trade"] == "import"
    assert {"what": "agencies", "words": "Bộ Y tế"} in read["heard"]
    freed = ask(client, body["q"], in_force="false", trade="domestic")
    assert freed["understanding"]["filters"] == {
        "agencies": [], "years": [], "kinds": [], "in_force": False,
    }  # fmt: skip
    assert freed["understanding"]["trade"] == "domestic"


def test_a_need_is_told_at_each_answer_and_can_be_asked_alone(client):
    q = "mũ bảo hiểm theo quy chuẩn nào? Thép làm cốt bê tông theo tiêu chuẩn nào?"
    body = ask(client, q)
    assert [need["place"] for need in body["understanding"]["needs"]] == [1, 2]
    assert {answer["need"] for answer in body["answers"][:2]} == {1, 2}
    second = ask(client, q, need=2)
    assert {answer["need"] for answer in second["answers"]} == {2}
    assert second["understanding"]["needs"][0]["answerable"] is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "song"}, {"agency": "no such body"}, {"year": "next"}, {"doc_kind": "POEM"},
        {"trade": "barter"}, {"need": 0}, {"need": 9}, {"in_force": "perhaps"},
    ],
)  # fmt: skip
def test_a_wish_that_is_not_known_is_a_problem(client, wrong):
    response = client.get("/api/v1/ask", params={"q": "mũ bảo hiểm", **wrong})
    assert response.status_code in (400, 422)
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["detail_vi"]
