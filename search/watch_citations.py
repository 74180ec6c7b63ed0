"""Documents in force that cite editions which have ended, or end soon."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from search.citing_words import citing_sentence, only_tells
from search.editions import resolve
from search.shelf import Shelf
from search.watch_found import CitingPlace, EndedCitation
from search.watch_notes import Notes
from standards.claims import ENDINGS
from standards.document import Citation, Document
from standards.history import EventKind, History, Standing
from standards.identifier import Family, Identifier
from standards.validity import Status

__all__ = ["ended_citations"]

_BINDS = (Status.IN_FORCE, Status.PARTLY_ENDED)


def ended_citations(
    shelf: Shelf,
    notes: Notes,
    lived: Mapping[str, History],
    own: Mapping[str, History],
    day: date,
    within: int,
) -> Iterator[EndedCitation]:
    """By ended number, then by citing document.

    Editions of one work do not cite each other, and the text that ends another knows it. Words that
    only tell of a text (that replace or issue it) do not cite it, and those of a transitional rule
    name it on purpose.
    """
    binding = {slug for slug, life in own.items() if life.on(day).status in _BINDS}
    for key in sorted(lived, key=lambda each: notes.numbers[each]):
        citing = [slug for slug in notes.cited.get(key, ()) if slug in binding]
        if not citing:
            continue
        standing = lived[key].on(day)
        if not _is_over(standing, day, within):
            continue
        enders = {by for e in lived[key].events if e.kind in ENDINGS for by in (e.by, e.act) if by}
        for slug in sorted(citing):
            document = shelf.document(slug)
            if document.number in enders:
                continue
            places = tuple(_places(document, notes.numbers[key]))
            if places:
                yield _ended(shelf, lived[key], standing, day, document, places)


def _is_over(standing: Standing, day: date, within: int) -> bool:
    if standing.status is Status.ENDED:
        return True
    return standing.end is not None and day < standing.end <= day + timedelta(within)


def _places(document: Document, target: Identifier) -> Iterator[CitingPlace]:
    """Where the document cites that number, each clause and row once."""
    if document.number is not None and document.number.same_work(target):
        return
    rows = [row for row in document.products if target in row.standards]
    listed = {(row.clause, row.page) for row in rows}
    seen: set[tuple[str | None, str]] = set()
    for citation in document.citations:
        if citation.target != target or (citation.clause, citation.page) in listed:
            continue
        place = None if _is_kept_on(document, citation) else _place(document, citation)
        if place is not None and (place.clause, place.words) not in seen:
            seen.add((place.clause, place.words))
            yield place
    for at, row in enumerate(document.products):
        if target in row.standards:
            words = row.text or row.name
            yield CitingPlace(clause=row.clause, page=row.page, words=words, row=at)


def _is_kept_on(document: Document, citation: Citation) -> bool:
    """Whether the clause is a transitional rule, which names the old text on purpose."""
    clause = document.clause(citation.clause) if citation.clause is not None else None
    if clause is None:
        return False
    return any(
        rule.clause in (clause.key, clause.parent)
        and (not rule.keeps or citation.target in rule.keeps)
        for rule in document.transitions
    )


def _place(document: Document, citation: Citation) -> CitingPlace | None:
    clause = document.clause(citation.clause) if citation.clause is not None else None
    if clause is None:
        return None
    sentence, _ = citing_sentence(clause, citation.start)
    if only_tells(document, citation, sentence):
        return None
    return CitingPlace(clause=clause.key, page=citation.page, words=sentence)


def _ended(
    shelf: Shelf,
    life: History,
    standing: Standing,
    day: date,
    document: Document,
    places: tuple[CitingPlace, ...],
) -> EndedCitation:
    if life.number is None:
        raise ValueError("a text without a number cannot be cited")
    enders = [
        event
        for event in life.events
        if event.kind in ENDINGS and not event.parts and event.by is not None
    ]
    ender = next((event for event in enders if str(event.by) == standing.ended_by), None)
    return EndedCitation(
        document=document.id,
        target=life.number,
        status=standing.status,
        end=standing.end,
        ended_by=ender.by if ender is not None else None,
        is_replaced=ender is not None and ender.kind is EventKind.REPLACED,
        now=_edition_now(shelf, life.number, day),
        places=places,
    )


def _edition_now(shelf: Shelf, number: Identifier, day: date) -> Identifier | None:
    """The edition of the same work that is in force; acts and amendments have none."""
    if number.family is Family.LEGAL_ACT or number.is_amendment:
        return None
    edition = resolve(shelf, number.without_year(), day).edition
    found = edition.number if edition is not None else None
    return found if found != number else None
