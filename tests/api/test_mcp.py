"""Tools for language models say what the interface says, byte for byte, or the same problem."""

import json
import os
import subprocess
import sys
from pathlib import Path

import anyio
import pytest
from jsonschema import Draft202012Validator
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.shared.memory import create_connected_server_and_client_session

from api.mcp_schemas import told
from api.mcp_server import make_server
from api.mcp_tools import address_of, described_tools, tools_of
from standards.errors import BadInput

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = {one.name: dict(one.example) for one in described_tools()}
MOST_BYTES = 40_000


def asked(app, name, given):
    """The result of one call, by a client in the same process."""

    async def call():
        async with create_connected_server_and_client_session(make_server(app)) as client:
            return await client.call_tool(name, given)

    return anyio.run(call)


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_a_tool_says_what_the_interface_says(app, client, name):
    (tool,) = [one for one in tools_of(app.openapi()) if one.name == name]
    address = f"http://localhost{address_of(tool, EXAMPLES[name])}"
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    result = asked(app, name, EXAMPLES[name])
    assert not result.isError
    Draft202012Validator(tool.result).validate(result.structuredContent)
    assert drop_times(result.structuredContent) == drop_times(answer.json())
    assert json.loads(result.content[0].text) == result.structuredContent


@pytest.mark.parametrize(
    ("name", "given"),
    [
        *EXAMPLES.items(),
        ("ask", {"q": "TCVN 99999:2020"}),
        ("ask", {"q": "thép cốt bê tông", "as_of": "2026-07-01"}),
        ("ask", {"q": "máy bay phản lực của người ngoài hành tinh"}),
        ("applicable", {"product": "thép làm cốt bê tông", "trade": "import"}),
        ("applicable", {"product": "zzz"}),
        ("standard", {"slug": "qcvn-7-2019-bkhcn"}),
        ("standard", {"slug": "tcvn-1651-2-2018"}),
        ("clause", {"slug": "qcvn-16-2023-bxd", "label": "1.1"}),
        ("find_standards", {"number": "no such"}),
        ("watch", {"as_of": "2024-01-01", "within": 3650}),
        ("identifier", {"text": "QCVN 16"}),
        ("hs_code", {"code": "7214"}),
    ],
)
def test_each_answer_has_every_field_that_is_stated_of_it(app, name, given):
    (tool,) = [one for one in tools_of(app.openapi()) if one.name == name]
    body = asked(app, name, given).structuredContent
    Draft202012Validator(tool.result).validate(body)
    assert list(absent(tool.result, body, name)) == []
    assert body.keys() == tool.result["properties"].keys()


def absent(schema, value, path):
    """Fields that a schema states and a value has not: open schemas pass these over."""
    if isinstance(value, list):
        for each in value:
            yield from absent(schema.get("items", {}), each, path)
    elif isinstance(value, dict):
        for field, one in schema.get("properties", {}).items():
            if field not in value:
                yield f"{path}.{field}"
            else:
                yield from absent(one, value[field], f"{path}.{field}")


def test_what_an_object_is_opened_for_is_there():
    schemas = {"Inner": {"type": "object", "properties": {"word": {"type": "string"}}}}
    schema = {"properties": {"one": {"$ref": "#/components/schemas/Inner"}}}
    assert told(schema, schemas, ["one"])["properties"]["one"] == {
        "type": "object",
        "properties": {"word": {"type": "string"}},
    }
    with pytest.raises(KeyError, match="two"):
        told(schema, schemas, ["one", "two"])


def drop_times(body):
    return {**body, "took_ms": None}


@pytest.mark.parametrize(
    ("name", "given", "code"),
    [
        ("standard", {"slug": "tcvn-99999-2020"}, "not-found"),
        ("hs_code", {"code": "65"}, "bad-hs-code"),
        ("ask", {"q": ""}, "bad-question"),
        ("ask", {"q": "mũ", "limit": 10_000}, "bad-input"),
        ("ask", {}, "bad-parameter"),
        ("ask", {"q": "mũ", "as_of": "yesterday"}, "bad-parameter"),
        ("ask", {"q": "mũ", "colour": "red"}, "bad-input"),
        ("clause", {"slug": "qcvn-2-2021-bkhcn"}, "bad-input"),
        ("changes", {"since": "deadbeefdeadbeef-1"}, "cursor-gone"),
        ("delete_everything", {}, "no-route"),
    ],
)
def test_a_tool_fails_with_the_problems_of_the_interface(app, name, given, code):
    result = asked(app, name, given)
    assert result.isError
    assert result.structuredContent["code"] == code


def test_the_four_honest_negatives_are_answers_not_faults(app):
    result = asked(app, "ask", {"q": "TCVN 99999:2020"})
    assert not result.isError
    assert (result.structuredContent["answerable"], result.structuredContent["reason"]) == (
        False,
        "not_in_library",
    )


def test_tools_only_read_and_say_what_they_take(app):
    async def listed():
        async with create_connected_server_and_client_session(make_server(app)) as client:
            return (await client.list_tools()).tools

    tools = anyio.run(listed)
    assert {tool.name for tool in tools} == set(EXAMPLES)
    for tool in tools:
        assert tool.annotations.readOnlyHint
        assert not tool.annotations.destructiveHint
        schema = tool.inputSchema
        assert schema["additionalProperties"] is False
        assert set(EXAMPLES[tool.name]) <= set(schema["properties"])
        assert set(schema.get("required", ())) <= set(EXAMPLES[tool.name])
        assert all(value.get("description") for value in schema["properties"].values())
        for each in (schema, tool.outputSchema):
            assert "$ref" not in json.dumps(each), "each schema stands alone"
            Draft202012Validator.check_schema(each)
    whole = [one.model_dump_json(by_alias=True, exclude_none=True) for one in tools]
    assert sum(map(len, map(str.encode, whole))) < MOST_BYTES, "a model may read the whole list"


def test_a_place_in_the_path_cannot_lead_elsewhere(app):
    tools = {tool.name: tool for tool in tools_of(app.openapi())}
    address = address_of(tools["standard"], {"slug": "../desk/audit?x=1"})
    assert address == "/api/v1/standards/..%2Fdesk%2Faudit%3Fx%3D1"
    with pytest.raises(BadInput):
        address_of(tools["standard"], {"slug": ""})


def test_over_standard_input_and_output_nothing_else_is_written(built):
    """A client in another process asks, and every line that the server writes is a message."""
    environment = {**os.environ, "TRACHUAN_EMBEDDER": "hashing", "PYTHONPATH": str(ROOT)}
    words = ["-c", "import sys; from api.cli import main; sys.exit(main(sys.argv[1:]))", "mcp"]
    given = StdioServerParameters(
        command=sys.executable, args=[*words, "--library", str(built)], env=environment
    )

    async def call():
        async with stdio_client(given) as (read, write), ClientSession(read, write) as client:
            told = await client.initialize()
            result = await client.call_tool("identifier", {"text": "QCVN 2 : 2021/BKHCN"})
            return told, result

    told, result = anyio.run(call)
    assert told.serverInfo.name == "trachuan"
    assert "quote" in told.instructions
    assert result.structuredContent["number"] == "QCVN 2:2021/BKHCN"
    ended = subprocess.run(
        [sys.executable, *words, "--library", str(built)],
        input="",
        capture_output=True,
        env=environment,
        cwd=ROOT,
        check=False,
        text=True,
    )
    assert (ended.returncode, ended.stdout) == (0, "")


def test_over_http_each_message_is_answered_by_itself(client):
    message = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "tools/call",
        "params": {"name": "identifier", "arguments": {"text": "TCVN7303-1:2009"}},
    }
    accept = {"Accept": "application/json, text/event-stream"}
    answer = client.post("/mcp", json=message, headers=accept)
    assert answer.status_code == 200, answer.text
    told = answer.json()["result"]["structuredContent"]
    assert told == client.get("/api/v1/identifiers/parse?text=TCVN7303-1:2009").json()
    refused = client.get("/mcp", headers=accept)
    assert (refused.status_code, refused.headers["allow"]) == (405, "POST")
    assert refused.json()["code"] == "method-not-allowed"
    assert client.post("/mcp", content=b"no message", headers=accept).status_code in (400, 415)


def test_over_http_a_page_of_another_site_is_refused(client):
    message = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
    accept = {"Accept": "application/json, text/event-stream"}
    there = client.post("/mcp", json=message, headers={**accept, "Origin": "https://evil.example"})
    assert (there.status_code, there.json()["code"]) == (403, "not-permitted")
    assert "trang web khác" in there.json()["detail_vi"]
    here = client.post("/mcp", json=message, headers={**accept, "Origin": "http://testserver"})
    assert (here.status_code, here.json()["result"]) == (200, {})
