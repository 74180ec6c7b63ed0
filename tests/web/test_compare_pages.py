"""The pages that lay two documents side by side, and the form that asks which two."""

from datetime import date

import pytest
from fastapi.testclient import TestClient

from api.assembly import create_or_open_library, open_service
from api.settings import Settings
from ingest.reading import read_bytes
from samples.build import HERE, build
from samples.markup import read_content
from web.compare_parts import contents, cut_pairs, steps
from web.compare_view import Fold, fold, show_pairs
from web.site import create_site

OLD, NEW = "qcvn-16-2019-bxd", "qcvn-16-2023-bxd"
BOTH = f"/compare?a={OLD}&b={NEW}"


@pytest.fixture(scope="module")
def editions(tmp_path_factory):
    """The site over two editions of one regulation, and its service."""
    settings = Settings(library=tmp_path_factory.mktemp("two") / "library", embedder="hashing")
    library = create_or_open_library(settings)
    with library.batch() as batch:
        for path in sorted((HERE / "content").glob("qcvn-16-20*.txt")):
            content = read_content(path)
            original = build(content).tobytes(no_new_id=True)
            reading = read_bytes(original, content.file)
            batch.add(
                file=content.file,
                original=original,
                sha256=reading.documents[0].source.sha256,
                documents=reading.documents,
                pages=reading.pages,
                reader="0",
            )
    library.close()
    service = open_service(settings, today=lambda: date(2026, 7, 15))
    with TestClient(create_site(settings, service=service)) as client:
        yield client, service


@pytest.fixture
def shown(editions, read_page):
    def open_page(address, status=200):
        editions[0].cookies.clear()
        response = editions[0].get(address, headers={"Accept": "text/html"})
        assert response.status_code == status, response.text[:300]
        return read_page(response.text)

    return open_page


@pytest.mark.parametrize("address", [BOTH, f"{BOTH}&show=all", f"{BOTH}&lang=en", "/compare"])
def test_the_page_is_well_formed_and_light(editions, shown, address):
    assert shown(address).faults == []
    assert len(editions[0].get(address).content) < 100_000


def test_marks_are_words_for_those_who_do_not_see_them(shown):
    page = shown(BOTH)
    gone, came = page.all("del"), page.all("ins")
    assert "[bỏ] yêu cầu" in [mark.text for mark in gone]
    assert "[thêm] thuộc nhóm 2" in [mark.text for mark in came]


def test_both_clauses_and_their_pages_are_one_link_away(shown):
    links = {a.attributes["href"] for a in shown(BOTH).all("a")}
    assert {f"/standards/{slug}/clauses/1.1.1" for slug in (OLD, NEW)} <= links
    assert any(link.startswith(f"/standards/{NEW}/pages/") for link in links)


def test_the_contents_lead_to_every_difference_on_the_page(shown):
    page = shown(f"{BOTH}&show=all")
    anchors = {article.attributes["id"] for article in page.all("article")}
    leads = [a.attributes["href"] for a in page.all("a") if "#" in a.attributes["href"]]
    here = {lead[1:] for lead in leads if lead.startswith("#") and lead != "#main"}
    assert here
    assert here <= anchors


def test_what_is_the_same_is_shown_when_everything_is_asked_for(shown):
    assert "Giữ nguyên: 4" in shown(BOTH).words
    assert shown(BOTH).all("span", class_="same") == []
    assert shown(f"{BOTH}&show=all").all("span", class_="same")


def test_parts_hold_every_pair_once(editions):
    body = editions[1].compare(OLD, NEW)
    pairs = show_pairs(body, whole=True)
    many = tuple(pairs) * 12
    parts = cut_pairs(many)
    assert len(parts) > 1
    assert tuple(pair for part in parts for pair in part) == many
    entries, more = contents(parts)
    assert len(entries) + more == sum(pair.state != "same" for pair in many)
    assert more > 0


def test_long_words_that_both_share_are_cut_out_and_say_so(editions):
    body = editions[1].compare(OLD, NEW, changes_only=True)
    pair = next(pair for pair in body.clauses if pair.text and pair.b and pair.a)
    long = "chữ giống nhau ở cả hai bên. " * 60
    longer = {
        side: clause.model_copy(update={"text": long + clause.text})
        for side, clause in (("a", pair.a), ("b", pair.b))
    }
    moved = [
        edit.model_copy(
            update={name: getattr(edit, name) + len(long) for name in type(edit).model_fields}
        )
        for edit in pair.text
    ]
    body = body.model_copy(
        update={"clauses": [pair.model_copy(update={**longer, "text": moved})], "rows": []}
    )
    (short,), (whole,) = show_pairs(body, whole=False), show_pairs(body, whole=True)
    assert "gap" in {words.mark for words in short.b.text}
    assert "gap" not in {words.mark for words in whole.b.text}
    kept = [words.text for words in short.b.text if words.mark == "ins"]
    assert kept == [words.text for words in whole.b.text if words.mark == "ins"]


def test_the_form_names_works_with_several_editions(shown):
    page = shown("/compare")
    assert BOTH in [a.attributes["href"] for a in page.all("a")]
    one = shown(f"/compare?a={OLD}")
    assert BOTH in [a.attributes["href"] for a in one.all("a")]
    other = shown(f"/compare?b={NEW}")
    assert BOTH in [a.attributes["href"] for a in other.all("a")]


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        (f"/compare?a={OLD}&b={OLD}", 400, "hãy chọn hai văn bản khác nhau"),
        (f"/compare?a={OLD}&b=TCVN+1:2000", 404, "TCVN 1:2000"),
        ("/compare?a=kh%C3%B4ng+c%C3%B3", 404, "không có"),
    ],
)
def test_what_cannot_be_compared_is_said_above_the_form(shown, address, status, words):
    page = shown(address, status)
    assert words in page.words
    assert page.all("input", name="b")


@pytest.mark.parametrize("query", ["show=some", "part=99", "as_of=mai"])
def test_a_choice_that_does_not_exist_is_an_error(editions, query):
    response = editions[0].get(f"{BOTH}&{query}", headers={"Accept": "text/html"})
    assert response.status_code in (400, 404)
