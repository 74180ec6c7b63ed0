"""Documents in force that cite editions which have ended, or end soon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from index.contracts import Citing
from index.life import CitingClause
from search.acting import Facts
from search.citing_words import citing_sentence, only_tells
from search.editions import resolve
from search.history import lives
from search.namings import Naming, namings_of
from search.shelf import Shelf
from search.watch_days import shifted
from search.watch_found import CitingPlace, EndedCitation
from search.watch_notes import Notes, Places
from standards.claims import ENDINGS
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
        held = [own[slug] for slug in notes.held.get(key, ()) if slug in own]
        standing = (held[0] if held else life.on(day)) if documents else None
        if standing is not None and _is_over(standing, day, within):
            over[key] = standing
            for slug in documents:
                citing.setdefault(slug, []).append(key)
    found: list[EndedCitation] = []
    now: dict[str, Identifier | None] = {}
    places = _all_places(shelf, notes, citing)
    for slug, keys in citing.items():
        for key in keys:
            number = notes.numbers[key]
            if places[slug, key] and not _ends_it(lives(shelf).facts(slug), lived[key]):
                work = number.undated()
                if work not in now:
                    now[work] = _edition_now(shelf, number, day)
                ended = _ended(lived[key], over[key], number, now[work], slug, places[slug, key])
                found.append(ended)
    return sorted(found, key=lambda each: (each.target, each.document))


def _ends_it(facts: Facts | None, life: History) -> bool:
    """Whether the document, or the act that issues it, ends the text."""
    enders = [event for event in life.events if event.kind in ENDINGS]
    own = facts.number if facts is not None else None
    return own is not None and any(own in (event.by, event.act) for event in enders)


def _is_over(standing: Standing, day: date, within: int) -> bool:
    if standing.status is Status.ENDED:
        return True
    return standing.end is not None and day < standing.end <= shifted(day, within)


def _all_places(shelf: Shelf, notes: Notes, citing: Mapping[str, Iterable[str]]) -> Places:
    """Where each document names each of those numbers; they are noted, for no day changes them."""
    wanted: dict[str, set[str]] = {}
    for slug, keys in citing.items():
        for key in keys:
            if (slug, key) not in notes.places:
                wanted.setdefault(key, set()).add(slug)
    for key, slugs in wanted.items():
        number = notes.numbers[key]
        namings = namings_of(shelf, number, slugs.__contains__)
        for slug in slugs:
            facts = lives(shelf).facts(slug)
            naming = namings.get(slug)
            found = tuple(_places(facts, naming, number)) if facts and naming else ()
            notes.places[slug, key] = found
    return notes.places


def _places(facts: Facts, naming: Naming, target: Identifier) -> Iterator[CitingPlace]:
    """Where the document cites that number, each clause and row once."""
    if facts.number is not None and facts.number.same_work(target):
        return
    rows = [one for one in naming.rows if target in one.product.standards]
    listed = {(one.product.clause, one.product.page) for one in rows}
    seen: set[tuple[str | None, str]] = set()
    for mention, clause in naming.mentions:
        if mention.target != target or (mention.clause, mention.page) in listed or clause is None:
            continue
        place = None if _is_kept_on(facts, clause, target) else _place(facts, clause, mention)
        if place is not None and (place.clause, place.words) not in seen:
            seen.add((place.clause, place.words))
            yield place
    for one in rows:
        words = one.product.text or one.product.name
        yield CitingPlace(
            clause=one.product.clause, page=one.product.page, words=words, row=one.row
        )


def _is_kept_on(facts: Facts, clause: CitingClause, target: Identifier) -> bool:
    """Whether the clause is a transitional rule, which names the old text on purpose."""
    return any(
        rule.clause in (clause.key, clause.parent) and (not rule.keeps or target in rule.keeps)
        for rule in facts.transitions
    )


def _place(facts: Facts, clause: CitingClause, mention: Citing) -> CitingPlace | None:
    sentence, _ = citing_sentence(clause, mention.start)
    if only_tells(clause, mention.target, sentence, facts.relations):
        return None
    return CitingPlace(clause=clause.key, page=mention.page, words=sentence)


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
