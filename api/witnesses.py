"""Who says something and where, as it is sent."""

from __future__ import annotations

from api.links import Links, clause_ref
from api.models_base import ClauseRef
from api.models_time import WitnessBody
from api.urls import paper_url
from search.citing import place_words
from standards.history import Witness

__all__ = ["clause_at", "place_at", "witness_body"]


def clause_at(links: Links, slug: str | None, key: str | None) -> ClauseRef | None:
    """The clause of a held document by its key; None where there is none."""
    if slug is None or key is None:
        return None
    document = links.document(slug)
    clause = document.clause(key) if document is not None else None
    return clause_ref(slug, clause) if clause is not None else None


def place_at(links: Links, slug: str, key: str | None) -> tuple[str, str]:
    """A clause of a held document in words, Vietnamese and English; empty where there is none."""
    document = links.document(slug)
    clause = document.clause(key) if document is not None and key is not None else None
    if document is None or clause is None:
        return "", ""
    place = place_words(document, clause)
    return place.vi, place.en


def witness_body(witness: Witness, links: Links) -> WitnessBody:
    """A witness with the address of its clause, or of its page."""
    clause = clause_at(links, witness.document, witness.clause)
    url = clause.url if clause is not None else None
    if url is None and witness.document is not None and witness.page > 0:
        url = paper_url(witness.document, witness.page)
    return WitnessBody(
        basis=witness.basis,
        slug=witness.document,
        number=str(witness.number) if witness.number else None,
        source=witness.source,
        clause=clause,
        place=witness.place,
        place_en=witness.place_en,
        page=witness.page,
        words=witness.words,
        checked=witness.checked,
        url=url,
    )
