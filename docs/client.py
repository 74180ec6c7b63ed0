"""Writes the typed Python client: ``python -m docs.client`` (``make client``).

Reads the OpenAPI document of the program as it is; writes ``docs/howto/trachuan_client.py``, one
file that needs nothing but Python 3.11. Each body is a ``TypedDict``, each address that needs no
login a method named like its path. A test holds the file against today's document.
"""

from __future__ import annotations

import json
import keyword
import re
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

from api.app import create_app
from api.settings import Settings

__all__ = ["TARGET", "client_source", "main"]

TARGET = Path(__file__).resolve().parent / "howto" / "trachuan_client.py"
_WIDTH = 100
_VERBS = ("get", "post")
_API = "/api/v1/"
_PLAIN = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}
_HEAD = '''"""A typed client of the interface of Trachuẩn, made from its OpenAPI document.

Written by ``make client``: do not change it by hand. It needs nothing but Python 3.11.

    from trachuan_client import Client

    client = Client("http://localhost:8000")
    for answer in client.ask("mũ bảo hiểm cho người đi xe máy")["answers"]:
        print(answer["number"], answer["status"], answer["citation"])
"""

# ruff: noqa: ANN401, E501
from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Literal, NotRequired, TypedDict, cast
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

__all__ = ["Client", "ProblemError"]

_Value = str | int | float | bool | None | Sequence[str] | Sequence[int]


class ProblemError(Exception):
    """The server refused: ``problem`` is what it said (RFC 9457), ``code`` is stable."""

    def __init__(self, problem: ProblemBody) -> None:
        super().__init__(f"{problem['code']}: {problem['detail']}")
        self.problem = problem
        self.code = problem["code"]


class Client:
    """One server. Methods are named like the paths under ``/api/v1``; those of files give bytes.

    ``base`` is where it is served, ``timeout`` seconds an answer may take.
    """

    def __init__(self, base: str, *, timeout: float = 30.0) -> None:
        self.base = base.rstrip("/")
        self.timeout = timeout

    def fetch(self, address: str) -> bytes:
        """What stands at an address that a body gives (``url``, ``page_url``): bytes."""
        return self._send("GET", address)

    def _send(
        self,
        verb: str,
        path: str,
        query: Mapping[str, _Value] | None = None,
        body: bytes | None = None,
        kind: str = "application/json",
    ) -> bytes:
        pairs = [pair for name, value in (query or {}).items() for pair in _pairs(name, value)]
        address = f"{self.base}{path}{'?' + urlencode(pairs) if pairs else ''}"
        headers = {"Accept": "*/*"} | ({"Content-Type": kind} if body is not None else {})
        asked = Request(address, data=body, headers=headers, method=verb)
        try:
            with urlopen(asked, timeout=self.timeout) as reply:
                return cast(bytes, reply.read())
        except HTTPError as error:
            if error.headers.get_content_type() != "application/problem+json":
                raise
            raise ProblemError(json.loads(error.read())) from None

    def _json(self, *asked: Any) -> Any:
        return json.loads(self._send(*asked))
'''
_TAIL = """

def _pairs(name: str, value: _Value) -> list[tuple[str, str]]:
    if value is None:
        return []
    if isinstance(value, (str, int, float)):
        return [(name, str(value).lower() if isinstance(value, bool) else str(value))]
    return [(name, str(one)) for one in value]
"""


class _Source:
    """Makes the text of the client out of one document."""

    def __init__(self, document: dict) -> None:
        self._document = document
        self._schemas = document["components"]["schemas"]
        self._used = {"ProblemBody": True}

    def text(self) -> str:
        """The whole file."""
        methods = "".join(
            self._method(path, verb, operation)
            for path, verbs in self._document["paths"].items()
            for verb, operation in verbs.items()
            if verb in _VERBS
            and path.startswith("/api/v1/")
            and operation.get("x-needs") != "login"
        )
        return "".join((_HEAD, methods, _TAIL, *self._types()))

    def _types(self) -> Iterator[str]:
        """Every type that is used, in the order of names; those that they use too."""
        made: dict[str, str] = {}
        while waiting := self._used.keys() - made.keys():
            for name in waiting:
                made[name] = self._type(name, self._schemas[name])
        for name in sorted(made):
            yield made[name]

    def _type(self, name: str, schema: dict) -> str:
        said = _comment(schema.get("description", ""))
        if "properties" not in schema:
            return f"\n\n{said}{name} = {self._hint(schema, quoted=True)}\n"
        required = schema.get("required", ())
        fields = {
            field: self._hint(one) if field in required else f"NotRequired[{self._hint(one)}]"
            for field, one in schema["properties"].items()
        }
        if all(field.isidentifier() and not keyword.iskeyword(field) for field in fields):
            lines = "".join(f"    {field}: {hint}\n" for field, hint in fields.items())
            words = _docstring(schema.get("description", "") or f"``{name}``.", 4)
            return f"\n\nclass {name}(TypedDict):\n{words}\n{lines}"
        lines = "".join(f"        {field!r}: {hint!r},\n" for field, hint in fields.items())
        return f"\n\n{said}{name} = TypedDict(\n    {name!r},\n    {{\n{lines}    }},\n)\n"

    def _hint(self, schema: dict, *, quoted: bool = False) -> str:
        """The type of a value, as Python writes it; in quotes where names may come later."""
        hint = self._plain(schema)
        return repr(hint) if quoted and "Body" in hint else hint

    def _plain(self, schema: dict) -> str:
        if "$ref" in schema:
            name = schema["$ref"].rsplit("/", 1)[-1]
            self._used[name] = True
            return name
        if "anyOf" in schema:
            return " | ".join(dict.fromkeys(self._plain(one) for one in schema["anyOf"]))
        if "const" in schema:
            return f"Literal[{schema['const']!r}]"
        if "enum" in schema:
            return f"Literal[{', '.join(map(repr, schema['enum']))}]"
        kind = schema.get("type")
        if kind == "array":
            return f"list[{self._plain(schema.get('items', {}))}]"
        if kind == "object":
            rest = schema.get("additionalProperties")
            return f"dict[str, {self._plain(rest) if isinstance(rest, dict) else 'Any'}]"
        return _PLAIN.get(kind, "Any")

    def _method(self, path: str, verb: str, operation: dict) -> str:
        given = operation.get("parameters", ())
        places = [one for one in given if one["in"] == "path"]
        queries = [one for one in given if one["in"] == "query"]
        body, kind = self._body(operation)
        arguments = ["self", *(f"{one['name']}: {self._hint(one['schema'])}" for one in places)]
        arguments += [f"body: {body}"] if body else []
        needed = [one for one in queries if one.get("required")]
        free = [one for one in queries if not one.get("required")]
        arguments += [f"{one['name']}: {self._asked(one)}" for one in needed]
        arguments += ["*"] if free else []
        arguments += [f"{one['name']}: {_optional(self._asked(one))} = None" for one in free]
        answer = self._answer(operation)
        address = re.sub(r"\{(\w+)\}", r"{quote(str(\1), safe='')}", path)
        sent = [repr(verb.upper()), f"f{address!r}".replace("\\'", "'") if places else repr(path)]
        if places:
            sent[1] = 'f"' + address + '"'
        query = ", ".join(f"{one['name']!r}: {one['name']}" for one in queries)
        if queries or body:
            sent.append(f"{{{query}}}")
        if body:
            whole = "json.dumps(body).encode()" if body != "bytes" else "body"
            sent += [whole, repr(kind)]
        called = f"self.{'_send' if answer == 'bytes' else '_json'}({', '.join(sent)})"
        result = called if answer == "bytes" else f"cast({answer!r}, {called})"
        said = " ".join(operation.get("description", operation["summary"]).split())
        signature = ", ".join(arguments)
        head = f"\n    def {_name(path, verb)}({signature}) -> {answer}:\n"
        if len(head) > _WIDTH:
            lines = "".join(f"        {one},\n" for one in arguments)
            head = f"\n    def {_name(path, verb)}(\n{lines}    ) -> {answer}:\n"
        return f"{head}{_docstring(said, 8)}        return {result}\n"

    def _asked(self, parameter: dict) -> str:
        """The type of a query parameter; any sequence will do for a list."""
        return self._hint(parameter["schema"]).replace("list[", "Sequence[")

    def _body(self, operation: dict) -> tuple[str, str]:
        """The type of what is sent, and its media type; a schema of ours, else bytes."""
        content = operation.get("requestBody", {}).get("content", {})
        for kind, one in content.items():
            schema = one.get("schema", {})
            return (self._plain(schema) if "$ref" in schema else "bytes"), kind
        return "", ""

    def _answer(self, operation: dict) -> str:
        for status, response in operation["responses"].items():
            for media, one in response.get("content", {}).items():
                if status.startswith("2") and media in ("application/json", "application/ld+json"):
                    return self._plain(one["schema"])
        return "bytes"


def _optional(hint: str) -> str:
    return hint if hint.endswith("None") else f"{hint} | None"


def _name(path: str, verb: str) -> str:
    """The name of a method: the words of its path, the last parameter too.

    >>> _name("/api/v1/standards/{slug}/clauses/{label}", "get")
    'standards_clauses_label'
    """
    steps = path.removeprefix("/api/v1/").split("/")
    last = [steps[-1]] if steps[-1].startswith("{") else []
    words = [step for step in steps if not step.startswith("{")] + last
    made = re.sub(r"[^a-z0-9]+", "_", "_".join(words)).strip("_")
    return f"post_{made}" if verb == "post" else made


def _docstring(text: str, indent: int) -> str:
    space = " " * indent
    wrapped = textwrap.wrap(
        '"""' + " ".join(text.split()) + '"""',
        _WIDTH - indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "".join(f"{space}{line}\n" for line in wrapped)


def _comment(text: str) -> str:
    lines = textwrap.wrap(" ".join(text.split()), _WIDTH - 2, break_on_hyphens=False)
    return "".join(f"# {line}\n" for line in lines)


def client_source(document: dict) -> str:
    """The client of an OpenAPI document, as Python source in the format of this project."""
    ruff = [sys.executable, "-m", "ruff", "format", "--stdin-filename", str(TARGET), "-"]
    made = _Source(document).text()
    return subprocess.run(
        ruff, input=made, capture_output=True, text=True, encoding="utf-8", check=True
    ).stdout


def main() -> None:
    """Write the file."""
    app = create_app(Settings(library=Path("nothing"), embedder="hashing"))
    TARGET.write_text(client_source(json.loads(json.dumps(app.openapi()))), encoding="utf-8")


if __name__ == "__main__":
    main()
