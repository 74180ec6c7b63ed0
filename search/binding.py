"""Mandatory because cited: which regulations and legal acts make a standard bind, and where.

A standard is voluntary; the whole or a part of it binds where a regulation or a legal act cites it
(Luật 68/2006/QH11, Điều 23.1). Only what is in force on the day makes it bind. A dated citation
binds that edition alone, an undated one the edition in force. A preamble, the words that issue,
replace or repeal it, an informative annex or a bibliography cite nobody into force.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final
from weakref import WeakKeyDictionary

from index.contracts import Citing
from index.life import CitingClause
from search.acting import Facts
from search.citing_words import citing_sentence, may_name_parts, only_tells, parts_cited
from search.editions import resolve
from search.history import history_of, lives, standing_then
from search.namings import Naming, namings_of
from search.part_standing import part_of
from search.shelf import Shelf
from standards.citations import find_identifiers
from standards.document import Kind, ProductRow
from standards.history import Standing
from standards.identifier import Family, Identifier
from standards.relation import Relation
from standards.validity import Status

__all__ = ["BINDING_KINDS", "Binding", "bindings", "bindings_not_in_force"]

BINDING_KINDS: Final = frozenset(
    {Kind.QCVN, Kind.CIRCULAR, Kind.DECREE, Kind.DECISION, Kind.LAW, Kind.CONSOLIDATED}
)
"""Regulations and legal acts; standards and letters make nothing bind."""

_BINDS: Final = (Status.IN_FORCE, Status.PARTLY_ENDED)
_BIND_ALONE: Final = (Family.QCVN, Family.QCDP, Family.LEGAL_ACT)
_MOST: Final = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """A place that cites a standard: a clause, or row ``row`` of ``Document.products``.

    ``words`` is the citing sentence or row word for word, ``parts`` the parts of the standard that
    it names, as printed. ``is_dated``: it cites one edition. ``since`` is the later of both starts,
    None where the citing text's start is unknown. ``standing`` is that of the citing part on the
    day: the citing text's, unless something is said of that part alone.
    """

    document: str
    number: Identifier | None
    title: str | None
    kind: Kind
    clause: str | None
    page: int
    words: str
    parts: tuple[str, ...]
    is_dated: bool
    since: date | None
    standing: Standing
    row: int | None


_Found = tuple[tuple[Binding, ...], tuple[Binding, ...]]
_found: WeakKeyDictionary[Shelf, dict[tuple[str, date], _Found]] = WeakKeyDictionary()


def bindings(shelf: Shelf, number: Identifier, day: date) -> tuple[Binding, ...]:
    """The places that make the standard bind on the day; none for what no text in force cites.

    An undated number stands for its edition in force. Regulations and legal acts bind by
    themselves: nothing for them.
    """
    return _both(shelf, number, day)[0]


def bindings_not_in_force(shelf: Shelf, number: Identifier, day: date) -> tuple[Binding, ...]:
    """Places that would make it bind if their text, and the part of it that cites, were in force
    that day; ``standing`` says why it is not, or that nobody knows."""
    return _both(shelf, number, day)[1]


def _both(shelf: Shelf, number: Identifier, day: date) -> _Found:
    kept = _found.setdefault(shelf, {})
    held = kept.get((number.key, day))
    if held is None:
        if len(kept) >= _MOST:
            kept.clear()
        places = [] if number.family in _BIND_ALONE else list(_places(shelf, number, day))
        held = (
            tuple(one for one in places if one.standing.status in _BINDS),
            tuple(one for one in places if one.standing.status not in _BINDS),
        )
        kept[number.key, day] = held
    return held


def _places(shelf: Shelf, number: Identifier, day: date) -> Iterator[Binding]:
    """The places that cite the number in a text that may bind, each once."""
    edition = number if number.is_dated else None
    if edition is None:
        resolved = resolve(shelf, number, day).edition
        edition = resolved.number if resolved is not None else None
    subject = edition or number
    start = standing_then(shelf, history_of(shelf, subject), day).start
    undated = _undated_means(shelf, subject, day)
    for source in _sources(shelf, subject, undated):
        life = lives(shelf).of_facts(source.facts)
        whole = standing_then(shelf, life, day)
        for cite in source.cites:
            standing = part_of(shelf, source.facts.id, life, whole, cite.clause, day)
            yield _binding(source, cite, standing, start)


def _undated_means(shelf: Shelf, number: Identifier, day: date) -> bool:
    """Whether an undated citation means this number on the day."""
    if not number.is_dated:
        return True
    edition = resolve(shelf, number.without_year(), day).edition
    return edition is not None and edition.number == number


@dataclass(frozen=True, slots=True)
class _Cite:
    clause: str | None
    page: int
    words: str
    parts: tuple[str, ...]
    is_dated: bool
    row: int | None


@dataclass(frozen=True, slots=True)
class _Source:
    """A text that cites the number, and where: the same on every day."""

    facts: Facts
    title: str | None
    cites: tuple[_Cite, ...]


_known: WeakKeyDictionary[Shelf, dict[tuple[str, bool], tuple[_Source, ...]]] = WeakKeyDictionary()


def _sources(shelf: Shelf, number: Identifier, undated: bool) -> tuple[_Source, ...]:
    """The texts that may bind and cite the number, kept as long as the library is the same."""
    kept = _known.setdefault(shelf, {})
    held = kept.get((number.key, undated))
    if held is None:
        held = kept[number.key, undated] = tuple(_read_sources(shelf, number, undated))
    return held


def _read_sources(shelf: Shelf, number: Identifier, undated: bool) -> Iterator[_Source]:
    done: set[tuple[str, str | None, str]] = set()
    namings = namings_of(shelf, number, lambda name: shelf.kind_of(name) in BINDING_KINDS)
    known = lives(shelf)
    known.read_ahead(namings)
    for document_id, naming in namings.items():
        facts = known.facts(document_id)
        if facts is None or (facts.number is not None and facts.number.same_work(number)):
            continue
        cites: list[_Cite] = []
        for cite in _cites(naming, facts.relations, number, undated):
            place = (facts.number.key if facts.number else facts.id, cite.clause, cite.words)
            if place not in done:
                done.add(place)
                cites.append(cite)
        if cites:
            summary = shelf.summaries.get(document_id)
            yield _Source(facts, summary.title if summary is not None else None, tuple(cites))


def _binding(source: _Source, cite: _Cite, standing: Standing, start: date | None) -> Binding:
    since = standing.start
    if since is not None and start is not None:
        since = max(since, start)
    return Binding(
        document=source.facts.id,
        number=source.facts.number,
        title=source.title,
        kind=source.facts.kind,
        clause=cite.clause,
        page=cite.page,
        words=cite.words,
        parts=cite.parts,
        is_dated=cite.is_dated,
        since=since,
        standing=standing,
        row=cite.row,
    )


def _cites(
    naming: Naming, relations: Iterable[Relation], number: Identifier, undated: bool
) -> Iterator[_Cite]:
    """The clauses and rows of a document that cite the number, in reading order."""

    meant = {number.key, number.undated()} if undated else {number.key}

    def means(target: Identifier) -> bool:
        return target.key in meant

    rows = [
        (reference.row, reference.product)
        for reference in naming.rows
        if any(means(target) for target in reference.product.standards)
    ]
    listed = {(row.clause, row.page) for _, row in rows}
    for mention, clause in naming.mentions:
        if clause is not None and means(mention.target):
            cite = None
            if (mention.clause, mention.page) not in listed:
                cite = _clause_cite(clause, mention, relations)
            if cite is not None:
                yield cite
    for place, row in rows:
        target = next(target for target in row.standards if means(target))
        yield _row_cite(place, row, target)


def _clause_cite(
    clause: CitingClause, mention: Citing, relations: Iterable[Relation]
) -> _Cite | None:
    sentence, first = citing_sentence(clause, mention.start)
    if only_tells(clause, mention.target, sentence, relations):
        return None
    parts: tuple[str, ...] = ()
    if mention.start is not None and mention.end is not None:
        parts = parts_cited(sentence, mention.start - first, mention.end - first)
    return _Cite(
        clause=clause.key,
        page=mention.page,
        words=sentence,
        parts=parts,
        is_dated=mention.target.is_dated,
        row=None,
    )


def _row_cite(place: int, row: ProductRow, target: Identifier) -> _Cite:
    words = row.text or row.name
    parts: tuple[str, ...] = ()
    for one in find_identifiers(words) if may_name_parts(words) else ():
        if one.identifier == target:
            parts = parts_cited(words, one.start, one.end)
            break
    return _Cite(
        clause=row.clause,
        page=row.page,
        words=words,
        parts=parts,
        is_dated=target.is_dated,
        row=place,
    )
