"""The life of a text from all that the library holds: what it says, what others say of it, lists.

A text starts as it says itself, or with the act that issues it; it ends, rests and changes by the
held texts that speak of it, if those have effect themselves. An act that is suspended, ended or
repealed before its own effect does nothing to others; while an act rests that ended another text,
the other one goes on. A newer edition that has come into force takes the place of the older one
(TT 26/2019/TT-BKHCN, Điều 13; TT 11/2021/TT-BKHCN, Điều 8). Lists add what they state.
"""

from __future__ import annotations

from datetime import date
from weakref import WeakKeyDictionary

from search.lives import Lives
from search.shelf import Shelf
from standards.document import Document
from standards.history import History, Standing
from standards.identifier import Identifier

__all__ = ["history", "history_of", "lives", "standing_then", "work_out_lives"]

_lives: WeakKeyDictionary[Shelf, Lives] = WeakKeyDictionary()


def lives(shelf: Shelf) -> Lives:
    """What was worked out for this shelf so far; it lasts as long as the library is the same."""
    held = _lives.get(shelf)
    if held is None:
        held = _lives.setdefault(shelf, Lives(shelf))
    return held


def history(shelf: Shelf, document: Document) -> History:
    """The life of a held document; all held copies of its number are heard."""
    return lives(shelf).of_document(document)


def work_out_lives(shelf: Shelf) -> None:
    """Work out the lives of all held documents at once: some 0.3 ms for each, which their first
    questions need not wait for then."""
    known = lives(shelf)
    known.read_ahead(shelf.summaries)
    for document_id in shelf.summaries:
        facts = known.facts(document_id)
        if facts is not None:
            known.of_facts(facts)


def standing_then(shelf: Shelf, life: History, day: date) -> Standing:
    """What a text with that life, from this shelf, is on a day; kept, for many parts of the search
    ask it of the same texts."""
    return lives(shelf).on(life, day)


def history_of(shelf: Shelf, number: Identifier) -> History:
    """The life of the text with that number, held or not: what relations and lists say of it."""
    return lives(shelf).of_number(number)
