"""Errors are problem+json with a stable code, in two languages, and tell nothing of the inside."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.problems import known_codes, problem, problem_of
from api.settings import Settings
from standards import errors


def check(response, status, code):
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert body.keys() >= {"type", "title", "status", "detail", "code", "title_vi", "detail_vi"}
    assert body["status"] == status
    assert body["code"] == code
    assert body["detail"]
    assert body["detail_vi"]
    return body


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api/v1/ask", 422, "bad-parameter"),
        ("/api/v1/ask?q=m%C5%A9&as_of=hôm qua", 422, "bad-parameter"),
        ("/api/v1/ask?q=m%C5%A9&limit=0", 422, "bad-parameter"),
        ("/api/v1/ask?q=m%C5%A9&limit=21", 400, "bad-input"),
        ("/api/v1/ask?q=%20", 400, "bad-question"),
        ("/api/v1/standards?kind=ABC", 422, "bad-parameter"),
        ("/api/v1/standards?cursor=***", 400, "bad-input"),
        ("/api/v1/standards/qcvn-98-2021-bgtvt", 404, "not-found"),
        ("/api/v1/standards/no-number-at-all", 404, "not-found"),
        ("/api/v1/standards/qcvn-2-2021-bkhcn/clauses/99", 404, "not-found"),
        ("/api/v1/standards/qcvn-2-2021-bkhcn/pages/999.png", 404, "not-found"),
        ("/api/v1/standards/qcvn-2-2021-bkhcn/pages/0.png", 422, "bad-parameter"),
        ("/api/v1/standards/qcvn-2-2021-bkhcn/pages/1.png?zoom=50", 422, "bad-parameter"),
        ("/api/v1/standards/qcvn-2-2021-bkhcn/pages/1.png?zoom=nan", 422, "bad-parameter"),
        ("/api/v1/standards/qcvn-2-2021-bkhcn/pages/1.png?mark=1,2,3", 400, "bad-input"),
        ("/api/v1/standards/qcvn-2-2021-bkhcn/pages/1.png?mark=9,9,1,1", 400, "bad-input"),
        ("/api/v1/standards/qcvn-2-2021-bkhcn/pages/1.png?mark=nan,1,2,3", 400, "bad-input"),
        ("/api/v1/identifiers/parse?text=xin chào", 400, "bad-identifier"),
        ("/api/v1/nothing", 404, "no-route"),
        ("/nothing", 404, "no-route"),
    ],
)
def test_a_bad_request_gets_its_problem(client, path, status, code):
    check(client.get(path), status, code)


def test_another_method_is_refused_and_told_which_is_allowed(client):
    response = client.delete("/api/v1/ask")
    check(response, 405, "method-not-allowed")
    assert "GET" in response.headers["allow"]


@pytest.mark.parametrize("by_parts", [False, True])
def test_a_large_body_is_refused(client, by_parts):
    data = b"x" * 2000
    response = client.post("/api/v1/ask", content=iter([data]) if by_parts else data)
    check(response, 413, "too-large")


def test_a_missing_clause_is_told_which_labels_come_near(client):
    body = client.get("/api/v1/standards/qcvn-2-2021-bkhcn/clauses/1.9").json()
    assert "1.1" in body["detail"]


def test_what_is_unexpected_says_nothing_of_the_inside(settings, monkeypatch):
    app = create_app(settings)

    @app.get("/broken")
    def broken() -> None:
        raise RuntimeError("secret /folder/library")

    with TestClient(app, raise_server_exceptions=False) as client:
        response = client.get("/broken")
    body = check(response, 500, "internal")
    assert "secret" not in response.text
    assert "/folder" not in response.text
    assert body["instance"] == "/broken"


def test_without_a_library_the_server_lives_and_says_what_to_run(tmp_path):
    empty = Settings(library=tmp_path / "none", embedder="hashing")
    with TestClient(create_app(empty), raise_server_exceptions=False) as client:
        assert client.get("/healthz").json() == {"status": "ok"}
        check(client.get("/readyz"), 503, "no-library")
        body = check(client.get("/api/v1/ask?q=a"), 503, "no-library")
    assert "trachuan ingest" in body["detail"]
    assert "trachuan ingest" in body["detail_vi"]
    assert str(tmp_path) not in str(body)


def all_errors(kind=errors.TrachuanError):
    yield kind
    for child in kind.__subclasses__():
        yield from all_errors(child)


def test_every_error_of_the_tree_has_its_code_in_the_table():
    own = {kind.code for kind in all_errors() if kind.__module__ == "standards.errors"}
    assert own <= known_codes().keys()


@pytest.mark.parametrize("code", sorted(known_codes()))
def test_every_code_has_texts_in_both_languages_without_gaps(code):
    body = problem(code, "why", text="X", part="P", command="C", file="F", wait="9")
    assert body.status >= 400
    assert body.title != body.title_vi
    assert "{" not in body.detail_vi
    assert "  " not in body.detail_vi


def test_an_error_gives_its_data_to_the_vietnamese_text():
    body = problem_of(errors.MissingPart("Tesseract", "apt-get install tesseract-ocr"))
    assert body.status == 503
    assert "Tesseract" in body.detail_vi
    assert "apt-get install tesseract-ocr" in body.detail_vi


def test_the_page_about_problems_lists_every_code_as_it_is_sent():
    page = (Path(__file__).resolve().parents[2] / "docs" / "problems.md").read_text("utf-8")
    rows = re.findall(r"^\| `([a-z-]+)` \| (\d+) \| (.+?) \| (.+?) \| (.*) \|$", page, re.M)
    told = {code: (int(status), title, title_vi) for code, status, title, title_vi, _ in rows}
    known = known_codes()
    assert told == {code: (kind.status, kind.title, kind.title_vi) for code, kind in known.items()}
    assert all(when for *_, when in rows)
    assert len(rows) == len(told)
