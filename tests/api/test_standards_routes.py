"""The list, the records, the clauses, the pictures and the files."""

from __future__ import annotations

import hashlib
import re

import pytest

SLUG = "qcvn-2-2021-bkhcn"
ROOT = "/api/v1/standards"


def get(client, path, **params):
    response = client.get(path, params=params)
    assert response.status_code == 200, response.text
    return response.json()


def test_the_list_has_every_document_in_the_order_of_slugs(client, pdf_folder):
    body = get(client, ROOT)
    slugs = [item["slug"] for item in body["items"]]
    assert slugs == sorted(slugs)
    assert SLUG in slugs
    assert body["total"] == len(slugs) >= len(list(pdf_folder.glob("*.pdf")))
    assert body["next"] is None


@pytest.mark.parametrize(
    ("params", "wanted"),
    [
        ({"kind": "CIRCULAR"}, {"04/2021/TT-BKHCN"}),
        ({"kind": "TCVN"}, {"TCVN 1651-2:2018"}),
        ({"year": 2019}, {"QCVN 7:2019/BKHCN", "QCVN 16:2019/BXD"}),
        ({"number": "qcvn 2:"}, {"QCVN 2:2021/BKHCN"}),
        ({"number": "qcvn 02 2021"}, {"QCVN 2:2021/BKHCN"}),
        ({"issuer": "bkh&cn", "kind": "CIRCULAR"}, {"04/2021/TT-BKHCN"}),
        ({"issuer": "khoa hoc va cong nghe", "kind": "CIRCULAR"}, {"04/2021/TT-BKHCN"}),
        ({"number": "TCVN", "kind": "QCVN"}, set()),
        ({"issuer": "BKHCN", "kind": "CIRCULAR"}, {"04/2021/TT-BKHCN"}),
        ({"file": "qcvn-2-2021-bkhcn-mu-bao-hiem.pdf"}, {"QCVN 2:2021/BKHCN"}),
        ({"issuer": "Bộ không có thật"}, set()),
    ],
)
def test_a_filter_takes_what_it_names(client, params, wanted):
    body = get(client, ROOT, **params)
    assert {item["number"] for item in body["items"]} == wanted
    assert body["total"] == len(wanted)


def test_following_next_links_meets_every_document_once(client):
    whole = [item["slug"] for item in get(client, ROOT)["items"]]
    met, address = [], f"{ROOT}?limit=1&kind=QCVN"
    while address:
        response = client.get(address)
        met += [item["slug"] for item in response.json()["items"]]
        onward = re.search(r'<([^>]+)>; rel="next"', response.headers["link"])
        address = onward and onward[1]
    assert met == [slug for slug in whole if slug.startswith("qcvn")]
    assert len(met) > 1


def test_a_record_has_outline_products_citations_and_source(client):
    body = get(client, f"{ROOT}/{SLUG}", as_of="2026-01-01")
    assert body["number"] == "QCVN 2:2021/BKHCN"
    assert body["kind"] == "QCVN"
    assert body["as_of"] == "2026-01-01"
    assert body["force"] == "mandatory"
    labels = [entry["label"] for entry in body["clauses"]]
    assert labels.index("1") < labels.index("1.1") < labels.index("2")
    depth = {entry["label"]: entry["depth"] for entry in body["clauses"]}
    assert depth["1"] == 0
    assert depth["1.1"] == 1
    assert any("6506.10.10" in row["hs"] for row in body["products"])
    assert "TCVN 5756:2017" in {cited["target"]["number"] for cited in body["cites"]}
    assert body["source"]["file"].endswith(".pdf")
    assert len(body["pages"]) == body["source"]["pages"]
    assert body["exclusions"]


def test_the_circular_and_the_regulation_it_issues_know_each_other(client):
    circular = get(client, f"{ROOT}/04-2021-tt-bkhcn")
    regulation = get(client, f"{ROOT}/{SLUG}")
    assert SLUG in {r["target"]["slug"] for r in circular["relations"] if r["verb"] == "issues"}
    assert "04/2021/TT-BKHCN" in {other["number"] for other in regulation["related_by"]}
    assert "04/2021/TT-BKHCN" in {mention["number"] for mention in regulation["cited_by"]}


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("qcvn-02-2021-bkhcn", SLUG),
        ("QCVN-2-2021-BKHCN", SLUG),
        ("QCVN 2:2021", SLUG),
        ("qcvn 2 2021 khcn", SLUG),
        ("QCVN 7", "qcvn-7-2019-bkhcn"),
    ],
)
def test_a_record_is_found_under_other_spellings_of_its_slug(client, name, slug):
    assert get(client, f"{ROOT}/{name}")["slug"] == slug


def test_a_name_that_fits_several_is_refused_and_they_are_named(client):
    response = client.get(f"{ROOT}/QCVN 16")
    assert response.status_code == 400
    assert "QCVN 16:2019/BXD, QCVN 16:2023/BXD" in response.json()["detail"]


def test_a_clause_has_words_lines_boxes_citations_and_neighbours(client):
    body = get(client, f"{ROOT}/{SLUG}/clauses/2.1")
    assert body["label"] == "2.1"
    assert [entry["label"] for entry in body["parents"]] == ["2"]
    assert [entry["label"] for entry in body["children"]] == ["2.1.1", "2.1.2"]
    assert body["next"]["label"] == "2.1.1"
    assert body["prev"]["label"] == "2"
    child = get(client, f"{ROOT}/{SLUG}/clauses/2.1.1")
    assert "Điều 4" in child["text"]
    assert child["boxes"]
    for line in child["lines"]:
        assert child["text"][line["start"] : line["end"]].strip()
    spans = [c for c in child["cites"] if c["target"]["number"] == "TCVN 5756:2017"]
    assert spans
    assert child["text"][spans[0]["start"] : spans[0]["end"]] == spans[0]["text"]


def test_every_clause_of_the_outline_opens_at_its_address(client):
    record = get(client, f"{ROOT}/{SLUG}")
    for entry in record["clauses"]:
        body = get(client, f"/api/v1{entry['url']}")
        assert (body["key"], body["label"]) == (entry["key"], entry["label"])


def test_a_clause_is_found_by_its_label_in_any_case(client):
    assert get(client, f"{ROOT}/{SLUG}/clauses/phụ lục a")["label"] == "Phụ lục A"


def test_the_picture_of_a_page_may_be_kept_for_ever_if_its_address_names_the_file(client):
    entry = get(client, f"{ROOT}/{SLUG}")["pages"][0]
    kept = client.get(entry["image_url"])
    assert kept.headers["cache-control"] == "public, max-age=31536000, immutable"
    bare = client.get(f"{ROOT}/{SLUG}/pages/1.png")
    assert bare.headers["cache-control"] == "no-cache"
    assert bare.content == kept.content
    again = client.get(entry["image_url"], headers={"If-None-Match": kept.headers["etag"]})
    assert again.status_code == 304
    assert not again.content


def test_marks_and_zoom_change_the_picture_and_its_tag(client):
    address = f"{ROOT}/{SLUG}/pages/1.png"
    plain = client.get(address, params={"zoom": 1})
    marked = client.get(address, params={"zoom": 1, "mark": ["70,100,300,112", "70,120,300,130"]})
    large = client.get(address, params={"zoom": 1.5})
    assert len({plain.content, marked.content, large.content}) == 3
    assert len({r.headers["etag"] for r in (plain, marked, large)}) == 3


def test_the_text_of_a_page_comes_as_read(client):
    body = get(client, f"{ROOT}/{SLUG}/pages/1")
    assert "QCVN 2:2021/BKHCN" in body["text"]
    assert body["page_class"] == "text"


def test_the_file_comes_back_byte_for_byte(client, pdf_folder):
    source = get(client, f"{ROOT}/{SLUG}")["source"]
    response = client.get(source["url"])
    assert response.headers["content-type"] == "application/pdf"
    assert response.content == (pdf_folder / source["file"]).read_bytes()
    assert hashlib.sha256(response.content).hexdigest() == source["sha256"]
    again = client.get(source["url"], headers={"If-None-Match": response.headers["etag"]})
    assert again.status_code == 304
