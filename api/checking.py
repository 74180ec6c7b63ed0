"""Marking a fact as compared with the page, for whoever is at the desk.

Reads a document and its facts; writes a check into the store of the library.
"""

from __future__ import annotations

from datetime import datetime

from index.facts import facts_of, find_fact, recognised_pages
from index.library import Library
from standards.checked import CheckedFact
from standards.document import Document

__all__ = ["mark_fact"]


def mark_fact(
    library: Library,
    document: Document,
    fact: str,
    *,
    value: str,
    by: str,
    at: datetime,
    note: str = "",
) -> None:
    """Keep that somebody compared a fact with the page and saw ``value`` there.

    Where another value is read, the page shows both. Raises BadInput for a fact that the document
    has not, LibraryLocked while another process writes.
    """
    recognised = recognised_pages(library.store.pages(document.source.sha256))
    known = find_fact(facts_of(document, recognised), fact)
    check = CheckedFact(
        document=document.id,
        fact=known.name,
        value=" ".join(value.split()),
        by=" ".join(by.split()),
        at=at,
        note=" ".join(note.split()),
    )
    with library.batch() as batch:
        batch.mark(check)
