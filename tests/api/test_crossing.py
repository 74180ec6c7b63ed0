"""Pages of other sites read what everybody may read, and nothing else."""

from __future__ import annotations

import pytest

SITE = {"Origin": "https://portal.example.vn"}
ASK = "/api/v1/ask?q=mũ bảo hiểm"


@pytest.mark.parametrize("path", [ASK, "/api/v1/standards", "/openapi.json", "/api/v1/none"])
def test_any_site_may_read_what_is_open_without_cookies(client, path):
    got = client.get(path, headers=SITE)
    assert got.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in got.headers
    exposed = got.headers["access-control-expose-headers"]
    for name in ("ETag", "Link", "Retry-After", "RateLimit", "RateLimit-Policy"):
        assert name in exposed.split(", ")


def test_a_copy_may_be_asked_for_from_another_site(client):
    tag = client.get(ASK, headers=SITE).headers["etag"]
    unchanged = client.get(ASK, headers={**SITE, "If-None-Match": tag})
    assert unchanged.status_code == 304
    assert unchanged.headers["access-control-allow-origin"] == "*"


def test_browsers_are_told_beforehand_what_they_may_do(client):
    asked = {**SITE, "Access-Control-Request-Method": "GET"}
    told = client.options(ASK, headers=asked)
    assert told.status_code == 204
    assert told.headers["access-control-allow-origin"] == "*"
    assert told.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in told.headers["access-control-allow-headers"]
    assert told.headers["allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    "path", ["/api/v1/desk/me", "/api/v1/desk/cases", "/api/v1/reports", "/desk", "/", "/metrics"]
)
@pytest.mark.parametrize("method", ["GET", "OPTIONS", "POST"])
def test_no_other_site_reads_the_desk_or_the_pages(client, path, method):
    got = client.request(method, path, headers=SITE)
    assert not [name for name in got.headers if name.startswith("access-control")]


def test_a_site_that_writes_is_let_in_by_nothing(client):
    asked = {**SITE, "Access-Control-Request-Method": "POST"}
    told = client.options("/api/v1/reports", headers=asked)
    assert "access-control-allow-methods" not in told.headers
