"""What a part of a held text is on a day: a clause, or the list in which a row of goods stands.

A part shares the fate of the whole, but for what is said of parts: a repeal, an expiry or a
suspension of *khoản 2 Điều 3* or *Mục II của Danh mục*, a day of effect of its own. Such words are
placed in the text by its printed labels. What fits no clause, or fits two, or lies inside the text
of a clause (*điểm a* that is no clause), changes no part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final
from weakref import WeakKeyDictionary

from search.amended_tree import Found, Tree, plain
from search.history import history, standing_then
from search.shelf import Shelf
from standards.document import Document
from standards.events import Event, EventKind
from standards.history import History, Standing
from standards.part_names import Path, places_at
from standards.part_timeline import PART_KINDS, PartClaim, standing_of_part

__all__ = ["part_of", "part_standing", "places_of"]

_OF_THE_LIST: Final = ("Danh mục",)
_REST: Final = re.compile(
    r"\s*(?:(?:của|tại|trong|thuộc)\s+)?(?:danh\s+mục\s*)?(?:[,(]?\s*(?:được\s+)?ban\s+hành|"
    r"(?:của|tại)\s|$)(?!.*\b(?:trừ|đối\s+với|liên\s+quan)\b)",
    re.IGNORECASE | re.DOTALL,
)
"""What may follow the name of a part without narrowing it."""
_DEEPEST: Final = 40


@dataclass(frozen=True, slots=True)
class _Named:
    """An event that names a clause: its key, and the part as printed."""

    event: Event
    part: str
    key: str


@dataclass(frozen=True, slots=True)
class _Parts:
    """What happens to parts of a text that have a clause, and what stands in what."""

    named: tuple[_Named, ...]
    resumed: tuple[Event, ...]
    parents: dict[str, str | None]

    def chain(self, clause: str) -> tuple[str, ...]:
        """The clause and those above it, nearest first."""
        found: list[str] = []
        key: str | None = clause
        while key is not None and key not in found and len(found) < _DEEPEST:
            found.append(key)
            key = self.parents.get(key)
        return tuple(found)


_known: WeakKeyDictionary[Shelf, dict[str, _Parts]] = WeakKeyDictionary()


def part_standing(shelf: Shelf, document: Document, clause: str | None, day: date) -> Standing:
    """What the clause with that key is on the day, and why; the document's standing for None."""
    life = history(shelf, document)
    return part_of(shelf, document.id, life, standing_then(shelf, life, day), clause, day)


def part_of(
    shelf: Shelf,
    document: str,
    life: History,
    whole: Standing,
    clause: str | None,
    day: date,
) -> Standing:
    """The same where the life of the document with that id, and what it is on the day (``whole``),
    are known: the document itself is read only if something is said of its parts."""
    if clause is None or not any(map(_speaks_of_parts, life.events)):
        return whole
    kept = _known.setdefault(shelf, {})
    parts = kept.get(document)
    if parts is None:
        parts = kept[document] = _read(shelf.document(document), life)
    chain = parts.chain(clause)
    claims = [
        PartClaim(one.event, one.part, chain.index(one.key))
        for one in parts.named
        if one.key in chain
    ]
    claimed = [claim for claim in claims if claim.event.kind in PART_KINDS]
    if not claimed:
        return whole
    resumed = [c.event for c in claims if c.event.kind is EventKind.RESUMED]
    return standing_of_part(whole, claimed, (*parts.resumed, *resumed), day)


def _speaks_of_parts(event: Event) -> bool:
    return bool(event.parts) and event.kind in PART_KINDS


def _read(document: Document, life: History) -> _Parts:
    tree = Tree(document)
    named = [
        _Named(event, part, key)
        for event in life.events
        if event.kind in PART_KINDS or event.kind is EventKind.RESUMED
        for part in event.parts
        for key in places_of(tree, part)
    ]
    return _Parts(
        named=tuple(named),
        resumed=tuple(e for e in life.events if e.kind is EventKind.RESUMED and not e.parts),
        parents={clause.key: clause.parent for clause in document.clauses},
    )


def places_of(tree: Tree, part: str) -> tuple[str, ...]:
    """The keys of the clauses that a part as printed names; none where the words narrow it."""
    return tuple(key for path in _paths(part) if (key := _key(tree, path)) is not None)


def _paths(part: str) -> Iterator[Path]:
    places = places_at(part, 0)
    if places is None:
        yield (part,)
        return
    if places.some or not _REST.match(part, places.end):
        return
    yield from (path for path in places.paths if path != _OF_THE_LIST or len(places.paths) == 1)


def _key(tree: Tree, path: Path) -> str | None:
    found = tree.find(path)
    if not isinstance(found, Found) or found.rest:
        return None
    node = found.node
    exact = plain(node.label) == plain(path[-1])
    return node.key if exact or len(path) > 1 or node.parent is None else None
