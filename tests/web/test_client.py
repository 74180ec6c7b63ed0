"""The typed client of docs/howto: today's, typed, and answered by a running server."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

from docs.client import TARGET, client_source

ROOT = TARGET.parents[2]


@pytest.fixture(scope="module")
def module():
    """The client as somebody has it who copied the one file."""
    spec = importlib.util.spec_from_file_location("trachuan_client", TARGET)
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def test_the_client_is_that_of_todays_interface(client):
    document = client.get("/openapi.json").json()
    same = TARGET.read_text("utf-8") == client_source(document)
    assert same, "the interface has changed: run make client"


def test_the_client_is_typed_through_and_through():
    command = [sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent", str(TARGET)]
    told = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert told.returncode == 0, told.stdout


def test_the_client_asks_a_running_server(module, address):
    client = module.Client(address)
    answers = client.ask("mũ bảo hiểm cho người đi xe máy", limit=3)["answers"]
    assert answers[0]["number"] == "QCVN 2:2021/BKHCN"
    slugs, cursor = [], None
    while True:
        page = client.standards(limit=2, cursor=cursor, only=["kind:QCVN"])
        slugs += [one["slug"] for one in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert slugs == sorted(set(slugs))
    assert "qcvn-2-2021-bkhcn" in slugs
    record = client.standards_slug("QCVN 2:2021 BKHCN", as_of="2026-07-01")
    assert record["as_of"] == "2026-07-01"
    clause = client.standards_clauses_label(record["slug"], "1.1")
    assert clause["label"] == "1.1"
    assert client.fetch(record["source"]["url"]).startswith(b"%PDF")
    assert client.standards_sts_xml(record["slug"]).startswith(b"<?xml")
    node = client.standards_jsonld(record["slug"])
    assert node["@type"] == "Legislation"
    rows = client.post_applicable_batch("product\nmũ bảo hiểm\n".encode())
    assert "QCVN 2:2021/BKHCN" in rows.decode()


def test_the_client_raises_what_the_server_refuses(module, address):
    client = module.Client(address)
    with pytest.raises(module.ProblemError, match="not-found") as caught:
        client.standards_slug("qcvn-999-1999-xxx")
    assert caught.value.code == "not-found"
    assert caught.value.problem["detail_vi"]


def test_every_example_of_the_how_to_runs(module, address, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "trachuan_client", module)
    text = (TARGET.parent / "client.md").read_text("utf-8")
    blocks = re.findall(r"```python\n(.*?)```", text, re.S)
    assert len(blocks) > 2
    space: dict = {}
    for block in blocks:
        exec(block.replace("http://localhost:8000", address), space)
    assert "QCVN 2:2021/BKHCN" in capsys.readouterr().out
    assert Path(TARGET).name in text
