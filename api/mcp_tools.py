"""Tools for language models, made of the interface's own operations.

A tool is one reading operation of the OpenAPI document: its arguments are the parameters, its
result is the body, byte for byte. So a tool can never say anything else than the interface. What it
says of arguments and result is short (:mod:`api.mcp_schemas`), for models read the whole list.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import quote, urlencode

from api.mcp_schemas import Json, as_list, as_object, taken, told
from standards.errors import BadInput

__all__ = ["Described", "Tool", "address_of", "described_tools", "tools_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A tool as ``data/mcp_tools.toml`` describes it; ``opened`` are the objects of its result of
    which the fields are stated."""

    name: str
    path: str
    description: str
    without: tuple[str, ...]
    opened: tuple[str, ...]
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
            opened=tuple(entry.get("opened", ())),
            example=entry["example"],
        )
        for name, entry in tomllib.loads(text).items()
    )


def tools_of(openapi: Mapping[str, Json]) -> tuple[Tool, ...]:
    """The tools over an OpenAPI document. Raises KeyError if it lacks an operation."""
    paths = as_object(openapi["paths"])
    schemas = as_object(as_object(openapi["components"])["schemas"])
    return tuple(
        _tool(one, as_object(as_object(paths[one.path])["get"]), schemas)
        for one in described_tools()
    )


def address_of(tool: Tool, given: Mapping[str, Json]) -> str:
    """The address that a call asks for. Raises BadInput for an argument the tool has not, or one
    that is missing.

    A list stands for a parameter that is repeated, null for one that is left out.
    """
    properties = as_object(tool.arguments["properties"])
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
    for each in as_list(operation.get("parameters", [])):
        parameter = as_object(each)
        name = str(parameter["name"])
        if name in one.without or parameter["in"] not in ("path", "query"):
            continue
        schema = taken(parameter["schema"], schemas)
        examples = [
            as_object(value)["value"] for value in as_object(parameter.get("examples", {})).values()
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
            **({"required": needed} if needed else {}),
            "additionalProperties": False,
        },
        result=told(_body(operation), schemas, one.opened),
    )


def _body(operation: Mapping[str, Json]) -> Json:
    """The schema of what an operation answers."""
    kept: Json = operation
    for key in ("responses", "200", "content", "application/json", "schema"):
        kept = as_object(kept)[key]
    return kept


def _said(value: Json) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
