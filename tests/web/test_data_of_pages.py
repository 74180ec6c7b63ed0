"""Everything a page shows is JSON: each public page names its data, and the data are there."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import lxml.html
import pytest

from api.desk.notifications import Notification, add_notification
from api.desk.symbols import Symbol
from api.sitemap import PAGES
from web.site import _PAGES

PLACES = {
    "/": ("/", "/?q=mũ bảo hiểm", "/?q=xyzzy", "/?q=mũ bảo hiểm&as_of=2020-01-01"),
    "/standards": ("/standards", "/standards?kind=QCVN&only=kind:QCVN"),
    "/standards/{slug}": tuple(
        f"/standards/qcvn-2-2021-bkhcn?view={view}"
        for view in ("text", "products", "tables", "terms", "cites", "source")
    ),
    "/standards/{slug}/clauses/{label:path}": ("/standards/qcvn-2-2021-bkhcn/clauses/1.1",),
    "/standards/{slug}/pages": ("/standards/qcvn-2-2021-bkhcn/pages?page=2",),
    "/standards/{slug}/pages/{page}": ("/standards/qcvn-2-2021-bkhcn/pages/1",),
    "/standards/{slug}/amended": ("/standards/qcvn-2-2021-bkhcn/amended",),
    "/standards/{slug}/reports": ("/standards/qcvn-2-2021-bkhcn/reports",),
    "/works/{slug}": ("/works/qcvn-2-bkhcn",),
    "/definitions": ("/definitions", "/definitions?q=vỏ mũ", "/definitions?q=xyzzy"),
    "/agencies": ("/agencies", "/agencies?as_of=2020-01-01"),
    "/catalogue": ("/catalogue", "/catalogue?q=thép"),
    "/catalogue/{slug}": ("/catalogue/qcvn-2-2021-bkhcn",),
    "/hs/{code}": ("/hs/6506.10.10", "/hs/6506"),
    "/ics/{code}": ("/ics/13.340.20",),
    "/data": ("/data",),
    "/compare": ("/compare", "/compare?a=qcvn-2-2021-bkhcn&b=qcvn-7-2019-bkhcn"),
    "/applicable": ("/applicable?product=mũ bảo hiểm&hs=6506.10.10",),
    "/check": ("/check?product=mũ bảo hiểm&trade=import",),
    "/check/report": ("/check/report?product=mũ bảo hiểm&trade=import",),
    "/watch": ("/watch", "/watch?as_of=2021-12-01"),
    "/watch/changes": ("/watch/changes",),
    "/watch/{name}": ("/watch/starting", "/watch/unmet"),
    "/report": ("/report?record=qcvn-2-2021-bkhcn&fact=issued",),
    "/report/{key}": ("/report/{key}",),
    "/notifications": ("/notifications", "/notifications?q=VNM"),
    "/notifications/{name}": ("/notifications/g-tbt-n-vnm-300",),
}
"""Addresses of each public page, by its route: with something to show and with little."""

FORMS = ("/applicable", "/check", "/report")
"""Forms that show nothing of the library before something is asked."""

NO_PAGES = {
    "/widget": "how to put the box into another site: nothing of the library",
    "/widget.js": "a script; what it shows is /api/v1/ask",
    "/check/report.pdf": "a file, of what the report shows",
    "/feeds/ask.atom": "a feed, of /api/v1/ask",
    "/feeds/changes.atom": "a feed, of /api/v1/changes",
    "/feeds/{name}.atom": "a feed, of /api/v1/watch",
}


@pytest.fixture(scope="module")
def own_words(site):
    """The key of a report that was sent, and a notification that is kept."""
    from fastapi.testclient import TestClient

    desk = site.state.desk()
    told = Notification(symbol=Symbol.parse("G/TBT/N/VNM/300"), documents=("qcvn-2-2021-bkhcn",))
    add_notification(desk, told, by="test")
    sent = {"record": "qcvn-2-2021-bkhcn", "fact": "issued", "wrong": "Ngày khác."}
    with TestClient(site) as client:
        receipt = client.post("/api/v1/reports", json=sent).json()
    return receipt["url"].rsplit("/", 1)[-1]


def public_routes() -> set[str]:
    """The paths of GET routes of pages that need no login."""
    return {
        route.path
        for module in _PAGES
        if not module.__name__.startswith("web.desk")
        for route in module.router.routes
        if "GET" in route.methods
    }


def test_the_sitemap_names_every_page_that_every_library_has(show):
    for page in PAGES:
        show(page)
    shown = {path for path in PLACES if "{" not in path}
    assert shown - set(PAGES) == {"/report", "/check/report"}


def test_every_public_page_is_walked():
    assert public_routes() == PLACES.keys() | NO_PAGES.keys()


@pytest.mark.parametrize("address", [one for places in PLACES.values() for one in places])
def test_a_page_names_its_data_and_the_data_are_there(show, client, own_words, address):
    page = show(address.replace("{key}", own_words))
    link = page.all("link", rel="alternate", type="application/json")[0]
    assert link.attributes["href"] in {one.attributes.get("href") for one in page.all("a")}
    reply = client.get(link.attributes["href"])
    assert reply.status_code == 200, (address, link.attributes["href"], reply.text[:300])
    assert reply.headers["content-type"] == "application/json"
    assert reply.json()


BESIDE = "self::script or self::form or self::svg or self::nav or contains(@class, 'batch')"
"""What asks and leads on: no facts of the library."""

COUNTED = re.compile(r"\d+/\d+(?= |$)|\d+(?:,\d)? [kM]B|\d+ dòng\)")
"""Which of how many, sizes in round numbers, lines that are folded."""

DAY = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b")
MOMENT = re.compile(r"\b(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.\d+)?(?:Z|\+00:00)")
NUMBER = re.compile(r"\d(?:[\d.,:/-]*\d)?")
VIETNAM = timedelta(hours=7)


def numbers(main) -> set[str]:
    """The numbers that a reader sees, days as ISO 8601."""
    for away in main.xpath(f".//*[{BESIDE}]"):
        away.drop_tree()
    words = DAY.sub(r"\3-\2-\1", " ".join(" ".join(main.itertext()).split()))
    return set(NUMBER.findall(COUNTED.sub(" ", words)))


def moments(data: str) -> str:
    """The moments told in the data, as a clock in Vietnam shows them."""
    found = {datetime.fromisoformat(text) + VIETNAM for text in MOMENT.findall(data)}
    return " ".join(f"{at:%Y-%m-%d %H:%M}" for at in found)


@pytest.mark.parametrize("address", [one for places in PLACES.values() for one in places])
def test_each_number_on_a_page_stands_in_the_data_it_names(client, own_words, address):
    path = address.replace("{key}", own_words)
    page = lxml.html.fromstring(client.get(path, headers={"Accept": "text/html"}).text)
    (main,) = page.xpath("//main")
    leads = page.xpath("//head/link[@type='application/json']/@href | //main//a/@href")
    named = dict.fromkeys(one for one in leads if one.startswith("/api/v1/"))
    data = " ".join(client.get(one).text for one in named)
    data += moments(data)
    lost = {one for one in numbers(main) if one not in data and one.replace(".", "") not in data}
    assert not lost


@pytest.mark.parametrize("address", FORMS)
def test_a_form_that_shows_nothing_yet_names_no_data(show, address):
    assert not show(address).all("link", rel="alternate", type="application/json")
