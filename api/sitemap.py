"""What search engines are to look at: the pages of documents and works, and when each changed last.

Reads the store; writes XML of the sitemap protocol 0.9: an index, and parts of at most 50,000
addresses. ``lastmod`` is the moment in which the library last read a document otherwise than
before, left out where that is not known; nothing is guessed from the clock.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

from api.urls import standard_url, work_url
from index.changes import ChangeFilter, ChangeKind
from index.contracts import DocumentStore
from standards.errors import BadIdentifier, NotFound
from standards.identifier import Family, Identifier

__all__ = ["MOST", "PAGES", "Entry", "Sitemap", "robots_text"]

MOST: Final = 50_000
"""Addresses in one part, the most that the protocol allows."""

PAGES: Final = (
    "/",
    "/standards",
    "/check",
    "/applicable",
    "/watch",
    "/watch/changes",
    "/compare",
    "/catalogue",
    "/definitions",
    "/agencies",
    "/notifications",
    "/data",
    "/docs",
)
"""Pages that every library has."""

_XMLNS: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_AT_ONCE: Final = 5000
_CLOSED: Final = (
    "/desk",
    "/api/v1/desk",
    "/report?",
    "/report/",
    "/api/v1/reports/key",
    "/check/report",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An address, and the moment of its last change if that is known."""

    path: str
    changed: datetime | None = None


class Sitemap:
    """The addresses of one library; for several threads. ``most`` is how many a part holds."""

    def __init__(self, store: DocumentStore, most: int = MOST) -> None:
        self._store = store
        self._most = most
        self._lock = threading.Lock()
        self._known: tuple[str, tuple[Entry, ...]] | None = None

    def index(self, base: str) -> bytes:
        """The parts, addresses after ``base``."""
        root = Element("sitemapindex", {"xmlns": _XMLNS})
        for number, part in enumerate(self._parts(), 1):
            changed = [one.changed for one in part if one.changed is not None]
            _entry(root, "sitemap", f"{base}/sitemaps/{number}.xml", max(changed, default=None))
        return _written(root)

    def part(self, number: int, base: str) -> bytes:
        """One part, from 1. Raises NotFound."""
        parts = list(self._parts())
        if not 1 <= number <= len(parts):
            raise NotFound(f"there is no part {number} of the sitemap; there are {len(parts)}")
        root = Element("urlset", {"xmlns": _XMLNS})
        for one in parts[number - 1]:
            _entry(root, "url", base + one.path, one.changed)
        return _written(root)

    def entries(self) -> tuple[Entry, ...]:
        """All addresses: pages that every library has, documents by slug, works by slug."""
        log = self._store.change_log()
        state = f"{log.name}-{log.last}"
        with self._lock:
            if self._known is None or self._known[0] != state:
                self._known = state, tuple(_entries(self._store))
            return self._known[1]

    def _parts(self) -> Iterator[tuple[Entry, ...]]:
        entries = self.entries()
        for start in range(0, len(entries), self._most):
            yield entries[start : start + self._most]


def robots_text(base: str) -> str:
    """``robots.txt``: what is public is open, what is for people with an account is not."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _CLOSED), "Allow: /", ""]
    return "\n".join((*lines, f"Sitemap: {base}/sitemap.xml", ""))


def _entries(store: DocumentStore) -> Iterator[Entry]:
    changed = _last_changes(store)
    held = sorted(store.documents(), key=lambda one: one.id)
    yield from (Entry(path=path) for path in PAGES)
    yield from (Entry(path=standard_url(one.id), changed=changed.get(one.id)) for one in held)
    works: dict[str, datetime | None] = {}
    for one in held:
        slug = _work(one.number)
        if slug is not None:
            works[slug] = _later(works.get(slug), changed.get(one.id))
    yield from (Entry(path=work_url(slug), changed=day) for slug, day in sorted(works.items()))


def _last_changes(store: DocumentStore) -> dict[str, datetime]:
    """The moment of the last change of each document, of those for which it is known."""
    only = ChangeFilter(what=frozenset({ChangeKind.ADDED, ChangeKind.CHANGED}))
    found: dict[str, datetime] = {}
    after = 0
    while page := store.changes(after=after, only=only, limit=_AT_ONCE):
        found.update((one.face.document, one.at) for one in page)
        after = page[-1].seq
    return found


def _work(number: str | None) -> str | None:
    """The slug of the work of which a number is an edition; legal acts and amendments have none."""
    if number is None:
        return None
    try:
        read = Identifier.parse(number)
    except BadIdentifier:
        return None
    if read.is_amendment or not read.is_dated or read.family is Family.LEGAL_ACT:
        return None
    return read.without_year().slug


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    known: Iterable[datetime] = filter(None, (one, other))
    return max(known, default=None)


def _entry(parent: Element, name: str, address: str, changed: datetime | None) -> None:
    place = SubElement(parent, name)
    SubElement(place, "loc").text = address
    if changed is not None:
        SubElement(place, "lastmod").text = changed.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _written(root: Element) -> bytes:
    text: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"
