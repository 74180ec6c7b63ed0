"""The OpenAPI document with an example for each required parameter and each answer in JSON.

What FastAPI works out is completed from two files: ``data/openapi_examples.toml`` for parameters
that many routes share, and ``data/answers.json`` for answers. The answers are those of the library
of samples, with lists cut to their first entry and long texts cut short
(``python -m samples.answers`` writes them anew); a test holds them against today's schemas.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, cast

from fastapi import FastAPI

from api.examples_jobs import KEYED
from api.problems import MEDIA_TYPE, problem

__all__ = ["PLAIN_NAMES", "install_openapi", "kept_answers", "schema_name"]

_Node = dict[str, object]
_VERBS: Final = ("get", "post", "put", "delete")
_LOGIN: Final = "login"
_REF: Final = "#/components/schemas/"
_BETWEEN: Final = re.compile(r"[^A-Za-z0-9]+")
PLAIN_NAMES: Final = {
    "ChangeKind-Input": "DocumentChangeKind",
    "index__changes__ChangeKind": "DocumentChangeKind",
    "standards__relation__ChangeKind": "TextChangeKind",
    "QuestionKind-Input": "QuestionKind",
    "search__question_kind__QuestionKind": "QuestionKind",
    "search__applicability_model__QuestionKind": "AskedBackKind",
    "search__applicability_model__Basis": "ItemBasis",
    "standards__events__Basis": "SourceBasis",
}
"""Names of lists of words that two rooms have under one name; bodies have each a name of its own.
Where one list is sent and answered with, both are one schema."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parameter:
    path: str
    name: str
    value: str | int
    summary: str


@cache
def kept_answers() -> Mapping[str, _Node]:
    """The example of each operation, by verb and path: status, media type and body."""
    text = files("api").joinpath("data", "answers.json").read_text("utf-8")
    read: dict[str, _Node] = json.loads(text)
    return read


@cache
def _parameters() -> tuple[_Parameter, ...]:
    text = files("api").joinpath("data", "openapi_examples.toml").read_text("utf-8")
    return tuple(_Parameter(**one) for one in tomllib.loads(text)["parameter"])


def install_openapi(app: FastAPI) -> None:
    """Complete what ``app`` says of itself; it is worked out once, when it is asked for first."""
    plain = app.openapi

    def document() -> _Node:
        known = app.openapi_schema is not None
        made: _Node = plain()
        if not known:
            made = cast(_Node, _renamed(made))
            for path, verb, operation in _operations(made):
                _complete(path, verb, operation)
            app.openapi_schema = made
        return made

    app.openapi = document  # type: ignore[method-assign]


def schema_name(name: str) -> str:
    """The name of a schema as it is told outside, without names of our modules.

    >>> schema_name("WatchPage_UnmetBody_"), schema_name("standards__events__Basis")
    ('WatchPageUnmetBody', 'SourceBasis')
    >>> schema_name("StandardBody")
    'StandardBody'
    """
    words = _BETWEEN.split(PLAIN_NAMES.get(name, name))
    return "".join(word[:1].upper() + word[1:] for word in words)


def _renamed(value: object, *, in_schemas: bool = False) -> object:
    """The document with names of schemas, and what refers to them, as they are told outside."""
    if isinstance(value, list):
        return [_renamed(one) for one in value]
    if isinstance(value, str) and value.startswith(_REF):
        return _REF + schema_name(value.removeprefix(_REF))
    if not isinstance(value, dict):
        return value
    return {
        schema_name(name) if in_schemas else name: _renamed(one, in_schemas=name == "schemas")
        for name, one in value.items()
    }


def _operations(document: _Node) -> Iterator[tuple[str, str, _Node]]:
    paths = cast(dict[str, dict[str, _Node]], document["paths"])
    for path, verbs in paths.items():
        for verb, operation in verbs.items():
            if verb in _VERBS:
                yield path, verb, operation


def _complete(path: str, verb: str, operation: _Node) -> None:
    for parameter in cast(list[_Node], operation.get("parameters", [])):
        if "examples" not in parameter and parameter.get("required"):
            found = _example_of(path, str(parameter["name"]))
            if found is not None:
                example = {"summary": found.summary, "value": found.value}
                parameter["examples"] = {"example": example}
    responses = cast(dict[str, _Node], operation["responses"])
    kept = kept_answers().get(f"{verb} {path}")
    if kept is not None:
        content = cast(dict[str, _Node], responses[str(kept["status"])].get("content", {}))
        if str(kept["type"]) in content:
            content[str(kept["type"])]["example"] = kept["body"]
    for status, body in KEYED.get(f"{verb} {path}", {}).items():
        content = cast(dict[str, _Node], responses[status]["content"])
        content["application/json"]["example"] = body
    if operation.get("x-needs") == _LOGIN:
        responses.setdefault("401", _refusal(path))


def _example_of(path: str, name: str) -> _Parameter | None:
    fitting = (one for one in _parameters() if one.name == name and path.startswith(one.path))
    return max(fitting, key=lambda one: len(one.path), default=None)


def _refusal(path: str) -> _Node:
    """What somebody gets who is not logged in."""
    told = problem("login-needed", "log in at /desk/login", instance=path)
    schema = {"$ref": "#/components/schemas/ProblemBody"}
    example = json.loads(told.model_dump_json(exclude_none=True))
    return {
        "description": "nobody is logged in",
        "content": {MEDIA_TYPE: {"schema": schema, "example": example}},
    }
