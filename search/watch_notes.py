"""What is remembered of all documents of a library for watching it: one pass, then kept.

Who cites which number how often, which codes stand in which rows, which texts something is done
to. None of it depends on a day.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from search.acting import Facts
from search.history import lives
from search.shelf import Shelf
from standards.errors import NotFound
from standards.hs import HsCode
from standards.identifier import Identifier

__all__ = ["Notes", "RowPlace", "notes_of"]


@dataclass(frozen=True, slots=True)
class RowPlace:
    """Row ``row`` of ``Document.products``."""

    document: str
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """``numbers`` by key are all that the library or a list knows; ``cited`` gives for a key the
    documents that name it in clauses or rows, with how often; ``acted_on`` are the keys of texts
    that a relation names; ``codes`` gives the rows of each HS code.
    """

    numbers: dict[str, Identifier]
    held: dict[str, tuple[str, ...]]
    cited: dict[str, Counter[str]]
    acted_on: frozenset[str]
    codes: dict[HsCode, tuple[RowPlace, ...]]
    facts: tuple[Facts, ...]


_notes: WeakKeyDictionary[Shelf, Notes] = WeakKeyDictionary()


def notes_of(shelf: Shelf) -> Notes:
    """The notes on this shelf, taken once."""
    held = _notes.get(shelf)
    if held is None:
        held = _notes.setdefault(shelf, _taken(shelf))
    return held


def _taken(shelf: Shelf) -> Notes:
    cited: dict[str, Counter[str]] = {}
    codes: dict[HsCode, list[RowPlace]] = {}
    acted: set[str] = set()
    facts: list[Facts] = []
    for document_id in shelf.summaries:
        known = lives(shelf).facts(document_id)
        if known is None:
            continue
        facts.append(known)
        acted.update(relation.target.key for relation in known.relations)
        try:
            document = shelf.document(document_id)
        except NotFound:
            continue
        named = [citation.target for citation in document.citations]
        for place, row in enumerate(document.products):
            named += row.standards
            for code in row.hs:
                codes.setdefault(code, []).append(RowPlace(document_id, place))
        for target in named:
            if target != document.number:
                cited.setdefault(target.key, Counter())[document_id] += 1
    numbers = {known.identifier.key: known.identifier for known in shelf.numbers}
    for number in shelf.catalogue.numbers():
        numbers.setdefault(number.key, number)
    return Notes(
        numbers=numbers,
        held={known.identifier.key: known.held_as for known in shelf.numbers if known.held_as},
        cited=cited,
        acted_on=frozenset(acted),
        codes={code: tuple(places) for code, places in codes.items()},
        facts=tuple(facts),
    )
