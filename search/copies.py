"""Two copies of one text are one witness.

A library may hold the scan of an act beside its typed text. Where the number of the scan could not
be read (it was written by hand), the scan says nothing that the numbered copy does not say better.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final

from index.analysis import folded_terms
from search.products import Supported
from standards.document import Document

__all__ = ["is_copy", "without_copies"]

_SAME_TITLE: Final = 0.9
"""Share of letters that the titles have in common once tone marks, often misread, are off."""


def without_copies(found: Sequence[Supported]) -> list[Supported]:
    """What was found, without documents that lack a number and are copies of others among it."""
    documents = {one.evidence.document.id: one.evidence.document for one in found}
    numbered = [document for document in documents.values() if document.number is not None]
    copies = {
        document.id
        for document in documents.values()
        if document.number is None and any(is_copy(document, other) for other in numbered)
    }
    return [one for one in found if one.evidence.document.id not in copies]


def is_copy(unnumbered: Document, other: Document) -> bool:
    """Whether a document without a number is a copy of another one: of the same kind, with the same
    title, and no date of one contradicts the other's.
    """
    if not unnumbered.title or not other.title or unnumbered.kind is not other.kind:
        return False
    dates = (
        (unnumbered.issued, other.issued),
        (unnumbered.effective_from, other.effective_from),
    )
    if any(one and two and one != two for one, two in dates) or not any(map(all, dates)):
        return False
    one, two = (" ".join(folded_terms(title)) for title in (unnumbered.title, other.title))
    return SequenceMatcher(None, one, two, autojunk=False).ratio() >= _SAME_TITLE
