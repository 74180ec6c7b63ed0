"""From what somebody typed to one document, or to the documents it may mean."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from api.documents import Documents
from api.models import NumberLink
from api.models_meta import IdentifierBody
from index.contracts import DocumentStore
from standards.document import Document
from standards.errors import BadIdentifier, BadInput, NotFound
from standards.identifier import Family, Identifier, canonical_slug
from standards.loose import EXACT, loose_numbers

__all__ = ["choices", "identifier_body", "resolve"]

_ISSUED_BY = frozenset({Family.QCVN, Family.QCDP})
"""Series in which several issuers use the same numbers (TT 26/2019/TT-BKHCN, Điều 13)."""

_SURE = 60
"""Least strength of a match (see ``standards.matching``) for a number to be taken as meant."""


def resolve(documents: Documents, name: str) -> Document:
    """The document with that slug, or with that number in any spelling.

    Raises NotFound if the library does not hold it, BadInput if several fit: the message names
    them, and nothing is guessed.
    """
    for slug in dict.fromkeys((name, canonical_slug(name))):
        try:
            return documents.document(slug)
        except NotFound:
            continue
    meant = _meant(documents.store, name)
    if not meant:
        raise NotFound(f"the library holds no document {name!r}; see: /standards")
    held = [document for one in meant for document in _held(documents, one)]
    if not held:
        raise NotFound(f"the library does not hold {_either(meant)}")
    several = {document.number.key: str(document.number) for document in held if document.number}
    if len(several) > 1:
        named = ", ".join(several[key] for key in sorted(several))
        raise BadInput(f"{name!r} may mean {named}; give one of them")
    return held[0]


def identifier_body(documents: Documents, text: str) -> IdentifierBody:
    """How ``text`` is read as a number. Raises BadIdentifier.

    ``number`` is null where something is left out (the issuer, the year) and several numbers that
    the library knows fit.
    """
    meant = _meant(documents.store, text)
    if not meant:
        Identifier.parse(text)  # raises, and says why
    chosen = meant[0] if len(meant) == 1 else None
    return IdentifierBody(
        text=text,
        number=None if chosen is None else str(chosen),
        slug=None if chosen is None else chosen.slug,
        kind=meant[0].series,
        held=[
            NumberLink(
                number=str(document.number), held=True, slug=document.id, title=document.title
            )
            for one in meant
            for document in _held(documents, one)
        ],
        choices=[] if chosen is not None else [str(one) for one in meant],
    )


def _meant(store: DocumentStore, text: str) -> tuple[Identifier, ...]:
    """The number printed, or the known numbers that fit best what was typed."""
    try:
        printed = Identifier.parse(text)
    except BadIdentifier:
        typed = loose_numbers(text)
    else:
        return choices(store, printed) or (printed,)
    whole = unicodedata.normalize("NFC", text).strip()
    if len(typed) != 1 or typed[0].text.strip() != whole:
        return ()
    fits = [(typed[0].matches(known.identifier), known.identifier) for known in store.numbers()]
    exact = {one for strength, one in fits if strength == EXACT}
    return tuple(sorted(exact or {one for strength, one in fits if strength >= _SURE}))


def _either(meant: tuple[Identifier, ...]) -> str:
    return " or ".join(str(one) for one in meant)


def choices(store: DocumentStore, wanted: Identifier) -> tuple[Identifier, ...]:
    """Known numbers that ``wanted`` may mean when it lacks the issuer its series asks for."""
    if wanted.agency is not None or wanted.family not in _ISSUED_BY:
        return ()
    found = {
        known.identifier.key: known.identifier
        for known in store.numbers()
        if known.identifier.agency is not None
        and not known.identifier.is_amendment
        and _fits(replace(known.identifier, agency=None), wanted)
    }
    return tuple(found[key] for key in sorted(found))


def _held(documents: Documents, wanted: Identifier) -> list[Document]:
    return [documents.document(slug) for slug in documents.store.by_number(wanted)]


def _fits(known: Identifier, wanted: Identifier) -> bool:
    """An undated number fits all editions; a dated one only its own."""
    return known == wanted or (not wanted.is_dated and known.same_work(wanted))
