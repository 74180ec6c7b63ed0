"""The little of a document that statuses, bindings and watching ask for: kept beside it.

A whole document takes milliseconds to read, most of them for the lines of its pages. What others
ask of it again and again is its numbers, days and relations (:class:`LifeFacts`), the clauses in
which it names others (:class:`CitingClause`) and its rows of goods, each by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from standards.document import Clause, Document, Kind
from standards.identifier import Identifier
from standards.relation import EffectStatement, Relation, Transition

__all__ = [
    "CitingClause",
    "LifeFacts",
    "Named",
    "PartHead",
    "citing_clauses_of",
    "life_of",
    "named_by",
]

_DEEPEST = 40
"""Levels above a clause that are looked at; real documents have fewer than ten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartHead:
    """A clause without its text; fields as in :class:`standards.document.Clause`."""

    key: str
    label: str
    heading: str
    parent: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeFacts:
    """What a document says of its own days and does to others. ``page`` is its first one,
    ``heads`` are the clauses that say so and all above them; other fields as in
    :class:`standards.document.Document`.
    """

    id: str
    number: Identifier | None
    kind: Kind
    title: str | None
    page: int
    issued: date | None = None
    effective_from: date | None = None
    effective_words: str | None = None
    issued_with: Identifier | None = None
    relations: tuple[Relation, ...] = ()
    effects: tuple[EffectStatement, ...] = ()
    transitions: tuple[Transition, ...] = ()
    heads: tuple[PartHead, ...] = ()

    def clause(self, key: str) -> PartHead | None:
        """The clause with that key among ``heads``, or None."""
        return next((head for head in self.heads if head.key == key), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class CitingClause:
    """A clause that names another document, with its text; ``above`` are the clauses it stands
    in, nearest first.
    """

    key: str
    label: str
    heading: str
    text: str
    parent: str | None
    above: tuple[PartHead, ...] = ()

    def clause(self, key: str) -> CitingClause | PartHead | None:
        """This clause, or one above it, by its key."""
        if key == self.key:
            return self
        return next((head for head in self.above if head.key == key), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """How often a document names a number (``Identifier.key``): each citation, and each row of
    goods once."""

    key: str
    document: str
    times: int


def life_of(document: Document) -> LifeFacts:
    """The facts of a document."""
    clauses = _by_key(document)
    stating = [relation.clause for relation in document.relations]
    stating += [effect.clause for effect in document.effects]
    stating += [rule.clause for rule in document.transitions]
    heads: dict[str, PartHead] = {}
    for key in stating:
        if key is not None and key in clauses:
            for clause in (clauses[key], *_above(clauses, clauses[key])):
                heads.setdefault(clause.key, _head(clause))
    return LifeFacts(
        id=document.id,
        number=document.number,
        kind=document.kind,
        title=document.title,
        page=document.source.first_page,
        issued=document.issued,
        effective_from=document.effective_from,
        effective_words=document.effective_words,
        issued_with=document.issued_with,
        relations=document.relations,
        effects=document.effects,
        transitions=document.transitions,
        heads=tuple(heads.values()),
    )


def citing_clauses_of(document: Document) -> Iterator[CitingClause]:
    """The clauses in which a document names others, each once, in order of the first naming."""
    clauses = _by_key(document)
    for key in dict.fromkeys(citation.clause for citation in document.citations):
        clause = clauses.get(key) if key is not None else None
        if clause is not None:
            yield CitingClause(
                key=clause.key,
                label=clause.label,
                heading=clause.heading,
                text=clause.text,
                parent=clause.parent,
                above=tuple(map(_head, _above(clauses, clause))),
            )


def named_by(document: Document) -> tuple[Named, ...]:
    """The numbers that a document names, by their keys."""
    found = Counter(citation.target.key for citation in document.citations)
    for row in document.products:
        found.update({number.key for number in row.standards})
    return tuple(
        Named(key=key, document=document.id, times=times) for key, times in sorted(found.items())
    )


def _by_key(document: Document) -> dict[str, Clause]:
    found: dict[str, Clause] = {}
    for clause in document.clauses:
        found.setdefault(clause.key, clause)
    return found


def _above(clauses: dict[str, Clause], clause: Clause) -> Iterable[Clause]:
    """The clauses that a clause stands in, nearest first, each once."""
    seen = {clause.key}
    found: list[Clause] = []
    parent = clause.parent
    while parent is not None and parent in clauses and len(found) < _DEEPEST:
        if parent in seen:
            break
        seen.add(parent)
        found.append(clauses[parent])
        parent = clauses[parent].parent
    return found


def _head(clause: Clause) -> PartHead:
    return PartHead(
        key=clause.key, label=clause.label, heading=clause.heading, parent=clause.parent
    )
