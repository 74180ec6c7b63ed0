"""Which documents of the library can be compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import nsmallest

from api.documents import Documents
from api.links import Links
from api.models_base import NumberLink
from api.models_compare import CompareChoicesBody, ComparedWork
from search.shelf import Shelf
from standards.document import Document
from standards.identifier import Identifier
from standards.relation import Verb

__all__ = ["compare_choices"]


_VERBS = (Verb.REPLACES, Verb.AMENDS)


def compare_choices(
    shelf: Shelf, documents: Documents, a: Document | None, *, limit: int
) -> CompareChoicesBody:
    """Works of which the library holds several documents, or those to compare ``a`` with: its other
    editions, what it replaces and what replaces it, what it amends and what amends it; then the
    other documents that have a number, at most ``limit`` of each."""
    links = Links(documents)
    works: dict[str, list[tuple[Identifier, str]]] = {}
    for known in shelf.numbers:
        for slug in known.held_as:
            works.setdefault(known.identifier.undated(), []).append((known.identifier, slug))
    if a is None:
        several = [sorted(held) for held in works.values() if len(held) > 1]
        chosen = sorted(several)
        near: set[str] = set()
    else:
        beside = {slug: number for number, slug in works.get(_work(a), [])}
        beside |= {slug: number for number, slug in _neighbours(shelf, a)}
        beside.pop(a.id, None)
        chosen = [sorted((number, slug) for slug, number in beside.items())] if beside else []
        near = {a.id, *beside}
    free = [
        (known.identifier, slug)
        for known in shelf.numbers
        for slug in known.held_as
        if slug not in near
    ]
    return CompareChoicesBody(
        a=_link(links, a.id, a.number) if a is not None else None,
        works=[
            ComparedWork(
                name=_name(held),
                documents=[_link(links, slug, number) for number, slug in held],
            )
            for held in chosen[:limit]
        ],
        total=len(chosen),
        others=[_link(links, slug, number) for number, slug in nsmallest(limit, free)],
        others_total=len(free),
    )


def _work(document: Document) -> str:
    return document.number.undated() if document.number is not None else ""


def _name(held: Sequence[tuple[Identifier, str]]) -> str:
    return str(held[-1][0].without_year())


def _neighbours(shelf: Shelf, document: Document) -> Iterable[tuple[Identifier, str]]:
    """Held documents that this one replaces or amends, and that replace or amend it."""
    for verb in _VERBS:
        for target in document.related(verb):
            for slug in shelf.held_as(target):
                yield target, slug
    if document.number is not None:
        for done, slug in shelf.store.relations_to(document.number):
            other = shelf.document(slug)
            if done in _VERBS and other.number is not None and other.kind is document.kind:
                yield other.number, slug


def _link(links: Links, slug: str, number: Identifier | None) -> NumberLink:
    document = links.document(slug)
    return NumberLink(
        number=str(number) if number is not None else slug,
        held=document is not None,
        slug=slug,
        title=document.title if document is not None else None,
    )
