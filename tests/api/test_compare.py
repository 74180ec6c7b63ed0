"""``/compare``: two documents as JSON."""

import pytest

OLD, NEW = "qcvn-16-2019-bxd", "qcvn-16-2023-bxd"


@pytest.fixture
def compared(client):
    def ask(**query):
        response = client.get("/api/v1/compare", params={"a": OLD, "b": NEW, **query})
        assert response.status_code == 200, response.text
        return response.json()

    return ask


def test_both_sides_come_word_for_word_with_offsets_of_what_differs(compared):
    pairs = {p["b"]["key"]: p for p in compared()["clauses"] if p["a"] and p["b"]}
    pair = pairs["1.1.1"]
    assert pair["state"] == "changed"
    gone = [pair["a"]["text"][e["a_start"] : e["a_end"]] for e in pair["text"]]
    came = [pair["b"]["text"][e["b_start"] : e["b_end"]] for e in pair["text"]]
    assert "yêu cầu" in gone
    assert "thuộc nhóm 2" in came
    assert pair["a"]["url"] == f"/standards/{OLD}/clauses/1.1.1"
    assert pair["b"]["page_url"].startswith(f"/api/v1/standards/{NEW}/pages/")


def test_counts_are_of_everything_and_changes_leave_out_what_is_the_same(compared):
    whole, changes = compared(), compared(show="changes")
    assert changes["counts"] == whole["counts"]
    same = whole["counts"]["clauses"]["same"]
    assert same > 0
    assert len(whole["clauses"]) - len(changes["clauses"]) == same
    assert {pair["state"] for pair in changes["clauses"]} & {"same"} == set()
    assert sum(whole["counts"]["clauses"].values()) == len(whole["clauses"])
    assert sum(whole["counts"]["rows"].values()) == len(whole["rows"])


def test_product_rows_tell_codes_and_standards_that_only_one_side_has(compared):
    rows = {(row["b"] or row["a"])["name"]: row for row in compared()["rows"]}
    tiles = rows["Gạch gốm ốp lát ép bán khô"]
    assert (tiles["state"], tiles["hs_added"], tiles["hs_removed"]) == (
        "changed",
        ["6907.23.91"],
        [],
    )
    assert rows["Xi măng poóc lăng PC40"]["state"] == "added"


@pytest.mark.parametrize(("day", "status"), [("2021-07-29", "not_yet"), ("2021-07-30", "in_force")])
def test_the_statuses_are_those_of_the_day(compared, day, status):
    body = compared(b="04/2021/TT-BKHCN", as_of=day)
    assert (body["as_of"], body["b"]["status"]) == (day, status)


def test_a_number_in_any_spelling_names_a_document(compared):
    assert compared(a="qcvn 16 : 2019 / bxd")["a"]["slug"] == OLD


def test_the_same_document_twice_is_refused_in_two_languages(client):
    response = client.get("/api/v1/compare", params={"a": OLD, "b": OLD})
    body = response.json()
    assert (response.status_code, body["code"]) == (400, "same-document")
    assert "khác nhau" in body["detail_vi"]


def test_a_document_that_is_not_held_is_not_found(client):
    response = client.get("/api/v1/compare", params={"a": OLD, "b": "TCVN 9999:2001"})
    assert (response.status_code, response.json()["code"]) == (404, "not-found")


def test_choices_are_works_with_several_documents_or_what_goes_with_one(client):
    works = client.get("/api/v1/compare/choices").json()
    assert [(w["name"], [d["slug"] for d in w["documents"]]) for w in works["works"]] == [
        ("QCVN 16/BXD", [OLD, NEW])
    ]
    beside = client.get("/api/v1/compare/choices", params={"a": OLD}).json()
    assert [d["slug"] for w in beside["works"] for d in w["documents"]] == [NEW]
    alone = client.get("/api/v1/compare/choices", params={"a": "qcvn-7-2019-bkhcn"}).json()
    assert (alone["works"], alone["total"]) == ([], 0)


def test_the_summary_names_what_is_cited_now_and_the_codes_that_came(compared):
    body = compared(show="changes")
    cited = {
        (each["old"] or {}).get("number"): (each["new"] or {}).get("number")
        for each in body["summary"]["cited"]
        if each["old"]
    }
    assert cited["TCVN 6017:2015"] is None
    came = {each["new"]["number"]: each["b"] for each in body["summary"]["cited"] if each["new"]}
    assert came["TCVN 7368:2013"]["clause"]["url"] == f"/standards/{NEW}/clauses/2.2"
    codes = {each["code"]: each["is_new"] for each in body["summary"]["codes"]}
    assert codes["6907.23.91"] is True
    assert body["summary"] == compared()["summary"]


def test_each_side_says_where_on_the_paper_it_stands(compared):
    body = compared()
    sides = [p[s] for p in (*body["clauses"], *body["rows"]) for s in "ab" if p[s]]
    assert all(side["boxes"] for side in sides)
    assert all(side["boxes"][0]["page"] == side["page"] for side in sides)


def test_what_the_two_are_to_each_other(compared):
    editions = compared()
    assert (editions["relation"], editions["base"]) == ("editions", None)
    assert compared(b="04/2021/TT-BKHCN")["relation"] == "others"


def test_other_held_documents_follow_those_that_go_with_one(client):
    body = client.get("/api/v1/compare/choices", params={"a": OLD, "limit": 2}).json()
    assert len(body["others"]) == 2
    assert body["others_total"] > 2
    every = client.get("/api/v1/compare/choices", params={"a": OLD, "limit": 500}).json()
    slugs = [each["slug"] for each in every["others"]]
    assert len(slugs) == every["others_total"]
    assert not {OLD, NEW} & set(slugs)
