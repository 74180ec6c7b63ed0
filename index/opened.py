"""A document whose parts are read when they are asked for.

Most questions need of a document its number, days and relations, and one clause of hundreds. Those
stand in its facts (:mod:`index.life`); anything else is cut out of the kept text as needed. The
text is JSON of :func:`index.codec.encode`: inside a string a quotation mark is escaped, so
``"products":`` is the field of that name and ``{"key":"2.1",`` the clause with that key, for no
part of a document has a field named like one of the document's own, and only clauses have keys.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from typing import Final

from index.codec import decode_clause, decode_field
from index.life import LifeFacts
from standards.document import Clause, Document
from standards.errors import CorruptLibrary

__all__ = ["CUT", "OpenedDocument"]

_FACTS: Final = (
    "id", "number", "kind", "title", "issued", "effective_from", "effective_words", "issued_with",
    "relations", "effects", "transitions",
)  # fmt: skip
_FIELDS: Final = {field.name: field for field in dataclasses.fields(Document)}
CUT: Final = tuple(name for name in _FIELDS if name not in _FACTS)
"""Fields that are cut out of the text."""
_DECODER: Final = json.JSONDecoder()


class OpenedDocument(Document):
    """Equal to the document that was kept; ``read`` gives its text, once."""

    __slots__ = ("_cut", "_read", "_text")

    _cut: dict[str, Clause]
    _read: Callable[[], str]
    _text: str

    @classmethod
    def of(cls, facts: LifeFacts, read: Callable[[], str]) -> Document:
        """The document with those facts."""
        made = object.__new__(cls)
        for name in _FACTS:
            object.__setattr__(made, name, getattr(facts, name))
        object.__setattr__(made, "_read", read)
        object.__setattr__(made, "_cut", {})
        return made

    def __getattr__(self, name: str) -> object:
        """A part that was not read yet. Raises CorruptLibrary if it cannot be read."""
        if name == "_text":
            value: object = self._read()
        elif name in _FIELDS:
            value = self._part(name)
        else:
            raise AttributeError(f"a document has no {name!r}")
        object.__setattr__(self, name, value)
        return value

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Document):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in _FIELDS)

    def __hash__(self) -> int:
        return hash(tuple(getattr(self, name) for name in _FIELDS))

    def clause(self, key: str) -> Clause | None:
        """The clause with that key, or None; the others are not read for it."""
        held = self._cut.get(key)
        if held is None:
            start = self._text.find(f'{{"key":{json.dumps(key, ensure_ascii=False)},')
            if start < 0:
                return None
            held = self._cut[key] = decode_clause(self._value(start))
        return held

    def _part(self, name: str) -> object:
        mark = f'"{name}":'
        start = self._text.find(mark)
        if start < 0:
            default = _FIELDS[name].default
            if default is dataclasses.MISSING:
                raise CorruptLibrary(f"the library holds a document {self.id} without its {name}")
            return default
        return decode_field(name, self._value(start + len(mark)))

    def _value(self, start: int) -> object:
        try:
            return _DECODER.raw_decode(self._text, start)[0]
        except ValueError as error:
            raise CorruptLibrary(
                f"the library holds a document {self.id} that cannot be read ({error}); delete its "
                "file from the library and ingest it again"
            ) from error
