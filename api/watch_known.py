"""The name of a thing that happens, and since when the library knows of it.

A name is made of the text, of what happens to it, on which day, and to which of its parts: it stays
the same when files are read again, in every language and under every address of the site.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final
from uuid import UUID, uuid5

from index.changes import ChangeFilter
from search.shelf import Shelf
from search.watch import Happening

__all__ = ["NAMES", "Known", "happening_id"]

NAMES: Final = UUID("6d3c1f3e-6c0b-4a5e-9a57-2f1d7c4b8e90")
"""The name space of all names made here (RFC 9562, 5.5)."""

_ENTRIES = 50
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


def happening_id(found: Happening) -> str:
    """The name of a happening as ``urn:uuid:…``."""
    text = found.number.slug if found.number is not None else f"file:{found.slugs[0]}"
    parts = found.event.parts if found.event is not None else ()
    words = found.transition.words if found.transition is not None else ""
    said = [text, found.kind.value, found.day.isoformat(), *map(_letters, parts), _letters(words)]
    return uuid5(NAMES, "\n".join(said)).urn


def _letters(words: str) -> str:
    """Letters and digits alone, so that spaces and points read otherwise make no other name."""
    return "".join(letter for letter in words.casefold() if letter.isalnum())


class Known:
    """Since when a library knows what it tells; each source is looked up once."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._documents: dict[str, datetime] = {}
        self._lists = {one.name: one.at for one in shelf.catalogue.lists()}

    def since(self, found: Happening) -> datetime:
        """When the file came, or the list was loaded, that tells of it (UTC). Reading the same
        file again does not count."""
        event = found.event
        if event is None:
            return self._document(found.slugs[0])
        if event.witness.document is not None:
            return self._document(event.witness.document)
        return self._lists.get(event.witness.source, _BEGINNING)

    def _document(self, slug: str) -> datetime:
        if slug not in self._documents:
            only = ChangeFilter(document=slug)
            entries = self._shelf.store.changes(only=only, limit=_ENTRIES, newest=True)
            came = [each.at for each in entries if each.is_of_the_file]
            self._documents[slug] = came[0] if came else _BEGINNING
        return self._documents[slug]
