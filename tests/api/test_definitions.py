"""``/definitions``: how a term is defined, document by document."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.definitions import Definitions
from api.definitions_place import place_of
from api.definitions_read import Glossary
from api.service import Service
from api.settings import Settings
from index.embedder_hashing import HashingEmbedder
from index.library import Library
from standards.document import Clause, Definition
from standards.place import Box, Line

PLACE = "/api/v1/definitions"
OLD, NEW = "qcvn-88-2015-bgtvt", "qcvn-88-2021-bgtvt"
HELMET = "qcvn-2-2021-bkhcn"


def meaning(term, english=None, text="điều được định nghĩa.", clause="1"):
    return Definition(term=term, term_en=english, text=text, clause=clause, page=1)


@pytest.fixture
def put(lived):
    """Gives the texts of the library of lives these definitions, in a library of their own that all
    calls of a test share."""
    library = Library.in_memory(HashingEmbedder())
    store = lived._library.store

    def keep(**terms):
        named = {{"old": OLD, "new": NEW}[name]: tuple(each) for name, each in terms.items()}
        held = {one.id for one in library.store.documents()}
        with library.batch() as batch:
            for one in store.documents():
                if one.id in named or one.id not in held:
                    whole = store.document(one.id)
                    batch.add(
                        file=one.file,
                        original=one.file.encode(),
                        sha256=one.sha256,
                        documents=[replace(whole, definitions=named.get(one.id, ()))],
                        pages=store.pages(one.sha256),
                        reader="0",
                    )
        return library

    return keep


def found(library, q="", *, day=date(2022, 1, 1), **more):
    return Definitions(library, lambda: day).find(q, **more)


def get(client, **query):
    reply = client.get(PLACE, params=query)
    assert reply.status_code == 200, reply.text
    return reply.json()


def test_a_definition_is_the_words_of_the_record_with_clause_page_and_status(client):
    (item,) = get(client, q="vỏ mũ", as_of="2022-01-01")["items"]
    record = client.get(f"/api/v1/standards/{HELMET}", params={"as_of": "2022-01-01"}).json()
    (said,) = [one for one in record["definitions"] if one["term"] == "Vỏ mũ"]
    assert {name: item[name] for name in ("term", "term_en", "text", "page")} == {
        name: said[name] for name in ("term", "term_en", "text", "page")
    }
    assert (item["number"], item["match"], item["fact"]) == (
        record["number"],
        "exact",
        "definition:1",
    )
    clause = client.get(f"/api/v1{item['url']}", params={"as_of": "2022-01-01"}).json()
    same = ("status", "status_reason", "status_reason_en", "in_force_from", "url")
    assert {name: item[name] for name in same} == {name: clause[name] for name in same}
    assert item["place"] == "mục 1.3.1"
    assert item["boxes"]
    assert client.get(item["page_url"]).status_code == 200


@pytest.mark.parametrize("q", ["VỎ MŨ", "vo mu", " vỏ  mũ "])
def test_marks_case_and_blanks_do_not_count(client, q):
    body = get(client, q=q)
    assert [one["term"] for one in body["items"]][:1] == ["Vỏ mũ"]
    assert body["exact"] == 1


def test_english_terms_are_found_by_their_words(client):
    body = get(client, q="protective")
    assert [one["term"] for one in body["items"]] == ["Đệm hấp thụ xung động"]
    assert body["items"][0]["match"] == "begins"


@pytest.mark.parametrize(
    ("day", "order"),
    [
        (date(2022, 1, 1), [(NEW, "in_force"), (OLD, "ended")]),
        (date(2020, 1, 1), [(OLD, "in_force"), (NEW, "not_yet")]),
    ],
)
def test_of_one_term_what_is_in_force_that_day_goes_first(put, day, order):
    library = put(old=[meaning("Nhãn")], new=[meaning("Nhãn")])
    page = found(library, "nhãn", day=day)
    assert [(one.slug, one.status) for one in page.items] == order


def test_the_very_term_goes_before_terms_that_have_its_words(put):
    terms = ["Hàng có nhãn", "Nhãn của hàng", "Nhãn hàng hóa", "Ghi nhãn hàng", "Nhãn hàng"]
    library = put(old=[meaning("nhãn hàng")], new=[meaning(term) for term in terms])
    page = found(library, "nhãn hàng")
    assert [(one.term, one.match) for one in page.items] == [
        ("Nhãn hàng", "exact"),
        ("nhãn hàng", "exact"),
        ("Nhãn hàng hóa", "begins"),
        ("Ghi nhãn hàng", "together"),
        ("Hàng có nhãn", "apart"),
        ("Nhãn của hàng", "apart"),
    ]
    assert (page.total, page.exact) == (6, 2)


def test_words_with_the_same_marks_go_before_others_when_marks_were_typed(put):
    library = put(new=[meaning("Má"), meaning("Mã"), meaning("Mả")])
    assert next(one.term for one in found(library, "mã").items) == "Mã"
    assert {one.term for one in found(library, "ma").items} == {"Má", "Mã", "Mả"}


def test_a_part_of_a_word_is_no_match(put):
    assert found(put(new=[meaning("Nhãn hàng")]), "hà").total == 0


def test_following_pages_meets_each_once_and_new_documents_disturb_nothing(put):
    first = [meaning(f"Từ {letter}") for letter in "bdfhk"]
    library = put(new=first)
    definitions = Definitions(library, lambda: date(2022, 1, 1))
    page = definitions.find(limit=2)
    met = [one.term for one in page.items]
    put(old=[meaning("Từ a"), meaning("Từ g")])
    while page.next is not None:
        page = definitions.find(limit=2, cursor=page.next)
        met += [one.term for one in page.items]
    assert met == ["Từ b", "Từ d", "Từ f", "Từ g", "Từ h", "Từ k"]


def test_links_lead_through_the_list(client):
    whole = get(client, limit=100)
    met, address = [], f"{PLACE}?limit=2"
    while address:
        reply = client.get(address)
        met += reply.json()["items"]
        onward = re.search(r'<([^>]+)>; rel="next"', reply.headers["link"])
        address = onward and onward[1]
    assert met == whole["items"]
    assert len(met) == whole["total"] == whole["terms"] > 4
    tag = reply.headers["etag"]
    assert client.get(reply.url, headers={"If-None-Match": tag}).status_code == 304


def test_a_term_that_no_document_defines_is_told_with_terms_that_are_near(put, client):
    page = found(put(new=[meaning("Nhãn hàng hóa"), meaning("Hàng hóa")]), "nhãn hàng gốc")
    assert (page.total, page.items, page.next) == (0, [], None)
    assert page.near == ["Nhãn hàng hóa"]
    assert page.terms == 2
    assert page.read == page.documents > 1
    nothing = get(client, q="!!!")
    assert (nothing["total"], nothing["near"]) == (0, [])


@pytest.mark.parametrize("cursor", ["x", "", "bnVsbA", "WzEsMl0", "é"])
def test_what_no_page_gave_is_no_cursor(client, cursor):
    reply = client.get(PLACE, params={"q": "mũ", "cursor": cursor})
    assert (reply.status_code, reply.json()["code"]) == (400, "bad-input")


def test_a_library_that_takes_long_to_read_is_read_in_steps_and_says_how_far_it_is(put, tmp_path):
    library = put(old=[meaning("Nhãn")], new=[meaning("Nhãn")])
    service = Service(library, lambda: date(2022, 1, 1))
    held = len(library.store.documents())
    glossary = Glossary(library.store, seconds=0, portion=held - 1)
    service.definitions = Definitions(library, lambda: date(2022, 1, 1), glossary)
    app = create_app(Settings(library=tmp_path, embedder="hashing"), service=service)
    with TestClient(app) as client:
        told = [client.get(PLACE, params={"q": "nhãn"}) for _ in range(3)]
    assert [one.json()["read"] for one in told] == [held - 1, held, held]
    assert all(one.json()["documents"] == held for one in told)
    assert told[1].json()["total"] == 2
    kept = [one.headers["cache-control"] for one in told]
    assert kept == ["no-store", "public, no-cache", "public, no-cache"]


def test_what_changed_is_read_anew_and_nothing_else(put):
    library = put(old=[meaning("Nhãn")], new=[meaning("Mã")])
    glossary = Glossary(library.store)
    before = glossary.look([OLD, NEW]).terms
    put(new=[meaning("Mã vạch")])
    after = glossary.look([OLD, NEW]).terms
    assert [one.term for one in after] == ["Nhãn", "Mã vạch"]
    assert after[0] is before[0]
    with library.batch() as batch:
        batch.delete(library.store.document(OLD).source.sha256)
    assert [one.term for one in glossary.look([NEW]).terms] == ["Mã vạch"]


def test_a_definition_is_marked_by_the_lines_of_its_term_and_words():
    lines = ("a) Nhãn là bản viết", "trên hàng.", "b) Mã là dãy số.")
    text = "\n".join(lines)
    starts = [text.index(line) for line in lines]
    clause = Clause(
        key="3",
        label="3",
        heading="Giải thích từ ngữ",
        text=text,
        page=1,
        last_page=1,
        parent=None,
        heading_boxes=(Box(1, 0, 0, 90, 9),),
        lines=tuple(
            Line(start, start + len(line), Box(1, 0, 10.0 * n, 90, 10.0 * n + 9))
            for n, (start, line) in enumerate(zip(starts, lines, strict=True), 1)
        ),
    )
    label = meaning("Nhãn", text="bản viết trên hàng.", clause="3")
    assert place_of(label, clause) == (Box(1, 0, 10, 90, 29),)
    assert place_of(meaning("Mã", text="dãy số."), clause) == (Box(1, 0, 30, 90, 39),)
    assert place_of(meaning("Mã", text="không có ở đây"), clause) == (Box(1, 0, 0, 90, 39),)
    headed = replace(clause, heading="Nhãn (label)", text=text[8:], lines=clause.lines[:1])
    assert place_of(label, headed)[0].y0 == 0


def test_who_comes_while_another_reads_gets_what_was_read_so_far(put):
    library = put(old=[meaning("Nhãn")])
    glossary = Glossary(library.store, seconds=0.01)
    glossary.look([OLD])
    with glossary._lock:
        looked = glossary.look([OLD, NEW])
    assert ([one.term for one in looked.terms], looked.read) == (["Nhãn"], 1)
