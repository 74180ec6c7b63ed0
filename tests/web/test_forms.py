"""The record for machines inside the page of a document, and the way to its other forms."""

from __future__ import annotations

import json
import re

import pytest

PAGE = "/standards/qcvn-2-2021-bkhcn"


def test_the_page_carries_the_record_as_json_ld(client):
    page = client.get(PAGE, params={"as_of": "2026-07-01"})
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.text, re.S)
    assert "<" not in text
    node = json.loads(text)
    whole = client.get(f"/api/v1{PAGE}/jsonld", params={"as_of": "2026-07-01"}).json()
    assert node == {name: whole[name] for name in node}
    assert whole.keys() - node.keys() <= {"citation", "hasPart"}


def test_the_page_and_its_header_lead_to_every_form(client, show):
    page = show(PAGE)
    record = client.get(f"/api/v1{PAGE}").json()
    alternates = {one.attributes["href"] for one in page.all("link", rel="alternate")}
    named = {one.attributes.get("href") for one in page.all("a")}
    for form in record["links"]:
        if form["form"] == "pdf":
            continue
        url = re.sub(r"[?&]as_of=[0-9-]+$", "", form["url"])  # the page names no day
        assert url in named
        assert form["form"] == "json" or url in alternates
    header = client.get(PAGE).headers["link"]
    assert header.count('rel="alternate"') == len(record["links"])


@pytest.mark.browser
def test_a_browser_takes_the_record_as_data_and_breaks_no_rule(chromium, address):
    page = chromium.new_page()
    told = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.goto(f"{address}{PAGE}")
    block = page.locator('script[type="application/ld+json"]').text_content()
    assert json.loads(block)["legislationIdentifier"] == "QCVN 2:2021/BKHCN"
    assert not told
    page.close()
