"""A saved question as a feed: what the page answers, under names that last."""

from xml.etree import ElementTree

import pytest

ATOM = "{http://www.w3.org/2005/Atom}"
FEED = "/feeds/ask.atom"
HELMET = "mũ bảo hiểm cho người đi xe máy"


def feed(client, q, **wanted):
    answer = client.get(FEED, params={"q": q, **wanted})
    assert answer.status_code == 200, answer.text
    return ElementTree.fromstring(answer.content)


def ids(root):
    return [one.findtext(f"{ATOM}id") for one in root.findall(f"{ATOM}entry")]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_entries_are_the_answers_with_words_and_citation(client, lang):
    root = feed(client, HELMET, lang=lang)
    answers = client.get("/api/v1/ask", params={"q": HELMET, "limit": 20}).json()["answers"]
    entries = root.findall(f"{ATOM}entry")
    assert len(entries) == len({(a["number"], a["page_url"], a["status"]) for a in answers}) > 1
    first = entries[0]
    assert first.findtext(f"{ATOM}title").startswith(answers[0]["number"])
    content = first.findtext(f"{ATOM}content")
    assert answers[0]["citation" if lang == "vi" else "citation_en"] in content
    assert root.findtext(f"{ATOM}title").endswith(HELMET)
    moments = [one.findtext(f"{ATOM}updated") for one in entries]
    assert root.findtext(f"{ATOM}updated") == max(moments)


def test_names_are_the_same_in_both_languages_and_the_next_time(client):
    first = ids(feed(client, HELMET))
    assert ids(feed(client, HELMET, lang="en")) == ids(feed(client, HELMET)) == first
    assert len(set(first)) == len(first)


def test_a_question_that_nothing_answers_is_an_empty_feed_that_says_so(client):
    root = feed(client, "TCVN 99999:2020", lang="en")
    assert ids(root) == []
    assert "nothing in the library answers" in root.findtext(f"{ATOM}subtitle")


def test_a_question_that_cannot_be_read_is_a_problem(client):
    answer = client.get(FEED, params={"q": "  "})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad-question")


def test_who_has_it_is_told_so(client):
    first = client.get(FEED, params={"q": HELMET})
    again = client.get(FEED, params={"q": HELMET}, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_page_of_answers_leads_to_its_feed(client):
    page = client.get("/", params={"q": HELMET}).text
    assert page.count("/feeds/ask.atom?q=") == 2
    assert 'type="application/atom+xml"' in page
    dated = client.get("/", params={"q": HELMET, "as_of": "2024-01-01"}).text
    assert dated.count("/feeds/ask.atom?q=") == 1
