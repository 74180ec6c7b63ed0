"""Pictures of pages, drawn when asked for and kept for a while.

Reads the original file from the store; writes PNG bytes. A page is drawn once for the same file,
zoom and marks while it stays among the last ``KEPT`` ones.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence

from index.contracts import DocumentStore
from index.pdf import open_pdf
from standards.document import Document, PageClass
from standards.errors import BadInput, NotFound
from standards.place import Box

__all__ = ["KEPT", "MAX_MARKS", "MAX_ZOOM", "MIN_ZOOM", "PageImages"]

KEPT = 64
"""How many pictures are kept; a page in colour at zoom 2 takes about 0.3 MB."""

MIN_ZOOM = 0.25
MAX_ZOOM = 4.0
"""Pixels a point: 4 is 288 dots an inch, enough to read a stamp; more only costs memory."""

MAX_MARKS = 200
MAX_SIDE = 6000
"""Pixels on the longer side: drawings on A0 are drawn smaller than asked rather than refused."""

_Key = tuple[str, int, float, tuple[Box, ...]]


class PageImages:
    """Draws pages of the files in one store. Safe to use from several threads."""

    def __init__(self, store: DocumentStore) -> None:
        self._store = store
        self._kept: OrderedDict[_Key, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def png(
        self, document: Document, page: int, *, zoom: float = 2.0, marks: Sequence[Box] = ()
    ) -> bytes:
        """The page as PNG, ``zoom`` pixels a point, with ``marks`` of that page drawn on it.

        Raises NotFound if the file has no such page, BadInput for a zoom outside
        ``MIN_ZOOM``..``MAX_ZOOM`` or more than ``MAX_MARKS`` marks.
        """
        _check(document, page, zoom, marks)
        key = (document.source.sha256, page, zoom, tuple(sorted(set(marks))))
        with self._lock:
            held = self._kept.get(key)
            if held is not None:
                self._kept.move_to_end(key)
                return held
        drawn = self._draw(document, page, zoom, key[3])
        with self._lock:
            self._kept[key] = drawn
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return drawn

    def _draw(self, document: Document, page: int, zoom: float, marks: tuple[Box, ...]) -> bytes:
        source = document.source
        held = self._store.page(source.sha256, page)
        if held.refused and held.page_class is PageClass.EMPTY:  # refused before it was looked at
            raise NotFound(f"page {page} of {source.file} cannot be drawn: {held.refused}")
        with open_pdf(self._store.original(source.sha256), source.file) as pdf:
            sheet = pdf.page(page)
            longest = max(sheet.width, sheet.height, 1.0)
            return sheet.png(min(zoom, MAX_SIDE / longest), marks)


def _check(document: Document, page: int, zoom: float, marks: Sequence[Box]) -> None:
    source = document.source
    if not 1 <= page <= source.pages:
        raise NotFound(f"{source.file} has no page {page}; it has pages 1 to {source.pages}")
    if not MIN_ZOOM <= zoom <= MAX_ZOOM:
        raise BadInput(f"zoom {zoom:g} is out of range: give {MIN_ZOOM:g} to {MAX_ZOOM:g}")
    if len(marks) > MAX_MARKS:
        raise BadInput(f"{len(marks)} marks are too many: give at most {MAX_MARKS}")
