"""What holds for the whole application: health, numbers, HEAD, headers, OpenAPI and its page."""

from __future__ import annotations

import json
import re
from urllib.parse import quote

import pytest


def test_the_process_says_that_it_lives_and_what_it_holds(client):
    assert client.get("/healthz").json() == {"status": "ok"}
    ready = client.get("/readyz").json()
    assert ready["status"] == "ready"
    assert ready["documents"] >= ready["files"] >= 4
    assert ready["passages"] > ready["documents"]


@pytest.mark.parametrize(
    ("text", "number", "held"),
    [
        ("QCVN 02 : 2021/BKHCN", "QCVN 02:2021/BKHCN", True),
        ("QCVN 2:2021", "QCVN 2:2021/BKHCN", True),
        ("qcvn 02 2021", "QCVN 2:2021/BKHCN", True),
        ("thông tư 04 2021 bkhcn", "04/2021/TT-BKHCN", True),
        ("01/2021/TT-BLĐTBXH", "01/2021/TT-BLĐTBXH", False),
        ("Sửa đổi 1:2018 QCVN 9:2012/BKHCN", "Sửa đổi 1:2018 QCVN 9:2012/BKHCN", False),
    ],
)
def test_a_number_is_parsed_and_looked_up(client, text, number, held):
    body = client.get("/api/v1/identifiers/parse", params={"text": text}).json()
    assert body["number"] == number
    assert bool(body["held"]) == held
    assert body["choices"] == []


def test_a_number_that_fits_several_gives_the_choices_and_no_guess(client):
    body = client.get("/api/v1/identifiers/parse", params={"text": "tcvn 1651 2018"}).json()
    assert body["number"] is None
    assert {"TCVN 1651-1:2018", "TCVN 1651-2:2018"} <= set(body["choices"])
    assert [link["number"] for link in body["held"]] == ["TCVN 1651-2:2018"]


@pytest.mark.parametrize(
    "path", ["/healthz", "/openapi.json", "/docs", "/api/v1/standards", "/api/v1/ask?q=thép"]
)
def test_head_answers_as_get_without_a_body(client, path):
    got, head = client.get(path), client.head(path)
    assert head.status_code == got.status_code == 200
    assert head.content == b""
    assert head.headers["content-type"] == got.headers["content-type"]


@pytest.mark.parametrize("path", ["/healthz", "/docs", "/api/v1/ask?q=thép", "/api/v1/none"])
def test_browsers_are_told_not_to_guess(client, path):
    assert client.get(path).headers["x-content-type-options"] == "nosniff"


def operations(client):
    document = client.get("/openapi.json").json()
    for path, verbs in document["paths"].items():
        for verb, operation in verbs.items():
            yield path, verb, operation


def example_of(client, content) -> bytes:
    """The example of a body, which stands beside it or in its schema."""
    if "example" in content:
        return content["example"].encode()
    name = content["schema"]["$ref"].rsplit("/", 1)[-1]
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    return json.dumps(schemas[name]["example"]).encode()


def test_every_operation_names_its_problems_and_is_described(client):
    for path, _, operation in operations(client):
        assert operation["summary"], path
        assert operation["description"], path
        problem = operation["responses"]["default"]["content"]
        assert "application/problem+json" in problem, path
        assert "HTTPValidationError" not in str(operation), path


def test_every_example_of_the_openapi_document_is_answered(client):
    sent = 0
    for path, verb, operation in operations(client):
        if "x-needs" in operation:
            continue
        if verb == "post":
            for kind, content in operation["requestBody"]["content"].items():
                if not {"example", "$ref"} & {*content, *content["schema"]}:
                    continue
                reply = client.post(
                    path, content=example_of(client, content), headers={"Content-Type": kind}
                )
                assert reply.status_code in (200, 201), reply.text
                sent += 1
            continue
        parameters = operation.get("parameters", [])
        first = {
            p["name"]: next(iter(p["examples"].values()))["value"]
            for p in parameters
            if "examples" in p
        }
        filled = path
        for p in parameters:
            if p["in"] == "path":
                value = quote(str(first.get(p["name"], 1)), safe="")
                filled = filled.replace("{" + p["name"] + "}", value)
        asked = [p for p in parameters if p["in"] == "query"]
        one_of = operation.get("x-needs-one-of", ())
        needed = {p["name"]: first[p["name"]] for p in asked if p.get("required")}
        needed |= {name: first[name] for name in one_of[:1]}
        tries = [needed]
        for p in asked:
            for example in p.get("examples", {}).values():
                tries.append({**needed, p["name"]: example["value"]})
        for query in tries:
            response = client.get(filled, params=query)
            assert response.status_code == 200, (filled, query, response.text)
            sent += 1
    assert sent > 20


def test_the_docs_page_needs_nothing_from_elsewhere_and_runs_no_script(client):
    response = client.get("/docs")
    page = response.text
    assert "<script" not in page
    assert not re.findall(r"(?:src|href)=[\"']?(?:https?:)?//", page)
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert "/api/v1/ask" in page


def test_the_links_of_the_docs_page_work(client):
    page = client.get("/docs").text
    links = [link.replace("&amp;", "&") for link in re.findall(r'href="(/[^"]+)"', page)]
    assert len(links) > 15
    for link in links:
        assert client.get(link).status_code == 200, link
