"""The page of definitions: a box, the words of each document, an honest nothing."""

from __future__ import annotations

from datetime import date

import pytest
from fastapi.testclient import TestClient

from api.definitions import Definitions
from api.definitions_read import Glossary
from api.service import Service
from api.settings import Settings
from web.site import create_site

HELMET = "/standards/qcvn-2-2021-bkhcn"


def addresses(page):
    return [one.attributes.get("href", "") for one in page.all("a")]


def test_a_definition_stands_with_its_document_status_clause_and_marked_page(show, client):
    page = show("/definitions?q=vo mu&as_of=2026-07-01")
    (term,) = page.all("h3")
    (quote,) = page.all("blockquote")
    assert term.text == "Vỏ mũ (shell)"
    assert "lớp vật liệu cứng ngoài cùng" in quote.text
    assert "Còn hiệu lực" in page.words
    assert f"{HELMET}/clauses/1.3.1?as_of=2026-07-01" in addresses(page)
    (marked,) = [one for one in addresses(page) if "/pages/" in one]
    assert "mark=" in marked
    assert client.get(marked, headers={"Accept": "text/html"}).status_code == 200


def test_the_very_term_stands_apart_from_terms_with_its_words(show):
    page = show("/definitions?q=xung động&lang=en")
    assert [one.text for one in page.all("h2")] == ["Terms with these words"]
    assert "None of them is of the very term “xung động”." in page.words


def test_what_nobody_defines_is_told_with_what_to_do_next(show):
    page = show("/definitions?q=vỏ thép")
    assert "Không văn bản nào đang có định nghĩa “vỏ thép”" in page.words
    assert "/definitions?q=V%E1%BB%8F%20m%C5%A9" in addresses(page)
    assert "/?q=v%E1%BB%8F%20th%C3%A9p" in addresses(page)


@pytest.mark.parametrize("place", [f"{HELMET}?view=terms", "/standards"])
def test_the_page_is_reached_from_the_terms_of_a_document_and_from_every_foot(show, place):
    found = addresses(show(place))
    assert "/definitions" in found
    if "terms" in place:
        assert "/definitions?q=V%E1%BB%8F%20m%C5%A9" in found


def test_the_status_is_that_of_the_day_asked_about(show):
    assert "Chưa có hiệu lực" in show("/definitions?q=vỏ mũ&as_of=2021-06-20").words


def test_words_that_are_too_long_are_told_and_a_strange_cursor_too(client):
    for status, query in ((422, {"q": "mũ " * 100}), (400, {"cursor": "?"})):
        reply = client.get("/definitions", params=query, headers={"Accept": "text/html"})
        assert reply.status_code == status, reply.text
        assert "<h1>" in reply.text


def test_a_library_that_is_still_being_read_says_how_far_it_is(lived, tmp_path):
    library = lived._library
    glossary = Glossary(library.store, seconds=0, portion=1)
    service = Service(library, lambda: date(2024, 5, 1))
    service.definitions = Definitions(library, lambda: date(2024, 5, 1), glossary)
    site = create_site(Settings(library=tmp_path, embedder="hashing"), service=service)
    with TestClient(site) as client:
        words = client.get("/definitions?lang=en", headers={"Accept": "text/html"}).text
        told = client.get("/definitions?q=nhãn&lang=vi", headers={"Accept": "text/html"}).text
    held = len(library.store.documents())
    assert f"1 of {held} documents have been looked at" in words
    assert "No definitions were found in the 1 documents held" not in words
    assert f"mới xem 2 trong {held} văn bản" in told
