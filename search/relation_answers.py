"""Answers to who replaces, amends, issues or cites a text: the words that say it, with their place.

What replaces or amends a text is read from its life (:mod:`search.history`), where every deed has
its witness; what a text does itself is read from its own relations. Only words of held texts
answer; an edition that is newer by its number alone is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from search.citing import place_words
from search.claims import Claim, claim
from search.evidence import Evidence, Why, first_page
from search.history import history_of
from search.mentions import mentions
from search.numbers import NumberFind
from search.part_standing import part_standing
from search.shelf import Shelf
from search.understood import RelationAsked
from standards.document import Document
from standards.history import Basis, Event, EventKind
from standards.identifier import Identifier
from standards.matching import EXACT
from standards.relation import Verb

__all__ = ["numbers_meant", "related_claims"]

_DONE: Final = {
    RelationAsked.REPLACED_BY: (EventKind.REPLACED, EventKind.REPEALED, EventKind.PARTLY_REPEALED),
    RelationAsked.AMENDED_BY: (EventKind.AMENDED, EventKind.CORRECTED),
}
_DOES: Final = {
    RelationAsked.REPLACES: (Verb.REPLACES, Verb.REPEALS, Verb.PARTLY_REPEALS),
    RelationAsked.AMENDS: (Verb.AMENDS, Verb.CORRECTS),
}
_WORDS: Final = {
    EventKind.REPLACED: ("thay thế", "replaces"),
    EventKind.REPEALED: (
        "bãi bỏ, không nói là thay thế",
        "repeals, without saying that it replaces",
    ),
    EventKind.PARTLY_REPEALED: ("bãi bỏ một phần", "repeals a part of"),
    EventKind.AMENDED: ("sửa đổi", "amends"),
    EventKind.CORRECTED: ("đính chính", "corrects"),
    Verb.REPLACES: ("thay thế", "replaces"),
    Verb.REPEALS: ("bãi bỏ, không nói là thay thế", "repeals, without saying that it replaces"),
    Verb.PARTLY_REPEALS: ("bãi bỏ một phần", "repeals a part of"),
    Verb.AMENDS: ("sửa đổi", "amends"),
    Verb.CORRECTS: ("đính chính", "corrects"),
}
_CLOSE: Final = 15


def related_claims(
    shelf: Shelf, finds: Sequence[NumberFind], asked: RelationAsked, day: date
) -> list[Claim]:
    """The texts that stand in that relation to the number, each with the words that say so; those
    of other numbers of the question first.
    """
    found: dict[tuple[str | None, str, str], Claim] = {}
    meant = numbers_meant(finds[:1])
    others = numbers_meant(finds[1:])
    for number in meant:
        for one in _claims(shelf, number, asked, day):
            evidence = one.evidence
            found.setdefault((one.number, evidence.document.id, evidence.quote), one)
    named = {str(number) for number in others}
    claims = list({one.number or key: one for key, one in reversed(found.items())}.values())
    claims.reverse()
    return sorted(claims, key=lambda one: one.number not in named)


def numbers_meant(finds: Sequence[NumberFind]) -> list[Identifier]:
    """The known numbers that the typed ones mean."""
    return [
        number
        for find in finds
        for number, strength in find.fitting
        if strength >= min(EXACT, find.fitting[0][1]) - _CLOSE
    ]


def _claims(shelf: Shelf, number: Identifier, asked: RelationAsked, day: date) -> Iterator[Claim]:
    if asked in _DONE:
        yield from _done_to(shelf, number, _DONE[asked], day)
    elif asked in _DOES:
        yield from _does(shelf, number, _DOES[asked], day)
    elif asked is RelationAsked.ISSUED_BY:
        yield from _issuing(shelf, number, day)
    else:
        for evidence in mentions(shelf, number, day):
            place = place_words(evidence.document, evidence.clause)
            why = Why(
                f"{evidence.document.number or evidence.document.title} viện dẫn {number}"
                + (f" tại {place.vi}." if place.vi else "."),
                f"{evidence.document.number or evidence.document.title} cites {number}"
                + (f" in {place.en}." if place.en else "."),
            )
            yield claim(shelf, evidence, why, day)


def _done_to(
    shelf: Shelf, number: Identifier, kinds: Sequence[EventKind], day: date
) -> Iterator[Claim]:
    """Deeds of held texts onto the number, those asked for before the others."""
    events = [one for one in history_of(shelf, number).events if one.witness.basis is Basis.TEXT]
    for kind in kinds:
        for event in events:
            if event.kind is kind and event.of is None:
                yield from _of_event(shelf, number, event, day)


def _of_event(shelf: Shelf, number: Identifier, event: Event, day: date) -> Iterator[Claim]:
    witness = event.witness
    if witness.document is None or witness.document not in shelf.summaries:
        return
    document = shelf.document(witness.document)
    who = event.by or document.number
    evidence = _stated(shelf, document, witness.clause, witness.page, witness.words, day)
    yield claim(shelf, evidence, _why(who, document, number, event.kind), day, number=who)


def _does(shelf: Shelf, number: Identifier, verbs: Sequence[Verb], day: date) -> Iterator[Claim]:
    """What held copies of the number say that it does to others."""
    for document_id in shelf.held_as(number):
        document = shelf.document(document_id)
        for verb in verbs:
            for relation in document.relations:
                if relation.verb is not verb or relation.target == number:
                    continue
                evidence = _stated(
                    shelf, document, relation.clause, relation.page, relation.words, day
                )
                why = _why(number, document, relation.target, verb)
                yield claim(shelf, evidence, why, day, number=relation.target)


def _issuing(shelf: Shelf, number: Identifier, day: date) -> Iterator[Claim]:
    for verb, document_id in shelf.relations_to(number):
        if verb != Verb.ISSUES or document_id not in shelf.summaries:
            continue
        document = shelf.document(document_id)
        for relation in document.relations:
            if relation.verb is Verb.ISSUES and relation.target == number:
                evidence = _stated(
                    shelf, document, relation.clause, relation.page, relation.words, day
                )
                name = document.number or document.title
                why = Why(f"{name} ban hành {number}.", f"{name} issues {number}.")
                yield claim(shelf, evidence, why, day)


def _why(
    who: Identifier | None, document: Document, whom: Identifier, deed: EventKind | Verb
) -> Why:
    vi, en = _WORDS[deed]
    name = str(who or document.title)
    if ", " in vi:
        first, note = vi.split(", ", 1)
        first_en, note_en = en.split(", ", 1)
        return Why(f"{name} {first} {whom}, {note}.", f"{name} {first_en} {whom}, {note_en}.")
    return Why(f"{name} {vi} {whom}.", f"{name} {en} {whom}.")


def _stated(
    shelf: Shelf, document: Document, key: str | None, page: int, words: str, day: date
) -> Evidence:
    """The words of a relation where they stand; word for word, with their boxes."""
    clause = document.clause(key) if key is not None else None
    at = clause.text.find(words) if clause is not None and words else -1
    if clause is not None and at < 0 and words:
        at = 0 if words == clause.heading else -1
    if clause is None and not words:
        return first_page(shelf, document, day)
    end = at + len(words) if at >= 0 else 0
    boxes = clause.boxes(at, end) if clause is not None and at >= 0 else ()
    return Evidence(
        document=document,
        clause=clause,
        row=None,
        page=page,
        boxes=tuple(box for box in boxes if box.page == page),
        quote=words or (clause.text if clause is not None else ""),
        standing=part_standing(shelf, document, key, day),
        start=max(at, 0),
        end=end,
    )
