"""Writes the answers that the OpenAPI document shows: ``python -m samples.answers LIBRARY``.

Asks every address of the interface with the examples of its parameters, over the library of samples
and for a fixed day, and keeps what comes back in ``api/data/answers.json``: of each list the first
entry, of each long text its beginning. Addresses that need a login are left out.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import quote

from fastapi.testclient import TestClient

from api.app import create_app
from api.assembly import open_service
from api.desk.notifications import Notification, add_notification
from api.desk.opening import DeskOpener
from api.desk.symbols import Symbol
from api.settings import Settings

__all__ = ["answers", "first_examples", "main"]

DAY = date(2026, 7, 15)
TARGET = Path(__file__).resolve().parents[1] / "api" / "data" / "answers.json"
_LONG = 160
_LOGIN = "login"
_API_KEY = "api-key"


def first_examples(path: str, operation: dict) -> tuple[str, dict[str, object]]:
    """The address and the query of an operation: each parameter that is required at its first
    example."""
    query: dict[str, object] = {}
    one_of = operation.get("x-needs-one-of", ())[:1]
    for parameter in operation.get("parameters", ()):
        name = parameter["name"]
        if not parameter.get("required") and name not in one_of:
            continue
        value = next(iter(parameter["examples"].values()))["value"]
        if parameter["in"] == "path":
            path = path.replace(f"{{{name}}}", quote(str(value), safe=""))
        else:
            query[name] = value
    return path, query


def answers(client: TestClient, document: dict) -> Iterator[tuple[str, dict]]:
    """Each operation by verb and path, with what it answered: status, media type, body."""
    for path, verbs in document["paths"].items():
        for verb, operation in verbs.items():
            needs = operation.get("x-needs")
            if needs in (_LOGIN, _API_KEY) or verb not in ("get", "post") or "bulk/" in path:
                continue
            address, query = first_examples(path, operation)
            if needs == "key":
                address = _receipt(client, document)
            sent = _body(operation, document) if verb == "post" else {}
            reply = client.request(verb, address, params=query, **sent)
            media = reply.headers["content-type"].split(";")[0]
            if not reply.is_success:
                raise SystemExit(f"{verb} {address}: {reply.status_code} {reply.text}")
            if "json" in media:
                kept = {"status": reply.status_code, "type": media, "body": _cut(reply.json())}
                yield f"{verb} {path}", kept


def _body(operation: dict, document: dict) -> dict[str, object]:
    kind, content = next(iter(operation["requestBody"]["content"].items()))
    if "example" in content:
        example = content["example"]
    else:
        name = content["schema"]["$ref"].rsplit("/", 1)[-1]
        example = json.dumps(document["components"]["schemas"][name]["example"])
    return {"content": example.encode(), "headers": {"Content-Type": kind}}


def _receipt(client: TestClient, document: dict) -> str:
    """The address of a report that was just sent."""
    operation = document["paths"]["/api/v1/reports"]["post"]
    sent = client.post("/api/v1/reports", **_body(operation, document)).json()
    return f"/api/v1/reports/key/{sent['url'].rsplit('/', 1)[-1]}"


def _cut(value: object) -> object:
    if isinstance(value, dict):
        return {name: _cut(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_cut(one) for one in value[:1]]
    if isinstance(value, str) and len(value) > _LONG:
        return value[: _LONG - 1] + "…"
    return value


def main(library: Path) -> None:
    """Ask everything and write the file."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            library=library, embedder="hashing", desk=Path(folder) / "desk.sqlite3", rate=0
        )
        service = open_service(settings, today=lambda: DAY)
        app = create_app(settings, service=service)
        _notify(app.state.desk)
        with TestClient(app, base_url="http://localhost:8000") as client:
            document = client.get("/openapi.json").json()
            made = dict(answers(client, document))
    TARGET.write_text(json.dumps(made, ensure_ascii=False, indent=1, sort_keys=True) + "\n")


def _notify(opener: DeskOpener) -> None:
    """A notification, so that there is one to show."""
    told = Notification(
        symbol=Symbol.parse("G/TBT/N/VNM/300"),
        title="An example, no real notification",
        notified=date(2026, 6, 1),
        comments_until=date(2026, 8, 1),
        documents=("qcvn-2-2021-bkhcn",),
    )
    add_notification(opener(), told, by="samples")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
