"""From what somebody typed to one document, or to the documents it may mean."""

from __future__ import annotations

from dataclasses import replace

from api.models import NumberLink
from api.models_meta import IdentifierBody
from index.contracts import DocumentStore
from standards.document import Document
from standards.errors import BadIdentifier, BadInput, NotFound
from standards.identifier import Family, Identifier, canonical_slug

__all__ = ["choices", "identifier_body", "resolve"]

_ISSUED_BY = frozenset({Family.QCVN, Family.QCDP})
"""Series in which several issuers use the same numbers (TT 26/2019/TT-BKHCN, Điều 13)."""


def resolve(store: DocumentStore, name: str) -> Document:
    """The document with that slug, or with that number in any spelling.

    Raises NotFound if the library does not hold it, BadInput if several fit: the message names
    them, and nothing is guessed.
    """
    for slug in dict.fromkeys((name, canonical_slug(name))):
        try:
            return store.document(slug)
        except NotFound:
            continue
    try:
        wanted = Identifier.parse(name)
    except BadIdentifier:
        raise NotFound(f"the library holds no document {name!r}; see: /standards") from None
    held = _held(store, wanted)
    if not held:
        raise NotFound(f"the library does not hold {wanted}")
    several = {document.number.key: str(document.number) for document in held if document.number}
    if len(several) > 1:
        named = ", ".join(several[key] for key in sorted(several))
        raise BadInput(f"{wanted} may mean {named}; give one of them")
    return held[0]


def identifier_body(store: DocumentStore, text: str) -> IdentifierBody:
    """How ``text`` is read as a number. Raises BadIdentifier.

    ``number`` is null where the number lacks its issuer and several issuers use it.
    """
    found = Identifier.parse(text)
    several = choices(store, found)
    chosen = several[0] if len(several) == 1 else found
    return IdentifierBody(
        text=text,
        number=None if len(several) > 1 else str(chosen),
        slug=None if len(several) > 1 else chosen.slug,
        kind=found.series,
        held=[
            NumberLink(
                number=str(document.number), held=True, slug=document.id, title=document.title
            )
            for document in _held(store, found)
        ],
        choices=[str(choice) for choice in several] if len(several) > 1 else [],
    )


def choices(store: DocumentStore, wanted: Identifier) -> tuple[Identifier, ...]:
    """Known numbers that ``wanted`` may mean when it lacks the issuer its series asks for."""
    if wanted.agency is not None or wanted.family not in _ISSUED_BY:
        return ()
    found = {
        known.identifier.key: known.identifier
        for known in store.numbers()
        if known.identifier.agency is not None
        and not known.identifier.is_amendment
        and _without_issuer(known.identifier) == wanted
    }
    return tuple(found[key] for key in sorted(found))


def _held(store: DocumentStore, wanted: Identifier) -> list[Document]:
    exact = store.by_number(wanted)
    if exact:
        return [store.document(slug) for slug in exact]
    slugs = {slug for choice in choices(store, wanted) for slug in store.by_number(choice)}
    return [store.document(slug) for slug in sorted(slugs)]


def _without_issuer(identifier: Identifier) -> Identifier:
    return replace(identifier, agency=None)
