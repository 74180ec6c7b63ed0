"""The box inside another site: its script, its page, and a reader who uses it elsewhere."""

from __future__ import annotations

import base64
import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from api.assembly import open_service
from api.settings import Settings
from web.site import create_site
from web.widget import widget_script

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ANSWER = "/api/v1/ask"


# --- what the server gives ------------------------------------------------------------------------


def test_the_script_is_open_to_every_site_and_kept_by_version(client):
    made = widget_script()
    fixed = client.get("/widget.js", params={"v": made.version})
    assert fixed.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert fixed.headers["access-control-allow-origin"] == "*"
    assert fixed.headers["cross-origin-resource-policy"] == "cross-origin"
    assert fixed.headers["content-type"].startswith("text/javascript")
    digest = base64.b64encode(hashlib.sha384(fixed.content).digest()).decode()
    assert made.integrity == f"sha384-{digest}"
    newest = client.get("/widget.js", params={"v": "older"})
    assert newest.headers["cache-control"] == "public, max-age=3600"
    same = client.get("/widget.js", headers={"If-None-Match": newest.headers["etag"]})
    assert (same.status_code, same.content) == (304, b"")


def test_every_word_that_the_script_uses_is_given_in_both_languages(client):
    import json
    import re

    script = client.get("/widget.js").text
    words = json.loads(re.search(r"const WORDS = (\{.*\});? //", script)[1])
    used = set(re.findall(r"this\.words\.(\w+)", script))
    assert set(words) == {"vi", "en"}
    for told in words.values():
        assert set(told) == used
        assert set(told["reasons"]) == {"no_match", "not_in_library", "ended", "unverified"}


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_page_gives_the_tag_with_the_hash_that_browsers_check(client, show, lang):
    page = show(f"/widget?lang={lang}")
    made = widget_script()
    plain, fixed, policy = (each.text for each in page.all("code") if "src" in each.text)
    assert plain == f'<script src="http://testserver/widget.js" data-lang="{lang}" async></script>'
    assert f'integrity="{made.integrity}"' in fixed
    assert f"/widget.js?v={made.version}" in fixed
    assert policy == "script-src http://testserver; connect-src http://testserver"
    assert page.all("script", integrity=made.integrity)


# --- on another site ------------------------------------------------------------------------------


@contextmanager
def other_site(tag: str, allowed: str) -> Iterator[str]:
    """A site of somebody else, on a port of its own, that forbids all but ``allowed``."""
    page = (
        '<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Sở</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<link rel="icon" href="data:,"></head>'
        f"<body><main><h1>Sở Công Thương</h1>{tag}</main></body></html>"
    ).encode()
    policy = (
        f"default-src 'none'; script-src {allowed}; connect-src {allowed}; "
        "img-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
    )

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


@pytest.fixture
def elsewhere(chromium, address):
    """Opens the box on another site, and keeps what was asked for and what the policy refused."""
    made = widget_script()
    contexts = []

    @contextmanager
    def opened(width=1280, more="", home=address):
        tag = (
            f'<script src="{home}/widget.js?v={made.version}" integrity="{made.integrity}" '
            f'crossorigin="anonymous" {more} async></script>'
        )
        with other_site(tag, home) as there:
            context = chromium.new_context(viewport={"width": width, "height": 800})
            contexts.append(context)
            page = context.new_page()
            page.asked, page.told = [], []
            page.on("request", lambda request: page.asked.append(request))
            page.on("console", lambda message: page.told.append(message.text))
            page.on("pageerror", lambda error: page.told.append(str(error)))
            page.goto(there)
            yield page, there
            context.close()

    return opened


def broken(page) -> list[str]:
    found = Axe().run(page, options={"runOnly": TAGS, "resultTypes": ["violations"]})
    return [f"{rule['id']}: {rule['nodes'][0]['target']}" for rule in found.response["violations"]]


@pytest.mark.browser
def test_a_reader_of_another_site_asks_by_keyboard_and_sees_the_proof(elsewhere, address):
    with elsewhere(more='data-lang="vi"') as (page, there):
        box = page.get_by_role("searchbox", name="Tra cứu tiêu chuẩn, quy chuẩn Việt Nam")
        expect(box).to_be_visible()
        page.keyboard.press("Tab")
        expect(box).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text("Hãy gõ")
        expect(box).to_have_attribute("aria-invalid", "true")
        page.keyboard.type("mũ bảo hiểm cho người đi xe máy")
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text("câu trả lời, tính cho ngày 15/07/2026")
        body = page.request.get(
            f"{address}{ANSWER}", params={"q": "mũ bảo hiểm cho người đi xe máy", "limit": 3}
        ).json()
        items = page.locator("ol > li")
        expect(items).to_have_count(len(body["answers"]))
        first = body["answers"][0]
        expect(items.first).to_contain_text(first["number"])
        expect(items.first.locator(".badge").first).to_have_text("Còn hiệu lực")
        assert items.first.locator("blockquote").text_content() == first["quote"]
        expect(items.first).to_contain_text(first["citation"])
        proof = items.first.get_by_role("link", name="Xem trang").get_attribute("href")
        assert proof.startswith(f"{address}/standards/{first['slug']}/pages/{first['page']}?mark=")
        assert page.context.cookies() == []  # before our own page, which keeps its language
        assert page.request.get(proof).status == 200
        assert broken(page) == []
        page.keyboard.press("Escape")
        expect(items).to_have_count(0)
        expect(box).to_be_focused()
        assert page.told == []  # the policy of the other site refused nothing
        homes = {urlsplit(address).netloc, urlsplit(there).netloc}
        assert {urlsplit(one.url).netloc for one in page.asked} <= homes | {""}
        (sent,) = [one.all_headers() for one in page.asked if ANSWER in one.url]
        assert "cookie" not in sent
        assert "referer" not in sent
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0


@pytest.mark.browser
@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("xyzzy qwrt", "Nothing in the library answers this"),
        ("TCVN 99999:2015", "This document is not in the library"),
    ],
)
def test_nothing_is_said_honestly_on_a_phone_in_english(elsewhere, question, told):
    more = f'data-lang="en" data-theme="dark" data-question="{question}"'
    with elsewhere(width=390, more=more) as (page, _):
        expect(page.get_by_role("status")).to_have_text(told)
        expect(page.locator("ol > li")).to_have_count(0)
        assert broken(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.browser
def test_what_did_not_bind_that_day_is_said_and_shown_apart(elsewhere, built, serving):
    chosen = Settings(library=built, embedder="hashing")
    then = create_site(chosen, service=open_service(chosen, today=lambda: date(2020, 1, 1)))
    more = 'data-lang="en" data-question="mũ bảo hiểm cho người đi xe máy"'
    with serving(then) as home, elsewhere(width=390, more=more, home=home) as (page, _):
        state = page.get_by_role("status")
        expect(state).to_have_text("Found, but not in force on 2020-01-01")
        near = page.locator("li", has_text="QCVN 2:2021/BKHCN").first
        expect(near).to_be_visible()
        expect(near.locator(".badge").first).not_to_have_text("In force")
        expect(page.locator("ol.list > li")).to_have_count(0)
        assert broken(page) == []


@pytest.mark.browser
@pytest.mark.parametrize(
    ("status", "given", "told"),
    [
        (500, '{"detail": "broken", "detail_vi": "Máy chủ gặp lỗi."}', "Máy chủ gặp lỗi."),
        (200, "", "Chưa nhận được câu trả lời"),
        (200, '{"answers": []}', "Chưa nhận được câu trả lời"),
        (502, "<html>no gateway</html>", "Chưa nhận được câu trả lời"),
        (None, "", "Chưa nhận được câu trả lời"),
    ],
)
def test_an_answer_that_fails_is_said_and_the_box_goes_on(elsewhere, status, given, told):
    with elsewhere() as (page, _):

        def answer(route):
            if status is None:
                route.abort()
            else:
                headers = {"Access-Control-Allow-Origin": "*"}
                route.fulfill(status=status, body=given, headers=headers)

        page.route(f"**{ANSWER}*", answer)
        box = page.get_by_role("searchbox")
        box.fill("mũ")
        box.press("Enter")
        expect(page.get_by_role("status")).to_contain_text(told)
        assert broken(page) == []
        page.unroute(f"**{ANSWER}*")
        box.fill("QCVN 2:2021/BKHCN")
        box.press("Enter")
        expect(page.locator("ol > li").first).to_contain_text("QCVN 2:2021/BKHCN")


@pytest.mark.browser
def test_a_script_with_another_hash_does_not_run(chromium, address):
    tag = (
        f'<script src="{address}/widget.js" integrity="sha384-{"A" * 64}" '
        'crossorigin="anonymous"></script><p id="end">Hết</p>'
    )
    with other_site(tag, address) as there:
        page = chromium.new_page()
        page.goto(there)
        expect(page.locator("#end")).to_be_visible()
        assert page.locator("[data-trachuan]").count() == 0
        page.close()
