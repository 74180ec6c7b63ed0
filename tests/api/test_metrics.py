"""Numbers for Prometheus: what is counted, and that nothing of who asked for what is in them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from api.app import create_app
from api.settings import Settings
from web.site import create_site

WORDS = "mũ bảo hiểm bí mật"


@pytest.fixture
def site(settings, service):
    """A site whose counts begin at nothing."""
    app = create_site(settings, service=service)
    return TestClient(app, client=("192.0.2.77", 4711), raise_server_exceptions=False)


def numbers(client):
    """Every sample by its name and labels."""
    text = client.get("/metrics").text
    return {
        (sample.name, *sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def requests(route, method="GET", status="200"):
    return ("trachuan_requests_total", ("method", method), ("route", route), ("status", status))


def test_requests_are_counted_by_the_template_of_their_route(site):
    for slug in ("qcvn-2-2021-bkhcn", "qcvn-7-2019-bkhcn"):
        site.get(f"/api/v1/standards/{slug}")
        site.head(f"/standards/{slug}")
    site.get("/api/v1/standards/none-2020")
    site.get("/no/such/address")
    site.request("BREW", "/api/v1/ask")
    seen = numbers(site)
    assert seen[requests("/api/v1/standards/{slug}")] == 2
    assert seen[requests("/standards/{slug}", "HEAD")] == 2
    assert seen[requests("/api/v1/standards/{slug}", status="404")] == 1
    assert seen[requests("none", status="404")] == 1
    assert seen[requests("/api/v1/ask", "other", "405")] == 1
    route = ("route", "/api/v1/standards/{slug}")
    assert seen[("trachuan_request_seconds_count", route)] == 3
    assert seen[("trachuan_request_seconds_bucket", ("le", "+Inf"), route)] == 3


def test_questions_are_counted_by_what_became_of_them_on_pages_and_over_http(site):
    site.get("/api/v1/ask", params={"q": "mũ bảo hiểm"})
    site.get("/", params={"q": "mũ bảo hiểm"})
    site.get("/api/v1/ask", params={"q": "QCVN 99:2099/BXD"})

    def asks(kind, answerable, reason):
        labels = (("answerable", answerable), ("kind", kind), ("reason", reason))
        return numbers(site)[("trachuan_asks_total", *labels)]

    assert asks("product", "true", "") == 2
    assert asks("number", "false", "not_in_library") == 1


def test_what_the_library_holds_is_told(site, service):
    seen, held = numbers(site), service.ready()
    assert seen[("trachuan_index_ready",)] == 1
    assert seen[("trachuan_library_documents",)] == held.documents
    assert seen[("trachuan_library_clauses",)] > held.documents
    assert seen[("trachuan_library_generation",)] >= 1
    assert seen[("process_resident_memory_bytes",)] > 0


def test_without_a_library_the_numbers_say_so_and_still_come(tmp_path):
    with TestClient(create_app(Settings(library=tmp_path, embedder="hashing"))) as client:
        seen = numbers(client)
    assert seen[("trachuan_index_ready",)] == 0
    assert ("trachuan_library_documents",) not in seen


def test_nothing_of_who_asked_for_what_is_in_the_numbers(site):
    site.get("/api/v1/ask", params={"q": WORDS})
    site.get(f"/standards/{WORDS}")
    site.get("/", params={"q": WORDS}, headers={"X-Forwarded-For": "203.0.113.9"})
    text = site.get("/metrics").text
    for word in ("bí mật", "192.0.2.77", "203.0.113.9", "testserver"):
        assert word not in text
    labels = set(re.findall(r"(\w+)=\"", text))
    assert labels <= {"route", "method", "status", "le", "kind", "answerable", "reason"}


WORKER = """
from api.metrics import Metrics
from standards.errors import NoLibrary
def totals():
    raise NoLibrary("none")
numbers = Metrics(totals)
for _ in range({times}):
    numbers.answered("/a", "GET", 200, 0.2)
print(numbers.text().decode())
"""


def test_several_processes_are_added_up_by_whichever_is_asked(tmp_path):
    environment = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
    root = Path(__file__).resolve().parents[2]

    def process(times):
        return subprocess.run(
            [sys.executable, "-c", WORKER.format(times=times)],
            env=environment,
            cwd=root,
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    assert 'trachuan_requests_total{method="GET",route="/a",status="200"} 3.0' in process(3)
    both = process(4)
    assert 'trachuan_requests_total{method="GET",route="/a",status="200"} 7.0' in both
    assert 'trachuan_request_seconds_count{route="/a"} 7.0' in both
    assert "trachuan_index_ready 0.0" in both
