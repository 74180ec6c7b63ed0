"""The pages of what an office has to look at, and of what changed in the library."""

import pytest

from api.models_watch import WatchSection
from search.watch import Turn
from web import watch_pages
from web.watch_sections import NAMES

SMALL = 100_000


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    "address",
    ["/watch", "/watch/changes", "/watch/changes?what=held", *[f"/watch/{name}" for name in NAMES]],
)
def test_every_page_is_well_formed_and_light(busy, read_page, address, language):
    response = busy.get(address, params={"lang": language}, headers={"Accept": "text/html"})
    assert response.status_code == 200, response.text[:300]
    assert read_page(response.text).faults == []
    assert len(response.content) < SMALL


def test_the_overview_counts_what_each_page_lists(busy, read_page):
    page = read_page(busy.get("/watch").text)
    body = busy.get("/api/v1/watch").json()
    told = {
        card.text.split("\n")[2]: int(card.text.split("\n")[1].replace(".", ""))
        for card in page.all("li")
        if card.text.split("\n")[1:2] and card.text.split("\n")[1].replace(".", "").isdigit()
    }
    assert told["Được viện dẫn mà kho chưa có"] == body["counts"]["unmet"]
    assert told["Mã HS không còn trong biểu thuế"] == body["counts"]["gone_codes"] == 1
    assert told["Mốc vừa qua"] == body["counts"]["recent"]
    assert told["Sắp được sửa đổi"] == body["coming_by"]["amending"] == 0
    leads = {a.attributes["href"] for a in page.all("a")}
    shown = {name for name in NAMES if f"/watch/{name}" in leads}
    assert shown == {*NAMES} - {WatchSection.COMING}


def test_the_overview_shows_what_ends_soon_in_full(busy, read_page):
    page = read_page(busy.get("/watch").text)
    assert "01/09/2026 Hết thời gian chuyển tiếp" in page.words
    assert "đến hết 31/08/2026" in page.words


def test_where_nothing_begins_the_next_day_is_named(busy, read_page):
    soon = read_page(busy.get("/watch?as_of=2026-01-15&within=30").text)
    assert "Không có gì bắt đầu trong 30 ngày tới. Mốc kế tiếp: 01/07/2026" in soon.words
    never = read_page(busy.get("/watch/starting?as_of=2027-01-15").text)
    assert "Không có gì bắt đầu trong 60 ngày tới." in never.words
    assert "Kho không biết mốc nào sau đó." in never.words
    page = read_page(busy.get("/watch/coming?as_of=2026-03-15&within=30&lang=en").text)
    assert "Nothing is due in the next 30 days. The next one: 1 July 2026" in page.words


def test_days_are_told_apart_by_what_they_mean(busy, read_page):
    page = read_page(busy.get("/watch/coming?within=90").text)
    chosen = {a.text.strip() for a in page.all("a", aria_current="page")}
    assert chosen == {"Tất cả 2"}
    leads = [a.attributes["href"] for a in page.all("a")]
    assert "/watch/ending?within=90" in leads
    past = read_page(busy.get("/watch/recent?what=starting").text)
    assert "Bắt đầu có hiệu lực" in past.words
    assert "Bị thay thế" not in past.words


def test_a_body_stands_for_those_it_answers_for(busy, read_page):
    page = read_page(busy.get("/watch/recent?within=3650").text)
    leads = {a.attributes["href"]: a.text for a in page.all("a")}
    ours = leads["/watch/recent?within=3650&agency=BXD"]
    assert ours.startswith("Bộ Xây dựng")
    theirs = leads["/watch/recent?within=3650&agency=BGTVT"]
    count = [int(text.split()[-3]) for text in (ours, theirs)]
    assert count[0] > count[1] > 0
    narrowed = read_page(busy.get("/watch/recent?within=3650&agency=BXD").text)
    assert "QCVN 41:2024/BGTVT" in narrowed.words
    assert "QCVN 7:2021/BXD" in narrowed.words


def test_where_the_filters_leave_nothing_they_can_be_taken_off(busy, read_page):
    narrowed = read_page(busy.get("/watch/recent?agency=BCA").text)
    assert "Bộ lọc đang chọn không để lại mục nào." in narrowed.words
    (cross,) = [a for a in narrowed.all("a") if "✕" in a.text]
    assert cross.attributes["href"] == "/watch/recent"


def test_the_form_keeps_the_filters_and_works_without_a_script(busy, read_page):
    page = read_page(busy.get("/watch/recent?kind=QCVN&agency=BXD&what=ending&within=90").text)
    hidden = {
        (e.attributes["name"], e.attributes["value"]) for e in page.all("input", type="hidden")
    }
    assert {("kind", "QCVN"), ("agency", "BXD"), ("what", "ending")} <= hidden
    (chosen,) = [option for option in page.all("option") if "selected" in option.attributes]
    assert chosen.attributes["value"] == "90"


def test_a_list_goes_on_page_by_page(client, show, monkeypatch):
    monkeypatch.setattr(watch_pages, "MANY", 10)
    total = client.get("/api/v1/watch").json()["counts"]["unmet"]
    assert total > 20
    seen, address = 0, "/watch/unmet?as_of=2026-07-15"
    while address:
        page = show(address)
        (rows,) = page.all("ul", class_="rows")
        seen += rows.text.count("Được viện dẫn trong")
        address = next((a.attributes["href"] for a in page.all("a", rel="next")), None)
    assert seen == total
    assert "Về đầu danh sách" in page.words


def test_old_addresses_of_sections_lead_on(busy):
    response = busy.get("/watch?section=unmet&within=90&cursor=40", follow_redirects=False)
    assert response.status_code == 308
    assert response.headers["location"] == "/watch/unmet?within=90&cursor=40"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/watch?section=all", 404),
        ("/watch/nowhere", 404),
        ("/watch?as_of=mai", 400),
        ("/watch/unmet?cursor=x", 400),
        ("/watch/recent?kind=x", 400),
        ("/watch/recent?what=x", 400),
        ("/watch/changes?what=x", 400),
        ("/watch/changes?kind=x", 400),
        ("/watch/changes?before=x", 400),
    ],
)
def test_a_choice_that_does_not_exist_is_an_error(busy, address, status):
    assert busy.get(address, headers={"Accept": "text/html"}).status_code == status


def test_days_at_the_ends_of_the_calendar_are_answered(busy):
    for day in ("0001-01-01", "9999-12-31"):
        assert busy.get("/watch", params={"as_of": day, "within": 3650}).status_code == 200


def test_every_page_leads_there(show):
    assert "/watch" in [a.attributes["href"] for a in show("/").all("a")]


def test_finds_say_what_where_and_what_now(busy, read_page):
    words = " ".join(
        read_page(busy.get(f"/watch/{name}").text).words
        for name in ("ended_cited", "ending", "unmet", "gone_codes", "merged_issuers")
    )
    for said in (
        "QCVN 7:2021/BXD viện dẫn QCVN 41:2019/BGTVT",
        "hết hiệu lực từ 01/07/2026",
        "thay bằng QCVN 41:2024/BGTVT",
        "Thử theo QCVN 41:2019/BGTVT trong phòng thử nghiệm.",
        "TCVN 9999:2020 · 1 lần",
        "6506.99.99 · 1 dòng sản phẩm",
        "Bộ Giao thông vận tải (BGTVT) → BXD",
    ):
        assert said in words
    links = {a.attributes["href"] for a in read_page(busy.get("/watch/ended_cited").text).all("a")}
    assert "/standards/nhac/clauses/2.1" in links


def test_a_list_with_nothing_in_it_says_so(show):
    assert "Các nguồn không mâu thuẫn với nhau." in show("/watch/conflicts").words
    assert "Chưa nạp biểu thuế" in show("/watch/gone_codes").words


@pytest.mark.parametrize("name", ["", "/starting", "/recent?kind=QCVN&what=ending", "/changes"])
def test_feeds_are_offered_to_readers_and_to_programs(busy, read_page, name):
    page = read_page(busy.get(f"/watch{name}").text)
    heads = page.all("link", rel="alternate", type="application/atom+xml")
    leads = [a.attributes["href"] for a in page.all("a", type="application/atom+xml")]
    assert leads == [link.attributes["href"] for link in heads] != []
    assert all(link.attributes["title"].startswith("Trachuẩn: ") for link in heads)
    assert "Nguồn tin Atom là một địa chỉ mà trình đọc tin tự mở lại" in page.words
    for address in leads:
        answer = busy.get(address)
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"


def test_the_feed_of_a_list_is_narrowed_as_the_list_is(busy, read_page):
    page = read_page(busy.get("/watch/recent?kind=QCVN&what=ending&within=90").text)
    (lead,) = [a.attributes["href"] for a in page.all("a", type="application/atom+xml")]
    assert lead == "/feeds/ending.atom?when=recent&within=90&kind=QCVN"
    assert not read_page(busy.get("/watch/unmet").text).all("a", type="application/atom+xml")


def test_changes_stand_under_their_day_with_what_happened(library, read_page, make):
    with library.client() as client:
        before = read_page(client.get("/watch/changes").text)
    library.keep([make("QCVN 5:2010/BXD", "bi", title="Tên mới")], content=b" 2")
    library.keep([make("QCVN 8:2021/BXD", "khac", title="Đọc khác")])
    library.remove("nhac.pdf")
    with library.client() as client:
        page = read_page(client.get("/watch/changes").text)
        removed = read_page(client.get("/watch/changes?what=removed&lang=en").text)
    assert "Thêm mới QCVN 41:2024/BGTVT Văn bản moi" in before.words
    (day,) = [h.text.strip() for h in page.all("h2") if "/" in h.text]
    assert day.count("/") == 2
    for said in (
        "Thay tệp QCVN 5:2010/BXD Tên mới",
        "Đọc lại QCVN 8:2021/BXD Đọc khác",
        "Cùng một tệp, đọc lại cho kết quả khác",
        "Gỡ khỏi kho QCVN 7:2021/BXD (không còn trong kho)",
    ):
        assert said in page.words
    assert "Removed QCVN 7:2021/BXD (no longer held)" in removed.words
    assert "Added" not in [e.text for e in removed.all("span", class_="deed")]
    assert not [a for a in removed.all("a") if a.attributes["href"] == "/standards/nhac"]


def test_every_turn_has_its_page():
    assert set(NAMES) == {*Turn, *WatchSection}
