"""The OpenAPI document: an example for every parameter and answer, and the server keeps to it."""

from __future__ import annotations

import json
import re

import pytest
from fastapi.openapi.utils import get_openapi
from jsonschema import Draft202012Validator

from api.openapi import PLAIN_NAMES, kept_answers, schema_name
from samples.answers import first_examples

LOGIN = "login"
CURE = "answers have changed: run make answers"
JSON = ("application/json", "application/ld+json", "application/problem+json")


@pytest.fixture(scope="module")
def document(client):
    """The document as it is sent."""
    return client.get("/openapi.json").json()


@pytest.fixture(scope="module")
def operations(document):
    """Every operation: path, verb, operation."""
    return [
        (path, verb, operation)
        for path, verbs in document["paths"].items()
        for verb, operation in verbs.items()
    ]


def faults(document, schema, body) -> list[str]:
    """What a body has that its schema has not, or the other way round."""
    whole = {**schema, "components": document["components"]}
    return [
        f"{list(one.path)}: {one.message[:200]}"
        for one in Draft202012Validator(whole).iter_errors(body)
    ]


def test_the_document_is_of_openapi_3_1(document):
    assert document["openapi"].startswith("3.1.")
    Draft202012Validator.check_schema({"components": document["components"]})


def test_names_of_bodies_say_nothing_of_our_modules_and_none_is_lost(document, client):
    names = document["components"]["schemas"]
    assert [name for name in names if not re.fullmatch(r"[A-Z][A-Za-z0-9]*", name)] == []
    meant = set(re.findall(r"#/components/schemas/([^\"]+)", json.dumps(document)))
    assert meant == meant & names.keys()
    plain = get_openapi(title="", version="", routes=client.app.routes)["components"]["schemas"]
    told = {}
    for name, schema in plain.items():
        assert schema == told.setdefault(schema_name(name), schema), (
            f"{name} has no name of its own"
        )
    assert names.keys() == told.keys()
    assert not [name for name in plain if "__" in name and name not in PLAIN_NAMES]


def test_every_operation_has_an_example_for_what_it_needs_and_what_it_answers(document, operations):
    for path, verb, operation in operations:
        for parameter in operation.get("parameters", ()):
            if parameter.get("required"):
                assert parameter["examples"], (path, parameter["name"])
        login = operation.get("x-needs") == LOGIN
        for status, response in operation["responses"].items():
            for media, content in response.get("content", {}).items():
                if "example" in content:
                    wrong = faults(document, content["schema"], content["example"])
                    assert not wrong, (path, wrong, CURE)
                    assert login is (status == "401")
                else:
                    open_json = media in JSON and status.startswith("2") and not login
                    assert not open_json, (verb, path, CURE)


def test_no_kept_answer_is_of_an_operation_that_went(operations):
    assert set(kept_answers()) <= {f"{verb} {path}" for path, verb, _ in operations}, CURE


def test_every_operation_answers_its_example_by_its_schema(client, document, operations):
    asked = 0
    for path, verb, operation in operations:
        if "x-needs" in operation or verb != "get":
            continue
        address, query = first_examples(path, operation)
        reply = client.get(address, params=query, follow_redirects=False)
        success = next(status for status in operation["responses"] if status != "default")
        assert str(reply.status_code) == success, (address, query, reply.text)
        if reply.has_redirect_location:
            continue
        media = reply.headers["content-type"].split(";")[0]
        content = operation["responses"][success]["content"]
        assert media in content, (path, media)
        if media in JSON:
            assert not faults(document, content[media]["schema"], reply.json()), path
        asked += 1
    assert asked > 40


def test_what_can_be_sent_without_a_login_is_answered_by_its_schema(client, document, operations):
    sent = 0
    for path, verb, operation in operations:
        if verb != "post" or "x-needs" in operation:
            continue
        for kind, content in operation["requestBody"]["content"].items():
            if "example" in content:
                example = content["example"].encode()
            elif "$ref" in content["schema"]:
                name = content["schema"]["$ref"].rsplit("/", 1)[-1]
                example = json.dumps(document["components"]["schemas"][name]["example"]).encode()
            else:
                continue
            reply = client.post(path, content=example, headers={"Content-Type": kind})
            declared = operation["responses"][str(reply.status_code)]["content"]
            media = reply.headers["content-type"].split(";")[0]
            assert media in declared
            if media in JSON:
                assert not faults(document, declared[media]["schema"], reply.json())
            sent += 1
    assert sent >= 2


def test_what_needs_a_login_is_refused_as_the_document_says(client, document, operations):
    refused = 0
    for path, verb, operation in operations:
        if operation.get("x-needs") != LOGIN:
            continue
        address, query = first_examples(path, operation)
        reply = client.request(verb, address, params=query)
        assert reply.status_code == 401, (verb, path, reply.text)
        shown = operation["responses"]["401"]["content"]["application/problem+json"]
        assert not faults(document, shown["schema"], reply.json())
        assert reply.json()["code"] == shown["example"]["code"]
        refused += 1
    assert refused > 10
