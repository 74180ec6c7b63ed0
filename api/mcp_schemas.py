"""What a tool says of its result: true, and short enough for a language model to read whole.

The OpenAPI document has the whole schema of each body. Of it a tool states the fields of the body
and of the few objects in it that a model has to quote; of every other value only what sort it is.
What is stated holds for each answer, and each answer has more: no schema closes an object.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final, TypeAlias

__all__ = ["Json", "as_list", "as_object", "taken", "told"]

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"
"""A value as JSON has it."""
_SORTS: Final = ("type", "format", "enum", "const")
_UNOPENED: Final = {"type": "object"}


def told(schema: Json, schemas: Mapping[str, Json], opened: Collection[str]) -> dict[str, Json]:
    """The schema of a result (JSON Schema 2020-12); it stands alone.

    ``schemas`` are the components that ``schema`` names; ``opened`` the paths of the objects that
    are stated with their fields, as ``answers`` or ``answers.clause`` (entries of a list have the
    path of the list). The body itself always is, with what is said of its fields. Raises KeyError
    for a path that leads to no object.
    """
    left = set(opened)
    made = _object_told(schema, schemas, left, "")
    if left:
        raise KeyError(f"nothing can be opened at {', '.join(sorted(left))}")
    return made


def taken(schema: Json, schemas: Mapping[str, Json]) -> dict[str, Json]:
    """What an argument may be, standing alone: one that may be left out need not say that it may be
    null, and what words mean stands in its description.

    >>> taken({"title": "Cursor", "anyOf": [{"type": "string"}, {"type": "null"}]}, {})
    {'type': 'string'}
    """
    found = as_object(schema)
    named = _meant(found, schemas)
    made = {key: value for key, value in found.items() if key not in ("$ref", "anyOf", "title")}
    if named is not found:
        made = {**{key: named[key] for key in _SORTS if key in named}, **made}
    choices = [as_object(each) for each in as_list(found.get("anyOf", []))]
    sorts = [taken(each, schemas) for each in choices if each.get("type") != "null"]
    if len(sorts) == 1:
        made = {**sorts[0], **made}
    elif sorts:
        made["anyOf"] = sorts
    if "items" in made:
        made["items"] = taken(made["items"], schemas)
    return made


def as_object(value: Json) -> Mapping[str, Json]:
    """``value``, which is an object. Raises TypeError."""
    if not isinstance(value, Mapping):
        raise TypeError(f"an object was expected, not {value!r}")
    return value


def as_list(value: Json) -> Sequence[Json]:
    """``value``, which is a list. Raises TypeError."""
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise TypeError(f"a list was expected, not {value!r}")
    return value


def _object_told(
    schema: Json, schemas: Mapping[str, Json], left: set[str], path: str
) -> dict[str, Json]:
    fields: dict[str, Json] = {}
    for name, each in as_object(_meant(schema, schemas)["properties"]).items():
        fields[name] = _told(each, schemas, left, f"{path}.{name}" if path else name)
        words = as_object(each).get("description")
        if words and not path:
            fields[name] = {**as_object(fields[name]), "description": words}
    return {"type": "object", "properties": fields}


def _told(schema: Json, schemas: Mapping[str, Json], left: set[str], path: str) -> dict[str, Json]:
    """A field: its sort, its entries if it is a list, its own fields if it is opened."""
    meant = _meant(schema, schemas)
    choices = [as_object(each) for each in as_list(meant.get("anyOf", []))]
    if choices:
        sorts = [each for each in choices if each.get("type") != "null"]
        if len(sorts) != 1:
            return {}
        one = _told(sorts[0], schemas, left, path)
        return one if len(sorts) == len(choices) else _or_null(one)
    if "properties" in meant and path in left:
        left.discard(path)
        return _object_told(meant, schemas, left, path)
    made = {key: meant[key] for key in _SORTS if key in meant}
    if "enum" in made:
        del made["type"]
    if "items" in meant:
        entry = _told(meant["items"], schemas, left, path)
        if entry != _UNOPENED:
            made["items"] = entry
    return made


def _or_null(one: Mapping[str, Json]) -> dict[str, Json]:
    if "enum" in one:
        return {**one, "enum": [*as_list(one["enum"]), None]}
    return {**one, "type": [one["type"], "null"]} if "type" in one else {}


def _meant(schema: Json, schemas: Mapping[str, Json]) -> Mapping[str, Json]:
    """The schema itself, or the one that it names."""
    found = as_object(schema)
    while "$ref" in found:
        found = as_object(schemas[str(found["$ref"]).rpartition("/")[2]])
    return found
