"""What filters see of answers and of documents."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from weakref import WeakKeyDictionary

from api.facets import Faced, faced
from index.catalogue import ListKind
from index.contracts import DocumentSummary
from search.adoption import adoptions_of
from search.answers import Answer
from search.history import lives
from search.shelf import Shelf
from standards.adopted import adopted_by_number
from standards.document import Kind
from standards.errors import BadIdentifier
from standards.identifier import Identifier
from standards.relation import Verb
from standards.validity import Status

__all__ = ["answer_face", "classes_of", "document_face", "status_on"]

_MAY_HAVE = frozenset({ListKind.FOREIGN, ListKind.STANDARDS})
_classes: WeakKeyDictionary[Shelf, dict[str, tuple[str, ...]]] = WeakKeyDictionary()


def answer_face(shelf: Shelf) -> Callable[[Answer], Faced]:
    """Tells what filters see of an answer: of the text it is about, not of the one that says so."""

    def face(answer: Answer) -> Faced:
        return faced(
            kind=answer.kind,
            number=answer.number,
            issuer=answer.issuer,
            issued=answer.issued.isoformat() if answer.issued is not None else None,
            status=answer.status,
            ics=classes_of(shelf, answer.number),
        )

    return face


def document_face(
    status_of: Callable[[str], Status], ics_of: Callable[[str | None], tuple[str, ...]]
) -> Callable[[DocumentSummary], Faced]:
    """Tells what filters see of a held document, by what gives its status and its classes."""

    def face(one: DocumentSummary) -> Faced:
        return faced(
            kind=one.kind,
            number=one.number,
            issuer=one.issuer,
            issued=one.issued,
            status=status_of(one.id),
            ics=ics_of(one.number),
        )

    return face


def status_on(shelf: Shelf, day: date) -> Callable[[str], Status]:
    """Tells the status of a held document, by id, on that day; no document is read for it."""
    known = lives(shelf)

    def status(document_id: str) -> Status:
        facts = known.facts(document_id)
        if facts is None:
            return Status.UNVERIFIED
        return known.on(known.of_facts(facts), day).status

    return status


def classes_of(shelf: Shelf, number: str | None) -> tuple[str, ...]:
    """The classes of a text by its number: those of lists, and those of what it adopts."""
    if number is None:
        return ()
    kept = _classes.get(shelf)
    if kept is None:
        kept = _classes.setdefault(shelf, {})
    if number not in kept:
        kept[number] = _looked_up(shelf, number)
    return kept[number]


def _looked_up(shelf: Shelf, text: str) -> tuple[str, ...]:
    if not any(one.kind in _MAY_HAVE for one in shelf.catalogue.lists()):
        return ()
    try:
        number = Identifier.parse(text)
    except BadIdentifier:
        return ()
    if Kind.TCVN.value not in number.series and not shelf.catalogue.records(number):
        return ()
    found = [code for record in shelf.catalogue.records(number) for code in record.ics]
    if _adopts(shelf, number):
        found += [one.code for adoption in adoptions_of(shelf, number) for one in adoption.ics]
    return tuple(dict.fromkeys(found))


def _adopts(shelf: Shelf, number: Identifier) -> bool:
    """Whether the number, a held text or a list says that it adopts something."""
    if adopted_by_number(number) or any(one.adopts for one in shelf.catalogue.records(number)):
        return True
    held = (lives(shelf).facts(name) for name in shelf.held_as(number))
    return any(
        relation.verb == Verb.ADOPTS
        for facts in held
        if facts is not None
        for relation in facts.relations
    )
