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
