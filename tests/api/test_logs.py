"""What the server writes down, and that it is nothing of persons and nothing that was asked."""

from __future__ import annotations

import io
import json
import logging
import logging.config
import re
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from api.logs import JsonLines, log_config
from standards.errors import CorruptLibrary
from web.site import create_site

SECRET = "thuốc bí mật"
ADDRESS = "192.0.2.77"


@pytest.fixture
def written(settings, service):
    """A client of a site, and what its log holds, line by line."""
    app = create_site(settings, service=service)

    @app.get("/api/v1/fails/{word}")
    def fails(word: str, q: str = "") -> None:
        raise ValueError(f"cannot read {word} {q}")

    @app.get("/api/v1/damaged")
    def damaged() -> None:
        raise CorruptLibrary("/data/library/store.sqlite3 is no store")

    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logger = logging.getLogger("trachuan")
    logger.addHandler(handler)
    level = logger.level
    logger.setLevel(logging.INFO)
    client = TestClient(app, client=(ADDRESS, 4711), raise_server_exceptions=False)
    yield client, lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logger.removeHandler(handler)
    logger.setLevel(level)


def test_a_request_is_one_line_with_its_route_its_status_and_its_time(written):
    client, lines = written
    got = client.get("/api/v1/standards/qcvn-2-2021-bkhcn?as_of=2026-07-15")
    (line,) = lines()
    assert line["event"] == "request"
    assert line["route"] == "/api/v1/standards/{slug}"
    assert (line["method"], line["status"], line["level"]) == ("GET", 200, "info")
    assert line["bytes"] == int(got.headers["content-length"])
    assert line["ms"] > 0
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", line["time"])
    assert line["id"] == got.headers["x-request-id"]


def test_a_name_of_the_request_is_taken_over_if_it_is_one(written):
    client, _ = written
    for given in ("a1b2c3d4", "req-2026.11_23-ABCDEF"):
        got = client.get("/healthz", headers={"X-Request-Id": given})
        assert got.headers["x-request-id"] == given
    for given in ("short", "x" * 65, "a b c d e f", 'a"b"c"d"e"', "mũ bảo hiểm".encode()):
        got = client.get("/healthz", headers={"X-Request-Id": given})
        assert re.fullmatch(r"[0-9a-f]{32}", got.headers["x-request-id"])


def test_neither_questions_nor_addresses_nor_browsers_are_written_down(written):
    client, lines = written
    headers = {
        "User-Agent": "Firefox of Lan",
        "Cookie": "desk=abc",
        "Referer": f"/?q={quote(SECRET)}",
    }
    for path in (
        f"/api/v1/ask?q={SECRET}",
        f"/?q={SECRET}",
        f"/standards/{SECRET}",
        f"/api/v1/standards/{SECRET}",
        f"/api/v1/fails/{SECRET}?q={SECRET}",
        f"/api/v1/nothing/{SECRET}",
        f"/api/v1/hs/{SECRET}",
    ):
        client.get(path, headers=headers)
    client.post("/report", data={"q": SECRET}, headers=headers)
    told = json.dumps(lines(), ensure_ascii=False)
    assert len(lines()) >= 8
    for word in ("bí mật", "%C3%AD", "thuốc", ADDRESS, "Firefox", "desk=abc", "testserver"):
        assert word not in told, word


def test_a_fault_is_found_by_its_place_and_its_name_without_what_was_asked(written):
    client, lines = written
    got = client.get(f"/api/v1/fails/{SECRET}?q={SECRET}")
    assert got.status_code == 500
    fault, request = lines()
    assert (fault["level"], fault["code"], fault["kind"]) == ("error", "internal", "ValueError")
    assert fault["route"] == request["route"] == "/api/v1/fails/{word}"
    assert fault["id"] == request["id"] == got.headers["x-request-id"]
    assert fault["told"] == ""
    assert re.fullmatch(r"test_logs\.py:\d+ fails", fault["stack"][-1])
    assert request["level"] == "warning"


def test_a_fault_of_the_library_tells_the_operator_what_the_asker_is_not_told(written):
    client, lines = written
    got = client.get("/api/v1/damaged")
    assert "/data/library" not in got.text
    assert lines()[0]["told"] == "/data/library/store.sqlite3 is no store"


@pytest.mark.parametrize(
    ("wanted", "infos", "warnings"),
    [("requests", True, True), ("faults", False, True), ("nothing", False, False)],
)
def test_the_operator_chooses_how_much_is_written(wanted, infos, warnings):
    config = log_config(wanted)
    own = config["loggers"]["trachuan"]
    level = logging.getLevelNamesMapping()[own["level"]]
    assert (level <= logging.INFO, level <= logging.WARNING) == (infos, warnings)
    assert config["loggers"]["uvicorn.access"]["handlers"] == []
    logging.config.DictConfigurator(config)  # what it names exists


def test_what_the_server_itself_reports_becomes_a_line_without_its_words():
    try:
        raise ValueError(SECRET)
    except ValueError as error:
        told = (type(error), error, error.__traceback__)
        record = logging.LogRecord("uvicorn.error", 40, "x.py", 1, "Exception\n", (), told)
    line = json.loads(JsonLines().format(record))
    assert line["kind"] == "ValueError"
    assert line["stack"][-1].startswith("test_logs.py:")
    assert "bí mật" not in json.dumps(line, ensure_ascii=False)
