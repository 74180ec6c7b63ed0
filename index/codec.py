"""Documents, pages, accounts and records of lists to JSON and back, without loss.

Works from the dataclasses themselves: a dataclass with named fields becomes an object without the
fields that have their default, a positional one (a box, a line, an HS code) a list. A field that a
later version adds with a default is therefore absent in an older text and reads as its default.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from datetime import date
from enum import Enum
from functools import cache, lru_cache
from types import NoneType, UnionType
from typing import TypeVar, Union, get_args, get_origin, get_type_hints

from index.life import CitingClause, LifeFacts
from standards.account import Account
from standards.catalogue import CatalogueRecord, ForeignRecord, HsName, IcsName, RiskRow
from standards.document import Clause, Document, PageText, ProductRow
from standards.errors import CorruptLibrary
from standards.identifier import Family, Identifier

__all__ = [
    "decode_account",
    "decode_as",
    "decode_clause",
    "decode_document",
    "decode_field",
    "decode_identifier",
    "decode_page",
    "decode_part",
    "encode",
]

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
_Reader = Callable[[Json], object]

_NUMBERS = 65_536
"""Numbers that are kept once made: the same ones stand in text after text."""


_AGAIN = "delete its file from the library and ingest it again"

_Part = TypeVar("_Part", LifeFacts, CitingClause, ProductRow)
_Listed = TypeVar("_Listed", bound=CatalogueRecord | ForeignRecord | HsName | IcsName | RiskRow)


def encode(
    value: Document
    | PageText
    | Identifier
    | Account
    | LifeFacts
    | CitingClause
    | ProductRow
    | CatalogueRecord
    | ForeignRecord
    | HsName
    | IcsName
    | RiskRow,
) -> str:
    """The value as JSON text."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def decode_account(text: str | bytes) -> Account:
    """The account that :func:`encode` wrote. Raises CorruptLibrary for anything else."""
    found = _decode(Account, text)
    assert isinstance(found, Account)
    return found


def decode_document(text: str | bytes) -> Document:
    """The document that :func:`encode` wrote. Raises CorruptLibrary for anything else."""
    found = _decode(Document, text)
    assert isinstance(found, Document)
    return found


def decode_clause(value: object) -> Clause:
    """A clause from the JSON of one. Raises CorruptLibrary for anything else."""
    found = _turned(Clause, value)
    assert isinstance(found, Clause)
    return found


def decode_field(name: str, value: object) -> object:
    """A field of a document from the JSON of it. Raises CorruptLibrary for anything else."""
    return _turned(_document_hints()[name], value)


def decode_page(text: str | bytes) -> PageText:
    """The page that :func:`encode` wrote. Raises CorruptLibrary for anything else."""
    found = _decode(PageText, text)
    assert isinstance(found, PageText)
    return found


def decode_part(kind: type[_Part], text: str | bytes) -> _Part:
    """The part of a document that :func:`encode` wrote. Raises CorruptLibrary for anything else."""
    found = _decode(kind, text)
    assert isinstance(found, kind)
    return found


@lru_cache(maxsize=_NUMBERS)
def decode_identifier(text: str | bytes) -> Identifier:
    """The identifier that :func:`encode` wrote. Raises CorruptLibrary for anything else."""
    found = _decode(Identifier, text)
    assert isinstance(found, Identifier)
    return found


def decode_as(kind: type[_Listed], text: str | bytes) -> _Listed:
    """The record of a list that :func:`encode` wrote. Raises CorruptLibrary for anything else."""
    found = _decode(kind, text, cure="add its list to the catalogue again")
    assert isinstance(found, kind)
    return found


@cache
def _document_hints() -> dict[str, object]:
    return get_type_hints(Document)


def _turned(kind: object, value: object, cure: str = _AGAIN) -> object:
    try:
        return _reader(kind)(value)  # type: ignore[arg-type]
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        name = getattr(kind, "__name__", str(kind))
        raise CorruptLibrary(
            f"the library holds a {name} that cannot be read ({error}); {cure}"
        ) from error


def _decode(
    kind: type,
    text: str | bytes,
    cure: str = _AGAIN,
) -> object:
    try:
        value = json.loads(text)
    except ValueError as error:
        raise CorruptLibrary(
            f"the library holds a {kind.__name__} that cannot be read ({error}); {cure}"
        ) from error
    return _turned(kind, value, cure)


def _plain(value: object) -> Json:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if dataclasses.is_dataclass(value):
        kind: type = type(value)
        shown = _fields(kind)
        if not any(field.kw_only for field in shown):
            return [_plain(getattr(value, field.name)) for field in shown]
        return {
            field.name: _plain(getattr(value, field.name))
            for field in shown
            if field.default is dataclasses.MISSING or getattr(value, field.name) != field.default
        }
    raise TypeError(f"a {type(value).__name__} has no place in a document")


@cache
def _fields(kind: type) -> tuple[dataclasses.Field[object], ...]:
    return tuple(field for field in dataclasses.fields(kind) if field.init)


@cache
def _reader(kind: object) -> _Reader:
    """What turns JSON into a value of that type."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        inner = [part for part in get_args(kind) if part is not NoneType]
        read = _reader(inner[0])
        if read is _same:
            return _same
        return lambda value: None if value is None else read(value)
    if origin is tuple:
        part = _reader(get_args(kind)[0])
        if part is _same:
            return lambda value: tuple(_list(value))
        return lambda value: tuple([part(item) for item in _list(value)])
    if not isinstance(kind, type):
        raise TypeError(f"{kind} has no place in a document")
    if dataclasses.is_dataclass(kind):
        return _dataclass_reader(kind)
    if kind is date:
        return lambda value: date.fromisoformat(str(value))
    if issubclass(kind, Enum):
        return kind
    return _same


def _same(value: Json) -> object:
    """Text, numbers and truth values are the same in JSON."""
    return value


def _dataclass_reader(kind: type) -> _Reader:
    # Forward references (an identifier's base is an identifier) are resolved on first use.
    # Values that are the same in JSON are left alone: most of a document is lines and boxes.
    fields = tuple(field.name for field in _fields(kind))
    readers: dict[str, _Reader] = {}
    turned: list[tuple[int, str, _Reader]] = []
    prepared = False

    def prepare() -> None:
        nonlocal prepared
        hints = get_type_hints(kind)
        readers.update({name: _reader(hints[name]) for name in fields})
        turned.extend(
            (place, name, readers[name])
            for place, name in enumerate(fields)
            if readers[name] is not _same
        )
        prepared = True

    def read(value: Json) -> object:
        if not prepared:
            prepare()
        if isinstance(value, list):
            if len(value) != len(fields):
                raise ValueError(f"{len(value)} values for the {len(fields)} of {kind.__name__}")
            if turned:
                value = list(value)
                for place, _, reader in turned:
                    value[place] = reader(value[place])  # type: ignore[call-overload]
            return kind(*value)
        if not isinstance(value, dict):
            raise TypeError(f"no {kind.__name__}: {value!r}")
        if kind is Identifier and "base" not in value and "adopts" not in value:
            return _plain_identifier(tuple(value.items()))
        made: dict[str, object] = dict(value)
        for _, name, reader in turned:
            if name in made:
                made[name] = reader(value[name])
        return kind(**made)

    return read


@lru_cache(maxsize=_NUMBERS)
def _plain_identifier(fields: tuple[tuple[str, Json], ...]) -> Identifier:
    values = dict(fields)
    family = Family(str(values.pop("family")))
    return Identifier(family=family, **values)  # type: ignore[arg-type]


def _list(value: Json) -> list[Json]:
    if not isinstance(value, list):
        raise TypeError(f"no list: {value!r}")
    return value
