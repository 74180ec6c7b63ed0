"""Every page: whole HTML, nothing from elsewhere, nothing that only a mouse can reach."""

import itertools
import re

import pytest

HELMET = "mũ bảo hiểm cho người đi mô tô"
SLUG = "qcvn-2-2021-bkhcn"
MOST_BYTES = 100_000
DATA_BLOCK = re.compile(r"<script type=\"application/ld\+json\">.*?</script>", re.DOTALL)
"""The record for machines: data that no browser runs, with the addresses that JSON-LD asks for."""


@pytest.fixture
def addresses(service):
    """One address of each kind of page."""
    record = service.standard(SLUG)
    clause = record.clauses[len(record.clauses) // 2]
    return {
        "home": "/",
        "answers": f"/?q={HELMET}",
        "nothing": "/?q=xyzzy qwrt plugh",
        "number": "/?q=QCVN 2:2021/BKHCN&as_of=2026-01-01",
        "list": "/standards",
        "filtered": "/standards?kind=TCVN&number=1651",
        "document": record.url,
        "products": f"{record.url}?view=products",
        "cites": f"{record.url}?view=cites",
        "terms": f"{record.url}?view=terms",
        "source": f"{record.url}?view=source",
        "clause": clause.url,
        "page": f"{record.url}/pages/1?mark=70,100,300,140",
    }


KINDS = [
    "home",
    "answers",
    "nothing",
    "number",
    "list",
    "filtered",
    "document",
    "products",
    "cites",
    "terms",
    "source",
    "clause",
    "page",
]


@pytest.fixture(params=KINDS)
def address(request, addresses):
    return addresses[request.param]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_page_is_whole_html_in_its_language(show, address, lang):
    page = show(f"{address}{'&' if '?' in address else '?'}lang={lang}")
    assert page.faults == []
    assert page.all("html")[0].attributes["lang"] == lang
    assert len(page.all("h1")) == 1
    assert len(page.all("title")[0].text.strip()) > 5
    assert page.all("main", id="main")


def test_identifiers_are_unique_and_references_lead_to_them(show, address):
    page = show(address)
    ids = [e.attributes["id"] for e in page.elements if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    for element in page.elements:
        for name in ("for", "aria-labelledby", "data-copy"):
            if name in element.attributes:
                assert element.attributes[name] in ids
    inside = [e.attributes["href"][1:] for e in page.all("a") if e.attributes["href"][:1] == "#"]
    assert set(inside) <= set(ids)


def test_nothing_comes_from_elsewhere(client, address):
    shown = DATA_BLOCK.sub("", client.get(address).text)
    assert not re.search(r"""(?:href|src|action)=["'](?:[a-z]+:)?//""", shown)
    assert "http:" not in shown
    assert "https:" not in shown


def test_nothing_stands_inline_and_the_policy_forbids_it(client, read_page, address):
    reply = client.get(address)
    page = read_page(DATA_BLOCK.sub("", reply.text))
    assert all("style" not in e.attributes for e in page.elements)
    assert not [e for e in page.elements if any(name[:2] == "on" for name in e.attributes)]
    assert all(e.attributes.get("src") for e in page.all("script"))
    assert page.all("style") == []
    policy = reply.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert reply.headers["x-content-type-options"] == "nosniff"


def test_pictures_have_words_and_a_size(show, address):
    for image in show(address).all("img"):
        assert "alt" in image.attributes
        assert int(image.attributes["width"]) > 0
        assert int(image.attributes["height"]) > 0


def test_every_field_has_a_label_and_every_link_and_button_has_words(show, address):
    page = show(address)
    labelled = {e.attributes["for"] for e in page.all("label")}
    for tag in ("input", "select"):
        for field in page.all(tag):
            if field.attributes.get("type") != "hidden":
                assert field.attributes["id"] in labelled
    for tag in ("a", "button", "summary"):
        assert [e.attributes for e in page.all(tag) if not e.text.strip()] == []


def test_headings_do_not_skip_a_level(show, address):
    levels = [int(e.tag[1]) for e in show(address).elements if re.fullmatch("h[1-6]", e.tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_a_page_is_small_and_says_where_its_data_are(client, read_page, address):
    reply = client.get(address)
    assert len(reply.content) < MOST_BYTES
    kept = read_page(reply.text).all("link", rel="alternate", type="application/json")
    data = next(iter(kept))
    body = client.get(data.attributes["href"])
    assert body.status_code == 200
    assert body.headers["content-type"].startswith("application/json")


def test_links_of_a_page_lead_somewhere(client, show, address):
    hrefs = {e.attributes["href"].split("#")[0] for e in show(address).all("a")}
    for href in sorted(hrefs - {""})[:40]:
        assert client.get(href).status_code == 200, href


def test_a_language_once_chosen_is_kept(client):
    assert 'lang="vi"' in client.get("/").text
    assert 'lang="en"' in client.get("/?lang=en").text
    assert 'lang="en"' in client.get("/standards").text
    assert 'lang="vi"' in client.get("/?lang=vi").text


def test_the_switch_keeps_the_question(show):
    (switch,) = show(f"/?q={HELMET}&as_of=2026-01-01").all("a", hreflang="en")
    page = show(switch.attributes["href"])
    assert page.all("input", id="q")[0].attributes["value"] == HELMET
    assert page.all("input", id="as_of")[0].attributes["value"] == "2026-01-01"


def test_what_a_reader_types_is_never_markup(client, read_page):
    page = read_page(client.get("/", params={"q": '"><script>alert(1)</script>'}).text)
    assert [e.attributes.get("src", "") for e in page.all("script")] != [""]
    assert len(page.all("script")) == len(read_page(client.get("/").text).all("script"))


def test_our_files_are_kept_for_ever_under_their_hash(client, show):
    page = show("/")
    addresses = [e.attributes["src"] for e in page.all("script")]
    addresses += [e.attributes["href"] for e in page.all("link") if "static" in str(e.attributes)]
    assert len(addresses) > 3
    for address in addresses:
        reply = client.get(address)
        assert reply.status_code == 200
        assert "immutable" in reply.headers["cache-control"]
    assert client.get("/static/site.css?v=old").headers["cache-control"] == "no-cache"
    assert client.get("/static/nothing.css").status_code == 404
