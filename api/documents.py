"""Documents of the store, the last ones asked for kept in memory.

A document is read whole, and one with hundreds of clauses takes a tenth of a second; a reader goes
from clause to clause of the same one.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable

from index.library_store import LibraryStore
from standards.document import Document

__all__ = ["KEPT", "Documents"]

KEPT = 64
"""How many documents are kept."""


class Documents:
    """Gives documents by id; forgets all of them when the library changed. For several threads.

    ``read`` gives a document that is not kept; without it the store does.
    """

    def __init__(self, store: LibraryStore, read: Callable[[str], Document] | None = None) -> None:
        self.store = store
        self._read = read or store.document
        self._kept: OrderedDict[str, Document] = OrderedDict()
        self._generation = -1
        self._lock = threading.Lock()

    def document(self, slug: str) -> Document:
        """The document with that id. Raises NotFound."""
        generation = self.store.generation()
        with self._lock:
            if generation != self._generation:
                self._kept.clear()
                self._generation = generation
            held = self._kept.get(slug)
            if held is not None:
                self._kept.move_to_end(slug)
                return held
        found = self._read(slug)
        with self._lock:
            if generation == self._generation:
                self._kept[slug] = found
                while len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
        return found
