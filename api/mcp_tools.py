"""Tools for language models, made of the interface's own operations.

A tool is one reading operation of the OpenAPI document: its arguments are the parameters, its
result is the body, byte for byte. So a tool can never say anything else than the interface.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, TypeAlias
from urllib.parse import quote, urlencode

from standards.errors import BadInput

__all__ = ["Json", "Tool", "address_of", "described_tools", "tools_of"]

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"
"""A value as JSON has it."""
_LEFT_OUT: Final = ("title", "example", "examples")


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A tool as ``data/mcp_tools.toml`` describes it."""

    name: str
    path: str
    description: str
    without: tuple[str, ...]
    example: Mapping[str, Json]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """A tool with the schemas of its arguments and of its result (JSON Schema 2020-12); ``places``
    are the arguments that stand in the path."""

    name: str
    title: str
    description: str
    path: str
    places: tuple[str, ...]
    arguments: Mapping[str, Json]
    result: Mapping[str, Json]


@cache
def described_tools() -> tuple[Described, ...]:
    """The tools of the data file, in its order."""
    text = files("api").joinpath("data", "mcp_tools.toml").read_text("utf-8")
    return tuple(
        Described(
            name=name,
            path=entry["path"],
            description=entry["description"],
            without=tuple(entry.get("without", ())),
            example=entry["example"],
        )
        for name, entry in tomllib.loads(text).items()
    )


def tools_of(openapi: Mapping[str, Json]) -> tuple[Tool, ...]:
    """The tools over an OpenAPI document. Raises KeyError if it lacks an operation."""
    paths = _object(openapi["paths"])
    schemas = _object(_object(openapi["components"])["schemas"])
    return tuple(
        _tool(one, _object(_object(paths[one.path])["get"]), schemas) for one in described_tools()
    )


def address_of(tool: Tool, given: Mapping[str, Json]) -> str:
    """The address that a call asks for. Raises BadInput for an argument the tool has not, or one
    that is missing.

    A list stands for a parameter that is repeated, null for one that is left out.
    """
    properties = _object(tool.arguments["properties"])
    unknown = sorted(set(given) - set(properties))
    if unknown:
        raise BadInput(f"{tool.name} has no {unknown[0]!r}; it has {', '.join(properties)}")
    path = tool.path
    for place in tool.places:
        value = given.get(place)
        if value is None or value == "":
            raise BadInput(f"{tool.name} needs {place!r}")
        path = path.replace(f"{{{place}}}", quote(_said(value), safe=""))
    pairs = [
        (name, _said(one))
        for name, value in given.items()
        if name not in tool.places and value is not None
        for one in (value if isinstance(value, list | tuple) else [value])
    ]
    return f"{path}?{urlencode(pairs)}" if pairs else path


def _tool(one: Described, operation: Mapping[str, Json], schemas: Mapping[str, Json]) -> Tool:
    properties: dict[str, Json] = {}
    needed: list[str] = []
    places: list[str] = []
    for each in _list(operation.get("parameters", [])):
        parameter = _object(each)
        name = str(parameter["name"])
        if name in one.without or parameter["in"] not in ("path", "query"):
            continue
        schema = dict(_object(parameter["schema"]))
        schema.pop("title", None)
        examples = [
            _object(value)["value"] for value in _object(parameter.get("examples", {})).values()
        ]
        if examples:
            schema["examples"] = examples
        properties[name] = schema
        if parameter.get("required"):
            needed.append(name)
        if parameter["in"] == "path":
            places.append(name)
    return Tool(
        name=one.name,
        title=str(operation["summary"]),
        description=one.description,
        path=one.path,
        places=tuple(places),
        arguments={
            "type": "object",
            "properties": properties,
            "required": needed,
            "additionalProperties": False,
        },
        result=_result(operation, schemas),
    )


def _result(operation: Mapping[str, Json], schemas: Mapping[str, Json]) -> Mapping[str, Json]:
    """The schema of the body, with all that it names put beside it, so that it stands alone."""
    kept: Json = operation
    for key in ("responses", "200", "content", "application/json", "schema"):
        kept = _object(kept)[key]
    waiting: list[str] = []
    whole = _object(_standing_alone(schemas[_named(str(_object(kept)["$ref"]))], waiting))
    beside: dict[str, Json] = {}
    while waiting:
        each = waiting.pop()
        if each not in beside:
            beside[each] = _standing_alone(schemas[each], waiting)
    return {**whole, "$defs": beside}


def _standing_alone(schema: Json, named: list[str]) -> Json:
    """A schema whose references lead to ``$defs``; what they name is added to ``named``.

    Examples and made-up titles are left out: they are long, and ``/openapi.json`` has them.
    """
    if isinstance(schema, list | tuple):
        return [_standing_alone(each, named) for each in schema]
    if not isinstance(schema, Mapping):
        return schema
    made: dict[str, Json] = {}
    for key, value in schema.items():
        if key == "$ref":
            named.append(_named(str(value)))
            made[key] = f"#/$defs/{named[-1]}"
        elif key == "properties":
            fields = _object(value)
            made[key] = {name: _standing_alone(one, named) for name, one in fields.items()}
        elif key not in _LEFT_OUT:
            made[key] = _standing_alone(value, named)
    return made


def _said(value: Json) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _named(reference: str) -> str:
    return reference.rpartition("/")[2]


def _object(value: Json) -> Mapping[str, Json]:
    if not isinstance(value, Mapping):
        raise TypeError(f"an object was expected, not {value!r}")
    return value


def _list(value: Json) -> Sequence[Json]:
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise TypeError(f"a list was expected, not {value!r}")
    return value
