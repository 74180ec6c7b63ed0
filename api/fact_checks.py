"""The facts that people have compared with the page, found fast wherever a fact is shown.

Most documents have no check: for them one question to the store is all. What is made of the others
is kept, because the facts of a long document take a while to write out.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence

from api.accounting import checked_facts
from api.models_reading import FactBody
from index.facts import Fact, relation_facts, row_facts, table_facts, term_facts
from index.library_store import LibraryStore
from standards.checked import CheckedFact
from standards.document import Document

__all__ = ["CheckedFacts", "lasting_name", "names_by_place"]

_KEPT = 64
_Key = tuple[str, int, tuple[CheckedFact, ...]]
_PLACES = {
    "row": row_facts,
    "definition": term_facts,
    "table": table_facts,
    "relation": relation_facts,
}


class CheckedFacts:
    """Tells who compared what of a document with its page. For several threads."""

    def __init__(self, store: LibraryStore) -> None:
        self._store = store
        self._kept: OrderedDict[_Key, tuple[FactBody, ...]] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, document: Document) -> tuple[FactBody, ...]:
        """The checked facts of a document, in reading order."""
        checks = tuple(self._store.checks(document.id))
        if not checks:
            return ()
        key = (document.id, self._store.generation(), checks)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        found = tuple(checked_facts(document, self._store))
        with self._lock:
            self._kept[key] = found
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return found

    def one(self, document: Document, fact: str) -> FactBody | None:
        """The check of one fact, by its name or by its place (``row:3``); None if there is none."""
        checked = self.of(document)
        if not checked:
            return None
        name = lasting_name(document, fact)
        return next((one for one in checked if one.name == name), None)


def lasting_name(document: Document, fact: str) -> str:
    """The name that a fact keeps when the file is read again: ``row:3`` is the third product row,
    ``definition:2`` the second definition, ``table:1`` the first table, ``relation:1`` the first
    relation to another text. Any other name is given back, and so is a place that the document has
    not."""
    sort, _, place = fact.partition(":")
    facts: Sequence[Fact] = _PLACES[sort](document) if sort in _PLACES else ()
    if place.isascii() and place.isdigit() and 1 <= int(place) <= len(facts):
        return facts[int(place) - 1].name
    return fact


def names_by_place(document: Document) -> dict[str, str]:
    """The lasting names of all facts that have a place: ``{"row:1": "product:mu-an-toan"}``."""
    return {
        f"{sort}:{place}": fact.name
        for sort, facts in _PLACES.items()
        for place, fact in enumerate(facts(document), 1)
    }
