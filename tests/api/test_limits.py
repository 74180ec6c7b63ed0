"""How much one address may read, what it is told, and whom a server believes about addresses."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from api.app import create_app
from api.limits import SlidingWindow
from web.site import create_site

PATH = "/api/v1/identifiers/parse?text=TCVN 1-2:2008"


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self):
        self.time = 6000.0

    def __call__(self):
        return self.time


@pytest.fixture
def limited(settings, service):
    """Clients of one server that lets an address ask three times a minute."""
    app = create_app(replace(settings, rate=3), service=service)

    def of(address):
        return TestClient(app, client=(address, 4711), raise_server_exceptions=False)

    return of


def test_the_limit_is_told_and_what_is_left_of_it(limited):
    client = limited("192.0.2.7")
    left = []
    for _ in range(3):
        got = client.get(PATH)
        assert got.headers["ratelimit-policy"] == '"reading";q=3;w=60'
        left.append(got.headers["ratelimit"].split(";")[1])
    assert left == ["r=2", "r=1", "r=0"]


def test_one_too_many_is_refused_with_the_time_to_wait(limited):
    client = limited("192.0.2.7")
    for _ in range(3):
        assert client.get(PATH).status_code == 200
    refused = client.get(PATH)
    assert refused.status_code == 429
    assert refused.headers["content-type"] == "application/problem+json"
    body = refused.json()
    assert body["code"] == "rate-limited"
    wait = refused.headers["retry-after"]
    assert 1 <= int(wait) <= 120
    assert wait in body["detail"]
    assert wait in body["detail_vi"]
    assert refused.headers["access-control-allow-origin"] == "*"
    assert limited("192.0.2.8").get(PATH).status_code == 200


def test_addresses_of_one_home_network_count_as_one(limited):
    for last in range(3):
        assert limited(f"2001:db8:1:2::{last + 1}").get(PATH).status_code == 200
    assert limited("2001:db8:1:2::ffff").get(PATH).status_code == 429
    assert limited("2001:db8:1:3::1").get(PATH).status_code == 200


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "testclient"])
def test_this_machine_is_not_limited(limited, address):
    client = limited(address)
    answers = [client.get(PATH) for _ in range(5)]
    assert {one.status_code for one in answers} == {200}
    assert "ratelimit" not in answers[0].headers


def test_health_is_never_refused_nor_counted(limited):
    client = limited("192.0.2.7")
    for _ in range(5):
        for path in ("/healthz", "/readyz", "/metrics"):
            assert client.get(path).status_code == 200
    assert client.get(PATH).headers["ratelimit"].split(";")[1] == "r=2"


def test_a_reader_of_pages_gets_a_page_that_says_it(settings, service):
    app = create_site(replace(settings, rate=1), service=service)
    client = TestClient(app, client=("192.0.2.7", 4711))
    assert client.get("/?lang=en").status_code == 200
    refused = client.get("/?lang=en")
    assert refused.status_code == 429
    assert "Too many requests from this address" in refused.text
    assert int(refused.headers["retry-after"]) >= 1


def test_who_asks_is_believed_from_a_trusted_proxy_alone(settings, service):
    app = create_app(replace(settings, rate=1, proxies=("10.0.0.0/8",)), service=service)

    def ask(through, told):
        client = TestClient(app, client=(through, 4711))
        return client.get(PATH, headers={"X-Forwarded-For": told}).status_code

    assert ask("10.1.2.3", "192.0.2.7") == 200
    assert ask("10.1.2.3", "192.0.2.8") == 200
    assert ask("10.1.2.3", "192.0.2.7") == 429
    assert ask("10.1.2.3", "198.51.100.1, 192.0.2.8") == 429  # the proxy itself wrote the last one
    assert ask("203.0.113.5", "192.0.2.99") == 200
    assert ask("203.0.113.5", "192.0.2.100") == 429  # whatever it claims to be
    assert ask("203.0.113.5", "127.0.0.1") == 429


def test_no_limit_says_nothing_of_a_limit(settings, service):
    app = create_app(replace(settings, rate=0), service=service)
    client = TestClient(app, client=("192.0.2.7", 4711))
    assert "ratelimit" not in client.get(PATH).headers


def test_a_window_slides_and_whoever_waits_as_told_may_go_on():
    clock = Clock()
    window = SlidingWindow(10, now=clock)
    clock.time += 50
    assert [window.take("a").wait for _ in range(10)] == [0] * 10
    refused = window.take("a")
    assert refused.left == 0
    clock.time += refused.wait - 2
    assert window.take("a").wait > 0
    clock.time += 2
    assert window.take("a").wait == 0
    clock.time += 120
    assert window.take("a").left == 9


@given(st.lists(st.floats(0, 40), min_size=30, max_size=120), st.integers(1, 12))
def test_no_more_than_the_limit_passes_in_any_standing_window_and_waits_are_true(pauses, most):
    clock = Clock()
    window = SlidingWindow(most, now=clock)
    passed: dict[int, int] = {}
    for pause in pauses:
        clock.time += pause
        standing = window.take("a")
        assert 0 <= standing.left < most
        if standing.wait:
            then = SlidingWindow(most, now=Clock())
            then.__dict__.update(
                _turn=window._turn,
                _before=dict(window._before),
                _current=dict(window._current),
                _now=lambda at=clock.time + standing.wait: at,
            )
            assert then.take("a").wait == 0
        else:
            turn = int(clock.time // 60)
            passed[turn] = passed.get(turn, 0) + 1
    assert max(passed.values()) <= most


def test_nobody_fills_the_memory_with_addresses():
    window = SlidingWindow(2, now=Clock(), keys=3)
    for name in "abc":
        assert window.take(name).wait == 0
    assert [window.take(name).wait > 0 for name in "defg"] == [False, False, True, True]
    assert window.take("a").wait == 0
    assert len(window._current) == 4
