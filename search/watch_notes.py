"""What is remembered of all documents of a library for watching it: one pass, then kept.

Who cites which number how often, which codes stand in which rows, which texts something is done
to. None of it depends on a day.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from search.acting import Facts
from search.history import lives
from search.shelf import Shelf
from search.watch_found import CitingPlace, RowPlace
from standards.hs import HsCode
from standards.identifier import Identifier

__all__ = ["Notes", "Places", "RowPlace", "notes_of"]

Places = dict[tuple[str, str], tuple[CitingPlace, ...]]
"""Where a document names a number, by its id and the number's key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """``numbers`` by key are all that the library or a list knows; ``cited`` gives for a key the
    documents that name it in clauses or rows, with how often; ``acted_on`` are the keys of texts
    that a relation names; ``codes`` gives the rows of each HS code; ``places`` are those looked up
    so far.
    """

    numbers: dict[str, Identifier]
    held: dict[str, tuple[str, ...]]
    cited: dict[str, Counter[str]]
    acted_on: frozenset[str]
    codes: dict[HsCode, tuple[RowPlace, ...]]
    facts: tuple[Facts, ...]
    places: Places = field(default_factory=dict)


_notes: WeakKeyDictionary[Shelf, Notes] = WeakKeyDictionary()


def notes_of(shelf: Shelf) -> Notes:
    """The notes on this shelf, taken once."""
    held = _notes.get(shelf)
    if held is None:
        held = _notes.setdefault(shelf, _taken(shelf))
    return held


def _taken(shelf: Shelf) -> Notes:
    known = lives(shelf)
    known.read_ahead(shelf.summaries)
    facts = tuple(one for one in map(known.facts, shelf.summaries) if one is not None)
    own = {one.id: one.number.key if one.number is not None else None for one in facts}
    cited: dict[str, Counter[str]] = {}
    for named in shelf.store.named():
        if named.document in own and named.key != own[named.document]:
            cited.setdefault(named.key, Counter())[named.document] += named.times
    codes: dict[HsCode, list[RowPlace]] = {}
    for document_id, row, code in shelf.store.goods_codes():
        codes.setdefault(code, []).append(RowPlace(document_id, row))
    numbers = {one.identifier.key: one.identifier for one in shelf.numbers}
    for number in shelf.catalogue.numbers():
        numbers.setdefault(number.key, number)
    return Notes(
        numbers=numbers,
        held={one.identifier.key: one.held_as for one in shelf.numbers if one.held_as},
        cited=cited,
        acted_on=frozenset(r.target.key for one in facts for r in one.relations),
        codes={code: tuple(places) for code, places in codes.items()},
        facts=facts,
    )
