"""The terms that held documents define, read once for each state of a document.

The store has no table of them: a definition is cut out of the kept text of its document, about a
millisecond for each document (docs/scale.md). What was read is kept until that document changes. A
look reads for a few seconds at most and says how far it came, the next one goes on.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from index.analysis import syllable_terms
from index.library_store import LibraryStore
from index.spelling import fold
from standards.document import Definition
from standards.errors import NotFound

__all__ = ["Glossary", "HeldTerm", "Looked", "folded_words", "marked_words"]

_SECONDS: Final = 3.0
_AT_ONCE: Final = 5000
_PORTION: Final = 50


@dataclass(frozen=True, slots=True)
class HeldTerm:
    """A term of the document ``slug``, the one at ``place`` (from 0) of its definitions.

    ``marked`` are its words as questions are read, ``folded`` the same without marks, ``english``
    those of the English term, or none; one blank stands between two.
    """

    slug: str
    place: int
    term: str
    marked: str
    folded: str
    english: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """The terms of the documents that were read, and how many documents those are."""

    terms: tuple[HeldTerm, ...]
    read: int


class Glossary:
    """The terms of one store; for several threads. ``seconds`` is how long one look may read."""

    def __init__(
        self, store: LibraryStore, *, seconds: float = _SECONDS, portion: int = _PORTION
    ) -> None:
        self._store = store
        self._seconds = seconds
        self._portion = portion
        self._lock = threading.Lock()
        self._log = ""
        self._last = 0
        self._read: dict[str, tuple[HeldTerm, ...]] = {}
        self._whole: Looked | None = None

    def look(self, held: Collection[str]) -> Looked:
        """The terms of the documents with those ids, of as many as there was time for."""
        if not self._lock.acquire(timeout=self._seconds):
            return self._known(held)  # another one reads; what it has read so far
        try:
            current = self._is_of_this_state()
            if current and self._whole is not None:
                return self._whole
            if current:
                self._read_on(held)
            looked = self._known(held)
            if current and looked.read == len(held):
                self._whole = looked
            return looked
        finally:
            self._lock.release()

    def _known(self, held: Collection[str]) -> Looked:
        known = [terms for slug in held if (terms := self._read.get(slug)) is not None]
        return Looked(terms=tuple(term for each in known for term in each), read=len(known))

    def _is_of_this_state(self) -> bool:
        """Forget documents that changed since; false for a reader of an older state, who takes what
        is there and adds nothing."""
        log = self._store.change_log()
        if log.name != self._log:
            self._read.clear()
            self._whole = None
            self._log, self._last = log.name, log.last
        while self._last < log.last:
            entries = self._store.changes(after=self._last, limit=_AT_ONCE)
            for entry in entries:
                self._read.pop(entry.face.document, None)
            self._whole = None
            self._last = entries[-1].seq if entries else log.last
        return self._last == log.last

    def _read_on(self, held: Collection[str]) -> None:
        until = time.monotonic() + self._seconds
        missing = [slug for slug in held if slug not in self._read]
        for start in range(0, len(missing), self._portion):
            for slug in missing[start : start + self._portion]:
                self._read[slug] = self._terms_of(slug)
            if time.monotonic() >= until:
                return

    def _terms_of(self, slug: str) -> tuple[HeldTerm, ...]:
        try:
            found = self._store.opened(slug).definitions
        except NotFound:
            return ()
        return tuple(_held(slug, place, one) for place, one in enumerate(found))


def marked_words(text: str) -> str:
    """The words of a term as questions are read, marks kept.

    >>> marked_words("Nhãn  hàng-hóa")
    'nhãn hàng hoá'
    """
    return " ".join(syllable_terms(text))


def folded_words(marked: str) -> str:
    """The same without marks.

    >>> folded_words("nhãn hàng hoá")
    'nhan hang hoa'
    """
    return " ".join(map(fold, marked.split()))


def _held(slug: str, place: int, one: Definition) -> HeldTerm:
    marked = marked_words(one.term)
    english = folded_words(marked_words(one.term_en)) if one.term_en else ""
    return HeldTerm(slug, place, one.term, marked, folded_words(marked), english)
