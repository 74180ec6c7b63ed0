"""Atom feeds: what RFC 4287 asks for, names and moments that last, and copies."""

from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

import pytest

from api.feeds import Entry, Feed, atom, shown_since
from index.changes import ChangeKind
from web.feed_links import FeedName

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = [f"/feeds/{name}.atom" for name in (*FeedName, "changes")]
YEARS = "within=3650"


def parsed(response):
    assert response.status_code == 200, response.text[:300]
    return ElementTree.fromstring(response.content)


def text(element, name):
    found = element.findall(ATOM + name)
    assert len(found) == 1, f"{name}: {len(found)}"
    return found[0].text


def entries(feed):
    return feed.findall(f"{ATOM}entry")


def moment(element, name="updated"):
    found = datetime.fromisoformat(text(element, name))
    assert found.tzinfo is not None
    return found


def links(element):
    return {
        (link.attrib["rel"], link.attrib["type"]): link.attrib["href"]
        for link in element.findall(f"{ATOM}link")
    }


def ids(client, address, **headers):
    return [text(entry, "id") for entry in entries(parsed(client.get(address, headers=headers)))]


@pytest.mark.parametrize("address", FEEDS)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_feed_has_what_the_standard_asks_for(busy, address, language):
    feed = parsed(busy.get(address, params={"lang": language, "within": 3650}))
    assert feed.tag == f"{ATOM}feed"
    assert feed.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == language
    assert text(feed, "id").startswith("urn:uuid:")
    assert text(feed, "title").startswith("Trachuẩn: ")
    assert text(feed, "subtitle")
    assert text(feed.find(f"{ATOM}author"), "name") == "Trachuẩn"
    own = links(feed)
    assert own["self", "application/atom+xml"].startswith(f"http://testserver{address}")
    assert busy.get(own["alternate", "text/html"]).status_code == 200
    assert busy.get(own["alternate", "application/json"]).status_code == 200
    found = entries(feed)
    assert found or address == "/feeds/amending.atom"
    assert moment(feed) == max((moment(entry) for entry in found), default=moment(feed))
    for entry in found:
        assert text(entry, "id").startswith("urn:uuid:")
        assert text(entry, "title")
        assert moment(entry, "published") <= moment(entry) <= datetime.now(UTC)
        (content,) = entry.findall(f"{ATOM}content")
        assert content.attrib["type"] == "html"
        assert "<strong>" in content.text
        assert busy.get(links(entry)["alternate", "text/html"]).status_code == 200
        assert busy.get(links(entry)["related", "application/json"]).status_code == 200
        assert entry.findall(f"{ATOM}category")
    names = [text(entry, "id") for entry in found]
    assert len(names) == len(set(names))


def test_an_entry_says_what_happens_to_which_text_who_says_so_and_how_it_stands(busy):
    title = "01/09/2026 · Hết thời gian chuyển tiếp: QCVN 41:2024/BGTVT, Văn bản moi"
    found = {text(each, "title"): each for each in entries(parsed(busy.get("/feeds/ending.atom")))}
    entry = found[title]
    content = text(entry, "content")
    for said in (
        "Ngày: 01/09/2026",
        "<blockquote>đến hết 31/08/2026</blockquote>",
        'href="http://testserver/standards/moi/pages/1"',
        "trang 1",
        "Hiện nay: Còn hiệu lực",
    ):
        assert said in content
    english = " ".join(
        text(each, "content") for each in entries(parsed(busy.get("/feeds/ending.atom?lang=en")))
    )
    assert "Transitional period ends" in english
    assert "Now: In force" in english


@pytest.mark.parametrize("name", FeedName)
def test_names_stay_under_another_host_in_another_language_and_when_asked_again(busy, name):
    address = f"/feeds/{name}.atom?{YEARS}"
    first = ids(busy, address)
    assert ids(busy, address) == first
    assert ids(busy, f"{address}&lang=en", host="standards.example.vn") == first
    assert busy.get(address).content == busy.get(address).content


def test_names_and_moments_stay_when_files_are_read_again(library, by_hand, make):
    address = f"/feeds/days.atom?{YEARS}"
    with library.client() as client:
        before = {text(e, "id"): moment(e) for e in entries(parsed(client.get(address)))}
    library.keep([*by_hand()[:-1], make(None, "khong-so", title="Tên đọc lại")])
    with library.client() as client:
        after = {text(e, "id"): moment(e) for e in entries(parsed(client.get(address)))}
        told = parsed(client.get("/feeds/changes.atom?what=changed"))
    assert after == before
    assert len(entries(told)) == 1
    library.keep(by_hand()[:1], content=b" another")
    with library.client() as client:
        assert set(ids(client, address)) == set(before)


def test_feeds_tell_days_apart_and_hold_no_other(busy):
    every = set(ids(busy, f"/feeds/days.atom?{YEARS}"))
    parts = [set(ids(busy, f"/feeds/{n}.atom?{YEARS}")) for n in FeedName if n != FeedName.DAYS]
    assert set().union(*parts) == every
    assert sum(map(len, parts)) == len(every)
    coming = set(ids(busy, f"/feeds/days.atom?{YEARS}&when=coming"))
    recent = set(ids(busy, f"/feeds/days.atom?{YEARS}&when=recent"))
    assert coming | recent == every
    assert not coming & recent
    body = busy.get(f"/api/v1/watch?{YEARS}&section=coming").json()
    assert coming == {item["id"] for item in body["coming"]["items"]}


def test_a_feed_is_narrowed_by_kind_and_by_body_with_those_it_answers_for(busy):
    every = ids(busy, f"/feeds/starting.atom?{YEARS}")
    ours = ids(busy, f"/feeds/starting.atom?{YEARS}&agency=BXD")
    theirs = ids(busy, f"/feeds/starting.atom?{YEARS}&agency=BGTVT")
    assert set(theirs) < set(ours) <= set(every)
    assert ids(busy, f"/feeds/starting.atom?{YEARS}&kind=LAW") == []
    narrowed = parsed(busy.get("/feeds/starting.atom?kind=QCVN&agency=BXD&when=coming"))
    said = "Trachuẩn: Bắt đầu có hiệu lực (sắp tới, Quy chuẩn kỹ thuật, Bộ Xây dựng)"
    assert text(narrowed, "title") == said
    plain = parsed(busy.get("/feeds/starting.atom"))
    assert text(narrowed, "id") != text(plain, "id")


def test_a_day_is_news_when_it_is_known_when_it_is_near_and_when_it_has_come():
    known, day = datetime(2026, 1, 5, 8, tzinfo=UTC), date(2026, 7, 1)
    near = datetime(2026, 5, 1, 17, tzinfo=UTC)  # midnight of 2 May in Vietnam
    come = datetime(2026, 6, 30, 17, tzinfo=UTC)
    assert shown_since(day, known, today=date(2026, 6, 1), within=60) == (near, near)
    assert shown_since(day, known, today=day, within=60) == (near, come)
    assert shown_since(day, known, today=date(2026, 6, 1), within=365) == (known, known)
    late = come + timedelta(days=9)
    assert shown_since(day, late, today=date(2026, 7, 20), within=60) == (late, late)
    assert shown_since(date.min, known, today=day, within=60) == (known, known)


def test_who_has_the_feed_is_not_sent_it_again(busy):
    for address in FEEDS:
        first = busy.get(address)
        tag, changed = first.headers["etag"], first.headers["last-modified"]
        same = busy.get(address, headers={"If-None-Match": tag})
        assert (same.status_code, same.content) == (304, b"")
        late = busy.get(address, headers={"If-Modified-Since": changed})
        assert (late.status_code, late.content) == (304, b"")
        early = {"If-Modified-Since": "Mon, 01 Jan 2024 00:00:00 GMT"}
        assert busy.get(address, headers=early).status_code == 200
        assert busy.get(address, headers={"If-Modified-Since": "yesterday"}).status_code == 200
        other = {"If-None-Match": '"other"', "If-Modified-Since": changed}
        assert busy.get(address, headers=other).status_code == 200


def test_changes_are_told_by_what_they_are_and_go_back_page_by_page(library, make):
    library.keep([make("QCVN 5:2010/BXD", "bi", title="Tên mới")], content=b" 2")
    library.remove("nhac.pdf")
    with library.client() as client:
        removed, changed, *added = entries(parsed(client.get("/feeds/changes.atom")))
        assert text(removed, "title") == "Gỡ khỏi kho: QCVN 7:2021/BXD, Văn bản nhac"
        assert text(changed, "title") == "Thay tệp: QCVN 5:2010/BXD, Tên mới"
        assert "Tệp nguồn đã được thay bằng tệp khác." in text(changed, "content")
        assert {text(one, "title").split(":")[0] for one in added} == {"Thêm mới"}
        assert len(added) == 8
        for what, count in ((ChangeKind.ADDED, 8), (ChangeKind.REMOVED, 1), (ChangeKind.HELD, 0)):
            assert len(ids(client, f"/feeds/changes.atom?what={what}")) == count
        whole, seen = ids(client, "/feeds/changes.atom"), []
        address = "/feeds/changes.atom?limit=3"
        while address:
            page = parsed(client.get(address))
            seen += [text(entry, "id") for entry in entries(page)]
            address = links(page).get(("next", "application/atom+xml"))
        assert seen == whole


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/feeds/nowhere.atom", 404),
        ("/feeds/starting.atom?kind=x", 422),
        ("/feeds/changes.atom?before=x", 400),
        ("/feeds/changes.atom?before=0123456789abcdef-1", 410),
    ],
)
def test_a_feed_that_cannot_be_is_a_problem(busy, address, status):
    response = busy.get(address)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"


def test_feeds_stand_in_the_openapi_document(busy):
    paths = busy.get("/openapi.json").json()["paths"]
    for path in ("/feeds/changes.atom", "/feeds/{name}.atom"):
        assert "application/atom+xml" in paths[path]["get"]["responses"]["200"]["content"]


def test_characters_that_xml_cannot_hold_are_left_out():
    at = datetime(2026, 1, 1, tzinfo=UTC)
    entry = Entry(
        id="urn:uuid:1",
        title="mũ\x0b & <an toàn>\ufffe",
        published=at,
        updated=at,
        html="<p>a\x00b</p>",
        link="http://a/b",
        data="http://a/c",
    )
    feed = Feed(
        id="urn:uuid:2",
        title="\x01t",
        subtitle="s",
        author="a",
        language="vi",
        updated=at,
        here="http://a/f",
        page="http://a/",
        data="http://a/d",
        entries=(entry,),
    )
    (read,) = entries(ElementTree.fromstring(atom(feed)))
    assert text(read, "title") == "mũ & <an toàn>"
    assert text(read, "content") == "<p>ab</p>"
