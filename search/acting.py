"""What a held document says of its own days and does to others, without its pages: its facts.

Statuses are asked for often and need little of a document, so that little is kept as long as the
library stays the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from index.life import LifeFacts, life_of
from search.citing import Cited, place_words
from search.shelf import Shelf
from standards.document import Document, Kind
from standards.errors import NotFound
from standards.history import Basis, History, Witness
from standards.identifier import Identifier
from standards.relation import (
    EffectKind,
    EffectRule,
    EffectStatement,
    Relation,
    RuleKind,
    Transition,
    Verb,
)

__all__ = [
    "Facts",
    "Holdings",
    "Inquiry",
    "consolidated",
    "facts_from",
    "facts_of",
    "read_facts",
]

_NOWHERE = Cited("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The facts of one held document; ``places`` gives the clauses of its statements in words."""

    id: str
    number: Identifier | None
    kind: Kind
    page: int
    issued: date | None
    issued_with: Identifier | None
    relations: tuple[Relation, ...]
    effects: tuple[EffectStatement, ...]
    transitions: tuple[Transition, ...]
    places: tuple[tuple[str, Cited], ...]

    def place(self, clause: str | None) -> Cited:
        """The clause with that key in words; nothing for no clause."""
        return next((words for key, words in self.places if key == clause), _NOWHERE)

    def witness(self, clause: str | None, page: int, words: str) -> Witness:
        """This document as the witness of what it says at that place."""
        place = self.place(clause)
        return Witness(
            basis=Basis.TEXT,
            document=self.id,
            number=self.number,
            clause=clause,
            page=page,
            words=words,
            place=place.vi,
            place_en=place.en,
        )

    @property
    def key(self) -> str:
        """Equal for all copies of a number; a document without one stands alone."""
        return self.number.key if self.number is not None else f"#{self.id}"


class Holdings(Protocol):
    """What is held and known: facts of documents, and numbers of one work."""

    @property
    def shelf(self) -> Shelf:
        """The library."""

    def facts(self, document_id: str) -> Facts | None:
        """The facts of a held document, read once."""

    def copies(self, number: Identifier) -> tuple[Facts, ...]:
        """The facts of every held document with exactly that number."""

    def editions(self, number: Identifier) -> tuple[Identifier, ...]:
        """Every known number of the same work, amendments left out."""

    def amendments(self, number: Identifier) -> tuple[Identifier, ...]:
        """Every known amendment of exactly that text."""


class Inquiry(Holdings, Protocol):
    """What those who gather claims may ask: holdings, and lives of other texts."""

    def life(self, number: Identifier) -> History:
        """The life of another text."""

    def life_of(self, facts: Facts) -> History:
        """The life of the text of a held document."""


def facts_of(document: Document) -> Facts:
    """The facts of a document."""
    return facts_from(life_of(document))


def facts_from(life: LifeFacts) -> Facts:
    """The facts of a document by what is kept of it; one that was read before statements on its
    days were kept has its day of effect as the only one.
    """
    effects = life.effects
    if life.effective_from is not None and not any(
        effect.kind is EffectKind.STARTS and effect.day is not None for effect in effects
    ):
        stated = EffectStatement(
            kind=EffectKind.STARTS,
            day=life.effective_from,
            rule=EffectRule(RuleKind.UNKNOWN),
            words=life.effective_words or "",
            clause=None,
            page=life.page,
        )
        effects = (stated, *effects)
    keys = {r.clause for r in life.relations} | {e.clause for e in effects}
    return Facts(
        id=life.id,
        number=life.number,
        kind=life.kind,
        page=life.page,
        issued=life.issued,
        issued_with=life.issued_with,
        relations=life.relations,
        effects=effects,
        transitions=life.transitions,
        places=tuple(
            (key, place_words(life, life.clause(key)))
            for key in sorted(key for key in keys if key is not None)
        ),
    )


def consolidated(facts: Facts) -> Identifier | None:
    """The text that a consolidated document (*văn bản hợp nhất*) puts together with its amendments;
    what it says of other texts are that one's words (Pháp lệnh 01/2012/UBTVQH13, Điều 4).
    """
    if facts.kind is not Kind.CONSOLIDATED:
        return None
    return next((r.target for r in facts.relations if r.verb is Verb.CONSOLIDATES), None)


def read_facts(shelf: Shelf, document_id: str) -> Facts | None:
    """The facts of a held document; None if it went in the meantime."""
    try:
        return facts_from(shelf.store.life(document_id))
    except NotFound:
        return None
