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
    own: Mapping[str, Standing],
    day: date,
    within: int,
) -> list[EndedCitation]:
    """By ended number, then by citing document; ``own`` are the standings of held documents.

    Editions of one work do not cite each other, and the text that ends another knows it. Words that
    only tell of a text (that replace or issue it) do not cite it, and those of a transitional rule
    name it on purpose.
    """
    binding = {slug for slug, standing in own.items() if standing.status in _BINDS}
    over: dict[str, Standing] = {}
    citing: dict[str, list[str]] = {}
    for key, life in lived.items():
        documents = binding.intersection(notes.cited.get(key, ()))
        standing = life.on(day) if documents else None
        if standing is not None and _is_over(standing, day, within):
            over[key] = standing
            for slug in documents:
                citing.setdefault(slug, []).append(key)
    found: list[EndedCitation] = []
    now: dict[str, Identifier | None] = {}
    for slug, keys in citing.items():
        document = shelf.document(slug)
        for key in keys:
            number = notes.numbers[key]
            places = () if _ends_it(document, lived[key]) else tuple(_places(document, number))
            if places:
                work = number.undated()
                if work not in now:
                    now[work] = _edition_now(shelf, number, day)
                found.append(_ended(lived[key], over[key], number, now[work], slug, places))
    return sorted(found, key=lambda each: (each.target, each.document))


def _ends_it(document: Document, life: History) -> bool:
    """Whether the document, or the act that issues it, ends the text."""
    enders = [event for event in life.events if event.kind in ENDINGS]
    return document.number is not None and any(
        document.number in (event.by, event.act) for event in enders
    )


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
    life: History,
    standing: Standing,
    number: Identifier,
    now: Identifier | None,
    document: str,
    places: tuple[CitingPlace, ...],
) -> EndedCitation:
    enders = [
        event
        for event in life.events
        if event.kind in ENDINGS and not event.parts and event.by is not None
    ]
    ender = next((event for event in enders if str(event.by) == standing.ended_by), None)
    return EndedCitation(
        document=document,
        target=number,
        status=standing.status,
        end=standing.end,
        ended_by=ender.by if ender is not None else None,
        is_replaced=ender is not None and ender.kind is EventKind.REPLACED,
        now=now if now != number else None,
        places=places,
    )


def _edition_now(shelf: Shelf, number: Identifier, day: date) -> Identifier | None:
    """The edition of the same work that is in force; acts and amendments have none."""
    if number.family is Family.LEGAL_ACT or number.is_amendment:
        return None
    edition = resolve(shelf, number.without_year(), day).edition
    return edition.number if edition is not None else None
