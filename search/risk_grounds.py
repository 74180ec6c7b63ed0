"""Articles of a regime joined to the acts that the library holds, found by their numbers."""

from __future__ import annotations

from dataclasses import replace

from search.regimes import Ground, Regime
from search.shelf import Shelf
from standards.document import Clause, Document
from standards.errors import NotFound

__all__ = ["linked"]


def linked(shelf: Shelf, regime: Regime) -> Regime:
    """The regime with each ground that a held act contains leading to its clause and page."""
    return replace(
        regime,
        grounds=tuple(_linked(shelf, ground) for ground in regime.grounds),
        duties=tuple(replace(duty, ground=_linked(shelf, duty.ground)) for duty in regime.duties),
    )


def _linked(shelf: Shelf, ground: Ground) -> Ground:
    for held in shelf.held_as(ground.law):
        try:
            document = shelf.document(held)
        except NotFound:
            continue
        clause = _clause(document, ground)
        if clause is not None:
            return replace(ground, document=document.id, clause=clause.key, page=clause.page)
    return ground


def _clause(document: Document, ground: Ground) -> Clause | None:
    """The clause of that article whose text has the quoted words; by its key where none are
    quoted."""
    if not ground.quote:
        return document.clause(ground.key)
    named = document.clause(ground.key)
    places = [named] if named is not None else []
    quote = _words(ground.quote)
    found = (one for one in (*places, *document.clauses) if quote in _words(one.text))
    return next(found, None)


def _words(text: str) -> str:
    return " ".join(text.split())
