"""The list, a document with its views, a clause, a page of the paper."""

import re
from dataclasses import replace

import pytest

from web.reading import PART_MOST, cut_parts

SLUG = "qcvn-2-2021-bkhcn"


@pytest.fixture
def record(service):
    return service.standard(SLUG)


def test_the_list_names_every_document_and_filters_by_kind(show, service):
    items = service.standards().items
    page = show("/standards")
    assert all((item.number or item.file) in page.words for item in items)
    only = show("/standards?kind=TCVN")
    assert len(only.all("li", class_="doc")) == sum(item.kind == "TCVN" for item in items)
    assert "Chỉ xem: Tiêu chuẩn" in only.words


def test_a_list_without_hits_says_so(show):
    assert "Không có văn bản nào khớp" in show("/standards?number=99999").words


def test_a_document_shows_its_title_block_and_every_clause(show, service, record):
    page = show(record.url)
    assert page.all("h1")[0].text == record.number
    assert record.title in page.words
    document = service.document(SLUG)
    shown = {e.attributes["id"] for e in page.all("section", class_="clause")}
    parts = cut_parts(document.clauses)
    for part in parts[1:]:
        more = show(f"{record.url}?part={part.number}")
        shown |= {e.attributes["id"] for e in more.all("section", class_="clause")}
    assert shown == {f"c-{clause.key}" for clause in document.clauses}


def test_the_words_of_a_clause_stand_on_its_page(show, service):
    document = service.document(SLUG)
    clause = max(document.clauses, key=lambda clause: len(clause.text))
    page = show(f"/standards/{SLUG}/clauses/{clause.key}")
    law = page.all("div", class_="law")[0]
    bare = "".join(clause.text.replace(" | ", "").split())
    assert "".join(law.text.split()) == bare
    assert clause.label in page.all("h1")[0].text


def test_a_clause_is_found_by_its_printed_label_and_keeps_one_address(client, service):
    document = service.document(SLUG)
    clause = next(c for c in document.clauses if c.key != c.label and "/" not in c.label)
    reply = client.get(f"/standards/{SLUG}/clauses/{clause.label}", follow_redirects=False)
    assert reply.status_code == 307
    assert client.get(reply.headers["location"]).status_code == 200


def test_a_clause_leads_to_its_neighbours_and_into_the_whole_text(show, service, record):
    middle = record.clauses[2]
    page = show(middle.url)
    rels = {e.attributes.get("rel") for e in page.all("a")}
    assert {"prev", "next"} <= rels
    (whole,) = [e for e in page.all("a") if f"#c-{middle.key}" in e.attributes["href"]]
    assert show(whole.attributes["href"].split("#")[0]).all("section", id=f"c-{middle.key}")


def test_a_clause_has_a_citation_that_can_be_copied(show, record):
    page = show(record.clauses[1].url)
    words, other = page.all("span", class_="words")
    assert record.number in words.text
    assert record.clauses[1].label in words.text
    assert record.number in other.text
    (button,) = page.all("button", data_copy="cite")
    assert "hidden" in button.attributes


def test_product_rows_are_a_table_with_hs_codes(show, service):
    slug = next(item.slug for item in service.standards().items if item.products)
    record = service.standard(slug)
    page = show(f"{record.url}?view=products")
    (table,) = page.all("table")
    assert all(code in table.text for row in record.products for code in row.hs)


def test_the_source_is_named_with_its_hash_and_can_be_fetched(client, show, record):
    page = show(f"{record.url}?view=source")
    assert record.source.sha256 in page.words
    (link,) = [e for e in page.all("a") if e.text == record.source.file]
    assert client.get(link.attributes["href"]).content.startswith(b"%PDF")


def test_a_page_shows_its_picture_its_marks_and_its_words(client, show, service, record):
    page = show(f"{record.url}/pages/1?mark=70,100,300,140&mark=70,300,300,340")
    assert len(page.all("rect")) == 2
    image = page.all("img", loading="eager")[0].attributes["src"]
    assert client.get(image).content.startswith(b"\x89PNG")
    words = service.page_text(SLUG, 1).text
    assert "".join(page.all("div", class_="pagetext")[0].text.split()) == "".join(words.split())


def test_a_number_in_the_address_leads_to_the_slug(client, record):
    reply = client.get("/standards/QCVN 2:2021", follow_redirects=False)
    assert reply.status_code in (307, 404)
    if reply.status_code == 307:
        assert reply.headers["location"] == record.url


def test_a_long_document_is_cut_into_parts_that_miss_no_clause(service):
    clauses = service.document(SLUG).clauses
    long = [replace(clause, text=clause.text + "chữ " * 900) for clause in clauses] * 6
    parts = cut_parts(long)
    assert len(parts) > 3
    assert [part.first for part in parts] == [0, *[part.last for part in parts[:-1]]]
    assert parts[-1].last == len(long)
    for part in parts:
        weight = sum(len(clause.text) for clause in long[part.first : part.last])
        assert weight <= PART_MOST or part.last - part.first == 1


def test_a_document_without_clauses_has_one_empty_part():
    (part,) = cut_parts(())
    assert (part.first, part.last) == (0, 0)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/nowhere", 404),
        ("/standards/no-such-document", 404),
        (f"/standards/{SLUG}/clauses/99.99", 404),
        (f"/standards/{SLUG}/pages/9999", 404),
        (f"/standards/{SLUG}?part=99", 404),
        (f"/standards/{SLUG}/pages/1?mark=1,2", 400),
        (f"/standards/{SLUG}?view=nothing", 400),
        ("/standards?kind=POEM", 400),
        ("/?q=x&as_of=yesterday", 400),
        ("/?q=x&limit=0", 422),
    ],
)
def test_an_error_is_a_designed_page_with_its_status(client, read_page, address, status):
    reply = client.get(address)
    assert reply.status_code in ({status} if status == 404 else {400, 422})
    page = read_page(reply.text)
    assert page.faults == []
    assert page.all("section", class_="which")
    assert [e for e in page.all("a") if e.attributes["href"] == "/"]
    assert reply.headers["cache-control"] == "no-store"


def test_the_api_keeps_its_own_errors(client):
    reply = client.get("/api/v1/standards/no-such-document")
    assert reply.status_code == 404
    assert reply.headers["content-type"].startswith("application/problem+json")
    assert re.fullmatch("[a-z-]+", reply.json()["code"])


def test_an_unexpected_error_says_nothing_of_the_inside(client, read_page, service, monkeypatch):
    def broken(*_args, **_kwargs):
        raise RuntimeError("secret folder")

    monkeypatch.setattr(service, "standards", broken)
    reply = client.get("/standards")
    assert reply.status_code == 500
    assert "secret" not in reply.text
    assert read_page(reply.text).all("section", class_="which")
